package site

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"

	"nadi/internal/diag"
	"nadi/internal/locale"
	"nadi/internal/markdown"
	"nadi/internal/text"
	"nadi/internal/theme"
)

// facts are what the builder remembers of an article's body, so that an
// unchanged one is not parsed again: where its links lead, which headings it
// has, what was found in it. From says what they were made from. There is one
// record an article, kept in memory and on disk, so the names are short and
// what the builder does not need is left out.
type facts struct {
	From     string          `json:"f"`
	Links    []linkFact      `json:"l,omitempty"`
	Headings []theme.Heading `json:"h,omitempty"`
	Points   []string        `json:"kp,omitempty"` // key points
	Findings []diag.Finding  `json:"x,omitempty"`
	Allow    []allowFact     `json:"al,omitempty"`
	Words    int             `json:"w,omitempty"`
	Search   *searched       `json:"s,omitempty"`
	Mark     string          `json:"m,omitempty"`  // the content marker
	MarkFrom string          `json:"mf,omitempty"` // the item it belongs to
}

// linkFact is a link as the builder needs it: NoText is true for a picture
// without alt text, At is the place.
type linkFact struct {
	Kind   markdown.LinkKind `json:"k,omitempty"`
	Dest   string            `json:"d"`
	NoText bool              `json:"n,omitempty"`
	Attrs  map[string]string `json:"a,omitempty"`
	Figure bool              `json:"g,omitempty"`
	At     [4]int            `json:"p"`
}

func (l *linkFact) span() diag.Span {
	return diag.Span{Line: l.At[0], Column: l.At[1], EndLine: l.At[2], EndColumn: l.At[3]}
}

// learn takes from a parsed body what is worth remembering.
func (f *facts) learn(doc *markdown.Doc) {
	f.Words, f.Points, f.Links, f.Headings = doc.Words, doc.Points, nil, nil
	for _, l := range doc.Links {
		f.Links = append(f.Links, linkFact{l.Kind, l.Dest, strings.TrimSpace(l.Text) == "", l.Attrs, l.Figure, [4]int{l.Span.Line, l.Span.Column, l.Span.EndLine, l.Span.EndColumn}})
	}
	for _, h := range doc.Headings {
		f.Headings = append(f.Headings, theme.Heading{Level: h.Level, ID: h.ID, Text: h.Text})
	}
}

// text_ is a body on its way through the build.
type text_ struct {
	e       *entry
	facts   facts
	doc     *markdown.Doc // nil until parsed; it lives in src
	src     *bytes.Buffer
	targets []markdown.Target
	key     string
	made    []byte // the HTML, once it is made; it lives in the renderer's buffer
	gone    bool   // the file vanished while we built
}

// text brings an entry's facts, from memory or by parsing, reports what is
// wrong with its body and resolves its links.
func (b *builder) text(e *entry) (*text_, error) {
	t := &text_{e: e}
	from := b.factsKey(e)
	if rec := b.fact(e.Source); rec == nil || json.Unmarshal(rec, &t.facts) != nil || t.facts.From != from {
		t.facts = facts{From: from}
		if err := b.parse(t, true); err != nil {
			return nil, err
		}
		if t.gone {
			return nil, nil
		}
	}
	b.findings.Add(t.facts.Findings...)
	e.search = t.facts.Search
	if e.Retracted == nil {
		t.targets = b.resolve(e, t.facts.Links)
	} else {
		t.targets = dropped(len(t.facts.Links))
	}
	b.show(t)
	b.pending.headings(e, t.facts.Headings)
	key := hashOf(e.BodyHash[:], []byte(b.labelsKey(e.lang)), []byte(e.Slug), mustJSON(t.targets))
	t.key = hex.EncodeToString(key[:16])
	e.bodyKey = t.key
	if err := b.mark(t); err != nil {
		return nil, err
	}
	return t, nil
}

// dropped drops all links of a body that is not shown: what only a retracted
// article had must go.
func dropped(n int) []markdown.Target {
	out := make([]markdown.Target, n)
	for i := range out {
		out[i].Drop = true
	}
	return out
}

func (b *builder) fact(name string) []byte {
	if b.in.Facts == nil {
		return nil
	}
	return b.in.Facts.Fact(name)
}

func (b *builder) keep(t *text_) {
	if b.in.Facts != nil {
		b.in.Facts.SetFact(t.e.Source, mustJSON(t.facts))
	}
}

// factsKey names everything that facts depend on: the file, the tool, the
// rules and the settings that decide what is found.
func (b *builder) factsKey(e *entry) string {
	rules := ""
	if b.judge != nil {
		rules = b.judge.Key()
	}
	h := hashOf(e.MetaHash[:], e.BodyHash[:], []byte(b.in.Tool), []byte(rules), []byte(e.Slug+" "+e.lang.code+" "+fmt.Sprint(e.BodyLine)), mustJSON(b.cfg.Check), mustJSON(b.cfg.Markdown), mustJSON(b.cfg.FrontMatter), fmt.Append(nil, b.cfg.Outputs.Search))
	return hex.EncodeToString(h[:16])
}

func (b *builder) labelsKey(l *language) string {
	hash := b.theme.Hash()
	return b.in.Tool + l.code + hex.EncodeToString(hash[:8]) + fmt.Sprint(b.cfg.Markdown.Typography, b.cfg.Site.Codes())
}

