package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

func suite(m manners, options map[string]string) channeltest.Suite {
	return channeltest.Suite{
		Network: func(*testing.T) channeltest.Network { return newFake(m) },
		Entry:   Network(),
		Account: syndicate.Account{Name: "mastodon-hi", Languages: []string{"hi"}, Options: options},
		Secrets: map[string]string{"TOKEN": token},
	}
}

func TestContract(t *testing.T) {
	for _, x := range []struct {
		name    string
		manners manners
		options map[string]string
	}{
		{"mastodon", manners{}, nil},
		{"mastodon, long posts", manners{limit: 5000}, nil},
		{"mastodon, odd limits", manners{limit: 311, perURL: 30, old: true}, nil},
		{"mastodon, unlisted with a warning", manners{}, map[string]string{"visibility": "unlisted", "spoiler": "Health: गर्मी"}},
		{"gotosocial", manners{software: "gotosocial", ignoresKey: true, codePoints: true, limit: 5000}, nil},
		{"gotosocial, short posts", manners{software: "gotosocial", ignoresKey: true, codePoints: true, limit: 400}, nil},
		{"of no known make", manners{software: "-", ignoresKey: true, codePoints: true, bare: true}, nil},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			channeltest.Run(t, suite(x.manners, x.options))
		})
	}
}

// opened is a channel to a handler, quick about pictures.
func opened(t *testing.T, h http.Handler, options map[string]string) *Channel {
	t.Helper()
	web := httptest.NewServer(h)
	t.Cleanup(web.Close)
	c, err := open(syndicate.Account{Name: "mastodon-hi", Server: web.URL, Options: options}, tools(token))
	if err != nil {
		t.Fatal(err)
	}
	mine := c.(*Channel)
	mine.every = time.Millisecond
	return mine
}

func tools(token string) syndicate.Tools {
	return syndicate.Tools{Transport: &http.Transport{}, Now: channeltest.Moment, Agent: "test",
		Secret: func(n string) syndicate.Secret {
			return syndicate.NewSecret(syndicate.SecretName("mastodon-hi", n), token)
		}}
}

const link = "https://news.example.org/articles/heat/"

