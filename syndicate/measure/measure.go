// Package measure counts texts in the ways in which networks count them.
//
// A network that says "characters" may mean bytes, code points, UTF-16 units or
// what a reader sees as one character, and क्षि is 12, 4, 4 or 1 of them. An
// adapter picks the counter that its network's documentation names, or the
// strictest of those that it may mean, and puts it into a syndicate.Limit. The
// composer fits texts by whatever counter that is; nothing here knows networks.
//
// All counters are pure, take any text, count invalid UTF-8 as one for each
// byte, and answer 0 for "".
package measure

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/rivo/uniseg"
)

// Graphemes counts extended grapheme clusters, what readers see as characters,
// by Unicode 17: a conjunct of Indic letters, such as क्ष, is one (rule GB9c).
func Graphemes(s string) int {
	if plain(s) {
		return len(s)
	}
	n := 0
	for all := graphemes.FromString(s); all.Next(); {
		n++
	}
	return n
}

// StrictGraphemes counts for networks of which nobody knows what Unicode they
// count by: it takes the larger of Graphemes and the count before Unicode 15.1,
// in which conjuncts were several. नमस्ते is 3 by the new count and 4 by the old.
func StrictGraphemes(s string) int {
	if plain(s) {
		return len(s)
	}
	return max(Graphemes(s), uniseg.GraphemeClusterCount(s))
}

// Bytes counts bytes of UTF-8; a Devanagari letter has three.
func Bytes(s string) int { return len(s) }

// Runes counts Unicode code points; vowel signs and joiners are some.
func Runes(s string) int { return utf8.RuneCountInString(s) }

// UTF16 counts UTF-16 code units, the length of a JavaScript string; most emoji
// have two or more.
func UTF16(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0xFFFF {
			n++
		}
	}
	return n
}

// plain reports whether every byte is a character of its own: ASCII without
// carriage returns, as \r\n is one cluster.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || s[i] == '\r' {
			return false
		}
	}
	return true
}
