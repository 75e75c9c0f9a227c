package site_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"nadi/internal/publish"
	"nadi/internal/site"
)

// searchable builds files and returns what the index of a language says of
// each article, by URL: its title and all words.
func searchable(t *testing.T, files fstest.MapFS, lang string) map[string]string {
	t.Helper()
	var sink publish.Memory
	build(t, files, &sink, nil)
	return indexed(t, &sink, lang)
}

func indexed(t *testing.T, sink *publish.Memory, lang string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for path, f := range sink.Files() {
		if ok, _ := regexp.MatchString(`^search/`+lang+`/[0-9a-f]+\.json$`, path); !ok {
			continue
		}
		var s struct {
			Words string
			Docs  [][7]any
		}
		if err := json.Unmarshal(f.Body, &s); err != nil {
			t.Fatal(err)
		}
		known := strings.Fields(s.Words)
		for _, d := range s.Docs {
			words := []string{d[0].(string) + " |"}
			for _, class := range d[4:] {
				at := 0
				for _, c := range class.(string) {
					at += int(c) - '#'
					words = append(words, known[at])
				}
			}
			out[d[1].(string)] = strings.Join(words, " ") + " "
		}
	}
	return out
}

// TestSearchKnowsArticles: title, description, headings, topics, tags and key
// points of an article are in the index of its language, and its text is not.
func TestSearchKnowsArticles(t *testing.T) {
	files := small()
	files["content/articles/salt.md"] = &fstest.MapFile{Data: []byte("---\nid: salt1234\ntitle: Eating less salt\ndescription: Kidneys thank you.\ndate: 2026-05-01\ntopics: [heart]\ntags: [Pressure]\n---\n\nUnspoken.\n\n> [!KEY]\n> - Five grams a day\n\n## Hidden in bread\n\nMore.\n")}
	got := searchable(t, files, "en")["/articles/salt/"]
	for _, want := range []string{"Eating less salt", "kidnei", "bread", "heart", "pressur", "gram"} {
		if !strings.Contains(got, want) {
			t.Errorf("the index lacks %q: %s", want, got)
		}
	}
	if strings.Contains(got, "unspoken") {
		t.Errorf("the text is in the index: %s", got)
	}
	hindi := searchable(t, files, "hi")
	if h := hindi["/hi/articles/a1/"]; len(hindi) != 1 || !strings.Contains(h, " मन ") || !strings.Contains(h, " ताप ") {
		t.Errorf("the Hindi index is %v", hindi)
	}
}

// TestSearchHidesWhatIsNotPublic: no word of a draft, of what is under embargo,
// scheduled, expired or withdrawn stands in any file of the index, in previews
// neither.
func TestSearchHidesWhatIsNotPublic(t *testing.T) {
	states := map[string]string{"draft": "draft: true", "embargo": "embargo: 2027-01-01", "later": "date: 2027-01-01", "expired": "expires: 2026-01-01", "withdrawn": "retracted: {date: 2026-11-01, note: Wrong.}"}
	files := small()
	for name, line := range states {
		date := "date: 2025-05-01\n"
		if strings.HasPrefix(line, "date:") {
			date = ""
		}
		files["content/articles/"+name+".md"] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\nid: %sid\ntitle: Zebrafinch %s\ndescription: Zebrafinches.\n%s%s\ntags: [zebrafinchtag]\n---\n\n## Zebrafinch\n\nWords.\n", name, name, date, line)}
	}
	for _, preview := range []bool{false, true} {
		var sink publish.Memory
		in := input(files, nil)
		in.Drafts, in.Future = preview, preview
		res, err := site.Build(t.Context(), in, &sink)
		if err != nil || res.Blocked {
			t.Fatal(err, res.Findings)
		}
		if _, err := sink.Commit(); err != nil {
			t.Fatal(err)
		}
		if _, ok := sink.File("articles/draft/index.html"); ok != preview {
			t.Errorf("preview %v, draft %v; the test proves nothing", preview, ok)
		}
		for path, f := range sink.Files() {
			if strings.HasPrefix(path, "search/") && strings.HasSuffix(path, ".json") && strings.Contains(strings.ToLower(string(f.Body)), "zebrafinch") {
				t.Errorf("preview %v: %s tells of an article that is not public: %s", preview, path, f.Body)
			}
		}
		if len(indexed(t, &sink, "en")) == 0 {
			t.Error("the index is empty; the test proves nothing")
		}
	}
}

// TestSearchRemembers: an article that is not parsed again is still found, and
// an edit of its text makes no file of the index anew.
func TestSearchRemembers(t *testing.T) {
	var sink publish.Memory
	files, memo := small(), site.NewMemo(nil)
	build(t, files, &sink, memo)
	before := indexed(t, &sink, "en")
	files["content/articles/a3.md"] = &fstest.MapFile{Data: articleText(3, "en", "New words.")}
	if res := build(t, files, &sink, site.NewMemo(memo.Records())); res.Rendered != res.FreshPages+res.FreshFeeds {
		t.Errorf("an edited text made %d files that are neither page nor feed", res.Rendered-res.FreshPages-res.FreshFeeds)
	}
	if after := indexed(t, &sink, "en"); len(after) != len(before) {
		t.Errorf("%d articles were in the index, now %d", len(before), len(after))
	}
}

func TestSearchSwitchedOff(t *testing.T) {
	files := small()
	files["nadi.yaml"].Data = []byte(config + "outputs: {search: false}\n")
	var sink publish.Memory
	build(t, files, &sink, nil)
	for path, f := range sink.Files() {
		if strings.Contains(path, "search/") || strings.Contains(string(f.Body), `search/"`) || strings.Contains(string(f.Body), "/search/en") {
			t.Errorf("%s speaks of the search", path)
		}
	}
}

// TestSearchPage: it names its index below the site's path, is kept from
// search engines, and leads on without a script.
func TestSearchPage(t *testing.T) {
	files := small()
	files["nadi.yaml"].Data = []byte(strings.Replace(config, "https://news.example.org", "https://example.org/news", 1))
	var sink publish.Memory
	build(t, files, &sink, nil)
	page, _ := sink.File("hi/search/index.html")
	for _, want := range []string{`data-words="/news/search/hi.json"`, `data-shards="/news/search/hi/"`, `<meta name="robots" content="noindex">`, `href="/news/hi/topics/mind/"`, `href="/news/hi/archive/"`, `<script type="module" src="/news/assets/search.`, `href="/news/search/" lang="en"`} {
		if !strings.Contains(string(page.Body), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for url := range indexed(t, &sink, "hi") {
		if !strings.HasPrefix(url, "/news/hi/articles/") {
			t.Errorf("an article is at %s", url)
		}
	}
	if headers, _ := sink.File("_headers"); !strings.Contains(string(headers.Body), "/news/search/hi/*\n  Cache-Control: public, max-age=31536000, immutable") {
		t.Errorf("the shards may not be kept: %s", headers.Body)
	}
	if m, _ := sink.File("sitemap.xml"); strings.Contains(string(m.Body), "/search/") {
		t.Error("the search page is in the sitemap")
	}
}
