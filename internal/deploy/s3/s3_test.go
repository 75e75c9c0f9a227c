package s3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"nadi/internal/bucket"
	"nadi/internal/bucket/buckettest"
	"nadi/internal/deploy"
	"nadi/internal/deploy/deploytest"
)

// tree is a site: bodies by path. A body that says [path] cannot be read
// without that path.
type tree = deploytest.Tree

const headers = "/*\n  X-A: b\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"

var base = tree{"index.html": "home [articles/one/index.html] [assets/style.11111111.css]", "articles/one/index.html": "one [assets/style.11111111.css] [articles/two/index.html]",
	"articles/two/index.html": "two [assets/style.11111111.css]", "assets/style.11111111.css": "css", "index.xml": "feed [articles/one/index.html]",
	"sitemap.xml": "map [articles/one/index.html]", "_headers": headers, "_redirects": "/a /b 301\n"}

// next has a new page, a new style, and one page less.
var next = tree{"index.html": "home 2 [articles/three/index.html] [assets/style.22222222.css]", "articles/one/index.html": "one [assets/style.22222222.css] [articles/three/index.html]",
	"articles/three/index.html": "three [assets/style.22222222.css]", "assets/style.22222222.css": "css 2", "index.xml": "feed [articles/three/index.html]",
	"sitemap.xml": "map [articles/one/index.html]", "_headers": headers}

// bench is a bucket.
type bench struct {
	testing.TB
	*buckettest.Server
	runs  int
	fault func() (before, after error) // of each call; nil is none
}

// faulty is a bucket that does not answer, before or after it has acted.
type faulty struct {
	Bucket
	*bench
}

func (f faulty) call(do func() error) error {
	var before, after error
	if f.fault != nil {
		before, after = f.fault()
	}
	if before != nil {
		return before
	}
	if err := do(); err != nil {
		return err
	}
	return after
}

func (f faulty) GetChanged(ctx context.Context, key, known string) (data []byte, etag string, changed bool, err error) {
	err = f.call(func() (err error) { data, etag, changed, err = f.Bucket.GetChanged(ctx, key, known); return err })
	return data, etag, changed, err
}

func (f faulty) Put(ctx context.Context, key string, data []byte, m bucket.Meta, c bucket.Condition) (etag string, err error) {
	err = f.call(func() (err error) { etag, err = f.Bucket.Put(ctx, key, data, m, c); return err })
	return etag, err
}

func (f faulty) Delete(ctx context.Context, key string) error {
	return f.call(func() error { return f.Bucket.Delete(ctx, key) })
}

func (f faulty) List(ctx context.Context, prefix string) iter.Seq2[bucket.Object, error] {
	if err := f.call(func() error { return nil }); err != nil {
		return func(yield func(bucket.Object, error) bool) { yield(bucket.Object{}, err) }
	}
	return f.Bucket.List(ctx, prefix)
}

func newBench(t testing.TB) *bench { return &bench{TB: t, Server: buckettest.New(t)} }

func (b *bench) target() *Target {
	b.Helper()
	at, err := bucket.Open(b.Place("news"), bucket.Options{Env: b.Env, Transport: b.Transport()})
	if err != nil {
		b.Fatal(err)
	}
	b.runs++
	return New(faulty{at, b}, fmt.Sprint("run ", b.runs), func(ctx context.Context, _ time.Duration) error { return ctx.Err() })
}

func quiet(deploy.Progress) {}

func (b *bench) deploy(site tree) (deploy.Receipt, error) {
	b.Helper()
	return b.target().Deploy(b.Context(), site.Release(b, ""), quiet)
}

func (b *bench) must(site tree) deploy.Receipt {
	b.Helper()
	r, err := b.deploy(site)
	if err != nil || r.State != deploy.Live {
		b.Fatalf("%+v, %v", r, err)
	}
	b.wants(site)
	return r
}

// served is what lies in the bucket, but for the record.
func (b *bench) served() tree {
	got := tree{}
	for _, k := range b.Keys() {
		if data, _ := b.Object(k); k != "news/"+recordKey && data != nil {
			got[strings.TrimPrefix(k, "news/")] = string(data)
		}
	}
	return got
}

