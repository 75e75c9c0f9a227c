package bluesky

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

func TestContract(t *testing.T) {
	channeltest.Run(t, channeltest.Suite{
		Network:  func(*testing.T) channeltest.Network { return newFake() },
		Entry:    Network(),
		Account:  syndicate.Account{Name: "bluesky-hi", Languages: []string{"hi"}},
		Secrets:  map[string]string{"HANDLE": fakeHandle, "APP_PASSWORD": fakePassword},
		Harmless: []string{"HANDLE"},
		Proof:    true,
		Draft: func(d syndicate.Draft) syndicate.Draft {
			d.Due = channeltest.Moment() // a post bears the date of its article, by which it is read back
			return d
		},
	})
}

// opened is a channel to a handler.
func opened(t *testing.T, h http.Handler) *Channel { t.Helper(); return openedWith(t, h, fakePassword) }

func openedWith(t *testing.T, h http.Handler, password string) *Channel {
	t.Helper()
	web := httptest.NewServer(h)
	t.Cleanup(web.Close)
	c, err := open(syndicate.Account{Name: "bluesky-hi", Server: web.URL}, tools(fakeHandle, password))
	if err != nil {
		t.Fatal(err)
	}
	return c.(*Channel)
}

func tools(handle, password string) syndicate.Tools {
	return syndicate.Tools{Transport: &http.Transport{}, Now: channeltest.Moment, Agent: "test",
		Secret: func(n string) syndicate.Secret {
			v := map[string]string{"HANDLE": handle, "APP_PASSWORD": password}[n]
			return syndicate.NewSecret(syndicate.SecretName("bluesky-hi", n), v)
		}}
}

const link = "https://news.example.org/articles/heat/"

func draft(picture bool) syndicate.Draft {
	d := syndicate.Draft{
		Key: syndicate.Key{Site: "k7m2qd9x", Item: "heat", Account: "bluesky-hi", Occasion: syndicate.Announce},
		Post: syndicate.Post{Account: "bluesky-hi", Channel: name, Lang: "hi", Text: "लू से बचें 🫀\n\n#गर्मी", Link: link, Title: "लू से बचें",
			Summary: "पाँच कदम", Hashtags: []string{"गर्मी"}},
		Due: channeltest.Moment(),
	}
	if picture {
		d.Post.Image = &syndicate.Image{URL: "https://news.example.org/media/heat.png", Alt: "A glass of water"}
		d.Media = &syndicate.Media{Data: []byte("a picture"), Type: "image/png", Width: 640, Height: 360, Alt: "A glass of water"}
	}
	return d
}

