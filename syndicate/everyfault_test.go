package syndicate_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"nadi/syndicate"
)

// TestEveryFault plays every fault at every effect of a small scenario, one at
// a time and two together: one account of each kind, two articles, two runs,
// a person, and an end without faults. By default it plays a sample of the
// pairs, with NADI_FULL all of them.
func TestEveryFault(t *testing.T) {
	quiet, played := playFaults(nil, false), 0
	report(t, quiet, 0)
	play := func(faults map[int]fault) {
		played++
		if w := playFaults(faults, false); len(w.broken) > 0 {
			shown := playFaults(faults, true)
			t.Fatalf("%v: %v\n%s", faults, shown.broken, shown.trace)
		}
	}
	stride := 53
	if os.Getenv("NADI_FULL") != "" {
		stride = 1
	}
	last := quiet.effects + 40 // faults bring effects of their own
	for i := 1; i <= last; i++ {
		for f := fault(1); f < faults; f++ {
			play(map[int]fault{i: f})
		}
	}
	for n := 0; n < last*last; n += stride {
		i, j := n/last+1, n%last+1
		for f := fault(1); f < faults && j > i; f++ {
			for g := fault(1); g < faults; g++ {
				play(map[int]fault{i: f, j: g})
			}
		}
	}
	t.Logf("%d effects without faults, %d plays", quiet.effects, played)
}

// playFaults is the scenario with faults at effects, counted after adopting.
func playFaults(at map[int]fault, tracing bool) *world {
	w := newWorld(newRand(7), func(string) fault { return fine })
	w.tracing = tracing
	for _, k := range kinds {
		w.open(k)
	}
	for i := range 2 {
		id := fmt.Sprintf("item%d", i)
		w.items = append(w.items, syndicate.Item{ID: id, Lang: "en", Title: "About " + id, URL: "https://news.example.org/" + id + "/", Due: simStart.Add(time.Duration(i+1) * time.Hour)})
	}
	w.adopt()
	w.effects = 0
	w.choose = func(string) fault { return at[w.effects] }
	w.now = w.now.Add(5 * time.Hour)
	w.run()
	w.now = w.now.Add(30 * time.Minute)
	w.run()
	effects := w.effects
	w.resolve()
	w.calm()
	w.effects = effects
	return w
}
