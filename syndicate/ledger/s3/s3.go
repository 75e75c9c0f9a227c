// Package s3 keeps a ledger in a bucket of any host that speaks S3: `ledger:
// s3://BUCKET/PREFIX`. Many runs on many machines share it without a server of
// ours.
//
// Each append is one object, PREFIX/log/0000000001.jsonl and so on, of JSON
// lines as in the other stores, made on the condition that there is none under
// its number (If-None-Match: *). So one create decides who wins, nothing is
// ever locked, and nothing is ever written anew: replacing an object under
// If-Match is not one step on every server that offers it (decision 030). That
// a create is one, each handle proves before its first append (bucket.Prove).
//
// Objects of log/ are never removed, not by us either: a writer that is late
// must never find a used number free. So that a long log is read with few
// requests, PREFIX/segments/ has copies, 512 appends to an object. Whoever
// writes the last append of such a group, or has read all of it, makes one.
// They are made of what never changes, so all who make one write the same.
//
// A create whose answer was lost may have been done, and "somebody was quicker"
// may be the echo of our own first request, repeated on its way. So after any
// answer but success the object is read. Each append carries a mark of its own
// (line.Mark), by which its lines are told from those of any other, and to
// send it again is certain to be harmless: the condition lets one copy in.
//
// What the log said may not change. A number that is missing between others,
// and an object that is not what it was, stop everything, by name. The object
// at a position is looked at right before each append there, for that is when
// it matters: what a run may send hangs on an append, and a look for news
// stays one small request. Only a person who takes away the newest objects
// between two runs is not noticed; no run knows of them.
//
// Do not put a rule on the bucket that lets its objects expire, and do not let
// others read it: the words of posts lie under PREFIX/payload. They are erased
// with all their versions.
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

// Store is a handle on a ledger in a bucket. Its positions are the number of an
// append and a fingerprint of its object.
type Store struct {
	b     *bucket.Bucket
	nonce func() string

	turn   chan struct{} // holds one token, for who reads or sets proven
	proven bool          // the server makes one object of many creates

	mu   sync.Mutex
	last tip // the highest that was ever read or written
}

// tip is the newest append that a handle knows.
type tip struct {
	place
	etag string // empty where it was read in a segment
}

// Open returns a handle. It asks the server nothing yet, and there is nothing
// to make before the first Append.
func Open(o Options) (*Store, error) {
	b, err := bucket.Open(o.Place, bucket.Options{Env: o.Env, Transport: o.Transport})
	if err != nil {
		return nil, err
	}
	return &Store{b: b, nonce: o.Nonce, turn: make(chan struct{}, 1)}, nil
}

// Read yields the entries after a position. Where this handle knows the
// position and there are no news, it is one request.
func (s *Store) Read(ctx context.Context, after ledger.Position, yield func(ledger.Entry) error) (ledger.Position, error) {
	from, err := parse(after)
	if err != nil {
		return after, err
	}
	if err := ctx.Err(); err != nil {
		return after, err
	}
	end, err := s.read(ctx, from, yield)
	if err != nil {
		return after, err
	}
	return end.position(), nil
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
	if err := s.stands(ctx, p); err != nil {
		return after, err
	}
	if len(data) == 0 {
		return after, s.ends(ctx, p)
	}
	if err := s.prove(ctx); err != nil {
		return after, err
	}
	end, err := s.write(ctx, p.number+1, line.Mark(data, s.nonce()))
	if err != nil {
		return after, err
	}
	if end.number%group == 0 {
		s.condense(ctx, end.number)
	}
	return end.position(), nil
}

// stands makes sure that a position is in the log still. It is ErrMoved where
// this handle knows what came after.
func (s *Store) stands(ctx context.Context, p place) error {
	if p.number == 0 {
		return s.unbegun(ctx)
	}
	if err := s.verify(ctx, p); err != nil {
		return err
	}
	if s.newest().number > p.number {
		return ledger.ErrMoved
	}
	return nil
}

// verify compares the object at a position with what is known of it. The one
// that this handle knows best is sent again only if it has changed.
func (s *Store) verify(ctx context.Context, p place) error {
	known := s.newest()
	if known.place != p {
		known = tip{}
	}
	o, err := s.get(ctx, single(p.number), known.etag)
	if err != nil {
		return err
	}
	if o.same || o.there && fingerprint(o.data) == p.print {
		return nil
	}
	return s.rewritten(single(p.number))
}

// unbegun makes sure that there is no log yet. A log that lost its beginning
// must not look like none.
func (s *Store) unbegun(ctx context.Context) error {
	parts, err := s.listed(ctx)
	if err != nil {
		return err
	}
	if len(parts) == 0 && s.newest().number == 0 {
		return nil
	}
	first, err := s.get(ctx, single(1), "")
	if err == nil && !first.there {
		return s.lost(1)
	}
	if err == nil {
		err = ledger.ErrMoved
	}
	return err
}

// ends is ErrMoved if there is anything after a position.
func (s *Store) ends(ctx context.Context, p place) error {
	next, err := s.get(ctx, single(p.number+1), "")
	if err == nil && next.there {
		err = ledger.ErrMoved
	}
	return err
}

// prove finds out, once a handle, whether the server keeps to conditions.
func (s *Store) prove(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if s.proven {
		return nil
	}
	err := again(ctx, func() error { return s.b.Prove(ctx, "probe/"+s.nonce()) })
	s.proven = err == nil
	return err
}

func (s *Store) newest() tip {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

// saw remembers the newest append. One that differs from what it was is an
// error.
func (s *Store) saw(t tip) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.number == s.last.number && t.print != s.last.print {
		return s.rewritten(single(t.number))
	}
	if t.number > s.last.number {
		s.last = t
	}
	return nil
}

func (s *Store) rewritten(p part) error {
	return ledger.Stuck(fmt.Errorf("%s: %s was changed or taken away: what was known of it is not there any more. Nothing is posted until it is as it was, or every account is adopted anew", s.b, p.key()))
}

// lost: a number is missing, and a higher one was seen.
func (s *Store) lost(number int) error {
	return ledger.Stuck(fmt.Errorf("%s: %s is not there, and others that came after it are or were; somebody changed the bucket by hand, or a rule lets its objects expire. Nothing is posted until all is as it was", s.b, single(number).key()))
}

// Close does nothing: a bucket is not held.
func (s *Store) Close() error { return nil }
