package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/memory"
)

// slow is a store that gathers, counts its appends, and lets others be quicker.
type slow struct {
	ledger.Store
	mu      sync.Mutex
	appends int
	quicker func() // once, before an append
	fail    error
}

func (s *slow) Gather() time.Duration { return time.Second }

func (s *slow) Append(ctx context.Context, after ledger.Position, entries []ledger.Entry) (ledger.Position, error) {
	s.mu.Lock()
	s.appends++
	quicker, fail := s.quicker, s.fail
	s.quicker, s.fail = nil, nil
	s.mu.Unlock()
	if quicker != nil {
		quicker()
	}
	if fail != nil {
		return after, fail
	}
	time.Sleep(2 * time.Second)
	if err := ctx.Err(); err != nil {
		return after, err
	}
	return s.Store.Append(ctx, after, entries)
}

func intent(item, account, owner string) ledger.Entry {
	return ledger.Entry{T: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC), Site: site, Item: item, Account: account, Occasion: "announce", Attempt: 1, State: ledger.Intended, Owner: owner}
}

// writer is a book, or a hand.
type writer interface {
	Write(context.Context, func(*ledger.History) ([]ledger.Entry, error)) error
}

// hands are that many, made before any begins.
func hands(b *ledger.Book, n int) (all []*ledger.Hand) {
	for range n {
		all = append(all, b.Hand())
	}
	return all
}

// claim writes an intent unless there is one.
func claim(ctx context.Context, b writer, e ledger.Entry) (won bool, err error) {
	err = b.Write(ctx, func(h *ledger.History) ([]ledger.Entry, error) {
		if won = h.Of(e.Key()).State == ""; !won {
			return nil, nil
		}
		return []ledger.Entry{e}, nil
	})
	return won && err == nil, err
}

func openSlow(t *testing.T) (*ledger.Book, *slow, *memory.Store) {
	t.Helper()
	m := memory.New()
	s := &slow{Store: m}
	b, err := ledger.Open(t.Context(), s, site)
	if err != nil {
		t.Fatal(err)
	}
	return b, s, m
}

// TestWave: what six accounts claim at once is one append, also where somebody
// else was quicker; two claims of one account are two.
func TestWave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, s, m := openSlow(t)
		s.quicker = func() {
			other, _ := ledger.Open(t.Context(), m, site)
			if won, err := claim(t.Context(), other, intent("bp", "account-3", "other")); !won || err != nil {
				t.Error(won, err)
			}
		}
		var all sync.WaitGroup
		won := make([]bool, 7)
		by := hands(b, len(won))
		for i := range won {
			all.Go(func() {
				defer by[i].Done()
				var err error
				if won[i], err = claim(t.Context(), by[i], intent("bp", fmt.Sprintf("account-%d", i%6), fmt.Sprintf("run-%d", i))); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if s.appends != 2 { // the first found that somebody was quicker
			t.Errorf("%d appends, want 2", s.appends)
		}
		if won[0] == won[6] || won[3] || !won[1] || !won[2] || !won[4] || !won[5] {
			t.Errorf("won: %v; want one of 0 and 6, and all others but 3", won)
		}
		if n := len(m.Entries()); n != 6 {
			t.Errorf("%d entries, want one an account", n)
		}
	})
}

// TestWaveOfOneAccount: two messages of one account never share an append, for
// the second must see the first.
func TestWaveOfOneAccount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, s, _ := openSlow(t)
		var all sync.WaitGroup
		for _, item := range []string{"bp", "heat"} {
			all.Go(func() {
				if won, err := claim(t.Context(), b, intent(item, "mastodon-hi", "run-1")); !won || err != nil {
					t.Error(won, err)
				}
			})
		}
		all.Go(func() {
			pause := ledger.Entry{T: time.Now(), Site: site, State: ledger.Paused, Reason: "flood"}
			if err := b.Write(t.Context(), func(*ledger.History) ([]ledger.Entry, error) { return []ledger.Entry{pause}, nil }); err != nil {
				t.Error(err)
			}
		})
		all.Wait()
		if s.appends != 3 {
			t.Errorf("%d appends, want 3", s.appends)
		}
	})
}

