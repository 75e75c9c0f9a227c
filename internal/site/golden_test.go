package site_test

import (
	"context"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nadi/internal/check"
	"nadi/internal/publish"
	"nadi/internal/site"
	"nadi/themes"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGoldenSite compares a site that uses every feature with what a person
// has looked at and found right: the list of files, and the files below.
func TestGoldenSite(t *testing.T) {
	root, err := os.OpenRoot("testdata/golden")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var sink publish.Memory
	res, err := site.Build(context.Background(), site.Input{Root: root.FS(), Themes: themes.FS(), Now: now, Version: "test", Rules: site.With(check.Blocking())}, &sink)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Findings) > 0 {
		t.Fatal(res.Findings)
	}
	if _, err := sink.Commit(); err != nil {
		t.Fatal(err)
	}
	got := bodies(&sink)
	for path, body := range got {
		if strings.Contains(body, "ZgotmplZ") { // what html/template writes in the place of an address that it refuses
			t.Errorf("%s has a link that leads nowhere", path)
		}
	}
	compare(t, "files.txt", strings.Join(sorted(got), "\n")+"\n")
	for name, path := range map[string]string{
		"article.html": "articles/heat/index.html", "article.hi.html": "hi/articles/heat/index.html", "withdrawn.html": "articles/withdrawn/index.html",
		"handout.html": "articles/heat/handout/index.html", "home.html": "index.html", "page.html": "about/index.html", "person.html": "people/asha-example/index.html", "alias.html": "old/heat.html",
		"index.xml": "index.xml", "atom.xml": "atom.xml", "feed.json": "hi/feed.json", "sitemap.xml": "sitemap.xml", "robots.txt": "robots.txt", "redirects.txt": "_redirects",
	} {
		body, ok := got[path]
		if !ok {
			t.Errorf("%s was not made", path)
			continue
		}
		compare(t, name, withoutStyle(body))
	}
}

// withoutStyle takes out the stylesheet and its hash, which say nothing here
// and change with every touch of the design.
func withoutStyle(body string) string {
	if before, rest, ok := strings.Cut(body, "<style>"); ok {
		_, after, _ := strings.Cut(rest, "</style>")
		body = before + "<style></style>" + after
	}
	if before, rest, ok := strings.Cut(body, "sha256-"); ok {
		if hash, after, ok := strings.Cut(rest, "&#39;"); ok && len(hash) < 60 {
			body = before + after
		}
	}
	return body
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", "want", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s differs (look at it, then go test ./internal/site -update):\n%s", name, d)
	}
}

func sorted(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
