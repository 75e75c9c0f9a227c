package publish

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nadi/internal/changes"
	"nadi/internal/site"
)

// tree is a site as the tests see it: path to content.
type tree map[string]string

// with returns a copy of t with the pairs (path, content) set; "" removes.
func (t tree) with(pairs ...string) tree {
	t = maps.Clone(t)
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			delete(t, pairs[i])
		} else {
			t[pairs[i]] = pairs[i+1]
		}
	}
	return t
}

// read returns all files below dir; nil if dir is missing. A link reads as its
// target behind an arrow, an empty folder as its path with a slash.
func read(t testing.TB, dir string) tree {
	t.Helper()
	got := tree{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || p == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		rel = filepath.ToSlash(rel)
		switch {
		case e.IsDir():
			if in, err := os.ReadDir(p); err == nil && len(in) == 0 {
				got[rel+"/"] = ""
			}
		case e.Type() == fs.ModeSymlink:
			target, _ := os.Readlink(p)
			got[rel] = "-> " + target
		default:
			b, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			got[rel] = string(b)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) && len(got) == 0 {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// write puts files below dir by plain means.
func write(t testing.TB, dir string, files tree) {
	t.Helper()
	for p, body := range files {
		p = filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func sorted(files tree) []string { return slices.Sorted(maps.Keys(files)) }

func keyOf(body string) site.Key { return sha256.Sum256([]byte("key of " + body)) }

// sink is what both kinds of output have in common.
type sink interface {
	site.Sink
	Commit() (Stats, error)
	Abort() error
	SetFacts(map[string][]byte)
}

// fill gives a whole site to s as a builder does, and names it in the facts.
func fill(s sink, files tree) error {
	for _, p := range sorted(files) {
		if s.Current(p, keyOf(files[p])) {
			continue
		}
		if err := s.Put(site.File{Path: p, Key: keyOf(files[p]), Body: []byte(files[p])}); err != nil {
			return err
		}
	}
	s.SetFacts(factsOf(files))
	return nil
}

func factsOf(files tree) map[string][]byte {
	return map[string][]byte{"site": fmt.Append(nil, sha256.Sum256(fmt.Append(nil, map[string]string(files))))}
}

// build publishes files into out.
func build(out string, files tree, h changes.Hook) (Stats, error) {
	d, err := open(out, h)
	if err != nil {
		return Stats{}, err
	}
	if err := fill(d, files); err != nil {
		return Stats{}, errors.Join(err, d.Abort())
	}
	return d.Commit()
}

func mustBuild(t testing.TB, out string, files tree) Stats {
	t.Helper()
	st, err := build(out, files, nil)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func wantTree(t testing.TB, out string, want tree) {
	t.Helper()
	if diff := cmp.Diff(want, read(t, out)); diff != "" {
		t.Fatalf("output differs (-want +got):\n%s", diff)
	}
}

// wantClean checks that the state folder holds nothing but its own files.
func wantClean(t testing.TB, out string) {
	t.Helper()
	var names []string
	es, err := os.ReadDir(stateOf(out))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range es {
		if e.Name() != ".gitignore" {
			names = append(names, e.Name())
		}
	}
	if got := strings.Join(names, " "); got != "lock manifest" && got != "lock" {
		t.Fatalf("state folder holds %s", got)
	}
}

func stateOf(out string) string {
	return filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".nadi")
}

var errCrash = errors.New("crash")

// script is a hook that counts changes, fails one of them and stops the world
// at another; zero means never.
type script struct {
	mu              sync.Mutex
	n               int
	failAt, crashAt int
	fail            error
	log             []string
	at              func() // called before each change
}

func (s *script) hook(kind, path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
	if s.at != nil {
		s.at()
	}
	if s.crashAt > 0 && s.n >= s.crashAt {
		return errCrash
	}
	if s.n == s.failAt {
		return s.fail
	}
	s.log = append(s.log, kind+" "+path)
	return nil
}
