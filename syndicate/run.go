package syndicate

import (
	"context"
	"io/fs"
	"slices"
	"sync"
	"time"

	"nadi/syndicate/ledger"
)

// Gate asks the live site about an item's page.
type Gate interface {
	// Wait returns as soon as the page is live as the item says, or what is
	// wrong with it when there is no more time. The picture is the item's. The
	// error is only of the context.
	Wait(ctx context.Context, item Item) (Live, error)
}

// Live is what a gate says.
type Live struct {
	Skip    Skip   // Going, NotLive or Superseded
	Reason  string // of anything but Going
	Picture *Media // nil if the item has none
}

// Runner sends plans. All its fields but Judge, Shrink, Files, Halt and Tell are
// needed.
type Runner struct {
	Book   *ledger.Book
	Gate   Gate
	ByHand string                                   // who did by hand what Follow cannot do; "" if nobody
	Judge  func(Post, *Item) error                  // the check of every post; an error blocks it
	Shrink func(Media, PictureLimit) (Media, error) // makes a picture fit
	Files  fs.FS                                    // the site's folder
	Now    func() time.Time                         // in the site's zone; may be imagined (--now)
	Clock  func() time.Time                         // of the ledger: what other runs call now; nil means Now
	Sleep  func(context.Context, time.Duration) error
	Chance func() float64 // in [0,1), for waiting times
	Owner  string         // names this run in the ledger: [a-z0-9-]+, unique
	// Halt says why nothing may be settled or sent, such as a clock that is
	// wrong. It is asked for each account once its network has answered, and
	// for each post once its page has.
	Halt   func(context.Context) error
	Tell   func(*Row) // called when something became of a row
	InTurn bool       // accounts one after the other, for simulations
}

// Report is what a run did.
type Report struct {
	Plan     *Plan     // with what became of each row
	Troubles []Trouble // of whole accounts
}

// Trouble is why an account could not be worked on.
type Trouble struct {
	Account string
	Err     error
	Person  bool   // nothing will change until somebody acts
	Before  string // IdentityTaken: the name the account had
}

// NeedsPerson reports whether somebody must act.
func (r *Report) NeedsPerson() bool {
	return slices.ContainsFunc(r.Plan.Rows, (*Row).NeedsPerson) || slices.ContainsFunc(r.Troubles, func(t Trouble) bool { return t.Person })
}

// Incomplete reports whether running again may do more: an account or a post
// failed for now.
func (r *Report) Incomplete() bool {
	return len(r.Troubles) > 0 || slices.ContainsFunc(r.Plan.Rows, func(r *Row) bool {
		return r.Skip == NotLive || r.Skip == Blocked || r.Skip == Failed || r.Skip == Stopped || r.Skip == InFlight || r.Skip == Refused && r.Err != nil
	})
}

// Run does what can be done now: settles what is open, posts what is due, and
// says what became of everything. Accounts are worked on side by side, each
// with one request at a time. Only the ledger failing before anything was
// begun is an error; everything else is in the report.
//
// The route of a post is in (*work).do and (*work).post.
func (r *Runner) Run(ctx context.Context, q Question) (*Report, error) {
	if err := r.Book.Refresh(ctx); err != nil {
		return nil, err
	}
	works := make([]*work, len(q.To))
	var wait sync.WaitGroup
	for i, d := range q.To {
		works[i] = &work{r: r, q: q, d: d}
		if !r.InTurn {
			works[i].hand = r.Book.Hand()
		}
	}
	for _, w := range works {
		if r.InTurn {
			w.do(ctx)
			continue
		}
		wait.Go(func() {
			defer w.hand.Done()
			w.do(ctx)
		})
	}
	wait.Wait()
	report := &Report{Plan: &Plan{}}
	for _, w := range works {
		report.Plan.Rows = append(report.Plan.Rows, w.rows...)
		report.Troubles = append(report.Troubles, w.troubles...)
	}
	return report, nil
}

// clock is the time by which runs respect each other's deadlines.
func (r *Runner) clock() time.Time {
	if r.Clock != nil {
		return r.Clock()
	}
	return r.Now()
}

