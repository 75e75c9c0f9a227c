package dates

import "nadi/internal/prose"

// famous reports whether a birth or death at a token is that of a public
// person: one whom a profession introduces, or an achievement, in this
// sentence or in one just before it that this one goes on from.
func (f *finder) famous(s sentence, at int) bool {
	if f.ours(s) {
		return false
	}
	if f.introduced(s, at) || f.goesOnWith(s) {
		return true
	}
	for range 3 {
		pronoun := s.who&pPronoun != 0 && s.who&(pNoun|pFirst) == 0
		if s.from == 0 || !pronoun && !f.echoes(s, at) {
			return false
		}
		s = f.around(s.t, s.from-1, s.from)
		if f.ours(s) {
			return false
		}
		if f.achieved(s) || f.presented(s) {
			return true
		}
		at = s.to
	}
	return false
}

// goesOnWith reports whether the next sentence tells an achievement of whom this
// one names: He invented the valve.
func (f *finder) goesOnWith(s sentence) bool {
	if s.who&(pNoun|pFirst) != 0 || !is(s.t, s.to, "he", "she", "उन्होंने", "वे") {
		return false
	}
	next := f.around(s.t, s.to, s.to+1)
	return !f.ours(next) && f.achieved(next)
}

// ours reports whether a sentence speaks of a patient or of the staff, whose
// births count whatever their work.
func (f *finder) ours(s sentence) bool {
	if s.who&(pPatient|pKin|pFirst|pTitle) != 0 || s.staff || s.when&wLabel != 0 {
		return true
	}
	for i := s.from; i < s.to; i++ {
		if f.whenAt(s.t, i)&wCare != 0 && !is(s.t, i, "operated") || is(s.t, i, "us", "our", "ours", "we", "हम", "हमारे", "हमारी", "हमारा", "humare", "hamare") {
			return true
		}
	}
	return false
}

// introduced reports whether a sentence itself says who was born or died: one
// with an achievement, or a name with its profession of which nobody else
// tells.
func (f *finder) introduced(s sentence, at int) bool {
	if f.achieved(s) {
		return true
	}
	i := f.calling(s)
	if i < 0 || s.who&pPerson != 0 {
		return false
	}
	for j := s.from; j < s.to; j++ {
		if f.ownAt(s.t, j)&oTold != 0 || j > i && j < at && is(s.t, j, "he", "she", "him", "वह", "उसकी", "उसका", "उसके", "कि", "that", "ki") {
			return false
		}
	}
	return true
}

// presented reports whether a sentence does nothing but introduce a name with
// a profession, or tells of its birth or death.
func (f *finder) presented(s sentence) bool {
	i := f.calling(s)
	if i < 0 || s.who&pPerson != 0 {
		return false
	}
	for j := s.from; j < s.to; j++ {
		if f.ownAt(s.t, j)&oTold != 0 || is(s.t, j, "him", "उसका", "उसकी", "उसे") {
			return false
		}
	}
	return s.when&(wBirth|wDeath) != 0 || f.copula(s, i) || f.years(s)
}

// years reads (1904-1979).
func (f *finder) years(s sentence) bool {
	for i := s.from; i < s.to; i++ {
		if mark(s.t, i, "(") && f.fullYear(s.t, i+1) != 0 && mark(s.t, i+2, "-") && f.fullYear(s.t, i+3) != 0 {
			return true
		}
	}
	return false
}

// copula reads "was a French cardiologist", "एक वैज्ञानिक थे".
func (f *finder) copula(s sentence, i int) bool {
	for j := i + 1; j <= i+4; j++ {
		if is(s.t, j, "थे", "थी", "थीं", "था", "हैं", "the", "thi", "tha") && !english(s.t, j) {
			return true
		}
	}
	for j := i - 1; j >= max(s.from, i-6); j-- {
		if is(s.t, j, "was", "is") {
			return true
		}
	}
	return false
}

