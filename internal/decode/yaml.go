package decode

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"nadi/internal/diag"
)

// SyntaxError is a fault in the form of a document.
type SyntaxError struct {
	Span    diag.Span
	Message string
	Hint    string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Span.Line, e.Span.Column, e.Message)
}

// YAML parses one YAML document. Lines are counted from firstLine, so that
// positions inside front matter are those of the whole file. JSON is read by
// the same parser, being a subset for all that people write by hand.
func YAML(src []byte, firstLine int) (*Value, *SyntaxError) {
	if v, ok := plainYAML(src, firstLine); ok {
		return v, nil
	}
	return fullYAML(src, firstLine)
}

// fullYAML reads all of YAML that is read here.
func fullYAML(src []byte, firstLine int) (v *Value, serr *SyntaxError) {
	defer func() { // goccy panics on a few malformed inputs that fuzzing knows
		if r := recover(); r != nil {
			v, serr = nil, &SyntaxError{Span: diag.Span{Line: firstLine}, Message: "this is not valid YAML"}
		}
	}()
	if n := depth(src); n > maxDepth {
		return nil, tooDeep(n, firstLine)
	}
	f, err := parser.ParseBytes(src, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, yamlError(err, src, firstLine)
	}
	y := yamlReader{sheet: newSheet(src, firstLine)}
	if len(f.Docs) == 0 || f.Docs[0].Body == nil {
		return &Value{Kind: Map}, nil
	}
	if len(f.Docs) > 1 {
		return nil, &SyntaxError{Span: diag.Span{Line: firstLine}, Message: "more than one YAML document"}
	}
	val := y.value(f.Docs[0].Body)
	if y.err != nil {
		return nil, y.err
	}
	return &val, nil
}

// maxDepth bounds nesting: the parser is recursive and a hand-written file
// never comes near it.
const maxDepth = 64

func tooDeep(n, firstLine int) *SyntaxError {
	return &SyntaxError{Span: diag.Span{Line: firstLine}, Message: fmt.Sprintf("lists and groups are nested %d deep; %d is the most", n, maxDepth),
		Hint: "write fewer levels"}
}

// depth is an upper bound of nesting, by brackets and by indentation.
func depth(src []byte) int {
	most, open := 0, 0
	for _, line := range strings.Split(string(src), "\n") {
		indent := len(line) - len(strings.TrimLeft(line, " -?"))
		most = max(most, indent/2)
		for i := 0; i < len(line); i++ {
			switch line[i] {
			case '[', '{':
				open++
				most = max(most, open)
			case ']', '}':
				open = max(0, open-1)
			}
		}
	}
	return most
}

func yamlError(err error, src []byte, firstLine int) *SyntaxError {
	e := &SyntaxError{Span: diag.Span{Line: firstLine}, Message: "this is not valid YAML"}
	var ye yaml.Error
	if !errors.As(err, &ye) {
		return e
	}
	e.Message = strings.TrimSpace(ye.GetMessage())
	if tk := ye.GetToken(); tk != nil && tk.Position != nil {
		e.Span = newSheet(src, firstLine).place(tk.Position.Line, tk.Position.Column, 0)
	}
	if explainYAML(e, src, firstLine); e.Hint == "" {
		advise(e)
	}
	return e
}

