package x

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

func TestContract(t *testing.T) {
	for _, c := range []struct {
		name    string
		secrets map[string]string
		second  bool
		fields  string
		as      string
	}{
		{"OAuth 1.0a", firstSecrets, false, "post.fields", asPhoto},
		{"OAuth 2", secondSecrets, true, "post.fields", asPhoto},
		{"older names, card", firstSecrets, false, "tweet.fields", asLink},
	} {
		t.Run(c.name, func(t *testing.T) {
			channeltest.Run(t, channeltest.Suite{
				Network: func(t *testing.T) channeltest.Network {
					f := newFake(t)
					if f.fields = c.fields; c.second {
						f.second = newOAuthTwo()
					}
					return f
				},
				Entry:   Network(),
				Account: syndicate.Account{Options: map[string]string{"as": c.as}},
				Secrets: c.secrets,
				NoLang:  true,
			})
		})
	}
}

// bench is a fake and what channels are opened with.
type bench struct {
	*testing.T
	*fake
	server  string
	secrets map[string]string
	store   syndicate.TokenStore
	late    time.Duration
	nonces  int
	as      string
}

func newBench(t *testing.T) *bench {
	f := newFake(t)
	web := httptest.NewServer(f)
	t.Cleanup(web.Close)
	b := &bench{T: t, fake: f, server: web.URL, secrets: firstSecrets, store: channeltest.NewTokens()}
	f.now = b.clock
	return b
}

// withTwo makes the fake speak OAuth 2.
func (b *bench) withTwo() *bench {
	b.second, b.secrets = newOAuthTwo(), secondSecrets
	return b
}

func (b *bench) clock() time.Time { return channeltest.Moment().Add(b.late) }

