package netlify

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"nadi/internal/deploy"
	"nadi/internal/deploy/netlify/netlifytest"
)

// many is a site of n pages, in which page i says words.
func many(n int, words string) tree {
	site := tree{"index.html": "home"}
	for i := 1; i < n; i++ {
		site[fmt.Sprintf("articles/%04d/index.html", i)] = fmt.Sprint("page ", i, " ", words)
	}
	return site
}

func TestDeploys(t *testing.T) {
	b := newBench(t)
	first := b.must(base)
	if first.Uploaded != len(base) || first.ID == "" || first.URL != "https://"+first.ID+"--"+b.net.Name {
		t.Errorf("first: %+v", first)
	}
	next := b.must(base.With("index.html", "home 2"))
	if next.Uploaded != 1 || next.Unchanged != len(base)-1 || next.ID == first.ID {
		t.Errorf("next: %+v", next)
	}
	if again := b.must(base.With("index.html", "home 2")); again.Uploaded != 0 || again.Unchanged != len(base) {
		t.Errorf("again: %+v", again)
	}
	b.opts.Site = b.net.Name // the name of a site does as well as its id
	b.must(base)
}

// TestSame: no deploy is made where readers get this very site; where anything
// is not certain one is.
func TestSame(t *testing.T) {
	b := newBench(t)
	b.must(base)
	deploys := 1
	is := func(same bool, when string, site tree) deploy.Receipt {
		t.Helper()
		r := b.must(site)
		if !same {
			deploys++
		}
		if r.Same != same || b.net.Deploys() != deploys || r.URL == "" || r.ID == "" {
			t.Errorf("%s: %+v and %d deploys, want same %v and %d", when, r, b.net.Deploys(), same, deploys)
		}
		return r
	}
	if r := is(true, "again", base); r.Unchanged != len(base) || r.Uploaded != 0 {
		t.Errorf("%+v", r)
	}
	is(false, "a changed file", base.With("index.html", "home 2"))
	is(false, "back", base)
	is(true, "back, again", base)
	b.net.Publish()
	deploys++
	_ = b.sleep(t.Context(), time.Minute)
	is(false, "after somebody else's", base)

	b.net.Change(func(f *netlifytest.Fake) { f.Stuck = "processing" })
	if _, err := b.deploy(base.With("index.html", "home 3")); err == nil {
		t.Fatal("a deploy that is stuck ends well")
	}
	deploys++
	b.net.Change(func(f *netlifytest.Fake) { f.Stuck = "" })
	is(false, "while a newer one is on its way", base)

	b.opts.Draft = true
	if _, err := b.deploy(base); err != nil {
		t.Fatal(err)
	}
	deploys++
	b.opts.Draft = false
	is(true, "after a preview", base)

	b.net.Change(func(f *netlifytest.Fake) {
		f.Fault = func(_ int, r *http.Request) netlifytest.Fault {
			if r.URL.Query().Has("per_page") {
				return netlifytest.Fault{Status: 404}
			}
			return netlifytest.Fault{}
		}
	})
	is(false, "without a list of deploys", base)
}

func TestManyFilesAreListedAsync(t *testing.T) {
	b := newBench(t)
	b.must(many(300, "x"))
	if !slices.ContainsFunc(b.stages, func(s string) bool { return strings.Contains(s, "list of files") }) {
		t.Errorf("stages %q", b.stages)
	}
	if r := b.must(many(300, "x").With("index.html", "home 2")); r.Uploaded != 1 {
		t.Errorf("%+v", r)
	}
}

