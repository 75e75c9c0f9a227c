package markdown

import (
	"unicode"
	"unicode/utf8"
)

// counter counts words: runs of letters, marks, digits and what joins them.
// Han, Kana, Thai, Lao, Khmer and Burmese, which are written without blanks,
// count a word for every second letter, close to what people count.
type counter struct {
	n     int
	in    bool
	solid int // letters of scripts without blanks, not counted yet
}

// gap ends a word: a block or line has ended.
func (c *counter) gap() { c.in = false }

// add counts the words of text that follows directly on what came before.
func (c *counter) add(s []byte) {
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			i++
			switch {
			case b|0x20 >= 'a' && b|0x20 <= 'z' || b >= '0' && b <= '9':
				if !c.in {
					c.in = true
					c.n++
				}
			case b == '\'' || b == '-' || b == '_' || b == '.' || b == ',':
				// Inside a word or number they join; at its end a blank follows.
			default:
				c.in = false
			}
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		i += n
		c.letter(r)
	}
}

func (c *counter) letter(r rune) {
	switch {
	case r >= 0x0900 && r <= 0x0dff && r != '।' && r != '॥': // the scripts of India
		if !c.in {
			c.in = true
			c.n++
		}
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
		c.in = false
		if c.solid++; c.solid == 2 {
			c.solid = 0
			c.n++
		}
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		if !c.in {
			c.in = true
			c.n++
		}
	case unicode.IsMark(r) || r == '’' || r == '\u200c' || r == '\u200d':
	default:
		c.in = false
	}
}
