package webhook

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

func suite(options map[string]string) channeltest.Suite {
	return channeltest.Suite{
		Network: func(t *testing.T) channeltest.Network { return newFake(t, options["idempotent"] == "yes") },
		Entry:   Network(),
		Account: syndicate.Account{Name: "screens", Languages: []string{"hi"}, Options: options},
		Secrets: map[string]string{"URL": "{server}/hook/" + token + "?key=" + token, "SECRET": secret},
		AnyOK:   true,
	}
}

func TestContract(t *testing.T) {
	for name, options := range map[string]map[string]string{
		"posts only":              {},
		"drops known ids":         {"idempotent": "yes"},
		"acts on all":             {"events": "all"},
		"acts on all, drops, 400": {"events": "all", "idempotent": "yes", "limit": "400"},
	} {
		t.Run(name, func(t *testing.T) { channeltest.Run(t, suite(options)) })
	}
}

// opened is a channel to a handler, with its address in the secret URL.
func opened(t *testing.T, h http.Handler, path string, options map[string]string) syndicate.Channel {
	t.Helper()
	web := httptest.NewServer(h)
	t.Cleanup(web.Close)
	c, err := open(syndicate.Account{Name: "screens", Options: options}, tools(web.URL+path, secret))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func tools(address, secret string) syndicate.Tools {
	values := map[string]string{"URL": address, "SECRET": secret}
	return syndicate.Tools{Transport: &http.Transport{}, Now: channeltest.Moment, Agent: "test",
		Secret: func(n string) syndicate.Secret {
			return syndicate.NewSecret(syndicate.SecretName("screens", n), values[n])
		}}
}

func draft() syndicate.Draft {
	return syndicate.Draft{
		Key: syndicate.Key{Site: "k7m2qd9x", Item: "heat", Account: "screens", Occasion: syndicate.Announce},
		Post: syndicate.Post{Account: "screens", Channel: "webhook", Lang: "en", Text: "Heat & <you>\n\nhttps://news.example.org/heat/\n\n#Heat",
			Link: "https://news.example.org/heat/", Title: "Heat & <you>", Summary: "Five steps.", Hashtags: []string{"Heat"},
			Image: &syndicate.Image{URL: "https://news.example.org/media/heat.jpg", Alt: "A glass"}},
		Media: &syndicate.Media{Type: "image/jpeg", Width: 1200, Height: 630, Alt: "A glass"},
	}
}

// The delivery is what docs/channels/webhook.md shows.
func TestDelivery(t *testing.T) {
	f := newFake(t, false)
	c := opened(t, f, "/hook/"+token+"?key="+token, nil)
	p, err := c.Prepare(t.Context(), draft())
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Send(t.Context(), draft().Key, p)
	if err != nil {
		t.Fatal(err)
	}
	if want := (syndicate.Receipt{ID: "n1", URL: "https://screens.example.org/n1"}); !cmp.Equal(r, want) {
		t.Error(cmp.Diff(want, r))
	}
	const want = `{"version":1,"event":"post","id":"2b7b24ea2f418cab6ceee5f8588e47c7","account":"screens","item":"heat","occasion":"announce",` +
		`"lang":"en","text":"Heat & <you>\n\nhttps://news.example.org/heat/\n\n#Heat","title":"Heat & <you>","summary":"Five steps.",` +
		`"link":"https://news.example.org/heat/","hashtags":["Heat"],` +
		`"image":{"url":"https://news.example.org/media/heat.jpg","alt":"A glass","type":"image/jpeg","width":1200,"height":630}}`
	if got := string(f.last.body); got != want {
		t.Error(cmp.Diff(want, got))
	}
	for name, value := range map[string]string{"Content-Type": "application/json", "Nadi-Event": "post", "Nadi-Delivery": "2b7b24ea2f418cab6ceee5f8588e47c7"} {
		if got := f.last.header.Get(name); got != value {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
}

// A signature is checked as a receiver would, with code of the test's own; any
// change undoes it.
func TestSignature(t *testing.T) {
	now := channeltest.Moment()
	body := []byte(`{"text":"पानी पीजिए"}`)
	header := sign(secret, now, body)
	for name, x := range map[string]struct {
		secret, header string
		body           []byte
		now            time.Time
		want           bool
	}{
		"genuine":       {secret, header, body, now, true},
		"other secret":  {"whsec-other", header, body, now, false},
		"changed body":  {secret, header, append([]byte(" "), body...), now, false},
		"changed time":  {secret, strings.Replace(header, "t=1", "t=2", 1), body, now, false},
		"old":           {secret, header, body, now.Add(6 * time.Minute), false},
		"from tomorrow": {secret, header, body, now.Add(-6 * time.Minute), false},
		"none":          {secret, "", body, now, false},
	} {
		if got := genuine(x.secret, x.header, x.body, x.now); got != x.want {
			t.Errorf("%s: genuine is %v, want %v", name, got, x.want)
		}
	}
}

// A vector for receivers in other languages, made with another program:
// printf '%s' '1795424400.{"id":"x"}' | openssl dgst -sha256 -hmac whsec-example
func TestSignatureVector(t *testing.T) {
	got := sign("whsec-example", time.Unix(1795424400, 0), []byte(`{"id":"x"}`))
	if want := "t=1795424400,v1=d3fb3fff783976466d4a3a03b94d2c6628744da200c93526a332356b66faa8a4"; got != want {
		t.Errorf("signature is %s, want %s", got, want)
	}
}

// The id of a delivery depends on all of the key and on nothing else.
func TestDeliveryID(t *testing.T) {
	k := draft().Key
	seen := map[string]syndicate.Key{}
	for _, x := range []syndicate.Key{k,
		{Site: "other", Item: k.Item, Account: k.Account, Occasion: k.Occasion},
		{Site: k.Site, Item: "other", Account: k.Account, Occasion: k.Occasion},
		{Site: k.Site, Item: k.Item, Account: "other", Occasion: k.Occasion},
		{Site: k.Site, Item: k.Item, Account: k.Account, Occasion: "reshare-2"},
		{Site: k.Site + k.Item, Item: "", Account: k.Account, Occasion: k.Occasion},
	} {
		id := deliveryID(x)
		if old, known := seen[id]; known || len(id) != 32 {
			t.Errorf("%+v has the id %q, as has %+v", x, id, old)
		}
		seen[id] = x
	}
}

func TestAnswers(t *testing.T) {
	for _, x := range []struct {
		status  int
		body    string
		kind    syndicate.Kind
		message string
		hint    string
	}{
		{400, `{"error": "text\nmissing"}`, syndicate.Rejected, "answered 400: text missing", ""},
		{401, ``, syndicate.Auth, "answered 401", "NADI_SCREENS_SECRET"},
		{402, ``, syndicate.Disabled, "answered 402", ""},
		{404, `<h1>Not found</h1>`, syndicate.Disabled, "answered 404", "NADI_SCREENS_URL"},
		{405, ``, syndicate.Disabled, "answered 405", "NADI_SCREENS_URL"},
		{408, ``, syndicate.Unknown, "answered 408", ""},
		{409, ``, syndicate.Duplicate, "answered 409", ""},
		{410, ``, syndicate.Disabled, "answered 410", "switched off"},
		{413, ``, syndicate.Rejected, "answered 413", ""},
		{429, ``, syndicate.Limited, "answered 429", ""},
		{502, ``, syndicate.Unknown, "answered 502", ""},
		{301, ``, syndicate.Disabled, "answered 301", "NADI_SCREENS_URL"},
	} {
		h := func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(x.status)
			io.WriteString(w, x.body)
		}
		c := opened(t, http.HandlerFunc(h), "/", nil)
		p, _ := c.Prepare(t.Context(), draft())
		_, err := c.Send(t.Context(), draft().Key, p)
		e, ok := err.(*syndicate.Error)
		if !ok || e.Kind != x.kind || !strings.HasPrefix(e.Message, "the webhook at 127.0.0.1:") || !strings.HasSuffix(e.Message, " "+x.message) || !strings.Contains(e.Hint, x.hint) {
			t.Errorf("%d: got %v (%v), hint of %+v", x.status, err, syndicate.KindOf(err), e)
		}
	}
}

// What a receiver answers is kept only where it is plain.
func TestReceipts(t *testing.T) {
	id := deliveryID(draft().Key)
	for answer, want := range map[string]syndicate.Receipt{
		``:                               {ID: id},
		`thanks`:                         {ID: id},
		`{"id": 7}`:                      {ID: id},
		`{"id": "a7"}`:                   {ID: "a7"},
		`{"url": "javascript:alert(1)"}`: {ID: id},
		`{"id": "a7", "url": "https://screens.example.org/7"}`:                        {ID: "a7", URL: "https://screens.example.org/7"},
		fmt.Sprintf(`{"id": %q, "url": "https://h.example.org/?k=%s"}`, token, token): {ID: id},
	} {
		h := func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, answer) }
		c := opened(t, http.HandlerFunc(h), "/hook/"+token, nil)
		p, _ := c.Prepare(t.Context(), draft())
		r, err := c.Send(t.Context(), draft().Key, p)
		if err != nil || !cmp.Equal(r, want) {
			t.Errorf("%s: receipt %+v, %v; want %+v", answer, r, err, want)
		}
	}
}

