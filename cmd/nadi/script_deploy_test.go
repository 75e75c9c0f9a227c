package main

import (
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"nadi/internal/bucket/buckettest"
	"nadi/internal/deploy/netlify/netlifytest"
)

// hostKey is where a script keeps the hosts it has asked for.
type hostKey struct{}

type host struct {
	net    *netlifytest.Fake
	bucket *buckettest.Server
}

func hostOf(ts *testscript.TestScript) *netlifytest.Fake {
	h := ts.Value(hostKey{}).(*host)
	if h.net == nil {
		ts.Fatalf("there is no Netlify; write netlify first")
	}
	return h.net
}

// startNetlify is "netlify": a Netlify with the site news.netlify.example at
// $NETLIFY, and the token for it in the environment.
func startNetlify(ts *testscript.TestScript, neg bool, args []string) {
	h := ts.Value(hostKey{}).(*host)
	h.net = &netlifytest.Fake{Token: "s3cret-netlify-77ab", Site: "site-1", Name: "news.netlify.example", Now: time.Now, Step: 5 * time.Millisecond}
	s := httptest.NewServer(h.net)
	ts.Defer(s.Close)
	ts.Setenv("NETLIFY", s.URL+"/api/v1")
	ts.Setenv("NETLIFY_AUTH_TOKEN", h.net.Token)
}

// setNetlify is "host locked", "host forbidden", "host broken" or "host well":
// what Netlify does from now on. "host files N" counts the files that readers
// get, and "[!] host page PATH WORDS" looks into one.
func setNetlify(ts *testscript.TestScript, neg bool, args []string) {
	n := hostOf(ts)
	switch args[0] {
	case "files":
		want, err := strconv.Atoi(args[1])
		ts.Check(err)
		if got := len(n.Published()); got != want {
			ts.Fatalf("readers get %d files, want %d", got, want)
		}
	case "page": // host page PATH WORDS
		if got := n.Published()[args[1]]; strings.Contains(got, args[2]) == neg {
			ts.Fatalf("readers get %q at %s; holding %q: %v", got, args[1], args[2], !neg)
		}
	default:
		n.Change(func(f *netlifytest.Fake) {
			f.Locked, f.Forbidden, f.Fails = args[0] == "locked", args[0] == "forbidden", ""
			if args[0] == "broken" {
				f.Fails = "Invalid _redirects"
			}
		})
	}
}

// startBucket is "bucket": a bucket at $BUCKET, and the keys for it in the
// environment. Its objects are shown by "objects FILE".
func startBucket(t *testing.T) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		h := ts.Value(hostKey{}).(*host)
		h.bucket = buckettest.New(t)
		ts.Setenv("BUCKET", h.bucket.Place("site"))
		for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
			ts.Setenv(name, h.bucket.Env(name))
		}
	}
}

// listObjects is "objects FILE": the keys in the bucket and what browsers are
// told of each.
func listObjects(ts *testscript.TestScript, neg bool, args []string) {
	b := ts.Value(hostKey{}).(*host).bucket
	var list strings.Builder
	for _, key := range b.Keys() {
		if data, h := b.Object(key); data != nil {
			fmt.Fprintf(&list, "%s %s | %s\n", key, h.Get("Content-Type"), h.Get("Cache-Control"))
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(list.String()), 0o644))
}

// interruptProgram is "interrupt AFTER nadi ARGS…": Ctrl-C once the program has
// printed a line that holds AFTER; its exit code and its words are then in the
// file "interrupted".
func interruptProgram(ts *testscript.TestScript, neg bool, args []string) {
	name, err := exec.LookPath(args[1])
	ts.Check(err)
	c := exec.Command(name, args[2:]...)
	c.Dir, c.Env = ts.Getenv("WORK")+"/site", append(os.Environ(), "PATH="+ts.Getenv("PATH"), "HOME="+ts.Getenv("HOME"), "NETLIFY_AUTH_TOKEN="+ts.Getenv("NETLIFY_AUTH_TOKEN"))
	out := &watcher{word: args[0], do: func() { _ = c.Process.Signal(os.Interrupt) }}
	c.Stdout, c.Stderr = out, out
	ts.Check(c.Start())
	_ = c.Wait()
	ts.Check(os.WriteFile(ts.MkAbs("interrupted"), []byte("exit "+strconv.Itoa(c.ProcessState.ExitCode())+"\n"+out.text.String()), 0o644))
}

// watcher acts once a word has been written to it.
type watcher struct {
	word string
	do   func()
	text strings.Builder
	done bool
}

func (w *watcher) Write(p []byte) (int, error) {
	w.text.Write(p)
	if !w.done && strings.Contains(w.text.String(), w.word) {
		w.done = true
		w.do()
	}
	return len(p), nil
}

// fillIn is "fillin FILE": $NETLIFY and others are filled in.
func fillIn(ts *testscript.TestScript, neg bool, args []string) {
	for _, file := range args {
		ts.Check(os.WriteFile(ts.MkAbs(file), []byte(os.Expand(ts.ReadFile(file), ts.Getenv)), 0o644))
	}
}
