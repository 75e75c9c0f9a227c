package safety

import (
	"strings"

	"nadi/internal/prose"
	"nadi/internal/text"
)

// class is a set of words; a word may belong to several.
type class uint64

const (
	suicide    class = 1 << iota // the topic by name
	death                        // words by which it is described: life, himself, जान
	means                        // how and where
	person                       // one person is spoken of
	verdict                      // committed, successful, epidemic
	note                         // of the dead
	reason                       // because, over
	cure                         // cures, heals, reverses
	wonder                       // miracle, permanent, रामबाण
	condition                    // illnesses for which no cure may be advertised
	remedy                       // teas, powders, charms
	safe                         // safe, guaranteed, painless
	harm                         // side effects, risks
	whole                        // 100%, completely, no
	best                         // best, leading
	house                        // hospital, clinic, doctors
	stopping                     // stop, skip, बंद
	medicine                     // insulin, tablets
	unit                         // of a dose
	shorthand                    // U, QD, MSO4
	painkiller                   // over-the-counter medicines with a daily limit
	daily                        // a day, every, रोज़
	risk                         // risk, chance, खतरा
	change                       // halves, doubles, by
	sex                          // sex, gender, लिंग
	unborn                       // baby, fetus, गर्भ
	acute                        // stroke, chest pain
	waiting                      // wait, delay, instead
	urgent                       // emergency, right away
	calling                      // call, dial, helpline
	lifeline                     // names of helplines
	doubt                        // myth, scam, claim
	negation                     // no, not, never
	nahin                        // the same in Hindi, after the verb
	merely                       // only, as in "not only"
	shortened                    // Dr, approx
	numero                       // No. 1
	apart                        // suicide gene, assisted suicide
	occasion                     // prevention day
	story                        // title words: signs, symptoms, first aid
	number                       // a token of digits
	treated                      // treatments, and who gives them
	rescue                       // fires, accidents, sport
	percent                      // per cent, however it is written
	amount                       // half, twice, per cent
	devanagari                   // a word in that script
	roman                        // a small word of Hindi in Latin letters
	sworn                        // guaranteed, never fails
	tarry                        // wait, delay
	dodge                        // instead, at home
	hurt                         // harm, injury: of oneself
	needless                     // longer, instead, ज़रूरत
	ending                       // took, ended, जान दे
	product                      // drugs, tablets: they may cure what can be cured
	lasting                      // illnesses that nothing cures for good
)

// words is what this package knows of each word.
type words struct {
	classes *[1 << 16]class  // by the number that the lexicon gave it; all there can be, so that none needs a check
	dotted  map[string]class // those with a nukta, which is often written as one letter with its base
}

// learn teaches lex every word of the lists.
func learn(lex *prose.Lexicon) words {
	w := words{classes: new([1 << 16]class), dotted: map[string]class{}}
	for set, list := range lists() {
		for _, word := range strings.Fields(list) {
			w.add(int(lex.Learn(word)), set)
			if strings.Contains(word, nukta) {
				w.dotted[text.NFC(word)] |= set
			}
		}
	}
	return w
}

func (w *words) add(id int, set class) {
	w.classes[id] |= set
}

// of returns the classes of a token.
func (w *words) of(t *prose.Text, k *prose.Token) class {
	c := w.classes[k.ID] | made[k.Sort&3] | begun[t.Folded[k.From]]
	if k.ID == 0 {
		c |= w.rare(t, k)
	}
	return c
}

// The classes that a token has for what it is made of, and for its first byte.
var (
	made  = [4]class{prose.Number: number}
	begun = [256]class{'%': percent | amount, devanagariByte: devanagari}
)

// rare returns the classes of a token that the lexicon does not know.
func (w *words) rare(t *prose.Text, k *prose.Token) class {
	switch {
	case t.Folded[k.From] == devanagariByte:
		return w.composed(t.Of(*k))
	case k.Sort == prose.Mixed && glued(t.Of(*k)):
		return unit | number
	}
	return 0
}

const (
	devanagariByte = 0xe0 // begins every letter of Devanagari and of its neighbours
	nukta          = "\u093c"
)

// composed returns the classes of a word that the lexicon does not know
// because a letter and its nukta are one rune in it.
func (w *words) composed(word string) class {
	if !hasComposed(word) {
		return 0
	}
	return w.dotted[text.NFC(word)]
}

// hasComposed reports whether s has one of क़ ख़ ग़ ज़ ड़ ढ़ फ़ य़ as a single
// rune, U+0958 to U+095F.
func hasComposed(s string) bool {
	for i := 0; i+2 < len(s); {
		if s[i] != devanagariByte {
			i++
			continue
		}
		if s[i+1] == 0xa5 && s[i+2] >= 0x98 && s[i+2] <= 0x9f {
			return true
		}
		i += 3
	}
	return false
}

// decomposed writes those letters as two runes each, as the expressions do.
func decomposed(s string) string {
	if !hasComposed(s) {
		return s
	}
	const bases = "कखगजडढफय"
	var b strings.Builder
	for _, r := range s {
		if r >= 0x958 && r <= 0x95f {
			i := 3 * int(r-0x958)
			b.WriteString(bases[i:i+3] + nukta)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
