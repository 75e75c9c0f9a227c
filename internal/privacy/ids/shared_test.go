package ids_test

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nadi/internal/privacy/finding"
	"nadi/internal/privacy/ids"
	"nadi/internal/prose"
)

// shared is the folder of labelled lines and public texts.
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

// finder returns what finds hits in one passage; everything is looked for.
func finder() func(text, lang string) []finding.Hit {
	lex := prose.NewLexicon()
	find := ids.New(lex, &finding.Known{Profiles: finding.Everywhere, Phones: []string{"513-555-0100"}})
	r := prose.NewReader(lex)
	return func(text, lang string) (hits []finding.Hit) {
		find(r.Read(prose.Passage{Text: text, Lang: lang}), func(h finding.Hit) { hits = append(hits, h) })
		return hits
	}
}

// ours are the labels that these rules answer for.
var ours = strings.Fields("SSN ITIN MBI NHS_NUMBER NINO AADHAAR ABHA PAN VOTER_ID PASSPORT DRIVER_LICENSE CERT_LICENSE PLATE VIN MRN HEALTH_PLAN_ID AU_MEDICARE ACCOUNT CREDIT_CARD DEVICE_ID IP CA_SIN")

type line struct {
	Text   string   `json:"text"`
	Labels []string `json:"labels"`
	Flag   bool     `json:"should_flag"`
	Lang   string   `json:"lang"`
}

// TestLabelled measures recall on our labels and false alarms on all negative
// lines. One negative is a well-formed MAC address, negative only for its IP.
func TestLabelled(t *testing.T) {
	f, err := os.Open(filepath.Join(shared(t), "data", "phi_examples.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	find := finder()
	var found, positive, alarms, negative int
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var l line
		if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		hits := find(l.Text, l.Lang)
		switch {
		case !l.Flag:
			negative++
			if len(hits) > 0 {
				alarms++
				t.Logf("false alarm: %q %v", l.Text, rules(hits))
			}
		case slices.ContainsFunc(l.Labels, func(s string) bool { return slices.Contains(ours, s) }):
			positive++
			if len(hits) > 0 {
				found++
			} else {
				t.Logf("missed: %v %q", l.Labels, l.Text)
			}
		default:
			if len(hits) > 0 {
				t.Logf("of others: %v %q %v", l.Labels, l.Text, rules(hits))
			}
		}
	}
	t.Logf("found %d of %d; %d false alarms on %d", found, positive, alarms, negative)
	if found*1000 < positive*985 || alarms > 1 {
		t.Error("worse than it was")
	}
}

func rules(hits []finding.Hit) (names []string) {
	for _, h := range hits {
		name := h.Rule
		if h.Sure {
			name += " (sure)"
		}
		names = append(names, name)
	}
	return names
}

// TestCorpora runs over public health texts, where nothing is private, and
// prints what is found.
func TestCorpora(t *testing.T) {
	root := filepath.Join(shared(t), "corpora")
	find := finder()
	files, sure, unsure := 0, 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".md", ".txt", ".xml"}, filepath.Ext(path)) {
			return err
		}
		data, err := os.ReadFile(path)
		files++
		for l := range strings.Lines(string(data)) {
			for _, h := range find(strings.TrimSpace(l), "") {
				if h.Sure {
					sure++
				} else {
					unsure++
				}
				t.Logf("%s: %v sure=%v in %.300q", filepath.Base(path), h.Rule, h.Sure, around(l, h))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files: %d sure, %d not", files, sure, unsure)
	if sure > 0 || unsure > 8 {
		t.Error("false alarms in public texts")
	}
}

func around(l string, h finding.Hit) string {
	return l[max(0, min(len(l), h.From-60)):min(len(l), h.To+40)]
}
