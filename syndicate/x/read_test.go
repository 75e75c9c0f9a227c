package x

import (
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

// TestWords: what is read back is what was sent, although X shortens links,
// escapes signs and appends the picture.
func TestWords(t *testing.T) {
	b := newBench(t)
	c := b.open()
	text := "Is 1 < 2 & \"3\" > 2?\n\n" + articleLink + " https://news.example.org/articles/flu/?a=1&b=2"
	b.sent(c, draft(text))
	all, err := c.Recent(t.Context(), b.clock().Add(-time.Minute))
	if err != nil || len(all) != 1 {
		t.Fatalf("Recent: %v, %v", all, err)
	}
	if all[0].Text != text {
		t.Errorf("text is %q, want %q", all[0].Text, text)
	}
}

// TestNamesOfFields: the names of 2026 and those before, on servers that refuse
// the other or ignore it.
func TestNamesOfFields(t *testing.T) {
	for _, x := range []struct {
		fields string
		deaf   bool
		reads  int
	}{
		{"post.fields", false, 1}, {"post.fields", true, 1}, {"tweet.fields", false, 2}, {"tweet.fields", true, 2},
	} {
		b := newBench(t)
		b.fields, b.deaf = x.fields, x.deaf
		c := b.open()
		b.sent(c, draft("Drink "+articleLink))
		b.calls()
		for _, reads := range []int{x.reads, 1} { // once learnt, it is known
			all, err := c.Recent(t.Context(), b.clock().Add(-time.Minute))
			if err != nil || len(all) != 1 || all[0].Links[0] != articleLink {
				t.Errorf("%+v: %+v, %v", x, all, err)
			}
			if got := strings.Count(b.calls(), "/tweets"); got != reads {
				t.Errorf("%+v: %d reads, want %d", x, got, reads)
			}
		}
	}
}

// TestBlind: a list without dates or links is no list.
func TestBlind(t *testing.T) {
	for _, body := range []string{
		`{"data":[{"id":"1","text":"Drink https://t.co/a"}]}`,
		`{"data":[{"id":"2","text":"Drink","created_at":"2026-11-23T08:59:00.000Z"},{"id":"1","text":"Drink"}]}`,
		`{"data":[{"id":"1","text":"Drink"}]}`,
		`{"errors":[{"title":"Authorization Error","type":"https://api.x.com/2/problems/not-authorized-for-resource","detail":"Sorry"}]}`,
		`{"data":{"id":"1"}}`,
		`{"data":[{"id":"1","text":"Drink","created_at":"yesterday"}]}`,
	} {
		b := newBench(t)
		b.answering("GET /2/users/"+fakeID+"/tweets", 200, body)
		c := b.open()
		all, err := c.Recent(t.Context(), b.clock().Add(-time.Hour))
		if all != nil {
			t.Errorf("%s: posts all the same: %+v", body, all)
		}
		b.fails(err, syndicate.Unavailable)
		answer, _, err := c.Find(t.Context(), syndicate.Sought{Since: b.clock()})
		if b.fails(err, syndicate.Unavailable); answer != syndicate.NotSeen {
			t.Errorf("%s: Find says %v", body, answer)
		}
	}
}

// TestNoLinks: a post by hand, of which X shows no links, stops nothing.
func TestNoLinks(t *testing.T) {
	b := newBench(t)
	b.answering("GET /2/users/"+fakeID+"/tweets", 200, `{"data":[{"id":"1","text":"A long one … https://t.co/a","created_at":"2026-11-23T08:59:00.000Z"}]}`)
	all, err := b.open().Recent(t.Context(), b.clock().Add(-time.Hour))
	if err != nil || len(all) != 1 || all[0].Links != nil {
		t.Errorf("Recent: %+v, %v", all, err)
	}
}

func TestEmptyAccount(t *testing.T) {
	b := newBench(t)
	all, err := b.open().Recent(t.Context(), b.clock().Add(-time.Hour))
	if err != nil || len(all) != 0 {
		t.Errorf("Recent: %v, %v", all, err)
	}
}

func TestFind(t *testing.T) {
	b := newBench(t)
	c := b.open()
	link := func(text string) string { return text + "\n\n" + articleLink }
	announced := b.sent(c, draft(link("Drink water")))
	again := b.sent(c, draft(link("Drink more water")))
	b.sent(c, syndicate.Draft{Post: syndicate.Post{Text: "Flu https://news.example.org/articles/flu/"}})
	reply := syndicate.Payload(asJSON(payload{Text: link("Corrected: drink tea"), Reply: &reply{To: announced.ID}}))
	post := func(text string) syndicate.Payload { return syndicate.Payload(asJSON(payload{Text: text})) }
	for _, x := range []struct {
		name    string
		payload syndicate.Payload
		links   []string
		since   time.Duration
		want    string // "" means not seen
	}{
		{"by its words", post(link("Drink water")), []string{articleLink}, 0, announced.ID},
		{"by its words, the other", post(link("Drink  more water ")), []string{articleLink}, 0, again.ID},
		{"by an earlier address", post(link("Rest")), []string{"https://news.example.org/articles/warm", "HTTP://NEWS.example.org/articles/heat?utm_source=x#top"}, 0, again.ID},
		{"without payload", nil, []string{articleLink}, 0, again.ID},
		{"a payload of another time", syndicate.Payload("{"), []string{articleLink}, 0, again.ID},
		{"another article", post(link("Drink water")), []string{"https://news.example.org/articles/heat-2/"}, 0, ""},
		{"an answer that is not there", reply, []string{articleLink}, 0, ""},
		{"before it was sent", post(link("Drink water")), []string{articleLink}, 10 * time.Minute, ""},
	} {
		b.late = x.since + time.Hour
		a, r, err := c.Find(t.Context(), syndicate.Sought{Payload: x.payload, Links: x.links, Since: channeltest.Moment().Add(x.since)})
		want := syndicate.Found
		if x.want == "" {
			want = syndicate.NotSeen
		}
		if err != nil || a != want || r.ID != x.want {
			t.Errorf("%s: %v, %q, %v; want %v, %q", x.name, a, r.ID, err, want, x.want)
		}
	}
	b.late = 0
	answered, err := c.Reply(t.Context(), syndicate.Key{}, announced, syndicate.Post{Text: link("Corrected: drink tea")})
	if err != nil {
		t.Fatal(err)
	}
	a, r, err := c.Find(t.Context(), syndicate.Sought{Payload: reply, Links: []string{articleLink}, Since: b.clock()})
	if err != nil || a != syndicate.Found || r.ID != answered.ID {
		t.Errorf("the answer: %v, %q, %v; want %q", a, r.ID, err, answered.ID)
	}
}
