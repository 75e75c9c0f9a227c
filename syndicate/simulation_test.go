package syndicate_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

var (
	seedFlag  = flag.Uint64("seed", 0, "play this one seed of the simulation, and show it")
	seedsFlag = flag.Int("seeds", 1500, "how many seeds the simulation plays")
)

// TestSimulation plays seeds: -seeds N of them (NADI_SEEDS for test/full), or
// one, shown, with -seed.
func TestSimulation(t *testing.T) {
	n := *seedsFlag
	if s := os.Getenv("NADI_SEEDS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	if *seedFlag != 0 {
		w := playSeed(*seedFlag, true)
		t.Log(strings.Join(w.trace, "\n"))
		report(t, w, *seedFlag)
		return
	}
	first := uint64(1)
	if s := os.Getenv("NADI_FIRST_SEED"); s != "" {
		first, _ = strconv.ParseUint(s, 10, 64)
	}
	effects, faults, posts := 0, 0, 0
	for seed := first; seed < first+uint64(n); seed++ {
		w := playSeed(seed, false)
		effects, faults, posts = effects+w.effects, faults+w.bad, posts+w.posts
		if report(t, w, seed); t.Failed() {
			return
		}
	}
	t.Logf("%d seeds, %d effects, %d faults, %d posts", n, effects, faults, posts)
}

func report(t *testing.T, w *world, seed uint64) {
	t.Helper()
	for _, b := range w.broken {
		t.Errorf("seed %d: %s (see it: go test ./syndicate -run Simulation -seed %d -v)", seed, b, seed)
	}
}

// playSeed is a week of a newsroom in which much goes wrong.
func playSeed(seed uint64, tracing bool) *world {
	rng := newRand(seed)
	risk := []float64{0.01, 0.05, 0.2}[rng.IntN(3)]
	w := newWorld(rng, func(effect string) fault {
		if rng.Float64() >= risk {
			return fine
		}
		all := faultsAt(effect)
		return all[rng.IntN(len(all))]
	})
	w.tracing = tracing
	w.log.model = models[rng.IntN(len(models))]
	w.note("the ledger is of the kind %s", w.log.model.name)
	for range 1 + rng.IntN(3) {
		w.open(kinds[rng.IntN(len(kinds))])
	}
	w.articles(2 + rng.IntN(5))
	w.adopt()
	for range 4 + rng.IntN(6) {
		w.now = w.now.Add(time.Duration(rng.IntN([]int{30, 14 * 60}[rng.IntN(2)])) * time.Minute)
		w.happening()
		switch rng.IntN(4) {
		case 0:
			w.together(w.start(syndicate.Question{}), w.start(syndicate.Question{}))
		case 1:
			w.meanwhile(w.start(syndicate.Question{}))
		default:
			w.run()
		}
	}
	w.calm()
	return w
}

// articles writes some: seen before, due now, and due later.
func (w *world) articles(n int) {
	for i := range n {
		due := simStart.Add(time.Duration(w.rng.IntN(120)-20) * time.Hour)
		if w.rng.IntN(3) == 0 {
			due = simStart.Add(time.Hour) // many at once meet the limit
		}
		w.write(fmt.Sprintf("item%d", i), "en", due)
	}
}

func (w *world) write(id, lang string, due time.Time) {
	w.items = append(w.items, syndicate.Item{ID: id, Lang: lang, Title: "About " + id, Description: "It is so.", URL: "https://news.example.org/" + lang + "/" + id + "/", Due: due, Updated: due})
}

// adopt gives all accounts a baseline, whatever happens on the way.
func (w *world) adopt() {
	for range 80 {
		w.now = w.now.Add(time.Minute)
		w.together(w.start(syndicate.Question{Occasion: adopting}))
		h, all := w.log.history(), true
		for _, n := range w.networks {
			all = all && !h.Account(n.name).Baseline.IsZero()
		}
		if all {
			w.public()
			return
		}
	}
	w.breaks("accounts cannot be adopted")
}

// public notes what was public before the accounts began.
func (w *world) public() {
	w.old = map[string]bool{}
	for _, it := range w.items {
		w.old[it.ID] = w.old[it.ID] || it.Due.Before(simStart)
	}
}

