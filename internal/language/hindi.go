package language

import "unicode/utf8"

// HindiCounts are facts about a text in Devanagari. The first five speak for
// themselves. Score and Grade come from one small study of 2026 (Chaudhary,
// Singh and Sharma: 49 sentences, r = 0.81) and are a hint, never a verdict.
type HindiCounts struct {
	WordsPerSentence float64
	ConjunctsPerWord float64
	SyllablesPerWord float64
	LatinWords       int     // words in Latin letters
	LongSentences    int     // of more than twenty words
	Score            float64 // 0 (hard) to 100 (easy); 0 below a hundred words
	Grade            float64 // of school; 0 below a hundred words
}

// script counts the letters of Devanagari.
type script struct {
	words, syllables, conjuncts, matras, heavy int
	latin, long                                int
}

const virama = '\u094d'

// add counts a word. A syllable is a vowel of its own, or a consonant that no
// virama silences; a virama before a consonant makes a conjunct.
func (s *script) add(word string) {
	s.words++
	deva := false
	for i, r := range word {
		if r >= 0x900 && r <= 0x97f {
			deva = true
		}
		switch {
		case r >= 0x904 && r <= 0x914:
			s.syllables++
		case consonant(r):
			if !silenced(word[i+utf8.RuneLen(r):]) {
				s.syllables++
			}
		case r == virama:
			if n, _ := utf8.DecodeRuneInString(word[i+utf8.RuneLen(r):]); consonant(n) {
				s.conjuncts++
			}
		case matra(r):
			s.matras++
			if heavy(r) {
				s.heavy++
			}
		}
	}
	if !deva && latinLetter(word) {
		s.latin++
	}
}

func consonant(r rune) bool { return r >= 0x915 && r <= 0x939 || r >= 0x958 && r <= 0x95f }

// silenced reports whether a virama follows, be it behind the dot of a
// borrowed letter.
func silenced(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	if r == '\u093c' {
		r, _ = utf8.DecodeRuneInString(rest[n:])
	}
	return r == virama
}

func matra(r rune) bool {
	return r >= 0x93e && r <= 0x94c || r == 0x94e || r == 0x94f || r >= 0x955 && r <= 0x957
}

// heavy are the long vowels.
func heavy(r rune) bool {
	switch r {
	case 'ा', 'ी', 'ू', 'े', 'ै', 'ो', 'ौ':
		return true
	}
	return false
}

func latinLetter(word string) bool {
	for i := range len(word) {
		if c := word[i] | 0x20; c >= 'a' && c <= 'z' {
			return true
		}
	}
	return false
}

func (s *script) sentence(words int) {
	if words > longSentence {
		s.long++
	}
}

func (s *script) counts(words, sentences int) HindiCounts {
	if words == 0 {
		return HindiCounts{}
	}
	w := float64(words)
	h := HindiCounts{WordsPerSentence: w / float64(sentences), ConjunctsPerWord: float64(s.conjuncts) / w, SyllablesPerWord: float64(s.syllables) / w,
		LatinWords: s.latin, LongSentences: s.long}
	if words < fewestWords || 2*s.latin > words {
		return h
	}
	h.Score = score(h, s.heavy, s.matras)
	h.Grade = max(0, 10.083-0.1088*h.Score)
	return h
}

// score is the Hindi Readability Score. The weights are those with which the
// study's figures were made; an earlier set (121.2, 58, 1.02, 22, 6) is given
// in its prose.
func score(h HindiCounts, heavy, matras int) float64 {
	ratio := 0.0
	if matras > 0 {
		ratio = float64(heavy) / float64(matras)
	}
	return min(100, max(0, 206-60*h.SyllablesPerWord-1.8*h.WordsPerSentence-70*h.ConjunctsPerWord-8*ratio))
}
