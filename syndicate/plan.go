package syndicate

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"nadi/syndicate/ledger"
)

// Destination is an account with its channel, ready to be planned for.
type Destination struct {
	Account      Account
	Channel      Channel
	Facts        Facts // as the ledger keeps them
	Description  Description
	organization string
	composer     *Composer
}

// NewDestination opens an account's composer under what is known of its
// server. The error is about the account's template.
func NewDestination(a Account, c Channel, facts Facts, organization string) (*Destination, error) {
	d := &Destination{Account: a, Channel: c, Facts: facts, Description: c.Describe(facts), organization: organization}
	var err error
	d.composer, err = NewComposer(a, d.Description, organization)
	if err == nil {
		d.composer.Facts = binding(facts)
	}
	return d, err
}

// binding are the facts that a post depends on.
func binding(facts Facts) Facts {
	out := maps.Clone(facts)
	maps.DeleteFunc(out, func(name, _ string) bool { return strings.HasPrefix(name, "~") })
	return out
}

// Planned is the state of a message of which the ledger knows nothing, or
// knows that it was not sent.
const Planned ledger.State = "planned"

// Skip says why a message is not sent by this plan, in one word for programs.
type Skip string

// The reasons. NoBaseline, Missed, Unclear, Unfit and Unapproved need a person.
const (
	Going      Skip = ""            // it is sent
	Done       Skip = "done"        // posted, seen or taken down before
	Scheduled  Skip = "scheduled"   // not due yet
	Off        Skip = "off"         // the article asks not to be posted here
	Retracted  Skip = "retracted"   // the article is withdrawn
	Impossible Skip = "impossible"  // this network cannot carry it
	Unfit      Skip = "unfit"       // no text could be made of it
	Unapproved Skip = "unapproved"  // nobody was shown, or approved, exactly this post
	NoBaseline Skip = "no-baseline" // the account was never adopted
	Missed     Skip = "missed"      // due for longer than the account's maxAge
	Held       Skip = "paused"      // posting is paused
	Silent     Skip = "quiet-hours"
	Spaced     Skip = "spacing"   // too soon after the account's last post
	Capped     Skip = "cap"       // the account's limit for one run is reached
	Budget     Skip = "budget"    // the account's spending limit for one run is reached
	Refused    Skip = "refused"   // the network refused exactly these words
	Unclear    Skip = "unknown"   // perhaps sent
	InFlight   Skip = "in-flight" // being sent by another run
	Twice      Skip = "live"      // another announcement of the item is live on this account

	// What a run can find out in addition.
	NotLive    Skip = "not-live"   // the page, or its picture, is not live as it should be
	Superseded Skip = "superseded" // a newer version of the page is live; its own run posts
	Blocked    Skip = "blocked"    // the check found something in the post
	Failed     Skip = "failed"     // not sent; may be tried again
	Elsewhere  Skip = "elsewhere"  // another run was quicker
	Stopped    Skip = "stopped"    // the account, or the run, had to stop before
)

// Row is one line of a plan: a message, or why there is none.
type Row struct {
	Item       *Item
	To         *Destination
	Key        Key
	State      ledger.State
	Skip       Skip
	Reason     string // of the skip, in words
	Post       *Post  // what is sent; nil where none was made
	Hash       string // of Post
	Length     int    // of the text, by the limit it comes closest to
	Max        int
	Unit       string
	Price      int       // tenths of a cent, 0 if nothing
	ApprovedBy string    // who approved it, and whether signed; "" where nobody has to
	Due        time.Time // when it was or is first due
	ID, URL    string    // of the post, once there is one
	Since      time.Time // of State
	Attempts   int
	Err        error    // of a run: why it failed
	Remarks    []string // of a run: what did not work although it is posted
	named      bool
	before     *ledger.Standing // what the ledger said; nil for what is done, of which there is much
}

