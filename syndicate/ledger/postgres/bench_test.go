package postgres

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
)

// Measured by: BENCH=. test/postgres

// network is the ledger of a network of hospitals: 6,000 items on ten accounts,
// an intent and an outcome each.
func network() (entries []ledger.Entry) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 6000 {
		for a := range 10 {
			in := ledger.Entry{V: 1, T: start.Add(time.Duration(i) * time.Hour), Site: ledgertest.Site, Item: fmt.Sprintf("item-%05d-abcdef", i), Lang: "hi", Account: fmt.Sprint("mastodon-hi-", a), Occasion: "announce", Attempt: 1,
				State: ledger.Intended, Owner: fmt.Sprint("run-", i/10), Hash: fmt.Sprintf("%032x", i*10+a)}
			out := in
			in.Deadline = in.T.Add(10 * time.Minute)
			out.State, out.ID = ledger.Posted, fmt.Sprint(115000000000000000+i*10+a)
			out.URL = "https://social.example/@riverside/" + out.ID
			entries = append(entries, in, out)
		}
	}
	return entries
}

func BenchmarkRead120k(b *testing.B) {
	address := server(b, "NADI_POSTGRES")
	s := handle(b, address)
	entries := network()
	at := ledger.Start
	for i := 0; i < len(entries); i += 1000 {
		at = mustAppend(b, s, at, entries[i:i+1000]...)
	}
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if got, _ := all(b, s); len(got) != len(entries) {
				b.Fatal(len(got))
			}
		}
	})
	b.Run("open and fold", func(b *testing.B) {
		for b.Loop() {
			s := handle(b, address)
			if _, err := ledger.Open(b.Context(), s, ledgertest.Site); err != nil {
				b.Fatal(err)
			}
			s.Close()
		}
	})
	b.Run("nothing new", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Read(b.Context(), at, func(ledger.Entry) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("append", func(b *testing.B) {
		for b.Loop() {
			at = mustAppend(b, s, at, ledgertest.Entry(1))
		}
	})
}

// BenchmarkAppend appends from several handles that all want the end of the
// log, straight and through a pooler.
func BenchmarkAppend(b *testing.B) {
	for _, variable := range []string{"NADI_POSTGRES", "NADI_POSTGRES_POOLER"} {
		for _, handles := range []int{1, 10, 100} {
			if variable == "NADI_POSTGRES" && handles == 100 {
				continue // more connections than a server has
			}
			b.Run(fmt.Sprintf("%s/handles=%d", variable, handles), func(b *testing.B) {
				contend(b, server(b, variable), handles)
			})
		}
	}
}

func contend(b *testing.B, address string, handles int) {
	var left, lost atomic.Int64
	left.Store(int64(b.N))
	var stores []*Store
	for range handles {
		stores = append(stores, handle(b, address))
	}
	var wait sync.WaitGroup
	b.ResetTimer()
	for _, s := range stores {
		wait.Go(func() {
			book, err := ledger.Open(b.Context(), s, ledgertest.Site)
			if err != nil {
				b.Error(err)
				return
			}
			for n := left.Add(-1); n >= 0; n = left.Add(-1) {
				asked := 0
				err := book.Write(b.Context(), func(*ledger.History) ([]ledger.Entry, error) {
					asked++
					return []ledger.Entry{ledgertest.Entry(int(n))}, nil
				})
				if err != nil {
					b.Error(err)
					return
				}
				lost.Add(int64(asked - 1))
			}
		})
	}
	wait.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
	b.ReportMetric(float64(lost.Load())/float64(b.N), "lost/write")
}
