package person

import "nadi/internal/prose"

// judge reports a name that the text makes a patient's.
func (r *reading) judge(c someone) bool {
	if r.isHindi(c) {
		return r.judgeHindi(c)
	}
	whole := c.full || c.titled && (c.listed || r.name(c.to-1)&(surname|surnameWord) != 0 || !r.headline)
	before := r.patientBefore(c)
	direct := before || r.patientBehind(c)
	aged := r.ageBehind(c) || r.ageBefore(c)
	switch {
	case direct && before && c.words > 1:
		r.hit(c, true, "it follows a word for a patient")
	case direct:
		r.hit(c, whole, "it is said to have been treated")
	case aged && (r.around.one || r.around.ill) && c.words > 1:
		r.hit(c, c.full || c.titled, "an age and an illness stand beside it")
	case r.recordBehind(c):
		r.hit(c, c.words > 1, "a record number or a birth stands beside it")
	case aged && c.words > 1 && !r.around.past:
		r.hit(c, false, "an age stands beside it")
	case whole && r.around.one && r.relative(c):
		r.hit(c, true, "a relative of a patient is named with it")
	case r.spokenTo(c) && r.around.yours:
		r.hit(c, whole, "it is spoken to about its own treatment")
	case whole && !r.speaks(c) && r.around.theirs && r.theirs(c.to):
		r.hit(c, true, "his or her treatment is told")
	case whole && r.tellsOwn(c):
		r.hit(c, true, "it tells of his or her own treatment")
	case (c.full || c.titled) && r.theirs(c.to):
		r.hit(c, false, "his or her treatment is told")
	case (c.full || c.titled) && r.around.one && r.around.named && r.frameBefore(c):
		r.hit(c, true, "it is told as a name in a sentence about care")
	case whole && r.around.one && !r.around.many && !r.around.work && r.personal(c), (c.titled || r.frameBefore(c)) && r.around.ill && !r.around.work && !r.speaks(c):
		r.hit(c, false, "it stands in a sentence about care")
	case (c.full && c.listed || c.titled) && r.around.mine && !r.atWork(c):
		r.hit(c, false, "somebody's own treatment is told beside it")
	case (c.full && !r.headline || c.full && c.listed || c.titled) && (r.around.ill || r.around.one || r.around.cared || r.around.body) && !r.around.many && !r.around.work && !(r.speaks(c) && !r.around.one) && !r.atWork(c) && !r.inList(c):
		r.hit(c, false, "it stands beside an illness")
	default:
		return r.presume(c)
	}
	return true
}

// frameBefore reports whether only a name can follow the words before c.
func (r *reading) frameBefore(c someone) bool {
	p := c.from - 1
	if r.markAny(p, ":-") && p > r.from {
		p--
	}
	if r.care(p)&be != 0 {
		p--
	}
	w := r.care(p)
	if w&patient != 0 && !r.inCare(p) {
		return false
	}
	if w&named != 0 {
		return !r.brand(p)
	}
	return w&(patient|relation) != 0 || r.ageBefore(c)
}

// brand reports whether the name at p is a thing's: brand name, user name.
func (r *reading) brand(p int) bool {
	if p <= r.from {
		return false
	}
	switch r.of(p - 1) {
	case "brand", "trade", "generic", "user", "file", "domain", "common", "scientific", "product", "also", "was", "is", "are", "were", "been":
		return r.of(p) != "name" || r.of(p-1) != "is"
	}
	return false
}

// patientBefore reports whether the words before a name make it a patient's:
// patient X, treated X, surgery on X.
func (r *reading) patientBefore(c someone) bool {
	p := c.from - 1
	if c.titled {
		if p--; r.mark(p+1, '.') {
			p--
		}
	}
	if (r.markAny(p, ",:-") || r.care(p)&be != 0) && p > r.from && r.care(p-1)&patient != 0 {
		p--
	}
	if p < r.from {
		return false
	}
	w := r.care(p)
	if w&patient != 0 {
		return !r.plainCommon(c.from) && r.inCare(p) && !(r.mark(p-1, '-') && !r.t.Tokens[p-1].Spaced)
	}
	if r.mark(p, ':') && r.care(p-1)&ward != 0 {
		return true // "in our ward: X Y"
	}
	if r.markAny(p, ",:-") && p-2 >= r.from && r.t.Tokens[p-1].Sort == prose.Number && r.care(p-2)&ward != 0 {
		return true // "In bed 12, X Y"
	}
	if w&named != 0 {
		for q := p - 1; q >= p-4 && q >= r.from; q-- {
			if r.care(q)&patient != 0 {
				return true
			}
		}
	}
	if r.t.Tokens[p].Sort == prose.Word && p == r.from && r.of(p) == "Treating" {
		return c.words > 1 || c.titled
	}
	if r.t.Tokens[p].Shape != prose.Small || r.t.Tokens[p].Sort != prose.Word {
		return false
	}
	if w&passive != 0 && r.care(p-1)&be == 0 || r.of(p) == "treating" || r.of(p) == "treat" {
		return c.words > 1 || c.titled
	}
	if o := r.of(p); o == "on" || o == "of" || o == "for" {
		return r.treatBefore(c, p)
	}
	return false
}

