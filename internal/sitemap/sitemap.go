// Package sitemap writes sitemap.xml and robots.txt (sitemaps.org, protocol
// 0.9). A site with more addresses than one file may hold gets an index and
// as many parts as it needs; sitemap.xml is its entrance either way.
//
// The entries' order is kept, and nothing is left out: what search engines
// should not see must not be given.
package sitemap

import (
	"bytes"
	"encoding/xml"
	"strconv"
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

const (
	space     = "http://www.sitemaps.org/schemas/sitemap/0.9"
	partHead  = xml.Header + `<urlset xmlns="` + space + `" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n"
	partTail  = "</urlset>\n"
	indexHead = xml.Header + `<sitemapindex xmlns="` + space + `">` + "\n"
	indexTail = "</sitemapindex>\n"
)

// Files writes the entries: sitemap.xml, or, when there are more than perFile
// or too many bytes, sitemap.xml as an index of sitemap-1.xml and so on. A
// perFile that the protocol does not allow means MaxURLs. Base is the site's
// absolute address without a slash at its end.
func Files(base string, entries []Entry, perFile int) []File {
	if perFile < 1 || perFile > MaxURLs {
		perFile = MaxURLs
	}
	parts := split(entries, perFile, MaxBytes)
	if len(parts) == 1 {
		return []File{{"sitemap.xml", parts[0].body.Bytes()}}
	}
	var index bytes.Buffer
	index.WriteString(indexHead)
	out := make([]File, 1, len(parts)+1)
	for i, p := range parts {
		name := "sitemap-" + strconv.Itoa(i+1) + ".xml"
		out = append(out, File{name, p.body.Bytes()})
		index.WriteString("<sitemap><loc>")
		escape(&index, base+"/"+name)
		index.WriteString("</loc>")
		lastmod(&index, p.lastMod)
		index.WriteString("</sitemap>\n")
	}
	index.WriteString(indexTail)
	out[0] = File{"sitemap.xml", index.Bytes()}
	return out
}

// part is a file being written, and when the newest of its pages changed.
type part struct {
	body    bytes.Buffer
	n       int
	lastMod time.Time
}

// split writes the entries into as few files as hold them, at least one.
func split(entries []Entry, perFile, maxBytes int) []*part {
	cur := &part{}
	cur.body.WriteString(partHead)
	parts := []*part{cur}
	var one bytes.Buffer
	for i := range entries {
		one.Reset()
		entries[i].write(&one)
		if cur.n == perFile || cur.n > 0 && cur.body.Len()+one.Len()+len(partTail) > maxBytes {
			cur = &part{}
			cur.body.WriteString(partHead)
			parts = append(parts, cur)
		}
		cur.body.Write(one.Bytes())
		cur.n++
		if m := entries[i].LastMod; m.After(cur.lastMod) {
			cur.lastMod = m
		}
	}
	for _, p := range parts {
		p.body.WriteString(partTail)
	}
	return parts
}

func (e *Entry) write(b *bytes.Buffer) {
	b.WriteString("<url><loc>")
	escape(b, e.Loc)
	b.WriteString("</loc>")
	lastmod(b, e.LastMod)
	for _, a := range e.Alternates {
		b.WriteString(`<xhtml:link rel="alternate" hreflang="`)
		escape(b, a.Lang)
		b.WriteString(`" href="`)
		escape(b, a.URL)
		b.WriteString(`"/>`)
	}
	b.WriteString("</url>\n")
}

func lastmod(b *bytes.Buffer, t time.Time) {
	if !t.IsZero() {
		b.WriteString("<lastmod>")
		b.Write(t.AppendFormat(b.AvailableBuffer(), time.RFC3339))
		b.WriteString("</lastmod>")
	}
}

func escape(b *bytes.Buffer, s string) {
	_ = xml.EscapeText(b, []byte(s)) // a buffer does not fail
}

// Robots writes a robots.txt that welcomes all and names the sitemap, by its
// absolute, escaped address.
func Robots(sitemap string) []byte {
	return []byte("User-agent: *\nAllow: /\n\nSitemap: " + sitemap + "\n")
}