// NeedsPerson reports whether nothing will happen until somebody acts.
func (r *Row) NeedsPerson() bool {
	return r.Skip == NoBaseline || r.Skip == Missed || r.Skip == Unclear || r.Skip == Unfit || r.Skip == Unapproved
}

// Goes reports whether the row is still to be sent.
func (r *Row) Goes() bool { return r.Skip == Going && r.State == Planned }

// Plan is what would be sent now, and why the rest would not: by account, and
// in an account in the order of sending. It is data; printing it is the dry
// run.
type Plan struct{ Rows []*Row }

// Going returns the rows that are sent.
func (p *Plan) Going() []*Row {
	return slices.DeleteFunc(slices.Clone(p.Rows), func(r *Row) bool { return !r.Goes() })
}

// Question is what a plan is made of.
type Question struct {
	Site      string
	Items     []Item // all of the site, scheduled ones too
	To        []*Destination
	History   *ledger.History
	Now       time.Time     // in the site's zone; may be imagined
	Clock     time.Time     // by which deadlines in the ledger are read; zero means Now
	Only      []string      // ID or ID.LANG: only these, whatever their age and the account's limit
	Limit     int           // in place of the accounts' limits, if not 0
	MaxAge    time.Duration // in place of the accounts' ages, if not 0
	Occasion  string        // "" means Announce
	Approvals Approvals     // the zero value asks for none
}

// MakePlan decides for each item and account. It asks nobody and changes
// nothing: the same question has the same plan.
func MakePlan(q Question) *Plan {
	q.Occasion = cmp.Or(q.Occasion, Announce)
	if q.Clock.IsZero() {
		q.Clock = q.Now
	}
	groups := grouped(q.Items)
	p := &Plan{Rows: make([]*Row, 0, len(groups)*len(q.To))}
	for _, d := range q.To {
		t := &turn{q: &q, d: d, limit: cmp.Or(q.Limit, d.Account.Limit), budget: d.Account.Budget}
		t.account = q.History.Account(d.Account.Name)
		t.pause = q.History.Paused(d.Account.Name)
		for _, g := range groups {
			if row := t.row(g); row != nil {
				p.Rows = append(p.Rows, row)
			}
		}
	}
	return p
}

// grouped puts the languages of an item together, oldest items first.
func grouped(items []Item) [][]*Item {
	byID := map[string]int{}
	var groups [][]*Item
	for i := range items {
		it := &items[i]
		n, ok := byID[it.ID]
		if !ok {
			n = len(groups)
			byID[it.ID] = n
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], it)
	}
	slices.SortStableFunc(groups, func(a, b []*Item) int {
		return cmp.Or(first(a).Compare(first(b)), strings.Compare(a[0].ID, b[0].ID))
	})
	return groups
}

func first(g []*Item) time.Time {
	t := g[0].Due
	for _, it := range g[1:] {
		if it.Due.Before(t) {
			t = it.Due
		}
	}
	return t
}

// turn is the planning of one account.
type turn struct {
	q       *Question
	d       *Destination
	account ledger.Account
	pause   ledger.Pause
	limit   int // posts that may still go
	budget  int // tenths of a cent that may be spent; 0 means any
	spent   int
	sent    int
	before  ledger.Standing // of the row that is judged
}

// row decides for one item in all its languages; nil means that the account
// has nothing to do with it.
func (t *turn) row(group []*Item) *Row {
	it, named := t.choose(group)
	if it == nil {
		return nil
	}
	r := &Row{Item: it, To: t.d, Key: Key{Site: t.q.Site, Item: it.ID, Account: t.d.Account.Name, Occasion: t.q.Occasion}, State: Planned, named: named}
	r.Due = it.Due
	if at := it.WishFor(t.d.Account.Name).At; at.After(r.Due) {
		r.Due = at
	}
	t.before = t.q.History.Of(r.Key)
	r.before = &t.before
	if s := r.before; s.State != "" {
		r.ID, r.URL, r.Since, r.Attempts, r.Hash = s.ID, s.URL, s.Since, s.Attempt, s.Hash
	}
	r.Skip, r.Reason = t.judge(r)
	if r.before = nil; r.Skip != Done {
		s := t.before
		r.before = &s
	}
	switch r.Skip {
	case Going:
		t.sent++
		t.spent += r.Price
	case Scheduled:
		t.draft(r)
	}
	return r
}

