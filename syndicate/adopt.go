package syndicate

import (
	"context"
	"fmt"
	"slices"

	"nadi/syndicate/ledger"
)

// Adoption is what adopting an account does, or would do.
type Adoption struct {
	Account   string
	Identity  Identity
	Before    bool    // it has a baseline since earlier; nothing was done
	Seen      []*Item // public now, and never posted
	Scheduled []*Item // stay to be posted
	Trouble   *Trouble
}

// Adopt gives an account its baseline: what is public now counts as seen and
// is never posted, what is scheduled stays. It binds the account to its remote
// identity. With names in q.Only an account that has a baseline marks these
// items as seen, however late they are.
func (r *Runner) Adopt(ctx context.Context, q Question, d *Destination) (*Adoption, error) {
	w := &work{r: r, q: q, d: d}
	a := &Adoption{Account: d.Account.Name}
	id, facts, err := d.Channel.Verify(ctx)
	if err != nil {
		a.Trouble = &Trouble{Account: a.Account, Err: err}
		return a, nil
	}
	a.Identity = id
	err = r.Book.Write(ctx, func(h *ledger.History) ([]ledger.Entry, error) {
		known := h.Account(a.Account)
		if a.Trouble = stranger(a.Account, known, h.Holder(id.String()), id); a.Trouble != nil {
			a.Trouble.Account = a.Account
			return nil, nil
		}
		a.Before = !known.Baseline.IsZero()
		if !a.Before && len(q.Only) > 0 {
			return nil, fmt.Errorf("the account %s has no baseline yet; adopt it first, without naming articles", a.Account)
		}
		if a.Before && len(q.Only) == 0 {
			return nil, nil
		}
		return w.baseline(h, a, facts), nil
	})
	return a, err
}

// baseline lists the entries of an adoption.
func (w *work) baseline(h *ledger.History, a *Adoption, facts Facts) []ledger.Entry {
	a.Seen, a.Scheduled = nil, nil
	key := Key{Site: w.q.Site, Account: a.Account}
	var entries []ledger.Entry
	if !a.Before {
		bound := w.entry(key, ledger.Bound)
		bound.ID, bound.URL = a.Identity.String(), a.Identity.URL
		known := w.entry(key, ledger.Facts)
		known.Reason = factsJSON(facts)
		entries = append(entries, bound, known)
	}
	for _, group := range grouped(w.q.Items) {
		it := w.public(group)
		if it == nil {
			continue
		}
		if it.Due.After(w.r.Now()) {
			a.Scheduled = append(a.Scheduled, it)
			continue
		}
		if e := w.entry(Key{Site: w.q.Site, Item: it.ID, Account: a.Account, Occasion: Announce}, ledger.Seen); h.Of(e.Key()).State == "" || a.Before && !openOrLive(h.Of(e.Key())) {
			e.Lang = it.Lang
			entries, a.Seen = append(entries, e), append(a.Seen, it)
		}
	}
	if !a.Before {
		entries = append(entries, w.entry(key, ledger.Baseline)) // last: half an adoption is none
	}
	return entries
}

func openOrLive(s ledger.Standing) bool {
	return s.Live() || s.State == ledger.Seen || s.State == ledger.Removed
}

// public returns the language of a group that the account takes and that was
// public first, else the one that comes due first; nil if it takes none.
func (w *work) public(group []*Item) *Item {
	var it *Item
	for _, i := range group {
		if !w.d.Account.Takes(i.Lang) || len(w.q.Only) > 0 && !slices.Contains(w.q.Only, i.ID) && !slices.Contains(w.q.Only, i.Name()) {
			continue
		}
		if it == nil || i.Due.Before(it.Due) {
			it = i
		}
	}
	return it
}
