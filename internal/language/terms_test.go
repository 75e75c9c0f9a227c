package language

import (
	"strings"
	"testing"

	"nadi/internal/prose"
)

// TestTables: a slip in a list would make a row that is never found.
func TestTables(t *testing.T) {
	names := map[string]int{}
	seen := map[string]bool{}
	for lang, table := range map[string]string{"en": termsEnglish, "hi": termsHindi} {
		for i, line := range strings.Split(strings.TrimSuffix(table, "\n"), "\n") {
			c := strings.Split(line, "\t")
			if len(c) != 5 {
				t.Fatalf("%s, row %d: %d columns", lang, i+1, len(c))
			}
			if i == 0 {
				continue
			}
			if ruleOf[c[2]] == "" || c[1] == "" {
				t.Errorf("%s, row %d: kind %q, prefer %q", lang, i+1, c[2], c[1])
			}
			for w := range strings.FieldsSeq(c[3]) {
				if _, ok := conditions[w]; !ok && !strings.HasPrefix(w, "not:") {
					t.Errorf("%s, row %d: condition %q", lang, i+1, w)
				}
			}
			for own := range strings.SplitSeq(c[0], "|") {
				if own == "" || seen[prose.Lower(own)] {
					t.Errorf("%s, row %d: %q is there twice", lang, i+1, own)
				}
				seen[prose.Lower(own)] = true
				names[lang+" "+c[2]]++
			}
		}
	}
	t.Log(names)
	if names["en person"]+names["en suicide"] < 150 || names["en plain"] < 250 || names["hi person"]+names["hi plain"]+names["hi medical"]+names["hi suicide"] < 40 {
		t.Error("fewer words than were promised")
	}
}

// TestSelf: what is to be said instead is not itself in a list.
func TestSelf(t *testing.T) {
	d := newDesk(Options{})
	for _, r := range d.f.terms {
		for _, p := range r.prefer {
			for _, h := range d.hits(r.lang, p) {
				if h.Rule == r.rule && !advice(p) {
					t.Errorf("%q is marked: %s", p, h.Message)
				}
			}
		}
	}
}
