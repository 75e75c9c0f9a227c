package file

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
	"nadi/syndicate/ledger/line"
)

const posix = runtime.GOOS != "windows"

// TestGarbage: what is no entry stops all reading, with the file and the line.
// Nothing is ever cut off that Nadi cannot have begun to write.
func TestGarbage(t *testing.T) {
	line, err := line.Encode([]ledger.Entry{ledgertest.Entry(1)})
	if err != nil {
		t.Fatal(err)
	}
	good := string(line)
	for _, tc := range []struct{ name, data, where, want string }{
		{"in the middle", good + good + "oops\n" + good, ":3: ", "no entry of a ledger"},
		{"at the start", "# my ledger\n" + good, ":1: ", "no entry of a ledger"},
		{"an empty line", good + "\n" + good, ":2: ", "no entry of a ledger"},
		{"a last line", good + "oops\n", ":2: ", "no entry of a ledger"},
		{"an end that is not ours", good + good + "oops", ":3: ", "nor the beginning of one"},
		{"another file", "Dear diary, today", ":1: ", "nor the beginning of one"},
		{"no format", good + "{}\n" + good, ":2: ", "says no format"},
		{"a merge conflict", good + "<<<<<<< HEAD\n" + good, ":2: ", "no entry of a ledger"},
		{"half a line in the middle", good + good[:40] + "\n" + good, ":2: ", "no entry of a ledger"},
		{"two on a line", good[:len(good)-1] + good, ":1: ", "no entry of a ledger"},
		{"a newer format", good + `{"v":2,"t":7,"what":"is this"}` + "\n" + good, ":2: ", "use the newer Nadi"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := filepath.Join(scratch(t), "ledger.jsonl")
			if err := os.WriteFile(path, []byte(tc.data), 0o600); err != nil {
				t.Fatal(err)
			}
			s := mustOpen(t, path)
			_, err := s.Read(t.Context(), ledger.Start, func(ledger.Entry) error { return nil })
			if err == nil || !strings.HasPrefix(err.Error(), path+tc.where) || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%v, want %s … %s", err, tc.where, tc.want)
			}
			if data, err := os.ReadFile(path); err != nil || string(data) != tc.data {
				t.Errorf("the file was changed: %q, %v", data, err)
			}
		})
	}
}

// TestTamper changes the file under an open handle.
func TestTamper(t *testing.T) {
	w := writeLog(t, 1, 1, 1)
	first := func(n int) []byte { // n lines
		i := 0
		for range n {
			i += strings.IndexByte(string(w.data[i:]), '\n') + 1
		}
		return w.data[:i]
	}
	other := []byte(strings.ReplaceAll(string(w.data), "item", "itex"))
	for _, tc := range []struct {
		name string
		do   func(path string) error
		want string
	}{
		{"shrunk", func(p string) error { return os.Truncate(p, int64(len(first(2)))) }, "has shrunk"},
		{"emptied", func(p string) error { return os.Truncate(p, 0) }, "has shrunk"},
		{"deleted", os.Remove, "was deleted"},
		{"replaced", func(p string) error {
			return errors.Join(os.WriteFile(p+".new", w.data, 0o600), os.Rename(p+".new", p))
		}, "was replaced"},
		{"rewritten", func(p string) error { return os.WriteFile(p, other, 0o600) }, "was rewritten"},
		{"rewritten, and grown since", func(p string) error { return os.WriteFile(p, append(other, first(2)...), 0o600) }, "was rewritten"},
		{"closed to us", func(p string) error { return errors.Join(os.Remove(p), os.Mkdir(p, 0o700)) }, "was replaced"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if !posix {
				t.Skip("an open file cannot be replaced here")
			}
			path := filepath.Join(scratch(t), "ledger.jsonl")
			if err := os.WriteFile(path, w.data, 0o600); err != nil {
				t.Fatal(err)
			}
			s := mustOpen(t, path)
			at := wantEntries(t, s, w.entries)
			if err := tc.do(path); err != nil {
				t.Fatal(err)
			}
			_, err := s.Read(t.Context(), at, func(ledger.Entry) error { t.Error("something is read"); return nil })
			if err == nil || !strings.HasPrefix(err.Error(), path+": ") || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("Read: %v, want %s", err, tc.want)
			}
			if _, err := s.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(1)}); err == nil || errors.Is(err, ledger.ErrMoved) {
				t.Errorf("Append: %v, want %s", err, tc.want)
			}
		})
	}
}

