package site

import (
	"iter"
	"strconv"
	"strings"

	"nadi/internal/theme"
)

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
		same: b.sameTerm(t), near: b.nearTerm(t), person: t.person, source: t.kind + " " + strconv.Quote(t.name)}
	switch t.kind {
	case "topics":
		x.kind = "topic"
	case "people":
		x.kind, x.reviewed = "person", t.reviewed[:min(len(t.reviewed), b.cfg.Lists.PerPage)]
		if len(t.entries) == 0 {
			x.label = word(l, "list.reviewer")
		}
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

// nearTerm is where to look for a list that a language does not have: the year
// of a month, else the index of all lists of this kind.
func (b *builder) nearTerm(t *term) func(*language) string {
	return func(o *language) string {
		if year, _, month := strings.Cut(t.key, "-"); t.kind == "archive" && month {
			if loc := b.sameTerm(&term{kind: t.kind, key: year})(o); loc != "" {
				return loc
			}
		}
		return b.hasGroup(t.kind)(o)
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
			if t.person.Credentials != "" {
				x.Note = strings.TrimPrefix(x.Note+", "+t.person.Credentials, ", ")
			}
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
