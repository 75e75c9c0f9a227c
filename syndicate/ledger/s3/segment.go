package s3

import (
	"context"

	"nadi/internal/bucket"
)

// collection gathers the appends of a group from single objects.
type collection struct {
	last int // the number that was added last; 0 where none fits
	data []byte
	off  bool // making a segment has failed; the others would too
}

// add reports whether the collection is a whole group now.
func (c *collection) add(o object) bool {
	begins := o.last%group == 1
	if c.off || o.appends() != 1 || !begins && (c.last == 0 || o.last != c.last+1) {
		c.last, c.data = 0, nil
		return false
	}
	if begins {
		c.data = nil // the one before may be on its way to the server
	}
	c.last, c.data = o.last, append(c.data, o.data...)
	return o.last%group == 0
}

// keep makes the segment of a whole group. It is for speed only, so a failure
// is none of the caller's; and since everybody makes the same of a group, it
// needs no server that keeps to conditions.
func (s *Store) keep(ctx context.Context, c *collection) {
	if n, _ := appends(c.data); n != group {
		return
	}
	_, err := s.b.Put(ctx, segment(c.last).key(), c.data, text, bucket.IfNew)
	c.off = err != nil
}

// condense makes the segment that ends with a number.
func (s *Store) condense(ctx context.Context, last int) {
	var parts []part
	for n := segment(last).first; n <= last; n++ {
		parts = append(parts, single(n))
	}
	var c collection
	for o, err := range s.ahead(ctx, parts) {
		if err != nil || !o.there {
			return
		}
		if c.add(o) {
			s.keep(ctx, &c)
		}
	}
}
