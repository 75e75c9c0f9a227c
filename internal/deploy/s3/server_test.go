package s3

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"testing"
	"time"

	"nadi/internal/bucket"
	"nadi/internal/deploy"
)

// TestServer deploys into a real bucket, NADI_BUCKET (s3://BUCKET/PREFIX and
// ?endpoint=…), with the keys of the AWS_ variables. test/deploys starts a
// server for it. What lies below the prefix is replaced.
func TestServer(t *testing.T) {
	place := os.Getenv("NADI_BUCKET")
	if place == "" {
		t.Skip("NADI_BUCKET is not set; test/deploys sets it")
	}
	at, err := bucket.Open(place, bucket.Options{Env: os.Getenv, Transport: &http.Transport{}})
	if err != nil {
		t.Fatal(err)
	}
	run := 0
	open := func(b Bucket) *Target {
		run++
		return New(b, fmt.Sprint(time.Now().UnixNano(), " ", run), func(ctx context.Context, _ time.Duration) error { return ctx.Err() })
	}
	held := func() tree {
		got := tree{}
		for o, err := range at.List(t.Context(), "") {
			if err != nil {
				t.Fatal(err)
			}
			if data, _, err := at.Get(t.Context(), o.Key); err != nil {
				t.Fatal(err)
			} else if o.Key != recordKey {
				got[o.Key] = string(data)
			}
		}
		return got
	}
	must := func(site tree) deploy.Receipt {
		t.Helper()
		r, err := open(at).Deploy(t.Context(), site.Release(t, ""), quiet)
		if err != nil {
			t.Fatal(err)
		}
		want := maps.Clone(site)
		delete(want, "_headers")
		delete(want, "_redirects")
		if got := held(); !maps.Equal(got, want) {
			t.Fatalf("the bucket holds %v,\nwant %v", got, want)
		}
		return r
	}
	must(base.With("लेख/index.html", "hi", "a b+c.html", "signs"))
	if r := must(next); r.Deleted != 4 || r.Unchanged != 1 {
		t.Errorf("next: %+v", r)
	}
	if r := must(next); r.Uploaded != 0 || r.Unchanged != 6 {
		t.Errorf("again: %+v", r)
	}
	// Cut off, and on again: what was sent is known by its ETag.
	f := &bench{}
	n := 0
	f.fault = func() (before, after error) {
		if n++; n > 9 {
			return bucket.ErrUnanswered, nil
		}
		return nil, nil
	}
	if _, err := open(faulty{at, f}).Deploy(t.Context(), base.Release(t, ""), quiet); !errors.Is(err, bucket.ErrUnanswered) {
		t.Fatal(err)
	}
	if r := must(base); r.Uploaded > 4 || r.Uploaded == 0 {
		t.Errorf("on again: %+v", r)
	}
	// Another deploy while this one looks around.
	n = 0
	f.fault = func() (before, after error) {
		if n++; n == 4 {
			must(next)
		}
		return nil, nil
	}
	if _, err := open(faulty{at, f}).Deploy(t.Context(), base.With("index.html", "x").Release(t, ""), quiet); !errors.Is(err, bucket.ErrLost) {
		t.Errorf("two at once: %v", err)
	}
	must(next)
	must(tree{"index.html": "home"})
}
