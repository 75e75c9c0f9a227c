package prose

import (
	"unicode"
	"unicode/utf8"
)

// Reader cuts passages into tokens. It keeps memory between calls, so each
// goroutine has its own.
type Reader struct {
	lex  *Lexicon
	text Text
}

// NewReader returns a reader that numbers words by lex.
func NewReader(lex *Lexicon) *Reader { return &Reader{lex: lex} }

// Read folds and cuts a passage. The result is valid until the next Read.
func (r *Reader) Read(p Passage) *Text {
	t := &r.text
	t.Passage, t.Tokens = p, t.Tokens[:0]
	t.Folded, t.at = fold(p.Text)
	r.cut(t)
	return t
}

// What a byte is to the cutter, as bits.
const (
	small = 1 << iota
	big
	digit
	blank
	wide          // a part of a rune beyond ASCII
	letterOrDigit = small | big | digit
)

var classes = func() (c [256]uint8) {
	for i := range c {
		switch {
		case i >= 'a' && i <= 'z':
			c[i] = small
		case i >= 'A' && i <= 'Z':
			c[i] = big
		case i >= '0' && i <= '9':
			c[i] = digit
		case i <= ' ':
			c[i] = blank
		case i >= 0x80:
			c[i] = wide
		}
	}
	return c
}()

// cut fills t.Tokens. A token of letters and digits ends at anything else;
// marks that combine belong to their letters.
func (r *Reader) cut(t *Text) {
	s := t.Folded
	tokens := t.Tokens
	spaced, first := true, true
	for i := 0; i < len(s); {
		if classes[s[i]] == blank {
			spaced = true
			i++
			continue
		}
		k, end := r.token(s, i)
		k.Spaced = spaced
		if k.Sort == Mark {
			first = first || ends(s, k, end)
		} else {
			k.First = first
			first = false
		}
		tokens = append(tokens, k)
		i, spaced = end, false
	}
	t.Tokens = tokens
}

// ends reports whether a mark ends a sentence: a full stop, ? or ! before
// white space, a quotation mark or the end; the danda and the ellipsis always.
func ends(s string, k Token, end int) bool {
	switch s[k.From] {
	case '.', '?', '!':
		return end == len(s) || s[end] == ' ' || s[end] == '"' || s[end] == '\'' || s[end] == ')'
	case 0xe0, 0xe2:
		mark := s[k.From:k.To]
		return mark == "।" || mark == "॥" || mark == "…"
	}
	return false
}

// token reads the token that begins at i.
func (r *Reader) token(s string, i int) (Token, int) {
	h := uint32(hashSeed)
	kinds, bigs := uint8(0), 0
	j := i
	for ; j < len(s); j++ {
		c := classes[s[j]]
		if c&letterOrDigit == 0 {
			break
		}
		kinds |= c
		bigs += int(c & big)
		h = (h ^ uint32(lowerASCII[s[j]])) * hashPrime
	}
	if j < len(s) && classes[s[j]] == wide {
		return r.wideToken(s, i)
	}
	if j == i {
		return Token{From: int32(i), To: int32(i + 1), Sort: Mark}, i + 1
	}
	k := Token{From: int32(i), To: int32(j), Sort: sortOf(kinds)}
	if k.Sort != Number {
		k.ID = r.lex.find(s[i:j], h)
	}
	if bigs /= big; bigs > 0 {
		k.Shape = shapeOf(s[i:j], letters(s[i:j]), bigs)
	}
	return k, j
}

func sortOf(kinds uint8) Sort {
	switch {
	case kinds&digit == 0:
		return Word
	case kinds == digit:
		return Number
	}
	return Mixed
}

func letters(word string) int {
	n := 0
	for i := range len(word) {
		if classes[word[i]]&(small|big) != 0 {
			n++
		}
	}
	return n
}

// wideToken reads a token that has runes beyond ASCII, or that is such a mark.
func (r *Reader) wideToken(s string, i int) (Token, int) {
	kinds, letters, bigs := uint8(0), 0, 0
	j := i
	for j < len(s) {
		if c := classes[s[j]]; c != wide {
			if c&letterOrDigit == 0 {
				break
			}
			kinds |= c
			if c != digit {
				letters++
			}
			if c == big {
				bigs++
			}
			j++
			continue
		}
		u, n := utf8.DecodeRuneInString(s[j:])
		if !wordRune(u, j > i) {
			break
		}
		kinds |= small
		letters++
		if (u < 0x900 || u > 0x97f) && unicode.IsUpper(u) { // Devanagari has no capitals
			bigs++
		}
		j += n
	}
	if j == i {
		_, n := utf8.DecodeRuneInString(s[i:])
		return Token{From: int32(i), To: int32(i + n), Sort: Mark}, i + n
	}
	k := Token{From: int32(i), To: int32(j), Sort: sortOf(kinds), Shape: shapeOf(s[i:j], letters, bigs)}
	word := s[i:j]
	if bigs > 0 {
		word = Lower(word)
	}
	k.ID = r.lex.find(word, hashOf(word))
	return k, j
}

// wordRune reports whether a rune beyond ASCII belongs to a word. The joiners
// of Devanagari do, inside one.
func wordRune(r rune, inside bool) bool {
	if r >= 0x900 && r <= 0x97f { // the usual case here
		return r != '।' && r != '॥' && r != '॰'
	}
	if r == 0x200c || r == 0x200d {
		return inside
	}
	return unicode.IsLetter(r) || inside && unicode.IsMark(r)
}

func shapeOf(word string, letters, bigs int) Shape {
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case bigs == 0:
		return Small
	case bigs == letters:
		return Capitals
	case bigs == 1 && unicode.IsUpper(first):
		return Capital
	}
	return Inner
}
