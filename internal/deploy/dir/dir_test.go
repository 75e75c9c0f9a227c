package dir

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nadi/internal/changes"
	"nadi/internal/deploy"
	"nadi/internal/deploy/deploytest"
)

// tree is a site: bodies by path.
type tree = deploytest.Tree

var base = tree{"index.html": "home", "hi/index.html": "घर", "articles/one/index.html": "one", "articles/one/pulse.jpg": "jpeg",
	"articles/two/index.html": "two", "assets/style.1.css": "css", ".well-known/security.txt": "mail us", "empty.txt": ""}

// scratch is a temporary folder, in memory where there is one: these tests
// make some thousand releases, and each waits for the disk many times.
func scratch(t *testing.T) string {
	dir, err := os.MkdirTemp("/dev/shm", "nadi-deploy-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// bench is one folder that is deployed to, with a clock that goes on by an
// hour with every deploy.
type bench struct {
	testing.TB
	path string
	keep int
	now  time.Time
}

func newBench(t *testing.T) *bench {
	return &bench{TB: t, path: filepath.Join(scratch(t), "news"), now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
}

func (b *bench) deploy(site tree, h changes.Hook) (deploy.Receipt, error) {
	b.Helper()
	t, err := New(Options{Path: b.path, Keep: b.keep, Source: filepath.Join(filepath.Dir(b.path), "public"), Now: func() time.Time { return b.now }})
	if err != nil {
		b.Fatal(err)
	}
	b.now = b.now.Add(time.Hour)
	t.hook = h
	return t.Deploy(b.Context(), site.Release(b, ""), func(deploy.Progress) {})
}

func (b *bench) must(site tree) deploy.Receipt {
	b.Helper()
	r, err := b.deploy(site, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.wants(site)
	b.clean()
	return r
}

// served is what a web server finds below current; nil without a current.
func (b *bench) served() tree {
	b.Helper()
	dir, err := filepath.EvalSymlinks(filepath.Join(b.path, "current"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		b.Fatal(err)
	}
	return b.read(dir)
}

func (b *bench) read(dir string) tree {
	got := tree{}
	if err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			data, rerr := os.ReadFile(p)
			rel, _ := filepath.Rel(dir, p)
			got[filepath.ToSlash(rel)], err = string(data), rerr
		}
		return err
	}); err != nil {
		b.Fatal(err)
	}
	return got
}

func (b *bench) wants(site tree) {
	b.Helper()
	if got := b.served(); !maps.Equal(got, site) {
		b.Fatalf("readers get %v,\nwant %v", got, site)
	}
}

// names lists what lies in a folder of the target.
func (b *bench) names(dir string) []string {
	entries, err := os.ReadDir(filepath.Join(b.path, dir))
	if err != nil {
		b.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// clean demands that nothing is left of what a deploy makes on its way.
func (b *bench) clean() {
	b.Helper()
	if err := filepath.WalkDir(b.path, func(p string, e fs.DirEntry, err error) error {
		if n := filepath.Base(p); strings.HasSuffix(n, ".nadi") && n != ".lock.nadi" {
			b.Errorf("%s is left over", p)
		}
		return err
	}); err != nil {
		b.Fatal(err)
	}
}

func TestDeploys(t *testing.T) {
	b := newBench(t)
	first := b.must(base)
	if first.Uploaded != len(base) || first.State != deploy.Live || !isID(first.ID) {
		t.Errorf("first: %+v", first)
	}
	next := base.With("index.html", "home 2", "articles/two/index.html", "-", "new/index.html", "new")
	second := b.must(next)
	if second.Uploaded != 2 || second.Unchanged != len(base)-2 || second.Deleted != 1 || second.ID == first.ID {
		t.Errorf("second: %+v", second)
	}
	again := b.must(next)
	if again.Uploaded != 0 || again.Unchanged != len(next) || again.Deleted != 0 || again.ID != second.ID {
		t.Errorf("again: %+v", again)
	}
	back := b.must(base)
	if back.ID != first.ID || back.Uploaded != 0 {
		t.Errorf("back: %+v", back)
	}
	to, err := os.Readlink(filepath.Join(b.path, "current"))
	if err != nil || to != "releases/"+first.ID {
		t.Errorf("current leads to %s (%v), want a way that holds when the folder moves", to, err)
	}
}

// TestSame: what readers have already is said so, and only if every byte is
// there and nothing else.
func TestSame(t *testing.T) {
	b := newBench(t)
	if r := b.must(base); r.Same {
		t.Errorf("the first deploy is the same as none: %+v", r)
	}
	is := func(want bool, when string) {
		t.Helper()
		if r := b.must(base); r.Same != want {
			t.Errorf("%s: %+v, want same %v", when, r, want)
		}
	}
	is(true, "again")
	b.must(base.With("index.html", "home 2"))
	is(false, "back to the site before")
	at := filepath.Join(b.path, "current", "index.html")
	for when, spoil := range map[string]func() error{
		"a file changed":      func() error { os.Remove(at); return os.WriteFile(at, []byte("hame"), 0o644) },
		"a file went missing": func() error { return os.Remove(at) },
		"a file came in":      func() error { return os.WriteFile(at+".bak", nil, 0o644) },
		"the link went":       func() error { return os.Remove(filepath.Join(b.path, "current")) },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		is(false, when)
		is(true, "after "+when)
	}
}

func TestUnchangedFilesAreOneFile(t *testing.T) {
	b := newBench(t)
	one, two := b.must(base), b.must(base.With("index.html", "home 2"))
	stat := func(id, name string) fs.FileInfo {
		info, err := os.Stat(filepath.Join(b.path, "releases", id, name))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	if !os.SameFile(stat(one.ID, "hi/index.html"), stat(two.ID, "hi/index.html")) {
		t.Error("a file that did not change was copied")
	}
	if got := b.read(filepath.Join(b.path, "releases", one.ID)); !maps.Equal(got, base) {
		t.Errorf("the release before became %v", got)
	}
}

func TestKeepsTheNewest(t *testing.T) {
	b := newBench(t)
	b.keep = 3
	var ids []string
	for i := range 6 {
		ids = append(ids, b.must(base.With("index.html", fmt.Sprint("home ", i))).ID)
	}
	want := slices.Sorted(slices.Values(ids[3:]))
	if got := b.names("releases"); !slices.Equal(got, want) {
		t.Errorf("kept %q, want %q", got, want)
	}
	b.must(base.With("index.html", "home 3")) // the oldest becomes the newest
	b.must(base.With("index.html", "home 9"))
	if got := b.names("releases"); !slices.Contains(got, ids[3]) || slices.Contains(got, ids[4]) || len(got) != 3 {
		t.Errorf("kept %q; %s was current last, %s longest ago", got, ids[3], ids[4])
	}
}

// TestClockRunsBack: the current release is kept whatever the times say.
func TestClockRunsBack(t *testing.T) {
	b := newBench(t)
	b.keep = 1
	b.must(base)
	b.now = b.now.Add(-48 * time.Hour)
	b.must(base.With("index.html", "home 2"))
}

func TestMends(t *testing.T) {
	b := newBench(t)
	id := b.must(base).ID
	at := func(p string) string { return filepath.Join(b.path, "releases", id, p) }
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(os.WriteFile(at("index.html"), []byte("evil"), 0o644)) // same size
	check(os.Remove(at("hi/index.html")))
	check(os.WriteFile(at("stranger.html"), []byte("x"), 0o644))
	check(os.RemoveAll(at("articles/one")))
	check(os.WriteFile(at("articles/one"), []byte("a file for a folder"), 0o644))
	check(os.Remove(at("empty.txt")))
	check(os.MkdirAll(at("empty.txt/deep"), 0o755))
	b.must(base)

	// What was spoilt in the old release does not go into the new one, and
	// mending one release leaves what others share with it.
	check(os.WriteFile(at("hi/index.html"), []byte("evil12"), 0o644))
	next := base.With("index.html", "home 2")
	b.must(next)
	b.must(base)
	b.must(next)
}

func TestRefuses(t *testing.T) {
	b := newBench(t)
	if err := os.MkdirAll(filepath.Join(b.path, "current"), 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := b.deploy(base, nil)
	if err == nil || !strings.Contains(err.Error(), "current is not a symbolic link") || !strings.Contains(err.Error(), unchanged) {
		t.Errorf("a folder for a link: %v", err)
	}
	dir := scratch(t)
	public := filepath.Join(dir, "public")
	if err := os.MkdirAll(public, 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(public, link); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{public, filepath.Join(public, "deep", "er"), dir, link, filepath.Join(link, "news")} {
		if _, err := New(Options{Path: p, Source: public}); err == nil || !strings.Contains(err.Error(), "lie in one another") {
			t.Errorf("%s: %v", p, err)
		}
	}
	for _, p := range []string{filepath.Join(dir, "public2"), filepath.Join(dir, "news")} {
		if _, err := New(Options{Path: p, Source: public}); err != nil {
			t.Errorf("%s: %v", p, err)
		}
	}
}

func TestLinkElsewhereIsTaken(t *testing.T) {
	b := newBench(t)
	b.must(base)
	for _, to := range []string{"/nowhere", "releases/../../x", "releases/0123456789abcdef"} {
		at := filepath.Join(b.path, "current")
		if err := errors.Join(os.Remove(at), os.Symlink(to, at)); err != nil {
			t.Fatal(err)
		}
		b.must(base)
	}
}

func TestTwoAtOnce(t *testing.T) {
	b := newBench(t)
	b.must(base)
	once := false
	_, err := b.deploy(base.With("index.html", "a"), func(string, string) error {
		if !once {
			once = true
			_, err := b.deploy(base.With("index.html", "b"), nil)
			var e *deploy.Error
			if !errors.As(err, &e) || e.Kind != deploy.Again || !strings.Contains(err.Error(), "another process") {
				t.Errorf("the second deploy: %v", err)
			}
		}
		return nil
	})
	if err != nil || !once {
		t.Fatal(err)
	}
	b.wants(base.With("index.html", "a"))
}

func TestStop(t *testing.T) {
	b := newBench(t)
	b.must(base)
	target, err := New(Options{Path: b.path, Source: scratch(t), Now: func() time.Time { return b.now }})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	_, err = target.Deploy(ctx, base.With("index.html", "a", "b.html", "b").Release(t, ""), func(p deploy.Progress) {
		if p.Stage == "copying" {
			stop()
		}
	})
	var e *deploy.Error
	if !errors.As(err, &e) || e.Kind != deploy.Again || !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), unchanged) {
		t.Fatalf("%v", err)
	}
	b.wants(base)
	b.must(base.With("index.html", "a", "b.html", "b"))
}
