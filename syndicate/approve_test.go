package syndicate_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/memory"
)

// planNow is the moment of planned.
var planNow = simStart.Add(24 * time.Hour)

// shown is the entry that says that a post was shown.
func shown(item, hash string) ledger.Entry {
	return ledger.Entry{Item: item, Lang: "en", Account: "acc", Occasion: syndicate.Announce, State: ledger.Shown, Owner: "the preview of 12", Hash: hash, T: planNow.Add(-time.Hour)}
}

// TestMergeApproval: only what was shown goes, to the letter.
func TestMergeApproval(t *testing.T) {
	merge := func(q *syndicate.Question, a *syndicate.Account) { q.Approvals.Policy = syndicate.Merge }
	rows := planned(t, merge)
	if got := says(rows); got != "a.en unapproved, b.en unapproved" || !rows[0].NeedsPerson() || !strings.Contains(rows[0].Reason, "nobody was shown") {
		t.Fatalf("%s: %s", got, rows[0].Reason)
	}
	hash := rows[0].Hash
	if got := says(planned(t, merge, shown("a", hash))); got != "a.en going, b.en unapproved" {
		t.Errorf("shown: %s", got)
	}
	other := func(q *syndicate.Question, a *syndicate.Account) { merge(q, a); a.Text = "New: {{.Title}} {{.Link}}" }
	rows = planned(t, other, shown("a", hash))
	if got := says(rows); got != "a.en unapproved, b.en unapproved" || !strings.Contains(rows[0].Reason, "the preview of 12") {
		t.Errorf("changed after it was shown: %s, %s", got, rows[0].Reason)
	}
	renamed := ledger.Entry{Account: "acc", ID: "old", State: ledger.Renamed}
	before := shown("a", hash)
	before.Account = "old"
	if got := says(planned(t, merge, before, renamed)); got != "a.en going, b.en unapproved" {
		t.Errorf("under the account's older name: %s", got)
	}
}

// approval is the entry of an approval of item a.
func approval(hash string, change func(*syndicate.Statement), signature string) ledger.Entry {
	s := syndicate.Statement{Site: simSite, Item: "a", Lang: "en", Occasion: syndicate.Announce, Who: "dr-vivek", Until: planNow.Add(time.Hour), Posts: map[string]string{"acc": hash, "other": "ff"}}
	said := s
	if change != nil {
		change(&said)
	}
	return ledger.Entry{Item: "a", Lang: "en", Occasion: syndicate.Announce, State: ledger.Approved, Owner: s.Who, Deadline: s.Until, ID: signature, Reason: said.String(), T: planNow.Add(-time.Hour)}
}

