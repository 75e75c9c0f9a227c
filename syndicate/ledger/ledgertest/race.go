package ledgertest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nadi/syndicate/ledger"
)

func (s Suite) rounds(quick, slow int) int {
	if s.Slow {
		return slow
	}
	return quick
}

// race lets many goroutines on many handles append at the same positions.
func race(t *testing.T, s Suite) { racing(t, s, 1) }

func raceOfBatches(t *testing.T, s Suite) { racing(t, s, 3) }

// wins remembers who won which position.
type wins struct {
	mu  sync.Mutex
	won map[ledger.Position]string
}

func (w *wins) add(t *testing.T, after ledger.Position, who string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if other, twice := w.won[after]; twice {
		t.Errorf("%s and %s both appended at position %q", other, who, after)
	}
	w.won[after] = who
}

func racing(t *testing.T, s Suite, batch int) {
	const handles, goroutines = 4, 3
	each := s.rounds(6, 2)
	p := newPlace(t, s)
	w := &wins{won: map[ledger.Position]string{}}
	var all sync.WaitGroup
	for i := range handles {
		h := p.handle()
		for j := range goroutines {
			all.Go(func() { racer(p, h, w, fmt.Sprintf("racer%d-%d", i, j), each, batch) })
		}
	}
	all.Wait()
	if t.Failed() {
		return
	}
	log, _ := p.read(p.handle(), ledger.Start)
	if len(log) != handles*goroutines*each*batch || len(w.won) != handles*goroutines*each {
		t.Fatalf("%d entries and %d positions won, want %d and %d", len(log), len(w.won), handles*goroutines*each*batch, handles*goroutines*each)
	}
	together(t, log, batch)
}

// racer appends batches of its own until it has won often enough. The order in
// which it sees its own is the order in which it wrote them.
func racer(p place, h ledger.Store, w *wins, who string, each, batch int) {
	at, own := ledger.Start, 0
	for won := 0; won < each; {
		end, err := h.Read(p.Context(), at, func(e ledger.Entry) error {
			if e.Owner == who {
				if want := fmt.Sprintf("%d/%d", own/batch, own%batch); e.Reason != want {
					p.Errorf("%s reads its entry %s, want %s", who, e.Reason, want)
				}
				own++
			}
			return nil
		})
		if err != nil {
			p.Error(err)
			return
		}
		if own != won*batch {
			p.Errorf("%s sees %d entries of its own, want %d", who, own, won*batch)
			return
		}
		at = end
		entries := some(0, batch)
		for i := range entries {
			entries[i].Owner, entries[i].Reason = who, fmt.Sprintf("%d/%d", won, i)
		}
		_, err = h.Append(p.Context(), at, entries) // the position is not kept: the next Read must show what was written
		if errors.Is(err, ledger.ErrMoved) {
			continue
		}
		if err != nil {
			p.Error(err)
			return
		}
		w.add(p.T, at, who)
		won++
	}
}

// together checks that nothing came between entries of one append, and that no
// entry is there twice.
func together(t *testing.T, log []ledger.Entry, batch int) {
	seen := map[string]bool{}
	for i, e := range log {
		first := log[i-i%batch]
		if e.Owner != first.Owner || e.Reason[:len(e.Reason)-2] != first.Reason[:len(first.Reason)-2] || seen[e.Owner+e.Reason] {
			t.Fatalf("entry %d is %s of %s, after %s of %s", i, e.Reason, e.Owner, first.Reason, first.Owner)
		}
		seen[e.Owner+e.Reason] = true
	}
}

// readWhileWriting reads from the start again and again while others write:
// what is seen is always the beginning of what is there in the end.
func readWhileWriting(t *testing.T, s Suite) {
	p := newPlace(t, s)
	writer, n := p.handle(), s.rounds(60, 10)
	done := make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		defer close(done)
		at := ledger.Start
		for i := range n {
			var err error
			if at, err = writer.Append(t.Context(), at, some(2*i, 2)); err != nil {
				t.Error(err)
				return
			}
		}
	})
	want := some(0, 2*n)
	for range 3 {
		h := p.handle()
		all.Go(func() { reader(p, h, done, want) })
	}
	all.Wait()
	p.want(p.handle(), ledger.Start, want)
}

func reader(p place, h ledger.Store, done chan struct{}, want []ledger.Entry) {
	var step []ledger.Entry // read on from where the last reading ended
	at := ledger.Start
	for last := false; !last; {
		select {
		case <-done:
			last = true
		default:
		}
		var whole []ledger.Entry
		_, err := h.Read(p.Context(), ledger.Start, func(e ledger.Entry) error { whole = append(whole, e); return nil })
		if err == nil {
			at, err = h.Read(p.Context(), at, func(e ledger.Entry) error { step = append(step, e); return nil })
		}
		if err != nil {
			p.Error(err)
			return
		}
		for _, got := range [][]ledger.Entry{whole, step} {
			if len(got)%2 != 0 || len(got) > len(want) || !slices.Equal(got, want[:len(got)]) {
				p.Errorf("a reader sees %d entries that are not the beginning of the log:\n%s", len(got), cmp.Diff(want[:min(len(got), len(want))], got))
				return
			}
		}
	}
	if len(step) != len(want) {
		p.Errorf("a reader that read on saw %d entries, want %d", len(step), len(want))
	}
}
