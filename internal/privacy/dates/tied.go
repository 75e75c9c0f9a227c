package dates

import "nadi/internal/prose"

// groups reports whether the nearest person word of a sentence before token i
// is a group.
func (f *finder) groups(s sentence, i int) bool {
	for j := i - 1; j >= s.from; j-- {
		if w := f.role(s.t, j); w&(pPlural|pOne) != 0 && !is(s.t, j, "whose") && !is(s.t, j+1, "operated") {
			return w&pPlural != 0
		}
	}
	return s.who&pOne == 0 && s.who&pPlural != 0
}

// bounded reports whether a day bounds a time: born after 1 April 2020.
func (f *finder) bounded(s sentence, d day) bool {
	i := d.from - 1
	if is(s.t, i, "or") || is(s.t, i, "the") {
		i--
	}
	return is(s.t, i, "after", "before", "until", "till", "by", "between") ||
		is(s.t, i, "since") && s.who&pPatient == 0 || is(s.t, d.to, "तक", "tak") ||
		is(s.t, d.to, "or", "के", "से") && is(s.t, d.to+1, "after", "before", "later", "बाद", "पहले")
}

func (f *finder) birth(s sentence, d day, at int) person {
	label := f.happening(s, at)&wLabel != 0 || f.dateOf(s, at) || mark(s.t, at+1, ":")
	switch {
	case d.year != 0 && f.year-d.year > lifetime, s.who&pHistoric != 0, s.when&wExample != 0, is(s.t, d.from-2, "such") && is(s.t, d.from-1, "as"):
		return nobody
	case !label && (f.bounded(s, d) || f.anyone(s, at)), f.groups(s, min(at, d.from)):
		return nobody
	case label && !d.loose:
		return somebody
	case s.who&pOne == 0 && f.thingBorn(s, at), is(s.t, at-1, "का", "ka") && f.whoAt(s.t, at-2)&(pHospital|pThing) != 0:
		return nobody
	case !d.exact && s.who&pThing != 0:
		return nobody
	case !d.exact:
		return perhaps
	case d.year == 0 && s.who&pOne == pPerson && is(s.t, at-2, "a", "any", "every"):
		return nobody
	case s.who&(pPatient|pKin|pPerson|pFirst|pTitle) != 0:
		return somebody
	case is(s.t, at, "birthday", "birthdays") && s.who&pOne == 0 && s.who&pHospital != 0:
		return nobody
	case s.who&pPronoun == 0 && (s.who&pThing != 0 || f.before(s, at)&pThing != 0):
		return nobody
	case s.who&pPronoun != 0 && s.who&pHospital != 0:
		return somebody
	}
	return perhaps
}

// thingBorn reports whether what was born is no human being: the NHS, a
// portal. Names have a capital letter and the rest small.
func (f *finder) thingBorn(s sentence, at int) bool {
	i := at - 1
	for i > s.from && is(s.t, i, "was", "were", "is", "officially", "finally") {
		i--
	}
	if i < s.from || i == at-1 || s.t.Tokens[i].Sort != prose.Word || !english(s.t, i) {
		return false
	}
	k := s.t.Tokens[i]
	return k.Shape == prose.Small || k.Shape == prose.Capitals && k.To-k.From > 1 && is(s.t, i-1, "the")
}

// anyone reports whether a sentence says every, you or if before token i.
func (f *finder) anyone(s sentence, i int) bool {
	for j := s.from; j < i; j++ {
		if f.whoAt(s.t, j)&pAnybody != 0 {
			return s.who&(pPatient|pFirst) == 0
		}
	}
	return false
}

// dateOf reports whether a word of birth, death or care belongs to the name of
// a field: date of birth, birth date, discharge date, जन्म तिथि.
func (f *finder) dateOf(s sentence, at int) bool {
	return is(s.t, at-1, "of") && is(s.t, at-2, "date", "day", "dt", "time", "hour") ||
		is(s.t, at+1, "date", "तिथि", "तारीख", "तारीख़", "तिथी", "दिनांक", "tithi", "tareekh", "tarikh", "taareekh", "dinank") ||
		is(s.t, at+1, "की", "ki") && is(s.t, at+2, "तिथि", "तारीख", "तारीख़", "tithi", "tareekh", "tarikh")
}

