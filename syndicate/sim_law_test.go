package syndicate_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

// The law: what must hold at every send and every line of the ledger. It is
// told here from the raw lines, without the code that is tested.

// The nights of accounts that stay silent, in full hours.
const (
	nightFrom = 22
	nightTo   = 6
)

// stale is how old a claim, and with it the word on pauses, may be when sending
// begins: a minute, and what effects take.
const stale = time.Minute + 5*time.Second

// past is what the lines say of one message.
type past struct {
	last   ledger.Entry // of all
	state  ledger.State // before the last intent
	first  time.Time    // of the intents of which nothing is known
	intent ledger.Entry // the last
	paused bool         // when it was written
}

// open reports whether nothing is known of the message.
func (p *past) open() bool {
	return p.last.State == ledger.Unknown || p.last.State == ledger.Intended
}

// again reports whether the last intent was to send once more what may have
// arrived.
func (p *past) again() bool { return p.state == ledger.Unknown || p.state == ledger.Intended }

// name is that of a message from its first intent to its outcome.
func (p *past) name(k syndicate.Key) string { return k.Item + k.Occasion + p.first.String() }

// past reads the lines about a message, under whatever name its account had.
func (n *network) past(k syndicate.Key) (p past) {
	paused := map[string]bool{}
	for _, e := range n.w.log.entries {
		if e.Item == "" && (e.State == ledger.Paused || e.State == ledger.Resumed) {
			paused[e.Account] = e.State == ledger.Paused
		}
		if e.Item != k.Item || e.Occasion != k.Occasion || n.w.network(e.Account) != n {
			continue
		}
		if e.State == ledger.Intended {
			if p.state = p.last.State; p.state != ledger.Unknown && p.state != ledger.Intended {
				p.first = e.T
			}
			p.intent, p.paused = e, paused[""] || paused[e.Account]
		}
		late := e.Attempt < p.intent.Attempt && (e.State == ledger.Final || e.State == ledger.Released || e.State == ledger.Unknown)
		if late { // it speaks of an older attempt
			continue
		}
		if e.State == ledger.Posted || p.last.State != ledger.Posted && p.last.State != ledger.Removed || e.State == ledger.Removed {
			p.last = e
		}
	}
	return p
}

// lawful looks at a request that is about to make a post public.
func (n *network) lawful(k syndicate.Key, payload []byte, asked time.Time) {
	run, p := n.w.current, n.past(k)
	bad := func(why string) { n.w.breaks("%s sends %s %s", run.name, k, why) }
	if run == nil {
		return
	}
	n.w.note("%s sends %s", run.name, k)
	switch {
	case p.last.State != ledger.Intended || p.last.Owner != run.name:
		bad("without a claim of its own")
		return
	case p.paused:
		bad("although posting is paused")
	case asked.Sub(n.w.log.began) > stale:
		bad("on a claim, and a word on pauses, that is old")
	case p.state == ledger.Posted || p.state == ledger.Removed:
		bad("which was posted")
	case p.state == ledger.Seen && !run.names(k.Item):
		bad("which nobody wants posted")
	case p.state == "" && n.w.old[k.Item] && !run.names(k.Item):
		bad("which was public before the account began")
	case n.who != n.names[0]:
		bad("on a stranger's account")
	case !run.admitted[k.Item]:
		bad("without a look at the page")
	case run.clock(n.w).Before(run.told[n]):
		bad("sooner than it was told")
	case !n.w.log.model.forgets && !bytes.Equal(payload, n.w.log.payloads[ledger.PayloadName(p.intent.Hash, run.name)]):
		bad("in words that are not kept")
	case bytes.Contains(payload, []byte(forbidden)):
		bad("although the check found something")
	case n.quiet.From != n.quiet.To && !run.names(k.Item) && night(p.intent.T):
		bad("in quiet hours")
	}
	n.timely(k, payload, run.names(k.Item) || p.again(), bad)
	n.repeats(k, payload, p, bad)
}

// night reports whether a moment lies in the quiet hours.
func night(t time.Time) bool { return t.Hour() >= nightFrom || t.Hour() < nightTo }

// timely: nothing goes before it is due, nor long after, nor when it was
// withdrawn, nor in words of before.
func (n *network) timely(k syndicate.Key, payload []byte, atAnyAge bool, bad func(string)) {
	run := n.w.current
	due := func(i syndicate.Item) bool {
		late := run.clock(n.w).Sub(i.Due)
		said := bytes.Contains(payload, []byte(i.URL)) && bytes.Contains(payload, []byte(i.Title+"\\n"))
		return said && i.ID == k.Item && late >= 0 && (late < simAge+time.Hour || atAnyAge) && !i.Retracted && !i.Wish.Off
	}
	if !slices.ContainsFunc(run.items, due) {
		bad("too early, too late, in old words, or although it is withdrawn")
	}
}

