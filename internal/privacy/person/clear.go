package person

import "nadi/internal/prose"

// Frames that are clear whatever the surname is and whatever the named one does
// for a living: a signature under praise, a fire chief in our ICU, a relative
// who found the patient, a name beside a bed.

// thoughAtWork reports a whole name in a frame that is clear even of somebody
// with an office, or remembered with honour.
func (r *reading) thoughAtWork(c someone) bool {
	if c.words < 2 && !c.titled || r.known(c) || r.credentialAt(c.to) || r.credentialAt(c.to+1) || r.famousName(c) {
		return false
	}
	switch {
	case r.praises(c):
		r.hit(c, false, "it stands under a patient's words")
	case r.civil(c) && !r.attends(c.to) && (r.stays(c.to) || r.happens(c.to, 14) || r.signBehind(c) && !r.around.work):
		r.hit(c, false, "a stay or an illness is told of it")
	case r.diedHere(c), r.organOf(c):
		r.hit(c, false, "an illness or a gift of organs is told of the dead")
	case r.staffBefore(c):
		return false
	case r.fromBed(c):
		r.hit(c, false, "it stands beside a bed")
	case r.kin(c) && r.watches(c.to):
		r.hit(c, false, "a relative of a patient is named")
	default:
		return false
	}
	return true
}

// clearly reports a whole private name in any of these frames.
func (r *reading) clearly(c someone) bool {
	switch {
	case r.thoughAtWork(c):
		return true
	case c.words < 2 && !c.titled:
		return false
	case r.finishes(c):
		r.hit(c, false, "good wishes are sent to it as to a patient")
	case r.kin(c):
		r.hit(c, false, "a relative of a patient is named")
	default:
		return false
	}
	return true
}

// praises reports whether a name is signed under somebody's words and explained
// as a patient's: "They were kind." - X Y, kidney patient since 2020.
func (r *reading) praises(c someone) bool {
	if p := c.from - 1; p < 0 || !r.dash(p) || !r.mark(c.to, ',') && !r.mark(c.to, '(') {
		return false
	}
	found := false
	for k := c.to + 1; k < min(r.to, c.to+14); k++ {
		w, b := r.care(k), r.name(k)
		if b&(role|roles|credential|staffVerb|staffTitle) != 0 && w&(patient|public) == 0 || b&org != 0 && r.capitalAt(k) && w&ward == 0 || r.workplace(k) || w&patient != 0 && r.name(k+1)&(role|roles|org) != 0 || w&study != 0 && w&(ward|treat) == 0 {
			return false
		}
		found = found || w&(patient|treat|passive|sign|event) != 0 || w&ward != 0 && k+1 < r.to && r.t.Tokens[k+1].Sort == prose.Number
	}
	return found
}

// dash reports whether a dash that stands alone, or opens the text, is at p.
// It may belong to the sentence before.
func (r *reading) dash(p int) bool {
	k := &r.t.Tokens[p]
	return k.Sort == prose.Mark && r.t.Folded[k.From] == '-' && k.Spaced
}

// civil reports whether an occupation outside of care stands before a name:
// fire chief, Sergeant, roofer.
func (r *reading) civil(c someone) bool {
	p := c.from - 1
	if r.mark(p, '.') || r.mark(p, ',') {
		p--
	}
	if p < r.from || r.care(p)&patient != 0 || r.isHindi(c) || r.name(c.to)&staffVerb != 0 {
		return false
	}
	var small [32]byte
	switch string(lowered(small[:0], r.of(p))) {
	case "chief", "director":
		return r.serves(p - 1)
	case "officer", "sergeant", "sgt", "constable", "detective", "private", "pvt", "pte", "corporal", "cpl", "lieutenant", "lt", "major", "maj", "colonel", "col", "capt", "captain", "commander", "inspector",
		"pastor", "rev", "reverend", "rabbi", "imam", "father", "deacon", "councillor", "alderman", "judge":
		return !r.ofCare(p - 1)
	}
	return r.care(p)&public != 0 && !r.notPrivate(p) && !r.ofCare(p-1)
}

// serves reports whether a word at p says whose chief somebody is, outside of
// a hospital: fire, police.
func (r *reading) serves(p int) bool {
	var small [32]byte
	switch string(lowered(small[:0], r.of(p))) {
	case "fire", "police", "army", "navy", "sea", "ship", "ferry", "team", "band", "choir", "funeral", "scout", "cricket", "football", "hockey":
		return p >= r.from
	}
	return false
}

// ofCare reports whether a word at p makes an office one of a hospital: medical
// officer, nurse teacher.
func (r *reading) ofCare(p int) bool {
	var small [32]byte
	switch string(lowered(small[:0], r.of(p))) {
	case "medical", "health", "nurse", "nursing", "clinical", "hospital", "executive", "operating", "information", "financial", "nutrition", "chief", "privacy", "protection", "press", "safety", "welfare":
		return p >= r.from
	}
	return false
}

