package person

// presumeHindi is presume for a sentence in Hindi, whose verb comes last.
func (r *reading) presumeHindi(c someone) bool {
	if (c.full || c.titled) && r.treatedBy(c) {
		r.hit(c, c.full && r.around.ill, "those who treat do something for it")
		return true
	}
	if !c.full && !c.titled || r.around.many || r.workHindi(c) || r.events(c) {
		return false
	}
	kin := r.care(c.to+1)&relation != 0 || r.care(c.from-1)&relation != 0
	if r.speaksHindi(c) && !kin {
		return false
	}
	from, to := max(r.from, c.from-10), min(r.to, c.to+sight)
	found, near := false, false
	for k := from; k < to; k++ {
		w := r.care(k)
		if w&(sign|body|hindiCare) != 0 || w&treat != 0 && !r.vague(k) || w&passive != 0 || w&came != 0 && r.saysOurs(k) || r.name(k)&thanks != 0 && r.around.hasMedics {
			found, near = true, near || k >= c.to && k < c.to+8
		}
	}
	switch {
	case found && r.care(c.to)&agent != 0:
		r.hit(c, false, "a sign of illness is told in the same sentence")
	case found:
		r.hit(c, near && !r.speaksHindi(c), "a sign of illness is told of it")
	case kin && (r.around.cared || r.around.hasMedics), r.child(c) && r.around.cared:
		r.hit(c, false, "a relative is named in a sentence about care")
	default:
		return false
	}
	return true
}

// treatedBy reports whether those who treat act before a name that is not the
// one who acts: डॉक्टरों ने X को, हमारी टीम ने X की.
func (r *reading) treatedBy(c someone) bool {
	p := c.from - 1
	return r.care(p)&agent != 0 && (r.medic(max(p-1, r.from)) || r.of(max(p-1, r.from)) == "टीम" || r.of(max(p-1, r.from)) == "team") &&
		r.name(c.to)&hindi != 0 && r.care(c.to)&agent == 0
}

// saysOurs reports whether our place stands before the verb at k: हमारे यहाँ आईं.
func (r *reading) saysOurs(k int) bool {
	for q := k - 1; q > k-6 && q >= r.from; q-- {
		if r.care(q)&(our|ward) != 0 || r.name(q)&org != 0 {
			return true
		}
	}
	return false
}

// events reports whether the sentence tells of an occasion, not of a life: a
// camp, an opening, a gift.
func (r *reading) events(c someone) bool {
	for k := max(r.from, c.from-sight); k < min(r.to, c.to+sight); k++ {
		switch r.of(k) {
		case "शिविर", "उद्घाटन", "अभियान", "जागरूकता", "दान", "भेंट", "सम्मानित", "पुरस्कार", "किताब", "पुस्तक", "लेख", "सिखाती", "सिखाते", "पढ़ाती", "पढ़ाते", "समझाती", "समझाते", "शोध", "कार्यक्रम", "समारोह", "दौरा", "जयंती", "योजना", "shivir", "abhiyan", "udghatan", "pustak", "kitab", "yojana":
			return r.of(k) != "दौरा" || !r.around.ill
		}
	}
	return false
}
