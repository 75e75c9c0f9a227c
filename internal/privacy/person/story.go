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
	if !a.one && !(a.ill && r.befallsOne()) || a.past {
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
	if !tells(marks) || a.many && r.forAll() || r.changed() {
		return
	}
	r.report(finding.Hit{Rule: ruleStory, From: int(r.t.Tokens[first].From), To: int(r.t.Tokens[last].To), What: "a story that fits one person", Because: "a place, an office or a rarity stand together with care"})
}

// tells reports whether marks are two of the four; an age only helps an
// office.
func tells(marks int) bool {
	n := 0
	for m := byRarity; m <= byFamily; m <<= 1 {
		if marks&m != 0 {
			n++
		}
	}
	return n >= 2
}

// forAll reports whether groups are the subject: the sentence begins with one.
func (r *reading) forAll() bool {
	for i := r.from; i < min(r.to, r.from+4); i++ {
		if r.care(i)&people != 0 {
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
		if r.care(i)&pronoun != 0 || r.care(i)&be != 0 && r.happens(i, 6) {
			return true
		}
	}
	return false
}

// markOf says how token i marks a person.
func (r *reading) markOf(i int) int {
	w := r.care(i)
	switch {
	case w == 0:
		return r.placeNamed(i)
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
	}
	return r.placeNamed(i)
}

// rarity tells the first and only from first aid and only a little.
func (r *reading) rarity(i int) int {
	if r.name(i+1)&org != 0 {
		return 0
	}
	switch r.of(i) {
	case "first", "only", "sole", "lone", "youngest", "oldest", "unique", "First", "Only":
		if !r.determined(i) || r.ordinary(i+1) || !r.person(i+1) {
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

// determined reports whether the, our or a place's 's stands before i.
func (r *reading) determined(i int) bool {
	if i == r.from {
		return false
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
	default:
		return 0
	}
	b := r.name(i)
	if b&(common|title|staffTitle|org|given) != 0 || r.care(i)&treat != 0 || r.name(i+1)&org != 0 && r.care(i+1)&small == 0 {
		return 0
	}
	if r.of(i-1) == "of" && r.care(i-2)&(public|small) == 0 {
		return 0
	}
	return byPlace
}

// office tells who holds a public role from who treats or speaks.
func (r *reading) office(i int) int {
	if r.care(i+1)&speech != 0 || r.care(i+2)&speech != 0 && r.capitalAt(i+1) {
		return 0
	}
	if i > r.from && (r.of(i-1) == "your" || r.of(i-1) == "any" || r.of(i-1) == "every" || r.of(i-1) == "or") {
		return 0
	}
	return byOffice
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

// person reports whether one of three words calls a person: the first female
// priest, the only case.
func (r *reading) person(i int) bool {
	for k := i; k < min(r.to, i+3); k++ {
		if r.care(k)&(public|patient|relation|kin) != 0 {
			return true
		}
		switch r.of(k) {
		case "person", "woman", "man", "girl", "boy", "child", "baby", "case", "resident", "villager", "member", "family", "set", "female", "male", "student", "infant", "pupil", "farmer":
			return true
		}
	}
	return false
}
