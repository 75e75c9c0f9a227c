package ledger_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/memory"
)

// flaky is a store whose readings break off, each after so many entries.
type flaky struct {
	ledger.Store
	breaks []int
}

var errBroke = errors.New("the connection broke")

func (f *flaky) Read(ctx context.Context, after ledger.Position, yield func(ledger.Entry) error) (ledger.Position, error) {
	if len(f.breaks) == 0 {
		return f.Store.Read(ctx, after, yield)
	}
	left := f.breaks[0]
	f.breaks = f.breaks[1:]
	end, err := f.Store.Read(ctx, after, func(e ledger.Entry) error {
		if left--; left < 0 {
			return errBroke
		}
		return yield(e)
	})
	if err == nil {
		return end, nil
	}
	return after, err
}

// TestBrokenReading: a book that was interrupted while reading, as often as
// you like, knows in the end what one knows that was not.
func TestBrokenReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := anyLog(t)
		store := memory.New()
		half := rapid.IntRange(0, len(log)).Draw(t, "half")
		put := func(after ledger.Position, entries []ledger.Entry) ledger.Position {
			at, err := store.Append(t.Context(), after, entries)
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
		at := put(ledger.Start, log[:half])
		f := &flaky{Store: store}
		b, err := ledger.Open(t.Context(), f, site)
		if err != nil {
			t.Fatal(err)
		}
		put(at, log[half:])
		f.breaks = rapid.SliceOfN(rapid.IntRange(0, len(log)), 0, 4).Draw(t, "breaks")
		for len(f.breaks) > 0 {
			if err := b.Refresh(t.Context()); err != nil && !errors.Is(err, errBroke) {
				t.Fatal(err)
			}
		}
		if err := b.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		b.View(func(h *ledger.History) {
			if diff := cmp.Diff(show(folded(t, log...)), show(h)); diff != "" {
				t.Fatalf("(-read at once +interrupted):\n%s", diff)
			}
		})
	})
}

// TestBrokenAfterRename is the worst of it: folded twice, the late entry would
// make a posted message look as if it had never been sent.
func TestBrokenAfterRename(t *testing.T) {
	post, late, renamed := message(0, ledger.Posted), message(1, ledger.Released), account(2, "mastodon-mr", ledger.Renamed)
	renamed.ID = "mastodon-hi"
	store := memory.New()
	at, err := store.Append(t.Context(), ledger.Start, []ledger.Entry{post})
	if err != nil {
		t.Fatal(err)
	}
	f := &flaky{Store: store}
	b, err := ledger.Open(t.Context(), f, site)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Append(t.Context(), at, []ledger.Entry{late, renamed, account(3, "", ledger.Resumed)}); err != nil {
		t.Fatal(err)
	}
	f.breaks = []int{2}
	if err := b.Refresh(t.Context()); !errors.Is(err, errBroke) {
		t.Fatal(err)
	}
	if err := b.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	k := key
	k.Account = "mastodon-mr"
	b.View(func(h *ledger.History) {
		if s := h.Of(k); s.State != ledger.Posted {
			t.Errorf("the message is %s, want posted", s.State)
		}
	})
}

// TestBookChunks: what a book wrote itself, what it read in pieces and what
// another read at once is the same.
func TestBookChunks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := anyLog(t)
		store := memory.New()
		books := make([]*ledger.Book, 3)
		for i := range books {
			b, err := ledger.Open(t.Context(), store, site)
			if err != nil {
				t.Fatal(err)
			}
			books[i] = b
		}
		for rest := log; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "size")
			b := books[rapid.IntRange(0, 1).Draw(t, "who")]
			part := append([]ledger.Entry{}, rest[:n]...)
			if err := b.Write(t.Context(), func(*ledger.History) ([]ledger.Entry, error) { return part, nil }); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		want := show(folded(t, log...))
		for i, b := range books {
			if err := b.Refresh(t.Context()); err != nil {
				t.Fatal(err)
			}
			b.View(func(h *ledger.History) {
				if diff := cmp.Diff(want, show(h)); diff != "" {
					t.Fatalf("book %d (-want +got):\n%s", i, diff)
				}
			})
		}
	})
}

// TestDecideAgain: who was overtaken decides on what is true then.
func TestDecideAgain(t *testing.T) {
	store := memory.New()
	a, err := ledger.Open(t.Context(), store, site)
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	err = a.Write(t.Context(), func(h *ledger.History) ([]ledger.Entry, error) {
		if asked++; h.Of(key).State != "" {
			return nil, nil
		}
		other, err := ledger.Open(t.Context(), store, site) // another process is quicker
		if err != nil {
			return nil, err
		}
		err = other.Write(t.Context(), func(*ledger.History) ([]ledger.Entry, error) { return []ledger.Entry{message(0, ledger.Intended)}, nil })
		return []ledger.Entry{message(1, ledger.Intended)}, err
	})
	if log := store.Entries(); err != nil || asked != 2 || len(log) != 1 || !log[0].T.Equal(at(0)) {
		t.Errorf("asked %d times, %v, the log is %v", asked, err, log)
	}
}

// TestStamp: entries are written in this format and in UTC, whatever they said.
func TestStamp(t *testing.T) {
	store := memory.New()
	b, err := ledger.Open(t.Context(), store, site)
	if err != nil {
		t.Fatal(err)
	}
	e := message(0, ledger.Intended)
	e.V, e.T = 0, e.T.In(time.FixedZone("IST", 19800))
	if err := b.Write(t.Context(), func(*ledger.History) ([]ledger.Entry, error) { return []ledger.Entry{e}, nil }); err != nil {
		t.Fatal(err)
	}
	if got := store.Entries()[0]; got.V != ledger.Version || got.T != at(0) {
		t.Errorf("%+v is written", got)
	}
}

// TestNewerBook: an entry that is not understood stops everything, each time.
func TestNewerBook(t *testing.T) {
	store := memory.New()
	b, err := ledger.Open(t.Context(), store, site)
	if err != nil {
		t.Fatal(err)
	}
	e := message(1, "dreamt")
	if _, err := store.Append(t.Context(), ledger.Start, []ledger.Entry{message(0, ledger.Seen), e}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := b.Refresh(t.Context()); err == nil {
			t.Error("Refresh passes over an entry that it does not understand")
		}
		err := b.Write(t.Context(), func(*ledger.History) ([]ledger.Entry, error) {
			t.Error("Write asks for a decision on half a history")
			return nil, nil
		})
		if err == nil {
			t.Error("Write passes over an entry that it does not understand")
		}
	}
	if _, err := ledger.Open(t.Context(), store, site); err == nil {
		t.Error("Open passes over an entry that it does not understand")
	}
}

func TestBookPayloads(t *testing.T) {
	b, err := ledger.Open(t.Context(), memory.New(), site)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.PutPayload(t.Context(), "aa", []byte("words")); err != nil {
		t.Fatal(err)
	}
	if data, err := b.Payload(t.Context(), "aa"); err != nil || string(data) != "words" {
		t.Fatalf("%q, %v", data, err)
	}
	if err := b.ErasePayload(t.Context(), "aa"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Payload(t.Context(), "aa"); !errors.Is(err, ledger.ErrNoPayload) {
		t.Errorf("%v, want that it is gone", err)
	}
}