func (f *finder) death(s sentence, d day, at int) person {
	if f.past(d) || s.who&(pHistoric|pCount) != 0 || f.groups(s, min(at, d.from)) || f.bounded(s, d) {
		return nobody
	}
	switch {
	case f.whenAt(s.t, at+1)&wStatistic != 0, f.firstOf(s, at), f.professional(s.t, at-1):
		return nobody
	case s.who&pEpidemic != 0 && s.who&pOne != 0:
		return perhaps
	case s.who&pPatient != 0 || (f.dateOf(s, at) || mark(s.t, at+1, ":")) && !d.loose:
		return somebody
	case s.who&(pKin|pPerson|pTitle) != 0, s.who&pPronoun != 0 && s.who&pHospital != 0:
		return somebody
	case s.who&pOne != 0:
		return perhaps
	case f.weakDeath(s, at), s.who&pThing != 0:
		return nobody
	}
	return perhaps
}

// firstOf reports whether a word counts the cases of an epidemic: the first
// confirmed death, पहली मृत्यु.
func (f *finder) firstOf(s sentence, at int) bool {
	for i := max(s.from, at-4); i < at; i++ {
		if is(s.t, i, "first", "second", "third", "पहली", "पहला", "दूसरी", "pehli", "pehla") {
			return s.who&pOne == 0 || s.who&pEpidemic != 0
		}
	}
	return false
}

// weakDeath reports whether a word of death needs a person beside it: a
// licence expires, and deaths are counted.
func (f *finder) weakDeath(s sentence, at int) bool {
	return !is(s.t, at, "died", "dies", "deceased", "succumbed", "निधन", "देहांत", "nidhan", "dehant", "away")
}

// past reports whether a day is too long ago to be a patient's.
func (f *finder) past(d day) bool { return d.year != 0 && f.year != 0 && f.year-d.year > afterDeath }

// care judges admissions, operations and visits.
func (f *finder) care(s sentence, d day, at int, w uint32) person {
	if f.past(d) || s.who&(pHistoric|pCount) != 0 || s.when&wExample != 0 || epidemic(s) {
		return nobody
	}
	if f.groups(s, min(at, d.from)) {
		return nobody
	}
	if f.bounded(s, d) && w&wCare == 0 {
		if w&wClinical != 0 && d.exact && (is(s.t, d.from-1, "until", "till", "since") || is(s.t, d.to, "तक", "tak")) && s.who&(pPatient|pPronoun|pKin) != 0 && s.who&(pPlural|pDoctor|pThing) == 0 && s.when&wPublic == 0 && !announces(s, d) {
			return perhaps // until 6 March he lay in a coma
		}
		return nobody
	}
	professional := s.staff || s.who&pDoctor != 0
	one := s.who & pOne
	if professional && !f.object(s, at) {
		one &^= pPronoun | pFirst
	}
	switch {
	case w&wCare != 0:
		return f.strongCare(s, d, at, w, one, professional)
	case w&wClinical != 0:
		return f.clinical(s, d, at, one)
	}
	return f.looseCare(s, d, at, one)
}

// epidemic reports whether a sentence tells how a disease spread.
func epidemic(s sentence) bool {
	return s.who&pEpidemic != 0 && (s.who&pCase != 0 || s.who&(pPatient|pKin|pPronoun|pFirst|pTitle|pHospital) == 0)
}

// strongCare judges words that only hospitals use: admitted, discharged.
func (f *finder) strongCare(s sentence, d day, at int, w, one uint32, professional bool) person {
	label := f.dateOf(s, at) || mark(s.t, at+1, ":") || w&wLabel != 0
	switch {
	case one&pNoun == 0 && !label && f.elsewhere(s, at):
		return nobody
	case one&^pFirst != 0 && d.exact:
		return somebody
	case one&pFirst != 0 && d.exact && s.who&pHospital != 0:
		return somebody
	case label && !d.loose:
		return somebody
	case one == 0 && is(s.t, at, "admission", "discharge", "hospitalization", "hospitalisation"):
		return nobody
	case professional, one == 0 && (s.who&pThing != 0 && s.who&pHospital == 0 || s.when&wPublic != 0 || f.bounded(s, d)):
		return nobody
	}
	return perhaps
}

// elsewhere reports whether somebody was admitted to a school or discharged
// from an army, or admitted a fact.
func (f *finder) elsewhere(s sentence, at int) bool {
	if s.who&pThing != 0 && s.who&pHospital == 0 {
		return true
	}
	if !is(s.t, at, "admitted", "discharged") || f.object(s, at) || at == s.from {
		return false
	}
	for j := at - 1; j >= max(s.from, at-3); j-- {
		if is(s.t, j, "was", "were", "been", "being", "got", "is", "am", "and", "then", "be") || mark(s.t, j, ",:|") {
			return false
		}
	}
	return true
}

