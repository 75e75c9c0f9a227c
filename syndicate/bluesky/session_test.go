package bluesky

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// since returns the methods that the fake was called with from a call on.
func (f *fake) since(n int) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []string
	for _, m := range f.calls[n:] {
		all = append(all, m[strings.Index(m, ".")+1:])
	}
	return strings.Join(all, " ")
}

// One login serves a run; a token that runs out is replaced, and what the
// server refused because of it is made once with the new one.
func TestSession(t *testing.T) {
	for _, x := range []struct {
		name   string
		expire func(*fake)
		want   string
		fails  syndicate.Kind
	}{
		{"lasting", func(*fake) {}, "uploadBlob putRecord", 0},
		{"access token runs out", func(f *fake) { f.expire(false) }, "uploadBlob refreshSession uploadBlob putRecord", 0},
		{"both run out", func(f *fake) { f.expire(true) }, "uploadBlob refreshSession createSession uploadBlob putRecord", 0},
		{"ended by the server", func(f *fake) { clear(f.access) }, "uploadBlob", syndicate.Auth},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := newFake()
			c := opened(t, f)
			if _, _, err := c.Verify(t.Context()); err != nil {
				t.Fatal(err)
			}
			x.expire(f)
			n := len(f.calls)
			p, err := c.Prepare(t.Context(), draft(true))
			if err == nil {
				_, err = c.Send(t.Context(), draft(true).Key, p)
			}
			if x.fails != 0 {
				isKind(t, "Prepare", err, x.fails)
			} else if err != nil {
				t.Fatal(err)
			}
			if got := f.since(n); got != x.want {
				t.Errorf("requests: %s; want %s", got, x.want)
			}
		})
	}
}

// A token that runs out between Prepare and Send costs one commit, not two.
func TestExpiredAtSend(t *testing.T) {
	f := newFake()
	c := opened(t, f)
	d := draft(false)
	p := prepared(t, c, d)
	f.expire(false)
	if _, err := c.Send(t.Context(), d.Key, p); err != nil {
		t.Fatal(err)
	}
	if len(f.asked) != 1 || !f.asked[0].commit || len(f.Public()) != 1 {
		t.Errorf("%d writes reached the repository, %d posts", len(f.asked), len(f.Public()))
	}
}

