package language

import (
	"strings"

	"nadi/internal/prose"
)

// learnSyllables gives the words that the reckoning would get wrong their
// number.
func (f *Finder) learnSyllables(lex *prose.Lexicon) {
	for i, words := range irregularSyllables {
		f.counted = lex.Mark(f.counted, uint32(i), strings.Fields(words)...)
	}
}

// syllablesOf counts the syllables of token i.
func (f *Finder) syllablesOf(t *prose.Text, i int) int {
	k := t.Tokens[i]
	if k.Sort == prose.Mark {
		return 0
	}
	if k.Sort != prose.Word || k.Shape == prose.Capitals && k.To-k.From > 1 && k.To-k.From < 6 {
		return 1
	}
	if n := f.counted.Get(k.ID); n != 0 {
		return int(n)
	}
	w := t.Of(k)
	if len(w) == 1 && i > 0 && t.Folded[t.Tokens[i-1].From] == '\'' && !k.Spaced {
		return 0 // don't, Anna's
	}
	if len(w) > 40 {
		return 1
	}
	var room [48]byte
	return syllables(string(lowered(w, &room)))
}

// syllables reckons those of an English word in lower case: groups of vowels,
// less those that are written and not heard, and more where two vowels in a
// row are two sounds.
func syllables(w string) int {
	n, prev := 0, byte(' ')
	for i := range len(w) {
		c := w[i]
		v := vowel(c) || c == 'y' && i > 0 || c >= 0x80
		if v && (!isVowel(prev) || prev == 'q') {
			n++
		}
		prev = c
		if c == 'u' && i > 0 && w[i-1] == 'q' {
			prev = 'q'
			n--
		}
	}
	n += hiatus(w) - silent(w)
	for _, p := range [...]string{"sm", "thm", "sms", "thms"} {
		if strings.HasSuffix(w, p) {
			n++
		}
	}
	for _, p := range [...]string{"dn", "sn", "tn"} { // didn't, isn't
		if strings.HasSuffix(w, p) && n > 0 {
			n++
		}
	}
	return max(1, n)
}

func isVowel(c byte) bool { return vowel(c) || c == 'y' || c >= 0x80 }

// silent counts vowels that are written and not heard: the e at the end, in
// -es and -ed, before endings, and within compounds.
func silent(w string) int {
	n := 0
	if len(w) > 2 {
		n += silentEnd(w)
	}
	for _, p := range compounds {
		if rest, ok := strings.CutPrefix(w, p); ok && len(rest) > 2 && !isVowel(rest[0]) {
			return n + 1
		}
	}
	for _, end := range [...]string{"ely", "eful", "efully", "eless", "eness", "ement", "ements", "ety", "elong"} {
		if stem, ok := strings.CutSuffix(w, end); ok && mute(stem, end) {
			return n + 1
		}
	}
	return n
}

// mute reports whether the e between a stem and its ending is not heard.
func mute(stem, end string) bool {
	if len(stem) < 2 {
		return false
	}
	last, before := stem[len(stem)-1], stem[len(stem)-2]
	if isVowel(last) || end == "ety" && last != 'f' {
		return false
	}
	return isVowel(before) || last == 'g' || last == 'c' || last == 's' || last == 'v' || last == 't' && before == 's'
}

// compounds are words with a silent e that others are put behind.
var compounds = [...]string{"some", "life", "house", "home", "there", "where", "here", "care", "case", "base", "time", "fire", "wide", "nose", "bone", "side", "face", "safe", "type", "name", "wire", "note", "grape", "smoke", "state", "fore", "whole", "sole", "live", "love", "move", "hope", "use"}

func silentEnd(w string) int {
	switch {
	case strings.HasSuffix(w, "e"):
		return silentE(w[:len(w)-1])
	case strings.HasSuffix(w, "es"):
		stem := w[:len(w)-2]
		if hissing(stem) {
			return 0
		}
		return silentE(stem)
	case strings.HasSuffix(w, "ed"):
		stem := w[:len(w)-2]
		if last := stem[len(stem)-1]; last == 't' || last == 'd' {
			return 0
		}
		return silentE(stem)
	}
	return 0
}

