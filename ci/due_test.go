package ci

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDue: the clock finds what is due, and leaves the rest alone.
func TestDue(t *testing.T) {
	need(t, "bash", "jq", "date")
	const last, now = "2026-11-25T08:00:00Z", "2026-11-25T09:00:00Z"
	const later = `{"nextDue": {"at": "2026-11-26T08:00:00+05:30", "source": "content/articles/cold.md"}}`
	const since = `{"nextDue": {"at": "2026-11-25T14:00:00+05:30", "source": "content/articles/heat.md"}}` // 08:30 UTC
	const done = `{"rows": [{"state": "posted"}, {"state": "planned", "skip": "missed"}, {"state": "unknown"}]}`
	const waits = `{"rows": [{"state": "planned", "skip": "missed"}, {"state": "planned"}]}`
	for _, x := range []struct {
		name, stamp, build, plan string
		hourly                   bool
		code                     int
		due, says                string
	}{
		{"never published", "", later, done, false, 0, "true", "not known when"},
		{"a stamp that is none", "yesterday-ish", later, done, false, 0, "true", "not known when"},
		{"a day ago", "2026-11-24T08:59:00Z", later, done, false, 0, "true", "more than a day ago"},
		{"nothing", last, later, waits, false, 0, "false", "nothing is due before 2026-11-26"},
		{"nothing at all", last, `{"nextDue": null}`, done, true, 0, "false", "nothing is due, and no post waits"},
		{"an article", last, since, done, false, 0, "true", "content/articles/heat.md"},
		{"a post waits", last, later, waits, true, 0, "true", "1 posts wait"},
		{"a person's posts wait", last, later, done, true, 0, "false", "no post waits"},
		{"broken, by the hour", last, "", done, true, 1, "", "cannot be built"},
		{"broken, in between", last, "", done, false, 0, "false", "cannot be built"},
		{"a site that does not post", last, later, "", true, 0, "false", "this site posts nothing"},
		{"no plan", last, later, "", true, 1, "", "there is no plan"},
	} {
		dir := t.TempDir()
		stamp := filepath.Join(dir, "at")
		if x.stamp != "" {
			os.WriteFile(stamp, []byte(x.stamp+"\n"), 0o644)
		}
		program, calls := stand(t, `case $1 in build) answer=$BUILD ;; config) answer=$CONFIG ;; *) answer=$PLAN ;; esac; [ -n "$answer" ] || exit 1; printf %s "$answer"`)
		env := map[string]string{"NADI": program, "DUE_NOW": now, "BUILD": x.build, "PLAN": x.plan, "CONFIG": `{"ledger": "git:nadi-ledger"}`}
		if x.name == "a site that does not post" {
			env["CONFIG"] = `{"ledger": ""}`
		}
		if x.hourly {
			env["DUE_HOURLY"] = "true"
		}
		r := script(t, env, "due", stamp)
		want := ""
		if x.due != "" {
			want = "due=" + x.due + "\n"
		}
		if r.code != x.code || r.outputs != want || !strings.Contains(r.out, x.says) {
			t.Errorf("%s: exit %d, %q, said %q", x.name, r.code, r.outputs, r.out)
		}
		for _, c := range calls() {
			if c[0] == "build" && strings.Join(c[:4], " ") != "build --json --now "+last || c[0] == "syndicate" && strings.Join(c, " ") != "syndicate plan --json" || c[0] != "build" && c[0] != "syndicate" && c[0] != "config" {
				t.Errorf("%s: called %q", x.name, c)
			}
		}
	}
}

