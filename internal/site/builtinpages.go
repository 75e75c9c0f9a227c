package site

import (
	"fmt"
	"iter"
	"slices"

	"nadi/internal/diag"
	"nadi/internal/text"
	"nadi/internal/theme"
)

// builtins are the pages that no content file makes.
func (b *builder) builtins(l *language) iter.Seq[page] {
	return func(yield func(page) bool) {
		if l.chrome.Corrections != "" {
			loc := l.prefix + "/corrections/"
			if !yield(page{loc: loc, source: "the log of corrections", template: "corrections", data: func() any { return b.correctionsData(l, loc) }}) {
				return
			}
		}
		if l.chrome.Subscribe != "" {
			loc := l.prefix + "/subscribe/"
			if !yield(page{loc: loc, source: "the subscribe page", template: "subscribe", data: func() any { return b.subscribeData(l, loc) }}) {
				return
			}
		}
		if l.chrome.Search != "" {
			loc := l.prefix + "/search/"
			if !yield(page{loc: loc, source: "the search page", template: "search", hidden: true, data: func() any { return b.searchData(l, loc) }}) {
				return
			}
		}
		if b.cfg.Outputs.NotFound {
			loc := l.prefix + "/404.html"
			yield(page{loc: loc, source: "the 404 page", template: "notfound", hidden: true, data: func() any { return b.notFoundData(l, loc) }})
		}
	}
}

func (b *builder) subscribeData(l *language, loc string) *theme.SubscribePage {
	title := word(l, "title.subscribe")
	d := &theme.SubscribePage{Page: b.common(l, "subscribe", title, b.cfg.Site.Description.In(l.code), loc, everywhere("/subscribe/")), Headline: title}
	d.Main = theme.FeedGroup{Name: l.chrome.Title, URL: l.chrome.Home, Feeds: l.chrome.Feeds}
	for _, g := range []struct {
		to    *[]theme.FeedGroup
		terms []*term
	}{{&d.Topics, l.topics}, {&d.Tags, l.tags}, {&d.People, authorsOf(l)}} {
		for _, t := range g.terms {
			*g.to = append(*g.to, theme.FeedGroup{Name: t.name, URL: b.addr.href(t.loc), Feeds: b.feedsOf(l, t.loc, t.name+" – "+l.chrome.Title)})
		}
	}
	d.JSONLD = b.pageLD(&d.Page, "WebPage")
	return d
}

// authorsOf are the people who wrote something; a reviewer alone has a page
// but no feed.
func authorsOf(l *language) []*term {
	return slices.DeleteFunc(slices.Clone(l.people), func(t *term) bool { return len(t.entries) == 0 })
}

func (b *builder) notFoundData(l *language, loc string) *theme.NotFoundPage {
	title := word(l, "title.notfound")
	d := &theme.NotFoundPage{Page: b.common(l, "notfound", title, "", loc, everywhere("/404.html")), Headline: title}
	d.NoIndex, d.Canonical, d.Alternates = true, "", nil
	d.Latest = cardsOf(l.entries[:min(5, len(l.entries))])
	return d
}

// aliasPages stand at old addresses, for hosts that read no _redirects.
func (b *builder) aliasPages() iter.Seq[page] {
	return func(yield func(page) bool) {
		for r := range b.redirects() {
			p := page{loc: r.from, source: r.entry.Source, template: "redirect", hidden: true, data: func() any {
				d := &theme.RedirectPage{Page: b.common(r.entry.lang, "redirect", r.entry.Title.S, r.entry.Summary.S, r.entry.loc, nowhere), To: b.addr.href(r.entry.loc), Name: r.entry.Title.S}
				d.NoIndex, d.Alternates = true, nil
				return d
			}}
			if !yield(p) {
				return
			}
		}
	}
}

// redirect is an old address of an entry.
type redirect struct {
	from  string // loc, with a file name or a slash at its end
	entry *entry
}

func (b *builder) redirects() iter.Seq[redirect] {
	return func(yield func(redirect) bool) {
		for _, list := range [][]*entry{b.index.entries, b.index.pages} {
			for _, e := range list {
				for _, from := range b.oldLocs(e) {
					if !yield(redirect{from, e}) {
						return
					}
				}
			}
		}
	}
}

// oldLocs are the addresses that lead to an entry: its aliases, and those at
// which its handout was.
func (b *builder) oldLocs(e *entry) []string {
	var out []string
	for _, a := range e.Aliases {
		from, ok := aliasLoc(a.S)
		if !ok {
			b.findings.Add(diag.Finding{Rule: "content/alias", Severity: diag.Error, Message: fmt.Sprintf("the alias %q is not a path of this site", text.Shorten(a.S, 60)),
				Hint: "write it as /old/address/"}.At(e.Source, at(a)))
		} else if from != e.loc {
			out = append(out, from)
		}
	}
	return append(out, oldHandouts(e, out)...)
}
