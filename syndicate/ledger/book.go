package ledger

import (
	"context"
	"errors"
	"sync"
)

// Book is a store and what is known from it. It may be used by many
// goroutines; their writes follow one another.
type Book struct {
	store   Store
	mu      sync.Mutex
	at      Position
	ahead   int // entries after at that history has already, from a reading that broke off
	history *History
}

// Open reads a store from its start.
func Open(ctx context.Context, s Store, site string) (*Book, error) {
	b := &Book{store: s, history: NewHistory(site)}
	return b, b.Refresh(ctx)
}

// Refresh reads what others have appended.
func (b *Book) Refresh(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.refresh(ctx)
}

// refresh folds in what has come after at, each entry once: folding is not the
// same twice over, least of all where an account was renamed.
func (b *Book) refresh(ctx context.Context) error {
	known := b.ahead
	at, err := b.store.Read(ctx, b.at, func(e Entry) error {
		if known > 0 {
			known--
			return nil
		}
		if err := b.history.Add(e); err != nil {
			return err
		}
		b.ahead++
		return nil
	})
	if err == nil {
		b.at, b.ahead = at, 0
	}
	return err
}

// View shows the history as it was last read. The history must not be kept.
func (b *Book) View(look func(*History)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	look(b.history)
}

// Write appends the entries that decide returns, having looked at the newest
// history; decide is asked again whenever somebody else was quicker, so it
// must not do anything but decide. No entries means that there is nothing to
// write. When Write returns nil the entries are durable. After any error but
// one of decide it is open whether they are; a Refresh tells.
func (b *Book) Write(ctx context.Context, decide func(*History) ([]Entry, error)) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		if err := b.refresh(ctx); err != nil {
			return err
		}
		entries, err := decide(b.history)
		if err != nil || len(entries) == 0 {
			return err
		}
		for _, e := range stamped(entries) { // an entry that nobody understands would stop every reader for good
			if err := NewHistory(e.Site).Add(e); err != nil {
				return err
			}
		}
		at, err := b.store.Append(ctx, b.at, entries)
		if errors.Is(err, ErrMoved) {
			continue
		}
		if err != nil {
			return err
		}
		return b.learn(at, entries)
	}
}

func stamped(entries []Entry) []Entry {
	for i := range entries {
		e := &entries[i]
		e.V, e.T, e.Deadline = Version, e.T.UTC().Round(0), e.Deadline.UTC().Round(0)
	}
	return entries
}

func (b *Book) learn(at Position, entries []Entry) error {
	b.at = at
	for _, e := range entries {
		if err := b.history.Add(e); err != nil {
			return err
		}
	}
	return nil
}

// Payloads returns the names under which the words of a message may be kept:
// one for each intent. It reads the whole log.
func (b *Book) Payloads(ctx context.Context, k Key) ([]string, error) {
	var names []string
	_, err := b.store.Read(ctx, Start, func(e Entry) error {
		if e.State == Intended && e.Site == k.Site && e.Item == k.Item && e.Occasion == k.Occasion { // of all accounts: one may have been renamed
			names = append(names, PayloadName(e.Hash, e.Owner))
		}
		return nil
	})
	return names, err
}

// PayloadName is that of an intent's payload: two runs that prepare the same
// post must not overwrite each other's.
func PayloadName(hash, owner string) string { return hash + "-" + owner }

// PutPayload, Payload and ErasePayload are the store's.
func (b *Book) PutPayload(ctx context.Context, name string, data []byte) error {
	return b.store.PutPayload(ctx, name, data)
}

// Payload returns the bytes of a post, or ErrNoPayload.
func (b *Book) Payload(ctx context.Context, name string) ([]byte, error) {
	return b.store.Payload(ctx, name)
}

// ErasePayload forgets the bytes of a post.
func (b *Book) ErasePayload(ctx context.Context, name string) error {
	return b.store.ErasePayload(ctx, name)
}
