package syndicate

import (
	"context"
	"errors"
	"fmt"
	"time"

	"nadi/syndicate/ledger"
)

// grace is added to the longest time that sending can take, to make an
// intent's deadline: before it, nobody else touches the message.
const grace = 10 * time.Minute

// tries is how often a run begins to send a post that provably did not go.
const tries = 3

// patience is the longest that a run waits for a limit to end.
const patience = time.Minute

// errElsewhere: the message is no longer as the plan saw it.
var errElsewhere = errors.New("another run was quicker")

// recent is how old the ledger's word on pauses may be when sending begins.
const recent = time.Minute

// held is why a claim was not made although nobody else has it.
type held struct {
	skip Skip
	why  string
}

func (h held) Error() string { return h.why }

// post brings one row to an end, and reports whether the account can go on.
//
//	look at the page → let the check judge → prepare → claim → send → record
func (w *work) post(ctx context.Context, row *Row) bool {
	media, ok := w.admitted(ctx, row)
	if !ok {
		w.tell(row)
		return ctx.Err() == nil
	}
	for n := 1; ; n++ {
		err := w.attempt(ctx, row, media)
		if err == nil {
			break
		}
		if n == tries || !w.again(ctx, row, err, n) {
			return w.ended(row, err)
		}
	}
	w.tell(row)
	return true
}

// admitted asks the gate, the clock and the check, and makes the picture fit.
func (w *work) admitted(ctx context.Context, row *Row) (*Media, bool) {
	item := *row.Item
	if item.Image = row.Post.Image; item.Image == nil {
		item.Image = item.Card // no picture goes with the post, but readers will see the card
	}
	live, err := w.r.Gate.Wait(ctx, item)
	if err != nil {
		row.Skip, row.Reason = Stopped, "stopped"
		return nil, false
	}
	if live.Skip != Going {
		row.Skip, row.Reason = live.Skip, live.Reason
		return nil, false
	}
	if err := w.halt(ctx); err != nil {
		row.Skip, row.Reason = Stopped, err.Error()
		return nil, false
	}
	if w.r.Judge != nil {
		if err := w.r.Judge(*row.Post, row.Item); err != nil {
			row.Skip, row.Reason, row.Err = Blocked, err.Error(), err
			return nil, false
		}
	}
	if row.Post.Image == nil || live.Picture == nil || w.d.Description.Picture == nil {
		return nil, true
	}
	media := *live.Picture
	media.Alt = row.Post.Image.Alt
	if w.r.Shrink != nil {
		if media, err = w.r.Shrink(media, *w.d.Description.Picture); err != nil {
			row.Skip, row.Reason, row.Err = Failed, "the picture cannot be made to fit: "+err.Error(), err
			return nil, false
		}
	}
	return &media, true
}

// attempt is one attempt: nil means that the row is settled, one way or the
// other. An error means that provably nothing was sent.
func (w *work) attempt(ctx context.Context, row *Row, media *Media) error {
	draft := Draft{Key: row.Key, Post: *row.Post, Due: row.Due, At: w.r.Now().Truncate(time.Second), Media: media, Files: w.r.Files}
	payload, err := w.d.Channel.Prepare(ctx, draft)
	if err != nil {
		return w.unprepared(ctx, row, err)
	}
	if err := w.claim(ctx, row, payload); err != nil {
		return w.unclaimed(row, err)
	}
	receipt, err := w.send(ctx, row.Key, payload)
	return w.outcome(ctx, row, receipt, err)
}

// send makes the one request. Ctrl-C does not cut it off: half a request is an
// unknown outcome, and the wait is bounded.
func (w *work) send(ctx context.Context, k Key, p Payload) (Receipt, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), w.d.Description.SendTimeout)
	defer cancel()
	return w.d.Channel.Send(ctx, k, p)
}

// unprepared records a post that the network or the adapter refuses for good;
// any other failure has changed nothing and may be tried again.
func (w *work) unprepared(ctx context.Context, row *Row, err error) error {
	if k := KindOf(err); k != Invalid && k != Rejected {
		return err
	}
	e := w.entry(row.Key, ledger.Final)
	e.Lang, e.Hash, e.Attempt, e.Reason = row.Item.Lang, row.Hash, row.before.Attempt, err.Error()
	werr := w.write(ctx, func(h *ledger.History) ([]ledger.Entry, error) { // like a claim: another run may be sending other words
		if err := w.free(h, row); err != nil {
			return nil, err
		}
		return []ledger.Entry{e}, nil
	})
	if werr != nil {
		return w.unclaimed(row, werr)
	}
	row.before.State, row.State, row.Skip, row.Reason, row.Err = e.State, e.State, Refused, err.Error(), err
	return nil
}

