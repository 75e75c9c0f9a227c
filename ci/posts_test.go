package ci

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nadi/internal/github/githubtest"
)

// TestPostsReal shows a pull request's posts with the real program (whose
// address NADI_BINARY gives), a ledger on a branch of a real repository, and a
// GitHub of this process.
func TestPostsReal(t *testing.T) {
	program := os.Getenv("NADI_BINARY")
	if program == "" {
		t.Skip("NADI_BINARY is not set; test/workflows sets it")
	}
	need(t, "bash", "jq", "git")
	s := githubtest.New("riverside/news", "ghs_example_token_1")
	s.Issues = []*githubtest.Text{{Number: 7, Pull: true, State: "open"}}
	server := httptest.NewServer(s)
	defer server.Close()

	dir := t.TempDir()
	env := map[string]string{"NADI": program, "HOME": dir, "CI": "true", "GITHUB_API_URL": server.URL, "GITHUB_REPOSITORY": s.Repo, "GITHUB_TOKEN": s.Token, "GITHUB_ACTOR": "rohan-gh"}
	do := func(where, name string, args ...string) string {
		t.Helper()
		c := exec.Command(name, args...)
		c.Dir = filepath.Join(dir, where)
		c.Env = append(os.Environ(), "HOME="+dir)
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %q: %v\n%s", name, args, err, out)
		}
		return string(out)
	}
	do("", program, "new", "site", "base")
	settings := filepath.Join(dir, "base", "nadi.yaml")
	text, _ := os.ReadFile(settings)
	os.WriteFile(settings, append(text, []byte("ledger: git:nadi-ledger\naccounts:\n  notice-board: {channel: handoff, languages: [en]}\n")...), 0o644)
	do("base", "git", "init", "-q", "-b", "main")
	do("base", "git", "config", "user.email", "rohan@example.org")
	do("base", "git", "config", "user.name", "Rohan Example")
	do("base", "git", "add", "-A")
	do("base", "git", "commit", "-qm", "A site")
	do("", "git", "clone", "-q", "--bare", "base", "remote.git")
	do("base", "git", "remote", "add", "origin", "../remote.git")
	do("base", program, "syndicate", "adopt")
	do("", "git", "clone", "-q", "remote.git", "proposed")
	today := time.Now().UTC().Format(time.DateOnly)
	news := "---\ntitle: Snake bites\ndescription: What to do first, and what not.\nid: bites\ndate: " + today + "\nreviewedBy: dr-vivek-example\nlastReviewed: " + today + "\n---\n\nKeep still, and call 108.\n"
	os.WriteFile(filepath.Join(dir, "proposed", "content", "articles", "bites.md"), []byte(news), 0o644)
	ledger := func() string {
		return do("remote.git", "git", "for-each-ref", "--format=%(objectname)", "refs/heads/nadi-ledger")
	}
	posts := func() ran {
		return script(t, env, "posts", filepath.Join(dir, "base"), filepath.Join(dir, "proposed"), "7")
	}

	before := ledger()
	if r := posts(); r.code != 0 || len(s.Comments) != 1 || !strings.Contains(s.Comments[0].Body, "notice-board") {
		t.Fatalf("exit %d, said %s\ncomments %+v", r.code, r.out, s.Comments)
	}

	noted := ledger()
	if noted == before {
		t.Error("what was shown is not noted")
	}
	theirs := filepath.Join(dir, "proposed", "nadi.yaml")
	text, _ = os.ReadFile(theirs)
	os.WriteFile(theirs, []byte(strings.Replace(string(text), "git:nadi-ledger", "git:main", 1)), 0o644)
	main := do("remote.git", "git", "rev-parse", "main")
	if r := posts(); r.code != 0 || len(s.Comments) != 1 || !strings.Contains(s.Comments[0].Body, "The posts are not shown") {
		t.Errorf("exit %d, said %s\ncomments %+v", r.code, r.out, s.Comments)
	}
	if do("remote.git", "git", "rev-parse", "main") != main || ledger() != noted {
		t.Error("a pull request that names another ledger was written for")
	}
}
