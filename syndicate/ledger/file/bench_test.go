package file

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/line"
)

// bigLog is the ledger of a network of hospitals: 6,000 items on ten accounts,
// an intent and an outcome each.
func bigLog(tb testing.TB) (path string, lines int) {
	path = filepath.Join(tb.TempDir(), "ledger.jsonl")
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var entries []ledger.Entry
	for i := range 6000 {
		for a := range 10 {
			at := start.Add(time.Duration(i) * time.Hour)
			e := ledger.Entry{V: 1, T: at, Site: "k7m2qd9x", Item: fmt.Sprintf("item-%05d-abcdef", i), Lang: "hi", Account: fmt.Sprint("mastodon-hi-", a), Occasion: "announce", Attempt: 1}
			in, out := e, e
			in.State, in.Owner, in.Deadline, in.Hash = ledger.Intended, fmt.Sprint("github-run-", i/10), at.Add(10*time.Minute), fmt.Sprintf("%032x", i*10+a)
			out.State, out.ID = ledger.Posted, fmt.Sprint(115000000000000000+i*10+a)
			out.URL = "https://social.example/@riverside/" + out.ID
			entries = append(entries, in, out)
		}
	}
	var data []byte
	for i := range entries {
		text, err := line.Encode(entries[i : i+1])
		if err != nil {
			tb.Fatal(err)
		}
		data = append(data, text...)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path, len(entries)
}

func BenchmarkRead120k(b *testing.B) {
	path, lines := bigLog(b)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	for b.Loop() {
		s, err := Open(path, Where{})
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		if _, err := s.Read(b.Context(), ledger.Start, func(ledger.Entry) error { n++; return nil }); err != nil || n != lines {
			b.Fatal(n, err)
		}
		s.Close()
	}
}

// BenchmarkOpen120k reads and folds them.
func BenchmarkOpen120k(b *testing.B) {
	path, _ := bigLog(b)
	b.ReportAllocs()
	for b.Loop() {
		s, err := Open(path, Where{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := ledger.Open(b.Context(), s, "k7m2qd9x"); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}

func BenchmarkEncodingJSON120k(b *testing.B) {
	path, _ := bigLog(b)
	data, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		for _, l := range lines {
			var e ledger.Entry
			if err := json.Unmarshal([]byte(l), &e); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	s, err := Open(filepath.Join(b.TempDir(), "ledger.jsonl"), Where{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	at := ledger.Start
	for b.Loop() {
		if at, err = s.Append(b.Context(), at, []ledger.Entry{{V: 1, Site: "k", State: ledger.Paused}}); err != nil {
			b.Fatal(err)
		}
	}
}
