package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// late is a host that shows a deploy five seconds after it was made: a second
// link, which follows the one that deploys swap. A web server serves what it
// leads to.
type late struct {
	live   string // the folder that deploys go to
	public string // the link that readers get
	after  time.Duration
}

func (l *late) watch(ctx context.Context, t *testing.T) {
	last := ""
	for ctx.Err() == nil {
		if to, err := os.Readlink(filepath.Join(l.live, "current")); err == nil && to != last {
			last = to
			time.AfterFunc(l.after, func() { l.show(t, to) })
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// show lets readers have a release.
func (l *late) show(t *testing.T, release string) {
	fresh := l.public + ".new"
	err := os.Symlink(filepath.Join(l.live, release), fresh)
	if err == nil {
		err = os.Rename(fresh, l.public)
	}
	if err != nil && t.Context().Err() == nil {
		t.Error(err)
	}
}

// shows reports whether readers have the page of the article.
func (l *late) shows() bool {
	_, err := os.Stat(filepath.Join(l.public, "articles", "heat", "index.html"))
	return err == nil
}

// merged is a hospital with a repository, a host and six accounts. Two of its
// peers are real ones where they are given: the web server (NADI_CADDY, the
// program's name) and Bluesky's (NADI_PDS, see pdsAccount). test/pds gives both.
type merged struct {
	*newsroom
	host *late
	url  string // of the site
	pds  *pdsAccount
}

func newMerged(t *testing.T) *merged {
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("git is not installed, so no merge was tried")
		}
		t.Skip("git is not installed")
	}
	m := &merged{host: &late{after: 5 * time.Second}, pds: openPDS(t)}
	m.newsroom = newNewsroom(t, func(f *fakenet) string {
		text := strings.Replace(f.accounts(), "ledger: file:../ledger.jsonl", "ledger: git:nadi-ledger\ndeploy: {target: dir, path: LIVE}", 1)
		return strings.Replace(text, "approval: none", "approval: merge", 1)
	})
	root := filepath.Dir(m.dir)
	m.host.live, m.host.public = filepath.Join(root, "live"), filepath.Join(root, "public")
	m.net.mu.Lock()
	m.net.site = m.host.public
	m.net.mu.Unlock()
	m.edit("nadi.yaml", "LIVE", m.host.live)
	m.env = append(m.env, "CI=true")
	m.url = m.net.URL + "/site"
	if caddy := os.Getenv("NADI_CADDY"); caddy != "" {
		m.url = startCaddy(t, caddy, m.host.public)
		m.edit("nadi.yaml", m.net.URL+"/site", m.url)
	}
	if m.pds != nil { // the site is another one each time, for the server remembers
		m.edit("nadi.yaml", "id: story1", "id: merge"+nonce()[:8], m.net.hosts["blue"], m.pds.server)
		m.env = append(m.env, "NADI_BLUESKY_HANDLE="+m.pds.handle, "NADI_BLUESKY_APP_PASSWORD="+m.pds.password)
	}
	m.git("init", "--quiet", "--bare", "--initial-branch=main", filepath.Join(root, "site.git"))
	m.git("-C", m.dir, "init", "--quiet", "--initial-branch=main")
	m.git("-C", m.dir, "remote", "add", "origin", "file://"+filepath.Join(root, "site.git"))
	m.push("the site")
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	go m.host.watch(ctx, t)
	return m
}

func (m *merged) git(args ...string) {
	m.t.Helper()
	if out, err := exec.Command("git", append([]string{"-c", "user.name=Asha", "-c", "user.email=asha@example.org"}, args...)...).CombinedOutput(); err != nil {
		m.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (m *merged) push(why string) {
	m.t.Helper()
	m.git("-C", m.dir, "add", "nadi.yaml", "content")
	m.git("-C", m.dir, "commit", "--quiet", "-m", why)
	m.git("-C", m.dir, "push", "--quiet", "origin", "HEAD:main")
}

// machine is what a CI has: a fresh, shallow clone and nothing else.
func (m *merged) machine() string {
	dir := filepath.Join(m.t.TempDir(), "clone")
	m.git("clone", "--quiet", "--depth=1", "--branch=main", "file://"+filepath.Join(filepath.Dir(m.dir), "site.git"), dir)
	return dir
}

// publishOn runs nadi publish on a machine; it may be killed.
func (m *merged) publishOn(dir, now string, started func(*exec.Cmd)) (string, int) {
	m.t.Helper()
	c := exec.Command(m.bin, "-C", dir, "--now", now, "publish", "--wait", "1m")
	c.Env = m.env
	var out strings.Builder
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		m.t.Fatal(err)
	}
	if started != nil {
		started(c)
	}
	err := c.Wait()
	m.all.WriteString(out.String())
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return out.String(), exit.ExitCode()
	}
	return out.String(), 0
}

// shows is how often an account carries the article.
func (m *merged) shows(account string) int {
	if account == "bluesky" && m.pds != nil {
		return m.pds.shows(m.t, m.url+"/articles/heat/")
	}
	return m.net.shows(account, "/articles/heat/")
}

func (m *merged) total() (n int) {
	for _, a := range fakeAccounts {
		n += m.shows(a)
	}
	return n
}

// TestMerge is the whole way of an article. A merge is built and deployed;
// nothing is posted before readers have the page, five seconds later; the
// machine dies after the third post, with its disk; a fresh clone finishes the
// rest: what a network can prove is settled, the others are a person's, and no
// account carries the article twice.
func TestMerge(t *testing.T) {
	if os.Getenv("NADI_FULL") == "" {
		t.Skip("NADI_FULL=1 waits for a host that is slow on purpose")
	}
	t.Parallel()
	m := newMerged(t)
	first := m.machine()
	if out, code := m.publishOn(first, day(23, "09:00"), nil); code != 4 && code != 0 {
		t.Fatalf("the first publication exits with %d:\n%s", code, out)
	}
	m.dirNadi(first, day(23, "09:05"), "syndicate", "adopt")

	m.write(map[string]string{"content/articles/heat.md": written("heat1", "Heat", "2026-11-24")})
	m.push("Merge pull request 12: heat")
	m.dirNadi(m.machine(), day(24, "09:00"), "syndicate", "plan", "--show", "--who", "the preview of 12")

	doomed := m.machine()
	var early atomic.Int64
	out, code := m.publishOn(doomed, day(24, "09:01"), func(c *exec.Cmd) { m.killAfterThird(c, &early) })
	if code == 0 {
		t.Fatalf("the machine did not die:\n%s", out)
	}
	if n := early.Load(); n != 0 {
		t.Errorf("%d posts before readers had the page", n)
	}
	if err := os.RemoveAll(doomed); err != nil {
		t.Fatal(err)
	}
	if n := m.total(); n < 3 {
		t.Fatalf("%d posts when the machine died, want at least 3", n)
	}
	m.hooksOff()

	// Later than the intents of the dead, within the hour of repeats no more.
	out, code = m.publishOn(m.machine(), day(24, "10:30"), nil)
	m.onceEach(out)
	if code != 0 && code != 4 {
		t.Errorf("the fresh clone exits with %d:\n%s", code, out)
	}
	missing := 0
	for _, a := range fakeAccounts {
		if m.shows(a) == 0 {
			missing++
			m.want(out, "nadi syndicate resolve heat1.en "+a+" --not-posted")
		}
	}
	if (missing > 0 || strings.Contains(out, "is unknown")) != (code == 4) {
		t.Errorf("%d accounts lack the article, and the exit code is %d:\n%s", missing, code, out)
	}
	if strings.Contains(out, "bluesky is unknown") {
		t.Error("Bluesky can prove what it has, and is left to a person")
	}
	for _, s := range m.net.secrets() {
		if _, value, _ := strings.Cut(s, "="); strings.HasPrefix(value, "s3cret") && strings.Contains(m.all.String(), value) {
			t.Errorf("the output shows %s", s)
		}
	}
}

// dirNadi runs a command that must succeed on a machine.
func (m *merged) dirNadi(dir, now string, args ...string) {
	m.t.Helper()
	c := exec.Command(m.bin, append([]string{"-C", dir, "--now", now}, args...)...)
	c.Env = m.env
	if out, err := c.CombinedOutput(); err != nil {
		m.t.Fatalf("nadi %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// killAfterThird kills the program as soon as three posts are public, and counts
// those that were there before readers had the page.
func (m *merged) killAfterThird(c *exec.Cmd, early *atomic.Int64) {
	after := func(_ int, _ *http.Request) {
		n := m.total()
		if n > 0 && !m.host.shows() { // asked in this order: the page is missing after the post is there
			early.Add(1)
		}
		if n >= 3 {
			_ = c.Process.Kill()
		}
	}
	m.net.mu.Lock()
	defer m.net.mu.Unlock()
	m.net.after = after
}

func (m *merged) hooksOff() {
	m.net.mu.Lock()
	defer m.net.mu.Unlock()
	m.net.after = nil
}

func (m *merged) onceEach(out string) {
	m.t.Helper()
	for _, a := range fakeAccounts {
		if n := m.shows(a); n > 1 {
			m.t.Errorf("%s carries the article %d times:\n%s", a, n, out)
		}
	}
	m.t.Log(fmt.Sprint("posts in the end: ", m.total()))
}
