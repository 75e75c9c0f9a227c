package facebook

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
	for _, x := range []struct{ name, as, secret string }{
		{"link", asLink, fakeSecret},
		{"photo", asPhoto, fakeSecret},
		{"link, unsigned", asLink, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			secrets := map[string]string{"TOKEN": fakeToken}
			if x.secret != "" {
				secrets["APP_SECRET"] = x.secret
			}
			channeltest.Run(t, channeltest.Suite{
				Network: func(t *testing.T) channeltest.Network { return newFake(t, x.secret) },
				Entry:   Network(),
				Account: syndicate.Account{Options: map[string]string{"page": fakePage, "as": x.as}},
				Secrets: secrets,
				NoLang:  true,
			})
		})
	}
}

// opened opens a channel at a fake. Options are name, value, name, value.
func opened(t *testing.T, f *fake, options ...string) *Channel {
	t.Helper()
	web := httptest.NewServer(f)
	t.Cleanup(web.Close)
	c, err := openAt(web.URL, map[string]string{"TOKEN": fakeToken, "APP_SECRET": f.secret}, options...)
	if err != nil {
		t.Fatal(err)
	}
	return c.(*Channel)
}

func openAt(server string, secrets map[string]string, options ...string) (syndicate.Channel, error) {
	a := syndicate.Account{Name: "facebook-main", Channel: name, Server: server, Options: map[string]string{"page": fakePage}}
	for i := 0; i < len(options); i += 2 {
		a.Options[options[i]] = options[i+1]
	}
	return Network().Open(a, syndicate.Tools{
		Transport: http.DefaultTransport, Now: channeltest.Moment, Agent: "nadi-test",
		Secret: func(n string) syndicate.Secret {
			return syndicate.NewSecret(syndicate.SecretName(a.Name, n), secrets[n])
		},
	})
}

const articleLink = "https://news.example.org/articles/heat/"

func draft(text string) syndicate.Draft {
	return syndicate.Draft{
		Post:  syndicate.Post{Text: text, Link: articleLink, Lang: "en"},
		Media: &syndicate.Media{Data: []byte("\x89PNG\r\n\x1a\npixels"), Type: "image/png", Alt: "पानी का गिलास, “full”"},
	}
}

// sent prepares and sends.
func sent(t *testing.T, c *Channel, d syndicate.Draft) syndicate.Receipt {
	t.Helper()
	p, err := c.Prepare(t.Context(), d)
	if err != nil {
		t.Fatalf("Prepare: %v", err)
	}
	r, err := c.Send(t.Context(), d.Key, p)
	if err != nil {
		t.Fatalf("Send: %v", err)
	}
	return r
}

func (f *fake) calls() string {
	var all []string
	for _, c := range f.seen {
		all = append(all, c.String())
	}
	return strings.Join(all, ", ")
}

func TestLinkPost(t *testing.T) {
	f := newFake(t, fakeSecret)
	r := sent(t, opened(t, f), draft("Drink water & rest"))
	if got, want := f.calls(), "POST /, POST /"+fakePage+"/feed"; got != want {
		t.Errorf("calls are %s, want %s", got, want)
	}
	if got := f.seen[0].query.Get("id"); got != articleLink {
		t.Errorf("the card of %q was read anew", got)
	}
	want := `{"message":"Drink water \u0026 rest","link":"` + articleLink + `","published":true}`
	if got := f.seen[1].body; got != want {
		t.Errorf("body is %s, want %s", got, want)
	}
	if r.ID != fakePage+"_1" || r.URL != "https://www.facebook.com/riverside.example/posts/pfbid1" || r.Remarks != nil {
		t.Errorf("receipt is %+v", r)
	}
}

func TestPhotoPost(t *testing.T) {
	f := newFake(t, fakeSecret)
	c := opened(t, f, "as", asPhoto)
	d := draft("Drink water\n" + articleLink)
	sent(t, c, d)
	if got, want := f.calls(), "POST /"+fakePage+"/photos, POST /"+fakePage+"/feed"; got != want {
		t.Errorf("calls are %s, want %s", got, want)
	}
	p := f.Public()[0]
	if !p.Picture || p.Alt != d.Media.Alt || p.Links[0] != articleLink {
		t.Errorf("readers see %+v", p)
	}
	want := `{"message":"Drink water\n` + articleLink + `","attached_media":[{"media_fbid":"7001"}],"published":true}`
	if got := f.seen[1].body; got != want {
		t.Errorf("body is %s, want %s", got, want)
	}
	one, kindOne, _ := form(d.Media)
	two, kindTwo, _ := form(d.Media)
	if string(one) != string(two) || kindOne != kindTwo {
		t.Error("the same picture is packed in two ways")
	}
	d.Media.Alt = "" // no alt text is no parameter
	sent(t, c, d)
}

