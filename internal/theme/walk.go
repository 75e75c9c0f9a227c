package theme

import (
	"fmt"
	"html/template"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"nadi/internal/diag"
)

// walk reads templates without executing them. Sample data cannot reach every
// branch ({{ if eq .Kind "x" }}), so each page template is followed with the
// type of its data, through every branch, variable and part, and every field,
// function and word that stands there is looked up. What it does not know (a
// field of an any, a branch that gives two types) it lets pass: it never
// refuses what runs. Values, such as a nil pointer, are left to the trial
// with samples.
type walk struct {
	theme  *Theme
	funcs  template.FuncMap
	bodies map[string][]byte // of template files
	langs  []string
	found  []diag.Finding
	done   map[string]bool // a template with a type of dot
	used   Uses
}

// Uses is what templates ask for, by name: templates that some page comes to,
// assets and words that are named in quotes.
type Uses struct{ Templates, Assets, Words map[string]bool }

// shape is the type of a value in a template. Its zero value is a value of
// which nothing is known. Value is that of a Spoken's Value.
type shape struct {
	reflect.Type
	Value *shape
}

func (s shape) key() string {
	if s.Type == nil {
		return "?"
	}
	if s.Value != nil {
		return s.String() + " of " + s.Value.key()
	}
	return s.String()
}

func shapeOf[T any]() shape { return shape{Type: reflect.TypeFor[T]()} }

// walkPages follows every page template.
func (t *Theme) walkPages(files []file, languages []string) ([]diag.Finding, Uses) {
	w := &walk{theme: t, funcs: t.functions(), bodies: map[string][]byte{}, langs: languages, done: map[string]bool{},
		used: Uses{map[string]bool{}, map[string]bool{}, map[string]bool{}}}
	for _, f := range files {
		w.bodies[f.name] = f.body
	}
	for name, page := range Pages() {
		w.template(name, shape{Type: reflect.TypeOf(page)})
	}
	return diag.Sort(w.found), w.used
}

func (w *walk) template(name string, dot shape) {
	w.used.Templates[name] = true
	key := name + " " + dot.key()
	tmpl := w.theme.set.Lookup(name)
	if tmpl == nil || tmpl.Tree == nil || w.done[key] {
		return
	}
	w.done[key] = true
	w.used.Templates[tmpl.Tree.ParseName] = true // the file that defines it
	s := &scope{walk: w, tree: tmpl.Tree, vars: []variable{{"$", dot}}}
	s.list(tmpl.Tree.Root, dot)
}

// scope is one template being walked with one type of dot.
type scope struct {
	*walk
	tree *parse.Tree
	vars []variable
}

type variable struct {
	name  string
	shape shape
}

func (s *scope) list(l *parse.ListNode, dot shape) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			s.pipe(n.Pipe, dot)
		case *parse.IfNode:
			s.branch(&n.BranchNode, dot, func(shape) shape { return dot })
		case *parse.WithNode:
			s.branch(&n.BranchNode, dot, func(of shape) shape { return of })
		case *parse.RangeNode:
			s.branch(&n.BranchNode, dot, func(of shape) shape { return s.element(n, of) })
		case *parse.TemplateNode:
			if s.theme.set.Lookup(n.Name) == nil {
				s.fault(n, fmt.Sprintf("there is no template %q", n.Name), hint(n.Name, s.names(), "templates: "))
			}
			s.walk.template(n.Name, s.pipe(n.Pipe, dot))
		}
	}
}

// branch walks both ways of if, with and range; inner makes the dot of the
// first from what the condition gives. Variables end with it.
func (s *scope) branch(b *parse.BranchNode, dot shape, inner func(shape) shape) {
	mark := len(s.vars)
	in := inner(s.pipe(b.Pipe, dot))
	if declared := b.Pipe.Decl; b.NodeType == parse.NodeRange && len(declared) > 0 && !b.Pipe.IsAssign {
		s.vars[len(s.vars)-1].shape = in
		if len(declared) == 2 {
			s.vars[len(s.vars)-2].shape = shape{} // an index or a key
		}
	}
	inside := len(s.vars)
	s.list(b.List, in)
	s.vars = s.vars[:inside]
	s.list(b.ElseList, dot)
	s.vars = s.vars[:mark]
}

// element is what range gives of a value.
func (s *scope) element(n parse.Node, of shape) shape {
	t := indirect(of.Type)
	if t == nil {
		return shape{}
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		return shape{Type: t.Elem()}
	case reflect.Struct, reflect.String, reflect.Bool:
		s.fault(n, fmt.Sprintf("range needs a list, and this is %s", kindWord(t)), "")
	}
	return shape{}
}

