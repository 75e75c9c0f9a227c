package publish

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// base is a small site with every sort of file.
var base = tree{
	"index.html": "home", "hi/index.html": "घर", "index.xml": "feed",
	"articles/one/index.html": "one", "articles/one/pulse.jpg": "jpeg 1",
	"articles/two/index.html": "two", "assets/style.1.css": "css", "topics/heart/index.html": "heart",
}

// cases are pairs of sites, old to new, that take every kind of step.
var cases = []struct {
	name     string
	old, new tree
	foreign  tree // lies in the output before the old site is built
}{
	{"first, no folder", nil, base, nil},
	{"first, beside a dot file", nil, base, tree{".gitignore": "*"}},
	{"first, over another tool's", nil, base, tree{"index.html": "old tool", "articles/one/index.html": "old tool", "left.html": "left"}},
	{"one edit", base, base.with("articles/one/index.html", "one, corrected"), tree{"google123.html": "proof"}},
	{"all edited", base, base.with("index.html", "a", "hi/index.html", "b", "index.xml", "c", "articles/one/index.html", "d",
		"articles/two/index.html", "e", "assets/style.1.css", "f", "topics/heart/index.html", "g", "articles/one/pulse.jpg", "h"), nil},
	{"added", base, base.with("articles/three/index.html", "three", "articles/three/a.jpg", "a", "tags/new/index.html", "tag", "index.html", "home 2"), nil},
	{"removed", base, base.with("articles/one/index.html", "", "articles/one/pulse.jpg", "", "topics/heart/index.html", "", "index.xml", "feed 2"),
		tree{"topics/heart/note.txt": "of the user"}},
	{"file to folder", base, base.with("index.xml", "", "index.xml/deep/index.html", "x", "articles/two/index.html", ""), nil},
	{"folder to file", base, base.with("articles/one/index.html", "", "articles/one/pulse.jpg", "", "articles/one", "a file", "topics/heart/index.html", "", "topics", "file"), nil},
	{"everything at once", base, tree{"index.html": "new", "hi": "file", "articles/one/index.html": "one", "assets/style.2.css": "css",
		"index.xml/a/b/index.html": "b", "articles/four/index.html": "four"}, tree{".well-known/security.txt": "mail us"}},
	{"gone but for one", base, tree{"index.html": "home"}, nil},
}

// lay makes the state before the publication under test.
func lay(t *testing.T, old, foreign tree) (out string) {
	out = filepath.Join(scratch(t), "public")
	write(t, out, foreign)
	if old != nil {
		mustBuild(t, out, old)
	}
	return out
}

// scratch is a temporary folder, in memory where there is one: these tests
// make some thousand sites, and every publication waits for the disk once.
func scratch(t *testing.T) string {
	dir, err := os.MkdirTemp("/dev/shm", "nadi-publish-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func merged(foreign, site tree) tree {
	if foreign == nil && site == nil {
		return nil
	}
	m := maps.Clone(foreign)
	if m == nil {
		m = tree{}
	}
	maps.Copy(m, site)
	return m
}

// settle opens and aborts, which must make the output whole, the
// site that the facts belong to.
func settle(t *testing.T, out string, before, after, new tree) {
	t.Helper()
	d, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	facts := string(d.Facts()["site"])
	if err := d.Abort(); err != nil {
		t.Fatal(err)
	}
	if facts == string(factsOf(new)["site"]) {
		wantFiles(t, out, after)
	} else {
		wantFiles(t, out, before)
	}
	wantClean(t, out)
}

// TestCrash stops a publication before each of its changes, and the recovery
// from that before each of its own.
func TestCrash(t *testing.T) {
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			before, after := merged(tc.foreign, tc.old), merged(tc.foreign, tc.new)
			finished := false
			for n := 1; !finished; n++ {
				for m := 1; ; m++ {
					out := lay(t, tc.old, tc.foreign)
					first := &script{crashAt: n}
					if _, err := build(out, tc.new, first.hook); err != nil && !errors.Is(err, errCrash) {
						t.Fatal(err)
					}
					finished = first.n < n
					alwaysThere(t, out, tc.old, tc.new)
					second := &script{crashAt: m}
					if d, err := open(out, second.hook); err == nil {
						d.Abort()
					}
					alwaysThere(t, out, tc.old, tc.new)
					settle(t, out, before, after, tc.new)
					if second.n < m {
						mustBuild(t, out, tc.new)
						wantTree(t, out, after)
						break
					}
				}
				if n > 500 {
					t.Fatal("it never ends")
				}
			}
		})
	}
}

