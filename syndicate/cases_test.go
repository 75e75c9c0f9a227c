package syndicate_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

// script is a world with one account, one due article, adopted before it.
func script1(t *testing.T, kind string, items ...syndicate.Item) (*world, *network) {
	t.Helper()
	w := newWorld(rand.New(rand.NewPCG(7, 7)), func(string) fault { return fine })
	n := w.openAs(kind, "acc")
	w.adopt()
	w.now = w.now.Add(time.Hour)
	for i, it := range items {
		it.Lang = "en"
		if it.ID == "" {
			it.ID = fmt.Sprintf("item%d", i)
		}
		if it.Due.IsZero() {
			it.Due = w.now.Add(-10 * time.Minute)
		}
		it.Title, it.URL = "About "+it.ID, "https://news.example.org/"+it.ID+"/"
		w.items = append(w.items, it)
	}
	w.tracing = true
	t.Cleanup(func() {
		for _, b := range w.broken {
			t.Error(b)
		}
		if t.Failed() {
			t.Log(strings.Join(w.trace, "\n"))
		}
	})
	return w, n
}

// at plays faults at the nth effect of a name.
func (w *world) at(faults map[string]fault) {
	w.choose = func(e string) fault {
		f, ok := faults[e]
		if ok {
			delete(faults, e)
		}
		return f
	}
}

func (w *world) one(n *network) (*ledger.Book, *syndicate.Runner, *syndicate.Destination) {
	book, err := ledger.Open(context.Background(), w.log, simSite)
	if err != nil {
		panic(err)
	}
	d, err := syndicate.NewDestination(n.account(), n.channel(), nil, "")
	if err != nil {
		panic(err)
	}
	w.named++
	return book, w.runner(book, fmt.Sprintf("run-%d", w.named)), d
}

func (w *world) question(d *syndicate.Destination) syndicate.Question {
	return syndicate.Question{Site: simSite, Items: w.items, Now: w.now, To: []*syndicate.Destination{d}}
}

func fold(t *testing.T, entries ...ledger.Entry) *ledger.History {
	h := ledger.NewHistory(simSite)
	for _, e := range entries {
		e.V, e.Site = 1, simSite
		if err := h.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// 1: a repeat whose claim took long is given back as "provably not sent",
// although the first attempt may be public.
func TestCaseRepeatGivenBack(t *testing.T) {
	w, n := script1(t, keyed, syndicate.Item{})
	n.lag = time.Hour // reads are behind
	b, r, d := w.one(n)
	sent := 0
	w.choose = func(e string) fault {
		switch {
		case strings.HasPrefix(e, "send"):
			if sent++; sent == 1 {
				return lost
			}
		case e == "append intended" && sent == 1:
			w.now = w.now.Add(11 * time.Minute) // git push behind a slow proxy
		}
		return fine
	}
	if _, err := r.Run(context.Background(), w.question(d)); err != nil {
		t.Fatal(err)
	}
	_ = b
	if s := w.log.history().Of(syndicate.Key{Site: simSite, Item: "item0", Account: "acc", Occasion: "announce"}); s.State == ledger.Released {
		t.Errorf("after a repeat was given back the ledger says released: %s", s.Reason)
	}
}

// 2: the late outcome of an older attempt hides that a newer one is open.
func TestCaseLateOutcome(t *testing.T) {
	m := func(s ledger.State, attempt int, owner string) ledger.Entry {
		return ledger.Entry{Item: "a", Account: "acc", Occasion: "announce", State: s, Attempt: attempt, Owner: owner, T: simStart, Hash: "h"}
	}
	for _, late := range []ledger.State{ledger.Released, ledger.Final, ledger.Unknown} {
		h := fold(t, m(ledger.Intended, 1, "laptop"), m(ledger.Unknown, 1, "ci"), m(ledger.Released, 1, "ann"), m(ledger.Intended, 2, "ci"), m(late, 1, "laptop"))
		if s := h.Of(syndicate.Key{Site: simSite, Item: "a", Account: "acc", Occasion: "announce"}); s.State != ledger.Intended {
			t.Errorf("%s of attempt 1 turned the intent of attempt 2 into %s", late, s.State)
		}
	}
	h := fold(t, m(ledger.Intended, 1, "laptop"), m(ledger.Unknown, 1, "ci"), m(ledger.Seen, 1, "ann"), m(ledger.Released, 1, "laptop"))
	if s := h.Of(syndicate.Key{Site: simSite, Item: "a", Account: "acc", Occasion: "announce"}); s.State != ledger.Seen {
		t.Errorf("ann skipped it, and a late outcome made it %s", s.State)
	}
}

// 3: a run with the old name in its nadi.yaml posts after the rename.
func TestCaseRenameRace(t *testing.T) {
	w, n := script1(t, blind, syndicate.Item{})
	b, r, d := w.one(n)
	w.choose = func(e string) fault {
		if e != "gate" {
			return fine
		}
		w.choose = func(string) fault { return fine }
		if err := syndicate.RenameAccount(context.Background(), b, simSite, "acc", "neu", "ann", w.now); err != nil {
			t.Error(err)
		}
		a := n.account()
		a.Name = "neu"
		d, _ := syndicate.NewDestination(a, n.channel(), nil, "")
		_, r, _ := w.one(n)
		if _, err := r.Run(context.Background(), w.question(d)); err != nil {
			t.Error(err)
		}
		return fine
	}
	if _, err := r.Run(context.Background(), w.question(d)); err != nil {
		t.Fatal(err)
	}
	if len(n.public) > 1 {
		t.Errorf("%d posts of one article", len(n.public))
	}
}

// 4: an unknown message of an article that was withdrawn meanwhile is repeated.
func TestCaseRepeatRetracted(t *testing.T) {
	w, n := script1(t, keyed, syndicate.Item{})
	w.at(map[string]fault{"send keyed": vanished, "append unknown": after})
	w.run()
	w.items[0].Retracted = true
	w.now = w.now.Add(12 * time.Minute)
	w.run()
	if len(n.public) > 0 {
		t.Errorf("a withdrawn article was posted")
	}
}

// 5: retracting an item whose other language has no notice.
func TestCaseRetractLanguages(t *testing.T) {
	w, n := script1(t, blind, syndicate.Item{})
	w.run()
	_, r, d := w.one(n)
	en := w.items[0]
	other := en
	other.Lang, other.Notices = "hi", []syndicate.Notice{{Date: w.now, Severity: "safety", Heading: "x", Text: "y"}}
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("panic: %v", p)
		}
	}()
	if f, err := r.Follow(context.Background(), w.question(d), d, []*syndicate.Item{&other, &en}, syndicate.NoticeOccasion); err != nil || f == nil || f.Person == "" {
		t.Errorf("%+v %v", f, err)
	}
}

