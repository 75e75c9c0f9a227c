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
// screen readers speak its words apart, and joined by _ where they have none.
// What is not a tag on any network (no letter in it) is "".
func Hashtag(s string) string {
	words := strings.FieldsFunc(text.NFC(strings.TrimPrefix(strings.TrimSpace(s), "#")), func(r rune) bool { return !tagSign(r) && r != '_' })
	letters := false
	var b strings.Builder
	for i, w := range words {
		first, n := utf8.DecodeRuneInString(w)
		if i > 0 && !unicode.IsUpper(unicode.ToUpper(first)) && !unicode.IsDigit(first) {
			b.WriteByte('_')
		}
		if len(words) > 1 {
			first = unicode.ToUpper(first)
		}
		b.WriteRune(first)
		b.WriteString(w[n:])
		letters = letters || strings.ContainsFunc(w, unicode.IsLetter)
	}
	if !letters {
		return ""
	}
	return strings.Trim(b.String(), "_\u200c\u200d")
}

// tagSign reports what can stand in a hashtag: letters, their marks, digits,
// and the joiners that Indic scripts need inside a word.
func tagSign(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == 0x200c || r == 0x200d
}

// hashed writes tags as they stand in a post.
func hashed(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	return "#" + strings.Join(tags, " #")
}
