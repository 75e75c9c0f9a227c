package mastodon

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

func TestReadContent(t *testing.T) {
	for _, x := range []struct {
		name, content, text string
		links               []string
	}{
		{"mastodon", asHTML("Heat & <you>\n\n" + link + "\nsoon\n\n#Heat"), "Heat & <you>\n\n" + link + "\nsoon\n\n#Heat", []string{link}},
		{"gotosocial", `<p>Heat<br><a href="https://a.example.org/b" rel="nofollow noreferrer noopener" target="_blank">https://a.example.org/b</a> ` +
			`<span class="h-card"><a href="https://social.example/@ward" class="u-url mention">@<span>ward</span></a></span></p>`, "Heat\nhttps://a.example.org/b @ward", []string{"https://a.example.org/b"}},
		{"one mark is enough", `<a href="/a" class="hashtag">#a</a> <a href="/b" rel="tag">#b</a> <a href="/c" class="mention">@c</a> <a href="/d">d</a>`, "#a #b @c d", []string{"/d"}},
		{"no markup", "Heat", "Heat", nil},
		{"empty", "", "", nil},
		{"broken", `<p>Heat <a href="https://a.example.org/b`, "Heat", nil},
		{"without address", `<p><a>Heat</a></p>`, "Heat", nil},
		{"entities", `<p>a &amp; b <a href="https://a.example.org/?b=1&amp;c=2">c</a></p>`, "a & b c", []string{"https://a.example.org/?b=1&c=2"}},
	} {
		text, links := readContent(x.content)
		if text != x.text || !cmp.Equal(links, x.links) {
			t.Errorf("%s: %q, %q; want %q, %q", x.name, text, links, x.text, x.links)
		}
	}
}

func TestCarries(t *testing.T) {
	for _, x := range []struct {
		a, b string
		same bool
	}{
		{"https://news.example.org/heat/", "http://News.Example.org/heat", true},
		{"https://news.example.org/heat/#top", "https://news.example.org:443/heat/", true},
		{"https://news.example.org/%e0%a4%b2", "https://news.example.org/ल/", true},
		{"https://अस्पताल.example/a", "https://xn--80ar2ci4a9d1bc.example/a", false},
		{"https://bücher.example/a", "https://xn--bcher-kva.example/a", true},
		{"https://news.example.org/heat/", "https://news.example.org/heat/2", false},
		{"https://news.example.org/heat/", "https://news.example.org/Heat/", false},
		{"https://news.example.org/heat?a=1", "https://news.example.org/heat", false},
		{"https://news.example.org:8080/heat", "https://news.example.org/heat", false},
		{"https://other.example.org/heat", "https://news.example.org/heat", false},
	} {
		if got := syndicate.Carries([]string{"https://x.example.org", x.a}, []string{x.b}); got != x.same {
			t.Errorf("%s and %s: same is %v", x.a, x.b, got)
		}
	}
}

// Pages are followed to their end, also where one is short, and only as far as
// the posts are new enough. Boosts are not the account's own.
func TestRecentPages(t *testing.T) {
	f := newFake(manners{})
	at := channeltest.Moment()
	f.now = func() time.Time { return at }
	for i := range 130 {
		at = channeltest.Moment().Add(time.Duration(i) * time.Minute)
		f.put(&fakePost{at: at, boost: i > 45 && i < 66, deleting: i > 95 && i < 115, visibility: "public", Public: channeltest.Public{Text: fmt.Sprintf("Post https://news.example.org/%d/", i)}})
	}
	c := opened(t, f, nil)
	for _, x := range []struct{ from, want, requests int }{{0, 91, 5}, {100, 15, 2}, {129, 1, 2}, {130, 0, 2}} {
		c.id, f.asked = "", nil
		all, err := c.Recent(t.Context(), channeltest.Moment().Add(time.Duration(x.from)*time.Minute))
		if err != nil || len(all) != x.want {
			t.Fatalf("since %d: %d posts, %v; want %d", x.from, len(all), err, x.want)
		}
		if len(f.asked) != x.requests {
			t.Errorf("since %d: %d requests, want %d", x.from, len(f.asked), x.requests)
		}
		for i, s := range all[:min(len(all), 1)] {
			want := syndicate.Seen{Receipt: syndicate.Receipt{ID: s.ID, URL: "https://social.example/@riverside/" + s.ID}, At: channeltest.Moment().Add(129 * time.Minute),
				Links: []string{"https://news.example.org/129/"}, Text: "Post https://news.example.org/129/"}
			if diff := cmp.Diff(want, s); diff != "" {
				t.Errorf("post %d: %s", i, diff)
			}
		}
	}
}

