package site

import (
	"bytes"
	"strings"

	"nadi/internal/qr"
	"nadi/internal/theme"
)

// A handout is an article as a sheet of paper: what a nurse prints and hands
// to a patient. It is the same text under an address of its own, made by the
// same worker as the article, and it is not an entry: no list, feed, sitemap
// or search knows it, and its code leads to the article, which says what was
// put right since the sheet was printed.

// hasHandout reports whether an article has a page for paper. One that was
// withdrawn has none: nobody should print it, and its note is no handout.
func (e *entry) hasHandout() bool { return e.Handout && e.Retracted == nil }

// handoutLoc is the address of the handout of the article at loc, which ends
// in a slash.
func handoutLoc(loc string) string { return loc + "handout/" }

// handout is the page for paper of an article, or nil.
func (b *builder) handout(e *entry) *page {
	if !e.hasHandout() {
		return nil
	}
	loc := handoutLoc(e.loc)
	return &page{loc: loc, path: file(loc), source: e.Source, template: "handout", hidden: true, data: func() any { return b.handoutData(e) }}
}

func (b *builder) handoutData(e *entry) *theme.HandoutPage {
	l := e.lang
	d := &theme.HandoutPage{Page: b.common(l, "handout", e.Title.S, e.Summary.S, handoutLoc(e.loc), e.handoutIn)}
	b.nearby(&d.Page, b.nearArticle(e))
	d.NoIndex, d.Canonical, d.Alternates, d.Feeds = true, b.addr.abs(e.loc), nil, nil
	d.Headline, d.Summary, d.Reviewers = e.Title.S, e.Summary.S, e.reviewers
	d.Article, d.Address = b.addr.href(e.loc), strings.SplitAfter(b.addr.readable(e.loc), "/")
	d.Published, d.LastReviewed, d.ReviewDue = b.date(l, e.Date), b.date(l, e.Reviewed), b.date(l, e.ReviewDue)
	if m := e.Modified(); m.After(e.Date) {
		d.Updated = b.date(l, m)
	}
	var a theme.ArticlePage
	b.evidence(e, &a)
	d.Sources, d.Important = a.Sources, a.Important
	d.Draft, d.Scheduled = e.Draft, e.scheduled
	return d
}

// handoutIn is where the handout leads in another language: to the handout
// there, or else to the article.
func (e *entry) handoutIn(l *language) string {
	for _, t := range e.translations {
		if t.lang == l && t.hasHandout() {
			return handoutLoc(t.loc)
		}
	}
	return e.in(l)
}

// eager makes pictures load with the page. A browser that prints does not wait
// for those that were to come later (seen in Chromium 156, 2026-11). In text and
// attributes our HTML has &quot; for a quote, so nothing else is found.
func eager(html []byte) []byte {
	return bytes.ReplaceAll(html, []byte(` loading="lazy"`), nil)
}

// Paper needs modules of half a millimetre, so that a plain telephone reads
// them at arm's length; a small code is made no smaller than a thumb.
const (
	leastCode     = 30 // mm
	perCentimetre = 20
)

// codeOf is the code of an address; it is empty if the address is longer than
// any code holds.
func codeOf(address string) theme.QR {
	c, err := qr.Encode(address)
	if err != nil {
		return theme.QR{}
	}
	return theme.QR{Path: c.Path, Box: c.Box(), Size: max(leastCode, c.Side*10/perCentimetre)}
}

// oldHandouts are addresses at which a handout was and is not any more: below
// an old address of its article, and of an article that was withdrawn. A
// person who kept such an address is led to the article.
func oldHandouts(e *entry, aliases []string) []string {
	if !e.Handout {
		return nil
	}
	var out []string
	for _, from := range aliases {
		if strings.HasSuffix(from, "/") {
			out = append(out, handoutLoc(from))
		}
	}
	if e.Retracted != nil {
		out = append(out, handoutLoc(e.loc))
	}
	return out
}
