package ledger

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Book is a store and what is known from it. It may be used by many
// goroutines. What they write at the same time about different accounts is
// appended together: a wave of claims, or of outcomes, costs one append, which
// on a branch is one push.
type Book struct {
	store   Store
	gather  time.Duration // how long at most a write waits for others to join it
	queue   queue
	turn    chan struct{} // holds one token: whoever has it has what follows
	at      Position
	ahead   int // entries after at that history has already, from a reading that broke off
	history *History
}

// Open reads a store from its start.
func Open(ctx context.Context, s Store, site string) (*Book, error) {
	b := &Book{store: s, history: NewHistory(site), turn: make(chan struct{}, 1)}
	if slow, ok := s.(Gatherer); ok {
		b.gather = slow.Gather()
	}
	return b, b.Refresh(ctx)
}

// Refresh reads what others have appended.
func (b *Book) Refresh(ctx context.Context) error {
	give, err := b.take(ctx)
	if err != nil {
		return err
	}
	defer give()
	return b.refresh(ctx)
}

// take waits for the book; its result gives it back.
func (b *Book) take(ctx context.Context) (func(), error) {
	select {
	case b.turn <- struct{}{}:
		return func() { <-b.turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
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
	b.turn <- struct{}{}
	defer func() { <-b.turn }()
	look(b.history)
}

// Payloads returns the names under which the words of a message may be kept:
// one for each intent. It reads the whole log, and again where what it read
// ends before what is known: a mirror may be behind, and words that it does not
// know of would be kept.
func (b *Book) Payloads(ctx context.Context, k Key) ([]string, error) {
	give, err := b.take(ctx)
	if err != nil {
		return nil, err
	}
	defer give()
	for range 5 {
		if err := b.refresh(ctx); err != nil {
			return nil, err
		}
		names, end, err := b.payloads(ctx, k)
		if err != nil || end == b.at {
			return names, err
		}
	}
	return nil, errors.New("the ledger shows now more and now less of itself, so it is not certain that all words of the post are known")
}

func (b *Book) payloads(ctx context.Context, k Key) (names []string, end Position, err error) {
	end, err = b.store.Read(ctx, Start, func(e Entry) error {
		if e.State == Intended && e.Site == k.Site && e.Item == k.Item && e.Occasion == k.Occasion { // of all accounts: one may have been renamed
			names = append(names, PayloadName(e.Hash, e.Owner))
		}
		return nil
	})
	return names, end, err
}

// PayloadName is that of an intent's payload: two runs that prepare the same
// post must not overwrite each other's.
func PayloadName(hash, owner string) string { return hash + "-" + owner }

// maxPayloadName is far above what PayloadName makes; file systems take 255
// bytes, and an unfinished file needs some more.
const maxPayloadName = 200

// CheckPayloadName refuses a name that would mean something else in some store.
// Every store asks it.
func CheckPayloadName(name string) error {
	if name == "" || len(name) > maxPayloadName || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return fmt.Errorf("%q cannot name the words of a post: names are a–z, 0–9 and -, at most %d of them", name, maxPayloadName)
	}
	return nil
}

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
