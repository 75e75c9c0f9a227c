// Package dates finds what tells a patient by time: an age over 89, and the
// day or month of something that happened to one person — a birth, an
// admission, an operation, a death.
//
// The Safe Harbor rule, 45 CFR 164.514(b)(2)(i)(C), takes out all elements of
// dates "except year" that are tied to a person, and all ages over 89 with
// whatever shows such an age. Ages up to 89, years alone and "90 or older" stay.
//
// A day in itself says nothing: articles are full of days on which studies
// were published, laws passed and clinics opened. So the finder reads a day or
// an age first, which is rare, and then the one sentence around it: the word
// nearest to the day says what happened, another says to whom. Groups, famous
// people, things and institutions have ages and days too; they are let be.
// What reads like a person but might be none of ours is reported unsure.
//
// In an article that tells of a patient for sure, its caller looks a second time
// with Text.Strict: then a day is the patient's, unsure, unless its own sentence
// plainly gives it another owner — publication, law, an event, a feast, an
// institution, a professional. Births and deaths of public people, whom a
// profession and a name or an achievement introduce, are never found.
//
// Do not teach this package names: package person does that. It knows those of
// the staff only, whose working days are no secret. It cannot see days told
// by a feast or by a weekday, and stories whose person and day are more than
// one sentence apart.
package dates

import (
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// The rules of this package.
const (
	ruleAge  = "privacy/age"
	ruleDate = "privacy/date"
)

// oldestOpen is the highest age that may be told (45 CFR 164.514(b)(2)(i)(C)).
const oldestOpen = 89

// finder is what is learned at construction; it is only read afterwards.
type finder struct {
	when  prose.Table // words of days, ages and what happened
	who   prose.Table // words that say whose
	own   prose.Table // words of other owners of a day, and of public people
	value values      // number words and months
	staff [][]prose.WordID
	year  int
}

// New returns a finder of ages and days of one person.
func New(lex *prose.Lexicon, known *finding.Known) finding.Finder {
	f := &finder{}
	f.learn(lex)
	if known != nil {
		f.year = known.Year
		f.learnStaff(lex, known.People)
	}
	return f.find
}

// find looks at each number and each word that can begin or carry an age or a
// day; all else costs one look into a table.
func (f *finder) find(t *prose.Text, report func(finding.Hit)) {
	strict := uint32(0)
	if t.Strict {
		strict = wRare
	}
	for i := 0; i < len(t.Tokens); i++ {
		k := &t.Tokens[i]
		if k.Sort == prose.Mark {
			continue
		}
		w := f.when.Get(k.ID)
		if k.Sort == prose.Word && w&(wMonth|wNumber|wBirth|wCentury|strict) == 0 {
			continue
		}
		d, ok := f.dayAt(t, i)
		if !ok && t.Strict {
			d, ok = f.strictDay(t, i)
		}
		if ok {
			if !f.day(t, d, report) && t.Strict {
				f.strictly(t, d, report)
			}
			i = d.to - 1
			continue
		}
		switch {
		case k.Sort != prose.Word || w&(wNumber|strict) != 0:
			i = f.age(t, i, report)
		case w&wBirth != 0:
			f.birthYear(t, i, report)
		case w&wCentury != 0:
			f.centenarian(t, i, report)
		}
	}
}

func hit(t *prose.Text, rule string, from, to int, sure bool, what, because string) finding.Hit {
	return finding.Hit{
		Rule: rule, From: int(t.Tokens[from].From), To: int(t.Tokens[to-1].To),
		Sure: sure, What: what, Because: because,
	}
}
