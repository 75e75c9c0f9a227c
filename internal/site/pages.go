package site

import (
	"iter"
	"slices"

	"nadi/internal/decode"
	"nadi/internal/theme"
)

// page is one HTML output to make: where it goes, which template, and how to
// make its data. Data is made by the worker that renders the page, so that no
// more than a few pages' data exist at a time.
type page struct {
	path     string // output file
	loc      string
	source   string // for messages: the file it comes from, or what it is
	template string
	entry    *entry // its body, for articles and pages
	data     func() any
	hidden   bool  // not listed in the sitemap and noindex
	sheet    *page // of an article: the same text as a page for paper
}

// pages yields every HTML page of the site.
func (b *builder) pages() iter.Seq[page] {
	return func(yield func(page) bool) {
		for _, l := range b.index.langs {
			for _, part := range []iter.Seq[page]{b.articlePages(l), b.plainPages(l), b.homePages(l), b.termPages(l), b.builtins(l)} {
				for p := range part {
					p.path = file(p.loc)
					if !yield(p) {
						return
					}
				}
			}
		}
		for p := range b.aliasPages() {
			p.path = file(p.loc)
			if !yield(p) {
				return
			}
		}
	}
}

// common fills what every page has. Loc says the page's address, locs its
// address in other languages ("" for none).
func (b *builder) common(l *language, kind, title, description, loc string, same func(*language) string) theme.Page {
	p := theme.Page{
		Kind: kind, Lang: l.code, Dir: l.chrome.Dir, Title: title, Description: description,
		URL: b.addr.href(loc), Canonical: b.addr.abs(loc), Site: l.chrome, SiteKey: l.key, Feeds: l.chrome.Feeds,
	}
	p.Social = theme.Social{Type: "website", Locale: l.words.Locale()}
	b.card(&p.Social, nil)
	if len(b.index.langs) < 2 {
		return p
	}
	for _, o := range b.index.langs {
		link := theme.LanguageLink{Lang: o.code, Name: o.words.Name(), URL: b.addr.href(o.prefix + "/"), Current: o == l}
		there := loc
		if o != l {
			there = same(o)
		}
		if there != "" {
			link.URL, link.Exact = b.addr.href(there), true
			p.Alternates = append(p.Alternates, theme.Alternate{Lang: o.code, URL: b.addr.abs(there)})
		}
		p.Languages = append(p.Languages, link)
	}
	if len(p.Alternates) < 2 {
		p.Alternates = nil
	} else if p.Alternates[0].Lang == b.index.langs[0].code {
		p.Alternates = append(p.Alternates, theme.Alternate{Lang: "x-default", URL: p.Alternates[0].URL})
	}
	return p
}

// nearby leads the language switch, where a language does not have this very
// page, to what is closest to it there; "" leaves it at the front page. It is
// no translation, so search engines are not told of it.
func (b *builder) nearby(p *theme.Page, near func(*language) string) {
	for i := range p.Languages {
		if link := &p.Languages[i]; !link.Exact {
			if loc := near(b.index.byLang[link.Lang]); loc != "" {
				link.URL = b.addr.href(loc)
			}
		}
	}
}

// card sets the share picture: the lead picture if it is a raster of enough
// size, else the theme's.
func (b *builder) card(s *theme.Social, lead *picture) {
	if large(lead) {
		w := lead.widest()
		s.Image, s.ImageType, s.Width, s.Height = b.addr.absHref(w.href), "image/"+w.Format, w.Width, w.Height
		return
	}
	if href := b.theme.AssetPath("card.png"); href != "" {
		s.Image, s.ImageType, s.Width, s.Height = b.addr.absHref(href), "image/png", 1200, 630
		s.ImageAlt = b.cfg.Site.Title.In("")
	}
}

// shareable is an article's picture as networks may show it: that of a patient
// who agreed to the site alone is not named to them.
func (b *builder) shareable(e *entry) *picture {
	if e.lead == nil || e.Image.People.S != "patient" {
		return e.lead
	}
	if c := b.content.consents[e.Image.Consent.S]; c != nil && slices.ContainsFunc(c.Scopes, func(t decode.Text) bool { return t.S == "social" }) {
		return e.lead
	}
	return nil
}

// word is an interface string; a theme without it is reported at load.
func word(l *language, key string, args ...string) string {
	s, _ := l.words.Text(key, args...)
	return s
}

func nowhere(*language) string { return "" }

// everywhere is the same built-in page in each language.
func everywhere(loc string) func(*language) string {
	return func(l *language) string { return l.prefix + loc }
}
