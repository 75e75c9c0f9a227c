package x

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
	"nadi/syndicate/tokenfile"
)

// keep is a transport that keeps the request and answers nothing of interest.
type keep struct{ r *http.Request }

func (k *keep) RoundTrip(r *http.Request) (*http.Response, error) {
	k.r = r
	return &http.Response{StatusCode: 200, Body: http.NoBody}, nil
}

// TestPublishedSignature holds the library against the example that X prints.
// The library takes its time from the machine, so the example's text is signed
// with that time in place of its own.
func TestPublishedSignature(t *testing.T) {
	var v struct {
		Method, URL, Nonce, Timestamp, Signature, Token string

		Form        map[string]string
		Base        string `json:"base_string"`
		Key         string `json:"consumer_key"`
		Secret      string `json:"consumer_secret"`
		TokenSecret string `json:"token_secret"`
	}
	published(t, &v, "fixtures", "oauth1-x-vector.json")
	if got := sign(v.Base, v.Secret, v.TokenSecret); got != v.Signature {
		t.Fatalf("the test's own signature is %q, want the published %q", got, v.Signature)
	}
	secrets := map[string]string{secretAPIKey: v.Key, secretAPISecret: v.Secret, secretToken: v.Token, secretTokenSecret: v.TokenSecret}
	var last keep
	signer := signing(syndicate.Tools{Transport: &last, Nonce: func() string { return v.Nonce }},
		keysOf(func(n string) syndicate.Secret { return syndicate.NewSecret(n, secrets[n]) }))
	form := url.Values{}
	for k, x := range v.Form {
		form.Set(k, x)
	}
	r, err := http.NewRequestWithContext(t.Context(), v.Method, v.URL, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if _, err := signer.RoundTrip(r); err != nil {
		t.Fatal(err)
	}
	params, ok := oauthHeader(last.r.Header.Get("Authorization"))
	if !ok || params["oauth_nonce"] != v.Nonce || params["oauth_consumer_key"] != v.Key || params["oauth_token"] != v.Token {
		t.Fatalf("header is %q", last.r.Header.Get("Authorization"))
	}
	base := strings.Replace(v.Base, v.Timestamp, params["oauth_timestamp"], 1)
	if got, want := params["oauth_signature"], sign(base, v.Secret, v.TokenSecret); got != want {
		t.Errorf("signature is %q, want %q", got, want)
	}
}

// TestBodiesUnsigned: what is signed of a request with JSON or a picture is
// header and query alone.
func TestBodiesUnsigned(t *testing.T) {
	for _, kind := range []string{"application/json", "multipart/form-data; boundary=nadi"} {
		var last keep
		signer := signing(syndicate.Tools{Transport: &last, Nonce: func() string { return "once" }},
			keysOf(func(n string) syndicate.Secret { return syndicate.NewSecret(n, firstSecrets[n]) }))
		r, err := http.NewRequestWithContext(t.Context(), "POST", "https://api.x.com/2/tweets?a=b+c", strings.NewReader("text=signed&or=not"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", kind)
		if _, err := signer.RoundTrip(r); err != nil {
			t.Fatal(err)
		}
		params, _ := oauthHeader(last.r.Header.Get("Authorization"))
		all := url.Values{"a": {"b c"}}
		for k, v := range params {
			if k != "oauth_signature" {
				all.Set(k, v)
			}
		}
		if got, want := params["oauth_signature"], sign(baseOf("POST", "https://api.x.com/2/tweets", all), testAPISecret, testTokenSecret); got != want {
			t.Errorf("%s: signature is %q, want %q", kind, got, want)
		}
		if body, _ := io.ReadAll(last.r.Body); string(body) != "text=signed&or=not" {
			t.Errorf("%s: body became %q", kind, body)
		}
	}
}

func TestSecretsMissing(t *testing.T) {
	for _, x := range []struct {
		secrets []string
		want    []string
	}{
		{nil, []string{"NADI_X_MAIN_API_KEY", "NADI_X_MAIN_API_SECRET", "NADI_X_MAIN_ACCESS_TOKEN", "NADI_X_MAIN_ACCESS_SECRET"}},
		{[]string{secretAPIKey, secretAPISecret, secretToken}, []string{"missing: NADI_X_MAIN_ACCESS_SECRET"}},
		{[]string{secretToken, secretClientID, secretRefresh}, []string{"missing: NADI_X_MAIN_API_KEY, NADI_X_MAIN_API_SECRET, NADI_X_MAIN_ACCESS_SECRET"}},
		{[]string{secretRefresh}, []string{"missing: NADI_X_MAIN_CLIENT_ID"}},
		{[]string{secretClientID}, []string{"no refresh token", "NADI_X_MAIN_REFRESH_TOKEN"}},
	} {
		b := newBench(t)
		b.secrets = map[string]string{}
		for _, n := range x.secrets {
			b.secrets[n] = "something"
		}
		_, _, err := b.open().Verify(t.Context())
		b.fails(err, syndicate.Auth, x.want...)
		if calls := b.calls(); calls != "" {
			t.Errorf("%v: requests without secrets: %s", x.secrets, calls)
		}
	}
}

func (b *bench) verify(c *Channel) {
	b.Helper()
	if _, _, err := c.Verify(b.Context()); err != nil {
		b.Fatalf("Verify: %v", err)
	}
}

// TestTokenIsKept: one exchange serves all runs of two hours, the next begins
// with the token that the first stored, and no token is used twice.
func TestTokenIsKept(t *testing.T) {
	b := newBench(t).withTwo()
	for _, x := range []struct {
		late time.Duration
		want string
	}{
		{0, "POST /2/oauth2/token, GET /2/users/me"},
		{time.Hour, "GET /2/users/me"},
		{2*time.Hour - time.Minute, "POST /2/oauth2/token, GET /2/users/me"},
		{3 * time.Hour, "GET /2/users/me"},
		{90 * time.Hour, "POST /2/oauth2/token, GET /2/users/me"},
	} {
		b.late = x.late
		b.verify(b.open())
		if got := b.calls(); got != x.want {
			t.Errorf("after %v: calls are %s, want %s", x.late, got, x.want)
		}
	}
	c := b.open()
	b.verify(c)
	b.late += 2 * time.Hour // within one run, too
	b.verify(c)
	if b.second.serial != 4 || b.second.dead {
		t.Errorf("%d exchanges, dead: %t", b.second.serial, b.second.dead)
	}
}

func TestPublicClient(t *testing.T) {
	b := newBench(t).withTwo()
	b.second.public = true
	b.secrets = map[string]string{secretClientID: testClient, secretRefresh: testRefresh}
	b.verify(b.open())
}

// TestSeed: the environment's token begins an empty store and wins over a
// stored one only when a person has changed it.
func TestSeed(t *testing.T) {
	b := newBench(t).withTwo()
	b.verify(b.open())
	b.late = 3 * time.Hour
	b.secrets = map[string]string{secretClientID: testClient, secretClientSecret: testClientSecret}
	b.verify(b.open()) // without it the stored one serves
	b.late = 6 * time.Hour
	b.second.refresh, b.second.access, b.second.used = "a-new-token-by-a-person", "", nil
	b.secrets = map[string]string{secretClientID: testClient, secretClientSecret: testClientSecret, secretRefresh: "a-new-token-by-a-person"}
	b.verify(b.open())
	b.late = 9 * time.Hour
	b.verify(b.open())
	if len(b.second.used) != 2 || b.second.used[0] != "a-new-token-by-a-person" || b.second.dead {
		t.Errorf("used were %q, dead: %t", b.second.used, b.second.dead)
	}
}

func TestSeedOverDamagedStore(t *testing.T) {
	b := newBench(t).withTwo()
	if _, err := b.store.Swap(t.Context(), "x-main", func(string) (string, error) { return "{", nil }); err != nil {
		t.Fatal(err)
	}
	b.verify(b.open())
}

// TestReuse: the fake punishes what the channel avoids, and the channel says
// what is left to do.
func TestReuse(t *testing.T) {
	b := newBench(t).withTwo()
	b.verify(b.open())
	b.store = channeltest.NewTokens() // a store that went back in time
	_, _, err := b.open().Verify(t.Context())
	b.fails(err, syndicate.Auth, "allow the app anew", "NADI_X_MAIN_REFRESH_TOKEN")
	if !b.second.dead {
		t.Error("the fake forgives a second use")
	}
}

func TestNoStore(t *testing.T) {
	b := newBench(t).withTwo()
	b.store = nil
	_, _, err := b.open().Verify(t.Context())
	b.fails(err, syndicate.Auth, "no safe place", "OAuth 1.0a")
	if calls := b.calls(); calls != "" {
		t.Errorf("the token was spent: %s", calls)
	}
}

// failing is a store whose disk fails after the exchange.
type failing struct{ err error }

func (f failing) Swap(_ context.Context, _ string, refresh func(string) (string, error)) (string, error) {
	if _, err := refresh(""); err != nil {
		return "", err
	}
	return "", f.err
}

// TestStoredBeforeUsed: a token that could not be stored is used for nothing.
func TestStoredBeforeUsed(t *testing.T) {
	b := newBench(t).withTwo()
	b.store = failing{errors.New("the disk is full, says " + testRefresh)}
	c := b.open()
	_, err := c.Send(t.Context(), syndicate.Key{}, syndicate.Payload(`{"text":"a"}`))
	b.fails(err, syndicate.Auth, "the disk is full", "NADI_X_MAIN_REFRESH_TOKEN")
	if strings.Contains(fmt.Sprintf("%+v", err), testRefresh) {
		t.Errorf("the error shows the token: %v", err)
	}
	if got, want := b.calls(), "POST /2/oauth2/token"; got != want {
		t.Errorf("calls are %s, want %s", got, want)
	}
}

func TestAnswerLostAtExchange(t *testing.T) {
	b := newBench(t).withTwo()
	b.second.lose = true
	_, err := b.open().Send(t.Context(), syndicate.Key{}, syndicate.Payload(`{"text":"a"}`))
	b.fails(err, syndicate.Unavailable, "allow the app anew") // nothing was posted, that is certain
	_, _, err = b.open().Verify(t.Context())
	b.fails(err, syndicate.Auth, "allow the app anew")
}

func TestExchangeRefused(t *testing.T) {
	for _, x := range []struct {
		status int
		body   string
		want   syndicate.Kind
	}{
		{400, `{"error":"invalid_request","error_description":"Value passed for the token was invalid."}`, syndicate.Auth},
		{401, `{"error":"unauthorized_client"}`, syndicate.Auth},
		{403, `{"error":"access_denied"}`, syndicate.Auth},
		{400, `<h1>Bad Request</h1>`, syndicate.Rejected},
		{429, `{"title":"Too Many Requests","type":"about:blank","status":429}`, syndicate.Limited},
		{503, ``, syndicate.Unavailable},
		{200, `{}`, syndicate.Unavailable},
		{200, `<html>`, syndicate.Unavailable},
	} {
		b := newBench(t).withTwo()
		b.answering("POST /2/oauth2/token", x.status, x.body)
		_, _, err := b.open().Verify(t.Context())
		b.fails(err, x.want)
		if b.store.(*channeltest.Tokens).Swaps != 0 {
			t.Errorf("%d %s: something was stored", x.status, x.body)
		}
	}
}

// TestWithdrawnAccess: an access token that is refused before its time is
// dropped, so that the next request has another.
func TestWithdrawnAccess(t *testing.T) {
	b := newBench(t).withTwo()
	c := b.open()
	b.verify(c)
	b.second.access = "withdrawn"
	_, _, err := c.Verify(t.Context())
	b.fails(err, syndicate.Auth)
	b.calls()
	b.verify(b.open())
	if got, want := b.calls(), "POST /2/oauth2/token, GET /2/users/me"; got != want {
		t.Errorf("calls are %s, want %s", got, want)
	}
}

func TestGoneContext(t *testing.T) {
	b := newBench(t).withTwo()
	_, _, err := b.open().Verify(ctxGone(t))
	b.fails(err, syndicate.Unavailable)
}

// TestTokensStayHidden: tokens that came later are cut out of what X says, too.
func TestTokensStayHidden(t *testing.T) {
	b := newBench(t).withTwo()
	c := b.open()
	b.verify(c)
	said, _ := json.Marshal(b.second.access + " " + b.second.refresh + " " + testClientSecret)
	b.answering("GET /2/users/me", 400, `{"title":"Invalid Request","detail":`+string(said)+`}`)
	_, _, err := c.Verify(t.Context())
	for _, s := range []string{b.second.access, b.second.refresh, testClientSecret} {
		if strings.Contains(fmt.Sprintf("%+v %#v", err, err), s) {
			t.Errorf("the error shows %s: %v", s, err)
		}
	}
	b.fails(err, syndicate.Rejected)
}

// TestTokenFile: two processes' worth of channels share a file, and neither
// spends a token that the other has spent.
func TestTokenFile(t *testing.T) {
	b := newBench(t).withTwo()
	path := filepath.Join(t.TempDir(), "tokens.json")
	for i := range 4 {
		store, err := tokenfile.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		b.store, b.late = store, time.Duration(i)*3*time.Hour
		b.verify(b.open())
	}
	if b.second.serial != 4 || b.second.dead {
		t.Errorf("%d exchanges, dead: %t", b.second.serial, b.second.dead)
	}
}
