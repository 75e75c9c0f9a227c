package syndicate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// shortForms are words after which a full stop does not end a sentence, in
// lower case. Words with a full stop inside, such as a.m and कि.मी, are short
// forms as well. Too many cost a place to cut; one too few cuts a name in two.
var shortForms = []string{"dr", "mr", "mrs", "ms", "prof", "st", "vs", "etc", "no", "nos", "approx", "fig", "vol", "dept", "jr", "sr", "smt", "sh", "rs", "ca", "cf", "pp", "tel", "ext",
	"डॉ", "डा", "श्री", "श्रीमती", "प्रो", "सु", "स्व", "रु", "क्र", "सं", "नं", "मि", "ए", "बी", "सी", "डी", "ई", "एफ", "जी", "एच", "आई", "जे", "के", "एल", "एम", "एन", "ओ", "पी", "आर", "एस", "टी", "यू", "वी"}

// sentenceEnds returns where the sentences of a text end, in bytes; the last
// is the end of the text. A sentence ends at . ! ? or … before a blank and no
// small letter, and at the danda and the full stops of East Asia anywhere; but
// not in brackets or quotation marks, after a short form or initial, or after
// the number that begins a list.
func sentenceEnds(s string) []int {
	var out []int
	depth, begin := 0, 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if r == ' ' || r|0x20 >= 'a' && r|0x20 <= 'z' {
			continue // most of most texts
		}
		depth = nested(depth, r)
		if !strings.ContainsRune(".!?…؟۔।॥。！？", r) {
			continue
		}
		end := i
		for i < len(s) { // closing marks and more of the same belong to it
			r, n := utf8.DecodeRuneInString(s[i:])
			if !strings.ContainsRune(`.!?…؟।॥。！？)]"'”’»`, r) {
				break
			}
			depth = nested(depth, r)
			i += n
		}
		if i < len(s) && depth == 0 && ends(s[begin:end], s[i:], r) {
			out = append(out, i)
			begin = i
		}
	}
	if s == "" {
		return nil
	}
	return append(out, len(s))
}

// nested keeps how many brackets and quotations are open; straight quotation
// marks open and close in turn.
func nested(depth int, r rune) int {
	const straight = 1 << 16
	switch {
	case r == '"':
		return depth ^ straight
	case strings.ContainsRune("([“«", r):
		return depth + 1
	case strings.ContainsRune(")]”»", r) && depth&(straight-1) > 0:
		return depth - 1
	}
	return depth
}

// ends reports whether a sentence ends with the mark at the end of s, rest
// being what follows.
func ends(s, rest string, mark rune) bool {
	if strings.ContainsRune("।॥。！？", mark) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest)
	after := strings.TrimSpace(rest)
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, `([“‘"'«`))
	if !unicode.IsSpace(next) || unicode.IsLower(first) {
		return false
	}
	return mark != '.' || !short(s)
}

// short reports whether a text ends with a short form, an initial or a number
// that begins it.
func short(s string) bool {
	stem := strings.TrimSuffix(s, ".")
	before := strings.TrimRightFunc(stem, func(r rune) bool { return !unicode.IsSpace(r) })
	word := strings.ToLower(strings.TrimLeft(stem[len(before):], `"'“‘([«`))
	if isNumber := strings.Trim(word, "0123456789०१२३४५६७८९") == ""; isNumber {
		return strings.TrimSpace(before) == ""
	}
	return utf8.RuneCountInString(word) == 1 || strings.Contains(word, ".") || slices.Contains(shortForms, word)
}

func firstEnd(s string) int {
	if ends := sentenceEnds(s); len(ends) > 0 {
		return ends[0]
	}
	return 0
}

// wordCuts returns where s[:upto] can be cut before …, in bytes, one place for
// each word but the last: never within a grapheme cluster, not after an
// address, to which networks would take … for its end, nor after a short form
// or a question; and before commas and the like. Scripts without blanks are
// cut between their letters.
func wordCuts(s string, upto int) []int {
	whole := clusterEnds(s)
	var out []int
	last := 0
	for i, r := range s[:upto] {
		if !blank(r) && !(i > 0 && spaceless(r) && whole[i]) {
			continue
		}
		end := len(strings.TrimRightFunc(s[:i], trailing))
		if end > last && end < upto && whole[end] && cuttable(s[last:end], s[end:]) {
			out, last = append(out, end), end
		}
	}
	return out
}

// clusterEnds marks the bytes before which a grapheme cluster ends.
func clusterEnds(s string) []bool {
	ends := make([]bool, len(s)+1)
	for g := graphemes.FromString(s); g.Next(); {
		ends[g.End()] = true
	}
	return ends
}

func trailing(r rune) bool {
	return unicode.IsSpace(r) || joiner(r) || strings.ContainsRune(",;:.…–—-/|&·•।॥、，。([{“‘«", r)
}

// cuttable reports whether words can stand before … in place of the rest.
func cuttable(words, rest string) bool {
	word := words[strings.LastIndexFunc(words, unicode.IsSpace)+1:]
	return !strings.Contains(word, "://") && !strings.Contains(word, "www.") && !strings.Contains(word, "@") &&
		!strings.HasSuffix(word, "!") && !strings.HasSuffix(word, "?") && !(strings.HasPrefix(rest, ".") && short(words+"."))
}

// spaceless reports scripts that write no blanks between words.
func spaceless(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// altText cuts an alt text to at most n characters, after a whole word if
// there is one. Networks count alt texts in different ways; UTF-16 units are
// the most of any.
func altText(s string, n int) string {
	if n <= 0 || units(s) <= n {
		return s
	}
	places := wordCuts(s, len(s))
	if len(places) == 0 || units(s[:places[0]])+1 > n {
		places = places[:0]
		for g := graphemes.FromString(s); g.Next(); {
			places = append(places, g.End())
		}
	}
	out := ""
	for _, end := range places {
		if units(s[:end])+1 > n {
			break
		}
		out = s[:end] + "…"
	}
	return out
}

// units counts UTF-16 code units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}
