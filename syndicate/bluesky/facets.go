package bluesky

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"nadi/syndicate/measure"
)

// facets finds the addresses and hashtags of a text. The network marks nothing
// by itself: what has no facet is plain text. Link is the address of the
// article, which is known and so is found whatever its last character is.
func facets(text, link string) []facet {
	var out []facet
	links := addresses(text, link)
	for _, at := range links {
		out = append(out, facet{at, []feature{{Type: typeLink, URI: text[at.Start:at.End]}}})
	}
	for _, at := range hashtags(text) {
		if slices.ContainsFunc(links, at.meets) {
			continue
		}
		out = append(out, facet{at, []feature{{Type: typeTag, Tag: text[at.Start+1 : at.End]}}})
	}
	slices.SortFunc(out, func(a, b facet) int { return a.Index.Start - b.Index.Start })
	return out
}

func (s span) meets(o span) bool { return s.Start < o.End && o.Start < s.End }

// addresses finds what begins with http:// or https:// and is no part of a
// word.
func addresses(text, link string) []span {
	var out []span
	for from := 0; ; {
		i := strings.Index(text[from:], "http")
		if i < 0 {
			return out
		}
		start := from + i
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		end := addressEnd(text, start, link)
		if end == start || start > 0 && inWord(before) {
			from = start + len("http")
			continue
		}
		out = append(out, span{start, end})
		from = end
	}
}

// addressEnd returns where the address ends that begins at start, or start if
// there is none. Punctuation at the end belongs to the sentence.
func addressEnd(text string, start int, link string) int {
	rest := text[start:]
	host := strings.TrimPrefix(strings.TrimPrefix(rest, "https://"), "http://")
	if first, _ := utf8.DecodeRuneInString(host); len(host) == len(rest) || !unicode.IsLetter(first) && !unicode.IsDigit(first) && first != '[' {
		return start
	}
	whole := rest
	if i := strings.IndexFunc(rest, ends); i >= 0 {
		whole = rest[:i]
	}
	trimmed := trimAddress(whole)
	if link != "" && strings.HasPrefix(whole, link) && len(trimmed) < len(link) {
		return start + len(link)
	}
	return start + len(trimmed)
}

// ends reports characters that no address holds unescaped.
func ends(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError || strings.ContainsRune(`<>"“”«»|`, r)
}

// trimAddress cuts the punctuation of the sentence off, and a closing bracket
// that was not opened in the address.
func trimAddress(s string) string {
	for {
		last, size := utf8.DecodeLastRuneInString(s)
		switch {
		case strings.ContainsRune(".,;:!?'’…।॥*_~", last):
		case last == ')' && strings.Count(s, "(") < strings.Count(s, ")"):
		case last == ']' && strings.Count(s, "[") < strings.Count(s, "]"):
		default:
			return s
		}
		s = s[:len(s)-size]
	}
}

// hashtags finds # and the word after it, where the # begins a word. A number
// alone is no tag: "#1" is a rank.
func hashtags(text string) []span {
	var out []span
	before := ' '
	for i, r := range text {
		if r == '#' && !inWord(before) && !strings.ContainsRune("#/&=?", before) {
			if end := i + 1 + tagLength(text[i+1:]); end > i+1 {
				out = append(out, span{i, end})
			}
		}
		before = r
	}
	return out
}

// tagLength is the length of the tag with which a text begins, in bytes, or 0
// if there is none that the network takes.
func tagLength(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool { return !inWord(r) })
	if n < 0 {
		n = len(s)
	}
	tag := s[:n]
	if !strings.ContainsFunc(tag, unicode.IsLetter) || len(tag) > maxTagBytes || measure.StrictGraphemes(tag) > maxTagLetters {
		return 0
	}
	return n
}

// inWord reports letters, the marks that belong to them, digits and joiners,
// without which Hindi falls apart.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) || r == '_' || r == '\u200c' || r == '\u200d'
}