// work is a run's work on one account.
type work struct {
	r        *Runner
	q        Question
	d        *Destination
	hand     *ledger.Hand // nil where accounts are not worked on side by side
	rows     []*Row
	troubles []Trouble
	settled  []*Row // open messages of which something became known, or not

	addresses map[string][]string // by item, see links
}

// do is the whole work on an account.
func (w *work) do(ctx context.Context) {
	w.plan()
	if !w.anything() {
		return
	}
	end := w.share(ctx)
	if end == nil {
		return
	}
	defer end()
	if !w.identify(ctx) {
		return
	}
	if err := w.halt(ctx); err != nil {
		w.stop(err.Error())
		return
	}
	if w.settleAll(ctx); len(w.troubles) > 0 {
		return
	}
	w.plan()
	if !w.notThereYet(ctx) {
		return
	}
	for _, row := range w.rows {
		if !row.Goes() {
			continue
		}
		if !w.post(ctx, row) {
			w.stop("the account had to stop before")
			return
		}
		w.nextInstead(row)
	}
}

// nextInstead lets the next row go that the account's limit held back, in
// place of one that came to nothing: else a few pages that never become live
// would keep all others from being posted.
func (w *work) nextInstead(gone *Row) {
	switch gone.Skip {
	case NotLive, Superseded, Blocked, Failed, Refused, Elsewhere:
	default:
		return
	}
	for _, row := range w.rows {
		if row.Skip == Capped && (w.d.Account.Budget == 0 || row.Price <= gone.Price) {
			row.Skip, row.Reason = Going, ""
			return
		}
	}
}

// write writes in the ledger, with what other accounts write at the same time.
func (w *work) write(ctx context.Context, decide func(*ledger.History) ([]ledger.Entry, error)) error {
	if w.hand == nil {
		return w.r.Book.Write(ctx, decide)
	}
	return w.hand.Write(ctx, decide)
}

// plan asks anew what is to be done on this account.
func (w *work) plan() {
	q := w.q
	q.To, q.Now, q.Clock = []*Destination{w.d}, w.r.Now(), w.r.clock()
	w.r.Book.View(func(h *ledger.History) {
		q.History = h
		w.rows = MakePlan(q).Rows
	})
	for i, row := range w.rows { // what this run found out is news, not what was done before
		for _, s := range w.settled {
			if s.Key == row.Key && row.Skip != Going && !s.Goes() {
				w.rows[i] = s
			}
		}
	}
}

// anything reports whether the network has to be asked at all.
func (w *work) anything() bool {
	return slices.ContainsFunc(w.rows, func(r *Row) bool {
		return r.Goes() || r.Skip == Unclear || r.Skip == NoBaseline || r.Skip == Missed && w.costless()
	})
}

// halt says why nothing may be settled or sent, or nil. What seems to be an
// attempt that another run gave up is then not called so: that it is over only
// this machine's clock says.
func (w *work) halt(ctx context.Context) error {
	if w.r.Halt == nil {
		return nil
	}
	err := w.r.Halt(ctx)
	for _, row := range w.rows {
		if err != nil && row.Skip == Unclear && row.State == ledger.Intended {
			row.Skip, row.Reason = Stopped, err.Error()
		}
	}
	return err
}

// stop says of the rows that were still to go why they do not.
func (w *work) stop(why string) {
	for _, row := range w.rows {
		if row.Goes() {
			row.Skip, row.Reason = Stopped, why
		}
	}
}

func (w *work) trouble(t Trouble) {
	t.Account = w.d.Account.Name
	w.troubles = append(w.troubles, t)
	w.stop(t.Err.Error())
}

func (w *work) tell(row *Row) {
	if w.r.Tell != nil {
		w.r.Tell(row)
	}
}

// entry begins a ledger entry about a row.
func (w *work) entry(k Key, s ledger.State) ledger.Entry {
	return ledger.Entry{T: w.r.clock(), Site: k.Site, Item: k.Item, Account: k.Account, Occasion: k.Occasion, State: s, Owner: w.r.Owner}
}
