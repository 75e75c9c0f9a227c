package s3_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"nadi/internal/bucket/buckettest"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
	"nadi/syndicate/ledger/line"
	"nadi/syndicate/ledger/s3"
)

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func read(t *testing.T, r *http.Request) func() io.ReadCloser {
	t.Helper()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return func() io.ReadCloser { return io.NopCloser(bytes.NewReader(data)) }
}

// filled is a log of one segment and four appends after it. The handle and the
// position know its end.
func filled(t *testing.T) (*buckettest.Server, *s3.Store, ledger.Position) {
	s, _ := seeded(t, group+4)
	h := open(t, s)
	_, at := entries(t, h)
	if data, _ := s.Object(segment(group)); len(data) == 0 {
		t.Fatal("there is no segment")
	}
	return s, h, at
}

// TestDamage: a log that is not what it was stops everything, by name; it is
// never taken for a shorter one.
func TestDamage(t *testing.T) {
	t.Parallel()
	const end = group + 4
	name := func(key string) string { return key[len("ledger/"):] }
	for what, c := range map[string]struct {
		damage func(*buckettest.Server)
		words  string
		knows  bool // only who knew the log before can notice
	}{
		"last one taken away":      {func(s *buckettest.Server) { s.Remove(key(end)) }, name(key(end)), true},
		"all taken away":           {func(s *buckettest.Server) { remove(s, s.Keys()...) }, "log/0000000", true},
		"begun anew":               {func(s *buckettest.Server) { remove(s, s.Keys()...); lines(t, s, key(1), 1) }, "log/0000000", true},
		"another last one":         {func(s *buckettest.Server) { lines(t, s, key(end), 2) }, name(key(end)), true},
		"a letter of the last":     {func(s *buckettest.Server) { change(s, key(end), "hi", "en") }, name(key(end)), true},
		"segment and first gone":   {func(s *buckettest.Server) { remove(s, segment(group), key(1)) }, name(key(1)), false},
		"group gone":               {func(s *buckettest.Server) { remove(s, segment(group)); expire(s, group) }, name(key(1)), false},
		"one between taken away":   {func(s *buckettest.Server) { remove(s, key(group+2)) }, name(key(group + 2)), false},
		"shortened":                {func(s *buckettest.Server) { cut(s, key(group+2), 1) }, name(key(group+2)) + ":1", false},
		"emptied":                  {func(s *buckettest.Server) { cut(s, key(group+2), 0) }, name(key(group+2)) + ":1", false},
		"a line cut":               {func(s *buckettest.Server) { cut(s, key(group+2), -7) }, name(key(group+2)) + ":1", false},
		"an append too many":       {func(s *buckettest.Server) { lines(t, s, key(group+2), 1, 1) }, name(key(group+2)) + ":2", false},
		"a line of a stranger":     {func(s *buckettest.Server) { change(s, key(group+2), `{"v":1`, `{"w":1`) }, name(key(group+2)) + ":1", false},
		"a newer format":           {func(s *buckettest.Server) { change(s, key(group+2), `{"v":1`, `{"v":2`) }, "newer Nadi", false},
		"segment shortened":        {func(s *buckettest.Server) { cut(s, segment(group), 1022) }, name(segment(group)) + ":1022", false},
		"segment cut in an append": {func(s *buckettest.Server) { cut(s, segment(group), 1023) }, name(segment(group)) + ":1023", false},
		"segment garbled":          {func(s *buckettest.Server) { change(s, segment(group), `{"v":1`, `{"w":1`) }, name(segment(group)) + ":1", false},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s, old, at := filled(t)
			c.damage(s)
			before := s.Keys()
			for who, h := range map[string]ledger.Store{"old": old, "new": open(t, s)} {
				if who == "new" && c.knows {
					continue
				}
				if _, err := h.Read(t.Context(), ledger.Start, func(ledger.Entry) error { return nil }); err == nil || !strings.Contains(err.Error(), c.words) || !strings.Contains(err.Error(), "riverside-news") {
					t.Errorf("%s handle reads: %v", who, err)
				}
			}
			for who, h := range map[string]ledger.Store{"old": old, "new": open(t, s)} {
				if _, err := h.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(1)}); c.knows && (err == nil || errors.Is(err, ledger.ErrMoved) || !strings.Contains(err.Error(), name(key(end)))) {
					t.Errorf("%s handle appends: %v", who, err)
				}
				if !c.knows {
					break
				}
				if _, err := open(t, s).Read(t.Context(), at, nil); err == nil || !strings.Contains(err.Error(), name(key(end))) {
					t.Errorf("a new handle reads on: %v", err)
				}
			}
			if c.knows && !slices.Equal(before, s.Keys()) {
				t.Errorf("the log was %q and is %q", before, s.Keys())
			}
		})
	}
}

