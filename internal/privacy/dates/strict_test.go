package dates_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nadi/internal/prose"
)

// TestStrict looks at lines of an article that tells of a patient. What only a
// strict look finds never blocks.
func TestStrict(t *testing.T) {
	r := newReader()
	for _, l := range lines(t, "strict.txt") {
		plain, _ := r.hits(l[1])
		hits, _ := r.look(prose.Passage{Text: l[1], Strict: true})
		if wanted := l[0] == "+"; wanted != (len(hits) > 0) {
			t.Errorf("found %d, wanted %v: %s", len(hits), wanted, l[1])
		}
		sure := 0
		for _, h := range plain {
			if h.Sure {
				sure++
			}
		}
		for _, h := range hits {
			if h.Sure {
				sure--
			}
		}
		if sure < 0 {
			t.Errorf("a strict look is surer: %s", l[1])
		}
	}
}

// TestPublic looks at public people and at patients beside them.
func TestPublic(t *testing.T) {
	r := newReader()
	for _, l := range lines(t, "public.txt") {
		for _, strict := range []bool{false, true} {
			hits, _ := r.look(prose.Passage{Text: l[1], Strict: strict})
			if wanted := l[0] == "+" || l[0] == "?" && strict; wanted != (len(hits) > 0) {
				t.Errorf("found %d, wanted %v, strict %v: %s", len(hits), wanted, strict, l[1])
			}
		}
	}
}

// TestStrictFindsNoLess reads all other tables strictly.
func TestStrictFindsNoLess(t *testing.T) {
	r := newReader()
	for rule, most := range map[string]int{"age": 0, "date": 2, "more": 66} {
		alarms, negatives := 0, 0
		for _, l := range lines(t, rule+".txt") {
			plain, _ := r.hits(l[1])
			hits, _ := r.look(prose.Passage{Text: l[1], Strict: true})
			if len(hits) < len(plain) {
				t.Errorf("less: %s", l[1])
			}
			if l[0] == "-" {
				negatives++
				if len(hits) > 0 {
					alarms++
					t.Logf("strictly found: %s", l[1])
				}
			}
		}
		if alarms > most {
			t.Errorf("%s: %d negative lines, at most %d before", rule, alarms, most)
		}
		t.Logf("%s: %d of %d negative lines", rule, alarms, negatives)
	}
}

// TestStrictProse counts what a strict look would add in real articles, none
// of which tells of a patient of ours, and shows it.
func TestStrictProse(t *testing.T) {
	root := filepath.Join(shared(t), "corpora")
	r := newReader()
	added := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" && filepath.Ext(path) != ".txt" {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for p := range strings.SplitSeq(string(b), "\n\n") {
			hits, text := r.look(prose.Passage{Text: p, Strict: true})
			for _, h := range hits {
				if h.Sure {
					t.Errorf("sure in %s", path)
				}
				added++
				from, to := max(0, h.From-110), min(len(text.Folded), h.To+90)
				t.Log(filepath.Base(path), strings.ToValidUTF8(text.Folded[from:h.From]+"["+text.Folded[h.From:h.To]+"]"+text.Folded[h.To:to], ""))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d strict hits", added)
	if added > 640 { // most in front matter and addresses, which no strict look reads
		t.Errorf("more than there were")
	}
}
