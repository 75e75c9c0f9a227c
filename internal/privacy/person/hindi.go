package person

import "nadi/internal/prose"

// sight is how many words a Hindi sentence is looked through for its verb.
const sight = 30

// isHindi reports whether the sentence goes on in Hindi after a name, in
// either script.
func (r *reading) isHindi(c someone) bool {
	return r.wide(c.from) || r.wide(c.to) || r.name(c.to)&hindi != 0 && r.t.Tokens[c.to].Shape == prose.Small
}

// judgeHindi reports a name that a Hindi sentence makes a patient's. What is
// done stands at the end of the sentence; the postposition behind the name
// says whose it is: का of, को to, ने by.
func (r *reading) judgeHindi(c someone) bool {
	if c.to == c.from+1 && !c.titled && r.care(c.from)&(sign|body) != 0 { // सूजन is a swelling
		return false
	}
	whole := c.full || c.titled
	aged := r.ageBefore(c) || r.ageBehindHindi(c)
	done := r.befallsHindi(c)
	switch {
	case r.patientBeforeHindi(c):
		r.hit(c, whole, "it follows a word for a patient")
	case done && (whole || aged):
		r.hit(c, whole && !r.speaksHindi(c), "it is said to have been treated")
	case aged && (r.around.ill || r.around.one):
		r.hit(c, whole, "an age and an illness stand beside it")
	case aged && whole, done:
		r.hit(c, false, "it is told with an age or an illness")
	case whole && r.around.one && r.relativeHindi(c):
		r.hit(c, c.full, "a relative of a patient is named with it")
	case c.full && r.care(c.from-1)&relation != 0 && r.around.ill && r.care(c.to)&agent == 0, (c.full || c.titled) && (r.around.one || r.around.ill || r.around.body) && (!r.speaksHindi(c) && (r.care(c.to)&agent == 0 || !r.operates()) || r.tellsOwnHindi(c)) && !r.around.many && !r.workHindi(c) && !r.events(c):
		r.hit(c, false, "it stands in a sentence about care")
	default:
		return r.presumeHindi(c)
	}
	return true
}

// patientBeforeHindi: मरीज X, रोगी श्री X, मरीज का नाम X.
func (r *reading) patientBeforeHindi(c someone) bool {
	p := c.from - 1
	if c.titled {
		p--
	}
	for r.markAny(p, ":-,\"'") {
		p--
	}
	if r.care(p)&patient != 0 {
		return true
	}
	if r.whoWas(p) {
		return true
	}
	for q := p; q > p-3 && q >= r.from; q-- { // "टीबी से जूझ रहे X"
		if r.care(q)&hindiCare != 0 && r.around.ill && r.care(q-1)&people == 0 {
			return true
		}
	}
	return r.care(p)&named != 0 && (r.care(p-2)&(patient|relation) != 0 || r.care(p-1)&patient != 0 || r.around.one)
}

// befallsHindi reports whether the sentence tells what befell the one named.
func (r *reading) befallsHindi(c someone) bool {
	j := c.to
	if r.mark(j, ',') {
		return r.befallsLater(c, j)
	}
	if r.of(min(j, r.to-1)) == "जी" || r.of(min(j, r.to-1)) == "ji" {
		j++
	}
	switch {
	case r.care(j)&agent != 0:
		return !r.speaksHindi(c) && r.hasEvent(j)
	case r.name(j)&hindi != 0:
		if r.name(j+1)&(staffNoun|role) != 0 || r.name(j+2)&(staffNoun) != 0 || r.care(j+1)&speech != 0 {
			return false
		}
		return r.treatedHindi(j+1, 12)
	}
	return r.care(j)&(treat|passive|patient|ward) != 0 || r.befallsLater(c, j)
}

// befallsLater is for a name without a postposition: X यहाँ भर्ती थे.
func (r *reading) befallsLater(c someone, j int) bool {
	for k := j; k < min(r.to, j+sight); k++ {
		if r.care(k)&(speech|agent) != 0 || r.name(k)&(role|staffTitle) != 0 {
			return false
		}
	}
	return r.doneHindi(max(r.from, c.from-sight))
}

// treatedHindi reports whether an illness or a treatment stands in the next
// words and nobody else comes between.
func (r *reading) treatedHindi(i, limit int) bool {
	for k := i; k < min(r.to, i+limit); k++ {
		w := r.care(k)
		switch {
		case w&(treat|passive|event) != 0, w&ward != 0 && k+1 < r.to && (r.t.Tokens[k+1].Sort == prose.Number || r.name(k+1)&hindi != 0), w&hindiCare != 0:
			return r.care(k+1)&(study|people) == 0
		case w&(people|speech) != 0 || r.name(k)&staffTitle != 0 && r.wide(k) || r.name(k)&role != 0:
			return false
		}
	}
	return false
}

// doneHindi reports whether the sentence holds a treatment and what ended it.
func (r *reading) doneHindi(i int) bool {
	treated, ended := false, false
	for k := i; k < min(r.to, i+2*sight); k++ {
		treated = treated || r.care(k)&(treat|passive|ward|hindiCare) != 0
		ended = ended || r.care(k)&(hindiDone|hindiCare|event) != 0
		if r.care(k)&people != 0 {
			return false
		}
	}
	return treated && ended
}

