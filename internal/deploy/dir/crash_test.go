package dir

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

var errKilled = errors.New("the process is dead")

// dying is a hook after whose first n changes nothing happens any more, as
// after kill -9: not even what a deploy would do to clear up.
type dying struct {
	mu     sync.Mutex
	n      int
	writes int
	fault  error
	once   bool // only one change fails, as on a disk that is full for a moment
}

func (d *dying) step(kind, _ string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.n--; d.n < 0 && (!d.once || d.n == -1) {
		return d.fault
	}
	if kind == "write" {
		d.writes++
	}
	return nil
}

// moves are pairs of sites that take every kind of step.
var moves = []struct {
	name     string
	old, new tree
	keep     int
	before   func(b *bench) // after old is live
}{
	{"first", nil, base, 0, nil},
	{"an edit", base, base.With("index.html", "home 2", "articles/two/index.html", "-", "new/deep/index.html", "new"), 0, nil},
	{"one kept", base, base.With("index.html", "home 2"), 1, nil},
	{"file to folder and back", base.With("x", "file", "y/a", "a"), base.With("x/a", "a", "y", "file"), 1, nil},
	{"back", base.With("index.html", "home 2"), base, 2, func(b *bench) { b.must(base); b.must(base.With("index.html", "home 2")) }},
	{"mend", base, base, 2, func(b *bench) {
		to, _ := filepath.EvalSymlinks(filepath.Join(b.path, "current"))
		if err := os.WriteFile(filepath.Join(to, "index.html"), []byte("torn"), 0o644); err != nil {
			b.Fatal(err)
		}
	}},
}

// TestKilledAnywhere stops a deploy before each of its changes, for good.
// Readers get the whole old site or the whole new one, and running it again
// brings the new one and copies only what was missing.
func TestKilledAnywhere(t *testing.T) { everywhere(t, errKilled, false) }

// TestFaultAnywhere lets each change meet a full disk, once.
func TestFaultAnywhere(t *testing.T) { everywhere(t, syscall.ENOSPC, true) }

func everywhere(t *testing.T, fault error, once bool) {
	for _, m := range moves {
		t.Run(m.name, func(t *testing.T) {
			for n := 0; ; n++ {
				b := newBench(t)
				b.keep = m.keep
				if m.old != nil {
					b.must(m.old)
				}
				if m.before != nil {
					m.before(b)
				}
				was := b.served()
				d := &dying{n: n, fault: fault, once: once}
				_, err := b.deploy(m.new, d.step)
				got := b.served()
				if !maps.Equal(got, was) && !maps.Equal(got, m.new) {
					t.Fatalf("stopped before change %d: readers get %v", n, got)
				}
				if err != nil && !maps.Equal(got, was) && m.name != "mend" {
					t.Fatalf("change %d: readers have the new site, and the error says otherwise: %v", n, err)
				}
				if err != nil && (!errors.Is(err, fault) || !strings.Contains(err.Error(), unchanged)) {
					t.Fatalf("change %d: %v", n, err)
				}
				second := &dying{n: 1 << 30}
				if _, err := b.deploy(m.new, second.step); err != nil {
					t.Fatalf("change %d: again: %v", n, err)
				}
				b.wants(m.new)
				b.clean()
				if most := len(m.new) + wide; d.writes+second.writes > most {
					t.Fatalf("change %d: %d files were written by two runs, want at most %d", n, d.writes+second.writes, most)
				}
				if d.n >= 0 { // it was never reached
					if n < 10 && m.name != "mend" {
						t.Fatalf("only %d changes", n)
					}
					return
				}
			}
		})
	}
}

// TestInterruptedCopyGoesOn: what a killed run has copied is not copied again.
func TestInterruptedCopyGoesOn(t *testing.T) {
	site := tree{}
	for i := range 40 {
		site[fmt.Sprintf("%02d/index.html", i)] = fmt.Sprint("page ", i)
	}
	b := newBench(t)
	done := 0
	var mu sync.Mutex
	_, err := b.deploy(site, func(kind, p string) error {
		mu.Lock()
		defer mu.Unlock()
		if kind == "rename" {
			if done == 25 {
				return errKilled
			}
			done++
		}
		return nil
	})
	if !errors.Is(err, errKilled) {
		t.Fatal(err)
	}
	if r := b.must(site); r.Unchanged != 25 || r.Uploaded != 15 {
		t.Errorf("%+v, want 25 that were there", r)
	}
}

// TestSyncedBeforeSwap: a power cut takes away what was not flushed, so all of
// a release must have been, names too, before current leads to it.
func TestSyncedBeforeSwap(t *testing.T) {
	for _, m := range moves[:3] {
		b := newBench(t)
		if m.old != nil {
			b.must(m.old)
		}
		var mu sync.Mutex
		dirty := map[string]bool{} // files by path, folders by path and a slash
		swapped := false
		_, err := b.deploy(m.new, func(kind, p string) error {
			mu.Lock()
			defer mu.Unlock()
			switch kind {
			case "write":
				dirty[p] = true
			case "sync":
				delete(dirty, p)
			case "mkdir":
				dirty[path.Dir(p)+"/"] = true
			case "rename":
				if p == "current" {
					swapped = true
					if len(dirty) > 0 {
						t.Errorf("%s: not flushed when current changes: %v", m.name, dirty)
					}
					return nil
				}
				dirty[path.Dir(p)+"/"] = true
			case "sync folder":
				delete(dirty, p+"/")
			}
			return nil
		})
		if err != nil || !swapped {
			t.Fatalf("%s: %v", m.name, err)
		}
	}
}
