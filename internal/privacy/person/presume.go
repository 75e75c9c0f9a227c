package person

import "nadi/internal/prose"

// In an article of a hospital, a whole private name beside a sign of illness
// is almost always a patient's or a relative's. So for whole names the burden
// is turned: they are reported unless somebody at work is meant.

// How near a sign of a patient's life stands to a name.
const (
	noSign = iota
	sameSentence
	sameClause // nobody else between them
	theirOwn   // the sign is said of the one named
)

// presume reports a whole name, of nobody at work, beside a sign.
func (r *reading) presume(c someone) bool {
	if !c.full && !c.framed && !(c.titled && (c.listed || r.name(c.to-1)&(surname|surnameWord) != 0 || c.words > 1)) || r.atWork(c) {
		return false
	}
	near := r.sign(c)
	known := c.framed || c.listed || c.titled || r.name(c.to-1)&(surname|surnameWord) == surname || r.looksSurname(c.to-1)
	switch {
	case near == theirOwn && (!r.around.work || r.child(c)) && known:
		r.hit(c, !c.framed && !r.speaks(c) && !r.around.many && !r.around.work, "a sign of illness is told of it")
	case c.framed:
		return false
	case near >= sameClause && !r.around.work && known && !r.speaks(c):
		r.hit(c, false, "it stands beside a sign of illness")
	case near == sameSentence && known && !r.around.work && !r.around.many && !r.speaks(c) && !r.inList(c):
		r.hit(c, false, "a sign of illness is told in the same sentence")
	default:
		return false
	}
	return true
}

// sign looks for what tells of illness, in the words behind a name and before.
func (r *reading) sign(c someone) int {
	if r.wished(c) || r.nextOfKin(c) || r.signBehind(c) || r.signBefore(c) {
		return theirOwn
	}
	if r.inList(c) {
		return noSign
	}
	behind := r.anySign(c.to, min(r.to, c.to+14))
	before := r.anySign(max(r.from, c.from-12), c.from)
	switch {
	case behind || before:
		return sameClause
	case r.around.ill || r.around.one || r.child(c):
		return sameSentence
	}
	return noSign
}

// signBehind reports whether the words behind a name tell what befell its
// bearer: lost his leg, had been coughing, came to us.
func (r *reading) signBehind(c someone) bool {
	j := c.to
	if r.possessive(j) {
		return r.signOwned(j + 2)
	}
	if r.markAny(j, ",(") {
		if end := r.closing(j); end < r.to {
			return r.signWithin(j+1, end) || r.signWithin(end, end+8)
		}
		return r.signWithin(j+1, j+9)
	}
	return r.signWithin(j, j+9)
}

// signWithin reads a clause up to whoever comes next.
func (r *reading) signWithin(i, end int) bool {
	for k := i; k < min(r.to, end); k++ {
		w, b := r.care(k), r.name(k)
		switch {
		case r.markAny(k, ":;\"|()"), w&people != 0, b&given != 0 && b&givenWord == 0 && r.capitalAt(k) && k > i:
			return false
		case b&role != 0 && w&(patient|sign) == 0 && !r.isOthers(k), w&speech != 0 && k == i:
			return false
		case r.isSign(k), r.unable(k), r.weight(k):
			return true
		case w&came != 0 && !r.ourselves(k-1) && r.toUs(k+1):
			return true
		}
	}
	return false
}

// weight reports whether somebody's weight stands at k: 142 kg.
func (r *reading) weight(k int) bool {
	if k+1 >= r.to || r.t.Tokens[k].Sort != prose.Number {
		return false
	}
	switch r.of(k + 1) {
	case "kg", "kgs", "kilos", "lb", "lbs", "grams", "किलो", "ग्राम", "kilo":
		return true
	}
	return false
}

// unable reports whether the words at k say what somebody cannot do, or can
// again: could not climb, no longer walks, learns to speak.
func (r *reading) unable(k int) bool {
	switch r.of(k) {
	case "not", "cannot", "longer", "barely", "hardly", "never", "to", "again", "t":
	default:
		return false
	}
	switch r.of(k + 1) {
	case "climb", "walk", "walks", "stand", "sleep", "eat", "swallow", "breathe", "speak", "talk", "see", "hear", "smell", "taste", "move", "lift", "hold", "sit", "bend", "swim", "dress", "chew", "smile", "feel", "remember", "button", "kneel", "urinate":
		if r.of(k) == "to" {
			return r.of(k-1) == "able" || r.of(k-1) == "unable" || r.of(k-1) == "learning" || r.of(k-1) == "learned" || r.of(k-1) == "relearn"
		}
		return r.of(k) != "t" || r.mark(k-1, '\'')
	}
	return false
}

