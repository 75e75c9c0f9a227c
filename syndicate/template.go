package syndicate

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"
	"unicode/utf8"

	"nadi/internal/text"
)

// fields are what a template can use. A part that the article lacks is a gap,
// which is false in {{if}} and {{with}}.
type fields struct {
	Title, Description, Link, Hashtags, Organization any
	Lang                                             string
}

// fieldNames are they, for messages.
var fieldNames = []string{"Title", "Description", "Link", "Hashtags", "Organization", "Lang"}

// functions are what a template can ask. Those that make other texts of texts,
// such as printf, slice and urlquery, would cut or change a link.
var functions = []string{"and", "or", "not", "eq", "ne"}

// CheckTemplate says what is wrong with the template of a post. What passes
// can be filled for every article.
func CheckTemplate(s string) error {
	_, err := parsed(s)
	return err
}

// parsed reads a template and looks through it, so that a mistyped field is
// found when the settings are read and not when a post is due.
func parsed(s string) (*template.Template, error) {
	t, err := template.New("post").Option("missingkey=error").Parse(s)
	if err != nil {
		return nil, unreadable(s, err)
	}
	i := inspector{text: s}
	if len(t.Templates()) > 1 {
		i.refuse(0, "defines a template", "write everything in one")
	}
	if t.Tree != nil { // nil where there is no text
		i.list(t.Root, false)
	}
	if i.err != nil {
		return nil, i.err
	}
	return t, nil
}

var unknownFunction = regexp.MustCompile(`function "([^"]*)" not defined`)

func unreadable(s string, err error) error {
	e := Errorf(Invalid, "the template %q cannot be read: line %s; fields are written {{.Title}}, and there are %s",
		shortened(s), strings.TrimPrefix(err.Error(), "template: post:"), dotted(fieldNames))
	if m := unknownFunction.FindStringSubmatch(err.Error()); m != nil {
		e.Message += meant(m[1])
	}
	return e
}

// meant offers the nearest right field.
func meant(name string) string {
	if near := text.Nearest(name, fieldNames); near != "" {
		return "; did you mean ." + near + "?"
	}
	return ""
}

func dotted(names []string) string { return "." + strings.Join(names, " .") }

func shortened(s string) string { return text.Shorten(strings.Join(strings.Fields(s), " "), 60) }

// inspector looks through a template for what could fail or change a link when
// it is filled, and keeps the first.
type inspector struct {
	text string
	err  error
}

func (i *inspector) refuse(at parse.Pos, what, advice string) {
	if i.err == nil {
		i.err = Errorf(Invalid, "the template %q %s (%s); %s", shortened(i.text), what, i.place(at), advice)
	}
}

// place counts lines and columns from 1, columns in code points.
func (i *inspector) place(at parse.Pos) string {
	before := i.text[:min(int(at), len(i.text))]
	line, begin := strings.Count(before, "\n")+1, strings.LastIndexByte(before, '\n')+1
	return "line " + strconv.Itoa(line) + ", column " + strconv.Itoa(utf8.RuneCountInString(before[begin:])+1)
}

// list looks through nodes. Within {{with}} the dot is one text and has no
// fields.
func (i *inspector) list(l *parse.ListNode, within bool) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode, *parse.CommentNode:
		case *parse.ActionNode:
			i.pipe(n.Pipe, within, false)
		case *parse.IfNode:
			i.pipe(n.Pipe, within, true)
			i.list(n.List, within)
			i.list(n.ElseList, within)
		case *parse.WithNode:
			i.pipe(n.Pipe, within, false)
			i.list(n.List, true)
			i.list(n.ElseList, within)
		default:
			i.refuse(n.Position(), fmt.Sprintf("has %s, which a post cannot", shortened(n.String())), "there are fields, {{if}} and {{with}}")
		}
	}
}

// pipe looks at what stands between braces. Functions that answer true or
// false are for conditions: elsewhere the word "true" would be posted.
func (i *inspector) pipe(p *parse.PipeNode, within, condition bool) {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 {
		i.refuse(p.Position(), "has {{"+p.String()+"}}, which a post cannot", "use one field at a time: "+dotted(fieldNames))
		return
	}
	args := p.Cmds[0].Args
	if f, ok := args[0].(*parse.IdentifierNode); ok {
		i.function(f, args[1:], within, condition)
		return
	}
	if len(args) > 1 {
		i.refuse(args[1].Position(), "has two things between one pair of braces", "write {{.Title}} {{.Link}}")
		return
	}
	i.operand(args[0], within, condition)
}

func (i *inspector) function(f *parse.IdentifierNode, args []parse.Node, within, condition bool) {
	if !slices.Contains(functions, f.Ident) || !condition && f.Ident != "and" && f.Ident != "or" {
		i.refuse(f.Position(), "uses "+f.Ident+" here, which a post cannot", "there are "+strings.Join(functions, ", ")+" in {{if}}, and fields: "+dotted(fieldNames))
		return
	}
	compares := f.Ident == "eq" || f.Ident == "ne"
	if least := map[string]int{"not": 1, "eq": 2, "ne": 2}[f.Ident]; len(args) < max(least, 1) || least > 0 && f.Ident != "eq" && len(args) > least {
		i.refuse(f.Position(), fmt.Sprintf("gives %s %d things", f.Ident, len(args)), `write {{if eq .Lang "hi"}}, {{if not .Hashtags}}`)
	}
	for _, a := range args {
		if compares && a.Type() != parse.NodeString && nameOf(a) != "Lang" {
			i.refuse(a.Position(), "compares "+a.String(), `only .Lang can be compared: {{if eq .Lang "hi"}}`)
		}
		i.operand(a, within, condition)
	}
}

// nameOf is the field that a node stands for: Title of .Title and of $.Title.
func nameOf(n parse.Node) string {
	switch n := n.(type) {
	case *parse.FieldNode:
		return strings.Join(n.Ident, ".")
	case *parse.VariableNode:
		return strings.Join(n.Ident[1:], ".")
	}
	return ""
}

func (i *inspector) operand(n parse.Node, within, condition bool) {
	name := nameOf(n)
	switch n := n.(type) {
	case *parse.StringNode:
		return
	case *parse.PipeNode:
		i.pipe(n, within, condition)
		return
	case *parse.DotNode:
		if !within {
			i.refuse(n.Position(), "has a dot alone", "name the field: "+dotted(fieldNames))
		}
		return
	case *parse.FieldNode, *parse.VariableNode:
	default:
		i.refuse(n.Position(), "has "+n.String()+", which a post cannot", "there are "+dotted(fieldNames))
		return
	}
	switch _, field := n.(*parse.FieldNode); {
	case !slices.Contains(fieldNames, name):
		i.refuse(n.Position(), "asks for ."+cmp.Or(name, "$")+", which there is not", "there are "+dotted(fieldNames)+meant(name))
	case field && within:
		i.refuse(n.Position(), "asks for ."+name+" within {{with}}", "write $."+name+" there")
	}
}
