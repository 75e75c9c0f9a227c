package lsp

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"nadi/internal/diag"
)

var encodings = []encoding{utf8Bytes, utf16Units, codePoints}

// texts are of letters that are counted differently and of every line end.
func texts() *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOf(rapid.SampledFrom([]string{"a", "é", "ह", "ि", "़", "\u200d", "😀", "👩‍⚕️", "\n", "\r\n", "\r", "\xff", "\t", " "})),
		func(s []string) string { return strings.Join(s, "") })
}

// TestThereAndBack: the start of every letter has a position in every
// encoding that leads back to it, and so has our own line and column.
func TestThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		table := newLineTable(text)
		for i := range text {
			if text[i] == '\n' && i > 0 && text[i-1] == '\r' {
				continue // inside of a line's end
			}
			for _, e := range encodings {
				if p := table.position(i, e); table.offset(p, e) != i {
					t.Fatalf("%q: %s: byte %d is %+v is byte %d", text, e, i, p, table.offset(p, e))
				}
			}
			line, column := table.place(i)
			if text[i] != '\r' && text[i] != '\n' && (i == 0 || text[i-1] != '\r') && table.byteAt(line, column) != i {
				t.Fatalf("%q: byte %d is %d:%d is byte %d", text, i, line, column, table.byteAt(line, column))
			}
		}
	})
}

// TestUnits: characters are what the standard library counts.
func TestUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := strings.ToValidUTF8(strings.NewReplacer("\r", "", "\n", "").Replace(texts().Draw(t, "line")), "?")
		table := newLineTable("first\n" + line)
		want := map[encoding]int{utf8Bytes: len(line), utf16Units: len(utf16.Encode([]rune(line))), codePoints: utf8.RuneCountInString(line)}
		for e, n := range want {
			if got := table.position(6+len(line), e); got != (position{1, n}) {
				t.Fatalf("%q: %s: %+v, want %d", line, e, got, n)
			}
			s := table.span(diag.Span{Line: 2, Column: 1, EndLine: 2, EndColumn: utf8.RuneCountInString(line) + 1}, e)
			if line != "" && s != (span{position{1, 0}, position{1, n}}) {
				t.Fatalf("%q: %s: %+v", line, e, s)
			}
		}
	})
}

// TestEditsOfRunes: an incremental change does to the text what it does to
// its letters.
func TestEditsOfRunes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.ToValidUTF8(texts().Draw(t, "text"), "?")
		e := rapid.SampledFrom(encodings).Draw(t, "encoding")
		with := texts().Draw(t, "with")
		rs := []rune(text)
		from := rapid.IntRange(0, len(rs)).Draw(t, "from")
		to := rapid.IntRange(from, len(rs)).Draw(t, "to")
		split := func(i int) bool { return i > 0 && i < len(rs) && rs[i] == '\n' && rs[i-1] == '\r' }
		if split(from) || split(to) {
			t.Skip("between the two of a line's end")
		}
		d := &document{lineTable: newLineTable(text)}
		at := func(i int) position { return d.position(len(string(rs[:i])), e) }
		got := d.edited(2, []change{{&span{at(from), at(to)}, with}}, e)
		if want := string(rs[:from]) + with + string(rs[to:]); got.text != want || got.version != 2 || d.text != text {
			t.Fatalf("%q, want %q", got.text, want)
		}
	})
}

