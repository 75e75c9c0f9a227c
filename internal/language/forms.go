package language

import "strings"

// form is one way in which a term is written, with what replaces it.
type form struct{ term, swap string }

// forms returns the term and, as its row asks, its other forms. A swap is
// given where there is one thing to say instead and its form is known.
func forms(own string, t *term) []form {
	swap := ""
	if t.certain() {
		swap = t.prefer[0]
	}
	var out []form
	switch {
	case t.when&asVerb != 0:
		out = verbForms(own, swap)
	case t.when&asPlural != 0:
		out = []form{{own, swap}, {pluralOf(own), pluralPhrase(swap)}}
	default:
		if t.rule == "language/person-first" && several(own) != several(cutNoun(swap)) {
			swap = ""
		}
		out = []form{{own, swap}}
	}
	if t.lang == "hi" {
		out = spellings(out)
	}
	return out
}

// several reports whether an expression ends in a plural.
func several(s string) bool {
	for _, end := range [...]string{"people", "children", "men", "the blind", "the deaf"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return strings.HasPrefix(s, "the ") || strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss")
}

// cutNoun returns the noun at the beginning of an expression.
func cutNoun(s string) string {
	if i := strings.Index(s, " w"); i > 0 { // with, who
		return s[:i]
	}
	return s
}

// certain reports whether the one thing to say instead fits where the term
// stands. Of words for people and illnesses, an adjective's does not: nobody
// writes "the without symptoms patient".
func (t *term) certain() bool {
	if len(t.prefer) != 1 || advice(t.prefer[0]) || t.when&noSwap != 0 || strings.ContainsAny(t.prefer[0], "(/,") {
		return false
	}
	return t.kind == "plain" && t.lang == "en" || t.when&(anySwap|asVerb|asPlural) != 0 || t.kind == "person" && t.when&ifNoun != 0
}

func verbForms(own, swap string) []form {
	verb, rest := cutFirst(own)
	to, tail := cutFirst(swap)
	v, w := conjugate(verb), conjugate(to)
	var out []form
	for i := range v {
		if v[i] == "" {
			continue
		}
		s := ""
		if swap != "" && w[i] != "" {
			s = w[i] + tail
		}
		out = append(out, form{v[i] + rest, s})
	}
	return out
}

func cutFirst(s string) (first, rest string) {
	if i := strings.IndexByte(s, ' '); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// irregular are the verbs of the lists that are not formed by rule: -s, past
// and -ing. The past of those whose participle differs is left out, since a
// word alone does not say which is meant.
var irregular = map[string][3]string{
	"be": {"is", "", "being"}, "begin": {"begins", "", "beginning"}, "break": {"breaks", "", "breaking"}, "buy": {"buys", "bought", "buying"},
	"do": {"does", "", "doing"}, "eat": {"eats", "", "eating"}, "find": {"finds", "found", "finding"}, "get": {"gets", "got", "getting"}, "give": {"gives", "", "giving"},
	"go": {"goes", "", "going"}, "have": {"has", "had", "having"}, "keep": {"keeps", "kept", "keeping"}, "leave": {"leaves", "left", "leaving"},
	"let": {"lets", "let", "letting"}, "make": {"makes", "made", "making"}, "meet": {"meets", "met", "meeting"}, "pay": {"pays", "paid", "paying"},
	"put": {"puts", "put", "putting"}, "rub": {"rubs", "rubbed", "rubbing"}, "see": {"sees", "", "seeing"}, "send": {"sends", "sent", "sending"}, "set": {"sets", "set", "setting"},
	"show": {"shows", "", "showing"}, "speed": {"speeds", "", "speeding"}, "spend": {"spends", "spent", "spending"}, "stop": {"stops", "stopped", "stopping"}, "swell": {"swells", "", "swelling"},
	"take": {"takes", "", "taking"}, "tell": {"tells", "told", "telling"}, "think": {"thinks", "thought", "thinking"}, "throw": {"throws", "", "throwing"},
	"transmit": {"transmits", "transmitted", "transmitting"}, "forget": {"forgets", "", "forgetting"}, "plan": {"plans", "planned", "planning"}, "drop": {"drops", "dropped", "dropping"},
	"hold": {"holds", "held", "holding"}, "say": {"says", "said", "saying"}, "cut": {"cuts", "cut", "cutting"}, "win": {"wins", "won", "winning"}, "bring": {"brings", "brought", "bringing"},
	"feel": {"feels", "felt", "feeling"}, "become": {"becomes", "", "becoming"}, "slow": {"slows", "slowed", "slowing"}, "spread": {"spreads", "spread", "spreading"}, "forgo": {"forgoes", "", "forgoing"},
	"undergo": {"undergoes", "", "undergoing"}, "pee": {"pees", "peed", "peeing"}, "fall": {"falls", "", "falling"}, "commit": {"commits", "committed", "committing"}, "incur": {"incurs", "incurred", "incurring"},
	"remit": {"remits", "remitted", "remitting"}, "draw": {"draws", "", "drawing"}, "run": {"runs", "", "running"}, "sum": {"sums", "summed", "summing"}, "die": {"dies", "died", "dying"},
	"clot": {"clots", "clotted", "clotting"}, "concur": {"concurs", "concurred", "concurring"}, "come": {"comes", "", "coming"}, "choose": {"chooses", "", "choosing"}, "read": {"reads", "read", "reading"},
	"emit": {"emits", "emitted", "emitting"}, "overcome": {"overcomes", "", "overcoming"}, "permit": {"permits", "permitted", "permitting"},
}

// conjugate returns a verb's plain, -s, past and -ing forms.
func conjugate(v string) [4]string {
	if v == "" {
		return [4]string{}
	}
	if f, ok := irregular[v]; ok {
		return [4]string{v, f[0], f[1], f[2]}
	}
	last, before := v[len(v)-1], byte(0)
	if len(v) > 1 {
		before = v[len(v)-2]
	}
	switch {
	case last == 'e' && before == 'e':
		return [4]string{v, v + "s", v + "d", v + "ing"}
	case last == 'e':
		return [4]string{v, v + "s", v + "d", v[:len(v)-1] + "ing"}
	case last == 'y' && !vowel(before):
		return [4]string{v, v[:len(v)-1] + "ies", v[:len(v)-1] + "ied", v + "ing"}
	}
	return [4]string{v, v + esOrS(v), v + "ed", v + "ing"}
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

func esOrS(w string) string {
	if strings.HasSuffix(w, "s") || strings.HasSuffix(w, "x") || strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "sh") || strings.HasSuffix(w, "z") {
		return "es"
	}
	return "s"
}

// pluralOf makes a plural of the last word.
func pluralOf(s string) string {
	if s == "" {
		return ""
	}
	for _, p := range [][2]string{{"man", "men"}, {"child", "children"}, {"person", "people"}, {"baby", "babies"}, {"addict", "addicts"}} {
		if strings.HasSuffix(s, p[0]) {
			return strings.TrimSuffix(s, p[0]) + p[1]
		}
	}
	if strings.HasSuffix(s, "y") && len(s) > 1 && !vowel(s[len(s)-2]) {
		return s[:len(s)-1] + "ies"
	}
	return s + esOrS(s)
}

// pluralPhrase makes a plural of an expression whose first noun is a person:
// "person with diabetes" becomes "people with diabetes". Of others it knows
// those of one or two words.
func pluralPhrase(s string) string {
	for _, p := range [][2]string{{"person ", "people "}, {"child ", "children "}, {"patient ", "patients "}, {"baby ", "babies "}} {
		if rest, ok := strings.CutPrefix(s, p[0]); ok {
			return p[1] + agreed(rest)
		}
	}
	if strings.Count(s, " ") > 1 || s == "" {
		return ""
	}
	return pluralOf(s)
}

// agreed makes the verb behind "who" one of several people.
func agreed(rest string) string {
	after, ok := strings.CutPrefix(rest, "who ")
	if !ok {
		return rest
	}
	verb, tail := cutFirst(after)
	switch verb {
	case "has":
		verb = "have"
	case "is":
		verb = "are"
	case "was":
		verb = "were"
	case "binge":
		tail = strings.Replace(tail, "drinks", "drink", 1)
	default:
		verb = strings.TrimSuffix(verb, "s")
	}
	return "who " + verb + tail
}

// spellings adds the ways in which Hindi is written: with and without the dot
// of borrowed letters, with the moon dot or the plain one.
func spellings(in []form) []form {
	out := in
	for _, change := range [][2]string{{"\u093c", ""}, {"\u0901", "\u0902"}} {
		for _, f := range out[:len(out):len(out)] {
			if t := strings.ReplaceAll(f.term, change[0], change[1]); t != f.term {
				out = append(out, form{t, f.swap})
			}
		}
	}
	return out
}