// signOwned reports whether what belongs to somebody is a part of the body, an
// illness, or a relative in a sentence about care.
func (r *reading) signOwned(j int) bool {
	for k := j; k < min(r.to, j+4); k++ {
		w := r.care(k)
		switch {
		case r.t.Tokens[k].Sort == prose.Mark || w&(study|speech) != 0 && w&treat == 0 || r.name(k)&staffNoun != 0 || k > j && r.about(k):
			return false
		case w&(body|sign|treat) != 0:
			return r.care(k+1)&study == 0 && r.name(k+1)&(role|org|staffNoun) == 0
		case w&relation != 0:
			return r.around.cared || r.around.ill || r.around.one || r.around.hasMedics
		}
	}
	return false
}

// signBefore reports whether the words before a name tell of its bearer's
// illness: "Since the accident X Y", "the hand of X Y", "Tested positive: X Y".
func (r *reading) signBefore(c someone) bool {
	p := c.from - 1
	if c.titled {
		if p--; r.mark(p+1, '.') {
			p--
		}
	}
	if p < r.from {
		return false
	}
	if r.credit(c, p) {
		return false
	}
	if r.markAny(p, ",:") && r.signClause(p-1) || r.of(p) == "of" && r.care(p-1)&(body|relation|told) != 0 && (r.care(p-1)&told == 0 || r.around.ill || r.around.one) {
		return true
	}
	for q := p; q > p-6 && q >= r.from; q-- { // "Since the accident X Y has used"
		var small [32]byte
		switch string(lowered(small[:0], r.of(q))) {
		case "since", "after", "before", "despite", "during", "until":
			return r.anySign(q+1, p+1)
		}
		if r.t.Tokens[q].Sort == prose.Mark || r.capitalAt(q) && q > r.from {
			return false
		}
	}
	return r.care(p)&told != 0 && r.t.Tokens[p].Shape == prose.Small && (r.around.ill || r.around.one || r.anySign(c.to, r.to))
}

// signClause reports whether the clause that ends at q holds a sign and nobody
// else's name.
func (r *reading) signClause(q int) bool {
	found := false
	for k := q; k > q-9 && k >= r.from; k-- {
		b := r.name(k)
		if b&given != 0 && b&givenWord == 0 && r.capitalAt(k) || b&role != 0 && r.care(k)&patient == 0 || r.care(k)&people != 0 {
			return false
		}
		found = found || r.isSign(k)
	}
	return found
}

// anySign reports whether a sign stands in a run of words.
func (r *reading) anySign(i, end int) bool {
	for k := max(i, r.from); k < min(r.to, end); k++ {
		if r.isSign(k) {
			return true
		}
	}
	return false
}

// isSign tells an illness, an injury or somebody's own body from the rest.
func (r *reading) isSign(k int) bool {
	w := r.care(k)
	switch {
	case w&(sign|treat|body|event|passive) == 0:
		return false
	case w&treat != 0 && r.care(k-1)&pronoun != 0 && r.of(k) == "discharge":
		return true
	case w&sign != 0:
		return !r.wrongSense(k)
	case w&treat != 0 && !r.vague(k):
		return !r.compound(k) && r.care(k+1)&study == 0 && r.name(k+1)&(role|org|staffNoun) == 0
	case w&body != 0:
		return r.possessed(k)
	case w&event != 0:
		return r.befalls(k) && r.of(k) != "bravely"
	case w&passive != 0:
		return r.care(k-1)&be != 0 && !(r.ofAll(k) && r.around.work)
	}
	return false
}

// possessed reports whether the part of the body at k is somebody's: his left
// leg, her own two feet, one eye.
func (r *reading) possessed(k int) bool {
	for q := k - 1; q >= k-3 && q >= r.from; q-- {
		switch r.of(q) {
		case "one", "two", "three", "four":
			return q == k-1 && r.name(k+1)&(staffNoun|org) == 0
		case "his", "her", "His", "Her", "both", "left", "right":
			return r.name(k+1)&(staffNoun|org) == 0
		case "the", "a", "of", "in", "and", "on", "your", "our", "their":
			return false
		}
	}
	return false
}

