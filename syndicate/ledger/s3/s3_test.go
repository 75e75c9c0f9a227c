package s3_test

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"nadi/internal/bucket"
	"nadi/internal/bucket/buckettest"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
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

// long is an entry of about 100 kB, so that three fill a segment.
func long(n int) ledger.Entry {
	e := ledgertest.Entry(n)
	e.Reason = strings.Repeat("x", 100<<10)
	return e
}

// TestSegments: segments are closed when full and never written again, batches
// stay together, and every handle reads the same, from everywhere.
func TestSegments(t *testing.T) {
	t.Parallel()
	s := buckettest.New(t)
	a, b := open(t, s), open(t, s)
	at := []ledger.Position{ledger.Start}
	var want []ledger.Entry
	n := []int{0}
	closed := map[string]string{}
	for i := range 40 {
		batch := []ledger.Entry{long(2 * i), ledgertest.Entry(2*i + 1)}
		end, err := []*s3.Store{a, b}[i/3%2].Append(t.Context(), at[i], batch)
		if err != nil {
			t.Fatal(i, err)
		}
		at, want, n = append(at, end), append(want, batch...), append(n, len(want)+len(batch))
		for _, key := range s.Keys() {
			data, _ := s.Object(key)
			if was, ok := closed[key]; ok && was != string(data) {
				t.Fatalf("%s was written after it was full", key)
			}
			if len(data) >= 256<<10 {
				closed[key] = string(data)
			}
		}
	}
	if keys := s.Keys(); len(keys) != 14 || len(closed) != 13 || keys[0] != "ledger/log/000001.jsonl" || keys[13] != "ledger/log/000014.jsonl" {
		t.Errorf("%d of the segments %q are closed", len(closed), s.Keys())
	}
	for i := range at {
		for _, h := range []*s3.Store{a, open(t, s)} {
			var got []ledger.Entry
			end, err := h.Read(t.Context(), at[i], func(e ledger.Entry) error { got = append(got, e); return nil })
			if err != nil || end != at[40] || !slices.Equal(got, want[2*i:]) {
				t.Fatalf("from the position after append %d: %d entries up to %q, %v", i, len(got), end, err)
			}
			if i == 40 {
				continue
			}
			if _, err := h.Append(t.Context(), at[i], want[:1]); !errors.Is(err, ledger.ErrMoved) {
				t.Fatalf("an append at an old position: %v", err)
			}
		}
	}
}

// TestRequests: what a run costs. The price of a host is by the request.
func TestRequests(t *testing.T) {
	s := buckettest.New(t)
	h := open(t, s)
	count := func(what string, most int, do func() error) {
		t.Helper()
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
	count("a first look", 2, read)
	count("a first append, with the proof", 12, write)
	count("a look without news", 1, read)
	count("an append", 1, write)
	for range 3 {
		if _, err := h.Append(t.Context(), at, []ledger.Entry{long(1)}); err == nil {
			count("reading on", 3, read)
		}
	}
	count("a look without news at a full segment", 3, read)
	count("an append to a new segment", 1, write)
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

// TestCareless: nothing is ever written to a log on a server that ignores
// conditions.
func TestCareless(t *testing.T) {
	s := buckettest.New(t)
	s.Careless()
	h := open(t, s)
	for range 2 {
		if _, err := h.Append(t.Context(), ledger.Start, []ledger.Entry{ledgertest.Entry(1)}); !errors.Is(err, bucket.ErrUnconditional) {
			t.Errorf("appended: %v", err)
		}
	}
	if keys := s.Keys(); len(keys) != 0 {
		t.Errorf("written: %q", keys)
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
