package sitemap

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"time"
)

const base = "https://news.example.org"

func day(n int) time.Time { return time.Date(2026, 11, n, 9, 30, 0, 0, time.FixedZone("IST", 19800)) }

func TestFilesOne(t *testing.T) {
	got := Files(base, []Entry{
		{Loc: base + "/"},
		{Loc: base + "/articles/heart/?a=1&b='2'", LastMod: day(3), Alternates: []Alternate{{"en", base + "/articles/heart/"}, {"hi", base + "/hi/%E0%A4%B9/?a&b"}}},
	}, MaxURLs)
	want := `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc>https://news.example.org/</loc></url>
<url><loc>https://news.example.org/articles/heart/?a=1&amp;b=&#39;2&#39;</loc><lastmod>2026-11-03T09:30:00+05:30</lastmod><xhtml:link rel="alternate" hreflang="en" href="https://news.example.org/articles/heart/"/><xhtml:link rel="alternate" hreflang="hi" href="https://news.example.org/hi/%E0%A4%B9/?a&amp;b"/></url>
</urlset>
`
	if len(got) != 1 || got[0].Name != "sitemap.xml" || string(got[0].Body) != want {
		t.Errorf("got %d files, the first %s:\n%s\nwant\n%s", len(got), got[0].Name, got[0].Body, want)
	}
}

func TestFilesIndex(t *testing.T) {
	got := Files(base, []Entry{{Loc: base + "/a/", LastMod: day(2)}, {Loc: base + "/b/", LastMod: day(1)}, {Loc: base + "/c/"}}, 2)
	want := `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example.org/sitemap-1.xml</loc><lastmod>2026-11-02T09:30:00+05:30</lastmod></sitemap>
<sitemap><loc>https://news.example.org/sitemap-2.xml</loc></sitemap>
</sitemapindex>
`
	if names(got) != "sitemap.xml sitemap-1.xml sitemap-2.xml" {
		t.Fatalf("files %s", names(got))
	}
	if string(got[0].Body) != want {
		t.Errorf("index\n%s\nwant\n%s", got[0].Body, want)
	}
	if l := locs(t, got[1:]); strings.Join(l, " ") != base+"/a/ "+base+"/b/ "+base+"/c/" {
		t.Errorf("addresses %v", l)
	}
}

func TestFilesNumber(t *testing.T) {
	for _, c := range []struct {
		n, perFile, files int
	}{
		{0, MaxURLs, 1}, {1, 1, 1}, {2, 1, 3}, {3, 3, 1}, {4, 3, 3}, {MaxURLs, MaxURLs, 1}, {MaxURLs + 1, MaxURLs, 3},
		{MaxURLs + 1, 0, 3}, {MaxURLs + 1, -5, 3}, {MaxURLs + 1, MaxURLs * 2, 3},
	} {
		entries := make([]Entry, c.n)
		for i := range entries {
			entries[i].Loc = fmt.Sprintf("%s/%d/", base, i)
		}
		got := Files(base, entries, c.perFile)
		if len(got) != c.files {
			t.Errorf("%d entries by %d: %d files, want %d", c.n, c.perFile, len(got), c.files)
		}
		total := 0
		for _, f := range got {
			n := bytes.Count(f.Body, []byte("<url>"))
			if n > MaxURLs {
				t.Errorf("%s holds %d addresses", f.Name, n)
			}
			total += n
		}
		if total != c.n {
			t.Errorf("%d entries by %d: %d addresses", c.n, c.perFile, total)
		}
	}
}

// TestSplitBytes demands that parts are as full as the limit allows and never
// fuller; an entry that no file could hold still gets one of its own.
func TestSplitBytes(t *testing.T) {
	one := len("<url><loc>" + base + "/x/</loc></url>\n")
	entries := make([]Entry, 10)
	for i := range entries {
		entries[i].Loc = base + "/x/"
	}
	room := len(partHead) + len(partTail)
	for _, c := range []struct{ limit, parts int }{{room + 10*one, 1}, {room + 10*one - 1, 2}, {room + 5*one, 2}, {room + 5*one - 1, 3}, {room + one, 10}, {1, 10}} {
		parts := split(entries, MaxURLs, c.limit)
		if len(parts) != c.parts {
			t.Errorf("limit %d: %d parts, want %d", c.limit, len(parts), c.parts)
		}
		for _, p := range parts {
			if p.body.Len() > max(c.limit, room+one) {
				t.Errorf("limit %d: a part of %d bytes", c.limit, p.body.Len())
			}
		}
	}
}

// TestFilesBytes writes more than 50 MB with few addresses.
func TestFilesBytes(t *testing.T) {
	entries := make([]Entry, 60)
	for i := range entries {
		entries[i] = Entry{Loc: base + "/", Alternates: []Alternate{{"hi", base + "/" + strings.Repeat("a", 1<<20)}}}
	}
	got := Files(base, entries, MaxURLs)
	if len(got) != 3 {
		t.Fatalf("files %s", names(got))
	}
	for _, f := range got {
		if len(f.Body) > MaxBytes {
			t.Errorf("%s has %d bytes", f.Name, len(f.Body))
		}
	}
}

func TestRobots(t *testing.T) {
	if got, want := string(Robots(base+"/sitemap.xml")), "User-agent: *\nAllow: /\n\nSitemap: https://news.example.org/sitemap.xml\n"; got != want {
		t.Errorf("got %q", got)
	}
}

// FuzzFiles demands well-formed documents with the given text in them.
func FuzzFiles(f *testing.F) {
	f.Add(base+"/हृदय/", "hi", base+"/?a&b=<c>\"'")
	f.Add("\x00\xff\uffff]]>", "\x1b", "\r\n\t")
	f.Fuzz(func(t *testing.T, loc, lang, url string) {
		files := Files(loc, []Entry{{Loc: loc, Alternates: []Alternate{{lang, url}}}, {Loc: loc}}, 1)
		got := locs(t, files)
		if len(got) != 4 {
			t.Fatalf("%d addresses in %d files", len(got), len(files))
		}
		if want := valid(loc); got[2] != want {
			t.Fatalf("%q became %q", want, got[2])
		}
	})
}

// valid is what XML can carry of s.
func valid(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s))
	var v struct {
		S string `xml:",chardata"`
	}
	_ = xml.Unmarshal([]byte("<a>"+b.String()+"</a>"), &v)
	return v.S
}

// locs are the addresses in documents, which must be well-formed and of the
// protocol's names.
func locs(t *testing.T, files []File) []string {
	t.Helper()
	var out []string
	for _, f := range files {
		var doc struct {
			XMLName xml.Name
			URLs    []struct {
				Loc string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 loc"`
			} `xml:",any"`
		}
		if err := xml.Unmarshal(f.Body, &doc); err != nil {
			t.Fatalf("%s: %v\n%.300s", f.Name, err, f.Body)
		}
		if doc.XMLName.Space != space || doc.XMLName.Local != "urlset" && doc.XMLName.Local != "sitemapindex" {
			t.Fatalf("%s is a %v", f.Name, doc.XMLName)
		}
		for _, u := range doc.URLs {
			out = append(out, u.Loc)
		}
	}
	return out
}

func names(files []File) string {
	var out []string
	for _, f := range files {
		out = append(out, f.Name)
	}
	return strings.Join(out, " ")
}