// What the account boosted and what it wrote to single people is not read,
// whatever the server lists.
func TestRecentOwn(t *testing.T) {
	f := newFake(manners{allBoosts: true})
	text := channeltest.Public{Text: "Post " + link, Lang: "hi"}
	f.put(&fakePost{at: f.now(), visibility: "public", boost: true, Public: text})
	f.put(&fakePost{at: f.now(), visibility: "direct", Public: text})
	c := opened(t, f, nil)
	all, err := c.Recent(t.Context(), time.Time{})
	if err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
	a, _, err := c.Find(t.Context(), syndicate.Sought{Key: draft(false).Key, Links: []string{link}, Since: f.now()})
	if err != nil || a != syndicate.NotSeen {
		t.Errorf("answer %d, %v", a, err)
	}
	f.put(&fakePost{at: f.now(), visibility: "unlisted", Public: text})
	if all, err = c.Recent(t.Context(), time.Time{}); err != nil || len(all) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
}

// The card's address counts as one of the post's; who has no page for people
// is named by the address for servers.
func TestStatus(t *testing.T) {
	var s status
	if err := json.Unmarshal([]byte(`{"id":"7","uri":"https://social.example/users/a/statuses/7","url":null,"in_reply_to_id":null,
		"content":"<p>Heat <a href=\"https://s.example.org/x\">x</a></p>","card":{"url":"`+link+`"},"reblog":null}`), &s); err != nil {
		t.Fatal(err)
	}
	if want := []string{"https://s.example.org/x", link}; !cmp.Equal(s.links(), want) {
		t.Errorf("links %q, want %q", s.links(), want)
	}
	if r := s.receipt(); r.URL != "https://social.example/users/a/statuses/7" {
		t.Errorf("receipt %+v", r)
	}
}

// A server that does not know max_id is not asked for ever.
func TestRecentStuck(t *testing.T) {
	f := newFake(manners{})
	f.put(&fakePost{at: channeltest.Moment(), visibility: "public", Public: channeltest.Public{Text: "Heat"}})
	n := 0
	c := opened(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n++
		q := r.URL.Query()
		q.Del("max_id") // a server that does not know it
		r.URL.RawQuery = q.Encode()
		f.ServeHTTP(w, r)
	}), nil)
	if _, err := c.Recent(t.Context(), time.Time{}); err != nil || n > 4 {
		t.Errorf("%v after %d requests", err, n)
	}
}

// An announcement and its correction carry the same address within minutes.
func TestFindAmongReplies(t *testing.T) {
	f := newFake(manners{})
	c := opened(t, f, nil)
	d := draft(false)
	payload := prepared(t, c, d)
	announced := posted(t, c, d)
	correction := d.Key
	correction.Occasion = "correction-2026-11-23"
	find := func(k syndicate.Key, p syndicate.Payload) (syndicate.Answer, string) {
		a, r, err := c.Find(t.Context(), syndicate.Sought{Key: k, Payload: p, Links: []string{"https://news.example.org/old", link}, Since: f.now()})
		if err != nil {
			t.Fatal(err)
		}
		return a, r.ID
	}
	if a, _ := find(correction, nil); a != syndicate.NotSeen {
		t.Error("the announcement is taken for its correction")
	}
	d.Post.Text = "Corrected\n\n" + link
	reply, err := c.Reply(t.Context(), correction, announced, d.Post)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		key  syndicate.Key
		p    syndicate.Payload
		want string
	}{{d.Key, payload, announced.ID}, {d.Key, nil, announced.ID}, {correction, nil, reply.ID}} {
		if a, id := find(x.key, x.p); a != syndicate.Found || id != x.want {
			t.Errorf("%s, payload %q: answer %d, %s; want %s", x.key, x.p, a, id, x.want)
		}
	}
}

