package channeltest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"nadi/syndicate"
)

func (b *bench) sought(d syndicate.Draft, p syndicate.Payload) syndicate.Sought {
	return syndicate.Sought{Key: d.Key, Payload: p, Links: []string{d.Post.Link}, Since: b.now()}
}

func testFind(t *testing.T, s Suite) {
	if _, ok := newBench(t, s).open().(syndicate.Finder); !ok {
		t.Skip("the channel cannot find")
	}
	t.Run("posted", func(t *testing.T) { findPosted(t, s, 0) })
	t.Run("posted, a replica is behind", func(t *testing.T) { findPosted(t, s, 2) })
	t.Run("not posted", func(t *testing.T) { findMissing(t, s) })
}

// findPosted sends, loses the reply, and asks until it is found.
func findPosted(t *testing.T, s Suite, lag int) {
	b := newBench(t, s)
	c := b.verified()
	d := b.draft(c, true)
	_, p := b.prepared(d)
	b.lose(d, p)
	b.net.Lag(lag)
	find := b.open().(syndicate.Finder)
	for try := 0; ; try++ {
		a, r, err := find.Find(t.Context(), b.sought(d, p))
		if err != nil {
			t.Fatalf("Find: %v", err)
		}
		if a == syndicate.Found {
			b.receipt(c, r)
			break
		}
		if a == syndicate.Absent {
			t.Fatal("Find says absent of a post that is there")
		}
		if try > lag+1 {
			t.Fatalf("Find has not seen the post after asking %d times", try+1)
		}
	}
	a, _, err := find.Find(t.Context(), b.sought(d, nil))
	if err != nil || a == syndicate.Absent {
		t.Errorf("Find without the payload: %v, %v; want found or not seen", a, err)
	}
}

// lose sends a payload so that its reply is lost.
func (b *bench) lose(d syndicate.Draft, p syndicate.Payload) {
	b.Helper()
	if b.suite.NoHTTP {
		if _, err := b.open().Send(b.Context(), d.Key, p); err != nil {
			b.Fatalf("Send: %v", err)
		}
		return
	}
	b.gate.arm(lost)
	_, err := b.open().Send(b.Context(), d.Key, p)
	b.fails("Send", err, syndicate.Unknown)
}

// findMissing asks for what never arrived, on an account that holds others.
func findMissing(t *testing.T, s Suite) {
	b := newBench(t, s)
	c := b.verified()
	b.post(c, b.draftOf(c, "flu", "https://news.example.org/articles/flu/", false))
	d := b.draft(c, true)
	_, p := b.prepared(d)
	want := syndicate.NotSeen
	if s.Proof {
		want = syndicate.Absent
	}
	a, _, err := b.open().(syndicate.Finder).Find(t.Context(), b.sought(d, p))
	if err != nil || a != want {
		t.Errorf("Find of what never arrived: answer %d, %v; want %d (Suite.Proof says that the key itself is read)", a, err, want)
	}
}

func testRecent(t *testing.T, s Suite) {
	b := newBench(t, s)
	c := b.verified()
	r, ok := c.(syndicate.Reader)
	if !ok {
		t.Skip("the channel cannot read")
	}
	start := b.now().Add(-time.Minute)
	mine := b.post(c, b.draft(c, true))
	others := 120
	if s.Depth > 0 {
		others = s.Depth - 1
	}
	b.fill(c, others)
	all, err := r.Recent(t.Context(), start)
	if err != nil {
		t.Fatalf("Recent: %v", err)
	}
	i := slices.IndexFunc(all, func(x syndicate.Seen) bool { return slices.Contains(x.Links, ourLink) })
	switch {
	case i < 0:
		t.Errorf("Recent returns %d posts and not ours, which %d others followed", len(all), others)
	case all[i].At.IsZero():
		t.Error("Recent does not say when our post was made")
	case all[i].ID != mine.ID:
		t.Errorf("Recent calls our post %q, Send called it %q", all[i].ID, mine.ID)
	case i != len(all)-1:
		t.Errorf("our post is number %d of %d, want the last: newest come first", i+1, len(all))
	}
	b.noSecret("Recent", all)
	since(b, r, len(all))
}

