package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// braces reads what begins with { inside text: attributes behind a picture, a
// link or a [passage], and commands of other tools. It must run while text is
// parsed, or quotes and underscores in the braces would be taken for markup.
type braces struct{}

func (braces) Trigger() []byte { return []byte{'{'} }

func (braces) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if len(line) < 3 || seg.Padding > 0 {
		return nil
	}
	if line[1] == '{' || line[1] == '%' {
		return parseShortcode(block)
	}
	if seg.Start == 0 {
		return nil
	}
	if c := block.Source()[seg.Start-1]; c != ')' && c != ']' {
		return nil
	}
	list, n, ok := parseAttributes(line)
	if !ok {
		return nil
	}
	if _, image := parent.LastChild().(*ast.Image); !image && !list.proper() {
		return nil
	}
	block.Advance(n)
	return &attributesNode{list: list, from: seg.Start, to: seg.Start + n}
}

// attr is one word between braces. key is empty when it is no key=value.
// from is the offset behind the opening brace's own offset.
type attr struct {
	key, value string
	from, to   int
}

type attrList []attr

// proper tells attributes from braces that are part of a sentence.
func (l attrList) proper() bool {
	for _, a := range l {
		if a.key != "" {
			return true
		}
	}
	return false
}

// parseAttributes reads {key=value key="some words" .class #id …} at the
// start of line. It returns the number of bytes read; ok is false when the
// brace is not closed on the line.
func parseAttributes(line []byte) (list attrList, n int, ok bool) {
	i := 1
	if i < len(line) && line[i] == ':' { // as kramdown writes it
		i++
	}
	for i < len(line) {
		switch c := line[i]; {
		case c == '}':
			return list, i + 1, true
		case c == '{' || c == '\n':
			return nil, 0, false
		case c == ' ' || c == '\t' || c == ',':
			i++
		default:
			var a attr
			if a, i = parseAttribute(line, i); i < 0 {
				return nil, 0, false
			}
			list = append(list, a)
		}
	}
	return nil, 0, false
}

func parseAttribute(line []byte, from int) (attr, int) {
	i := from
	for i < len(line) && bytes.IndexByte([]byte(" \t,={}\n\""), line[i]) < 0 {
		i++
	}
	a := attr{from: from}
	key := string(line[from:i])
	switch {
	case i < len(line) && line[i] == '=':
		value, end := attributeValue(line, i+1)
		a.key, a.value, i = key, value, end
	case len(key) > 1 && (key[0] == '.' || key[0] == '#'):
		a.key = key
	case i == from: // a stray quote or equals sign
		i++
	}
	a.to = i
	return a, i
}

func attributeValue(line []byte, i int) (string, int) {
	if i < len(line) && (line[i] == '"' || line[i] == '\'') {
		return quoted(line, i)
	}
	start := i
	for i < len(line) && bytes.IndexByte([]byte(" \t,{}\n\""), line[i]) < 0 {
		i++
	}
	return string(line[start:i]), i
}

// quoted reads a value in quotes; a backslash keeps the quote after it. The
// end is negative when the closing quote is missing.
func quoted(line []byte, i int) (string, int) {
	quote := line[i]
	var b []byte
	for i++; i < len(line) && line[i] != '\n'; i++ {
		switch {
		case line[i] == quote:
			return string(appendPlain(nil, b, verbatim)), i + 1
		case line[i] == '\\' && i+1 < len(line) && (line[i+1] == quote || line[i+1] == '\\'):
			i++
			b = append(b, line[i])
		default:
			b = append(b, line[i])
		}
	}
	return "", -1
}

// attributesNode stands in the tree behind what it belongs to, until the
// survey takes it out.
type attributesNode struct {
	ast.BaseInline
	list     attrList
	from, to int
}

var kindAttributes = ast.NewNodeKind("Attributes")

func (*attributesNode) Kind() ast.NodeKind              { return kindAttributes }
func (n *attributesNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// spanNode is a passage in another language or direction.
type spanNode struct {
	ast.BaseInline
	lang, dir string
}

var kindSpan = ast.NewNodeKind("Span")

func (*spanNode) Kind() ast.NodeKind              { return kindSpan }
func (n *spanNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// shortcodeNode is a command of another tool; the survey takes it out.
type shortcodeNode struct {
	ast.BaseInline
	from, to int
}

var kindShortcode = ast.NewNodeKind("Shortcode")

func (*shortcodeNode) Kind() ast.NodeKind              { return kindShortcode }
func (n *shortcodeNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// A command ends within so many lines, and so many bytes of each.
const (
	shortcodeLines = 20
	shortcodeBytes = 1000
)

// parseShortcode reads {{< … >}}, {{% … %}}, {{ … }} or {% … %}.
func parseShortcode(block text.Reader) ast.Node {
	number, position := block.Position()
	line, seg := block.PeekLine()
	open, end := 2, "}}"
	switch {
	case line[1] == '%':
		end = "%}"
	case line[2] == '<':
		open, end = 3, ">}}"
	case line[2] == '%':
		open, end = 3, "%}}"
	}
	from := seg.Start
	for range shortcodeLines {
		part := line[min(open, len(line)):min(len(line), shortcodeBytes)]
		if i := bytes.Index(part, []byte(end)); i >= 0 {
			n := open + i + len(end)
			block.Advance(n)
			return &shortcodeNode{from: from, to: seg.Start - seg.Padding + n}
		}
		block.AdvanceLine()
		if line, seg = block.PeekLine(); line == nil {
			break
		}
		open = 0
	}
	block.SetPosition(number, position)
	return nil
}
