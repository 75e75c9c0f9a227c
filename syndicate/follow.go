package syndicate

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"nadi/syndicate/ledger"
)

// Occasions after a post. An edit of an article is never one of them.
const (
	Retraction = "retraction" // with its date after it
	Takedown   = "takedown"
)

// Followed is what became of an announcement when its article was corrected,
// withdrawn or taken down.
type Followed struct {
	Item    *Item
	Account string
	URL     string  // of the announcement
	Done    Ability // what was done: amend, reply or remove; "" if nothing
	Before  bool    // it had been done already
	Receipt Receipt
	Err     error  // why it was not done
	Person  string // what a person must do, "" if nothing
}

// Follow brings the newest notice of an article to one account that carries
// it, as far as the network allows: the post is changed, else it is answered,
// else a person must act. On the occasion Takedown the post is removed, and
// its words are erased from the ledger. Like a post, each happens once.
// Follow returns nil where the account does not carry the article.
func (r *Runner) Follow(ctx context.Context, q Question, d *Destination, items []*Item, occasionOf func(*Item) string) (*Followed, error) {
	w := &work{r: r, q: q, d: d}
	if err := r.Book.Refresh(ctx); err != nil {
		return nil, err
	}
	for _, it := range items {
		occasion := occasionOf(it)
		base, standing := w.carried(it, occasion)
		if base.State == "" || base.Lang != "" && base.Lang != it.Lang {
			continue
		}
		f := &Followed{Item: it, Account: d.Account.Name, URL: base.URL, Before: standing.State == ledger.Posted}
		switch {
		case occasion == "":
			f.Person = "the account carries the article in " + it.Lang + ", and there it says nothing of this; write it into " + it.Source
		case f.Before && takesDown(occasion):
			f.Err = w.forget(ctx, base.Key) // what stopped half way
		case f.Before:
		case base.Open():
			f.Person = "first say whether the post is there: nadi syndicate resolve"
		case standing.Open() && !w.harmless(standing):
			f.Person = "an earlier attempt has no known outcome; look at the post"
		case !w.identify(ctx):
			f.Err = w.whyNot()
		default:
			w.follow(ctx, f, base, standing)
		}
		if f.Person != "" && occasion != "" && r.ByHand != "" && !base.Open() {
			w.doneByHand(ctx, f, base.Key, standing.Key)
		}
		return f, nil
	}
	return nil, nil
}

// doneByHand records that a person did what could not be done from here.
func (w *work) doneByHand(ctx context.Context, f *Followed, base, key Key) {
	e := w.entry(key, ledger.Posted)
	e.Lang, e.URL, e.Reason = f.Item.Lang, f.URL, w.r.ByHand+" did it by hand"
	if err := w.record(ctx, e); err != nil {
		f.Err = ledgerError{err}
		return
	}
	f.Person, f.Before = "", true
	if takesDown(key.Occasion) {
		f.Err = w.forget(ctx, base)
	}
}

// takesDown reports whether an occasion removes a post.
func takesDown(occasion string) bool { return strings.HasPrefix(occasion, Takedown) }

// harmless reports whether what an attempt may have done can be done again, and
// nobody is at it: removing and changing.
func (w *work) harmless(s ledger.Standing) bool {
	_, amends := w.d.Channel.(Amender)
	return (amends || takesDown(s.Key.Occasion)) && !w.r.clock().Before(s.Deadline)
}

func (w *work) whyNot() error {
	if len(w.troubles) > 0 {
		return w.troubles[0].Err
	}
	return fmt.Errorf("the account has no baseline")
}

// carried returns the live announcement of an item on the account, and what is
// known of the occasion that follows it.
func (w *work) carried(it *Item, occasion string) (base, standing ledger.Standing) {
	w.r.Book.View(func(h *ledger.History) {
		for s := range h.Messages(it.ID, w.d.Account.Name) {
			if Announces(s.Key.Occasion) && (s.Live() || s.State == ledger.Removed && occasion == Takedown) {
				base = s
			}
		}
		if occasion == Takedown && Announces(base.Key.Occasion) && base.Key.Occasion != Announce {
			occasion += "-" + base.Key.Occasion // it is another post
		}
		standing = h.Of(Key{Site: w.q.Site, Item: it.ID, Account: w.d.Account.Name, Occasion: occasion})
	})
	return base, standing
}

// follow does the best that the network can.
func (w *work) follow(ctx context.Context, f *Followed, base, standing ledger.Standing) {
	key := standing.Key
	row := &Row{Item: f.Item, To: w.d, Key: key, before: &standing}
	at := w.numbered(ctx, f.Item, base)
	if at.ID == "" && standing.ID != "" { // an attempt of before knew it, and may have removed what it was read from
		at.ID, at.URL = standing.ID, standing.URL
	}
	row.ID, row.URL = at.ID, at.URL
	if takesDown(key.Occasion) {
		w.takeDown(ctx, f, row, base.Key, at)
		return
	}
	post, err := w.noticed(f.Item)
	if err != nil {
		f.Err = err
		return
	}
	row.set(post)
	if a, ok := w.d.Channel.(Amender); ok && at.ID != "" {
		w.once(ctx, f, row, CanAmend, func() (Receipt, error) { return a.Amend(ctx, at, post) })
		return
	}
	if a, ok := w.d.Channel.(Replier); ok && at.ID != "" {
		w.once(ctx, f, row, CanReply, func() (Receipt, error) { return a.Reply(ctx, key, at, post) })
		return
	}
	f.Person = cmp.Or(w.d.Description.Unable[CanAmend], "the post cannot be changed from here") + "; change it, or answer it, at " + cmp.Or(base.URL, "the account")
}

