// Package sitemap writes sitemap.xml and robots.txt (sitemaps.org, protocol
// 0.9). A site with more addresses than one file may hold gets an index and
// as many parts as it needs.
package sitemap

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"time"
)

// The protocol's limits for one file.
const (
	MaxURLs  = 50_000
	MaxBytes = 50 << 20
)

// Entry is one address, absolute and escaped. A zero LastMod is left out.
type Entry struct {
	Loc        string
	LastMod    time.Time
	Alternates []Alternate
}

// Alternate is the same page in another language, the page itself included.
type Alternate struct{ Lang, URL string }

// File is a document and its name.
type File struct {
	Name string
	Body []byte
}

// Files writes the entries: sitemap.xml, or, when there are more than perFile
// or too many bytes, sitemap.xml as an index of sitemap-1.xml and so on. Base
// is the site's absolute address without a slash at its end.
func Files(base string, entries []Entry, perFile int) []File {
	var parts []*bytes.Buffer
	var part *bytes.Buffer
	n := 0
	for i := range entries {
		if part == nil || n == perFile || part.Len() > MaxBytes-(1<<20) {
			part, n = open(), 0
			parts = append(parts, part)
		}
		entries[i].write(part)
		n++
	}
	if len(parts) == 0 {
		parts = append(parts, open())
	}
	for _, p := range parts {
		p.WriteString("</urlset>\n")
	}
	if len(parts) == 1 {
		return []File{{"sitemap.xml", parts[0].Bytes()}}
	}
	index := bytes.NewBufferString(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	out := []File{{}}
	for i, p := range parts {
		name := fmt.Sprintf("sitemap-%d.xml", i+1)
		out = append(out, File{name, p.Bytes()})
		fmt.Fprintf(index, "<sitemap><loc>%s</loc></sitemap>\n", escape(base+"/"+name))
	}
	index.WriteString("</sitemapindex>\n")
	out[0] = File{"sitemap.xml", index.Bytes()}
	return out
}

func open() *bytes.Buffer {
	return bytes.NewBufferString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
}

func (e *Entry) write(b *bytes.Buffer) {
	b.WriteString("<url><loc>" + escape(e.Loc) + "</loc>")
	if !e.LastMod.IsZero() {
		b.WriteString("<lastmod>" + e.LastMod.Format(time.RFC3339) + "</lastmod>")
	}
	for _, a := range e.Alternates {
		b.WriteString(`<xhtml:link rel="alternate" hreflang="` + escape(a.Lang) + `" href="` + escape(a.URL) + `"/>`)
	}
	b.WriteString("</url>\n")
}

func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer does not fail
	return b.String()
}

// Robots writes a robots.txt that welcomes all and names the sitemap.
func Robots(sitemap string) []byte {
	return []byte("User-agent: *\nAllow: /\n\nSitemap: " + sitemap + "\n")
}
