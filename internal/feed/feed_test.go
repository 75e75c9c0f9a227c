package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files anew")

const site = "https://news.example.org"

var ist = time.FixedZone("IST", 19800)

var formats = []struct {
	name  string
	write func(io.Writer, Feed, []Entry) error
	read  func(*testing.T, []byte) list
}{{"rss", RSS, readRSS}, {"atom", Atom, readAtom}, {"json", JSON, readJSON}}

func sample() (Feed, []Entry) {
	f := Feed{Title: "Riverside Hospital News", Description: "Health in plain words & more", Language: "en", HomeURL: site + "/", SelfURL: site + "/feed",
		ID: "tag:news.example.org,2026:n4d1pu1s/list", Icon: site + "/touch.png", Updated: time.Date(2026, 11, 3, 1, 2, 3, 0, ist)}
	return f, []Entry{
		{ID: "tag:news.example.org,2026:n4d1pu1s/a1.en", URL: site + "/articles/pressure/", Title: "Pressure < 120/80 & why it counts", Summary: "A reading below 120/80 is called <normal> & good.",
			HTML: "<p>Press \"start\" &amp; wait.</p>\n<pre><code>a]]&gt;b ]]> c</code></pre>", Language: "en",
			Published: time.Date(2026, 11, 1, 9, 30, 0, 0, ist), Updated: time.Date(2026, 11, 3, 1, 2, 3, 0, ist),
			Authors:    []Author{{"Asha Rao", site + "/people/asha-rao/"}, {"Dr. Ben O'Neil", ""}},
			Categories: []string{"Heart", "Blood & pressure"},
			Image:      &Image{URL: site + "/media/cuff.1a2b.jpg", Type: "image/jpeg", Alt: `A "cuff" & a <dial>`, Length: 51234, Width: 1200, Height: 800}},
		{ID: "tag:news.example.org,2026:n4d1pu1s/a2.hi", URL: site + "/hi/articles/%E0%A4%B9/", Title: "हृदय की बात", Summary: "दिल की धड़कन।", Language: "hi",
			Published: time.Date(2026, 10, 31, 23, 59, 59, 0, time.UTC), Image: &Image{URL: site + "/media/dil.webp"}},
		{ID: "tag:news.example.org,2026:n4d1pu1s/a3.en", URL: site + "/articles/bare/", Title: "Bare", Language: "en",
			Published: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), Authors: []Author{{" \x00", ""}}, Categories: []string{"", "\x1b"}},
	}
}

func document(t *testing.T, write func(io.Writer, Feed, []Entry) error, f Feed, es []Entry) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, f, es); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	f, es := sample()
	for _, x := range formats {
		for name, entries := range map[string][]Entry{"full": es, "empty": nil} {
			f := f
			if entries == nil {
				f.Updated, f.Icon = time.Unix(0, 0), ""
			}
			got := document(t, x.write, f, entries)
			file := filepath.Join("testdata", name+"."+x.name)
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs (go test -update writes it):\n%s", file, got)
			}
		}
	}
}

// TestSameEntries reads what was written: the three documents must say the
// same of the same entries in the same order.
func TestSameEntries(t *testing.T) {
	f, es := sample()
	for _, x := range formats {
		got := x.read(t, document(t, x.write, f, es))
		if got.title != f.Title || got.home != f.HomeURL || got.self != f.SelfURL || got.language != "en" || len(got.items) != len(es) {
			t.Errorf("%s: the list is %+v", x.name, got)
			continue
		}
		for i, e := range es {
			want := item{e.ID, e.URL, e.Title, e.Summary, e.HTML, e.Published.Unix(), slices.DeleteFunc(slices.Clone(e.Categories), func(s string) bool { return clean(s) == "" }), nil}
			for _, a := range named(e.Authors) {
				want.authors = append(want.authors, a.Name)
			}
			if want.summary == "" {
				want.summary = e.Title
			}
			if !got.items[i].equal(want) {
				t.Errorf("%s, entry %d:\n%+v\nwant\n%+v", x.name, i, got.items[i], want)
			}
		}
	}
}

// TestInputKept demands that writing changes nothing of what it was given:
// the same entries are written three times.
func TestInputKept(t *testing.T) {
	f, es := sample()
	for _, x := range formats {
		first := document(t, x.write, f, es)
		if again := document(t, x.write, f, es); !bytes.Equal(first, again) {
			t.Errorf("%s: the second document differs", x.name)
		}
	}
	f2, es2 := sample()
	a, _ := json.Marshal([]any{f, es})
	if b, _ := json.Marshal([]any{f2, es2}); !bytes.Equal(a, b) {
		t.Error("the entries were changed")
	}
}

