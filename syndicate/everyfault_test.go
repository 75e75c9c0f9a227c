package syndicate_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
)

// A plain go test plays one of so many pairs of faults: of those close
// together, and of the others. Primes, so that all kinds have their turn.
const (
	nearStride = 5
	farStride  = 97
)

// script are faults by the number of their effect.
type script map[int]fault

// TestEveryFault plays a small newsroom once for every fault at every effect,
// and for every pair of faults at every pair of effects; of the pairs a sample
// unless NADI_FULL is set.
func TestEveryFault(t *testing.T) {
	full := os.Getenv("NADI_FULL") != ""
	none := playScript(t, nil)
	singles, pairs, played := 0, 0, 0
	for i, name := range none {
		for _, f := range faultsAt(name) {
			singles++
			names := playScript(t, script{i: f})
			for j := i + 1; j < len(names); j++ {
				for _, g := range faultsAt(names[j]) {
					pairs++
					if !full && pairs%farStride != 0 && (j > i+2 || pairs%nearStride != 0) {
						continue
					}
					played++
					if playScript(t, script{i: f, j: g}); t.Failed() {
						return
					}
				}
			}
		}
	}
	t.Logf("%d effects, %d single faults, %d of %d pairs of faults", len(none), singles, played, pairs)
}

// playScript plays two runs with faults by their number, a person, and calm.
// It returns the effects of the two runs.
func playScript(t *testing.T, s script) (names []string) {
	t.Helper()
	w := newWorld(newRand(1), func(string) fault { return fine })
	for _, kind := range kinds {
		w.openAs(kind, kind).lag = 20 * time.Second
	}
	w.adopt()
	for i := range 2 {
		w.write(fmt.Sprintf("item%d", i), "en", w.now)
	}
	w.now = w.now.Add(10 * time.Minute) // clocks differ
	w.choose = func(effect string) fault {
		names = append(names, effect)
		return s[len(names)-1]
	}
	w.run()
	first := len(names)
	w.now = w.now.Add(15 * time.Minute)
	w.run()
	if len(s) == 1 {
		w.settledAlone(s, first)
	}
	w.choose = func(string) fault { return fine }
	w.resolve(false)
	w.now = w.now.Add(20 * time.Minute)
	w.run()
	w.resolve(false)
	w.run()
	w.nothingLost()
	w.nothingInvented()
	w.allPosted(s)
	w.onlyWhatIsUnknown(s, names)
	for _, b := range w.broken {
		t.Errorf("%v: %s", s, b)
	}
	return names
}

// settledAlone: where one fault hit the first run, the second settles what the
// network proves, shows, or takes again.
func (w *world) settledAlone(s script, first int) {
	for i := range s {
		if i >= first {
			return
		}
	}
	for m := range w.log.history().All() {
		n := w.network(m.Key.Account)
		hidden := n.kind == blind || (n.kind == readable || n.kind == refusing) && n.shows(m.Key) == nil
		if m.Open() && !hidden {
			w.breaks("%s is left to a person", m.Key)
		}
	}
}

// allPosted: whatever went wrong once or twice, every account has every
// article; but not what it refused for good.
func (w *world) allPosted(s script) {
	want := len(w.networks) * len(w.items)
	for _, f := range s {
		if f == rejected {
			want--
		}
	}
	shown := 0
	for _, n := range w.networks {
		for _, it := range w.items {
			if n.shows(syndicate.Key{Item: it.ID, Occasion: syndicate.Announce}) != nil {
				shown++
			}
		}
	}
	if shown < want || len(s) < 2 && shown > want {
		w.breaks("%d of %d are posted after %s", shown, want, strings.TrimSpace(fmt.Sprint(s)))
	}
}

// onlyWhatIsUnknown: a person is asked only where the answer of a network was
// lost, a process died, or the ledger was away or slow.
func (w *world) onlyWhatIsUnknown(s script, names []string) {
	excuses := 0
	for i, f := range s {
		if f == before || f == after || f == vanished || f == outage || f == slow || f == lost && strings.HasPrefix(names[i], "send") {
			excuses++
		}
	}
	if n := len(w.unknown()); n > excuses {
		w.breaks("%d unknown outcomes after %v", n, s)
	}
}
