package site_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"nadi/internal/publish"
	"nadi/internal/site"
)

// withHandout is an article of the small site with more front matter.
func withHandout(i int, lang, more, body string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(strings.Replace(string(articleText(i, lang, body)), "id: ", "handout: true\n"+more+"id: ", 1))}
}

func TestHandout(t *testing.T) {
	files := small()
	body := "![A square](p.svg){people=none}\n\n## Deep\n\nText[^1], and [a1](../a1.md).\n\n[^1]: Note."
	files["content/articles/b/index.md"] = withHandout(20, "en", "aliases: [/old/b/, /older.html]\n", body)
	files["content/articles/b/index.hi.md"] = withHandout(20, "hi", "slug: ताप\n", "पाठ।")
	var sink publish.Memory
	build(t, files, &sink, nil)
	got := bodies(&sink)
	page := got["articles/b/handout/index.html"]
	for _, want := range []string{
		`<meta name="robots" content="noindex">`, `<link rel="canonical" href="https://news.example.org/articles/b/">`, `href="/articles/b/">Back to the article`,
		`<a href="/hi/articles/%E0%A4%A4%E0%A4%BE%E0%A4%AA/handout/" lang="hi"`, "<h1>Title 20 en</h1>", `id="deep"`, `href="#fn:b:1"`, `id="fn:b:1"`,
		"news.example.org/<wbr>articles/<wbr>b<wbr>", `viewBox="0 -.5 `, "does not replace the advice",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the handout lacks %s", want)
		}
	}
	for _, not := range []string{`loading="lazy"`, "<style", "<script", "hreflang=\"x-default\"", "application/rss+xml", "og:", "nadi:content"} {
		if strings.Contains(page, not) {
			t.Errorf("the handout has %s", not)
		}
	}
	if hi := got["hi/articles/ताप/handout/index.html"]; !strings.Contains(hi, "news.example.org/<wbr>hi/<wbr>articles/<wbr>ताप<wbr>") {
		t.Error("people are to type the escapes of a Hindi address")
	}
	if !strings.Contains(got["articles/b/index.html"], `<a href="/articles/b/handout/">Printable handout</a>`) {
		t.Error("the article does not lead to its handout")
	}
	if a1 := got["articles/a1/index.html"]; strings.Contains(a1, "handout") || !strings.Contains(a1, `class="qr"`) {
		t.Error("an article without a handout speaks of one, or has no code of its own")
	}
	for path, body := range got {
		if strings.Contains(body, "/handout/") && !strings.Contains(path, "articles/b/") && !strings.Contains(path, "articles/ताप/") && !strings.HasPrefix(path, "old/") && path != "_redirects" {
			t.Errorf("%s knows the handout", path)
		}
	}
	if r := got["old/b/handout/index.html"]; !strings.Contains(r, `url=/articles/b/"`) || !strings.Contains(got["_redirects"], "/old/b/handout /articles/b/ 301!") {
		t.Error("the handout of the old address leads nowhere")
	}
}

// TestSwitchLeadsNear: where a page has no translation, the switch leads to
// what is nearest to it, and search engines hear nothing of that.
func TestSwitchLeadsNear(t *testing.T) {
	files := small() // of ten articles in English one, a1, is in Hindi, on the mind, of February
	var sink publish.Memory
	build(t, files, &sink, nil)
	got := bodies(&sink)
	for from, to := range map[string]string{
		"articles/a1/index.html": "/hi/articles/a1/", "articles/a3/index.html": "/hi/topics/mind/", "articles/a2/index.html": "/hi/",
		"page/1/index.html": "/hi/", "topics/mind/index.html": "/hi/topics/mind/", "topics/heart/index.html": "/hi/topics/", "tags/t1/index.html": "/hi/tags/",
		"topics/heart/page/1/index.html": "/hi/topics/", "tags/all/page/1/index.html": "/hi/tags/", "people/asha/page/1/index.html": "/hi/people/asha/",
		"archive/2026/02/index.html": "/hi/archive/2026/02/", "archive/2026/03/index.html": "/hi/archive/2026/", "archive/2026/page/1/index.html": "/hi/archive/2026/",
		"subscribe/index.html": "/hi/subscribe/", "archive/index.html": "/hi/archive/", "404.html": "/hi/404.html", "about/index.html": "/hi/",
	} {
		page, ok := got[from]
		if !ok {
			t.Errorf("%s was not made", from)
			continue
		}
		if want := fmt.Sprintf(`<li><a href="%s" lang="hi" hreflang="hi">`, to); !strings.Contains(page, want) {
			_, nav, _ := strings.Cut(page, `class="languages"`)
			t.Errorf("%s does not lead to %s: %.300s", from, to, nav)
		}
		exact := strings.Contains(page, `rel="alternate" hreflang="hi" href="https://news.example.org`+to+`"`)
		if exact && (strings.Contains(from, "page/") || from == "articles/a3/index.html" || from == "archive/2026/03/index.html") {
			t.Errorf("%s calls %s its translation", from, to)
		}
	}
}

