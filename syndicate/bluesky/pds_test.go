package bluesky

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

// These tests run against the reference PDS, which test/pds starts. NADI_PDS
// names the file with the account's details.

// peer is the account at the PDS.
type peer struct{ server, handle, password, did string }

func realPDS(t *testing.T) peer {
	t.Helper()
	path := os.Getenv("NADI_PDS")
	if path == "" {
		t.Skip("NADI_PDS is not set; test/pds starts a server and sets it")
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	v := map[string]string{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), "=")
		v[name] = value
	}
	p := peer{v["PDS_URL"], v["PDS_HANDLE"], v["PDS_PASSWORD"], v["PDS_DID"]}
	if p.server == "" || p.handle == "" || p.password == "" || p.did == "" {
		t.Fatalf("%s lacks one of PDS_URL, PDS_HANDLE, PDS_PASSWORD, PDS_DID", path)
	}
	return p
}

// open opens the account with a password, over a transport.
func (p peer) open(t *testing.T, password string, transport http.RoundTripper) *Channel {
	t.Helper()
	tools := tools(p.handle, password)
	tools.Transport = transport
	c, err := open(syndicate.Account{Name: "bluesky-hi", Server: p.server}, tools)
	if err != nil {
		t.Fatal(err)
	}
	return c.(*Channel)
}

// appPassword makes a password of the kind that people give to programs.
func (p peer) appPassword(t *testing.T) string {
	t.Helper()
	c := p.open(t, p.password, &http.Transport{})
	if err := c.known(t.Context()); err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), "POST", p.server+xrpc("com.atproto.server.createAppPassword"),
		strings.NewReader(fmt.Sprintf(`{"name":"nadi %d"}`, time.Now().UnixNano())))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = bearer(jsonHeader(), c.session.Access)
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var made struct{ Password string }
	if err := json.NewDecoder(resp.Body).Decode(&made); err != nil || made.Password == "" {
		t.Fatalf("no app password: status %d, %v", resp.StatusCode, err)
	}
	return made.Password
}

// crash is a transport that dies at a write, before or after the server has
// got it.
type crash struct {
	inner  http.RoundTripper
	before bool
}

func (c crash) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(r.URL.Path, "putRecord") {
		return c.inner.RoundTrip(r)
	}
	if !c.before {
		resp, err := c.inner.RoundTrip(r)
		if err != nil {
			return nil, err
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
	return nil, errors.New("connection reset by peer")
}

// keyFor makes the key of a message that no run before this one has sent.
func keyFor(item string) syndicate.Key {
	return syndicate.Key{Site: fmt.Sprint(time.Now().UnixNano()), Item: item, Account: "bluesky-hi", Occasion: syndicate.Announce}
}

func pdsDraft(t *testing.T, item string) syndicate.Draft {
	t.Helper()
	at := "https://news.example.org/" + item + "/"
	var buf bytes.Buffer
	m := image.NewPaletted(image.Rect(0, 0, 64, 36), color.Palette{color.White, color.RGBA{0x0b, 0x6e, 0x4f, 0xff}})
	m.SetColorIndex(int(time.Now().UnixNano()%64), 7, 1)
	if err := png.Encode(&buf, m); err != nil {
		t.Fatal(err)
	}
	return syndicate.Draft{
		Key: keyFor(item),
		Post: syndicate.Post{Account: "bluesky-hi", Channel: name, Lang: "hi", Link: at, Title: "लू: पाँच कदम", Summary: "सबसे गर्म दिनों में क्या मदद करता है",
			Text: "👩‍👩‍👧‍👦 लू से बचें: " + at + "\n\n#गर्मी #Heat", Hashtags: []string{"गर्मी", "Heat"}},
		Due:   channeltest.Moment(),
		Media: &syndicate.Media{Data: buf.Bytes(), Type: "image/png", Width: 64, Height: 36, Alt: "A glass of water"},
	}
}

// count returns how many of the account's posts carry an address.
func count(t *testing.T, c *Channel, at string) int {
	t.Helper()
	all, err := c.Recent(t.Context(), channeltest.Moment().Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, s := range all {
		if slices.Contains(s.Links, at) {
			n++
		}
	}
	return n
}

func find(t *testing.T, c *Channel, d syndicate.Draft, p syndicate.Payload) (syndicate.Answer, syndicate.Receipt) {
	t.Helper()
	a, r, err := c.Find(t.Context(), syndicate.Sought{Key: d.Key, Payload: p, Links: []string{d.Post.Link}})
	if err != nil {
		t.Fatalf("Find: %v", err)
	}
	return a, r
}

func TestPDS(t *testing.T) {
	p := realPDS(t)
	password := p.appPassword(t)
	fresh := func(t *testing.T) *Channel { return p.open(t, password, &http.Transport{}) }
	for _, x := range []struct {
		name string
		run  func(*testing.T, func(*testing.T) *Channel)
	}{
		{"post, repeat, read back", pdsPost},
		{"picture", pdsPicture},
		{"other bytes under the same key", pdsOtherBytes},
		{"remove twice", pdsRemove},
		{"reply", pdsReply},
		{"texts at the limit", pdsLimits},
		{"refresh", pdsRefresh},
		{"pages", pdsPages},
	} {
		t.Run(x.name, func(t *testing.T) { x.run(t, fresh) })
	}
	t.Run("identity", func(t *testing.T) {
		id, facts, err := fresh(t).Verify(t.Context())
		if err != nil || id.ID != p.did || id.Handle != "@"+p.handle || facts != nil {
			t.Errorf("Verify: %+v, %v, %v", id, facts, err)
		}
	})
	t.Run("wrong password", func(t *testing.T) {
		_, _, err := p.open(t, "wrong-pass-word-wrong", &http.Transport{}).Verify(t.Context())
		isKind(t, "Verify", err, syndicate.Auth)
	})
	for _, before := range []bool{true, false} {
		t.Run(map[bool]string{true: "crash before the commit", false: "crash after the commit"}[before], func(t *testing.T) {
			pdsCrash(t, p.open(t, password, crash{&http.Transport{}, before}), fresh(t), before)
		})
	}
}
