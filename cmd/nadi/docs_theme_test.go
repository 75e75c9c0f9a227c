package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"nadi/internal/theme"
)

// themePage is the contract between the site and a theme, read from the types
// themselves: their comments are the reference.
func themePage() string {
	b := docPage("Themes",
		"What a template may show. A theme's templates are written for Go's [html/template](https://pkg.go.dev/html/template), which escapes by context. Each page template gets one value, its page's data, and nothing else: no article, no clock, no network. `nadi theme new NAME` begins a theme, `nadi theme eject` copies built-in files to change, and `nadi theme check` says what is wrong.",
		"Everything here is looked up when a theme is loaded, in every branch of every template: a field, function, word or asset that is not there is an error with file, line and column, before a page is written ([004](../decisions/004-templates-tried.md), [039](../decisions/039-theme-kit.md)).")
	b.WriteString(themeFiles)
	b.WriteString("\n## Page templates\n\n| template | gets |\n| --- | --- |\n")
	pages := theme.Pages()
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		typ := reflect.TypeOf(pages[name]).Elem().Name()
		fmt.Fprintf(b, "| %s | [%s](#%s) |\n", docCode(name+".html"), typ, strings.ToLower(typ))
	}
	b.WriteString("\n## Functions\n\nThose of [text/template](https://pkg.go.dev/text/template#hdr-Functions) (`and`, `eq`, `index`, `len`, `or`, `print`, `slice` …) and these:\n\n| written | gives | for example |\n| --- | --- | --- |\n")
	for _, f := range theme.Functions() {
		fmt.Fprintf(b, "| %s | %s | %s |\n", docCode(f.Form), docCell(f.Says), docCode(f.Example))
	}
	b.WriteString("\n## Data\n\nAll addresses are ready to print: they begin with the site's own path, unless it says absolute. A text may be empty, a list too; what is marked *or nothing* needs `{{ with }}` around it.\n")
	for _, t := range contractTypes() {
		t.write(b)
	}
	return b.String()
}

const themeFiles = `
## Files

A site's folder themes/NAME lies over the built-in theme, file by file.

| file | what it is |
| --- | --- |
| ` + "`NAME.html`" + `, ` + "`partials/NAME.html`" + ` | a template, called by its name: ` + "`{{ template \"NAME\" . }}`" + ` |
| ` + "`style.css`" + ` | the one stylesheet inside every page, packed |
| ` + "`own.css`" + ` | put behind style.css: for a few rules and tokens of your own |
| ` + "`lang/CODE.json`" + ` | a language: its words, months and plural forms |
| ` + "`assets/…`" + ` | published under names with a hash; ` + "`asset`" + ` gives the address |
| ` + "`static/…`" + ` | published under their own names, at the top of the site |
| ` + "`.ejected.json`" + ` | what was copied from the built-in theme, and from which version of it |

The colours of a stylesheet are tokens on :root. The check of contrast knows ` + "`--paper` and `--box`" + ` as what text stands on, and ` + "`--ink`, `--quiet`, `--link`, `--red` and `--amber`" + ` as text; ` + "`--accent`" + ` comes from nadi.yaml.
`

// contractType is one type of data.go with what its comments say.
type contractType struct {
	name, doc string
	fields    []contractField
}

type contractField struct{ name, kind, doc string }

// contractTypes reads internal/theme/data.go.
func contractTypes() []contractType {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, filepath.Join("..", "..", "internal", "theme", "data.go"), nil, parser.ParseComments)
	if err != nil {
		panic(err)
	}
	var out []contractType
	methods := map[string][]contractField{}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name != "MarshalJSON" {
			of := f.Recv.List[0].Type.(*ast.Ident).Name
			methods[of] = append(methods[of], contractField{f.Name.Name, themeKind(f.Type.Results.List[0].Type), commentText(f.Doc)})
		}
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.TYPE {
			continue
		}
		for _, s := range g.Specs {
			spec := s.(*ast.TypeSpec)
			t := contractType{name: spec.Name.Name, doc: commentText(g.Doc)}
			switch x := spec.Type.(type) {
			case *ast.StructType:
				t.fields = contractFields(x)
			case *ast.ArrayType:
				t.doc = "A " + themeKind(x) + ". " + t.doc
			}
			out = append(out, t)
		}
	}
	for i, t := range out {
		out[i].fields = append(t.fields, methods[t.name]...)
	}
	return out
}

func contractFields(s *ast.StructType) []contractField {
	var out []contractField
	for _, f := range s.Fields.List {
		doc := strings.TrimSpace(commentText(f.Doc) + " " + commentText(f.Comment))
		if len(f.Names) == 0 {
			name := f.Type.(*ast.Ident).Name
			out = append(out, contractField{"", "", "all of [" + name + "](#" + strings.ToLower(name) + ")"})
		}
		for _, n := range f.Names {
			out = append(out, contractField{n.Name, themeKind(f.Type), doc})
		}
	}
	return out
}

func commentText(c *ast.CommentGroup) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(c.Text()), " "), "*", `\*`)
}

// themeKind says what a type is to somebody who writes templates.
func themeKind(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.StarExpr:
		return themeKind(x.X) + " or nothing"
	case *ast.ArrayType:
		return "list of " + strings.TrimSuffix(themeKind(x.Elt), " or nothing")
	case *ast.SelectorExpr: // of html/template: a text that is already safe
		return map[string]string{"HTML": "HTML", "CSS": "CSS", "JS": "JSON", "URL": "address", "Srcset": "text"}[x.Sel.Name]
	case *ast.Ident:
		if kind, ok := map[string]string{"string": "text", "bool": "true or false", "int": "number", "float64": "number"}[x.Name]; ok {
			return kind
		}
		return "[" + x.Name + "](#" + strings.ToLower(x.Name) + ")"
	}
	panic(fmt.Sprintf("docs: no word for a %T", e))
}

func (t contractType) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n### %s\n\n%s\n", t.name, docCell(t.doc))
	if len(t.fields) == 0 {
		return
	}
	b.WriteString("\n| field | is | what it says |\n| --- | --- | --- |\n")
	for _, f := range t.fields {
		name := ""
		if f.name != "" {
			name = docCode("." + f.name)
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", name, f.kind, docCell(f.doc))
	}
}
