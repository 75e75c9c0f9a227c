package person

import "nadi/internal/prose"

// someone is a name in a sentence: Tokens[from:to].
type someone struct {
	from, to int
	words    int  // its words; an initial counts as one
	full     bool // a given name and a surname, as far as lists and capitals tell
	titled   bool // a title stands before it
	listed   bool // a part of it is on a list of names alone
	framed   bool // only what is told of it says that it is a name
}

// at reads the name that begins at token i, if one does.
func (r *reading) at(i int) (someone, bool) {
	k := &r.t.Tokens[i]
	if k.Sort != prose.Word {
		return someone{}, false
	}
	b := r.name(i)
	if b&title != 0 && r.isTitle(i) {
		return r.afterTitle(i)
	}
	if r.wide(i) {
		return r.hindiName(i, false)
	}
	if k.Shape == prose.Small {
		return r.smallName(i)
	}
	if !r.startsName(i) {
		return someone{}, false
	}
	c := r.run(i)
	if c.words < 2 && k.Shape != prose.Capital || r.thing(c) {
		return someone{}, false
	}
	if c.words == 1 {
		return c, r.alone(c) && (c.listed || r.presented(c))
	}
	if c.listed || c.full || r.frameBefore(c) || r.ageBehind(c) || r.pairInFrame(c) {
		return c, true
	}
	c.framed = r.strangers(c)
	return c, c.framed
}

// isTitle tells Ms from MS and small words from titles.
func (r *reading) isTitle(i int) bool {
	k := &r.t.Tokens[i]
	if r.wide(i) {
		return true
	}
	n := k.To - k.From
	return k.Shape == prose.Capital || k.Shape == prose.Capitals && n > 2 || k.Shape == prose.Small && n > 2 && (r.of(i) == "smt" || r.of(i) == "shri" || r.of(i) == "shrimati" || r.of(i) == "kumari" || r.of(i) == "sushri")
}

// afterTitle reads the name behind a title.
func (r *reading) afterTitle(i int) (someone, bool) {
	j := i + 1
	if r.mark(j, '.') {
		j++
	}
	if j >= r.to || r.t.Tokens[j].Sort != prose.Word {
		return someone{}, false
	}
	var c someone
	ok := true
	switch {
	case r.wide(j):
		c, ok = r.hindiName(j, true)
	case r.t.Tokens[j].Shape == prose.Small:
		c, ok = r.smallName(j)
	case r.of(i) == "Miss" && r.t.Strict && r.of(j) != "Universe" && r.of(j) != "World" && r.of(j) != "India" && r.of(j) != "America" && r.capitalAt(j) && r.t.Tokens[j].Shape == prose.Capital && !r.plainCommon(j) && (r.name(j)&(surname|surnameWord) != 0 || r.unknownCapital(j)):
		c = r.run(j)
		c.titled = true
		return c, !r.thing(c)
	case r.softTitle(i) && (r.name(j)&given == 0 || r.name(j)&givenWord != 0):
		return someone{}, false
	case r.name(j)&(org|staffTitle) != 0 || r.plainCommon(j):
		return someone{}, false
	default:
		c = r.run(j)
		ok = !r.thing(c)
	}
	c.titled = true
	if r.softTitle(i) {
		c.titled = c.listed || r.wide(j)
		ok = ok && (c.listed || r.wide(j))
	}
	return c, ok
}

// startsName reports whether a word with a capital can be the first of a name.
func (r *reading) startsName(i int) bool {
	b, k := r.name(i), &r.t.Tokens[i]
	if i > r.from && !k.Spaced && !r.mark(i-1, '"') && !r.mark(i-1, '(') && !r.mark(i-1, '\'') && !r.mark(i-1, '[') {
		return false // a part of an address or a compound
	}
	switch {
	case b&given != 0 && b&givenWord == 0:
		return true
	case b&givenWord != 0 && b&org != 0:
		return false // Ward Hall
	case b&givenWord != 0:
		return r.surnameAt(i+1) || r.capitalAt(i+1) && r.name(i+1)&given != 0 && r.surnameAt(i+2) || r.initialAt(i+1) && r.surnameAt(i+3) ||
			r.introduced(i) || r.unknownCapital(i+1) && r.mark(i+2, ',') && r.quoteBefore(someone{from: i}) || i > r.from && !k.First && k.Shape == prose.Capital && !r.headline && r.unknownCapital(i+1)
	case r.initialAt(i) && !r.mark(i-1, '.'):
		return r.capitalAt(i+2) && (r.name(i+2)&surname != 0 && r.name(i+2)&surnameWord == 0 && !r.grade(i) || r.introduced(i) || r.mark(i+3, ',') && i+4 < r.to && r.t.Tokens[i+4].Sort == prose.Number) || r.initialAt(i+2) && !r.grade(i)
	case k.First && b == 0 && r.name(i+1)&given != 0 && r.capitalAt(i+1):
		return false // "Yesterday X Y"
	case b&(common|title|staffTitle|credential|org|placeBefore|role) != 0:
		return false
	case b&surname != 0:
		return r.capitalAt(i+1) || r.introduced(i)
	}
	return k.To-k.From > 1
}

