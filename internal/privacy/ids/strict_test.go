package ids_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nadi/internal/privacy/finding"
	"nadi/internal/privacy/ids"
	"nadi/internal/prose"
)

// twice returns what a plain and a strict look find.
func twice() func(text string) (plain, strict []finding.Hit) {
	lex := prose.NewLexicon()
	find := ids.New(lex, &finding.Known{Profiles: finding.Everywhere, Phones: []string{"513-555-0100"}})
	r := prose.NewReader(lex)
	return func(text string) (plain, strict []finding.Hit) {
		find(r.Read(prose.Passage{Text: text}), func(h finding.Hit) { plain = append(plain, h) })
		find(r.Read(prose.Passage{Text: text, Strict: true}), func(h finding.Hit) { strict = append(strict, h) })
		return plain, strict
	}
}

func sure(hits []finding.Hit) (n int) {
	for _, h := range hits {
		if h.Sure {
			n++
		}
	}
	return n
}

// TestStrict looks at lines of an article that tells of a patient.
func TestStrict(t *testing.T) {
	data, err := os.ReadFile("testdata/strict.txt")
	if err != nil {
		t.Fatal(err)
	}
	look := twice()
	for l := range strings.Lines(string(data)) {
		kind, text, _ := strings.Cut(strings.TrimSpace(l), " ")
		if kind != "+" && kind != "-" {
			continue
		}
		if plain, strict := look(text); (len(strict) > 0) != (kind == "+") || sure(strict) != sure(plain) {
			t.Errorf("%s %q: %v", kind, text, rules(strict))
		}
	}
}

// TestStrictFindsNoLess reads the other sentences strictly: all that a plain
// look finds, nothing surer, and little in sentences with nothing in them.
func TestStrictFindsNoLess(t *testing.T) {
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	look, alarms, negatives := twice(), 0, 0
	for l := range strings.Lines(string(data)) {
		kind, text, ok := strings.Cut(strings.TrimSpace(l), " ")
		if !ok || kind == "#" || kind == "=" {
			continue
		}
		plain, strict := look(text)
		if len(strict) < len(plain) || sure(strict) != sure(plain) {
			t.Errorf("%q: %v, strictly %v", text, rules(plain), rules(strict))
		}
		if kind == "-" {
			if negatives++; len(strict) > 0 {
				alarms++
				t.Logf("strictly found: %q", text)
			}
		}
	}
	if t.Logf("%d of %d negative sentences", alarms, negatives); alarms > mostStrict {
		t.Errorf("%d negative sentences, %d were known", alarms, mostStrict)
	}
}

// mostStrict is how many sentences without a hit have one in an article that
// tells of a patient.
const mostStrict = 2

// TestStrictProse counts what a strict look adds in real articles.
func TestStrictProse(t *testing.T) {
	look, added := twice(), 0
	err := filepath.WalkDir(filepath.Join(shared(t), "corpora"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" && filepath.Ext(path) != ".txt" {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for p := range strings.SplitSeq(string(body), "\n\n") {
			if strings.HasPrefix(p, "---") {
				continue // front matter, in which every article has an id
			}
			plain, strict := look(p)
			if sure(strict) != sure(plain) {
				t.Errorf("surer in %s", path)
			}
			if n := len(strict) - len(plain); n > 0 {
				added += n
				h := strict[len(strict)-1]
				t.Logf("%s: %q", filepath.Base(path), strings.ToValidUTF8(p[min(len(p), max(0, h.From-30)):min(len(p), h.To+10)], ""))
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

const mostAdded = 8

// FuzzStrict asks a strict look for offsets inside the text and for no panic.
func FuzzStrict(f *testing.F) {
	data, _ := os.ReadFile("testdata/strict.txt")
	for l := range strings.Lines(string(data)) {
		f.Add(l)
	}
	lex := prose.NewLexicon()
	find := ids.New(lex, &finding.Known{Profiles: finding.Everywhere})
	f.Fuzz(func(t *testing.T, s string) {
		read := prose.NewReader(lex).Read(prose.Passage{Text: s, Strict: true})
		find(read, func(h finding.Hit) {
			if h.From < 0 || h.From >= h.To || h.To > len(read.Folded) {
				t.Fatalf("%+v is outside of %q", h, s)
			}
		})
	})
}
