package wire_test

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

const secret = "t0k€n/with+odd \"signs\"&more"

var moment = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func client(base string) *wire.Client {
	tools := syndicate.Tools{Transport: &http.Transport{DisableKeepAlives: true}, Now: func() time.Time { return moment }, Agent: "Nadi/test"}
	return wire.New("Example", base, tools, syndicate.NewSecret("NADI_A_TOKEN", secret))
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// hijacked answers with raw bytes and hangs up.
func hijacked(raw string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadAll(r.Body)
		conn, buf, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		fmt.Fprint(buf, raw)
		buf.Flush()
		conn.Close()
	}
}

// TestLost: what the client says of an answer that does not come. Only a
// commit that may have arrived is unknown.
func TestLost(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + closed.Addr().String()
	closed.Close()
	for name, tc := range map[string]struct {
		base         string
		read, commit syndicate.Kind
	}{
		"nobody listens":    {nobody, syndicate.Unavailable, syndicate.Unavailable},
		"no such name":      {"http://no-such-host.invalid", syndicate.Unavailable, syndicate.Unavailable},
		"not TLS":           {strings.Replace(serve(t, hijacked("")), "http:", "https:", 1), syndicate.Unavailable, syndicate.Unavailable},
		"hangs up":          {serve(t, hijacked("")), syndicate.Unavailable, syndicate.Unknown},
		"half a head":       {serve(t, hijacked("HTTP/1.1 200 OK\r\nContent-")), syndicate.Unavailable, syndicate.Unknown},
		"half a body":       {serve(t, hijacked("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":")), syndicate.Unavailable, syndicate.Unknown},
		"not HTTP":          {serve(t, hijacked("hello\r\n\r\n")), syndicate.Unavailable, syndicate.Unknown},
		"no answer in time": {serve(t, func(_ http.ResponseWriter, r *http.Request) { _, _ = io.ReadAll(r.Body); <-r.Context().Done() }), syndicate.Unavailable, syndicate.Unknown},
	} {
		for commit, want := range map[bool]syndicate.Kind{false: tc.read, true: tc.commit} {
			_, err := client(tc.base).Do(t.Context(), wire.Request{Method: "POST", Path: "/x", Body: []byte("body"), Commit: commit, Timeout: 150 * time.Millisecond})
			if err == nil || syndicate.KindOf(err) != want {
				t.Errorf("%s, commit %v: %v (%v), want %v", name, commit, err, syndicate.KindOf(err), want)
			}
		}
	}
}

// TestStopped: a request that was never begun is not unknown.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := client(serve(t, func(http.ResponseWriter, *http.Request) { t.Error("it was sent") })).Do(ctx, wire.Request{Method: "POST", Path: "/x", Commit: true})
	if syndicate.KindOf(err) != syndicate.Unavailable || !errors.Is(err, context.Canceled) {
		t.Errorf("%v is %v", err, syndicate.KindOf(err))
	}
}

// TestOnce: the transport never sends a request twice by itself, not even on a
// connection that died while idle.
func TestOnce(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	seen := make(chan string, 10)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() { // the first request is answered, the second read and dropped
				for n := 0; ; n++ {
					r, err := http.ReadRequest(bufio.NewReader(c))
					if err != nil {
						return
					}
					body, _ := io.ReadAll(r.Body)
					seen <- string(body)
					if n == 1 {
						c.Close()
						return
					}
					fmt.Fprint(c, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
				}
			}()
		}
	}()
	c := client("http://" + l.Addr().String())
	c.HTTP = &http.Transport{}
	for n, want := range []syndicate.Kind{0, syndicate.Unknown} {
		_, err := c.Do(t.Context(), wire.Request{Method: "POST", Path: "/x", Body: []byte(fmt.Sprint(n)), Commit: true})
		if (err != nil) != (want != 0) || err != nil && syndicate.KindOf(err) != want {
			t.Errorf("request %d: %v", n, err)
		}
	}
	time.Sleep(50 * time.Millisecond)
	if len(seen) != 2 {
		t.Errorf("%d requests arrived", len(seen))
	}
}

func TestStatus(t *testing.T) {
	for _, tc := range []struct {
		status       int
		read, commit syndicate.Kind
	}{
		{301, syndicate.Disabled, syndicate.Disabled}, {302, syndicate.Disabled, syndicate.Unknown}, {303, syndicate.Disabled, syndicate.Unknown}, {308, syndicate.Disabled, syndicate.Disabled}, {400, syndicate.Rejected, syndicate.Rejected}, {401, syndicate.Auth, syndicate.Auth}, {402, syndicate.Disabled, syndicate.Disabled},
		{403, syndicate.Scope, syndicate.Scope}, {404, syndicate.Rejected, syndicate.Rejected}, {408, syndicate.Unavailable, syndicate.Unknown}, {422, syndicate.Rejected, syndicate.Rejected},
		{429, syndicate.Limited, syndicate.Limited}, {500, syndicate.Unavailable, syndicate.Unknown}, {503, syndicate.Unavailable, syndicate.Unknown},
	} {
		base := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "https://elsewhere.example/")
			w.WriteHeader(tc.status)
		})
		for commit, want := range map[bool]syndicate.Kind{false: tc.read, true: tc.commit} {
			resp, err := client(base).Do(t.Context(), wire.Request{Method: "POST", Path: "/x", Commit: commit})
			if err != nil || resp.OK() {
				t.Fatalf("%d: %v", tc.status, err)
			}
			if e := resp.Error("why"); e.Kind != want || e.Status != tc.status || !strings.Contains(e.Error(), "why") {
				t.Errorf("%d, commit %v: %v %q", tc.status, commit, e.Kind, e)
			}
		}
	}
}

