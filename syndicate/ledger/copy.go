package ledger

import (
	"context"
	"errors"
	"fmt"
)

// atATime is how many entries a copy appends together.
const atATime = 500

// Copied says what Copy did.
type Copied struct {
	Entries  int // in the copy now
	Before   int // of these, there already
	Payloads int // words of posts, of those that are not settled
}

// Copy brings a log to another store, entry for entry, and the words of posts
// that are still open. The other store must be empty, or hold the beginning of
// the log: a copy that was interrupted goes on. Nobody may write to either
// meanwhile; Copy looks at the end whether somebody did.
func Copy(ctx context.Context, from, to Store) (Copied, error) {
	var log []Entry
	end, err := from.Read(ctx, Start, func(e Entry) error { log = append(log, e); return nil })
	if err != nil {
		return Copied{}, fmt.Errorf("the ledger to copy from: %w", err)
	}
	there := 0
	at, err := to.Read(ctx, Start, func(e Entry) error {
		if there >= len(log) || log[there] != e {
			return errors.New("it holds another history")
		}
		there++
		return nil
	})
	c := Copied{Entries: there, Before: there}
	if err != nil {
		return c, fmt.Errorf("the ledger to copy to: %w", err)
	}
	for rest := log[there:]; len(rest) > 0; {
		n := min(atATime, len(rest))
		if at, err = to.Append(ctx, at, rest[:n]); err != nil {
			return c, fmt.Errorf("the ledger to copy to, after %d of %d entries: %w", c.Entries, len(log), err)
		}
		c.Entries, rest = c.Entries+n, rest[n:]
	}
	if c.Payloads, err = copyPayloads(ctx, from, to, log); err != nil {
		return c, err
	}
	_, err = from.Read(ctx, end, func(Entry) error {
		return errors.New("somebody wrote to the ledger while it was copied; copy again, it goes on")
	})
	return c, err
}

// copyPayloads brings the words of every intent that is the last word on its
// message: only these are ever needed again.
func copyPayloads(ctx context.Context, from, to Store, log []Entry) (int, error) {
	open := map[Key]string{}
	for _, e := range log {
		switch {
		case e.State == Intended:
			open[e.Key()] = PayloadName(e.Hash, e.Owner)
		case e.Item != "" && e.State != Unknown:
			delete(open, e.Key())
		}
	}
	n := 0
	for _, name := range open {
		data, err := from.Payload(ctx, name)
		if err == nil {
			err = to.PutPayload(ctx, name, data)
		}
		if errors.Is(err, ErrNoPayload) {
			continue
		}
		if err != nil {
			return n, fmt.Errorf("the words of a post: %w", err)
		}
		n++
	}
	return n, nil
}
