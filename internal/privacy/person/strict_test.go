package person

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
	"nadi/internal/text"
)

// TestStrict looks at lines of an article that tells of a patient: whoever is
// not plainly at work counts, unsure.
func TestStrict(t *testing.T) {
	a := newAsker(&finding.Known{Year: 2026, People: []string{"Dr. Asha Raman"}})
	for _, loud := range []string{
		"Peter Lindqvist likes to fish.",
		"Miss Hartley came by on Tuesday.",
		"Mrs Oduya still sends a card every spring.",
		"Mr. Tidwell laughed.",
		"On the bench outside sat Greta Oswin.",
		"For Theo Varnholt the garden is everything.",
		"\"It was a long road.\" - Rosalind Achebe",
		"Lucinda Marsh-Otieno keeps bees.",
		"Now Deepa Nair paints again.",
		"रमेश शर्मा अब खेत जाते हैं।",
		"Ms. Quill has two cats.",
	} {
		if hits := a.askOf(prose.Passage{Text: text.NFC(loud), Strict: true}); len(hits) == 0 {
			t.Errorf("missed: %s", loud)
		} else if hits[0].Sure {
			t.Errorf("sure: %s", loud)
		}
		if a.ask(loud) != nil {
			t.Logf("found anyway: %s", loud)
		}
	}
	for _, quiet := range []string{
		"Dr. Peter Lindqvist likes to fish.",
		"Asha Raman set the bone.",
		"Greta Oswin, RN, sat beside her.",
		"Photo: Rosalind Achebe",
		"By Rosalind Achebe",
		"Our surgeon, Theo Varnholt, explains the operation.",
		"Deepa Nair, a physiotherapist, came every day.",
		"She grew up in San Jose, near the Ruth Tidwell Park Museum.",
		"The Theo Varnholt Foundation paid for the bus.",
		"Miss a dose and call us.",
		"Parkinson's disease is common.",
		"Florence Nightingale would have been proud.",
		"Peter Lindqvist et al. (2019) studied 400 people.",
		"(Lindqvist 2019)",
		"Miss Universe is on television.",
	} {
		for _, h := range a.askOf(prose.Passage{Text: text.NFC(quiet), Strict: true}) {
			t.Errorf("alarm %s: %s", h.Because, quiet)
		}
	}
}

// TestStrictFindsNoLess reads the tables strictly: what is found is found, and
// no more is sure.
func TestStrictFindsNoLess(t *testing.T) {
	a := newAsker(&finding.Known{Year: 2026})
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(body)) {
			plain, strict := a.ask(line), a.askOf(prose.Passage{Text: text.NFC(line), Strict: true})
			if len(strict) < len(plain) || sureOf(strict) > sureOf(plain) {
				t.Errorf("%d hits become %d: %s", len(plain), len(strict), line)
			}
		}
	}
}

func sureOf(hits []finding.Hit) (n int) {
	for _, h := range hits {
		if h.Sure {
			n++
		}
	}
	return n
}

// TestStrictProse shows what a strict look adds in real articles, none of which
// is about a patient of a hospital's own.
func TestStrictProse(t *testing.T) {
	a, plain, strict := newAsker(&finding.Known{Year: 2026}), 0, 0
	err := filepath.WalkDir(filepath.Join(shared(t), "corpora"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".md") {
			return err
		}
		body, err := os.ReadFile(path)
		for _, par := range strings.Split(string(body), "\n\n") {
			plain += len(a.ask(par))
			hits := a.askOf(prose.Passage{Text: text.NFC(par), Strict: true})
			strict += len(hits)
			for _, h := range hits {
				if h.Because == "its article tells of a patient" {
					folded := a.reader.Read(prose.Passage{Text: text.NFC(par)}).Folded
					t.Logf("%s [%s] …%s…", filepath.Base(path), folded[h.From:h.To], folded[max(0, h.From-60):min(len(folded), h.To+60)])
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d hits, %d strictly", plain, strict)
}
