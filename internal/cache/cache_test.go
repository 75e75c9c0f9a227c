package cache

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"nadi/internal/changes"
	"nadi/internal/site"
)

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func key(n byte) site.Key { return site.Key{n, 1: 0xff} }

// want demands that d has exactly these records, of the first ten keys.
func want(t *testing.T, d *Dir, records map[byte]string) {
	t.Helper()
	for n := range byte(10) {
		got, ok := d.Load(key(n))
		body, there := records[n]
		if ok != there || string(got) != body {
			t.Errorf("record %d: %q, %v; want %q, %v", n, got, ok, body, there)
		}
	}
}

// age makes a record's file as old as that.
func age(t *testing.T, dir string, n byte, old time.Duration) {
	t.Helper()
	if err := os.Chtimes(filepath.Join(dir, "drawn", nameOf(key(n))), now.Add(-old), now.Add(-old)); err != nil {
		t.Fatal(err)
	}
}

func TestRecords(t *testing.T) {
	dir := t.TempDir()
	d := Open(dir, "a/drawn", now)
	want(t, d, nil)
	if _, err := os.Stat(filepath.Join(dir, "a")); err == nil {
		t.Error("looking for a record made the folder")
	}
	d.Store(key(1), []byte("one"))
	d.Store(key(2), nil)
	d.Store(key(1), []byte("one"))
	want(t, d, map[byte]string{1: "one", 2: ""})
	want(t, Open(dir, "a/drawn", now), map[byte]string{1: "one", 2: ""})
	if got, err := os.ReadFile(filepath.Join(dir, "a/drawn/.gitignore")); err != nil || string(got) != "*\n" {
		t.Errorf("%q, %v", got, err)
	}
	if err := d.Trouble(); err != nil {
		t.Error(err)
	}
}

// A record that was cut off, changed, or stands under another's name is not
// there, and is written anew.
func TestDamage(t *testing.T) {
	for name, damage := range map[string]func(string) error{
		"cut off":  func(p string) error { return os.Truncate(p, 40) },
		"no sum":   func(p string) error { return os.Truncate(p, 5) },
		"empty":    func(p string) error { return os.Truncate(p, 0) },
		"another":  func(p string) error { return os.Rename(filepath.Join(filepath.Dir(p), "../02", filepath.Base(p)), p) },
		"appended": func(p string) error { return os.WriteFile(p, append(mustRead(p), 0), 0o600) },
		"flipped":  func(p string) error { b := mustRead(p); b[len(b)-1] ^= 1; return os.WriteFile(p, b, 0o600) },
	} {
		dir := t.TempDir()
		d := Open(dir, "drawn", now)
		d.Store(key(1), []byte("a record of one"))
		d.Store(key(2), []byte("a record of two"))
		if err := damage(filepath.Join(dir, "drawn", nameOf(key(1)))); err != nil {
			t.Fatal(name, err)
		}
		if got, ok := d.Load(key(1)); ok {
			t.Errorf("%s: %q", name, got)
		}
		d.Store(key(1), []byte("new"))
		if got, ok := d.Load(key(1)); !ok || string(got) != "new" {
			t.Errorf("%s: %q, %v", name, got, ok)
		}
	}
}

func mustRead(p string) []byte {
	b, err := os.ReadFile(p)
	if err != nil {
		panic(err)
	}
	return b
}

// The longest unused go first; what this process used stays, whatever the
// limit, and counts as used for the next one.
func TestTidy(t *testing.T) {
	dir := t.TempDir()
	body := bytes.Repeat([]byte("x"), 968) // 1000 with the sum
	d := Open(dir, "drawn", now)
	for n := range byte(5) {
		d.Store(key(n), body)
		age(t, dir, n, time.Duration(10-n)*24*time.Hour) // 0 is the oldest
	}
	d = Open(dir, "drawn", now)
	d.Load(key(0))
	d.Tidy(3000)
	left := func() (out string) {
		for n := range byte(5) {
			if _, err := os.Stat(filepath.Join(dir, "drawn", nameOf(key(n)))); err == nil {
				out += fmt.Sprint(n)
			}
		}
		return out
	}
	if left() != "034" {
		t.Errorf("left: %s", left())
	}
	d = Open(dir, "drawn", now.Add(time.Hour))
	d.Tidy(1000)
	if left() != "0" { // used last, by the process before
		t.Errorf("left: %s", left())
	}
	d = Open(dir, "drawn", now)
	d.Load(key(0))
	d.Tidy(0)
	if left() != "0" {
		t.Error("a record in use was removed")
	}
	if err := d.Trouble(); err != nil {
		t.Error(err)
	}
}

