package syndicate

import (
	"context"
	"fmt"
	"strings"
	"time"

	"nadi/syndicate/ledger"
)

// Verdict is what a person says of a message.
type Verdict struct {
	Posted    bool   // it is there
	URL       string // where, if Posted
	NotPosted bool   // it is not there; it is planned again
	Skip      bool   // it shall not be posted, whatever it is now
	Who       string
	At        time.Time
}

// Resolve records a person's verdict on what is open for an item (ID or
// ID.LANG) on an account, and returns what it was before.
func Resolve(ctx context.Context, b *ledger.Book, site, item, account string, v Verdict) (ledger.Standing, error) {
	var was ledger.Standing
	err := b.Write(ctx, func(h *ledger.History) ([]ledger.Entry, error) {
		s, err := openMessage(h, item, account, v)
		if err != nil {
			return nil, err
		}
		if s.Key.Site = site; s.Key.Item == "" {
			s.Key = Key{Site: site, Item: withoutLang(item), Account: account, Occasion: Announce}
		}
		was = s
		e := ledger.Entry{T: v.At, Site: site, Item: s.Key.Item, Account: account, Occasion: s.Key.Occasion, Lang: s.Lang, Attempt: s.Attempt, Owner: v.Who}
		v.fill(&e)
		return []ledger.Entry{e}, nil
	})
	return was, err
}

func (v Verdict) fill(e *ledger.Entry) {
	switch {
	case v.Posted:
		e.State, e.URL, e.Reason = ledger.Posted, v.URL, v.Who+" looked: it is there"
	case v.NotPosted:
		e.State, e.Reason = ledger.Released, v.Who+" looked: it is not there"
	default:
		e.State, e.Reason = ledger.Seen, v.Who+" decided not to post it"
	}
}

// openMessage finds the message a person means.
func openMessage(h *ledger.History, item, account string, v Verdict) (ledger.Standing, error) {
	var last ledger.Standing
	for _, id := range []string{item, withoutLang(item)} {
		for s := range h.Messages(id, account) {
			last = s
			if s.State == ledger.Unknown || s.State == ledger.Intended && v.At.After(s.Deadline) {
				return s, nil
			}
			if s.State == ledger.Intended {
				return s, fmt.Errorf("a run may be sending %s to %s right now; wait until %s", item, account, s.Deadline.In(v.At.Location()).Format("15:04"))
			}
		}
	}
	switch {
	case v.Skip && (last.State == "" || last.State == ledger.Released || last.State == ledger.Final):
		return last, nil
	case last.State == "":
		return last, fmt.Errorf("there is nothing to resolve: %s was never sent to %s", item, account)
	case last.State == ledger.Posted:
		return last, fmt.Errorf("there is nothing to resolve: %s is posted on %s, %s", item, account, strings.TrimSpace(last.URL))
	}
	return last, fmt.Errorf("there is nothing to resolve: %s on %s is %s", item, account, last.State)
}

// withoutLang cuts .LANG off, which people write as they see it.
func withoutLang(item string) string {
	id, _, _ := strings.Cut(item, ".")
	return id
}

// SetPause pauses (or resumes) an account, or all if account is empty. It
// reports whether that changed anything.
func SetPause(ctx context.Context, b *ledger.Book, site, account string, p ledger.Pause) (bool, error) {
	changed := false
	err := b.Write(ctx, func(h *ledger.History) ([]ledger.Entry, error) {
		now := h.Paused("")
		if account != "" {
			now = h.Account(account).Pause
		}
		if changed = now.On != p.On || p.On && now.Reason != p.Reason; !changed {
			return nil, nil
		}
		e := ledger.Entry{T: p.Since, Site: site, Account: account, State: ledger.Resumed, Owner: p.Who, Reason: p.Reason}
		if p.On {
			e.State = ledger.Paused
		}
		return []ledger.Entry{e}, nil
	})
	return changed, err
}

// RenameAccount tells the ledger that an account has another name in nadi.yaml.
func RenameAccount(ctx context.Context, b *ledger.Book, site, from, to, who string, at time.Time) error {
	return b.Write(ctx, func(h *ledger.History) ([]ledger.Entry, error) {
		switch {
		case h.Account(from).Identity == "":
			return nil, fmt.Errorf("the ledger knows no account %q", from)
		case h.Account(to).Identity != "":
			return nil, fmt.Errorf("the ledger knows an account %q already; two accounts cannot become one", to)
		}
		for s := range h.All() {
			if s.Key.Account == from && s.Open() { // the network knows it by a key with the old name in it
				return nil, fmt.Errorf("first say what became of %s on %s: nadi syndicate resolve", s.Key.Item, from)
			}
		}
		return []ledger.Entry{{T: at, Site: site, Account: to, State: ledger.Renamed, ID: from, Owner: who}}, nil
	})
}
