package s3_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"nadi/internal/bucket/buckettest"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
	"nadi/syndicate/ledger/s3"
)

// begun is a server with a log of one entry and a handle that may append.
func begun(t *testing.T) (*buckettest.Server, *s3.Store, ledger.Position) {
	t.Helper()
	s := buckettest.New(t)
	h := open(t, s)
	at, err := h.Append(t.Context(), ledger.Start, []ledger.Entry{ledgertest.Entry(0)})
	if err != nil {
		t.Fatal(err)
	}
	return s, h, at
}

// writes makes faults of the first writes to the log, one after another.
func writes(s *buckettest.Server, faults ...buckettest.Fault) *atomic.Int32 {
	n := &atomic.Int32{}
	s.Fault(func(r *http.Request) (f buckettest.Fault) {
		if r.Method == "PUT" && strings.Contains(r.URL.Path, "/log/") {
			if i := int(n.Add(1)) - 1; i < len(faults) {
				f = faults[i]
			}
		}
		return f
	})
	return n
}

// TestLostAnswer: whatever happens to a request or its answer, a write that was
// done counts as done, once, and one that was not is done.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string][]buckettest.Fault{
		"answer lost":          {{Lost: true, Acted: true}},
		"request lost":         {{Lost: true}},
		"request lost thrice":  {{Lost: true}, {Lost: true}, {Lost: true}},
		"later":                {{Status: 503, Code: "SlowDown"}},
		"conflict":             {{Status: 409, Code: "ConditionalRequestConflict"}},
		"conflict, then lost":  {{Status: 409, Code: "ConditionalRequestConflict"}, {Lost: true, Acted: true}},
		"a wrong 412":          {{Status: 412, Code: "PreconditionFailed"}},
		"internal error":       {{Status: 500, Code: "InternalError"}},
		"a first one mistaken": {{Lost: true}, {Lost: true, Acted: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, last := range []ledger.Entry{ledgertest.Entry(1), long(1)} { // to a segment, and to a new one
				s, h, at := begun(t)
				for range 2 {
					at = must(h.Append(t.Context(), at, []ledger.Entry{long(2), last}))(t)
				}
				before, _ := entries(t, h)
				writes(s, faults...)
				end := must(h.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(7), ledgertest.Entry(8)}))(t)
				for _, h := range []*s3.Store{h, open(t, s)} {
					if all, now := entries(t, h); len(all) != len(before)+2 || now != end {
						t.Errorf("%d entries after %d and two; the end is %q and %q was said", len(all), len(before), now, end)
					}
				}
			}
		})
	}
}

func must(at ledger.Position, err error) func(*testing.T) ledger.Position {
	return func(t *testing.T) ledger.Position {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
}

// TestEcho: a proxy repeats our request, and we get the answer to the second
// one, that somebody was quicker. It was us.
func TestEcho(t *testing.T) {
	t.Parallel()
	s, h, at := begun(t)
	var first atomic.Bool
	echo := transport(func(r *http.Request) (*http.Response, error) {
		if r.Method == "PUT" && strings.Contains(r.URL.Path, "/log/") && first.CompareAndSwap(false, true) {
			twin := r.Clone(r.Context())
			body := read(t, r)
			r.Body, twin.Body = body(), body()
			if resp, err := s.Transport().RoundTrip(twin); err != nil || resp.StatusCode != 200 {
				t.Errorf("the first of two: %v, %v", resp, err)
			}
		}
		return s.Transport().RoundTrip(r)
	})
	other, err := s3.Open(s3.Options{Place: s.Place("ledger"), Env: s.Env, Transport: echo, Nonce: nonce})
	if err != nil {
		t.Fatal(err)
	}
	end := must(other.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(1)}))(t)
	if all, now := entries(t, h); len(all) != 2 || now != end || !first.Load() {
		t.Errorf("%d entries; the end is %q, and %q was said", len(all), now, end)
	}
}

// TestTwins: two handles append the very same entries at the same place, and
// the answers of both are lost. One of them has won, and the other knows.
func TestTwins(t *testing.T) {
	t.Parallel()
	for _, start := range []bool{true, false} {
		s, a, at := begun(t)
		if start {
			s = buckettest.New(t)
			a, at = open(t, s), ledger.Start
		}
		b := open(t, s)
		same := []ledger.Entry{ledgertest.Entry(1), ledgertest.Entry(2)}
		s.Fault(func(r *http.Request) (f buckettest.Fault) {
			return buckettest.Fault{Lost: r.Method == "PUT" && strings.Contains(r.URL.Path, "/log/"), Acted: true}
		})
		_, errA := a.Append(t.Context(), at, same)
		_, errB := b.Append(t.Context(), at, same)
		if errA != nil || !errors.Is(errB, ledger.ErrMoved) {
			t.Errorf("the first of two: %v; the second: %v", errA, errB)
		}
	}
}