// calling finds a profession that stands beside a name, or -1.
func (f *finder) calling(s sentence) int {
	for i := s.from; i < s.to; i++ {
		if f.ownAt(s.t, i)&oCalling == 0 {
			continue
		}
		if !english(s.t, i) {
			if i+1 < s.to && s.t.Tokens[i+1].Sort == prose.Word && !is(s.t, i+1, "ने", "को", "के", "की", "का", "से") || f.copula(s, i) {
				return i
			}
			continue
		}
		if j := i + 1; f.fullName(s.t, j) || (mark(s.t, j, ",-") || is(s.t, j, "and")) && f.fullName(s.t, j+1) && mark(s.t, j, ",") {
			return i
		}
		if f.nameBefore(s, i) {
			return i
		}
		if is(s.t, i+1, "and", "&") && f.ownAt(s.t, i+2)&oCalling == 0 && f.fullName(s.t, i+3) {
			return i
		}
	}
	return -1
}

// fullName reports whether two capital words stand at a token, initials
// between them.
func (f *finder) fullName(t *prose.Text, i int) bool {
	if is(t, i, "sir", "dame", "lord") {
		i++
	}
	if !named(t, i) {
		return false
	}
	for i++; mark(t, i, ".") || i < len(t.Tokens) && t.Tokens[i].Shape == prose.Capitals && t.Tokens[i].Sort == prose.Word || is(t, i, "van", "von", "de", "du", "bin", "al"); {
		i++
	}
	return named(t, i)
}

func named(t *prose.Text, i int) bool {
	return i < len(t.Tokens) && t.Tokens[i].Sort == prose.Word && t.Tokens[i].Shape != prose.Small
}

// nameBefore reads "Alain Example, a French cardiologist" and "Alain Example
// was a French cardiologist".
func (f *finder) nameBefore(s sentence, i int) bool {
	for j := i - 1; j > s.from && j >= i-8; j-- {
		if mark(s.t, j, ",(") || is(s.t, j, "was", "is") {
			k := j - 1
			if mark(s.t, k, ")") {
				for k > s.from && k > j-12 && !mark(s.t, k, "(") {
					k--
				}
			}
			for mark(s.t, k, "(,") {
				k--
			}
			if capital(s.t, k) && capital(s.t, k-1) && k-1 >= s.from {
				return true
			}
		} else if s.t.Tokens[j].Sort == prose.Mark && !mark(s.t, j, "-") {
			return false
		}
	}
	return false
}

// achieved reports whether a sentence tells an achievement.
func (f *finder) achieved(s sentence) bool {
	for i := s.from; i < s.to; i++ {
		o := f.ownAt(s.t, i)
		switch {
		case o&oFeat != 0:
			return true
		case is(s.t, i, "led") && is(s.t, i+1, "the", "a") && (is(s.t, i+2, "team", "group") || is(s.t, i+3, "team", "group")):
			return true
		case o&oFirst != 0 && is(s.t, i-1, "first") && f.within(s, i, 5, oFound):
			return f.anyName(s)
		case o&oPrize != 0 && (!english(s.t, i) || named(s.t, i)) && f.won(s, i):
			return true
		}
	}
	return false
}

func (f *finder) within(s sentence, i, n int, bit uint32) bool {
	for j := i + 1; j < min(s.to, i+n); j++ {
		if f.ownAt(s.t, j)&bit != 0 {
			return true
		}
	}
	return false
}

func (f *finder) anyName(s sentence) bool {
	for i := s.from; i+1 < s.to; i++ {
		if f.fullName(s.t, i) {
			return true
		}
	}
	return false
}

// won reads "received the … prize", "पुरस्कार मिला".
func (f *finder) won(s sentence, i int) bool {
	for j := i - 1; j >= max(s.from, i-9); j-- {
		if is(s.t, j, "won", "received", "awarded", "shared") {
			return true
		}
	}
	return is(s.t, i+1, "मिला", "पाया", "जीता", "से", "mila", "jeeta", "paya")
}

// echoes reports whether the word that was born or died stands, as a name, in
// the sentence before: Example died on.
func (f *finder) echoes(s sentence, at int) bool {
	i := at - 1
	for i > s.from && is(s.t, i, "was", "later", "himself", "herself") {
		i--
	}
	if i < s.from || !named(s.t, i) || s.t.Tokens[i].To-s.t.Tokens[i].From < 3 {
		return false
	}
	for j := s.from - 1; j >= max(0, s.from-reach); j-- {
		if named(s.t, j) && s.t.Of(s.t.Tokens[j]) == s.t.Of(s.t.Tokens[i]) {
			return true
		}
	}
	return false
}