// choose picks the language: of those the account takes, its first that is
// due, else the one that comes due first. With names, only named items count.
func (t *turn) choose(group []*Item) (it *Item, named bool) {
	wanted, named := group, false
	if len(t.q.Only) > 0 {
		wanted = slices.DeleteFunc(slices.Clone(group), func(i *Item) bool { return !slices.Contains(t.q.Only, i.ID) && !slices.Contains(t.q.Only, i.Name()) })
		named = true
	}
	for _, lang := range t.d.Account.Languages {
		for _, i := range wanted {
			if i.Lang != lang {
				continue
			}
			if t.ready(i) {
				return i, named
			}
			if it == nil || i.Due.Before(it.Due) {
				it = i
			}
		}
	}
	return it, named
}

// ready reports whether a language could be posted now.
func (t *turn) ready(i *Item) bool {
	wish := i.WishFor(t.d.Account.Name)
	able := t.d.Description.Impossible == nil || t.d.Description.Impossible(*i) == ""
	return able && !i.Due.After(t.q.Now) && !wish.At.After(t.q.Now) && !i.Retracted && !wish.Off
}

// judge says whether a row goes, and if not, why. The order is that of
// importance to a reader: what is settled, what the article wants, what is
// possible, what a person must do, what merely waits.
func (t *turn) judge(r *Row) (Skip, string) {
	for _, f := range []func(*Row) (Skip, string){t.settled, t.wished, t.baseline, t.due, t.age, t.composed, t.approved, t.paused, t.spaced, t.capped} {
		if skip, why := f(r); skip != Going {
			return skip, why
		}
	}
	return Going, ""
}

func (t *turn) settled(r *Row) (Skip, string) {
	s := r.before
	switch s.State {
	case ledger.Posted, ledger.Removed:
		r.State = s.State
		return Done, s.Reason
	case ledger.Seen:
		if !r.named {
			r.State = s.State
			return Done, cmp.Or(s.Reason, "was public before the account began")
		}
	case ledger.Unknown:
		r.State = s.State
		return Unclear, s.Reason
	case ledger.Intended:
		r.State = s.State
		if t.q.Clock.Before(s.Deadline) {
			return InFlight, "another run is sending it, since " + s.Sent.In(t.q.Now.Location()).Format("15:04")
		}
		return Unclear, "a run began to send it and never said what became of it"
	}
	for other := range t.q.History.Messages(r.Key.Item, r.Key.Account) {
		if other.Key != r.Key && Announces(other.Key.Occasion) && Announces(r.Key.Occasion) && other.Live() {
			return Twice, "another post of this article (" + other.Key.Occasion + ") is on the account; take it down first"
		}
	}
	return Going, ""
}

// Announces reports whether an occasion shows an item to readers, and does not
// follow a post that did; of those only one may be live.
func Announces(occasion string) bool {
	return occasion == Announce || strings.HasPrefix(occasion, "reshare-")
}

func (t *turn) wished(r *Row) (Skip, string) {
	switch {
	case r.Item.WishFor(r.Key.Account).Off:
		return Off, "the article asks not to be posted here"
	case r.Item.Retracted:
		return Retracted, "the article is withdrawn"
	case t.d.Description.Impossible != nil:
		if why := t.d.Description.Impossible(*r.Item); why != "" {
			return Impossible, why
		}
	}
	return Going, ""
}

func (t *turn) baseline(*Row) (Skip, string) {
	if t.account.Baseline.IsZero() {
		return NoBaseline, "the account has no baseline"
	}
	return Going, ""
}