// clinical judges surgery, dialysis and the like, which have days of their own
// in news and law too.
func (f *finder) clinical(s sentence, d day, at int, one uint32) person {
	switch {
	case f.dateOf(s, at) && d.exact:
		return somebody
	case one&pNoun == 0 && f.about(s, at):
		return nobody
	case one == 0 && d.exact && f.named(s, at):
		return perhaps
	case one == 0 && d.exact && f.field(s, d, at) && (at == s.from || s.when&wPublic == 0):
		return perhaps // Surgery: 22-Oct-2026
	case one == 0:
		return nobody
	case s.when&wPublic != 0 && one&pNoun == 0:
		return nobody
	case s.when&wPublic != 0:
		return perhaps
	case d.exact && one&(pPatient|pKin|pPerson|pTitle) != 0:
		return somebody
	case d.exact && one&pPronoun != 0 && f.close(s, d, at):
		return somebody
	}
	return perhaps
}

// field reports whether what happened is the name of a field and the day its
// value: Surgery: 22-Oct-2026, Chemo #3: Nov 11.
func (f *finder) field(s sentence, d day, at int) bool {
	if !mark(s.t, d.from-1, ":") {
		return false
	}
	for i := at + 1; i < d.from-1; i++ {
		if !mark(s.t, i, "#") && !numeral(s.t, i) {
			return false
		}
	}
	return at < d.from
}

// close reports whether what happened stands right beside its day, or in a
// sentence that speaks of care in other words too.
func (f *finder) close(s sentence, d day, at int) bool {
	if s.who&(pHospital|pBody) != 0 || s.when&wCare != 0 {
		return d.from-at < 6 && at-d.to < 6
	}
	return d.from-at < 4 && at-d.to < 4
}

// about reports whether something that happens is the subject of a book or
// the part of a thing: her book on dialysis.
func (f *finder) about(s sentence, at int) bool {
	for j := at - 1; j >= max(s.from, at-3); j-- {
		if f.whoAt(s.t, j)&pThing != 0 {
			return true
		}
	}
	return false
}

// named reports whether a word with a capital letter had or got what is named
// at a token: Dana had surgery.
func (f *finder) named(s sentence, at int) bool {
	for j := at; j >= s.from && j >= at-3; j-- {
		if is(s.t, j, "had", "underwent", "got", "received", "has", "suffered") {
			return j == s.from || f.subject(s.t, j-1)
		}
	}
	return false
}

// looseCare judges words of coming and going.
func (f *finder) looseCare(s sentence, d day, at int, one uint32) person {
	switch {
	case (f.whoAt(s.t, at-1)|f.whoAt(s.t, at-2))&pAnybody != 0 && !is(s.t, at, "treating"):
		return nobody
	case one&pPatient != 0 && d.exact && s.when&wPublic == 0:
		return somebody
	case one&(pPatient|pKin|pPerson|pTitle) != 0 && (d.exact || s.who&pHospital != 0):
		return perhaps
	case one&(pPronoun|pFirst) != 0 && (s.who&(pHospital|pBody) != 0 || s.when&(wCare|wClinical) != 0) && s.when&wPublic == 0:
		return perhaps
	case at == s.from+1 && d.exact && is(s.t, at, "seen", "visited", "visit") && is(s.t, s.from, "last", "first", "next"):
		return perhaps
	case is(s.t, at, "visit", "appointment", "checkup") && (f.whoAt(s.t, at-1)|f.whoAt(s.t, at-2))&pPronoun&one != 0 && !is(s.t, at+1, "to") && s.when&wPublic == 0:
		return perhaps
	case at == s.from && d.exact && is(s.t, at, "visited", "seen", "consulted", "treated", "referred", "transferred") && s.who&(pDoctor|pHospital|pBody) != 0:
		return perhaps
	case mark(s.t, at+1, ":") && d.exact && is(s.t, at, "appointment", "visit", "seen", "checkup", "followup", "अपॉइंटमेंट"):
		return perhaps
	}
	return nobody
}

// object reports whether a professional did something to one person: operated
// on her, treated him.
func (f *finder) object(s sentence, at int) bool {
	i := at + 1
	if is(s.t, i, "on", "upon", "to") {
		i++
	}
	return is(s.t, i, "him", "me") ||
		is(s.t, i, "her") && (i+1 >= s.to || s.t.Tokens[i+1].Sort != prose.Word || is(s.t, i+1, "on", "from", "home", "to", "in", "after", "for"))
}