func prepared(t *testing.T, c *Channel, d syndicate.Draft) syndicate.Payload {
	t.Helper()
	p, err := c.Prepare(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func posted(t *testing.T, c *Channel, d syndicate.Draft) syndicate.Receipt {
	t.Helper()
	r, err := c.Send(t.Context(), d.Key, prepared(t, c, d))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// isKind demands an error of a kind and returns it.
func isKind(t *testing.T, what string, err error, want syndicate.Kind) *syndicate.Error {
	t.Helper()
	var e *syndicate.Error
	if !errors.As(err, &e) || e.Kind != want {
		t.Fatalf("%s: %v (%v), want the kind %v", what, err, syndicate.KindOf(err), want)
	}
	return e
}

func TestOpen(t *testing.T) {
	for _, x := range []struct{ server, base, want string }{
		{"", "https://bsky.social", ""},
		{"https://pds.example.org/", "https://pds.example.org", ""},
		{"https://bsky.app/profile/riverside.example.org", "", "write https://bsky.app"},
		{"http://pds.example.org", "", "not https"},
		{"pds.example.org", "", "not a web address"},
	} {
		c, err := open(syndicate.Account{Server: x.server}, tools(fakeHandle, fakePassword))
		switch {
		case x.want != "":
			if err == nil || !strings.Contains(err.Error(), x.want) {
				t.Errorf("open %q: %v, want %q", x.server, err, x.want)
			}
		case err != nil || c.(*Channel).login.Base != x.base:
			t.Errorf("open %q: %v, want the server %s", x.server, err, x.base)
		}
	}
}

// The vectors are those that the protocol's own libraries make.
func TestTID(t *testing.T) {
	for _, x := range []struct {
		micros, clock uint64
		want          string
	}{
		{1700000000000000, 5, "3ke6kg3wk2227"},
		{0, 0, "2222222222222"},
		{1763856000000000, 1023, "3m6ayx73c22zz"},
		{microMask, 1023, "bzzzzzzzzzzzz"},
	} {
		got := encodeTID(x.micros, x.clock)
		micros, clock, ok := decodeTID(got)
		if got != x.want || !ok || micros != x.micros || clock != x.clock {
			t.Errorf("%d, %d: %s, back %d, %d, %v; want %s", x.micros, x.clock, got, micros, clock, ok, x.want)
		}
	}
	for _, bad := range []string{"", "3ke6kg3wk222", "3ke6kg3wk22277", "kke6kg3wk2227", "3ke6kg3wk2221", "3KE6KG3WK2227", "hello-world12"} {
		if _, _, ok := decodeTID(bad); ok {
			t.Errorf("%q passes for a TID", bad)
		}
	}
}

// The record key is fixed for ever: another would post what is posted already
// once more.
func TestRecordKey(t *testing.T) {
	d := draft(false)
	const want = "3n2xrcu53rxn2"
	if got := recordKey(d.Key, d.Due); got != want {
		t.Errorf("the record key is %s, was %s", got, want)
	}
	seen := map[string]string{}
	for what, change := range map[string]func(*syndicate.Key, *time.Time){
		"nothing":   func(*syndicate.Key, *time.Time) {},
		"site":      func(k *syndicate.Key, _ *time.Time) { k.Site = "other" },
		"item":      func(k *syndicate.Key, _ *time.Time) { k.Item = "flu" },
		"account":   func(k *syndicate.Key, _ *time.Time) { k.Account = "bluesky-en" },
		"occasion":  func(k *syndicate.Key, _ *time.Time) { k.Occasion = "reshare-2" },
		"the split": func(k *syndicate.Key, _ *time.Time) { k.Site, k.Item = "k7m2qd9xh", "eat" },
		"date":      func(_ *syndicate.Key, at *time.Time) { *at = at.Add(time.Second) },
	} {
		k, at := d.Key, d.Due
		change(&k, &at)
		rkey := recordKey(k, at)
		if before, twice := seen[rkey]; twice {
			t.Errorf("another %s has the record key of %s", what, before)
		}
		seen[rkey] = what
		if micros, _, _ := decodeTID(rkey); int64(micros/1_000_000) != at.Unix() {
			t.Errorf("the record key %s is not of the second %v", rkey, at)
		}
		if keyed(rkey, k) != true || keyed(rkey, d.Key) != (k == d.Key) {
			t.Errorf("keyed is wrong of another %s", what)
		}
	}
}

func TestFacets(t *testing.T) {
	type mark struct {
		start, end int
		value      string
	}
	const hi = "https://news.example.org/लेख/लू/"
	for _, x := range []struct {
		name, text, link string
		want             []mark
	}{
		{"nothing", "Drink water. It is # 1, C# and a&b#c.", "", nil},
		{"link after ASCII", "See https://a.example/x now", "", []mark{{4, 23, "https://a.example/x"}}},
		{"Devanagari before", "लू https://a.example/x", "", []mark{{7, 26, "https://a.example/x"}}},
		{"emoji family before", "👩‍👩‍👧‍👦 #Heat", "", []mark{{26, 31, "Heat"}}},
		{"Hindi tag with signs", "बचें #गर्मी।", "", []mark{{13, 29, "गर्मी"}}},
		{"tag with a joiner", "#क्\u200dष", "", []mark{{0, 13, "क्\u200dष"}}},
		{"numbers are no tags", "#1 #2026 #covid19", "", []mark{{9, 17, "covid19"}}},
		{"keycap", "#️⃣ #Heat", "", []mark{{8, 13, "Heat"}}},
		{"tags side by side", "(#Heat, #Sun)#x##y", "", []mark{{1, 6, "Heat"}, {8, 12, "Sun"}, {13, 15, "x"}}},
		{"fragment", "https://a.example/x#part and https://a.example/?q=(#tag", "", []mark{{0, 24, "https://a.example/x#part"}, {29, 55, "https://a.example/?q=(#tag"}}},
		{"end of a sentence", "(see https://a.example/x). Or https://a.example/y_(z)!", "", []mark{{5, 24, "https://a.example/x"}, {30, 53, "https://a.example/y_(z)"}}},
		{"danda", "देखें https://a.example/x।", "", []mark{{16, 35, "https://a.example/x"}}},
		{"quotes", "“https://a.example/x” <https://a.example/y>", "", []mark{{3, 22, "https://a.example/x"}, {27, 46, "https://a.example/y"}}},
		{"Devanagari in the address", hi + " #लू", hi, []mark{{0, len(hi), hi}, {len(hi) + 1, len(hi) + 8, "लू"}}},
		{"our own link may end in a dot", "https://a.example/x. Good", "https://a.example/x.", []mark{{0, 20, "https://a.example/x."}}},
		{"twice", "https://a.example/x https://a.example/x", "", []mark{{0, 19, "https://a.example/x"}, {20, 39, "https://a.example/x"}}},
		{"no address", "http, https:// and http://, xhttps://a.example/x", "", nil},
		{"no tag in a word", "a#b #", "", nil},
		{"too long a tag", "#" + strings.Repeat("a", 65) + " #" + strings.Repeat("b", 64), "", []mark{{67, 132, strings.Repeat("b", 64)}}},
	} {
		var got []mark
		for _, f := range facets(x.text, x.link) {
			got = append(got, mark{f.Index.Start, f.Index.End, f.Features[0].URI + f.Features[0].Tag})
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s %q:\n got %+v\nwant %+v", x.name, x.text, got, x.want)
		}
		if wrong := marks(record{Text: x.text, Facets: facets(x.text, x.link)}); wrong != "" {
			t.Errorf("%s: %s", x.name, wrong)
		}
	}
}

func FuzzFacets(f *testing.F) {
	for _, s := range []string{"लू #गर्मी https://a.example/x।", "((https://a.example/(#x))", "#️⃣##\u200d", "http://http://[::1]/#"} {
		f.Add(s, "https://a.example/x")
	}
	f.Fuzz(func(t *testing.T, text, link string) {
		text = strings.ToValidUTF8(text, "")
		if wrong := marks(record{Text: text, Facets: facets(text, link)}); wrong != "" {
			t.Errorf("%q: %s", text, wrong)
		}
	})
}

// The payload is the body of the request and holds no time but the article's:
// its bytes are fixed.
func TestPayload(t *testing.T) {
	f := newFake()
	c := opened(t, f)
	d := draft(true)
	p := prepared(t, c, d)
	const want = `{"repo":"did:plc:riverside7riverside7aaaa","collection":"app.bsky.feed.post","rkey":"3n2xrcu53rxn2","validate":true,"swapRecord":null,` +
		`"record":{"$type":"app.bsky.feed.post","text":"लू से बचें 🫀\n\n#गर्मी","createdAt":"2026-11-23T09:00:00.000Z","langs":["hi"],` +
		`"facets":[{"index":{"byteStart":33,"byteEnd":49},"features":[{"$type":"app.bsky.richtext.facet#tag","tag":"गर्मी"}]}],` +
		`"embed":{"$type":"app.bsky.embed.external","external":{"uri":"https://news.example.org/articles/heat/","title":"लू से बचें","description":"पाँच कदम",` +
		`"thumb":{"$type":"blob","ref":{"$link":"bafkreieswl5fqaujlayx4qel3bhm7jypl3rvweqzshn4emwetulggu3qrm"},"mimeType":"image/png","size":9}}}}}`
	if string(p) != want {
		t.Errorf("the payload is\n%s\nwant\n%s", p, want)
	}
	if again := prepared(t, opened(t, newFake()), d); string(again) != string(p) {
		t.Errorf("prepared elsewhere it is\n%s", again)
	}
	if _, err := c.Send(t.Context(), d.Key, p); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(f.asked[0].body, p) {
		t.Errorf("sent was\n%s", f.asked[0].body)
	}
}

func TestDateless(t *testing.T) {
	c := opened(t, newFake())
	d := draft(false)
	d.Due = time.Time{}
	one, two := prepared(t, c, d), prepared(t, c, d)
	var w write
	if err := json.Unmarshal(one, &w); err != nil || string(one) != string(two) || w.Record.Created != "2026-01-01T00:00:00.000Z" || !keyed(w.Key, d.Key) {
		t.Errorf("without a date: %s, %v", one, err)
	}
	d.Due = time.Date(2026, 11, 23, 14, 30, 7, 999, time.FixedZone("IST", 19800))
	if err := json.Unmarshal(prepared(t, c, d), &w); err != nil || w.Record.Created != "2026-11-23T09:00:07.000Z" {
		t.Errorf("createdAt is %s, %v", w.Record.Created, err)
	}
}

func TestRefusedBeforeSending(t *testing.T) {
	c := opened(t, newFake())
	for name, change := range map[string]func(*syndicate.Draft){
		"301 letters":     func(d *syndicate.Draft) { d.Post.Text = strings.Repeat("a", 301) },
		"301 by one rule": func(d *syndicate.Draft) { d.Post.Text = strings.Repeat("क्ष", 151) }, // two each by the older count
		"3001 bytes":      func(d *syndicate.Draft) { d.Post.Text = strings.Repeat("👩‍👩‍👧‍👦", 120) + "a" },
		"not UTF-8":       func(d *syndicate.Draft) { d.Post.Text = "a\xff" },
		"large picture":   func(d *syndicate.Draft) { d.Media.Data = make([]byte, maxThumb+1) },
	} {
		d := draft(true)
		change(&d)
		_, err := c.Prepare(t.Context(), d)
		isKind(t, name, err, syndicate.Invalid)
	}
	for _, p := range []string{"", "reply", "{}", `{"repo":"x"}`} {
		_, err := c.Send(t.Context(), draft(false).Key, syndicate.Payload(p))
		isKind(t, "payload "+p, err, syndicate.Invalid)
	}
	_, err := c.Send(t.Context(), draft(false).Key, syndicate.Payload(`{"repo":"did:plc:other","rkey":"3n2xrcu53rxn2"}`))
	isKind(t, "another account's payload", err, syndicate.Invalid)
}
