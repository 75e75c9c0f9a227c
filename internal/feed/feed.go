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
	"bytes"
	"cmp"
	"encoding/xml"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gorilla/feeds"
)

// Feed is one list. A zero Updated, or that of 1970-01-01, says that it never
// held an entry. Icon, Copyright, Authors and Stylesheet may be missing.
// Without Authors the title stands for them where a format demands one.
// Stylesheet is the address of a stylesheet with which browsers show the XML
// documents, CSS by its name or else XSLT. Page is what people read who open
// one in a browser: XHTML, well-formed and without a namespace of its own. It
// stands in a div at the top, where the W3C's validator allows XHTML and feed
// readers pass over it.
type Feed struct {
	Title, Description, Language string
	HomeURL, SelfURL, ID         string
	Icon, Copyright, Stylesheet  string
	Page                         string
	Updated                      time.Time
	Authors                      []Author
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

// named are those who have a name, cleaned.
func named(as []Author) []Author {
	out := make([]Author, 0, len(as))
	for _, a := range as {
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
	g := &feeds.Feed{Title: clean(f.Title), Link: &feeds.Link{Href: clean(f.HomeURL)}, Description: clean(f.Description), Copyright: clean(f.Copyright), Updated: f.Updated.UTC()}
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
	if isClean(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', r >= 0x20 && r <= 0x7e, r >= 0xa0 && r <= 0xd7ff, r >= 0xe000 && r <= 0xfffd, r >= 0x10000:
			return r
		}
		return -1
	}, s)
}

// isClean tells text that clean would not change, as nearly all is; it may say
// no to such text, too. Every body passes here once for each of its lists and
// formats, so it looks at bytes: C1 begins with C2 in UTF-8, U+FFFE with EF BF.
func isClean(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r', c == 0x7f:
			return false
		case c == 0xc2 && i+1 < len(s) && s[i+1] < 0xa0, c == 0xef && i+1 < len(s) && s[i+1] == 0xbf:
			return false
		}
	}
	return utf8.ValidString(s)
}

// xhtml is a part of a document that browsers show as HTML does.
type xhtml struct {
	NS   string `xml:"xmlns,attr"`
	Lang string `xml:"lang,attr,omitempty"`
	XML  string `xml:",innerxml"`
}

func (f *Feed) page() *xhtml {
	if f.Page == "" {
		return nil
	}
	return &xhtml{"http://www.w3.org/1999/xhtml", clean(f.Language), clean(f.Page)}
}

// writeXML writes a document with its declaration and, if there is one, the
// instruction that names a stylesheet (W3C, xml-stylesheet).
func writeXML(w io.Writer, stylesheet string, doc any) error {
	head := bytes.NewBufferString(xml.Header)
	if stylesheet = clean(stylesheet); stylesheet != "" {
		kind := "text/xsl"
		if strings.HasSuffix(stylesheet, ".css") {
			kind = "text/css"
		}
		head.WriteString(`<?xml-stylesheet type="` + kind + `" href="`)
		if err := xml.EscapeText(head, []byte(stylesheet)); err != nil {
			return err
		}
		head.WriteString("\"?>\n")
	}
	if _, err := w.Write(head.Bytes()); err != nil {
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
