package sarif

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"

	"nadi/internal/diag"
)

var (
	theTool  = Tool{"nadi", "0.3.0", "https://nadi.example.org"}
	theRules = []Rule{
		{"privacy/phone", "no private telephone number", "It reaches a patient.", diag.Error,
			Example{"content/articles/a.md", "Call 98765-43211.\n"}, Example{"content/articles/a.md", "Call the hospital.\n"}},
		{"language/grade", "plain words", "", diag.Warning, Example{}, Example{}},
		{ID: "content/fence", Title: "a fence is closed", Severity: diag.Info, Bad: Example{"a.md", "````\n```\n"}},
	}
	theFindings = []diag.Finding{
		{Rule: "privacy/phone", Severity: diag.Error, Path: "content/articles/a b.md", Line: 3, Column: 2, EndLine: 3, EndColumn: 12, Message: "a telephone number", Hint: "take it out"},
		{Rule: "privacy/phone", Severity: diag.Error, Path: "content/articles/a b.md", Line: 9, Message: "a telephone number"},
		{Rule: "language/grade", Severity: diag.Warning, Path: "content/articles/गर्मी.md", Line: 4, Column: 1, EndLine: 6, EndColumn: 3, Message: "hard <to> read"},
		{Rule: "theme/gone", Severity: diag.Info, Message: "no file"},
	}
)

func write(t *testing.T, tool Tool, rules []Rule, fs []diag.Finding, released ...Suppressed) ([]byte, log) {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, tool, rules, fs, released...); err != nil {
		t.Fatal(err)
	}
	var l log
	if err := json.Unmarshal(b.Bytes(), &l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), l
}

