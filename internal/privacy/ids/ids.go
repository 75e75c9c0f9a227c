// Package ids finds numbers that name a person: those that a state, an
// insurer, a bank, a hospital or a network gave to one human being or to a
// thing that belongs to one.
//
// It promises two things. A hit that is Sure has a form that hardly anything
// else has (its separators and its check digit are right), or stands directly
// after the words that say what it is. And ordinary health prose (doses,
// laboratory values, statistics, studies, public telephones) is never
// touched: a form that other things share needs its word beside it.
//
// How it works: a text is walked once, token by token. Only where a digit
// stands is anything looked at: the piece of text that the digit belongs to,
// then the five words before and the three after. The forms are read by hand,
// byte by byte; no pattern runs over a text.
//
// A passage that holds little but a number (a table cell, a caption, a line
// of a form) is held to a lower bar, and such a hit is never Sure.
//
// In an article that tells of a patient (Text.Strict) a number directly after
// a word such as file, slip or number is a warning too.
//
// Do not add a form here without the numbers that share it in a negative
// sentence of the tests.
package ids

import (
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// finder is what New learned; it is read-only afterwards.
type finder struct {
	cues   *cues
	phones []string // digits of what is public here
	in     finding.Profile
}

// New returns the finder of numbers that name a person.
func New(lex *prose.Lexicon, known *finding.Known) finding.Finder {
	f := &finder{cues: learn(lex), in: finding.Everywhere}
	if known != nil {
		f.in = known.Profiles
		for _, p := range known.Phones {
			if d := onlyDigits(p); len(d) >= 6 {
				f.phones = append(f.phones, d)
			}
		}
	}
	return f.find
}

// find walks a text. A piece is looked at once, by its first digit.
func (f *finder) find(t *prose.Text, report func(finding.Hit)) {
	for i := 0; i < len(t.Tokens); {
		k := &t.Tokens[i]
		switch {
		case k.Sort == prose.Word:
			i++
		case k.Sort == prose.Mark:
			i = f.mark(t, i, report)
		default:
			i = f.number(t, i, report)
		}
	}
}

// mark looks at what is known by a mark: addresses with @, and addresses of
// the network that begin with letters or colons.
func (f *finder) mark(t *prose.Text, i int, report func(finding.Hit)) int {
	s, at := t.Folded, int(t.Tokens[i].From)
	switch s[at] {
	case '@':
		f.handle(t, i, report)
	case ':', '-':
		if at+1 < len(s) && (s[at+1] == ':' || s[at] != ':' || isHex(s[at+1])) && colonsOrMAC(s, at) {
			if next := f.network(t, i, report); next > i {
				return next
			}
		}
	}
	return i + 1
}

// number looks at the piece that a digit stands in and returns the token
// after it, or after what was found.
func (f *finder) number(t *prose.Text, i int, report func(finding.Hit)) int {
	v, next := view{}, 0
	if next = v.read(f, t, i); v.dull() {
		return next
	}
	if v.marks&networkMarks != 0 {
		if n := f.network(t, i, report); n > i {
			return max(n, next)
		}
	}
	if v.url {
		f.inURL(&v, report)
		return next
	}
	if !v.promising() && !t.Strict {
		return next
	}
	v.context()
	for n := v.firstForm(); n <= lastForm; n++ {
		h, ok := v.form(n)
		if !ok || f.public(t.Folded[h.From:h.To]) {
			continue
		}
		report(h)
		return max(next, tokenAt(t, next, h.To))
	}
	if t.Strict {
		return f.doubtful(&v, next, report)
	}
	return next
}

const lastForm = 21

// firstForm passes over the forms that need letters or nine digits where there
// are neither.
func (v *view) firstForm() int {
	if !v.mixed && v.lead == v.from && v.digits+v.ahead < 9 && letterRun(v.s, v.to+1) != 2 && v.marks&^hyphen == 0 {
		return lastForm - 4 // a passport
	}
	return 0
}

// form tries one form. What has a check digit or a form of its own comes
// first, what is known by its label last. A switch, since through a list of
// functions every view would go to the heap.
func (v *view) form(n int) (finding.Hit, bool) {
	switch n {
	case 0:
		return iban(v)
	case 1:
		return medicareID(v)
	case 2:
		return ssnOrITIN(v)
	case 3:
		return ninoNumber(v)
	case 4:
		return panNumber(v)
	case 5:
		return abhaNumber(v)
	case 6:
		return aadhaarNumber(v)
	case 7:
		return dvlaLicence(v)
	case 8:
		return indianLicence(v)
	case 9:
		return vinNumber(v)
	case 10:
		return indianPlate(v)
	case 11:
		return britishPlate(v)
	case 12:
		return nigerianPlate(v)
	case 13:
		return cardNumber(v)
	case 14:
		return nhsNumber(v)
	case 15:
		return voterID(v)
	case 16:
		return deaNumber(v)
	case 17:
		return passportNumber(v)
	case 18:
		return canadianSIN(v)
	case 19:
		return insuranceAbroad(v)
	case 20:
		return nationalID(v)
	}
	return labelled(v)
}

// public reports whether a value is a telephone number known to be public.
func (f *finder) public(value string) bool {
	if len(f.phones) == 0 {
		return false
	}
	d := onlyDigits(value)
	for _, p := range f.phones {
		if d == p || len(d) > len(p) && d[len(d)-len(p):] == p || len(d) >= 8 && len(p) > len(d) && p[len(p)-len(d):] == d {
			return true
		}
	}
	return false
}

// tokenAt is the first token from i on that does not begin before offset.
func tokenAt(t *prose.Text, i, offset int) int {
	for i < len(t.Tokens) && int(t.Tokens[i].From) < offset {
		i++
	}
	return i
}

// onlyDigits drops all but digits.
func onlyDigits(s string) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if isDigit(s[i]) {
			out = append(out, s[i])
		}
	}
	return string(out)
}
