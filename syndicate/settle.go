package syndicate

import (
	"context"
	"errors"
	"time"

	"nadi/syndicate/ledger"
)

// looks are the waits before each look for a message that may have arrived
// late; networks show a new post after seconds, some after a minute.
var looks = []time.Duration{0, 5 * time.Second, 20 * time.Second, time.Minute}

// fresh is how long after sending a message may still turn up.
const fresh = 5 * time.Minute

// settleAll tries to find out what became of the account's open messages.
func (w *work) settleAll(ctx context.Context) {
	for _, row := range w.rows {
		if row.Skip == Unclear && ctx.Err() == nil && len(w.troubles) == 0 {
			if w.takeOver(ctx, row) != nil || row.Skip != Unclear {
				continue
			}
			_ = w.settle(ctx, row) // what never arrived is planned again
			w.settled = append(w.settled, row)
			w.tell(row)
		}
	}
}

// takeOver makes an intent whose run is gone an unknown outcome.
func (w *work) takeOver(ctx context.Context, row *Row) error {
	if row.before.State != ledger.Intended {
		return nil
	}
	e := w.entry(row.Key, ledger.Unknown)
	e.Attempt, e.Reason = row.before.Attempt, "a run began to send it and never said what became of it"
	err := w.write(ctx, func(h *ledger.History) ([]ledger.Entry, error) {
		if s := h.Of(row.Key); s.State != ledger.Intended || s.Attempt != row.before.Attempt {
			return nil, errElsewhere
		}
		return []ledger.Entry{e}, nil
	})
	if err != nil {
		w.note(w.unclaimed(row, err))
		return err
	}
	row.before.State, row.State = ledger.Unknown, ledger.Unknown
	return nil
}

// settle asks the network what became of a message, and where the network
// makes that harmless sends the same bytes once more. Without an answer the
// row stays unknown, for a person. The error says that the message provably
// never arrived, and may be tried again.
func (w *work) settle(ctx context.Context, row *Row) error {
	answer, receipt := w.look(ctx, row)
	switch answer {
	case Found:
		w.note(w.posted(ctx, row, receipt, "found on the account"))
		return nil
	case Absent:
		e := w.entry(row.Key, ledger.Released)
		e.Attempt, e.Reason = row.before.Attempt, "the network says that it never arrived"
		row.Skip = Going
		return w.conclude(ctx, row, e, Errorf(Unavailable, "%s", e.Reason))
	}
	w.repeat(ctx, row)
	return nil
}

func (w *work) note(err error) {
	if err != nil {
		w.trouble(Trouble{Err: err})
	}
}

// look asks several times, as long as the message may still turn up.
func (w *work) look(ctx context.Context, row *Row) (Answer, Receipt) {
	finder, ok := w.d.Channel.(Finder)
	if !ok {
		return NotSeen, Receipt{}
	}
	s := Sought{Key: row.Key, Links: w.links(row.Item), Since: row.before.First}
	if s.Since.IsZero() {
		s.Since = row.before.Sent
	}
	s.Payload, _ = w.r.Book.Payload(ctx, ledger.PayloadName(row.before.Hash, row.before.Owner))
	for _, wait := range looks {
		if w.r.Sleep(ctx, wait) != nil {
			break
		}
		answer, receipt, err := finder.Find(ctx, s)
		if err == nil && answer != NotSeen {
			return answer, receipt
		}
		if w.r.clock().Sub(row.before.Sent) > fresh && err == nil {
			break
		}
	}
	return NotSeen, Receipt{}
}

// links are the addresses by which an item's posts on this account are known:
// those of all languages, for it may have been posted in another one when that
// alone was due.
func (w *work) links(it *Item) []string {
	if w.addresses == nil {
		w.addresses = map[string][]string{}
		for i := range w.q.Items {
			if o := &w.q.Items[i]; w.d.Account.Takes(o.Lang) {
				w.addresses[o.ID] = append(append(w.addresses[o.ID], o.URL), o.Aliases...)
			}
		}
	}
	return w.addresses[it.ID]
}

