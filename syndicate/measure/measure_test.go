package measure

import (
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

func TestCounts(t *testing.T) {
	for _, x := range []struct {
		name, text                             string
		graphemes, strict, bytes, runes, utf16 int
	}{
		{"nothing", "", 0, 0, 0, 0, 0},
		{"ASCII", "Heat.", 5, 5, 5, 5, 5},
		{"line ends", "a\r\nb\nc", 5, 5, 6, 6, 6},
		{"composed", "é", 1, 1, 2, 1, 1},
		{"two marks", "q̣̇", 1, 1, 5, 3, 3},
		{"vowel signs", "हिन्दी", 2, 3, 18, 6, 6},
		{"conjunct, as Bluesky's old and new count differ", "नमस्ते", 3, 4, 18, 6, 6},
		{"three letters and a sign in one", "क्ष्मि", 1, 3, 18, 6, 6},
		{"nukta", "मरीज़", 3, 3, 15, 5, 5},
		{"half form with ZWJ", "क्\u200dष", 1, 2, 12, 4, 4},
		{"danda", "है।", 2, 2, 9, 3, 3},
		{"emoji", "🫀", 1, 1, 4, 1, 2},
		{"emoji family", "👩‍👩‍👧‍👦", 1, 1, 25, 7, 11},
		{"skin tone", "👋🏽", 1, 1, 8, 2, 4},
		{"flag", "🇮🇳", 1, 1, 8, 2, 4},
		{"keycap", "3️⃣", 1, 1, 7, 3, 3},
		{"ellipsis", "…", 1, 1, 3, 1, 1},
		{"Thai with am", "น้ำ", 1, 1, 9, 3, 3},
		{"not UTF-8", "a\xff\xfeb", 4, 4, 4, 4, 4},
	} {
		got := [5]int{Graphemes(x.text), StrictGraphemes(x.text), Bytes(x.text), Runes(x.text), UTF16(x.text)}
		if want := [5]int{x.graphemes, x.strict, x.bytes, x.runes, x.utf16}; got != want {
			t.Errorf("%s %q: graphemes, strict, bytes, runes, utf16 are %v, want %v", x.name, x.text, got, want)
		}
	}
}

// TestOrder: the counters are ordered as their units are, on any text.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"क्", "\u200d", "👩", "\r\n", "🇮", "\xff", "ा", "़", " "}))).Draw(t, "parts"), "")
		g, strict, r, u, b := Graphemes(s), StrictGraphemes(s), Runes(s), UTF16(s), Bytes(s)
		if !(g <= strict && strict <= r && r <= u && u <= b) {
			t.Fatalf("%q: graphemes %d, strict %d, runes %d, UTF-16 %d, bytes %d", s, g, strict, r, u, b)
		}
		if want := len(utf16.Encode([]rune(s))); u != want {
			t.Fatalf("%q: UTF16 is %d, encoding makes %d", s, u, want)
		}
	})
}
