package netlify

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"nadi/internal/deploy"
	"nadi/internal/deploy/deploytest"
	"nadi/internal/deploy/netlify/netlifytest"
)

const token = "nfp_s3cretT0ken"

// tree is a site: bodies by path.
type tree = deploytest.Tree

var base = tree{"index.html": "home", "hi/index.html": "घर", "articles/heat wave/index.html": "one", "articles/two/index.html": "two", "twin.html": "two",
	"assets/style.1.css": "css", "_headers": "/*", "लेख.html": "hi", ".well-known/security.txt": "mail us", "100%.html": "percent", "a+b&c.html": "signs"}

// bench is a Netlify, and a clock that goes on when somebody waits.
type bench struct {
	testing.TB
	net    *netlifytest.Fake
	opts   Options
	stages []string

	clock  sync.Mutex
	at     time.Time
	waited time.Duration
}

func newBench(t testing.TB) *bench {
	b := &bench{TB: t, at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	b.net = &netlifytest.Fake{Token: token, Site: "11111111-2222-4333-8444-555555555555", Name: "news.netlify.example", Now: b.now}
	s := httptest.NewUnstartedServer(b.net)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Start()
	t.Cleanup(s.Close)
	b.opts = Options{Site: b.net.Site, Token: token, Base: s.URL + "/api/v1", Agent: "Nadi/test", HTTP: &http.Transport{}, Now: b.now, Sleep: b.sleep}
	return b
}

func (b *bench) now() time.Time {
	b.clock.Lock()
	defer b.clock.Unlock()
	return b.at
}

func (b *bench) sleep(ctx context.Context, d time.Duration) error {
	b.clock.Lock()
	defer b.clock.Unlock()
	b.at = b.at.Add(d)
	b.waited += d
	return ctx.Err()
}

func (b *bench) deployCtx(ctx context.Context, site tree) (deploy.Receipt, error) {
	b.Helper()
	t, err := New(b.opts)
	if err != nil {
		b.Fatal(err)
	}
	r, err := t.Deploy(ctx, site.Release(b, "Heat: what to do & when"), func(p deploy.Progress) {
		if n := len(b.stages); n == 0 || b.stages[n-1] != p.Stage {
			b.stages = append(b.stages, p.Stage)
		}
	})
	if err != nil {
		var e *deploy.Error
		if !errors.As(err, &e) || e.State == "" || e.Hint == "" && e.Kind != deploy.Again {
			b.Logf("an error without a state or a hint: %#v", err)
		}
		if strings.Contains(err.Error()+e.Hint, token) {
			b.Errorf("the token is shown: %v", err)
		}
	}
	return r, err
}

func (b *bench) deploy(site tree) (deploy.Receipt, error) { return b.deployCtx(b.Context(), site) }

// must deploys and demands that readers get the site.
func (b *bench) must(site tree) deploy.Receipt {
	b.Helper()
	r, err := b.deploy(site)
	if err != nil || r.State != deploy.Live {
		b.Fatalf("%+v, %v", r, err)
	}
	b.wants(site)
	return r
}

func (b *bench) wants(site tree) {
	b.Helper()
	if got := b.net.Published(); !maps.Equal(got, map[string]string(site)) {
		b.Fatalf("readers get %v,\nwant %v", got, site)
	}
}

// refused demands an error of a kind with words.
func (b *bench) refused(err error, k deploy.Kind, words ...string) {
	b.Helper()
	var e *deploy.Error
	if !errors.As(err, &e) {
		b.Fatalf("got %v, want an error", err)
	}
	if e.Kind != k {
		b.Errorf("kind %d, want %d: %v", e.Kind, k, err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error()+" | "+e.Hint, w) {
			b.Errorf("%v (hint %s)\ndoes not say %q", err, e.Hint, w)
		}
	}
}

// exchange is one request and its answer.
type exchange struct {
	method, path string // path escaped, with query, below the base
	header       http.Header
	body         []byte
	status       int
	answerHeader http.Header
	answer       []byte
}

// recorder keeps what goes over the wire.
type recorder struct {
	base string
	next http.RoundTripper
	mu   sync.Mutex
	seen []exchange
}

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	x := exchange{method: req.Method, path: strings.TrimPrefix(req.URL.String(), r.base), header: req.Header.Clone()}
	if req.Body != nil {
		x.body, _ = io.ReadAll(req.Body)
		req.Body = io.NopCloser(bytes.NewReader(x.body))
	}
	resp, err := r.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	x.answer, err = io.ReadAll(resp.Body)
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(x.answer))
	x.status, x.answerHeader = resp.StatusCode, resp.Header
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = append(r.seen, x)
	return resp, err
}
