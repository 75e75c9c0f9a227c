package ledger

import (
	"context"
	"errors"
	"time"
)

// Position is a place in the log, after some entry. Only its store knows what
// is in it. Start is the place before the first entry.
type Position string

// Start is the position before the first entry, in every store.
const Start Position = ""

// ErrMoved says that others have appended since the position that was given:
// read on from there, decide again, and try again.
var ErrMoved = errors.New("the ledger has moved on")

// ErrNoPayload says that a payload is not kept: it was never stored, was
// erased, or the store keeps none.
var ErrNoPayload = errors.New("the words of this post are not kept")

// Stuck marks an error as one that running again does not mend: somebody must
// look at the ledger.
func Stuck(err error) error { return stuck{err} }

// IsStuck reports whether an error, or one in it, is marked so.
func IsStuck(err error) bool {
	var s stuck
	return errors.As(err, &s)
}

type stuck struct{ error }

func (s stuck) Unwrap() error { return s.error }

// Store keeps a log. Every implementation passes ledgertest.Run.
//
// A store may be used by many goroutines and many processes at once. It does
// not retry but where the same call is certain to be harmless, and it never
// interprets entries.
type Store interface {
	// Read yields the entries after a position, oldest first, and returns the
	// position after the last. It yields an entry once Append has returned for
	// it, never before it is durable, never twice, and never one whose Append
	// failed with ErrMoved. An error of yield ends the reading and is returned.
	Read(ctx context.Context, after Position, yield func(Entry) error) (Position, error)

	// Append adds entries after a position and returns the position after
	// them. Either all are added, durably, or none is: if anything was
	// appended after that position the error is ErrMoved. Any other error
	// leaves it open whether the entries were added; reading tells.
	Append(ctx context.Context, after Position, entries []Entry) (Position, error)

	// PutPayload keeps the bytes of a post under a name ([a-z0-9-]+); the same
	// name again replaces them. A store that keeps none returns ErrNoPayload.
	PutPayload(ctx context.Context, name string, data []byte) error
	// Payload returns what was kept, or ErrNoPayload.
	Payload(ctx context.Context, name string) ([]byte, error)
	// ErasePayload forgets it for good; a missing one is no error.
	ErasePayload(ctx context.Context, name string) error

	// Close gives back what the store holds. Entries need no closing.
	Close() error
}

// Gatherer is a store whose appends cost so much that a write waits for others
// to join it (Hand).
type Gatherer interface {
	// Gather is how long at most.
	Gather() time.Duration
}
