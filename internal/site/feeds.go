package site

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"nadi/internal/feed"
)

// channel is a list that has feeds.
type channel struct {
	l       *language
	loc     string
	title   string
	summary string
	entries []*entry // newest, at most outputs.feedItems
	source  string
}

// channels are the lists with feeds: the whole site in each language, then
// every topic, tag and author.
func (b *builder) channels() []channel {
	var out []channel
	for _, l := range b.index.langs {
		out = append(out, channel{l, l.prefix + "/", l.chrome.Title, l.chrome.Description, b.newest(l.entries), "the site's feed"})
		for _, terms := range [][]*term{l.topics, l.tags, authorsOf(l)} {
			for _, t := range terms {
				out = append(out, channel{l, t.loc, t.name + " – " + l.chrome.Title, t.summary, b.newest(t.entries), "the feed of " + t.kind + " " + t.name})
			}
		}
	}
	return out
}

// newest are the entries of a feed: the newest by the date of publication.
// Previews' drafts and scheduled articles never enter a feed.
func (b *builder) newest(entries []*entry) []*entry {
	out := make([]*entry, 0, b.cfg.Outputs.FeedItems)
	for _, e := range entries {
		if len(out) == cap(out) {
			break
		}
		if !e.Draft && !e.scheduled {
			out = append(out, e)
		}
	}
	return out
}

// markFed marks the articles whose bodies some feed carries.
func (b *builder) markFed() {
	if b.cfg.Outputs.FeedContent.S != "full" || len(b.cfg.Outputs.Feeds) == 0 {
		return
	}
	for _, c := range b.channels() {
		for _, e := range c.entries {
			e.fed = true
		}
	}
}

type writeFeed func(io.Writer, feed.Feed, []feed.Entry) error

func feedWriter(word string) writeFeed {
	switch word {
	case "rss":
		return feed.RSS
	case "atom":
		return feed.Atom
	}
	return feed.JSON
}

