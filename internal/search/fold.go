package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the words of s as they are compared, in order, without those
// that say nothing by themselves. A word is a run of letters, marks and
// digits; Han, Thai and other scripts that write no blanks are not cut into
// words.
//
// The steps are those of fold() in themes/clinic/assets/search.js, on the same
// table: compatibility decomposition and lower case; what is dropped; letters
// that are swapped; words; endings.
func Fold(s string) []string {
	var out []string
	for w := range strings.FieldsFuncSeq(letters(s), between) {
		if !table.stop[w] && len(w) <= longest {
			out = append(out, stem(w))
		}
	}
	return out
}

// longest is the length in bytes of the longest word that is indexed; what is
// longer is an address or a mistake.
const longest = 96

func between(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) }

// letters makes one spelling of many and leaves endings alone.
func letters(s string) string {
	if ascii(s) {
		return swaps.Replace(strings.ReplaceAll(strings.ToLower(s), "'", "")) // what the line below does, sooner
	}
	return swaps.Replace(strings.Map(dropped, strings.ToLower(norm.NFKD.String(s))))
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// dropped is -1 for a rune of the table's drop, else the rune.
func dropped(r rune) rune {
	for i := 0; i+1 < len(drop); i += 2 {
		if r >= drop[i] && r <= drop[i+1] {
			return -1
		}
	}
	return r
}

// stem takes the endings of a word off, one a step at most.
func stem(w string) string {
	for k, step := range table.steps {
		if !table.last[k][w[len(w)-1]] {
			continue
		}
		i := slices.IndexFunc(step, func(e ending) bool { return strings.HasSuffix(w, e.from) && units(w)-units(e.from) >= e.least })
		if i >= 0 {
			w = w[:len(w)-len(step[i].from)] + step[i].to
		}
	}
	return w
}

// units is the length of s as a browser counts it, in UTF-16.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