// treatBefore looks before a preposition for what was done: surgery on,
// treatment of, the condition of.
func (r *reading) treatBefore(c someone, p int) bool {
	if c.words < 2 && !c.titled {
		return false
	}
	if r.of(p) == "on" && (r.of(p-1) == "operated" || r.of(p-1) == "operate") {
		return true
	}
	w := r.care(p - 1)
	return w&treat != 0 && r.care(p-1)&study == 0 && !r.mark(p-2, '-')
}

// patientBehind reports whether what follows a name makes it a patient's.
func (r *reading) patientBehind(c someone) bool {
	j := c.to
	if r.possessive(j) {
		return r.owns(j + 2)
	}
	if r.markAny(j, ",(-") {
		if j+1 < r.to && r.of(j+1) == "who" && r.happens(j+2, 10) {
			return true
		}
		if r.mark(c.from-1, ',') && r.mark(j, ',') && r.happens(j+1, 16) {
			return true // "Our fighter, X Y, weighed"
		}
		end := r.closing(j)
		return r.explained(j+1, end) || end < r.to && r.happens(end, 16)
	}
	if j < r.to && r.of(j) == "and" { // "Maria Lopez and her baby were"
		return r.happens(j+1, 8)
	}
	return r.happens(j, 16) || r.inBed(j)
}

// owns reports whether one of the next words is an illness or a treatment of
// the person before.
func (r *reading) owns(j int) bool {
	for k := j; k < min(r.to, j+4); k++ {
		w := r.care(k)
		switch {
		case k > j && r.about(k), r.t.Tokens[k].Sort == prose.Mark && !r.mark(k, '-'), w&(speech|people|be) != 0, r.name(k)&(staffTitle|role) != 0 && r.t.Tokens[k].Shape != prose.Small:
			return false
		case w&treat != 0:
			return r.care(k+1)&study == 0 && r.name(k+1)&(role|org) == 0
		}
	}
	return false
}

// closing is where an explanation that begins at j ends: behind its second
// comma or its bracket, or at the end of the sentence.
func (r *reading) closing(j int) int {
	for k := j + 1; k < min(r.to, j+16); k++ {
		if r.mark(j, '(') && r.mark(k, ')') || r.mark(j, ',') && r.mark(k, ',') || r.mark(j, '-') && r.mark(k, '-') && r.t.Tokens[k].Spaced {
			return k + 1
		}
	}
	return r.to
}

// explained reports whether the words beside a name call it a patient: ", a
// kidney recipient", ", the 7-year-old treated here".
func (r *reading) explained(i, end int) bool {
	for k := i; k < end; k++ {
		w := r.care(k)
		switch {
		case w&patient != 0:
			return !r.attributive(k) && r.inCare(k) && !(k > i && r.of(k-1) == "for") && !r.mark(k-1, '-')
		case w&passive != 0 && (k == i || r.care(k-1)&(be|unit) != 0 || r.care(k-2)&be != 0):
			return true
		case w&(event) != 0 && (k == i || r.of(k-1) == "who"):
			return true
		case w&(people|speech) != 0 || r.name(k)&role != 0 && !r.isOthers(k):
			return false
		case w&ward != 0 && k+1 < r.to && r.t.Tokens[k+1].Sort == prose.Number:
			return true
		}
	}
	return false
}

// inBed reports whether a numbered bed or room, or one of ours, stands behind
// a preposition at j.
func (r *reading) inBed(j int) bool {
	if j < r.from || j >= r.to {
		return false
	}
	switch r.of(j) {
	case "in", "from", "to", "our", "the", "on":
	default:
		return false
	}
	for k := j + 1; k < min(r.to, j+4); k++ {
		if r.care(k)&ward != 0 {
			return k+1 < r.to && (r.t.Tokens[k+1].Sort != prose.Word || r.capitalAt(k+1)) && (k+1 < r.to && r.t.Tokens[k+1].Sort == prose.Number || r.care(k-1)&(our|pronoun) != 0 || r.t.Kind == prose.Alt || r.t.Kind == prose.Caption)
		}
	}
	return false
}