// TestDueReal asks the real program, whose address NADI_BINARY gives.
func TestDueReal(t *testing.T) {
	program := os.Getenv("NADI_BINARY")
	if program == "" {
		t.Skip("NADI_BINARY is not set; test/workflows sets it")
	}
	need(t, "bash", "jq", "date")
	dir := filepath.Join(t.TempDir(), "news")
	if out, err := exec.Command(program, "new", "site", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	article := filepath.Join(dir, "content", "articles", "first", "index.md")
	text, err := os.ReadFile(article)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "date:") {
			lines[i] = "date: 2031-05-01T12:00:00+05:30"
		}
	}
	os.WriteFile(article, []byte(strings.Join(lines, "\n")), 0o644)
	stamp := filepath.Join(t.TempDir(), "at")
	for at, want := range map[string]string{"2031-05-01T06:29:00Z": "false", "2031-05-01T06:31:00Z": "true"} {
		os.WriteFile(stamp, []byte("2031-05-01T06:00:00Z"), 0o644)
		for _, hourly := range []string{"", "true"} {
			r := script(t, map[string]string{"NADI": program, "DUE_DIR": dir, "DUE_NOW": at, "DUE_HOURLY": hourly, "HOME": t.TempDir()}, "due", stamp)
			if r.outputs != "due="+want+"\n" {
				t.Errorf("at %s: exit %d, %q, want %s; said %s", at, r.code, r.outputs, want, r.out)
			}
		}
	}
}

// TestPosts: what a pull request points elsewhere is not followed.
func TestPosts(t *testing.T) {
	need(t, "bash", "jq")
	const ours = `{"ledger": "git:nadi-ledger", "site": {"id": "k7m2qd9x"}}`
	for name, x := range map[string]struct {
		theirs string
		shown  bool
	}{
		"the same":         {`{"site": {"id": "k7m2qd9x"}, "ledger": "git:nadi-ledger", "accounts": {"x": {}}}`, true},
		"another ledger":   {`{"ledger": "git:main", "site": {"id": "k7m2qd9x"}}`, false},
		"another site":     {`{"ledger": "git:nadi-ledger", "site": {"id": "other123"}}`, false},
		"no ledger":        {`{"site": {"id": "k7m2qd9x"}}`, false},
		"unread":           {``, false},
		"no settings file": {`null`, false},
	} {
		program, calls := stand(t, `case "$*" in
  "config -C base --json") printf %s "$OURS" ;;
  "config -C proposed --json") [ -n "$THEIRS" ] || exit 1; printf %s "$THEIRS" ;;
  "syndicate plan --format markdown -C proposed") echo "## Posts" ;;
  comment*) cat >&2 ;;
esac`)
		r := script(t, map[string]string{"NADI": program, "OURS": ours, "THEIRS": x.theirs}, "posts", "base", "proposed", "7")
		var all []string
		for _, c := range calls() {
			all = append(all, strings.Join(c, " "))
		}
		tail := []string{"comment 7 --mark=posts"}
		if x.shown {
			tail = append(tail, "syndicate plan --show -C proposed") // once it has been shown
		}
		if r.code != 0 || !slices.Equal(all[len(all)-len(tail):], tail) || !x.shown && strings.Contains(strings.Join(all, "\n"), "plan") || strings.Contains(r.summary, "## Posts") != x.shown || !strings.Contains(r.out, r.summary) {
			t.Errorf("%s: exit %d, called %q, said %q", name, r.code, all, r.out)
		}
	}
	program, calls := stand(t, `case $1 in config) echo '{}' ;; comment) exit 1 ;; esac`)
	if r := script(t, map[string]string{"NADI": program}, "posts", "base", "proposed", "7"); r.code == 0 || len(calls()) != 4 {
		t.Errorf("the comment was not taken, and yet: exit %d, called %q", r.code, calls())
	}
	program, calls = stand(t, "exit 1")
	if r := script(t, map[string]string{"NADI": program}, "posts", "base", "proposed", "7; id"); r.code != 2 || len(calls()) > 0 {
		t.Errorf("a pull request called %q: exit %d", "7; id", r.code)
	}
	if r := script(t, map[string]string{"NADI": program}, "posts", "base", "proposed", "7"); r.code == 0 || len(calls()) != 1 {
		t.Errorf("our own settings cannot be read: exit %d, called %q", r.code, calls())
	}
}
