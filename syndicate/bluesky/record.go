package bluesky

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"nadi/syndicate"
)

const (
	collection = "app.bsky.feed.post"
	typeCard   = "app.bsky.embed.external"
	typeLink   = "app.bsky.richtext.facet#link"
	typeTag    = "app.bsky.richtext.facet#tag"
)

// stamp is how times are written: RFC 3339 in milliseconds, UTC.
const stamp = "2006-01-02T15:04:05.000Z"

// dateless is the date of a message that has none. It is fixed, for a message
// that is prepared again must have the same.
func dateless() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

// dated is the date under which a message is posted, in whole seconds.
func dated(due time.Time) time.Time {
	if due.Unix() <= 0 {
		return dateless()
	}
	return due.UTC().Truncate(time.Second)
}

// record is a post as it is stored. The order of its fields is that of the
// payload and must not change between attempts.
type record struct {
	Type    string   `json:"$type"`
	Text    string   `json:"text"`
	Created string   `json:"createdAt"`
	Langs   []string `json:"langs,omitempty"`
	Facets  []facet  `json:"facets,omitempty"`
	Reply   *reply   `json:"reply,omitempty"`
	Embed   *embed   `json:"embed,omitempty"`
}

// facet makes a part of the text a link or a tag. Offsets are in bytes of
// UTF-8; the end is excluded.
type facet struct {
	Index    span      `json:"index"`
	Features []feature `json:"features"`
}

type span struct {
	Start int `json:"byteStart"`
	End   int `json:"byteEnd"`
}

type feature struct {
	Type string `json:"$type"`
	URI  string `json:"uri,omitempty"`
	Tag  string `json:"tag,omitempty"`
}

// reply names what a post answers, and where that conversation began.
type reply struct {
	Root   strong `json:"root"`
	Parent strong `json:"parent"`
}

// strong names a record in one version.
type strong struct {
	URI string `json:"uri"`
	CID string `json:"cid"`
}

// embed is the card below the text.
type embed struct {
	Type     string `json:"$type"`
	External card   `json:"external"`
}

type card struct {
	URI         string `json:"uri"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Thumb       *blob  `json:"thumb,omitempty"`
}

// blob is an uploaded picture, named by its hash.
type blob struct {
	Type string  `json:"$type"`
	Ref  blobRef `json:"ref"`
	MIME string  `json:"mimeType"`
	Size int     `json:"size"`
}

type blobRef struct {
	Link string `json:"$link"`
}

// write is the body of putRecord, and the payload.
type write struct {
	Repo       string          `json:"repo"`
	Collection string          `json:"collection"`
	Key        string          `json:"rkey"`
	Validate   bool            `json:"validate"`
	Swap       json.RawMessage `json:"swapRecord"` // null, which means: only if there is none; left out it would overwrite
	Record     record          `json:"record"`
}

func newWrite(repo, rkey string, r record) write {
	return write{Repo: repo, Collection: collection, Key: rkey, Validate: true, Swap: json.RawMessage("null"), Record: r}
}

// newRecord makes the record of a post, without picture.
func newRecord(p syndicate.Post, at time.Time) record {
	r := record{Type: collection, Text: p.Text, Created: at.Format(stamp), Facets: facets(p.Text, p.Link)}
	if p.Lang != "" {
		r.Langs = []string{p.Lang}
	}
	if p.Link != "" {
		r.Embed = &embed{Type: typeCard, External: card{URI: p.Link, Title: p.Title, Description: p.Summary}}
	}
	return r
}

// stored is a record as it is read back, whoever wrote it: only what matters
// here, and lenient.
type stored struct {
	Text    string  `json:"text"`
	Created string  `json:"createdAt"`
	Facets  []facet `json:"facets"`
	Reply   *reply  `json:"reply"`
	Embed   *struct {
		External card `json:"external"`
		Media    *struct {
			External card `json:"external"`
		} `json:"media"` // beside a quoted post
	} `json:"embed"`
}

// links are all addresses in a record: of its card, of its facets, and those
// that merely stand in the text.
func (s *stored) links() []string {
	var all []string
	if s.Embed != nil {
		all = append(all, s.Embed.External.URI)
		if s.Embed.Media != nil {
			all = append(all, s.Embed.Media.External.URI)
		}
	}
	for _, f := range s.Facets {
		for _, x := range f.Features {
			all = append(all, x.URI)
		}
	}
	for _, at := range addresses(s.Text, "") {
		all = append(all, s.Text[at.Start:at.End])
	}
	var out []string
	for _, l := range all {
		if l != "" && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// place is where a record is: at://REPO/app.bsky.feed.post/KEY.
type place struct{ repo, key string }

func (p place) uri() string { return "at://" + p.repo + "/" + collection + "/" + p.key }

// receipt names the post: the ID is its at:// address, which stays the same
// whatever becomes of the record.
func (p place) receipt() syndicate.Receipt {
	return syndicate.Receipt{ID: p.uri(), URL: "https://bsky.app/profile/" + p.repo + "/post/" + url.PathEscape(p.key)}
}

// placeOf reads a receipt's ID.
func placeOf(id string) (place, bool) {
	rest, at := strings.CutPrefix(id, "at://")
	parts := strings.Split(rest, "/")
	if !at || len(parts) != 3 || parts[1] != collection || !strings.HasPrefix(parts[0], "did:") || parts[2] == "" {
		return place{}, false
	}
	return place{parts[0], parts[2]}, true
}