func TestOpen(t *testing.T) {
	const good = "https://hooks.example.org/in/" + token
	for _, x := range []struct {
		address, secret, limit string
		want                   string // part of the error, "" for none
	}{
		{good, secret, "", ""},
		{good + "?key=" + token, secret, "280", ""},
		{"http://127.0.0.1:8080/in", secret, "", ""},
		{"", "", "", ""}, // enough to plan with
		{"hooks.example.org/" + token, secret, "", "not a web address"},
		{"https://%zz/" + token, secret, "", "not a web address"},
		{"http://hooks.example.org/" + token, secret, "", "not https"},
		{"https://user:" + token + "@hooks.example.org/", secret, "", "neither user and password"},
		{good + "#" + token, secret, "", "neither user and password"},
		{good, secret, "lots", "write a number"},
		{good, secret, "49", "write a number"},
	} {
		_, err := open(syndicate.Account{Name: "screens", Options: map[string]string{"limit": x.limit}}, tools(x.address, x.secret))
		switch {
		case (err == nil) != (x.want == ""):
			t.Errorf("%s: %v, want %q", x.address, err, x.want)
		case err != nil && !strings.Contains(err.Error(), x.want):
			t.Errorf("%s: %v, want %q", x.address, err, x.want)
		case err != nil && strings.Contains(err.Error(), token):
			t.Errorf("the error shows the token: %v", err)
		}
	}
}

