package youtube

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
)

// TestTokenKept: an access token is fetched once, again shortly before it ends,
// and again when the network does not take it.
func TestTokenKept(t *testing.T) {
	l := newLab(t)
	verify := func(want int) {
		t.Helper()
		if _, _, err := l.c.Verify(t.Context()); err != nil || l.net.tokens != want {
			t.Errorf("%d tokens were fetched, want %d (%v)", l.net.tokens, want, err)
		}
	}
	verify(1)
	l.late = 50 * time.Minute
	verify(1)
	l.late = 55 * time.Minute
	verify(2)
	clear(l.net.live)
	verify(3)
	l.net.fail = func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/token" {
			return false
		}
		oops(w, 401, "youtube.header", "authError", "Invalid Credentials")
		return true
	}
	_, _, err := l.c.Verify(t.Context())
	l.want(err, syndicate.Auth, "NADI_YOUTUBE_EN_REFRESH_TOKEN")
	if l.net.tokens != 4 {
		t.Errorf("%d tokens were fetched: a refusal must end after one fresh token", l.net.tokens)
	}
}

// TestTokenNotGiven: a dead token is told from a bad day of the token server.
func TestTokenNotGiven(t *testing.T) {
	oauth := func(status int, code string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			reply(w, status, map[string]any{"error": code, "error_description": "Token has been expired or revoked."})
		}
	}
	for name, x := range map[string]struct {
		answer func(http.ResponseWriter)
		kind   syndicate.Kind
		word   string
	}{
		"expired":       {oauth(400, "invalid_grant"), syndicate.Auth, "7 days"},
		"wrong client":  {oauth(401, "invalid_client"), syndicate.Auth, "NADI_YOUTUBE_EN_CLIENT_ID"},
		"other client":  {oauth(400, "unauthorized_client"), syndicate.Auth, "same client"},
		"by policy":     {oauth(403, "access_denied"), syndicate.Auth, "NADI_YOUTUBE_EN_REFRESH_TOKEN"},
		"broken":        {oauth(500, "internal_failure"), syndicate.Unavailable, ""},
		"away":          {oauth(503, "temporarily_unavailable"), syndicate.Unavailable, ""},
		"too many":      {oauth(429, "rate_limit_exceeded"), syndicate.Limited, ""},
		"a page":        {func(w http.ResponseWriter) { w.Write([]byte("<html>")) }, syndicate.Unavailable, ""},
		"nothing in it": {func(w http.ResponseWriter) { w.Write([]byte("{}")) }, syndicate.Unavailable, "no access token"},
		"moved":         {func(w http.ResponseWriter) { w.WriteHeader(302) }, syndicate.Disabled, "redirect"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			l.net.fail = func(w http.ResponseWriter, r *http.Request) bool { x.answer(w); return true }
			_, _, err := l.c.Verify(t.Context())
			l.want(err, x.kind, x.word)
		})
	}
}

func TestVerifyLooksAtTheToken(t *testing.T) {
	l := newLab(t)
	l.net.dies = 7 * 24 * 3600
	id, _, err := l.c.Verify(t.Context())
	if want := l.now().Add(7 * 24 * time.Hour); err != nil || !id.Expires.Equal(want) || id.ID != ownID || id.Handle != "@riverside" {
		t.Errorf("identity %+v (%v), want one that ends at %v", id, err, want)
	}
	l = newLab(t)
	l.net.scopes = "https://www.googleapis.com/auth/youtube.upload openid"
	_, _, err = l.c.Verify(t.Context())
	l.want(err, syndicate.Scope, "youtube.force-ssl", "NADI_YOUTUBE_EN_REFRESH_TOKEN")
}

// TestFaultsWithToken: the suite's faults of abilities meet the token server
// first; these meet every later request.
func TestFaultsWithToken(t *testing.T) {
	d := func(l *lab) syndicate.Draft { return l.draft(syndicate.Video{File: "media/heat.mp4"}) }
	calls := map[string]func(l *lab, p syndicate.Payload, r syndicate.Receipt) error{
		"prepare": func(l *lab, _ syndicate.Payload, _ syndicate.Receipt) error {
			_, err := l.c.Prepare(l.Context(), d(l))
			return err
		},
		"find": func(l *lab, p syndicate.Payload, _ syndicate.Receipt) error {
			_, _, err := l.c.Find(l.Context(), syndicate.Sought{Payload: p})
			return err
		},
		"search": func(l *lab, _ syndicate.Payload, _ syndicate.Receipt) error {
			_, _, err := l.c.Find(l.Context(), syndicate.Sought{})
			return err
		},
		"recent": func(l *lab, _ syndicate.Payload, _ syndicate.Receipt) error {
			_, err := l.c.Recent(l.Context(), l.now())
			return err
		},
		"amend": func(l *lab, _ syndicate.Payload, r syndicate.Receipt) error {
			_, err := l.c.Amend(l.Context(), r, d(l).Post)
			return err
		},
		"remove": func(l *lab, _ syndicate.Payload, r syndicate.Receipt) error { return l.c.Remove(l.Context(), r) },
		"reply": func(l *lab, _ syndicate.Payload, r syndicate.Receipt) error {
			_, err := l.c.Reply(l.Context(), syndicate.Key{}, r, d(l).Post)
			return err
		},
	}
	for name, call := range calls {
		for _, x := range []struct {
			status int
			reason string
			kinds  [2]syndicate.Kind // of what changes nothing, and of what does
		}{
			{500, "backendError", [2]syndicate.Kind{syndicate.Unavailable, syndicate.Unknown}},
			{500, "quotaExceeded", [2]syndicate.Kind{syndicate.Unavailable, syndicate.Unknown}}, // no certainty in a 5xx
			{403, "quotaExceeded", [2]syndicate.Kind{syndicate.Limited, syndicate.Limited}},
			{403, "channelSuspended", [2]syndicate.Kind{syndicate.Disabled, syndicate.Disabled}},
			{401, "authError", [2]syndicate.Kind{syndicate.Auth, syndicate.Auth}},
			{200, "nothing", [2]syndicate.Kind{syndicate.Unavailable, syndicate.Unknown}},
		} {
			t.Run(name+"/"+x.reason+http.StatusText(x.status), func(t *testing.T) {
				l := newLab(t)
				p := l.prepare(d(l))
				r := l.send(p)
				if _, _, err := l.c.Verify(t.Context()); err != nil {
					t.Fatal(err)
				}
				l.net.fail = func(w http.ResponseWriter, r *http.Request) bool {
					if r.URL.Path == "/token" {
						return false
					}
					oops(w, x.status, "global", x.reason, "told so")
					return true
				}
				kind := x.kinds[0]
				if name == "remove" || name == "reply" {
					kind = x.kinds[1]
				}
				l.want(call(l, p, r), kind)
				if len(l.net.clips) != 1 || len(l.net.remarks) != 0 || !strings.Contains(l.net.clips[0].snippet.Description, article) {
					t.Error("something changed")
				}
			})
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
	l := newLab(t)
	d, _ := l.big()
	l.cut.Store(grain / 2)
	if _, err := l.c.Prepare(t.Context(), d); err == nil {
		t.Fatal("the upload did not break off")
	}
	for _, session := range l.c.begun {
		shows(t, l.c, session, l.c.grant.token.Value(), l.c.token.Value())
	}
}
