package publish

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestForeign meets files that no build made.
func TestForeign(t *testing.T) {
	for _, tc := range []struct {
		name    string
		foreign tree // comes after the first build
		next    tree
		want    []string // paths of the ForeignError
	}{
		{"beside", tree{"articles/mine.txt": "mine"}, base.with("articles/one/index.html", ""), nil},
		{"file", tree{"new.html": "mine"}, base.with("new.html", "ours"), []string{"new.html"}},
		{"the same bytes", tree{"new.html": "ours"}, base.with("new.html", "ours"), nil},
		{"file for folder", tree{"new": "mine"}, base.with("new/a.html", "ours", "new/b/c.html", "ours"), []string{"new"}},
		{"in a folder for file", tree{"topics/mine": "mine"}, base.with("topics/heart/index.html", "", "topics", "ours"), []string{"topics/mine"}},
		{"many", tree{"x/1": "m", "x/2": "m", "x/3": "m"}, base.with("x/1", "o", "x/2", "o", "x/3", "o"), []string{"x/1", "x/2", "x/3"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out := outDir(t)
			mustBuild(t, out, base)
			write(t, out, tc.foreign)
			_, err := build(out, tc.next, nil)
			var got *ForeignError
			errors.As(err, &got)
			switch {
			case tc.want == nil && err == nil:
				wantFiles(t, out, merged(tc.foreign, tc.next))
			case tc.want == nil || got == nil || !slices.Equal(got.Paths, tc.want):
				t.Fatalf("got %v, want %v", err, tc.want)
			default:
				wantTree(t, out, merged(base, tc.foreign))
			}
			wantClean(t, out)
		})
	}
}

// TestLinksInOutput: a link in the output is never written through, and never
// replaced unless it took the place of a file of ours.
func TestLinksInOutput(t *testing.T) {
	out, elsewhere := outDir(t), t.TempDir()
	mustBuild(t, out, base)
	if err := os.Symlink(elsewhere, filepath.Join(out, "media")); err != nil {
		t.Skipf("this system makes no links: %v", err)
	}
	var foreign *ForeignError
	if _, err := build(out, base.with("media/a.jpg", "a"), nil); !errors.As(err, &foreign) {
		t.Fatal(err)
	}
	if got := read(t, elsewhere); len(got) != 0 {
		t.Fatalf("written outside: %v", got)
	}
	page := filepath.Join(out, "index.html")
	target := filepath.Join(elsewhere, "target")
	write(t, elsewhere, tree{"target": "theirs"})
	if err := errors.Join(os.Remove(page), os.Symlink(target, page)); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, out, base.with("index.html", "home 2"))
	wantTree(t, out, base.with("index.html", "home 2", "media", "-> "+elsewhere))
	wantTree(t, elsewhere, tree{"target": "theirs"})
}

// TestOutputIsLink: stage and record go beside the folder that the link names.
func TestOutputIsLink(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, tree{"far/away/.gitignore": "*"})
	link := filepath.Join(dir, "public")
	if err := os.Symlink(filepath.Join("far", "away"), link); err != nil {
		t.Skipf("this system makes no links: %v", err)
	}
	mustBuild(t, link, base)
	wantTree(t, filepath.Join(dir, "far", "away"), base.with(".gitignore", "*"))
	wantClean(t, filepath.Join(dir, "far", "away"))
	if _, err := os.Lstat(stateOf(link)); err == nil {
		t.Error("a record beside the link")
	}
}

func TestStrangers(t *testing.T) {
	out := outDir(t)
	write(t, out, tree{"index.html": "old tool", "old/page.html": "x", "old/two.html": "y", ".gitignore": "*", ".well-known/a": "b"})
	d, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	got, err := d.Strangers(2)
	if err != nil || !slices.Equal(got, []string{"index.html", "old/page.html"}) {
		t.Fatalf("%v, %v", got, err)
	}
	d.Abort()
	mustBuild(t, out, base)
	if d, err = Open(out); err != nil {
		t.Fatal(err)
	}
	defer d.Abort()
	got, err = d.Strangers(9)
	if err != nil || !slices.Equal(got, []string{"old/page.html", "old/two.html"}) {
		t.Fatalf("%v, %v", got, err)
	}
}

// TestLostRecord: the record is lost, the output is not. Files with the right
// bytes are taken over untouched.
func TestLostRecord(t *testing.T) {
	out := outDir(t)
	mustBuild(t, out, base)
	if err := os.RemoveAll(stateOf(out)); err != nil {
		t.Fatal(err)
	}
	st := mustBuild(t, out, base.with("index.html", "home 2"))
	if st.Written != 1 || st.Unchanged != len(base)-1 {
		t.Fatalf("%+v", st)
	}
	if st = mustBuild(t, out, base.with("index.html", "")); st.Pruned != 1 || st.Written != 0 {
		t.Fatalf("%+v", st)
	}
}