// TestNoHandout: of what may not be published, or was withdrawn, no output
// says a word, and whoever kept the address of a withdrawn one is led to the
// note.
func TestNoHandout(t *testing.T) {
	for name, more := range map[string]string{
		"under embargo": "embargo: 2027-01-01\n", "scheduled": "date: 2027-02-02\n", "a draft": "draft: true\n", "expired": "expires: 2026-01-01\n",
		"withdrawn": "retracted: {date: 2026-11-01, note: It was wrong.}\n",
	} {
		files := small()
		files["content/articles/z.md"] = withHandout(19, "en", more, "The secret words.")
		if strings.Contains(more, "date: 2027") {
			files["content/articles/z.md"].Data = []byte(strings.Replace(string(files["content/articles/z.md"].Data), "date: 2026-10-20\n", "", 1))
		}
		var sink publish.Memory
		build(t, files, &sink, nil)
		for path, body := range bodies(&sink) {
			if strings.Contains(body, "secret words") {
				t.Errorf("%s: %s says it", name, path)
			}
			led := name == "withdrawn" && strings.Contains(body, `http-equiv="refresh" content="0; url=/articles/z/"`)
			if strings.Contains(path, "z/handout") && !led {
				t.Errorf("%s: %s was made", name, path)
			}
		}
		if _, ok := sink.File("articles/z/handout/index.html"); ok != (name == "withdrawn") {
			t.Errorf("%s: a page at the handout's address: %v", name, ok)
		}
	}
}

// TestPreviewHandout: whoever writes one sees it, marked, before it is out.
func TestPreviewHandout(t *testing.T) {
	files := small()
	files["content/articles/z.md"] = withHandout(19, "en", "draft: true\n", "Words.")
	in := input(files, nil)
	in.Drafts = true
	var sink publish.Memory
	if _, err := site.Build(context.Background(), in, &sink); err != nil {
		t.Fatal(err)
	}
	if _, err := sink.Commit(); err != nil {
		t.Fatal(err)
	}
	if page := bodies(&sink)["articles/z/handout/index.html"]; !strings.Contains(page, "Draft. Not published yet.") {
		t.Errorf("the draft's handout is not marked: %.200s", page)
	}
}

// TestHandoutCountsOnce: the text is judged once, whether the article alone is
// made or its handout with it.
func TestHandoutCountsOnce(t *testing.T) {
	found := map[bool]string{}
	for _, sheet := range []bool{false, true} {
		files := small()
		files["content/articles/a3.md"] = withHandout(3, "en", "", "<b>Bold</b> and [x](none.md) and [y](a1.md#none).")
		if !sheet {
			files["content/articles/a3.md"].Data = []byte(strings.Replace(string(files["content/articles/a3.md"].Data), "handout: true", "handout: false", 1))
		}
		res, err := site.Build(context.Background(), input(files, nil), &publish.Memory{})
		if err != nil || !res.Blocked {
			t.Fatal(res, err)
		}
		found[sheet] = fmt.Sprint(res.Findings, len(res.Items))
	}
	if found[true] != found[false] {
		t.Errorf("with a handout %s, without %s", found[true], found[false])
	}
}

// TestHandoutStandsAlone: one edit of the article renders the two, and an
// incremental build is that of a clean one.
func TestHandoutStandsAlone(t *testing.T) {
	var sink publish.Memory
	memo := site.NewMemo(nil)
	files := small()
	files["content/articles/a3.md"] = withHandout(3, "en", "", "Words.")
	build(t, files, &sink, memo)
	memo = site.NewMemo(memo.Records())
	if res := build(t, files, &sink, memo); res.Rendered != 0 {
		t.Errorf("an unchanged site rendered %d files", res.Rendered)
	}
	files["content/articles/a3.md"] = withHandout(3, "en", "", "New words.")
	if res := build(t, files, &sink, site.NewMemo(memo.Records())); res.FreshPages != 2 {
		t.Errorf("a changed text rendered %d pages, want the article and its handout", res.FreshPages)
	}
	var cold publish.Memory
	build(t, files, &cold, nil)
	if a, b := bodies(&sink), bodies(&cold); !maps.Equal(a, b) {
		t.Errorf("clean and incremental differ: %d and %d files", len(a), len(b))
	}
	if loc := "/articles/a3/handout/"; slices.Contains(build(t, files, &cold, nil).Locs, loc) {
		t.Errorf("%s is listed among the pages that must not vanish", loc)
	}
}
