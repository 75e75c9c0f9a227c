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

// What a byte below 0x80 is to the cutter.
const (
	other = iota
	blank
	small
	big
	digit
)

var classes = func() (c [128]uint8) {
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
		}
	}
	return c
}()

// cut fills t.Tokens. A token of letters and digits ends at anything else;
// marks that combine belong to their letters.
func (r *Reader) cut(t *Text) {
	s := t.Folded
	spaced, first := true, true
	for i := 0; i < len(s); {
		c := s[i]
		if c < 0x80 && classes[c] == blank {
			spaced = true
			i++
			continue
		}
		k, end := r.token(s, i)
		if k.Sort == Mark {
			k.Spaced = spaced
			first = first || ends(s, k, end)
		} else {
			k.Spaced, k.First = spaced, first
			first = false
		}
		t.Tokens = append(t.Tokens, k)
		i, spaced = end, false
	}
}

// ends reports whether a mark ends a sentence: a full stop, ?, !, the danda or
// a colon before white space or the end.
func ends(s string, k Token, end int) bool {
	switch s[k.From:k.To] {
	case ".", "?", "!":
		return end == len(s) || s[end] == ' ' || s[end] == '"' || s[end] == '\'' || s[end] == ')'
	case "।", "॥", "…":
		return true
	}
	return false
}

// token reads the token that begins at i.
func (r *Reader) token(s string, i int) (Token, int) {
	h := uint32(hashSeed)
	var letters, digits, bigs, wide int
	j := i
	for j < len(s) {
		c := s[j]
		if c >= 0x80 {
			u, n := utf8.DecodeRuneInString(s[j:])
			if !wordRune(u, j > i) {
				break
			}
			wide++
			letters++
			if unicode.IsUpper(u) {
				bigs++
			}
			j += n
			continue
		}
		switch classes[c] {
		case small:
			letters++
		case big:
			letters++
			bigs++
		case digit:
			digits++
		default:
			goto done
		}
		h = (h ^ uint32(lowerASCII[c])) * hashPrime
		j++
	}
done:
	k := Token{From: int32(i), To: int32(j)}
	switch {
	case j == i:
		_, n := utf8.DecodeRuneInString(s[i:])
		k.Sort, k.To = Mark, int32(i+n)
		return k, i + n
	case letters == 0:
		k.Sort = Number
	case digits > 0:
		k.Sort = Mixed
	}
	k.Shape = shapeOf(s[i:j], letters, bigs)
	if k.Sort != Number {
		k.ID = r.number(s[i:j], h, wide > 0, bigs > 0)
	}
	return k, j
}

func (r *Reader) number(word string, h uint32, wide, bigs bool) WordID {
	switch {
	case !wide:
		return r.lex.find(word, h)
	case bigs:
		word = Lower(word)
	}
	return r.lex.find(word, hashOf(word))
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
