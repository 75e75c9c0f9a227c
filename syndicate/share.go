package syndicate

import (
	"context"
	"sync"
	"time"

	"nadi/syndicate/ledger"
)

// shift is how long a run has an account's turn without saying so again, which
// it does three times as often. Who dies keeps an account from the others for
// so long.
const shift = 2 * time.Minute

// share takes the account's turn where the ledger's store shares work among
// many runs, and plans anew, for whoever had it before may have done it all.
// The result ends the turn; nil means that there is nothing to do here now.
//
// A turn saves work, no more: who may send is decided by the claim. So a turn
// that cannot be asked for is not waited for, and one that is lost in the
// middle changes nothing. A person who names articles waits for nobody: the
// other run may not mean to post them.
func (w *work) share(ctx context.Context) func() {
	s := w.r.Book.Sharer()
	if s == nil || len(w.q.Only) > 0 {
		return func() {}
	}
	mine, err := s.Turn(ctx, w.q.Site, w.d.Account.Name, w.r.Owner, shift)
	if err != nil {
		return func() {}
	}
	if !mine {
		w.leave()
		return nil
	}
	end := w.keepTurn(ctx, s)
	if w.r.Book.Refresh(ctx) == nil {
		w.plan()
	}
	if !w.anything() {
		end()
		return nil
	}
	return end
}

// leave says of what could go, or could be cleared up, that another run is at
// it. That is not known to end well: the other may die, or not know of all that
// this one does. So the report is one of a run that should be repeated.
func (w *work) leave() {
	for _, row := range w.rows {
		if row.Goes() || row.Skip == Unclear {
			row.Skip, row.Reason = InFlight, "another run is working on this account"
		}
	}
}

// keepTurn takes the turn again and again until its result is called, which
// gives it back.
func (w *work) keepTurn(ctx context.Context, s ledger.Sharer) (end func()) {
	site, account, owner := w.q.Site, w.d.Account.Name, w.r.Owner
	ctx = context.WithoutCancel(ctx) // a run that is stopped ends what it began, and gives the turn back
	keeping, stop := context.WithCancel(ctx)
	var kept sync.WaitGroup
	kept.Go(func() {
		for w.r.Sleep(keeping, shift/3) == nil && keeping.Err() == nil {
			_, _ = s.Turn(keeping, site, account, owner, shift)
		}
	})
	return func() {
		stop()
		kept.Wait()
		_ = s.Done(ctx, site, account, owner) // else its time runs out
	}
}