func (b *builder) renderFeeds(ctx context.Context) error {
	if len(b.cfg.Outputs.Feeds) == 0 {
		return nil
	}
	for _, c := range b.channels() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.renderChannel(c); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) renderChannel(c channel) error {
	entries, key := b.feedEntries(c)
	var err error
	var full []feed.Entry
	for _, f := range feedFormats {
		path := strings.TrimPrefix(c.loc+f.file, "/")
		if !b.wantsFeed(f.word) || !b.claim(path, c.source) {
			continue
		}
		b.outputs.feeds++
		head := b.feedHead(c, f.file)
		k := Key(hashOf([]byte(b.in.Tool), []byte(f.word), mustJSON(head), key))
		if b.sink.Current(path, k) {
			continue
		}
		if full == nil {
			if full, err = b.withBodies(c, entries); err != nil {
				return err
			}
		}
		var buf bytes.Buffer
		if err := feedWriter(f.word)(&buf, head, full); err != nil {
			return err
		}
		b.outputs.freshFeeds.Add(1)
		if err := b.put(path, k, buf.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) feedHead(c channel, file string) feed.Feed {
	f := feed.Feed{Title: c.title, Description: cmp.Or(c.summary, c.l.chrome.Description, c.title), Language: c.l.code, HomeURL: b.addr.abs(c.loc),
		SelfURL: b.addr.abs(c.loc + file), ID: b.tagURI("list" + c.loc)}
	if icon := c.l.chrome.Icons.Touch; icon != "" {
		f.Icon = b.addr.absHref(icon)
	}
	for _, e := range c.entries {
		if m := e.Modified(); m.After(f.Updated) {
			f.Updated = m
		}
	}
	if f.Updated.IsZero() {
		f.Updated = time.Unix(0, 0).UTC() // an empty list has never changed
	}
	return f
}

// feedEntries makes the entries without their bodies, and the key of all of
// them with their bodies.
func (b *builder) feedEntries(c channel) ([]feed.Entry, []byte) {
	out := make([]feed.Entry, len(c.entries))
	var keys []string
	for i, e := range c.entries {
		out[i] = b.feedEntry(e)
		if e.fed {
			keys = append(keys, e.bodyKey)
			if e.Retracted != nil {
				keys = append(keys, e.Retracted.Text)
			}
		}
	}
	h := hashOf(mustJSON(out), mustJSON(keys))
	return out, h[:]
}

func (b *builder) withBodies(c channel, entries []feed.Entry) ([]feed.Entry, error) {
	out := slices.Clone(entries)
	var buf bytes.Buffer
	for i, e := range c.entries {
		if !e.fed {
			continue
		}
		if e.html == nil {
			t, err := b.text(e)
			if err != nil || t == nil {
				return nil, err
			}
			if _, err := b.html(t, &buf); err != nil {
				return nil, err
			}
		}
		out[i].HTML = b.feedBody(e)
	}
	return out, nil
}

// feedBody is the body for readers elsewhere: addresses absolute, a
// retraction instead of the text it withdrew.
func (b *builder) feedBody(e *entry) string {
	if e.Retracted != nil {
		return "<p>" + word(e.lang, "retracted") + "</p><p>" + htmlEscape(e.Retracted.Text) + "</p>"
	}
	html := oneWidth(string(e.html))
	for _, attr := range []string{` href="/`, ` src="/`, ` poster="/`} {
		html = strings.ReplaceAll(html, attr, attr[:len(attr)-1]+b.addr.origin+"/")
	}
	return strings.ReplaceAll(html, ` href="#`, ` href="`+b.addr.abs(e.loc)+`#`)
}

// Feed readers resolve few addresses but those of src, and choose among none:
// they get the usual width.
var (
	choice  = regexp.MustCompile(`(<img src="[^"]*") srcset="[^"]*" sizes="[^"]*"`)
	formats = regexp.MustCompile(`<picture>(?:<source [^>]*>)*|</picture>`)
)

func oneWidth(html string) string {
	if !strings.Contains(html, ` srcset="`) {
		return html
	}
	return formats.ReplaceAllString(choice.ReplaceAllString(html, "$1"), "")
}

var htmlEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace

func (b *builder) feedEntry(e *entry) feed.Entry {
	out := feed.Entry{ID: b.entryID(e), URL: b.addr.abs(e.loc), Title: e.Title.S, Summary: e.Summary.S, Language: e.lang.code,
		Published: e.Date, Updated: e.Modified()}
	for _, p := range e.authors {
		a := feed.Author{Name: p.Name}
		if p.URL != "" {
			a.URL = b.addr.absHref(p.URL)
		}
		out.Authors = append(out.Authors, a)
	}
	for _, terms := range [][]*term{e.topics, e.tags} {
		for _, t := range terms {
			if !slices.Contains(out.Categories, t.name) {
				out.Categories = append(out.Categories, t.name)
			}
		}
	}
	if p := e.lead; p != nil && p.raster() {
		w := p.widest()
		out.Image = &feed.Image{URL: b.addr.absHref(w.href), Type: "image/" + w.Format, Alt: e.Image.Alt.S, Width: w.Width, Height: w.Height}
		if w.path == p.path {
			out.Image.Length = p.bytes
		}
	}
	return out
}

// entryID is the entry's identity in every feed: a tag URI (RFC 4151) of id
// and language, so that a new title, address or file name does not show the
// article to readers a second time. Without a written id the file's place
// must do.
func (b *builder) entryID(e *entry) string {
	name := e.ID
	if name == "" {
		h := hashOf([]byte(strings.TrimPrefix(e.Base, articlesDir)))
		name = "file-" + hex.EncodeToString(h[:8])
	}
	return b.tagURI(name + "." + e.lang.code)
}

// tagURI makes a tag of this site. The year is that of the authority, not of
// the article; site.feedTag keeps it when the domain changes.
func (b *builder) tagURI(name string) string {
	authority := b.cfg.Site.FeedTag.S
	if authority == "" {
		u, _ := url.Parse(b.cfg.Site.URL.S)
		authority = strings.ToLower(u.Hostname()) + ",2026"
	}
	return "tag:" + authority + ":" + b.cfg.Site.ID.S + "/" + escape(strings.TrimSuffix(name, "/"))
}
