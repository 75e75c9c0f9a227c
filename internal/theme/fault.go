package theme

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"nadi/internal/diag"
	"nadi/internal/text"
)

// TemplateError is a fault in a template, with its place.
type TemplateError struct {
	Path         string
	Line, Column int
	Message      string
	Hint         string
}

func (e *TemplateError) Error() string {
	return fmt.Sprintf("%s:%d: %s", e.Path, e.Line, e.Message)
}

// Finding is the fault as a message to the theme's author.
func (e *TemplateError) Finding() diag.Finding {
	return diag.Finding{Rule: "theme/template", Severity: diag.Error, Path: e.Path, Line: e.Line, Column: e.Column, Message: e.Message, Hint: e.Hint}
}

// readError takes an error of the template packages apart. Their forms are
// "template: NAME:LINE[:COLUMN]: TEXT" and "html/template:NAME:LINE:COLUMN:
// TEXT" (Go 1.26); the innermost one is where the fault is.
func (t *Theme) readError(s string) *TemplateError {
	e := &TemplateError{Path: t.path(""), Message: s}
	for {
		i := strings.LastIndex(s, "template:")
		if i < 0 {
			return e
		}
		name, line, column, rest, ok := cutPlace(strings.TrimLeft(s[i+len("template:"):], " "))
		if ok {
			e.Path, e.Line, e.Column, e.Message = t.fileOf(name), line, column, rest
			break
		}
		s = s[:i]
	}
	if _, after, ok := strings.Cut(e.Message, "executing "); ok {
		if _, what, ok := strings.Cut(after, ">: "); ok {
			e.Message = what
		}
	}
	t.suggest(e)
	return e
}

// cutPlace splits "article:12:5: rest". The column is Go's count of bytes
// before the place.
func cutPlace(s string) (name string, line, column int, rest string, ok bool) {
	place, rest, found := strings.Cut(s, ": ")
	parts := strings.Split(place, ":")
	if !found || len(parts) < 2 {
		return
	}
	line, err := strconv.Atoi(parts[1])
	if err != nil {
		return
	}
	if len(parts) > 2 {
		if c, err := strconv.Atoi(parts[2]); err == nil {
			column = c + 1
		}
	}
	return parts[0], line, column, rest, true
}

// fileOf is the file of a template's name. A name that a file defined for
// itself has none; the theme's folder is the best place to name then.
func (t *Theme) fileOf(name string) string { return t.path(t.templates[name]) }

// suggest adds the nearest field or function.
func (t *Theme) suggest(e *TemplateError) {
	if _, rest, ok := strings.Cut(e.Message, "can't evaluate field "); ok {
		field, in, _ := strings.Cut(rest, " in type ")
		names := fieldsOf(strings.TrimSpace(in))
		e.Message = fmt.Sprintf("there is no field %q here", field)
		e.Hint = hint(field, names, "fields: ")
		return
	}
	if _, rest, ok := strings.Cut(e.Message, "function \""); ok {
		name, _, _ := strings.Cut(rest, "\"")
		var names []string
		for n := range t.functions() {
			names = append(names, n)
		}
		slices.Sort(names)
		e.Message = fmt.Sprintf("there is no function %q", name)
		e.Hint = hint(name, names, "functions of the theme: ")
	}
}

func hint(word string, names []string, all string) string {
	if near := text.Nearest(word, names); near != "" {
		return "did you mean " + near + "?"
	}
	if len(names) == 0 {
		return ""
	}
	return all + text.Shorten(strings.Join(names, ", "), 300)
}

// fieldsOf lists the fields of a contract type by the name that Go prints.
func fieldsOf(typeName string) []string {
	var found []string
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || seen[t] {
			return
		}
		seen[t] = true
		if t.String() == strings.TrimPrefix(typeName, "*") {
			found = fieldNames(t)
		}
		for i := range t.NumField() {
			walk(t.Field(i).Type)
		}
	}
	for _, p := range Pages() {
		walk(reflect.TypeOf(p))
	}
	return found
}
