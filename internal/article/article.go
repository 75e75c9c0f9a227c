// Package article reads content files: articles with their translations,
// pages, people and consent records. One file goes in, one value and its
// findings come out; nothing here knows another article.
//
// A file with an error is refused: it is reported and left out, never half
// published. Decoding is strict, so that a misspelt key cannot silently lose
// a review date.
//
// The body is not kept. Articles are many and long; the builder reads a body
// again when its page is made, and a hash tells whether it changed.
package article

import (
	"crypto/sha256"
	"time"

	"nadi/internal/decode"
	"nadi/internal/diag"
)

// Article is one content file in one language. It is immutable once read.
type Article struct {
	Source   string // path from the site root
	Dir      string // folder whose files may be named without a path
	Base     string // Source without language and extension: translations share it
	Suffixed bool   // the language stands in the file name
	Lang     string
	ID       string
	Slug     string
	Title    decode.Text
	Summary  decode.Text

	Date, Updated, Expires, Embargo time.Time
	Reviewed, ReviewDue             time.Time
	ReviewHash, ReviewedAt          decode.Text // the words that were reviewed; where lastReviewed stands

	Aliases    []decode.Text
	Topics     []decode.Text
	Tags       []decode.Text
	Authors    []decode.Text
	ReviewedBy []decode.Text
	Sources    []Source
	Kind       decode.Text
	Consent    decode.Text
	Sponsor    decode.Text
	Disclosure decode.Text
	AI         decode.Text
	Allow      []Allowance
	Image      *PictureMeta
	Handout    bool // it has a page that is made for paper
	Draft      bool
	Audience   string
	Region     string
	Syndicate  Syndicate
	Video      *VideoMeta
	Notes      []Note
	Retracted  *Note
	Original   decode.Text   // translationOf
	Said       []decode.Text // all other texts of the front matter, as they were meant, those from nadi.yaml too

	IDAt, SlugAt decode.Text
	MetaHash     [sha256.Size]byte
	BodyHash     [sha256.Size]byte
	WordsHash    [sha256.Size]byte // of the body with Unix line ends: what a reviewer signs, on any system
	BodyLine     int
	BodyOffset   int
}

// Source is a piece of evidence.
type Source struct {
	Title, Publisher string
	URL              decode.Text
	Date             time.Time
}

// Note is a dated correction or retraction.
type Note struct {
	Date     time.Time
	Severity string
	Text     string
	At       diag.Span // of the text
}

// Status says where an article stands at a moment.
type Status uint8

const (
	Public Status = iota
	Draft
	Scheduled
	Expired
)

// Due is the first moment at which the article may be public.
func (a *Article) Due() time.Time {
	if a.Embargo.After(a.Date) {
		return a.Embargo
	}
	return a.Date
}

// Status returns the article's status at now.
func (a *Article) Status(now time.Time) Status {
	switch {
	case a.Draft:
		return Draft
	case !a.Expires.IsZero() && !a.Expires.After(now):
		return Expired
	case a.Due().After(now):
		return Scheduled
	}
	return Public
}

// Modified is the last change that a reader should know of.
func (a *Article) Modified() time.Time {
	m := a.Date
	if a.Updated.After(m) {
		m = a.Updated
	}
	for _, n := range a.Notes {
		if n.Date.After(m) && n.Severity != "typo" {
			m = n.Date
		}
	}
	if a.Retracted != nil && a.Retracted.Date.After(m) {
		m = a.Retracted.Date
	}
	return m
}
