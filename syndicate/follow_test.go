package syndicate_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/memory"
)

// changing is a network on which posts can be changed, answered and removed,
// as far as it is told.
type changing struct {
	simReader
	did  []string
	fail error
}

func (c *changing) note(what string, r syndicate.Receipt, text string) error {
	if c.fail == nil {
		c.did = append(c.did, what+" "+r.ID+" "+strings.ReplaceAll(text, "\n", "|"))
	}
	return c.fail
}

type amendable struct{ *changing }

func (c amendable) Amend(_ context.Context, r syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	return r, c.note("amend", r, p.Text)
}

type answerable struct{ *changing }

func (c answerable) Reply(_ context.Context, _ syndicate.Key, r syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	return syndicate.Receipt{ID: "answer"}, c.note("reply", r, p.Text)
}

type removable struct{ *changing }

func (c removable) Remove(_ context.Context, r syndicate.Receipt) error {
	return c.note("remove", r, "")
}

// followed plays one occasion on an account that carries item a, twice.
func followed(t *testing.T, open func(*changing) syndicate.Channel, c *changing, occasion string, more ...ledger.Entry) (first, second *syndicate.Followed, h *ledger.History) {
	t.Helper()
	w := newWorld(nil, func(string) fault { return fine })
	w.rng = newRand(1)
	n := w.openAs(readable, "acc")
	c.simReader = simReader{&simChannel{n}}
	store := memory.New()
	book, err := ledger.Open(t.Context(), store, simSite)
	if err != nil {
		t.Fatal(err)
	}
	entries := append([]ledger.Entry{
		{Account: "acc", State: ledger.Bound, ID: "readable||acc"}, {Account: "acc", State: ledger.Baseline},
		{Item: "a", Lang: "en", Account: "acc", Occasion: "announce", State: ledger.Intended, Attempt: 1, Owner: "r1", Hash: "h1"},
		{Item: "a", Lang: "en", Account: "acc", Occasion: "announce", State: ledger.Posted, Attempt: 1, ID: "42", URL: "https://social.example/42", Hash: "h1"},
	}, more...)
	for i := range entries {
		entries[i].V, entries[i].Site, entries[i].T = 1, simSite, simStart
	}
	if err := book.Write(t.Context(), func(*ledger.History) ([]ledger.Entry, error) { return entries, nil }); err != nil {
		t.Fatal(err)
	}
	if err := store.PutPayload(t.Context(), "h1-r1", []byte("the words")); err != nil {
		t.Fatal(err)
	}
	d, err := syndicate.NewDestination(n.account(), open(c), nil, "")
	if err != nil {
		t.Fatal(err)
	}
	it := &syndicate.Item{ID: "a", Lang: "en", Title: "Bandages", URL: "https://news.example.org/a/",
		Notices: []syndicate.Notice{{Date: simStart, Severity: "safety", Heading: "Safety correction", Text: "Do not tie it."}}}
	r := w.runner(book, "r2")
	out := make([]*syndicate.Followed, 2)
	for i := range out {
		if out[i], err = r.Follow(t.Context(), syndicate.Question{Site: simSite}, d, []*syndicate.Item{it}, func(it *syndicate.Item) string { return occasion }); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store.Payload(t.Context(), "h1-r1"); occasion == syndicate.Takedown && err == nil {
		t.Error("after a takedown the words are still kept")
	}
	book.View(func(now *ledger.History) { h = now })
	return out[0], out[1], h
}

func TestFollow(t *testing.T) {
	paused := ledger.Entry{State: ledger.Paused, Owner: "ann", Reason: "storm"}
	correction := "correction-2026-11-02"
	words := "Safety correction: Bandages||Do not tie it.||https://news.example.org/a/"
	for name, tc := range map[string]struct {
		open     func(*changing) syndicate.Channel
		occasion string
		more     []ledger.Entry
		fail     error
		did      []string
		person   bool
		err      bool
		after    ledger.State // of the announcement
	}{
		"changed":  {func(c *changing) syndicate.Channel { return amendable{c} }, correction, nil, nil, []string{"amend 42 " + words}, false, false, ledger.Posted},
		"answered": {func(c *changing) syndicate.Channel { return answerable{c} }, correction, nil, nil, []string{"reply 42 " + words}, false, false, ledger.Posted},
		"by hand":  {func(c *changing) syndicate.Channel { return removable{c} }, correction, nil, nil, nil, true, false, ledger.Posted},
		"removed":  {func(c *changing) syndicate.Channel { return removable{c} }, syndicate.Takedown, nil, nil, []string{"remove 42 "}, false, false, ledger.Removed},
		"removed with answers": {func(c *changing) syndicate.Channel { return removable{c} }, syndicate.Takedown,
			[]ledger.Entry{{Item: "a", Lang: "en", Account: "acc", Occasion: correction, State: ledger.Posted, Attempt: 1, ID: "43", Reason: "reply"}},
			nil, []string{"remove 43 ", "remove 42 "}, false, false, ledger.Removed},
		"removed by hand":    {func(c *changing) syndicate.Channel { return amendable{c} }, syndicate.Takedown, nil, nil, nil, true, false, ledger.Posted},
		"removed in a pause": {func(c *changing) syndicate.Channel { return removable{c} }, syndicate.Takedown, []ledger.Entry{paused}, nil, []string{"remove 42 "}, false, false, ledger.Removed},
		"told after a pause": {func(c *changing) syndicate.Channel { return amendable{c} }, correction, []ledger.Entry{paused}, nil, nil, false, true, ledger.Posted},
		"answer lost":        {func(c *changing) syndicate.Channel { return answerable{c} }, correction, nil, syndicate.Errorf(syndicate.Unknown, "lost"), nil, true, true, ledger.Posted},
		"removal lost":       {func(c *changing) syndicate.Channel { return removable{c} }, syndicate.Takedown, nil, syndicate.Errorf(syndicate.Unknown, "lost"), nil, false, true, ledger.Posted},
	} {
		c := &changing{fail: tc.fail}
		first, second, h := followed(t, tc.open, c, tc.occasion, tc.more...)
		if !slices.Equal(c.did, tc.did) {
			t.Errorf("%s: did %q, want %q", name, c.did, tc.did)
		}
		if (first.Person != "") != tc.person || (first.Err != nil) != tc.err {
			t.Errorf("%s: person %q, error %v", name, first.Person, first.Err)
		}
		if len(tc.did) > 0 && tc.occasion != syndicate.Takedown && !second.Before {
			t.Errorf("%s: the second time %+v", name, second)
		}
		if s := h.Of(ledger.Key{Site: simSite, Item: "a", Account: "acc", Occasion: "announce"}); s.State != tc.after {
			t.Errorf("%s: the announcement is %s, want %s", name, s.State, tc.after)
		}
	}
}

func TestNoticeOccasion(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }
	n := func(d int, severity string) syndicate.Notice {
		return syndicate.Notice{Date: day(d), Severity: severity}
	}
	for want, notices := range map[string][]syndicate.Notice{
		"":                        nil,
		"correction-2026-11-03":   {n(3, "correction"), n(2, "safety")},
		"correction-2026-11-03-2": {n(3, "safety"), n(3, "correction")},
		"retraction-2026-11-04":   {n(4, "retracted"), n(3, "safety")},
	} {
		if got := syndicate.NoticeOccasion(&syndicate.Item{Notices: notices}); got != want {
			t.Errorf("%v: %q, want %q", notices, got, want)
		}
	}
	if got := syndicate.NoticeOccasion(&syndicate.Item{Notices: []syndicate.Notice{n(5, "typo"), n(3, "safety"), n(3, "typo")}}); got != "correction-2026-11-03" {
		t.Errorf("a typo after a correction: %q", got)
	}
}