// wrongSense tells words of illness in their other senses: broke the news, a
// crash of the site.
func (r *reading) wrongSense(k int) bool {
	switch r.of(k) {
	case "broke", "broken", "breaks":
		return !r.anyBody(k+1, k+5)
	case "crash", "accident", "needles", "positive":
		return r.around.work && !r.around.theirs || r.of(k) == "positive" && r.of(max(k-1, r.from)) != "tested" && r.of(max(k-1, r.from)) != "Tested"
	case "weighed", "weighing", "weighs":
		return k+1 < r.to && r.t.Tokens[k+1].Sort != prose.Number && r.of(k+1) != "just" && r.of(k+1) != "only" && r.of(k+1) != "less" && !r.numberWord(k+1)
	case "pulse":
		return r.of(max(k-1, r.from)) == "the"
	}
	return false
}

func (r *reading) anyBody(i, end int) bool {
	for k := i; k < min(r.to, end); k++ {
		if r.care(k)&body != 0 {
			return true
		}
	}
	return false
}

// toUs reports whether our place stands in the next words: to us, to our
// ward, at the hospital.
func (r *reading) toUs(k int) bool {
	for q := k; q < min(r.to, k+5); q++ {
		if w := r.care(q); r.of(q) == "us" || w&ward != 0 || w&our != 0 && (r.of(q) == "here" || r.of(q) == "our" && r.care(q+1)&study == 0 || r.wide(q)) {
			return r.t.Tokens[q].Shape == prose.Small || r.wide(q)
		}
	}
	return false
}

// ourselves reports whether it is the writer who comes: I came here.
func (r *reading) ourselves(k int) bool {
	switch r.of(k) {
	case "I", "we", "We", "you", "You":
		return true
	}
	return false
}

// wished reports whether good wishes are sent to the one named, as to a
// patient: congratulations to X on finishing chemo, get well soon X.
func (r *reading) wished(c someone) bool {
	p := c.from - 1
	if c.titled {
		if p--; r.mark(p+1, '.') {
			p--
		}
	}
	for q := p; q > p-4 && q >= r.from; q-- {
		var small [32]byte
		switch string(lowered(small[:0], r.of(q))) {
		case "soon":
			return q > r.from && r.of(q-1) == "well"
		case "congratulations", "congrats", "thank", "thanks", "goodbye", "farewell", "birthday", "miss", "bye", "hugs", "धन्यवाद", "बधाई", "dhanyavaad", "badhai":
			return q > p-3 && (r.around.ill || r.around.one || r.around.cared && !r.around.work || r.anySign(r.from, r.to))
		}
	}
	return false
}

// nextOfKin reports whether a form gives a relative: Next of kin: X, X (father).
func (r *reading) nextOfKin(c someone) bool {
	return r.mark(c.to, '(') && r.care(c.to+1)&relation != 0 && r.mark(c.to+2, ')') || r.mark(c.from-1, ':') && (r.care(c.from-2)&relation != 0 || r.of(max(c.from-2, r.from)) == "kin" || r.of(max(c.from-2, r.from)) == "guardian")
}

// child reports whether a small one is meant: little X, baby X.
func (r *reading) child(c someone) bool {
	switch r.of(max(c.from-1, r.from)) {
	case "little", "Little", "tiny", "Tiny", "baby", "Baby", "brave", "नन्ही", "नन्हे", "नन्हा", "बेबी", "मासूम", "nanhi", "nanhe", "nanha":
		return c.from > r.from
	}
	return false
}

// strangers reports whether two words with capitals, known to no list, do or
// have what only a person in care does: lost her leg, could not smell.
func (r *reading) strangers(c someone) bool {
	if c.words < 2 || c.words > 3 || r.headline || r.t.Tokens[c.from].Shape != prose.Capital || r.t.Tokens[c.to-1].Shape == prose.Capitals || r.name(c.from)&^particle != 0 || r.care(c.from) != 0 || r.care(c.to-1)&treat != 0 {
		return false
	}
	if p := c.from - 1; p >= r.from {
		switch r.of(p) {
		case "the", "The", "in", "at", "from", "a", "an", "and", "near", "via", "by", "on", "our", "called", "named", "s":
			return false
		}
	}
	return r.personDoes(c.to) && r.signBehind(c)
}

// personDoes reports whether what stands at j is mostly said of people.
func (r *reading) personDoes(j int) bool {
	if r.possessive(j) {
		return true
	}
	if j >= r.to {
		return false
	}
	switch r.of(j) {
	case "had", "has", "was", "is", "could", "cannot", "lost", "woke", "felt", "fell", "thought", "broke", "came", "went", "got", "gave", "fought", "lives", "learned", "opened", "walked", "swallowed", "noticed", "needed", "spent", "cried", "smiled", "returned", "arrived", "still", "never", "now", "who", "weighed", "began", "stopped", "quit":
		return true
	}
	return false
}