// parse reads the body from its file again and parses it; with learn it also
// fills the facts.
func (b *builder) parse(t *text_, learn bool) error {
	e := t.e
	t.src = b.buffer()
	if _, err := b.source(e.Source, t.src); err != nil {
		return fmt.Errorf("reading %s: %w", e.Source, err)
	}
	body := e.Body(t.src.Bytes())
	if h := sha(body); h != e.BodyHash {
		t.gone = true
		b.findings.Add(diag.Finding{Rule: "content/changed", Severity: diag.Error, Path: e.Source, Message: "the file changed while the site was being built", Hint: "build again"})
		return nil
	}
	t.doc = b.content.parsers[e.lang.code].Parse(body, e.BodyLine, e.Slug)
	if !learn {
		return nil
	}
	f := &t.facts
	f.learn(t.doc)
	if b.cfg.Outputs.Search && !e.page {
		f.Search = searchedOf(e, t.doc)
	}
	f.Findings = b.spots(e, t.doc)
	if b.judge != nil {
		found, allowed := b.judge.Article(e.Article, t.doc, t.src.Bytes())
		f.Findings = append(f.Findings, found...)
		f.allow(allowed)
	}
	b.keep(t)
	return nil
}

// html renders the body, parsing it first if only its facts were known.
func (b *builder) html(t *text_, buf *bytes.Buffer) ([]byte, error) {
	if t.e.html != nil {
		return t.e.html, nil
	}
	if t.made != nil {
		return t.made, nil
	}
	if t.doc == nil {
		if err := b.parse(t, false); err != nil || t.gone {
			return nil, err
		}
	}
	buf.Reset()
	t.doc.AppendHTML(buf, t.targets)
	b.drop(t)
	if t.made = buf.Bytes(); t.e.fed {
		t.e.html = bytes.Clone(t.made)
	}
	return t.made, nil
}

// drop forgets the parsed body and gives its memory back.
func (b *builder) drop(t *text_) {
	b.release(t.src)
	t.doc, t.src = nil, nil
}

// describe puts into the page's data what the body knows of itself.
func (t *text_) describe(data any) {
	var contents []theme.Heading
	for _, h := range t.facts.Headings {
		if h.Level == 2 || h.Level == 3 {
			contents = append(contents, h)
		}
	}
	switch d := data.(type) {
	case *theme.ArticlePage:
		d.BodyKey, d.Contents, d.Minutes = t.key, contents, text.Minutes(t.facts.Words)
		d.Marker, d.MarkerID = t.facts.Mark, t.e.MarkerID()
		d.Watch, d.Listen = t.played()
	case *theme.PlainPage:
		d.BodyKey, d.Contents = t.key, contents
	case *theme.HandoutPage:
		d.BodyKey = t.key
	}
}

// played finds what is to be watched and to be heard in the body and gives
// the addresses within its page, empty where there is nothing.
func (t *text_) played() (watch, listen template.URL) {
	for i, l := range t.facts.Links {
		if !l.Figure || t.targets[i].Drop {
			continue
		}
		switch {
		case l.Kind == markdown.Video, l.Kind == markdown.Media && markdown.Film(t.targets[i]):
			watch = "#" + markdown.WatchID
		case l.Kind == markdown.Media:
			listen = "#" + markdown.ListenID
		}
	}
	return watch, listen
}

// spotRules are the rules of what a body holds that is not published as it
// was written.
var spotRules = map[markdown.SpotKind]struct{ rule, message string }{
	markdown.RawHTML:        {"markdown/raw-html", "raw HTML is not published: %s"},
	markdown.Script:         {"links/scheme", "an address of this kind is not published: %s"},
	markdown.Shortcode:      {"markdown/shortcode", "this looks like a command of another tool: %s"},
	markdown.UnknownCallout: {"markdown/callout", "this callout is not known: %s"},
	markdown.BadAttribute:   {"markdown/attribute", "this cannot stand behind a picture: %s"},
	markdown.TooLong:        {"markdown/too-much-markup", "this block has so much markup that it is published as plain text: %s"},
	markdown.H1:             {"markdown/heading", "a # heading is the page's title, which the front matter gives: %s"},
}

func (b *builder) spots(e *entry, doc *markdown.Doc) []diag.Finding {
	var out []diag.Finding
	for _, s := range doc.Spots {
		r := spotRules[s.Kind]
		f := diag.Finding{Rule: r.rule, Severity: diag.Error, Message: fmt.Sprintf(r.message, s.Text), Hint: s.Hint}.At(e.Source, s.Span)
		if s.Kind == markdown.H1 || s.Kind == markdown.TooLong || s.Kind == markdown.Shortcode || s.Kind == markdown.RawHTML && b.cfg.Markdown.RawHTML.S == "text" {
			f.Severity = diag.Warning
		}
		out = append(out, f)
	}
	return out
}

// labels are the words that a body needs, in its language.
func labels(l *locale.Language) markdown.Labels {
	w := func(key string) string { s, _ := l.Text(key); return s }
	return markdown.Labels{
		Note: w("callout.note"), Warning: w("callout.warning"), Emergency: w("callout.emergency"), Key: w("callout.key"),
		Table: w("table.box"), Code: w("code.box"), TaskDone: w("task.done"), TaskOpen: w("task.open"),
		Footnotes: w("footnotes"), BackTo: w("footnote.back"), FootnoteRef: w("footnote.ref"),
		Transcript: w("media.transcript"), WatchOn: w("video.watch"), LeavesSite: w("video.leaves"), Credit: w("credit"),
	}
}
