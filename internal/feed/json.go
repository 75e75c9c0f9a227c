package feed

import (
	"io"
	"time"

	"github.com/gorilla/feeds"
)

// jsonDoc shadows gorilla's feed: version 1.1 with its language and items
// with authors, language and pictures.
type jsonDoc struct {
	*feeds.JSONFeed
	Version  string      `json:"version"`
	Language string      `json:"language"`
	Items    []*jsonItem `json:"items"`
}

type jsonItem struct {
	*feeds.JSONItem
	Published string       `json:"date_published,omitempty"`
	Modified  string       `json:"date_modified,omitempty"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Language  string       `json:"language,omitempty"`
	Text      string       `json:"content_text,omitempty"`
	Author    *struct{}    `json:"author,omitempty"` // 1.0's, replaced by authors
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// JSON writes a JSON Feed 1.1 document.
func JSON(w io.Writer, f Feed, es []Entry) error {
	jf := (&feeds.JSON{Feed: base(f, es)}).JSONFeed()
	jf.FeedUrl, jf.HomePageUrl, jf.Icon, jf.Author = f.SelfURL, f.HomeURL, f.Icon, nil
	out := &jsonDoc{JSONFeed: jf, Version: "https://jsonfeed.org/version/1.1", Language: f.Language, Items: []*jsonItem{}}
	for i, e := range es {
		it := jf.Items[i]
		it.Author, it.Tags = nil, cleanAll(e.Categories)
		if e.Image != nil {
			it.Image = e.Image.URL
		}
		x := &jsonItem{JSONItem: it, Published: e.Published.UTC().Format(time.RFC3339), Modified: e.Updated.UTC().Format(time.RFC3339), Language: e.Language}
		if e.HTML == "" {
			x.Text = clean(e.Summary)
		}
		for _, a := range e.Authors {
			x.Authors = append(x.Authors, jsonAuthor{clean(a.Name), a.URL})
		}
		out.Items = append(out.Items, x)
	}
	jf.Items = nil
	return writeJSON(w, out)
}
