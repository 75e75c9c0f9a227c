package channeltest

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"nadi/syndicate"
)

func testSend(t *testing.T, s Suite) {
	for _, picture := range []bool{false, true} {
		b := newBench(t, s)
		c := b.verified()
		d := b.draft(c, picture)
		if picture && d.Media == nil {
			continue
		}
		b.gate.arm(nil)
		r := b.post(c, d)
		b.shows(c, b.public(1)[0], d)
		b.receipt(c, r)
		b.polite()
		if n, _ := b.gate.counted(); n > 1 {
			t.Errorf("%d requests made it public, want 1", n)
		}
	}
}

// shows demands that a post is what the draft says.
func (b *bench) shows(c syndicate.Channel, p Public, d syndicate.Draft) {
	b.Helper()
	if p.Text != d.Post.Text {
		b.Errorf("readers see the text %q, want %q", p.Text, d.Post.Text)
	}
	if !slices.Contains(p.Links, d.Post.Link) {
		b.Errorf("readers see the links %q, want %q among them", p.Links, d.Post.Link)
	}
	if !b.suite.NoLang && p.Lang != d.Post.Lang {
		b.Errorf("the post's language is %q, want %q (Suite.NoLang, if the network carries none)", p.Lang, d.Post.Lang)
	}
	if d.Media == nil {
		return
	}
	if !p.Picture {
		b.Errorf("readers see no picture")
	}
	if c.Describe(b.facts).Alt > 0 && p.Alt != d.Media.Alt {
		b.Errorf("the alt text is %q, want %q", p.Alt, d.Media.Alt)
	}
}

// polite demands that every request carries our name and none went astray.
func (b *bench) polite() {
	b.Helper()
	b.gate.mu.Lock()
	defer b.gate.mu.Unlock()
	if b.gate.strange != "" {
		b.Errorf("%s came without Tools.Agent: make requests through wire.Client", b.gate.strange)
	}
	if b.gate.lured {
		b.Error("a redirect was followed")
	}
}

// receipt demands an id wherever something can be done with it.
func (b *bench) receipt(c syndicate.Channel, r syndicate.Receipt) {
	b.Helper()
	_, amends := c.(syndicate.Amender)
	_, removes := c.(syndicate.Remover)
	_, replies := c.(syndicate.Replier)
	if r.ID == "" && (amends || removes || replies) {
		b.Error("the receipt has no ID, which amending, removing and replying need")
	}
	b.noSecret("Receipt", r)
}

func testPrepare(t *testing.T, s Suite) {
	b := newBench(t, s)
	c := b.verified()
	d := b.draft(c, false)
	b.gate.arm(nil)
	_, one := b.prepared(d)
	b.late.Store(int64(time.Hour))
	_, two := b.prepared(d)
	if n, _ := b.gate.counted(); n != 0 {
		t.Errorf("Prepare made %d requests that commit", n)
	}
	b.public(0)
	b.noSecretIn("Payload", string(one))
	if !json.Valid(one) {
		t.Error("the payload is not JSON")
	}
	if d.Media == nil && d.Post.Video == nil && string(one) != string(two) {
		t.Errorf("prepared twice, the payload differs:\n%s\n%s", one, two)
	}
	b.late.Store(int64(time.Minute))
	// Another process, which verified nothing, sends what this one prepared.
	if _, err := b.open().Send(t.Context(), d.Key, two); err != nil {
		t.Fatalf("Send by a channel that is opened afresh: %v", err)
	}
	b.shows(c, b.public(1)[0], d)
}

func testLimits(t *testing.T, s Suite) {
	for _, x := range stuffs {
		t.Run(x.name, func(t *testing.T) { atLimit(t, s, x.atom, ourLink) })
	}
	t.Run("long link", func(t *testing.T) { atLimit(t, s, "b", "") })
	t.Run("alt text", func(t *testing.T) { altAtLimit(t, s) })
}

func atLimit(t *testing.T, s Suite, atom, link string) {
	b := newBench(t, s)
	c := b.verified()
	desc := c.Describe(b.facts)
	tail := func(link string) string {
		if desc.Link == syndicate.LinkInText {
			return "\n" + link
		}
		return ""
	}
	for n := 300; link == ""; n -= 20 {
		if l := longLink(n); fits(desc.Limits, "aab"+tail(l)) {
			link = l
		}
	}
	full, over, err := brim(desc.Limits, atom, tail(link))
	if err != nil {
		t.Fatal(err)
	}
	d := b.draftOf(c, "brim", link, false)
	d.Post.Hashtags = nil
	d.Post.Text = full
	b.post(c, d)
	b.shows(c, b.public(1)[0], d)
	d.Key.Item, d.Post.Text = "over", over
	p, err := c.Prepare(t.Context(), d)
	if err == nil {
		_, err = c.Send(t.Context(), d.Key, p)
	}
	b.fails("a text one letter over the limit", err, syndicate.Invalid, syndicate.Rejected)
	b.public(1)
}

func altAtLimit(t *testing.T, s Suite) {
	b := newBench(t, s)
	c := b.verified()
	d := b.draft(c, true)
	most := c.Describe(b.facts).Alt
	if d.Media == nil || most == 0 {
		t.Skip("the network takes no alt text")
	}
	alt := altText
	for len(alt) < most {
		alt += " " + altText
	}
	alt = alt[:most-1] + "."
	d.Media.Alt = alt
	image := *d.Post.Image
	image.Alt = alt
	d.Post.Image = &image
	b.post(c, d)
	b.shows(c, b.public(1)[0], d)
}
