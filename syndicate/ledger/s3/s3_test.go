package s3_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"nadi/internal/bucket"
	"nadi/internal/bucket/buckettest"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
	"nadi/syndicate/ledger/line"
	"nadi/syndicate/ledger/s3"
)

func nonce() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

func open(t *testing.T, s *buckettest.Server) *s3.Store {
	t.Helper()
	h, err := s3.Open(s3.Options{Place: s.Place("ledger"), Env: s.Env, Transport: s.Transport(), Nonce: nonce})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestContract(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(*buckettest.Server){"plain": func(*buckettest.Server) {}, "versioned": (*buckettest.Server).Versioned} {
		t.Run(name, func(t *testing.T) {
			ledgertest.Run(t, ledgertest.Suite{New: func(t *testing.T) ledgertest.Open {
				s := buckettest.New(t)
				prepare(s)
				return func() (ledger.Store, error) {
					return s3.Open(s3.Options{Place: s.Place("ledger"), Env: s.Env, Transport: s.Transport(), Nonce: nonce})
				}
			}})
		})
	}
}

// TestContractUnsteady runs the suite with a server of which each sixth answer
// is lost, half of them after it has acted, or is "later". Nobody may notice.
func TestContractUnsteady(t *testing.T) {
	t.Parallel()
	ledgertest.Run(t, ledgertest.Suite{Slow: true, New: func(t *testing.T) ledgertest.Open {
		s := buckettest.New(t)
		var mu sync.Mutex
		n := 0
		s.Fault(func(r *http.Request) (f buckettest.Fault) {
			mu.Lock()
			defer mu.Unlock()
			if n++; n%6 != 0 || strings.Contains(r.URL.String(), "probe") { // the proof is many requests, and all of them must be answered
				return f
			}
			return []buckettest.Fault{{Lost: true}, {Lost: true, Acted: true}, {Status: 503, Code: "SlowDown"}}[n/6%3]
		})
		return func() (ledger.Store, error) {
			return s3.Open(s3.Options{Place: s.Place("ledger"), Env: s.Env, Transport: s.Transport(), Nonce: nonce})
		}
	}})
}

// TestServer runs the suite against a real server: NADI_S3 is its place,
// s3://BUCKET/PREFIX?endpoint=…, and the keys are in AWS_…. test/deploys does.
func TestServer(t *testing.T) {
	t.Parallel()
	where := os.Getenv("NADI_S3")
	if where == "" {
		t.Skip("NADI_S3 names no bucket; test/deploys starts a server and sets it")
	}
	ledgertest.Run(t, ledgertest.Suite{New: func(t *testing.T) ledgertest.Open {
		o := s3.Options{Place: below(where, nonce()), Env: os.Getenv, Transport: http.DefaultTransport, Nonce: nonce}
		return func() (ledger.Store, error) { return s3.Open(o) }
	}})
}

// below is a folder in a place.
func below(where, folder string) string {
	place, query, _ := strings.Cut(where, "?")
	return strings.TrimSuffix(place, "/") + "/" + folder + "?" + query
}

func entries(t *testing.T, h ledger.Store) (all []ledger.Entry, end ledger.Position) {
	t.Helper()
	end, err := h.Read(t.Context(), ledger.Start, func(e ledger.Entry) error { all = append(all, e); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return all, end
}

// group is the size of a segment; it is part of the format.
const group = 512

func key(n int) string     { return fmt.Sprintf("ledger/log/%010d.jsonl", n) }
func segment(n int) string { return fmt.Sprintf("ledger/segments/%010d.jsonl", n) }

// seeded is a server with so many appends, of two entries each, as others left
// them, and without segments.
func seeded(t *testing.T, n int) (s *buckettest.Server, want []ledger.Entry) {
	t.Helper()
	s = buckettest.New(t)
	for i := 1; i <= n; i++ {
		batch := []ledger.Entry{ledgertest.Entry(2 * i), ledgertest.Entry(2*i + 1)}
		data, err := line.Encode(batch)
		if err != nil {
			t.Fatal(err)
		}
		s.Write(key(i), line.Mark(data, nonce()))
		want = append(want, batch...)
	}
	return s, want
}

// joined is what the segment that ends with a number must hold.
func joined(s *buckettest.Server, last int) (all []byte) {
	for i := last - group + 1; i <= last; i++ {
		data, _ := s.Object(key(i))
		all = append(all, data...)
	}
	return all
}

// TestSegments: who reads a whole group makes its segment, who writes the last
// append of one does, and everybody reads the same, with few requests.
func TestSegments(t *testing.T) {
	t.Parallel()
	s, want := seeded(t, 2*group-2)
	a, b := open(t, s), open(t, s)
	all, at := entries(t, a)
	if !slices.Equal(all, want) {
		t.Fatalf("%d entries, want %d", len(all), len(want))
	}
	for i := range 4 {
		e := ledgertest.Entry(i)
		end, err := []*s3.Store{a, b}[i%2].Append(t.Context(), at, []ledger.Entry{e})
		if err != nil {
			t.Fatal(i, err)
		}
		at, want = end, append(want, e)
	}
	for _, n := range []int{group, 2 * group} {
		if data, _ := s.Object(segment(n)); !bytes.Equal(data, joined(s, n)) {
			t.Errorf("segment %d has %d bytes, want %d", n, len(data), len(joined(s, n)))
		}
	}
	s.Requests()
	c := open(t, s)
	all, end := entries(t, c)
	if !slices.Equal(all, want) || end != at {
		t.Errorf("%d entries up to %q, want %d up to %q", len(all), end, len(want), at)
	}
	if log := s.Requests(); len(log) > 7 { // two lists, two segments, two appends, and the one that is not there
		t.Errorf("reading takes %q", log)
	}
	if _, err := c.Append(t.Context(), end, want[:1]); err != nil {
		t.Error(err)
	}
}

// TestSegmentMissing: a segment that nobody could make is read append by
// append, and made then.
func TestSegmentMissing(t *testing.T) {
	t.Parallel()
	s, want := seeded(t, 2*group+3)
	s.Write(segment(2*group), joined(s, 2*group))
	s.Fault(func(r *http.Request) (f buckettest.Fault) {
		if r.Method == "PUT" {
			f = buckettest.Fault{Status: 403, Code: "AccessDenied"}
		}
		return f
	})
	for range 2 {
		if all, _ := entries(t, open(t, s)); !slices.Equal(all, want) {
			t.Errorf("%d entries, want %d", len(all), len(want))
		}
		s.Fault(nil)
	}
	if data, _ := s.Object(segment(group)); !bytes.Equal(data, joined(s, group)) {
		t.Errorf("the segment has %d bytes", len(data))
	}
}

// TestEverywhere reads and appends from positions of others that lie far back.
func TestEverywhere(t *testing.T) {
	t.Parallel()
	s, want := seeded(t, group+40)
	_, end := entries(t, open(t, s))
	for _, n := range []int{1, 2, group - 1, group, group + 1, group + 39} {
		data, _ := s.Object(key(n))
		sum := sha256.Sum256(data)
		at := ledger.Position(fmt.Sprintf("%d-%x", n, sum[:16]))
		h := open(t, s)
		if _, err := h.Append(t.Context(), at, want[:1]); !errors.Is(err, ledger.ErrMoved) {
			t.Errorf("an append at %d: %v", n, err)
		}
		if _, err := h.Append(t.Context(), at, nil); !errors.Is(err, ledger.ErrMoved) {
			t.Errorf("an append of nothing at %d: %v", n, err)
		}
		var got []ledger.Entry
		now, err := h.Read(t.Context(), at, func(e ledger.Entry) error { got = append(got, e); return nil })
		if err != nil || now != end || !slices.Equal(got, want[2*n:]) {
			t.Errorf("from %d: %d entries up to %q, %v", n, len(got), now, err)
		}
	}
}

// TestNothing: an append of nothing tells whether it stands at the end.
func TestNothing(t *testing.T) {
	s := buckettest.New(t)
	a, b := open(t, s), open(t, s)
	if at, err := a.Append(t.Context(), ledger.Start, nil); err != nil || at != ledger.Start {
		t.Errorf("at the start of nothing: %q, %v", at, err)
	}
	at := must(b.Append(t.Context(), ledger.Start, []ledger.Entry{ledgertest.Entry(1)}))(t)
	if _, err := a.Append(t.Context(), ledger.Start, nil); !errors.Is(err, ledger.ErrMoved) {
		t.Errorf("at the start of something: %v", err)
	}
	if end, err := a.Append(t.Context(), at, nil); err != nil || end != at {
		t.Errorf("at the end: %q, %v", end, err)
	}
}

// TestRequests: what a run costs. The price of a host is by the request.
func TestRequests(t *testing.T) {
	s := buckettest.New(t)
	h := open(t, s)
	count := func(what string, most int, do func() error) {
		t.Helper()
		time.Sleep(50 * time.Millisecond) // what was called off may still reach the server
		s.Requests()
		if err := do(); err != nil {
			t.Fatal(err)
		}
		if log := s.Requests(); len(log) > most {
			t.Errorf("%s takes %d requests, want at most %d: %q", what, len(log), most, log)
		}
	}
	var at ledger.Position
	read := func() (err error) {
		at, err = h.Read(t.Context(), at, func(ledger.Entry) error { return nil })
		return err
	}
	write := func() (err error) {
		at, err = h.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(1)})
		return err
	}
	count("a first look", 3, read)
	count("a first append, with the proof", 15, write)
	count("a look without news", 1, read)
	count("an append", 2, write)
	other := open(t, s)
	for range 3 {
		_, end := entries(t, other)
		must(other.Append(t.Context(), end, []ledger.Entry{ledgertest.Entry(2)}))(t)
	}
	count("reading on", 7, read)
	count("an append after reading", 2, write)
}

// TestReaders: who only looks needs no right to write.
func TestReaders(t *testing.T) {
	s := buckettest.New(t)
	if _, err := open(t, s).Append(t.Context(), ledger.Start, []ledger.Entry{ledgertest.Entry(1)}); err != nil {
		t.Fatal(err)
	}
	s.Fault(func(r *http.Request) (f buckettest.Fault) {
		if r.Method != "GET" {
			f = buckettest.Fault{Status: 403, Code: "AccessDenied"}
		}
		return f
	})
	h := open(t, s)
	all, at := entries(t, h)
	if len(all) != 1 {
		t.Errorf("%d entries", len(all))
	}
	if _, err := h.Append(t.Context(), at, all); err == nil || !strings.Contains(err.Error(), "s3:PutObject") || errors.Is(err, ledger.ErrMoved) {
		t.Errorf("appended without the right to: %v", err)
	}
}

// TestRefused: nothing is ever written to a log on a server that ignores
// conditions, or keeps to them in two steps.
func TestRefused(t *testing.T) {
	for name, prepare := range map[string]func(*buckettest.Server){"careless": (*buckettest.Server).Careless, "racy": (*buckettest.Server).Racy} {
		s := buckettest.New(t)
		prepare(s)
		h := open(t, s)
		for range 2 {
			if _, err := h.Append(t.Context(), ledger.Start, []ledger.Entry{ledgertest.Entry(1)}); !errors.Is(err, bucket.ErrUnconditional) {
				t.Errorf("%s: appended: %v", name, err)
			}
		}
		if keys := s.Keys(); len(keys) != 0 {
			t.Errorf("%s: written: %q", name, keys)
		}
	}
}

// TestErasedForGood: a payload that was replaced leaves no older version.
func TestErasedForGood(t *testing.T) {
	s := buckettest.New(t)
	s.Versioned()
	h := open(t, s)
	for i := range 3 {
		if err := h.PutPayload(t.Context(), "a", fmt.Append(nil, "words ", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.ErasePayload(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if keys := s.Keys(); len(keys) != 0 {
		t.Errorf("left are %q", keys)
	}
}
