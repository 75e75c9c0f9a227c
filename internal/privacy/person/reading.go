package person

import (
	"strconv"
	"strings"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// reading is one text while it is read, and of it one sentence:
// Tokens[from:to].
type reading struct {
	f        *finder
	t        *prose.Text
	report   func(finding.Hit)
	from, to int
	headline bool   // the sentence is written in capitals as titles are
	around   around // what the sentence says beside its names
	pend     someone
	waiting  bool        // pend was named in the sentence before, and nothing else was said
	spoken   bool        // pend was spoken to
	sure     bool        // the name last judged was reported as sure
	staff    [8][2]int32 // first and last words of the names of staff in this text
	nstaff   int
	denied   int8 // 1: the text says that names are changed; -1: it does not
}

// around is what a sentence says of care, wherever its names stand.
type around struct {
	ill       bool // an illness or a treatment is spoken of
	one       bool // one person is in care
	many      bool // groups are spoken of
	past      bool // a year before living memory
	named     bool // a name is announced
	yours     bool // "your surgery"
	mine      bool // "my surgery"
	theirs    bool // "his surgery"
	body      bool // a word of bodies or hospitals stands in it
	acts      bool // what staff and guests do is spoken of: इलाज, शिविर, उद्घाटन
	work      bool // work is spoken of: research, an office, a class
	cared     bool // a ward, a patient, a hospital is spoken of
	hasMedics bool // doctors or nurses are spoken of
}

// forget is for a sentence that said nothing.
func (r *reading) forget() {
	if r != nil {
		r.waiting = false
	}
}

// sentence reports the patients that a sentence names.
func (r *reading) sentence() {
	r.headline = r.isHeadline()
	r.around = r.survey()
	r.resume()
	found, prev := 0, -9
	var only someone
	for i := r.from; i < r.to; {
		if r.mark(i, '#') {
			r.hashtag(i)
		}
		if c, ok := r.reversed(i); ok && !r.isStaff(c) && r.inForm(c) {
			i = c.to
			continue
		}
		c, ok := r.at(i)
		if !ok {
			i++
			continue
		}
		switch {
		case r.isStaff(c) || r.joins(c, prev) || r.helps(c):
			if r.thoughAtWork(c) {
				found, only = found+1, c
				break
			}
			r.remember(c)
			prev = c.to
		case r.isPublic(c):
			r.thoughAtWork(c)
		default:
			found, only = found+1, c
			if r.sure = false; (r.judge(c) || r.clearly(c) || r.strictly(c)) && r.sure {
				found += 9 // no more need be said of this one
			}
		}
		i = max(c.to, i+1)
	}
	r.pend, r.waiting = only, found == 1
	r.spoken = r.waiting && r.spokenTo(only)
}

// joins reports whether a name goes on a list of the staff that ended at prev:
// "Drs X and Y", but not "Thanks to Dr X, Y is well".
func (r *reading) joins(c someone, prev int) bool {
	if prev < 0 || c.from-prev > 2 {
		return false
	}
	return r.mark(prev, ',') && !r.happens(c.to, 12) || c.from-prev == 1 && r.of(prev) == "and"
}

// resume reports somebody named in the sentence before, when this one goes on
// with he or she in a patient's part.
func (r *reading) resume() {
	if !r.waiting {
		return
	}
	r.waiting = false
	if r.spoken && (r.of(r.from) == "Your" && r.around.yours || r.of(r.from) == "You" && (r.around.ill || r.around.one)) {
		r.hit(r.pend, r.pend.full || r.pend.titled, "the next sentence speaks of treatment")
	}
	if r.mark(r.from+1, ':') && r.pend.full && r.care(r.from)&(treat|record|ward|unit|patient|sign|medical) != 0 {
		r.hit(r.pend, true, "it stands in a form") // "Name: X Y. Diagnosis:"
		return
	}
	if r.care(r.from)&pronoun == 0 || !r.pend.full && !r.pend.titled {
		return
	}
	if r.around.one && r.happens(r.from+1, 12) || r.wide(r.from) && r.around.one && r.around.ill {
		r.hit(r.pend, r.pend.full, "the next sentence tells of treatment")
	}
}

// isHeadline reports whether most longer words of the sentence have capitals.
func (r *reading) isHeadline() bool {
	if r.t.Kind == prose.Heading || r.t.Kind == prose.Title {
		return true
	}
	big, all := 0, 0
	for i := r.from; i < r.to; i++ {
		if k := &r.t.Tokens[i]; k.Sort == prose.Word && k.To-k.From > 3 && !r.wide(i) {
			all++
			if k.Shape != prose.Small {
				big++
			}
		}
	}
	return all > 3 && 4*big > 3*all
}

// survey reads what the sentence says beside its names.
func (r *reading) survey() (a around) {
	was, ours, maybe := -9, -9, false
	for i := r.from; i < r.to; i++ {
		k := &r.t.Tokens[i]
		if k.Sort == prose.Number {
			a.number(r, i)
			continue
		}
		w, b := r.care(i), r.f.names.Get(k.ID)
		a.work = a.work || b&(staffNoun|staffVerb) != 0 && k.Shape == prose.Small && !r.ofPatientsToo(i) || w&study != 0 && !r.ofPatientsToo(i) || b&org != 0 && k.Shape == prose.Capital && !r.ofPatientsToo(i) || r.desk(i)
		a.one = a.one || r.leaves(i)
		a.hasMedics = a.hasMedics || r.medic(i)
		a.past = a.past || k.Sort == prose.Word && r.biography(i)
		if w == 0 {
			continue
		}
		a.ill = a.ill || w&treat != 0 && !r.vague(i)
		if w&treat != 0 && i > r.from {
			a.yours = a.yours || r.of(i-1) == "your" || r.of(i-1) == "Your" || i > r.from+1 && r.of(i-2) == "your"
		}
		a.mine = a.mine || w&(treat|medical) != 0 && r.first(i)
		a.theirs = a.theirs || w&pronoun != 0
		a.acts = a.acts || r.act(i)
		a.many = a.many || w&people != 0 && !r.kinds(i)
		a.body = a.body || w&(medical|kin) != 0 && !(k.Shape == prose.Capital && b&(surname|surnameWord|given) != 0)
		a.named = a.named || w&named != 0
		if w&be != 0 {
			was = i
		}
		if w&our != 0 {
			ours = i
		}
		if w&passive != 0 && i-was <= 3 && !r.honoured(i) {
			maybe = maybe || r.ofAll(i)
			a.one = a.one || !r.ofAll(i)
		}
		a.cared = a.cared || b&org != 0 && a.ours(r, i) || w&our != 0 && (r.wide(i) || r.of(i) == "here" || r.of(i) == "us" && r.of(max(i-1, r.from)) == "to" || r.name(i+1)&org != 0 || r.name(i+2)&org != 0 || r.of(min(i+2, r.to-1)) == "unit") || w&(patient|ward|hindiCare) != 0 || r.name(i)&org != 0 && (r.of(i) == "Hospital" || r.of(i) == "Clinic")
		a.one = a.one || w&(patient|record) != 0 && !r.attributive(i) && r.inCare(i) || w&event != 0 && r.befalls(i) || w&hindiCare != 0 ||
			w&ward != 0 && (i-ours <= 2 && ours > 0 || i+1 < r.to && r.t.Tokens[i+1].Sort == prose.Number)
	}
	a.one = a.one || maybe && (a.ill || a.cared)
	return a
}

// attributive reports whether "patient" at i only describes the next word, as
// in patient safety.
func (r *reading) attributive(i int) bool {
	if r.wide(i) || r.care(i)&patient == 0 {
		return false
	}
	return r.name(i+1)&(common|role|org) != 0 && r.care(i+1)&(be|pronoun|our|speech|treat) == 0 && !r.functionWord(i+1)
}

// functionWord reports whether a short small word stands at i: of, in, who.
func (r *reading) functionWord(i int) bool {
	return i < r.to && r.t.Tokens[i].Shape == prose.Small && r.t.Tokens[i].To-r.t.Tokens[i].From <= 4 && r.name(i)&(role|org) == 0 && r.care(i)&study == 0
}

// number reads a year before living memory.
func (a *around) number(r *reading, i int) {
	n, err := strconv.Atoi(r.of(i))
	if err != nil {
		return
	}
	if n >= 1400 && n < 1940 && i+1 < r.to+1 && r.t.Tokens[i].To-r.t.Tokens[i].From == 4 && !(i > 0 && r.care(i-1)&(ward|record) != 0) {
		a.past = true
	}
}

// ageAt reports whether the number at i is an age: years old, -year-old, yo.
func (r *reading) ageAt(i int) bool {
	j := i + 1
	if r.mark(j, '-') {
		j++
	}
	return r.care(j)&unit != 0 || r.care(i-1)&unit != 0
}

// remember keeps a name of the staff for the rest of the text.
func (r *reading) remember(c someone) {
	if r.nstaff < len(r.staff) {
		r.staff[r.nstaff] = [2]int32{int32(c.from), int32(c.to - 1)}
		r.nstaff++
	}
}

// remembered reports whether somebody of that last name was staff before.
func (r *reading) remembered(c someone) bool {
	for _, k := range r.staff[:r.nstaff] {
		if r.same(int(k[1]), c.to-1) && (c.words == 1 || r.same(int(k[0]), c.from)) {
			return true
		}
	}
	return false
}

// changed reports whether the text says that its names are not the real ones.
func (r *reading) changed() bool {
	if r.denied == 0 {
		r.denied = -1
		for i, k := range r.t.Tokens {
			w := r.f.care.Get(k.ID)
			if w&changed != 0 || w&named != 0 && r.near(i, "changed", "real", "fictional", "बदल", "असली") || w&patient != 0 && r.near(i, "real", "actor", "fictional", "sample", "imaginary") {
				r.denied = 1
			}
		}
	}
	return r.denied == 1
}

// near reports whether one of some words stands within four tokens of i, in
// any sentence.
func (r *reading) near(i int, words ...string) bool {
	for j := max(0, i-4); j < min(len(r.t.Tokens), i+5); j++ {
		for _, w := range words {
			if r.t.Of(r.t.Tokens[j]) == w {
				return true
			}
		}
	}
	return false
}

// hit reports a name.
func (r *reading) hit(c someone, sure bool, because string) {
	if r.changed() {
		return
	}
	r.sure = r.sure || sure
	h := finding.Hit{Rule: ruleName, From: int(r.t.Tokens[c.from].From), To: int(r.t.Tokens[c.to-1].To), Sure: sure, What: "the name of a patient", Because: because}
	r.report(h)
}

// same reports whether two tokens of the text are one word.
func (r *reading) same(i, j int) bool {
	return strings.EqualFold(r.t.Of(r.t.Tokens[i]), r.t.Of(r.t.Tokens[j]))
}

// desk reports whether a word of an office stands at i.
func (r *reading) desk(i int) bool {
	switch r.of(i) {
	case "office", "desk", "billing", "ask", "Ask", "contact", "Contact", "call", "Call", "email", "Email", "register", "Register", "class", "session", "talk", "workshop", "webinar", "podcast", "interview", "journal", "published", "joined", "joins", "donated", "raised", "film", "movie", "gift", "donation", "donations", "sponsored", "funded", "bequest", "television", "drama", "soap", "screen", "novel", "Novel", "character", "characters", "episode", "series", "actor", "duty", "shift", "appointment", "appointments", "available", "Lancet", "NEJM", "BMJ":
		return true
	}
	return false
}

// inCare tells a recipient of a kidney from one of a prize, and somebody
// patient from a patient.
func (r *reading) inCare(i int) bool {
	switch r.of(i) {
	case "recipient":
		for k := max(r.from, i-3); k < min(r.to, i+4); k++ {
			if r.care(k)&treat != 0 && r.care(k)&study == 0 {
				return true
			}
		}
		return false
	case "patient":
		return i == r.from || r.care(i-1)&be == 0 && r.of(i-1) != "very" && r.of(i-1) != "more" && r.of(i-1) != "so"
	}
	return true
}

// vague reports whether a word at i means an illness or a treatment only
// beside better ones: a scan of the web, delivery on time, Robert Burns.
func (r *reading) vague(i int) bool {
	if r.t.Tokens[i].Shape == prose.Capital && r.name(i)&(surname|surnameWord) != 0 {
		return true
	}
	switch r.of(i) {
	case "scan", "scans", "delivery", "labor", "labour", "Labor", "Labour", "Delivery", "vision", "Vision", "sight", "weight", "repair", "condition", "replacement", "recovery", "pain", "down", "Down", "head", "discharge", "implant", "donor", "appendix", "infection":
		return true
	}
	return false
}

// expects reports whether the next sentence may tell of who was named in this.
func (r *reading) expects() bool { return r != nil && r.waiting }

// ofPatientsToo reports whether a word of work at i stands in patients' stories
// as often: our team, the group.
func (r *reading) ofPatientsToo(i int) bool {
	var small [32]byte
	switch string(lowered(small[:0], r.of(i))) {
	case "hospital", "hospitals", "medical", "health", "healthcare", "wing", "day", "week", "lab", "home", "nursing", "road", "street", "avenue", "county", "city", "state", "church", "school", "bill", "act", "market", "memorial",
		"unit", "care", "ward", "drug", "drugs", "medicine", "services", "service", "centre", "center", "surgeon", "surgeons", "specialist", "expert", "department", "awareness", "walk", "team", "group", "clinic", "patients", "tube", "runs", "work", "worked", "works", "cares", "nurse", "served":
		return true
	}
	return r.wide(i) && r.of(i) == "टीम" || r.of(i) == "papers" && r.of(max(i-1, r.from)) == "discharge"
}

// ours reports whether an institution at i is called ours.
func (a *around) ours(r *reading, i int) bool {
	return r.care(i-1)&our != 0 || r.care(i-2)&our != 0
}

// kinds reports whether people at i may be said of one: children, women. The
// other words mean those whom staff look after.
func (r *reading) kinds(i int) bool {
	var small [32]byte
	switch string(lowered(small[:0], r.of(i))) {
	case "women", "men", "children", "adults", "families", "babies", "everyone", "anyone", "those", "kids", "बच्चों", "महिलाओं":
		return true
	}
	return false
}

// medic reports whether several who treat are spoken of at i.
func (r *reading) medic(i int) bool {
	switch r.of(i) {
	case "doctors", "nurses", "surgeons", "paramedics", "midwives", "hospital", "डॉक्टर", "डॉक्टरों", "नर्सों", "अस्पताल", "doctoron", "aspatal":
		return true
	}
	return false
}

// act reports whether a word at i is what staff and guests do in Hindi
// sentences with ने.
func (r *reading) act(i int) bool {
	switch r.of(i) {
	case "इलाज", "उपचार", "ऑपरेशन", "सर्जरी", "जांच", "जाँच", "शिविर", "उद्घाटन", "निरीक्षण", "बैठक", "भाषण", "जानकारी", "सलाह", "दौरा", "दान", "मशीन", "तरीका", "ilaj", "operation", "surgery", "shivir", "udghatan", "jankari":
		return true
	}
	return false
}

// biography reports whether words at i are those of lives long ago: in later
// life, of the nineteenth century.
func (r *reading) biography(i int) bool {
	if i == r.from {
		return false
	}
	switch r.of(i) {
	case "century":
		return true
	case "life", "years":
		return r.of(i-1) == "later" && r.of(max(i-2, r.from)) == "in"
	}
	return false
}

// first reports whether "my" stands up to two words before i.
func (r *reading) first(i int) bool {
	for k := i - 1; k >= i-3 && k >= r.from; k-- {
		switch r.of(k) {
		case "my", "My", "मेरी", "मेरा", "मेरे", "meri", "mera", "mere":
			return true
		}
	}
	return false
}
