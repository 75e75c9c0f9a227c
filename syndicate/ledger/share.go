package ledger

import (
	"context"
	"time"
)

// Sharer is a store by which many runs share out the accounts among them, so
// that they do not all try for the same message. A turn saves work and proves
// nothing: whoever may send is decided by the claim in the log alone. Two runs
// may both believe to have an account's turn (one of them was asleep), and
// that is safe.
type Sharer interface {
	// Turn takes the turn of an account for a time, or takes it anew: true if
	// nobody else has it, or nobody has it any more. It never waits for
	// another run.
	Turn(ctx context.Context, site, account, owner string, length time.Duration) (bool, error)
	// Done gives a turn back. One that somebody else has meanwhile stays
	// theirs.
	Done(ctx context.Context, site, account, owner string) error
}

// Sharer returns the store's, or nil if it has none.
func (b *Book) Sharer() Sharer {
	s, _ := b.store.(Sharer)
	return s
}