// recordBehind reports whether a record number or a birth is told next to a
// name.
func (r *reading) recordBehind(c someone) bool {
	for k := c.to; k < min(r.to, c.to+5); k++ {
		if r.care(k)&record != 0 && r.t.Tokens[k].Shape == prose.Capitals || r.care(k)&patient != 0 && k+1 < r.to && r.of(k+1) == "ID" {
			return true
		}
	}
	return false
}

// relative reports whether a name is tied to a word for a relative.
func (r *reading) relative(c someone) bool {
	for k := max(r.from, c.from-5); k < min(r.to, c.to+5); k++ {
		if r.care(k)&relation != 0 && (k >= c.from-2 || r.care(k-1)&pronoun != 0) {
			return true
		}
	}
	return false
}

// personal reports whether a name is likely the one in care, not the one who
// tells or gives it.
func (r *reading) personal(c someone) bool {
	return !r.speaks(c) && (c.listed || c.titled) && r.name(c.to)&staffVerb == 0
}

// speaks reports whether a verb of speech stands at a name.
func (r *reading) speaks(c someone) bool {
	switch p := c.from - 1; r.of(p) {
	case "quoted", "quotes", "quoting", "cited", "cites", "citing", "interviewed":
		return true
	case "to":
		if p > r.from && (r.of(p-1) == "according" || r.of(p-1) == "According") {
			return true
		}
	}
	return r.care(c.from-1)&speech != 0 || r.care(c.to)&speech != 0 || r.care(c.to+1)&speech != 0
}

// pairInFrame reports whether two words with capitals, known to no list, do
// what only a patient does.
func (r *reading) pairInFrame(c someone) bool {
	return c.words > 1 && c.words < 4 && r.t.Tokens[c.from].Shape == prose.Capital && r.t.Tokens[c.to-1].Shape != prose.Capitals && !r.headline && r.happens(c.to, 4) && r.around.one
}

// spokenTo reports whether the one named is spoken to: ", Mr Rao!"
func (r *reading) spokenTo(c someone) bool {
	p := c.from - 1
	if c.titled {
		if p--; r.mark(p+1, '.') {
			p--
		}
	}
	behind := r.mark(p, ',') && (c.to >= r.to || r.markAny(c.to, ".!?,"))
	ahead := (p < r.from || r.care(p)&meet != 0) && r.markAny(c.to, ",!.")
	return behind || ahead
}

// theirs reports whether his or her illness or treatment follows, before
// anybody else comes.
func (r *reading) theirs(i int) bool {
	for k := i; k < min(r.to, i+14); k++ {
		w := r.care(k)
		if w&people != 0 || r.name(k)&staffTitle != 0 && r.capitalAt(k) || r.name(k)&given != 0 && r.capitalAt(k) {
			return false
		}
		if w&pronoun != 0 && (r.of(k) == "his" || r.of(k) == "her") && r.owned(k+1) {
			return true
		}
	}
	return false
}

// owned reports whether an illness or a treatment stands at most two words on.
func (r *reading) owned(i int) bool {
	for k := i; k < min(r.to, i+3); k++ {
		if r.t.Tokens[k].Sort == prose.Mark || k > i && r.functionWord(k) {
			return false
		}
		if r.care(k)&treat != 0 {
			return r.care(k+1)&(study|people) == 0 && r.name(k+1)&(role|org|staffNoun) == 0
		}
	}
	return false
}

// about reports whether a preposition at k parts what somebody does from what
// it is about: her class on diabetes.
func (r *reading) about(k int) bool {
	switch r.of(k) {
	case "on", "for", "about", "in", "at":
		return true
	}
	return false
}

// tellsOwn reports whether the one named tells what befell him or her: "X said
// she was diagnosed".
func (r *reading) tellsOwn(c someone) bool {
	if r.care(c.to)&speech == 0 {
		return false
	}
	for k := c.to + 1; k < min(r.to, c.to+7); k++ {
		if w := r.of(k); w == "he" || w == "she" {
			return r.happens(k+1, 6) && (r.around.ill || r.around.cared)
		}
	}
	return false
}
