package syndicate_test

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/file"
)

// The size of a large newsroom after years.
const (
	benchArticles = 10_000
	benchAccounts = 12
)

// BenchmarkPlan is what `nadi syndicate plan` does after the articles are
// read: open a ledger of 120,000 entries, fold it, and decide about 120,000
// messages, of which the newest 36 go. Beside the time it reports how much
// memory stays in use.
func BenchmarkPlan(b *testing.B) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(128 << 20)) // the program's own budget
	path := filepath.Join(b.TempDir(), "ledger.jsonl")
	items, now := benchItems(), simStart.Add(benchArticles*time.Hour)
	writeBenchLedger(b, path, items)
	w := newWorld(nil, nil)
	w.now = now
	var accounts []*network
	for i := range benchAccounts {
		n := &network{w: w, kind: readable, name: fmt.Sprintf("account-%02d", i)}
		accounts = append(accounts, n)
	}
	b.ResetTimer()
	for b.Loop() {
		plan, book := benchPlan(b, path, items, accounts, now)
		if n := len(plan.Going()); n != 3*benchAccounts || len(plan.Rows) != benchArticles*benchAccounts {
			b.Fatalf("%d of %d rows go", n, len(plan.Rows))
		}
		b.StopTimer()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MiB-live")
		b.ReportMetric(float64(m.Sys)/(1<<20), "MiB-sys")
		runtime.KeepAlive(plan)
		runtime.KeepAlive(book)
		b.StartTimer()
	}
}

func benchPlan(b *testing.B, path string, items []syndicate.Item, accounts []*network, now time.Time) (*syndicate.Plan, *ledger.Book) {
	store, err := file.Open(path, file.Where{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	book, err := ledger.Open(context.Background(), store, simSite)
	if err != nil {
		b.Fatal(err)
	}
	q := syndicate.Question{Site: simSite, Items: items, Now: now}
	for _, n := range accounts {
		d, err := syndicate.NewDestination(n.account(), n.channel(), nil, "")
		if err != nil {
			b.Fatal(err)
		}
		q.To = append(q.To, d)
	}
	var plan *syndicate.Plan
	book.View(func(h *ledger.History) {
		q.History = h
		plan = syndicate.MakePlan(q)
	})
	return plan, book
}

func benchItems() []syndicate.Item {
	items := make([]syndicate.Item, benchArticles)
	for i := range items {
		id := fmt.Sprintf("k%07d", i)
		items[i] = syndicate.Item{ID: id, Lang: "en", Title: "Know your blood pressure, part " + id, Description: "What the two numbers mean, and when to see a doctor.",
			URL: "https://news.example.org/articles/" + id + "/", Due: simStart.Add(time.Duration(i) * time.Hour)}
	}
	return items
}

// writeBenchLedger posts all but the three newest articles on every account.
func writeBenchLedger(b *testing.B, path string, items []syndicate.Item) {
	store, err := file.Open(path, file.Where{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	var entries []ledger.Entry
	for a := range benchAccounts {
		name := fmt.Sprintf("account-%02d", a)
		entries = append(entries, ledger.Entry{V: 1, T: simStart, Site: simSite, Account: name, State: ledger.Bound, ID: "readable||" + name},
			ledger.Entry{V: 1, T: simStart, Site: simSite, Account: name, State: ledger.Baseline})
		for _, it := range items[:len(items)-3] {
			entries = append(entries, ledger.Entry{V: 1, T: it.Due, Site: simSite, Item: it.ID, Lang: "en", Account: name, Occasion: syndicate.Announce, Attempt: 1, State: ledger.Posted,
				Owner: "run-3f9a0c2b7d10", Hash: "0123456789abcdef0123456789abcdef", ID: "11421" + it.ID, URL: "https://social.example/@riverside/11421" + it.ID})
		}
	}
	if _, err := store.Append(context.Background(), ledger.Start, entries); err != nil {
		b.Fatal(err)
	}
}
