package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nadi/syndicate/ledger"
)

func (p place) book(s ledger.Store) *ledger.Book {
	p.Helper()
	b, err := ledger.Open(p.Context(), s, Site)
	if err != nil {
		p.Fatal(err)
	}
	return b
}

func standing(b *ledger.Book, k ledger.Key) (out ledger.Standing) {
	b.View(func(h *ledger.History) { out = h.Of(k) })
	return out
}

// claim intends a message unless somebody has; it reports whether it did.
func claim(ctx context.Context, b *ledger.Book, e ledger.Entry) (won bool, err error) {
	err = b.Write(ctx, func(h *ledger.History) ([]ledger.Entry, error) {
		if won = h.Of(e.Key()).State == ""; !won {
			return nil, nil
		}
		return []ledger.Entry{e}, nil
	})
	return won && err == nil, err
}

// book follows one message through two books that share a log.
func book(t *testing.T, s Suite) {
	p := newPlace(t, s)
	a, b := p.book(p.handle()), p.book(p.handle())
	e := Entry(1)
	if won, err := claim(t.Context(), a, e); !won || err != nil {
		t.Fatal(won, err)
	}
	if won, err := claim(t.Context(), b, e); won || err != nil {
		t.Fatal(won, err)
	}
	out := e
	out.State, out.ID, out.URL, out.Deadline = ledger.Posted, "115", "https://social.example/@riverside/115", e.Deadline
	if err := a.Write(t.Context(), func(*ledger.History) ([]ledger.Entry, error) { return []ledger.Entry{out}, nil }); err != nil {
		t.Fatal(err)
	}
	if err := b.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	wrote, read := standing(a, e.Key()), standing(b, e.Key())
	if diff := cmp.Diff(wrote, read); diff != "" || read.State != ledger.Posted || read.ID != "115" {
		t.Fatalf("who wrote it knows otherwise than who read it (-wrote +read):\n%s", diff)
	}
	no := errors.New("no")
	if err := a.Write(t.Context(), func(*ledger.History) ([]ledger.Entry, error) { return some(5, 1), no }); !errors.Is(err, no) {
		t.Fatalf("%v, want the error of decide", err)
	}
	log, _ := p.read(p.handle(), ledger.Start)
	if len(log) != 2 {
		t.Fatalf("%d entries, want 2", len(log))
	}
}

// contention is 100 claims of 10 messages from 8 handles.
func contention(t *testing.T, s Suite) {
	const handles, keys = 8, 10
	claims := s.rounds(100, 40)
	p := newPlace(t, s)
	var books []*ledger.Book
	for range handles {
		books = append(books, p.book(p.handle()))
	}
	var mu sync.Mutex
	won := map[ledger.Key]string{}
	var all sync.WaitGroup
	for i := range claims {
		all.Go(func() {
			e := Entry(i % keys)
			e.Owner = fmt.Sprint("run-", i)
			yes, err := claim(t.Context(), books[i%handles], e)
			if err != nil {
				t.Error(err)
			}
			if !yes {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			if other, twice := won[e.Key()]; twice {
				t.Errorf("%s and %s both intend %v", other, e.Owner, e.Key())
			}
			won[e.Key()] = e.Owner
		})
	}
	all.Wait()
	log, _ := p.read(p.handle(), ledger.Start)
	if len(log) != keys || len(won) != keys {
		t.Fatalf("%d entries and %d winners, want %d", len(log), len(won), keys)
	}
	for _, e := range log {
		if won[e.Key()] != e.Owner {
			t.Errorf("%v: the log says %s, and %s was told that it had won", e.Key(), e.Owner, won[e.Key()])
		}
	}
}

var errLost = errors.New("the connection was lost")

// lossy is a store whose next Append fails: before it is made, or after.
type lossy struct {
	ledger.Store
	before, after bool
}

func (l *lossy) Append(ctx context.Context, after ledger.Position, entries []ledger.Entry) (ledger.Position, error) {
	if l.before {
		l.before = false
		return after, errLost
	}
	at, err := l.Store.Append(ctx, after, entries)
	if l.after && err == nil {
		l.after = false
		return after, errLost
	}
	return at, err
}

// lostAcknowledgement: the entry is there, and the writer was not told. It
// reads its own claim and must not claim again.
func lostAcknowledgement(t *testing.T, s Suite) {
	p := newPlace(t, s)
	store := &lossy{Store: p.handle(), after: true}
	b := p.book(store)
	e := Entry(1)
	if _, err := claim(t.Context(), b, e); !errors.Is(err, errLost) {
		t.Fatal(err)
	}
	if got := standing(b, e.Key()); got.State != "" {
		t.Fatalf("the book believes %s before it has read it", got.State)
	}
	if err := b.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := standing(b, e.Key()); got.State != ledger.Intended || got.Owner != e.Owner || got.Attempt != 1 {
		t.Fatalf("the book does not see its own entry: %+v", got)
	}
	if won, err := claim(t.Context(), b, e); won || err != nil {
		t.Fatal(won, err)
	}
	p.want(p.handle(), ledger.Start, []ledger.Entry{e})
}

// lostRequest: nothing was added. The same book claims again.
func lostRequest(t *testing.T, s Suite) {
	p := newPlace(t, s)
	store := &lossy{Store: p.handle(), before: true}
	b := p.book(store)
	e := Entry(1)
	if _, err := claim(t.Context(), b, e); !errors.Is(err, errLost) {
		t.Fatal(err)
	}
	if won, err := claim(t.Context(), b, e); !won || err != nil {
		t.Fatal(won, err)
	}
	p.want(p.handle(), ledger.Start, []ledger.Entry{e})
}