// What a killed process left is removed, what another one writes is not.
func TestUnfinished(t *testing.T) {
	dir := t.TempDir()
	d := Open(dir, "drawn", now)
	d.Store(key(1), []byte("one"))
	old := filepath.Join(dir, "drawn", nameOf(key(1))+".A"+unfinished)
	young := filepath.Join(dir, "drawn", nameOf(key(1))+".B"+unfinished)
	for p, at := range map[string]time.Time{old: now.Add(-2 * time.Hour), young: now} {
		if err := errors.Join(os.WriteFile(p, nil, 0o600), os.Chtimes(p, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	d.Tidy(0)
	if _, err := os.Stat(old); err == nil {
		t.Error("what was left unfinished stays")
	}
	if _, err := os.Stat(young); err != nil {
		t.Error("what another process writes was removed")
	}
}

// Trouble is told, once, and is in nobody's way.
func TestTrouble(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "drawn"), []byte("a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := Open(dir, "drawn", now)
	d.Store(key(1), []byte("one"))
	want(t, d, nil)
	d.Tidy(0)
	if d.Trouble() == nil {
		t.Error("nothing is told")
	}

	full := Open(t.TempDir(), "drawn", now)
	full.Store(key(1), []byte("one"))
	full.folder.Hook = func(kind, path string) error { return errors.New("no space left") }
	full.Store(key(2), []byte("two"))
	full.folder.Hook = nil
	want(t, full, map[byte]string{1: "one"})
	if err := full.Trouble(); err == nil || err.Error() != "write drawn: no space left" {
		t.Error(err)
	}
}

// A process that dies between any two changes leaves no half record.
func TestKilled(t *testing.T) {
	for stop := 0; ; stop++ {
		dir := t.TempDir()
		d := Open(dir, "drawn", now)
		d.Store(key(2), []byte("two"))
		n := 0
		d.folder.Hook = func(kind, path string) error {
			if n++; n > stop {
				return changes.Bare(os.ErrClosed) // and every change after it
			}
			return nil
		}
		d.Store(key(1), []byte("one"))
		again := Open(dir, "drawn", now)
		got, ok := again.Load(key(1))
		if ok && string(got) != "one" {
			t.Errorf("stopped at %d: %q", stop, got)
		}
		if n <= stop {
			if !ok {
				t.Error("the record is not there")
			}
			return
		}
	}
}

// No link in the site leads a record out of it.
func TestLinkOut(t *testing.T) {
	out, dir := t.TempDir(), t.TempDir()
	if err := os.Symlink(out, filepath.Join(dir, "drawn")); err != nil {
		t.Skip(err)
	}
	d := Open(dir, "drawn", now)
	d.Store(key(1), []byte("one"))
	if entries, _ := os.ReadDir(out); len(entries) > 0 {
		t.Errorf("%v", entries)
	}
}

func TestSideBySide(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 8 {
		d := Open(dir, "drawn", time.Now())
		wg.Go(func() {
			for i := range 50 {
				n := byte(i % 5)
				d.Store(key(n), bytes.Repeat([]byte{n}, 5000))
				if got, ok := d.Load(key(n)); ok && !bytes.Equal(got, bytes.Repeat([]byte{n}, 5000)) {
					t.Errorf("record %d is wrong", n)
				}
			}
			d.Tidy(0)
			if err := d.Trouble(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}
