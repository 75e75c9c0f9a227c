package bluesky

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
)

func pdsPost(t *testing.T, fresh func(*testing.T) *Channel) {
	c := fresh(t)
	d := pdsDraft(t, "post")
	payload := prepared(t, c, d)
	r, err := c.Send(t.Context(), d.Key, payload)
	if err != nil {
		t.Fatal(err)
	}
	at, _ := placeOf(r.ID)
	first, err := c.get(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	again, err := fresh(t).Send(t.Context(), d.Key, prepared(t, fresh(t), d))
	if err != nil || again.ID != r.ID {
		t.Errorf("sent again, prepared again: %+v, %v; want %+v", again, err, r)
	}
	second, err := c.get(t.Context(), at)
	if err != nil || second.CID != first.CID || count(t, c, d.Post.Link) != 1 {
		t.Errorf("after a repeat: %+v, %v, %d posts; before %+v", second, err, count(t, c, d.Post.Link), first)
	}
	if second.Value.Text != d.Post.Text || !slices.Equal(second.Value.links(), []string{d.Post.Link}) {
		t.Errorf("read back: %+v", second.Value)
	}
	for _, f := range second.Value.Facets {
		if part := second.Value.Text[f.Index.Start:f.Index.End]; part != f.Features[0].URI && part != "#"+f.Features[0].Tag {
			t.Errorf("the facet %+v marks %q", f, part)
		}
	}
	if len(second.Value.Facets) != 3 {
		t.Errorf("%d facets, want a link and two tags", len(second.Value.Facets))
	}
	for _, payload := range []syndicate.Payload{payload, nil} {
		if a, got := find(t, fresh(t), d, payload); a != syndicate.Found || got.ID != r.ID {
			t.Errorf("Find: %v, %+v", a, got)
		}
	}
}

// pdsPicture compares what the server keeps with what was sent.
func pdsPicture(t *testing.T, fresh func(*testing.T) *Channel) {
	c := fresh(t)
	d := pdsDraft(t, "picture")
	r := posted(t, c, d)
	at, _ := placeOf(r.ID)
	there, err := c.get(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	thumb := there.Value.Embed.External.Thumb
	if thumb == nil || thumb.MIME != "image/png" || thumb.Ref.Link != cid(raw, d.Media.Data) {
		t.Fatalf("the thumbnail is %+v, want %s", thumb, cid(raw, d.Media.Data))
	}
	req, err := http.NewRequestWithContext(t.Context(), "GET", c.pds.Base+xrpc("com.atproto.sync.getBlob")+"?"+url.Values{"did": {at.repo}, "cid": {thumb.Ref.Link}}.Encode(), nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if data, err := io.ReadAll(resp.Body); err != nil || !bytes.Equal(data, d.Media.Data) {
		t.Errorf("getBlob: status %d, %d bytes, %v; want the %d that were sent", resp.StatusCode, len(data), err, len(d.Media.Data))
	}
	d = pdsDraft(t, "no-such-picture")
	var w write
	if err := json.Unmarshal(prepared(t, c, d), &w); err != nil {
		t.Fatal(err)
	}
	w.Record.Embed.External.Thumb.Ref.Link = cid(raw, []byte("never uploaded"))
	payload, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Send(t.Context(), d.Key, payload)
	isKind(t, "a picture that was never uploaded", err, syndicate.Unavailable)
}

func pdsOtherBytes(t *testing.T, fresh func(*testing.T) *Channel) {
	c := fresh(t)
	d := pdsDraft(t, "bytes")
	posted(t, c, d)
	other := d
	other.Post.Text = "Other words #Heat"
	_, err := c.Send(t.Context(), d.Key, prepared(t, c, other))
	isKind(t, "other words", err, syndicate.Duplicate)
	foreign := d
	foreign.Post.Link, foreign.Post.Text = "https://news.example.org/foreign/", "Foreign"
	p := prepared(t, c, foreign)
	_, err = c.Send(t.Context(), d.Key, p)
	isKind(t, "another article", err, syndicate.Rejected)
	if a, _ := find(t, c, foreign, p); a != syndicate.Absent {
		t.Errorf("Find of the other article: %v", a)
	}
	all, err := c.Recent(t.Context(), d.Due)
	if err != nil || !slices.ContainsFunc(all, func(s syndicate.Seen) bool { return s.Text == d.Post.Text }) || count(t, c, d.Post.Link) != 1 {
		t.Errorf("the first post was touched: %+v, %v", all, err)
	}
}

func pdsRemove(t *testing.T, fresh func(*testing.T) *Channel) {
	c := fresh(t)
	d := pdsDraft(t, "remove")
	p := prepared(t, c, d)
	r, err := c.Send(t.Context(), d.Key, p)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := c.Remove(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		if n := count(t, c, d.Post.Link); n != 0 {
			t.Errorf("%d posts after the removal", n)
		}
	}
	if a, _ := find(t, c, d, p); a != syndicate.Absent {
		t.Errorf("Find after the removal: %v", a)
	}
	_, err = c.Reply(t.Context(), keyFor("remove"), r, d.Post)
	isKind(t, "Reply to what was removed", err, syndicate.Rejected)
}

func pdsReply(t *testing.T, fresh func(*testing.T) *Channel) {
	c := fresh(t)
	d := pdsDraft(t, "reply")
	r := posted(t, c, d)
	k := d.Key
	k.Occasion = "correction-2026-12-01"
	d.Post.Text = "Corrected: पाँच कदम"
	one, err := c.Reply(t.Context(), k, r, d.Post)
	if err != nil {
		t.Fatal(err)
	}
	two, err := fresh(t).Reply(t.Context(), k, r, d.Post)
	if err != nil || one.ID != two.ID || one.ID == r.ID || count(t, c, d.Post.Link) != 1 { // an answer is no announcement
		t.Errorf("replied again: %+v, %v; first %+v", two, err, one)
	}
	above, _ := placeOf(r.ID)
	at, _ := placeOf(one.ID)
	first, err := c.get(t.Context(), above)
	if err != nil {
		t.Fatal(err)
	}
	second, err := c.get(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	if want := (strong{first.URI, first.CID}); second.Value.Reply == nil || second.Value.Reply.Parent != want || second.Value.Reply.Root != want {
		t.Errorf("the reply is under %+v, want %+v", second.Value.Reply, want)
	}
	d.Post.Text = "Other words"
	_, err = c.Reply(t.Context(), k, r, d.Post)
	isKind(t, "Reply with other words", err, syndicate.Duplicate)
	k.Occasion = "retraction"
	if _, err := c.Reply(t.Context(), k, one, d.Post); err != nil {
		t.Errorf("a reply to a reply: %v", err)
	}
}

// pdsLimits sends the longest texts that we take, and tells how the server
// counts those that we refuse.
func pdsLimits(t *testing.T, fresh func(*testing.T) *Channel) {
	c := fresh(t)
	for i, atom := range []string{"a", "é", "न", "क्ष", "क्ष्मि", "नमस्ते", "👩‍👩‍👧‍👦", "🇮🇳", "q̣̇", "3️⃣"} {
		d := pdsDraft(t, fmt.Sprintf("limit-%d", i))
		d.Media = nil
		n := 1
		for fits(strings.Repeat(atom, n+1)) == nil {
			n++
		}
		for d.Post.Text = strings.Repeat(atom, n); fits(d.Post.Text+"x") == nil; {
			d.Post.Text += "x"
		}
		posted(t, c, d)
		w := newWrite(c.session.DID, recordKey(keyFor("over"), d.Due), newRecord(d.Post, d.Due))
		w.Record.Text += "x"
		body, err := json.Marshal(w)
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.put(t.Context(), place{w.Repo, w.Key}, body)
		if err != nil {
			isKind(t, "one letter more", err, syndicate.Rejected)
		}
		t.Logf("%d × %s: taken; one letter more: %v", n, atom, err)
	}
}

// pdsRefresh replaces a session as when its token has run out.
func pdsRefresh(t *testing.T, fresh func(*testing.T) *Channel) {
	c := fresh(t)
	if err := c.known(t.Context()); err != nil {
		t.Fatal(err)
	}
	old := c.session
	time.Sleep(time.Second + 50*time.Millisecond) // tokens differ by their second
	if err := c.renew(t.Context()); err != nil {
		t.Fatal(err)
	}
	if c.session.Access == old.Access || c.session.DID != old.DID || c.pds.Base == "" {
		t.Error("the session was not replaced")
	}
	posted(t, c, pdsDraft(t, "refresh"))
	c.session.Access, c.session.Refresh = "nonsense", "nonsense"
	d := pdsDraft(t, "nonsense")
	d.Media = nil // uploadBlob answers such a token with 500
	_, err := c.Send(t.Context(), d.Key, prepared(t, c, d))
	isKind(t, "Send with nonsense for a token", err, syndicate.Auth)
	if err := c.renew(t.Context()); err != nil {
		t.Errorf("without a refresh token: %v", err)
	}
}

// pdsPages reads more posts than the server gives at once.
func pdsPages(t *testing.T, fresh func(*testing.T) *Channel) {
	c := fresh(t)
	d := pdsDraft(t, "first-of-many")
	d.Due, d.Media = d.Due.Add(time.Hour), nil
	first := posted(t, c, d)
	for i := range 105 {
		d := pdsDraft(t, fmt.Sprintf("many-%d", i))
		d.Due, d.Media = d.Due.Add(time.Hour+time.Duration(i+1)*time.Second), nil
		posted(t, c, d)
	}
	all, err := c.Recent(t.Context(), d.Due)
	if err != nil || len(all) < 106 {
		t.Fatalf("Recent: %d posts, %v", len(all), err)
	}
	if !slices.IsSortedFunc(all, func(a, b syndicate.Seen) int { return b.At.Compare(a.At) }) {
		t.Error("not the newest first")
	}
	if !slices.ContainsFunc(all, func(s syndicate.Seen) bool { return s.ID == first.ID && s.At.Equal(d.Due) }) {
		t.Error("the first of them is missing")
	}
}

// pdsCrash loses the reply and asks afterwards, with another connection.
func pdsCrash(t *testing.T, dying, later *Channel, before bool) {
	d := pdsDraft(t, map[bool]string{true: "before", false: "after"}[before])
	p := prepared(t, dying, d)
	_, err := dying.Send(context.WithoutCancel(t.Context()), d.Key, p)
	isKind(t, "Send", err, syndicate.Unknown)
	want, posts := syndicate.Found, 1
	if before {
		want, posts = syndicate.Absent, 0
	}
	if a, _ := find(t, later, d, p); a != want || count(t, later, d.Post.Link) != posts {
		t.Errorf("Find: %v, %d posts; want %v, %d", a, count(t, later, d.Post.Link), want, posts)
	}
	if _, err := later.Send(t.Context(), d.Key, p); err != nil {
		t.Errorf("sent again: %v", err)
	}
	if n := count(t, later, d.Post.Link); n != 1 {
		t.Errorf("%d posts after sending again", n)
	}
}
