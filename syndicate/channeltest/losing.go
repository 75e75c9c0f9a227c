package channeltest

import (
	"context"
	"net/http"
	"testing"
	"time"

	"nadi/syndicate"
)

func testRefusals(t *testing.T, s Suite) {
	for c := range cases {
		t.Run(c.String(), func(t *testing.T) {
			b := newBench(t, s)
			if !b.net.Refuse(discard{}, c) {
				t.Skip("the network has no such answer")
			}
			ch, p := b.prepared(b.draft(b.verified(), false))
			b.gate.arm(refuse(c))
			_, err := ch.Send(t.Context(), b.draft(ch, false).Key, p)
			e := b.fails("Send", err, kindOf[c]...)
			b.until(c, e)
			if n, _ := b.gate.counted(); n != 1 {
				t.Errorf("%d requests that commit, want one attempt", n)
			}
			b.public(0)
			b.polite()
		})
	}
}

// until demands the moment that the network named: 120 seconds from now.
func (b *bench) until(c Case, e *syndicate.Error) {
	b.Helper()
	wait := e.Until.Sub(b.now())
	switch {
	case c == LimitedSilent && !e.Until.IsZero() && wait < 0:
		b.Errorf("Until is %v, which is past", e.Until)
	case c != LimitedFor && c != LimitedUntil:
	case wait < 119*time.Second || wait > 125*time.Second:
		b.Errorf("Until is %v (in %v), want in 2m0s", e.Until, wait)
	}
}

func testLost(t *testing.T, s Suite) {
	for _, f := range []struct {
		name  string
		fault fault
		posts int
	}{
		{"reply lost", lost, 1},
		{"never arrived", never, 0},
		{"reply cut", cut, 1},
		{"500 although posted", broken, 1},
		{"a page in place of the reply", page, 1},
	} {
		t.Run(f.name, func(t *testing.T) {
			b := newBench(t, s)
			c, p := b.prepared(b.draft(b.verified(), true))
			b.gate.arm(f.fault)
			_, err := c.Send(t.Context(), b.draft(c, true).Key, p)
			if s.AnyOK && f.name == "a page in place of the reply" {
				if err != nil {
					t.Errorf("Send: %v", err)
				}
			} else {
				b.fails("Send", err, syndicate.Unknown)
			}
			if n, _ := b.gate.counted(); n != 1 {
				t.Errorf("%d requests that commit, want one attempt", n)
			}
			b.public(f.posts)
		})
	}
	t.Run("no reply in time", func(t *testing.T) {
		b := newBench(t, s)
		c, p := b.prepared(b.draft(b.verified(), true))
		ctx, cancel := context.WithCancel(t.Context())
		b.gate.arm(slow(cancel))
		_, err := c.Send(ctx, b.draft(c, true).Key, p)
		b.fails("Send", err, syndicate.Unknown)
		b.public(1)
	})
}

func testUnreachable(t *testing.T, s Suite) {
	b := newBench(t, s)
	_, p := b.prepared(b.draft(b.verified(), true))
	c := b.open() // no connection yet
	key := b.draft(c, true).Key
	b.web.Close()
	_, err := c.Send(t.Context(), key, p)
	b.fails("Send without a server", err, syndicate.Unavailable)
	_, _, err = b.open().Verify(t.Context())
	b.fails("Verify without a server", err, syndicate.Unavailable)
}

func testRedirects(t *testing.T, s Suite) {
	for _, status := range []int{http.StatusFound, http.StatusTemporaryRedirect} {
		b := newBench(t, s)
		c, p := b.prepared(b.draft(b.verified(), false))
		b.gate.arm(moved(status))
		_, err := c.Send(t.Context(), b.draft(c, false).Key, p)
		b.fails("Send", err, syndicate.Disabled, syndicate.Rejected, syndicate.Unknown)
		b.gate.block(moved(status))
		_, _, err = b.open().Verify(t.Context())
		b.fails("Verify", err, syndicate.Disabled, syndicate.Rejected, syndicate.Unavailable)
		b.polite()
	}
}

func testRepeat(t *testing.T, s Suite) {
	b := newBench(t, s)
	c := b.verified()
	if c.Describe(b.facts).Repeat == 0 {
		t.Skip("the network does not know a repeat")
	}
	d := b.draft(c, true)
	_, p := b.prepared(d)
	for _, f := range []fault{lost, broken, never, nil, nil} {
		b.gate.arm(f)
		r, err := b.open().Send(t.Context(), d.Key, p)
		if f != nil {
			b.fails("Send", err, syndicate.Unknown)
			continue
		}
		if err != nil && syndicate.KindOf(err) != syndicate.Duplicate {
			t.Fatalf("sent again: %v (%v)", err, syndicate.KindOf(err))
		}
		if err == nil {
			b.receipt(c, r)
		}
		b.shows(c, b.public(1)[0], d)
	}
}

// testAnew prepares and sends anew, later, what may be public: where a network
// promises to make one post of both, there is one.
func testAnew(t *testing.T, s Suite) {
	b := newBench(t, s)
	c := b.verified()
	if c.Describe(b.facts).Repeat == 0 {
		t.Skip("the network does not know a repeat")
	}
	d := b.draft(c, true)
	d.At = b.now()
	_, p := b.prepared(d)
	b.lose(d, p)
	b.late.Store(int64(time.Minute))
	d.At = b.now()
	c, p = b.prepared(d)
	_, err := c.Send(t.Context(), d.Key, p)
	if err != nil && syndicate.KindOf(err) != syndicate.Duplicate {
		t.Errorf("prepared and sent anew: %v (%v)", err, syndicate.KindOf(err))
	}
	b.public(1)
}
