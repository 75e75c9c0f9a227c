package person

import "nadi/internal/prose"

// isStaff reports whether a name is told as that of somebody at work: a
// clinician, an author, an official.
func (r *reading) isStaff(c someone) bool {
	if r.known(c) || r.remembered(c) && !(c.full && r.happens(c.to, 6)) {
		return true
	}
	return r.staffBefore(c) || r.staffBehind(c) && !(r.patientBefore(c) && !r.credentialAt(c.to) && !r.credentialAt(c.to+1))
}

// known reports whether the site knows the name as its own people's.
func (r *reading) known(c someone) bool {
	for _, person := range r.f.staff[r.t.Tokens[c.to-1].ID] {
		if last := person[len(person)-1]; len(person) > 0 && r.within(c, person) && (c.words > 1 || last == r.t.Tokens[c.to-1].ID) {
			return true
		}
	}
	return false
}

// within reports whether every longer word of a name is among others.
func (r *reading) within(c someone, words []prose.WordID) bool {
	for i := c.from; i < c.to; i++ {
		k := &r.t.Tokens[i]
		if k.Sort != prose.Word || k.To-k.From == 1 {
			continue
		}
		found := false
		for _, w := range words {
			found = found || w == k.ID
		}
		if !found {
			return false
		}
	}
	return true
}

// staffBefore looks at what stands before a name: Dr, cardiologist, led by.
func (r *reading) staffBefore(c someone) bool {
	p := c.from - 1
	if c.titled {
		if p--; r.mark(p+1, '.') {
			p--
		}
	}
	if r.listOfAuthors(p) && !(r.mark(p, ',') && r.happens(c.to, 12)) || r.ofHouse(p) || r.mark(p, ',') && r.name(p-1)&role != 0 && r.care(p-1)&(patient|public) == 0 {
		return true
	}
	if r.mark(p, '.') || r.mark(p, ',') && r.name(p-1)&staffTitle != 0 {
		p--
	}
	if p < r.from {
		return false
	}
	b := r.name(p)
	switch {
	case r.of(p) == "sister" && (r.care(p-1)&ward != 0 || r.name(p-1)&(role|org) != 0):
		return true // "Ward sister X"
	case r.wide(p) && b&staffTitle != 0:
		return true
	case b&role != 0 && r.care(p)&patient == 0:
		return !r.ageBefore(c) && !(r.care(p)&public != 0 && !r.ofCare(p-1) && r.happens(c.to, 12))
	case b&staffTitle != 0 && (r.t.Tokens[p].Shape != prose.Small || r.care(p)&public != 0):
		return r.t.Tokens[p].Shape != prose.Small || !r.happens(c.to, 12)
	case !r.wide(p) && r.t.Tokens[p].Shape == prose.Small && r.credits(p):
		return true
	}
	for q := p; q > p-5 && q >= r.from; q-- { // "director of nursing X Y"
		if r.t.Tokens[q].Sort != prose.Word && !r.mark(q, '-') || r.care(q)&(speech|be|passive|event) != 0 {
			return false
		}
		if r.name(q)&role != 0 && r.care(q)&(patient|public) == 0 && (q > p-3 || r.wide(q)) && r.name(p)&hindi == 0 && !r.functionWord(p) {
			return true
		}
	}
	return false
}

// credits reports whether a word before a name gives somebody credit for work.
func (r *reading) credits(p int) bool {
	switch r.of(p) {
	case "by", "via", "courtesy", "author", "authors", "editor":
		return true
	}
	return false
}

// staffBehind looks at what follows a name: MD, a cardiologist, leads.
func (r *reading) staffBehind(c someone) bool {
	j := c.to
	if r.possessive(j) {
		if r.mark(j+3, '-') {
			return false
		}
		return r.name(j+2)&staffNoun != 0 || r.name(j+3)&staffNoun != 0 && r.name(j+2)&(org|role) != 0
	}
	if r.markAny(j, ",(-") {
		j++
	}
	if r.credentialAt(j) {
		return true
	}
	if j == c.to && r.will(j) {
		return true
	}
	if j == c.to && r.name(j)&staffVerb != 0 && r.care(j+1)&(passive|treat) == 0 {
		return true
	}
	if r.isHindi(c) {
		return r.staffBehindHindi(c)
	}
	if r.mark(c.to, ',') || j < r.to && r.of(j) == "of" {
		if r.goesToWork(c) {
			return true
		}
	}
	return r.isAtWork(c)
}

