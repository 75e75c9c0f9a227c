package serve

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nadi/internal/check"
	"nadi/internal/site"
	"nadi/themes"
)

// preview starts a server on a small site and returns its address, the
// site's folder and a channel of ended builds.
func preview(t *testing.T) (address, dir string, built <-chan *site.Result) {
	t.Helper()
	dir = t.TempDir()
	put(t, dir, "nadi.yaml", "site: {id: serve123, title: Preview, url: https://news.example.org}\n")
	put(t, dir, "content/articles/one.md", "---\ntitle: One\ndescription: First.\ndate: 2026-01-01\n---\n\nfirst words\n")
	put(t, dir, "content/articles/draft.md", "---\ntitle: Unfinished\ndescription: Later.\ndate: 2026-01-02\ndraft: true\n---\n\nnot yet\n")
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	builds, done := make(chan *site.Result, 16), make(chan error, 1)
	memo := site.NewMemo(nil)
	go func() {
		done <- Run(ctx, Options{Dir: dir, Listen: l,
			Build: func(ctx context.Context, sink site.Sink) (*site.Result, error) {
				return site.Build(ctx, site.Input{Root: root.FS(), Themes: themes.FS(), Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Drafts: true, Future: true, Version: "test", Rules: site.With(check.Blocking()), Facts: memo}, sink)
			},
			Report: func(_ []string, res *site.Result, err error, _ time.Duration) {
				if err != nil {
					t.Error(err)
				}
				builds <- res
			}})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		root.Close()
	})
	wait(t, builds)
	return "http://" + l.Addr().String(), dir, builds
}

func wait(t *testing.T, builds <-chan *site.Result) *site.Result {
	t.Helper()
	select {
	case res := <-builds:
		return res
	case <-time.After(20 * time.Second):
		t.Fatal("no build ended")
		return nil
	}
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, url string) (int, string, http.Header) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body), res.Header
}

func TestPagesDraftsAndHeaders(t *testing.T) {
	address, _, _ := preview(t)
	code, body, head := get(t, address+"/articles/draft/")
	if code != 200 || !strings.Contains(body, "Draft.") || !strings.Contains(body, "/_nadi/reload.js") {
		t.Errorf("a draft gave %d\n%s", code, body)
	}
	if head.Get("X-Robots-Tag") != "noindex" {
		t.Error("a preview may be indexed")
	}
	if code, body, _ = get(t, address+"/no/such/"); code != 404 || !strings.Contains(body, "not here") {
		t.Errorf("a missing page gave %d", code)
	}
	if code, body, _ = get(t, address+"/articles/one"); code != 200 || !strings.Contains(body, "first words") {
		t.Errorf("an address without its slash gave %d", code)
	}
	if code, body, _ = get(t, address+"/index.xml"); code != 200 || strings.Contains(body, "Unfinished") || strings.Contains(body, "_nadi") {
		t.Errorf("the feed gave %d\n%s", code, body)
	}
}

func TestForeignHostIsRefused(t *testing.T) {
	address, _, _ := preview(t)
	req, _ := http.NewRequest(http.MethodGet, address+"/", nil)
	req.Host = "evil.example"
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("a request for another host gave %d", res.StatusCode)
	}
}

// TestEditBreakMend walks through a writer's minute: an edit appears, a
// mistake leaves the last good page with the finding on top, mending it
// brings the new page, and the browser is told each time.
func TestEditBreakMend(t *testing.T) {
	address, dir, builds := preview(t)
	events := listen(t, address)
	first := <-events

	put(t, dir, "content/articles/one.md", "---\ntitle: One\ndescription: First.\ndate: 2026-01-01\n---\n\nsecond words\n")
	wait(t, builds)
	second := <-events
	if second == first {
		t.Error("the browser was not told of the edit")
	}
	if _, body, _ := get(t, address+"/articles/one/"); !strings.Contains(body, "second words") {
		t.Error("the edit does not show")
	}

	put(t, dir, "content/articles/one.md", "---\ntitle: One\ntgas: x\ndescription: First.\ndate: 2026-01-01\n---\n\nthird words\n")
	if res := wait(t, builds); !res.Blocked {
		t.Errorf("a mistake gave %v", res.Findings)
	}
	if code, body, _ := get(t, address+"/articles/one/"); code != 200 || !strings.Contains(body, "second words") || !strings.Contains(body, "tgas") || !strings.Contains(body, "did you mean tags?") {
		t.Errorf("while broken: %d\n%s", code, body)
	}

	put(t, dir, "content/articles/sub/new.md", "---\ntitle: New\ndescription: In a new folder.\ndate: 2026-01-03\n---\n\nnew words\n")
	put(t, dir, "content/articles/one.md", "---\ntitle: One\ndescription: First.\ndate: 2026-01-01\n---\n\nfourth words\n")
	for wait(t, builds).Blocked {
	}
	if _, body, _ := get(t, address+"/articles/one/"); !strings.Contains(body, "fourth words") || strings.Contains(body, "nadi-findings") {
		t.Error("the mended page does not show alone")
	}
	put(t, dir, "content/articles/sub/new.md", "---\ntitle: New\ndescription: In a new folder.\ndate: 2026-01-03\n---\n\nnewer words\n")
	for {
		if _, body, _ := get(t, address+"/articles/new/"); strings.Contains(body, "newer words") {
			return
		}
		wait(t, builds)
	}
}

// listen reads the stream of versions.
func listen(t *testing.T, address string) <-chan string {
	t.Helper()
	res, err := http.Get(address + "/_nadi/events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	out := make(chan string, 64)
	go func() {
		for s := bufio.NewScanner(res.Body); s.Scan(); {
			if v, ok := strings.CutPrefix(s.Text(), "data: "); ok {
				out <- v
			}
		}
	}()
	return out
}
