package s3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"nadi/internal/bucket"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/line"
)

// object is a part of the log as it was found.
type object struct {
	part
	data  []byte
	etag  string
	there bool
	same  bool // as it was under the etag that is known; data is not sent then
}

// get reads a part.
func (s *Store) get(ctx context.Context, p part, known string) (object, error) {
	o := object{part: p, there: true}
	err := again(ctx, func() (err error) {
		var changed bool
		o.data, o.etag, changed, err = s.b.GetChanged(ctx, p.key(), known)
		o.same = err == nil && !changed
		return err
	})
	if errors.Is(err, bucket.ErrMissing) {
		return object{part: p}, nil
	}
	return o, err
}

// widest is how many objects are read at once. A log is read by every run, and
// most of that time is waiting.
const widest = 16

// found is an object on its way.
type found struct {
	object
	err error
}

// ahead yields parts in their order and reads those that follow meanwhile. It
// leaves nothing running behind.
func (s *Store) ahead(ctx context.Context, parts []part) iter.Seq2[object, error] {
	return func(yield func(object, error) bool) {
		var all sync.WaitGroup
		defer all.Wait()
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		queue := make(chan chan found, widest-1)
		all.Go(func() { s.order(ctx, &all, parts, queue) })
		for one := range queue {
			f := <-one
			if !yield(f.object, f.err) || f.err != nil {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(object{}, err)
		}
	}
}

// order begins to read one part after another, as long as there is room in the
// queue.
func (s *Store) order(ctx context.Context, all *sync.WaitGroup, parts []part, queue chan<- chan found) {
	defer close(queue)
	for _, p := range parts {
		one := make(chan found, 1)
		select {
		case queue <- one:
		case <-ctx.Done():
			return
		}
		all.Go(func() {
			o, err := s.get(ctx, p, "")
			one <- found{o, err}
		})
	}
}

// listed returns the parts that the log consists of, as far as it is listed. A
// list may be drawn up while others append, and so have a number without the
// one before it; what is read afterwards has both. So the list says only how
// far the log goes at least.
func (s *Store) listed(ctx context.Context) (parts []part, err error) {
	segments, err := s.numbers(ctx, segmentFolder, "")
	if err != nil {
		return nil, err
	}
	is, highest, after := map[int]bool{}, 0, ""
	for _, n := range segments {
		if n%group == 0 {
			is[n], highest, after = true, n, single(n).key()
		}
	}
	singles, err := s.numbers(ctx, logFolder, after)
	if err != nil {
		return nil, err
	}
	for _, n := range singles {
		highest = max(highest, n)
	}
	for n := 1; n <= highest; n++ {
		p := single(n)
		if end := n + group - 1; n%group == 1 && is[end] {
			p, n = segment(end), end
		}
		parts = append(parts, p)
	}
	return parts, nil
}

// numbers lists a folder behind a key.
func (s *Store) numbers(ctx context.Context, folder, after string) (all []int, err error) {
	err = again(ctx, func() error {
		all = nil
		for o, err := range s.b.ListAfter(ctx, folder, after) {
			if err != nil {
				return err
			}
			if n := number(o.Key); n > 0 {
				all = append(all, n)
			}
		}
		return nil
	})
	return all, err
}

// reading is one Read.
type reading struct {
	s     *Store
	d     *line.Decoder
	yield func(ledger.Entry) error
	end   place // what was yielded
	batch collection
}

// read yields what comes after a place and returns the end. A log that ends
// before what this handle has seen was changed.
func (s *Store) read(ctx context.Context, from place, yield func(ledger.Entry) error) (place, error) {
	seen := s.newest()
	r := &reading{s: s, d: line.NewDecoder(), yield: yield, end: from}
	var err error
	switch {
	case from.number == 0:
		err = r.beginning(ctx)
	case from != seen.place:
		err = s.verify(ctx, from)
	}
	if err == nil {
		err = r.on(ctx)
	}
	if err == nil && seen.number > r.end.number {
		err = s.lost(r.end.number + 1)
	}
	return r.end, err
}

// beginning yields all that is listed.
func (r *reading) beginning(ctx context.Context) error {
	parts, err := r.s.listed(ctx)
	if err != nil {
		return err
	}
	for o, err := range r.s.ahead(ctx, parts) {
		if err == nil && !o.there && o.appends() == 1 {
			err = r.s.lost(o.last)
		}
		if err == nil && !o.there {
			err = r.s.rewritten(o.part)
		}
		if err == nil {
			err = r.take(ctx, o)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// on yields appends up to the first number that is not there. What is read at
// once is no picture of one moment; but a number is made only after the one
// before it, so a beginning of the log it is.
func (r *reading) on(ctx context.Context) error {
	for width := 1; ; width = min(2*width, widest) {
		parts := make([]part, width)
		for i := range parts {
			parts[i] = single(r.end.number + 1 + i)
		}
		for o, err := range r.s.ahead(ctx, parts) {
			if err != nil || !o.there {
				return err
			}
			if err := r.take(ctx, o); err != nil {
				return err
			}
		}
	}
}

// take yields the entries of one object.
func (r *reading) take(ctx context.Context, o object) error {
	n, last := appends(o.data)
	if n != o.appends() {
		return r.s.garbage(o.part, max(1, bytes.Count(o.data, []byte("\n"))), 0)
	}
	if err := r.lines(ctx, o); err != nil {
		return err
	}
	r.end = place{o.last, fingerprint(last)}
	t := tip{place: r.end}
	if o.appends() == 1 {
		t.etag = o.etag
	}
	if err := r.s.saw(t); err != nil {
		return err
	}
	if r.batch.add(o) {
		r.s.keep(ctx, &r.batch)
	}
	return nil
}

func (r *reading) lines(ctx context.Context, o object) error {
	var e ledger.Entry
	count := 0
	for text := range bytes.Lines(o.data) {
		count++
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.d.Decode(bytes.TrimSuffix(text, []byte("\n")), &e); err != nil || e.V < 1 || e.V > ledger.Version {
			return r.s.garbage(o.part, count, e.V)
		}
		if err := r.yield(e); err != nil {
			return err
		}
	}
	return nil
}

// appends counts the appends in some lines and returns the last. Lines that do
// not end with a whole append are none.
func appends(data []byte) (n int, last []byte) {
	start, at := 0, 0
	for text := range bytes.Lines(data) {
		at += len(text)
		switch {
		case text[len(text)-1] != '\n':
			return 0, nil
		case !bytes.HasSuffix(text, []byte(line.More+"\n")):
			n, last, start = n+1, data[start:at], at
		}
	}
	if start != len(data) {
		return 0, nil
	}
	return n, last
}

// garbage says where a line is that is no entry. The line is not quoted:
// nobody knows what is in it.
func (s *Store) garbage(p part, line, format int) error {
	where := fmt.Sprintf("%s, %s:%d", s.b, p.key(), line)
	if format > ledger.Version {
		return ledger.Stuck(fmt.Errorf("%s: this entry has format %d, and this Nadi knows formats up to %d; use the newer Nadi", where, format, ledger.Version))
	}
	return ledger.Stuck(fmt.Errorf("%s: this line is no entry of a ledger, or not a whole one, or one is missing; somebody changed the bucket by hand. Nothing is posted until it is as it was", where))
}
