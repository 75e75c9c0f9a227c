// Package contact finds the ways to reach a person that a text gives away:
// telephone and fax numbers, mailboxes, addresses of their records on the web,
// and where they live. These are (B), (D), (E), (F) and (N) of the Safe Harbor
// identifiers, 45 CFR 164.514(b)(2), and what India and Britain use in their
// place.
//
// A health article is full of numbers that somebody may and should call, so
// form alone says little. A value is surely private where words tie it to one
// person ("her fax is", "मरीज का मोबाइल", "reach him on"), or where its form is
// that of a private line and no office stands near. Without either it is a
// warning; beside an office it is nothing. What the site is known by, public
// helplines and numbers that cost nothing are never found.
//
// In an article that tells of a patient (Text.Strict) what is only doubtful
// elsewhere is a warning too: there a number or a street needs a reason to be
// nobody's.
//
// One pass over the tokens looks only at numbers, at @ and /, and at a few
// words; everything else is read within a bounded distance of those. Do not
// add a rule that has to look at every word, and do not put a value into a
// Hit: not even a part of it.
package contact

import (
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// The rules that hits are reported under.
const (
	rulePhone   = "privacy/phone"
	ruleEmail   = "privacy/email"
	ruleLink    = "privacy/link"
	ruleAddress = "privacy/address"
)

// finder is what New learned. It does not change.
type finder struct {
	words prose.Table
	homes prose.Table // what words say beside an address
	known familiar
}

// New returns a finder for phone numbers, mailboxes, private links and
// addresses of persons. lex learns its words; known is what is not private.
func New(lex *prose.Lexicon, known *finding.Known) finding.Finder {
	f := &finder{words: learn(lex), homes: learnHomes(lex), known: familiarise(known)}
	return f.find
}

// triggers are the words that make the pass stop and look.
const triggers = street | place | unit | box | postal | lives | home | scheme | at

func (f *finder) find(t *prose.Text, report func(finding.Hit)) {
	for i := 0; i < len(t.Tokens); {
		k := &t.Tokens[i]
		next := i + 1
		switch k.Sort {
		case prose.Word:
			if k.ID != 0 {
				if w := f.words.Get(k.ID) & triggers; w != 0 {
					next = f.word(t, i, w, report)
				}
			}
		case prose.Number:
			next = f.number(t, i, report)
		case prose.Mixed:
			f.postcode(t, i, report)
		case prose.Mark:
			switch t.Folded[k.From] {
			case '@':
				next = f.mailbox(t, i, report)
			case '/':
				next = f.bareLink(t, i, report)
			}
		}
		i = next
	}
	if t.Strict {
		f.doubtful(t, report)
	}
}

// word looks at what a word announces and returns where to go on.
func (f *finder) word(t *prose.Text, i int, w uint32, report func(finding.Hit)) int {
	switch {
	case w&scheme != 0 && f.opensLink(t, i):
		return f.link(t, i, report)
	case w&at != 0:
		return f.spelledMailbox(t, i, report)
	case w&street != 0, f.homes.Get(t.Tokens[i].ID)&quarter != 0:
		return f.streetAddress(t, i, report)
	case w&unit != 0:
		return f.unitAddress(t, i, report)
	case w&box != 0:
		return f.postBox(t, i, report)
	case w&(lives|postal) != 0:
		return f.area(t, i, report)
	case w&home != 0:
		return f.announced(t, i, report)
	}
	return i + 1
}

// bits is what a token means here; 0 beyond the text's ends.
func (f *finder) bits(t *prose.Text, i int) uint32 {
	if i < 0 || i >= len(t.Tokens) {
		return 0
	}
	return f.words.Get(t.Tokens[i].ID)
}

// mark returns the byte of an ASCII mark, or 0 for anything else.
func mark(t *prose.Text, i int) byte {
	if i < 0 || i >= len(t.Tokens) || t.Tokens[i].Sort != prose.Mark {
		return 0
	}
	if c := t.Folded[t.Tokens[i].From]; c < 0x80 {
		return c
	}
	return 0
}

// tight reports whether a token stands directly after the one before.
func tight(t *prose.Text, i int) bool {
	return i > 0 && i < len(t.Tokens) && !t.Tokens[i].Spaced
}

// after returns the first token that begins at or after an offset.
func after(t *prose.Text, i, offset int) int {
	for i < len(t.Tokens) && int(t.Tokens[i].From) < offset {
		i++
	}
	return i
}