// run reads the words of a name from token i.
func (r *reading) run(i int) someone {
	c := someone{from: i, to: i + 1, words: 1}
	c.listed = r.name(i)&given != 0 && r.name(i)&givenWord == 0
	last := r.name(i)
	for c.words < 5 && c.to < r.to {
		j := c.to
		switch {
		case r.mark(j, '.') && !r.t.Tokens[j].Spaced && r.initialAt(j-1):
			c.to++
			continue
		case (r.mark(j, '\'') || r.mark(j, '-')) && r.joined(j) && r.joined(j+1) && r.capitalAt(j+1):
			last |= r.name(j + 1)
			c.to += 2
			continue
		case r.mark(j, '-') && c.words == 1 && r.joined(j) && r.joined(j+1) && r.koreanAt(j+1):
			c.to += 2
			c.listed = true
			continue
		case r.name(j)&particle != 0 && r.t.Tokens[j].Shape == prose.Small && r.capitalAt(j+1) && r.t.Tokens[j+1].Spaced:
			c.to++
			continue
		}
		if !r.continues(j) {
			break
		}
		last = r.name(j)
		c.to, c.words = j+1, c.words+1
	}
	if c.to > c.from+1 && r.mark(c.to-1, '.') && c.words == 1 {
		c.listed = false // "A."
	}
	c.listed = c.listed || c.words > 1 && r.name(i)&givenWord != 0 && last&surname != 0 && last&(surnameWord|common) == 0
	sure := last&surname != 0 && last&(surnameWord|common|givenWord) == 0 || last == 0 && r.looksSurname(c.to-1)
	if r.initialsOnly(c) {
		return c
	}
	c.full = c.listed && c.words > 1 && r.t.Tokens[c.from+1].Sort == prose.Mark || c.words > 1 && sure && r.name(i) == 0 && !r.headline && r.care(i)&treat == 0 ||
		c.words > 1 && (r.name(i)&(given|givenWord) != 0 || r.initialAt(i)) && (last&(surname|surnameWord|given) != 0 || !r.headline)
	return c
}

// koreanAt reports whether the second syllable of a Korean given name and a
// surname stand at j: -woo Kang.
func (r *reading) koreanAt(j int) bool {
	return j < r.to && r.t.Tokens[j].Shape == prose.Small && r.t.Tokens[j].To-r.t.Tokens[j].From < 7 && r.capitalAt(j+1) && r.t.Tokens[j+1].Spaced && r.name(j+1)&(surname|surnameWord) != 0 && r.name(j)&(common|role|org) == 0 && r.care(j) == 0
}

func (r *reading) joined(j int) bool { return j < r.to && !r.t.Tokens[j].Spaced }

// continues reports whether token j can be the next word of a name.
func (r *reading) continues(j int) bool {
	if !r.capitalAt(j) || !r.t.Tokens[j].Spaced {
		return false
	}
	b := r.name(j)
	if r.initialAt(j) {
		return r.mark(j+1, '.') || r.mark(j+1, '\'') && r.joined(j+1) || r.capitalAt(j+1)
	}
	if b&(surname|surnameWord) != 0 {
		return b&org == 0
	}
	if b&(given|givenWord) != 0 && b&org == 0 && b&common == 0 {
		return true
	}
	if r.headline {
		return false
	}
	return b&(common|org|title|staffTitle|eponymNoun|role) == 0 && !r.credentialAt(j) && r.care(j)&(treat|people) == 0 && r.t.Tokens[j].To-r.t.Tokens[j].From > 1
}

// alone reports whether one given name, without a surname, can be a person.
func (r *reading) alone(c someone) bool {
	return !r.capitalAt(c.to) || r.headline && r.care(c.to)&(event|passive) != 0
}

// thing reports whether what looks like a name is a place, an institution or
// an illness called after somebody.
func (r *reading) thing(c someone) bool {
	p := c.from - 1
	if r.mark(p, '.') {
		p--
	}
	if p >= r.from && r.name(p)&placeBefore != 0 && r.t.Tokens[p].Shape != prose.Small {
		return true
	}
	j := c.to
	if r.possessive(j) {
		j += 2
	}
	if j < r.to && (r.name(j)&org != 0 && (r.wide(j) || r.t.Tokens[j].Shape != prose.Small) || r.name(j)&eponymNoun != 0 && r.care(c.to)&pronoun == 0) {
		return true
	}
	if !r.headline && r.capitalAt(c.to) && r.t.Tokens[c.to].Spaced && !r.wide(c.from) && r.t.Tokens[c.to-1].Shape != prose.Capitals && !r.credentialAt(c.to) {
		return r.care(c.to)&record == 0 // Sarah Cannon Research
	}
	if r.headline && r.capitalAt(c.to) && r.t.Tokens[c.to].Spaced {
		for k := c.to; k < min(r.to, c.to+4) && r.capitalAt(k) && r.care(k)&(event|passive|be) == 0; k++ {
			if r.name(k)&org != 0 {
				return true // The X Y Infusion Suite
			}
		}
	}
	return r.markAny(c.from-1, "@/_&") || r.markAny(c.to, "@/_&") && !r.t.Tokens[c.to].Spaced || r.mark(c.to, '&')
}