// Find looks five minutes back and no further.
func TestFindSince(t *testing.T) {
	f := newFake(manners{})
	c := opened(t, f, nil)
	d := draft(false)
	payload := prepared(t, c, d)
	posted(t, c, d)
	for wait, want := range map[time.Duration]syndicate.Answer{-time.Hour: syndicate.Found, 4 * time.Minute: syndicate.Found, 6 * time.Minute: syndicate.NotSeen} {
		a, _, err := c.Find(t.Context(), syndicate.Sought{Key: d.Key, Payload: payload, Links: []string{link}, Since: f.now().Add(wait)})
		if err != nil || a != want {
			t.Errorf("sent %v after the post: answer %d, %v; want %d", wait, a, err, want)
		}
	}
}

func TestAmend(t *testing.T) {
	f := newFake(manners{})
	c := opened(t, f, map[string]string{"spoiler": "Health"})
	d := draft(true)
	r := posted(t, c, d)
	d.Post.Text = "Corrected " + link
	d.Post.Image.Alt = "Two glasses of water"
	if _, err := c.Amend(t.Context(), r, d.Post); err != nil {
		t.Fatal(err)
	}
	p := f.Public()[0]
	if p.Text != d.Post.Text || !p.Picture || p.Alt != "Two glasses of water" || f.posts[0].spoiler != "Health" {
		t.Errorf("readers see %+v behind %q", p, f.posts[0].spoiler)
	}
	d.Post.Image = nil // an item whose picture is gone does not take it from the post
	if _, err := c.Amend(t.Context(), r, d.Post); err != nil {
		t.Fatal(err)
	}
	if p := f.Public()[0]; !p.Picture || p.Alt != "Two glasses of water" {
		t.Errorf("readers see %+v", p)
	}
	_, err := c.Amend(t.Context(), syndicate.Receipt{ID: "1"}, d.Post)
	isKind(t, "amending what is not there", err, syndicate.Rejected)
	_, err = c.Amend(t.Context(), syndicate.Receipt{URL: r.URL}, d.Post)
	isKind(t, "amending without an id", err, syndicate.Invalid)
}

// Only the API's own 404 means that a post is not there.
func TestRemove(t *testing.T) {
	f := newFake(manners{})
	c := opened(t, f, nil)
	r := posted(t, c, draft(true))
	if err := c.Remove(t.Context(), r); err != nil || len(f.Public()) != 0 {
		t.Errorf("%v, %d posts left", err, len(f.Public()))
	}
	if last := f.asked[len(f.asked)-1].url; !strings.Contains(last, "delete_media=true") {
		t.Errorf("asked %s: the picture stays for a day", last)
	}
	if err := c.Remove(t.Context(), r); err != nil {
		t.Errorf("again: %v", err)
	}
	isKind(t, "without an id", c.Remove(t.Context(), syndicate.Receipt{}), syndicate.Invalid)
	for what, h := range map[string]http.HandlerFunc{
		"another server's page": http.NotFound,
		"a page that says OK":   func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") },
		"an empty object":       func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "{}") },
	} {
		if err := opened(t, h, nil).Remove(t.Context(), r); err == nil {
			t.Errorf("%s is taken for a removal", what)
		}
	}
}

func TestReplyToNothing(t *testing.T) {
	c := opened(t, newFake(manners{}), nil)
	_, err := c.Reply(t.Context(), draft(false).Key, syndicate.Receipt{}, draft(false).Post)
	isKind(t, "without an id", err, syndicate.Invalid)
	_, err = c.Reply(t.Context(), draft(false).Key, syndicate.Receipt{ID: "1"}, draft(false).Post)
	isKind(t, "to a post that is not there", err, syndicate.Rejected)
}
