// Package finding is what the parts of internal/privacy say to each other: a
// hit in a text, and what the site itself is known by.
//
// A hit says which rule, where and what made it so, never what stands there:
// no part of it can carry a private value into a message.
package finding

import "nadi/internal/prose"

// Hit is something found in one text.
type Hit struct {
	Rule     string // privacy/phone
	From, To int    // in Text.Folded: all of the value and nothing else
	Sure     bool   // it blocks; the others warn
	What     string // in words, for the message: "a telephone number", "a date of birth"
	Because  string // what beside its form made it so, without any value: "it follows the word patient"
}

// Finder looks for hits in one text. It is safe for concurrent use, keeps
// nothing of the text, and reports in any order; overlaps are sorted out by
// its caller.
type Finder func(t *prose.Text, report func(Hit))

// Known is what is not private here: the publishing organisation as its
// configuration describes it, its people, and public numbers.
type Known struct {
	Phones    []string // as written: the organisation's and its helplines'
	Emails    []string
	Domains   []string // of the organisation, its site and its accounts
	Addresses []string
	Names     []string // the organisation's own, in every language
	People    []string // staff: content/people, in every language
	Year      int      // of the build: ages are reckoned from it
	Profiles  Profile  // the laws that hold
}

// Profile is a set of countries whose identifiers are looked for.
type Profile uint8

const (
	US Profile = 1 << iota
	IN
	UK
	Everywhere Profile = US | IN | UK
)
