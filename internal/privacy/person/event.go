package person

import "nadi/internal/prose"

// happens reports whether the words from i on tell what befalls a patient: was
// admitted, underwent, had surgery. It stops at whoever comes next.
func (r *reading) happens(i, limit int) bool {
	was, had := -9, -9
	for k := i; k < min(r.to, i+limit); k++ {
		w, b := r.care(k), r.name(k)
		switch {
		case r.t.Tokens[k].Sort == prose.Mark:
			if r.markAny(k, ":;\"|()") {
				return false
			}
			continue
		case b&staffTitle != 0 && r.t.Tokens[k].Shape != prose.Small, w&people != 0, w&speech != 0 && k > i && w&be == 0:
			return false
		case w == 0 && b&given != 0 && b&givenWord == 0 && r.capitalAt(k):
			return false
		case r.clause(k):
			return false
		case w&passive != 0 && k-was <= 4:
			return !r.honoured(k) && (!r.ofAll(k) || r.around.ill || r.around.cared)
		case w&event != 0:
			return r.befalls(k)
		case w&treat != 0 && k-had <= 6 && r.care(k+1)&study == 0 && r.name(k+1)&(role|org) == 0 && !r.compound(k):
			return true
		case w&ward != 0 && r.inBed(k-1):
			return true
		case w&patient != 0 && k-was <= 5 && k-was > 1 && !r.attributive(k) && r.inCare(k):
			return r.of(was+1) == "a" || r.of(was+1) == "our" || r.of(was+1) == "the" || r.of(was+1) == "another"
		case w&treat != 0 && k-was <= 3 && w&study == 0 && r.care(k+1)&study == 0 && r.name(k+1)&(role|org|staffNoun) == 0 && r.state(k):
			return true
		case r.leaves(k):
			return true
		}
		if w&be != 0 {
			was = k
		}
		if w&have != 0 && (r.of(k) != "living" || k-was <= 3) {
			had = k
		}
	}
	return false
}

// befalls tells the patient's verbs from their other meanings: beat the drum,
// fights for better care.
func (r *reading) befalls(k int) bool {
	if r.wide(k) {
		return true
	}
	switch r.of(k) {
	case "recovered", "recovering", "recovers", "recuperating", "relapsed", "collapsed", "coded", "attempted", "fainted":
		if k+1 >= r.to || r.t.Tokens[k+1].Sort != prose.Word {
			return r.of(k) != "coded" && r.of(k) != "attempted"
		}
		if r.of(k) == "attempted" || r.of(k) == "coded" {
			return r.of(k+1) == "suicide" || r.of(k+1) == "twice"
		}
		return r.functionWord(k+1) || r.name(k+1) == 0 && len(r.of(k+1)) > 4 && r.of(k + 1)[len(r.of(k+1))-2:] == "ly" || r.care(k+1) != 0
	case "bravely":
		return false
	case "rang", "rings", "ring", "ringing":
		return r.of(min(k+2, r.to-1)) == "bell"
	case "beat", "beats", "fought", "fights", "fighting", "survived", "survives", "overcame", "defeated", "battled", "battling", "suffered", "suffers", "conquered":
		for j := k + 1; j < min(r.to, k+6); j++ {
			if w := r.care(j); w&treat != 0 {
				return r.care(j+1)&study == 0
			} else if w&people != 0 {
				return false
			}
		}
		return false
	}
	return true
}

// leaves reports whether a verb of two words tells a patient's end or going:
// went home, passed away, gave birth.
func (r *reading) leaves(k int) bool {
	if k+1 >= r.to {
		return false
	}
	switch r.of(k) {
	case "went", "came", "go", "goes":
		return r.of(k+1) == "home"
	case "passed":
		return r.of(k+1) == "away" && (r.around.cared || r.around.ill)
	case "tested":
		return r.of(k+1) == "positive"
	case "gave", "given", "gives":
		return r.of(k+1) == "birth"
	case "died", "dies":
		return r.of(k+1) == "of" || r.of(k+1) == "from" || r.of(k+1) == "in" && r.care(k+2)&(our|ward|pronoun) != 0 || r.of(k+1) == "at" && r.care(k+2)&our != 0
	case "born":
		switch r.of(k + 1) {
		case "here", "with", "at", "premature", "prematurely", "weighing", "early", "blind", "deaf":
			return true
		}
	}
	return false
}

// clause reports whether a word at k begins what is about somebody else.
func (r *reading) clause(k int) bool {
	switch r.of(k) {
	case "that", "how", "why", "whether", "which", "whose", "when", "if", "because", "while", "until":
		return true
	}
	return false
}

// state reports whether an illness or treatment at k is the state somebody is
// in: is in remission, is on dialysis, is cancer free.
func (r *reading) state(k int) bool {
	for q := k - 1; q >= k-2 && q >= r.from; q-- {
		switch r.of(q) {
		case "in", "on", "under":
			return true
		}
	}
	return k+1 < r.to && r.of(k+1) == "free" || r.mark(k+1, '-') && k+2 < r.to && r.of(k+2) == "free"
}

// ofAll reports whether the participle at k is said of all sorts of things and
// people: brought, saved.
func (r *reading) ofAll(k int) bool {
	switch r.of(k) {
	case "brought", "saved", "delivered", "fitted", "screened", "transferred", "referred", "rescued", "burned", "burnt", "stabilised", "stabilized", "wheeled", "cured", "infected", "prescribed", "revived", "operated", "treated", "rushed", "quarantined", "implanted", "wounded", "injured":
		return true
	}
	return false
}

// honoured reports whether the participle at k is one of society: admitted to
// the College, treated as a guest.
func (r *reading) honoured(k int) bool {
	if k+1 >= r.to {
		return false
	}
	switch next := r.of(k + 1); r.of(k) {
	case "treated":
		return next == "as" || next == "to" || next == "like" || next == "fairly" || next == "equally" || next == "badly" || next == "unfairly"
	case "admitted":
		for q := k + 2; next == "to" && q < min(r.to, k+6); q++ {
			switch r.of(q) {
			case "College", "Bar", "bar", "Academy", "Society", "Fellowship", "fellowship", "university", "University", "school", "School", "college", "academy", "Order", "Institute":
				return true
			}
		}
	}
	return false
}

// compound reports whether the illness at k only describes an institution: the
// heart failure clinic.
func (r *reading) compound(k int) bool {
	return r.t.Tokens[k].Shape == prose.Small && !r.wide(k) && k+2 < r.to && !r.functionWord(k+1) && r.t.Tokens[k+1].Sort == prose.Word && (r.care(k+2)&study != 0 || r.name(k+2)&(org|staffNoun) != 0)
}
