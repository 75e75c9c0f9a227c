package dates

import (
	"strings"
	"unicode"

	"nadi/internal/prose"
)

// reach is how many tokens of a sentence are read on each side of a value. It
// keeps the work linear where a text has no full stops.
const reach = 50

// sentence is what the words around a value say, apart from the value itself.
type sentence struct {
	t        *prose.Text
	from, to int    // tokens
	who      uint32 // of all its words
	when     uint32
	staff    bool // it names one of the staff
}

// around reads the sentence in which the tokens [from, to) stand.
func (f *finder) around(t *prose.Text, from, to int) sentence {
	s := sentence{t: t, from: from, to: to}
	for s.from > 0 && from-s.from < reach && !f.begins(t, s.from) {
		s.from--
	}
	for s.to < len(t.Tokens) && s.to-to < reach && !f.begins(t, s.to) {
		s.to++
	}
	for i := s.from; i < s.to; i++ {
		if (i < from || i >= to) && t.Tokens[i].ID != 0 {
			f.add(&s, i)
		}
	}
	return s
}

// add adds to a sentence what one word says.
func (f *finder) add(s *sentence, i int) {
	w := f.role(s.t, i)
	s.who |= w
	s.when |= f.lasting(s.t, i)
	if w&pOld != 0 && mark(s.t, i-1, "-") || s.when&wYearOld != 0 {
		s.who |= pPerson // 6-month-old
	}
	if w&pLeads != 0 && !is(s.t, i-1, "was", "were", "been") {
		s.who |= pDoctor
	}
	s.staff = s.staff || w&pStaff != 0 && f.staffAt(s.t, i)
}

// lasting is what a word adds to its whole sentence: began and ended nothing
// public by themselves, and Example is also a name.
func (f *finder) lasting(t *prose.Text, i int) uint32 {
	w := f.whenAt(t, i)
	switch {
	case w&wPair != 0:
		return wPair
	case w&wWeak != 0:
		return w &^ wPublic
	case w&wExample != 0 && t.Tokens[i].Shape == prose.Capital && !mark(t, i+1, ":"):
		return 0
	}
	return w
}

// role is the person or group that a word means where it stands.
func (f *finder) role(t *prose.Text, i int) uint32 {
	w := f.whoAt(t, i)
	switch {
	case w&pPatient != 0 && (f.compound(t, i) || milestone(t, i-1)):
		return 0
	case w&pPatient != 0 && is(t, i-1, "every", "each", "any", "हर", "प्रत्येक", "har"):
		return pPlural
	case w&pPlural != 0 && f.oneOf(t, i):
		return pPatient
	case w&pPerson != 0 && is(t, i, "बच्चे", "bachche") && !is(t, i+1, "को", "की", "का", "के", "ने", "से", "ko", "ki", "ka", "ke", "ne", "se"):
		return pPlural
	}
	return w
}

// compound reports whether a word for a patient only describes the next one:
// patient portal, donor drive, मरीज पोर्टल.
func (f *finder) compound(t *prose.Text, i int) bool {
	return f.whoAt(t, i+1)&(pThing|pCompound) != 0
}

// milestone reports whether a word counts patients: the 1,000th patient.
func milestone(t *prose.Text, i int) bool {
	if i < 0 || t.Tokens[i].Sort != prose.Mixed {
		return false
	}
	s := t.Of(t.Tokens[i])
	_, digits := leading(s)
	return digits > 0 && ordinal(s[digits:])
}

// oneOf reads "one of our patients".
func (f *finder) oneOf(t *prose.Text, i int) bool {
	for j := i - 1; j > 0 && j >= i-4; j-- {
		if is(t, j, "of") {
			return is(t, j-1, "one")
		}
	}
	return false
}

// begins reports whether a sentence begins at token i. The cutter sees one
// after each full stop; those of "Dr." and "a.m." end none.
func (f *finder) begins(t *prose.Text, i int) bool {
	if i == 0 || i == len(t.Tokens) {
		return true
	}
	if !t.Tokens[i].First {
		return false
	}
	stop := i - 1
	for stop > 0 && stop > i-5 && mark(t, stop, "-:(") {
		stop--
	}
	if t.Of(t.Tokens[stop]) != "." || stop == 0 {
		return true
	}
	if c := t.Folded[t.Tokens[i].From]; c >= 'a' && c <= 'z' {
		return false
	}
	return !f.shortened(t, stop-1)
}

// shortened reports whether a word before a full stop is an abbreviation.
func (f *finder) shortened(t *prose.Text, i int) bool {
	k := t.Tokens[i]
	return k.To-k.From == 1 || f.when.Get(k.ID)&(wLabel|wMonth) != 0 || f.who.Get(k.ID)&(pDoctor|pTitle) != 0 ||
		is(t, i, "दि", "ता", "बी", "dt", "st", "no", "स्व")
}

// mark reports whether token i is this mark.
func mark(t *prose.Text, i int, marks string) bool {
	if i < 0 || i >= len(t.Tokens) || t.Tokens[i].Sort != prose.Mark {
		return false
	}
	return strings.Contains(marks, t.Of(t.Tokens[i]))
}

// whenAt and whoAt are the bits of a token; none outside the text.
func (f *finder) whenAt(t *prose.Text, i int) uint32 {
	if i < 0 || i >= len(t.Tokens) {
		return 0
	}
	return f.when.Get(t.Tokens[i].ID)
}

func (f *finder) whoAt(t *prose.Text, i int) uint32 {
	if i < 0 || i >= len(t.Tokens) {
		return 0
	}
	return f.who.Get(t.Tokens[i].ID)
}

// is reports whether token i is one of a few lower-case words.
func is(t *prose.Text, i int, words ...string) bool {
	if i < 0 || i >= len(t.Tokens) {
		return false
	}
	for _, w := range words {
		if strings.EqualFold(t.Of(t.Tokens[i]), w) {
			return true
		}
	}
	return false
}

// learnStaff keeps each name as the numbers of its words.
func (f *finder) learnStaff(lex *prose.Lexicon, people []string) {
	for _, name := range people {
		var ids []prose.WordID
		for _, w := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
			if w = prose.Lower(w); w == "" {
				continue
			}
			ids = append(ids, lex.Learn(w))
		}
		if len(ids) == 0 {
			continue
		}
		f.staff = append(f.staff, ids)
		f.who = mergeID(f.who, ids[len(ids)-1], pStaff)
	}
}

// staffAt reports whether a name of the staff ends at token i. Marks such as
// the full stop of an initial may stand between its words.
func (f *finder) staffAt(t *prose.Text, i int) bool {
	for _, name := range f.staff {
		if name[len(name)-1] == t.Tokens[i].ID && f.nameEnds(t, i, name) {
			return true
		}
	}
	return false
}

func (f *finder) nameEnds(t *prose.Text, i int, name []prose.WordID) bool {
	for n := len(name) - 1; n >= 0; n-- {
		for i >= 0 && t.Tokens[i].Sort == prose.Mark {
			i--
		}
		if i < 0 || t.Tokens[i].ID != name[n] {
			return false
		}
		i--
	}
	return true
}

func mergeID(t prose.Table, id prose.WordID, bits uint32) prose.Table {
	if int(id) >= len(t) {
		t = append(t, make(prose.Table, int(id)+1-len(t))...)
	}
	t[id] |= bits
	return t
}
