package bluesky

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/rivo/uniseg"

	"nadi/syndicate/channeltest"
)

var (
	datetime = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`)
	bcp47    = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]+)*$`)
	webURI   = regexp.MustCompile(`^https?://[^\s/][^\s]*$`)
)

// valid checks a record as the lexicon app.bsky.feed.post has it.
func (f *fake) valid(data []byte) (rec record, code, complaint string) {
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(&rec); err != nil {
		return rec, "InvalidRequest", "Invalid app.bsky.feed.post record: " + err.Error()
	}
	for _, wrong := range []string{words(rec), marks(rec), f.answered(rec)} {
		if wrong != "" {
			return rec, "InvalidRequest", "Invalid app.bsky.feed.post record: " + wrong
		}
	}
	code, complaint = f.dressed(rec)
	return rec, code, complaint
}

func words(rec record) string {
	n := max(uniseg.GraphemeClusterCount(rec.Text), letters(rec.Text))
	switch {
	case rec.Type != collection:
		return "Missing required key $type"
	case rec.Created == "":
		return `Missing required key "createdAt" at $.record`
	case !datetime.MatchString(rec.Created):
		return "Invalid datetime at $.record.createdAt"
	case len(rec.Text) > 3000:
		return fmt.Sprintf("string too big (maximum 3000, got %d) at $.record.text", len(rec.Text))
	case n > 300:
		return fmt.Sprintf("grapheme too big (maximum 300, got %d) at $.record.text", n)
	case len(rec.Langs) > 3 || slices.ContainsFunc(rec.Langs, func(l string) bool { return !bcp47.MatchString(l) }):
		return "Invalid language at $.record.langs"
	}
	return ""
}

func letters(s string) int {
	n := 0
	for all := graphemes.FromString(s); all.Next(); {
		n++
	}
	return n
}

// marks checks facets: in order, apart, on letters, and what they say is what
// they mark.
func marks(rec record) string {
	end := 0
	for _, x := range rec.Facets {
		i := x.Index
		if i.Start < end || i.End <= i.Start || i.End > len(rec.Text) || len(x.Features) != 1 {
			return fmt.Sprintf("facet at %d to %d", i.Start, i.End)
		}
		part := rec.Text[i.Start:i.End]
		if !utf8.RuneStart(rec.Text[i.Start]) || !utf8.ValidString(part) {
			return fmt.Sprintf("facet at %d to %d cuts a letter", i.Start, i.End)
		}
		switch y := x.Features[0]; {
		case y.Type == typeLink && y.URI == part && webURI.MatchString(y.URI):
		case y.Type == typeTag && "#"+y.Tag == part && len(y.Tag) <= 640 && uniseg.GraphemeClusterCount(y.Tag) <= 64:
		default:
			return fmt.Sprintf("facet %+v on %q", y, part)
		}
		end = i.End
	}
	return ""
}

func (f *fake) answered(rec record) string {
	if rec.Reply == nil {
		return ""
	}
	for _, x := range []strong{rec.Reply.Root, rec.Reply.Parent} {
		at, ok := placeOf(x.URI)
		k, there := f.records[at.key]
		if !ok || at.repo != fakeDID || there && cid(dagCBOR, k.data) != x.CID {
			return "strong reference to " + x.URI
		}
	}
	return ""
}

// dressed checks the card and its picture.
func (f *fake) dressed(rec record) (code, complaint string) {
	if rec.Embed == nil {
		return "", ""
	}
	x := rec.Embed.External
	if rec.Embed.Type != typeCard || !webURI.MatchString(x.URI) || x.Title == "" {
		return "InvalidRequest", "Invalid app.bsky.feed.post record: $.record.embed"
	}
	if x.Thumb == nil {
		return "", ""
	}
	b, there := f.blobs[x.Thumb.Ref.Link]
	switch {
	case !there:
		return "BlobNotFound", "Could not find blob: " + x.Thumb.Ref.Link
	case b != *x.Thumb:
		return "InvalidMimeType", "Referenced Mimetype does not match stored blob"
	case b.Size > 1_000_000:
		return "InvalidRequest", "Invalid app.bsky.feed.post record: blob too big at $.record.embed.external.thumb"
	}
	return "", ""
}

// Public shows the posts in the order in which they came.
func (f *fake) Public() []channeltest.Public {
	f.mu.Lock()
	defer f.mu.Unlock()
	keys := f.keys()
	slices.SortFunc(keys, func(a, b string) int { return f.records[a].turn - f.records[b].turn })
	var all []channeltest.Public
	for _, rkey := range keys {
		var rec record
		json.Unmarshal(f.records[rkey].data, &rec)
		p := channeltest.Public{ID: uri(rkey), Text: rec.Text}
		for _, x := range rec.Facets {
			if u := x.Features[0].URI; u != "" {
				p.Links = append(p.Links, u)
			}
		}
		if rec.Embed != nil {
			p.Links = append(p.Links, rec.Embed.External.URI)
			p.Picture = rec.Embed.External.Thumb != nil
		}
		if len(rec.Langs) > 0 {
			p.Lang = rec.Langs[0]
		}
		if rec.Reply != nil {
			p.Parent = rec.Reply.Parent.URI
		}
		all = append(all, p)
	}
	return all
}

// Fill puts posts on the account as its owner would write them by hand: each
// has the key and the date of its moment.
func (f *fake) Fill(posts []channeltest.Public) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, p := range posts {
		at := f.now().Add(time.Duration(i+1) * time.Second)
		data, _ := json.Marshal(record{Type: collection, Text: p.Text, Created: at.UTC().Format(stamp), Langs: []string{p.Lang}})
		f.keep(encodeTID(uint64(at.UnixMicro()), 7), data)
	}
}