// happening is what people do between runs.
func (w *world) happening() {
	for _, n := range w.networks {
		n.down = w.rng.IntN(8) == 0
	}
	it, n := w.someItem(), w.networks[w.rng.IntN(len(w.networks))]
	switch w.rng.IntN(19) {
	case 0:
		it.Title += " again"
	case 1: // another slug: the old address leads on
		it.Aliases = append(it.Aliases, it.URL)
		it.URL = fmt.Sprintf("https://news.example.org/%s/%s-%d/", it.Lang, it.ID, len(it.Aliases))
	case 2, 3:
		w.pause(w.rng.IntN(2) == 0)
	case 4, 5:
		w.resolve(w.rng.IntN(5) == 0)
	case 6, 7:
		w.kept = slices.Clone(w.log.entries)
	case 8, 9:
		w.restore()
		if w.rng.IntN(2) == 0 {
			w.trip = "recent"
		}
	case 10:
		it.Retracted = true
	case 11: // some that the check lets through nowhere
		for range 1 + w.rng.IntN(4) {
			it := w.someItem()
			it.Title += " " + forbidden
		}
	case 12: // a token of somebody else, until it is noticed
		n.who = "stranger"
		w.run()
		n.who = n.names[0]
	case 13:
		w.translate(it)
	case 14:
		it.Due = w.now.Add(time.Duration(w.rng.IntN(24)-4) * time.Hour)
	case 15:
		w.rename(n)
	case 16:
		w.takedown(it.ID)
	case 17:
		w.together(w.start(syndicate.Question{Only: []string{it.ID}}))
	case 18:
		w.now = w.now.Add(simAge)
	}
}

// someItem is one that something may happen to; those of which it is not known
// whether they are posted come first.
func (w *world) someItem() *syndicate.Item {
	open := func(s ledger.Entry) bool { return s.State == ledger.Unknown || s.State == ledger.Intended }
	for i := range w.items {
		for _, n := range w.networks {
			if w.rng.IntN(2) == 0 && open(n.past(syndicate.Key{Item: w.items[i].ID, Occasion: syndicate.Announce}).last) {
				return &w.items[i]
			}
		}
	}
	return &w.items[w.rng.IntN(len(w.items))]
}

// meanwhile is what people do while a run is under way.
func (w *world) meanwhile(p *process) {
	for range w.rng.IntN(12) {
		if !p.ended {
			p.step(w)
		}
	}
	switch w.rng.IntN(3) {
	case 0:
		w.pause(true)
	case 1:
		w.rename(w.networks[w.rng.IntN(len(w.networks))])
		w.together(p, w.start(syndicate.Question{}))
	case 2: // the machine sleeps
		w.bad++
		w.now = w.now.Add(time.Duration(w.rng.IntN(30)) * time.Minute)
		w.run()
	}
	w.together(p)
}

// translate adds the other language, or makes it due.
func (w *world) translate(it *syndicate.Item) {
	for i := range w.items {
		if o := &w.items[i]; o.ID == it.ID && o.Lang == "hi" {
			o.Due = w.now
			return
		}
	}
	w.write(it.ID, "hi", w.now.Add(time.Duration(w.rng.IntN(10)-2)*time.Hour))
}

// quietly lets a person do something with the ledger, which works.
func (w *world) quietly(do func(*ledger.Book)) {
	if w.now.Before(w.log.away) {
		w.now = w.log.away // people wait
	}
	choose := w.choose
	w.choose = func(string) fault { return fine }
	defer func() { w.choose = choose }()
	b, err := ledger.Open(context.Background(), w.log, simSite)
	if err != nil {
		w.breaks("the ledger cannot be opened: %v", err)
		return
	}
	do(b)
}

func (w *world) pause(on bool) {
	w.quietly(func(b *ledger.Book) {
		if _, err := syndicate.SetPause(context.Background(), b, simSite, "", ledger.Pause{On: on, Reason: "storm", Who: person, Since: w.now}); err != nil {
			w.breaks("pausing: %v", err)
		}
	})
}

// resolve is a person who looks at every account with an open message and says
// what is there, or that it shall not be posted.
func (w *world) resolve(skip bool) {
	w.quietly(func(b *ledger.Book) {
		for s := range w.log.history().All() {
			if s.State != ledger.Unknown && !(s.State == ledger.Intended && w.now.After(s.Deadline)) || s.Key.Occasion != syndicate.Announce {
				continue
			}
			v := syndicate.Verdict{NotPosted: !skip, Skip: skip, Who: person, At: w.now}
			if p := w.network(s.Key.Account).shows(s.Key); p != nil {
				v = syndicate.Verdict{Posted: true, URL: p.receipt().URL, Who: person, At: w.now}
			}
			if _, err := syndicate.Resolve(context.Background(), b, simSite, s.Key.Item, s.Key.Account, v); err != nil {
				w.breaks("resolving %s: %v", s.Key, err)
			}
			w.note("%s says of %s: posted %v", person, s.Key, v.Posted)
		}
	})
}

// rename gives an account another name in nadi.yaml and in the ledger; the
// ledger refuses where something is open.
func (w *world) rename(n *network) {
	w.quietly(func(b *ledger.Book) {
		name := fmt.Sprintf("%s%d", n.names[0], len(n.names))
		n.names = append(n.names, name)
		if err := syndicate.RenameAccount(context.Background(), b, simSite, n.name, name, person, w.now); err != nil {
			w.note("%s cannot be renamed: %v", n.name, err)
			return
		}
		w.note("%s is %s now", n.name, name)
		n.name, w.kept = name, nil // a copy knows the account by its old name
	})
}

