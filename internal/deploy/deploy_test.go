package deploy

import (
	"context"
	"crypto/sha1"
	"errors"
	"fmt"
	"hash"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
)

func file(body string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(body), Mode: 0o644} }

func quiet(Progress) {}

func TestReadTakesWhatIsServed(t *testing.T) {
	fsys := fstest.MapFS{
		"index.html": file("home"), "_headers": file("/*"), ".well-known/security.txt": file("mail us"), ".nojekyll": file(""), ".htaccess": file("x"),
		"a/index.html": file("a"), "google123.html": file("proof"), "notes.nadi": file("of the user"),
		".gitignore": file("*"), ".git/config": file("x"), ".public.nadi/manifest": file("x"), "a/.DS_Store": file("x"), ".env": file("TOKEN=s3cret"),
		".env.local": file("TOKEN=s3cret"), "a/index.html~": file("old"), "a/.index.html.swp": file("old"), "._a": file("x"),
		"link.html": {Data: []byte("index.html"), Mode: 0o777 | 1<<27},
	}
	r, err := Read(fsys, "title")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range r.Files {
		got = append(got, fmt.Sprint(f.Path, " ", f.Size))
	}
	want := []string{".htaccess 1", ".nojekyll 0", ".well-known/security.txt 7", "_headers 2", "a/index.html 1", "google123.html 5", "index.html 4", "notes.nadi 11"}
	if !slices.Equal(got, want) {
		t.Errorf("files %q,\nwant  %q", got, want)
	}
	slices.Sort(r.Left)
	if left := strings.Join(r.Left, " "); left != "._a .env .env.local .git .gitignore .public.nadi a/.DS_Store a/.index.html.swp a/index.html~ link.html" {
		t.Errorf("left out: %s", left)
	}
}

func TestCheckedNoticesAChange(t *testing.T) {
	fsys := fstest.MapFS{"index.html": file("home")}
	r, err := Read(fsys, "")
	if err != nil {
		t.Fatal(err)
	}
	fresh := func() hash.Hash { return sha1.New() }
	sums, err := r.Sums(t.Context(), fresh, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := r.Checked(r.Files[0], fresh, sums[0]); err != nil || string(body) != "home" {
		t.Fatalf("%q, %v", body, err)
	}
	for _, other := range []string{"came", "longer"} { // of the same size, and of another
		fsys["index.html"] = file(other)
		if body, err := r.Checked(r.Files[0], fresh, sums[0]); err == nil {
			t.Errorf("%q is taken for what was announced", body)
		}
	}
}

func TestEachFile(t *testing.T) {
	var ran, most, now atomic.Int64
	last := 0
	err := EachFile(t.Context(), 100, 8, "x", func(p Progress) {
		if p.Done != last+1 || p.Total != 100 {
			t.Errorf("%+v after %d", p, last)
		}
		last = p.Done
	}, func(context.Context, int) error {
		most.Store(max(most.Load(), now.Add(1)))
		ran.Add(1)
		now.Add(-1)
		return nil
	})
	if err != nil || ran.Load() != 100 || last != 100 || most.Load() > 8 {
		t.Errorf("%v: %d ran, %d told, %d at once", err, ran.Load(), last, most.Load())
	}
	boom := errors.New("boom")
	ran.Store(0)
	err = EachFile(t.Context(), 100, 2, "x", quiet, func(ctx context.Context, i int) error {
		if ran.Add(1); i == 3 {
			return boom
		}
		return nil
	})
	if !errors.Is(err, boom) || ran.Load() > 10 {
		t.Errorf("%v after %d", err, ran.Load())
	}
	if err := EachFile(t.Context(), 0, 8, "x", quiet, nil); err != nil {
		t.Error(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := EachFile(stopped, 3, 8, "x", quiet, func(context.Context, int) error { t.Error("it ran"); return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestErrorSaysWhatStands(t *testing.T) {
	e := Because(Failed, "copying a.html", errors.New("disk full"))
	if got := Standing(e, "the old site is unchanged", "make room").Error(); got != "copying a.html: disk full; the old site is unchanged" {
		t.Error(got)
	}
	stop := Because(Failed, "copying", fmt.Errorf("x: %w", context.Canceled))
	if stop.Kind != Again || stop.Error() != "stopped while copying" || !errors.Is(stop, context.Canceled) {
		t.Errorf("%+v", stop)
	}
	if plain := errors.New("x"); Standing(plain, "a", "b") != plain {
		t.Error("an error of another kind was changed")
	}
}
