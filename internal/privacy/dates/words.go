package dates

import (
	"strings"

	"nadi/internal/prose"
)

// What a word says of a day or an age.
const (
	wMonth     = 1 << iota
	wDoubtful  // a month that is an ordinary word in small letters
	wNumber    // ninety, hundred, बानवे: may begin an age
	wDayWord   // a number to 31 in words, cardinal or ordinal
	wBirth     // born, birthday, जन्म
	wLabel     // the name of a field alone: DOB, DOA, जन्मतिथि
	wDeath     // died, मृत्यु
	wCare      // only hospitals do it: admitted, discharged, भर्ती
	wClinical  // surgery, dialysis, ऑपरेशन
	wLoose     // came, visited, seen, दिखाया
	wPublic    // published, opened, enrolled: a day of everybody's
	wCentury   // centenarian
	wUnit      // years, साल
	wYearOld   // वर्षीय: years old in one word
	wAged      // aged, age, उम्र
	wBound     // over, older, अधिक: the age of a group
	wStatistic // mean, median, औसत
	wBecome    // is, was, turned: before a bare age
	wExample   // a form to fill in, an example
	wWeak      // began, ended: what did is the word before
	wPair      // means something only beside another word: away, b
	wRare      // a rare spelling of a number that may begin an age
)

// Whom a word speaks of.
const (
	pPatient  = 1 << iota
	pKin      // mother, दादी
	pPerson   // woman, boy, बुजुर्ग
	pPronoun  // he, her, उन्हें
	pFirst    // I, my, मेरा
	pTitle    // Mrs, श्रीमती
	pDoctor   // Dr, professor
	pStaff    // ends a name of the staff
	pPlural   // women, participants, मरीजों
	pThing    // house, tradition, law
	pHospital // hospital, ward, अस्पताल
	pHistoric // the famous and their works
	pEpidemic // outbreak, virus
	pCount    // deaths, cases, thousands: news of an epidemic
	pCase     // case, infection: the same beside its name
	pBody     // knee, heart, घुटना
	pCompound // portal, survey: patient describes them
	pAnybody  // you, every, unless: whoever is of that age
	pAverage  // average, typical
	pSomeone  // person: one, but perhaps anyone
	pLeads    // performed, leads: who does it is a professional
	pOld      // old, which makes somebody of a number: 6-month-old
	pTrade    // teacher, soldier: who somebody is by work
)

const (
	pNoun = pPatient | pKin | pPerson | pTitle
	pOne  = pNoun | pPronoun | pFirst
)

// values are the numbers that number words say.
type values []uint8

func (v values) get(id prose.WordID) int {
	if int(id) < len(v) {
		return int(v[id])
	}
	return 0
}

func (v values) put(id prose.WordID, n int) values {
	if int(id) >= len(v) {
		v = append(v, make(values, int(id)+1-len(v))...)
	}
	v[id] = uint8(n)
	return v
}

// learn reads the word lists.
func (f *finder) learn(lex *prose.Lexicon) {
	for _, l := range whenWords {
		f.when = lex.Mark(f.when, l.bits, strings.Fields(l.words)...)
	}
	for _, l := range whoWords {
		f.who = lex.Mark(f.who, l.bits, strings.Fields(l.words)...)
	}
	for _, l := range ownerWords {
		f.own = lex.Mark(f.own, l.bits, strings.Fields(l.words)...)
	}
	for n, words := range dayWords {
		f.learnNumber(lex, wDayWord, n+1, words)
	}
	for n, words := range ageWords {
		f.learnNumber(lex, wNumber, 90+n, words)
		f.learnNumber(lex, wRare, 90+n, moreAgeWords[n])
		for _, w := range strings.Fields(words) {
			if w[0] >= 0x80 {
				f.learnNumber(lex, wRare, 90+n, w+strings.Join(ordinalEnds, " "+w))
			}
		}
	}
}

func (f *finder) learnNumber(lex *prose.Lexicon, bit uint32, n int, words string) {
	for _, w := range strings.Fields(words) {
		f.when = lex.Mark(f.when, bit, w)
		f.value = f.value.put(lex.Learn(w), n)
	}
}
