// Package feed writes RSS 2.0, Atom 1.0 and JSON Feed 1.1 documents.
//
// It stands on gorilla/feeds, whose types are embedded and extended where
// they fall short: self links, languages, categories, authors without an
// e-mail address, pictures. A feed's three documents list the same entries in
// the same order.
//
// Every address must be absolute and every id a tag URI: readers show an
// entry again whenever its id changes. Titles, summaries, names and categories
// are plain text; only an entry's HTML is HTML, and it must hold no relative
// address. What XML cannot carry (control characters) is dropped from all
// three documents alike. Nothing here reads a clock.
package feed

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"time"

	"github.com/gorilla/feeds"
)

// Feed is one list. A zero Updated, or that of 1970-01-01, says that it never
// held an entry.
type Feed struct {
	Title, Description, Language string
	HomeURL, SelfURL, ID         string
	Icon                         string
	Updated                      time.Time
}

// Entry is one article. HTML may be empty; then the summary is all there is.
// Without a summary the title stands in, because every format wants some
// content; a zero Updated is Published.
type Entry struct {
	ID, URL, Title, Summary, HTML, Language string
	Published, Updated                      time.Time
	Authors                                 []Author
	Categories                              []string
	Image                                   *Image
}

// Author is who wrote an entry. URL may be empty.
type Author struct{ Name, URL string }

// Image is the lead picture; Length is in bytes. Sizes that are not known are
// 0, a type that is not known is empty.
type Image struct {
	URL, Type, Alt string
	Length         int64
	Width, Height  int
}

func (e *Entry) summary() string { return cmp.Or(clean(e.Summary), clean(e.Title)) }

func (e *Entry) updated() time.Time {
	if e.Updated.IsZero() {
		return e.Published
	}
	return e.Updated
}

// named are the authors who have a name, cleaned.
func (e *Entry) named() []Author {
	out := make([]Author, 0, len(e.Authors))
	for _, a := range e.Authors {
		if name := strings.TrimSpace(clean(a.Name)); name != "" {
			out = append(out, Author{name, clean(a.URL)})
		}
	}
	return out
}

// categories are those that have a name, cleaned.
func (e *Entry) categories() []string {
	out := make([]string, 0, len(e.Categories))
	for _, c := range e.Categories {
		if c = strings.TrimSpace(clean(c)); c != "" {
			out = append(out, c)
		}
	}
	return out
}

// base makes gorilla's own feed, from which its conversions start.
func base(f Feed, es []Entry) *feeds.Feed {
	g := &feeds.Feed{Title: clean(f.Title), Link: &feeds.Link{Href: clean(f.HomeURL)}, Description: clean(f.Description), Updated: f.Updated.UTC()}
	for i := range es {
		e := &es[i]
		g.Items = append(g.Items, &feeds.Item{Title: clean(e.Title), Link: &feeds.Link{Href: clean(e.URL)}, Description: e.summary(), Id: clean(e.ID),
			IsPermaLink: "false", Created: e.Published.UTC(), Updated: e.updated().UTC(), Content: clean(e.HTML)})
	}
	return g
}

// clean drops what XML 1.0 cannot carry (section 2.2 of the specification),
// and the C1 control characters, which it advises against. Bytes that are no
// UTF-8 become U+FFFD.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', r >= 0x20 && r <= 0x7e, r >= 0xa0 && r <= 0xd7ff, r >= 0xe000 && r <= 0xfffd, r >= 0x10000:
			return r
		}
		return -1
	}, s)
}

// writeXML writes a document with its declaration.
func writeXML(w io.Writer, doc any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// writeJSON writes a document without escaping < and &, which readers need
// not unescape.
func writeJSON(w io.Writer, doc any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(doc)
}
