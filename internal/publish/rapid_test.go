package publish

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// paths are few, so that files and folders of one name and returning files are
// common.
var paths = rapid.SampledFrom([]string{
	"a", "a/b", "a/b/c", "a/b/d.html", "a/c", "b", "b/index.html", "b/c/index.html", "index.html", "index.xml", "लेख/नाड़ी/index.html",
	"x/one", "x/two", "x/y/z/deep.html",
})

var bodies = rapid.SampledFrom([]string{"one", "two", "three", "", "longer than the others"})

// world is an output, a memory sink beside it, and what both must hold.
type world struct {
	out    string
	memory Memory
	site   tree // published
	user   tree // files of the user, where no build writes
}

// edit changes a site a little; later files win over folders in their way.
func edit(t *rapid.T, site tree) tree {
	next := maps.Clone(site)
	for range rapid.IntRange(0, 4).Draw(t, "edits") {
		p := paths.Draw(t, "path")
		if _, ok := next[p]; ok && rapid.Bool().Draw(t, "remove") {
			delete(next, p)
			continue
		}
		for q := range next {
			if inside(p, q) || inside(q, p) {
				delete(next, q)
			}
		}
		next[p] = bodies.Draw(t, "body")
	}
	return next
}

// blocked reports whether a file of next takes the name of a folder in which
// the user keeps something.
func (w *world) blocked(next tree) bool {
	for u := range w.user {
		for p := range next {
			if inside(u, p) {
				return true
			}
		}
	}
	return false
}

func inside(q, dir string) bool { return len(q) > len(dir) && q[:len(dir)+1] == dir+"/" }

func (w *world) build(t *rapid.T) {
	next := edit(t, w.site)
	if w.blocked(next) {
		var foreign *ForeignError
		if _, err := build(w.out, next, nil); !errors.As(err, &foreign) {
			t.Fatalf("a file of the user is in the way: %v", err)
		}
		return
	}
	want := Stats{}
	for p, body := range next {
		want.Total += int64(len(body))
		if old, ok := w.site[p]; !ok || old != body {
			want.Written++
			want.Bytes += int64(len(body))
		} else {
			want.Unchanged++
		}
	}
	for p := range w.site {
		if _, ok := next[p]; !ok {
			want.Pruned++
		}
	}
	st, err := build(w.out, next, nil)
	if err != nil {
		t.Fatal(err)
	}
	if st != want {
		t.Fatalf("stats are %+v, want %+v", st, want)
	}
	if err := fill(&w.memory, next); err != nil {
		t.Fatal(err)
	}
	if st, err = w.memory.Commit(); err != nil || st != want {
		t.Fatalf("memory: stats are %+v, want %+v (%v)", st, want, err)
	}
	w.site = next
}

// crash stops a build somewhere, and once more while it recovers.
func (w *world) crash(t *rapid.T) {
	next, before := edit(t, w.site), w.site
	if w.blocked(next) {
		t.Skip("a file of the user is in the way")
	}
	for _, name := range []string{"crash", "crash again"} {
		s := &script{crashAt: rapid.IntRange(1, 40).Draw(t, name)}
		_, err := build(w.out, next, s.hook)
		if err == nil {
			w.site = next
		} else if !errors.Is(err, errCrash) {
			t.Fatal(err)
		}
	}
	d, err := Open(w.out)
	if err != nil {
		t.Fatal(err)
	}
	if string(d.Facts()["site"]) == string(factsOf(next)["site"]) {
		w.site = next
	} else {
		w.site = before
	}
	if err := d.Abort(); err != nil {
		t.Fatal(err)
	}
	// The memory sink does not crash; it follows.
	if err := fill(&w.memory, w.site); err != nil {
		t.Fatal(err)
	}
	if _, err := w.memory.Commit(); err != nil {
		t.Fatal(err)
	}
}

// tamper changes a file of the site behind the builder's back. The next build
// mends it, so it counts as part of the site all the same.
func (w *world) tamper(t *rapid.T) {
	if len(w.site) == 0 {
		t.Skip("nothing to tamper with")
	}
	p := rapid.SampledFrom(sorted(w.site)).Draw(t, "victim")
	name := filepath.Join(w.out, filepath.FromSlash(p))
	switch rapid.SampledFrom([]string{"delete", "edit", "touch"}).Draw(t, "how") {
	case "delete":
		os.Remove(name)
	case "edit":
		os.WriteFile(name, []byte("tampered with"), 0o644)
	case "touch":
		os.Chtimes(name, time.Unix(1, 0), time.Unix(1, 0))
		w.rebuild(t, 0)
		return
	}
	w.rebuild(t, 1)
}

// rebuild builds the same site again, which must write as many files.
func (w *world) rebuild(t *rapid.T, written int) {
	st, err := build(w.out, w.site, nil)
	if err != nil || st.Written != written || st.Pruned != 0 {
		t.Fatalf("mending: %+v, %v; want %d written", st, err, written)
	}
}

// leave puts a file of the user into the output.
func (w *world) leave(t *rapid.T) {
	p := rapid.SampledFrom([]string{".gitignore", "user.txt", "b/user.txt", "x/user/own.txt"}).Draw(t, "file")
	dir := filepath.Dir(filepath.Join(w.out, p))
	for q := range w.site {
		if q == "b" || q == "x" {
			t.Skip("a file is there")
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.out, p), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	w.user[p] = "mine"
}

func (w *world) check(t *rapid.T, tb testing.TB) {
	got := read(tb, w.out)
	maps.DeleteFunc(got, func(p, _ string) bool { return p[len(p)-1] == '/' })
	want := merged(w.user, w.site)
	if !maps.Equal(got, want) {
		t.Fatalf("output is %v, want %v", got, want)
	}
	files := w.memory.Files()
	for p, f := range files {
		if string(f.Body) != w.site[p] || f.Key != keyOf(w.site[p]) {
			t.Fatalf("memory has %q for %s, want %q", f.Body, p, w.site[p])
		}
	}
	if len(files) != len(w.site) {
		t.Fatalf("memory has %d files, want %d", len(files), len(w.site))
	}
}

// TestBuilds runs random sequences of builds, crashes and meddling against a
// plain map.
func TestBuilds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &world{out: filepath.Join(scratch(t), "public"), site: tree{}, user: tree{}}
		w.build(rt)
		rt.Repeat(map[string]func(*rapid.T){
			"build": w.build, "crash": w.crash, "tamper": w.tamper, "leave": w.leave,
			"": func(rt *rapid.T) { w.check(rt, t) },
		})
	})
}
