package theme

import (
	"fmt"
	"reflect"
	"strconv"
	"text/template/parse"
)

// builtins are what Go's own functions give (text/template, Go 1.26). Those
// that give one of their arguments are in call.
var builtins = map[string]reflect.Type{
	"len": reflect.TypeFor[int](), "not": reflect.TypeFor[bool](), "eq": reflect.TypeFor[bool](), "ne": reflect.TypeFor[bool](),
	"lt": reflect.TypeFor[bool](), "le": reflect.TypeFor[bool](), "gt": reflect.TypeFor[bool](), "ge": reflect.TypeFor[bool](),
	"print": reflect.TypeFor[string](), "printf": reflect.TypeFor[string](), "println": reflect.TypeFor[string](),
	"html": reflect.TypeFor[string](), "js": reflect.TypeFor[string](), "urlquery": reflect.TypeFor[string](),
}

// call gives the shape of a function's result and looks at its arguments;
// last, which may be nil, is one more that the pipeline hands on.
func (s *scope) call(f *parse.IdentifierNode, args []parse.Node, dot shape, last *shape) shape {
	given := make([]shape, len(args), len(args)+1)
	for i, a := range args {
		given[i] = s.value(a, dot)
	}
	if last != nil {
		given = append(given, *last)
	}
	if t, ok := builtins[f.Ident]; ok {
		return shape{Type: t}
	}
	if own, ok := s.funcs[f.Ident]; ok {
		return s.ownCall(f, reflect.TypeOf(own), args, given)
	}
	switch {
	case len(given) == 0:
	case f.Ident == "slice":
		return given[0]
	case f.Ident == "index" && len(given) == 2:
		if t := indirect(given[0].Type); t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Map) {
			return shape{Type: t.Elem()}
		}
	case f.Ident == "and" || f.Ident == "or":
		for _, g := range given {
			if g.key() != given[0].key() {
				return shape{}
			}
		}
		return given[0]
	}
	return shape{}
}

// ownCall looks at a call of one of the theme's functions: how many arguments
// there are, of which types, and what those in quotes name.
func (s *scope) ownCall(f *parse.IdentifierNode, typ reflect.Type, args []parse.Node, given []shape) shape {
	least := typ.NumIn()
	if typ.IsVariadic() {
		least--
	}
	if len(given) < least || len(given) > least && !typ.IsVariadic() {
		s.fault(f, fmt.Sprintf("%s takes %d values, and here are %d", f.Ident, least, len(given)), "it is written "+signature(f.Ident))
		return shape{}
	}
	for i, g := range given {
		want := typ.In(min(i, typ.NumIn()-1))
		if typ.IsVariadic() && i >= least {
			want = want.Elem()
		}
		if !takes(want, g) {
			s.fault(f, fmt.Sprintf("%s cannot take %s as value %d", f.Ident, kindWord(indirect(g.Type)), i+1), "it is written "+signature(f.Ident))
		}
	}
	s.named(f, args, given)
	if f.Ident == "in" {
		return shape{reflect.TypeFor[Spoken](), &given[1]}
	}
	return shape{Type: typ.Out(0)}
}

// takes says whether a parameter takes a value, as text/template decides it.
func takes(want reflect.Type, g shape) bool {
	if g.Type == nil || g.Kind() == reflect.Interface || g.AssignableTo(want) {
		return true
	}
	return g.Kind() == reflect.Pointer && g.Elem().AssignableTo(want) || whole(want) && whole(g.Type)
}

func whole(t reflect.Type) bool { return t.Kind() >= reflect.Int && t.Kind() <= reflect.Uintptr }

// named looks up what a call names in quotes: a word, an asset, a part.
func (s *scope) named(f *parse.IdentifierNode, args []parse.Node, given []shape) {
	quoted := func(i int) (string, bool) {
		if i >= len(args) {
			return "", false
		}
		n, ok := args[i].(*parse.StringNode)
		if !ok {
			return "", false
		}
		return n.Text, true
	}
	switch f.Ident {
	case "t", "plural":
		if key, ok := quoted(1); ok {
			s.word(f, key)
		}
	case "img":
		if s.theme.set.Lookup(textWidth) != nil {
			s.used.Templates[textWidth] = true // which it reads
		}
	case "asset":
		if name, ok := quoted(0); ok {
			s.used.Assets[name] = true
			if s.theme.AssetPath(name) == "" {
				s.fault(f, "the theme has no assets/"+name, hint(name, s.theme.assetNames(), "assets: "))
			}
		}
	case "cached":
		if name, ok := quoted(0); ok {
			if s.theme.set.Lookup(name) == nil {
				s.fault(f, fmt.Sprintf("there is no template %q", name), hint(name, s.names(), "templates: "))
			}
			s.walk.template(name, given[1])
		}
	}
}

// word demands that every language of the site has a word, of the right kind.
func (s *scope) word(f *parse.IdentifierNode, key string) {
	s.used.Words[key] = true
	for _, code := range s.langs {
		l := s.theme.languages[code]
		if l == nil {
			continue
		}
		_, plain := l.Text(key)
		_, counted := l.Plural(key, 1)
		switch {
		case !plain && !counted:
			s.fault(f, fmt.Sprintf("lang/%s.json has no word %q", code, key), hint(key, l.Keys(), "words: "))
			return
		case f.Ident == "t" && !plain:
			s.fault(f, fmt.Sprintf("%q is a counted word", key), `write {{ plural .Lang `+strconv.Quote(key)+` NUMBER }}`)
			return
		case f.Ident == "plural" && !counted:
			s.fault(f, fmt.Sprintf("%q is no counted word", key), `write {{ t .Lang `+strconv.Quote(key)+` }}`)
			return
		}
	}
}