func TestAtomParts(t *testing.T) {
	f, es := sample()
	got := string(document(t, Atom, f, es))
	for _, want := range []string{
		`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">`,
		"<id>" + f.ID + "</id>\n <updated>2026-11-02T19:32:03Z</updated>",
		`<summary type="text">A reading below 120/80 is called &lt;normal&gt; &amp; good.</summary>`,
		`<content type="html"><![CDATA[<p>Press "start" &amp; wait.</p>`,
		"]]]]><![CDATA[>",
		`<entry xml:lang="hi">`,
		"<name>Asha Rao</name>\n   <uri>" + site + "/people/asha-rao/</uri>",
		`<category term="Blood &amp; pressure"></category>`,
		" <author>\n  <name>" + f.Title + "</name>\n </author>", // for entries without authors
		`<published>2026-10-31T23:59:59Z</published>`, `<updated>2026-10-31T23:59:59Z</updated>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "<id>"); n != 4 {
		t.Errorf("%d ids", n)
	}
}

func TestRSSParts(t *testing.T) {
	f, es := sample()
	got := string(document(t, RSS, f, es))
	for _, want := range []string{
		"<title>Pressure &#x3C; 120/80 &#x26; why it counts</title>",
		"<description>A reading below 120/80 is called &amp;lt;normal&amp;gt; &amp;amp; good.</description>",
		"<description>Health in plain words &#x26; more</description>",
		`<guid isPermaLink="false">` + es[0].ID + `</guid>`,
		"<pubDate>Sun, 01 Nov 2026 04:00:00 +0000</pubDate>",
		"<lastBuildDate>Mon, 02 Nov 2026 19:32:03 +0000</lastBuildDate>",
		"<dc:creator>Dr. Ben O&#39;Neil</dc:creator>",
		`<media:content url="` + site + `/media/cuff.1a2b.jpg" type="image/jpeg" medium="image" fileSize="51234" width="1200" height="800">`,
		`<media:description type="plain">A "cuff" &#x26; a &#x3C;dial&#x3E;</media:description>`,
		`<media:content url="` + site + `/media/dil.webp" medium="image"></media:content>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in\n%s", want, got)
		}
	}
	for _, not := range []string{"<author>", "<managingEditor>", `type=""`, "<category></category>", "<dc:creator></dc:creator>"} {
		if strings.Contains(got, not) {
			t.Errorf("%s is there", not)
		}
	}
	f.Updated = time.Unix(0, 0)
	if got := document(t, RSS, f, nil); bytes.Contains(got, []byte("lastBuildDate")) {
		t.Errorf("a list that never changed has a date: %s", got)
	}
}

func TestJSONParts(t *testing.T) {
	f, es := sample()
	var got struct {
		Version string `json:"version"`
		Items   []map[string]any
	}
	if err := json.Unmarshal(document(t, JSON, f, es), &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != "https://jsonfeed.org/version/1.1" || len(got.Items) != 3 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []map[string]any{
		{"content_html": es[0].HTML, "image": es[0].Image.URL, "language": "en", "date_published": "2026-11-01T04:00:00Z", "date_modified": "2026-11-02T19:32:03Z"},
		{"content_text": es[1].Summary, "content_html": nil, "language": "hi", "authors": nil, "tags": nil, "date_modified": "2026-10-31T23:59:59Z"},
		{"content_text": "Bare", "authors": nil, "tags": nil, "image": nil, "author": nil},
	} {
		for k, v := range want {
			if got.Items[i][k] != v {
				t.Errorf("item %d: %s is %v, want %v", i, k, got.Items[i][k], v)
			}
		}
	}
	if got := document(t, JSON, f, nil); !bytes.Contains(got, []byte(`"items": []`)) {
		t.Errorf("an empty list has no items: %s", got)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "हृदय\u200d।": "हृदय\u200d।", "a\tb\nc\r": "a\tb\nc\r", "a\x00b\x1bc\x7fd": "abcd", "a\u0085b\u009f": "ab",
		"a\ufffeb\uffffc": "abc", "a\xffb": "a\ufffdb", "\U0001f493": "\U0001f493", "a\u00a0b": "a\u00a0b",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestMore is what a list may say of itself besides.
func TestMore(t *testing.T) {
	f, _ := sample()
	f.Copyright, f.Authors, f.Stylesheet = "© Riverside & friends", []Author{{"Newsroom", site + "/people/newsroom/"}, {"\x00", ""}, {"Dr. Ben", ""}}, "/feed.xsl?a=1&b"
	for _, x := range formats {
		got := string(document(t, x.write, f, nil))
		want := map[string][]string{
			"rss": {"?>\n<?xml-stylesheet type=\"text/xsl\" href=\"/feed.xsl?a=1&amp;b\"?>\n<rss", "<copyright>© Riverside &amp; friends</copyright>",
				"<dc:creator>Newsroom</dc:creator>\n  <dc:creator>Dr. Ben</dc:creator>\n </channel>"},
			"atom": {"<?xml-stylesheet type=\"text/xsl\"", "<rights>© Riverside &amp; friends</rights>",
				" <author>\n  <name>Newsroom</name>\n  <uri>" + site + "/people/newsroom/</uri>\n </author>\n <author>\n  <name>Dr. Ben</name>\n </author>"},
			"json": {"{\n   \"name\": \"Newsroom\",\n   \"url\": \"" + site + "/people/newsroom/\"\n  },\n  {\n   \"name\": \"Dr. Ben\"\n  }"},
		}[x.name]
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %s is missing in\n%s", x.name, w, got)
			}
		}
	}
	f.Stylesheet, f.Page = "feed.css", "<h1>Riverside &amp; co</h1>"
	for name, write := range map[string]func(io.Writer, Feed, []Entry) error{"channel": RSS, `feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"`: Atom} {
		want := "<" + name + ">\n"
		got := string(document(t, write, f, nil))
		if _, after, ok := strings.Cut(got, want); !ok || !strings.HasPrefix(strings.TrimLeft(after, " "), `<div xmlns="http://www.w3.org/1999/xhtml" lang="en"><h1>Riverside &amp; co</h1></div>`+"\n") {
			t.Errorf("the page is not at the top of\n%s", got)
		}
	}
	if got := string(document(t, RSS, f, nil)); !strings.Contains(got, `<?xml-stylesheet type="text/css" href="feed.css"?>`) {
		t.Error(got)
	}
}

