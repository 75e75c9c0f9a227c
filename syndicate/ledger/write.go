package ledger

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// Write appends the entries that decide returns, having looked at the newest
// history; decide is asked again whenever somebody else was quicker, so it
// must not do anything but decide. Where all its entries are messages of one
// account it may look at that account and at the whole site only: what is
// written at the same time about other accounts is not in the history yet. No
// entries means that there is nothing to write. When Write returns nil the
// entries are durable. After any error but one of decide it is open whether
// they are; a Refresh tells.
func (b *Book) Write(ctx context.Context, decide func(*History) ([]Entry, error)) error {
	return b.write(ctx, decide)
}

func (b *Book) write(ctx context.Context, decide func(*History) ([]Entry, error)) error {
	w := &write{ctx: ctx, decide: decide}
	b.queue.add(w)
	b.queue.gather(ctx, w, b.gather)
	b.turn <- struct{}{} // whatever becomes of ctx: whoever has the book may be writing this
	defer func() { <-b.turn }()
	if w.done { // whoever had the book before has written it
		return w.err
	}
	if err := ctx.Err(); err != nil {
		b.queue.remove(w)
		return err
	}
	b.wave(b.queue.take(w))
	return w.err
}

// write is one call of Write. All but its first two fields belong to whoever
// holds the book.
type write struct {
	ctx     context.Context
	decide  func(*History) ([]Entry, error)
	entries []Entry
	done    bool
	err     error
}

func (w *write) end(err error) { w.done, w.err = true, err }

// wave brings the first write to its end, and with it all that go together.
// The others wait on.
func (b *Book) wave(all []*write) {
	ctx, cancel := together(all)
	defer cancel()
	for !all[0].done {
		if err := b.refresh(ctx); err != nil {
			all[0].end(err)
			break
		}
		aboard := b.decide(all)
		if len(aboard) == 0 {
			break // nothing to write
		}
		err := b.append(ctx, aboard)
		if errors.Is(err, ErrMoved) {
			continue
		}
		for _, w := range aboard {
			w.end(err)
		}
	}
	for _, w := range all {
		if !w.done {
			b.queue.add(w)
		}
	}
}

// together is a context that lasts as long as anybody's.
func together(all []*write) (context.Context, context.CancelFunc) {
	if len(all) == 1 {
		return context.WithCancel(all[0].ctx)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(all[0].ctx))
	var left sync.WaitGroup
	var stops []func() bool
	for _, w := range all {
		left.Add(1)
		stops = append(stops, context.AfterFunc(w.ctx, left.Done))
	}
	over := make(chan struct{})
	go func() {
		left.Wait()
		cancel()
		close(over)
	}()
	return ctx, func() {
		for _, stop := range stops {
			if stop() {
				left.Done()
			}
		}
		<-over
	}
}

// decide asks each write what it wants, ends those that want nothing, and
// returns those that can be appended together: the first, and every other whose
// accounts nobody else has.
func (b *Book) decide(all []*write) []*write {
	var aboard []*write
	taken := map[string]bool{}
	for i, w := range all {
		if w.done {
			continue
		}
		if err := w.ctx.Err(); err != nil {
			w.end(err)
			continue
		}
		w.entries, w.err = w.decide(b.history)
		if w.err == nil {
			w.err = understood(w.entries)
		}
		accounts, alone := concerns(w.entries)
		switch {
		case w.err != nil || len(w.entries) == 0:
			w.end(w.err)
		case i > 0 && (alone || slices.ContainsFunc(accounts, func(a string) bool { return taken[a] })):
			continue
		case alone:
			return []*write{w}
		default:
			aboard = append(aboard, w)
			for _, a := range accounts {
				taken[a] = true
			}
		}
	}
	return aboard
}

// concerns returns the accounts whose messages entries are about; alone means
// that they are about more than that.
func concerns(entries []Entry) (accounts []string, alone bool) {
	for _, e := range entries {
		if e.Item == "" || e.Account == "" {
			return nil, true
		}
		accounts = append(accounts, e.Account)
	}
	return accounts, false
}

// understood stamps entries and refuses one that nobody would understand: it
// would stop every reader for good.
func understood(entries []Entry) error {
	for i := range entries {
		e := &entries[i]
		e.V, e.T, e.Deadline = Version, e.T.UTC().Round(0), e.Deadline.UTC().Round(0)
		if err := NewHistory(e.Site).Add(*e); err != nil {
			return err
		}
	}
	return nil
}

// append appends what writes decided, and learns it.
func (b *Book) append(ctx context.Context, aboard []*write) error {
	var entries []Entry
	for _, w := range aboard {
		entries = append(entries, w.entries...)
	}
	at, err := b.store.Append(ctx, b.at, entries)
	if err != nil {
		return err
	}
	b.at = at
	for _, e := range entries {
		if err := b.history.Add(e); err != nil {
			return err
		}
	}
	return nil
}