func TestUploadWithoutNumber(t *testing.T) {
	f := newFake(t, "")
	f.answer = func(c call) (int, string) { return 200, `{}` }
	_, err := opened(t, f, "as", asPhoto).Prepare(t.Context(), draft("x"))
	kind(t, "Prepare", err, syndicate.Unavailable)
}

func TestScrapeRefused(t *testing.T) {
	for _, x := range []struct {
		name string
		code string
		want syndicate.Kind // 0: a remark
	}{
		{"bad address", `"code":100,"message":"Cannot read the page"`, 0},
		{"not allowed", `"code":200`, 0},
		{"token", `"code":190`, syndicate.Auth},
		{"limit", `"code":32`, syndicate.Limited},
		{"fault", `"code":2`, syndicate.Unavailable},
		{"blocked", `"code":368`, syndicate.Disabled},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := newFake(t, "")
			f.answer = func(c call) (int, string) {
				if c.String() == "POST /" {
					return 400, `{"error":{` + x.code + `}}`
				}
				return 0, ""
			}
			c := opened(t, f)
			p, err := c.Prepare(t.Context(), draft("x"))
			if x.want != 0 {
				if err == nil || syndicate.KindOf(err) != x.want {
					t.Errorf("error is %v, want %v", err, x.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			r, err := c.Send(t.Context(), syndicate.Key{}, p)
			if err != nil || len(r.Remarks) != 1 || !strings.Contains(r.Remarks[0], "card") || len(f.Public()) != 1 {
				t.Errorf("receipt %+v, error %v", r, err)
			}
		})
	}
}

// A site that answers Facebook slowly costs the card's freshness, not the post;
// our own stop is no remark.
func TestScrapeSlow(t *testing.T) {
	c := opened(t, newFake(t, ""))
	c.wire.HTTP = slowCard{}
	p, err := c.Prepare(t.Context(), draft("x"))
	if err != nil || !strings.Contains(string(p), "remarks") {
		t.Errorf("after a timeout of the request: %s, %v", p, err)
	}
	ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	if _, err := c.Prepare(ctx, draft("x")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("after the run's own end: %v", err)
	}
}

type slowCard struct{}

func (slowCard) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, context.DeadlineExceeded
}

func TestPrepareRefuses(t *testing.T) {
	for _, x := range []struct {
		name, as string
		change   func(*syndicate.Draft)
		want     string
	}{
		{"empty", asLink, func(d *syndicate.Draft) { d.Post.Text = " \n" }, "no text"},
		{"too long", asLink, func(d *syndicate.Draft) { d.Post.Text = strings.Repeat("🏥", 1001) }, "2002 characters"},
		{"no link", asLink, func(d *syndicate.Draft) { d.Post.Link = "" }, "no link"},
		{"no picture", asPhoto, func(d *syndicate.Draft) { d.Media = nil }, "no picture"},
		{"webp", asPhoto, func(d *syndicate.Draft) { d.Media.Type = "image/webp" }, "image/webp"},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := newFake(t, "")
			d := draft("x")
			x.change(&d)
			_, err := opened(t, f, "as", x.as).Prepare(t.Context(), d)
			if err == nil || syndicate.KindOf(err) != syndicate.Invalid || !strings.Contains(err.Error(), x.want) {
				t.Errorf("error is %v, want %q", err, x.want)
			}
			if len(f.seen) != 0 {
				t.Errorf("asked Facebook all the same: %s", f.calls())
			}
		})
	}
}

func TestSendRefusesStrangePayload(t *testing.T) {
	f := newFake(t, "")
	for _, p := range []string{"", "[]", "{}", `{"message":"x"}`, `{"link":"https://a.example"}`} {
		_, err := opened(t, f).Send(t.Context(), syndicate.Key{}, syndicate.Payload(p))
		if err == nil || syndicate.KindOf(err) != syndicate.Invalid || len(f.seen) != 0 {
			t.Errorf("payload %q: %v, calls %s", p, err, f.calls())
		}
	}
}

func TestReceipt(t *testing.T) {
	f := newFake(t, "")
	f.bare = true
	r := sent(t, opened(t, f), draft("x"))
	if want := "https://www.facebook.com/" + fakePage + "/posts/1"; r.URL != want {
		t.Errorf("address is %q, want %q", r.URL, want)
	}
	if r := receiptOf(node{ID: "77"}); r.URL != "https://www.facebook.com/77" {
		t.Errorf("address of an id without page is %q", r.URL)
	}
	f.answer = func(call) (int, string) { return 200, `{"permalink_url":"https://www.facebook.com/x"}` }
	_, err := opened(t, f).Send(t.Context(), syndicate.Key{}, syndicate.Payload(`{"message":"x","link":"`+articleLink+`"}`))
	kind(t, "an answer without id", err, syndicate.Unknown)
}

