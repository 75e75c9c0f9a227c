package mastodon

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

func TestVerify(t *testing.T) {
	usual := syndicate.Facts{factCharacters: "500", factPerURL: "23", factAlt: "1500", factBytes: "16777216", factPixels: "33177600",
		factTypes: "image/jpeg,image/png,image/webp,image/gif", factSoftware: "mastodon"}
	with := func(change map[string]string) syndicate.Facts {
		f := syndicate.Facts{}
		for k, v := range usual {
			f[k] = v
		}
		for k, v := range change {
			if f[k] = v; v == "" {
				delete(f, k)
			}
		}
		return f
	}
	for _, x := range []struct {
		name    string
		manners manners
		handle  string
		facts   syndicate.Facts
	}{
		{"mastodon", manners{}, "@riverside@social.example", usual},
		{"version 1", manners{old: true}, "@riverside@", usual},
		{"own limits", manners{limit: 5000, perURL: 30}, "@riverside@social.example", with(map[string]string{factCharacters: "5000", factPerURL: "30"})},
		{"names no limits", manners{bare: true, limit: 700}, "@riverside@social.example", with(map[string]string{factCharacters: "700", factTypes: "image/jpeg,image/png"})},
		{"gotosocial", manners{software: "GoToSocial"}, "@riverside@social.example", with(map[string]string{factSoftware: "gotosocial"})},
		{"no nodeinfo", manners{software: "-"}, "@riverside@social.example", with(map[string]string{factSoftware: ""})},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := opened(t, newFake(x.manners), nil)
			id, facts, err := c.Verify(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if x.manners.old {
				x.handle += c.host
			}
			want := syndicate.Identity{Network: "mastodon", Host: c.host, ID: "42", Handle: x.handle, URL: "https://social.example/@riverside"}
			if diff := cmp.Diff(want, id) + cmp.Diff(x.facts, facts); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What passes is an error: facts that change for a day would change the hashes
// of all posts. What stays means that the server does not tell.
func TestVerifyWithout(t *testing.T) {
	for _, x := range []struct {
		path   string
		status int
		body   string
		kind   syndicate.Kind // 0: fine, of no known make
	}{
		{"/.well-known/nodeinfo", 503, "", syndicate.Unavailable},
		{"/nodeinfo/2.0", 500, "", syndicate.Unavailable},
		{"/nodeinfo/2.0", 429, "", syndicate.Limited},
		{"/nodeinfo/2.0", 404, "", 0},
		{"/.well-known/nodeinfo", 301, "", 0},
		{"/.well-known/nodeinfo", 200, "<html>", 0},
		{"/.well-known/nodeinfo", 200, `{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"//%zz"}]}`, 0},
		{"/api/v2/instance", 503, "", syndicate.Unavailable},
		{"/api/v2/instance", 200, "<html>", syndicate.Unavailable},
		{"/api/v1/accounts/verify_credentials", 200, "<html>", syndicate.Unavailable},
		{"/api/v1/accounts/verify_credentials", 200, "{}", syndicate.Unavailable},
		{"/api/v1/accounts/verify_credentials", 404, "<html>", syndicate.Rejected},
	} {
		f := newFake(manners{})
		c := opened(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != x.path {
				f.ServeHTTP(w, r)
				return
			}
			w.WriteHeader(x.status)
			io.WriteString(w, x.body)
		}), nil)
		_, facts, err := c.Verify(t.Context())
		if x.kind != 0 {
			isKind(t, fmt.Sprint(x.path, x.status), err, x.kind)
		} else if err != nil || facts[factSoftware] != "" || c.Describe(facts).Repeat != 0 {
			t.Errorf("%s %d: %v, %v", x.path, x.status, facts, err)
		}
	}
}

// The token goes to the API and not to nodeinfo, and into no address.
func TestTokenTravels(t *testing.T) {
	f := newFake(manners{})
	c := opened(t, f, nil)
	if _, _, err := c.Verify(t.Context()); err != nil {
		t.Fatal(err)
	}
	posted(t, c, draft(true))
	for _, r := range f.asked {
		if strings.Contains(r.url, token) || strings.Contains(r.url, "nodeinfo") != (r.header.Get("Authorization") == "") {
			t.Errorf("%s %s has the Authorization %q", r.method, r.url, r.header.Get("Authorization"))
		}
	}
}

func TestErrors(t *testing.T) {
	reset := channeltest.Moment().Add(3 * time.Minute)
	for _, x := range []struct {
		status     int
		body       string
		resetsAt   string
		retryAfter string
		kind       syndicate.Kind
		hint       string
		until      time.Time
	}{
		{401, `{"error":"The access token was revoked"}`, "", "", syndicate.Auth, "NADI_MASTODON_HI_TOKEN", time.Time{}},
		{403, `{"error":"This action is outside the authorized scopes"}`, "", "", syndicate.Scope, "write:statuses", time.Time{}},
		{403, `{"error":"Forbidden: token has insufficient scope permission"}`, "", "", syndicate.Scope, "write:statuses", time.Time{}},
		{403, `{"error":"Your login is currently pending approval"}`, "", "", syndicate.Disabled, "log in", time.Time{}},
		{403, `{"error":"Your login is missing a confirmed e-mail address"}`, "", "", syndicate.Disabled, "log in", time.Time{}},
		{403, `<html>`, "", "", syndicate.Scope, "", time.Time{}},
		{404, `{"error":"Not Found"}`, "", "", syndicate.Rejected, "nadi.yaml", time.Time{}},
		{404, `{"error":"Record not found"}`, "", "", syndicate.Duplicate, "deleted it", time.Time{}},
		{410, `{"error":"Gone"}`, "", "", syndicate.Disabled, "suspended", time.Time{}},
		{413, `<html>`, "", "", syndicate.Rejected, "too large", time.Time{}},
		{422, `{"error":"Validation failed: Text character limit of 500 exceeded"}`, "", "", syndicate.Rejected, "shorten", time.Time{}},
		{422, `{"error":"Cannot attach files that have not finished processing. Try again in a moment!"}`, "", "", syndicate.Unavailable, "run again", time.Time{}},
		{422, `{"error":"This method requires an authenticated user"}`, "", "", syndicate.Auth, "NADI_MASTODON_HI_TOKEN", time.Time{}},
		{422, `{"error":"Validation failed"}`, "", "", syndicate.Rejected, "", time.Time{}},
		{429, `{"error":"Too many requests"}`, "2026-11-23T09:03:00.123456Z", "", syndicate.Limited, "", reset.Add(123456 * time.Microsecond)},
		{429, `{"error":"Too many requests"}`, "2026-11-23T09:03:00Z", "60", syndicate.Limited, "", reset},
		{429, `{"error":"Too many requests"}`, "2026-11-23T08:00:00Z", "180", syndicate.Limited, "", reset},
		{429, `{"error":"Too many requests"}`, "2026-11-23T09:01:00Z", "180", syndicate.Limited, "", reset},
		{429, `{"error":"Too many requests"}`, "2026-11-23T08:00:00Z", "", syndicate.Limited, "", time.Time{}},
		{429, `{"error":"Too many requests"}`, "180", "", syndicate.Limited, "", time.Time{}},
		{500, ``, "", "", syndicate.Unknown, "", time.Time{}},
		{502, `<html>`, "", "", syndicate.Unknown, "", time.Time{}},
		{503, `{"error":"There was a temporary problem"}`, "", "", syndicate.Unknown, "", time.Time{}},
		{200, `{}`, "", "", syndicate.Unknown, "", time.Time{}},
		{200, `<html>`, "", "", syndicate.Unknown, "", time.Time{}},
		{202, ``, "", "", syndicate.Unknown, "", time.Time{}},
	} {
		c := opened(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for name, v := range map[string]string{"X-RateLimit-Reset": x.resetsAt, "Retry-After": x.retryAfter} {
				if v != "" {
					w.Header().Set(name, v)
				}
			}
			w.WriteHeader(x.status)
			io.WriteString(w, x.body)
		}), nil)
		_, err := c.Send(t.Context(), draft(false).Key, prepared(t, c, draft(false)))
		e, ok := err.(*syndicate.Error)
		if !ok || e.Kind != x.kind || !strings.Contains(e.Hint, x.hint) || !e.Until.Equal(x.until) {
			t.Errorf("%d %s: %v, hint %q, until %v; want %v, %q, %v", x.status, x.body, syndicate.KindOf(err), e.Hint, e.Until, x.kind, x.hint, x.until)
		}
	}
	_, err := opened(t, http.NotFoundHandler(), nil).Send(t.Context(), draft(false).Key, syndicate.Payload("{"))
	isKind(t, "a payload that is none", err, syndicate.Invalid)
}