// hasEvent is for a name with ने: only what a patient does.
func (r *reading) hasEvent(i int) bool {
	for k := i; k < min(r.to, i+sight); k++ {
		switch r.of(k) {
		case "जन्म", "janam", "janm":
			return r.care(k+1)&study == 0 && k+1 < r.to && r.name(k+1) == 0
		case "हराया", "हराकर", "जीती", "जीता", "जीतकर", "मात", "करवाया", "कराया", "करवाई", "कराई", "तोड़", "जीत", "जंग", "haraya", "jeet", "jeeti", "karwaya", "karaya":
			return r.around.ill || r.around.one
		}
	}
	return false
}

// ageBehindHindi: X (45), X, 45 वर्ष, X, उम्र 45 वर्ष.
func (r *reading) ageBehindHindi(c someone) bool {
	if !r.markAny(c.to, ",(") {
		return false
	}
	for k := c.to + 1; k < min(r.to, c.to+4); k++ {
		if r.t.Tokens[k].Sort == prose.Number && r.t.Tokens[k].To-r.t.Tokens[k].From <= 3 {
			return r.mark(k+1, ')') || r.mark(k+1, ',') || r.ageAt(k)
		}
	}
	return false
}

// speaksHindi reports whether the one named tells something.
func (r *reading) speaksHindi(c someone) bool {
	if c.to < r.to && (r.of(c.to) == "को" || r.of(c.to) == "ko") {
		return false // it is told to them
	}
	for k := c.to; k < min(r.to, c.to+4); k++ {
		if r.care(k)&speech != 0 {
			return true
		}
	}
	return false
}

// relativeHindi reports whether a word for a relative stands beside a name.
func (r *reading) relativeHindi(c someone) bool {
	for k := max(r.from, c.from-3); k < min(r.to, c.to+4); k++ {
		if r.care(k)&relation != 0 {
			return !r.speaksHindi(c)
		}
	}
	return false
}

// staffBehindHindi: X, हृदय रोग विशेषज्ञ; X द्वारा; X की टीम.
func (r *reading) staffBehindHindi(c someone) bool {
	j := c.to
	if j < r.to && (r.of(j) == "द्वारा" || r.of(j) == "dwara") {
		return true
	}
	if r.name(j)&hindi != 0 {
		for k := j + 1; k < min(r.to, j+4); k++ {
			if r.name(k)&staffNoun != 0 {
				return true
			}
		}
		return r.name(j+1)&role != 0 && r.care(j+1)&public == 0
	}
	if r.markAny(j, ",(-") {
		for k := j + 1; k < min(r.to, j+9); k++ {
			if r.name(k)&(role|staffTitle) != 0 && r.care(k)&public == 0 || r.credentialAt(k) {
				return true
			}
			if r.markAny(k, ",)-") || r.care(k)&(be|patient|unit|passive) != 0 {
				return false
			}
		}
	}
	return false
}

// whoWas reports whether a participle before a name says what befell the one
// named: "प्रत्यारोपण करा चुकीं X". Who does it (करने वाले) is no patient.
func (r *reading) whoWas(p int) bool {
	if p < r.from {
		return false
	}
	switch r.of(p) {
	case "चुके", "चुकी", "चुकीं", "चुका", "वाले", "वाली", "वाला", "रहे", "रही", "रहीं", "हुए", "हुई", "जीते", "जीती", "उबरे", "उबरी", "wale", "wali", "jeeti", "jeete", "rahe", "rahi":
	default:
		return false
	}
	for q := p - 1; q > p-6 && q >= r.from; q-- {
		switch r.of(q) {
		case "करने", "कर", "करते", "karne", "karte", "देने", "dene", "सिखाने", "पर", "par":
			return false
		}
		if w := r.care(q); w&people != 0 || r.name(q)&role != 0 {
			return false
		} else if w&(treat|event|hindiCare) != 0 {
			return true
		}
	}
	return false
}

// workHindi reports whether the sentence speaks of somebody at work.
func (r *reading) workHindi(c someone) bool {
	for i := max(r.from, c.from-sight); i < min(r.to, c.to+sight); i++ {
		if b := r.name(i); b&(role|staffNoun|credential) != 0 && b&common == 0 && r.care(i)&public == 0 && r.wide(i) {
			return true
		}
	}
	return false
}

// operates reports whether the sentence ends in what staff do to others.
func (r *reading) operates() bool {
	if !r.around.acts {
		return false
	}
	for i := max(r.from, r.to-8); i < r.to; i++ {
		if i > r.from && (r.of(i-1) == "खो" || r.of(i-1) == "तोड़" || r.of(i-1) == "गंवा" || r.of(i-1) == "हार") {
			return false
		}
		switch r.of(i) {
		case "किया", "किए", "की", "दी", "दिया", "दिए", "ली", "लिया", "बताई", "सिखाया", "लगाया", "बचाया", "बचाई", "kiya", "kiye", "di", "diya", "sikhaya", "lagaya", "bachaya":
			return true
		}
	}
	return false
}

// tellsOwnHindi: X ने कहा कि डॉक्टरों ने उनकी जान बचाई.
func (r *reading) tellsOwnHindi(c someone) bool {
	if !r.speaksHindi(c) {
		return false
	}
	for k := c.to; k < min(r.to, c.to+sight); k++ {
		switch r.of(k) {
		case "उनकी", "उनका", "उनके", "मेरी", "मेरा", "मेरे", "मुझे", "unki", "unka", "meri", "mera", "mujhe":
			if r.care(k+1)&(treat|medical) != 0 || r.care(k+2)&(treat|medical) != 0 {
				return true
			}
		}
	}
	return false
}
