package syndicate_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

// sharing is a store with turns. ask, if there is one, decides about them.
type sharing struct {
	ledger.Store
	ask   func(account, owner string) (bool, error)
	mu    sync.Mutex
	asked []string // owners, in the order in which they asked
	done  []string
}

func (s *sharing) Turn(_ context.Context, site, account, owner string, _ time.Duration) (bool, error) {
	s.mu.Lock()
	s.asked = append(s.asked, owner)
	s.mu.Unlock()
	if site != simSite {
		return false, errors.New("another site")
	}
	if s.ask == nil {
		return true, nil
	}
	return s.ask(account, owner)
}

func (s *sharing) Done(_ context.Context, _, _, owner string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done = append(s.done, owner)
	return nil
}

// shared is a run of a world whose store has turns.
func (w *world) shared(t *testing.T, n *network, s *sharing) (*syndicate.Runner, syndicate.Question) {
	t.Helper()
	_, r, d := w.one(n)
	book, err := ledger.Open(t.Context(), s, simSite)
	if err != nil {
		t.Fatal(err)
	}
	r.Book = book
	calm := r.Sleep
	r.Sleep = func(ctx context.Context, d time.Duration) error {
		if d > 30*time.Second { // between two times of taking the turn
			<-ctx.Done()
			return ctx.Err()
		}
		return calm(ctx, d)
	}
	return r, w.question(d)
}

