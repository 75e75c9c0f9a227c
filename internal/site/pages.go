package site

import (
	"encoding/hex"
	"fmt"
	"html/template"
	"iter"
	"slices"
	"strconv"
	"unsafe"

	"nadi/internal/diag"
	"nadi/internal/text"
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
	plain    bool // not listed in the sitemap
	hidden   bool // not listed in the sitemap and noindex
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

// card sets the share picture: the lead picture if it is a raster of enough
// size, else the theme's.
func (b *builder) card(s *theme.Social, lead *picture) {
	if lead != nil && lead.raster() && lead.width >= 600 && lead.height >= 315 {
		s.Image, s.ImageType, s.Width, s.Height = b.addr.absHref(lead.href), lead.mime, lead.width, lead.height
		return
	}
	if href := b.theme.AssetPath("card.png"); href != "" {
		s.Image, s.ImageType, s.Width, s.Height = b.addr.absHref(href), "image/png", 1200, 630
		s.ImageAlt = b.cfg.Site.Title.In("")
	}
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
				data: func() any { return b.articleData(e) }}
			if !yield(p) {
				return
			}
		}
	}
}

func (b *builder) articleData(e *entry) *theme.ArticlePage {
	l := e.lang
	d := &theme.ArticlePage{Page: b.common(l, "article", e.Title.S, e.Summary.S, e.loc, e.in)}
	d.Headline, d.Summary, d.Authors, d.Reviewers = e.Title.S, e.Summary.S, e.authors, e.reviewers
	d.Published, d.LastReviewed, d.ReviewDue = b.date(l, e.Date), b.date(l, e.Reviewed), b.date(l, e.ReviewDue)
	if m := e.Modified(); m.After(e.Date) {
		d.Updated = b.date(l, m)
	}
	d.Topics, d.Tags = links(e.topics), links(e.tags)
	d.Draft, d.Scheduled, d.NoIndex = e.Draft, e.scheduled, e.Draft || e.scheduled
	if e.lead != nil {
		d.Lead = e.lead.themed(e.Image)
	}
	b.evidence(e, d)
	b.neighbours(e, d)
	b.social(e, d)
	return d
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
		d.Sources = append(d.Sources, theme.Source{Title: s.Title, URL: s.URL.S, Publisher: s.Publisher, Date: b.date(e.lang, s.Date)})
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
	b.card(s, e.lead)
	if e.Image != nil && e.lead != nil && s.Image == b.addr.absHref(e.lead.href) {
		s.ImageAlt = e.Image.Alt.S
	} else {
		s.ImageAlt = l10nTitle(b, e.lang)
	}
	d.AlsoOn = b.posts[e.MarkerID()]
	d.JSONLD = b.articleLD(e, d)
}

func l10nTitle(b *builder, l *language) string { return b.cfg.Site.Title.In(l.code) }

