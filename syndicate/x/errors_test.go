package x

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

// TestPublishedErrors runs the collected answers of X.
func TestPublishedErrors(t *testing.T) {
	var all struct {
		Samples []struct {
			Channel, Case string
			Status        int
			Headers       map[string]string
			Body          json.RawMessage
		}
	}
	published(t, &all, "fixtures", "error-samples.json")
	want := map[string]syndicate.Kind{
		"duplicate": syndicate.Duplicate, "duplicate-v1.1": syndicate.Duplicate, "expired-token": syndicate.Auth, "wrong-auth-kind": syndicate.Scope,
		"rate-limit": syndicate.Limited, "rate-limit-problem": syndicate.Limited, "out-of-credits": syndicate.Disabled, "validation": syndicate.Rejected,
	}
	for _, s := range all.Samples {
		if s.Channel != name {
			continue
		}
		kind, known := want[s.Case]
		if delete(want, s.Case); !known {
			t.Errorf("the case %s is new", s.Case)
			continue
		}
		newBench(t).fails(sendTo(t, s.Status, s.Headers, string(s.Body)), kind)
	}
	if len(want) > 0 {
		t.Errorf("cases that are not there any more: %v", want)
	}
}

// sendTo sends to a server that answers so.
func sendTo(t *testing.T, status int, headers map[string]string, body string) error {
	t.Helper()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for k, v := range headers {
			w.Header().Set(k, v)
		}
		respond(w, status, body)
	}))
	defer web.Close()
	b := newBench(t)
	b.server = web.URL
	_, err := b.open().Send(t.Context(), syndicate.Key{}, syndicate.Payload(`{"text":"a"}`))
	return err
}

func TestForbidden(t *testing.T) {
	for _, x := range []struct {
		body string
		want syndicate.Kind
		hint string
	}{
		{`{"title":"Forbidden","detail":"You are not allowed to create a Tweet with duplicate content."}`, syndicate.Duplicate, "already"},
		{`{"errors":[{"code":187,"message":"Status is a duplicate."}]}`, syndicate.Duplicate, "already"},
		{`{"errors":[{"code":186,"message":"Tweet needs to be a bit shorter."}]}`, syndicate.Rejected, "shorter"},
		{`{"errors":[{"code":326,"message":"To protect our users…"}]}`, syndicate.Disabled, "log in"},
		{`{"errors":[{"code":185,"message":"User is over daily status update limit."}]}`, syndicate.Limited, "today"},
		{`{"errors":[{"code":226,"message":"This request looks like it might be automated."}]}`, syndicate.Limited, "limit in nadi.yaml"},
		{`{"title":"Forbidden","detail":"Your account is temporarily locked."}`, syndicate.Disabled, "log in"},
		{`{"title":"Forbidden","type":"https://api.twitter.com/2/problems/oauth1-permissions","detail":"?"}`, syndicate.Scope, "read and write"},
		{`{"title":"Unsupported Authentication","type":"https://api.x.com/2/problems/unsupported-authentication","detail":"?"}`, syndicate.Scope, "read and write"},
		{`{"title":"Client Forbidden","type":"https://api.twitter.com/2/problems/client-forbidden","reason":"client-not-enrolled","detail":"When authenticating requests, you must use keys from an App that is attached to a Project."}`, syndicate.Scope, "project"},
		{`{"title":"Forbidden","type":"about:blank","detail":"You are not permitted to perform this action."}`, syndicate.Scope, "read and write"},
		{`{"title":"Forbidden","type":"about:blank","detail":"The words of the day are not welcome."}`, syndicate.Rejected, "log in"},
		{`<html>a firewall</html>`, syndicate.Scope, ""},
	} {
		newBench(t).fails(sendTo(t, 403, nil, x.body), x.want, x.hint)
	}
}

func TestMoney(t *testing.T) {
	err := sendTo(t, 402, nil, `{"title":"CreditsDepleted","detail":"Your enrolled account does not have any credits to fulfill this request.","type":"https://api.twitter.com/2/problems/credits"}`)
	newBench(t).fails(err, syndicate.Disabled, "paid for in advance", "console", "spending limit")
}

func TestLimited(t *testing.T) {
	at := func(d time.Duration) string { return fmt.Sprint(channeltest.Moment().Add(d).Unix()) }
	for _, x := range []struct {
		name    string
		headers map[string]string
		body    string
		until   time.Duration // 0: unknown
		app     bool
		hint    string
	}{
		{"used up", map[string]string{"x-rate-limit-remaining": "0", "x-rate-limit-reset": at(time.Minute)}, ``, time.Minute, false, ""},
		{"throttled", map[string]string{"x-rate-limit-remaining": "17", "x-rate-limit-reset": at(time.Minute)}, ``, 0, false, "too much at once"},
		{"throttled for a time", map[string]string{"x-rate-limit-remaining": "17", "Retry-After": "30"}, ``, 30 * time.Second, false, "too much at once"},
		{"silent", nil, ``, 0, false, "too much at once"},
		{"past", map[string]string{"x-rate-limit-remaining": "0", "x-rate-limit-reset": at(-time.Minute)}, ``, 0, false, ""},
		{"nonsense", map[string]string{"x-rate-limit-remaining": "0", "x-rate-limit-reset": "99999999999999"}, ``, 0, false, ""},
		{"day of the account", map[string]string{"x-rate-limit-remaining": "9", "x-user-limit-24hour-remaining": "0", "x-user-limit-24hour-reset": at(5 * time.Hour)}, ``, 5 * time.Hour, false, "account"},
		{"day of the app", map[string]string{"x-rate-limit-remaining": "0", "x-rate-limit-reset": at(time.Minute), "x-app-limit-24hour-remaining": "0", "x-app-limit-24hour-reset": at(6 * time.Hour)}, ``, 6 * time.Hour, true, "all its accounts"},
		{"month of the app", nil, `{"title":"UsageCapExceeded","type":"https://api.twitter.com/2/problems/usage-capped","detail":"Usage cap exceeded: Monthly product cap"}`, 0, true, "month"},
	} {
		err := sendTo(t, 429, x.headers, x.body)
		newBench(t).fails(err, syndicate.Limited, x.hint)
		e := err.(*syndicate.Error)
		want := channeltest.Moment().Add(x.until)
		if x.until == 0 {
			want = time.Time{}
		}
		if !e.Until.Equal(want) || e.App != x.app {
			t.Errorf("%s: until %v, app %t; want %v, %t", x.name, e.Until, e.App, want, x.app)
		}
	}
}

// TestNothingCertainBehind5xx: whatever a broken server says, it may have
// posted.
func TestNothingCertainBehind5xx(t *testing.T) {
	for _, body := range []string{`{"errors":[{"code":187,"message":"Status is a duplicate."}]}`, `{"errors":[{"code":88,"message":"?"}]}`, `{"errors":[{"code":131,"message":"Internal error"}]}`, ``} {
		for _, status := range []int{500, 502, 503, 504} {
			newBench(t).fails(sendTo(t, status, nil, body), syndicate.Unknown)
		}
	}
}

func TestHintsOfAuth(t *testing.T) {
	b := newBench(t)
	b.answering("GET /2/users/me", 401, `{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}`)
	_, _, err := b.open().Verify(t.Context())
	b.fails(err, syndicate.Auth, "NADI_X_MAIN_ACCESS_TOKEN", "clock")
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("message has two lines: %q", err)
	}
}