// notPrivate reports whether the one at p is known to everybody anyway, or works
// in care.
func (r *reading) notPrivate(p int) bool {
	var small [32]byte
	switch string(lowered(small[:0], r.of(p))) {
	case "mayor", "congressman", "actor", "actress", "singer", "senator", "minister", "president", "novelist", "poet", "comedian", "midwife", "nurse", "pharmacist", "dentist", "paramedic", "chaplain", "trainer", "instructor":
		return true
	}
	return false
}

// stays reports whether a stay with us follows: spent two weeks in our ICU.
func (r *reading) stays(j int) bool {
	switch r.of(j) {
	case "spent", "stayed", "lay", "lies", "slept", "woke", "was", "is", "has", "had":
	default:
		return false
	}
	long := r.of(j) == "lay" || r.of(j) == "lies" || r.of(j) == "woke"
	for k := j + 1; k < min(r.to, j+10); k++ {
		switch w := r.care(k); {
		case w&speech != 0, r.name(k)&(staffVerb|roles) != 0 && r.t.Tokens[k].Shape == prose.Small && w&ward == 0, r.clause(k), r.of(k) == "visiting", r.of(k) == "teaching", r.of(k) == "learning":
			return false
		case r.hurt(k) && r.care(k-1)&be != 0:
			return true
		case w&unit != 0 || r.of(k) == "night" || r.of(k) == "nights":
			long = true
		case (w&ward != 0 || r.of(k) == "unit") && long:
			return !r.works(k + 1)
		}
	}
	return false
}

// hurt reports whether the participle at k is of an injury.
func (r *reading) hurt(k int) bool {
	switch r.of(k) {
	case "shot", "stabbed", "hit", "struck", "crushed", "trapped", "thrown", "kicked", "gored", "electrocuted", "scalded", "burned", "injured", "wounded", "hurt", "pinned", "stung", "poisoned":
		return true
	}
	return false
}

// attends reports whether the verb at j is one of guests, givers and officials.
func (r *reading) attends(j int) bool {
	switch r.of(j) {
	case "fixed", "fixes", "mended", "installed", "directs", "led", "leads", "cut", "opened", "visited", "visits", "gave", "gives", "donated", "raised", "raises", "helped", "helps", "unveiled", "collected", "organised", "organized", "brought", "delivered", "praised", "thanked", "met", "joined", "ran", "runs", "run", "saved", "rescued", "carried", "drove", "called", "spoke", "promised", "supports", "supported", "holds", "held", "sings", "sang", "read", "reads", "asks", "asked", "voted", "signed", "pulled", "stopped", "ruled", "said", "says", "told", "built", "made", "painted", "repaired", "cooks", "baked", "collects":
		return j < r.to
	}
	return false
}

// helps reports whether somebody with an occupation is named for what was done
// for others, and nothing of illness is told: Electrician X fixed the lights.
func (r *reading) helps(c someone) bool {
	return r.civil(c) && r.attends(c.to) && !r.signBehind(c)
}

// works reports whether what was done on the ward follows at k: to learn, as a
// volunteer.
func (r *reading) works(k int) bool {
	switch r.of(k) {
	case "to", "as", "helping", "learning", "teaching", "reading", "painting", "filming", "visiting":
		return k < r.to
	}
	return false
}

// fromBed reports whether somebody does something from a bed: writes from bed 9.
func (r *reading) fromBed(c someone) bool {
	switch r.of(c.to) {
	case "writes", "wrote", "waves", "waved", "greets", "smiles", "smiled", "sings", "calls", "called", "texts", "texted", "sends", "messages", "blogs", "posts", "reports", "complains", "asked", "asks", "jokes", "laughs", "says", "watches", "lies", "rests", "sleeps":
	default:
		return false
	}
	for k := c.to + 1; k < min(r.to, c.to+6); k++ {
		if r.of(k) == "from" || r.of(k) == "in" {
			w := r.care(k+1) | r.care(k+2)
			return w&ward != 0 && (r.number(k+2) || w&(pronoun|our) != 0 && (r.of(k+2) == "bed" || r.of(k+3) == "bed"))
		}
	}
	return false
}

func (r *reading) number(k int) bool { return k < r.to && r.t.Tokens[k].Sort == prose.Number }

// finishes reports whether somebody is cheered for the end of a treatment:
// well done X on ringing the bell, for finishing her last round.
func (r *reading) finishes(c someone) bool {
	if p := c.from - 1; r.mark(p, ',') && r.of(p-1) == "home" && (r.of(max(p-2, r.from)) == "Welcome" || r.of(max(p-2, r.from)) == "welcome") {
		return true
	} else if r.of(p) == "for" && r.of(p-1) == "rang" && r.of(p-2) == "bell" {
		return true
	} else if !r.cheered(p) {
		return false
	}
	for k := c.to; k < r.to; k++ {
		switch r.of(k) {
		case "round", "rounds", "cycle", "session", "infusion":
			if o := r.of(k - 1); o == "last" || o == "final" || o == "of" || o == "th" || r.care(k-1)&treat != 0 {
				return true
			}
		case "bell":
			if r.care(k-2)&event != 0 || r.care(k-3)&event != 0 {
				return true
			}
		case "home":
			if o := r.of(k - 1); o == "going" || o == "coming" {
				return true
			}
		}
		if r.isSign(k) && !r.around.work {
			return true
		}
	}
	return false
}