func TestSpans(t *testing.T) {
	table := newLineTable("one two\n\tthree  \n\nfour\rfive\nend\r")
	for _, c := range []struct {
		s    diag.Span
		want span
	}{
		{diag.Span{}, span{}},
		{diag.Span{Line: 1, Column: 5}, span{position{0, 4}, position{0, 7}}},
		{diag.Span{Line: 1, Column: 1}, span{position{0, 0}, position{0, 3}}},
		{diag.Span{Line: 1, Column: 4}, span{position{0, 3}, position{0, 7}}},
		{diag.Span{Line: 1, Column: 80}, span{position{0, 7}, position{0, 7}}},
		{diag.Span{Line: 2}, span{position{1, 1}, position{1, 8}}},
		{diag.Span{Line: 3}, span{position{2, 0}, position{2, 0}}},
		{diag.Span{Line: 1, Column: 5, EndLine: 2, EndColumn: 3}, span{position{0, 4}, position{1, 2}}},
		{diag.Span{Line: 4, Column: 6, EndLine: 4, EndColumn: 10}, span{position{4, 0}, position{4, 4}}}, // behind a lone \r
		{diag.Span{Line: 99}, span{position{6, 0}, position{6, 0}}},
		{diag.Span{Line: 99, Column: 3, EndLine: 99, EndColumn: 9}, span{position{6, 0}, position{6, 0}}},
		{diag.Span{Line: 5, Column: 2, EndLine: 4, EndColumn: 1}, span{position{5, 1}, position{5, 3}}},
	} {
		if got := table.span(c.s, utf16Units); got != c.want {
			t.Errorf("%+v: %+v, want %+v", c.s, got, c.want)
		}
	}
}

func TestClamp(t *testing.T) {
	table := newLineTable("a😀b\nx")
	for _, c := range []struct {
		p    position
		want int
	}{
		{position{-1, 4}, 0}, {position{0, -1}, 0}, {position{0, 2}, 1}, {position{0, 3}, 5}, {position{0, 99}, 6}, {position{1, 9}, 8}, {position{7, 0}, 8},
	} {
		if got := table.offset(c.p, utf16Units); got != c.want {
			t.Errorf("%+v: %d, want %d", c.p, got, c.want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ uri, path, back string }{
		{"file:///s/a.md", "/s/a.md", "file:///s/a.md"},
		{"file:///s/a%20b/%E0%A4%97.md", "/s/a b/ग.md", "file:///s/a%20b/%E0%A4%97.md"},
		{"file://localhost/s/a.md", "/s/a.md", "file:///s/a.md"},
		{"file:///c%3A/Site/a.md", "C:/Site/a.md", "file:///C:/Site/a.md"},
		{"file://nas/share/a.md", "//nas/share/a.md", "file://nas/share/a.md"},
		{"file:///s/../t//a.md", "/t/a.md", "file:///t/a.md"},
	} {
		p, ok := fromURI(c.uri)
		if !ok || p != c.path || toURI(p) != c.back {
			t.Errorf("%s: %s, %s", c.uri, p, toURI(p))
		}
	}
	for _, uri := range []string{"untitled:Untitled-1", "https://news.example.org/a.md", "", "%zz", "file:"} {
		if p, ok := fromURI(uri); ok {
			t.Errorf("%q is %q", uri, p)
		}
	}
}

// TestHome: the nearest nadi.yaml above, on the disk or just being written;
// without a disk the nearest folder of the editor.
func TestHome(t *testing.T) {
	c := newSession(t.Context(), &Server{Read: disk{"/s/nadi.yaml": "", "/s/inner/nadi.yaml": "", "/nadi.txt": ""}.read}, nil)
	c.docs["/new/nadi.yaml"] = &document{}
	for file, want := range map[string]string{
		"/s/content/a.md": "/s", "/s/nadi.yaml": "/s", "/s/inner/x/a.md": "/s/inner", "/new/content/a.md": "/new", "/s2/a.md": "", "C:/x/a.md": "",
	} {
		if got, ok := c.home(file); got != want || ok != (want != "") {
			t.Errorf("%s: %q", file, got)
		}
	}
	c = newSession(t.Context(), &Server{}, nil)
	c.folders = []string{"/s", "/s/inner"}
	for file, want := range map[string]string{"/s/a.md": "/s", "/s/inner/a.md": "/s/inner", "/other/a.md": ""} {
		if got, _ := c.home(file); got != want {
			t.Errorf("%s: %q", file, got)
		}
	}
}

func TestSaid(t *testing.T) {
	long := strings.Repeat("ह", 500)
	for _, c := range []struct{ f, want string }{
		{"a|b", "a\nb"}, {"a|", "a"}, {"a|" + long, "a"}, {long + "|b", long[:3*(longest-1)] + "…"},
	} {
		m, h, _ := strings.Cut(c.f, "|")
		if got := said(diag.Finding{Message: m, Hint: h}); got != c.want {
			t.Errorf("%.20s: %.40q", c.f, got)
		}
	}
}
