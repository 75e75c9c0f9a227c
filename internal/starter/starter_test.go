package starter_test

import (
	"context"
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"nadi/internal/check"
	"nadi/internal/publish"
	"nadi/internal/site"
	"nadi/internal/starter"
	"nadi/themes"
)

func lay(files ...[]starter.File) fstest.MapFS {
	out := fstest.MapFS{}
	for _, list := range files {
		for _, f := range list {
			out[f.Name] = &fstest.MapFile{Data: f.Body}
		}
	}
	return out
}

// TestNewSiteHasNothingToMend: nobody's first minute is an error message, not
// even with a title that needs care in YAML.
func TestNewSiteHasNothingToMend(t *testing.T) {
	n := 0
	id := func() string { n++; return fmt.Sprintf("starter%d", n) }
	for _, title := range []string{"Example Hospital News", `Quotes " and: colons \ #1`, "अस्पताल समाचार"} {
		files := lay(starter.Site(starter.Options{Title: title, URL: "https://news.example.org", ID: "abcd2345", Date: "2026-11-24", NewID: id}),
			starter.Article("content/articles/2026/new.md", title, "2026-11-24", id(), "hi"), starter.Person("content/people/new.yaml", title))
		res, err := site.Build(context.Background(), site.Input{Root: files, Themes: themes.FS(), Now: time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC),
			Drafts: true, Version: "test", Rules: site.With(check.Blocking())}, &publish.Memory{})
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Findings) > 0 || res.Built != 4 {
			t.Errorf("title %q: %d articles, findings %v", title, res.Built, res.Findings)
		}
	}
}