func (b *bench) wants(site tree) {
	b.Helper()
	want := maps.Clone(site)
	delete(want, "_headers")
	delete(want, "_redirects")
	if got := b.served(); !maps.Equal(got, want) {
		b.Fatalf("the bucket holds %v,\nwant %v", got, want)
	}
}

var needs = regexp.MustCompile(`\[([^\]]+)\]`)

// linked demands that nothing in the bucket needs what is not there.
func (b *bench) linked(when string) {
	b.Helper()
	all := b.served()
	for p, body := range all {
		for _, m := range needs.FindAllStringSubmatch(body, -1) {
			if _, ok := all[m[1]]; !ok {
				b.Errorf("%s: %s needs %s, which is not there", when, p, m[1])
			}
		}
	}
}

func (b *bench) refused(err error, k deploy.Kind, words ...string) {
	b.Helper()
	var e *deploy.Error
	if !errors.As(err, &e) || e.Kind != k {
		b.Fatalf("got %v, want an error of kind %d", err, k)
	}
	for _, w := range words {
		if !strings.Contains(err.Error()+" | "+e.Hint, w) {
			b.Errorf("%v (hint %s)\ndoes not say %q", err, e.Hint, w)
		}
	}
}

func TestDeploys(t *testing.T) {
	b := newBench(t)
	if r := b.must(base); r.Uploaded != 6 || r.Unchanged != 0 || len(r.ID) != 16 {
		t.Errorf("first: %+v", r)
	}
	if r := b.must(next); r.Uploaded != 5 || r.Unchanged != 1 || r.Deleted != 2 {
		t.Errorf("next: %+v", r)
	}
	b.Requests()
	if r := b.must(next); !r.Same || r.Uploaded != 0 || r.Unchanged != 6 || r.Deleted != 0 {
		t.Errorf("again: %+v", r)
	}
	for _, r := range b.Requests() {
		if strings.HasPrefix(r, "PUT") || strings.HasPrefix(r, "DELETE") {
			t.Errorf("nothing changed, and there was a %s", r)
		}
	}
}

// TestSame: what readers have already is said so, and only if the record is of a
// deploy that ended and every object is the one it names.
func TestSame(t *testing.T) {
	b := newBench(t)
	is := func(want bool, when string) {
		t.Helper()
		if r := b.must(base); r.Same != want {
			t.Errorf("%s: %+v, want same %v", when, r, want)
		}
	}
	is(false, "first")
	is(true, "again")
	record, _ := b.Object("news/" + recordKey)
	for when, spoil := range map[string]func(){
		"a changed object": func() { b.Write("news/index.html", []byte("hame")) },
		"a missing object": func() { b.Remove("news/index.html") },
		"no record":        func() { b.Remove("news/" + recordKey) },
		"one that was stopped": func() {
			b.Write("news/"+recordKey, bytes.Replace(record, []byte(`"done":true`), []byte(`"done":false`), 1))
		},
	} {
		spoil()
		is(false, when)
		is(true, "after "+when)
	}
}

