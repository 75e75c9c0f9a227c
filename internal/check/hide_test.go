package check_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"nadi/internal/check"
	"nadi/internal/site"
	"nadi/themes"
)

// TestNothingRepeatsAPrivateValue: not the findings of other rules, which see
// a name alone, nor what is let stand, nor what is due.
func TestNothingRepeatsAPrivateValue(t *testing.T) {
	files := base(t)
	lay(files, story("topics: [Kavita Deshmukh]\n", "The patient Kavita\nDeshmukh was treated.\n\nAsk [Kavita Deshmukh](none.md). <b title=\"Deshmukh\">x</b> ![x](kavita-deshmukh.png)"))
	lay(files, check.Example{File: "content/articles/next.md", Text: "---\ntitle: Rekha Sharma was treated here for asthma\ndescription: What to do.\ndate: 2027-05-02\n---\n\nText.\n"})
	lay(files, check.Example{File: "content/articles/let.md", Text: "---\ntitle: x\ndescription: x.\ndate: 2026-05-02\n---\n\n" + strings.Replace(let, "she agreed", "Anita Kulkarni agreed", 1) + "\nAnita Kulkarni was treated here for asthma.\n"})
	res, err := site.Build(context.Background(), site.Input{Root: files, Themes: themes.FS(), Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Version: "test", Rules: site.With(check.All())}, &names{})
	if err != nil {
		t.Fatal(err)
	}
	told, err := json.Marshal([]any{res.Findings, res.Released, res.Waits, res.NextDue, res.Mask("[Kavita Deshmukh](none.md)")})
	if err != nil {
		t.Fatal(err)
	}
	for _, private := range []string{"Kavita", "Deshmukh", "deshmukh", "Sharma", "Kulkarni"} {
		if strings.Contains(string(told), private) {
			t.Errorf("%s is told: %s", private, told)
		}
	}
	if len(res.Released) != 1 || res.NextDue == nil {
		t.Errorf("released %v, next %v", res.Released, res.NextDue)
	}
}

// TestPlaceInRawHTML: the block that holds a name is named, so that a comment
// before another block does not let it stand.
func TestPlaceInRawHTML(t *testing.T) {
	files := base(t)
	files["nadi.yaml"].Data = append(files["nadi.yaml"].Data, "markdown: {rawHTML: text}\n"...)
	lay(files, story("", let+"\nText.\n\n<div>\n"+first+"\n</div>"))
	for _, f := range findings(t, files) {
		if f.Rule == "privacy/name" && f.Line == 11 && f.EndLine == 13 {
			return
		}
	}
	t.Errorf("it gave %v", findings(t, files))
}

// TestManyInOneLine: a line with thousands of names takes no thousand times as
// long as one of them.
func TestManyInOneLine(t *testing.T) {
	files := base(t)
	lay(files, story("", strings.Repeat("Kavita Deshmukh was treated here for tuberculosis. [x](/pixel.png) ", 5000)))
	start := time.Now()
	findings(t, files)
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}