// The account's own server is used for everything but logging in.
func TestOwnServer(t *testing.T) {
	home, entry := newFake(), newFake()
	entry.access, entry.refresh, entry.expired = home.access, home.refresh, home.expired
	web := httptest.NewServer(home)
	defer web.Close()
	entry.self = web.URL
	c := opened(t, entry)
	if _, _, err := c.Verify(t.Context()); err != nil {
		t.Fatal(err)
	}
	home.expire(false)
	d := draft(true)
	r := posted(t, c, d)
	if _, err := c.Recent(t.Context(), d.Due); err != nil {
		t.Fatal(err)
	}
	if err := c.Remove(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if got, want := entry.since(0), "createSession refreshSession"; got != want {
		t.Errorf("the server of the login was asked %s; want %s", got, want)
	}
	if got, want := home.since(0), "uploadBlob uploadBlob putRecord listRecords listRecords deleteRecord"; got != want {
		t.Errorf("the account's server was asked %s; want %s", got, want)
	}
}

// A password goes nowhere but over https, whatever a description says.
func TestForeignServers(t *testing.T) {
	for _, x := range []struct {
		login, doc string
		base       string // "" means refused
	}{
		{"https://bsky.social", `{"id":"did:plc:a","service":[{"id":"#atproto_pds","serviceEndpoint":"https://pds.example.org/"}]}`, "https://pds.example.org"},
		{"https://bsky.social", `{"id":"did:plc:a","service":[{"id":"did:plc:a#atproto_pds","serviceEndpoint":"https://pds.example.org"}]}`, "https://pds.example.org"},
		{"https://bsky.social", `{"id":"did:plc:a","service":[{"id":"#other","serviceEndpoint":"https://pds.example.org"}]}`, "https://bsky.social"},
		{"https://bsky.social", `{"id":"did:plc:b","service":[{"id":"#atproto_pds","serviceEndpoint":"https://pds.example.org"}]}`, "https://bsky.social"},
		{"https://bsky.social", `{"id":"did:plc:a","service":[{"id":"#atproto_pds","serviceEndpoint":{}}]}`, "https://bsky.social"},
		{"https://bsky.social", ``, "https://bsky.social"},
		{"https://bsky.social", `{"id":"did:plc:a","service":[{"id":"#atproto_pds","serviceEndpoint":"http://pds.example.org"}]}`, ""},
		{"https://bsky.social", `{"id":"did:plc:a","service":[{"id":"#atproto_pds","serviceEndpoint":"http://127.0.0.1:80"}]}`, ""},
		{"http://127.0.0.1:2583", `{"id":"did:plc:a","service":[{"id":"#atproto_pds","serviceEndpoint":"http://localhost:2583"}]}`, "http://localhost:2583"},
	} {
		c := &Channel{login: &wire.Client{Base: x.login}}
		err := c.take(session{DID: "did:plc:a", Access: "aaaa", Refresh: "bbbb", Doc: json.RawMessage(x.doc)})
		switch {
		case x.base == "":
			isKind(t, x.doc, err, syndicate.Disabled)
			if c.session.Access != "" {
				t.Errorf("%s: the session was taken", x.doc)
			}
		case err != nil || c.pds.Base != x.base:
			t.Errorf("%s: %v, want %s", x.doc, err, x.base)
		}
	}
}

func TestWithoutSecrets(t *testing.T) {
	f := newFake()
	web := httptest.NewServer(f)
	defer web.Close()
	for _, s := range [][2]string{{"", fakePassword}, {fakeHandle, ""}} {
		c, err := open(syndicate.Account{Server: web.URL}, tools(s[0], s[1]))
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = c.Verify(t.Context())
		if e := isKind(t, "Verify", err, syndicate.Auth); !strings.Contains(e.Hint, "NADI_BLUESKY_HI_APP_PASSWORD") || len(f.calls) != 0 {
			t.Errorf("hint %q, %d requests", e.Hint, len(f.calls))
		}
	}
	c, err := open(syndicate.Account{Server: web.URL}, tools("@"+fakeHandle, fakePassword))
	if err != nil {
		t.Fatal(err)
	}
	if id, _, err := c.Verify(t.Context()); err != nil || id.ID != fakeDID || id.Handle != "@"+fakeHandle || id.String() != "bluesky||"+fakeDID {
		t.Errorf("with @ before the handle: %+v, %v", id, err)
	}
}

func TestInactive(t *testing.T) {
	f := newFake()
	f.status = "deactivated"
	_, _, err := opened(t, f).Verify(t.Context())
	if e := isKind(t, "Verify", err, syndicate.Disabled); !strings.Contains(e.Message, "deactivated") {
		t.Errorf("message %q", e.Message)
	}
}

// Answers that are not OK, at the request that commits and at a login.
func TestRefusals(t *testing.T) {
	json := func(code, message string) string { return fmt.Sprintf(`{"error":%q,"message":%q}`, code, message) }
	for _, x := range []struct {
		name   string
		status int
		body   string
		write  syndicate.Kind // of putRecord
		login  syndicate.Kind // of createSession; 0: as write
		hint   string
	}{
		{"second factor", 401, json("AuthFactorTokenRequired", "A sign in code has been sent"), syndicate.Auth, 0, "make an app password"},
		{"wrong password", 401, json("AuthenticationRequired", "Invalid identifier or password"), syndicate.Auth, 0, "NADI_BLUESKY_HI_APP_PASSWORD"},
		{"bad token", 400, json("InvalidToken", "Token could not be verified"), syndicate.Auth, 0, "run again"},
		{"taken down", 401, json("AccountTakedown", "Account has been taken down"), syndicate.Disabled, 0, "in a browser"},
		{"suspended", 400, json("AccountSuspended", ""), syndicate.Disabled, 0, "in a browser"},
		{"deactivated", 400, json("AccountDeactivated", "Account is deactivated"), syndicate.Disabled, 0, "in a browser"},
		{"repository gone", 400, json("RepoDeactivated", ""), syndicate.Disabled, 0, "in a browser"},
		{"may not", 403, json("ScopeMissingError", "Missing required scope"), syndicate.Scope, 0, ""},
		{"not a PDS", 404, "<html>", syndicate.Disabled, 0, "server in nadi.yaml"},
		{"no such method", 404, json("XRPCNotSupported", ""), syndicate.Disabled, 0, "no Bluesky server"},
		{"record refused", 400, json("InvalidRequest", "Invalid app.bsky.feed.post record"), syndicate.Rejected, syndicate.Auth, ""},
		{"picture forgotten", 400, json("BlobNotFound", "Could not find blob"), syndicate.Unavailable, 0, "run again"},
		{"picture too large", 400, json("InvalidSize", ""), syndicate.Rejected, syndicate.Auth, "smaller"},
		{"too large for a proxy", 413, "", syndicate.Rejected, syndicate.Auth, "smaller"},
		{"limited", 429, json("RateLimitExceeded", "Rate Limit Exceeded"), syndicate.Limited, 0, ""},
		{"broken", 500, json("InternalServerError", "Internal Server Error"), syndicate.Unknown, syndicate.Unavailable, ""},
		{"broken, with a code that means more elsewhere", 500, json("BlobNotFound", ""), syndicate.Unknown, syndicate.Unavailable, ""},
		{"gateway", 502, "<html>", syndicate.Unknown, syndicate.Unavailable, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := newFake()
			var refuse string
			c := opened(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, refuse) && refuse != "" {
					w.WriteHeader(x.status)
					fmt.Fprint(w, x.body)
					return
				}
				f.ServeHTTP(w, r)
			}))
			d := draft(false)
			p := prepared(t, c, d)
			refuse = "putRecord"
			_, err := c.Send(t.Context(), d.Key, p)
			e := isKind(t, "Send", err, x.write)
			if !strings.Contains(e.Hint, x.hint) || e.Status != x.status {
				t.Errorf("hint %q, status %d; want %q, %d", e.Hint, e.Status, x.hint, x.status)
			}
			refuse = "createSession"
			if x.login == 0 {
				x.login = x.write
			}
			_, _, err = c.Verify(t.Context())
			isKind(t, "Verify", err, x.login)
		})
	}
}

