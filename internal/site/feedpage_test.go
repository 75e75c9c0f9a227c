package site_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"nadi/internal/publish"
	"nadi/internal/site"
)

// TestFeedsArePages reads the feeds as a browser shows them: RSS and Atom hold
// a page in their language with a link to each article; JSON Feed does not.
func TestFeedsArePages(t *testing.T) {
	var sink publish.Memory
	build(t, small(), &sink, nil)
	got := bodies(&sink)
	for path, want := range map[string][]string{
		"index.xml": {"<h1>Test News</h1>", "This is a feed.", `<p class="address">https://news.example.org/index.xml</p>`, `<a href="/subscribe/">All feeds</a>`,
			`<a href="/articles/a1/">Title 1 en</a> <time datetime="2026-02-02T00:00:00&#43;05:30">2 February 2026</time>`, "Feed · RSS"},
		"topics/mind/atom.xml": {"<h1>Mind – Test News</h1>", `<a href="/topics/mind/">Read on the site instead</a>`, "Feed · Atom"},
		"hi/index.xml":         {`<div xmlns="http://www.w3.org/1999/xhtml" lang="hi">`, "यह एक फ़ीड है।", `<a href="/hi/articles/a1/">Title 1 hi</a>`, "2 फ़रवरी 2026"},
	} {
		for _, w := range append(want, `<?xml-stylesheet type="text/css" href="/assets/feed.`) {
			if !strings.Contains(got[path], w) {
				t.Errorf("%s has no %s in\n%.2000s", path, w, got[path])
			}
		}
	}
	feeds := 0
	for path, body := range got {
		if strings.HasSuffix(path, "index.xml") || strings.HasSuffix(path, "atom.xml") {
			feeds++
			wellFormed(t, path, body)
		}
		if strings.HasSuffix(path, "feed.json") && strings.Contains(body, "1999/xhtml") {
			t.Errorf("%s holds a page", path)
		}
	}
	if feeds < 10 {
		t.Errorf("only %d feeds were read", feeds)
	}
}

func wellFormed(t *testing.T, path, body string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(body))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s is no XML: %v", path, err)
			return
		}
	}
}

// TestFeedPageIsTheThemes changes the template and the stylesheet: feeds
// follow, in a build that remembers the last one too. An empty template takes
// the page away, and the stylesheet with it.
func TestFeedPageIsTheThemes(t *testing.T) {
	var sink publish.Memory
	memo := site.NewMemo(nil)
	files := small()
	files["nadi.yaml"] = &fstest.MapFile{Data: []byte(config + "outputs: {feedContent: summary}\n")} // no body brings the theme's hash along
	build(t, files, &sink, memo)
	first := bodies(&sink)
	for _, c := range []struct{ name, body, want string }{
		{"feed.html", "<h1>{{ .Title }} & ours</h1>", ""}, // not well-formed: refused
		{"feed.html", "<h1>{{ .Title }} &amp; ours</h1>", "<h1>Test News &amp; ours</h1></div>"},
		{"assets/feed.css", "div{color:red}", `href="/assets/feed.`},
		{"feed.html", "", "\n<rss"},
	} {
		files["themes/clinic/"+c.name] = &fstest.MapFile{Data: []byte(c.body)}
		if c.want == "" {
			res, err := site.Build(t.Context(), input(files, nil), &publish.Memory{})
			if f := find(res, "theme/template"); err != nil || f == nil || f.Path != "themes/clinic/feed.html" || !strings.Contains(f.Message, "no well-formed XML") {
				t.Errorf("findings %v, %v", res.Findings, err)
			}
			continue
		}
		build(t, files, &sink, memo)
		now := bodies(&sink)
		if now["index.xml"] == first["index.xml"] || !strings.Contains(now["index.xml"], c.want) {
			t.Errorf("%s: want %s in\n%.900s", c.name, c.want, now["index.xml"])
		}
	}
	if last := bodies(&sink)["index.xml"]; strings.Contains(last, "xml-stylesheet") || strings.Contains(last, "xhtml") {
		t.Errorf("an empty template left\n%.600s", last)
	}
}
