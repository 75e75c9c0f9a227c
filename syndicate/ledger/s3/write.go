package s3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"nadi/internal/bucket"
	"nadi/syndicate/ledger"
)

// tries is how often one request is sent at most.
const tries = 4

// pause is how long a request waits for its next try: a second in all.
func pause(try int) time.Duration { return 50 * time.Millisecond << (2 * try) }

// again repeats what does no harm twice: reading, keeping the same words under
// the same name, erasing them. A run reads hundreds of objects, and hosts ask
// for a little patience now and then (503 SlowDown).
func again(ctx context.Context, do func() error) error {
	for try := 0; ; try++ {
		err := do()
		if !errors.Is(err, bucket.ErrUnanswered) || try == tries-1 || !wait(ctx, pause(try)) {
			return err
		}
	}
}

// write puts the next segment in the place of the last one. Its error is nil
// where it is there, whoever said so, and ledger.ErrMoved where it never will
// be. Between two tries the segment is read, so what is repeated was not done
// yet, and the condition lets in one of two copies.
func (s *Store) write(ctx context.Context, last, next segment) error {
	for try := 0; ; try++ {
		etag, err := s.b.Put(ctx, name(next.number), next.data, bucket.Meta{Type: "application/jsonl"}, condition(last, next))
		if err == nil {
			next.etag = etag
			s.saw(next)
			return nil
		}
		now, unread := s.get(context.WithoutCancel(ctx), next.number)
		if unread != nil {
			return fmt.Errorf("the ledger could not be written, and whether it was is unknown: %w", err)
		}
		switch stands(last, next, now) {
		case ours:
			s.saw(now)
			return nil
		case moved:
			return ledger.ErrMoved
		case broken:
			return s.rewritten(next.number)
		}
		if !errors.Is(err, bucket.ErrLost) && !errors.Is(err, bucket.ErrUnanswered) {
			return err
		}
		if try == tries-1 || !wait(ctx, pause(try)) {
			return fmt.Errorf("the ledger could not be written, and whether it was is unknown: %w", err)
		}
		if now.number == last.number { // the same bytes may be there under another etag
			last = now
		}
	}
}

func condition(last, next segment) bucket.Condition {
	if next.number == last.number {
		return bucket.IfMatch(last.etag)
	}
	return bucket.IfNew
}

// standing is what has become of a write.
type standing int

const (
	undone standing = iota // nothing has changed; a request may still be on its way
	ours                   // it was done, and perhaps others came after it
	moved                  // others came instead, so its condition never holds again
	broken                 // what was there before is not there any more
)

// stands compares the object that a write was for with what is there now. The
// bytes of next hold the mark of this append, so where they stand they are
// ours. And an object that differs from last has another etag for good, since
// a log only grows: a request still on its way will be refused.
func stands(last, next, now segment) standing {
	created := next.number != last.number
	switch {
	case now.number == 0 && created:
		return undone
	case now.number == 0:
		return broken
	case bytes.HasPrefix(now.data, next.data):
		return ours
	case created:
		return moved
	case !bytes.HasPrefix(now.data, last.data):
		return broken
	case len(now.data) == len(last.data):
		return undone
	}
	return moved
}

// wait reports whether the time has passed before the context ended.
func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