// TestOlderCopy: a position of a longer log leads nowhere in an older copy.
func TestOlderCopy(t *testing.T) {
	w := writeLog(t, 1, 1, 1)
	path := filepath.Join(scratch(t), "ledger.jsonl")
	if err := os.WriteFile(path, w.data[:len(w.data)/3*2+10], 0o600); err != nil {
		t.Fatal(err)
	}
	for _, at := range []ledger.Position{"1000000", "5", "-1", "0", "x", "1x", "00000000000000000000000000000000001"} {
		s := mustOpen(t, path)
		if _, err := s.Read(t.Context(), at, func(ledger.Entry) error { return nil }); err == nil {
			t.Errorf("it is read from %q", at)
		}
		if _, err := s.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(1)}); err == nil || errors.Is(err, ledger.ErrMoved) {
			t.Errorf("append at %q: %v", at, err)
		}
	}
}

// TestLocked holds the lock as another process would.
func TestLocked(t *testing.T) {
	w := writeLog(t, 1)
	path := filepath.Join(scratch(t), "ledger.jsonl")
	if err := os.WriteFile(path, w.data, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if held, err := tryLock(f); held || err != nil {
		t.Fatal(held, err)
	}
	s := mustOpen(t, path)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.Append(ctx, ledger.Start, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("%v, want that it waits", err)
	}
	time.AfterFunc(20*time.Millisecond, func() { unlock(f) })
	wantEntries(t, s, w.entries)
}

func TestOpenErrors(t *testing.T) {
	dir := scratch(t)
	for _, tc := range []struct{ path, want string }{
		{filepath.Join(dir, "nowhere", "ledger.jsonl"), "there is no folder"},
		{dir, "a ledger is a file"},
	} {
		if _, err := Open(tc.path, Where{}); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", tc.path, err, tc.want)
		}
	}
	s := mustOpen(t, filepath.Join(dir, "ledger.jsonl"))
	s.Close()
	if _, err := s.Append(t.Context(), ledger.Start, nil); !errors.Is(err, os.ErrClosed) {
		t.Errorf("%v, want that it is closed", err)
	}
}

// TestLink: the ledger may be a link to where the backup looks.
func TestLink(t *testing.T) {
	dir := scratch(t)
	real, link := filepath.Join(dir, "real.jsonl"), filepath.Join(dir, "ledger.jsonl")
	if err := os.WriteFile(real, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	if _, err := mustOpen(t, link).Append(t.Context(), ledger.Start, []ledger.Entry{ledgertest.Entry(0)}); err != nil {
		t.Fatal(err)
	}
	wantEntries(t, mustOpen(t, real), []ledger.Entry{ledgertest.Entry(0)})
}

func TestRefusal(t *testing.T) {
	tracks := func(names ...string) func(string) (bool, error) {
		return func(p string) (bool, error) {
			for _, n := range names {
				if filepath.Base(p) == n {
					return true, nil
				}
			}
			return false, nil
		}
	}
	broken := func(string) (bool, error) { return false, errors.New("the index is broken") }
	for _, tc := range []struct {
		name  string
		where Where
		want  string // "" for no refusal
	}{
		{"here", Where{}, ""},
		{"not tracked", Where{Tracked: tracks("nadi.yaml")}, ""},
		{"CI", Where{CI: true}, "ledger.jsonl: a ledger in a file is for one machine, and this is a CI job"},
		{"CI, whatever git says", Where{CI: true, Tracked: broken}, "this is a CI job"},
		{"tracked", Where{Tracked: tracks("ledger.jsonl")}, "run `git rm -r --cached data/ledger.jsonl`"},
		{"words tracked", Where{Tracked: tracks("ledger.jsonl.payloads")}, "run `git rm -r --cached data/ledger.jsonl.payloads`"},
		{"no answer", Where{Tracked: broken}, "cannot find out whether git tracks ledger.jsonl: the index is broken"},
	} {
		err := Refusal("data/ledger.jsonl", tc.where)
		if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.want)
		}
		if _, opened := Open(filepath.Join(t.TempDir(), "ledger.jsonl"), tc.where); (opened == nil) != (tc.want == "") {
			t.Errorf("%s: Open: %v, want %q", tc.name, opened, tc.want)
		}
	}
}
