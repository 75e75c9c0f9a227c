package main

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// dated answers with a date.
type dated struct {
	dates []time.Duration // from now, one an answer
	age   string          // what a cache says of its answer
}

func (d *dated) RoundTrip(*http.Request) (*http.Response, error) {
	h := http.Header{"Date": {time.Now().Add(d.dates[0]).UTC().Format(http.TimeFormat)}}
	d.dates = d.dates[1:]
	if d.age != "" {
		h.Set("Age", d.age)
	}
	return &http.Response{Header: h, Body: http.NoBody}, nil
}

// TestSkew: a clock that all servers contradict is wrong; one server alone may
// be wrong itself.
func TestSkew(t *testing.T) {
	for name, tc := range map[string]struct {
		dates []time.Duration
		want  string
	}{
		"right":              {[]time.Duration{0}, ""},
		"a little":           {[]time.Duration{-4 * time.Minute}, ""},
		"an hour ahead":      {[]time.Duration{-time.Hour, -61 * time.Minute}, "1h0m0s ahead of that of news.example.org"},
		"an hour behind":     {[]time.Duration{time.Hour}, "1h0m0s behind that of news.example.org"},
		"one server is off":  {[]time.Duration{-time.Hour, 0, -time.Hour}, ""},
		"nobody says a time": {nil, ""},
	} {
		s := &skew{next: &dated{tc.dates, ""}}
		for range tc.dates {
			r, _ := http.NewRequest(http.MethodGet, "https://news.example.org/", nil)
			if _, err := s.RoundTrip(r); err != nil {
				t.Fatal(err)
			}
		}
		if got := s.wrong(); (got == "") != (tc.want == "") || !strings.Contains(got, tc.want) {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// TestSkewCached: what a cache has kept says nothing of the time; what it has
// just fetched does.
func TestSkewCached(t *testing.T) {
	for age, wrong := range map[string]bool{"": true, "0": true, "3600": false} {
		s := &skew{next: &dated{[]time.Duration{-time.Hour}, age}}
		s.ask(t.Context(), "https://news.example.org/")
		if got := s.wrong() != ""; got != wrong {
			t.Errorf("age %q: wrong is %v", age, got)
		}
	}
}
