package s3

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"

	"golang.org/x/sync/errgroup"

	"nadi/internal/bucket"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/line"
)

// full is the size at which a segment is closed, in bytes. It is part of the
// format: a segment below it is the last one for every reader. An append sends
// half of it on average, and a log of 36 MB is read with 140 requests.
const full = 256 << 10

// segment is one object of the log. Number 0 is the log without any.
type segment struct {
	number int
	data   []byte // never written to
	etag   string
}

func (g segment) closed() bool { return len(g.data) >= full }

// with returns the segment that an append writes: this one with more lines, or
// the next one.
func (g segment) with(lines []byte) segment {
	if g.number == 0 || g.closed() {
		return segment{number: g.number + 1, data: lines}
	}
	return segment{number: g.number, data: slices.Concat(g.data, lines)}
}

// place is a position, taken apart.
type place struct {
	number, length int
	print          string
}

func print(data []byte) string {
	sum := sha256.Sum256(data)
	return fmt.Sprintf("%x", sum[:16])
}

func (g segment) end() place {
	if g.number == 0 {
		return place{}
	}
	return place{g.number, len(g.data), print(g.data)}
}

// has reports whether a place is in this segment.
func (g segment) has(p place) bool {
	return p.number == g.number && p.length <= len(g.data) && print(g.data[:p.length]) == p.print
}

func (p place) position() ledger.Position {
	if p.number == 0 {
		return ledger.Start
	}
	return ledger.Position(fmt.Sprintf("%d-%d-%s", p.number, p.length, p.print))
}

var positionForm = regexp.MustCompile(`^([1-9][0-9]{0,8})-([0-9]{1,9})-([0-9a-f]{32})$`)

func parse(p ledger.Position) (place, error) {
	if p == ledger.Start {
		return place{}, nil
	}
	m := positionForm.FindStringSubmatch(string(p))
	if m == nil {
		return place{}, fmt.Errorf("%q is no position in this ledger", string(p))
	}
	number, _ := strconv.Atoi(m[1]) // the form lets no other thing through
	length, _ := strconv.Atoi(m[2])
	return place{number, length, m[3]}, nil
}

const folder = "log/"

func name(number int) string { return fmt.Sprintf("%s%06d.jsonl", folder, number) }

var nameForm = regexp.MustCompile(`^log/([0-9]{6,9})\.jsonl$`)

// highest returns the highest number of a segment that is there.
func (s *Store) highest(ctx context.Context) (highest int, err error) {
	err = again(ctx, func() error {
		for o, err := range s.b.List(ctx, folder) {
			if err != nil {
				return err
			}
			if m := nameForm.FindStringSubmatch(o.Key); m != nil {
				number, _ := strconv.Atoi(m[1])
				highest = max(highest, number)
			}
		}
		return nil
	})
	return highest, err
}

// segments yields the segments from a number on, up to the first that is not
// closed or not there, and remembers the last.
func (s *Store) segments(ctx context.Context, from int) iter.Seq2[segment, error] {
	return func(yield func(segment, error) bool) {
		for width := 1; ; width = min(2*width, widest) {
			some, err := s.fetch(ctx, from, width)
			if err != nil {
				yield(segment{}, err)
				return
			}
			for _, seg := range some {
				s.saw(seg)
				if !yield(seg, nil) || !seg.closed() {
					return
				}
			}
			if len(some) < width {
				return
			}
			from += width
		}
	}
}

// widest is how many segments are read at once. A long log is read by every
// run, and most of that time is waiting.
const widest = 8

// fetch reads so many segments from a number on, up to the first that is not
// there. What is read at once is no picture of one moment; but a segment is
// made only after the one before it was closed, so a beginning of the log it
// is.
func (s *Store) fetch(ctx context.Context, from, width int) ([]segment, error) {
	some := make([]segment, width)
	g, ctx := errgroup.WithContext(ctx)
	for i := range some {
		g.Go(func() (err error) {
			some[i], err = s.get(ctx, from+i)
			return err
		})
	}
	err := g.Wait()
	if none := slices.IndexFunc(some, func(g segment) bool { return g.number == 0 }); err == nil && none >= 0 {
		some = some[:none]
	}
	return some, err
}

// get reads one segment; number is 0 where it is not there. The one that is
// known is sent again only if it has changed.
func (s *Store) get(ctx context.Context, number int) (segment, error) {
	known := s.newest()
	if known.number != number {
		known = segment{}
	}
	var data []byte
	var etag string
	var changed bool
	err := again(ctx, func() (err error) {
		data, etag, changed, err = s.b.GetChanged(ctx, name(number), known.etag)
		return err
	})
	switch {
	case errors.Is(err, bucket.ErrMissing):
		return segment{}, nil
	case err != nil:
		return segment{}, err
	case !changed:
		return known, nil
	}
	return segment{number, data, etag}, nil
}

// lines yields the entries of a segment behind an offset.
func (s *Store) lines(ctx context.Context, d *line.Decoder, g segment, at int, yield func(ledger.Entry) error) error {
	var e ledger.Entry
	count := 1 + bytes.Count(g.data[:at], []byte("\n"))
	for rest := g.data[at:]; len(rest) > 0; count++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		text, tail, whole := bytes.Cut(rest, []byte("\n"))
		cut := !whole || len(tail) == 0 && bytes.HasSuffix(text, []byte(line.More))
		if err := d.Decode(text, &e); err != nil || e.V < 1 || e.V > ledger.Version || cut {
			return s.garbage(g.number, count, e.V)
		}
		if err := yield(e); err != nil {
			return err
		}
		rest = tail
	}
	return nil
}

// garbage says where a line is that is no entry. The line is not quoted:
// nobody knows what is in it.
func (s *Store) garbage(number, line, format int) error {
	where := fmt.Sprintf("%s, %s:%d", s.b, name(number), line)
	if format > ledger.Version {
		return fmt.Errorf("%s: this entry has format %d, and this Nadi knows formats up to %d; use the newer Nadi", where, format, ledger.Version)
	}
	return fmt.Errorf("%s: this line is no entry of a ledger, or not a whole one; somebody changed the bucket by hand. Nothing is posted until it is as it was", where)
}
