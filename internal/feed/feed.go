// Package feed writes RSS 2.0, Atom 1.0 and JSON Feed 1.1 documents.
//
// It stands on gorilla/feeds, whose types are embedded and extended where
// they fall short: self links, languages, categories, authors without an
// e-mail address, pictures. A feed's three documents list the same entries in
// the same order.
//
// Every address must be absolute and every id a tag URI: readers show an
// entry again whenever its id changes. Text that XML cannot carry (control
// characters) is dropped. Nothing here reads a clock.
package feed

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"time"

	"github.com/gorilla/feeds"
)

// Feed is one list.
type Feed struct {
	Title, Description, Language string
	HomeURL, SelfURL, ID         string
	Icon                         string
	Updated                      time.Time
}

// Entry is one article. HTML may be empty; then the summary is all there is.
type Entry struct {
	ID, URL, Title, Summary, HTML, Language string
	Published, Updated                      time.Time
	Authors                                 []Author
	Categories                              []string
	Image                                   *Image
}

// Author is who wrote an entry.
type Author struct{ Name, URL string }

// Image is the lead picture; Length is in bytes.
type Image struct {
	URL, Type, Alt string
	Length         int64
	Width, Height  int
}

// base makes gorilla's own feed, from which its conversions start.
func base(f Feed, es []Entry) *feeds.Feed {
	g := &feeds.Feed{Title: clean(f.Title), Link: &feeds.Link{Href: f.HomeURL}, Description: clean(f.Description), Id: f.ID, Updated: f.Updated.UTC()}
	for _, e := range es {
		g.Items = append(g.Items, &feeds.Item{Title: clean(e.Title), Link: &feeds.Link{Href: e.URL}, Description: clean(e.Summary), Id: e.ID,
			IsPermaLink: "false", Created: e.Published.UTC(), Updated: e.Updated.UTC(), Content: clean(e.HTML)})
	}
	return g
}

// clean drops what XML 1.0 cannot carry (section 2.2 of the specification).
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 {
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
