package contact

import (
	"embed"
	"strings"
	"testing"
	"unicode/utf8"

	"nadi/internal/prose"
)

//go:embed testdata/*.tsv
var sentences embed.FS

// TestSentences holds every rule to its own table: sure, any or none, the
// language (la is Hindi in Latin letters), the sentence. In mixed.tsv any rule
// may find it.
func TestSentences(t *testing.T) {
	l := newLooker(ridgeview)
	for _, name := range []string{"phone", "email", "link", "address", "mixed"} {
		body, err := sentences.ReadFile("testdata/" + name + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(strings.TrimSpace(string(body)), "\n") {
			want, rest, _ := strings.Cut(line, "\t")
			_, sentence, _ := strings.Cut(rest, "\t")
			l.expect(t, "privacy/"+name, want, sentence)
		}
	}
}

func (l *looker) expect(t *testing.T, rule, want, sentence string) {
	t.Helper()
	hits, values := l.hits(sentence)
	got := "none"
	for i, h := range hits {
		if strings.Contains(h.What+h.Because, values[i]) || strings.ContainsAny(h.Because, "0123456789@") {
			t.Errorf("%q: the message tells the value: %q", sentence, h.Because)
		}
		switch {
		case h.Rule != rule && rule != "privacy/mixed":
			t.Logf("also %s in %q: %q", h.Rule, sentence, values)
			if want == "none" {
				got = h.Rule
			}
		case h.Sure:
			got = "sure"
		case got == "none":
			got = "any"
		}
	}
	if got != want && !(want == "any" && got == "sure") {
		t.Errorf("%s: %q gave %s, want %s: %v %q", rule, sentence, got, want, hits, values)
	}
}

// FuzzFind asks for offsets inside the text, on runes, and for no panic.
func FuzzFind(f *testing.F) {
	for _, name := range []string{"phone", "email", "link", "address"} {
		body, _ := sentences.ReadFile("testdata/" + name + ".tsv")
		for _, line := range strings.Split(string(body), "\n") {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		lex := prose.NewLexicon()
		l := &looker{find: New(lex, ridgeview), read: prose.NewReader(lex)}
		read := l.read.Read(prose.Passage{Text: s})
		hits, _ := l.hits(s)
		for _, h := range hits {
			if h.From < 0 || h.From >= h.To || h.To > len(read.Folded) {
				t.Fatalf("%+v is outside of %q", h, s)
			}
			if utf8.ValidString(read.Folded) && !utf8.ValidString(read.Folded[h.From:h.To]) {
				t.Fatalf("%+v cuts a rune of %q", h, s)
			}
		}
	})
}
