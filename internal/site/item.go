package site

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"nadi/internal/article"
	"nadi/internal/decode"
	"nadi/internal/diag"
	"nadi/internal/text"
	"nadi/internal/theme"
)

// Item is what may be announced: an article's identity and the facts that a
// post is made from. Only an article with a written id has one.
type Item struct {
	ID          string          `json:"id"`
	Lang        string          `json:"lang"`
	URL         string          `json:"url"`
	Aliases     []string        `json:"aliases,omitempty"` // earlier addresses, absolute
	Title       string          `json:"title"`
	Description string          `json:"description"`
	Topics      []string        `json:"topics,omitempty"`
	Tags        []string        `json:"tags,omitempty"`
	Date        time.Time       `json:"date"`
	Updated     time.Time       `json:"updated"`
	Image       *Shown          `json:"image,omitempty"` // the article's own picture, if posts can show it
	Card        *Shown          `json:"card,omitempty"`  // the picture that networks find in the page
	Video       *Video          `json:"video,omitempty"`
	Source      string          `json:"source"`
	Marker      string          `json:"marker"`
	Retracted   bool            `json:"retracted,omitempty"`
	Notices     []Notice        `json:"notices,omitempty"` // its corrections and its withdrawal, newest first
	Wish        Wish            `json:"wish,omitzero"`     // of the article, for all accounts
	Wishes      map[string]Wish `json:"wishes,omitempty"`  // and for some, by name
}

// Shown is a picture with an absolute address.
type Shown struct {
	URL string `json:"url"`
	Alt string `json:"alt"`
}

// Video is what the article has for a video network. Files are paths in the
// site's folder.
type Video struct {
	File     string `json:"file,omitempty"`
	Captions string `json:"captions,omitempty"`
	YouTube  string `json:"youtube,omitempty"`
}

// Notice is what readers of an article must learn afterwards.
type Notice struct {
	Date     time.Time `json:"date"`
	Severity string    `json:"severity"` // typo, clarification, correction, safety or retracted
	Heading  string    `json:"heading"`  // in the article's language
	Text     string    `json:"text"`
}

// Wish is what an article asks for its posts.
type Wish struct {
	Text   string    `json:"text,omitempty"`
	TextAt diag.Span `json:"-"`
	Image  *Shown    `json:"image,omitempty"`
	At     time.Time `json:"at,omitzero"`
	Off    bool      `json:"off,omitempty"`
}

// addItem makes the item of an article whose marker is known.
func (b *builder) addItem(e *entry, marker string) {
	it := Item{ID: e.ID, Lang: e.lang.code, URL: b.addr.abs(e.loc), Title: e.Title.S, Description: e.Summary.S, Date: e.Due(), Updated: e.Modified(),
		Source: e.Source, Marker: marker, Retracted: e.Retracted != nil, Wish: e.wish, Wishes: e.wishes, Video: e.video}
	for _, a := range e.Aliases {
		if from, ok := aliasLoc(a.S); ok {
			it.Aliases = append(it.Aliases, b.addr.abs(from))
		}
	}
	for _, t := range e.topics {
		it.Topics = append(it.Topics, t.key)
	}
	for _, t := range e.tags {
		it.Tags = append(it.Tags, t.name)
	}
	it.Image, it.Card = b.shownOf(e)
	it.Notices = noticesOf(e)
	b.outputs.mu.Lock()
	defer b.outputs.mu.Unlock()
	if b.outputs.items == nil {
		b.outputs.items = map[*entry]Item{}
	}
	b.outputs.items[e] = it
}

func noticesOf(e *entry) []Notice {
	var out []Notice
	if n := e.Retracted; n != nil {
		out = append(out, Notice{n.Date, "retracted", word(e.lang, "retracted"), n.Text})
	}
	for _, n := range e.Notes {
		out = append(out, Notice{n.Date, n.Severity, word(e.lang, "correction."+n.Severity), n.Text})
	}
	return out
}