// FuzzFeed demands well-formed documents that say the same, for any text.
func FuzzFeed(f *testing.F) {
	f.Add("Title", "Summary", "<p>Text</p>", "Name", "Tag")
	f.Add("a < b & c", "]]>", "]]>]]]]><![CDATA[", "\x00\x1b", "हृदय")
	f.Add("\xff\xfe\ufffe", "\r\n\t", "<!--\r\n--><script>\"'</script>", "\u0085", "a&amp;b")
	f.Add("", "", "", "", "")
	f.Fuzz(func(t *testing.T, title, summary, html, name, tag string) {
		head := Feed{Title: title, Description: summary, Language: tag, HomeURL: html, SelfURL: title, ID: name, Icon: tag}
		e := Entry{ID: title, URL: html, Title: title, Summary: summary, HTML: html, Language: name, Published: time.Unix(1e9, 0),
			Authors: []Author{{name, title}}, Categories: []string{tag}, Image: &Image{URL: title, Type: tag, Alt: summary}}
		var first list
		for i, x := range formats {
			got := x.read(t, document(t, x.write, head, []Entry{e, {ID: tag, Title: tag, Published: time.Unix(1e9, 0)}}))
			if i == 0 {
				first = got
			}
			if len(got.items) != 2 || got.title != first.title || got.self != first.self || got.home != first.home {
				t.Fatalf("%s: %+v and rss: %+v", x.name, got, first)
			}
			for k := range got.items {
				if !got.items[k].equal(first.items[k]) {
					t.Fatalf("%s: %+v and rss: %+v", x.name, got.items[k], first.items[k])
				}
			}
		}
	})
}

// list and item are what a reader sees of a document.
type list struct {
	title, home, self, language string
	items                       []item
}

type item struct {
	id, url, title, summary, html string
	published                     int64
	categories, authors           []string
}

func (a item) equal(b item) bool {
	return a.id == b.id && a.url == b.url && a.title == b.title && a.summary == b.summary && a.html == b.html && a.published == b.published &&
		slices.Equal(a.categories, b.categories) && slices.Equal(a.authors, b.authors)
}

