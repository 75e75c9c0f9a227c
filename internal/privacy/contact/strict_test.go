package contact

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// strictly returns what a plain and a strict look find.
func (l *looker) strictly(s string) (plain, strict []finding.Hit, values []string) {
	plain, _ = l.hits(s)
	t := l.read.Read(prose.Passage{Text: s, Strict: true})
	l.find(t, func(h finding.Hit) {
		strict = append(strict, h)
		values = append(values, h.Rule+" "+t.Folded[h.From:h.To])
	})
	return plain, strict, values
}

func sureOf(hits []finding.Hit) (n int) {
	for _, h := range hits {
		n += b2i(h.Sure)
	}
	return n
}

func tableLines(t *testing.T, name string) []string {
	body, err := sentences.ReadFile("testdata/" + name + ".tsv")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(body)), "\n")
}

// TestStrict looks at lines of an article that tells of a patient.
func TestStrict(t *testing.T) {
	l := newLooker(ridgeview)
	for _, line := range tableLines(t, "strict") {
		f := strings.SplitN(line, "\t", 3)
		plain, strict, values := l.strictly(f[2])
		if (len(strict) > 0) != (f[0] == "+") || sureOf(strict) != sureOf(plain) {
			t.Errorf("%s %q: %q, plainly %d", f[0], f[2], values, len(plain))
		}
	}
}

// mostStrict is how many sentences without a hit have one in an article that
// tells of a patient.
var mostStrict = map[string]int{"phone": 3, "email": 0, "link": 0, "address": 1, "mixed": 33}

// TestStrictFindsNoLess reads the other tables strictly.
func TestStrictFindsNoLess(t *testing.T) {
	l := newLooker(ridgeview)
	for name, most := range mostStrict {
		alarms, negatives := 0, 0
		for _, line := range tableLines(t, name) {
			f := strings.SplitN(line, "\t", 3)
			plain, strict, values := l.strictly(f[2])
			if len(strict) < len(plain) || sureOf(strict) != sureOf(plain) {
				t.Errorf("%q: %d, strictly %d", f[2], len(plain), len(strict))
			}
			if f[0] != "none" {
				continue
			}
			if negatives++; len(strict) > 0 {
				alarms++
				t.Logf("strictly found: %q in %q", values, f[2])
			}
		}
		if t.Logf("%s: %d of %d negative sentences", name, alarms, negatives); alarms > most {
			t.Errorf("%s: %d negative sentences, %d were known", name, alarms, most)
		}
	}
}

// TestStrictProse counts what a strict look adds in real articles, none of
// which tells of a patient of ours.
func TestStrictProse(t *testing.T) {
	l, added := newLooker(ridgeview), 0
	err := filepath.WalkDir(filepath.Join(outside(t), "corpora"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" && filepath.Ext(path) != ".txt" {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for p := range strings.SplitSeq(string(body), "\n\n") {
			plain, strict, values := l.strictly(p)
			added += len(strict) - len(plain)
			if sureOf(strict) != sureOf(plain) {
				t.Errorf("surer in %s", path)
			}
			if len(strict) > len(plain) {
				t.Logf("%s: %q", filepath.Base(path), values)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if t.Logf("%d strict hits", added); added > mostAdded {
		t.Errorf("%d strict hits, %d were known", added, mostAdded)
	}
}

const mostAdded = 30

// TestStrictLinear reads texts made to be slow, strictly, at two lengths.
func TestStrictLinear(t *testing.T) {
	l := newLooker(ridgeview)
	for _, piece := range []string{"12 Oak Bend, ", "Lot 88, Cedar ", "PMB 31 ", "415-555-0148 ", "Dayton 45402 ", "Leeds LS1 4AP ", "पिन 211003 ", "12, A B C D ", "Flat 1, नगर ", "a.b@c.example "} {
		long := func(n int) *prose.Text {
			return l.read.Read(prose.Passage{Text: strings.Repeat(piece, n), Strict: true})
		}
		short, much := spentOn(l, long(4000)), spentOn(l, long(32000))
		if much > 40*short+20*time.Millisecond {
			t.Errorf("%q: %v grew to %v", piece, short, much)
		}
	}
}

func spentOn(l *looker, t *prose.Text) time.Duration {
	best := time.Hour
	for range 3 {
		start := time.Now()
		l.find(t, func(finding.Hit) {})
		best = min(best, time.Since(start))
	}
	return best
}

// FuzzStrict asks a strict look for offsets inside the text and for no panic.
func FuzzStrict(f *testing.F) {
	for _, name := range []string{"strict", "mixed"} {
		body, _ := sentences.ReadFile("testdata/" + name + ".tsv")
		for _, line := range strings.Split(string(body), "\n") {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		l := newLooker(ridgeview)
		read := l.read.Read(prose.Passage{Text: s, Strict: true})
		l.find(read, func(h finding.Hit) {
			if h.From < 0 || h.From >= h.To || h.To > len(read.Folded) {
				t.Fatalf("%+v is outside of %q", h, s)
			}
		})
	})
}
