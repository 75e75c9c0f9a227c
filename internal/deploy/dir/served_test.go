package dir

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"nadi/internal/deploy"
)

// TestServed deploys twenty times into NADI_SERVED, while readers ask the web
// server that serves its folder current at NADI_SERVED_URL: not one request
// may fail, and no page may be of two sites. test/deploys starts the server.
func TestServed(t *testing.T) {
	path, url := os.Getenv("NADI_SERVED"), os.Getenv("NADI_SERVED_URL")
	if path == "" || url == "" {
		t.Skip("NADI_SERVED and NADI_SERVED_URL are not set; test/deploys sets them")
	}
	b := &bench{TB: t, path: path, keep: 3}
	deployNumber := func(n int) {
		t.Helper()
		b.now = time.Now()
		if r, err := b.deploy(numbered(n), nil); err != nil || r.State != deploy.Live {
			t.Fatalf("%+v, %v", r, err)
		}
	}
	deployNumber(0)
	var newest atomic.Int64
	done := make(chan struct{})
	var readers sync.WaitGroup
	var asked atomic.Int64
	for i := range 4 {
		readers.Go(func() { read(t, url, i, &newest, &asked, done) })
	}
	for n := 1; n <= 20; n++ {
		deployNumber(n)
		newest.Store(int64(n))
		time.Sleep(100 * time.Millisecond)
	}
	newest.Store(0)
	swaps(b)
	close(done)
	readers.Wait()
	t.Logf("%d pages were read during 20 deploys and %d more swaps", asked.Load(), manySwaps)
	if asked.Load() < 400 {
		t.Errorf("only %d pages were read", asked.Load())
	}
	if got := b.names("releases"); len(got) != 3 {
		t.Errorf("releases %q, want 3", got)
	}
}

const manySwaps = 3000

// swaps lets current go to and fro between two releases, in no time: a moment
// without a link is short, and only many of them are met.
func swaps(b *bench) {
	b.Helper()
	t, err := New(Options{Path: b.path, Source: b.TempDir(), Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	d, err := t.open()
	if err != nil {
		b.Fatal(err)
	}
	defer d.close()
	ids := b.names("releases")[:2]
	for i := range manySwaps {
		if err := d.swap(ids[i%2], ids[(i+1)%2]); err != nil {
			b.Fatal(err)
		}
	}
}

// numbered is a site of which every page but one is new each time.
func numbered(n int) tree {
	site := tree{"same/index.html": "the same in all"}
	for i := range 60 {
		site[fmt.Sprintf("page/%d/index.html", i)] = strings.Repeat(fmt.Sprintf("site %d\n", n), 2000)
	}
	return site
}

var siteNumber = regexp.MustCompile(`^site (\d+)\n`)

// read asks for pages until done. After a deploy has returned, no reader gets
// an older site.
func read(t *testing.T, url string, seed int, newest, asked *atomic.Int64, done <-chan struct{}) {
	for i := seed; ; i += 7 {
		select {
		case <-done:
			return
		default:
		}
		atLeast := newest.Load()
		resp, err := http.Get(fmt.Sprintf("%s/page/%d/", url, i%60))
		if err != nil {
			t.Error(err)
			return
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		m := siteNumber.FindSubmatch(body)
		if err != nil || resp.StatusCode != 200 || m == nil {
			t.Errorf("page %d: %d, %v: %.60q", i%60, resp.StatusCode, err, body)
			continue
		}
		if string(body) != strings.Repeat("site "+string(m[1])+"\n", 2000) {
			t.Errorf("page %d is of two sites: %.60q", i%60, body)
		}
		var n int64
		if _, err := fmt.Sscan(string(m[1]), &n); err != nil || n < atLeast {
			t.Errorf("page %d is of site %s after site %d was live", i%60, m[1], atLeast)
		}
		asked.Add(1)
	}
}
