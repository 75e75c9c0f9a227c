package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// programDir is where the binary is until the tests are over.
var programDir = filepath.Join(os.TempDir(), fmt.Sprint("nadi-test-", os.Getpid()))

// theProgram builds the real binary once.
var theProgram = sync.OnceValues(func() (string, error) {
	out, err := exec.Command("go", "build", "-o", filepath.Join(programDir, "nadi"), ".").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, out)
	}
	return filepath.Join(programDir, "nadi"), err
})

// newsroom is a site, its ledger beside it, and the networks.
type newsroom struct {
	t   *testing.T
	net *fakenet
	dir string // the site; the ledger lies beside it
	bin string
	all bytes.Buffer // everything that was ever printed
	env []string
}

func newNewsroom(t *testing.T, accounts func(*fakenet) string) *newsroom {
	bin, err := theProgram()
	if err != nil {
		t.Fatal(err)
	}
	n := &newsroom{t: t, net: newFakenet(t), bin: bin, dir: filepath.Join(t.TempDir(), "site")}
	n.net.site = filepath.Join(n.dir, "public")
	n.env = append(os.Environ(), append(n.net.secrets(), "CI=", "NO_COLOR=1", "GITHUB_ACTOR=ann")...)
	writeFiles(t, n.dir, map[string]string{
		"nadi.yaml":               "site: {id: story1, title: Riverside Hospital News, url: " + n.net.URL + "/site, languages: [en, hi], timeZone: Asia/Kolkata}\n" + accounts(n.net),
		"content/articles/old.md": written("old1", "An old one", "2026-11-20"),
	})
	return n
}

func written(id, title, date string) string {
	return fmt.Sprintf("---\nid: %s\ntitle: %q\ndescription: What to know about it, in a sentence or two.\ndate: %s\n---\nThe text of %s.\n", id, title, date, title)
}

// day is the moment a command works as if it were.
func day(d int, clock string) string { return fmt.Sprintf("2026-11-%02dT%s:00+05:30", d, clock) }

// nadi runs the program and demands an exit code.
func (n *newsroom) nadi(code int, now string, args ...string) string {
	n.t.Helper()
	out, got := n.try(now, args...)
	if got != code {
		n.t.Fatalf("nadi %s exits with %d, want %d:\n%s", strings.Join(args, " "), got, code, out)
	}
	return out
}

func (n *newsroom) try(now string, args ...string) (string, int) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, n.bin, append([]string{"-C", n.dir, "--now", now}, args...)...)
	c.Env = n.env
	out, err := c.CombinedOutput()
	n.all.Write(out)
	var exit *exec.ExitError
	switch {
	case err == nil:
		return string(out), 0
	case errors.As(err, &exit):
		return string(out), exit.ExitCode()
	}
	n.t.Fatal(err)
	return "", 0
}

// publish builds and deploys, which is the same folder here.
func (n *newsroom) publish(now string) {
	n.t.Helper()
	n.nadi(0, now, "build")
}

func (n *newsroom) write(files map[string]string) { n.t.Helper(); writeFiles(n.t, n.dir, files) }

func (n *newsroom) edit(name string, pairs ...string) {
	n.t.Helper()
	data, err := os.ReadFile(filepath.Join(n.dir, name))
	if err != nil {
		n.t.Fatal(err)
	}
	n.write(map[string]string{name: strings.NewReplacer(pairs...).Replace(string(data))})
}

func (n *newsroom) want(out string, parts ...string) {
	n.t.Helper()
	for _, p := range parts {
		if !strings.Contains(out, p) {
			n.t.Errorf("%q is not in:\n%s", p, out)
		}
	}
}

// everywhere demands how often each of the six accounts shows a link.
func (n *newsroom) everywhere(times int, link string) {
	n.t.Helper()
	for _, a := range fakeAccounts {
		if got := n.net.shows(a, link); got != times {
			n.t.Errorf("%s shows %s %d times, want %d", a, link, got, times)
		}
	}
}

func (n *newsroom) ledger() string { return filepath.Join(filepath.Dir(n.dir), "ledger.jsonl") }

// TestStory is the life of a newsroom with six accounts.
func TestStory(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t, (*fakenet).accounts)
	n.publish(day(24, "09:00"))

	// No baseline: nothing is posted.
	n.want(n.nadi(4, day(24, "09:00"), "syndicate"), "account bluesky has no baseline", "nadi syndicate adopt --account bluesky")
	n.everywhere(0, "/site/")

	// Adopting: what is scheduled stays planned.
	n.write(map[string]string{"content/articles/soon.md": written("soon1", "Coming soon", "2026-11-26")})
	n.publish(day(24, "09:05"))
	n.want(n.nadi(0, day(24, "09:05"), "syndicate", "adopt"), "1 public article marked as seen, 1 scheduled one stays", "soon1.en")
	n.want(n.nadi(0, day(24, "09:05"), "doctor"), "bluesky", "well")
	n.nadi(0, day(24, "09:05"), "syndicate")
	n.everywhere(0, "/site/")

	// A new article: six posts, and none the second time.
	n.write(map[string]string{"content/articles/heat.md": written("heat1", "Heat", "2026-11-24")})
	n.publish(day(24, "10:00"))
	n.want(n.nadi(0, day(24, "10:00"), "syndicate", "plan"), "6 posts planned", "Nothing has been sent")
	n.want(n.nadi(0, day(24, "10:00"), "syndicate"), "6 posts sent")
	n.everywhere(1, "/articles/heat/")
	yesterday, err := os.ReadFile(n.ledger())
	if err != nil {
		t.Fatal(err)
	}
	n.want(n.nadi(0, day(24, "11:00"), "syndicate"), "0 posts sent")

	// The scheduled one comes due.
	n.publish(day(26, "08:00"))
	n.want(n.nadi(0, day(26, "08:00"), "syndicate"), "6 posts sent")
	n.everywhere(1, "/articles/soon/")

	// A typo, another file name, another address: no post.
	n.edit("content/articles/heat.md", "Heat", "The heat", "---\nid", "---\nslug: hot-days\naliases: [/articles/heat/]\nid")
	if err := os.Rename(filepath.Join(n.dir, "content/articles/heat.md"), filepath.Join(n.dir, "content/articles/hot.md")); err != nil {
		t.Fatal(err)
	}
	n.publish(day(26, "09:00"))
	n.want(n.nadi(0, day(26, "09:00"), "syndicate"), "0 posts sent")
	n.everywhere(0, "/articles/hot-days/")

	n.renamed()
	n.ledgerLost(yesterday)
	n.noSecrets()
}

