package dates

import (
	"strings"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// history is the year before which days belong to history.
const history = 1940

// strictly reports, unsure, a day that nothing ties to anybody, in an article
// that tells of a patient for sure: there it is the patient's unless its own
// sentence plainly gives it another owner.
func (f *finder) strictly(t *prose.Text, d day, report func(finding.Hit)) {
	if !d.exact || d.year != 0 && d.year < history || d.loose && f.auxiliary(t, d) {
		return
	}
	if s := f.around(t, d.from, d.to); !f.elsewhose(s, d) {
		report(hit(t, ruleDate, d.from, d.to, false, "a day in a patient's story", "the article tells of one patient, and nothing says whose day it is"))
	}
}

// auxiliary reports whether a day may be a number before "may" or "march".
func (f *finder) auxiliary(t *prose.Text, d day) bool {
	for i := d.from; i < d.to; i++ {
		if f.modal(t, i) {
			return true
		}
	}
	return false
}

// claim is what a run of words says about who owns a day in it.
type claim struct {
	plain, maybe, deed, place bool // owners other than a patient
	one                       bool // a word for one person, or a part of a body
}

// elsewhose asks the clause of a day first and then its sentence.
func (f *finder) elsewhose(s sentence, d day) bool {
	if s.when&wExample != 0 || f.feast(s) || f.beforeHistory(s) || f.byline(s) || f.cited(s, d) || f.publics(s, d) || f.addressed(s, d) {
		return true
	}
	near := f.claims(s, f.clause(s, d), d)
	if near == (claim{one: true}) {
		return false
	}
	return near.others() || f.claims(s, s, d).others() || f.everybodys(s, d)
}

// publics reports whether a day is of the birth or death of a public person or
// a thing, or of the deeds of one in office.
func (f *finder) publics(s sentence, d day) bool {
	if mark(s.t, d.from-1, "-") && mark(s.t, d.to, ")") && f.famous(s, d.from) {
		return true
	}
	if s.when&(wBirth|wDeath) != 0 {
		at := f.nearest(s, d)
		if at >= 0 && f.happening(s, at)&(wBirth|wDeath) != 0 {
			return f.famous(s, at) || f.past(d) && f.happening(s, at)&wDeath != 0 || f.happening(s, at)&wBirth != 0 && f.nobodyBorn(s, at)
		}
	}
	return s.who&pHistoric != 0 && s.who&(pPatient|pKin) == 0 && s.when&(wCare|wClinical) == 0
}

// nobodyBorn reports whether a sentence about a birth has no person in it but
// a professional.
func (f *finder) nobodyBorn(s sentence, at int) bool {
	if s.who&(pPatient|pKin|pPerson|pPronoun|pTitle) != 0 || s.when&wCare != 0 || s.who&pFirst != 0 && !is(s.t, s.from, "हमारे", "हमारी") {
		return false
	}
	for i := s.from; i < at; i++ {
		if f.ownAt(s.t, i)&(oCalling|oPlace|oMaybe) != 0 || f.whoAt(s.t, i)&(pThing|pHospital|pDoctor) != 0 {
			return true
		}
	}
	return f.thingBorn(s, at)
}

func (c claim) others() bool {
	return c.plain || (c.maybe || c.place) && !c.one || c.deed
}

// claims reads who owns a day by the words of part of its sentence.
func (f *finder) claims(s, part sentence, d day) (c claim) {
	personal, own := uint32(0), uint32(0)
	doctor := s.staff || s.who&pDoctor != 0
	body := false
	for i := part.from; i < part.to; i++ {
		if i >= d.from && i < d.to {
			continue
		}
		o, w := f.ownAt(s.t, i), f.person(s.t, i)
		personal |= w
		if o&oWork != 0 && is(s.t, i, "talk") && !is(s.t, i-1, "a", "the", "her", "his", "free") {
			o = 0
		}
		c.plain = c.plain || o&oPlain != 0 && f.plainly(s.t, i) || f.inOffice(s, i, d)
		own |= o
		c.maybe = c.maybe || o&oMaybe != 0 && !is(s.t, i-1, "before", "after", "since", "until") && !(is(s.t, i, "opened", "closed") && f.professional(s.t, i-1)) || w&pCase != 0
		c.place = c.place || o&oPlace != 0 && !f.beside(s.t, i) || is(s.t, i, "who") && s.t.Tokens[i].Shape == prose.Capitals
		body = body || (o&oBody != 0 || w&pBody != 0 && !is(s.t, i, "blood") && f.ownOrgan(s.t, i+1)) && f.ownAt(s.t, i+1)&(oPlace|oPlain) == 0
	}
	doctor = doctor || own&(oStaff|oCalling) != 0 || own&oDeed != 0 && f.ofDoctor(s)
	patient := personal&(pPatient|pKin|pPerson) != 0 || body
	c.one = patient || personal&(pPronoun|pFirst|pTitle) != 0 || is(s.t, part.from, "they")
	c.deed = !patient && own&oDeed != 0 && doctor || personal&(pPatient|pKin|pPerson) == 0 && own&oWork != 0 || !patient && doctor && personal&(pPronoun|pFirst) == 0 && announces(s, d)
	return c
}

// person is the role of a word, but for those that only seem to be of one:
// its first patient, a mother-to-be class, our in Hindi, a women's ward.
func (f *finder) person(t *prose.Text, i int) uint32 {
	w := f.role(t, i)
	switch {
	case w&pPatient != 0 && (is(t, i-1, "first", "second", "third", "new", "first-ever") || is(t, i+1, "advocate", "group")),
		w&pFirst != 0 && is(t, i, "हमारे"),
		w&(pKin|pPerson) != 0 && (mark(t, i+1, "-") || is(t, i-1, "each", "every", "any", "हर")),
		w&(pKin|pPerson) != 0 && f.ownAt(t, i+1)&oPlace != 0 && !is(t, i+1, "अस्पताल", "aspatal", "hospital", "home"):
		return 0
	}
	return w
}

// beside reports whether an institution is only where something happens.
func (f *finder) beside(t *prose.Text, i int) bool {
	return f.besides(t, i) || is(t, i-2, "reached", "entered", "called", "beside", "outside", "inside", "behind", "through", "around", "across", "left") || is(t, i-1, "beside", "outside", "inside") || is(t, i+1, "आए", "आई", "आया", "गए", "गई", "गया", "पहुंचे", "पहुँचे", "जाना")
}

// plainly reports whether a word of law or print means it: not her
// mother-in-law, and Act only with a capital letter.
func (f *finder) plainly(t *prose.Text, i int) bool {
	switch {
	case is(t, i, "law", "laws"):
		return !mark(t, i-1, "-") && !is(t, i-1, "in")
	case is(t, i, "act", "bill", "journal"):
		return t.Tokens[i].Shape != prose.Small
	case is(t, i, "approved", "approval", "recalled"):
		return is(t, i-1, "was", "were", "is", "are", "its", "for")
	case is(t, i, "hours"):
		return is(t, i-1, "visiting", "opening", "office", "clinic", "admission", "bank", "business", "consulting")
	case is(t, i, "source", "sources", "reference", "references"):
		return mark(t, i+1, ":") || i == 0 || mark(t, i-1, "([")
	}
	return true
}

// clause is the part of a sentence around a day that no comma or joining word
// cuts.
func (f *finder) clause(s sentence, d day) sentence {
	cut := func(i int) bool {
		return mark(s.t, i, ",;:()|") || is(s.t, i, "and", "but", "while", "whereas", "और", "लेकिन", "जबकि", "aur", "lekin", "jabki")
	}
	c := s
	for c.from = d.from; c.from > s.from && !cut(c.from-1); {
		c.from--
	}
	for c.to = d.to; c.to < s.to && !cut(c.to); {
		c.to++
	}
	return c
}

// everybodys reports whether a sentence without one person speaks to readers,
// of groups, or of an epidemic.
func (f *finder) everybodys(s sentence, d day) bool {
	who, own := uint32(0), uint32(0)
	for i := s.from; i < s.to; i++ {
		who |= f.person(s.t, i)
		own |= f.ownAt(s.t, i)
	}
	if who&(pPatient|pKin|pPerson|pPronoun|pFirst|pTitle) != 0 {
		return false
	}
	if is(s.t, d.from-1, "of") && is(s.t, d.from-2, "as") {
		return true // as of 3 May
	}
	return who&(pPlural|pCount|pEpidemic|pHistoric) != 0 || own&oYou != 0 || s.when&wStatistic != 0 || announces(s, d) || f.past(d) && s.when&wBirth == 0 || f.longAgo(s)
}

// addressed reports whether a sentence asks its readers to do something, or
// tells in Hindi what they or a doctor will do.
func (f *finder) addressed(s sentence, d day) bool {
	if is(s.t, s.from, "join", "visit", "call", "register", "book", "please", "ask", "come", "learn", "apply", "donate", "see", "कृपया", "kripya") && (s.who&pPatient == 0 || is(s.t, s.from+1, "us")) {
		return true
	}
	if !f.hindi(s, d) && !is(s.t, d.to, "se", "tak") {
		return false
	}
	for i := s.from; i < s.to; i++ {
		if f.person(s.t, i)&(pKin|pPerson|pPronoun|pFirst|pTitle) != 0 {
			return false
		}
	}
	if last := s.t.Of(s.t.Tokens[max(s.from, s.to-2)]); is(s.t, d.to, "तक", "tak") && (strings.HasSuffix(last, "ें") || strings.HasSuffix(last, "ein")) {
		return true // भरें
	}
	return announces(s, d) || f.willCome(s, d)
}

// cited reads "Example, R. (14 January 2011)" and "Example R, et al., 3 May".
func (f *finder) cited(s sentence, d day) bool {
	i := d.from - 1
	if !mark(s.t, i, "(") || !mark(s.t, d.to, ")") {
		return false
	}
	initial := func(i int) bool {
		return i > 0 && s.t.Tokens[i].Shape == prose.Capitals && s.t.Tokens[i].To-s.t.Tokens[i].From == 1
	}
	return mark(s.t, i-1, ".") && (initial(i-2) || is(s.t, i-2, "al")) || initial(i-1)
}

// inOffice reads what professionals do for themselves: his 500th bypass, she
// became head of nursing, RN, started on, in words that lists cannot tell.
func (f *finder) inOffice(s sentence, i int, d day) bool {
	switch {
	case milestone(s.t, i):
		return is(s.t, i-1, "his", "her", "their")
	case is(s.t, i, "head", "chief", "director", "dean"):
		for j := i - 1; j >= max(s.from, i-4); j-- {
			if is(s.t, j, "became", "be", "as", "become") {
				return true
			}
		}
	case is(s.t, i, "started", "starts"):
		return (f.ownAt(s.t, i-1)|f.ownAt(s.t, i-2))&oStaff != 0 && i+3 > d.from && i < d.from
	}
	return false
}

// ofDoctor reports whether the sentence before tells of a professional and of
// no patient.
func (f *finder) ofDoctor(s sentence) bool {
	if s.from == 0 || s.who&pPronoun == 0 {
		return false
	}
	b := f.around(s.t, s.from-1, s.from)
	return (b.staff || b.who&pDoctor != 0) && b.who&(pPatient|pKin|pPerson) == 0
}

// willCome reads the future in Latin letters: doctor 5 june ko aayenge.
func (f *finder) willCome(s sentence, d day) bool {
	if !is(s.t, d.to, "ko", "se", "tak") {
		return false
	}
	for i := d.to; i < s.to; i++ {
		if w := s.t.Of(s.t.Tokens[i]); strings.HasSuffix(w, "enge") || strings.HasSuffix(w, "egi") || strings.HasSuffix(w, "ega") || strings.HasSuffix(w, "engi") {
			return true
		}
	}
	return false
}

// feast reads the names of days: World Kidney Day, Baby Week, विश्व हृदय
// दिवस, our lung week ends.
func (f *finder) feast(s sentence) bool {
	for i := s.from + 1; i < s.to; i++ {
		switch {
		case is(s.t, i, "day", "week", "month", "सप्ताह") && (named(s.t, i) && english(s.t, i) && (capital(s.t, i-1) || is(s.t, i-1, "s") && capital(s.t, i-3)) || is(s.t, i, "सप्ताह") && is(s.t, i+1, "से") || is(s.t, i+1, "starts", "ends", "begins", "is") && f.whoAt(s.t, i-1)&(pBody|pPerson|pKin) != 0):
			return true
		case is(s.t, i, "day", "week", "month", "सप्ताह"):
			for j := i - 1; j >= max(s.from, i-5); j-- {
				if is(s.t, j, "world", "international", "national", "global", "open", "विश्व", "अंतरराष्ट्रीय", "अंतर्राष्ट्रीय", "राष्ट्रीय") {
					return true
				}
			}
		}
	}
	return false
}

// beforeHistory reads "in 1898" beside a day.
func (f *finder) beforeHistory(s sentence) bool {
	for i := s.from; i < s.to; i++ {
		if y := f.fullYear(s.t, i); y != 0 && y < history && (is(s.t, i-1, "in", "since", "of", "from", "सन", "san") || is(s.t, i+1, "में", "mein", "से")) {
			return true
		}
	}
	return false
}

// byline reads "By Dr. Meera Joshi, 3 May 2026".
func (f *finder) byline(s sentence) bool {
	return is(s.t, s.from, "by", "text", "words", "written", "photo", "photos", "लेखक", "लेखिका") && (s.staff || s.who&pDoctor != 0 || capital(s.t, s.from+1) || mark(s.t, s.from+1, ":")) &&
		s.who&(pPatient|pKin|pPronoun|pPerson) == 0 && s.to-s.from < 16
}

// strictDay reads the days that only an article about a patient makes days:
// 19-21 March, मई की 28 तारीख.
func (f *finder) strictDay(t *prose.Text, i int) (day, bool) {
	if f.whenAt(t, i)&wMonth != 0 {
		if n := f.dayOfMonth(t, i+2); n != 0 && is(t, i+1, "की", "ki", "महीने") && is(t, i+3, "तारीख", "तारीख़", "को", "tareekh", "tarikh", "ko") {
			return day{from: i, to: i + 3, exact: true}, true
		}
		return day{}, false
	}
	if f.dayOfMonth(t, i) == 0 || joinedBefore(t, i) || t.Tokens[i].Sort == prose.Word {
		return day{}, false
	}
	if j := i + 2; (mark(t, i+1, "-/&") || is(t, i+1, "to", "and", "or", "से", "और", "se", "aur")) && f.dayOfMonth(t, j) != 0 {
		if f.whenAt(t, j+1)&wMonth == 0 || f.modal(t, j+1) {
			return day{}, false
		}
		year, to := f.yearAfter(t, j+2)
		return day{from: i, to: to, year: year, exact: true}, true
	}
	return day{}, false
}

func (f *finder) ownAt(t *prose.Text, i int) uint32 {
	if i < 0 || i >= len(t.Tokens) {
		return 0
	}
	return f.own.Get(t.Tokens[i].ID)
}

// strictUnit reports whether a number of years, said of nobody, may be an age
// in an article about a patient: छियानवे साल, but not for ninety years.
func (f *finder) strictUnit(t *prose.Text, a age) bool {
	if a.form != unit || a.years > lifetime || is(t, a.from-1, "for", "after", "in", "within", "last", "past", "next", "over", "every", "these", "those", "since", "पिछले", "अगले", "बीते", "pichle", "agle") {
		return false
	}
	if mark(t, a.from+1, "-") && numeral(t, a.from) || mark(t, a.to, "-") || a.to < len(t.Tokens) && t.Tokens[a.to].Sort != prose.Mark && !is(t, a.to, "and", "और", "aur", "की", "के", "का", "ki", "ke", "ka", "हैं", "है", "hain") {
		return false
	}
	s := f.around(t, a.from, a.to)
	return s.who&(pPlural|pThing|pHospital|pCount|pHistoric) == 0
}
