package feed

import (
	"encoding/xml"
	"io"
	"time"

	"github.com/gorilla/feeds"
)

// atomDoc shadows the parts of gorilla's feed that hold one thing where Atom
// (RFC 4287) allows several, and adds the language.
type atomDoc struct {
	XMLName xml.Name `xml:"feed"`
	Page    *xhtml   `xml:"div"`
	*feeds.AtomFeed
	Lang    string       `xml:"xml:lang,attr,omitempty"`
	Authors []atomPerson `xml:"author"`
	Links   []atomLink   `xml:"link"`
	Entries []*atomEntry `xml:"entry"`
}

// atomEntry shadows gorilla's content as well: as a CDATA section a body of
// HTML is a fifth smaller than with every quote and line break escaped.
type atomEntry struct {
	XMLName xml.Name `xml:"entry"`
	*feeds.AtomEntry
	Lang       string         `xml:"xml:lang,attr,omitempty"`
	Links      []atomLink     `xml:"link"`
	Authors    []atomPerson   `xml:"author"`
	Categories []atomCategory `xml:"category"`
	Content    *atomHTML      `xml:"content"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
}

type atomPerson struct {
	Name string `xml:"name"`
	URI  string `xml:"uri,omitempty"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomHTML struct {
	Type string `xml:"type,attr"`
	Text string `xml:",cdata"`
}

func atomTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Atom writes an Atom 1.0 document.
func Atom(w io.Writer, f Feed, es []Entry) error {
	af := (&feeds.Atom{Feed: base(f, es)}).AtomFeed()
	af.Id, af.Updated, af.Link, af.Icon = clean(f.ID), atomTime(f.Updated), nil, clean(f.Icon)
	af.Author = nil
	out := &atomDoc{Page: f.page(), AtomFeed: af, Lang: clean(f.Language), Links: []atomLink{{clean(f.HomeURL), "alternate", "text/html"}, {clean(f.SelfURL), "self", "application/atom+xml"}}}
	for _, a := range named(f.Authors) {
		out.Authors = append(out.Authors, atomPerson{a.Name, a.URL})
	}
	if len(out.Authors) == 0 { // entries without authors need the list's (RFC 4287, section 4.1.1)
		out.Authors = []atomPerson{{Name: clean(f.Title)}}
	}
	for i := range es {
		out.Entries = append(out.Entries, newAtomEntry(af.Entries[i], &f, &es[i]))
	}
	af.Entries = nil
	return writeXML(w, f.Stylesheet, out)
}

func newAtomEntry(x *feeds.AtomEntry, f *Feed, e *Entry) *atomEntry {
	x.Id = clean(e.ID) // gorilla makes a random one of none
	x.Published, x.Updated, x.Links, x.Author = atomTime(e.Published), atomTime(e.updated()), nil, nil
	if x.Summary != nil {
		x.Summary.Type = "text"
	}
	y := &atomEntry{AtomEntry: x, Links: []atomLink{{clean(e.URL), "alternate", "text/html"}}}
	if x.Content != nil {
		y.Content = &atomHTML{"html", x.Content.Content}
	}
	if e.Language != f.Language {
		y.Lang = clean(e.Language)
	}
	for _, a := range named(e.Authors) {
		y.Authors = append(y.Authors, atomPerson{a.Name, a.URL})
	}
	for _, c := range e.categories() {
		y.Categories = append(y.Categories, atomCategory{c})
	}
	return y
}