// renamed: an account under another name is not a new account.
func (n *newsroom) renamed() {
	n.t.Helper()
	n.edit("nadi.yaml", "  x: {", "  bird: {")
	for _, s := range []string{"API_KEY", "API_SECRET", "ACCESS_TOKEN", "ACCESS_SECRET"} {
		for _, e := range n.net.secrets() {
			if v, ok := strings.CutPrefix(e, "NADI_X_"+s+"="); ok {
				n.env = append(n.env, "NADI_BIRD_"+s+"="+v)
			}
		}
	}
	n.want(n.nadi(4, day(26, "10:00"), "syndicate"), `in the ledger as "x"`, "nadi ledger rename-account x bird")
	n.nadi(0, day(26, "10:00"), "ledger", "rename-account", "x", "bird")
	n.want(n.nadi(0, day(26, "10:00"), "syndicate"), "0 posts sent")
	n.edit("nadi.yaml", "  bird: {", "  x: {")
	n.nadi(0, day(26, "10:00"), "ledger", "rename-account", "bird", "x")
}

// ledgerLost: without it nothing is posted, and an older one is caught up with.
// The webhook cannot be read back, so nobody could tell there.
func (n *newsroom) ledgerLost(yesterday []byte) {
	n.t.Helper()
	today, err := os.ReadFile(n.ledger())
	if err != nil {
		n.t.Fatal(err)
	}
	if err := os.Remove(n.ledger()); err != nil {
		n.t.Fatal(err)
	}
	n.want(n.nadi(4, day(26, "11:00"), "syndicate"), "has no baseline", "is new; if there was one, put it back")
	if err := os.WriteFile(n.ledger(), yesterday, 0o600); err != nil {
		n.t.Fatal(err)
	}
	out := n.nadi(0, day(26, "11:00"), "syndicate", "--account", "mastodon-en,mastodon-hi,bluesky,x,facebook")
	n.want(out, "was on the account already", "0 posts sent")
	if err := os.WriteFile(n.ledger(), today, 0o600); err != nil {
		n.t.Fatal(err)
	}
	n.everywhere(1, "/articles/heat/")
	n.everywhere(1, "/articles/soon/")
}

// noSecrets looks for every secret in everything that was printed or written.
func (n *newsroom) noSecrets() {
	n.t.Helper()
	texts := map[string]string{"the output": n.all.String()}
	err := filepath.WalkDir(filepath.Dir(n.dir), func(path string, e os.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			data, _ := os.ReadFile(path)
			texts[path] = string(data)
		}
		return err
	})
	if err != nil {
		n.t.Fatal(err)
	}
	for where, text := range texts {
		if i := strings.Index(text, "s3cret"); i >= 0 {
			n.t.Errorf("%s shows a secret: …%s…", where, text[max(0, i-40):min(len(text), i+40)])
		}
	}
	if len(texts) < 20 {
		n.t.Errorf("only %d files were looked into", len(texts))
	}
}

// TestUnknown: a lost reply, and a person's two answers.
func TestUnknown(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t, func(f *fakenet) string {
		return "ledger: file:../ledger.jsonl\napproval: none\naccounts:\n  screens: {channel: webhook, languages: [en]}\n"
	})
	n.publish(day(24, "09:00"))
	n.nadi(0, day(24, "09:00"), "syndicate", "adopt")
	for i, name := range []string{"one", "two", "three"} {
		n.write(map[string]string{"content/articles/" + name + ".md": written(name, "Number "+name, "2026-11-24")})
		n.publish(day(24, "10:00"))
		n.net.mu.Lock()
		n.net.lose["screens"] = true
		n.net.mu.Unlock()
		n.want(n.nadi(4, day(24, "10:00"), "syndicate"), "unknown", "the reply was lost", "nadi syndicate resolve "+name+".en screens --posted URL")
		n.want(n.nadi(4, day(24, "10:30"), "syndicate"), "unknown")
		n.want(n.nadi(4, day(24, "10:30"), "syndicate", "status"), "unknown")
		switch i {
		case 0:
			n.nadi(0, day(24, "10:31"), "syndicate", "resolve", name+".en", "screens", "--posted", "https://screens.example/1")
		case 1:
			n.nadi(0, day(24, "10:31"), "syndicate", "resolve", name, "screens", "--not-posted")
			n.want(n.nadi(0, day(24, "10:32"), "syndicate"), "1 post sent")
		case 2:
			n.nadi(0, day(24, "10:31"), "syndicate", "resolve", name+".en", "screens", "--skip")
		}
		n.want(n.nadi(0, day(24, "10:33"), "syndicate"), "0 posts sent")
	}
	n.want(n.nadi(1, day(24, "11:00"), "syndicate", "resolve", "one", "screens", "--not-posted"), "there is nothing to resolve", "is posted")
	n.noSecrets()
}
