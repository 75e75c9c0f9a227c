package dates

import (
	"strings"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// Days before these many years tell of nobody living: for deaths and care the
// Privacy Rule ends 50 years after a death (45 CFR 160.103, protected health
// information, 2(iv)); births end with the longest life.
const afterDeath = 50

const happenings = wBirth | wDeath | wCare | wClinical | wLoose | wPublic

// day reports a date when something that happened to one person stands
// nearest, and whether it did.
func (f *finder) day(t *prose.Text, d day, report func(finding.Hit)) bool {
	if f.lifespan(t, d, report) {
		return true
	}
	s := f.around(t, d.from, d.to)
	at := -1
	if s.when&(happenings&^wPublic|wPair) != 0 {
		at = f.nearest(s, d)
	}
	if at < 0 {
		return f.something(s, d, report)
	}
	whose, what := nobody, ""
	switch w := f.happening(s, at); {
	case w&wPublic != 0:
		return false
	case w&(wBirth|wDeath) != 0 && w&wLabel == 0 && f.famous(s, at):
		return false
	case w&wBirth != 0:
		whose, what = f.birth(s, d, at), "a date of birth"
	case w&wDeath != 0:
		whose, what = f.death(s, d, at), "a day of death"
	default:
		whose, what = f.care(s, d, at, w), "a day of a patient's care"
	}
	if whose == nobody {
		return false
	}
	sure := whose == somebody && !d.loose
	report(hit(t, ruleDate, d.from, d.to, sure, what, "it stands beside a word for "+what[2:]))
	return true
}

// something reports a day on which something happened to a patient that no
// list knows, unsure.
func (f *finder) something(s sentence, d day, report func(finding.Hit)) bool {
	organ := s.who&(pPronoun|pFirst) != 0 && f.organ(s) && !f.longAgo(s) // her son gave her a kidney
	if s.who&pPatient == 0 && !organ || s.who&(pHistoric|pCount|pPlural|pThing|pDoctor) != 0 || s.when&(wPublic|wExample) != 0 {
		return false
	}
	if !d.exact || d.loose || f.past(d) || f.bounded(s, d) || announces(s, d) {
		return false
	}
	report(hit(s.t, ruleDate, d.from, d.to, false, "a day in a patient's story", "the sentence speaks of one patient"))
	return true
}

// organ reports whether a sentence names a part of the body other than blood,
// which is mostly a value's.
func (f *finder) organ(s sentence) bool {
	for i := s.from; i < s.to; i++ {
		if f.whoAt(s.t, i)&pBody != 0 && !is(s.t, i, "blood") && f.ownOrgan(s.t, i+1) {
			return true
		}
	}
	return false
}

// ownOrgan reports whether a sentence goes on behind a part of the body as it
// does when somebody has it: not heart walk, किडनी केंद्र.
func (f *finder) ownOrgan(t *prose.Text, i int) bool {
	switch {
	case i >= len(t.Tokens) || mark(t, i, ".,;!?।)'"):
		return true
	case t.Folded[t.Tokens[i].From] >= 0x80:
		return f.whoAt(t, i)&(pHospital|pThing|pCompound) == 0 && !is(t, i, "विभाग", "दिवस", "रोग", "बैंक", "रोगियों", "सप्ताह", "विशेषज्ञ")
	}
	return is(t, i, "was", "were", "is", "had", "has", "failed", "stopped", "healed", "broke", "hurt", "gave", "burst", "and", "in", "on", "at", "from", "to", "for", "with", "after", "by", "again", "back", "below", "that", "because", "until", "when", "while", "under", "through",
		"lagayi", "lagai", "nikali", "badla", "badli", "ka", "ki", "ko", "mein", "theek")
}

// announces reports whether a sentence tells patients what they can or should
// do: … से मरीज़ ऑनलाइन पर्ची बनवा सकते हैं.
func announces(s sentence, d day) bool {
	for i := s.from; i < s.to; i++ {
		if (i < d.from || i >= d.to) && is(s.t, i, "you", "your", "can", "may", "should", "must", "will", "सकते", "सकता", "सकती", "सकेंगे", "सकेगा", "सकेगी", "लें", "करें", "कराएँ", "कराएं", "करवाएँ", "करवाएं", "आएँ", "आएं", "मिलेगा", "मिलेगी", "मिलेंगे", "होगा", "होगी", "होंगे", "चाहिए", "रहेगा", "रहेगी",
			"sakte", "sakta", "sakti", "sakenge", "lein", "karein", "karen", "karayein", "karwayein", "aayein", "milega", "milegi", "milenge", "hoga", "hogi", "honge", "chahiye", "rahega", "rahegi") {
			return true
		}
		if w := s.t.Of(s.t.Tokens[i]); w[0] >= 0x80 && (strings.HasSuffix(w, "ंगे") || strings.HasSuffix(w, "ेगा") || strings.HasSuffix(w, "ेगी") || strings.HasSuffix(w, "एगा") || strings.HasSuffix(w, "एगी")) {
			return true // the future
		}
	}
	return false
}

// lifespan reads the two days of an obituary, (12 May 1951 - 3 May 2026), and
// reports the first; the second stands in the same brackets.
func (f *finder) lifespan(t *prose.Text, d day, report func(finding.Hit)) bool {
	if d.year == 0 || !mark(t, d.from-1, "(") || !mark(t, d.to, "-") || d.to+1 >= len(t.Tokens) {
		return false
	}
	end, ok := f.dayAt(t, d.to+1)
	if !ok || end.year-d.year < 2 || f.past(end) || !mark(t, end.to, ")") {
		return false
	}
	if s := f.around(t, d.from, end.to); s.who&pHistoric == 0 && !f.famous(s, d.from) {
		report(hit(t, ruleDate, d.from, end.to, false, "the days of a life", "two dates stand in brackets"))
	}
	return true
}

// nearest finds the word that says what happened on a day: in English mostly
// the one before, in Hindi the one behind.
func (f *finder) nearest(s sentence, d day) int {
	before, after := -1, -1
	for i := d.from - 1; i >= s.from && before < 0 && !mark(s.t, i, ";"); i-- {
		if f.happening(s, i) != 0 && !f.weak(s, i) {
			before = i
		}
	}
	for i := d.to; i < s.to && after < 0 && !mark(s.t, i, ";"); i++ {
		if f.happening(s, i) != 0 && !f.weak(s, i) {
			after = i
		}
	}
	switch {
	case before < 0:
		return after
	case after < 0:
		return before
	}
	if f.hindi(s, d) || f.whenAt(s.t, before)&wPublic != 0 || f.opens(s, d) {
		if after-d.to < d.from-before-1 {
			return after
		}
	}
	return before
}

// happening is what a word says to have happened, alone or with its neighbour.
func (f *finder) happening(s sentence, i int) uint32 {
	w := f.whenAt(s.t, i)
	switch {
	case w&wPair == 0:
		return w & (happenings | wLabel)
	case w&wLabel != 0: // DOD is also a department, DOS a system
		if s.t.Tokens[i].Shape == prose.Capitals && (mark(s.t, i+1, ":-") || is(s.t, i, "edd", "lmp") && (numeral(s.t, i+1) || f.whenAt(s.t, i+1)&wMonth != 0)) {
			return wCare | wLabel
		}
		return 0
	case is(s.t, i, "b", "बी"):
		return f.initial(s.t, i)
	}
	return f.pair(s.t, i)
}

// pair is what a word says to have happened beside the one before it.
func (f *finder) pair(t *prose.Text, i int) uint32 {
	switch {
	case is(t, i, "away", "बसे", "बसीं", "बसी", "base", "basi", "तोड़ा", "तोड़"):
		if is(t, i-1, "passed", "passes", "चल", "chal", "दम", "dam") {
			return wDeath
		}
	case is(t, i, "life"):
		if is(t, i-2, "lost", "took") {
			return wDeath
		}
	case is(t, i, "दौरा", "daura"): // an attack; else an official visit
		if is(t, i+1, "पड़ा", "पड़ा", "आया", "pada", "aaya") || is(t, i-2, "दिल", "dil") {
			return wClinical
		}
	case is(t, i, "छोड़", "छोड़", "chhod"): // left us, left the world
		if is(t, i-1, "हमें", "दुनिया", "संसार", "hamein", "duniya") {
			return wDeath
		}
	case is(t, i, "breath"):
		if is(t, i-1, "last", "final") {
			return wDeath
		}
	case is(t, i, "breathed", "सांस"):
		if is(t, i+2, "last") || is(t, i-1, "अंतिम") {
			return wDeath
		}
	case is(t, i, "lost") && is(t, i+2, "fight", "battle", "struggle"):
		return wDeath
	case is(t, i, "broke"):
		if is(t, i-1, "water", "waters") {
			return wClinical
		}
	case is(t, i, "lost"):
		if f.whoAt(t, i+1)&(pPronoun|pFirst) != 0 && f.whoAt(t, i+2)&(pKin|pPerson) != 0 {
			return wDeath
		}
	case is(t, i, "section", "u"):
		if mark(t, i-1, "-/") && is(t, i-2, "c", "f") {
			return wCare // C-section, f/u
		}
	case is(t, i, "admit"):
		if is(t, i+1, "date", "hui", "hua", "hue", "kiya") || mark(t, i+1, ":") || numeral(t, i+1) {
			return wCare
		}
	case is(t, i, "passed", "passes"):
		switch {
		case is(t, i+1, "away"):
			return 0
		case f.whoAt(t, i-1)&pOne != 0, (f.whoAt(t, i-2)|f.whoAt(t, i-3))&pTitle != 0:
			return wDeath
		}
		return wPublic
	case is(t, i, "released"):
		if is(t, i+1, "from") && (f.whoAt(t, i+2)|f.whoAt(t, i+3))&pHospital != 0 {
			return wCare
		}
		return wPublic
	case is(t, i, "service", "encounter"):
		if is(t, i-1, "of") && is(t, i-2, "date") || is(t, i, "encounter") && is(t, i+1, "date") {
			return wCare
		}
	case is(t, i, "c"):
		if mark(t, i-1, "/") && is(t, i-2, "d") {
			return wCare
		}
	case is(t, i, "घर", "ghar"):
		if is(t, i+1, "गया", "गई", "गए", "गयी", "लौटा", "लौटी", "लौटे", "gaya", "gayi", "gaye", "lauta", "laute", "lauti") {
			return wLoose
		}
	case is(t, i, "due"):
		if is(t, i+1, "date") && f.whoAt(t, i-1)&(pPronoun|pFirst|pPatient) != 0 {
			return wClinical
		}
	case is(t, i-1, "tested", "heart", "asthma", "into", "in"):
		return wClinical // tested positive, heart attack, in labour
	}
	return 0
}

// initial reads the b of D.O.B., D/O/B and "(b. 1931".
func (f *finder) initial(t *prose.Text, i int) uint32 {
	switch {
	case mark(t, i-1, "./") && is(t, i-2, "o", "ओ") && mark(t, i-3, "./") && is(t, i-4, "d", "डी"):
		return wBirth | wLabel
	case mark(t, i+1, ".") && t.Tokens[i].Shape == prose.Small && (i == 0 || f.begins(t, i) || f.whoAt(t, i-1)&pOne != 0) && numeral(t, i+2):
		return wBirth // b. 1967-05-30
	case mark(t, i-1, "(,") && mark(t, i+1, "."), mark(t, i+1, "'") && is(t, i+2, "day"):
		return wBirth
	}
	return 0
}

// weak reports whether a word such as began says only when something before
// it happened to one person: her chemotherapy began on.
func (f *finder) weak(s sentence, i int) bool {
	if f.whenAt(s.t, i)&wWeak == 0 || s.who&pOne == 0 {
		return false
	}
	for j := i - 1; j >= max(s.from, i-4); j-- {
		if f.whenAt(s.t, j)&(wCare|wClinical|wLoose) != 0 {
			return true
		}
	}
	return false
}

// hindi reports whether a day stands in a Hindi clause, whose verb comes last.
func (f *finder) hindi(s sentence, d day) bool {
	return is(s.t, d.to, "को", "ko", "में", "mein", "से", "तक") || s.t.Folded[s.t.Tokens[d.to-1].From] >= 0x80
}

// opens reports whether a day begins a clause: "…, and on 12 August she was".
func (f *finder) opens(s sentence, d day) bool {
	return is(s.t, d.from-1, "on", "in") && (d.from-2 < s.from || mark(s.t, d.from-2, ",;:") || is(s.t, d.from-2, "and", "then", "but"))
}