// 5b: a typo after a safety correction, and two corrections on a day.
func TestCaseNotices(t *testing.T) {
	day := simStart
	it := &syndicate.Item{Notices: []syndicate.Notice{{Date: day.Add(24 * time.Hour), Severity: "typo"}, {Date: day, Severity: "safety"}}}
	if o := syndicate.NoticeOccasion(it); o == "" {
		t.Error("a typo hides the safety correction before it")
	}
	one := &syndicate.Item{Notices: []syndicate.Notice{{Date: day, Severity: "safety", Text: "1"}}}
	two := &syndicate.Item{Notices: []syndicate.Notice{{Date: day.Add(5 * time.Hour), Severity: "safety", Text: "2"}, {Date: day, Severity: "safety", Text: "1"}}}
	if syndicate.NoticeOccasion(one) == syndicate.NoticeOccasion(two) {
		t.Error("the second correction of a day counts as told")
	}
}

// removing is a channel that can take posts down.
type removing struct {
	*simReader
}

func (c removing) Remove(context.Context, syndicate.Receipt) error {
	c.n.w.effect("remove")
	for _, p := range c.n.public {
		p.removed = true
	}
	return nil
}

func (w *world) takeOff(n *network) (*syndicate.Followed, error) {
	_, r, _ := w.one(n)
	d, _ := syndicate.NewDestination(n.account(), removing{&simReader{&simChannel{n}}}, nil, "")
	return r.Follow(context.Background(), w.question(d), d, []*syndicate.Item{&w.items[0]}, func(*syndicate.Item) string { return syndicate.Takedown })
}

// 6: a takedown for a patient's privacy waits for the end of a pause.
func TestCaseTakedownPaused(t *testing.T) {
	w, n := script1(t, readable, syndicate.Item{})
	w.run()
	w.pause(true)
	if f, err := w.takeOff(n); err != nil || f.Done != syndicate.CanRemove {
		t.Errorf("%+v %v", f, err)
	}
}

// 6b: a takedown that crashed half way is never done.
func TestCaseTakedownCrashed(t *testing.T) {
	w, n := script1(t, readable, syndicate.Item{})
	w.run()
	w.at(map[string]fault{"remove": before})
	func() {
		defer func() { recover() }()
		w.takeOff(n)
	}()
	w.now = w.now.Add(time.Hour)
	if f, err := w.takeOff(n); err != nil || f.Done != syndicate.CanRemove {
		t.Errorf("%+v %v", f, err)
	}
}

