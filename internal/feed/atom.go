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
	*feeds.AtomFeed
	Lang    string       `xml:"xml:lang,attr"`
	Links   []atomLink   `xml:"link"`
	Entries []*atomEntry `xml:"entry"`
}

type atomEntry struct {
	XMLName xml.Name `xml:"entry"`
	*feeds.AtomEntry
	Lang       string         `xml:"xml:lang,attr,omitempty"`
	Links      []atomLink     `xml:"link"`
	Authors    []atomPerson   `xml:"author"`
	Categories []atomCategory `xml:"category"`
}

type atomPerson struct {
	Name string `xml:"name"`
	URI  string `xml:"uri,omitempty"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

func atomTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Atom writes an Atom 1.0 document.
func Atom(w io.Writer, f Feed, es []Entry) error {
	af := (&feeds.Atom{Feed: base(f, es)}).AtomFeed()
	af.Updated, af.Link, af.Icon = atomTime(f.Updated), nil, f.Icon
	af.Author = &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: clean(f.Title)}} // RFC 4287, 4.1.1: for entries without their own
	out := &atomDoc{AtomFeed: af, Lang: f.Language, Links: []atomLink{{f.HomeURL, "alternate", "text/html"}, {f.SelfURL, "self", "application/atom+xml"}}}
	for i, e := range es {
		x := af.Entries[i]
		x.Published, x.Updated, x.Links, x.Author = atomTime(e.Published), atomTime(e.Updated), nil, nil
		y := &atomEntry{AtomEntry: x, Links: []atomLink{{e.URL, "alternate", "text/html"}}}
		if e.Language != f.Language {
			y.Lang = e.Language
		}
		for _, a := range e.Authors {
			y.Authors = append(y.Authors, atomPerson{clean(a.Name), a.URL})
		}
		for _, c := range e.Categories {
			y.Categories = append(y.Categories, atomCategory{clean(c)})
		}
		out.Entries = append(out.Entries, y)
	}
	af.Entries = nil
	return writeXML(w, out)
}
