// Package ledgertest is the contract of ledger.Store, as tests. Every store
// passes it; the test of one is this call:
//
//	ledgertest.Run(t, ledgertest.Suite{New: func(t *testing.T) ledgertest.Open { … }})
//
// What the suite cannot know is the store's own to test: crashes, damage, and
// what its place does under it.
package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nadi/syndicate/ledger"
)

// Open opens a handle on a log. Each call is what another process would do:
// handles share nothing but the log itself.
type Open func() (ledger.Store, error)

// Suite says how a store is tested.
type Suite struct {
	// New makes a new, empty log and returns how it is opened.
	New func(t *testing.T) Open
	// NoPayloads: the store keeps no words of posts and says ErrNoPayload.
	NoPayloads bool
	// Slow: each call takes long; the races are run with fewer rounds.
	Slow bool
}

// Site is the site of the entries that the suite writes.
const Site = "k7m2qd9x"

// Run tests a store.
func Run(t *testing.T, s Suite) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Suite)
	}{
		{"empty", empty}, {"order", order}, {"exact", exact}, {"positions", positions}, {"moved", moved}, {"nothing", nothing}, {"reopened", reopened},
		{"yield error", yieldError}, {"yield appends", yieldAppends}, {"big", big}, {"cancelled", cancelled},
		{"payloads", payloads}, {"payload names", payloadNames},
		{"race", race}, {"race of batches", raceOfBatches}, {"reading while others write", readWhileWriting},
		{"book", book}, {"book under contention", contention}, {"lost acknowledgement", lostAcknowledgement}, {"lost request", lostRequest},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.test(t, s)
		})
	}
}

// place is one log of a test.
type place struct {
	*testing.T
	open Open
}

func newPlace(t *testing.T, s Suite) place { return place{t, s.New(t)} }

// handle opens the log once more.
func (p place) handle() ledger.Store {
	p.Helper()
	s, err := p.open()
	if err != nil {
		p.Fatal(err)
	}
	p.Cleanup(func() { s.Close() })
	return s
}

// Entry returns an entry that differs from that of every other n.
func Entry(n int) ledger.Entry {
	t := time.Date(2026, 11, 23, 4, 30, 0, 0, time.UTC).Add(time.Duration(n) * time.Second)
	return ledger.Entry{V: ledger.Version, T: t, Site: Site, Item: fmt.Sprintf("item%d", n), Lang: "hi", Account: "mastodon-hi", Occasion: "announce", Attempt: 1,
		State: ledger.Intended, Owner: "run-1", Deadline: t.Add(10 * time.Minute), Hash: fmt.Sprintf("%032x", n)}
}

func some(from, n int) []ledger.Entry {
	var out []ledger.Entry
	for i := range n {
		out = append(out, Entry(from+i))
	}
	return out
}

func (p place) append(s ledger.Store, after ledger.Position, entries ...ledger.Entry) ledger.Position {
	p.Helper()
	at, err := s.Append(p.Context(), after, entries)
	if err != nil {
		p.Fatal(err)
	}
	return at
}

// read returns what comes after a position.
func (p place) read(s ledger.Store, after ledger.Position) ([]ledger.Entry, ledger.Position) {
	p.Helper()
	var got []ledger.Entry
	at, err := s.Read(p.Context(), after, func(e ledger.Entry) error { got = append(got, e); return nil })
	if err != nil {
		p.Fatal(err)
	}
	return got, at
}

func (p place) want(s ledger.Store, after ledger.Position, want []ledger.Entry) ledger.Position {
	p.Helper()
	got, at := p.read(s, after)
	if diff := cmp.Diff(want, got); diff != "" {
		p.Fatalf("read after %q (-want +got):\n%s", after, diff)
	}
	return at
}

func empty(t *testing.T, s Suite) {
	p := newPlace(t, s)
	h := p.handle()
	at := p.want(h, ledger.Start, nil)
	at = p.want(h, at, nil)
	p.append(h, at, Entry(1)) // the end of an empty log is a position like others
	p.want(h, ledger.Start, some(1, 1))
}

