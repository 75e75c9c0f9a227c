package syndicate

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"nadi/syndicate/ledger"
)

// identify asks the network who we are and compares with what the ledger says.
// It reports whether the account may be worked on.
func (w *work) identify(ctx context.Context) bool {
	id, facts, err := w.d.Channel.Verify(ctx)
	if err != nil {
		w.trouble(Trouble{Err: err})
		return false
	}
	var known ledger.Account
	var holder string
	w.r.Book.View(func(h *ledger.History) {
		known, holder = h.Account(w.d.Account.Name), h.Holder(id.String())
	})
	if t := stranger(w.d.Account.Name, known, holder, id); t != nil {
		w.trouble(*t)
		return false
	}
	if known.Baseline.IsZero() {
		return false // the rows say so
	}
	if err := w.learn(ctx, facts, known.Facts); err != nil {
		w.trouble(Trouble{Err: err})
		return false
	}
	return true
}

// stranger says what is wrong with an identity: another one stands in the
// ledger under this name, or this one under another name.
func stranger(name string, known ledger.Account, holder string, id Identity) *Trouble {
	who := cmp.Or(id.Handle, id.ID)
	switch {
	case holder != "" && holder != name:
		return &Trouble{Person: true, Before: holder, Err: fmt.Errorf("the account %s (%s) is in the ledger as %q: nothing was posted on it", name, who, holder)}
	case known.Identity != "" && known.Identity != id.String():
		return &Trouble{Person: true, Err: fmt.Errorf("the token of %s belongs to %s, but the ledger knows this account as %s: nothing was posted on it", name, who, cmp.Or(known.Profile, known.Identity))}
	}
	return nil
}

// learn keeps what the server says of its limits, and plans under it.
func (w *work) learn(ctx context.Context, facts Facts, known string) error {
	text := factsJSON(facts)
	if text != known {
		e := w.entry(Key{Site: w.q.Site, Account: w.d.Account.Name}, ledger.Facts)
		e.Reason = text
		err := w.r.Book.Write(ctx, func(*ledger.History) ([]ledger.Entry, error) { return []ledger.Entry{e}, nil })
		if err != nil {
			return fmt.Errorf("writing the ledger: %w", err)
		}
	}
	if maps.Equal(facts, w.d.Facts) {
		return nil
	}
	d, err := NewDestination(w.d.Account, w.d.Channel, facts, w.d.organization)
	if err == nil {
		w.d = d
	}
	return err
}

func factsJSON(f Facts) string {
	if len(f) == 0 {
		return ""
	}
	data, err := json.Marshal(f) // maps are written in the order of their keys
	if err != nil {
		panic(err)
	}
	return string(data)
}

// ReadFacts reads what the ledger keeps of an account's server; nothing, or
// nothing readable, is no facts.
func ReadFacts(kept string) Facts {
	var f Facts
	if json.Unmarshal([]byte(kept), &f) != nil {
		return nil
	}
	return f
}
