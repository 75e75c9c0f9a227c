package prose_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"nadi/internal/prose"
)

func read(s string, words ...string) *prose.Text {
	lex := prose.NewLexicon()
	for _, w := range words {
		lex.Learn(w)
	}
	return prose.NewReader(lex).Read(prose.Passage{Text: s})
}

func TestTokens(t *testing.T) {
	for in, want := range map[string]string{
		"Heart beats.":         "Heart/w* beats/w ./m",
		"O'Brien's MRN: 55-20": "O/w* '/m Brien/w '/m s/w MRN/w :/m 55/n -/m 20/n",
		"One. Two? Three":      "One/w* ./m Two/w* ?/m Three/w*",
		"1.5 mg and DL8S":      "1/n* ./m 5/n mg/w and/w DL8S/x",
		"फ़ोन ९८७६५ है। क्रम": "फ़ोन/w* 98765/n है/w ।/m क्रम/w*",
		"a\u200bb c\u00a0d": "ab/w* c/w d/w",
		"Ｍ１２３ ‑ “x”":        "M123/x* -/m \"/m x/w \"/m",
		"АB51 АBС":          "AB51/x* ABC/w",
		"क्\u200dष":         "क्\u200dष/w*",
		"café Ärzte":        "café/w* Ärzte/w",
		"\u095eोन":          "\u092b\u093cोन/w*",
	} {
		var got []string
		x := read(in)
		for _, k := range x.Tokens {
			s := x.Of(k) + "/" + string("wnxm"[k.Sort])
			if k.First {
				s += "*"
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%q\n got %s\nwant %s", in, g, want)
		}
	}
}

func TestWordsAreKnownHoweverTheyAreWritten(t *testing.T) {
	x := read("SUICIDE Suicide आत्महत्या Ärzte suicidal", "suicide", "आत्महत्या", "ärzte")
	var got []string
	for _, k := range x.Tokens {
		got = append(got, fmt.Sprint(k.ID))
	}
	if g := strings.Join(got, " "); g != "1 1 2 3 0" {
		t.Error(g)
	}
}

func TestManyWords(t *testing.T) {
	lex := prose.NewLexicon()
	for i := range 20_000 {
		if id := lex.Learn(fmt.Sprintf("w%d", i)); int(id) != i+1 {
			t.Fatal(i, id)
		}
	}
	x := prose.NewReader(lex).Read(prose.Passage{Text: "W77 w19999 w20000"})
	if x.Tokens[0].ID != 78 || x.Tokens[1].ID != 20_000 || x.Tokens[2].ID != 0 {
		t.Error(x.Tokens)
	}
}

// blanks are what parts tokens: white space and control characters.
var blanks = func() string {
	var b []byte
	for c := range byte(' ' + 1) {
		b = append(b, c)
	}
	return string(b)
}()

// FuzzRead demands that every token lies in the text, that nothing is lost but
// white space, and that offsets lead back into the source.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"Heart", "फ़ोन ९८", "АB51", "\xff\xfe a", "a\u200bb", "Ｍ１"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x := read(s, "heart", "a")
		end := int32(0)
		for _, k := range x.Tokens {
			if k.From < end || k.To <= k.From || int(k.To) > len(x.Folded) {
				t.Fatalf("%q: token %d-%d after %d", s, k.From, k.To, end)
			}
			if strings.Trim(x.Folded[end:k.From], blanks) != "" && utf8.ValidString(s) {
				t.Fatalf("%q: lost %q", s, x.Folded[end:k.From])
			}
			end = k.To
			from, to := x.Source(int(k.From), int(k.To))
			if from > to || to > len(s) {
				t.Fatalf("%q: source %d-%d", s, from, to)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s := strings.Repeat("A patient should never stop taking 500 mg of a medicine without asking; call 555-0100. ", 50)
	lex := prose.NewLexicon()
	for _, w := range strings.Fields("patient medicine stop suicide cure call") {
		lex.Learn(w)
	}
	r := prose.NewReader(lex)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		r.Read(prose.Passage{Text: s})
	}
}
