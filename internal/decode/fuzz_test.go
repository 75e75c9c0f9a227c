package decode

import (
	"strings"
	"testing"
	"unicode/utf8"

	"nadi/internal/diag"
)

func addSamples(f *testing.F) {
	for _, samples := range []map[string]string{plainSamples, fullSamples, tomlSamples} {
		for _, src := range samples {
			f.Add([]byte(src))
		}
	}
}

func FuzzYAML(f *testing.F) {
	addSamples(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		if utf8.Valid(src) {
			v, err := fullYAML(src, 3)
			sound(t, src, v, err)
		}
	})
}

func FuzzTOML(f *testing.F) {
	addSamples(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		if utf8.Valid(src) {
			v, err := TOML(src, 3)
			sound(t, src, v, err)
		}
	})
}

// sound demands a value or an error, with places inside the document, and
// that the value can be decoded.
func sound(t *testing.T, src []byte, v *Value, err *SyntaxError) {
	t.Helper()
	lines := strings.Split(string(src), "\n")
	if err != nil {
		if err.Message == "" || v != nil {
			t.Fatalf("%q: %+v, %+v", src, v, err)
		}
		within(t, lines, err.Span)
		return
	}
	everywhere(v, func(s diag.Span) { within(t, lines, s) })
	var out sample
	for _, p := range Into(v, &out) {
		if p.Message == "" || p.Kind == "" {
			t.Fatalf("%q: %+v", src, p)
		}
		within(t, lines, p.Span)
	}
}

func everywhere(v *Value, do func(diag.Span)) {
	do(v.Span)
	for i := range v.Items {
		everywhere(&v.Items[i], do)
	}
	for i := range v.Fields {
		do(v.Fields[i].KeySpan)
		everywhere(&v.Fields[i].Value, do)
	}
}

// within demands that a place of a document whose first line is 3 is in it.
func within(t *testing.T, lines []string, s diag.Span) {
	t.Helper()
	if s == (diag.Span{}) {
		return
	}
	if s.Line < 3 || s.Line-3 >= len(lines) || s.EndLine != 0 && s.EndLine != s.Line {
		t.Fatalf("%q has no such line: %+v", lines, s)
	}
	end := utf8.RuneCountInString(lines[s.Line-3]) + 1
	if s.Column < 0 || s.Column > end || s.EndColumn > end || s.EndLine != 0 && s.EndColumn < s.Column {
		t.Fatalf("%q: line %d has no such columns: %+v", lines, s.Line, s)
	}
}