func (b *bench) open() *Channel {
	b.Helper()
	a := syndicate.Account{Name: "x-main", Channel: name, Server: b.server, Options: map[string]string{"as": b.as}}
	secrets := b.secrets
	c, err := Network().Open(a, syndicate.Tools{
		Transport: http.DefaultTransport, Now: b.clock, Agent: "nadi-test", Tokens: b.store,
		Nonce: func() string { b.nonces++; return strings.Repeat("n", b.nonces) },
		Secret: func(n string) syndicate.Secret {
			return syndicate.NewSecret(syndicate.SecretName(a.Name, n), secrets[n])
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	return c.(*Channel)
}

// calls lists the requests that came, and forgets them.
func (b *bench) calls() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []string
	for _, r := range b.seen {
		all = append(all, r.String())
	}
	b.seen = nil
	return strings.Join(all, ", ")
}

// answering makes the fake answer one kind of request with a status and body.
func (b *bench) answering(request string, status int, body string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.answer = func(r recorded) (int, string) {
		if r.String() != request {
			return 0, ""
		}
		return status, body
	}
}

func (b *bench) fails(err error, k syndicate.Kind, holds ...string) {
	b.Helper()
	var e *syndicate.Error
	if !errors.As(err, &e) || e.Kind != k {
		b.Errorf("error is %v (%v), want kind %v", err, syndicate.KindOf(err), k)
		return
	}
	for _, h := range holds {
		if !strings.Contains(e.Message+" "+e.Hint, h) {
			b.Errorf("error %q with hint %q does not hold %q", e.Message, e.Hint, h)
		}
	}
}

const articleLink = "https://news.example.org/articles/heat/"

func draft(text string) syndicate.Draft {
	return syndicate.Draft{
		Post:  syndicate.Post{Text: text, Link: articleLink, Lang: "en"},
		Media: &syndicate.Media{Data: []byte("\x89PNG\r\n\x1a\npixels"), Type: "image/png", Alt: "पानी का गिलास, “full” & cold"},
	}
}

func (b *bench) sent(c *Channel, d syndicate.Draft) syndicate.Receipt {
	b.Helper()
	p, err := c.Prepare(b.Context(), d)
	if err != nil {
		b.Fatalf("Prepare: %v", err)
	}
	r, err := c.Send(b.Context(), d.Key, p)
	if err != nil {
		b.Fatalf("Send: %v", err)
	}
	return r
}

func TestPost(t *testing.T) {
	b := newBench(t)
	r := b.sent(b.open(), draft("Drink water & rest\n\n"+articleLink))
	bodies := []string{"", `{"id":"1880000000000000001","metadata":{"alt_text":{"text":"पानी का गिलास, “full” \u0026 cold"}}}`,
		`{"text":"Drink water \u0026 rest\n\n` + articleLink + `","media":{"media_ids":["1880000000000000001"]}}`}
	for i, want := range bodies {
		if got := string(b.seen[i].body); want != "" && got != want {
			t.Errorf("body %d is %s, want %s", i, got, want)
		}
	}
	if got, want := b.calls(), "POST /2/media/upload, POST /2/media/metadata, POST /2/tweets"; got != want {
		t.Errorf("calls are %s, want %s", got, want)
	}
	if r.ID != "1990000000000000002" || r.URL != "https://x.com/i/web/status/1990000000000000002" {
		t.Errorf("receipt is %+v", r)
	}
}

func TestCardInPlaceOfPicture(t *testing.T) {
	b := newBench(t)
	b.as = asLink
	c := b.open()
	b.sent(c, draft("Drink\n"+articleLink))
	if got, want := b.calls(), "POST /2/tweets"; got != want {
		t.Errorf("calls are %s, want %s", got, want)
	}
	if d := c.Describe(nil); d.Picture != nil || d.Alt != 0 {
		t.Errorf("a picture is asked for that is not posted: %+v", d)
	}
}

func TestRefusedBeforehand(t *testing.T) {
	c := newBench(t).open()
	for name, change := range map[string]func(*syndicate.Draft){
		"no text":        func(d *syndicate.Draft) { d.Post.Text = " \n" },
		"too long":       func(d *syndicate.Draft) { d.Post.Text = strings.Repeat("a", 281) },
		"no character":   func(d *syndicate.Draft) { d.Post.Text = "a\ufeffb" },
		"no UTF-8":       func(d *syndicate.Draft) { d.Post.Text = "a\xffb" },
		"GIF":            func(d *syndicate.Draft) { d.Media.Type = "image/gif" },
		"large picture":  func(d *syndicate.Draft) { d.Media.Data = make([]byte, 5_000_001) },
		"long alt text":  func(d *syndicate.Draft) { d.Media.Alt = strings.Repeat("म", 1001) },
		"too many kanji": func(d *syndicate.Draft) { d.Post.Text = strings.Repeat("漢", 141) },
	} {
		d := draft("Drink")
		change(&d)
		if _, err := c.Prepare(t.Context(), d); syndicate.KindOf(err) != syndicate.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNoPostWithoutAlt: where the picture or its alt text fails, nothing is
// prepared.
func TestNoPostWithoutAlt(t *testing.T) {
	for _, x := range []struct {
		request string
		status  int
		body    string
		want    syndicate.Kind
	}{
		{"POST /2/media/metadata", 503, "", syndicate.Unavailable},
		{"POST /2/media/metadata", 400, `{"title":"Invalid Request","detail":"no"}`, syndicate.Rejected},
		{"POST /2/media/upload", 200, `{"errors":[{"title":"Internal","detail":"no room"}]}`, syndicate.Unavailable},
		{"POST /2/media/upload", 200, `{"data":{"id":"1","processing_info":{"state":"pending","check_after_secs":1}}}`, syndicate.Unavailable},
		{"POST /2/media/upload", 200, `{"data":{"id":"1","processing_info":{"state":"failed"}}}`, syndicate.Rejected},
		{"POST /2/media/upload", 413, `too large`, syndicate.Rejected},
	} {
		b := newBench(t)
		b.answering(x.request, x.status, x.body)
		p, err := b.open().Prepare(t.Context(), draft("Drink"))
		if p != nil {
			t.Errorf("%v: a payload all the same: %s", x, p)
		}
		b.fails(err, x.want)
	}
}

func TestUnclearSuccess(t *testing.T) {
	for _, body := range []string{`{}`, `{"data":{}}`, `{"errors":[{"title":"?","detail":"partly\nbroken"}]}`, `null`, `[]`, `<html>`} {
		b := newBench(t)
		b.answering("POST /2/tweets", 201, body)
		_, err := b.open().Send(t.Context(), syndicate.Key{}, syndicate.Payload(`{"text":"a"}`))
		b.fails(err, syndicate.Unknown)
		if strings.Contains(err.Error(), "\n") {
			t.Errorf("message has two lines: %q", err)
		}
	}
}

func TestRemove(t *testing.T) {
	for _, x := range []struct {
		status int
		body   string
		want   syndicate.Kind // 0: no error
	}{
		{200, `{"data":{"deleted":true}}`, 0},
		{200, `{"data":{"deleted":false}}`, syndicate.Rejected},
		{200, `{"data":{}}`, syndicate.Unknown},
		{200, `{"errors":[{"type":"https://api.x.com/2/problems/resource-not-found","title":"Not Found Error"}]}`, 0},
		{200, `{"errors":[{"type":"https://api.x.com/2/problems/not-authorized-for-resource","title":"Not yours"}]}`, syndicate.Unknown},
		{404, `{"title":"Not Found Error","type":"https://api.x.com/2/problems/resource-not-found"}`, 0},
		{404, `{"errors":[{"code":144,"message":"No status found with that ID."}]}`, 0},
		{404, `{"errors":[{"code":34,"message":"Sorry, that page does not exist"}]}`, syndicate.Rejected},
		{404, `<h1>Not Found</h1>`, syndicate.Rejected},
		{403, `{"title":"Forbidden","detail":"You are not authorized to delete this Tweet."}`, syndicate.Rejected},
		{500, ``, syndicate.Unknown},
	} {
		b := newBench(t)
		b.answering("DELETE /2/tweets/17", x.status, x.body)
		err := b.open().Remove(t.Context(), syndicate.Receipt{ID: "17"})
		if x.want != 0 {
			b.fails(err, x.want)
		} else if err != nil {
			t.Errorf("%d %s: %v", x.status, x.body, err)
		}
	}
}

func TestReplyRefused(t *testing.T) {
	b := newBench(t)
	_, err := b.open().Reply(t.Context(), syndicate.Key{}, syndicate.Receipt{ID: "17"}, syndicate.Post{Text: "Corrected"})
	b.fails(err, syndicate.Rejected, "2026-02-23", "remove the post")
}

func TestPrice(t *testing.T) {
	image := &syndicate.Image{URL: "https://news.example.org/a.jpg", Alt: "A glass"}
	for _, x := range []struct {
		as   string
		post syndicate.Post
		want int
	}{
		{asPhoto, syndicate.Post{Text: "Drink water"}, 15},
		{asPhoto, syndicate.Post{Text: "Drink water " + articleLink}, 200},
		{asPhoto, syndicate.Post{Text: "See news.example.org"}, 200},
		{asPhoto, syndicate.Post{Text: "Drink", Image: image}, 20},
		{asPhoto, syndicate.Post{Text: articleLink, Image: image}, 205},
		{asPhoto, syndicate.Post{Text: articleLink, Image: &syndicate.Image{}}, 200},
		{asLink, syndicate.Post{Text: articleLink, Image: image}, 200},
	} {
		b := newBench(t)
		b.as = x.as
		if got := b.open().Describe(nil).Price(x.post); got != x.want {
			t.Errorf("%q as %s costs %d, want %d", x.post.Text, x.as, got, x.want)
		}
	}
}

func TestServer(t *testing.T) {
	secret := func(n string) syndicate.Secret { return syndicate.NewSecret(n, "") }
	for address, good := range map[string]bool{"": true, "https://x.example": true, "http://x.example": false, "https://x.example/?a=b": false, "x.example": false} {
		c, err := Network().Open(syndicate.Account{Name: "x-main", Server: address}, syndicate.Tools{Secret: secret})
		if (err == nil) != good {
			t.Errorf("server %q: %v", address, err)
		}
		if good && address == "" && c.(*Channel).wire.Base != "https://api.x.com" {
			t.Errorf("without a server it is %q", c.(*Channel).wire.Base)
		}
	}
}

// ctxGone is a context that is over.
func ctxGone(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
