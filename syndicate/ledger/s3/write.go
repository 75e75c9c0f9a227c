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

// text is what the objects of the log are.
var text = bucket.Meta{Type: "application/jsonl"}

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

// write makes an append. Its error is nil where it is there, whoever said so,
// and ledger.ErrMoved where another's is. While nothing is there, to send the
// same again is harmless: the condition lets in one of two copies.
func (s *Store) write(ctx context.Context, number int, data []byte) (place, error) {
	end := place{number, fingerprint(data)}
	for try := 0; ; try++ {
		etag, err := s.b.Put(ctx, single(number).key(), data, text, bucket.IfNew)
		if err == nil {
			return end, s.saw(tip{end, etag})
		}
		now, unread := s.get(context.WithoutCancel(ctx), single(number), "")
		switch {
		case unread != nil:
			return end, unknown(err)
		case now.there && bytes.Equal(now.data, data):
			return end, s.saw(tip{end, now.etag})
		case now.there:
			return end, ledger.ErrMoved
		case !errors.Is(err, bucket.ErrLost) && !errors.Is(err, bucket.ErrUnanswered):
			return end, err
		case try == tries-1 || !wait(ctx, pause(try)):
			return end, unknown(err)
		}
	}
}

// unknown is about a request that may still be on its way.
func unknown(err error) error {
	return fmt.Errorf("the ledger could not be written, and whether it was is unknown: %w", err)
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
