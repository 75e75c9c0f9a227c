package decode

import (
	"bytes"
	"strings"

	"nadi/internal/diag"
)

// plainYAML reads the YAML that nearly all front matter is written in: keys
// with values on one line, lists, groups by indentation, and flow lists and
// groups on one line. It is five times as fast as the full parser and answers
// just as that one would, or not at all: whatever is less than plain
// (escapes, blocks of text, comments behind values, tabs, doubtful scalars,
// faults) makes it return false, and the full parser reads the document. A
// fuzz test holds the two together.
func plainYAML(src []byte, firstLine int) (*Value, bool) {
	for i, c := range src {
		if (c < ' ' || c == 0x7f) && c != '\n' && (c != '\r' || i+1 == len(src) || src[i+1] != '\n') {
			return nil, false
		}
	}
	if bytes.Contains(src, bom) {
		return nil, false
	}
	var space [40]plainLine
	p := plain{lines: space[:0]}
	p.cut(string(src), firstLine)
	if len(p.lines) == 0 || p.lines[0].indent != 0 {
		return nil, false
	}
	v, ok := p.group(0)
	if !ok || p.at < len(p.lines) {
		return nil, false
	}
	return &v, true
}

var bom = []byte("\ufeff")

// plainLine is a line that says something: text is what follows the
// indentation, without spaces at its end.
type plainLine struct {
	text   string
	indent int
	number int
}

func (l *plainLine) item() bool { return strings.HasPrefix(l.text, "- ") }

type plain struct {
	lines []plainLine
	at    int
}

// cut lists the lines, without empty ones and those of comment alone.
func (p *plain) cut(s string, number int) {
	for ; s != ""; number++ {
		var line string
		line, s, _ = strings.Cut(s, "\n")
		line = strings.TrimSuffix(line, "\r")
		text := strings.TrimLeft(line, " ")
		indent := len(line) - len(text)
		if text = strings.TrimRight(text, " "); text != "" && text[0] != '#' {
			p.lines = append(p.lines, plainLine{text, indent, number})
		}
	}
}

// next is the current line if there is one with at least that indentation.
func (p *plain) next(indent int) (*plainLine, bool) {
	if p.at >= len(p.lines) || p.lines[p.at].indent < indent {
		return nil, false
	}
	return &p.lines[p.at], true
}

// group reads the keys that stand at indent.
func (p *plain) group(indent int) (Value, bool) {
	if indent > maxPlainIndent {
		return Value{}, false
	}
	v := Value{Kind: Map, Fields: make([]Field, 0, p.count(indent))}
	for {
		l, more := p.next(indent)
		if !more || l.indent == indent && l.item() {
			break
		}
		if l.indent != indent {
			return v, false
		}
		f, ok := p.field(l)
		if !ok {
			return v, false
		}
		v.Fields = append(v.Fields, f)
	}
	if len(v.Fields) == 0 {
		return v, false
	}
	v.Span = v.Fields[0].KeySpan
	return v, true
}

// count returns how many lines at hand stand at indent, before one that
// stands further out.
func (p *plain) count(indent int) int {
	n := 0
	for _, l := range p.lines[p.at:] {
		if l.indent < indent {
			break
		}
		if l.indent == indent {
			n++
		}
	}
	return n
}

// maxPlainIndent bounds nesting, which nobody needs more of.
const maxPlainIndent = 24

// field reads a key and its value, which may reach over the next lines.
func (p *plain) field(l *plainLine) (Field, bool) {
	key, rest, ok := plainKey(l.text)
	if !ok {
		return Field{}, false
	}
	f := Field{Key: key, KeySpan: onLine(l.number, l.indent+1, len(key))}
	p.at++
	if rest == "" {
		f.Value, ok = p.below(l, f.KeySpan)
		return f, ok
	}
	f.Value, ok = p.inline(l, rest)
	if _, deeper := p.next(l.indent + 1); deeper {
		return f, false // the value goes on over several lines
	}
	return f, ok
}

// below reads the value of a key that has none on its own line.
func (p *plain) below(key *plainLine, at diag.Span) (Value, bool) {
	l, more := p.next(key.indent)
	switch {
	case more && l.item():
		return p.list(l.indent)
	case more && l.indent > key.indent:
		return p.group(l.indent)
	}
	return Value{Span: at}, true
}

// list reads the items that stand at indent.
func (p *plain) list(indent int) (Value, bool) {
	v := Value{Kind: List, Span: onLine(p.lines[p.at].number, indent+1, 1)}
	for {
		l, more := p.next(indent)
		if !more || l.indent == indent && !l.item() {
			return v, true
		}
		if l.indent != indent {
			return v, false
		}
		x, ok := p.item(l)
		if !ok {
			return v, false
		}
		v.Items = append(v.Items, x)
	}
}

// item reads one item of a list: a group, whose first key stands behind the
// hyphen, or a value.
func (p *plain) item(l *plainLine) (Value, bool) {
	rest := strings.TrimLeft(l.text[1:], " ")
	indent := l.indent
	if _, _, ok := plainKey(rest); ok {
		l.indent, l.text = l.indent+len(l.text)-len(rest), rest
		return p.group(l.indent)
	}
	p.at++
	v, ok := p.inline(l, rest)
	if _, deeper := p.next(indent + 1); deeper {
		return v, false
	}
	return v, ok
}

// plainKey splits "key: rest". Keys of other letters, and those that YAML
// takes for something else, are left to the full parser.
func plainKey(s string) (key, rest string, ok bool) {
	i := 0
	for i < len(s) && (s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' || s[i] == '_' || i > 0 && (s[i] >= '0' && s[i] <= '9' || s[i] == '-')) {
		i++
	}
	if i == 0 || i == len(s) || s[i] != ':' || i+1 < len(s) && s[i+1] != ' ' || reserved(s[:i]) {
		return "", "", false
	}
	return s[:i], strings.TrimLeft(s[i+1:], " "), true
}

// reserved reports whether YAML may read the word, in this spelling or a
// near one, as something other than text.
func reserved(s string) bool {
	return (len(s) == 4 || len(s) == 5) && (strings.EqualFold(s, "null") || strings.EqualFold(s, "true") || strings.EqualFold(s, "false"))
}

func onLine(line, column, width int) diag.Span {
	return diag.Span{Line: line, Column: column, EndLine: line, EndColumn: column + max(1, width)}
}