// lines is text with line breaks as XML readers see them.
func lines(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
}

func parse(t *testing.T, data []byte, v any) {
	t.Helper()
	if err := xml.Unmarshal(data, v); err != nil {
		t.Fatalf("not well-formed: %v\n%s", err, data)
	}
}

func readRSS(t *testing.T, data []byte) list {
	var doc struct {
		Channel struct {
			Title    string `xml:"title"`
			Language string `xml:"language"`
			Links    []struct {
				XMLName xml.Name
				Href    string `xml:"href,attr"`
				Text    string `xml:",chardata"`
			} `xml:"link"`
			Items []struct {
				ID          string   `xml:"guid"`
				URL         string   `xml:"link"`
				Title       string   `xml:"title"`
				Description string   `xml:"description"`
				Content     string   `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
				Date        string   `xml:"pubDate"`
				Categories  []string `xml:"category"`
				Creators    []string `xml:"http://purl.org/dc/elements/1.1/ creator"`
			} `xml:"item"`
		} `xml:"channel"`
	}
	parse(t, data, &doc)
	out := list{title: doc.Channel.Title, language: doc.Channel.Language}
	for _, l := range doc.Channel.Links {
		if l.XMLName.Space == "http://www.w3.org/2005/Atom" {
			out.self = l.Href
		} else {
			out.home = l.Text
		}
	}
	for _, i := range doc.Channel.Items {
		at, err := time.Parse(time.RFC1123Z, i.Date)
		if err != nil {
			t.Fatal(err)
		}
		plain := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(i.Description)
		out.items = append(out.items, item{i.ID, i.URL, i.Title, plain, lines(i.Content), at.Unix(), i.Categories, i.Creators})
	}
	return out
}

func readAtom(t *testing.T, data []byte) list {
	type link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	var doc struct {
		Title   string `xml:"title"`
		Lang    string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
		Links   []link `xml:"link"`
		Entries []struct {
			ID         string   `xml:"id"`
			Title      string   `xml:"title"`
			Links      []link   `xml:"link"`
			Summary    string   `xml:"summary"`
			Content    string   `xml:"content"`
			Published  string   `xml:"published"`
			Authors    []string `xml:"author>name"`
			Categories []struct {
				Term string `xml:"term,attr"`
			} `xml:"category"`
		} `xml:"entry"`
	}
	parse(t, data, &doc)
	find := func(ls []link, rel string) string {
		if i := slices.IndexFunc(ls, func(l link) bool { return l.Rel == rel }); i >= 0 {
			return ls[i].Href
		}
		return ""
	}
	out := list{title: doc.Title, language: doc.Lang, home: find(doc.Links, "alternate"), self: find(doc.Links, "self")}
	for _, e := range doc.Entries {
		at, err := time.Parse(time.RFC3339, e.Published)
		if err != nil {
			t.Fatal(err)
		}
		i := item{e.ID, find(e.Links, "alternate"), e.Title, e.Summary, lines(e.Content), at.Unix(), nil, e.Authors}
		for _, c := range e.Categories {
			i.categories = append(i.categories, c.Term)
		}
		out.items = append(out.items, i)
	}
	return out
}

func readJSON(t *testing.T, data []byte) list {
	var doc struct {
		Title    string `json:"title"`
		Home     string `json:"home_page_url"`
		Self     string `json:"feed_url"`
		Language string `json:"language"`
		Items    []struct {
			ID        string    `json:"id"`
			URL       string    `json:"url"`
			Title     string    `json:"title"`
			Summary   string    `json:"summary"`
			HTML      string    `json:"content_html"`
			Text      string    `json:"content_text"`
			Published time.Time `json:"date_published"`
			Tags      []string  `json:"tags"`
			Authors   []Author  `json:"authors"`
		} `json:"items"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	out := list{doc.Title, doc.Home, doc.Self, doc.Language, nil}
	for _, i := range doc.Items {
		x := item{i.ID, i.URL, i.Title, i.Summary, lines(i.HTML), i.Published.Unix(), i.Tags, nil}
		if i.Text != "" && (i.HTML != "" || i.Text != i.Summary) {
			t.Errorf("item %s has two contents", i.ID)
		}
		for _, a := range i.Authors {
			x.authors = append(x.authors, a.Name)
		}
		out.items = append(out.items, x)
	}
	return out
}