func mustRun(t *testing.T, r *syndicate.Runner, q syndicate.Question) *syndicate.Report {
	t.Helper()
	report, err := r.Run(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// TestTurnElsewhere: what another run works on is left to it, untouched, and
// the report is not one of success. When that run is gone, the next one posts.
func TestTurnElsewhere(t *testing.T) {
	w, n := script1(t, readable, syndicate.Item{}, syndicate.Item{})
	theirs := true
	s := &sharing{Store: w.log, ask: func(string, string) (bool, error) { return !theirs, nil }}
	var effects []string
	w.choose = func(e string) fault { effects = append(effects, e); return fine }

	r, q := w.shared(t, n, s)
	effects = nil
	report := mustRun(t, r, q)
	for _, row := range report.Plan.Rows {
		if row.Skip != syndicate.InFlight || !strings.Contains(row.Reason, "another run") {
			t.Errorf("%s is %s: %s", row.Key.Item, row.Skip, row.Reason)
		}
	}
	if !report.Incomplete() || report.NeedsPerson() || len(report.Troubles) != 0 {
		t.Errorf("the report is %+v", report)
	}
	if slices.ContainsFunc(effects, func(e string) bool { return e != "read" }) || len(s.done) != 0 {
		t.Errorf("a run that had no turn did %v, and gave back %v", effects, s.done)
	}

	theirs = false
	r, q = w.shared(t, n, s)
	report = mustRun(t, r, q)
	for _, row := range report.Plan.Rows {
		if row.State != ledger.Posted {
			t.Errorf("%s is %s: %s", row.Key.Item, row.State, row.Reason)
		}
	}
	if report.Incomplete() || len(s.done) != 1 || s.done[0] != r.Owner {
		t.Errorf("given back: %v", s.done)
	}
	if mustRun(t, r, q); len(s.asked) != 2 { // nothing is left to do, so no turn is asked for
		t.Errorf("turns were asked for by %v", s.asked)
	}
}

// TestTurnUnknown: what an earlier run left open is cleared up by whoever has
// the turn; no person is called meanwhile.
func TestTurnUnknown(t *testing.T) {
	w, n := script1(t, blind, syndicate.Item{})
	s := &sharing{Store: w.log}
	r, q := w.shared(t, n, s)
	w.choose = func(e string) fault {
		if strings.HasPrefix(e, "send") {
			return lost
		}
		return fine
	}
	if report := mustRun(t, r, q); !report.NeedsPerson() {
		t.Fatalf("%+v", report.Plan.Rows[0])
	}
	s.ask = func(string, string) (bool, error) { return false, nil }
	r, q = w.shared(t, n, s)
	if report := mustRun(t, r, q); report.NeedsPerson() || !report.Incomplete() {
		t.Errorf("%+v", report.Plan.Rows[0])
	}
}

// TestTurnCourtesy: a turn that cannot be asked for is no reason not to post,
// and a person who names an article waits for nobody.
func TestTurnCourtesy(t *testing.T) {
	for name, c := range map[string]struct {
		only []string
		err  error
	}{"no answer": {nil, errors.New("away")}, "named": {[]string{"item0"}, nil}} {
		t.Run(name, func(t *testing.T) {
			w, n := script1(t, readable, syndicate.Item{})
			s := &sharing{Store: w.log, ask: func(string, string) (bool, error) { return false, c.err }}
			r, q := w.shared(t, n, s)
			q.Only = c.only
			if row := mustRun(t, r, q).Plan.Rows[0]; row.State != ledger.Posted {
				t.Errorf("%s: %s", row.Skip, row.Reason)
			}
		})
	}
}

// TestTurnAfterAnother: whoever had the turn before has posted it all.
func TestTurnAfterAnother(t *testing.T) {
	w, n := script1(t, readable, syndicate.Item{})
	s := &sharing{Store: w.log}
	var effects []string
	w.choose = func(e string) fault { effects = append(effects, e); return fine }
	s.ask = func(string, string) (bool, error) {
		s.ask = nil
		_, r, d := w.one(n)
		_, err := r.Run(context.Background(), w.question(d))
		effects = nil
		return true, err
	}
	r, q := w.shared(t, n, s)
	report := mustRun(t, r, q)
	if row := report.Plan.Rows[0]; row.Skip != syndicate.Done || report.Incomplete() {
		t.Errorf("%s: %s", row.Skip, row.Reason)
	}
	if len(s.done) != 1 || slices.ContainsFunc(effects, func(e string) bool { return e != "read" }) {
		t.Errorf("it did %v, and gave back %v", effects, s.done)
	}
}

// TestTurnGivenBackInTrouble: an account that cannot be worked on is not kept
// from others.
func TestTurnGivenBackInTrouble(t *testing.T) {
	w, n := script1(t, readable, syndicate.Item{})
	s := &sharing{Store: w.log}
	r, q := w.shared(t, n, s)
	w.choose = func(e string) fault {
		if strings.HasPrefix(e, "verify") {
			return refused
		}
		return fine
	}
	if report := mustRun(t, r, q); len(report.Troubles) != 1 || len(s.done) != 1 {
		t.Errorf("troubles %v, given back %v", report.Troubles, s.done)
	}
}

// slowGate is a site that goes live after ten minutes.
type slowGate struct{}

func (slowGate) Wait(ctx context.Context, _ syndicate.Item) (syndicate.Live, error) {
	time.Sleep(10 * time.Minute)
	return syndicate.Live{}, ctx.Err()
}

// TestTurnKept: while a run waits for a page it says again and again that it is
// there, and stops saying so when it has ended.
func TestTurnKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, n := script1(t, readable, syndicate.Item{})
		s := &sharing{Store: w.log}
		r, q := w.shared(t, n, s)
		r.Gate = slowGate{}
		r.Sleep = func(ctx context.Context, d time.Duration) error {
			select {
			case <-time.After(d):
				return ctx.Err()
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		mustRun(t, r, q)
		if n := len(s.asked); n < 14 || n > 16 { // each 40 s of ten minutes
			t.Errorf("the turn was taken %d times in ten minutes", n)
		}
		asked := len(s.asked)
		time.Sleep(time.Hour)
		if len(s.asked) != asked || len(s.done) != 1 {
			t.Errorf("taken %d times after the end, given back %d times", len(s.asked)-asked, len(s.done))
		}
	})
}