func (t *turn) due(r *Row) (Skip, string) {
	if r.Due.After(t.q.Now) {
		return Scheduled, "due " + when(r.Due, t.q.Now)
	}
	return Going, ""
}

func (t *turn) age(r *Row) (Skip, string) {
	limit := cmp.Or(t.q.MaxAge, t.d.Account.MaxAge)
	if age := t.q.Now.Sub(r.Due); !r.named && limit > 0 && age > limit {
		return Missed, fmt.Sprintf("due since %s, longer than %s", when(r.Due, t.q.Now), hours(limit))
	}
	return Going, ""
}

func (t *turn) composed(r *Row) (Skip, string) {
	post, err := t.d.composer.Post(*r.Item)
	if err != nil {
		return Unfit, err.Error()
	}
	r.set(post)
	if s := r.before; s.State == ledger.Final && s.Hash == r.Hash {
		r.State = ledger.Final
		return Refused, s.Reason
	}
	return Going, ""
}

// draft makes the post of a row that is not due, for those who want to see it.
func (t *turn) draft(r *Row) {
	if post, err := t.d.composer.Post(*r.Item); err == nil {
		r.set(post)
	}
}

// set gives a row its post.
func (r *Row) set(p Post) {
	d := r.To.Description
	r.Post, r.Hash = &p, p.Hash()
	r.Length, r.Max, r.Unit = Length(p, d)
	if d.Price != nil {
		r.Price = d.Price(p)
	}
}

func (t *turn) paused(r *Row) (Skip, string) {
	if t.pause.On {
		return Held, paused(t.pause)
	}
	if until := t.d.Account.Quiet.Until(t.q.Now); until.After(t.q.Now) && !r.named {
		return Silent, "after " + until.Format("15:04") + " (quiet hours)"
	}
	return Going, ""
}

// spaced keeps an account's posts apart: one a run, and none too soon after
// the last.
func (t *turn) spaced(r *Row) (Skip, string) {
	space := t.d.Account.Spacing
	if space <= 0 || r.named {
		return Going, ""
	}
	if t.sent > 0 {
		return Spaced, "a later run: this account leaves " + hours(space) + " between posts"
	}
	if next := t.d.Account.rested(t.q.History, r.Key); next.After(t.q.Now) {
		return Spaced, "after " + when(next, t.q.Now) + ": this account leaves " + hours(space) + " between posts"
	}
	return Going, ""
}

// rested is when an account that leaves time between posts may send one; a
// message that it began itself does not have to wait for itself.
func (a *Account) rested(h *ledger.History, k Key) time.Time {
	last := h.Account(a.Name).Last
	if a.Spacing <= 0 || last.IsZero() || h.Of(k).Sent.Equal(last) {
		return time.Time{}
	}
	return last.Add(a.Spacing)
}

func paused(p ledger.Pause) string {
	return strings.TrimSuffix("posting is paused by "+p.Who+": "+p.Reason, ": ")
}

func (t *turn) capped(r *Row) (Skip, string) {
	if !r.named && t.limit > 0 && t.sent >= t.limit {
		return Capped, fmt.Sprintf("the next run: this account takes %d a run", t.limit)
	}
	if t.budget > 0 && t.spent+r.Price > t.budget {
		return Budget, fmt.Sprintf("it costs about %s, and the account may spend %s a run", Dollars(r.Price), Dollars(t.budget))
	}
	return Going, ""
}

// Dollars writes tenths of a cent as $0.20.
func Dollars(mills int) string {
	if mills%10 != 0 {
		return fmt.Sprintf("$%d.%03d", mills/1000, mills%1000)
	}
	return fmt.Sprintf("$%d.%02d", mills/1000, mills%1000/10)
}

func when(t, now time.Time) string { return t.In(now.Location()).Format("Mon 2 January 15:04") }

func hours(d time.Duration) string {
	if d%(24*time.Hour) == 0 {
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	}
	return strings.TrimSuffix(strings.TrimSuffix(d.String(), "0s"), "0m")
}