// takedown is a person who takes an article's posts off the accounts, and out
// of the site.
func (w *world) takedown(id string) {
	w.taken, w.kept = append(w.taken, id), nil // of what was taken down nobody can tell that it had been there
	for i := range w.items {
		w.items[i].Retracted = w.items[i].Retracted || w.items[i].ID == id
	}
	w.together(w.start(syndicate.Question{Occasion: syndicate.Takedown, Only: []string{id}}))
}

// restore puts an older copy of the ledger in place, where every account can
// be read back; elsewhere nobody can promise anything.
func (w *world) restore() {
	for _, n := range w.networks {
		if n.kind == blind || n.kind == sure {
			return
		}
	}
	if len(w.kept) == 0 {
		return
	}
	w.note("the ledger goes back from %d to %d entries", len(w.log.entries), len(w.kept))
	w.log.entries, w.restored = slices.Clone(w.kept), true
	w.now = w.now.Add(4 * time.Minute) // longer than any lag
}

// calm lets everything come to an end without further faults, and then looks
// whether anything was lost.
func (w *world) calm() {
	w.choose = func(string) fault { return fine }
	for _, n := range w.networks {
		n.down = false
	}
	w.trip = ""
	w.pause(false)
	w.now = w.now.Add(time.Hour)
	for range 4 {
		w.now = w.now.Add(20 * time.Minute)
		w.run()
		w.resolve(false)
	}
	for _, id := range w.taken {
		w.takedown(id)
	}
	w.nothingLost()
	w.nothingInvented()
	w.nothingKept()
}

// nothingLost: every article on every account is posted, or its row says why
// not; and ledger and network agree.
func (w *world) nothingLost() {
	h := w.log.history()
	for _, n := range w.networks {
		plan := syndicate.MakePlan(syndicate.Question{Site: simSite, Items: w.items, To: []*syndicate.Destination{n.destination(nil)}, History: h, Now: w.now})
		for _, r := range plan.Rows {
			w.agrees(n, r)
		}
	}
}

// forgotten: after the ledger went back nobody looks for what shall not be
// posted, or not now.
func forgotten(r *syndicate.Row) bool {
	s := r.Skip
	return s == syndicate.Retracted || s == syndicate.Scheduled || s == syndicate.Silent || s == syndicate.Refused || r.State == ledger.Seen
}

func (w *world) agrees(n *network, r *syndicate.Row) {
	shown := n.shows(r.Key) != nil
	waited := r.Due.Before(w.now.Add(-time.Hour)) && !strings.Contains(r.Item.Title, forbidden) && !(n.quiet.From != n.quiet.To && night(w.now.Add(-time.Hour)))
	switch {
	case shown != (r.State == ledger.Posted) && !(shown && w.restored && forgotten(r)):
		w.breaks("%s: the ledger says %s %s (%s), the network shows it: %v", r.Key, r.State, r.Skip, r.Reason, shown)
	case r.Goes() && waited:
		w.breaks("%s could be sent and was not", r.Key)
	case r.Skip == syndicate.Capped && waited:
		w.breaks("%s never had its turn", r.Key)
	case r.Skip == syndicate.Unclear || r.Skip == syndicate.InFlight || r.Skip == syndicate.Held:
		w.breaks("%s is still %s (%s)", r.Key, r.Skip, r.Reason)
	case r.Skip != syndicate.Going && r.Skip != syndicate.Done && r.Reason == "":
		w.breaks("%s is held without a reason", r.Key)
	}
}

// nothingInvented: a question to a person has a fault as its cause.
func (w *world) nothingInvented() {
	if n := len(w.unknown()); n > w.bad {
		w.breaks("%d faults made %d unknown outcomes", w.bad, n)
	}
}

// unknown are the messages of which the ledger ever said that they are unknown.
func (w *world) unknown() map[string]bool {
	asked := map[string]bool{}
	for _, e := range w.log.entries {
		if e.State == ledger.Unknown {
			asked[e.Key().String()] = true
		}
	}
	return asked
}

// nothingKept: of what was taken down no words are left, on the networks that
// can remove and in the ledger.
func (w *world) nothingKept() {
	for _, id := range w.taken {
		for _, n := range w.networks {
			k := syndicate.Key{Item: id, Occasion: syndicate.Announce}
			removes := n.kind == readable || n.kind == provable
			if removes && n.shows(k) != nil && n.past(k).last.ID != "" {
				w.breaks("%s still shows %s", n.name, id)
			}
		}
	}
	for _, e := range w.log.entries {
		if e.State == ledger.Intended && e.Occasion == syndicate.Announce && slices.Contains(w.taken, e.Item) && w.network(e.Account).past(e.Key()).last.State == ledger.Removed {
			if name := ledger.PayloadName(e.Hash, e.Owner); w.log.payloads[name] != nil {
				w.breaks("the words %s of %s are kept", name, e.Item)
			}
		}
	}
}