func TestRateLimit(t *testing.T) {
	b := newBench(t)
	b.net.PerMinute = 50
	var asked atomic.Int64
	b.net.Fault = func(n int, _ *http.Request) netlifytest.Fault { asked.Store(int64(n)); return netlifytest.Fault{} }
	b.must(many(220, "x"))
	if asked := asked.Load(); asked > 220+60+6*wide { // files, looks, and one refusal of each that waits a minute
		t.Errorf("asked %d times for 220 uploads at 50 a minute", asked)
	}
	if b.waited < 4*time.Minute || b.waited > 8*time.Minute {
		t.Errorf("waited %s for 220 uploads at 50 a minute", b.waited)
	}
	b = newBench(t)
	b.net.Fault = func(n int, r *http.Request) netlifytest.Fault {
		if n > 1 && n <= 2+attempts { // more often than failures are repeated
			return netlifytest.Fault{Status: 429, Header: http.Header{"Retry-After": {"90"}}}
		}
		return netlifytest.Fault{}
	}
	b.must(base)
	if b.waited < (1+attempts)*90*time.Second {
		t.Errorf("waited %s, asked for 90 s, six times", b.waited)
	}
	b.net.Fault = func(int, *http.Request) netlifytest.Fault {
		return netlifytest.Fault{Status: 429, Header: http.Header{"Retry-After": {b.now().Add(24 * time.Hour).Format(http.TimeFormat)}}}
	}
	_, err := b.deploy(base)
	b.refused(err, deploy.Again, "asks to wait for 2", unchanged)
}

// TestEveryRequestMeetsEveryFault: one lost or refused answer, anywhere, is
// got over, and what readers get in the end is the whole site.
func TestEveryRequestMeetsEveryFault(t *testing.T) {
	site := base.With("new.html", "new")
	for name, fault := range map[string]netlifytest.Fault{
		"dropped": {Drop: true}, "reply lost": {Lose: true}, "500": {Status: 500}, "503 with a page": {Status: 503, Text: "later"},
		"429": {Status: 429, Header: http.Header{"Retry-After": {"2"}}}, "a page of a proxy": {HTML: true},
	} {
		t.Run(name, func(t *testing.T) {
			for n := 1; ; n++ {
				b := newBench(t)
				b.must(base)
				var asked atomic.Int64
				b.net.Change(func(f *netlifytest.Fake) {
					f.Fault = func(int, *http.Request) netlifytest.Fault {
						if asked.Add(1) == int64(n) {
							return fault
						}
						return netlifytest.Fault{}
					}
				})
				if fault.HTML && n == 3 { // nobody reads what an upload answers
					continue
				}
				b.must(site)
				if asked.Load() < int64(n) {
					if n < 5 {
						t.Fatalf("only %d requests", asked.Load())
					}
					return
				}
			}
		})
	}
}

// TestServerStaysDown ends, and says what to do.
func TestServerStaysDown(t *testing.T) {
	for from := 1; from < 12; from++ {
		b := newBench(t)
		b.must(base)
		var asked atomic.Int64
		b.net.Change(func(f *netlifytest.Fake) {
			f.Fault = func(int, *http.Request) netlifytest.Fault {
				if asked.Add(1) >= int64(from) {
					return netlifytest.Fault{Status: 502, Text: "bad gateway"}
				}
				return netlifytest.Fault{}
			}
		})
		site := base.With("new.html", "new", "newer.html", "newer")
		if _, err := b.deploy(site); err != nil {
			b.refused(err, deploy.Again, "502 (bad gateway)", "run it again")
		}
		if more := int(asked.Load()) - from; more > 4*wide {
			t.Errorf("asked %d times after the server had gone", more)
		}
		b.net.Change(func(f *netlifytest.Fake) { f.Fault = nil })
		b.must(site)
	}
}

func TestInterruptedGoesOn(t *testing.T) {
	b := newBench(t)
	site := many(60, "x")
	ctx, stop := context.WithCancel(t.Context())
	b.net.Fault = func(n int, _ *http.Request) netlifytest.Fault {
		if n == 25 {
			stop()
		}
		return netlifytest.Fault{}
	}
	_, err := b.deployCtx(ctx, site)
	b.refused(err, deploy.Again, "stopped while uploading", unchanged)
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	b.net.Change(func(f *netlifytest.Fake) { f.Fault = nil })
	before := b.net.Uploads()
	r := b.must(site)
	// What was under way at the stop may have arrived after we counted, even twice.
	if n := b.net.Uploads(); before < 10 || n > 60+wide || r.Uploaded > 60-before || r.Uploaded+before+wide < 60 {
		t.Errorf("%d were there, %d came in all, %+v", before, n, r)
	}
}