// claim appends the intent, after which this run alone may send. The payload
// is kept first, so that whoever finds the intent finds the bytes too.
func (w *work) claim(ctx context.Context, row *Row, payload Payload) error {
	e := w.entry(row.Key, ledger.Intended)
	e.Lang, e.Hash, e.Attempt = row.Item.Lang, row.Hash, row.before.Attempt+1
	e.ID, e.URL = row.ID, row.URL // of the post that is followed; others have none yet
	if err := w.keep(ctx, &e, payload); err != nil {
		return err
	}
	var read time.Time
	err := w.write(ctx, func(h *ledger.History) ([]ledger.Entry, error) {
		if claims(h, &e) {
			return nil, nil // an earlier try has arrived after all
		}
		read = w.r.clock()
		e.T, e.Deadline = read, read.Add(w.d.Description.SendTimeout+grace).UTC()
		if err := w.free(h, row); err != nil {
			return nil, err
		}
		return []ledger.Entry{e}, nil
	})
	if err != nil && !w.holds(ctx, &e, err) {
		if row.before.Owner != e.Owner { // else they are those of an attempt of this run that is unknown
			_ = w.r.Book.ErasePayload(context.WithoutCancel(ctx), ledger.PayloadName(e.Hash, e.Owner)) // nobody will send it
		}
		return err
	}
	was := *row.before
	row.before = &ledger.Standing{Key: row.Key, State: ledger.Intended, Attempt: e.Attempt, Owner: e.Owner, Deadline: e.Deadline, Sent: e.T, Hash: e.Hash}
	row.State, row.Attempts = ledger.Intended, e.Attempt
	if was.Open() {
		row.before.First = was.First
	}
	if w.r.clock().Sub(read) > recent {
		return w.giveBack(ctx, row, was.State, "writing the ledger took too long")
	}
	return nil
}

// claims reports whether an intent stands in the ledger.
func claims(h *ledger.History, e *ledger.Entry) bool {
	s := h.Of(e.Key())
	return s.State == ledger.Intended && s.Owner == e.Owner && s.Attempt == e.Attempt
}

// keep stores the payload under the intent's name. A ledger that keeps none is
// fine: the message is then never repeated.
func (w *work) keep(ctx context.Context, e *ledger.Entry, p Payload) error {
	err := w.r.Book.PutPayload(ctx, ledger.PayloadName(e.Hash, e.Owner), p)
	if errors.Is(err, ledger.ErrNoPayload) {
		return nil
	}
	return err
}

// free says why a row may not be claimed, given the newest history.
func (w *work) free(h *ledger.History, row *Row) error {
	if h.Account(row.Key.Account).Baseline.IsZero() {
		return errElsewhere // it was renamed meanwhile
	}
	if p := h.Paused(row.Key.Account); p.On && !takesDown(row.Key.Occasion) { // a pause never keeps a patient's words public
		return held{Held, paused(p)}
	}
	if now := w.r.Now(); Announces(row.Key.Occasion) && !row.named && w.d.Account.Quiet.Until(now).After(now) {
		return held{Silent, "quiet hours have begun"}
	}
	if next := w.d.Account.rested(h, row.Key); Announces(row.Key.Occasion) && !row.named && next.After(w.r.Now()) {
		return held{Spaced, "another post went out meanwhile; this account leaves " + hours(w.d.Account.Spacing) + " between posts"}
	}
	s := h.Of(row.Key)
	if s.State != row.before.State || s.Attempt != row.before.Attempt {
		return errElsewhere
	}
	for other := range h.Messages(row.Key.Item, row.Key.Account) {
		if other.Key != row.Key && Announces(other.Key.Occasion) && Announces(row.Key.Occasion) && other.Live() {
			return errElsewhere
		}
	}
	return nil
}

// holds finds out whether a claim stands although writing it failed: the
// answer of a store can be lost as a network's can.
func (w *work) holds(ctx context.Context, e *ledger.Entry, err error) bool {
	var h held
	if errors.Is(err, errElsewhere) || errors.As(err, &h) {
		return false
	}
	ctx = context.WithoutCancel(ctx)
	for _, wait := range []time.Duration{0, time.Second, 5 * time.Second} {
		if err = w.r.Sleep(ctx, wait); err == nil {
			err = w.r.Book.Refresh(ctx)
		}
		if err == nil {
			break
		}
	}
	if err != nil {
		return false
	}
	mine := false
	w.r.Book.View(func(h *ledger.History) { mine = claims(h, e) })
	return mine
}

// giveBack takes back a claim that was not used: what was unknown before it is
// unknown again.
func (w *work) giveBack(ctx context.Context, row *Row, was ledger.State, why string) error {
	e := w.entry(row.Key, ledger.Released)
	if was == ledger.Unknown {
		e.State = ledger.Unknown
	}
	e.Attempt, e.Reason = row.before.Attempt, why
	if err := w.record(ctx, e); err != nil {
		return err
	}
	if row.before.State, row.State = e.State, e.State; e.State == ledger.Released {
		row.State = Planned
	}
	return held{Stopped, why}
}

