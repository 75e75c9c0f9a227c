// Package privacy finds in a text what could tell who a patient is: the
// eighteen identifiers of the Safe Harbor rule (45 CFR 164.514(b)(2)) and
// those of India and Britain, as far as a machine can see them.
//
// Four packages look for what they know: ids for numbers, contact for ways to
// reach somebody, dates for ages and days, person for names. This one asks
// them in turn and sorts out what overlaps. A hit never holds the value.
//
// What is not seen: a person told by a story alone, a name that no list and no
// frame gives away, anything in the pixels of a picture. A person reads before
// anything goes out; this makes that reading shorter, not needless.
package privacy

import (
	"cmp"
	"slices"
	"sync"

	"nadi/internal/privacy/contact"
	"nadi/internal/privacy/dates"
	"nadi/internal/privacy/finding"
	"nadi/internal/privacy/ids"
	"nadi/internal/privacy/person"
	"nadi/internal/prose"
)

// Hit and Known are what the parts say and are told.
type (
	Hit   = finding.Hit
	Known = finding.Known
)

// Finder looks for all of it. It is safe for concurrent use.
type Finder struct {
	parts  []finding.Finder
	basket sync.Pool // of *basket
}

// basket gathers the hits of one text. It is reused, because most texts have
// none and should cost nothing.
type basket struct {
	hits []Hit
	add  func(Hit)
}

// New returns a finder for one site; lex learns its words.
func New(lex *prose.Lexicon, known *Known) *Finder {
	f := &Finder{parts: []finding.Finder{ids.New(lex, known), contact.New(lex, known), dates.New(lex, known), person.New(lex, known)}}
	f.basket.New = func() any {
		b := &basket{}
		b.add = func(h Hit) { b.hits = append(b.hits, h) }
		return b
	}
	return f
}

// Find reports the hits of one text in order, none over another.
func (f *Finder) Find(t *prose.Text, report func(Hit)) {
	b := f.basket.Get().(*basket)
	defer f.basket.Put(b)
	b.hits = b.hits[:0]
	for _, part := range f.parts {
		part(t, b.add)
	}
	for _, h := range apart(b.hits) {
		report(h)
	}
}

// apart keeps of hits that overlap the surest, of those the longest.
func apart(hits []Hit) []Hit {
	if len(hits) < 2 {
		return hits
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(-cmpBool(a.Sure, b.Sure), cmp.Compare(b.To-b.From, a.To-a.From), cmp.Compare(a.From, b.From))
	})
	kept := hits[:0:0]
	for _, h := range hits {
		if !slices.ContainsFunc(kept, func(k Hit) bool { return h.From < k.To && k.From < h.To }) {
			kept = append(kept, h)
		}
	}
	slices.SortFunc(kept, func(a, b Hit) int { return cmp.Compare(a.From, b.From) })
	return kept
}

func cmpBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