func draft(picture bool) syndicate.Draft {
	d := syndicate.Draft{
		Key:  syndicate.Key{Site: "k7m2qd9x", Item: "heat", Account: "mastodon-hi", Occasion: syndicate.Announce},
		Post: syndicate.Post{Account: "mastodon-hi", Channel: name, Lang: "hi", Text: "लू से बचें\n\n" + link + "\n\n#गर्मी", Link: link},
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

func isKind(t *testing.T, what string, err error, want syndicate.Kind) {
	t.Helper()
	if err == nil || syndicate.KindOf(err) != want {
		t.Errorf("%s: %v (%v), want the kind %v", what, err, syndicate.KindOf(err), want)
	}
}

func TestOpen(t *testing.T) {
	for _, x := range []struct {
		server, visibility string
		want               string // part of the error, or "" for none
	}{
		{"https://social.example", "", ""},
		{"https://social.example/", "private", ""},
		{"", "", "server is missing"},
		{"https://social.example/@riverside", "", "write https://social.example"},
		{"http://social.example", "", "not https"},
		{"social.example", "", "not a web address"},
		{"https://social.example", "direct", "write public, unlisted or private"},
	} {
		_, err := open(syndicate.Account{Server: x.server, Options: map[string]string{"visibility": x.visibility}}, tools(token))
		if x.want == "" && err != nil || x.want != "" && (err == nil || !strings.Contains(err.Error(), x.want)) {
			t.Errorf("open %q, %q: %v, want %q", x.server, x.visibility, err, x.want)
		}
	}
}

// Without a token nothing is asked, and the message names the variable.
func TestNoToken(t *testing.T) {
	f := newFake(manners{})
	web := httptest.NewServer(f)
	defer web.Close()
	c, err := open(syndicate.Account{Server: web.URL}, tools(""))
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = c.Verify(t.Context())
	isKind(t, "Verify", err, syndicate.Auth)
	if e := err.(*syndicate.Error); !strings.Contains(e.Hint, "NADI_MASTODON_HI_TOKEN") || len(f.asked) != 0 {
		t.Errorf("hint %q, %d requests", e.Hint, len(f.asked))
	}
}

// The same message has the same Idempotency-Key, even if it is prepared anew
// and its picture has another id; any other message has another.
func TestIdempotencyKey(t *testing.T) {
	f := newFake(manners{})
	c := opened(t, f, nil)
	key := func(change func(*syndicate.Draft)) string {
		d := draft(true)
		change(&d)
		var m message
		if err := json.Unmarshal(prepared(t, c, d), &m); err != nil {
			t.Fatal(err)
		}
		return idempotencyKey(d.Key, m)
	}
	same := key(func(*syndicate.Draft) {})
	if again := key(func(*syndicate.Draft) {}); again != same || len(same) != 64 {
		t.Errorf("key %q, then %q", same, again)
	}
	seen := map[string]string{same: "the first"}
	for what, change := range map[string]func(*syndicate.Draft){
		"item":     func(d *syndicate.Draft) { d.Key.Item = "flu" },
		"site":     func(d *syndicate.Draft) { d.Key.Site = "other" },
		"account":  func(d *syndicate.Draft) { d.Key.Account = "mastodon-en" },
		"occasion": func(d *syndicate.Draft) { d.Key.Occasion = "reshare-2" },
		"text":     func(d *syndicate.Draft) { d.Post.Text += "!" },
		"language": func(d *syndicate.Draft) { d.Post.Lang = "en" },
		"picture":  func(d *syndicate.Draft) { d.Media.Data = []byte("another") },
		"alt":      func(d *syndicate.Draft) { d.Media.Alt = "another" },
	} {
		k := key(change)
		if before, twice := seen[k]; twice {
			t.Errorf("another %s has the key of %s", what, before)
		}
		seen[k] = what
	}
}

// Repeats, and the ways in which servers answer them.
func TestRepeat(t *testing.T) {
	for _, x := range []struct {
		name    string
		manners manners
		deleted bool
		kind    syndicate.Kind // 0: a receipt
		posts   int
	}{
		{"honoured", manners{}, false, 0, 1},
		{"500 although posted", manners{breaks: true}, false, syndicate.Unknown, 1},
		{"503, the lock is held", manners{locks: true}, false, syndicate.Unknown, 1},
		{"404, posted and deleted since", manners{}, true, syndicate.Duplicate, 0},
		{"ignored, which is why Repeat is 0 there", manners{software: "gotosocial", ignoresKey: true}, false, 0, 2},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := newFake(x.manners)
			c := opened(t, f, nil)
			d := draft(false)
			p := prepared(t, c, d)
			first, err := c.Send(t.Context(), d.Key, p)
			if err != nil {
				t.Fatal(err)
			}
			if x.deleted {
				f.posts = nil
			}
			again, err := c.Send(t.Context(), d.Key, p)
			if x.kind != 0 {
				isKind(t, "sent again", err, x.kind)
			} else if err != nil || x.posts == 1 && again.ID != first.ID {
				t.Errorf("sent again: %+v, %v; want %+v", again, err, first)
			}
			if n := len(f.Public()); n != x.posts {
				t.Errorf("%d posts, want %d", n, x.posts)
			}
			_, facts, err := c.Verify(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if r := c.Describe(facts).Repeat; (r > 0) == x.manners.ignoresKey || r >= time.Hour {
				t.Errorf("Repeat is %v where the key is ignored: %v", r, x.manners.ignoresKey)
			}
		})
	}
}

func TestRemarks(t *testing.T) {
	asked := message{Visibility: public, Media: "700"}
	picture := []attachment{{ID: "700"}}
	for _, x := range []struct {
		made status
		want string // part of the one remark, or "" for none
	}{
		{status{Visibility: public, Media: picture}, ""},
		{status{Visibility: unlisted, Media: picture}, "unlisted in place of public"},
		{status{Visibility: public}, "left the picture out"},
	} {
		got := remarks(x.made, asked)
		if (len(got) > 0) != (x.want != "") || !strings.Contains(strings.Join(got, ""), x.want) {
			t.Errorf("of %+v: %q, want %q", x.made, got, x.want)
		}
	}
	r := posted(t, opened(t, newFake(manners{silenced: true}), nil), draft(true))
	if len(r.Remarks) != 1 {
		t.Errorf("remarks %q", r.Remarks)
	}
}

func TestPicture(t *testing.T) {
	for _, x := range []struct {
		name    string
		manners manners
		kind    syndicate.Kind
	}{
		{"ready after a while", manners{slow: 3}, 0},
		{"ready at last", manners{slow: pollTimes - 1}, 0},
		{"never ready", manners{never: true}, syndicate.Unavailable},
		{"cannot be worked on", manners{spoilt: true}, syndicate.Rejected},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := newFake(x.manners)
			c := opened(t, f, nil)
			p, err := c.Prepare(t.Context(), draft(true))
			if x.kind != 0 {
				isKind(t, "Prepare", err, x.kind)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err = c.Send(t.Context(), draft(true).Key, p); err != nil {
				t.Fatal(err)
			}
			if got := f.Public()[0]; !got.Picture || got.Alt != "A glass of water" {
				t.Errorf("readers see %+v", got)
			}
		})
	}
}

// The same picture is the same request, byte for byte.
func TestPictureForm(t *testing.T) {
	m := draft(true).Media
	one, kind, err := form(m)
	if err != nil {
		t.Fatal(err)
	}
	two, again, err := form(m)
	if err != nil || string(one) != string(two) || kind != again {
		t.Errorf("%s\n%s\n%s\n%s\n%v", kind, one, again, two, err)
	}
	m.Type = "image/heic"
	_, _, err = form(m)
	isKind(t, "a type that no browser shows", err, syndicate.Invalid)
}

// A picture that is refused as unfinished means that nothing was posted.
func TestUnfinishedPicture(t *testing.T) {
	f := newFake(manners{})
	c := opened(t, f, nil)
	d := draft(true)
	p := prepared(t, c, d)
	f.pictures["700"].waits = 1
	_, err := c.Send(t.Context(), d.Key, p)
	isKind(t, "Send", err, syndicate.Unavailable)
	f.pictures["700"].waits = 0
	if _, err = c.Send(t.Context(), d.Key, p); err != nil || len(f.Public()) != 1 {
		t.Errorf("later: %v, %d posts", err, len(f.Public()))
	}
}

func TestPictureStopped(t *testing.T) {
	c := opened(t, newFake(manners{never: true}), nil)
	c.every = time.Hour
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := c.Prepare(ctx, draft(true))
	isKind(t, "Prepare", err, syndicate.Unavailable)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the cause is lost: %v", err)
	}
}
