package prose

import (
	"strings"
	"unicode"

	"nadi/internal/text"
)

// Lexicon numbers the words that rules know. It is filled while rules are
// made and read-only from then on, when several goroutines may use it.
type Lexicon struct {
	ids   map[string]WordID
	table []slot // open addressing; its length is a power of two
	words []string
}

type slot struct {
	hash uint32
	id   WordID
}

// NewLexicon returns an empty lexicon.
func NewLexicon() *Lexicon { return &Lexicon{ids: map[string]WordID{}, words: []string{""}} }

// Learn returns the number of a word, a new one if it has none. Words are
// compared folded and in lower case. Of several words, parted by blanks, a
// lexicon knows each alone; a rule compares neighbours itself.
func (l *Lexicon) Learn(word string) WordID {
	word = Lower(word)
	if id, ok := l.ids[word]; ok {
		return id
	}
	if word == "" || len(l.words) == 1<<16 {
		panic("prose: too many words, or an empty one")
	}
	id := WordID(len(l.words))
	l.ids[word], l.words = id, append(l.words, word)
	if 2*len(l.words) > len(l.table) {
		l.grow()
	} else {
		l.put(word, id)
	}
	return id
}

// Size is one more than the highest number.
func (l *Lexicon) Size() int { return len(l.words) }

func (l *Lexicon) grow() {
	l.table = make([]slot, max(1024, 4*len(l.table)))
	for id, w := range l.words[1:] {
		l.put(w, WordID(id+1))
	}
}

func (l *Lexicon) put(word string, id WordID) {
	h := hashOf(word)
	i := h & uint32(len(l.table)-1)
	for l.table[i].id != 0 {
		i = (i + 1) & uint32(len(l.table)-1)
	}
	l.table[i] = slot{h, id}
}

// find returns the number of a word in lower case whose hash is known.
func (l *Lexicon) find(word string, h uint32) WordID {
	if len(l.table) == 0 {
		return 0
	}
	for i := h & uint32(len(l.table)-1); l.table[i].id != 0; i = (i + 1) & uint32(len(l.table)-1) {
		if l.table[i].hash == h && equalLower(word, l.words[l.table[i].id]) {
			return l.table[i].id
		}
	}
	return 0
}

// equalLower reports whether word is known, letter for letter, but for ASCII
// capitals. Words with other capitals are lowered by their reader.
func equalLower(word, known string) bool {
	if len(word) != len(known) {
		return false
	}
	for i := range len(word) {
		if lowerASCII[word[i]] != known[i] {
			return false
		}
	}
	return true
}

const (
	hashSeed  = 2166136261
	hashPrime = 16777619
)

func hashOf(word string) uint32 {
	h := uint32(hashSeed)
	for i := range len(word) {
		h = (h ^ uint32(lowerASCII[word[i]])) * hashPrime
	}
	return h
}

var lowerASCII = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
		if i >= 'A' && i <= 'Z' {
			t[i] += 'a' - 'A'
		}
	}
	return t
}()

// Lower returns a word as a lexicon compares it.
func Lower(word string) string {
	if plain(word) {
		return word
	}
	folded, _ := fold(text.NFC(word))
	return strings.Map(unicode.ToLower, folded)
}

// plain reports words that are as a lexicon compares them already, as most are.
func plain(word string) bool {
	for i := range len(word) {
		if c := word[i]; c <= ' ' || c >= 0x80 || c >= 'A' && c <= 'Z' || c == '`' {
			return false
		}
	}
	return true
}

// Table is what one rule knows of words: a set of bits for each number.
type Table []uint32

// Mark sets bits for words. A word written in several parts is refused: it
// would never be found.
func (l *Lexicon) Mark(t Table, bits uint32, words ...string) Table {
	for _, w := range words {
		if strings.ContainsAny(w, " -") {
			panic("prose: " + w + " is more than one word")
		}
		id := int(l.Learn(w))
		if id >= len(t) {
			t = append(t, make(Table, id+1-len(t))...)
		}
		t[id] |= bits
	}
	return t
}

// Get returns the bits of a word.
func (t Table) Get(id WordID) uint32 {
	if int(id) < len(t) {
		return t[id]
	}
	return 0
}