// numbered returns the receipt of an announcement. A person who resolved it gave
// its address only; the account's own posts have the number.
func (w *work) numbered(ctx context.Context, it *Item, base ledger.Standing) Receipt {
	at := Receipt{ID: base.ID, URL: base.URL}
	reader, ok := w.d.Channel.(Reader)
	if at.ID != "" || !ok {
		return at
	}
	recent, err := reader.Recent(ctx, base.First.Add(-time.Hour))
	if err != nil {
		return at
	}
	for _, s := range recent {
		if s.URL == at.URL || Carries(s.Links, w.links(it)) && at.URL == "" {
			return s.Receipt
		}
	}
	return at
}

// noticed makes the post of an item's newest notice.
func (w *work) noticed(it *Item) (Post, error) {
	n := worthTelling(it)
	told := *it
	told.Title, told.Description, told.Topics, told.Wishes = n.Heading+": "+it.Title, n.Text, nil, nil
	told.Wish = Wish{Text: "{{.Title}}\n\n{{.Description}}\n\n{{.Link}}"}
	return w.d.composer.Post(told)
}

// takeDown removes a post, and forgets its words.
func (w *work) takeDown(ctx context.Context, f *Followed, row *Row, base Key, at Receipt) {
	remover, ok := w.d.Channel.(Remover)
	if f.Err = w.forgetWords(ctx, base); f.Err != nil {
		return
	}
	if !ok || at.ID == "" {
		f.Person = cmp.Or(w.d.Description.Unable[CanRemove], "the ledger does not know the post's number") + "; take it down yourself at " + cmp.Or(at.URL, "the account")
		return
	}
	if f.Err = w.takeDownAnswers(ctx, remover, base); f.Err != nil {
		return
	}
	row.Hash = "takedown"
	w.once(ctx, f, row, CanRemove, func() (Receipt, error) { return at, remover.Remove(ctx, at) })
	if f.Done == CanRemove && f.Err == nil {
		f.Err = w.forget(ctx, base)
	}
}

// takeDownAnswers removes the corrections that were written under a post: on
// most networks they stay when it goes, and name the article, too.
func (w *work) takeDownAnswers(ctx context.Context, remover Remover, base Key) error {
	var answers []ledger.Standing
	w.r.Book.View(func(h *ledger.History) {
		for s := range h.Messages(base.Item, base.Account) {
			if s.State == ledger.Posted && s.Reason == string(CanReply) && s.ID != "" {
				answers = append(answers, s)
			}
		}
	})
	for _, s := range answers {
		if err := remover.Remove(ctx, Receipt{ID: s.ID, URL: s.URL}); err != nil {
			return err
		}
		if err := w.forget(ctx, s.Key); err != nil {
			return err
		}
	}
	return nil
}

// forget records that a post is gone.
func (w *work) forget(ctx context.Context, base Key) error {
	gone := false
	w.r.Book.View(func(h *ledger.History) { gone = h.Of(base).State == ledger.Removed })
	if gone {
		return nil
	}
	e := w.entry(base, ledger.Removed)
	e.Reason = "taken down"
	if err := w.record(ctx, e); err != nil {
		return ledgerError{err}
	}
	return nil
}

// forgetWords erases what is kept of a post's words, whether or not the post
// itself can be removed.
func (w *work) forgetWords(ctx context.Context, base Key) error {
	names, err := w.r.Book.Payloads(ctx, base)
	if err != nil {
		return ledgerError{err}
	}
	for _, n := range names {
		if err := w.r.Book.ErasePayload(ctx, n); err != nil {
			return ledgerError{err}
		}
	}
	return nil
}

// once does something after its intent is in the ledger, and records the
// outcome. Changing and removing can be done again without harm, so a lost
// answer releases them; a reply whose answer is lost is open.
func (w *work) once(ctx context.Context, f *Followed, row *Row, what Ability, do func() (Receipt, error)) {
	if err := w.claim(ctx, row, Payload(what)); err != nil {
		f.Err = err
		return
	}
	receipt, err := do()
	if err == nil {
		f.Done, f.Receipt = what, receipt
		f.Err = w.posted(ctx, row, receipt, string(what))
		return
	}
	k := KindOf(err)
	e := w.entry(row.Key, k.Outcome())
	if what != CanReply && e.State == ledger.Unknown {
		e.State = ledger.Released
	}
	e.Attempt, e.Reason, f.Err = row.before.Attempt, err.Error(), err
	if err := w.record(ctx, e); err != nil {
		f.Err = ledgerError{err}
	}
	if what == CanReply && e.State == ledger.Unknown {
		f.Person = "the answer may be there or not; look at " + cmp.Or(f.URL, "the account")
	}
}

// NoticeOccasion returns the occasion of an item's newest notice worth telling:
// its withdrawal, or a correction of the words or for safety. "" means there is
// none.
func NoticeOccasion(it *Item) string {
	n := worthTelling(it)
	if n == nil {
		return ""
	}
	date := n.Date.Format("2006-01-02")
	if n.Severity == "retracted" {
		return Retraction + "-" + date
	}
	same := 0 // worth telling on that day; the newest is the last of them
	for i := range it.Notices {
		if x := &it.Notices[i]; tells(x) && x.Severity != "retracted" && x.Date.Format("2006-01-02") == date {
			same++
		}
	}
	if same > 1 {
		return fmt.Sprintf("correction-%s-%d", date, same)
	}
	return "correction-" + date
}

func worthTelling(it *Item) *Notice {
	for i := range it.Notices {
		if n := &it.Notices[i]; tells(n) {
			return n
		}
	}
	return nil
}

func tells(n *Notice) bool { return n.Severity != "typo" && n.Severity != "clarification" }