// since demands that nothing older is returned.
func since(b *bench, r syndicate.Reader, before int) {
	b.Helper()
	later, err := r.Recent(b.Context(), b.now().Add(time.Hour))
	if err != nil || len(later) != 0 {
		b.Errorf("Recent since a moment after all posts returns %d of %d, %v", len(later), before, err)
	}
}

// fill puts n other posts on the account.
func (b *bench) fill(c syndicate.Channel, n int) {
	b.Helper()
	f, fills := b.net.(Filler)
	var all []Public
	for i := range n {
		link := fmt.Sprintf("https://news.example.org/articles/other-%d/", i)
		if fills {
			all = append(all, Public{ID: fmt.Sprint(900000 + i), Text: "Other " + link, Links: []string{link}, Lang: "en"})
			continue
		}
		d := b.draftOf(c, fmt.Sprintf("other-%d", i), link, false)
		b.post(c, d)
	}
	if fills {
		f.Fill(all)
	}
}

func testAmend(t *testing.T, s Suite) {
	b := newBench(t, s)
	c := b.verified()
	a, ok := c.(syndicate.Amender)
	if !ok {
		t.Skip("the channel cannot amend")
	}
	d := b.draft(c, true)
	r := b.post(c, d)
	d.Post.Text = wording(c.Describe(b.facts), d.Post, "Corrected: drink before you are thirsty")
	after, err := a.Amend(t.Context(), r, d.Post)
	if err != nil {
		t.Fatalf("Amend: %v", err)
	}
	b.shows(c, b.public(1)[0], d)
	b.receipt(c, after)
}

func testRemove(t *testing.T, s Suite) {
	b := newBench(t, s)
	c := b.verified()
	x, ok := c.(syndicate.Remover)
	if !ok {
		t.Skip("the channel cannot remove")
	}
	b.post(c, b.draftOf(c, "flu", "https://news.example.org/articles/flu/", false))
	r := b.post(c, b.draft(c, true))
	b.public(2)
	for _, again := range []string{"", " again"} {
		if err := x.Remove(t.Context(), r); err != nil {
			t.Fatalf("Remove%s: %v", again, err)
		}
		left := b.public(1)[0]
		if slices.Contains(left.Links, ourLink) {
			t.Errorf("another post than ours was removed")
		}
	}
}

// announced demands that an answer, which carries the address too, is not taken
// for the announcement: who takes that down later would leave the post public.
func announced(b *bench, c syndicate.Channel, r syndicate.Receipt) {
	b.Helper()
	reader, ok := c.(syndicate.Reader)
	if !ok {
		return
	}
	all, err := reader.Recent(b.Context(), b.now().Add(-time.Hour))
	if err != nil {
		b.Fatalf("Recent: %v", err)
	}
	for _, x := range all {
		if syndicate.Carries(x.Links, []string{ourLink}) && x.ID != r.ID {
			b.Errorf("Recent tells of %q, which answers %q, as of an announcement", x.ID, r.ID)
		}
	}
}

func testReply(t *testing.T, s Suite) {
	b := newBench(t, s)
	c := b.verified()
	x, ok := c.(syndicate.Replier)
	if !ok {
		t.Skip("the channel cannot reply")
	}
	d := b.draft(c, false)
	r := b.post(c, d)
	d.Key.Occasion = "correction-2026-11-23"
	d.Post.Image = nil
	d.Post.Text = wording(c.Describe(b.facts), d.Post, "Corrected: drink before you are thirsty")
	after, err := x.Reply(t.Context(), d.Key, r, d.Post)
	if err != nil {
		t.Fatalf("Reply: %v", err)
	}
	all := b.public(2)
	if all[1].Parent != all[0].ID || all[1].Text != d.Post.Text {
		t.Errorf("the reply is %+v; want the text %q under %q", all[1], d.Post.Text, all[0].ID)
	}
	if after.ID == r.ID {
		t.Error("the reply has the receipt of what it replies to")
	}
	b.receipt(c, after)
	announced(b, c, r)
	if s.NoHTTP {
		return
	}
	d.Key.Occasion = "correction-2026-11-24"
	b.gate.arm(lost)
	_, err = x.Reply(t.Context(), d.Key, r, d.Post)
	b.fails("Reply whose answer is lost", err, syndicate.Unknown)
}
