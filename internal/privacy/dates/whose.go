package dates

import (
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// person says how sure it is that an age or a day is one person's.
type person uint8

const (
	nobody   person = iota // a group, a thing, a famous person
	perhaps                // reads like one person's
	somebody               // it is
)

// openEnded reports whether an age bounds a group: over 90, 90 or older, 90 to
// 104, 90 साल से अधिक.
func (f *finder) openEnded(t *prose.Text, a age) bool {
	return f.boundBefore(t, a.from) || f.boundAfter(t, a.to) || f.fromAge(t, a)
}

// fromAge reads "after age 90", "from the age of ninety on", where the
// sentence speaks of nobody.
func (f *finder) fromAge(t *prose.Text, a age) bool {
	i := a.from - 1
	for is(t, i, "of", "the", "about") || f.whenAt(t, i)&wAged != 0 {
		i--
	}
	return i < a.from-1 && is(t, i, "after", "from", "before", "since") && f.around(t, a.from, a.to).who&pOne == 0
}

func (f *finder) boundBefore(t *prose.Text, i int) bool {
	for j := i - 1; j >= 0 && j >= i-5; j-- {
		if f.whenAt(t, j)&wBound != 0 {
			return true
		}
		if is(t, j, "by") || is(t, j, "to") && is(t, j-1, "up") {
			return true
		}
		if is(t, j, "and") {
			return is(t, j-2, "between") || is(t, j-3, "between") || is(t, j-4, "between")
		}
		if is(t, j, "to", "से", "se", "या", "or") || mark(t, j, "-") {
			return j > 0 && (t.Tokens[j-1].Sort == prose.Number || f.whenAt(t, j-1)&wUnit != 0)
		}
		if f.whenAt(t, j)&wAged == 0 && !mark(t, j, ":") && !is(t, j, "the", "of", "ages", "a", "at", "years", "year", "about") {
			return false
		}
	}
	return false
}

func (f *finder) boundAfter(t *prose.Text, i int) bool {
	if mark(t, i, ")") {
		i++
	}
	if is(t, i, "की", "ki") && f.whenAt(t, i+1)&wAged != 0 {
		i += 2
		if is(t, i, "के", "ke") && is(t, i+1, "बाद", "baad", "ऊपर", "upar") {
			return true
		}
	}
	switch {
	case mark(t, i, "+") || is(t, i, "plus", "तक", "tak", "ago", "later", "earlier", "पहले", "बाद", "पुराना", "पुरानी", "पुराने"):
		return true
	case is(t, i, "and", "or", "से", "या", "और", "se", "ya", "aur", "to", "through") || mark(t, i, "-&"):
		if f.whenAt(t, i+1)&wBound != 0 || is(t, i+1, "up", "more", "upward", "upwards") {
			return true
		}
		return is(t, i, "to", "through", "से", "se") && numeral(t, i+1) || mark(t, i, "-") && numeral(t, i+1)
	}
	return false
}

func numeral(t *prose.Text, i int) bool {
	return i >= 0 && i < len(t.Tokens) && t.Tokens[i].Sort == prose.Number
}

// whose decides whose age it is.
func (f *finder) whose(t *prose.Text, a age, aged bool) person {
	s := f.around(t, a.from, a.to)
	if s.who&pHistoric != 0 || s.when&wStatistic != 0 || f.anybody(s, a) {
		return nobody
	}
	if f.staffNear(t, a.from) || f.longAgo(s) || s.when&(wBirth|wDeath) != 0 && f.famous(s, a.from) {
		return nobody
	}
	switch a.form {
	case birthday, nineties:
		return f.possessed(s, a)
	case old, of:
		if w := f.after(s, a.to); w != 0 {
			return f.judge(w, s)
		}
	}
	if w := f.before(s, a.from); w != 0 {
		whose := f.judge(w, s)
		if a.form == bare && !aged && whose == somebody && !f.amongPatients(s) {
			return perhaps
		}
		return whose
	}
	return f.unknown(s, a, aged)
}

// anybody reports whether a sentence speaks of whoever is of that age: you are
// 90, a 90-year-old may.
func (f *finder) anybody(s sentence, a age) bool {
	if s.who&pAverage != 0 {
		return true
	}
	if s.who&(pPatient|pKin|pFirst) != 0 {
		return false
	}
	if f.anyone(s, a.from) {
		return true
	}
	if !is(s.t, a.from-1, "a", "an") {
		return false
	}
	for i := a.to; i < min(a.to+5, s.to); i++ {
		if is(s.t, i, "may", "can", "might", "could", "would", "should", "will") {
			return true
		}
	}
	return false
}

// longAgo reports whether a sentence names a year that is too long ago for
// anybody's privacy, other than a year of birth.
func (f *finder) longAgo(s sentence) bool {
	if s.when&wBirth != 0 {
		return false
	}
	for i := s.from; i < s.to; i++ {
		if y := f.fullYear(s.t, i); y != 0 && f.past(day{year: y}) {
			return true
		}
	}
	return false
}

// staffNear reports whether a name of the staff, or one that a doctor's title
// opens, ends right before an age.
func (f *finder) staffNear(t *prose.Text, i int) bool {
	j := i - 1
	for j > i-4 && (mark(t, j, ",(-") || is(t, j, "aged", "is", "was", "who", "turned")) {
		j--
	}
	return f.professional(t, j) && (j < i-1 || f.whoAt(t, j)&pStaff != 0)
}

// professional reports whether a name that ends at token j is of the staff or
// has a doctor's title: Dr. Meera Joshi, the surgeon.
func (f *finder) professional(t *prose.Text, j int) bool {
	if f.whoAt(t, j)&pStaff != 0 && f.staffAt(t, j) {
		return true
	}
	for k := j; k >= 0 && k > j-4; k-- {
		if f.whoAt(t, k)&pDoctor != 0 {
			return true
		}
		if !capital(t, k) && !mark(t, k, ".") {
			break
		}
	}
	return false
}

// after is what an age is said of in the words that follow it; a noun comes
// after a few adjectives at most.
func (f *finder) after(s sentence, i int) uint32 {
	for j := i; j < min(i+4, s.to); j++ {
		if s.t.Tokens[j].Sort == prose.Mark && !mark(s.t, j, "-") {
			return 0
		}
		if w := f.whoAt(s.t, j) & (pNoun | pTrade | pPlural | pThing | pHospital); w != 0 {
			if w&(pHospital|pThing) != 0 && j > i && is(s.t, j-1, "in", "at", "from") {
				return 0
			}
			return w
		}
		if f.whenAt(s.t, j)&wAged != 0 {
			return 0 // 95 साल की उम्र
		}
	}
	return 0
}

// before is the nearest word before an age that says whose it is.
func (f *finder) before(s sentence, i int) uint32 {
	for j := i - 1; j >= max(s.from, i-10); j-- {
		w := f.role(s.t, j) & (pOne | pPlural | pThing | pHospital)
		if w&pHospital != 0 {
			w = w&^pHospital | pThing
		}
		if w != 0 && !(w&pThing != 0 && f.besides(s.t, j)) {
			return w
		}
	}
	return 0
}

// amongPatients reports whether the words within a few sentences speak of care.
// A number without its years blocks only there.
func (f *finder) amongPatients(s sentence) bool {
	for i := max(0, s.from-reach); i < min(len(s.t.Tokens), s.to+reach); i++ {
		if f.whoAt(s.t, i)&(pPatient|pHospital) != 0 || f.whenAt(s.t, i)&(wCare|wClinical) != 0 {
			return true
		}
	}
	return false
}

// besides reports whether a thing is named by the way: "to our hospital".
func (f *finder) besides(t *prose.Text, i int) bool {
	preposition := func(j int) bool { return is(t, j, "at", "to", "in", "from", "of", "by", "with", "near", "into", "for") }
	return preposition(i-1) || preposition(i-2) || preposition(i-3) || is(t, i+1, "में", "से", "के", "की", "का", "mein", "se", "ke", "ki")
}

// judge turns the word an age is said of into an answer.
func (f *finder) judge(w uint32, s sentence) person {
	switch {
	case w&(pPerson|pPlural) == pPerson && s.who&pSomeone != 0 && s.who&(pPatient|pKin|pPronoun) == 0:
		return perhaps
	case w&pPlural != 0, w&(pThing|pHospital) != 0 && w&pOne == 0:
		return nobody
	}
	return somebody
}

// possessed judges her 94th birthday, in her 90s.
func (f *finder) possessed(s sentence, a age) person {
	i := a.from - 1
	if is(s.t, i, "late", "early", "mid", "-") || mark(s.t, i, "-") {
		i--
	}
	if is(s.t, i, "late", "early", "mid") {
		i--
	}
	switch w := f.whoAt(s.t, i); {
	case a.form == nineties && w&(pPronoun|pFirst) != 0:
		return perhaps
	case a.form == nineties:
		return nobody
	case w&(pPronoun|pFirst) != 0:
		return somebody
	case f.before(s, a.from)&(pPlural|pThing) != 0, s.who&pThing != 0, s.who&pHospital != 0 && s.who&pOne == 0:
		return nobody
	}
	return perhaps
}

// unknown judges an age that no known word owns.
func (f *finder) unknown(s sentence, a age, aged bool) person {
	switch {
	case is(s.t, a.from-1, "the", "this", "our") && a.form == old && f.goesOn(s.t, a.to):
		return somebody
	case a.form == bare && !aged, aged, mark(s.t, a.from-1, ",(") && capital(s.t, a.from-2):
		return perhaps
	case s.who&pOne != 0:
		return perhaps
	case capital(s.t, a.to):
		return perhaps
	case s.who&(pThing|pHospital) != 0:
		return nobody
	case a.from == s.from && a.to+1 >= s.to:
		return perhaps // nothing else is said
	case a.years >= 100:
		return nobody // a tree, a custom, a house
	}
	return perhaps
}

// goesOn reports whether a sentence goes on behind "the 94-year-old" as it
// does behind a person.
func (f *finder) goesOn(t *prose.Text, i int) bool {
	return i >= len(t.Tokens) || mark(t, i, ".,'") ||
		is(t, i, "was", "is", "has", "had", "who", "said", "says", "came", "went", "walked", "from", "with", "now", "and", "told", "underwent")
}

func capital(t *prose.Text, i int) bool {
	return i >= 0 && i < len(t.Tokens) && t.Tokens[i].Shape == prose.Capital
}

// birthYear reads "born in 1931", "जन्म 1931 में", "1931 में जन्मी": a year
// that shows an age over 89.
func (f *finder) birthYear(t *prose.Text, i int, report func(finding.Hit)) {
	if f.unparted(t, i, report) || f.year == 0 {
		return
	}
	j := f.yearNear(t, i)
	if j < 0 {
		return
	}
	years := f.year - f.fullYear(t, j)
	if years <= oldestOpen || years > lifetime {
		return
	}
	s := f.around(t, j, j+1)
	if f.famous(s, i) {
		return
	}
	if s.who&(pHistoric|pPlural) != 0 || s.when&(wStatistic|wBound) != 0 || s.who&pThing != 0 && s.who&pOne == 0 {
		return
	}
	if s.staff && s.who&pPatient == 0 || s.who&pAverage != 0 || s.who&pDoctor != 0 && s.who&(pNoun|pFirst) == 0 {
		return
	}
	patient := s.who&(pPatient|pKin|pFirst|pPerson) != 0 || s.who&pPronoun != 0 && s.who&pHospital != 0 || s.when&(wCare|wClinical) != 0 && s.who&pOne != 0
	sure := patient && s.who&pDoctor == 0
	report(hit(t, ruleAge, j, j+1, sure, "a year of birth that shows an age over 89", "it follows a word for birth"))
}

// unparted reads DOB: 04061976, figures that only their label makes a date.
func (f *finder) unparted(t *prose.Text, i int, report func(finding.Hit)) bool {
	j := i + 1
	for j < i+4 && (mark(t, j, ":-=#.|") || is(t, j, "is", "date", "तिथि", "tithi")) {
		j++
	}
	if !numeral(t, j) || t.Tokens[j].To-t.Tokens[j].From != 8 {
		return false
	}
	if f.whenAt(t, i)&wLabel == 0 && !is(t, i, "birth") && f.whenAt(t, j-1) == 0 {
		return false
	}
	report(hit(t, ruleDate, j, j+1, true, "a date of birth", "it stands beside a word for date of birth"))
	return true
}

// yearNear finds a year that stands alone near a word of birth.
func (f *finder) yearNear(t *prose.Text, i int) int {
	for j := i + 1; j < min(i+7, len(t.Tokens)) && !f.begins(t, j); j++ {
		if f.bareYear(t, j) {
			return j
		}
	}
	if mark(t, i-1, "-") && f.fullYear(t, i-2) != 0 && !joinedBefore(t, i-2) {
		return i - 2
	}
	for j := i - 1; j >= max(0, i-5) && !f.begins(t, j+1); j-- {
		if f.bareYear(t, j) && is(t, j+1, "में", "mein", "me", "main", "ko", "को") {
			return j
		}
	}
	return -1
}

func (f *finder) bareYear(t *prose.Text, j int) bool {
	if f.fullYear(t, j) == 0 || joinedBefore(t, j) || next(t, j+1) == "-" || next(t, j+1) == "/" {
		return false
	}
	return f.whenAt(t, j-1)&wMonth == 0 && !(mark(t, j-1, ",") && numeral(t, j-2)) && !(is(t, j+1, "to", "and", "से", "or", "या") && numeral(t, j+2))
}

// centenarian reads words that say an age by themselves.
func (f *finder) centenarian(t *prose.Text, i int, report func(finding.Hit)) {
	s := f.around(t, i, i+1)
	if s.who&(pHistoric|pPlural) != 0 || s.when&wStatistic != 0 || s.who&pOne == 0 {
		return
	}
	report(hit(t, ruleAge, i, i+1, false, "an age over 89", "a word says that one person is of that age"))
}
