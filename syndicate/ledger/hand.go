package ledger

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Hand is one of several that write in the same book at the same time, one
// thing after the other: the work on one account. Where appends cost much
// (Gatherer), what a hand writes waits until every other hand has something to
// write too, or is done, so that all of it goes with one append. Who lets the
// others wait for the whole time is not waited for again until it writes.
type Hand struct {
	book *Book
	// Both belong to the queue's lock.
	writing, late bool
}

// Hand returns a new hand, which must be told when it is Done. Make all hands
// before the first begins: one that is not made yet is not waited for.
func (b *Book) Hand() *Hand {
	h := &Hand{book: b}
	b.queue.change(func(q *queue) { q.hands = append(q.hands, h) })
	return h
}

// Write is Book.Write, by this hand.
func (h *Hand) Write(ctx context.Context, decide func(*History) ([]Entry, error)) error {
	q := &h.book.queue
	q.change(func(*queue) { h.writing, h.late = true, false })
	defer q.change(func(*queue) { h.writing = false })
	return h.book.write(ctx, decide)
}

// Done says that the hand writes nothing more.
func (h *Hand) Done() {
	h.book.queue.change(func(q *queue) { q.hands = slices.DeleteFunc(q.hands, func(x *Hand) bool { return x == h }) })
}

// queue holds the writes that nobody has begun, and the hands that more may
// come from.
type queue struct {
	mu      sync.Mutex
	waiting []*write
	hands   []*Hand
	changed chan struct{} // closed at the next change; nil while nobody looks
}

// change changes the queue, and wakes those who wait for others.
func (q *queue) change(do func(*queue)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	do(q)
	if q.changed != nil {
		close(q.changed)
		q.changed = nil
	}
}

func (q *queue) add(w *write) {
	q.change(func(q *queue) { q.waiting = append(q.waiting, w) })
}

func (q *queue) remove(w *write) {
	q.change(func(q *queue) { q.waiting = slices.DeleteFunc(q.waiting, func(x *write) bool { return x == w }) })
}

// take empties the queue; first comes first.
func (q *queue) take(first *write) (all []*write) {
	q.change(func(q *queue) {
		all = append([]*write{first}, slices.DeleteFunc(q.waiting, func(x *write) bool { return x == first })...)
		q.waiting = nil
	})
	return all
}

// ready reports whether there is nobody to wait for with a write: it is
// somebody else's already, or all hands write. The channel is closed when that
// may have become otherwise.
func (q *queue) ready(w *write) (bool, <-chan struct{}) {
	q.mu.Lock()
	defer q.mu.Unlock()
	absent := slices.ContainsFunc(q.hands, func(h *Hand) bool { return !h.writing && !h.late })
	if !absent || !slices.Contains(q.waiting, w) {
		return true, nil
	}
	if q.changed == nil {
		q.changed = make(chan struct{})
	}
	return false, q.changed
}

// gather waits until others have joined a write, and for so long at most. Then
// those who have not are late.
func (q *queue) gather(ctx context.Context, w *write, most time.Duration) {
	if most == 0 {
		return
	}
	end := time.NewTimer(most)
	defer end.Stop()
	for {
		ready, changed := q.ready(w)
		if ready {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		case <-end.C:
			q.change(func(q *queue) {
				for _, h := range q.hands {
					h.late = !h.writing
				}
			})
			return
		}
	}
}