// repeats: what may have arrived goes again only as the same bytes, within the
// hour, and where the network knows the key.
func (n *network) repeats(k syndicate.Key, payload []byte, p past, bad func(string)) {
	if !p.again() {
		return
	}
	switch old := n.bytes[p.name(k)]; {
	case n.kind != keyed && n.kind != provable && n.kind != sure:
		bad("again, and the network does not know the key")
	case n.w.now.Sub(p.first) > time.Hour+3*time.Minute: // clocks differ
		bad("again after more than an hour")
	case old != nil && !bytes.Equal(old, payload):
		bad("again in other words")
	}
}

// goes notes that a message may be public, and looks at the account's limit.
func (n *network) goes(k syndicate.Key, payload []byte) {
	key, run := k.String(), n.w.current
	if run == nil {
		return
	}
	p := n.past(k)
	if !p.again() {
		n.bytes[p.name(k)] = slices.Clone(payload)
		if run.went[n] == nil {
			run.went[n] = map[string]bool{}
		}
		run.went[n][key] = true
	}
	if len(run.went[n]) > simLimit && len(run.only) == 0 {
		n.w.breaks("%s sends %d posts to %s", run.name, len(run.went[n]), n.name)
	}
}

// tell notes until when the network wants to be left alone.
func (n *network) tell(until time.Time) {
	if n.w.current != nil {
		n.w.current.told[n] = until
	}
}

// names reports whether a run was asked for an item by name.
func (p *process) names(item string) bool { return slices.Contains(p.only, item) }

func (p *process) clock(w *world) time.Time { return w.now.Add(p.skew) }

// once is the promise: no occasion twice, and no two live announcements.
func (n *network) once(k syndicate.Key) {
	same, live := 0, 0
	for _, p := range n.public {
		if p.key.Item == k.Item && p.key.Occasion == k.Occasion {
			same++
		}
		if p.key.Item == k.Item && !p.removed {
			live++
		}
	}
	if same > 1 || live > 1 {
		n.w.breaks("%s shows %s twice", n.name, k)
	}
}

// lawful looks at a line that is about to be written.
func (l *log) lawful(e *ledger.Entry, began time.Time) {
	if e.State != ledger.Seen {
		l.w.note("ledger: %s %s %s %s", e.Key(), e.State, e.Owner, e.Reason)
	}
	l.written(e)
	n := l.w.network(e.Account)
	if e.Item == "" || n == nil || e.Occasion != syndicate.Announce {
		return
	}
	if e.State == ledger.Seen && e.Owner != person {
		l.seen(e)
	}
	p, shown := n.past(e.Key()), n.shows(e.Key()) != nil
	bad := func(why string) { l.w.breaks("%s writes %s of %s %s", e.Owner, e.State, e.Key(), why) }
	switch e.State {
	case ledger.Intended:
		l.began = began
		if e.Attempt <= p.intent.Attempt {
			bad("under a number that was used")
		}
	case ledger.Posted:
		if p.last.State == ledger.Posted && p.last.Owner == e.Owner && e.Account == n.name {
			bad("for the second time")
		}
		if _, ever := n.byKey[e.Key().String()]; !ever && !shown {
			bad("which it is not")
		}
	case ledger.Released, ledger.Final:
		if run := l.w.current; run != nil {
			delete(run.went[n], e.Key().String()) // it did not go after all
		}
		if shown && p.last.State != ledger.Posted && e.Attempt >= p.intent.Attempt {
			bad("although readers see it")
		}
	}
	own := e.Owner == p.intent.Owner || e.Owner == person
	if early := l.w.now.Add(5 * time.Minute).Before(p.intent.Deadline); !own && early && p.last.State == ledger.Intended && e.State != ledger.Posted && e.Attempt >= p.intent.Attempt {
		bad("while " + p.intent.Owner + " is sending it")
	}
	if ends := e.State == ledger.Released || e.State == ledger.Final; ends && e.Attempt >= p.intent.Attempt && p.open() && e.Owner != person && n.kind != provable && (p.again() || e.Owner != p.intent.Owner) {
		bad("without proof")
	}
}

// seen: adopting marks what is public, and nothing that is scheduled.
func (l *log) seen(e *ledger.Entry) {
	for _, it := range l.w.items {
		if it.ID == e.Item && it.Lang == e.Lang && it.Due.After(l.w.now.Add(3*time.Minute)) { // clocks differ
			l.w.breaks("%s marks %s as seen, which is due %s", e.Owner, e.Item, it.Due)
		}
	}
}

// person is who says what a run cannot know.
const person = "ann"

// written: a line comes back as it was, and holds no words.
func (l *log) written(e *ledger.Entry) {
	data, err := json.Marshal(e)
	var back ledger.Entry
	if err == nil {
		err = json.Unmarshal(data, &back)
	}
	if err != nil || back != *e || e.V != ledger.Version || e.Site != simSite || e.T.IsZero() {
		l.w.breaks("the line %s comes back as %+v (%v)", data, back, err)
	}
	if strings.Contains(string(data), "About ") {
		l.w.breaks("the line %s holds words of a post", data)
	}
}
