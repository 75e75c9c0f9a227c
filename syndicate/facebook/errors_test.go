package facebook

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

// refusedWith sends a post to a server that has one answer.
func refusedWith(t *testing.T, status int, header http.Header, body string) *syndicate.Error {
	t.Helper()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for k, v := range header {
			w.Header()[k] = v
		}
		respond(w, status, body)
	}))
	defer web.Close()
	c, err := openAt(web.URL, map[string]string{"TOKEN": fakeToken})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Send(t.Context(), syndicate.Key{}, syndicate.Payload(`{"message":"x","link":"`+articleLink+`"}`))
	var e *syndicate.Error
	if !errors.As(err, &e) {
		t.Fatalf("error is %v", err)
	}
	return e
}

func TestCodes(t *testing.T) {
	for _, x := range []struct {
		code, subcode int
		transient     bool
		want          syndicate.Kind
		app           bool
		hint          string
	}{
		{190, 0, false, syndicate.Auth, false, "new Page token"},
		{190, 458, false, syndicate.Auth, false, "removed"},
		{190, 459, false, syndicate.Auth, false, "locked"},
		{190, 460, false, syndicate.Auth, false, "password"},
		{190, 463, false, syndicate.Auth, false, "expired"},
		{190, 464, false, syndicate.Auth, false, "not confirmed"},
		{190, 467, false, syndicate.Auth, false, "withdrawn"},
		{190, 492, false, syndicate.Auth, false, "no role"},
		{102, 0, true, syndicate.Auth, false, "NADI_FACEBOOK_MAIN_TOKEN"},
		{10, 0, false, syndicate.Scope, false, "pages_manage_posts"},
		{199, 0, false, syndicate.Rejected, false, ""},
		{200, 0, false, syndicate.Scope, false, "pages_manage_posts"},
		{299, 0, false, syndicate.Scope, false, "pages_manage_engagement"},
		{300, 0, false, syndicate.Rejected, false, ""},
		{4, 0, true, syndicate.Limited, true, ""},
		{17, 0, true, syndicate.Limited, true, ""},
		{32, 0, false, syndicate.Limited, false, ""},
		{613, 0, false, syndicate.Limited, false, ""},
		{79999, 0, false, syndicate.Rejected, false, ""},
		{80000, 0, false, syndicate.Limited, false, ""},
		{80001, 0, false, syndicate.Limited, false, ""},
		{80099, 0, false, syndicate.Limited, false, ""},
		{80100, 0, false, syndicate.Rejected, false, ""},
		{100, 0, false, syndicate.Rejected, false, ""},
		{100, 0, true, syndicate.Unknown, false, ""},
		{100, 33, false, syndicate.Scope, false, "page in nadi.yaml"},
		{803, 0, false, syndicate.Scope, false, "page in nadi.yaml"},
		{368, 0, false, syndicate.Disabled, false, "log in at facebook.com"},
		{368, 1390008, false, syndicate.Limited, false, "too fast"},
		{368, 1346003, false, syndicate.Rejected, false, "rewrite"},
		{506, 0, false, syndicate.Duplicate, false, "look at the Page"},
		{1, 1366046, false, syndicate.Rejected, false, "4 MB"},
		{1, 1366051, false, syndicate.Duplicate, false, "posted before"},
		{100, 1609008, false, syndicate.Rejected, false, "facebook.com"},
		{100, 2061006, false, syndicate.Rejected, false, "the link"},
		{200, 1404078, false, syndicate.Disabled, false, "log in at facebook.com"},
		{200, 4854002, false, syndicate.Disabled, false, "log in at facebook.com"},
		{1, 0, false, syndicate.Unknown, false, ""},
		{2, 0, false, syndicate.Unknown, false, ""},
		{77777, 0, true, syndicate.Unknown, false, ""},
		{77777, 0, false, syndicate.Rejected, false, ""},
	} {
		t.Run(fmt.Sprintf("%d/%d %v", x.code, x.subcode, x.transient), func(t *testing.T) {
			e := refusedWith(t, 400, nil, fmt.Sprintf(`{"error":{"message":"(#%d) No","type":"OAuthException","code":%d,"error_subcode":%d,"is_transient":%v,"fbtrace_id":"A"}}`, x.code, x.code, x.subcode, x.transient))
			if e.Kind != x.want || e.App != x.app || x.hint == "" && e.Hint != "" || !strings.Contains(e.Hint, x.hint) {
				t.Errorf("kind %v, app %v, hint %q; want %v, %v, %q", e.Kind, e.App, e.Hint, x.want, x.app, x.hint)
			}
			if want := fmt.Sprintf("Facebook answered 400: (#%d) No", x.code); e.Message != want || e.Status != 400 || !strings.HasPrefix(e.Code, fmt.Sprint(x.code)) {
				t.Errorf("message %q, status %d, code %q", e.Message, e.Status, e.Code)
			}
		})
	}
}