// repeat sends the stored bytes again under the same key, where the network
// promises to make one post of both, within its time and an hour. The gate and
// the pause are asked again. Whatever fails leaves the outcome unknown: that
// this request was refused does not say that the first was.
func (w *work) repeat(ctx context.Context, row *Row) {
	s := *row.before
	within := min(w.d.Description.Repeat, time.Hour)
	if s.First.IsZero() {
		s.First = s.Sent
	}
	late := func() bool { return w.r.clock().Sub(s.First) > within-w.d.Description.SendTimeout }
	if within == 0 || late() || ctx.Err() != nil {
		return
	}
	post, err := w.d.composer.Post(*row.Item)
	if wish := row.Item.WishFor(row.Key.Account); err != nil || post.Hash() != s.Hash || row.Item.Retracted || wish.Off || row.Due.After(w.r.Now()) {
		return // the item changed meanwhile
	}
	payload, err := w.r.Book.Payload(ctx, ledger.PayloadName(s.Hash, s.Owner))
	if err != nil {
		return
	}
	row.set(post)
	if _, ok := w.admitted(ctx, row); !ok {
		row.Skip = Unclear
		return
	}
	if err := w.claim(ctx, row, payload); err != nil {
		if row.Skip = Unclear; !errors.As(err, new(held)) && !errors.Is(err, errElsewhere) {
			w.trouble(Trouble{Err: ledgerError{err}})
		}
		return
	}
	if late() { // the page, or the ledger, took its time
		w.note(w.unclaimed(row, w.giveBack(ctx, row, ledger.Unknown, "the time in which it could be sent again is over")))
		row.Skip = Unclear
		return
	}
	w.afterRepeat(ctx, row)(w.send(ctx, row.Key, payload))
}

func (w *work) afterRepeat(ctx context.Context, row *Row) func(Receipt, error) {
	return func(r Receipt, err error) {
		if err == nil {
			w.note(w.posted(ctx, row, r, "sent again under the same key"))
			return
		}
		e := w.entry(row.Key, ledger.Unknown)
		e.Attempt, e.Reason = row.before.Attempt, "sent again under the same key: "+err.Error()
		if err := w.record(ctx, e); err != nil {
			w.trouble(Trouble{Err: ledgerError{err}})
		}
		row.before.State, row.State, row.Skip, row.Reason = ledger.Unknown, ledger.Unknown, Unclear, e.Reason
		switch KindOf(err) {
		case Auth, Scope, Disabled, Limited: // as after a first attempt: the account has to stop
			w.trouble(Trouble{Err: err})
			return
		}
		if answer, receipt := w.look(ctx, row); answer == Found {
			w.note(w.posted(ctx, row, receipt, "found on the account"))
		}
	}
}

// notThereYet reads the account's own posts once a run before anything is
// sent, and adopts what is there already: it catches a ledger that went back
// in time. What would be called missed is looked for as well. It reports
// whether the account can go on.
func (w *work) notThereYet(ctx context.Context) bool {
	reader, ok := w.d.Channel.(Reader)
	oldest, any := w.oldest()
	if !ok || !any {
		return true
	}
	recent, err := reader.Recent(ctx, oldest.Add(-time.Hour))
	if err != nil {
		w.trouble(Trouble{Err: err})
		return false
	}
	for _, r := range w.rows {
		switch r.Skip {
		case Going, Missed, Capped, Scheduled, Retracted: // a ledger that went back forgot also what was withdrawn since
		default:
			continue
		}
		if r.State != Planned {
			continue
		}
		if s := seenIn(recent, w.links(r.Item)); s != nil {
			if err := w.adopt(ctx, r, s); err != nil {
				w.trouble(Trouble{Err: err})
				return false
			}
			w.tell(r)
		}
	}
	return true
}

// adopt records a post that the ledger did not know of.
func (w *work) adopt(ctx context.Context, row *Row, s *Seen) error {
	err := w.posted(ctx, row, s.Receipt, "was on the account already")
	row.Skip = Done
	return err
}

// near and farBack are the least and the most that is read back. An article
// may have been posted before the date that it bears now.
const (
	near    = 7 * 24 * time.Hour
	farBack = 60 * 24 * time.Hour
)

// oldest is when the first of the rows that go, or were missed, was due.
func (w *work) oldest() (t time.Time, any bool) {
	t = w.r.Now().Add(-near)
	for _, r := range w.rows {
		if r.Goes() || r.Skip == Missed && w.costless() {
			any = true
			if r.Due.Before(t) {
				t = r.Due
			}
		}
	}
	if limit := w.r.Now().Add(-farBack); t.Before(limit) {
		t = limit
	}
	return t, any
}

// costless reports whether asking this network costs nothing but time.
func (w *work) costless() bool { return w.d.Description.Price == nil }

func seenIn(recent []Seen, links []string) *Seen {
	for i := range recent {
		if Carries(recent[i].Links, links) {
			return &recent[i]
		}
	}
	return nil
}