// cards makes every article's entry in lists, once.
func (b *builder) cards() {
	for _, l := range b.index.langs {
		for _, e := range l.entries {
			c := &theme.Card{Title: e.Title.S, URL: b.addr.href(e.loc), Description: e.Summary.S, Date: b.date(l, e.Date),
				Authors: e.authors, Draft: e.Draft, Scheduled: e.scheduled}
			if len(e.topics) > 0 {
				c.Topic = e.topics[0].link
			}
			if e.Image != nil {
				if e.lead = b.lead(e); e.lead != nil {
					c.Picture = e.lead.themed(e.Image)
				}
			}
			key := hashOf(mustJSON(c))
			c.Key = hex.EncodeToString(key[:8])
			e.card = c
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

func cardsOf(entries []*entry) theme.Cards {
	out := make(theme.Cards, len(entries))
	for i, e := range entries {
		out[i] = e.card
	}
	return out
}

func (b *builder) plainPages(l *language) iter.Seq[page] {
	return func(yield func(page) bool) {
		for _, e := range l.pages {
			p := page{loc: e.loc, source: e.Source, template: "page", entry: e, data: func() any { return b.plainData(e) }}
			if !yield(p) {
				return
			}
		}
	}
}

func (b *builder) plainData(e *entry) *theme.PlainPage {
	d := &theme.PlainPage{Page: b.common(e.lang, "page", e.Title.S, e.Summary.S, e.loc, e.in)}
	d.Headline, d.Summary, d.Updated = e.Title.S, e.Summary.S, b.date(e.lang, e.Modified())
	d.JSONLD = b.pageLD(&d.Page, "WebPage")
	return d
}

// list describes a paginated list.
type list struct {
	l        *language
	loc      string
	headline string
	summary  string
	label    string
	kind     string
	person   *theme.Person
	entries  []*entry
	same     func(*language) string
	feeds    []theme.Feed
	source   string
}

func pageLoc(loc string, number int) string {
	if number == 0 {
		return loc
	}
	return loc + "page/" + strconv.Itoa(number) + "/"
}

// listPages yields the pages of a list. Front, when given, makes the data of
// the front page itself.
func (b *builder) listPages(x list, front func(listPage, theme.Pager) any, template string) iter.Seq[page] {
	return func(yield func(page) bool) {
		pages := paginate(x.entries, b.cfg.Lists.PerPage, b.cfg.Lists.Order.S)
		for _, lp := range pages {
			p := page{loc: pageLoc(x.loc, lp.number), source: x.source, template: "list", plain: lp.number > 0,
				data: func() any { return b.listData(x, lp, b.pager(x, lp, len(pages))) }}
			if lp.number == 0 && front != nil {
				p.template, p.data = template, func() any { return front(lp, b.pager(x, lp, len(pages))) }
			}
			if !yield(p) {
				return
			}
		}
	}
}

func (b *builder) pager(x list, lp listPage, total int) theme.Pager {
	p := theme.Pager{Number: lp.label}
	if b.cfg.Lists.Order.S == "newest-first" {
		p.Total = total
	}
	if lp.newer >= 0 {
		p.Newer = &theme.Link{Name: word(x.l, "list.newer"), URL: b.addr.href(pageLoc(x.loc, lp.newer))}
	}
	if lp.older >= 0 {
		p.Older = &theme.Link{Name: word(x.l, "list.older"), URL: b.addr.href(pageLoc(x.loc, lp.older))}
	}
	return p
}

func (b *builder) listData(x list, lp listPage, pager theme.Pager) *theme.ListPage {
	title, same := x.headline, x.same
	if lp.number > 0 {
		title, same = fmt.Sprintf("%s · %s", x.headline, word(x.l, "list.page", "n", strconv.Itoa(lp.label))), nowhere
	}
	d := &theme.ListPage{Page: b.common(x.l, x.kind, title, x.summary, pageLoc(x.loc, lp.number), same), Pager: pager}
	if d.Description == "" {
		d.Description = b.cfg.Site.Description.In(x.l.code)
	}
	d.Headline, d.Summary, d.Label, d.Person, d.Cards = x.headline, x.summary, x.label, x.person, cardsOf(lp.entries)
	if lp.number == 0 {
		d.Count = len(x.entries)
	}
	if len(x.feeds) > 0 {
		d.Feeds = slices.Concat(x.feeds, x.l.chrome.Feeds)
	}
	d.JSONLD = b.pageLD(&d.Page, "CollectionPage")
	return d
}

func (b *builder) homePages(l *language) iter.Seq[page] {
	x := list{l: l, loc: l.prefix + "/", headline: l.chrome.Title, summary: l.chrome.Description, kind: "list", entries: l.entries, same: everywhere("/"), source: "the home page"}
	return b.listPages(x, func(lp listPage, pager theme.Pager) any {
		d := &theme.HomePage{Page: b.common(l, "home", l.chrome.Title, l.chrome.Description, x.loc, x.same), Pager: pager}
		d.Headline, d.Summary = l.chrome.Title, l.chrome.Description
		if cards := cardsOf(lp.entries); len(cards) > 0 {
			d.Lead, d.Cards = cards[0], cards[1:]
		}
		for _, t := range l.topics {
			d.Blocks = append(d.Blocks, theme.Block{Topic: theme.Link{Name: t.name, URL: b.addr.href(t.loc)}, Cards: cardsOf(t.entries[:min(2, len(t.entries))])})
		}
		d.JSONLD = b.siteLD(l, &d.Page)
		return d
	}, "home")
}

// termPages yields topics, tags, people and the archive, with their indexes.
func (b *builder) termPages(l *language) iter.Seq[page] {
	return func(yield func(page) bool) {
		for _, group := range b.groups(l) {
			for _, t := range group.terms {
				for _, t := range append([]*term{t}, t.months...) {
					for p := range b.listPages(b.termList(l, t), nil, "") {
						if !yield(p) {
							return
						}
					}
				}
			}
			if len(group.terms) > 0 && !yield(group.index) {
				return
			}
		}
	}
}

func (b *builder) termList(l *language, t *term) list {
	x := list{l: l, loc: t.loc, headline: t.name, summary: t.summary, label: word(l, "list."+t.kind), kind: "list", entries: t.entries,
		same: b.sameTerm(t), person: t.person, source: t.kind + " " + strconv.Quote(t.name)}
	if t.kind == "people" {
		x.kind = "person"
	}
	if t.kind != "archive" && (t.kind != "people" || len(t.entries) > 0) {
		x.feeds = b.feedsOf(l, t.loc, t.name+" – "+l.chrome.Title)
	}
	return x
}

// sameTerm finds a topic, tag, person, year or month in another language. An
// undeclared tag is a word of its language and has no translation.
func (b *builder) sameTerm(t *term) func(*language) string {
	return func(o *language) string {
		var in []*term
		switch t.kind {
		case "topics":
			in = o.topics
		case "tags":
			if len(b.cfg.Tags) > 0 {
				in = o.tags
			}
		case "people":
			in = o.people
		case "archive":
			in = o.years
			for _, y := range o.years {
				in = append(in[:len(in):len(in)], y.months...)
			}
		}
		for _, x := range in {
			if x.key == t.key {
				return x.loc
			}
		}
		return ""
	}
}

// group is the terms of one kind with their index page.
type group struct {
	terms []*term
	index page
}

func (b *builder) groups(l *language) []group {
	var out []group
	for _, g := range []struct {
		kind  string
		terms []*term
	}{{"topics", l.topics}, {"tags", l.tags}, {"people", l.people}} {
		loc := l.prefix + "/" + g.kind + "/"
		out = append(out, group{g.terms, page{loc: loc, source: "the index of " + g.kind, template: "terms", data: func() any {
			return b.termsData(l, g.kind, loc, g.terms)
		}}})
	}
	loc := l.prefix + "/archive/"
	return append(out, group{l.years, page{loc: loc, source: "the archive", template: "archive", data: func() any { return b.archiveData(l, loc) }}})
}

func (b *builder) hasGroup(kind string) func(*language) string {
	return func(l *language) string {
		has := map[string]bool{"topics": len(l.topics) > 0, "tags": len(l.tags) > 0, "people": len(l.people) > 0, "archive": len(l.years) > 0}
		if !has[kind] {
			return ""
		}
		return l.prefix + "/" + kind + "/"
	}
}

func (b *builder) termsData(l *language, kind, loc string, terms []*term) *theme.TermsPage {
	title := word(l, "title."+kind)
	d := &theme.TermsPage{Page: b.common(l, "terms", title, b.cfg.Site.Description.In(l.code), loc, b.hasGroup(kind)), Headline: title}
	for _, t := range terms {
		x := b.termLink(t)
		if t.person != nil {
			x.Note = t.person.Role
		}
		d.Terms = append(d.Terms, x)
	}
	d.JSONLD = b.pageLD(&d.Page, "CollectionPage")
	return d
}

func (b *builder) termLink(t *term) theme.Term {
	return theme.Term{Name: t.name, URL: b.addr.href(t.loc), Count: len(t.entries), Note: t.summary}
}

func (b *builder) archiveData(l *language, loc string) *theme.ArchivePage {
	title := word(l, "title.archive")
	d := &theme.ArchivePage{Page: b.common(l, "archive", title, b.cfg.Site.Description.In(l.code), loc, b.hasGroup("archive")), Headline: title}
	for _, y := range l.years {
		year := theme.Year{Term: b.termLink(y)}
		for _, m := range y.months {
			year.Months = append(year.Months, b.termLink(m))
		}
		d.Years = append(d.Years, year)
	}
	d.JSONLD = b.pageLD(&d.Page, "CollectionPage")
	return d
}

// builtins are the pages that no content file makes.
func (b *builder) builtins(l *language) iter.Seq[page] {
	return func(yield func(page) bool) {
		if l.chrome.Subscribe != "" {
			loc := l.prefix + "/subscribe/"
			if !yield(page{loc: loc, source: "the subscribe page", template: "subscribe", data: func() any { return b.subscribeData(l, loc) }}) {
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
				for _, a := range e.Aliases {
					from, ok := aliasLoc(a.S)
					if !ok {
						b.findings.Add(diag.Finding{Rule: "content/alias", Severity: diag.Error, Message: fmt.Sprintf("the alias %q is not a path of this site", text.Shorten(a.S, 60)),
							Hint: "write it as /old/address/"}.At(e.Source, at(a)))
						continue
					}
					if from != e.loc && !yield(redirect{from, e}) {
						return
					}
				}
			}
		}
	}
}

// bodyHTML shows a body to a template without copying it: the buffer that
// holds it is not written again before the page is rendered, and bodies are
// half of all that a build would otherwise allocate.
func bodyHTML(html []byte) template.HTML {
	return template.HTML(unsafe.String(unsafe.SliceData(html), len(html)))
}
