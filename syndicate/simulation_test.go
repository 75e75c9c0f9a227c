package syndicate_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
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
	effects, posts := 0, 0
	for seed := first; seed < first+uint64(n); seed++ {
		w := playSeed(seed, false)
		effects += w.effects
		for _, n := range w.networks {
			posts += len(n.public)
		}
		if report(t, w, seed); t.Failed() {
			return
		}
	}
	t.Logf("%d seeds, %d effects, %d posts", n, effects, posts)
}

func report(t *testing.T, w *world, seed uint64) {
	t.Helper()
	for _, b := range w.broken {
		t.Errorf("seed %d: %s (see it: go test ./syndicate -run Simulation -seed %d -v)", seed, b, seed)
	}
}

// playSeed is a week of a newsroom in which much goes wrong.
func playSeed(seed uint64, tracing bool) *world {
	rng := rand.New(rand.NewPCG(seed, 1))
	risk := []float64{0.02, 0.08, 0.25}[rng.IntN(3)]
	w := newWorld(rng, func(string) fault {
		if rng.Float64() >= risk {
			return fine
		}
		return fault(1 + rng.IntN(int(faults)-1))
	})
	w.tracing = tracing
	for range 1 + rng.IntN(3) {
		w.open(kinds[rng.IntN(len(kinds))])
	}
	w.articles(2 + rng.IntN(4))
	w.adopt()
	var kept []ledger.Entry
	for range 4 + rng.IntN(6) {
		w.happening(&kept)
		if rng.IntN(3) == 0 {
			w.named += 2
			w.together(w.start(fmt.Sprintf("run-%d", w.named-1), syndicate.Question{}), w.start(fmt.Sprintf("run-%d", w.named), syndicate.Question{}))
		} else {
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
		id := fmt.Sprintf("item%d", i)
		w.items = append(w.items, syndicate.Item{ID: id, Lang: "en", Title: "About " + id, Description: "It is so.", URL: "https://news.example.org/" + id + "/", Due: due, Updated: due})
	}
}

// adopt gives all accounts a baseline, whatever happens on the way.
func (w *world) adopt() {
	for range 50 {
		w.named++
		w.together(w.start(fmt.Sprintf("adopt-%d", w.named), syndicate.Question{Occasion: "adopt"}))
		h, all := w.log.history(), true
		for _, n := range w.networks {
			all = all && !h.Account(n.name).Baseline.IsZero()
		}
		if all {
			return
		}
	}
	w.breaks("accounts cannot be adopted")
}

// happening is what people do between runs.
func (w *world) happening(kept *[]ledger.Entry) {
	w.now = w.now.Add(time.Duration(w.rng.IntN(14*60)) * time.Minute)
	for _, n := range w.networks {
		n.down = w.rng.IntN(8) == 0
	}
	it := &w.items[w.rng.IntN(len(w.items))]
	switch w.rng.IntN(9) {
	case 0:
		it.Title += " again"
	case 1: // another slug: the old address leads on
		it.Aliases = append(it.Aliases, it.URL)
		it.URL = fmt.Sprintf("https://news.example.org/%s-%d/", it.ID, len(it.Aliases))
	case 2:
		w.pause(w.rng.IntN(2) == 0)
	case 3:
		w.resolve()
	case 4:
		*kept = append([]ledger.Entry(nil), w.log.entries...)
	case 5:
		w.restore(*kept)
	}
}

func (w *world) quietly(do func(*ledger.Book)) {
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
	w.paused = on
	w.quietly(func(b *ledger.Book) {
		if _, err := syndicate.SetPause(context.Background(), b, simSite, "", ledger.Pause{On: on, Reason: "storm", Who: "ann", Since: w.now}); err != nil {
			w.breaks("pausing: %v", err)
		}
	})
}

// resolve is a person who looks at every account with an open message and says
// what is there.
func (w *world) resolve() {
	w.quietly(func(b *ledger.Book) {
		for s := range w.log.history().All() {
			if s.State != ledger.Unknown && !(s.State == ledger.Intended && w.now.After(s.Deadline)) {
				continue
			}
			v := syndicate.Verdict{NotPosted: true, Who: "ann", At: w.now}
			if p := w.network(s.Key.Account).shows(s.Key); p != nil {
				v = syndicate.Verdict{Posted: true, URL: p.receipt().URL, Who: "ann", At: w.now}
			}
			if _, err := syndicate.Resolve(context.Background(), b, simSite, s.Key.Item, s.Key.Account, v); err != nil {
				w.breaks("resolving %s: %v", s.Key, err)
			}
			w.note("ann says of %s: posted %v", s.Key, v.Posted)
		}
	})
}

// restore puts an older copy of the ledger in place, where every account can
// be read back; elsewhere nobody can promise anything.
func (w *world) restore(kept []ledger.Entry) {
	for _, n := range w.networks {
		if n.kind == blind {
			return
		}
	}
	if len(kept) == 0 {
		return
	}
	w.note("the ledger goes back from %d to %d entries", len(w.log.entries), len(kept))
	w.log.entries = append([]ledger.Entry(nil), kept...)
	w.paused = w.log.history().Paused("").On
	w.now = w.now.Add(4 * time.Minute) // longer than any lag
}

func (w *world) network(name string) *network {
	for _, n := range w.networks {
		if n.name == name {
			return n
		}
	}
	return nil
}

func (n *network) shows(k syndicate.Key) *published {
	for _, p := range n.public {
		if p.key == k && !p.removed {
			return p
		}
	}
	return nil
}

// calm lets everything come to an end without further faults, and then looks
// whether anything was lost.
func (w *world) calm() {
	w.choose = func(string) fault { return fine }
	for _, n := range w.networks {
		n.down = false
	}
	w.pause(false)
	for range 4 {
		w.now = w.now.Add(20 * time.Minute)
		w.run()
		w.resolve()
	}
	w.nothingLost()
}

// nothingLost: every article on every account is posted, or its row says why
// not; and ledger and network agree.
func (w *world) nothingLost() {
	h := w.log.history()
	for _, n := range w.networks {
		d, err := syndicate.NewDestination(n.account(), n.channel(), nil, "")
		if err != nil {
			panic(err)
		}
		plan := syndicate.MakePlan(syndicate.Question{Site: simSite, Items: w.items, To: []*syndicate.Destination{d}, History: h, Now: w.now})
		for _, r := range plan.Rows {
			w.agrees(n, r)
		}
	}
}

func (w *world) agrees(n *network, r *syndicate.Row) {
	shown := n.shows(r.Key) != nil
	switch {
	case shown != (r.State == ledger.Posted):
		w.breaks("%s: the ledger says %s %s (%s), the network shows it: %v", r.Key, r.State, r.Skip, r.Reason, shown)
	case r.Skip == syndicate.Going && r.Due.Before(w.now.Add(-time.Hour)):
		w.breaks("%s could be sent and was not", r.Key)
	case r.Skip != syndicate.Going && r.Skip != syndicate.Done && r.Reason == "":
		w.breaks("%s is held without a reason", r.Key)
	}
}
