package locale_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"nadi/internal/locale"
	"nadi/themes"
)

const head = `{
  "name": "x", "dir": "ltr", "locale": "x_IN", "dateFormat": "{d}", "monthFormat": "{y}", "plural": "one-is-1",
  "months": ["1","2","3","4","5","6","7","8","9","10","11","12"],
  "strings": {
`

func TestFaultsNameTheirLine(t *testing.T) {
	for _, c := range []struct {
		words, message string
		line           int
	}{
		{"\"a\": \"x\",\n\"b\": 1", "b is neither", 6},
		{"\"a\": \"x\",\n\"b\": {\"one\": \"x\"}", "b is neither", 6},
		{"\"a\": \"the \\\"a\\\": is no key\",\n\"b\": \"x\",\n\"a\": \"y\"", "a stands here a second time", 7},
	} {
		_, fs := locale.Parse("lang/x.json", []byte(head+c.words+"\n}}"))
		if len(fs) != 1 || fs[0].Line != c.line || !strings.HasPrefix(fs[0].Message, c.message) {
			t.Errorf("%s gave %v, want line %d: %s", c.words, fs, c.line, c.message)
		}
	}
	if _, fs := locale.Parse("lang/x.json", []byte(head+`"a": "x"}}`)); len(fs) > 0 {
		t.Errorf("a whole file gave %v", fs)
	}
}

func TestHeadFaults(t *testing.T) {
	_, fs := locale.Parse("lang/x.json", []byte(`{"months": ["a"], "plural": "sometimes"}`))
	var all strings.Builder
	for _, f := range fs {
		all.WriteString(f.Message + "\n")
	}
	for _, want := range []string{"months has 1 names", `plural cannot be "sometimes"`, "name is missing", "locale is missing", "dateFormat is missing", "monthFormat is missing"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("no finding %q in:\n%s", want, all.String())
		}
	}
}

func TestDiffering(t *testing.T) {
	base, _ := locale.Parse("en", []byte(head+`"a": "page {n} of {total}", "b": "by %s", "c": {"one": "one", "other": "{n} days"}, "d": "x"}}`))
	l, _ := locale.Parse("hi", []byte(head+`"a": "{total} में से {n}", "b": "से", "c": {"other": "दिन"}}}`))
	if got := strings.Join(l.Differing(base), " "); got != "b c" {
		t.Errorf("differing words: %q", got)
	}
	if got := strings.Join(l.Missing(base), " "); got != "d" {
		t.Errorf("missing words: %q", got)
	}
	if got := language(t, "hi").Differing(language(t, "en")); len(got) > 0 {
		t.Errorf("hi.json loses placeholders of %v", got)
	}
}

// FuzzParse demands that no file makes the parser panic, and that one without
// findings can do all that a language is asked for.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"en", "hi"} {
		data, err := fs.ReadFile(themes.FS(), "clinic/lang/"+name+".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)/2])
		f.Add(bytes.ReplaceAll(data, []byte(`"other"`), []byte(`"few"`)))
	}
	f.Add([]byte(head + `"": "", "{": "{{", "a": {"other": "}{n"}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, findings := locale.Parse("x.json", data)
		if l == nil {
			if len(findings) == 0 {
				t.Fatal("neither a language nor a finding")
			}
			return
		}
		l.Missing(l)
		if got := l.Differing(l); len(got) > 0 {
			t.Fatalf("a language differs from itself in %q", got)
		}
		l.Plural("a", -3)
		if len(findings) == 0 && (l.Name() == "" || l.Locale() == "" || l.Dir() != "ltr" && l.Dir() != "rtl") {
			t.Fatal("a faulty head without a finding")
		}
	})
}