// silentE reports, as 1 or 0, whether an e behind a stem is silent: not after
// a vowel, with which it is one sound, nor in "table" and "centre".
func silentE(stem string) int {
	n := len(stem)
	if isVowel(stem[n-1]) {
		if n > 2 && stem[n-1] == 'u' && (stem[n-2] == 'q' || stem[n-2] == 'g' && (isVowel(stem[n-3]) || stem[n-3] == 'n')) {
			return 1 // league, tongue, technique
		}
		return 0
	}
	if n > 1 && stem[n-1] == 'l' && !isVowel(stem[n-2]) && stem[n-2] != 'l' && stem[n-2] != 'r' {
		return 0
	}
	if n > 1 && stem[n-1] == 'r' && (stem[n-2] == 't' || stem[n-2] == 'b' || stem[n-2] == 'c') {
		return 0
	}
	return 1
}

func hissing(stem string) bool {
	last := stem[len(stem)-1]
	return last == 's' || last == 'x' || last == 'z' || last == 'c' || last == 'g' || strings.HasSuffix(stem, "sh") || strings.HasSuffix(stem, "ch")
}

// hiatus counts places where two vowels in a row are two sounds.
func hiatus(w string) int {
	n := 0
	for i := 0; i+1 < len(w); i++ {
		if isVowel(w[i]) && isVowel(w[i+1]) && apart(w, i) {
			n++
		}
	}
	return n
}

// apart reports whether the vowels at i and i+1 are two sounds.
func apart(w string, i int) bool {
	before, rest := w[:i], w[i:]
	has := func(ends ...string) bool {
		for _, e := range ends {
			if strings.HasPrefix(rest, e) {
				return true
			}
		}
		return false
	}
	after := func(ends ...string) bool {
		for _, e := range ends {
			if strings.HasSuffix(before, e) {
				return true
			}
		}
		return false
	}
	switch rest[:2] {
	case "ia":
		return !(after("t", "c") && len(before) > 2 && has("ial", "ian", "iate", "iat")) && !has("iage", "iar")
	case "io":
		return !after("t", "s", "c", "g", "x", "ll", "n") && !(after("v") && has("ior"))
	case "iu", "uo", "ii":
		return !after("q")
	case "ie":
		return has("iet") || has("iency") && !after("c") || has("ient", "ienc") && !after("t", "c") || len(before) > 1 && (rest == "ier" || rest == "iest" || rest == "iers")
	case "eo":
		return !after("g", "p", "l") || after("g") && has("eog", "eom", "eol") || has("eop") && !after("p") || has("eoc", "eos")
	case "ea":
		return len(rest) == 2 && strings.ContainsAny(before, "aeiouy") || after("cr") && has("eat") && !has("eatu") || rest == "eas" && after("r", "s") && strings.ContainsAny(before, "aeiouy") || has("eact") && after("r")
	case "ua":
		return !after("g", "q", "s") || after("us", "as") && has("ual")
	case "ue":
		return has("uen", "uel", "uer") && !after("g", "q")
	case "ui":
		return has("uity", "uiti") && !after("q") || after("fl", "in") && has("uid") || after("s") && has("uici") || has("uine", "uing") || after("r") && has("uin") || has("uition", "uitis")
	case "oi", "ei", "ai":
		return has("oing", "eing") || has("oic") && after("r", "z", "st")
	case "oe":
		return after("p", "c") && has("oet", "oem", "oex", "oed")
	case "oo":
		return before == "c" && has("oop", "oor") || before == "z"
	case "oa":
		return has("oag", "oasi")
	case "yi", "ya", "ye", "yo", "yu":
		return i > 0 && (rest[:2] == "yi" || vowel(w[i-1]) && rest != "yes" && rest != "ye" && rest != "yed") || has("ya") && after("d") || has("yo") && after("m", "cr")
	}
	return false
}
