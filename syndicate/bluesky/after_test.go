package bluesky

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
)

// Every write says that it may not overwrite.
func TestCreateOnly(t *testing.T) {
	f := newFake()
	c := opened(t, f)
	d := draft(false)
	r := posted(t, c, d)
	d.Key.Occasion = "correction-2026-11-23"
	if _, err := c.Reply(t.Context(), d.Key, r, d.Post); err != nil {
		t.Fatal(err)
	}
	if len(f.asked) != 2 {
		t.Fatalf("%d writes", len(f.asked))
	}
	for _, a := range f.asked {
		if !strings.Contains(string(a.body), `"swapRecord":null`) || !strings.Contains(string(a.body), `"validate":true`) {
			t.Errorf("the write %s may overwrite", a.body)
		}
	}
}

// What is under the key already decides what a refusal means.
func TestKeyInUse(t *testing.T) {
	for _, x := range []struct {
		name   string
		change func(*syndicate.Draft)
		kind   syndicate.Kind // 0: a receipt
	}{
		{"the same", func(*syndicate.Draft) {}, 0},
		{"another picture", func(d *syndicate.Draft) { d.Media.Data = []byte("another") }, syndicate.Duplicate},
		{"other words", func(d *syndicate.Draft) { d.Post.Text = "लू" }, syndicate.Duplicate},
		{"another article", func(d *syndicate.Draft) { d.Post.Link = "https://news.example.org/articles/flu/" }, syndicate.Rejected},
		{"no article", func(d *syndicate.Draft) { d.Post.Link = "" }, syndicate.Rejected},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := newFake()
			c := opened(t, f)
			d := draft(true)
			x.change(&d)
			posted(t, c, d)
			before := f.Public()
			d = draft(true)
			r, err := c.Send(t.Context(), d.Key, prepared(t, c, d))
			if x.kind != 0 {
				if e := isKind(t, "Send", err, x.kind); !strings.Contains(e.Hint, "https://bsky.app/profile/"+fakeDID+"/post/3n2xrcu53rxn2") {
					t.Errorf("hint %q", e.Hint)
				}
			} else if err != nil || r.ID != before[0].ID {
				t.Errorf("Send: %+v, %v", r, err)
			}
			if after := f.Public(); len(after) != 1 || after[0].Text != before[0].Text {
				t.Errorf("readers see %+v, before %+v", after, before)
			}
			answer, r, err := c.Find(t.Context(), syndicate.Sought{Key: d.Key, Payload: prepared(t, c, d), Links: []string{link}})
			want := syndicate.Found
			if x.kind == syndicate.Rejected {
				want = syndicate.Absent
			}
			if err != nil || answer != want || (r.ID != "") != (want == syndicate.Found) {
				t.Errorf("Find: %v, %+v, %v; want %v", answer, r, err, want)
			}
		})
	}
}

// A refusal is no proof that the record is foreign while it cannot be read.
func TestKeyInUseUnreadable(t *testing.T) {
	f := newFake()
	broken := false
	c := opened(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if broken && strings.HasSuffix(r.URL.Path, "getRecord") {
			fail(w, 502, "UpstreamFailure", "")
			return
		}
		f.ServeHTTP(w, r)
	}))
	d := draft(false)
	posted(t, c, d)
	d.Post.Text = "लू"
	broken = true
	p := prepared(t, c, d)
	_, err := c.Send(t.Context(), d.Key, p)
	isKind(t, "Send", err, syndicate.Duplicate)
	_, _, err = c.Find(t.Context(), syndicate.Sought{Key: d.Key, Payload: p})
	isKind(t, "Find", err, syndicate.Unavailable)
}

