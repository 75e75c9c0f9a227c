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
		v := vowels[c] && (c != 'y' || i > 0)
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
	if spokenEnd(w) && n > 0 {
		n++
	}
	return max(1, n)
}

// spokenEnd reports endings that are a syllable without a vowel: organism,
// rhythm, and didn of didn't.
func spokenEnd(w string) bool {
	n := len(w)
	if n < 3 {
		return false
	}
	switch w[n-2:] {
	case "sm", "dn", "sn", "tn":
		return true
	case "hm":
		return w[n-3] == 't'
	case "ms":
		return w[n-3] == 's' || strings.HasSuffix(w, "thms")
	}
	return false
}

func isVowel(c byte) bool { return vowels[c] }

// vowels are the bytes that can be heard as vowels; letters beyond ASCII are
// taken for some.
var vowels = func() (v [256]bool) {
	for i := range v {
		v[i] = i >= 0x80 || strings.IndexByte("aeiouy", byte(i)) >= 0
	}
	return v
}()

// silent counts vowels that are written and not heard: the e at the end, in
// -es and -ed, before endings, and within compounds.
func silent(w string) int {
	n := 0
	if len(w) > 2 {
		n += silentEnd(w)
	}
	if len(w) < 5 {
		return n
	}
	if w[2] == 'e' || w[3] == 'e' || w[4] == 'e' {
		for _, p := range compounds {
			if rest, ok := strings.CutPrefix(w, p); ok && len(rest) > 2 && !isVowel(rest[0]) {
				return n + 1
			}
		}
	}
	if strings.IndexByte("ylstg", w[len(w)-1]) < 0 {
		return n
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
	switch rest[0] {
	case 'i':
		return apartI(before, rest)
	case 'e':
		return apartE(before, rest)
	case 'o':
		return apartO(before, rest)
	case 'u':
		return apartU(before, rest)
	case 'y':
		return i > 0 && (rest[1] == 'i' || vowel(w[i-1]) && rest != "yes" && rest != "ye" && rest != "yed") ||
			begins(rest, "ya") && ends(before, "d") || begins(rest, "yo") && ends(before, "m", "cr") || begins(rest, "ye") && before == "m"
	}
	return rest[1] == 'o' // aorta
}

// apartI: giant, radio, diet, calcium, but not patient, region, special.
func apartI(before, rest string) bool {
	switch rest[1] {
	case 'a':
		soft := ends(before, "t", "c") && len(before) > 2 && begins(rest, "ial", "ian")
		return !soft && !begins(rest, "iage") && !(ends(before, "l") && rest == "iar")
	case 'o':
		return !ends(before, "t", "s", "c", "g", "x", "ll", "n") && !(ends(before, "v") && begins(rest, "ior"))
	case 'e':
		return begins(rest, "iet") || !ends(before, "c") && begins(rest, "iency") || !ends(before, "t", "c") && begins(rest, "ient", "ienc") ||
			len(before) > 1 && (rest == "ier" || rest == "iest" || rest == "iers")
	}
	return rest[1] == 'u' || rest[1] == 'i'
}

// apartE: theory, create, seeing, but not people, cream, eight.
func apartE(before, rest string) bool {
	switch rest[1] {
	case 'o':
		return !ends(before, "g", "p", "l") || ends(before, "g") && begins(rest, "eog", "eom", "eol") || begins(rest, "eop") && !ends(before, "p") || begins(rest, "eoc", "eos")
	case 'a':
		inner := strings.ContainsAny(before, "aeiouy")
		return inner && (rest == "ea" || rest == "eas" && ends(before, "r", "s")) || ends(before, "cr") && begins(rest, "eat") && !begins(rest, "eatu") || ends(before, "r") && begins(rest, "eact")
	}
	return rest == "ei" || begins(rest, "eing")
}

// apartO: poem, heroic, zoology, but not coin, shoe, book.
func apartO(before, rest string) bool {
	switch rest[1] {
	case 'i':
		return begins(rest, "oing", "oimm") || begins(rest, "oic") && ends(before, "r", "z", "st")
	case 'e':
		return ends(before, "p", "c") && begins(rest, "oet", "oem", "oex", "oed") || begins(rest, "oent", "oeso")
	case 'o':
		return before == "c" && begins(rest, "oop", "oor") || before == "z"
	case 'a':
		return ends(before, "i") || begins(rest, "oag", "oasi")
	}
	return false
}

// apartU: manual, fluent, fluid, but not guard, tissue, fruit.
func apartU(before, rest string) bool {
	switch rest[1] {
	case 'a':
		return !ends(before, "g", "q", "s") || ends(before, "us", "as") && begins(rest, "ual")
	case 'e':
		return begins(rest, "uen", "uel", "uer") && !ends(before, "g", "q")
	case 'i':
		return !ends(before, "q") && begins(rest, "uity", "uiti") || ends(before, "fl", "in") && begins(rest, "uid") || ends(before, "s") && begins(rest, "uici") ||
			begins(rest, "uine", "uing", "uition") || ends(before, "r") && begins(rest, "uin")
	}
	return rest[1] == 'o' && !ends(before, "q")
}

func begins(s string, with ...string) bool {
	for _, w := range with {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

func ends(s string, with ...string) bool {
	for _, w := range with {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}