// smallName reads a name in small Latin letters, as people write Hindi: a
// given name and a surname of the lists, or after a word for patient.
func (r *reading) smallName(i int) (someone, bool) {
	if b := r.name(i); b&given == 0 || b&givenWord != 0 || b&(common|org) != 0 {
		return someone{}, false
	}
	c := someone{from: i, to: i + 1, words: 1, listed: true}
	if r.surnameAt(i+1) && r.t.Tokens[i+1].Spaced {
		c.to, c.words, c.full = i+2, 2, true
	}
	end := r.name(c.to)&hindi != 0 && c.to < r.to
	return c, c.full && (end || r.frameBefore(c)) || end && r.care(i-1)&patient != 0
}

// hindiName reads a name in Devanagari.
func (r *reading) hindiName(i int, titled bool) (someone, bool) {
	b := r.name(i)
	c := someone{from: i, to: i + 1, words: 1, titled: titled}
	for c.words < 4 && c.to < r.to && r.wide(c.to) && r.continuesHindi(c) {
		c.to, c.words = c.to+1, c.words+1
	}
	if c.words == 1 && b == 0 && r.care(i) == 0 && c.to < r.to && r.name(c.to)&(surname|surnameWord) == surname {
		c.to, c.words, b = c.to+1, 2, givenWord
	}
	c.full = c.words > 1
	c.listed = b&given != 0 && b&givenWord == 0
	switch {
	case b&(given|givenWord) == 0 && !(titled && b&surname != 0) && !(titled && c.full):
		return c, false
	case !c.listed && !c.full && !titled:
		return c, false
	}
	return c, !r.thing(c)
}

// introduced reports whether the words before token i announce a name.
func (r *reading) introduced(i int) bool { return r.frameBefore(someone{from: i, to: i + 1}) }

// presented reports whether a word on no list is presented as somebody: "our
// patient X", "Meet X, who got a kidney".
func (r *reading) presented(c someone) bool {
	w := r.care(c.from - 1)
	return w&patient != 0 && r.t.Tokens[c.from-1].Shape == prose.Small && r.t.Tokens[c.from-1].Spaced || w&meet != 0 && r.mark(c.to, ',') && (r.around.one || r.around.ill)
}

// continuesHindi reports whether the next word belongs to a name in
// Devanagari: a surname, a second given name, or behind a title, an age or
// the word patient, any word of no meaning here that a postposition follows.
func (r *reading) continuesHindi(c someone) bool {
	b := r.name(c.to)
	switch {
	case b&surname != 0:
		return true
	case c.words == 1 && b&given != 0 && r.name(c.from)&given != 0:
		return b&givenWord == 0 || r.name(c.to+1)&(surname|hindi) != 0
	case c.words == 1 && b&givenWord != 0:
		return r.name(c.to+1)&surname != 0
	}
	if b != 0 || r.care(c.to) != 0 || c.words > 1 || r.name(c.to+1)&hindi == 0 && !r.mark(c.to+1, ',') {
		return false
	}
	return c.titled || r.care(c.from-1)&(patient|named) != 0 || r.name(c.from)&(given|givenWord) == given && r.whose(c.to+1)
}

// grade reports whether a single capital at i is a sort of something: type A.
func (r *reading) grade(i int) bool {
	if i <= r.from {
		return false
	}
	var small [32]byte
	switch string(lowered(small[:0], r.of(i-1))) {
	case "type", "types", "vitamin", "hepatitis", "group", "grade", "stage", "class", "figure", "part", "plan", "table", "influenza", "strep", "appendix", "schedule", "section", "level", "or", "and", "lot", "door", "unit", "block":
		return true
	}
	return false
}

// unknownCapital reports whether a word with a capital that means nothing here
// stands at i.
func (r *reading) unknownCapital(i int) bool {
	return r.capitalAt(i) && r.t.Tokens[i].Spaced && r.t.Tokens[i].Shape != prose.Capitals && r.name(i) == 0 && r.care(i) == 0
}

// softTitle reports whether the title at i is also an ordinary word: Little,
// Baby, Uncle.
func (r *reading) softTitle(i int) bool {
	switch r.of(i) {
	case "Little", "Baby", "Grandma", "Grandpa", "Auntie", "Uncle", "Master", "Miss", "Begum":
		return true
	}
	return false
}

// initialsOnly reports whether a run has no word longer than a letter: T S A.
func (r *reading) initialsOnly(c someone) bool {
	for i := c.from; i < c.to; i++ {
		if r.t.Tokens[i].Sort == prose.Word && r.t.Tokens[i].To-r.t.Tokens[i].From > 1 {
			return false
		}
	}
	return true
}

// whose reports whether a postposition at i is one that mostly people have.
func (r *reading) whose(i int) bool {
	if i >= r.to {
		return false
	}
	switch r.of(i) {
	case "को", "ने", "की", "का", "के":
		return true
	}
	return false
}
