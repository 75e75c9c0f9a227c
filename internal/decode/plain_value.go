package decode

import (
	"strings"
	"unicode/utf8"
)

// inline reads a value that stands on one line. Rest is the end of l.
func (p *plain) inline(l *plainLine, rest string) (Value, bool) {
	column := l.indent + 1 + utf8.RuneCountInString(l.text[:len(l.text)-len(rest)])
	switch rest[0] {
	case '"', '\'', '[', '{':
		f := flow{s: rest, line: l.number, column: column}
		v, ok := f.value(0)
		return v, ok && f.at == len(f.s)
	}
	if strings.Contains(rest, ": ") || strings.Contains(rest, " #") || strings.HasSuffix(rest, ":") {
		return Value{}, false
	}
	v, ok := plainScalar(rest)
	v.Span = onLine(l.number, column, utf8.RuneCountInString(rest))
	return v, ok
}

// plainScalar tells what an unquoted value is, where that is beyond doubt: a
// word that begins with a letter, a date, a whole number.
func plainScalar(s string) (Value, bool) {
	c := s[0]
	switch {
	case s == "true" || s == "false":
		return Value{Kind: Bool, Text: s}, true
	case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf || c == '/' || c == '(':
		return Value{Kind: String, Text: s}, !reserved(s)
	case c < '0' || c > '9':
		return Value{}, false
	case wholeNumber(s):
		return Value{Kind: Number, Text: s}, true
	}
	return Value{Kind: String, Text: s}, dateLike(s) || strings.Contains(s, " ") && !strings.ContainsAny(s, ":_")
}

func wholeNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) < 16 && (s[0] != '0' || s == "0")
}

// dateLike reports whether s begins as 2026-11-23 does.
func dateLike(s string) bool {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	for i, c := range []byte(s[:10]) {
		if (c < '0' || c > '9') && i != 4 && i != 7 {
			return false
		}
	}
	return true
}

// flow reads quoted values and lists and groups in brackets. Column is that
// of the byte at, in code points.
type flow struct {
	s            string
	at           int
	line, column int
}

// peek returns the byte at hand, or 0 at the end.
func (f *flow) peek() byte {
	if f.at < len(f.s) {
		return f.s[f.at]
	}
	return 0
}

func (f *flow) advance(n int) string {
	s := f.s[f.at : f.at+n]
	f.at += n
	f.column += utf8.RuneCountInString(s)
	return s
}

func (f *flow) spaces() {
	for f.peek() == ' ' {
		f.at++
		f.column++
	}
}

// maxPlainDepth bounds brackets in brackets.
const maxPlainDepth = 8

func (f *flow) value(depth int) (Value, bool) {
	switch c := f.peek(); {
	case c == '"' || c == '\'':
		return f.quoted(c)
	case depth > maxPlainDepth:
		return Value{}, false
	case c == '[':
		return f.list(depth + 1)
	case c == '{':
		return f.group(depth + 1)
	}
	return f.scalar()
}

// quoted reads a text in quotes without escapes.
func (f *flow) quoted(quote byte) (Value, bool) {
	n := strings.IndexByte(f.s[f.at+1:], quote)
	if n < 0 {
		return Value{}, false
	}
	column := f.column
	s := f.advance(n + 2)
	v := Value{Kind: String, Quoted: true, Text: s[1 : n+1], Span: onLine(f.line, column, f.column-column)}
	return v, f.peek() != quote && strings.IndexByte(s, '\\') < 0
}

// scalar reads an unquoted value inside brackets.
func (f *flow) scalar() (Value, bool) {
	n := 0
	for i := f.at; i < len(f.s) && !strings.ContainsRune(",]}", rune(f.s[i])); i++ {
		switch f.s[i] {
		case '[', '{', '"', '\'', '#', '\\':
			return Value{}, false
		case ':':
			if !strings.HasPrefix(f.s[i:], "://") {
				return Value{}, false
			}
		}
		n++
	}
	n = len(strings.TrimRight(f.s[f.at:f.at+n], " "))
	if n == 0 {
		return Value{}, false
	}
	column := f.column
	v, ok := plainScalar(f.advance(n))
	v.Span = onLine(f.line, column, f.column-column)
	return v, ok
}

func (f *flow) list(depth int) (Value, bool) {
	v := Value{Kind: List, Span: onLine(f.line, f.column, 1)}
	for f.advance(1); ; f.advance(1) {
		f.spaces()
		if f.peek() == ']' && len(v.Items) == 0 {
			break
		}
		x, ok := f.value(depth)
		if !ok {
			return v, false
		}
		v.Items = append(v.Items, x)
		if f.spaces(); f.peek() == ']' {
			break
		}
		if f.peek() != ',' {
			return v, false
		}
	}
	f.advance(1)
	return v, true
}

func (f *flow) group(depth int) (Value, bool) {
	v := Value{Kind: Map}
	for f.advance(1); ; f.advance(1) {
		f.spaces()
		key, rest, ok := plainKey(f.s[f.at:])
		if !ok || rest == "" {
			return v, false
		}
		x := Field{Key: key, KeySpan: onLine(f.line, f.column, len(key))}
		f.advance(len(f.s) - f.at - len(rest))
		if x.Value, ok = f.value(depth); !ok {
			return v, false
		}
		v.Fields = append(v.Fields, x)
		if f.spaces(); f.peek() == '}' {
			break
		}
		if f.peek() != ',' {
			return v, false
		}
	}
	f.advance(1)
	v.Span = v.Fields[0].KeySpan
	return v, true
}