func TestWhatBrowsersAreTold(t *testing.T) {
	b := newBench(t)
	b.must(base.With("media/a.b1c2d3e4.webp", "x", "feed.json", "{}", "data.json", "{}", "photo.JPG", "x", "thing.xyz", "x", "assets/plain.css", "x",
		"_headers", headers+"/photo.JPG\n  Cache-Control: no-cache\n/articles/one/\n  cache-control: max-age=60\n"))
	for key, want := range map[string][2]string{
		"index.html":                {"text/html; charset=utf-8", askEach},
		"articles/one/index.html":   {"text/html; charset=utf-8", "max-age=60"},
		"assets/style.11111111.css": {"text/css; charset=utf-8", forGood},
		"assets/plain.css":          {"text/css; charset=utf-8", forGood}, // by the site's own rule
		"media/a.b1c2d3e4.webp":     {"image/webp", forGood},
		"index.xml":                 {"application/rss+xml; charset=utf-8", askEach},
		"sitemap.xml":               {"application/xml; charset=utf-8", askEach},
		"feed.json":                 {"application/feed+json; charset=utf-8", askEach},
		"data.json":                 {"application/json; charset=utf-8", askEach},
		"photo.JPG":                 {"image/jpeg", "no-cache"},
		"thing.xyz":                 {"application/octet-stream", anHour},
		recordKey:                   {"application/json", "no-store"},
	} {
		_, h := b.Object("news/" + key)
		if got := [2]string{h.Get("Content-Type"), h.Get("Cache-Control")}; got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	// Other rules for the same bytes are a change.
	r, err := b.deploy(base.With("_headers", "/assets/*\n  Cache-Control: no-cache\n"))
	_, h := b.Object("news/assets/style.11111111.css")
	if err != nil || h.Get("Cache-Control") != "no-cache" || r.Uploaded != 2 { // with articles/one/, whose rule went
		t.Errorf("%+v, %v: %q", r, err, h.Get("Cache-Control"))
	}
}

func TestOrder(t *testing.T) {
	b := newBench(t)
	b.must(base)
	b.Requests()
	b.must(next)
	var order []string
	for _, r := range b.Requests() {
		if verb, key, _ := strings.Cut(r, " "); verb == "PUT" || verb == "DELETE" {
			order = append(order, verb+" "+strings.TrimPrefix(key, "news/"))
		}
	}
	want := []string{"PUT " + recordKey, "PUT assets/style.22222222.css", "PUT articles/three/index.html", "PUT articles/one/index.html", "PUT index.xml", "PUT index.html",
		"DELETE articles/two/index.html", "DELETE assets/style.11111111.css", "PUT " + recordKey}
	if !slices.Equal(order, want) {
		t.Errorf("order %q,\nwant  %q", order, want)
	}
}

func TestForeignObjects(t *testing.T) {
	b := newBench(t)
	b.Write("other/file", []byte("x"))
	b.Write("news/index.html", []byte("of another tool"))
	b.Write("news/left.html", []byte("left"))
	if _, err := b.deploy(base); err != nil { // without a record what is in the way is replaced
		t.Fatal(err)
	}
	b.Write("news/later.html", []byte("of a person"))
	if _, err := b.deploy(next); err != nil {
		t.Fatal(err)
	}
	if got := b.served(); got["left.html"] != "left" || got["later.html"] != "of a person" || got["other/file"] != "x" {
		t.Errorf("what others put there became %v", got)
	}
	before := b.served()
	_, err := b.deploy(next.With("later.html", "new"))
	b.refused(err, deploy.Person, "no deploy put later.html into the bucket", unchanged)
	if !maps.Equal(b.served(), before) {
		t.Error("it changed something")
	}
	// What somebody replaced behind our back is not deleted; if the site has it,
	// it is put right.
	b.Write("news/articles/three/index.html", []byte("of a person"))
	b.Write("news/index.html", []byte("spoilt"))
	r, err := b.deploy(base)
	if got := b.served(); err != nil || got["articles/three/index.html"] != "of a person" || got["index.html"] != base["index.html"] || !strings.Contains(r.Note, "1 objects") {
		t.Errorf("%+v, %v, %v", r, err, got)
	}
}

// everyRequest plays a fault at each request in turn, as long as play reports
// that it was reached.
func everyRequest(t *testing.T, play func(b *bench, n int, count *atomic.Int64) bool) {
	for n := 1; n < 60; n++ {
		b := newBench(t)
		b.must(base)
		var count atomic.Int64
		if !play(b, n, &count) {
			if n < 12 {
				t.Fatalf("only %d requests", n)
			}
			return
		}
	}
	t.Fatal("no end")
}

// TestKilledAnywhere: after a deploy is cut off at any request, with or without
// that one's effect, no page needs what is not there, and the next deploy
// brings the site and sends only what is missing.
func TestKilledAnywhere(t *testing.T) {
	for _, acted := range []bool{false, true} {
		everyRequest(t, func(b *bench, n int, count *atomic.Int64) bool {
			b.fault = func() (before, after error) {
				switch c := count.Add(1); {
				case c == int64(n) && acted:
					return nil, bucket.ErrUnanswered
				case c >= int64(n):
					return bucket.ErrUnanswered, nil
				}
				return nil, nil
			}
			_, err := b.deploy(next)
			b.fault = nil
			if count.Load() < int64(n) {
				return false
			}
			if err != nil {
				b.refused(err, deploy.Again)
			}
			b.linked(fmt.Sprint("cut off at request ", n))
			there := b.served()
			missing := 0
			for p, body := range next {
				if there[p] != body && p != "_headers" {
					missing++
				}
			}
			if r := b.must(next); r.Uploaded != missing {
				t.Errorf("cut off at request %d: %d were missing, %d were sent", n, missing, r.Uploaded)
			}
			return true
		})
	}
}

// TestKilledBeforeNewHeaders: that the bytes are there does not say that the
// rest is.
func TestKilledBeforeNewHeaders(t *testing.T) {
	for n := int64(4); n < 9; n++ {
		b := newBench(t)
		b.must(base)
		var count atomic.Int64
		b.fault = func() (before, after error) {
			if count.Add(1) > n {
				return bucket.ErrUnanswered, nil
			}
			return nil, nil
		}
		site := base.With("_headers", "/*\n  Cache-Control: no-cache\n")
		_, err := b.deploy(site)
		b.refused(err, deploy.Again)
		b.fault = nil
		b.must(site)
		for key := range base {
			if _, h := b.Object("news/" + key); !strings.HasPrefix(key, "_") && h.Get("Cache-Control") != "no-cache" {
				t.Errorf("cut off after %d: %s is told %q", n, key, h.Get("Cache-Control"))
			}
		}
	}
}

// TestOneFaultAnywhere is got over.
func TestOneFaultAnywhere(t *testing.T) {
	for _, acted := range []bool{false, true} {
		everyRequest(t, func(b *bench, n int, count *atomic.Int64) bool {
			b.fault = func() (before, after error) {
				switch {
				case count.Add(1) != int64(n):
					return nil, nil
				case acted:
					return nil, bucket.ErrUnanswered
				}
				return bucket.ErrUnanswered, nil
			}
			b.must(next)
			return count.Load() >= int64(n)
		})
	}
}

// TestTwoAtOnce: a second deploy that begins and ends while the first is at any
// of its requests. What is there in the end is one site, whole.
func TestTwoAtOnce(t *testing.T) {
	other := next.With("index.html", "home of the other", "articles/four/index.html", "four")
	everyRequest(t, func(b *bench, n int, count *atomic.Int64) bool {
		var in atomic.Bool
		b.Fault(func(*http.Request) buckettest.Fault {
			if !in.Load() && count.Add(1) == int64(n) {
				in.Store(true)
				b.must(other)
				in.Store(false)
			}
			return buckettest.Fault{}
		})
		_, err := b.deploy(next)
		b.Fault(nil)
		if count.Load() < int64(n) {
			return false
		}
		if err == nil {
			b.wants(next) // it began later, or the other had ended when it began
		} else {
			b.refused(err, deploy.Again, "another deploy")
			// One object may have come late; that is found and mended.
			b.must(other)
		}
		return true
	})
}

// TestLateObject: what an overtaken deploy still writes is put right by the
// deploy that goes on.
func TestLateObject(t *testing.T) {
	b := newBench(t)
	b.must(base)
	late := true
	b.Fault(func(r *http.Request) buckettest.Fault {
		if late && r.Method == "PUT" && strings.HasSuffix(r.URL.Path, "/news/index.html") {
			late = false
			b.Write("news/articles/one/index.html", []byte("of the one that was overtaken"))
		}
		return buckettest.Fault{}
	})
	b.must(next)
}

func TestRefused(t *testing.T) {
	b := newBench(t)
	b.Fault(func(r *http.Request) buckettest.Fault {
		if r.Method == "PUT" {
			return buckettest.Fault{Status: 403, Code: "AccessDenied"}
		}
		return buckettest.Fault{}
	})
	_, err := b.deploy(base)
	b.refused(err, deploy.Person, "may not write", unchanged)
	b.Fault(nil)
	b.must(base)
	for text, words := range map[string]string{"{": "cannot be read", `{"version":99}`: "newer version"} {
		b.Write("news/"+recordKey, []byte(text))
		_, err := b.deploy(next)
		b.refused(err, deploy.Person, words, unchanged)
	}
}

func TestStop(t *testing.T) {
	b := newBench(t)
	b.must(base)
	ctx, stop := context.WithCancel(t.Context())
	_, err := b.target().Deploy(ctx, next.Release(t, ""), func(p deploy.Progress) {
		if strings.Contains(p.Stage, "new pages") {
			stop()
		}
	})
	b.refused(err, deploy.Again, "stopped while", halfway)
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	b.linked("stopped")
	b.must(next)
}
