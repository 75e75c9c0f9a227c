package feed

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/gorilla/feeds"
)

// jsonDoc shadows gorilla's feed: version 1.1 with its language and items
// with authors, language and pictures.
type jsonDoc struct {
	*feeds.JSONFeed
	Version  string       `json:"version"`
	Language string       `json:"language,omitempty"`
	Authors  []jsonAuthor `json:"authors,omitempty"`
	Items    []*jsonItem  `json:"items"`
}

type jsonItem struct {
	*feeds.JSONItem
	Published string       `json:"date_published"`
	Modified  string       `json:"date_modified"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Language  string       `json:"language,omitempty"`
	Text      string       `json:"content_text,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// JSON writes a JSON Feed 1.1 document.
func JSON(w io.Writer, f Feed, es []Entry) error {
	jf := (&feeds.JSON{Feed: base(f, es)}).JSONFeed()
	jf.FeedUrl, jf.Icon = clean(f.SelfURL), clean(f.Icon)
	out := &jsonDoc{JSONFeed: jf, Version: "https://jsonfeed.org/version/1.1", Language: clean(f.Language), Items: []*jsonItem{}}
	for _, a := range named(f.Authors) {
		out.Authors = append(out.Authors, jsonAuthor(a))
	}
	for i := range es {
		out.Items = append(out.Items, newJSONItem(jf.Items[i], &es[i]))
	}
	jf.Items = nil
	return writeJSON(w, out)
}

func newJSONItem(it *feeds.JSONItem, e *Entry) *jsonItem {
	it.Tags = e.categories()
	if e.Image != nil {
		it.Image = clean(e.Image.URL)
	}
	x := &jsonItem{JSONItem: it, Published: atomTime(e.Published), Modified: atomTime(e.updated()), Language: clean(e.Language)}
	if it.ContentHTML == "" {
		x.Text = e.summary()
	}
	for _, a := range named(e.Authors) {
		x.Authors = append(x.Authors, jsonAuthor(a))
	}
	return x
}

// writeJSON writes a document without escaping < and &, which readers need
// not unescape.
func writeJSON(w io.Writer, doc any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := w.Write(indent(b.Bytes()))
	return err
}

// indent does what json.Indent does with one space a level, in a tenth of the
// time: nearly all of a feed is text, which it leaps over.
func indent(in []byte) []byte {
	out := make([]byte, 0, len(in)+len(in)/16+256)
	depth := 0
	line := func() {
		out = append(out, '\n')
		for range depth {
			out = append(out, ' ')
		}
	}
	for i := 0; i < len(in); i++ {
		switch c := in[i]; c {
		case '"':
			end := i + 1 + stringEnd(in[i+1:])
			out = append(out, in[i:end]...)
			i = end - 1
		case '{', '[':
			out = append(out, c)
			if next := in[i+1]; next == '}' || next == ']' {
				out = append(out, next)
				i++
				continue
			}
			depth++
			line()
		case '}', ']':
			depth--
			line()
			out = append(out, c)
		case ',':
			out = append(out, c)
			line()
		case ':':
			out = append(out, c, ' ')
		default:
			out = append(out, c)
		}
	}
	return out
}

// stringEnd is the length of a string's rest with its closing quote.
func stringEnd(in []byte) int {
	for i := 0; ; {
		n := bytes.IndexByte(in[i:], '"')
		slashes := 0
		for slashes < n && in[i+n-1-slashes] == '\\' {
			slashes++
		}
		if i += n + 1; slashes%2 == 0 {
			return i
		}
	}
}