// A receiver may name itself; one that does not is told by host and path, not
// by what follows the question mark.
func TestIdentity(t *testing.T) {
	says := ""
	var event message
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		json.NewDecoder(r.Body).Decode(&event)
		io.WriteString(w, says)
	})
	web := httptest.NewServer(h)
	defer web.Close()
	identify := func(path string) syndicate.Identity {
		c, err := open(syndicate.Account{Name: "screens"}, tools(web.URL+path, secret))
		if err != nil {
			t.Fatal(err)
		}
		id, _, err := c.Verify(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	one, two, three := identify("/a?k=1"), identify("/a?k=2"), identify("/b?k=1")
	if one.ID != two.ID || one.ID == three.ID || one.Handle != one.Host {
		t.Errorf("identities are %v, %v and %v", one, two, three)
	}
	if event.Event != "ping" || event.Text != "" {
		t.Errorf("verifying sends %+v", event)
	}
	says = `{"id": "screens-1", "name": "Waiting room"}`
	if id := identify("/a"); id.ID != "screens-1" || id.Handle != "Waiting room" {
		t.Errorf("identity is %+v", id)
	}
}

// The examples of the documentation are true.
func TestDocumentation(t *testing.T) {
	page, err := os.ReadFile("../../docs/channels/webhook.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```json\n")
	example, _, _ := strings.Cut(rest, "```")
	var m message
	d := json.NewDecoder(strings.NewReader(example))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil || m.ID != deliveryID(draft().Key) || m.Image == nil {
		t.Errorf("the delivery shown is not one of ours: %v, %+v", err, m)
	}
	_, signature, _ := strings.Cut(sign("whsec-example", time.Unix(1795424400, 0), []byte(`{"id":"x"}`)), "v1=")
	if !strings.Contains(string(page), signature) {
		t.Errorf("the page does not hold the signature %s", signature)
	}
	for _, o := range Network().Options {
		if !strings.Contains(string(page), o.Name+": ") {
			t.Errorf("the page does not explain the option %s", o.Name)
		}
	}
}

func shows(t *testing.T, c any, secrets ...string) {
	t.Helper()
	text := fmt.Sprintf("%v\n%+v\n%#v\n%+v", c, c, c, struct{ C any }{c})
	for _, s := range secrets {
		if s == "" || strings.Contains(text, s) {
			t.Errorf("a print of the channel shows %q", s)
		}
	}
}

func TestPrint(t *testing.T) {
	for _, events := range []string{"post", "all"} {
		c := opened(t, http.NotFoundHandler(), "/hook/token-in-the-path?key=token-in-the-query", map[string]string{"events": events})
		shows(t, c, "token-in-the-path", "token-in-the-query", secret)
	}
}
