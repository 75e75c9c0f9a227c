package file

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
	"nadi/syndicate/ledger/line"
)

// scratch is a temporary folder, in memory where there is one: these tests
// wait for the disk some thousand times.
func scratch(t *testing.T) string {
	dir, err := os.MkdirTemp("/dev/shm", "nadi-ledger-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func mustOpen(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path, Where{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func readAll(t *testing.T, s *Store) ([]ledger.Entry, ledger.Position) {
	t.Helper()
	var got []ledger.Entry
	at, err := s.Read(t.Context(), ledger.Start, func(e ledger.Entry) error { got = append(got, e); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return got, at
}

func wantEntries(t *testing.T, s *Store, want []ledger.Entry) ledger.Position {
	t.Helper()
	got, at := readAll(t, s)
	if !slices.Equal(want, got) {
		t.Fatalf("-want +got:\n%s", cmp.Diff(want, got))
	}
	return at
}

// written is a log of several appends: its bytes, its entries, and where each
// append ends and how many entries there are then.
type written struct {
	data    []byte
	entries []ledger.Entry
	ends    map[int]int // bytes → entries
}

func writeLog(t *testing.T, sizes ...int) written {
	w := written{ends: map[int]int{0: 0}}
	path := filepath.Join(scratch(t), "ledger.jsonl")
	s := mustOpen(t, path)
	at := ledger.Start
	for _, n := range sizes {
		var batch []ledger.Entry
		for range n {
			e := ledgertest.Entry(len(w.entries) + len(batch))
			e.Reason = `नाड़ी "q"`
			batch = append(batch, e)
		}
		var err error
		if at, err = s.Append(t.Context(), at, batch); err != nil {
			t.Fatal(err)
		}
		w.entries = append(w.entries, batch...)
		if w.data, err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
		w.ends[len(w.data)] = len(w.entries)
	}
	return w
}

// whole is how many entries a log has that was cut after n bytes.
func (w written) whole(n int) int {
	if k, ok := w.ends[n+1]; ok { // only the last line end is missing
		return k
	}
	for ; ; n-- {
		if k, ok := w.ends[n]; ok {
			return k
		}
	}
}

// TestCutAnywhere cuts a log after every byte. What was appended together is
// there together or not at all, and the next append finds its place.
func TestCutAnywhere(t *testing.T) {
	w := writeLog(t, 1, 3, 1, 2)
	path := filepath.Join(scratch(t), "ledger.jsonl")
	next := ledgertest.Entry(99)
	for n := range len(w.data) + 1 {
		if err := os.WriteFile(path, w.data[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		s := mustOpen(t, path)
		want := w.entries[:w.whole(n):w.whole(n)]
		at := wantEntries(t, s, want)
		other := mustOpen(t, path) // has not read
		if _, err := other.Append(t.Context(), at, []ledger.Entry{next}); err != nil {
			t.Fatalf("after %d bytes: %v", n, err)
		}
		for _, s := range []*Store{s, other, mustOpen(t, path)} {
			wantEntries(t, s, append(want, next))
			s.Close()
		}
	}
}

// TestCutWhileOpen cuts an append that another process made and lost.
func TestCutWhileOpen(t *testing.T) {
	w := writeLog(t, 2, 1)
	path := filepath.Join(scratch(t), "ledger.jsonl")
	line := w.data[bytes.LastIndexByte(w.data[:len(w.data)-1], '\n')+1:]
	s := mustOpen(t, path)
	for n := range line {
		if err := os.WriteFile(path, w.data, 0o600); err != nil {
			t.Fatal(err)
		}
		s := mustOpen(t, path)
		at := wantEntries(t, s, w.entries)
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(line[:n]); err != nil {
			t.Fatal(err)
		}
		f.Close()
		want := w.entries
		if n == len(line)-1 {
			want = append(want[:3:3], w.entries[2])
		}
		if end := wantEntries(t, s, want); n < len(line)-1 && end != at {
			t.Fatalf("the position moves from %q to %q although nothing was appended", at, end)
		} else if _, err := s.Append(t.Context(), end, []ledger.Entry{ledgertest.Entry(9)}); err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
	s.Close()
}

// TestZeros: a power failure may leave zeros where the last line was to be.
func TestZeros(t *testing.T) {
	w := writeLog(t, 1, 1)
	for _, tail := range []string{"\x00", strings.Repeat("\x00", 5000), `{"v":1,"t":"2026` + strings.Repeat("\x00", 300)} {
		path := filepath.Join(scratch(t), "ledger.jsonl")
		if err := os.WriteFile(path, append(w.data[:len(w.data):len(w.data)], tail...), 0o600); err != nil {
			t.Fatal(err)
		}
		s := mustOpen(t, path)
		at := wantEntries(t, s, w.entries)
		if _, err := s.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(7)}); err != nil {
			t.Fatal(err)
		}
		wantEntries(t, mustOpen(t, path), append(w.entries[:2:2], ledgertest.Entry(7)))
	}
}

// faulty fails the nth change. A write that fails has written half.
type faulty struct {
	handle
	failAt, n int
	stuck     bool // everything after it fails, too
}

var errDisk = errors.New("no space left on device")

func (f *faulty) fails() bool {
	f.n++
	return f.n == f.failAt || f.stuck && f.n > f.failAt
}

func (f *faulty) WriteAt(p []byte, off int64) (int, error) {
	if f.fails() {
		n, _ := f.handle.WriteAt(p[:len(p)/2], off)
		return n, errDisk
	}
	return f.handle.WriteAt(p, off)
}

func (f *faulty) Truncate(n int64) error {
	if f.fails() {
		return errDisk
	}
	return f.handle.Truncate(n)
}

func (f *faulty) Sync() error {
	if f.fails() {
		return errDisk
	}
	return f.handle.Sync()
}

// TestFaults lets each change of an append fail, alone and with all that come
// after it. A failed append has added nothing that anybody can read.
func TestFaults(t *testing.T) {
	w := writeLog(t, 1, 2)
	torn := append(w.data[:len(w.data):len(w.data)], `{"v":1,"t":`...)
	for _, stuck := range []bool{false, true} {
		failed := 0
		for n := 1; ; n++ {
			path := filepath.Join(scratch(t), "ledger.jsonl")
			if err := os.WriteFile(path, torn, 0o600); err != nil {
				t.Fatal(err)
			}
			s := mustOpen(t, path)
			f := &faulty{failAt: n, stuck: stuck}
			s.wrap = func(h handle) handle { f.handle = h; return f }
			batch := []ledger.Entry{ledgertest.Entry(3), ledgertest.Entry(4)}
			_, err := s.Append(t.Context(), ledger.Position(fmt.Sprint(len(w.data))), batch)
			if f.n < n {
				wantEntries(t, s, append(w.entries[:3:3], batch...))
				break
			}
			failed++
			if !errors.Is(err, errDisk) || !strings.Contains(err.Error(), "ledger.jsonl: cannot ") {
				t.Fatalf("change %d fails: %v", n, err)
			}
			certain := strings.Contains(err.Error(), "nothing was written") && !strings.Contains(err.Error(), "not certain")
			f.failAt = 0 // the disk is well again
			f.stuck = false
			for _, s := range []*Store{s, mustOpen(t, path)} {
				if certain {
					wantEntries(t, s, w.entries)
				}
				got, at := readAll(t, s)
				if len(got) != 3 && len(got) != 5 {
					t.Fatalf("change %d fails: half an append is read: %v", n, got)
				}
				if s.name == path && len(got) == 3 {
					if _, err := s.Append(t.Context(), at, batch); err != nil {
						t.Fatal(err)
					}
					w2 := append(w.entries[:3:3], batch...)
					wantEntries(t, mustOpen(t, path), w2)
					break
				}
			}
		}
		if failed < 4 {
			t.Fatalf("only %d changes could fail", failed)
		}
	}
}

// recorder knows what the disk surely has.
type recorder struct {
	handle
	path string
	disk []byte
}

func (r *recorder) Sync() error {
	data, err := os.ReadFile(r.path)
	r.disk = data
	return errors.Join(err, r.handle.Sync())
}

// TestDurable: what Append has confirmed and what Read has shown is on the
// disk, whoever wrote it.
func TestDurable(t *testing.T) {
	path := filepath.Join(scratch(t), "ledger.jsonl")
	r := &recorder{path: path}
	s := mustOpen(t, path)
	s.wrap = func(h handle) handle { r.handle = h; return r }
	at := ledger.Start
	for i := range 4 {
		var err error
		if at, err = s.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(i)}); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(len(r.disk)) != string(at) {
			t.Fatalf("Append returns at %s when the disk has %d bytes", at, len(r.disk))
		}
		data, err := line.Encode([]ledger.Entry{ledgertest.Entry(100 + i)}) // another process writes, and is killed before its fsync
		if err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Write(data)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		if _, at = readAll(t, s); fmt.Sprint(len(r.disk)) != string(at) {
			t.Fatalf("Read shows %s bytes when the disk has %d", at, len(r.disk))
		}
	}
}

// TestKill kills a process that writes in a loop, again and again. Everything
// that it had been told was written is there, in order, and at most one more.
func TestKill(t *testing.T) {
	if path := os.Getenv("NADI_TEST_LEDGER"); path != "" {
		writeForEver(t, path)
	}
	path := filepath.Join(scratch(t), "ledger.jsonl")
	total := 0
	for round := range 8 {
		told := killed(t, path, time.Duration(1+2*round)*time.Millisecond)
		s := mustOpen(t, path)
		got, _ := readAll(t, s)
		if len(got)%3 != 0 || len(got) < 3*told || len(got) > 3*told+3 || told < total {
			t.Fatalf("round %d: %d entries are there, %d appends of 3 were confirmed, after %d in the round before", round, len(got), told, total)
		}
		for i, e := range got {
			if e != ledgertest.Entry(i) {
				t.Fatalf("entry %d is %v", i, e)
			}
		}
		total = told
		s.Close()
	}
	if total < 20 {
		t.Fatalf("only %d appends in all; the test proves nothing", total)
	}
}

// killed lets a child write for a while and returns the number of appends of
// the log that were confirmed in the end.
func killed(t *testing.T, path string, after time.Duration) (told int) {
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKill$")
	cmd.Env = append(os.Environ(), "NADI_TEST_LEDGER="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, err := fmt.Sscanf(lines.Text(), "told %d", &told); err != nil {
			t.Fatalf("the child says %q", lines.Text())
		}
		if after > 0 {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
			after = 0
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
	return told
}

func writeForEver(t *testing.T, path string) {
	s := mustOpen(t, path)
	got, at := readAll(t, s)
	for n := len(got); ; n += 3 {
		fmt.Printf("told %d\n", n/3)
		var err error
		if at, err = s.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(n), ledgertest.Entry(n + 1), ledgertest.Entry(n + 2)}); err != nil {
			fmt.Println(err)
			os.Exit(3)
		}
	}
}

// TestKilledPayload: what a killed PutPayload left is erased with the payload.
func TestKilledPayload(t *testing.T) {
	path := filepath.Join(scratch(t), "ledger.jsonl")
	s := mustOpen(t, path)
	for _, name := range []string{"a", "a-b"} {
		if err := s.PutPayload(t.Context(), name, []byte("words")); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folderOf(path), unfinished(name, "123")), []byte("wor"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.ErasePayload(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	var left []string
	entries, err := os.ReadDir(folderOf(path))
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if want := []string{".a-b.123", "a-b"}; err != nil || !cmp.Equal(left, want) {
		t.Errorf("%v are left, %v, want %v", left, err, want)
	}
}

// TestModes: nobody else on the machine reads what is not public yet.
func TestModes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	s := mustOpen(t, path)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opening makes a file: %v", err)
	}
	readAll(t, s)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading makes a file: %v", err)
	}
	if _, err := s.Append(t.Context(), ledger.Start, []ledger.Entry{ledgertest.Entry(1)}); err != nil {
		t.Fatal(err)
	}
	if err := s.PutPayload(t.Context(), "a", []byte("words")); err != nil {
		t.Fatal(err)
	}
	if !posix {
		return
	}
	for p, want := range map[string]fs.FileMode{path: 0o600, folderOf(path): fs.ModeDir | 0o700, filepath.Join(folderOf(path), "a"): 0o600} {
		if info, err := os.Stat(p); err != nil || info.Mode() != want {
			t.Errorf("%s has mode %v, %v, want %v", filepath.Base(p), info.Mode(), err, want)
		}
	}
}