// shownOf returns an article's own picture for posts, and the card that
// networks find in its page. A post of a network that takes pictures shows the
// first; the card is for link previews, and for networks that show nothing
// without a picture. Networks take no drawings (SVG).
func (b *builder) shownOf(e *entry) (own, shown *Shown) {
	var s theme.Social
	b.preview(e, &s)
	if s.Image != "" {
		shown = &Shown{URL: s.Image, Alt: s.ImageAlt}
	}
	if lead := b.shareable(e); lead != nil && lead.raster() {
		own = &Shown{URL: b.addr.absHref(lead.widest().href), Alt: e.Image.Alt.S}
	}
	return own, shown
}

// wishes resolves what an article asks for its posts: pictures are published
// with it, and files for a video network must be there.
func (b *builder) wishes(e *entry) {
	e.wish = b.wish(e, e.Syndicate.Override)
	for name, o := range e.Syndicate.Accounts {
		b.knownAccount(e, name, o)
		if e.wishes == nil {
			e.wishes = map[string]Wish{}
		}
		e.wishes[name] = b.wish(e, o)
	}
	if v := e.Article.Video; v != nil {
		e.video = &Video{File: b.videoFile(e, v.File, ".mp4", ".mov", ".webm", ".m4v"), Captions: b.videoFile(e, v.Captions, ".vtt", ".srt"), YouTube: v.YouTube.S}
	}
}

// knownAccount refuses a mistyped account: what an article wants of it would be
// passed over, and the post would go out all the same.
func (b *builder) knownAccount(e *entry, name string, o article.Override) {
	if _, ok := b.cfg.Accounts[name]; ok || len(b.cfg.Accounts) == 0 {
		return
	}
	known := slices.Sorted(maps.Keys(b.cfg.Accounts))
	b.findings.Add(diag.Finding{Rule: "content/value", Severity: diag.Error, Message: fmt.Sprintf("%q is not an account of nadi.yaml", text.Shorten(name, 60)),
		Hint: near(name, known, "there are "+strings.Join(known, ", "))}.At(e.Source, o.Place))
}

func (b *builder) wish(e *entry, o article.Override) Wish {
	w := Wish{Text: o.Text.S, TextAt: o.Text.Span(), At: o.When, Off: o.Off}
	if o.Image == nil || o.Image.Src.S == "" {
		return w
	}
	p, f := b.media.picture(e.Source, e.Dir, o.Image, b)
	switch {
	case f != nil:
		b.findings.Add(*f)
	case !p.raster():
		b.findings.Add(diag.Finding{Rule: "links/image", Severity: diag.Error, Message: fmt.Sprintf("networks do not show the picture %q", o.Image.Src.S), Hint: "name a JPEG, PNG or WebP file"}.At(e.Source, o.Image.Src.Span()))
	default:
		w.Image = &Shown{URL: b.addr.absHref(p.widest().href), Alt: o.Image.Alt.S}
	}
	return w
}

// videoFile resolves a file that is uploaded and not published.
func (b *builder) videoFile(e *entry, t decode.Text, kinds ...string) string {
	if t.S == "" {
		return ""
	}
	name := locate(e.Dir, t.S)
	fail := func(message, hint string) string {
		b.findings.Add(diag.Finding{Rule: "links/file", Severity: diag.Error, Message: message, Hint: hint}.At(e.Source, t.Span()))
		return ""
	}
	ok := false
	for _, k := range kinds {
		ok = ok || strings.EqualFold(path.Ext(name), k)
	}
	if !ok {
		return fail(fmt.Sprintf("%q is not a file of this kind", t.S), "name a file that ends in "+strings.Join(kinds, ", "))
	}
	if info, err := fs.Stat(b.in.Root, name); err != nil || !info.Mode().IsRegular() {
		return fail(fmt.Sprintf("the file %q is not there", t.S), "put it beside the article, or below content/static and begin its name with /")
	}
	b.judgeUpload(name)
	return name
}
