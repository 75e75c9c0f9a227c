package ledger_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"nadi/syndicate/ledger"
)

const site = "k7m2qd9x"

var start = time.Date(2026, 11, 23, 4, 30, 0, 0, time.UTC)

// at is the nth moment of a test.
func at(n int) time.Time { return start.Add(time.Duration(n) * time.Minute) }

// message returns the nth entry of a test, about one message.
func message(n int, s ledger.State) ledger.Entry {
	return ledger.Entry{V: 1, T: at(n), Site: site, Item: "bp", Account: "mastodon-hi", Occasion: "announce", State: s}
}

var key = ledger.Key{Site: site, Item: "bp", Account: "mastodon-hi", Occasion: "announce"}

func fold(t *testing.T, log ...ledger.Entry) *ledger.History {
	t.Helper()
	h := ledger.NewHistory(site)
	for _, e := range log {
		if err := h.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// TestStates is what a message's states make of one another.
func TestStates(t *testing.T) {
	for _, tc := range []struct {
		log   string // states in order
		want  ledger.State
		since int // the entry that made it so
	}{
		{"intended", ledger.Intended, 0},
		{"intended posted", ledger.Posted, 1},
		{"intended final", ledger.Final, 1},
		{"intended released", ledger.Released, 1},
		{"intended unknown", ledger.Unknown, 1},
		{"intended unknown posted", ledger.Posted, 2},
		{"intended unknown released", ledger.Released, 2},
		{"intended released intended", ledger.Intended, 2},
		{"intended released intended posted", ledger.Posted, 3},
		{"intended final intended posted", ledger.Posted, 3}, // with other bytes
		{"intended intended posted", ledger.Posted, 2},       // taken over
		{"intended posted removed", ledger.Removed, 2},
		{"seen", ledger.Seen, 0},
		{"posted", ledger.Posted, 0}, // adopted: found on the network
		{"seen released intended posted", ledger.Posted, 3},
		{"intended seen", ledger.Seen, 1}, // a person skips it

		// Who comes late changes nothing: what is posted stays posted.
		{"intended posted unknown", ledger.Posted, 1},
		{"intended posted released", ledger.Posted, 1},
		{"intended posted final", ledger.Posted, 1},
		{"intended posted intended", ledger.Posted, 1},
		{"intended posted seen", ledger.Posted, 1},
		{"intended posted posted", ledger.Posted, 1},
		{"intended posted removed posted", ledger.Removed, 2},
		{"intended posted removed intended", ledger.Removed, 2},
		{"intended posted removed released", ledger.Removed, 2},
		{"intended posted removed unknown", ledger.Removed, 2},
		{"seen unknown", ledger.Seen, 0},
		{"seen final", ledger.Seen, 0},
		{"seen seen", ledger.Seen, 0},
	} {
		t.Run(tc.log, func(t *testing.T) {
			var log []ledger.Entry
			for n, s := range strings.Fields(tc.log) {
				e := message(n, ledger.State(s))
				e.Reason = fmt.Sprint("reason ", n)
				log = append(log, e)
			}
			got := fold(t, log...).Of(key)
			if got.State != tc.want || !got.Since.Equal(at(tc.since)) || got.Reason != fmt.Sprint("reason ", tc.since) {
				t.Errorf("%s since %v because of %q, want %s since entry %d", got.State, got.Since, got.Reason, tc.want, tc.since)
			}
		})
	}
}

// TestStanding follows everything that is known of a message.
func TestStanding(t *testing.T) {
	in := message(0, ledger.Intended)
	in.Lang, in.Attempt, in.Owner, in.Deadline, in.Hash = "hi", 1, "run-1", at(10), "aa"
	lost := message(1, ledger.Unknown)
	lost.Attempt, lost.Owner, lost.Reason = 1, "run-1", "the reply was lost after sending"
	again := message(2, ledger.Intended)
	again.Attempt, again.Owner, again.Deadline, again.Hash = 2, "run-2", at(12), "bb"
	out := message(3, ledger.Posted)
	out.Attempt, out.ID, out.URL = 2, "115", "https://social.example/@riverside/115"
	late := message(4, ledger.Unknown)
	late.Reason = "the reply was lost after sending"

	h := fold(t, in)
	want := ledger.Standing{Key: key, Lang: "hi", State: ledger.Intended, Attempt: 1, Owner: "run-1", Deadline: at(10), Sent: at(0), First: at(0), Since: at(0), Hash: "aa"}
	step := func(name string, e ledger.Entry) {
		t.Helper()
		if err := h.Add(e); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, h.Of(key)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	want.State, want.Since, want.Reason = ledger.Unknown, at(1), lost.Reason
	step("lost", lost)
	want.State, want.Since, want.Reason = ledger.Intended, at(2), ""
	want.Attempt, want.Owner, want.Deadline, want.Sent, want.Hash = 2, "run-2", at(12), at(2), "bb" // First stays: of the first attempt nothing is known yet
	step("sent again", again)
	want.State, want.Since, want.ID, want.URL = ledger.Posted, at(3), out.ID, out.URL
	step("posted", out)
	step("too late", late)

	s := h.Of(key)
	if !s.Live() || s.Open() {
		t.Errorf("posted: live is %v and open is %v", s.Live(), s.Open())
	}
	if other := h.Of(ledger.Key{Site: site, Item: "other"}); other.State != "" || other.Live() || other.Open() {
		t.Errorf("of an unknown message it is known: %+v", other)
	}
}

func TestLiveAndOpen(t *testing.T) {
	for state, want := range map[ledger.State][2]bool{
		"": {}, ledger.Intended: {true, true}, ledger.Unknown: {true, true}, ledger.Posted: {true, false},
		ledger.Final: {}, ledger.Released: {}, ledger.Seen: {}, ledger.Removed: {},
	} {
		s := ledger.Standing{State: state}
		if got := [2]bool{s.Live(), s.Open()}; got != want {
			t.Errorf("%q: live and open are %v, want %v", state, got, want)
		}
	}
}

func account(n int, name string, s ledger.State) ledger.Entry {
	return ledger.Entry{V: 1, T: at(n), Site: site, Account: name, State: s}
}

func TestAccount(t *testing.T) {
	bound := account(0, "x", ledger.Bound)
	bound.ID, bound.URL = "x||1234", "https://x.example/riverside"
	facts := account(1, "x", ledger.Facts)
	facts.Reason = `{"characters":"500"}`
	h := fold(t, bound, facts, account(2, "x", ledger.Baseline))
	want := ledger.Account{Name: "x", Identity: "x||1234", Profile: "https://x.example/riverside", Facts: `{"characters":"500"}`, Baseline: at(2)}
	if diff := cmp.Diff(want, h.Account("x")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff(ledger.Account{Name: "y"}, h.Account("y")); diff != "" {
		t.Errorf("an account of which nothing is known (-want +got):\n%s", diff)
	}
	if x, none := h.Holder("x||1234"), h.Holder("x||1"); x != "x" || none != "" {
		t.Errorf("the identities are held by %q and %q", x, none)
	}
}

func TestPause(t *testing.T) {
	pause := func(n int, name string) ledger.Entry {
		e := account(n, name, ledger.Paused)
		e.Reason, e.Owner = "the numbers are wrong", "asha"
		return e
	}
	on := func(n int) ledger.Pause {
		return ledger.Pause{On: true, Reason: "the numbers are wrong", Who: "asha", Since: at(n)}
	}
	for _, tc := range []struct {
		name    string
		log     []ledger.Entry
		x, y, s bool // is paused: x, y, the site
	}{
		{"nobody", nil, false, false, false},
		{"one account", []ledger.Entry{pause(0, "x")}, true, false, false},
		{"one account, resumed", []ledger.Entry{pause(0, "x"), account(1, "x", ledger.Resumed)}, false, false, false},
		{"the site", []ledger.Entry{pause(0, "")}, true, true, true},
		{"the site, resumed", []ledger.Entry{pause(0, ""), account(1, "", ledger.Resumed)}, false, false, false},
		{"resuming one account does not resume the site", []ledger.Entry{pause(0, ""), account(1, "x", ledger.Resumed)}, true, true, true},
		{"resuming the site does not resume one account", []ledger.Entry{pause(0, ""), pause(0, "x"), account(1, "", ledger.Resumed)}, true, false, false},
	} {
		h := fold(t, tc.log...)
		for name, want := range map[string]bool{"x": tc.x, "y": tc.y, "": tc.s} {
			if got := h.Paused(name); got.On != want || want && got != on(0) {
				t.Errorf("%s: the pause of %q is %+v, want %v", tc.name, name, got, want)
			}
		}
	}
}

// TestRename: everything goes to the new name, and the old one is free.
func TestRename(t *testing.T) {
	bound := account(0, "old", ledger.Bound)
	bound.ID = "mastodon|social.example|7"
	post := message(1, ledger.Posted)
	post.Account = "old"
	second := message(2, ledger.Intended)
	second.Account, second.Item = "old", "measles"
	others := message(3, ledger.Final)
	paused := account(4, "old", ledger.Paused)
	renamed := account(5, "new", ledger.Renamed)
	renamed.ID = "old"
	after := message(6, ledger.Posted)
	after.Account, after.Item = "new", "measles"
	fresh := message(7, ledger.Intended)
	fresh.Account = "old"
	h := fold(t, bound, account(0, "old", ledger.Baseline), post, second, others, paused, renamed, after)

	if a := h.Account("new"); a.Name != "new" || a.Identity != bound.ID || a.Baseline != at(0) || !a.Pause.On {
		t.Errorf("the renamed account is %+v", a)
	}
	if a := h.Account("old"); a != (ledger.Account{Name: "old"}) {
		t.Errorf("the old name still has %+v", a)
	}
	if who := h.Holder(bound.ID); who != "new" {
		t.Errorf("the identity is held by %q", who)
	}
	var got []string
	for s := range h.All() {
		got = append(got, s.Key.String()+" "+string(s.State))
	}
	want := []string{"bp/mastodon-hi/announce final", "bp/new/announce posted", "measles/new/announce posted"}
	if !slices.Equal(got, want) {
		t.Errorf("the messages are %v, want %v", got, want)
	}
	for name, want := range map[string]int{"old": 0, "new": 1} {
		if n := len(slices.Collect(h.Messages("bp", name))); n != want {
			t.Errorf("%d messages about bp on %q, want %d", n, name, want)
		}
	}
	if err := h.Add(fresh); err != nil { // a run that does not know of the new name yet
		t.Fatal(err)
	}
	if s := h.Of(fresh.Key()); s.State != "" {
		t.Errorf("a late entry under the old name made %+v", s)
	}
	another := account(8, "old", ledger.Bound)
	another.ID = "mastodon|social.example|8"
	for _, e := range []ledger.Entry{another, fresh} { // another account may take the name
		if err := h.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	if s := h.Of(fresh.Key()); s.State != ledger.Intended {
		t.Errorf("the new account of the old name has %+v", s)
	}
	if s := h.Of(ledger.Key{Site: site, Item: "bp", Account: "new", Occasion: "announce"}); s.State != ledger.Posted {
		t.Errorf("and the renamed one %+v", s)
	}
}

func TestRenameToItself(t *testing.T) {
	renamed := account(2, "mastodon-hi", ledger.Renamed)
	renamed.ID = "mastodon-hi"
	h := fold(t, account(0, "mastodon-hi", ledger.Baseline), message(1, ledger.Posted), renamed)
	if h.Account("mastodon-hi").Baseline != at(0) || h.Of(key).State != ledger.Posted {
		t.Errorf("renamed to itself, it forgot: %+v, %+v", h.Account("mastodon-hi"), h.Of(key))
	}
}

func TestMessages(t *testing.T) {
	var log []ledger.Entry
	for n, occasion := range []string{"reshare-2", "announce", "correction-2026-11-23", "announce"} {
		e := message(n, ledger.Posted)
		e.Occasion = occasion
		other := e
		other.Account = "x"
		log = append(log, e, other)
	}
	h := fold(t, log...)
	var got []string
	for s := range h.Messages("bp", "mastodon-hi") {
		got = append(got, s.Key.Occasion)
	}
	if want := []string{"reshare-2", "announce", "correction-2026-11-23"}; !slices.Equal(got, want) {
		t.Errorf("the occasions are %v, want %v", got, want)
	}
	for range h.Messages("bp", "mastodon-hi") {
		break // an iterator must bear it
	}
	for range h.All() {
		break
	}
}

// TestForeign: many sites may share a ledger.
func TestForeign(t *testing.T) {
	foreign := []ledger.Entry{message(0, ledger.Posted), account(0, "x", ledger.Baseline), account(0, "x", ledger.Paused), account(0, "", ledger.Paused), message(0, "a state to come")}
	for i := range foreign {
		foreign[i].Site = "another"
	}
	if h := fold(t, foreign...); !h.Empty() || h.Of(key).State != "" || h.Paused("x").On {
		t.Error("entries of another site are taken for ours")
	}
	if h := fold(t, message(0, ledger.Seen)); h.Empty() {
		t.Error("a site with a message is empty")
	}
	if h := fold(t, account(0, "x", ledger.Baseline)); h.Empty() {
		t.Error("a site with an account is empty")
	}
}

// TestNewer: what a newer Nadi wrote is not acted upon, not even for another
// site, for nobody knows what its site is.
func TestNewer(t *testing.T) {
	newer, foreign := message(0, ledger.Posted), message(0, ledger.Posted)
	newer.V, foreign.V, foreign.Site = ledger.Version+1, ledger.Version+1, "another"
	for name, tc := range map[string]struct {
		e    ledger.Entry
		want string
	}{
		"format":            {newer, "format 2"},
		"format, elsewhere": {foreign, "format 2"},
		"message":           {message(0, "dreamt"), `state "dreamt"`},
		"message as site":   {message(0, ledger.Paused), `state "paused"`},
		"account":           {account(0, "x", "dreamt"), `state "dreamt"`},
		"account as one":    {account(0, "x", ledger.Posted), `state "posted"`},
		"site":              {account(0, "", ledger.Bound), `state "bound"`},
		"nothing":           {message(0, ""), `state ""`},
	} {
		if err := ledger.NewHistory(site).Add(tc.e); err == nil || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), "newer Nadi") {
			t.Errorf("%s: %v, want an error about %s and a newer Nadi", name, err, tc.want)
		}
	}
}

// picture is all that a history shows.
type picture struct {
	Messages []ledger.Standing
	Order    map[string][]ledger.Standing
	Accounts []ledger.Account
	Holders  []string
	Pauses   []ledger.Pause
	Empty    bool
}

var (
	someItems    = []string{"bp", "measles", "flu"}
	someAccounts = []string{"x", "mastodon-hi", "mastodon-en"}
)

func show(h *ledger.History) picture {
	p := picture{Messages: slices.Collect(h.All()), Order: map[string][]ledger.Standing{}, Empty: h.Empty(), Pauses: []ledger.Pause{h.Paused("")}}
	for _, a := range someAccounts {
		p.Accounts = append(p.Accounts, h.Account(a))
		p.Pauses = append(p.Pauses, h.Paused(a))
		for _, i := range someItems {
			p.Order[i+"/"+a] = slices.Collect(h.Messages(i, a))
		}
	}
	for i := range 3 {
		p.Holders = append(p.Holders, h.Holder(fmt.Sprint("net||", i)))
	}
	return p
}

// anyEntry draws an entry as runs and people write them, and some that they
// should not.
func anyEntry(t *rapid.T, n int) ledger.Entry {
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	e := ledger.Entry{V: 1, T: at(n), Site: site, Owner: pick("owner", "run-1", "run-2", "asha"), Reason: pick("reason", "", "no connection")}
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		e.State = ledger.State(pick("state", "paused", "resumed"))
	case 1, 2:
		e.Account = pick("account", someAccounts...)
		e.State = ledger.State(pick("state", "bound", "facts", "baseline", "renamed", "paused", "resumed"))
		switch e.State {
		case ledger.Renamed:
			e.ID = pick("from", someAccounts...)
		case ledger.Bound:
			e.ID = fmt.Sprint("net||", n) // never twice, so that it has one holder
		}
	default:
		e.Item, e.Account, e.Occasion = pick("item", someItems...), pick("account", someAccounts...), pick("occasion", "announce", "reshare-2")
		e.State = ledger.State(pick("state", "intended", "intended", "posted", "final", "released", "unknown", "seen", "removed"))
		e.Lang, e.Hash = pick("lang", "", "hi", "en"), pick("hash", "", "aa", "bb")
		if e.State == ledger.Intended {
			e.Attempt, e.Deadline = n, at(n+10)
		}
		if e.State == ledger.Posted {
			e.ID, e.URL = fmt.Sprint(n), fmt.Sprint("https://social.example/", n)
		}
	}
	if rapid.IntRange(0, 9).Draw(t, "foreign") == 0 {
		e.Site = "another"
	}
	return e
}

func anyLog(t *rapid.T) (log []ledger.Entry) {
	for n := range rapid.IntRange(0, 30).Draw(t, "entries") {
		log = append(log, anyEntry(t, n))
	}
	return log
}

func folded(t *rapid.T, log ...ledger.Entry) *ledger.History {
	h := ledger.NewHistory(site)
	for _, e := range log {
		if err := h.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// TestFold: a history is a function of its log and nothing else. It does not
// matter what was asked of it meanwhile, nor what other sites wrote between.
func TestFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := anyLog(t)
		want := show(folded(t, log...))
		h := ledger.NewHistory(site)
		for _, e := range log {
			if e.Site != site {
				continue
			}
			show(h)
			if err := h.Add(e); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(want, show(h)); diff != "" {
			t.Fatalf("(-all +own, looked at):\n%s", diff)
		}
	})
}

// TestPostedStays: once a message is posted, nothing that anybody writes makes
// it one that may be sent again; and removing it does not either.
func TestPostedStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := ledger.NewHistory(site)
		was := map[ledger.Key]ledger.State{}
		for _, e := range anyLog(t) {
			if e.State == ledger.Renamed {
				continue // moves messages to other keys
			}
			if err := h.Add(e); err != nil {
				t.Fatal(err)
			}
			for s := range h.All() {
				before := was[s.Key]
				if before == ledger.Posted && s.State != ledger.Posted && s.State != ledger.Removed || before == ledger.Removed && s.State != ledger.Removed {
					t.Fatalf("%v was %s and is %s after %+v", s.Key, before, s.State, e)
				}
				was[s.Key] = s.State
			}
		}
	})
}
