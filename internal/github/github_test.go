package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"nadi/internal/github/githubtest"
)

const secret = "ghs_example/token+1234567890"

// open is a client of a fake repository.
func open(t *testing.T, s *githubtest.Server) *Client {
	t.Helper()
	c, ok := Open(env(nil), s)
	if !ok {
		t.Fatal("no client")
	}
	return c
}

// env is the environment of a run, changed by some variables.
func env(change map[string]string) func(string) string {
	m := map[string]string{"GITHUB_REPOSITORY": "riverside/news", "GITHUB_TOKEN": secret,
		"GITHUB_SERVER_URL": "https://github.com", "GITHUB_RUN_ID": "77"}
	for k, v := range change {
		m[k] = v
	}
	return func(k string) string { return m[k] }
}

func repo() *githubtest.Server {
	s := githubtest.New("riverside/news", secret)
	s.Issues = []*githubtest.Text{{Number: 7, Pull: true, State: "open", Type: "User", Association: "MEMBER", Labels: []string{"nadi"}}}
	return s
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestOpen(t *testing.T) {
	for _, missing := range []string{"GITHUB_REPOSITORY", "GITHUB_TOKEN"} {
		if _, ok := Open(env(map[string]string{missing: ""}), nil); ok {
			t.Errorf("a client without %s", missing)
		}
	}
	for name, change := range map[string]map[string]string{
		"https":      {"GITHUB_API_URL": "http://github.example/api/v3"},
		"address":    {"GITHUB_API_URL": "https://user:" + secret + "@github.example"},
		"OWNER/NAME": {"GITHUB_REPOSITORY": "riverside/news/../x"},
	} {
		s := repo()
		c, _ := Open(env(change), s)
		if err := c.Close(t.Context(), "person", "x"); err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), secret) {
			t.Errorf("%v: error %v does not speak of %s", change, err, name)
		}
		if len(s.Requests()) > 0 {
			t.Errorf("%v: GitHub was asked all the same", change)
		}
	}
	for _, good := range []string{"http://127.0.0.1:8080", "http://[::1]:1", "https://github.example/api/v3/"} {
		if c, _ := Open(env(map[string]string{"GITHUB_API_URL": good}), repo()); c.wrong != nil {
			t.Errorf("%s: %v", good, c.wrong)
		}
	}
}

// TestErrors: each says what could not be done and what to do, and none has the
// token in it, even if GitHub were to send it back.
func TestErrors(t *testing.T) {
	answer := func(code int, header ...string) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, _ *http.Request) bool {
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(code)
			fmt.Fprintf(w, `{"message": "No\u001b[31m, %s"}`, secret)
			return true
		}
	}
	for name, x := range map[string]struct {
		trouble func(http.ResponseWriter, *http.Request) bool
		says    string
	}{
		"token":      {answer(401), "GITHUB_TOKEN is wrong or has ended"},
		"permission": {answer(403), "permissions: {issues: write}"},
		"unseen":     {answer(404), "permissions: {issues: write}"},
		"primary":    {answer(403, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1795514700"), "takes no more requests until 10:05 UTC"},
		"secondary":  {answer(403, "Retry-After", "60"), "takes no more requests for 60 seconds"},
		"too many":   {answer(429), "takes no more requests for some minutes"},
		"off":        {answer(410), "issues are switched off in riverside/news"},
		"moved":      {answer(301, "Location", "https://elsewhere.example/"), "has moved"},
		"trouble":    {answer(502), "run it again later"},
		"refused":    {answer(422), "refused to read its issues (422: No [31m, [secret])"},
		"page":       {func(w http.ResponseWriter, _ *http.Request) bool { fmt.Fprint(w, "<html>"); return true }, "cannot be read"},
	} {
		s := repo()
		s.Trouble = x.trouble
		err := open(t, s).Issue(t.Context(), "person", "t", "b")
		if err == nil || !strings.Contains(err.Error(), x.says) {
			t.Errorf("%s: %v\n  does not say %q", name, err, x.says)
		}
		if err != nil && (strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "\x1b")) {
			t.Errorf("%s: the error has the token or a control character in it: %v", name, err)
		}
		if n := len(s.Requests()); n != 1 {
			t.Errorf("%s: %d requests, not one", name, n)
		}
	}
}

type broken struct{ err error }

func (b broken) RoundTrip(*http.Request) (*http.Response, error) { return nil, b.err }

func TestUnreached(t *testing.T) {
	c, _ := Open(env(nil), broken{errors.New("dial api.github.com: no route, Bearer " + secret)})
	if err := c.Close(t.Context(), "person", "x"); err == nil || strings.Contains(err.Error(), secret) || !strings.Contains(err.Error(), "no route") {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Close(ctx, "person", "x"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestProtected(t *testing.T) {
	pull := func(n int) map[string]any {
		return map[string]any{"type": "pull_request", "parameters": map[string]any{"required_approving_review_count": n}}
	}
	other := map[string]any{"type": "non_fast_forward"}
	for _, x := range []struct {
		name  string
		rules []map[string]any
		old   bool // protected in the older way
		none  bool // the plan has no rules
		want  bool
	}{
		{"bare", nil, false, false, false},
		{"a rule about something else", []map[string]any{other}, false, false, false},
		{"reviewed", []map[string]any{other, pull(1)}, false, false, true},
		{"the strictest counts", []map[string]any{pull(0), pull(2), pull(0)}, false, false, true},
		{"a pull request that nobody must approve", []map[string]any{pull(0)}, true, false, false},
		{"older way", nil, true, false, true},
		{"older way, no rules in the plan", nil, true, true, true},
		{"no rules in the plan", nil, false, true, false},
	} {
		s := repo()
		s.Rules, s.NoRules, s.Branches = x.rules, x.none, map[string]bool{"work/main": x.old}
		if got, err := open(t, s).Protected(t.Context(), "work/main"); err != nil || got != x.want {
			t.Errorf("%s: %v, %v; want %v", x.name, got, err, x.want)
		}
	}
	s := repo()
	s.Permissions = map[string]string{}
	if yes, err := open(t, s).Protected(t.Context(), "main"); yes || err == nil || !strings.Contains(err.Error(), "permissions: {contents: read}") {
		t.Errorf("%v, %v", yes, err)
	}
	s = repo()
	s.Trouble = func(w http.ResponseWriter, _ *http.Request) bool { w.WriteHeader(500); return true }
	if _, err := open(t, s).Protected(t.Context(), "main"); err == nil || len(s.Requests()) != 1 {
		t.Errorf("trouble was taken for an answer: %v", err)
	}
}
