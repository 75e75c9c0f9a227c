package feed

import (
	"io"

	"github.com/gorilla/feeds"
)

// jsonDoc shadows gorilla's feed: version 1.1 with its language and items
// with authors, language and pictures.
type jsonDoc struct {
	*feeds.JSONFeed
	Version  string      `json:"version"`
	Language string      `json:"language,omitempty"`
	Items    []*jsonItem `json:"items"`
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
	for _, a := range e.named() {
		x.Authors = append(x.Authors, jsonAuthor{a.Name, a.URL})
	}
	return x
}