func TestPlaces(t *testing.T) {
	_, l := write(t, theTool, theRules, theFindings)
	type row struct {
		Rule, Level, URI string
		Index            int
		Region           region
	}
	var got []row
	for _, r := range l.Runs[0].Results {
		x := row{r.RuleID, r.Level, r.Locations[0].Physical.Artifact.URI, -1, r.Locations[0].Physical.Region}
		if r.RuleIndex != nil {
			x.Index = *r.RuleIndex
		}
		got = append(got, x)
	}
	want := []row{
		{"theme/gone", "note", "nadi.yaml", -1, region{StartLine: 1}},
		{"privacy/phone", "error", "content/articles/a%20b.md", 0, region{3, 2, 3, 12}},
		{"privacy/phone", "error", "content/articles/a%20b.md", 0, region{StartLine: 9}},
		{"language/grade", "warning", "content/articles/%E0%A4%97%E0%A4%B0%E0%A5%8D%E0%A4%AE%E0%A5%80.md", 1, region{4, 1, 6, 3}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestRegionsThatAreWrong(t *testing.T) {
	for _, c := range []struct {
		f    diag.Finding
		want region
	}{
		{diag.Finding{}, region{StartLine: 1}},
		{diag.Finding{Column: 4, EndColumn: 5}, region{StartLine: 1}},
		{diag.Finding{Line: 5, Column: 9, EndLine: 5, EndColumn: 3}, region{StartLine: 5, StartColumn: 9}},
		{diag.Finding{Line: 5, Column: 9, EndLine: 4, EndColumn: 30}, region{StartLine: 5, StartColumn: 9}},
		{diag.Finding{Line: 5, EndLine: 7}, region{StartLine: 5, EndLine: 7}},
		{diag.Finding{Line: -1, Column: -1}, region{StartLine: 1}},
	} {
		if got := where(c.f); got != c.want {
			t.Errorf("where(%+v) = %+v, want %+v", c.f, got, c.want)
		}
	}
}

// TestFingerprints: they hold no text, stay when the text changes, and differ
// within a file.
func TestFingerprints(t *testing.T) {
	prints := func(fs []diag.Finding) []string {
		_, l := write(t, theTool, theRules, fs)
		var out []string
		for _, r := range l.Runs[0].Results {
			out = append(out, r.Fingerprints["primaryLocationLineHash"])
		}
		return out
	}
	other := append([]diag.Finding{}, theFindings...)
	for i := range other {
		other[i].Message = "quite another message"
	}
	a, b := prints(theFindings), prints(other)
	if d := cmp.Diff(a, b); d != "" {
		t.Errorf("the message changes the fingerprint: %s", d)
	}
	seen := map[string]bool{}
	for _, p := range a {
		if seen[p] {
			t.Errorf("%s stands twice", p)
		}
		seen[p] = true
	}
}

func TestReleased(t *testing.T) {
	_, l := write(t, theTool, theRules, theFindings[:1], Suppressed{theFindings[1], "dr-vivek-example", "she agreed"})
	rs := l.Runs[0].Results
	if rs[0].Suppressions == nil || len(rs[0].Suppressions) != 0 {
		t.Errorf("the first is said to be suppressed: %+v", rs[0].Suppressions)
	}
	want := []suppression{{"inSource", "accepted", "she agreed (dr-vivek-example)"}}
	if d := cmp.Diff(want, rs[1].Suppressions); d != "" {
		t.Error(d)
	}
	if !strings.HasSuffix(rs[1].Fingerprints["primaryLocationLineHash"], ":2") {
		t.Error("letting one stand renames it")
	}
}

// TestLimits looks at one result of a full file with the schema: the others
// are alike, and it takes its time.
func TestLimits(t *testing.T) {
	var rules []Rule
	for i := range MaxRules + 5 {
		rules = append(rules, Rule{ID: fmt.Sprintf("content/r%d", i), Title: "x", Severity: diag.Warning})
	}
	last := rules[len(rules)-1].ID
	fs := []diag.Finding{{Rule: last, Severity: diag.Error, Path: "z.md", Line: 1, Message: strings.Repeat("र", 3000), Hint: "x"}}
	for i := range MaxResults + 1 {
		fs = append(fs, diag.Finding{Rule: "content/r0", Severity: diag.Warning, Path: "a.md", Line: i + 1, Message: "m"})
	}
	_, l := write(t, theTool, rules, fs)
	r := l.Runs[0]
	if len(r.Results) != MaxResults || len(r.Tool.Driver.Rules) != MaxRules {
		t.Fatalf("%d results, %d rules", len(r.Results), len(r.Tool.Driver.Rules))
	}
	first := r.Results[0]
	if first.RuleID != last || first.RuleIndex == nil || r.Tool.Driver.Rules[*first.RuleIndex].ID != last {
		t.Errorf("the one error is not first, or its rule is not described: %s", first.RuleID)
	}
	if n := utf8.RuneCountInString(first.Message.Text); n != MaxMessage {
		t.Errorf("a message of %d characters", n)
	}
	if got := r.Invocations[0].Notes; len(got) != 2 || !strings.HasPrefix(got[0].Message.Text, "2 findings are not in this file") || !strings.HasPrefix(got[1].Message.Text, "5 rules") {
		t.Errorf("what was left out is not said: %+v", got)
	}
	l.Runs[0].Results = r.Results[:1]
	short, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	validate(t, short)
}

func TestNothingFound(t *testing.T) {
	raw, _ := write(t, Tool{Name: "nadi"}, nil, nil)
	for _, want := range []string{`"results":[]`, `"rules":[]`} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("no %s in %s", want, raw)
		}
	}
	for _, not := range []string{"informationUri", "invocations", "suppressions"} {
		if bytes.Contains(raw, []byte(not)) {
			t.Errorf("%s in %s", not, raw)
		}
	}
}

func TestHelp(t *testing.T) {
	want := "a fence is closed.\n\n**Not so** (`a.md`):\n\n`````\n````\n```\n`````\n"
	if got := theRules[2].Markdown(); got != want {
		t.Errorf("got %q", got)
	}
}

// TestSchema: the published schema accepts what is written.
func TestSchema(t *testing.T) {
	raw, _ := write(t, theTool, theRules, theFindings, Suppressed{theFindings[0], "dr-vivek-example", "she agreed"})
	validate(t, raw)
	raw, _ = write(t, Tool{Name: "nadi"}, nil, nil)
	validate(t, raw)
	bad := bytes.Replace(raw, []byte(`"results"`), []byte(`"resluts"`), 1)
	if err := against(t, bad); err == nil {
		t.Error("the schema accepts anything")
	}
}

func validate(t *testing.T, raw []byte) {
	t.Helper()
	if err := against(t, raw); err != nil {
		t.Error(err)
	}
}

// against reads the schema of errata 01. It is written in draft 04; all that
// it uses means the same in draft 07, but for the name of its own address.
func against(t *testing.T, raw []byte) error {
	t.Helper()
	name := os.Getenv("SARIF_SCHEMA")
	if name == "" {
		t.Skip("SARIF_SCHEMA names no copy of the published schema; test/full asks another validator")
	}
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	src = bytes.Replace(src, []byte("draft-04"), []byte("draft-07"), 1)
	src = bytes.Replace(src, []byte(`"id": "https:`), []byte(`"$id": "https:`), 1)
	var s jsonschema.Schema
	if err := json.Unmarshal(src, &s); err != nil {
		t.Fatal(err)
	}
	r, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return r.Validate(v)
}