// isAtWork reads the words that explain a name, up to their verb: ", a
// cardiologist at Ridgeview," and "is the head of".
func (r *reading) isAtWork(c someone) bool {
	j := c.to
	explained := r.markAny(j, ",(-") || j < r.to && r.care(j)&be != 0 || j < r.to && (r.of(j) == "and" || r.of(j) == "who" || r.of(j) == "as")
	if !explained {
		return j < r.to && r.of(j) == "et"
	}
	for k := j + 1; k < min(r.to, j+14); k++ {
		w, b := r.care(k), r.name(k)
		switch {
		case r.credentialAt(k), r.of(k) == "et" && k == j+1, r.of(k) == "whose" && k == j+1 && r.workplace(k+1):
			return true
		case b&role != 0 && w&patient == 0 && !r.isOthers(k) && r.t.Tokens[k].Sort == prose.Word:
			return !(r.happens(k+1, 12) || r.markAny(k+1, ",") && r.happens(k+2, 10)) || k == j+1 && w&public == 0
		case b&staffTitle != 0 && r.t.Tokens[k].Shape != prose.Small:
			return k == j+1 || k == j+2 && r.of(k-1) == "the"
		case w&(passive|event|patient|unit|ward) != 0, w&speech != 0 && k > j+1:
			return false
		case b&given != 0 && r.capitalAt(k):
			return false
		case b&staffVerb != 0 && k <= j+2 && (r.of(k-1) == "who" || r.of(j) == "who"):
			return true
		}
	}
	return false
}

// isOthers reports whether the role at k is somebody else's: "her doctor".
func (r *reading) isOthers(k int) bool {
	return r.care(k-1)&pronoun != 0 || r.mark(k-2, '\'') || k > r.from && r.of(k-1) == "by"
}

// isPublic reports whether a name is that of history or of public life.
func (r *reading) isPublic(c someone) bool {
	if r.famousName(c) || r.inMemory(c) {
		return true
	}
	return r.around.past && !(r.care(c.from-1)&patient != 0)
}

// famousName reports whether a given name and the surname are known to all.
func (r *reading) famousName(c someone) bool {
	last := r.t.Tokens[c.to-1].ID
	for i := c.from; i == c.from || c.words > 2 && i+1 < c.to; i++ {
		if r.f.famous[[2]prose.WordID{r.t.Tokens[i].ID, last}] {
			return true
		}
	}
	return false
}

// will reports whether a name goes on with what somebody is going to do, and
// that is nothing a patient does: "will teach the class".
func (r *reading) will(j int) bool {
	if j+1 >= r.to || r.of(j) != "will" && r.of(j) != "can" && r.of(j) != "would" {
		return false
	}
	switch r.of(j + 1) {
	case "need", "receive", "get", "never", "always", "now", "soon", "walk", "live", "go", "recover", "not", "finally", "still":
		return false
	}
	return r.care(j+1)&(have|be|event|passive) == 0
}

// listOfAuthors reports whether names and commas before p go back to "by".
func (r *reading) listOfAuthors(p int) bool {
	for q := p; q > p-14 && q >= r.from; q-- {
		switch {
		case r.capitalAt(q) || r.mark(q, ',') || r.mark(q, '&') || r.mark(q, '.') || r.of(q) == "and":
			if r.of(q) == "By" {
				return true
			}
		default:
			return r.of(q) == "by" && r.care(q-1)&(passive|be) == 0 || r.of(q) == "by" && q == p
		}
	}
	return false
}

// ofHouse reports whether a name follows an institution's 's: Ridgeview's X.
func (r *reading) ofHouse(p int) bool {
	return p-2 >= r.from && r.of(p) == "s" && r.mark(p-1, '\'') && r.capitalAt(p-2) && r.name(p-2)&(given|givenWord|surname|surnameWord) == 0 && r.care(p-2)&(relation|patient) == 0 && p-2 > r.from
}

// inMemory reports whether a name is remembered with honour: the late X, in
// memory of X, a wing named for X.
func (r *reading) inMemory(c someone) bool {
	p := c.from - 1
	if c.titled {
		if p--; r.mark(p+1, '.') {
			p--
		}
	}
	if p < r.from {
		return false
	}
	switch r.of(p) {
	case "late", "Late", "स्वर्गीय", "स्व", "दिवंगत", "namesake", "after", "against", "versus":
		return true
	case "of", "for":
		if p > r.from {
			switch r.of(p - 1) {
			case "memory", "honour", "honor", "named", "tribute", "biography", "name", "works", "legacy", "gift", "generosity", "Friends", "Court":
				return true
			}
		}
	}
	return false
}

// goesToWork reports whether the words behind an explanation are those of
// somebody at work: "X, who had polio, now heads"; "X of the board".
func (r *reading) goesToWork(c someone) bool {
	if r.mark(c.to, ',') {
		end := r.closing(c.to)
		return end < r.to && (r.name(end)&staffVerb != 0 || r.of(end) == "now" && r.name(end+1)&staffVerb != 0)
	}
	for k := c.to + 1; k < min(r.to, c.to+6); k++ {
		if r.of(k) == "board" || r.name(k)&org != 0 && r.capitalAt(k) && !r.ofPatientsToo(k) {
			return !r.happens(k+1, 12)
		}
	}
	return false
}