// TestOvertaken: our answer was lost, and others appended before we looked.
func TestOvertaken(t *testing.T) {
	t.Parallel()
	s, h, at := begun(t)
	other := open(t, s)
	_, from := entries(t, other)
	if from != at {
		t.Fatal(from)
	}
	overtake := func(f buckettest.Fault) {
		n := 0
		s.Fault(func(r *http.Request) buckettest.Fault {
			if r.Method == "PUT" && strings.Contains(r.URL.Path, "/log/") {
				n++
				if n == 1 {
					return f
				}
			}
			if r.Method == "GET" && n == 1 { // our looking waits until the other is done
				n++
				_, end := entries(t, other)
				if _, err := other.Append(t.Context(), end, []ledger.Entry{long(9), long(9), long(9)}); err != nil {
					t.Error(err)
				}
			}
			return buckettest.Fault{}
		})
	}
	overtake(buckettest.Fault{Lost: true, Acted: true})
	end := must(h.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(1)}))(t)
	all, at := entries(t, h)
	if len(all) != 5 || at == end {
		t.Fatalf("%d entries", len(all))
	}
	var rest int
	if _, err := h.Read(t.Context(), end, func(ledger.Entry) error { rest++; return nil }); err != nil || rest != 3 {
		t.Errorf("%d entries after ours, %v", rest, err)
	}
	overtake(buckettest.Fault{Lost: true})
	if _, err := h.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(1)}); !errors.Is(err, ledger.ErrMoved) {
		t.Errorf("overtaken: %v", err)
	}
	if all, _ := entries(t, h); len(all) != 8 {
		t.Errorf("%d entries", len(all))
	}
}

// TestLate: a request takes effect long after its sender has given up. What
// was moved stays moved, and nothing is there twice.
func TestLate(t *testing.T) {
	t.Parallel()
	s, h, at := begun(t)
	hold := make(chan struct{})
	late := buckettest.Fault{Lost: true, Acted: true, Hold: hold}
	writes(s, late, late)
	end := must(h.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(1)}))(t)
	close(hold)
	time.Sleep(50 * time.Millisecond) // the late ones come, and are refused
	if all, now := entries(t, open(t, s)); len(all) != 2 || now != end {
		t.Errorf("%d entries; the end is %q, and %q was said", len(all), now, end)
	}

	hold = make(chan struct{})
	late.Hold = hold
	writes(s, late, late, late, late)
	if _, err := h.Append(t.Context(), end, []ledger.Entry{ledgertest.Entry(2)}); err == nil || errors.Is(err, ledger.ErrMoved) || !strings.Contains(err.Error(), "unknown") {
		t.Errorf("never answered: %v", err)
	}
	close(hold)
	for range 100 {
		if all, _ := entries(t, h); len(all) == 3 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(50 * time.Millisecond)
	if all, _ := entries(t, h); len(all) != 3 || all[2] != ledgertest.Entry(2) {
		t.Errorf("%d entries", len(all))
	}
}

// TestStopped: somebody presses Ctrl-C while the write is under way.
func TestStopped(t *testing.T) {
	t.Parallel()
	for _, acted := range []bool{true, false} {
		s, h, at := begun(t)
		ctx, cancel := context.WithCancel(t.Context())
		s.Fault(func(r *http.Request) (f buckettest.Fault) {
			if r.Method == "PUT" {
				cancel()
				f = buckettest.Fault{Lost: true, Acted: acted}
			}
			return f
		})
		_, err := h.Append(ctx, at, []ledger.Entry{ledgertest.Entry(1)})
		all, _ := entries(t, h)
		if (err == nil) != acted || len(all) == 2 != acted || errors.Is(err, ledger.ErrMoved) || err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("acted %v: %v, and %d entries", acted, err, len(all))
		}
	}
}

// TestDown: what is not there is no empty ledger, and nothing is said that
// nobody knows.
func TestDown(t *testing.T) {
	t.Parallel()
	s, h, at := begun(t)
	s.Fault(func(*http.Request) buckettest.Fault { return buckettest.Fault{Lost: true} })
	if _, err := h.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(1)}); err == nil || errors.Is(err, ledger.ErrMoved) || !strings.Contains(err.Error(), "unknown") {
		t.Errorf("appended: %v", err)
	}
	if _, err := open(t, s).Read(t.Context(), ledger.Start, nil); err == nil || !strings.Contains(err.Error(), "cannot be reached") {
		t.Errorf("read: %v", err)
	}
	s.Fault(nil)
	if all, _ := entries(t, h); len(all) != 1 {
		t.Errorf("%d entries", len(all))
	}
}