// unclaimed settles a row that this run may not send. Trouble with the ledger
// is an error that ends the account's work.
func (w *work) unclaimed(row *Row, err error) error {
	var h held
	switch {
	case errors.Is(err, errElsewhere):
		row.Skip, row.Reason = Elsewhere, "another run was quicker"
	case errors.As(err, &h):
		row.Skip, row.Reason = h.skip, h.why
	default:
		return ledgerError{err}
	}
	return nil
}

// ledgerError is trouble with the ledger, after which nothing more is sent.
type ledgerError struct{ err error }

func (l ledgerError) Error() string { return "the ledger could not be written: " + l.err.Error() }
func (l ledgerError) Unwrap() error { return l.err }

// outcome records what became of a send.
func (w *work) outcome(ctx context.Context, row *Row, receipt Receipt, err error) error {
	if err == nil {
		w.note(w.posted(ctx, row, receipt, ""))
		return nil
	}
	k := KindOf(err)
	e := w.entry(row.Key, k.Outcome())
	e.Attempt, e.Reason = row.before.Attempt, fmt.Sprintf("%s: %s", k, err)
	if err := w.conclude(ctx, row, e, err); err != nil {
		return err
	}
	if row.State == ledger.Unknown {
		return w.settle(ctx, row)
	}
	return nil
}

// posted records that a row is public.
func (w *work) posted(ctx context.Context, row *Row, r Receipt, how string) error {
	e := w.entry(row.Key, ledger.Posted)
	e.Lang, e.Attempt, e.Hash, e.ID, e.URL, e.Reason = row.Item.Lang, row.before.Attempt, row.Hash, r.ID, r.URL, how
	row.State, row.Skip, row.Reason, row.ID, row.URL, row.Since, row.Remarks, row.Err = ledger.Posted, Going, how, r.ID, r.URL, e.T, r.Remarks, nil
	if err := w.record(ctx, e); err != nil {
		row.Remarks = append(row.Remarks, "it is posted, but "+ledgerError{err}.Error()+"; the next run will look for it")
		row.Err = ledgerError{err}
		return row.Err
	}
	return nil
}

// conclude records an outcome that is not posted. It returns the cause if the
// message may be tried again.
func (w *work) conclude(ctx context.Context, row *Row, e ledger.Entry, cause error) error {
	if err := w.record(ctx, e); err != nil {
		row.Skip, row.Reason, row.Err = Unclear, cause.Error(), ledgerError{err}
		return ledgerError{err}
	}
	row.before.State, row.State, row.Reason, row.Err = e.State, e.State, cause.Error(), cause
	switch e.State {
	case ledger.Released:
		row.State = Planned
		return cause
	case ledger.Final:
		row.Skip = Refused
	case ledger.Unknown:
		row.Skip = Unclear
	}
	return nil
}

// record appends an outcome, and tries for a while: what is not written down
// is a question for a person later. It goes on when the run is stopped.
func (w *work) record(ctx context.Context, e ledger.Entry) error {
	ctx = context.WithoutCancel(ctx)
	for _, wait := range []time.Duration{time.Second, 5 * time.Second, 15 * time.Second, 0} {
		err := w.write(ctx, func(h *ledger.History) ([]ledger.Entry, error) {
			if s := h.Of(e.Key()); s.State == e.State && (s.Attempt == e.Attempt || s.ID == e.ID && e.ID != "") && (s.ID == e.ID || e.ID == "") && s.State != ledger.Intended {
				return nil, nil // an earlier try has arrived after all
			}
			return []ledger.Entry{e}, nil
		})
		if err == nil || wait == 0 {
			return err
		}
		if err := w.r.Sleep(ctx, wait); err != nil {
			return err
		}
	}
	return nil
}

// again waits before the next attempt of a row that provably was not sent, and
// reports whether there should be one.
func (w *work) again(ctx context.Context, row *Row, err error, n int) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	wait := time.Duration(0)
	switch e.Kind {
	case Unavailable:
		wait = time.Duration(float64(time.Second<<(2*n-1)) * (1 + w.r.Chance()))
	case Limited:
		if wait = e.Until.Sub(w.r.Now()); e.Until.IsZero() || wait > patience {
			return false
		}
	default:
		return false
	}
	return w.r.Sleep(ctx, max(wait, 0)) == nil
}

// ended says of a row why it was not sent, and reports whether the account can
// go on with the next.
func (w *work) ended(row *Row, err error) bool {
	var l ledgerError
	row.Err, row.Reason = err, err.Error()
	if row.Skip == Going {
		row.Skip = Failed
	}
	w.tell(row)
	if errors.As(err, &l) {
		w.trouble(Trouble{Err: err, Person: ledger.IsStuck(err)})
		return false
	}
	switch KindOf(err) {
	case Auth, Scope, Disabled:
		w.trouble(Trouble{Err: err})
		return false
	case Limited:
		w.trouble(Trouble{Err: err})
		return false
	}
	return true
}