// explainYAML turns the parser's words into advice for the mistakes that
// people make most: a colon or a quote inside an unquoted value, a tab.
func explainYAML(e *SyntaxError, src []byte, firstLine int) {
	lines := strings.Split(string(src), "\n")
	for _, n := range []int{e.Span.Line - firstLine, e.Span.Line - firstLine - 1} {
		if n < 0 || n >= len(lines) {
			continue
		}
		line := strings.TrimRight(lines[n], "\r")
		if t := strings.IndexByte(line, '\t'); t >= 0 && strings.TrimLeft(line[:t], " ") == "" {
			e.Span = diag.Span{Line: n + firstLine, Column: t + 1}
			e.Message, e.Hint = "a tab cannot indent YAML", "use spaces"
			return
		}
		key, rest, ok := strings.Cut(line, ": ")
		rest = strings.TrimSpace(rest)
		if !ok || rest == "" || strings.ContainsRune(`"'[{|>&*!`, rune(rest[0])) {
			continue
		}
		if i := strings.Index(rest, ": "); i >= 0 || strings.HasSuffix(rest, ":") {
			col := utf8.RuneCountInString(line[:strings.Index(line, rest)]) + 1
			e.Span = diag.Span{Line: n + firstLine, Column: col, EndLine: n + firstLine, EndColumn: col + utf8.RuneCountInString(rest)}
			e.Message = fmt.Sprintf("the value of %q holds a colon, so it needs quotes", strings.TrimSpace(key))
			e.Hint = fmt.Sprintf(`write %s: "%s"`, strings.TrimSpace(key), strings.ReplaceAll(rest, `"`, `\"`))
			return
		}
	}
}

type yamlReader struct {
	sheet *sheet
	err   *SyntaxError
}

func (y *yamlReader) span(tk *token.Token) diag.Span {
	if tk == nil || tk.Position == nil {
		return diag.Span{}
	}
	word, _, _ := strings.Cut(strings.TrimSpace(tk.Origin), "\n")
	word = strings.TrimSpace(word)
	return y.sheet.find(word, tk.Position.Line, tk.Position.Column)
}

func (y *yamlReader) fail(n ast.Node, message, hint string) Value {
	if y.err == nil {
		y.err = &SyntaxError{Span: y.span(n.GetToken()), Message: message, Hint: hint}
	}
	return Value{}
}

func (y *yamlReader) value(n ast.Node) Value {
	switch n := n.(type) {
	case *ast.MappingNode:
		return y.mapping(n, n.Values)
	case *ast.MappingValueNode:
		return y.mapping(n, []*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		v := Value{Kind: List, Span: y.span(n.GetToken())}
		for _, e := range n.Values {
			v.Items = append(v.Items, y.value(e))
		}
		return v
	case *ast.AnchorNode:
		return y.value(n.Value)
	case *ast.AliasNode:
		return y.fail(n, "YAML aliases (*name) are not read", "write the value again")
	case *ast.TagNode:
		return y.value(n.Value)
	}
	return y.scalar(n)
}

func (y *yamlReader) scalar(n ast.Node) Value {
	v := Value{Span: y.span(n.GetToken())}
	switch n := n.(type) {
	case *ast.NullNode:
		v.Kind = Null
	case *ast.BoolNode:
		v.Kind, v.Text = Bool, n.GetToken().Value
	case *ast.StringNode:
		v.Kind, v.Text = String, n.Value
		t := n.GetToken().Type
		v.Quoted = t == token.DoubleQuoteType || t == token.SingleQuoteType
	case *ast.LiteralNode:
		v.Kind, v.Text, v.Quoted = String, n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		v.Kind, v.Text = Number, strings.TrimSpace(n.GetToken().Value)
	default:
		return y.fail(n, "this kind of YAML is not read here", "write plain text, a list or keys")
	}
	return v
}

func (y *yamlReader) mapping(n ast.Node, values []*ast.MappingValueNode) Value {
	v := Value{Kind: Map, Span: y.span(n.GetToken()), Fields: make([]Field, 0, len(values))}
	for _, mv := range values {
		if mv.Key.IsMergeKey() {
			return y.fail(mv.Key, "YAML merge keys (<<) are not read", "write the keys again")
		}
		tk := mv.Key.GetToken()
		f := Field{Key: tk.Value, KeySpan: y.span(tk), Value: y.value(mv.Value)}
		if vt := mv.Value.GetToken(); f.Value.Kind == Null && (vt == nil || vt.Type == token.ImplicitNullType) {
			f.Value.Span = f.KeySpan // nothing is written; the parser points behind the line
		}
		v.Fields = append(v.Fields, f)
	}
	if len(v.Fields) > 0 {
		v.Span = v.Fields[0].KeySpan
	}
	return v
}
