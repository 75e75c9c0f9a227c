package youtube

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"nadi/syndicate"
)

// answer makes the channel meet one answer of the network on its way to a
// public video.
func (l *lab) answer(status int, header, body string) *syndicate.Error {
	l.Helper()
	d := l.draft(syndicate.Video{File: "media/heat.mp4"})
	p := l.prepare(d)
	l.net.fail = func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodPut || r.ContentLength == 0 {
			return false
		}
		if header != "" {
			w.Header().Set("Retry-After", header)
		}
		w.WriteHeader(status)
		w.Write([]byte(body))
		return true
	}
	_, err := l.c.Send(l.Context(), d.Key, p)
	e, ok := err.(*syndicate.Error)
	if !ok {
		l.Fatalf("error is a %T: %v", err, err)
	}
	return e
}

func google(reason string) string {
	data, _ := json.Marshal(map[string]any{"error": map[string]any{"code": 403, "message": "told so", "errors": []any{map[string]any{"domain": "x", "reason": reason}}}})
	return string(data)
}

func TestRefused(t *testing.T) {
	noon := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	pacific := time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
	if midnight(noon).Before(noon) {
		t.Fatal("midnight is past")
	}
	for name, x := range map[string]struct {
		status       int
		header, body string
		kind         syndicate.Kind
		until        time.Time
		app          bool
	}{
		"quota":                {403, "", google("quotaExceeded"), syndicate.Limited, midnight(noon), true},
		"rate":                 {403, "", google("rateLimitExceeded"), syndicate.Limited, time.Time{}, true},
		"rate, with a time":    {429, "120", google("rateLimitExceeded"), syndicate.Limited, noon.Add(2 * time.Minute), true},
		"uploads of a day":     {400, "", google("uploadLimitExceeded"), syndicate.Limited, noon.Add(24 * time.Hour), false},
		"scope":                {403, "", google("insufficientPermissions"), syndicate.Scope, time.Time{}, false},
		"forbidden":            {403, "", google("forbidden"), syndicate.Scope, time.Time{}, false},
		"no channel":           {401, "", google("youtubeSignupRequired"), syndicate.Disabled, time.Time{}, false},
		"closed":               {403, "", google("accountClosed"), syndicate.Disabled, time.Time{}, false},
		"API is off":           {403, "", `{"error":{"code":403,"status":"PERMISSION_DENIED","errors":[{"reason":"accessNotConfigured"}],"details":[{"reason":"SERVICE_DISABLED"}]}}`, syndicate.Disabled, time.Time{}, false},
		"new shape of scope":   {403, "", `{"error":{"code":403,"status":"PERMISSION_DENIED","details":[{"reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}`, syndicate.Scope, time.Time{}, false},
		"title":                {400, "", google("invalidTitle"), syndicate.Rejected, time.Time{}, false},
		"unheard of":           {400, "", google("newReason"), syndicate.Rejected, time.Time{}, false},
		"no JSON":              {400, "", "<html>", syndicate.Rejected, time.Time{}, false},
		"strange JSON":         {400, "", `{"error":7}`, syndicate.Rejected, time.Time{}, false},
		"changed meanwhile":    {412, "", google("conditionNotMet"), syndicate.Unavailable, time.Time{}, false},
		"500 that says quota":  {500, "", google("quotaExceeded"), syndicate.Unknown, time.Time{}, false},
		"503 with a time":      {503, "120", google("backendError"), syndicate.Unknown, time.Time{}, false},
		"408":                  {408, "", google("quotaExceeded"), syndicate.Unknown, time.Time{}, false},
		"incomplete after all": {308, "", "", syndicate.Unknown, time.Time{}, false},
		"200 without a video":  {200, "", "{}", syndicate.Unknown, time.Time{}, false},
		"session gone":         {404, "", "", syndicate.Unknown, time.Time{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			e := l.answer(x.status, x.header, x.body)
			if e.Kind != x.kind || !e.Until.Equal(x.until) || e.App != x.app {
				t.Errorf("%d %s: kind %v until %v app %v, want %v %v %v", x.status, x.body, e.Kind, e.Until, e.App, x.kind, x.until, x.app)
			}
		})
	}
	if got := midnight(noon); !got.Equal(pacific) {
		t.Errorf("midnight after %v is %v, want %v", noon, got, pacific)
	}
}

func TestMidnight(t *testing.T) {
	if _, err := time.LoadLocation("America/Los_Angeles"); err != nil {
		t.Skip("this machine has no time zones")
	}
	for now, want := range map[string]string{
		"2026-11-23T07:59:59Z": "2026-11-23T08:00:00Z",
		"2026-11-23T08:00:00Z": "2026-11-24T08:00:00Z",
		"2026-07-01T06:59:59Z": "2026-07-01T07:00:00Z", // summer
		"2026-10-31T12:00:00Z": "2026-11-01T07:00:00Z",
		"2026-11-01T12:00:00Z": "2026-11-02T08:00:00Z", // the day on which summer ends
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := midnight(at).Format(time.RFC3339); got != want {
			t.Errorf("after %s it is midnight at %s, want %s", now, got, want)
		}
	}
}

// shared is a file of the facts that the project keeps elsewhere.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	dir := os.Getenv("NADI_SHARED")
	if dir == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("NADI_SHARED is not set")
		}
		t.Skip("NADI_SHARED is not set")
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestSamples reads the error bodies that were collected from Google.
func TestSamples(t *testing.T) {
	var all struct {
		Samples []struct {
			Channel, Case string
			Status        int
			Body          json.RawMessage
		}
	}
	if err := json.Unmarshal(shared(t, "data/fixtures/error-samples.json"), &all); err != nil {
		t.Fatal(err)
	}
	want := map[string]syndicate.Kind{"quota-youtube": syndicate.Limited, "rate-limit-gbp": syndicate.Limited, "refresh-dead": syndicate.Auth}
	for _, s := range all.Samples {
		if s.Channel != "google" {
			continue
		}
		kind, ok := want[s.Case]
		if !ok {
			t.Errorf("%s: no kind is written down for this sample", s.Case)
		}
		delete(want, s.Case)
		l := newLab(t)
		l.net.fail = func(w http.ResponseWriter, r *http.Request) bool {
			if s.Case != "refresh-dead" && r.URL.Path == "/token" {
				return false
			}
			w.WriteHeader(s.Status)
			w.Write(s.Body)
			return true
		}
		_, _, err := l.c.Verify(t.Context())
		l.want(err, kind)
	}
	if len(want) > 0 {
		t.Errorf("there are no samples of %v", want)
	}
}

// TestRemoveElsewhere: the 404 of something on the way removes nothing.
func TestRemoveElsewhere(t *testing.T) {
	for _, body := range []string{"<h1>Not Found</h1>", `{"error":{"code":404,"errors":[{"reason":"notFound"}]}}`} {
		l := newLab(t)
		r := l.send(l.prepare(l.draft(syndicate.Video{File: "media/heat.mp4"})))
		web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, x *http.Request) {
			if x.Method != http.MethodDelete {
				l.net.ServeHTTP(w, x)
				return
			}
			w.WriteHeader(http.StatusNotFound)
			io.WriteString(w, body)
		}))
		t.Cleanup(web.Close)
		c := l.open()
		c.server, c.tokens = web.URL, web.URL+"/token"
		if err := c.Remove(t.Context(), r); err == nil {
			t.Errorf("%s: Remove says that a video is gone which %d viewers still see", body, len(l.net.Public()))
		}
	}
}
