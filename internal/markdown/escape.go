package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// Three ways to write source text. All of them leave out characters that HTML
// and XML forbid, so that a stray control character from a word processor
// does not make a page or a feed invalid.
const (
	verbatim = 1 << iota // code: neither escapes nor entities mean anything
	entities             // HTML: entities are resolved
	markup               // Markdown: entities and backslash escapes are resolved
)

// halts[c] has the bits of the modes in which byte c needs a look. The lead
// bytes C2, EF and F0 to F4 may begin a forbidden code point.
var halts = func() (t [256]uint8) {
	const all = verbatim | entities | markup
	for c := range t {
		if c < 0x20 && c != '\t' && c != '\n' || c == 0x7f || c == 0xc2 || c == 0xef || c >= 0xf0 {
			t[c] = all
		}
	}
	t['<'], t['>'], t['"'], t['&'], t['\\'] = all, all, all, all, markup
	return t
}()

// appendHTML appends s, written in the given mode, as HTML text that is also
// safe in an attribute with double quotes.
func appendHTML(out, s []byte, mode uint8) []byte {
	return appendAs(out, s, mode, true)
}

// appendPlain appends s as plain text.
func appendPlain(out, s []byte, mode uint8) []byte {
	return appendAs(out, s, mode, false)
}

func appendAs(out, s []byte, mode uint8, html bool) []byte {
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if halts[c]&mode == 0 {
			i++
			continue
		}
		n, r, named := resolve(s[i:], mode)
		if n == 0 { // stands for itself
			i++
			continue
		}
		out = append(out, s[start:i]...)
		switch {
		case named != nil && html:
			out = appendAs(out, named, verbatim, true)
		case named != nil:
			out = append(out, named...)
		case html:
			out = appendRune(out, r)
		case r >= 0:
			out = utf8.AppendRune(out, r)
		}
		i += n
		start = i
	}
	return append(out, s[start:]...)
}

// resolve looks at the special character at the start of s. It returns how
// many bytes it covers (0: it is plain) and what it stands for, either a code
// point (-1: nothing) or, for an entity, its characters.
func resolve(s []byte, mode uint8) (n int, r rune, named []byte) {
	switch c := s[0]; {
	case c == '\\':
		if mode == markup && len(s) > 1 && util.IsPunct(s[1]) {
			return 2, rune(s[1]), nil
		}
		return 0, 0, nil
	case c == '&' && mode != verbatim:
		if n, r, named = entity(s); n > 0 {
			return n, r, named
		}
		return 1, '&', nil
	case c == 0:
		return 1, utf8.RuneError, nil
	case c < 0x20 || c == 0x7f:
		return 1, -1, nil
	case c < 0x80:
		return 1, rune(c), nil
	}
	r, n = utf8.DecodeRune(s)
	if forbidden(r) {
		return n, -1, nil
	}
	return 0, 0, nil
}

// forbidden reports C1 controls and noncharacters.
func forbidden(r rune) bool {
	return r >= 0x7f && r < 0xa0 || r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

func appendRune(out []byte, r rune) []byte {
	switch r {
	case -1:
		return out
	case '<':
		return append(out, "&lt;"...)
	case '>':
		return append(out, "&gt;"...)
	case '&':
		return append(out, "&amp;"...)
	case '"':
		return append(out, "&quot;"...)
	}
	return utf8.AppendRune(out, r)
}

// maxEntity is longer than any name of an entity.
const maxEntity = 40

// entity resolves the reference at the start of s, as CommonMark has it: at
// most seven decimal or six hexadecimal digits, or a name of HTML 5.
func entity(s []byte) (n int, r rune, named []byte) {
	end := bytes.IndexByte(s[:min(len(s), maxEntity)], ';')
	if end < 2 {
		return 0, 0, nil
	}
	name := s[1:end]
	if name[0] == '#' {
		if r, ok := number(name[1:]); ok {
			return end + 1, r, nil
		}
		return 0, 0, nil
	}
	if e, ok := util.LookUpHTML5EntityByName(string(name)); ok {
		return end + 1, 0, e.Characters
	}
	return 0, 0, nil
}

// number reads the digits of a numeric reference. A code point that may not
// stand in a page becomes U+FFFD.
func number(s []byte) (rune, bool) {
	base, most := rune(10), 7
	if len(s) > 0 && s[0]|0x20 == 'x' {
		base, most, s = 16, 6, s[1:]
	}
	if len(s) == 0 || len(s) > most {
		return 0, false
	}
	r := rune(0)
	for _, c := range s {
		d := hexDigit(c)
		if d < 0 || d >= base {
			return 0, false
		}
		r = r*base + d
	}
	if r < 0x20 && r != '\t' && r != '\n' || forbidden(r) || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return r, true
}

func hexDigit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10
	}
	return -1
}

// attribute appends ` name="value"`, value being plain text.
func attribute(out []byte, name, value string) []byte {
	out = append(out, ' ')
	out = append(out, name...)
	out = append(out, `="`...)
	out = appendHTML(out, []byte(value), verbatim)
	return append(out, '"')
}
