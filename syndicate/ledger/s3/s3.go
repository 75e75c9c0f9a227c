// Package s3 keeps a ledger in a bucket of any host that speaks S3: `ledger:
// s3://BUCKET/PREFIX`. Many runs on many machines share it without a server of
// ours.
//
// The log is cut into segments, PREFIX/log/000001.jsonl and so on, of JSON
// lines as in the other stores. An append writes the last segment anew, longer
// by its lines, on the condition that the segment is still the one that was
// read (If-Match). A segment that has reached its full size is never written
// again; the next append makes the next one, on the condition that there is
// none (If-None-Match). So one object at a time decides who wins, nothing is
// ever locked, and a batch stands in one segment. That rests on a server that
// keeps to conditions, which each handle proves before its first append
// (bucket.Prove).
//
// A write whose answer was lost may have been done, and "somebody was quicker"
// may be the echo of our own first request, repeated on its way. So after any
// answer but success the segment is read again. Each append carries a mark of
// its own (line.Mark), by which its lines are told from those of any other,
// and for the same reason it is certain to be harmless to send it again: the
// condition lets one of the copies in.
//
// What the log said may not change. A segment that was shortened, rewritten or
// lost stops everything, with its name. Do not put a rule on the bucket that
// lets its objects expire, and do not let others read it: the words of posts
// lie under PREFIX/payload. They are erased with all their versions.
package s3

import (
	"context"
	"fmt"
	"net/http"
	"sync"

	"nadi/internal/bucket"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/line"
)

// Options say where the ledger is.
type Options struct {
	Place     string                   // s3://BUCKET/PREFIX, see bucket.Open
	Env       func(name string) string // the environment: keys, region, endpoint
	Transport http.RoundTripper
	// Nonce returns letters and digits that nobody else gets, ever: 128 bits
	// of chance.
	Nonce func() string
}

// Store is a handle on a ledger in a bucket. Its positions are the number of a
// segment, its length in bytes and a fingerprint of that much of it.
type Store struct {
	b     *bucket.Bucket
	nonce func() string
	turn  chan struct{} // holds one token: one append of a handle at a time

	mu     sync.Mutex
	last   segment // as it was last read or written
	seen   int     // the highest number of a segment that was ever read or written
	whole  bool    // no segment is missing between those that are there
	proven bool    // the server keeps to conditions
}

// Open returns a handle. It asks the server nothing yet; the first segment is
// made by the first Append.
func Open(o Options) (*Store, error) {
	b, err := bucket.Open(o.Place, bucket.Options{Env: o.Env, Transport: o.Transport})
	if err != nil {
		return nil, err
	}
	return &Store{b: b, nonce: o.Nonce, turn: make(chan struct{}, 1)}, nil
}

// Read yields the entries after a position.
func (s *Store) Read(ctx context.Context, after ledger.Position, yield func(ledger.Entry) error) (ledger.Position, error) {
	from, err := parse(after)
	if err != nil {
		return after, err
	}
	if err := ctx.Err(); err != nil {
		return after, err
	}
	last, err := s.read(ctx, from, yield)
	if err != nil {
		return after, err
	}
	return last.end().position(), nil
}

// read yields what comes after a place and returns the last segment. It sees
// to it that a log does not end where a segment was shortened or lost: a log
// without its beginning would look like an empty one. It compares with what
// this handle has seen, and once a handle with a list of what is there.
func (s *Store) read(ctx context.Context, from place, yield func(ledger.Entry) error) (segment, error) {
	d := line.NewDecoder()
	highest, whole := s.seenBefore()
	last, err := s.readOn(ctx, d, from, yield)
	if err == nil && !whole {
		var listed int
		listed, err = s.highest(ctx)
		highest = max(highest, listed)
	}
	if err == nil && highest > last.number { // made since then, or what lies between is lost
		last, err = s.readOn(ctx, d, last.end(), yield)
	}
	if err != nil {
		return last, err
	}
	if highest > last.number {
		lost := last.number
		if lost == 0 || last.closed() {
			lost++
		}
		return last, fmt.Errorf("%s: %s is there, but %s is not, or is not what it was; somebody changed the bucket by hand, or a rule lets its objects expire. Nothing is posted until all is as it was", s.b, name(highest), name(lost))
	}
	s.learn(func() { s.whole = true })
	return last, nil
}

// readOn yields what comes after a place and returns the last segment.
func (s *Store) readOn(ctx context.Context, d *line.Decoder, from place, yield func(ledger.Entry) error) (last segment, err error) {
	known := from.number == 0
	for seg, err := range s.segments(ctx, max(from.number, 1)) {
		if err != nil {
			return last, err
		}
		at := 0
		if seg.number == from.number {
			if known = seg.has(from); !known {
				break
			}
			at = from.length
		}
		if err := s.lines(ctx, d, seg, at, yield); err != nil {
			return last, err
		}
		last = seg
	}
	if !known {
		return last, s.rewritten(from.number)
	}
	return last, nil
}

// Append adds entries if nothing has come after the position.
func (s *Store) Append(ctx context.Context, after ledger.Position, entries []ledger.Entry) (ledger.Position, error) {
	p, err := parse(after)
	if err != nil {
		return after, err
	}
	data, err := line.Encode(entries)
	if err != nil {
		return after, err
	}
	if err := ctx.Err(); err != nil {
		return after, err
	}
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return after, ctx.Err()
	}
	last, err := s.at(ctx, p)
	if err != nil || len(data) == 0 {
		return after, err
	}
	if err := s.prove(ctx); err != nil {
		return after, err
	}
	next := last.with(line.Mark(data, s.nonce()))
	if err := s.write(ctx, last, next); err != nil {
		return after, err
	}
	return next.end().position(), nil
}

// at returns the last segment of a log that ends at a place. Where it is the
// one this handle knows, the write will tell whether it still is.
func (s *Store) at(ctx context.Context, p place) (segment, error) {
	if last := s.newest(); last.end() == p && s.knows(&s.whole) {
		return last, nil
	}
	last, err := s.read(ctx, p, func(ledger.Entry) error { return nil })
	if err == nil && last.end() != p {
		err = ledger.ErrMoved
	}
	return last, err
}

// prove finds out, once a handle, whether the server keeps to conditions.
func (s *Store) prove(ctx context.Context) error {
	if s.knows(&s.proven) {
		return nil
	}
	if err := again(ctx, func() error { return s.b.Prove(ctx, "probe/"+s.nonce()) }); err != nil {
		return err
	}
	s.learn(func() { s.proven = true })
	return nil
}

func (s *Store) knows(fact *bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return *fact
}

func (s *Store) learn(what func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	what()
}

func (s *Store) newest() (last segment) {
	s.learn(func() { last = s.last })
	return last
}

// seenBefore returns the highest number of a segment that this handle has seen,
// and whether it has made sure that there is none above.
func (s *Store) seenBefore() (number int, whole bool) {
	s.learn(func() { number, whole = s.seen, s.whole })
	return number, whole
}

// saw remembers the newest segment.
func (s *Store) saw(seg segment) {
	s.learn(func() { s.last, s.seen = seg, max(s.seen, seg.number) })
}

func (s *Store) rewritten(number int) error {
	return fmt.Errorf("%s: %s was changed or taken away: what was known of it is not there any more. Nothing is posted until it is as it was, or every account is adopted anew", s.b, name(number))
}

// Close does nothing: a bucket is not held.
func (s *Store) Close() error { return nil }
