package metadata

import "bytes"

// PDF's objects (ISO 32000-2, 7.3). Numbers are float64, names pdfName,
// strings pdfString; a keyword of a page's program is pdfWord.
type (
	pdfName   string
	pdfString string
	pdfWord   string
	pdfDict   map[pdfName]any
	pdfRef    int // the generation is not needed: the last object of a number counts
	pdfStream struct {
		dict pdfDict
		raw  []byte
	}
)

// pdfLexer reads objects from bytes. What makes no sense is skipped.
type pdfLexer struct {
	b     []byte
	i     int
	depth int
}

const (
	pdfSpace = "\x00\t\n\f\r "
	pdfDelim = "()<>[]{}/%"
)

// pdfClass says of each byte whether it is blank (1) or a delimiter (2).
var pdfClass = func() (t [256]byte) {
	for i := range len(pdfSpace) {
		t[pdfSpace[i]] = 1
	}
	for i := range len(pdfDelim) {
		t[pdfDelim[i]] = 2
	}
	return t
}()

// skip passes blanks and comments.
func (l *pdfLexer) skip() {
	for l.i < len(l.b) {
		switch c := l.b[l.i]; {
		case pdfClass[c] == 1:
			l.i++
		case c == '%':
			for l.i < len(l.b) && l.b[l.i] != '\n' && l.b[l.i] != '\r' {
				l.i++
			}
		default:
			return
		}
	}
}

// pdfEnd closes a list or is the end of the bytes.
type pdfEnd byte

// next reads one object. pdfEnd(0) is the end.
func (l *pdfLexer) next() any {
	l.skip()
	if l.i >= len(l.b) {
		return pdfEnd(0)
	}
	switch c := l.b[l.i]; c {
	case '/':
		l.i++
		return l.name()
	case '(':
		l.i++
		return l.literal()
	case '<':
		if l.i++; l.i < len(l.b) && l.b[l.i] == '<' {
			l.i++
			return l.dict()
		}
		return l.hex()
	case '>':
		if l.i++; l.i < len(l.b) && l.b[l.i] == '>' {
			l.i++
		}
		return pdfEnd('>')
	case '[':
		l.i++
		return l.array()
	case ']', ')', '{', '}':
		l.i++
		return pdfEnd(c)
	}
	return l.word()
}

func (l *pdfLexer) name() pdfName {
	start := l.i
	coded := false
	for l.i < len(l.b) && pdfClass[l.b[l.i]] == 0 {
		coded = coded || l.b[l.i] == '#'
		l.i++
	}
	s := l.b[start:l.i]
	if !coded {
		return pdfName(s)
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			out = append(out, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
		} else {
			out = append(out, s[i])
		}
	}
	return pdfName(out)
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|32 >= 'a' && c|32 <= 'f' }

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c | 32 - 'a' + 10
}

// literal reads a string in parentheses, which may hold pairs of them.
func (l *pdfLexer) literal() pdfString {
	var out []byte
	for open := 1; l.i < len(l.b); {
		c := l.b[l.i]
		l.i++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return pdfString(out)
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return pdfString(out)
}

func (l *pdfLexer) escape(out []byte) []byte {
	if l.i >= len(l.b) {
		return out
	}
	c := l.b[l.i]
	l.i++
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b', 'f':
		return out
	case '\r': // a line that goes on
		if l.i < len(l.b) && l.b[l.i] == '\n' {
			l.i++
		}
		return out
	case '\n':
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	v := int(c - '0')
	for n := 0; n < 2 && l.i < len(l.b) && l.b[l.i] >= '0' && l.b[l.i] <= '7'; n++ {
		v = v<<3 | int(l.b[l.i]-'0')
		l.i++
	}
	return append(out, byte(v))
}

func (l *pdfLexer) hex() pdfString {
	var out []byte
	half, v := false, byte(0)
	for l.i < len(l.b) {
		c := l.b[l.i]
		l.i++
		if c == '>' {
			break
		}
		if !isHex(c) {
			continue
		}
		if v = v<<4 | unhex(c); half {
			out = append(out, v)
		}
		half = !half
	}
	if half {
		out = append(out, v<<4)
	}
	return pdfString(out)
}

const maxNesting = 60

func (l *pdfLexer) array() []any {
	var out []any
	if l.depth++; l.depth > maxNesting {
		l.i = len(l.b)
	}
	defer func() { l.depth-- }()
	for {
		switch v := l.next().(type) {
		case pdfEnd:
			if v == ']' || v == 0 {
				return out
			}
		case pdfWord:
			out = appendWord(out, v)
			if v == "endobj" {
				return out
			}
		default:
			out = append(out, v)
		}
	}
}

// appendWord makes "12 0 R" one reference, and true, false and null nothing.
func appendWord(out []any, w pdfWord) []any {
	if n := len(out); w == "R" && n >= 2 {
		if num, ok := out[n-2].(float64); ok && num >= 0 && num < 1<<31 {
			return append(out[:n-2], pdfRef(num))
		}
	}
	return append(out, w)
}

func (l *pdfLexer) dict() pdfDict {
	out := pdfDict{}
	var flat []any
	if l.depth++; l.depth > maxNesting {
		l.i = len(l.b)
	}
	defer func() { l.depth-- }()
	for {
		v := l.next()
		if e, ok := v.(pdfEnd); ok {
			if e == '>' || e == 0 {
				break
			}
			continue
		}
		if w, ok := v.(pdfWord); ok {
			if w == "endobj" || w == "stream" {
				l.i -= len(w)
				break
			}
			flat = appendWord(flat, w)
			continue
		}
		flat = append(flat, v)
	}
	for i := 0; i+1 < len(flat); {
		if key, ok := flat[i].(pdfName); ok {
			out[key] = flat[i+1]
			i += 2
		} else {
			i++
		}
	}
	return out
}

// word reads a number or a keyword.
func (l *pdfLexer) word() any {
	start := l.i
	for l.i < len(l.b) && pdfClass[l.b[l.i]] == 0 {
		l.i++
	}
	s := l.b[start:l.i]
	if v, ok := pdfNumber(s); ok {
		return v
	}
	return pdfWord(s)
}

func pdfNumber(s []byte) (v float64, ok bool) {
	sign, scale, digits := 1.0, 0.0, 0
	for i, c := range s {
		switch {
		case c >= '0' && c <= '9':
			digits++
			if scale > 0 {
				v += float64(c-'0') * scale
				scale /= 10
			} else {
				v = v*10 + float64(c-'0')
			}
		case c == '.' && scale == 0:
			scale = 0.1
		case c == '-' && i == 0:
			sign = -1
		case c == '+' && i == 0:
		case c == '-' && digits > 0: // "12.3-4" of some programs
			return v * sign, true
		default:
			return 0, false
		}
	}
	return v * sign, digits > 0
}

// pdfText decodes a string that is text: UTF-16 or UTF-8 by its mark, else
// PDFDocEncoding, which for letters is Latin-1.
func pdfText(v any) string {
	s, ok := v.(pdfString)
	if !ok {
		return ""
	}
	b := []byte(s)
	if bytes.HasPrefix(b, []byte{0xfe, 0xff}) || bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) {
		return plain(b)
	}
	return text(b)
}
