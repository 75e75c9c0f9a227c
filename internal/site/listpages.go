package site

import (
	"fmt"
	"iter"
	"slices"
	"strconv"

	"nadi/internal/theme"
)

// list describes a paginated list.
type list struct {
	l        *language
	loc      string
	headline string
	summary  string
	label    string
	kind     string
	person   *theme.Person
	reviewed []*entry
	entries  []*entry
	same     func(*language) string
	near     func(*language) string // where there is no same list; may be nil
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
			p := page{loc: pageLoc(x.loc, lp.number), source: x.source, template: "list",
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
	b.nearby(&d.Page, x.nearest)
	if d.Description == "" {
		d.Description = b.cfg.Site.Description.In(x.l.code)
	}
	d.Headline, d.Summary, d.Label, d.Person, d.Cards = x.headline, x.summary, x.label, x.person, cardsOf(lp.entries)
	if lp.number == 0 {
		d.Count = len(x.entries)
		d.Reviewed = cardsOf(x.reviewed)
	}
	if len(x.feeds) > 0 {
		d.Feeds = slices.Concat(x.feeds, x.l.chrome.Feeds)
	}
	d.JSONLD = b.pageLD(&d.Page, "CollectionPage")
	return d
}

// What the front page shows beside its lead, and of each topic.
const (
	frontLatest = 4
	frontTopic  = 2
)

// front lays out the front page so that no article stands on it twice.
func (b *builder) front(l *language, entries []*entry, d *theme.HomePage) {
	lead, rest := leadOf(entries)
	d.Lead, d.Latest = lead, rest[:min(frontLatest, len(rest))]
	shown := map[*theme.Card]bool{lead: true}
	fresh := func(c *theme.Card) bool {
		seen := shown[c]
		shown[c] = true
		return !seen
	}
	for _, c := range d.Latest {
		shown[c] = true
	}
	for _, t := range l.topics {
		block := theme.Block{Topic: theme.Link{Name: t.name, URL: b.addr.href(t.loc)}}
		for _, e := range t.entries {
			if len(block.Cards) == frontTopic {
				break
			}
			if fresh(e.card) {
				block.Cards = append(block.Cards, e.card)
			}
		}
		if len(block.Cards) > 0 {
			d.Blocks = append(d.Blocks, block)
		}
	}
	for _, c := range rest {
		if fresh(c) {
			d.More = append(d.More, c)
		}
	}
}

// nearest is the list in another language, or what is closest to it there. A
// numbered page leads to the front of that list: its number means nothing in
// another language.
func (x *list) nearest(o *language) string {
	if loc := x.same(o); loc != "" || x.near == nil {
		return loc
	}
	return x.near(o)
}

// leadOf takes the newest article that was not withdrawn as the lead story
// and leaves the others in their order.
func leadOf(entries []*entry) (*theme.Card, theme.Cards) {
	cards := cardsOf(entries)
	if len(cards) == 0 {
		return nil, nil
	}
	i := max(0, slices.IndexFunc(entries, func(e *entry) bool { return e.Retracted == nil }))
	return cards[i], slices.Delete(slices.Clone(cards), i, i+1)
}

func (b *builder) homePages(l *language) iter.Seq[page] {
	x := list{l: l, loc: l.prefix + "/", headline: l.chrome.Title, summary: l.chrome.Description, kind: "list", entries: l.entries, same: everywhere("/"), source: "the home page"}
	return b.listPages(x, func(lp listPage, pager theme.Pager) any {
		d := &theme.HomePage{Page: b.common(l, "home", l.chrome.Title, l.chrome.Description, x.loc, x.same), Pager: pager}
		d.Headline, d.Summary = l.chrome.Title, l.chrome.Description
		b.front(l, lp.entries, d)
		d.JSONLD = b.siteLD(l, &d.Page)
		return d
	}, "home")
}

func cardsOf(entries []*entry) theme.Cards {
	out := make(theme.Cards, len(entries))
	for i, e := range entries {
		out[i] = e.card
	}
	return out
}
