package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"nadi/internal/site"
)

func outDir(t testing.TB) string { return filepath.Join(t.TempDir(), "site", "public") }

// TestNothingToDo builds the same site twice: nothing may be written, not even
// beside the output.
func TestNothingToDo(t *testing.T) {
	out := outDir(t)
	mustBuild(t, out, base)
	before := times(t, filepath.Dir(out))
	s := &script{}
	st, err := build(out, base, s.hook)
	if err != nil || st.Unchanged != len(base) || st.Written+st.Pruned != 0 {
		t.Fatalf("%+v, %v", st, err)
	}
	if s.n != 0 {
		t.Fatalf("changes on disk: %v", s.log)
	}
	after := times(t, filepath.Dir(out))
	lock := filepath.Join(stateOf(out), "lock") // names its owner
	delete(before, lock)
	delete(after, lock)
	if fmt.Sprint(before) != fmt.Sprint(after) {
		t.Fatalf("before %v\nafter %v", before, after)
	}
}

func times(t *testing.T, dir string) map[string]time.Time {
	m := map[string]time.Time{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		m[p] = info.ModTime()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestSameBytesNewKey: a new key with the same bytes is remembered, and the
// file is not touched.
func TestSameBytesNewKey(t *testing.T) {
	out := outDir(t)
	mustBuild(t, out, tree{"a.html": "a"})
	before := times(t, out)
	for i, wantCurrent := range []bool{false, true} {
		d, err := Open(out)
		if err != nil {
			t.Fatal(err)
		}
		f := site.File{Path: "a.html", Key: keyOf("other"), Body: []byte("a")}
		if got := d.Current(f.Path, f.Key); got != wantCurrent {
			t.Fatalf("build %d: current is %t", i, got)
		}
		if err := d.Put(f); err != nil {
			t.Fatal(err)
		}
		if st, err := d.Commit(); err != nil || st.Unchanged != 1 {
			t.Fatalf("%+v, %v", st, err)
		}
	}
	if after := times(t, out); fmt.Sprint(before) != fmt.Sprint(after) {
		t.Fatal("the file was touched")
	}
}

func TestCurrent(t *testing.T) {
	const name = "articles/one/index.html"
	for _, tc := range []struct {
		name   string
		meddle func(file string) error
		want   bool
	}{
		{"intact", func(string) error { return nil }, true},
		{"touched", func(f string) error { return os.Chtimes(f, time.Unix(1, 0), time.Unix(1, 0)) }, true},
		{"deleted", os.Remove, false},
		{"longer", func(f string) error { return os.WriteFile(f, []byte("one more"), 0o644) }, false},
		{"other bytes", func(f string) error {
			err := os.WriteFile(f, []byte("eno"), 0o644)
			return errors.Join(err, os.Chtimes(f, time.Unix(1, 0), time.Unix(1, 0)))
		}, false},
		{"a link", func(f string) error {
			return errors.Join(os.Rename(f, f+".bak"), os.Symlink(filepath.Base(f)+".bak", f))
		}, false},
		{"a folder", func(f string) error { return errors.Join(os.Remove(f), os.Mkdir(f, 0o755)) }, false},
		{"all deleted", func(f string) error { return os.RemoveAll(filepath.Dir(filepath.Dir(filepath.Dir(f)))) }, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out := outDir(t)
			mustBuild(t, out, base)
			if err := tc.meddle(filepath.Join(out, filepath.FromSlash(name))); err != nil {
				t.Fatal(err)
			}
			d, err := Open(out)
			if err != nil {
				t.Fatal(err)
			}
			defer d.Abort()
			if got := d.Current(name, keyOf("one")); got != tc.want {
				t.Errorf("current is %t", got)
			}
			if d.Current(name, keyOf("two")) || d.Current("none", keyOf("one")) {
				t.Error("another key or path is current")
			}
			d.Abort()
			mustBuild(t, out, base)
			if got := read(t, out); got[name] != "one" {
				t.Errorf("the next build left %q", got[name])
			}
		})
	}
}

// TestOrder: what is pointed at comes before what points at it, and pruning
// comes last.
func TestOrder(t *testing.T) {
	out := outDir(t)
	mustBuild(t, out, tree{"index.html": "h", "index.xml": "f", "articles/index.html": "l", "articles/old/index.html": "o"})
	s := &script{}
	_, err := build(out, tree{"index.html": "h2", "index.xml": "f2", "articles/index.html": "l2", "articles/new/index.html": "n",
		"articles/new/a.jpg": "a", "assets/s.css": "c", "pages/about/index.html": "p", "_redirects": "r"}, s.hook)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range s.log {
		if p, ok := strings.CutPrefix(line, "rename public/"); ok {
			got = append(got, p)
		} else if strings.HasPrefix(line, "rename") && strings.Contains(line, "/undo/") {
			got = append(got, "prune")
		}
	}
	want := "assets articles/new articles/index.html pages _redirects index.html index.xml prune"
	if g := strings.Join(got, " "); g != want {
		t.Fatalf("order is %s\nwant %s", g, want)
	}
}

func TestFacts(t *testing.T) {
	out := outDir(t)
	open := func() *Dir {
		d, err := Open(out)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := open()
	if d.Facts() != nil {
		t.Fatal("facts before the first build")
	}
	d.SetFacts(map[string][]byte{"one": []byte("links"), "दो": nil})
	if _, err := d.Commit(); err != nil {
		t.Fatal(err)
	}
	d = open()
	d.SetFacts(map[string][]byte{"one": []byte("lost")})
	d.Abort()
	d = open() // says nothing of facts: they stay
	if err := d.Put(site.File{Path: "a", Body: []byte("a")}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Commit(); err != nil {
		t.Fatal(err)
	}
	d = open()
	defer d.Abort()
	if f := d.Facts(); len(f) != 2 || string(f["one"]) != "links" || len(f["दो"]) != 0 {
		t.Fatalf("facts are %q", f)
	}
}

func TestPutErrors(t *testing.T) {
	long := strings.Repeat("ल", 90)
	for _, tc := range []struct {
		name  string
		put   []string
		words string // of the error of the last Put, or of Commit
	}{
		{"empty", []string{""}, "relative path"},
		{"dot", []string{"."}, "relative path"},
		{"up", []string{"../x"}, "relative path"},
		{"up inside", []string{"a/../../x"}, "relative path"},
		{"absolute", []string{"/etc/passwd"}, "relative path"},
		{"backslash", []string{`a\b`}, "backslash"},
		{"zero", []string{"a\x00b"}, "zero byte"},
		{"state", []string{"a/.public.nadi/manifest"}, "kept for"},
		{"long", []string{long + "/index.html"}, "270 bytes"},
		{"twice", []string{"a", "a"}, "twice"},
		{"folder then file", []string{"a/b", "a"}, "both a file and a folder"},
		{"file then folder", []string{"a", "a/b/c"}, "both a file and a folder"},
		{"kept file and folder", []string{"kept", "kept/b"}, "both a file and a folder"},
		{"kept folder and file", []string{"dir/kept", "dir"}, "both a file and a folder"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out := outDir(t)
			old := tree{"kept": "kept", "dir/kept": "kept"}
			mustBuild(t, out, old)
			d, err := Open(out)
			if err != nil {
				t.Fatal(err)
			}
			memory := &Memory{}
			for _, s := range []sink{d, memory} {
				err = nil
				for _, p := range tc.put {
					if s.Current(p, keyOf(path.Base(p))) {
						continue
					}
					if err = s.Put(site.File{Path: p, Body: []byte("x")}); err != nil {
						break
					}
				}
				st, commitErr := s.Commit()
				if commitErr == nil || st != (Stats{}) {
					t.Fatalf("%T: committed %+v", s, st)
				}
				for _, err := range []error{err, commitErr} {
					if err != nil && (!strings.Contains(err.Error(), tc.words) || !strings.HasSuffix(err.Error(), "the old site is unchanged")) {
						t.Errorf("%T: %v", s, err)
					}
				}
			}
			wantTree(t, out, old)
			wantClean(t, out)
			if len(memory.Files()) != 0 {
				t.Error("memory took a part")
			}
		})
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, tree{"file": "x"})
	for output, words := range map[string]string{
		filepath.Join(dir, "file"):                          "a file, not a folder",
		filepath.Join(dir, "file", "below"):                 "not a directory",
		filepath.VolumeName(dir) + string(os.PathSeparator): "whole file system",
	} {
		if d, err := Open(output); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v, %v", output, d, err)
		}
	}
}

func TestDamagedRecord(t *testing.T) {
	out := outDir(t)
	mustBuild(t, out, base)
	manifest := filepath.Join(stateOf(out), "manifest")
	whole, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	flipped := slices.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	for name, data := range map[string][]byte{
		"flipped": flipped, "cut": whole[:len(whole)/2], "empty": nil, "later": append([]byte("nadi publish 9\n"), whole[15:]...),
	} {
		if err := os.WriteFile(manifest, data, 0o644); err != nil {
			t.Fatal(err)
		}
		d, err := Open(out)
		if err == nil || !strings.Contains(err.Error(), "delete both folders") {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
	wantTree(t, out, base)
}

// TestParallel puts from many goroutines; run it with the race detector.
func TestParallel(t *testing.T) {
	out := outDir(t)
	for edition := range 2 {
		d, err := Open(out)
		if err != nil {
			t.Fatal(err)
		}
		files := big(60, edition)
		var wg sync.WaitGroup
		for p, body := range files {
			wg.Go(func() {
				if !d.Current(p, keyOf(body)) {
					if err := d.Put(site.File{Path: p, Key: keyOf(body), Body: []byte(body)}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if _, err := d.Commit(); err != nil {
			t.Fatal(err)
		}
		wantTree(t, out, files)
	}
}

// TestPutThenCurrent: asking late does not undo a Put.
func TestPutThenCurrent(t *testing.T) {
	out := outDir(t)
	mustBuild(t, out, base)
	d, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := fill(d, base.with("index.html", "home 2")); err != nil {
		t.Fatal(err)
	}
	d.Current("index.html", keyOf("home"))
	if st, err := d.Commit(); err != nil || st.Written != 1 {
		t.Fatalf("%+v, %v", st, err)
	}
	wantTree(t, out, base.with("index.html", "home 2"))
}

// TestEnded: after its end a build takes nothing and harms nothing.
func TestEnded(t *testing.T) {
	out := outDir(t)
	d, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := fill(d, base); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := d.Abort(); err != nil {
		t.Errorf("abort after commit: %v", err)
	}
	if _, err := d.Commit(); err == nil {
		t.Error("committed twice")
	}
	if err := d.Put(site.File{Path: "late", Body: nil}); err == nil {
		t.Error("put after commit")
	}
	wantTree(t, out, base)
}