func TestAfter(t *testing.T) {
	f := newFake(t, "")
	c := opened(t, f)
	r := sent(t, c, draft("x"))
	f.posts[0].foreign = true
	_, err := c.Amend(t.Context(), r, syndicate.Post{Text: "y"})
	kind(t, "Amend of another app's post", err, syndicate.Scope)
	err = c.Remove(t.Context(), r) // Facebook says "not there", and it is
	kind(t, "Remove of another app's post", err, syndicate.Scope)
	var e *syndicate.Error
	if errors.As(err, &e); !strings.Contains(e.Hint, r.URL) {
		t.Errorf("hint is %q, want the address in it", e.Hint)
	}
	f.posts[0].foreign, f.mute = false, true
	_, err = c.Amend(t.Context(), r, syndicate.Post{Text: "y"})
	kind(t, "Amend without a yes", err, syndicate.Unknown)
	f.answer = func(call) (int, string) { return 200, `{"success":false}` }
	_, err = c.Amend(t.Context(), r, syndicate.Post{Text: "y"})
	kind(t, "Amend with a no", err, syndicate.Rejected)
	kind(t, "Remove with a no", c.Remove(t.Context(), r), syndicate.Rejected)
	f.answer = func(call) (int, string) { return 500, `{"error":{"code":2}}` } // perhaps done
	_, err = c.Amend(t.Context(), r, syndicate.Post{Text: "y"})
	kind(t, "Amend and a fault", err, syndicate.Unknown)
	kind(t, "Remove and a fault", c.Remove(t.Context(), r), syndicate.Unknown)
	_, err = c.Reply(t.Context(), syndicate.Key{}, r, syndicate.Post{Text: "y"})
	kind(t, "Reply and a fault", err, syndicate.Unknown)
	f.answer = nil
	_, err = c.Amend(t.Context(), r, syndicate.Post{Text: " "})
	kind(t, "Amend with nothing", err, syndicate.Invalid)
	_, err = c.Reply(t.Context(), syndicate.Key{}, r, syndicate.Post{})
	kind(t, "Reply with nothing", err, syndicate.Invalid)
	_, err = c.Reply(t.Context(), syndicate.Key{}, syndicate.Receipt{ID: "1_2"}, syndicate.Post{Text: "y"})
	kind(t, "Reply to what is gone", err, syndicate.Scope)
}

// A post that was refused to us, and whose reading fails too, is not gone.
func TestRemoveUnsure(t *testing.T) {
	f := newFake(t, "")
	f.answer = func(c call) (int, string) {
		if c.method == http.MethodDelete {
			return 400, `{"error":{"code":100,"error_subcode":33}}`
		}
		return 500, `{"error":{"code":2}}`
	}
	kind(t, "Remove", opened(t, f).Remove(t.Context(), syndicate.Receipt{ID: "1_2"}), syndicate.Unavailable)
}

// TestRemoveHidden: to a token that lost its permission everything is missing,
// and a post that is hidden from it is thereby not taken down.
func TestRemoveHidden(t *testing.T) {
	f := newFake(t, "")
	f.answer = func(call) (int, string) { return 400, `{"error":{"code":100,"error_subcode":33}}` }
	kind(t, "Remove", opened(t, f).Remove(t.Context(), syndicate.Receipt{ID: "1_2"}), syndicate.Scope)
}

func kind(t *testing.T, what string, err error, want syndicate.Kind) {
	t.Helper()
	if err == nil || syndicate.KindOf(err) != want {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

func TestDescribe(t *testing.T) {
	link, photo := (&Channel{as: asLink}).Describe(nil), (&Channel{as: asPhoto}).Describe(nil)
	if link.Link != syndicate.LinkInCard || link.Picture != nil || photo.Link != syndicate.LinkInText || photo.Picture == nil || !photo.Picture.Required {
		t.Errorf("link: %+v\nphoto: %+v", link, photo)
	}
	if n := units("नाड़ी 🏥"); n != 8 {
		t.Errorf("units are %d, want 8", n)
	}
	if n := units(strings.Repeat("🏥", 1000)); link.Limits[0].Max != n {
		t.Errorf("the limit is %d, want %d", link.Limits[0].Max, n)
	}
}
