package syndicate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"nadi/internal/text"
)

// hashtags are those the account has for the item's topics, without #, each
// once, as many as the network takes.
func (c *Composer) hashtags(it Item) []string {
	var out []string
	seen := map[string]bool{}
	for _, topic := range it.Topics {
		for _, raw := range c.account.Hashtags[topic] {
			tag := Hashtag(raw)
			if key := strings.ToLower(tag); tag != "" && !seen[key] && len(out) < c.description.MaxTags {
				seen[key] = true
				out = append(out, tag)
			}
		}
	}
	return out
}

// Hashtag makes one word of some: CamelCase where letters have cases, because
// screen readers speak its words apart, and joined by _ where they have none,
// or where two numbers would become one. A word that stands alone keeps its
// case. What is not a tag on any network (no letter in it) is "".
func Hashtag(s string) string {
	words := tagWords(s)
	if !strings.ContainsFunc(strings.Join(words, ""), unicode.IsLetter) {
		return ""
	}
	var b strings.Builder
	for i, w := range words {
		first, n := utf8.DecodeRuneInString(w)
		if i > 0 && !seam(words[i-1], first) {
			b.WriteByte('_')
		}
		if len(words) > 1 && !strings.ContainsFunc(w, unicode.IsUpper) { // eHealth stays
			first = unicode.ToTitle(first)
		}
		b.WriteRune(first)
		b.WriteString(w[n:])
	}
	return text.NFC(b.String())
}

// tagWords are the words of a tag: letters with their marks, and digits.
// Joiners go, as some networks end a hashtag at one and people search without;
// between Arabic letters they part words that are not to be joined.
func tagWords(s string) []string {
	last := ' '
	s = strings.Map(func(r rune) rune {
		switch {
		case joiner(r) && !unicode.Is(unicode.Arabic, last), r == '\'', r == '’':
			return -1
		case unicode.IsMark(r) && last == ' ': // a mark without a letter
			return -1
		case !unicode.In(r, unicode.L, unicode.M, unicode.Nd):
			r = ' '
		}
		last = r
		return r
	}, plain(s))
	return strings.Fields(s)
}

// seam reports whether a reader sees where the word before ends and the next
// begins: by a capital, or where letters and digits meet.
func seam(before string, next rune) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(before, unicode.IsMark))
	cased := func(r rune) bool { return unicode.ToUpper(r) != r || unicode.ToLower(r) != r }
	return cased(last) && (cased(next) || unicode.IsDigit(next)) || unicode.IsDigit(last) && cased(next)
}

// hashed writes tags as they stand in a post.
func hashed(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	return "#" + strings.Join(tags, " #")
}
