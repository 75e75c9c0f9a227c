package channeltest

import (
	"testing"
	"time"

	"nadi/syndicate"
)

// testFaulty demands of every ability that a failure is an error and never an
// answer.
func testFaulty(t *testing.T, s Suite) {
	for _, f := range []struct {
		name  string
		fault fault
		needs Case
		kind  syndicate.Kind
	}{
		{"bad token", refuse(BadToken), BadToken, syndicate.Auth},
		{"limited", refuse(LimitedFor), LimitedFor, syndicate.Limited},
		{"broken", refuse(Broken), Broken, syndicate.Unavailable},
		{"dropped", never, Broken, syndicate.Unavailable},
	} {
		for _, a := range attempts() {
			t.Run(a.name+", "+f.name, func(t *testing.T) {
				b := newBench(t, s)
				if !b.net.Refuse(discard{}, f.needs) || !a.can(b.open()) {
					t.Skip("the network has no such answer, or the channel no such ability")
				}
				kinds := []syndicate.Kind{f.kind}
				if a.commits && f.kind == syndicate.Unavailable {
					kinds = append(kinds, syndicate.Unknown)
				}
				b.attempt(a, f.fault, kinds)
			})
		}
	}
}

// attempt makes every request of one call fail.
func (b *bench) attempt(a attempt, f fault, kinds []syndicate.Kind) {
	b.Helper()
	c := b.verified()
	d := b.draft(c, true)
	p, err := c.Prepare(b.Context(), d)
	if err != nil {
		b.Fatalf("Prepare: %v", err)
	}
	r, err := c.Send(b.Context(), d.Key, p)
	if err != nil {
		b.Fatalf("Send: %v", err)
	}
	before := asJSON(b.net.Public())
	b.gate.block(f)
	err = a.do(b, b.open(), d, p, r)
	if _, n := b.gate.counted(); n > 0 { // what needs no request cannot fail
		b.fails(a.name, err, kinds...)
	}
	if after := asJSON(b.net.Public()); after != before {
		b.Errorf("readers see %s, before %s", after, before)
	}
	b.polite()
}

// attempt is a call that a fault can meet.
type attempt struct {
	name    string
	commits bool // readers see its effect, so that a lost answer may be Unknown
	can     func(syndicate.Channel) bool
	do      func(b *bench, c syndicate.Channel, d syndicate.Draft, p syndicate.Payload, r syndicate.Receipt) error
}

func anyChannel(syndicate.Channel) bool { return true }

func isA[T any](c syndicate.Channel) bool {
	_, ok := c.(T)
	return ok
}

// attempts lists what can be tried with a channel.
func attempts() []attempt {
	type (
		channel = syndicate.Channel
		draft   = syndicate.Draft
		payload = syndicate.Payload
		receipt = syndicate.Receipt
	)
	return []attempt{
		{"verify", false, anyChannel, func(b *bench, c channel, _ draft, _ payload, _ receipt) error {
			_, _, err := c.Verify(b.Context())
			return err
		}},
		{"prepare", false, anyChannel, func(b *bench, c channel, d draft, _ payload, _ receipt) error {
			_, err := c.Prepare(b.Context(), d)
			return err
		}},
		{"find", false, isA[syndicate.Finder], func(b *bench, c channel, d draft, p payload, _ receipt) error {
			_, _, err := c.(syndicate.Finder).Find(b.Context(), b.sought(d, p))
			return err
		}},
		{"recent", false, isA[syndicate.Reader], func(b *bench, c channel, _ draft, _ payload, _ receipt) error {
			_, err := c.(syndicate.Reader).Recent(b.Context(), b.now().Add(-time.Hour))
			return err
		}},
		{"amend", true, isA[syndicate.Amender], func(b *bench, c channel, d draft, _ payload, r receipt) error {
			_, err := c.(syndicate.Amender).Amend(b.Context(), r, d.Post)
			return err
		}},
		{"remove", true, isA[syndicate.Remover], func(b *bench, c channel, _ draft, _ payload, r receipt) error {
			return c.(syndicate.Remover).Remove(b.Context(), r)
		}},
		{"reply", true, isA[syndicate.Replier], func(b *bench, c channel, d draft, _ payload, r receipt) error {
			d.Key.Occasion = "correction-2026-11-23"
			_, err := c.(syndicate.Replier).Reply(b.Context(), d.Key, r, d.Post)
			return err
		}},
	}
}