func TestRetryAfter(t *testing.T) {
	for header, want := range map[string]time.Time{
		"120": moment.Add(2 * time.Minute), "0": moment, "": {}, "-5": {}, "soon": {}, "12 parsecs": {}, "99999999999999999999": {}, "1.5": {},
		"Mon, 23 Nov 2026 09:02:00 GMT": moment.Add(2 * time.Minute), "Monday, 23-Nov-26 09:02:00 GMT": moment.Add(2 * time.Minute), "31536000": moment.Add(7 * 24 * time.Hour),
	} {
		base := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", header)
			w.WriteHeader(429)
		})
		resp, err := client(base).Do(t.Context(), wire.Request{Method: "GET", Path: "/"})
		if err != nil {
			t.Fatal(err)
		}
		if got := resp.Error("").Until; !got.Equal(want) {
			t.Errorf("Retry-After %q: %v, want %v", header, got, want)
		}
	}
}

// TestRedaction: no form of a secret is in any error.
func TestRedaction(t *testing.T) {
	forms := []string{secret, url.QueryEscape(secret), url.PathEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret)), `t0k€n/with+odd \"signs\"\u0026more`}
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(400)
		fmt.Fprint(w, strings.Join(forms, " and "))
	})
	resp, err := client(base).Do(t.Context(), wire.Request{Method: "POST", Path: "/x?token=" + url.QueryEscape(secret), Header: http.Header{"Authorization": {"Bearer " + secret}}})
	if err != nil {
		t.Fatal(err)
	}
	errs := []error{resp.Error(string(resp.Body))}
	_, err = client("http://127.0.0.1:1/"+url.PathEscape(secret)).Do(t.Context(), wire.Request{Method: "POST", Path: "/x"})
	_, err2 := client("http://127.0.0.1:1").Do(t.Context(), wire.Request{Method: "POST", Path: "/\x7f" + secret})
	errs = append(errs, err, err2)
	for _, err := range errs {
		for e := err; e != nil; e = errors.Unwrap(e) {
			for _, f := range forms {
				if text := fmt.Sprintf("%v %+v %#v", e, e, e); strings.Contains(text, f) || strings.Contains(text, "t0k") {
					t.Errorf("%T shows the secret: %s", e, text)
				}
			}
		}
	}
	if got := wire.Redact("abc", syndicate.NewSecret("N", "abc")); got != "abc" {
		t.Errorf("a value too short to be a secret is cut out: %q", got)
	}
}

func TestCheckBase(t *testing.T) {
	for base, ok := range map[string]bool{
		"https://social.example": true, "https://social.example/api/": true, "http://127.0.0.1:8080": true, "http://localhost:1": true, "http://[::1]:1": true,
		"http://social.example": false, "http://127.0.0.1.example.org": false, "social.example": false, "": false, "ftp://social.example": false, "https://": false,
		"https://a:b@social.example": false, "https://social.example?x=1": false, "https://social.example/#x": false,
	} {
		if err := wire.CheckBase(base); (err == nil) != ok {
			t.Errorf("%q: %v", base, err)
		}
	}
}
