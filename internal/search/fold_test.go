package search

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// alike are lines of words that find each other.
var alike = []string{
	"smoke smokes smoked smoking",
	"city cities City's",
	"study studies studied studying",
	"stop stops stopped stopping",
	"fall falls falling",
	"bleed bleeding bleeds",
	"disease diseases",
	"diagnosis diagnoses",
	"virus viruses",
	"age ages ageing",
	"die dies",
	"child's childs",
	"Résumé resumes",
	"anaemia anemia",
	"oesophagus esophagus",
	"diarrhoea diarrhea",
	"toe toes",
	"ＣＯＶＩＤ covid Covid",
	"हिन्दी हिंदी",
	"कम्पनी कंपनी",
	"बीमारी बीमारियाँ बीमारियों बिमारी",
	"दवा दवाएँ दवाएं दवाओं दवाइयाँ दवाइयों",
	"महिला महिलाएँ महिलाओं",
	"बच्चा बच्चे बच्चों",
	"मरीज़ मरीज मरीज़ों",
	"डॉक्टर डाक्टर डॉक्टरों",
	"आँख आंख आँखें आँखों",
	"फेफड़ा फेफड़े फेफडों",
	"क्\u200dष क्ष",
	"२४ 24",
	"ज़ \u095b",
}

func TestWordsThatFindEachOther(t *testing.T) {
	for _, line := range alike {
		want := ""
		for w := range strings.FieldsSeq(line) {
			got := strings.Join(Fold(w), " ")
			if want == "" {
				want = got
			}
			if got != want || got == "" {
				t.Errorf("%s folds to %q, the words before it to %q", w, got, want)
			}
		}
	}
}

func TestWordsThatStayApart(t *testing.T) {
	for _, pair := range [][2]string{{"heart", "heat"}, {"need", "ne"}, {"bus", "bu"}, {"king", "k"}, {"लोग", "लग"}, {"दिल", "दाल"}, {"red", "r"}, {"B12", "B"}} {
		if a, b := strings.Join(Fold(pair[0]), " "), strings.Join(Fold(pair[1]), " "); a == b {
			t.Errorf("%s and %s are both %q", pair[0], pair[1], a)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"What is the role of vitamin D?": "rol vitamin d",
		"COVID-19 & you":                 "covid 19",
		"बच्चों में बुखार":               "बच्च बुखार",
		"":                       "",
		"… — !":                  "",
		"women’s health":         "women health",
		"WHO":                    "who",
		strings.Repeat("x", 200): "",
	} {
		if got := strings.Join(Fold(in), " "); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestTable holds the table to what search.js does with it: one expression of
// all that is swapped, in no order, and words that are already folded.
func TestTable(t *testing.T) {
	from := map[string]bool{}
	pairs := strings.Fields(swap)
	for i := 0; i+1 < len(pairs); i += 2 {
		from[pairs[i]] = true
		if letters(pairs[i+1]) != pairs[i+1] {
			t.Errorf("%q becomes %q, which is swapped again", pairs[i], pairs[i+1])
		}
	}
	if len(pairs)%2 != 0 || len(from) != len(pairs)/2 {
		t.Errorf("%d letters make no pairs, or one stands twice", len(pairs))
	}
	for a := range from {
		for b := range from {
			if a != b && strings.HasPrefix(a, b) {
				t.Errorf("%q begins with %q; which is tried first would matter", a, b)
			}
		}
	}
	for _, step := range table.steps {
		for _, e := range step {
			if letters(e.from) != e.from || letters(e.to) != e.to {
				t.Errorf("the ending %q is not folded, so it fits no word", e.from)
			}
		}
	}
}

// FuzzFold demands words that have letters, marks and digits alone, so that no
// sign of the index's files can stand in one.
func FuzzFold(f *testing.F) {
	for _, line := range alike {
		f.Add(line)
	}
	for _, s := range []string{"a:b c", "\xff\xfe", "İstanbul ΣΣ", "क़लम", "1⁄2 m²", "\u0301\u0302", "𝔘𝔫𝔦ing"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range Fold(s) {
			if w == "" || !utf8.ValidString(w) || strings.ContainsFunc(w, between) || len(w) > longest+8 {
				t.Fatalf("Fold(%q) has the word %q", s, w)
			}
		}
	})
}

// TestFoldForTheBrowser gives test/search what Fold makes of many lines, to be
// compared with what search.js makes of them. It runs where NADI_FOLD names a
// folder with lines.txt and leaves folded.txt there.
func TestFoldForTheBrowser(t *testing.T) {
	dir := os.Getenv("NADI_FOLD")
	if dir == "" {
		t.Skip("NADI_FOLD is not set; test/search compares Go with a browser")
	}
	lines, err := os.ReadFile(filepath.Join(dir, "lines.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.SplitSeq(string(lines), "\n") {
		b.WriteString(strings.Join(Fold(line), " ") + "\n")
	}
	if err := os.WriteFile(filepath.Join(dir, "folded.txt"), []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
