package dates_test

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nadi/internal/privacy/dates"
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

type reader struct {
	find finding.Finder
	*prose.Reader
}

func newReader() reader {
	lex := prose.NewLexicon()
	find := dates.New(lex, &finding.Known{
		People: []string{"Dr. Meera Joshi", "Rachel Kim", "डॉ. मीरा जोशी"}, Year: 2026, Profiles: finding.Everywhere,
	})
	return reader{find, prose.NewReader(lex)}
}

func (r reader) hits(s string) ([]finding.Hit, *prose.Text) { return r.look(prose.Passage{Text: s}) }

func (r reader) look(p prose.Passage) (hits []finding.Hit, text *prose.Text) {
	text = r.Read(p)
	r.find(text, func(h finding.Hit) { hits = append(hits, h) })
	return hits, text
}

func shared(t *testing.T) string {
	dir := os.Getenv("NADI_SHARED")
	if dir == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("NADI_SHARED is not set")
		}
		t.Skip("NADI_SHARED is not set")
	}
	return dir
}

// lines reads a table of testdata: a sign, a blank, a sentence. ! is found for
// sure, + is found, ? is found but must not block, - is not found.
func lines(t *testing.T, name string) (out [][2]string) {
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	for l := range strings.Lines(string(b)) {
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' {
			continue
		}
		sign, s, ok := strings.Cut(l, " ")
		if !ok || !strings.Contains("!+?-", sign) {
			t.Fatalf("%s: %q", name, l)
		}
		out = append(out, [2]string{sign, s})
	}
	return out
}

func TestSentences(t *testing.T) {
	r := newReader()
	for _, rule := range []string{"age", "date", "more"} {
		for _, l := range lines(t, rule+".txt") {
			found, sure := false, false
			hits, _ := r.hits(l[1])
			for _, h := range hits {
				found = found || h.Rule == "privacy/"+rule || l[0] == "-" || rule == "more"
				sure = sure || h.Sure
			}
			switch {
			case l[0] == "-" && found:
				t.Errorf("%s: false alarm (sure %v): %s", rule, sure, l[1])
			case l[0] != "-" && !found:
				t.Errorf("%s: missed: %s", rule, l[1])
			case l[0] == "!" && !sure:
				t.Errorf("%s: not sure: %s", rule, l[1])
			case l[0] == "?" && sure:
				t.Errorf("%s: sure: %s", rule, l[1])
			}
		}
	}
}

func TestLabelled(t *testing.T) {
	f, err := os.Open(filepath.Join(shared(t), "data", "phi_examples.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := newReader()
	var found, wanted, alarms, negatives int
	for in := bufio.NewScanner(f); in.Scan(); {
		var row struct {
			Text   string
			Labels []string
			Flag   bool `json:"should_flag"`
		}
		if err := json.Unmarshal(in.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		hits, _ := r.hits(row.Text)
		ours := false
		for _, l := range row.Labels {
			ours = ours || l == "DOB" || l == "AGE_OVER_89" || l == "DATE_PATIENT"
		}
		switch {
		case !row.Flag:
			negatives++
			if len(hits) > 0 {
				alarms++
				t.Logf("false alarm: %s", row.Text)
			}
		case ours:
			wanted++
			if len(hits) > 0 {
				found++
			} else {
				t.Logf("missed: %s", row.Text)
			}
		case len(hits) > 0:
			t.Logf("beside another label: %s", row.Text)
		}
	}
	t.Logf("recall %d of %d, false alarms %d of %d", found, wanted, alarms, negatives)
	if found < wanted || alarms > 0 {
		t.Errorf("worse than it was")
	}
}

// TestProse reads real articles, in which nobody is our patient, and shows
// what is found there.
func TestProse(t *testing.T) {
	root := filepath.Join(shared(t), "corpora")
	r := newReader()
	paragraphs, sure, unsure := 0, 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" && filepath.Ext(path) != ".txt" {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for p := range strings.SplitSeq(string(b), "\n\n") {
			paragraphs++
			hits, text := r.hits(p)
			for _, h := range hits {
				from, to := max(0, h.From-110), min(len(text.Folded), h.To+90)
				around := strings.ToValidUTF8(text.Folded[from:h.From]+"["+text.Folded[h.From:h.To]+"]"+text.Folded[h.To:to], "")
				if h.Sure {
					sure++
					t.Logf("SURE %s %s: %s", h.Rule, filepath.Base(path), around)
				} else {
					unsure++
					t.Logf("unsure %s %s: %s", h.Rule, filepath.Base(path), around)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d paragraphs, %d sure, %d unsure", paragraphs, sure, unsure)
	if sure > 0 || unsure > 10 {
		t.Errorf("more false alarms than there were")
	}
}
