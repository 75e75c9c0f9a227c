package prose

import (
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Fold makes one spelling of many in a string whose places nobody asks for.
func Fold(s string) string {
	s, _ = fold(s)
	return s
}

// fold makes one spelling of many: digits of every script become ASCII ones,
// full-width letters ordinary ones, all dashes -, all quotes ' and ", all
// white space a blank; what cannot be seen (zero-width joiners between
// letters of one word excepted, Hindi needs them) is dropped; Greek and
// Cyrillic letters that look like Latin ones become those where they stand
// among Latin letters or digits. Capitals stay. at is nil when nothing moved.
func fold(s string) (string, []int32) {
	i := firstFoldable(s)
	if i < 0 {
		return s, nil
	}
	out := make([]byte, 0, len(s)+8)
	at := make([]int32, 0, len(s)+8)
	for j := range i {
		out, at = append(out, s[j]), append(at, int32(j))
	}
	prev := ' '
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		f := folded(r)
		if f == r && r >= 0x370 && r < 0x530 && lookalike[r] != 0 && latinAround(prev, s[i+n:]) {
			f = lookalike[r]
		}
		if f >= 0 {
			k := len(out)
			if base := nuktaBase(f); base != 0 {
				out, f = utf8.AppendRune(out, base), nukta
			}
			out = utf8.AppendRune(out, f)
			for range len(out) - k {
				at = append(at, int32(i))
			}
			prev = f
		}
		i += n
	}
	return string(out), append(at, int32(len(s)))
}

// firstFoldable is where the first rune stands that can become another, or -1.
func firstFoldable(s string) int {
	for i := 0; i < len(s); {
		if s[i] < 0x80 {
			if s[i] < ' ' && foldable(rune(s[i])) {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if foldable(r) {
			return i
		}
		i += n
	}
	return -1
}

// foldable reports whether r can become another rune.
func foldable(r rune) bool {
	if r < 0x80 {
		return r == '\t' || r == '\n' || r == '\r'
	}
	if r >= 0x900 && r <= 0x957 || r >= 0x960 && r <= 0x965 || r >= 0x970 && r <= 0x97f { // Devanagari without its digits
		return false
	}
	return folded(r) != r || nuktaBase(r) != 0 || r >= 0x370 && r < 0x530 && lookalike[r] != 0
}

// folded returns what r becomes whatever stands beside it, or -1.
func folded(r rune) rune {
	switch {
	case r < 0x80:
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	case r >= '०' && r <= '९':
		return '0' + r - '०'
	case r >= 0x0660 && r <= 0x0669: // Arabic-Indic
		return '0' + r - 0x0660
	case r >= 0x06f0 && r <= 0x06f9:
		return '0' + r - 0x06f0
	case r >= 0x09e6 && r <= 0x0d6f: // the digits of India's other scripts
		if d, ok := indicDigit(r); ok {
			return d
		}
		return r
	case r == 0xa0, r >= 0x2000 && r <= 0x200a, r == 0x202f, r == 0x205f, r == 0x3000, r == 0x1680, r == 0x2028, r == 0x2029, r == 0x85:
		return ' '
	case r >= 0x2010 && r <= 0x2015, r == 0x2212, r == 0xfe63, r == 0x2043, r == 0xfe58:
		return '-'
	case r == 0x2018, r == 0x2019, r == 0x201b, r == 0x2032, r == 0x02bc, r == 0x60:
		return '\''
	case r >= 0x201c && r <= 0x201f, r == 0x2033, r == 0xab, r == 0xbb:
		return '"'
	case r == 0xad, r == 0x200b, r == 0x2060, r == 0xfeff, r >= 0x200e && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x180e:
		return -1
	case r >= 0xff01 && r <= 0xff5e:
		return r - 0xff01 + '!'
	case r >= 0x1d7ce && r <= 0x1d7ff: // mathematical digits
		return '0' + (r-0x1d7ce)%10
	case r >= 0x2070 && r <= 0x2079 || r == 0xb9 || r == 0xb2 || r == 0xb3:
		return r // an exponent is no digit of a number
	case r >= 0x2460 && r <= 0x2468:
		return r
	}
	if r >= 0xff00 && r <= 0xffef {
		if p := width.LookupRune(r).Narrow(); p != 0 {
			return p
		}
	}
	return r
}

// nukta is the dot below a letter. Eight letters with it can be written as one
// rune too; NFC, by which words are learned, takes those apart.
const nukta = '\u093c'

// nuktaBase is the letter under the dot of such a rune, or 0.
func nuktaBase(r rune) rune {
	if r < 0x958 || r > 0x95f {
		return 0
	}
	return [...]rune{'क', 'ख', 'ग', 'ज', 'ड', 'ढ', 'फ', 'य'}[r-0x958]
}

// indicDigit folds the digits of Bengali, Gurmukhi, Gujarati, Oriya, Tamil,
// Telugu, Kannada and Malayalam, which lie 0x80 apart.
func indicDigit(r rune) (rune, bool) {
	if d := (r - 0x09e6) % 0x80; d <= 9 {
		return '0' + d, true
	}
	return 0, false
}

// lookalike are Greek and Cyrillic letters that are drawn like Latin ones.
var lookalike = map[rune]rune{
	'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T', 'У': 'Y', 'Х': 'X', 'І': 'I', 'Ј': 'J', 'Ѕ': 'S',
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's',
	'Α': 'A', 'Β': 'B', 'Ε': 'E', 'Ζ': 'Z', 'Η': 'H', 'Ι': 'I', 'Κ': 'K', 'Μ': 'M', 'Ν': 'N', 'Ο': 'O', 'Ρ': 'P', 'Τ': 'T', 'Υ': 'Y', 'Χ': 'X', 'ο': 'o',
}

// latinAround reports whether the rune before or after is a Latin letter or a
// digit: then a look-alike is one of them.
func latinAround(prev rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	return latinOrDigit(prev) || latinOrDigit(folded(next))
}

func latinOrDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}