// 6c: words of all attempts are erased, also when erasing has to be repeated.
func TestCaseTakedownErases(t *testing.T) {
	w, n := script1(t, readable, syndicate.Item{})
	w.choose = func(e string) fault {
		if strings.HasPrefix(e, "send") {
			return refused
		}
		return fine
	}
	w.run()
	w.choose = func(string) fault { return fine }
	w.run()
	if len(n.public) != 1 {
		t.Fatal("not posted")
	}
	if f, err := w.takeOff(n); err != nil || f.Err != nil {
		t.Errorf("%+v %v", f, err)
	}
	for name, p := range w.log.payloads {
		if strings.Contains(string(p), "About") {
			t.Errorf("%s still has the words %s", name, p)
		}
	}
}

// 7: three articles that are not live keep the fourth from being posted.
func TestCaseStarved(t *testing.T) {
	w, n := script1(t, readable, syndicate.Item{}, syndicate.Item{}, syndicate.Item{}, syndicate.Item{})
	_, r, d := w.one(n)
	r.Gate = pick{r.Gate, "item3"}
	for range 3 {
		if _, err := r.Run(context.Background(), w.question(d)); err != nil {
			t.Fatal(err)
		}
	}
	if len(n.public) != 1 {
		t.Errorf("%d posts", len(n.public))
	}
}

type pick struct {
	syndicate.Gate
	only string
}

func (p pick) Wait(ctx context.Context, it syndicate.Item) (syndicate.Live, error) {
	if it.ID != p.only {
		return syndicate.Live{Skip: syndicate.NotLive, Reason: "404"}, nil
	}
	return syndicate.Live{}, nil
}

// 8: the ledger goes back, and the account's preferred language is due by now.
func TestCaseOtherLanguage(t *testing.T) {
	w, n := script1(t, readable, syndicate.Item{})
	n.languages = []string{"hi", "en"}
	kept := w.log.entries
	w.run()
	w.log.entries = kept[:len(kept):len(kept)]
	w.now = w.now.Add(time.Hour)
	hi := w.items[0]
	hi.Lang, hi.URL, hi.Due = "hi", "https://news.example.org/hi/item0/", w.now.Add(-10*time.Minute)
	w.items = append(w.items, hi)
	w.run()
	if len(n.public) != 1 {
		t.Errorf("%d posts of one article on one account", len(n.public))
	}
}

// 8b: the ledger goes back, and the article was given a later date.
func TestCaseRedated(t *testing.T) {
	w, n := script1(t, readable, syndicate.Item{})
	kept := w.log.entries
	w.run()
	w.log.entries = kept[:len(kept):len(kept)]
	w.now = w.now.Add(5 * time.Hour)
	w.items[0].Due = w.now.Add(-10 * time.Minute)
	w.run()
	if len(n.public) != 1 {
		t.Errorf("%d posts of one article on one account", len(n.public))
	}
}

// torn breaks off a Read in the middle once.
type torn struct {
	ledger.Store
	after int
}

func (s *torn) Read(ctx context.Context, at ledger.Position, yield func(ledger.Entry) error) (ledger.Position, error) {
	n := s.after
	s.after = -1
	return s.Store.Read(ctx, at, func(e ledger.Entry) error {
		if n == 0 {
			return errStore
		}
		n--
		return yield(e)
	})
}

// 9: a Read that breaks off is read again, and folded twice.
func TestCaseTornRead(t *testing.T) {
	w, _ := script1(t, blind)
	ctx := context.Background()
	s := &torn{w.log, -1}
	b, err := ledger.Open(ctx, s, simSite)
	if err != nil {
		t.Fatal(err)
	}
	add := func(e ledger.Entry) {
		e.V, e.Site = 1, simSite
		w.log.entries = append(w.log.entries, e)
	}
	add(ledger.Entry{Account: "neu", State: ledger.Renamed, ID: "acc"})
	add(ledger.Entry{Account: "neu", Item: "a", Occasion: "announce", State: ledger.Posted, Attempt: 1})
	add(ledger.Entry{Account: "acc", State: ledger.Bound, ID: "other"})
	add(ledger.Entry{Account: "acc", Item: "a", Occasion: "announce", State: ledger.Intended, Attempt: 1})
	add(ledger.Entry{Account: "acc", Item: "a", Occasion: "announce", State: ledger.Released, Attempt: 1})
	s.after = 5
	s.after = 4
	_ = b.Refresh(ctx)
	if err := b.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	b.View(func(h *ledger.History) {
		if s := h.Of(syndicate.Key{Site: simSite, Item: "a", Account: "neu", Occasion: "announce"}); s.State != ledger.Posted {
			t.Errorf("the post of neu is %q after a torn read", s.State)
		}
		if a := h.Account("neu"); a.Identity == "other" {
			t.Errorf("neu is bound to %s", a.Identity)
		}
	})
}