// TestSignedApproval: an approval lets exactly the posts go that it lists,
// until it ends, if whoever knows the people says that it holds.
func TestSignedApproval(t *testing.T) {
	holds := func(signed bool, err error) func(*syndicate.Question, *syndicate.Account) {
		return func(q *syndicate.Question, _ *syndicate.Account) {
			q.Approvals = syndicate.Approvals{Policy: syndicate.Signed, Holds: func(ledger.Approval) (bool, error) { return signed, err }}
		}
	}
	hash := planned(t, holds(true, nil))[0].Hash
	good := approval(hash, nil, "sig")
	for name, tc := range map[string]struct {
		how     func(*syndicate.Question, *syndicate.Account)
		entries []ledger.Entry
		want    string // what a's row says
	}{
		"none":           {holds(true, nil), nil, "unapproved: nobody has approved this post"},
		"signed":         {holds(true, nil), []ledger.Entry{good}, ": dr-vivek, signed"},
		"recorded":       {holds(false, nil), []ledger.Entry{good}, ": dr-vivek, recorded and not signed"},
		"does not hold":  {holds(false, errors.New("is an author")), []ledger.Entry{good}, "is an author"},
		"shown only":     {holds(true, nil), []ledger.Entry{shown("a", hash)}, "nobody has approved"},
		"other words":    {holds(true, nil), []ledger.Entry{approval("00", nil, "sig")}, "another post"},
		"other account":  {holds(true, nil), []ledger.Entry{approval(hash, func(s *syndicate.Statement) { s.Posts = map[string]string{"other": hash} }, "sig")}, "another post"},
		"of another":     {holds(true, nil), []ledger.Entry{approval(hash, func(s *syndicate.Statement) { s.Who = "asha" }, "sig")}, "another post"},
		"longer":         {holds(true, nil), []ledger.Entry{approval(hash, func(s *syndicate.Statement) { s.Until = simStart.Add(100 * time.Hour) }, "sig")}, "another post"},
		"other language": {holds(true, nil), []ledger.Entry{approval(hash, func(s *syndicate.Statement) { s.Lang = "hi" }, "sig")}, "another post"},
		"other site":     {holds(true, nil), []ledger.Entry{approval(hash, func(s *syndicate.Statement) { s.Site = "another" }, "sig")}, "another post"},
		"the newest is of other words, an older one holds": {holds(true, nil), []ledger.Entry{good, approval("00", nil, "sig")}, ": dr-vivek, signed"},
		"ended": {func(q *syndicate.Question, a *syndicate.Account) {
			holds(true, nil)(q, a)
			q.Now = q.Now.Add(time.Hour)
		}, []ledger.Entry{good}, "ended on"},
	} {
		r := planned(t, tc.how, tc.entries...)[0]
		if got := string(r.Skip) + ": " + r.Reason + r.ApprovedBy; !strings.Contains(got, tc.want) || r.Goes() != (r.ApprovedBy != "") {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// TestShow: what is shown once is not written again.
func TestShow(t *testing.T) {
	rows := planned(t, func(q *syndicate.Question, a *syndicate.Account) { q.Items[2].Due = q.Now.Add(time.Hour) })
	plan := &syndicate.Plan{Rows: rows}
	if n := len(plan.Showable()); n != 2 || plan.Showable()[1].Skip != syndicate.Scheduled {
		t.Fatalf("%d rows to be shown, want the one that goes and the scheduled one", n)
	}
	b, err := ledger.Open(t.Context(), memory.New(), simSite)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{2, 0} {
		if n, err := syndicate.Show(t.Context(), b, plan.Showable(), "ann", simStart); n != want || err != nil {
			t.Errorf("showing %d: %d, %v, want %d", i, n, err, want)
		}
	}
}

// TestSpacing: one post a run, and none before the time has passed; a message
// that was begun and given back does not wait for itself.
func TestSpacing(t *testing.T) {
	space := func(d time.Duration) func(*syndicate.Question, *syndicate.Account) {
		return func(_ *syndicate.Question, a *syndicate.Account) { a.Spacing = d }
	}
	began := func(item string, ago time.Duration) []ledger.Entry {
		i := ledger.Entry{Item: item, Account: "acc", Occasion: syndicate.Announce, Attempt: 1, State: ledger.Intended, T: planNow.Add(-ago)}
		r := i
		r.State = ledger.Released
		return []ledger.Entry{i, r}
	}
	for name, tc := range map[string]struct {
		space   time.Duration
		entries []ledger.Entry
		want    string
	}{
		"the first":      {time.Hour, nil, "a.en going, b.en spacing"},
		"too soon":       {time.Hour, began("c", 59*time.Minute), "a.en spacing, b.en spacing"},
		"late enough":    {time.Hour, began("c", time.Hour), "a.en going, b.en spacing"},
		"its own":        {time.Hour, began("a", time.Minute), "a.en going, b.en spacing"},
		"no spacing":     {0, began("c", time.Minute), "a.en going, b.en going"},
		"another's post": {time.Hour, []ledger.Entry{{Item: "c", Account: "other", Occasion: syndicate.Announce, State: ledger.Intended, T: planNow}}, "a.en going, b.en spacing"},
	} {
		if got := says(planned(t, space(tc.space), tc.entries...)); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}
