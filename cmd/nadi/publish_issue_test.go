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
	n.net.mu.Lock()
	n.net.site = filepath.Join(filepath.Dir(n.dir), "live", "current")
	n.net.mu.Unlock()
	n.edit("nadi.yaml", "../live", filepath.Join(filepath.Dir(n.dir), "live"))
	outputs := filepath.Join(t.TempDir(), "output")
	n.env = append(n.env, "GITHUB_ACTIONS=true", "GITHUB_API_URL="+server.URL, "GITHUB_REPOSITORY=riverside/news", "GITHUB_TOKEN=ghs_example_token_1", "GITHUB_OUTPUT="+outputs, "GITHUB_STEP_SUMMARY="+outputs+".md")
	issue := func(number int, state, title, body string) {
		t.Helper()
		var all []githubtest.Text
		s.Look(func() {
			for _, i := range s.Issues {
				all = append(all, *i)
			}
		})
		if len(all) != number {
			t.Fatalf("%d issues, want %d, after:\n%s", len(all), number, n.all.String())
		}
		if i := all[number-1]; i.State != state || !strings.Contains(i.Title, title) || len([]rune(i.Title)) > 120 || !strings.Contains(i.Body, body) {
			t.Fatalf("the issue is %+v, want it %s, with %q and %q", i, state, title, body)
		}
	}
	n.nadi(4, day(23, "09:00"), "publish")
	issue(1, "open", "without a baseline", "nadi syndicate adopt")
	n.nadi(0, day(23, "09:00"), "syndicate", "adopt")
	n.nadi(0, day(23, "09:01"), "publish")
	issue(1, "closed", "", "")

	n.write(map[string]string{"content/articles/heat.md": written("heat1", "Heat", "2026-11-24")})
	n.nadi(4, day(24, "09:00"), "publish")
	issue(2, "open", "without approval", "nadi syndicate plan --show --only heat1.en")
	n.nadi(0, day(24, "09:00"), "syndicate", "plan", "--show")
	n.nadi(0, day(24, "09:01"), "publish")
	issue(2, "closed", "", "")

	whole, err := os.ReadFile(n.ledger())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(n.ledger(), append([]byte("posted: heat\n"), whole...), 0o600); err != nil {
		t.Fatal(err)
	}
	n.nadi(4, day(24, "09:10"), "publish")
	issue(3, "open", "the ledger cannot be read", "is no entry of a ledger")
	said, err := os.ReadFile(outputs)
	if err != nil || !strings.HasSuffix(string(said), "live=true\nlive=false\n") {
		t.Errorf("the steps that follow are told %q, %v", said, err)
	}
	if strings.Contains(n.all.String(), "ghs_example") {
		t.Error("the token is printed")
	}
}