func order(t *testing.T, s Suite) {
	p := newPlace(t, s)
	a, b := p.handle(), p.handle()
	at := p.append(a, ledger.Start, Entry(1))
	at = p.append(b, at, some(2, 3)...) // another handle's position is as good
	at = p.append(a, at, Entry(5))
	for _, h := range []ledger.Store{a, b, p.handle()} {
		p.want(h, ledger.Start, some(1, 5))
		p.want(h, at, nil)
	}
}

// exact writes what people and networks write into reasons and addresses.
func exact(t *testing.T, s Suite) {
	p := newPlace(t, s)
	h := p.handle()
	var want []ledger.Entry
	for i, text := range []string{
		"", " ", "रक्तचाप कम करने के पाँच उपाय", "नाड़ी\u200d", "e\u0301 é", "👩🏽‍⚕️", "\u202eright to left", "a\nb\r\nc\td", `"quoted" \ / \n \u0041`, "</script>&amp;'",
		"\u2028\u2029", "\u007f\u0001\u001f", "nul \x00 nul", "{}", `{"v":1}`, "null", `,"more":true}`, "\ufeff\ufffd\uffff\U0010ffff",
	} {
		e := Entry(i)
		e.Reason, e.ID = text, text
		e.URL = "https://social.example/@riverside/" + fmt.Sprint(i) + "?a=1&b=2#c"
		e.T = e.T.Add(time.Duration(i) * 123456789)
		want = append(want, e)
	}
	sparse := []ledger.Entry{
		{V: 1, T: Entry(1).T, Site: Site, State: ledger.Paused, Reason: "the measles numbers are wrong", Owner: "asha"},
		{V: 1, T: Entry(2).T, Site: Site, Account: "x", State: ledger.Bound, ID: "x||1234", URL: "https://x.example/riverside"},
		{V: 1, T: Entry(3).T, Site: "another", Item: "i", Account: "x", Occasion: "reshare-2", State: ledger.Posted, Attempt: 12345678},
	}
	want = append(want, sparse...)
	at := p.append(h, ledger.Start, want...)
	p.want(h, ledger.Start, want)
	p.want(p.handle(), ledger.Start, want)
	p.append(h, at, want...)
	p.want(p.handle(), at, want)
}

// positions reads from every position that was ever returned.
func positions(t *testing.T, s Suite) {
	p := newPlace(t, s)
	h := p.handle()
	at, n := []ledger.Position{ledger.Start}, []int{0}
	for i := 1; i <= 12; i++ {
		size := 1 + i%3
		at = append(at, p.append(h, at[len(at)-1], some(n[len(n)-1], size)...))
		n = append(n, n[len(n)-1]+size)
	}
	total := n[len(n)-1]
	for i := range at {
		for _, h := range []ledger.Store{h, p.handle()} {
			end := p.want(h, at[i], some(n[i], total-n[i]))
			p.want(h, end, nil)
		}
		for j := range i {
			if at[i] == at[j] {
				t.Fatalf("the position after %d entries is that after %d: %q", n[i], n[j], at[i])
			}
		}
	}
	end := p.want(h, at[3], some(n[3], total-n[3])) // a position of Read, too, can be appended at
	p.append(h, end, Entry(total))
	p.want(p.handle(), at[3], some(n[3], total+1-n[3]))
}

// moved appends at every position but the last.
func moved(t *testing.T, s Suite) {
	p := newPlace(t, s)
	a, b := p.handle(), p.handle()
	at := []ledger.Position{ledger.Start}
	for i := range 4 {
		at = append(at, p.append(a, at[i], some(2*i, 2)...))
		for _, h := range []ledger.Store{a, b, p.handle()} {
			for _, old := range at[:i+1] {
				if _, err := h.Append(t.Context(), old, some(100, 2)); !errors.Is(err, ledger.ErrMoved) {
					t.Fatalf("append at an old position: %v, want ErrMoved", err)
				}
			}
			p.want(h, ledger.Start, some(0, 2*i+2))
		}
	}
	p.want(b, at[2], some(4, 4)) // who lost reads on from where it was
}

