package site

import (
	"encoding/hex"
	"html/template"
	"iter"
	"strings"
	"unsafe"

	"nadi/internal/theme"
)

// original is the entry that the others were translated from: the one whose
// file name carries no language, else the first.
func (e *entry) original() *entry {
	for _, t := range e.translations {
		if !t.Suffixed {
			return t
		}
	}
	if len(e.translations) > 0 {
		return e.translations[0]
	}
	return e
}

func (e *entry) in(l *language) string {
	for _, t := range e.translations {
		if t.lang == l {
			return t.loc
		}
	}
	return ""
}

func (b *builder) articlePages(l *language) iter.Seq[page] {
	return func(yield func(page) bool) {
		for _, e := range l.entries {
			p := page{loc: e.loc, source: e.Source, template: "article", entry: e, hidden: e.Draft || e.scheduled,
				data: func() any { return b.articleData(e) }, sheet: b.handout(e)}
			if !yield(p) {
				return
			}
		}
	}
}

func (b *builder) articleData(e *entry) *theme.ArticlePage {
	l := e.lang
	d := &theme.ArticlePage{Page: b.common(l, "article", e.Title.S, e.Summary.S, e.loc, e.in)}
	b.nearby(&d.Page, b.nearArticle(e))
	d.Headline, d.Summary, d.Authors, d.Reviewers = e.Title.S, e.Summary.S, e.authors, e.reviewers
	d.Published, d.LastReviewed, d.ReviewDue = b.date(l, e.Date), unbroken(b.date(l, e.Reviewed)), unbroken(b.date(l, e.ReviewDue))
	if m := e.Modified(); m.After(e.Date) {
		d.Updated = b.date(l, m)
	}
	d.Topics, d.Tags = links(e.topics), links(e.tags)
	d.Sponsor, d.Disclosure, d.AI = e.Sponsor.S, e.Disclosure.S, e.AI.S
	if strings.EqualFold(d.AI, "none") {
		d.AI, d.NoAI = "", true
	}
	d.Draft, d.Scheduled, d.NoIndex = e.Draft, e.scheduled, e.Draft || e.scheduled
	if e.hasHandout() {
		d.Handout = b.addr.href(handoutLoc(e.loc))
	}
	if e.lead != nil {
		d.Lead = e.lead.themed(e.Image)
	}
	b.evidence(e, d)
	b.neighbours(e, d)
	b.social(e, d)
	return d
}

// unbroken keeps a date that stands in a sentence on one line.
func unbroken(d theme.Date) theme.Date {
	d.Text = strings.ReplaceAll(d.Text, " ", "\u00a0")
	return d
}

// nearArticle is where to look for what an article says that is not in a
// language: its first topic that has articles there.
func (b *builder) nearArticle(e *entry) func(*language) string {
	return func(o *language) string {
		for _, t := range e.topics {
			if loc := b.sameTerm(t)(o); loc != "" {
				return loc
			}
		}
		return ""
	}
}

// links are the terms as links, one value a term, so that a theme can render
// it once.
func links(terms []*term) []*theme.Link {
	var out []*theme.Link
	for _, t := range terms {
		out = append(out, t.link)
	}
	return out
}

// evidence fills sources, corrections and the retraction.
func (b *builder) evidence(e *entry, d *theme.ArticlePage) {
	for _, s := range e.Sources {
		d.Sources = append(d.Sources, theme.Source{Title: s.Title, URL: s.URL.S, Publisher: s.Publisher, Date: b.date(e.lang, s.Date), Lang: e.lang.scripts.Whole(s.Title)})
	}
	for _, n := range e.Notes {
		c := theme.Correction{Date: b.date(e.lang, n.Date), Severity: n.Severity, Note: n.Text}
		d.Corrections = append(d.Corrections, c)
		if n.Severity == "correction" || n.Severity == "safety" {
			d.Important = append(d.Important, c)
		}
	}
	if n := e.Retracted; n != nil {
		d.Retracted = &theme.Correction{Date: b.date(e.lang, n.Date), Severity: n.Severity, Note: n.Text}
	}
}

func (b *builder) neighbours(e *entry, d *theme.ArticlePage) {
	if e.at+1 < len(e.lang.entries) {
		d.Older = b.linkTo(e.lang.entries[e.at+1])
	}
	if e.at > 0 {
		d.Newer = b.linkTo(e.lang.entries[e.at-1])
	}
	d.Related = b.related(e)
}

func (b *builder) linkTo(e *entry) *theme.Link {
	return &theme.Link{Name: e.Title.S, URL: e.card.URL}
}

func (b *builder) social(e *entry, d *theme.ArticlePage) {
	s := &d.Social
	s.Type, s.Published = "article", d.Published.ISO
	s.Modified = b.date(e.lang, e.Modified()).ISO
	if len(e.topics) > 0 {
		s.Section = e.topics[0].name
	}
	for _, t := range e.tags {
		s.Tags = append(s.Tags, t.name)
	}
	b.preview(e, s)
	d.AlsoOn = b.posts[e.MarkerID()]
	d.JSONLD = b.articleLD(e, d)
}

func l10nTitle(b *builder, l *language) string { return b.cfg.Site.Title.In(l.code) }

// cards makes every article's entry in lists, once.
func (b *builder) cards() {
	for _, l := range b.index.langs {
		for _, e := range l.entries {
			if e.Image != nil {
				e.lead = b.lead(e)
			}
			b.wishes(e)
			c := &theme.Card{Title: e.Title.S, URL: b.addr.href(e.loc), Description: e.Summary.S, Date: b.date(l, e.Date),
				Authors: e.authors, Draft: e.Draft, Scheduled: e.scheduled}
			if len(e.topics) > 0 {
				c.Topic = e.topics[0].link
			}
			if e.lead != nil {
				c.Picture = e.lead.themed(e.Image)
			}
			key := hashOf(mustJSON(c))
			c.Key = hex.EncodeToString(key[:8])
			e.card = c
		}
	}
	for _, e := range b.index.pages {
		if e.Image != nil {
			e.lead = b.lead(e)
		}
	}
}

func (b *builder) lead(e *entry) *picture {
	p, f := b.media.picture(e.Source, e.Dir, e.Image, b)
	if f != nil {
		b.findings.Add(*f)
	}
	return p
}

func (b *builder) plainPages(l *language) iter.Seq[page] {
	return func(yield func(page) bool) {
		for _, e := range l.pages {
			p := page{loc: e.loc, source: e.Source, template: "page", entry: e, hidden: e.Draft || e.scheduled, data: func() any { return b.plainData(e) }}
			if !yield(p) {
				return
			}
		}
	}
}

func (b *builder) plainData(e *entry) *theme.PlainPage {
	d := &theme.PlainPage{Page: b.common(e.lang, "page", e.Title.S, e.Summary.S, e.loc, e.in)}
	d.Headline, d.Summary, d.Updated = e.Title.S, e.Summary.S, b.date(e.lang, e.Modified())
	d.NoIndex = e.Draft || e.scheduled
	if e.Image != nil {
		b.card(&d.Social, b.shareable(e))
	}
	d.JSONLD = b.pageLD(&d.Page, "WebPage")
	return d
}

// bodyHTML shows a body to a template without copying it: the buffer that
// holds it is not written again before the page is rendered, and bodies are
// half of all that a build would otherwise allocate.
func bodyHTML(html []byte) template.HTML {
	return template.HTML(unsafe.String(unsafe.SliceData(html), len(html)))
}
