package syndicate_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

// planned asks for a plan of one account under some entries.
func planned(t *testing.T, change func(*syndicate.Question, *syndicate.Account), entries ...ledger.Entry) []*syndicate.Row {
	t.Helper()
	w := newWorld(nil, nil)
	n := w.openAs(readable, "acc")
	a := n.account()
	q := syndicate.Question{Site: simSite, Now: simStart.Add(24 * time.Hour), Items: []syndicate.Item{
		{ID: "a", Lang: "en", Title: "A", URL: "https://news.example.org/a/", Due: simStart},
		{ID: "a", Lang: "hi", Title: "अ", URL: "https://news.example.org/hi/a/", Due: simStart},
		{ID: "b", Lang: "en", Title: "B", URL: "https://news.example.org/b/", Due: simStart.Add(time.Hour)},
	}}
	a.Languages = []string{"en"}
	change(&q, &a)
	d, err := syndicate.NewDestination(a, n.channel(), nil, "")
	if err != nil {
		t.Fatal(err)
	}
	q.To = []*syndicate.Destination{d}
	q.History = ledger.NewHistory(simSite)
	for _, e := range append([]ledger.Entry{{Account: "acc", State: ledger.Baseline, T: simStart}}, entries...) {
		e.Site, e.V = simSite, 1
		if err := q.History.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	return syndicate.MakePlan(q).Rows
}

// says writes rows as "a.en going, b.en cap".
func says(rows []*syndicate.Row) string {
	var out []string
	for _, r := range rows {
		word := string(r.Skip)
		if r.Skip == syndicate.Going {
			word = "going"
		}
		out = append(out, r.Item.Name()+" "+word)
	}
	return strings.Join(out, ", ")
}

func TestPlan(t *testing.T) {
	none := func(*syndicate.Question, *syndicate.Account) {}
	message := func(item string, s ledger.State) ledger.Entry {
		return ledger.Entry{Item: item, Account: "acc", Occasion: syndicate.Announce, Lang: "en", State: s, T: simStart, Attempt: 1, Hash: "x", Owner: "r", Deadline: simStart.Add(25 * time.Hour)}
	}
	for name, tc := range map[string]struct {
		change  func(*syndicate.Question, *syndicate.Account)
		entries []ledger.Entry
		want    string
	}{
		"oldest first":       {none, nil, "a.en going, b.en going"},
		"preferred language": {func(q *syndicate.Question, a *syndicate.Account) { a.Languages = []string{"hi", "en"} }, nil, "a.hi going, b.en going"},
		"no language":        {func(q *syndicate.Question, a *syndicate.Account) { a.Languages = nil }, nil, ""},
		"preferred later": {func(q *syndicate.Question, a *syndicate.Account) {
			a.Languages = []string{"hi", "en"}
			q.Items[1].Due = q.Now.Add(time.Minute)
		}, nil, "a.en going, b.en going"},
		"scheduled":       {func(q *syndicate.Question, a *syndicate.Account) { q.Items[2].Due = q.Now.Add(time.Second) }, nil, "a.en going, b.en scheduled"},
		"due this moment": {func(q *syndicate.Question, a *syndicate.Account) { q.Items[2].Due = q.Now }, nil, "a.en going, b.en going"},
		"wish of a time": {func(q *syndicate.Question, a *syndicate.Account) {
			q.Items[2].Wishes = map[string]syndicate.Wish{"acc": {At: q.Now.Add(time.Hour)}}
		}, nil, "a.en going, b.en scheduled"},
		"off":                 {func(q *syndicate.Question, a *syndicate.Account) { q.Items[2].Wish.Off = true }, nil, "a.en going, b.en off"},
		"withdrawn":           {func(q *syndicate.Question, a *syndicate.Account) { q.Items[2].Retracted = true }, nil, "a.en going, b.en retracted"},
		"limit":               {func(q *syndicate.Question, a *syndicate.Account) { a.Limit = 1 }, nil, "a.en going, b.en cap"},
		"limit of the run":    {func(q *syndicate.Question, a *syndicate.Account) { q.Limit = 1 }, nil, "a.en going, b.en cap"},
		"limit, named":        {func(q *syndicate.Question, a *syndicate.Account) { a.Limit = 1; q.Only = []string{"a.en", "b"} }, nil, "a.en going, b.en going"},
		"one named":           {func(q *syndicate.Question, a *syndicate.Account) { q.Only = []string{"b"} }, nil, "b.en going"},
		"too old":             {func(q *syndicate.Question, a *syndicate.Account) { a.MaxAge = 23*time.Hour + 30*time.Minute }, nil, "a.en missed, b.en going"},
		"too old for the run": {func(q *syndicate.Question, a *syndicate.Account) { q.MaxAge = time.Hour }, nil, "a.en missed, b.en missed"},
		"old but named":       {func(q *syndicate.Question, a *syndicate.Account) { a.MaxAge = time.Hour; q.Only = []string{"a"} }, nil, "a.en going"},
		"quiet": {func(q *syndicate.Question, a *syndicate.Account) {
			a.Quiet = syndicate.Quiet{From: 7 * time.Hour, To: 9 * time.Hour}
		}, nil, "a.en quiet-hours, b.en quiet-hours"},
		"posted":              {none, []ledger.Entry{message("a", ledger.Posted)}, "a.en done, b.en going"},
		"seen":                {none, []ledger.Entry{message("a", ledger.Seen)}, "a.en done, b.en going"},
		"seen but named":      {func(q *syndicate.Question, a *syndicate.Account) { q.Only = []string{"a"} }, []ledger.Entry{message("a", ledger.Seen)}, "a.en going"},
		"posted and named":    {func(q *syndicate.Question, a *syndicate.Account) { q.Only = []string{"a"} }, []ledger.Entry{message("a", ledger.Posted)}, "a.en done"},
		"removed and named":   {func(q *syndicate.Question, a *syndicate.Account) { q.Only = []string{"a"} }, []ledger.Entry{message("a", ledger.Removed)}, "a.en done"},
		"unknown":             {none, []ledger.Entry{message("a", ledger.Unknown)}, "a.en unknown, b.en going"},
		"being sent":          {none, []ledger.Entry{message("a", ledger.Intended)}, "a.en in-flight, b.en going"},
		"sender gone":         {func(q *syndicate.Question, a *syndicate.Account) { q.Now = q.Now.Add(2 * time.Hour) }, []ledger.Entry{message("a", ledger.Intended)}, "a.en unknown, b.en going"},
		"released":            {none, []ledger.Entry{message("a", ledger.Released)}, "a.en going, b.en going"},
		"refused other words": {none, []ledger.Entry{message("a", ledger.Final)}, "a.en going, b.en going"},
		"paused":              {none, []ledger.Entry{{State: ledger.Paused, Owner: "ann", Reason: "storm"}}, "a.en paused, b.en paused"},
		"this one paused":     {none, []ledger.Entry{{Account: "acc", State: ledger.Paused, Owner: "ann", Reason: "storm"}}, "a.en paused, b.en paused"},
		"another paused":      {none, []ledger.Entry{{Account: "other", State: ledger.Paused}}, "a.en going, b.en going"},
		"reshare while live":  {func(q *syndicate.Question, a *syndicate.Account) { q.Occasion = "reshare-2" }, []ledger.Entry{message("a", ledger.Posted)}, "a.en live, b.en going"},
		"reshare after it went": {func(q *syndicate.Question, a *syndicate.Account) { q.Occasion = "reshare-2" }, []ledger.Entry{message("a", ledger.Posted), message("a", ledger.Removed)},
			"a.en going, b.en going"},
		"other site": {none, []ledger.Entry{}, "a.en going, b.en going"},
	} {
		if got := says(planned(t, tc.change, tc.entries...)); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

// TestPlanRefusedWords: the same words are never offered again, others are.
func TestPlanRefusedWords(t *testing.T) {
	none := func(*syndicate.Question, *syndicate.Account) {}
	hash := planned(t, none)[0].Hash
	rows := planned(t, none, ledger.Entry{Item: "a", Account: "acc", Occasion: syndicate.Announce, State: ledger.Final, Hash: hash, Reason: "no"})
	if got := says(rows); got != "a.en refused, b.en going" {
		t.Errorf("the same words: %s", got)
	}
}

func TestNoBaseline(t *testing.T) {
	w := newWorld(nil, nil)
	n := w.openAs(readable, "acc")
	d, err := syndicate.NewDestination(n.account(), n.channel(), nil, "")
	if err != nil {
		t.Fatal(err)
	}
	plan := syndicate.MakePlan(syndicate.Question{Site: simSite, Now: simStart, To: []*syndicate.Destination{d}, History: ledger.NewHistory(simSite),
		Items: []syndicate.Item{{ID: "a", Lang: "en", Due: simStart.Add(-time.Hour)}}})
	if got := says(plan.Rows); got != "a.en no-baseline" || !plan.Rows[0].NeedsPerson() {
		t.Errorf("%s", got)
	}
}

// TestQuiet: over midnight, at the edges, and on the night in which clocks
// change (Europe/London, 29 March 2026: 01:00 becomes 02:00).
func TestQuiet(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	night := syndicate.Quiet{From: 21*time.Hour + 30*time.Minute, To: 7 * time.Hour}
	noon := syndicate.Quiet{From: 12 * time.Hour, To: 13 * time.Hour}
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 3, day, hour, minute, 0, 0, london) }
	for name, tc := range map[string]struct {
		q       syndicate.Quiet
		t, want time.Time
	}{
		"never":              {syndicate.Quiet{}, at(3, 3, 0), at(3, 3, 0)},
		"before":             {night, at(3, 21, 29), at(3, 21, 29)},
		"begins":             {night, at(3, 21, 30), at(4, 7, 0)},
		"after midnight":     {night, at(4, 0, 0), at(4, 7, 0)},
		"last minute":        {night, at(4, 6, 59), at(4, 7, 0)},
		"ends":               {night, at(4, 7, 0), at(4, 7, 0)},
		"noon":               {noon, at(3, 12, 59), at(3, 13, 0)},
		"not noon":           {noon, at(3, 11, 59), at(3, 11, 59)},
		"the short night":    {night, at(28, 23, 0), at(29, 7, 0)},
		"in the short night": {night, at(29, 3, 0), at(29, 7, 0)},
	} {
		if got := tc.q.Until(tc.t); !got.Equal(tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

func TestSameLink(t *testing.T) {
	const page = "https://news.example.org/articles/heat/"
	for link, same := range map[string]bool{
		page: true, "http://news.example.org/articles/heat/": true, "https://NEWS.example.org/articles/heat": true, page + "?utm_source=x&utm_medium=y": true, page + "#top": true,
		page + "?page=2": false, "https://news.example.org/articles/heat-2/": false, "https://news.example.org/": false, "": false, "https://other.example.org/articles/heat/": false,
	} {
		if got := syndicate.SameLink(link, page); got != same {
			t.Errorf("%s is the page: %v", link, got)
		}
	}
}

// TestSecret: no way of printing shows the value.
func TestSecret(t *testing.T) {
	s := syndicate.NewSecret(syndicate.SecretName("mastodon-hi", "TOKEN"), " s3cr3t-value\n")
	if s.Name() != "NADI_MASTODON_HI_TOKEN" || s.Value() != "s3cr3t-value" || !s.Set() {
		t.Errorf("%s is %q", s.Name(), s.Value())
	}
	for _, shown := range printed(s) {
		if strings.Contains(shown, "s3cr3t") || strings.Contains(shown, "733363") {
			t.Errorf("printed as %s", shown)
		}
	}
	if unset := syndicate.NewSecret("NADI_X", ""); unset.Set() || !strings.Contains(unset.String(), "not set") {
		t.Error("an empty secret is set")
	}
}

func TestDollars(t *testing.T) {
	got := []string{}
	for _, mills := range []int{0, 5, 15, 200, 205, 1000, 12340} {
		got = append(got, syndicate.Dollars(mills))
	}
	if want := []string{"$0.00", "$0.005", "$0.015", "$0.20", "$0.205", "$1.00", "$12.34"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
