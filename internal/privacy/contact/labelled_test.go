package contact

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// outside returns the folder of outside test data, or skips.
func outside(t *testing.T) string {
	dir := os.Getenv("NADI_SHARED")
	if dir == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("NADI_SHARED is not set")
		}
		t.Skip("NADI_SHARED is not set")
	}
	return dir
}

// ridgeview is the organisation of the labelled lines.
var ridgeview = &finding.Known{
	Phones:  []string{"513-555-0100"},
	Domains: []string{"ridgeview.example.org"},
	Names:   []string{"Ridgeview Hospital"},
}

// looker reads one line after another with one finder.
type looker struct {
	read *prose.Reader
	find finding.Finder
}

func newLooker(known *finding.Known) *looker {
	lex := prose.NewLexicon()
	find := New(lex, known)
	return &looker{prose.NewReader(lex), find}
}

// hits returns what is found, with the values for a person who reads the test.
func (l *looker) hits(s string) (hits []finding.Hit, values []string) {
	t := l.read.Read(prose.Passage{Text: s})
	l.find(t, func(h finding.Hit) {
		hits = append(hits, h)
		values = append(values, t.Folded[h.From:h.To])
	})
	return hits, values
}

type labelled struct {
	Text   string
	Labels []string
	Flag   bool `json:"should_flag"`
	Near   string
}

func readLabelled(t *testing.T) (all []labelled) {
	file, err := os.Open(filepath.Join(outside(t), "data", "phi_examples.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l labelled
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	return all
}

var labels = map[string]string{"PHONE": rulePhone, "EMAIL": ruleEmail, "URL_PATIENT": ruleLink, "ADDRESS": ruleAddress, "ZIP": ruleAddress}

// TestLabelled prints recall by label and false alarms, and fails below what
// was reached.
func TestLabelled(t *testing.T) {
	l := newLooker(ridgeview)
	seen, found := map[string]int{}, map[string]int{}
	negatives, alarms := 0, 0
	for _, line := range readLabelled(t) {
		hits, values := l.hits(line.Text)
		if !line.Flag {
			negatives++
			if len(hits) > 0 {
				alarms++
				t.Logf("false alarm: %q: %v %q", line.Text, hits, values)
			}
			continue
		}
		for _, label := range line.Labels {
			rule := labels[label]
			if rule == "" {
				continue
			}
			seen[label]++
			if has(hits, rule) {
				found[label]++
			} else {
				t.Logf("missed %s: %q", label, line.Text)
			}
		}
	}
	total, got := 0, 0
	for label, n := range seen {
		t.Logf("%s: %d of %d", label, found[label], n)
		total, got = total+n, got+found[label]
	}
	t.Logf("recall %d of %d; false alarms %d of %d", got, total, alarms, negatives)
	if got*100 < total*97 || alarms > 0 {
		t.Errorf("recall %d of %d and %d false alarms: worse than what was reached", got, total, alarms)
	}
}

func has(hits []finding.Hit, rule string) bool {
	for _, h := range hits {
		if h.Rule == rule {
			return true
		}
	}
	return false
}

// TestOthersLines prints hits on lines that are labelled with something else:
// a person judges whether they stand in somebody's way.
func TestOthersLines(t *testing.T) {
	l := newLooker(ridgeview)
	for _, line := range readLabelled(t) {
		mine := false
		for _, label := range line.Labels {
			mine = mine || labels[label] != ""
		}
		if hits, values := l.hits(line.Text); line.Flag && !mine && len(hits) > 0 {
			t.Logf("%v %q: %q", line.Labels, line.Text, values)
		}
	}
}
