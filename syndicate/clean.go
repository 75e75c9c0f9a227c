package syndicate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"nadi/internal/text"
)

// plain is a text in one line: valid, composed (NFC), without controls,
// without the signs that turn the direction of what follows, and with blanks
// only between words. Blanks that hold words together, as in 10 mg, stay.
func plain(s string) string {
	if !simple(s) {
		s = cleaned(s, false)
	}
	return oneLine(strings.ReplaceAll(s, "\n", " "))
}

// tidied is a filled template: the same, with its lines and marks.
func tidied(s string) string {
	if simple(s) {
		return s
	}
	return cleaned(s, true)
}

// simple reports whether there is nothing to clean: printable ASCII and line
// ends.
func simple(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < ' ' || c >= 0x7f) && c != '\n' {
			return false
		}
	}
	return true
}

func composed(s string) string { return text.NFC(s) }

func cleaned(s string, marks bool) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
	var b strings.Builder
	b.Grow(len(s))
	last := ' '
	for i, r := range s {
		switch {
		case r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
			r = '\n'
		case r == '\t':
			r = ' '
		case mark(r) && marks:
		case unwanted(r):
			continue
		case joiner(r) && !(joinable(last) && joinable(nextRune(s[i:]))):
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return composed(b.String())
}

// nextRune is the rune after the first, a blank if there is none.
func nextRune(s string) rune {
	_, n := utf8.DecodeRuneInString(s)
	r, _ := utf8.DecodeRuneInString(s[n:] + " ")
	return r
}

// unwanted are controls, signs that embed, override or isolate a direction,
// the soft hyphen, the byte-order mark and noncharacters.
func unwanted(r rune) bool {
	return unicode.IsControl(r) && r != '\n' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 ||
		r == 0xad || r == 0xfeff || r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// joiner reports ZWNJ and ZWJ, which shape the letters and emoji around them
// and mean nothing at the edge of a word.
func joiner(r rune) bool { return r == 0x200c || r == 0x200d }

func joinable(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.S) || r >= 0xe0020 && r <= 0xe007f
}

// blank reports a space at which a line may break.
func blank(r rune) bool {
	return unicode.IsSpace(r) && r != 0xa0 && r != 0x202f && r != 0x2007
}

// oneLine takes away blanks around a line and repeated ones in it.
func oneLine(s string) string {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "  ") && !strings.ContainsFunc(s, func(r rune) bool { return r != ' ' && blank(r) }) {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, blank), " ")
}
