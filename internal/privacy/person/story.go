package person

import (
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// What tells one person from all others, without a name.
const (
	byRarity = 1 << iota // the first, the only, a rare disease
	byPlace              // a village, a small town
	byOffice             // mayor, sarpanch, champion
	byFamily             // quadruplets, three daughters
	byAge                // the 7-year-old
)

// story reports a sentence that describes one patient so closely that a
// neighbour knows who it is: two marks of that kind and a word of care.
func (r *reading) story() {
	if r.headline && r.t.Kind == prose.Heading {
		return
	}
	a := r.survey()
	if !a.one && !(a.ill && (a.cared || r.befallsOne())) && !((r.anySign(r.from, r.to) || r.rareTold()) && r.befallsOne()) || a.past || a.many && !r.single() {
		return
	}
	var marks, first, last int
	for i := r.from; i < r.to; i++ {
		m := r.markOf(i)
		if m == 0 {
			continue
		}
		if marks == 0 {
			first = i
		}
		marks, last = marks|m, i
	}
	if !tells(marks) && !(marks&byAge != 0 && r.hasContest()) || r.changed() {
		return
	}
	r.report(finding.Hit{Rule: ruleStory, From: int(r.t.Tokens[first].From), To: int(r.t.Tokens[last].To), What: "a story that fits one person", Because: "a place, an office or a rarity stand together with care"})
}

// tells reports whether marks are two of the four; an age helps only an
// office that one person has.
func tells(marks int) bool {
	n := 0
	for m := byRarity; m <= byFamily; m <<= 1 {
		if marks&m != 0 {
			n++
		}
	}
	return n >= 2
}

// single reports whether one patient is spoken of beside all the others.
func (r *reading) single() bool {
	for i := r.from; i < r.to; i++ {
		if w := r.care(i); w&patient != 0 && !r.attributive(i) || w&rare != 0 && r.determined(i) && r.person(i+1) {
			return true
		}
	}
	return false
}

// befallsOne reports whether one person is treated: was admitted, her surgery.
func (r *reading) befallsOne() bool {
	for i := r.from; i < r.to; i++ {
		if r.care(i)&public != 0 && r.name(i+1)&hindi != 0 && r.care(i+1)&agent == 0 && r.treatedHindi(i+2, 10) {
			return true
		}
		w := r.care(i)
		if w&pronoun != 0 && (r.wide(i) || r.owned(i+1) || !r.ofThings(i) && (r.name(i+1) == 0 || r.care(i+1)&be != 0) && (r.happens(i+1, 12) || r.suffers(i))) || w&(be|have) != 0 && r.happens(i, 6) || r.hasSign(i) || w&passive != 0 && i+2 < r.to && r.of(i+1) == "the" && r.care(i+2)&(public|rare) != 0 || w&came != 0 && !r.ourselves(i-1) && r.toUs(i+1) {
			return true
		}
	}
	return false
}

// ofThings reports whether the pronoun at i says whose something is: his, her.
func (r *reading) ofThings(i int) bool {
	switch r.of(i) {
	case "his", "her", "His", "Her":
		return true
	}
	return false
}

// rareTold reports whether a rare illness is spoken of.
func (r *reading) rareTold() bool {
	for i := r.from; i < r.to; i++ {
		if r.care(i)&rareIll != 0 && r.rareIllness(i) {
			return true
		}
	}
	return false
}

// hasSign reports whether the verb at i gives somebody an illness: lost both
// legs, have Duchenne.
func (r *reading) hasSign(i int) bool {
	switch r.of(i) {
	case "lost", "has", "had", "have", "broke", "tore", "developed", "caught", "suffered", "attempted":
	default:
		return false
	}
	for k := i + 1; k < min(r.to, i+5); k++ {
		if r.isSign(k) || r.of(k) == "suicide" || r.care(k)&rareIll != 0 && r.rareIllness(k) {
			return true
		}
		if r.t.Tokens[k].Sort == prose.Mark || r.care(k)&people != 0 {
			return false
		}
	}
	return false
}

// suffers reports whether a rare illness is told of he or she at i, behind with,
// has or for: is the one person with Pompe disease.
func (r *reading) suffers(i int) bool {
	for k := i + 1; k < r.to; k++ {
		if r.care(k)&rareIll != 0 && r.rareIllness(k) {
			switch r.of(k - 1) {
			case "with", "for", "has", "had", "of", "from", "hereditary":
				return true
			}
		}
	}
	return false
}

// markOf says how token i marks a person.
func (r *reading) markOf(i int) int {
	w := r.care(i)
	switch {
	case r.t.Tokens[i].Sort == prose.Number && r.ageAt(i):
		return byAge
	case w == 0:
		return r.placeNamed(i)
	case w&relation != 0 && r.numberWord(i-1):
		return byFamily
	case w&rareIll != 0 && r.rareIllness(i):
		return byRarity
	case w&rare != 0:
		return r.rarity(i)
	case w&small != 0:
		if r.placeIsNamed(i) {
			return byPlace
		}
	case w&public != 0:
		return r.office(i)
	case w&kin != 0:
		return r.family(i)
	case w&relation != 0 && r.ofOffice(i):
		return byFamily
	}
	return r.placeNamed(i)
}

// rarity tells the first and only from first aid and only a little.
func (r *reading) rarity(i int) int {
	if r.name(i+1)&org != 0 {
		return 0
	}
	switch r.of(i) {
	case "first", "only", "sole", "lone", "youngest", "oldest", "unique", "First", "Only", "one", "last", "Last", "One":
		if !r.determined(i) && !(r.of(i) == "Only" && r.of(min(i+1, r.to-1)) == "one") || r.ordinary(i+1) || !r.person(i+1) && !r.thingOfPlace(i) {
			return 0
		}
	case "rare":
		if r.care(i+1)&people != 0 {
			return 0
		}
	case "पहले", "सबसे", "अकेले":
		return 0
	}
	return byRarity
}

// thingOfPlace reports whether a place has one thing of a kind and somebody
// works with it: drives the only taxi in Kilbrack, of Barrow's one bank.
func (r *reading) thingOfPlace(i int) bool {
	if r.name(i+1)&(org|staffNoun) != 0 || r.care(i+1)&(treat|study) != 0 {
		return false
	}
	owner := r.of(i-1) == "s" && r.capitalAt(i-3)
	place := r.of(i+2) == "in" && r.capitalAt(i+3)
	if !owner && !place {
		return false
	}
	for k := r.from; k < i; k++ {
		if w := r.care(k); w&public != 0 || w&pronoun != 0 && !r.ofThings(k) {
			return true
		}
	}
	return false
}

// determined reports whether the, our or a place's 's stands before i.
func (r *reading) determined(i int) bool {
	if i == r.from {
		return r.name(i+1)&role == 0
	}
	switch r.of(i - 1) {
	case "the", "The", "our", "Our", "their", "and", "s":
		return true
	}
	return false
}

// ordinary reports whether what is first or only is no person: first time,
// only way, first dose.
func (r *reading) ordinary(i int) bool {
	switch r.of(i) {
	case "time", "way", "day", "dose", "step", "line", "aid", "sign", "signs", "thing", "few", "year", "week", "month", "trimester", "choice", "hospital", "clinic", "study", "vaccine", "treatment", "drug", "test", "cure", "reason", "symptom", "visit", "appointment", "responders", "responder", "six", "two", "three", "one", "to", "hours", "hour", "days", "months", "weeks":
		return true
	}
	return false
}

// placeIsNamed reports whether a village or town is told by name, or as hers.
func (r *reading) placeIsNamed(i int) bool {
	if r.wide(i) {
		p := r.care(i - 1)
		return i == r.from && r.name(i+1)&hindi != 0 || i > r.from && p&(people|rare) == 0 && r.of(i-1) != "और" && r.of(i-1) != "हर" && r.of(i-1) != "कई"
	}
	return r.capitalAt(i-1) || r.capitalAt(i+1) || i+2 < r.to && r.of(i+1) == "of" && r.capitalAt(i+2) || r.t.Tokens[i].Shape != prose.Small && i > r.from ||
		i > r.from+1 && (r.of(i-1) == "our" || r.of(i-1) == "the" || r.of(i-1) == "a" || r.of(i-1) == "small" || r.of(i-1) == "tiny" || r.care(i-1)&pronoun != 0)
}

// placeNamed reports whether a place stands at i: from Harlan, in Millbrook.
func (r *reading) placeNamed(i int) int {
	if !r.capitalAt(i) || i == r.from || r.t.Tokens[i].Shape != prose.Capital {
		return 0
	}
	switch r.of(i - 1) {
	case "from", "in", "of":
	case "the":
		if p := r.of(i - 2); p != "in" && p != "from" {
			return 0
		}
	case "to":
		if r.of(i-2) != "home" {
			return 0
		}
	default:
		return 0
	}
	b := r.name(i)
	if b&(staffTitle|org|given) != 0 || b&title != 0 && b&common == 0 || b&common != 0 && !r.unknownCapital(i+1) || r.care(i)&treat != 0 || r.name(i+1)&org != 0 && r.capitalAt(i+1) && r.care(i+1)&small == 0 {
		return 0
	}
	if r.of(i-1) == "of" && r.care(i-2)&(public|small) == 0 {
		return 0
	}
	return byPlace
}

// office tells who holds a public role from who treats or speaks.
func (r *reading) office(i int) int {
	if (r.care(i+1)&speech != 0 && !r.theirs(i+1)) || r.care(i+2)&speech != 0 && r.capitalAt(i+1) {
		return 0
	}
	if r.writers(i) {
		return 0
	}
	if i > r.from && (r.of(i-1) == "your" || r.of(i-1) == "any" || r.of(i-1) == "every" || r.of(i-1) == "or") {
		return 0
	}
	return byOffice
}

// writers reports whether the office at i is that of whoever writes: where I
// was a teacher.
func (r *reading) writers(i int) bool {
	for k := i - 1; k > i-7 && k >= r.from; k-- {
		if r.of(k) == "I" {
			return r.care(k+1)&be != 0 && !r.around.mine
		}
	}
	return false
}

// family tells an exact family from a number.
func (r *reading) family(i int) int {
	switch r.of(i) {
	case "तीन", "चार", "पांच", "पाँच":
		if r.care(i+1)&kin == 0 && r.care(i+1)&relation == 0 {
			return 0
		}
	}
	return byFamily
}

// rareIllness tells Fabry disease from Mr Fabry.
func (r *reading) rareIllness(i int) bool {
	k := &r.t.Tokens[i]
	if k.Shape != prose.Capital {
		return true
	}
	switch r.of(i - 1) {
	case "has", "have", "had", "with":
		return r.name(i)&(surname|given) == 0
	}
	for q := i + 1; q < min(r.to, i+6); q++ {
		switch r.of(q) {
		case "disease", "syndrome", "anaemia", "anemia", "chorea", "dystrophy", "Jakob", "ataxia", "disorder", "Barr", "Danlos", "Marie":
			return true
		}
	}
	return false
}

// person reports whether one of three words calls a person: the first female
// priest, the only case.
func (r *reading) person(i int) bool {
	for k := i; k < min(r.to, i+3); k++ {
		if r.care(k)&(public|patient|relation|kin) != 0 || r.name(k)&role != 0 && r.t.Tokens[k].Shape == prose.Small {
			return true
		}
		switch r.of(k) {
		case "person", "woman", "man", "girl", "boy", "child", "baby", "case", "resident", "villager", "member", "family", "set", "female", "male", "student", "infant", "pupil", "farmer":
			return true
		}
	}
	return false
}

// ofOffice reports whether a relative at i is one of somebody with an office:
// widow of our former mayor, the mayor's wife.
func (r *reading) ofOffice(i int) bool {
	if i > r.from+2 && r.of(i-1) == "s" && r.care(i-3)&public != 0 {
		return true
	}
	if i+1 >= r.to || r.of(i+1) != "of" {
		return r.name(i-1)&hindi != 0 && r.care(i-2)&public != 0
	}
	for k := i + 2; k < min(r.to, i+7); k++ {
		if r.care(k)&public != 0 {
			return true
		}
	}
	return false
}

// hasContest reports whether the sentence speaks of an office that one person
// has at a time; a teacher of that age would be one of many.
func (r *reading) hasContest() bool {
	for i := r.from; i < r.to; i++ {
		switch r.of(i) {
		case "champion", "medallist", "medalist", "winner", "captain", "mayor", "sarpanch", "quarterback", "विजेता", "चैंपियन", "कप्तान", "सरपंच", "महापौर":
			return true
		}
	}
	return false
}
