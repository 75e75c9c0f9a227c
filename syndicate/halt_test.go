package syndicate_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

// TestHalt: a run whose clock is wrong sends nothing, whether that is known
// once the network has answered or only once the page has; and it does not call
// given up what another run is sending.
func TestHalt(t *testing.T) {
	for name, known := range map[string]int{"by the network": 1, "by the page": 2} {
		w, n := script1(t, provable, syndicate.Item{}, syndicate.Item{})
		_, r, d := w.one(n)
		other := ledger.Entry{V: 1, Site: simSite, Item: "item0", Account: "acc", Occasion: "announce", State: ledger.Intended, Attempt: 1, Owner: "other", Deadline: w.now.Add(10 * time.Minute), T: w.now, Hash: "z"}
		if known == 1 {
			w.log.entries = append(w.log.entries, other)
			r.Clock = func() time.Time { return w.now.Add(time.Hour) }
		}
		asked := 0
		r.Halt = func(context.Context) error {
			if asked++; asked >= known {
				return errors.New("the clock is an hour ahead")
			}
			return nil
		}
		w.choose = func(e string) fault {
			if strings.HasPrefix(e, "prepare") || strings.HasPrefix(e, "send") {
				t.Errorf("known %s: %s", name, e)
			}
			return fine
		}
		rep, err := r.Run(context.Background(), w.question(d))
		if err != nil {
			t.Fatal(err)
		}
		if !rep.Incomplete() || len(n.public) > 0 {
			t.Errorf("known %s: %d posts, and incomplete is %v", name, len(n.public), rep.Incomplete())
		}
		for _, row := range rep.Plan.Rows {
			if row.Skip != syndicate.Stopped || row.Reason != "the clock is an hour ahead" || row.NeedsPerson() {
				t.Errorf("known %s: %s is %q: %s", name, row.Item.ID, row.Skip, row.Reason)
			}
		}
		for _, e := range w.log.entries {
			if e.Item != "" && e.Owner == r.Owner {
				t.Errorf("known %s: the ledger has %s of %s", name, e.State, e.Item)
			}
		}
	}
}
