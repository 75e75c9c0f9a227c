package main

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nadi/internal/github/githubtest"
)

// TestOneIssue: what needs a person is one open issue, which changes with what
// is open, and closes when nothing is; also where the publication itself stops.
func TestOneIssue(t *testing.T) {
	t.Parallel()
	s := githubtest.New("riverside/news", "ghs_example_token_1")
	server := httptest.NewServer(s)
	defer server.Close()
	n := newNewsroom(t, func(f *fakenet) string {
		return "ledger: file:../ledger.jsonl\ndeploy: {target: dir, path: ../live}\naccounts:\n  screens: {channel: webhook, languages: [en]}\n"
	})
	n.net.site = filepath.Join(filepath.Dir(n.dir), "live", "current")
	n.edit("nadi.yaml", "../live", filepath.Join(filepath.Dir(n.dir), "live"))
	outputs := filepath.Join(t.TempDir(), "output")
	n.env = append(n.env, "GITHUB_ACTIONS=true", "GITHUB_API_URL="+server.URL, "GITHUB_REPOSITORY=riverside/news", "GITHUB_TOKEN=ghs_example_token_1", "GITHUB_OUTPUT="+outputs, "GITHUB_STEP_SUMMARY="+outputs+".md")
	issue := func(state, title string) {
		t.Helper()
		if len(s.Issues) != 1 || s.Issues[0].State != state || !strings.Contains(s.Issues[0].Title, title) {
			t.Fatalf("%d issues; the first is %+v, want it %s with %q", len(s.Issues), s.Issues, state, title)
		}
	}
	n.nadi(4, day(23, "09:00"), "publish")
	issue("open", "without a baseline")
	n.nadi(0, day(23, "09:00"), "syndicate", "adopt")
	n.nadi(0, day(23, "09:01"), "publish")
	issue("closed", "")

	n.write(map[string]string{"content/articles/heat.md": written("heat1", "Heat", "2026-11-24")})
	n.nadi(4, day(24, "09:00"), "publish")
	if len(s.Issues) != 2 || s.Issues[1].State != "open" || !strings.Contains(s.Issues[1].Body, "nadi syndicate plan --show --only heat1.en") {
		t.Fatalf("nobody is told of a post that nobody saw: %+v", s.Issues)
	}
	n.nadi(0, day(24, "09:00"), "syndicate", "plan", "--show")
	n.nadi(0, day(24, "09:01"), "publish")
	if s.Issues[1].State != "closed" {
		t.Errorf("nothing is open, and the issue is %+v", s.Issues[1])
	}

	whole, err := os.ReadFile(n.ledger())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(n.ledger(), append([]byte("posted: heat\n"), whole...), 0o600); err != nil {
		t.Fatal(err)
	}
	n.nadi(4, day(24, "09:10"), "publish")
	if len(s.Issues) != 3 || s.Issues[2].State != "open" || !strings.Contains(s.Issues[2].Title, "the ledger cannot be read") {
		t.Errorf("nobody is told of a ledger that only a person can mend: %+v", s.Issues)
	}
	said, err := os.ReadFile(outputs)
	if err != nil || !strings.HasSuffix(string(said), "live=true\nlive=false\n") {
		t.Errorf("the steps that follow are told %q, %v", said, err)
	}
	if strings.Contains(n.all.String(), "ghs_example") {
		t.Error("the token is printed")
	}
}