// 10: a post that could not be written down ends with exit 0, and the run goes on.
func TestCaseUnrecorded(t *testing.T) {
	w, n := script1(t, blind, syndicate.Item{}, syndicate.Item{})
	down := false
	w.choose = func(e string) fault {
		if e == "append posted" {
			down = true
		}
		if e == "append posted" && down {
			return refused
		}
		return fine
	}
	_, r, d := w.one(n)
	rep, err := r.Run(context.Background(), w.question(d))
	if err != nil {
		t.Fatal(err)
	}
	if !rep.Incomplete() && !rep.NeedsPerson() {
		t.Error("exit 0 although the ledger does not know of a post")
	}
	if len(n.public) > 1 {
		t.Errorf("%d posts went on although the ledger could not be written", len(n.public))
	}
}

// 11: the pause is read with the claim; a claim that took nine minutes is old.
func TestCaseStalePause(t *testing.T) {
	w, n := script1(t, blind, syndicate.Item{})
	w.choose = func(e string) fault {
		if e == "append intended" {
			w.now = w.now.Add(9 * time.Minute)
		}
		return fine
	}
	_, r, d := w.one(n)
	rep, err := r.Run(context.Background(), w.question(d))
	if err != nil {
		t.Fatal(err)
	}
	if len(n.public) > 0 {
		t.Error("sent nine minutes after the pause was read")
	}
	if !rep.Incomplete() {
		t.Error("exit 0 although nothing was sent because the ledger was slow")
	}
}

// 12: an open intent of another run is hidden by a refusal of these words.
func TestCaseFinalOverIntent(t *testing.T) {
	w, n := script1(t, blind, syndicate.Item{})
	_, r, d := w.one(n)
	w.choose = func(e string) fault {
		if e == "prepare" { // meanwhile another run is sending
			w.log.entries = append(w.log.entries, ledger.Entry{V: 1, Site: simSite, Item: "item0", Account: "acc", Occasion: "announce", State: ledger.Intended, Attempt: 1, Owner: "other", Deadline: w.now.Add(time.Hour), T: w.now, Hash: "z"})
		}
		return fine
	}
	d.Channel = refusesPrepare{d.Channel}
	if _, err := r.Run(context.Background(), w.question(d)); err != nil {
		t.Fatal(err)
	}
	if s := w.log.history().Of(syndicate.Key{Site: simSite, Item: "item0", Account: "acc", Occasion: "announce"}); s.State != ledger.Intended {
		t.Errorf("the other run's intent is hidden: %s", s.State)
	}
}

type refusesPrepare struct{ syndicate.Channel }

func (c refusesPrepare) Prepare(ctx context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	_, _ = c.Channel.Prepare(ctx, d)
	return nil, syndicate.Errorf(syndicate.Invalid, "too long")
}

// 13: a run under another clock takes over a message that is being sent.
func TestCaseOtherClock(t *testing.T) {
	w, n := script1(t, provable, syndicate.Item{})
	_, r, d := w.one(n)
	_, r2, d2 := w.one(n)
	r2.Clock = r2.Now
	r2.Now = func() time.Time { return w.now.Add(24 * time.Hour) } // nadi --now tomorrow syndicate
	took := false
	w.choose = func(e string) fault {
		if strings.HasPrefix(e, "send") && !took {
			took = true
			if _, err := r2.Run(context.Background(), w.question(d2)); err != nil {
				t.Error(err)
			}
		}
		return fine
	}
	if _, err := r.Run(context.Background(), w.question(d)); err != nil {
		t.Fatal(err)
	}
	for _, e := range w.log.entries {
		if e.State == ledger.Unknown || e.State == ledger.Released {
			t.Errorf("a run under --now wrote %s over a message in flight", e.State)
		}
	}
}

// 14: a store that answers "moved" although the entry is there (a lost answer
// and a retry inside of it) makes the claim nobody's.
func TestCaseOwnClaimMoved(t *testing.T) {
	w, n := script1(t, blind, syndicate.Item{})
	b, err := ledger.Open(context.Background(), &lying{w.log, false}, simSite)
	if err != nil {
		t.Fatal(err)
	}
	_, r, d := w.one(n)
	r.Book = b
	if _, err := r.Run(context.Background(), w.question(d)); err != nil {
		t.Fatal(err)
	}
	if len(n.public) != 1 {
		t.Errorf("%d posts", len(n.public))
	}
}

type lying struct {
	ledger.Store
	lied bool
}

func (s *lying) Append(ctx context.Context, at ledger.Position, e []ledger.Entry) (ledger.Position, error) {
	to, err := s.Store.Append(ctx, at, e)
	if err == nil && !s.lied {
		s.lied = true
		return at, ledger.ErrMoved
	}
	return to, err
}