// pipe gives the shape of a pipeline's end and sets its variables.
func (s *scope) pipe(p *parse.PipeNode, dot shape) shape {
	if p == nil {
		return shape{}
	}
	var last *shape
	for _, c := range p.Cmds {
		v := s.command(c, dot, last)
		last = &v
	}
	out := shape{}
	if last != nil {
		out = *last
	}
	for _, d := range p.Decl {
		if !p.IsAssign {
			s.vars = append(s.vars, variable{d.Ident[0], out})
		} else if v := s.variable(d.Ident[0]); v != nil && v.shape.key() != out.key() {
			v.shape = shape{}
		}
	}
	return out
}

func (s *scope) variable(name string) *variable {
	for i := range slices.Backward(s.vars) {
		if s.vars[i].name == name {
			return &s.vars[i]
		}
	}
	return nil
}

// command gives the shape of one command; last is what the one before gave.
func (s *scope) command(c *parse.CommandNode, dot shape, last *shape) shape {
	if f, ok := c.Args[0].(*parse.IdentifierNode); ok {
		return s.call(f, c.Args[1:], dot, last)
	}
	out := s.value(c.Args[0], dot)
	for _, a := range c.Args[1:] { // a method's
		s.value(a, dot)
	}
	return out
}

func (s *scope) value(n parse.Node, dot shape) shape {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return s.fields(n, dot, n.Ident)
	case *parse.VariableNode:
		if v := s.variable(n.Ident[0]); v != nil {
			return s.fields(n, v.shape, n.Ident[1:])
		}
	case *parse.ChainNode:
		return s.fields(n, s.value(n.Node, dot), n.Field)
	case *parse.PipeNode:
		return s.pipe(n, dot)
	case *parse.IdentifierNode:
		return s.call(n, nil, dot, nil)
	case *parse.StringNode:
		return shapeOf[string]()
	case *parse.BoolNode:
		return shapeOf[bool]()
	}
	return shape{} // numbers take the type that is wanted
}

// fields follows .A.B.C.
func (s *scope) fields(n parse.Node, of shape, names []string) shape {
	for _, name := range names {
		if of.Type == nil || of.Kind() == reflect.Interface {
			return shape{}
		}
		next, ok := field(of, name)
		if !ok {
			s.fieldFault(n, of, name)
			return shape{}
		}
		of = next
	}
	return of
}

// field is a field or method of a value, found as text/template finds it.
func field(of shape, name string) (shape, bool) {
	t := indirect(of.Type)
	for _, receiver := range []reflect.Type{of.Type, reflect.PointerTo(t)} {
		if m, ok := receiver.MethodByName(name); ok && m.Type.NumOut() > 0 {
			return shape{Type: m.Type.Out(0)}, true
		}
	}
	if name == "Value" && of.Value != nil {
		return *of.Value, true
	}
	switch t.Kind() {
	case reflect.Struct:
		f, ok := t.FieldByName(name)
		return shape{Type: f.Type}, ok && f.IsExported()
	case reflect.Map:
		return shape{Type: t.Elem()}, true
	}
	return shape{}, false
}

func indirect(t reflect.Type) reflect.Type {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

func (s *scope) fieldFault(n parse.Node, of shape, name string) {
	t := indirect(of.Type)
	if t.Kind() != reflect.Struct {
		s.faultAt(n, "."+name, fmt.Sprintf("there is no field %q here: this is %s", name, kindWord(t)), "")
		return
	}
	s.faultAt(n, "."+name, fmt.Sprintf("there is no field %q here", name), hint(name, fieldNames(t), "fields: "))
}

// fieldNames are the fields of a type that a template may ask for.
func fieldNames(t reflect.Type) []string {
	var out []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() {
			out = append(out, f.Name)
		}
	}
	return out
}

// kindWord says what a value is to somebody who writes templates.
func kindWord(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "a list; range goes through it"
	case reflect.Struct:
		return "one " + t.Name()
	}
	return "a number"
}

// names are all templates that may be called.
func (w *walk) names() []string {
	var out []string
	for _, t := range w.theme.set.Templates() {
		out = append(out, t.Name())
	}
	slices.Sort(out)
	return out
}

func (s *scope) fault(n parse.Node, message, hint string) { s.faultAt(n, "", message, hint) }

// faultAt adds a finding at a node, or at word in it: the places that nodes
// have are those of their last part.
func (s *scope) faultAt(n parse.Node, word, message, hint string) {
	name := s.theme.templates[s.tree.ParseName]
	body := s.bodies[name]
	at := min(int(n.Position()), len(body))
	if from := max(0, at-len(n.String())); word != "" {
		if i := strings.Index(string(body[from:]), word); i >= 0 {
			at = from + i
		}
	}
	line := 1 + strings.Count(string(body[:at]), "\n")
	column := 1 + utf8.RuneCount(body[strings.LastIndexByte(string(body[:at]), '\n')+1:at])
	s.found = append(s.found, diag.Finding{Rule: "theme/template", Severity: diag.Error, Path: s.theme.path(name),
		Line: line, Column: column, Message: message, Hint: hint})
}
