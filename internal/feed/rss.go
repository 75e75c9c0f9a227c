package feed

import (
	"encoding/xml"
	"io"
	"strings"
	"time"

	"github.com/gorilla/feeds"
)

// rssDoc adds to gorilla's channel what it lacks: the self link (asked for by
// the RSS Advisory Board's profile) and items with more fields.
type rssDoc struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Content string   `xml:"xmlns:content,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Media   string   `xml:"xmlns:media,attr"`
	Channel *rssChannel
}

type rssChannel struct {
	XMLName     xml.Name `xml:"channel"`
	Page        *xhtml   `xml:"div"`
	Title       plain    `xml:"title"`
	Description plain    `xml:"description"`
	*feeds.RssFeed
	Self     atomLink   `xml:"atom:link"`
	Creators []string   `xml:"dc:creator"`
	Items    []*rssItem `xml:"item"`
}

// rssItem shadows gorilla's one category and its author, which must be an
// e-mail address in RSS; dc:creator takes a name.
type rssItem struct {
	Title plain `xml:"title"`
	*feeds.RssItem
	Categories []string  `xml:"category"`
	Creators   []string  `xml:"dc:creator"`
	Picture    *rssMedia `xml:"media:content"`
}

type rssMedia struct {
	URL    string    `xml:"url,attr"`
	Type   string    `xml:"type,attr,omitempty"`
	Medium string    `xml:"medium,attr"`
	Size   int64     `xml:"fileSize,attr,omitempty"`
	Width  int       `xml:"width,attr,omitempty"`
	Height int       `xml:"height,attr,omitempty"`
	Alt    *mediaAlt `xml:"media:description"`
}

type mediaAlt struct {
	Type string `xml:"type,attr"`
	plain
}

// plain is text that readers must not take for HTML. That is said by writing
// its signs as hexadecimal references (RSS Advisory Board, RSS Profile,
// section 3.1), which means the same in XML.
type plain struct {
	XML string `xml:",innerxml"`
}

var hexEscape = strings.NewReplacer("&", "&#x26;", "<", "&#x3C;", ">", "&#x3E;", "\r", "&#xD;").Replace

func newPlain(s string) plain { return plain{hexEscape(clean(s))} }

// rssTime is RFC 822 with a four-digit year, as RSS 2.0 wants it.
func rssTime(t time.Time) string { return t.UTC().Format("Mon, 02 Jan 2006 15:04:05 +0000") }

// rssHTML makes HTML of plain text: readers take an item's description for
// HTML, though not the channel's.
var rssHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace

// RSS writes an RSS 2.0 document.
func RSS(w io.Writer, f Feed, es []Entry) error {
	ch := (&feeds.Rss{Feed: base(f, es)}).RssFeed()
	ch.Language, ch.PubDate, ch.LastBuildDate = clean(f.Language), "", ""
	if f.Updated.Unix() > 0 {
		ch.LastBuildDate = rssTime(f.Updated)
	}
	out := &rssChannel{Page: f.page(), Title: newPlain(f.Title), Description: newPlain(f.Description), RssFeed: ch, Self: atomLink{clean(f.SelfURL), "self", "application/rss+xml"}}
	for _, a := range named(f.Authors) {
		out.Creators = append(out.Creators, a.Name)
	}
	for i := range es {
		out.Items = append(out.Items, newRSSItem(ch.Items[i], &es[i]))
	}
	ch.Items = nil
	return writeXML(w, f.Stylesheet, &rssDoc{Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/", Atom: "http://www.w3.org/2005/Atom",
		DC: "http://purl.org/dc/elements/1.1/", Media: "http://search.yahoo.com/mrss/", Channel: out})
}

func newRSSItem(it *feeds.RssItem, e *Entry) *rssItem {
	it.Description, it.PubDate = rssHTML(it.Description), rssTime(e.Published)
	x := &rssItem{Title: newPlain(e.Title), RssItem: it, Categories: e.categories()}
	for _, a := range named(e.Authors) {
		x.Creators = append(x.Creators, a.Name)
	}
	if p := e.Image; p != nil {
		x.Picture = &rssMedia{URL: clean(p.URL), Type: clean(p.Type), Medium: "image", Size: p.Length, Width: p.Width, Height: p.Height}
		if p.Alt != "" {
			x.Picture.Alt = &mediaAlt{"plain", newPlain(p.Alt)}
		}
	}
	return x
}
