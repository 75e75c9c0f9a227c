package git_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/git"
	"nadi/syndicate/ledger/ledgertest"
)

// do runs git and fails the test where git fails.
func do(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=Asha", "-c", "user.email=asha@example.org", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always"}, args...)...)
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// hospital is a bare repository with a site in it.
func hospital(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("git is not installed, so no ledger on a branch was tried")
		}
		t.Skip("git is not installed")
	}
	bare, work := filepath.Join(t.TempDir(), "site.git"), t.TempDir()
	do(t, work, "init", "--bare", "--quiet", bare)
	do(t, work, "init", "--quiet")
	if err := os.WriteFile(filepath.Join(work, "nadi.yaml"), []byte("site: {}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	do(t, work, "add", ".")
	do(t, work, "commit", "--quiet", "-m", "a site")
	do(t, work, "push", "--quiet", bare, "HEAD:refs/heads/main")
	return bare
}

func clone(t *testing.T, bare string, more ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "clone")
	do(t, os.TempDir(), append(append([]string{"clone", "--quiet"}, more...), "file://"+bare, dir)...)
	return dir
}

func open(t *testing.T, dir string) *git.Store {
	t.Helper()
	s, err := git.Open(context.Background(), git.Options{Dir: dir, Branch: "nadi-ledger"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestContract runs the suite over handles of one clone, of shallow ones as CI
// makes them, and of full ones.
func TestContract(t *testing.T) {
	for name, how := range map[string][]string{"one clone": nil, "shallow": {"--depth=1"}} {
		t.Run(name, func(t *testing.T) {
			if how != nil && os.Getenv("NADI_FULL") == "" {
				t.Skip("NADI_FULL=1 tries shallow clones too")
			}
			ledgertest.Run(t, ledgertest.Suite{NoPayloads: true, Slow: true, New: func(t *testing.T) ledgertest.Open {
				bare := hospital(t)
				shared := clone(t, bare, how...)
				return func() (ledger.Store, error) {
					dir := shared
					if how != nil {
						dir = clone(t, bare, how...)
					}
					return git.Open(context.Background(), git.Options{Dir: dir, Branch: "nadi-ledger"})
				}
			}})
		})
	}
}

// TestDaemon runs the suite over a server: git's own, on this machine.
func TestDaemon(t *testing.T) {
	if os.Getenv("NADI_FULL") == "" {
		t.Skip("NADI_FULL=1 starts a git server")
	}
	base := t.TempDir()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	_, port, _ := net.SplitHostPort(address)
	daemon := exec.Command("git", "daemon", "--listen=127.0.0.1", "--port="+port, "--base-path="+base, "--export-all", "--enable=receive-pack", "--reuseaddr", "--max-connections=100")
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { daemon.Process.Kill(); daemon.Wait() })
	answers(t, address)
	var n atomic.Int64
	ledgertest.Run(t, ledgertest.Suite{NoPayloads: true, Slow: true, New: func(t *testing.T) ledgertest.Open {
		bare := hospital(t)
		name := fmt.Sprintf("site-%d.git", n.Add(1))
		if err := os.Rename(bare, filepath.Join(base, name)); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "clone")
		do(t, os.TempDir(), "clone", "--quiet", "--depth=1", "git://"+address+"/"+name, dir)
		return func() (ledger.Store, error) {
			return git.Open(context.Background(), git.Options{Dir: dir, Branch: "nadi-ledger"})
		}
	}})
}

// answers waits until a server takes connections.
func answers(t *testing.T, address string) {
	t.Helper()
	for range 500 {
		c, err := net.Dial("tcp", address)
		if err == nil {
			c.Close()
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("nothing answers at %s", address)
}

func entries(t *testing.T, s ledger.Store) (all []ledger.Entry, end ledger.Position) {
	t.Helper()
	end, err := s.Read(context.Background(), ledger.Start, func(e ledger.Entry) error { all = append(all, e); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return all, end
}

// TestHistoryReads: the branch tells in words what happened, its commits are
// nobody's work in progress, and the clone is as it was.
func TestHistoryReads(t *testing.T) {
	bare := hospital(t)
	dir := clone(t, bare)
	s, err := git.Open(context.Background(), git.Options{Dir: dir, Branch: "nadi-ledger", Title: func(item, lang string) string { return "Know your blood pressure" }})
	if err != nil {
		t.Fatal(err)
	}
	e := ledgertest.Entry(1)
	e.State, e.Item, e.Account, e.Occasion = ledger.Posted, "bp", "mastodon-hi", "announce"
	if _, err := s.Append(context.Background(), ledger.Start, []ledger.Entry{e}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	log := do(t, bare, "log", "-1", "--format=%an: %B", "nadi-ledger")
	if !strings.Contains(log, "Nadi: posted ‘Know your blood pressure’ to mastodon-hi\n") || !strings.Contains(log, "[skip ci]") {
		t.Errorf("the commit says %q", log)
	}
	if status := do(t, dir, "status", "--porcelain", "--branch"); strings.TrimSpace(status) != "## main...origin/main" {
		t.Errorf("the clone is left as %q", status)
	}
	if refs := do(t, dir, "for-each-ref", "refs/nadi"); refs != "" {
		t.Errorf("refs are left behind: %s", refs)
	}
}

// TestRewritten: a branch that somebody rewrote stops everything, and says so.
func TestRewritten(t *testing.T) {
	bare := hospital(t)
	s := open(t, clone(t, bare))
	defer s.Close()
	ctx := context.Background()
	at := ledger.Start
	var err error
	for n := range 3 {
		if at, err = s.Append(ctx, at, []ledger.Entry{ledgertest.Entry(n)}); err != nil {
			t.Fatal(err)
		}
	}
	do(t, bare, "update-ref", "refs/heads/nadi-ledger", "refs/heads/nadi-ledger~1")
	if _, err := s.Read(ctx, at, func(ledger.Entry) error { return nil }); err == nil || !strings.Contains(err.Error(), "rewritten") {
		t.Errorf("reading gave %v", err)
	}
	if _, err := s.Append(ctx, at, []ledger.Entry{ledgertest.Entry(9)}); err == nil || errors.Is(err, ledger.ErrMoved) {
		t.Errorf("appending gave %v", err)
	}
	if all, _ := entries(t, s); len(all) != 2 {
		t.Errorf("%d entries are left", len(all))
	}
}

// TestProtected: a server that refuses the branch says what to do about it.
func TestProtected(t *testing.T) {
	bare := hospital(t)
	hook := filepath.Join(bare, "hooks", "pre-receive")
	if err := os.WriteFile(hook, []byte("#!/bin/sh\necho 'GH006: Protected branch update failed' >&2\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	s := open(t, clone(t, bare))
	defer s.Close()
	_, err := s.Append(context.Background(), ledger.Start, []ledger.Entry{ledgertest.Entry(1)})
	if err == nil || errors.Is(err, ledger.ErrMoved) || !strings.Contains(err.Error(), "protected") {
		t.Errorf("a protected branch gave %v", err)
	}
	if strings.Contains(err.Error(), bare) {
		t.Errorf("the message names the remote: %v", err)
	}
}

// TestAway: a remote that cannot be reached leaves it open what happened.
func TestAway(t *testing.T) {
	bare := hospital(t)
	dir := clone(t, bare)
	s := open(t, dir)
	defer s.Close()
	ctx := context.Background()
	at, err := s.Append(ctx, ledger.Start, []ledger.Entry{ledgertest.Entry(1)})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(bare, bare+".away"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(ctx, at, []ledger.Entry{ledgertest.Entry(2)}); err == nil || errors.Is(err, ledger.ErrMoved) || !strings.Contains(err.Error(), "unknown") {
		t.Errorf("an append to nowhere gave %v", err)
	}
	if err := os.Rename(bare+".away", bare); err != nil {
		t.Fatal(err)
	}
	if all, _ := entries(t, s); len(all) != 1 {
		t.Errorf("%d entries", len(all))
	}
}

// TestLostAnswer: the branch moved and nobody said so; it counts as moved.
func TestLostAnswer(t *testing.T) {
	bare := hospital(t)
	hook := filepath.Join(bare, "hooks", "post-update")
	s := open(t, clone(t, bare))
	defer s.Close()
	if err := os.WriteFile(hook, []byte("#!/bin/sh\nkill -9 $PPID\n"), 0o755); err != nil { // the server dies after the update
		t.Fatal(err)
	}
	at, err := s.Append(context.Background(), ledger.Start, []ledger.Entry{ledgertest.Entry(1)})
	if err != nil {
		t.Fatal(err)
	}
	if _, end := entries(t, s); end != at {
		t.Errorf("the end is %q, and %q was said", end, at)
	}
}

func TestNotAClone(t *testing.T) {
	if _, err := git.Open(context.Background(), git.Options{Dir: t.TempDir(), Branch: "nadi-ledger"}); err == nil {
		t.Error("a folder that is no clone has a ledger")
	}
	for _, name := range []string{"", "-x", "a..b", "a b", "x.lock"} {
		if _, err := git.Open(context.Background(), git.Options{Dir: clone(t, hospital(t)), Branch: name}); err == nil {
			t.Errorf("%q is the name of a branch", name)
		}
	}
}