// TestWaveErrors: each write has its own error, and a stopped one stops no other.
func TestWaveErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, s, m := openSlow(t)
		no := errors.New("no")
		gone, cancel := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() {
			if _, err := claim(gone, b, intent("bp", "a", "run-1")); err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
		synctest.Wait() // it is the first, and gathers the others
		all.Go(func() {
			if err := b.Write(t.Context(), func(*ledger.History) ([]ledger.Entry, error) { return nil, no }); !errors.Is(err, no) {
				t.Error(err)
			}
		})
		all.Go(func() {
			if won, err := claim(t.Context(), b, intent("bp", "c", "run-1")); !won || err != nil {
				t.Error(won, err)
			}
		})
		all.Go(func() {
			bad := intent("bp", "d", "run-1")
			bad.State = "dreamt"
			if _, err := claim(t.Context(), b, bad); err == nil {
				t.Error("a state that nobody knows is written")
			}
		})
		time.Sleep(2 * time.Second) // the append is under way
		cancel()
		all.Wait()
		if s.appends > 2 || len(m.Entries()) == 0 {
			t.Errorf("%d appends, %d entries", s.appends, len(m.Entries()))
		}
		s.fail = errors.New("the server is away")
		if won, err := claim(t.Context(), b, intent("heat", "c", "run-1")); won || err == nil {
			t.Error(won, err)
		}
		if won, err := claim(t.Context(), b, intent("heat", "c", "run-1")); !won || err != nil {
			t.Error(won, err)
		}
	})
}

// TestHands: who writes waits for whoever may write too, goes at once when all
// do or are done, and is not kept for long by one who hangs.
func TestHands(t *testing.T) {
	for name, tc := range map[string]struct {
		after   []time.Duration // from the start until each writes; 0 for who never does
		hang    bool            // those are not done either
		appends int
		took    time.Duration // all of it: an append takes two seconds
	}{
		"all ready":            {[]time.Duration{1, 1, 1}, false, 1, 2 * time.Second},
		"uneven":               {[]time.Duration{1, 300 * time.Millisecond, 900 * time.Millisecond}, false, 1, 2900 * time.Millisecond},
		"some write nothing":   {[]time.Duration{1, 500 * time.Millisecond, 0}, false, 1, 2500 * time.Millisecond},
		"one alone":            {[]time.Duration{1}, false, 1, 2 * time.Second},
		"one hangs":            {[]time.Duration{1, 200 * time.Millisecond, 0}, true, 1, 3 * time.Second},
		"one is late":          {[]time.Duration{1, 1, 1500 * time.Millisecond}, false, 2, 5 * time.Second},
		"all hang but the one": {[]time.Duration{1, 0, 0}, true, 1, 3 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			b, s, _ := openSlow(t)
			start, by, release := time.Now(), hands(b, len(tc.after)), make(chan struct{})
			var writers, all sync.WaitGroup
			for i, after := range tc.after {
				if after > 0 {
					writers.Add(1)
				}
				all.Go(func() {
					defer by[i].Done()
					if after == 0 {
						if tc.hang {
							<-release
						}
						return
					}
					defer writers.Done()
					time.Sleep(after)
					if won, err := claim(t.Context(), by[i], intent("bp", fmt.Sprint("account-", i), "run-1")); !won || err != nil {
						t.Error(name, won, err)
					}
				})
			}
			writers.Wait()
			if took := time.Since(start).Truncate(100 * time.Millisecond); took != tc.took || s.appends != tc.appends {
				t.Errorf("%s: %d appends in %v, want %d in %v", name, s.appends, took, tc.appends, tc.took)
			}
			close(release)
			all.Wait()
		})
	}
}

// TestHandLate: one who hangs is waited for once, and again only after it has
// written something.
func TestHandLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, _, _ := openSlow(t)
		by := hands(b, 2)
		write := func(n int, item string) time.Duration {
			start := time.Now()
			if won, err := claim(t.Context(), by[n], intent(item, fmt.Sprint("account-", n), "run-1")); !won || err != nil {
				t.Error(won, err)
			}
			return time.Since(start) - 2*time.Second
		}
		for i, want := range []time.Duration{time.Second, 0, 0} {
			if waited := write(0, fmt.Sprint("a", i)); waited != want {
				t.Errorf("write %d waited %v for one who hangs, want %v", i, waited, want)
			}
		}
		write(1, "b")
		if waited := write(0, "c"); waited != time.Second {
			t.Errorf("it waited %v for one who writes again", waited)
		}
		var both sync.WaitGroup
		for i := range by {
			both.Go(func() { write(i, fmt.Sprint("together", i)) })
		}
		both.Wait()
		if waited := write(0, "after"); waited != time.Second {
			t.Errorf("it waited %v for one who wrote with it", waited)
		}
		by[1].Done()
		if waited := write(0, "d"); waited != 0 {
			t.Errorf("it waited %v for nobody", waited)
		}
		ctx, cancel := context.WithCancel(t.Context())
		by[1] = b.Hand()
		time.AfterFunc(time.Millisecond, cancel)
		if _, err := claim(ctx, by[0], intent("e", "account-0", "run-1")); !errors.Is(err, context.Canceled) {
			t.Errorf("stopped while waiting: %v", err)
		}
	})
}
