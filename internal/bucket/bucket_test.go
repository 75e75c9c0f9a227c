package bucket_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"nadi/internal/bucket"
	"nadi/internal/bucket/buckettest"
)

func open(t *testing.T, s *buckettest.Server, prefix string) *bucket.Bucket {
	t.Helper()
	b, err := bucket.Open(s.Place(prefix), bucket.Options{Env: s.Env, Transport: s.Transport()})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// contract is what every server must do; the real one of test/buckets too.
func contract(t *testing.T, b *bucket.Bucket) {
	ctx := t.Context()
	put := func(key, data string, c bucket.Condition) (string, error) {
		return b.Put(ctx, key, []byte(data), bucket.Meta{Type: "text/plain", Cache: "no-store"}, c)
	}
	must := func(etag string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return etag
	}
	if _, _, err := b.Get(ctx, "a"); !errors.Is(err, bucket.ErrMissing) {
		t.Fatalf("a missing object: %v", err)
	}
	if _, err := put("a", "x", bucket.IfMatch("0123456789abcdef0123456789abcdef")); !errors.Is(err, bucket.ErrLost) {
		t.Fatalf("IfMatch on nothing: %v", err)
	}
	one := must(put("a", "one", bucket.IfNew))
	if _, err := put("a", "other", bucket.IfNew); !errors.Is(err, bucket.ErrLost) {
		t.Fatalf("IfNew on something: %v", err)
	}
	two := must(put("a", "two", bucket.IfMatch(one)))
	if _, err := put("a", "other", bucket.IfMatch(one)); !errors.Is(err, bucket.ErrLost) {
		t.Fatalf("IfMatch on something else: %v", err)
	}
	data, etag, err := b.Get(ctx, "a")
	if err != nil || string(data) != "two" || etag != two {
		t.Fatalf("read %q under %s, want two under %s: %v", data, etag, two, err)
	}
	if _, etag, changed, err := b.GetChanged(ctx, "a", two); changed || err != nil || etag != two {
		t.Fatalf("unchanged: %v, %s, %v", changed, etag, err)
	}
	if data, _, changed, err := b.GetChanged(ctx, "a", one); !changed || err != nil || string(data) != "two" {
		t.Fatalf("changed: %v, %q, %v", changed, data, err)
	}
	lists(t, b)
	must(put("a", "three", bucket.Any))
	if err := b.Delete(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	if err := b.Delete(ctx, "a"); err != nil {
		t.Fatalf("deleting nothing: %v", err)
	}
	if _, _, err := b.Get(ctx, "a"); !errors.Is(err, bucket.ErrMissing) {
		t.Fatalf("deleted: %v", err)
	}
	if err := b.Prove(ctx, "probe/1"); err != nil {
		t.Fatal(err)
	}
	sole(t, b)
}

// lists writes keys that need care and bytes that are no text.
func lists(t *testing.T, b *bucket.Bucket) {
	want := map[string][]byte{"a": []byte("two"), "d/empty": {}, "d/नाड़ी पृष्ठ.html": []byte("पाँच"), "d/a+b &=?#%41": []byte("odd"), "e": bytes.Repeat([]byte{0, 255, '\n', '%'}, 1<<18)}
	for key, data := range want {
		if key == "a" {
			continue
		}
		if _, err := b.PutFrom(t.Context(), key, bytes.NewReader(data), int64(len(data)), bucket.Meta{}, bucket.Any); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		if got, _, err := b.Get(t.Context(), key); err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%s is %.20q, want %.20q: %v", key, got, data, err)
		}
	}
	var keys, below []string
	for o, err := range b.List(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		if data, ok := want[o.Key]; !ok || o.Size != int64(len(data)) || o.ETag == "" {
			t.Errorf("listed: %+v", o)
		}
		keys = append(keys, o.Key)
	}
	for o, err := range b.List(t.Context(), "d/") {
		if err != nil {
			t.Fatal(err)
		}
		below = append(below, o.Key)
	}
	for i, after := range append([]string{""}, keys...) {
		var rest []string
		for o, err := range b.ListAfter(t.Context(), "", after) {
			if err != nil {
				t.Fatal(err)
			}
			rest = append(rest, o.Key)
		}
		if !slices.Equal(rest, keys[i:]) {
			t.Errorf("after %q come %q, want %q", after, rest, keys[i:])
		}
	}
	if len(keys) != len(want) || !slices.IsSorted(keys) || len(below) != 3 {
		t.Errorf("the lists are %q and %q", keys, below)
	}
}

// sole lets many create and replace one object at once.
func sole(t *testing.T, b *bucket.Bucket) {
	etag, won := "", atomic.Int32{}
	for round := range 5 {
		won.Store(0)
		var all sync.WaitGroup
		for i := range 12 {
			c := bucket.IfNew
			if round > 0 {
				c = bucket.IfMatch(etag)
			}
			all.Go(func() {
				_, err := b.Put(t.Context(), "race", fmt.Appendf(nil, "%d-%d", round, i), bucket.Meta{}, c)
				if err == nil {
					won.Add(1)
				} else if !errors.Is(err, bucket.ErrLost) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Fatalf("round %d has %d winners", round, won.Load())
		}
		var err error
		if _, etag, err = b.Get(t.Context(), "race"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestContract(t *testing.T) {
	for _, prefix := range []string{"", "ledger", "a/b c/नाड़ी"} {
		t.Run(prefix, func(t *testing.T) {
			s := buckettest.New(t)
			s.Pages(2)
			contract(t, open(t, s, prefix))
			for _, key := range s.Keys() {
				if !strings.HasPrefix(key, prefix) {
					t.Errorf("%q was written", key)
				}
			}
		})
	}
	s := buckettest.New(t)
	s.Versioned()
	contract(t, open(t, s, "versioned"))
}

// TestMeta: a browser is told what it needs to know.
func TestMeta(t *testing.T) {
	s := buckettest.New(t)
	if _, err := open(t, s, "").Put(t.Context(), "index.html", nil, bucket.Meta{Type: "text/html; charset=utf-8", Cache: "max-age=60"}, bucket.Any); err != nil {
		t.Fatal(err)
	}
	data, h := s.Object("index.html")
	if len(data) != 0 || h.Get("Content-Type") != "text/html; charset=utf-8" || h.Get("Cache-Control") != "max-age=60" {
		t.Errorf("stored with %v", h)
	}
}

// TestErase: the words of a post are really gone, whatever the bucket keeps.
func TestErase(t *testing.T) {
	for name, prepare := range map[string]func(*buckettest.Server){"plain": func(*buckettest.Server) {}, "versioned": (*buckettest.Server).Versioned, "no versions": (*buckettest.Server).NoVersions} {
		t.Run(name, func(t *testing.T) {
			s := buckettest.New(t)
			s.Pages(2)
			b := open(t, s, "p")
			write := func(key, data string) {
				t.Helper()
				if _, err := b.Put(t.Context(), key, []byte(data), bucket.Meta{}, bucket.Any); err != nil {
					t.Fatal(err)
				}
			}
			write("w", "before versions were kept")
			prepare(s)
			for _, words := range []string{"one", "two", "three"} {
				write("w", words)
			}
			write("w-2", "another")
			if err := b.Delete(t.Context(), "w"); err != nil {
				t.Fatal(err)
			}
			if name == "versioned" && len(s.Keys()) != 2 {
				t.Fatalf("a bucket that keeps versions has %q", s.Keys())
			}
			for range 2 { // nothing left is no error
				if err := b.Erase(t.Context(), "w"); err != nil {
					t.Fatal(err)
				}
			}
			if keys := s.Keys(); len(keys) != 1 || keys[0] != "p/w-2" {
				t.Errorf("left are %q", keys)
			}
		})
	}
}

// TestEraseDenied: who may not look for versions may not say "erased".
func TestEraseDenied(t *testing.T) {
	s := buckettest.New(t)
	s.Fault(func(r *http.Request) (f buckettest.Fault) {
		if r.URL.Query().Has("versions") {
			f = buckettest.Fault{Status: 403, Code: "AccessDenied"}
		}
		return f
	})
	if err := open(t, s, "").Erase(t.Context(), "w"); err == nil || !strings.Contains(err.Error(), "s3:ListBucketVersions") {
		t.Errorf("erased: %v", err)
	}
}

func TestProve(t *testing.T) {
	s := buckettest.New(t)
	s.Careless()
	b := open(t, s, "ledger")
	if err := b.Prove(t.Context(), "probe/x"); !errors.Is(err, bucket.ErrUnconditional) || !strings.Contains(err.Error(), "both write") {
		t.Errorf("a careless server: %v", err)
	}
	if len(s.Keys()) != 0 {
		t.Errorf("left behind: %q", s.Keys())
	}
	racy := buckettest.New(t)
	racy.Racy()
	b = open(t, racy, "ledger")
	if err := b.Prove(t.Context(), "probe/x"); !errors.Is(err, bucket.ErrUnconditional) || !strings.Contains(err.Error(), "several writers at once") {
		t.Errorf("a racy server: %v", err)
	}
	if len(racy.Keys()) != 0 {
		t.Errorf("left behind: %q", racy.Keys())
	}
	whole := buckettest.New(t)
	b = open(t, whole, "ledger")
	if err := b.Prove(t.Context(), "probe/x"); err != nil {
		t.Fatal(err)
	}
	if log := whole.Requests(); len(log) > 13 {
		t.Errorf("proving takes %d requests: %q", len(log), log)
	}
}

// TestHalf: a server that keeps to conditions by half is refused, and one that
// is down is not.
func TestHalf(t *testing.T) {
	var puts atomic.Int32
	for name, c := range map[string]struct {
		fault   func(*http.Request) buckettest.Fault
		refused bool
	}{
		"new ignored": {func(r *http.Request) (f buckettest.Fault) { r.Header.Del("If-None-Match"); return f }, true},
		"new refused": {func(r *http.Request) (f buckettest.Fault) {
			if r.Header.Get("If-None-Match") != "" {
				f.Status, f.Code = 501, "NotImplemented"
			}
			return f
		}, true},
		"never new": {func(r *http.Request) (f buckettest.Fault) {
			if r.Method == "PUT" {
				f.Status, f.Code = 412, "PreconditionFailed"
			}
			return f
		}, true},
		"later ignored": {func(r *http.Request) (f buckettest.Fault) { // a lock for those at once, and no look at what is there
			if n := puts.Add(1); r.Method == "PUT" && n > 8 {
				r.Header.Del("If-None-Match")
			}
			return f
		}, true},
		"down":   {func(*http.Request) buckettest.Fault { return buckettest.Fault{Status: 503, Code: "SlowDown"} }, false},
		"denied": {func(*http.Request) buckettest.Fault { return buckettest.Fault{Status: 403, Code: "AccessDenied"} }, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := buckettest.New(t)
			s.Fault(c.fault)
			if err := open(t, s, "").Prove(t.Context(), "probe"); err == nil || errors.Is(err, bucket.ErrUnconditional) != c.refused {
				t.Error(err)
			}
		})
	}
}

// TestBusy: a host may tell all writers of an object but one to come later, or
// all of them that they stand in each other's way.
func TestBusy(t *testing.T) {
	for name, c := range map[string]struct {
		spared, until int32 // of the first creates, those that are not refused
		f             buckettest.Fault
	}{
		"come later": {1, 8, buckettest.Fault{Status: 429, Code: "TooManyRequests"}},
		"conflict":   {0, 8, buckettest.Fault{Status: 409, Code: "ConditionalRequestConflict"}},
	} {
		s := buckettest.New(t)
		var n atomic.Int32
		s.Fault(func(r *http.Request) (f buckettest.Fault) {
			if r.Method == "PUT" {
				if i := n.Add(1); i > c.spared && i <= c.until {
					f = c.f
				}
			}
			return f
		})
		if err := open(t, s, "").Prove(t.Context(), "probe"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestOnce: one call is one request, whatever comes back.
func TestOnce(t *testing.T) {
	for _, f := range []buckettest.Fault{{Lost: true}, {Lost: true, Acted: true}, {Status: 503, Code: "SlowDown"}, {Status: 500, Code: "InternalError"}} {
		s := buckettest.New(t)
		s.Fault(func(*http.Request) buckettest.Fault { return f })
		_, err := open(t, s, "").Put(t.Context(), "k", []byte("x"), bucket.Meta{}, bucket.IfNew)
		if !errors.Is(err, bucket.ErrUnanswered) || errors.Is(err, bucket.ErrLost) {
			t.Errorf("%+v: %v", f, err)
		}
		if log := s.Requests(); len(log) != 1 {
			t.Errorf("%+v: %q", f, log)
		}
	}
}

func TestConflict(t *testing.T) {
	s := buckettest.New(t)
	s.Fault(func(*http.Request) buckettest.Fault {
		return buckettest.Fault{Status: 409, Code: "ConditionalRequestConflict"}
	})
	if _, err := open(t, s, "").Put(t.Context(), "k", nil, bucket.Meta{}, bucket.IfMatch("abc")); !errors.Is(err, bucket.ErrLost) {
		t.Error(err)
	}
	if _, err := open(t, s, "").Put(t.Context(), "k", nil, bucket.Meta{}, bucket.IfMatch("")); err == nil || errors.Is(err, bucket.ErrLost) {
		t.Errorf("compared with nothing: %v", err)
	}
}

// TestWords: what people read names what they must mend, and no secret.
func TestWords(t *testing.T) {
	for code, c := range map[string]struct {
		status int
		words  string
	}{
		"InvalidAccessKeyId":           {403, "AWS_ACCESS_KEY_ID"},
		"SignatureDoesNotMatch":        {403, "AWS_SECRET_ACCESS_KEY"},
		"AccessDenied":                 {403, "s3:PutObject"},
		"ExpiredToken":                 {400, "AWS_SESSION_TOKEN"},
		"RequestTimeTooSkewed":         {403, "clock"},
		"NoSuchBucket":                 {404, "there is no bucket \"riverside-news\""},
		"AuthorizationHeaderMalformed": {400, "AWS_REGION"},
		"PermanentRedirect":            {301, "AWS_REGION"},
		"SlowDown":                     {503, "try again later"},
		"EntityTooLarge":               {400, "400 EntityTooLarge"},
		"<b>example-secret</b>":        {400, "(400)"},
	} {
		s := buckettest.New(t)
		s.Fault(func(*http.Request) buckettest.Fault { return buckettest.Fault{Status: c.status, Code: code} })
		_, err := open(t, s, "").Put(t.Context(), "k", nil, bucket.Meta{}, bucket.Any)
		if err == nil || !strings.Contains(err.Error(), c.words) || errors.Is(err, bucket.ErrMissing) {
			t.Errorf("%s: %v", code, err)
			continue
		}
		for _, secret := range []string{"example-secret", "AKIAEXAMPLE", "Signature=", "X-Amz", "http"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the message has %q: %v", code, secret, err)
			}
		}
	}
}

// TestNoBucket: a bucket that is not there must not look like an empty one.
func TestNoBucket(t *testing.T) {
	s := buckettest.New(t)
	b, err := bucket.Open(strings.Replace(s.Place("ledger"), buckettest.Name, "elsewhere", 1), bucket.Options{Env: s.Env, Transport: s.Transport()})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	_, _, read := b.Get(ctx, "a")
	_, wrote := b.Put(ctx, "a", nil, bucket.Meta{}, bucket.IfMatch("x"))
	errs := map[string]error{"read": read, "wrote": wrote, "delete": b.Delete(ctx, "a"), "erase": b.Erase(ctx, "a"), "prove": b.Prove(ctx, "a"), "list": nil}
	for _, err := range b.List(ctx, "") {
		errs["list"] = err
	}
	for what, err := range errs {
		if err == nil || errors.Is(err, bucket.ErrMissing) || errors.Is(err, bucket.ErrLost) || !strings.Contains(err.Error(), `there is no bucket "elsewhere"`) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestUnreachable(t *testing.T) {
	s := buckettest.New(t)
	where, env := s.Place(""), s.Env
	b := open(t, s, "")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := b.Get(ctx, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	for _, err := range b.List(ctx, "") {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled list: %v", err)
		}
	}
	secure, err := bucket.Open(strings.Replace(where, "http:", "https:", 1), bucket.Options{Env: env})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := secure.Get(t.Context(), "a"); !errors.Is(err, bucket.ErrUnanswered) || strings.Contains(err.Error(), "://") {
		t.Errorf("the wrong protocol: %v", err)
	}
	if _, _, err := gone(t).Get(t.Context(), "a"); !errors.Is(err, bucket.ErrUnanswered) || !strings.Contains(err.Error(), "cannot be reached") {
		t.Errorf("nobody there: %v", err)
	}
}

// gone is a bucket whose server has ended.
func gone(t *testing.T) (b *bucket.Bucket) {
	t.Run("ended", func(t *testing.T) {
		s := buckettest.New(t)
		var err error
		if b, err = bucket.Open(s.Place(""), bucket.Options{Env: s.Env}); err != nil {
			t.Fatal(err)
		}
	})
	return b
}
