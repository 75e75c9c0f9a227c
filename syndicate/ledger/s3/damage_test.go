package s3_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"nadi/internal/bucket/buckettest"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
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

func key(n string) string { return "ledger/log/00000" + n + ".jsonl" }

// filled is a log of four segments, the last of them not full, and a position
// in each.
func filled(t *testing.T) (*buckettest.Server, []ledger.Position) {
	s, h, at := begun(t)
	all := []ledger.Position{at}
	for i := range 11 {
		at = must(h.Append(t.Context(), at, []ledger.Entry{long(i)}))(t)
		all = append(all, at)
	}
	if len(s.Keys()) != 4 {
		t.Fatalf("the log is %q", s.Keys())
	}
	return s, []ledger.Position{all[0], all[4], all[7], at}
}

// TestDamage: a log that is not what it was stops everything, by name; it is
// never taken for a shorter one.
func TestDamage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		damage func(*buckettest.Server)
		words  string
		from   int // the position of filled that notices; -1 is the start
	}{
		"last one taken away":     {func(s *buckettest.Server) { s.Remove(key("4")) }, key("4")[7:], 3},
		"all taken away":          {func(s *buckettest.Server) { remove(s, "1", "2", "3", "4") }, key("4")[7:], 3},
		"beginning taken away":    {func(s *buckettest.Server) { remove(s, "1") }, key("1")[7:], -1},
		"beginnings taken away":   {func(s *buckettest.Server) { remove(s, "1", "2", "3") }, key("1")[7:], -1},
		"one between taken away":  {func(s *buckettest.Server) { remove(s, "3") }, key("3")[7:], -1},
		"shortened":               {func(s *buckettest.Server) { cut(s, "4", 2) }, key("4")[7:], 3},
		"one between shortened":   {func(s *buckettest.Server) { cut(s, "2", 2) }, key("2")[7:], -1},
		"a line cut":              {func(s *buckettest.Server) { cut(s, "4", -7) }, key("4")[7:] + ":2", -1},
		"a letter changed":        {func(s *buckettest.Server) { change(s, "4", "item10", "item11") }, key("4")[7:], 3},
		"a line of a stranger":    {func(s *buckettest.Server) { change(s, "2", `{"v":1`, `{"w":1`) }, key("2")[7:] + ":1", -1},
		"a newer format":          {func(s *buckettest.Server) { change(s, "2", `{"v":1`, `{"v":2`) }, "newer Nadi", -1},
		"an append that goes on":  {func(s *buckettest.Server) { change(s, "4", "\"}\n", "\",\"more\":true}\n") }, key("4")[7:] + ":2", -1},
		"replaced by another log": {func(s *buckettest.Server) { s.Write(key("4"), []byte("{\"v\":1}\n")) }, key("4")[7:], 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, at := filled(t)
			old := open(t, s)
			entries(t, old)
			c.damage(s)
			from := ledger.Start
			if c.from >= 0 {
				from = at[c.from]
			}
			before := s.Keys()
			for who, h := range map[string]ledger.Store{"old": old, "new": open(t, s)} {
				if _, err := h.Read(t.Context(), from, func(ledger.Entry) error { return nil }); err == nil || !strings.Contains(err.Error(), c.words) || !strings.Contains(err.Error(), "riverside-news") {
					t.Errorf("%s handle reads: %v", who, err)
				}
				if _, err := h.Append(t.Context(), from, []ledger.Entry{ledgertest.Entry(1)}); err == nil || c.from >= 0 && errors.Is(err, ledger.ErrMoved) {
					t.Errorf("%s handle appends: %v", who, err)
				}
			}
			if !slices.Equal(before, s.Keys()) {
				t.Errorf("the log was %q and is %q", before, s.Keys())
			}
		})
	}
}

func remove(s *buckettest.Server, numbers ...string) {
	for _, n := range numbers {
		s.Remove(key(n))
	}
}

// cut leaves so many lines, or all but so many bytes.
func cut(s *buckettest.Server, n string, keep int) {
	data, _ := s.Object(key(n))
	if keep < 0 {
		s.Write(key(n), data[:len(data)+keep])
		return
	}
	s.Write(key(n), bytes.Join(bytes.SplitAfter(data, []byte("\n"))[:keep-1], nil))
}

func change(s *buckettest.Server, n, from, to string) {
	data, _ := s.Object(key(n))
	at := bytes.LastIndex(data, []byte(from))
	if from[0] == '{' {
		at = bytes.Index(data, []byte(from))
	}
	s.Write(key(n), slices.Concat(data[:at], []byte(to), data[at+len(from):]))
}

// TestNoPosition: what is no position of this store is said to be none.
func TestNoPosition(t *testing.T) {
	_, h, _ := begun(t)
	for _, p := range []ledger.Position{"x", "1", "1-2", "0-0-0123456789abcdef0123456789abcdef", "1-2-3", "-1-2-0123456789abcdef0123456789abcdef"} {
		if _, err := h.Read(t.Context(), p, nil); err == nil || !strings.Contains(err.Error(), "no position") {
			t.Errorf("%q: %v", p, err)
		}
		if _, err := h.Append(t.Context(), p, nil); err == nil || !strings.Contains(err.Error(), "no position") {
			t.Errorf("%q: %v", p, err)
		}
	}
}