// alwaysThere checks that a reader never misses a file that both sites have.
func alwaysThere(t *testing.T, out string, old, new tree) {
	t.Helper()
	got := read(t, out)
	for p, body := range old {
		if want, ok := new[p]; ok && got[p] != body && got[p] != want {
			t.Fatalf("%s is %q for a moment", p, got[p])
		}
	}
}

// TestFault lets each change fail once. The build must go through in spite of
// it, or leave the old site before it returns.
func TestFault(t *testing.T) {
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			before, after := merged(tc.foreign, tc.old), merged(tc.foreign, tc.new)
			failed := 0
			for n := 1; ; n++ {
				out := lay(t, tc.old, tc.foreign)
				s := &script{failAt: n, fail: syscall.ENOSPC}
				_, err := build(out, tc.new, s.hook)
				if s.n < n {
					break
				}
				if err == nil {
					wantFiles(t, out, after)
				} else {
					failed++
					if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "the old site is unchanged") && s.n > 1 {
						t.Fatalf("change %d: %v", n, err)
					}
					wantTree(t, out, before)
				}
				mustBuild(t, out, tc.new)
				wantFiles(t, out, after)
				wantClean(t, out)
			}
			if failed < 4 {
				t.Fatalf("only %d changes could fail", failed)
			}
		})
	}
}

// wantFiles is wantTree but for empty folders, one of which may stay when
// removing it failed.
func wantFiles(t *testing.T, out string, want tree) {
	t.Helper()
	got := read(t, out)
	maps.DeleteFunc(got, func(p, _ string) bool { return strings.HasSuffix(p, "/") })
	for p := range merged(want, got) {
		if want[p] != got[p] {
			t.Fatalf("%s is %q, want %q", p, got[p], want[p])
		}
	}
}

// TestFaultThenCrash stops the undoing of a failed publication before each of
// its changes.
func TestFaultThenCrash(t *testing.T) {
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			before, after := merged(tc.foreign, tc.old), merged(tc.foreign, tc.new)
			for n, more := 1, true; more; n++ {
				for m := n + 1; ; m++ {
					out := lay(t, tc.old, tc.foreign)
					s := &script{failAt: n, fail: syscall.EIO, crashAt: m}
					build(out, tc.new, s.hook)
					if more = s.n >= n; !more {
						break
					}
					settle(t, out, before, after, tc.new)
					mustBuild(t, out, tc.new)
					wantFiles(t, out, after)
					if s.n < m {
						break
					}
				}
			}
		})
	}
}

// TestOutputGivesUp: from some change on, nothing in the output can be changed
// any more, not even back, while the state folder still works. What is needed
// to finish must survive the failed build.
func TestOutputGivesUp(t *testing.T) {
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			before, after := merged(tc.foreign, tc.old), merged(tc.foreign, tc.new)
			stuck := 0
			for n, more := 1, true; more; n++ {
				out := lay(t, tc.old, tc.foreign)
				count := 0
				_, err := build(out, tc.new, func(kind, path string) error {
					// A removed file goes from the output to undo.
					if count++; count >= n && (strings.HasPrefix(path, "public") || strings.Contains(path, "/undo/")) {
						return syscall.EROFS
					}
					return nil
				})
				more = count >= n
				if err != nil && strings.Contains(err.Error(), "the next build finishes it") {
					stuck++
				}
				settle(t, out, before, after, tc.new)
				mustBuild(t, out, tc.new)
				wantFiles(t, out, after)
			}
			if stuck == 0 && len(tc.old) > 0 && tc.name != "one edit" {
				t.Error("going back never failed")
			}
		})
	}
}

// TestRecoveryGoesBack meets a journal that cannot be finished: a folder of
// somebody else has come where a file is to go.
func TestRecoveryGoesBack(t *testing.T) {
	out := lay(t, base, nil)
	s := &script{}
	next := base.with("index.html", "new", "robots.txt", "all")
	if _, err := build(out, next, s.hook); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= s.n; n++ {
		out := lay(t, base, nil)
		build(out, next, (&script{crashAt: n}).hook)
		got := read(t, out)
		if _, done := got["robots.txt"]; done {
			continue
		}
		write(t, out, tree{"robots.txt/mine": "of the user"})
		settle(t, out, base.with("robots.txt/mine", "of the user"), nil, next)
		_, err := build(out, next, nil)
		var foreign *ForeignError
		if !errors.As(err, &foreign) {
			t.Fatalf("change %d: %v", n, err)
		}
	}
}
