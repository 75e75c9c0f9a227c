package syndicate

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"nadi/syndicate/ledger"
)

// Policy says what a post needs before it goes.
type Policy string

// The policies (approval in nadi.yaml).
const (
	Unasked Policy = "none"   // what is on the main branch goes
	Merge   Policy = "merge"  // somebody was shown exactly this post
	Signed  Policy = "signed" // somebody else than its authors approved exactly this post
)

// Approvals is a policy with what it needs to know of people.
type Approvals struct {
	Policy Policy
	// Holds says why an approval does not hold: nobody of that name, an author,
	// a signature that is not theirs. Signed reports whether it is signed.
	Holds func(a ledger.Approval) (signed bool, err error)
}

// Statement is the text that an approval is of: one line for the message of
// each account, bound to the exact post by its hash. It is what is signed.
type Statement struct {
	Site, Item, Lang, Occasion string
	Who                        string
	Until                      time.Time
	Posts                      map[string]string // account to the post's hash
}

// statementVersion stands in the first line, so that a signature under this
// form is never taken for one under another.
const statementVersion = "nadi approval 1"

// String writes the statement; the same statement is always the same text.
func (s Statement) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nsite %s\narticle %s.%s\noccasion %s\nby %s\nuntil %s\n", statementVersion, s.Site, s.Item, s.Lang, s.Occasion, s.Who, s.Until.UTC().Format(time.RFC3339))
	for _, account := range slices.Sorted(maps.Keys(s.Posts)) {
		fmt.Fprintf(&b, "post %s %s\n", account, s.Posts[account])
	}
	return b.String()
}

// entry is the statement in the ledger.
func (s Statement) entry(signature string, at time.Time) ledger.Entry {
	return ledger.Entry{T: at, Site: s.Site, Item: s.Item, Lang: s.Lang, Occasion: s.Occasion, State: ledger.Approved, Owner: s.Who, Deadline: s.Until, ID: signature, Reason: s.String()}
}

// Approve writes an approval into the ledger; signature may be "".
func Approve(ctx context.Context, b *ledger.Book, s Statement, signature string, at time.Time) error {
	return b.Write(ctx, func(*ledger.History) ([]ledger.Entry, error) {
		return []ledger.Entry{s.entry(signature, at)}, nil
	})
}

// covers reports whether an approval is of exactly this row's post, and says
// so in the ledger's own words: what is beside the statement counts for
// nothing, for only the statement is signed.
func covers(a ledger.Approval, r *Row) bool {
	s := Statement{Site: r.Key.Site, Item: r.Key.Item, Lang: r.Item.Lang, Occasion: r.Key.Occasion, Who: a.Who, Until: a.Until}
	return strings.HasPrefix(a.Statement, s.String()) && strings.Contains(a.Statement, "\npost "+r.Key.Account+" "+r.Hash+"\n")
}

// approved asks for what the policy demands.
func (t *turn) approved(r *Row) (Skip, string) {
	switch t.q.Approvals.Policy {
	case Merge:
		return t.wasShown(r)
	case Signed:
		return t.wasApproved(r)
	}
	return Going, ""
}

func (t *turn) wasShown(r *Row) (Skip, string) {
	if t.q.History.WasShown(r.Key, r.Hash) {
		return Going, ""
	}
	last := t.q.History.LastShown(r.Key)
	if last.Hash == "" {
		return Unapproved, "nobody was shown this post before"
	}
	return Unapproved, fmt.Sprintf("it is not the post that %s was shown on %s (%.8s; now %.8s)", last.Who, when(last.At, t.q.Now), last.Hash, r.Hash)
}

func (t *turn) wasApproved(r *Row) (Skip, string) {
	why := "nobody has approved this post"
	all := t.q.History.Approvals(r.Key.Item, r.Key.Occasion)
	for i, a := range all {
		reason := t.refused(a, r)
		if reason == "" {
			return Going, ""
		}
		if i == 0 {
			why = reason
		}
	}
	return Unapproved, why
}

// refused says why an approval does not let a row go; "" means that it does.
func (t *turn) refused(a ledger.Approval, r *Row) string {
	switch {
	case !covers(a, r):
		return fmt.Sprintf("what %s approved on %s was another post; any change ends an approval", a.Who, when(a.At, t.q.Now))
	case !t.q.Now.Before(a.Until):
		return fmt.Sprintf("the approval of %s ended on %s", a.Who, when(a.Until, t.q.Now))
	}
	signed, err := t.q.Approvals.Holds(a)
	if err != nil {
		return fmt.Sprintf("the approval of %s does not hold: %v", a.Who, err)
	}
	if r.ApprovedBy = a.Who + ", signed"; !signed {
		r.ApprovedBy = a.Who + ", recorded and not signed"
	}
	return ""
}

// showable are the rows whose posts are still to be sent.
func showable(r *Row) bool {
	switch r.Skip {
	case Going, Scheduled, Unapproved, Held, Silent, Spaced, Capped, Budget:
		return r.Post != nil && r.State == Planned
	}
	return false
}

// Showable returns the rows of a plan whose posts are still to be sent, now or
// later: what somebody has to be shown.
func (p *Plan) Showable() []*Row {
	var out []*Row
	for _, r := range p.Rows {
		if showable(r) {
			out = append(out, r)
		}
	}
	return out
}

// Show writes into the ledger that somebody was shown the posts of rows, and
// returns how many of them nobody had been shown.
func Show(ctx context.Context, b *ledger.Book, rows []*Row, who string, at time.Time) (int, error) {
	n := 0
	err := b.Write(ctx, func(h *ledger.History) ([]ledger.Entry, error) {
		var entries []ledger.Entry
		for _, r := range rows {
			if !h.WasShown(r.Key, r.Hash) {
				entries = append(entries, ledger.Entry{T: at, Site: r.Key.Site, Item: r.Key.Item, Lang: r.Item.Lang, Account: r.Key.Account, Occasion: r.Key.Occasion, State: ledger.Shown, Owner: who, Hash: r.Hash})
			}
		}
		n = len(entries)
		return entries, nil
	})
	return n, err
}
