// Package text holds what the whole house agrees on about words: one normal
// form (NFC), one way to make an address part from a name, one way to fold
// spelling variants, one measure of nearness for "did you mean".
//
// It keeps scripts as they are. Devanagari letters, vowel signs and nukta
// survive in addresses; nothing is transliterated, because a machine's
// transliteration reads badly and cannot be undone.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode normal form C, the form of every id, slug, tag and
// search word. A precomposed nukta letter (U+095B) becomes letter and nukta.
func NFC(s string) string {
	if isASCII(s) || norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(s)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Slug makes an address part from a name: lower case, letters, marks and
// digits kept (NFC), everything between them one hyphen. It is empty when the
// name has no letter or digit.
func Slug(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range NFC(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || (unicode.IsMark(r) && b.Len() > 0 && !gap):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\u200c' || r == '\u200d' || r == '\'' || r == '’':
			// Joiners and apostrophes shape a word; they do not end it.
		default:
			gap = true
		}
	}
	return NFC(b.String()) // a lower-case letter may compose with a mark where its capital did not
}

// Fold returns the form under which two spellings of one name are the same:
// the slug without its hyphens.
func Fold(s string) string { return strings.ReplaceAll(Slug(s), "-", "") }

// Shorten cuts s to at most n code points, with an ellipsis when it cut.
func Shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return strings.TrimRight(string(r[:n-1]), " ") + "…"
}

// Minutes returns a reading time of at least one minute. 220 words a minute
// is a careful reader's pace in English; Hindi is close enough (200) that one
// figure serves a rounded minute.
func Minutes(words int) int { return max(1, (words+110)/220) }