// nothing appends no entries.
func nothing(t *testing.T, s Suite) {
	p := newPlace(t, s)
	h := p.handle()
	at := p.append(h, ledger.Start, Entry(1))
	if end, err := h.Append(t.Context(), at, nil); err == nil {
		at = end
	}
	p.append(h, at, Entry(2))
	p.want(p.handle(), ledger.Start, some(1, 2))
}

func reopened(t *testing.T, s Suite) {
	p := newPlace(t, s)
	at := ledger.Start
	for i := range 5 {
		h := p.handle()
		at = p.append(h, at, some(3*i, 3)...)
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
		h = p.handle()
		p.want(h, ledger.Start, some(0, 3*i+3))
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func yieldError(t *testing.T, s Suite) {
	p := newPlace(t, s)
	h := p.handle()
	at := p.append(h, ledger.Start, some(0, 3)...)
	p.append(h, at, some(3, 4)...)
	stop := errors.New("enough")
	for n := range 7 {
		var got []ledger.Entry
		_, err := h.Read(t.Context(), ledger.Start, func(e ledger.Entry) error {
			if got = append(got, e); len(got) == n+1 {
				return stop
			}
			return nil
		})
		if !errors.Is(err, stop) || len(got) != n+1 {
			t.Fatalf("stopped at %d entries: got %d and %v", n+1, len(got), err)
		}
	}
	p.want(h, ledger.Start, some(0, 7))
}

// yieldAppends uses the store while it is being read: no lock may be held.
func yieldAppends(t *testing.T, s Suite) {
	p := newPlace(t, s)
	h, other := p.handle(), p.handle()
	at := p.append(h, ledger.Start, some(0, 3)...)
	next := 3
	end, err := h.Read(t.Context(), ledger.Start, func(ledger.Entry) error {
		if next < 6 {
			at = p.append([]ledger.Store{h, other}[next%2], at, Entry(next))
			next++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p.want(h, ledger.Start, some(0, next))
	rest, _ := p.read(h, end) // the new ones came in the first reading or come in the second
	if len(rest) > 3 {
		t.Fatalf("%d entries after the first reading, want at most 3", len(rest))
	}
}

// big writes long reasons: a network once answered with a whole page.
func big(t *testing.T, s Suite) {
	p := newPlace(t, s)
	h := p.handle()
	phrase := "उच्च रक्तचाप \"hypertension\" <b>&\\ "
	long := strings.Repeat(phrase, 64<<10/len(phrase)+1)
	var want []ledger.Entry
	for i := range 6 {
		e := Entry(i)
		if i%2 == 0 {
			e.Reason = long
		}
		want = append(want, e)
	}
	at := p.append(h, ledger.Start, want[0])
	at = p.append(h, at, want[1:5]...)
	p.append(h, at, want[5])
	p.want(h, ledger.Start, want)
	p.want(p.handle(), ledger.Start, want)
}

// cancelled calls everything with a context that is over. Nothing may happen.
func cancelled(t *testing.T, s Suite) {
	p := newPlace(t, s)
	h := p.handle()
	at := p.append(h, ledger.Start, Entry(0))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.Append(ctx, at, some(1, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("Append: %v, want context.Canceled", err)
	}
	_, err := h.Read(ctx, ledger.Start, func(ledger.Entry) error { t.Error("Read yields although it is cancelled"); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Read: %v, want context.Canceled", err)
	}
	if !s.NoPayloads {
		_, err = h.Payload(ctx, "a")
		for what, err := range map[string]error{"PutPayload": h.PutPayload(ctx, "a", []byte("x")), "Payload": err, "ErasePayload": h.ErasePayload(ctx, "a")} {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v, want context.Canceled", what, err)
			}
		}
		if _, err := h.Payload(t.Context(), "a"); !errors.Is(err, ledger.ErrNoPayload) {
			t.Errorf("after a cancelled PutPayload: %v, want ErrNoPayload", err)
		}
	}
	p.want(h, ledger.Start, some(0, 1))
	p.append(h, at, Entry(1))
}