// What the server says of the end of a limit is believed when it can be true.
func TestLimitedUntil(t *testing.T) {
	now := draft(false).Due
	for _, x := range []struct {
		reset, retry string
		want         time.Duration // from now; 0: unknown
	}{
		{fmt.Sprint(now.Add(5 * time.Minute).Unix()), "", 5 * time.Minute},
		{"", "60", time.Minute},
		{fmt.Sprint(now.Add(5 * time.Minute).Unix()), "60", 5 * time.Minute},
		{fmt.Sprint(now.Add(-time.Minute).Unix()), "", 0},
		{"soon", "", 0},
	} {
		c := opened(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if x.retry != "" {
				w.Header().Set("Retry-After", x.retry)
			}
			w.Header().Set("RateLimit-Reset", x.reset)
			fail(w, 429, "RateLimitExceeded", "Rate Limit Exceeded")
		}))
		_, _, err := c.Verify(t.Context())
		e := isKind(t, "Verify", err, syndicate.Limited)
		if x.want == 0 != e.Until.IsZero() || x.want != 0 && !e.Until.Equal(now.Add(x.want)) {
			t.Errorf("%+v: until %v", x, e.Until)
		}
	}
}

// A server that repeats what it was sent gives nothing away.
func TestSessionIsSecret(t *testing.T) {
	f := newFake()
	var sent []string
	c := opened(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "putRecord") {
			sent = append(sent, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), fakePassword)
			fail(w, 400, "Invalid "+sent[0], strings.Join(append(sent, refreshTokens(f)...), " "))
			return
		}
		f.ServeHTTP(w, r)
	}))
	d := draft(false)
	_, err := c.Send(t.Context(), d.Key, prepared(t, c, d))
	e := isKind(t, "Send", err, syndicate.Rejected)
	for _, s := range append(slices.Clone(sent), refreshTokens(f)...) {
		if text := fmt.Sprintf("%#v %v", e, e); strings.Contains(text, s) {
			t.Errorf("%s shows %s", text, s)
		}
	}
}

// refreshTokens are the refresh tokens that the fake gave out.
func refreshTokens(f *fake) (all []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for token := range f.refresh {
		all = append(all, token)
	}
	return all
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
	c := opened(t, newFake())
	if _, _, err := c.Verify(t.Context()); err != nil {
		t.Fatal(err)
	}
	shows(t, c, c.session.Access, c.session.Refresh, fakePassword)
	shows(t, *c, c.session.Access, c.session.Refresh, fakePassword)
}