// cheered reports whether a cheer stands in the words that end at p.
func (r *reading) cheered(p int) bool {
	for q := p; q > p-4 && q >= r.from; q-- {
		var small [32]byte
		switch string(lowered(small[:0], r.of(q))) {
		case "congratulations", "congrats", "kudos", "bravo", "cheers", "applause", "done", "off", "hooray", "hurrah", "hug":
			return true
		}
	}
	return false
}

// diedHere reports whether a death with us is told of one remembered: in
// memory of X, who died of sepsis on Ward 4.
func (r *reading) diedHere(c someone) bool {
	if !r.inMemory(c) || r.around.past || !r.markAny(c.to, ",(") {
		return false
	}
	if r.of(c.to+1) != "who" {
		return !r.around.work && r.explained(c.to+1, r.closing(c.to))
	}
	for k := c.to + 2; k < min(r.to, c.to+7); k++ {
		switch r.of(k) {
		case "died", "passed", "lost", "succumbed":
			return r.anySign(k+1, min(r.to, k+10)) || r.around.ill || r.around.cared
		}
	}
	return false
}

// organOf reports whether a part of the body of somebody who died is told of:
// स्वर्गीय X जी की आँखें.
func (r *reading) organOf(c someone) bool {
	j := c.to
	if r.of(j) == "जी" || r.of(j) == "ji" {
		j++
	}
	if !r.inMemory(c) || r.name(j)&hindi == 0 || j+1 >= r.to {
		return false
	}
	switch r.of(j + 1) {
	case "किडनी", "किडनियाँ", "गुर्दा", "गुर्दों", "लिवर", "जिगर", "दिल", "हृदय", "कॉर्निया", "kidney", "liver", "नेत्रदान", "अंगदान", "देहदान", "netradaan", "angdaan":
		return true
	}
	return r.care(j+1)&body != 0
}

// kin reports whether a relative of the one spoken of is named and does what
// only those near a patient do: her daughter, X Y, noticed.
func (r *reading) kin(c someone) bool {
	p := c.from - 1
	if r.mark(p, ',') {
		p--
	}
	if r.nstaff > 0 || r.around.work && !r.around.ill || r.around.past || r.care(p)&relation == 0 || p <= r.from || r.of(p) == "partner" && !r.watches(c.to) || r.care(p-1)&pronoun == 0 {
		return false
	}
	return r.watches(c.to) || r.around.ill || r.around.one || r.around.cared
}

// watches reports whether what stands behind a name at j is done by those who
// are near a patient.
func (r *reading) watches(j int) bool {
	if r.mark(j, ',') {
		j++
	}
	switch r.of(j) {
	case "noticed", "found", "drove", "called", "dialled", "brought", "held", "stayed", "sat", "slept", "rushed", "carried", "saw", "heard", "woke", "thought", "feared", "worried", "waited", "stood", "prayed", "cried", "begged", "insisted", "remembers", "recalls", "knew", "realised", "realized", "took", "gave", "kept", "nursed", "fed", "visited", "visits", "signed":
		return j < r.to
	}
	return false
}

// strictly reports what is left when the article tells of a patient: any whole
// private name and anybody with a title who is not plainly at work.
func (r *reading) strictly(c someone) bool {
	if !r.t.Strict || !c.full && !c.titled || r.plainlyOther(c) {
		return false
	}
	r.hit(c, false, "its article tells of a patient")
	return true
}

// plainlyOther reports whether a name is a source's, a credit, or somebody's of
// an institution.
func (r *reading) plainlyOther(c someone) bool {
	p := c.from - 1
	if r.credit(c, p) || r.mark(c.to, ']') || r.ledByRoles(c) || r.affiliated(c) || r.inList(c) && r.name(p)&roles != 0 {
		return true
	}
	if r.signed(c) && !r.quoteBefore(c) {
		return true
	}
	if j := c.to; r.mark(j, '(') && r.number(j+1) && r.t.Tokens[j+1].To-r.t.Tokens[j+1].From == 4 || r.of(j) == "et" && j < r.to || r.number(j) {
		return true // Lopez (2019)
	}
	if c.titled && c.words == 1 && r.of(c.from) == "Sam" {
		return true // Uncle Sam
	}
	return r.around.past || r.name(c.to)&(staffVerb|eponymNoun) != 0 && r.care(c.to)&speech == 0
}

// quoteBefore reports whether the words above a signature were a quotation.
func (r *reading) quoteBefore(c someone) bool {
	for p := c.from - 1; p >= 0 && p > c.from-4; p-- {
		if k := &r.t.Tokens[p]; k.Sort == prose.Mark && r.t.Folded[k.From] == '"' {
			return true
		}
	}
	return r.t.Quoted
}