func TestWhoMayNot(t *testing.T) {
	for name, c := range map[string]struct {
		set   func(b *bench)
		kind  deploy.Kind
		words []string
	}{
		"wrong token":  {func(b *bench) { b.opts.Token = "nfp_other" }, deploy.Person, []string{"does not know the token in NETLIFY_AUTH_TOKEN (401)", "new personal access token", unchanged}},
		"may not":      {func(b *bench) { b.net.Forbidden = true }, deploy.Person, []string{"making a deploy: Netlify answered 403", "its owner may not", unchanged}},
		"unknown site": {func(b *bench) { b.opts.Site = "nws" }, deploy.Person, []string{`no site "nws", or not for this token`, "deploy.site", unchanged}},
		"too much": {func(b *bench) {
			b.net.Fault = on("POST", netlifytest.Fault{Status: 422, Text: "too many files"})
		}, deploy.Failed, []string{"making a deploy: Netlify answered 422 (too many files)", unchanged}},
		"bad upload": {func(b *bench) { b.net.Fault = on("PUT", netlifytest.Fault{Status: 400, Text: "no"}) }, deploy.Failed, []string{"uploading ", "answered 400 (no)", unchanged}},
		"revoked in the middle": {func(b *bench) { b.net.Fault = on("PUT", netlifytest.Fault{Status: 401, Text: "token " + token}) }, deploy.Person,
			[]string{"uploading ", "(401)", unchanged}},
		"token in a message": {func(b *bench) { b.net.Fault = on("POST", netlifytest.Fault{Status: 400, Text: "bad " + token}) }, deploy.Failed, []string{"(bad [secret])"}},
		"deleted meanwhile":  {func(b *bench) { b.net.Fault = on("PUT", netlifytest.Fault{Status: 404}) }, deploy.Again, []string{"not there any more", unchanged}},
		"moved":              {func(b *bench) { b.net.Fault = on("GET", netlifytest.Fault{Status: 301}) }, deploy.Failed, []string{"leads elsewhere"}},
		"broken":             {func(b *bench) { b.net.Fails = "Invalid _headers\nline 3" }, deploy.Failed, []string{"could not make the deploy: Invalid _headers line 3", unchanged}},
		"never ends":         {func(b *bench) { b.net.Stuck = "processing" }, deploy.Again, []string{`after 10m0s its state is still "processing"`, onItsOwn}},
		"never prepared":     {func(b *bench) { b.net.Stuck = "preparing" }, deploy.Again, []string{`still "preparing"`, unchanged}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			c.set(b)
			site := base
			if name == "never prepared" {
				site = many(101, "x")
			}
			_, err := b.deploy(site)
			b.refused(err, c.kind, c.words...)
			if b.net.Published() != nil {
				t.Errorf("readers get %v", b.net.Published())
			}
		})
	}
}

func on(method string, fault netlifytest.Fault) func(int, *http.Request) netlifytest.Fault {
	return func(_ int, r *http.Request) netlifytest.Fault {
		if r.Method == method {
			return fault
		}
		return netlifytest.Fault{}
	}
}

func TestLocked(t *testing.T) {
	b := newBench(t)
	b.must(base)
	b.net.Change(func(f *netlifytest.Fake) { f.Locked = true })
	r, err := b.deploy(base.With("index.html", "home 2"))
	if err != nil || r.State != deploy.Held || r.Live() || !strings.Contains(r.Note, "press Publish deploy at https://app.netlify.example/") || r.URL == "" {
		t.Fatalf("%+v, %v", r, err)
	}
	b.wants(base)
}