// Without codes the status decides; what Facebook writes for people is shown.
func TestOtherAnswers(t *testing.T) {
	for _, x := range []struct {
		status     int
		body       string
		want       syndicate.Kind
		text, code string
	}{
		{500, "<html>oops</html>", syndicate.Unknown, "answered 500", ""},
		{502, "", syndicate.Unknown, "answered 502", ""},
		{401, `{}`, syndicate.Auth, "answered 401", ""},
		{429, `{"error":"slow down"}`, syndicate.Limited, "answered 429", ""},
		{400, `{"error":{"code":100,"message":"tech","error_user_title":"No link","error_user_msg":"Write one."}}`, syndicate.Rejected, "No link: Write one.", "100"},
		{400, `{"error":{"code":190,"error_subcode":463,"message":"tech","error_user_msg":"Log in again."}}`, syndicate.Auth, "400: Log in again.", "190/463"},
		{500, `{"error":{"code":190,"message":"dead"}}`, syndicate.Auth, "dead", "190"},
	} {
		e := refusedWith(t, x.status, nil, x.body)
		if e.Kind != x.want || !strings.Contains(e.Message, x.text) || e.Code != x.code {
			t.Errorf("%d %s: %v %q %q", x.status, x.body, e.Kind, e.Message, e.Code)
		}
	}
}

// Before anything is public, a fault of Facebook's is no doubt.
func TestFaultBeforeCommit(t *testing.T) {
	for _, body := range []string{`{"code":1}`, `{"code":2}`, `{"code":100,"is_transient":true}`} {
		f := newFake(t, "")
		f.answer = func(call) (int, string) { return 400, `{"error":` + body + `}` }
		_, _, err := opened(t, f).Verify(t.Context())
		kind(t, body, err, syndicate.Unavailable)
	}
}

func TestUntil(t *testing.T) {
	const limited = `{"error":{"code":32,"message":"(#32) Page request limit reached"}}`
	now := channeltest.Moment()
	for _, x := range []struct {
		name   string
		header http.Header
		want   time.Time
	}{
		{"this page", http.Header{"X-Business-Use-Case-Usage": {usage(fakePage, 19)}}, now.Add(19 * time.Minute)},
		{"another page", http.Header{"X-Business-Use-Case-Usage": {usage("555", 19)}}, time.Time{}},
		{"nothing named", http.Header{"X-Business-Use-Case-Usage": {usage(fakePage, 0)}}, time.Time{}},
		{"several", http.Header{"X-Business-Use-Case-Usage": {`{"` + fakePage + `":[{"estimated_time_to_regain_access":3},{"estimated_time_to_regain_access":7},{}]}`}}, now.Add(7 * time.Minute)},
		{"absurd", http.Header{"X-Business-Use-Case-Usage": {usage(fakePage, 1<<40)}}, now.Add(7 * 24 * time.Hour)},
		{"garbage", http.Header{"X-Business-Use-Case-Usage": {"{"}}, time.Time{}},
		{"Retry-After", http.Header{"Retry-After": {"60"}}, now.Add(time.Minute)},
		{"none", nil, time.Time{}},
	} {
		t.Run(x.name, func(t *testing.T) {
			if e := refusedWith(t, 400, x.header, limited); !e.Until.Equal(x.want) || e.Kind != syndicate.Limited {
				t.Errorf("%v until %v, want %v", e.Kind, e.Until, x.want)
			}
		})
	}
}

// The shared samples of bodies, by what they must come to.
func TestSamples(t *testing.T) {
	shared := os.Getenv("NADI_SHARED")
	if shared == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("NADI_SHARED is not set")
		}
		t.Skip("NADI_SHARED is not set")
	}
	data, err := os.ReadFile(filepath.Join(shared, "data/fixtures/error-samples.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Samples []struct {
			Channel, Case string
			Status        int
			Headers       map[string]string
			Body          json.RawMessage
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	want := map[string]syndicate.Kind{
		"meta/expired-token": syndicate.Auth, "meta/rate-limit-page": syndicate.Limited, "facebook/duplicate": syndicate.Duplicate,
	}
	met := 0
	for _, s := range file.Samples {
		k, ours := want[s.Channel+"/"+s.Case]
		if !ours {
			continue
		}
		met++
		header := http.Header{}
		for name, v := range s.Headers {
			header.Set(name, strings.ReplaceAll(v, "<page-id>", fakePage))
		}
		if e := refusedWith(t, s.Status, header, string(s.Body)); e.Kind != k || k == syndicate.Limited && e.Until.IsZero() {
			t.Errorf("%s/%s: %v until %v, want %v", s.Channel, s.Case, e.Kind, e.Until, k)
		}
	}
	if met != len(want) {
		t.Errorf("met %d samples of %d", met, len(want))
	}
}