// An article that moved is found by its old address, and one whose payload is
// gone by its key.
func TestFind(t *testing.T) {
	f := newFake()
	c := opened(t, f)
	d := draft(true)
	r := posted(t, c, d)
	moved := d
	moved.Post.Link = "https://news.example.org/articles/heat-wave/"
	p := prepared(t, c, moved)
	other := d.Key
	other.Occasion = "reshare-2"
	for _, x := range []struct {
		name  string
		s     syndicate.Sought
		found syndicate.Answer
	}{
		{"moved", syndicate.Sought{Key: d.Key, Payload: p, Links: []string{moved.Post.Link, link}}, syndicate.Found},
		{"no payload", syndicate.Sought{Key: d.Key}, syndicate.Found},
		{"no payload, not posted", syndicate.Sought{Key: other}, syndicate.NotSeen},
		{"a payload that is none", syndicate.Sought{Key: d.Key, Payload: []byte("reply")}, syndicate.Found},
		{"of another account", syndicate.Sought{Key: d.Key, Payload: []byte(`{"repo":"did:plc:b","rkey":"3n2xrcu53rxn2"}`)}, syndicate.Found},
	} {
		answer, got, err := c.Find(t.Context(), x.s)
		if err != nil || answer != x.found || x.found == syndicate.Found && got.ID != r.ID {
			t.Errorf("%s: %v, %+v, %v; want %v", x.name, answer, got, err, x.found)
		}
	}
	if err := c.Remove(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if answer, _, err := c.Find(t.Context(), syndicate.Sought{Key: d.Key, Payload: prepared(t, c, d)}); err != nil || answer != syndicate.Absent {
		t.Errorf("after its removal: %v, %v", answer, err)
	}
}

// Posts of other programs are read too, whatever they look like.
func TestRecent(t *testing.T) {
	f := newFake()
	for i, data := range []string{
		`{"$type":"app.bsky.feed.post","text":"see https://a.example/1.","createdAt":"2026-11-23T09:00:00+05:30"}`,
		`{"$type":"app.bsky.feed.post","text":"quoted","createdAt":"2026-11-23T09:00:00Z","embed":{"$type":"app.bsky.embed.recordWithMedia","record":{"uri":"at://x"},"media":{"$type":"app.bsky.embed.external","external":{"uri":"https://a.example/2","title":"","description":""}}}}`,
		`{"$type":"app.bsky.feed.post","text":"shortened a.example/3…","createdAt":"2026-11-23T09:00:00Z","facets":[{"index":{"byteStart":10,"byteEnd":24},"features":[{"$type":"app.bsky.richtext.facet#link","uri":"https://a.example/3"}]}]}`,
		`{"$type":"app.bsky.feed.post","text":["odd"],"createdAt":7}`,
		`{"$type":"app.bsky.feed.post","text":"no date","createdAt":"yesterday"}`,
		`{"$type":"app.bsky.feed.post","text":"old","createdAt":"2020-01-01T00:00:00Z"}`,
	} {
		f.keep(encodeTID(uint64(draft(false).Due.UnixMicro()-int64(i)), 1), []byte(data))
	}
	all, err := opened(t, f).Recent(t.Context(), draft(false).Due.Add(-6*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range all {
		got = append(got, s.At.UTC().Format("15:04")+" "+s.Text+" "+strings.Join(s.Links, " "))
		if s.ID == "" || !strings.HasPrefix(s.URL, "https://bsky.app/profile/"+fakeDID+"/post/3n2x") {
			t.Errorf("receipt %+v", s.Receipt)
		}
	}
	want := []string{
		"03:30 see https://a.example/1. https://a.example/1",
		"09:00 quoted https://a.example/2",
		"09:00 shortened a.example/3… https://a.example/3",
		"08:59  ",
		"08:59 no date ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Reading stops where the keys are old, and ends where the records end.
func TestRecentPages(t *testing.T) {
	f := newFake()
	due := draft(false).Due
	for i := range 350 {
		at := due.Add(-time.Duration(i) * time.Hour)
		data, _ := json.Marshal(record{Type: collection, Text: "x", Created: at.UTC().Format(stamp)})
		f.keep(encodeTID(uint64(at.UnixMicro()), 1), data)
	}
	for _, x := range []struct {
		back  time.Duration
		posts int
		pages int
	}{{10 * time.Hour, 11, 1}, {90 * time.Hour, 91, 2}, {5000 * time.Hour, 350, 5}} {
		c := opened(t, f)
		n := len(f.calls)
		all, err := c.Recent(t.Context(), due.Add(-x.back))
		if err != nil || len(all) != x.posts {
			t.Errorf("%v back: %d posts, %v; want %d", x.back, len(all), err, x.posts)
		}
		if got := strings.Count(f.since(n), "listRecords"); got != x.pages {
			t.Errorf("%v back: %d pages, want %d", x.back, got, x.pages)
		}
	}
}

func TestReply(t *testing.T) {
	f := newFake()
	c := opened(t, f)
	d := draft(true)
	first := posted(t, c, d)
	k := d.Key
	k.Occasion = "correction-2026-12-01"
	p := d.Post
	p.Text = "Corrected: पाँच कदम\n\n" + link
	second, err := c.Reply(t.Context(), k, first, p)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := c.Reply(t.Context(), k, first, p); err != nil || again.ID != second.ID || len(f.Public()) != 2 {
		t.Errorf("replied again: %+v, %v, %d posts", again, err, len(f.Public()))
	}
	k.Occasion = "retraction"
	third, err := c.Reply(t.Context(), k, second, p)
	if err != nil {
		t.Fatal(err)
	}
	var records []record
	for _, r := range []syndicate.Receipt{first, second, third} {
		at, _ := placeOf(r.ID)
		var rec record
		if err := json.Unmarshal(f.records[at.key].data, &rec); err != nil {
			t.Fatal(err)
		}
		records = append(records, rec)
	}
	two, three := records[1].Reply, records[2].Reply
	if two.Root != two.Parent || two.Parent.URI != first.ID || three.Root != two.Root || three.Parent.URI != second.ID {
		t.Errorf("replies %+v, %+v", two, three)
	}
	if records[1].Created != "2026-12-01T00:00:00.000Z" || records[2].Created != "2026-12-01T00:00:01.000Z" {
		t.Errorf("dated %s, %s", records[1].Created, records[2].Created)
	}
	if answer, r, err := c.Find(t.Context(), syndicate.Sought{Key: k, Payload: []byte("reply")}); err != nil || answer != syndicate.Found || r.ID != third.ID {
		t.Errorf("Find of a reply: %v, %+v, %v", answer, r, err)
	}
}

// A reply whose key is taken: by itself, although the post above was changed;
// by other words.
func TestReplyTaken(t *testing.T) {
	f := newFake()
	c := opened(t, f)
	d := draft(true)
	first := posted(t, c, d)
	k := d.Key
	k.Occasion = "retraction"
	r, err := c.Reply(t.Context(), k, first, d.Post)
	if err != nil {
		t.Fatal(err)
	}
	at, _ := placeOf(first.ID)
	changed := f.records[at.key]
	changed.data = []byte(strings.Replace(string(changed.data), "पाँच", "छह", 1))
	f.records[at.key] = changed
	if again, err := c.Reply(t.Context(), k, first, d.Post); err != nil || again.ID != r.ID {
		t.Errorf("replied again: %+v, %v", again, err)
	}
	p := d.Post
	p.Text = "other words"
	_, err = c.Reply(t.Context(), k, first, p)
	isKind(t, "Reply with other words", err, syndicate.Duplicate)
	if len(f.Public()) != 2 {
		t.Errorf("%d posts", len(f.Public()))
	}
}

func TestWithoutAPost(t *testing.T) {
	f := newFake()
	c := opened(t, f)
	d := draft(false)
	r := posted(t, c, d)
	for _, id := range []string{"", "12345", "at://did:plc:b/app.bsky.feed.like/3n2xrcu53rxn2", "at://riverside.example.org/app.bsky.feed.post/3n2xrcu53rxn2", "at://did:plc:b/app.bsky.feed.post/3n2xrcu53rxn2"} {
		isKind(t, "Remove "+id, c.Remove(t.Context(), syndicate.Receipt{ID: id}), syndicate.Invalid)
		_, err := c.Reply(t.Context(), d.Key, syndicate.Receipt{ID: id}, d.Post)
		isKind(t, "Reply to "+id, err, syndicate.Invalid)
	}
	if len(f.Public()) != 1 {
		t.Error("something was removed")
	}
	if err := c.Remove(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	_, err := c.Reply(t.Context(), d.Key, r, d.Post)
	isKind(t, "Reply to what was deleted", err, syndicate.Rejected)
}

func TestReplied(t *testing.T) {
	above := time.Date(2026, 11, 23, 9, 0, 0, 500, time.UTC)
	for occasion, want := range map[string]string{
		"correction-2026-12-01": "2026-12-01T00:00:00.000Z",
		"correction-2026-11-23": "2026-11-23T09:00:01.000Z",
		"retraction":            "2026-11-23T09:00:01.000Z",
		"correction-2026-13-01": "2026-11-23T09:00:01.000Z",
	} {
		if got := replied(occasion, above).Format(stamp); got != want {
			t.Errorf("%s is dated %s, want %s", occasion, got, want)
		}
	}
}

// A removal whose answer is lost may have happened.
func TestRemoveLost(t *testing.T) {
	f := newFake()
	c := opened(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.ServeHTTP(w, r)
		if strings.HasSuffix(r.URL.Path, "deleteRecord") {
			panic(http.ErrAbortHandler)
		}
	}))
	r := posted(t, c, draft(false))
	isKind(t, "Remove", c.Remove(t.Context(), r), syndicate.Unknown)
	if len(f.Public()) != 0 {
		t.Error("the post is still there")
	}
}
