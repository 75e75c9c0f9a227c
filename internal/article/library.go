package article

import (
	"time"

	"nadi/internal/diag"
)

// Library is all content of a site at a moment, for rules that look at several
// files or at the calendar. Refused files are not in it.
type Library struct {
	Now      time.Time
	Articles []*Article
	Pages    []*Article
	People   map[string]*Person
	Consents map[string]*Consent
	Showings map[string][]Showing // by the Source of the article
	Posting  bool                 // the site has accounts
}

// Showing is a picture, recording or video that an article shows.
type Showing struct {
	File    string    // from the site root
	Kind    string    // picture, audio or video
	People  string    // who is in it, "" if nobody said
	Consent string    // name of the record, "" if none
	Lead    bool      // the article's own picture, or one for its posts, which they show
	Linked  bool      // a link leads to the file
	At      diag.Span // in the article
}

// Release is a finding that a person let stand.
type Release struct {
	diag.Finding
	By     string `json:"by"`
	Reason string `json:"reason"`
}