// TestBeginning: a log without its beginning is not begun anew.
func TestBeginning(t *testing.T) {
	t.Parallel()
	s, _, _ := filled(t)
	remove(s, key(1))
	if _, err := open(t, s).Append(t.Context(), ledger.Start, []ledger.Entry{ledgertest.Entry(1)}); err == nil || errors.Is(err, ledger.ErrMoved) || !strings.Contains(err.Error(), key(1)[7:]) {
		t.Errorf("begun: %v", err)
	}
	s, h, _ := begun(t)
	remove(s, key(1))
	if _, err := h.Append(t.Context(), ledger.Start, []ledger.Entry{ledgertest.Entry(1)}); err == nil || errors.Is(err, ledger.ErrMoved) || !strings.Contains(err.Error(), key(1)[7:]) {
		t.Errorf("begun by who knows better: %v", err)
	}
}

// TestListedLate: a list drawn up while others append has a number and not the
// one before it. What is there is read, and no gap is seen.
func TestListedLate(t *testing.T) {
	t.Parallel()
	s, want := seeded(t, 6)
	kept, _ := s.Object(key(5))
	remove(s, key(5))
	s.Fault(func(r *http.Request) buckettest.Fault {
		if strings.HasSuffix(r.URL.Path, key(3)) { // after the list, before it is asked for
			s.Write(key(5), kept)
		}
		if strings.HasSuffix(r.URL.Path, key(5)) {
			time.Sleep(50 * time.Millisecond)
		}
		return buckettest.Fault{}
	})
	if all, _ := entries(t, open(t, s)); !slices.Equal(all, want) {
		t.Errorf("%d entries, want %d", len(all), len(want))
	}
}

func remove(s *buckettest.Server, keys ...string) {
	for _, k := range keys {
		s.Remove(k)
	}
}

// expire takes away the first appends, as a rule of the bucket would.
func expire(s *buckettest.Server, n int) {
	for i := range n {
		s.Remove(key(i + 1))
	}
}

// lines puts appends of one entry into an object.
func lines(t *testing.T, s *buckettest.Server, key string, numbers ...int) {
	var all []byte
	for _, n := range numbers {
		data, err := line.Encode([]ledger.Entry{ledgertest.Entry(n)})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	s.Write(key, all)
}

// cut leaves so many lines, or all but so many bytes.
func cut(s *buckettest.Server, key string, keep int) {
	data, _ := s.Object(key)
	if keep < 0 {
		s.Write(key, data[:len(data)+keep])
		return
	}
	s.Write(key, bytes.Join(bytes.SplitAfter(data, []byte("\n"))[:keep], nil))
}

func change(s *buckettest.Server, key, from, to string) {
	data, _ := s.Object(key)
	s.Write(key, bytes.Replace(data, []byte(from), []byte(to), 1))
}

// TestNoPosition: what is no position of this store is said to be none.
func TestNoPosition(t *testing.T) {
	_, h, _ := begun(t)
	for _, p := range []ledger.Position{"x", "1", "1-2", "0-0123456789abcdef0123456789abcdef", "1-2-0123456789abcdef0123456789abcdef", "-1-0123456789abcdef0123456789abcdef"} {
		if _, err := h.Read(t.Context(), p, nil); err == nil || !strings.Contains(err.Error(), "no position") {
			t.Errorf("%q: %v", p, err)
		}
		if _, err := h.Append(t.Context(), p, nil); err == nil || !strings.Contains(err.Error(), "no position") {
			t.Errorf("%q: %v", p, err)
		}
	}
}