// TestUnlockedWhileWeWait: the lock that was seen first is not the last word.
func TestUnlockedWhileWeWait(t *testing.T) {
	b := newBench(t)
	b.must(base)
	b.net.Change(func(f *netlifytest.Fake) {
		f.Locked = true
		seen := 0
		f.Fault = func(_ int, r *http.Request) netlifytest.Fault {
			if strings.HasSuffix(r.URL.Path, b.net.Site) {
				if seen++; seen == 3 {
					f.Locked = false
				}
			}
			return netlifytest.Fault{}
		}
	})
	b.must(base.With("index.html", "home 2"))
}

func TestDraft(t *testing.T) {
	b := newBench(t)
	b.must(base)
	b.opts.Draft = true
	next := base.With("index.html", "home 2")
	r, err := b.deploy(next)
	if err != nil || r.State != deploy.Preview || !strings.HasPrefix(r.URL, "https://"+r.ID+"--") {
		t.Fatalf("%+v, %v", r, err)
	}
	if id, files := b.net.Newest(); id != r.ID || files["index.html"] != "home 2" {
		t.Errorf("the preview shows %q", files["index.html"])
	}
	b.wants(base)
}

func TestAnotherContext(t *testing.T) {
	b := newBench(t)
	b.must(base)
	b.net.Context = "branch-deploy"
	r, err := b.deploy(base.With("index.html", "home 2"))
	if err != nil || r.State != deploy.Held || !strings.Contains(r.Note, `"branch-deploy"`) {
		t.Fatalf("%+v, %v", r, err)
	}
}

func TestSuperseded(t *testing.T) {
	b := newBench(t)
	b.must(base)
	b.net.Change(func(f *netlifytest.Fake) {
		f.Fault = func(_ int, r *http.Request) netlifytest.Fault {
			if r.Method == "PUT" {
				go b.net.Publish()
				time.Sleep(50 * time.Millisecond)
			}
			return netlifytest.Fault{}
		}
	})
	r, err := b.deploy(base.With("index.html", "home 2"))
	if err != nil || r.State != deploy.Superseded || !strings.Contains(r.Note, "newer deploy") {
		t.Fatalf("%+v, %v", r, err)
	}
}

// TestSlow: a minute between two states is slow, and not never.
func TestSlow(t *testing.T) {
	b := newBench(t)
	b.net.Step = time.Minute
	b.must(base)
	b.net.Change(func(f *netlifytest.Fake) { f.Step = 170 * time.Second }) // so that publishing takes longer than it may
	b.opts.Patience = 12 * time.Minute
	_, err := b.deploy(base.With("index.html", "home 2"))
	b.refused(err, deploy.Again, "is ready, and after 2m24s readers still get another one", onItsOwn)
}

// TestStoppedWhileWaiting: Netlify goes on without us, and that is said.
func TestStoppedWhileWaiting(t *testing.T) {
	b := newBench(t)
	ctx, stop := context.WithCancel(t.Context())
	b.opts.Sleep = func(ctx context.Context, d time.Duration) error { stop(); return b.sleep(ctx, d) }
	_, err := b.deployCtx(ctx, base)
	b.refused(err, deploy.Again, "stopped while waiting until Netlify has the site ready", onItsOwn)
}

func TestOnlyOurAddresses(t *testing.T) {
	b := newBench(t)
	for _, server := range []string{"http://api.netlify.example", "ftp://127.0.0.1", "https://user:pw@api.example", "https://api.example/?a=b", "nonsense", "http://localhost.example"} {
		b.opts.Base = server
		if _, err := New(b.opts); err == nil {
			t.Errorf("%s is taken", server)
		}
	}
	for _, server := range []string{"", "https://api.example/v1", "http://127.0.0.1:8080", "http://localhost/api", "http://[::1]:80"} {
		b.opts.Base = server
		if _, err := New(b.opts); err != nil {
			t.Errorf("%s: %v", server, err)
		}
	}
	b.opts.Token = "a b"
	if _, err := New(b.opts); err == nil || strings.Contains(err.Error(), "a b") {
		t.Errorf("a token with a space: %v", err)
	}
}
