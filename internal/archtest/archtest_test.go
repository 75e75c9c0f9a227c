// Package archtest holds the laws of how packages depend on one another and
// tests them. The laws are data (laws_test.go), each with its reason, so that
// a failing test says not only what is forbidden but what would go wrong.
//
// It reads the source files themselves, all of them, whatever the system they
// are for. To change a law, change the data, say why in docs/decisions, and
// run the test with -update to renew the table in docs/architecture.md.
package archtest

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the table of imports in docs/architecture.md")

const (
	module = "nadi"
	top    = "../.."
)

// source is one Go file.
type source struct {
	name string // from the top of the repository
	pkg  string // its folder
	test bool
	ast  *ast.File
}

// sources reads all Go files of the repository, once a test.
func sources(t *testing.T) (*token.FileSet, []source) {
	t.Helper()
	fset := token.NewFileSet()
	var out []source
	err := filepath.WalkDir(top, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() && p != top && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata" || base == "node_modules" || base == "public") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(base, ".go") {
			return nil
		}
		rel, err := filepath.Rel(top, p)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(fset, p, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		out = append(out, source{rel, path.Dir(rel), strings.HasSuffix(base, "_test.go"), f})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 50 {
		t.Fatalf("only %d Go files found below %s", len(out), top)
	}
	return fset, out
}

func imports(f *ast.File) []string {
	var out []string
	for _, i := range f.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		out = append(out, p)
	}
	return out
}

// own returns the folder of one of our packages.
func own(imported string) (string, bool) { return strings.CutPrefix(imported, module+"/") }

// program reports a command other than nadi: nothing can import it, so what
// it imports binds nobody.
func program(pkg string) bool { return strings.HasPrefix(pkg, "cmd/") && pkg != "cmd/nadi" }

func within(pkg string, list []string) bool {
	return slices.ContainsFunc(list, func(x string) bool {
		return pkg == x || strings.HasSuffix(x, "/") && strings.HasPrefix(pkg+"/", x)
	})
}

func rules() map[string]*pkg {
	m := map[string]*pkg{}
	for i := range packages {
		m[packages[i].Path] = &packages[i]
	}
	return m
}

func TestOwnImports(t *testing.T) {
	_, files := sources(t)
	known := rules()
	used := map[string]bool{}
	for _, f := range files {
		if f.test || program(f.pkg) {
			continue
		}
		r := known[f.pkg]
		if r == nil {
			t.Errorf("%s: the package %s has no line in internal/archtest/laws_test.go; say there what it may import, and why nothing else", f.name, f.pkg)
			continue
		}
		used[f.pkg] = true
		for _, i := range imports(f.ast) {
			to, ok := own(i)
			if !ok {
				continue
			}
			used[f.pkg+" "+to] = true
			if !slices.Contains(r.May, to) {
				t.Errorf("%s imports %s, which %s may not.\n  why: %s", f.name, to, f.pkg, r.Ban)
			}
		}
	}
	for _, p := range packages {
		if !used[p.Path] {
			t.Errorf("the law about %s is about no package", p.Path)
		}
		for _, to := range p.May {
			if used[p.Path] && !used[p.Path+" "+to] {
				t.Errorf("%s may import %s and does not; take the permission away", p.Path, to)
			}
		}
	}
}

func TestOutsideImports(t *testing.T) {
	_, files := sources(t)
	for _, f := range files {
		for _, i := range imports(f.ast) {
			for _, o := range outsiders {
				if !within(i, []string{o.Path}) || o.Path == "github.com/spf13/" && i == "github.com/spf13/cobra/doc" {
					continue
				}
				if within(f.pkg, o.Only) || f.test && o.Tests {
					continue
				}
				t.Errorf("%s imports %s, which only %s may.\n  why: %s", f.name, i, or(o.Only, "nobody"), o.Ban)
			}
		}
	}
}

func or(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	return strings.Join(list, ", ")
}

func TestUses(t *testing.T) {
	fset, files := sources(t)
	for _, f := range files {
		if f.test || program(f.pkg) {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if !ok {
				return true
			}
			for _, u := range uses {
				if x.Name == u.Pkg && sel.Sel.Name == u.Name && !within(f.pkg, u.Only) && slices.Contains(imports(f.ast), u.Pkg) {
					t.Errorf("%s:%d uses %s.%s.\n  why not: %s", f.name, fset.Position(n.Pos()).Line, u.Pkg, u.Name, u.Ban)
				}
			}
			return true
		})
	}
}

// TestNoInit: nothing happens because a package was imported.
func TestNoInit(t *testing.T) {
	fset, files := sources(t)
	for _, f := range files {
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s:%d: func init would make an import do something; build a value and pass it", f.name, fset.Position(fn.Pos()).Line)
			}
		}
	}
}

func TestNames(t *testing.T) {
	_, files := sources(t)
	for _, f := range files {
		name := strings.TrimSuffix(f.ast.Name.Name, "_test")
		if slices.Contains(noNames, name) || slices.Contains(noNames, path.Base(f.pkg)) {
			t.Errorf("%s: the package name %s says nothing about what is in it", f.name, name)
		}
	}
}

// TestComments: every package begins with what it is for and what it promises.
func TestComments(t *testing.T) {
	_, files := sources(t)
	has := map[string]bool{}
	for _, f := range files {
		if !program(f.pkg) {
			has[f.pkg] = has[f.pkg] || f.ast.Doc != nil && len(f.ast.Doc.Text()) > 100
		}
	}
	for p, ok := range has {
		if !ok {
			t.Errorf("%s has no package comment that says what it is for", p)
		}
	}
}

func TestChain(t *testing.T) {
	known := rules()
	var longest func(string, []string) []string
	longest = func(p string, seen []string) []string {
		if slices.Contains(seen, p) {
			t.Fatalf("the laws allow a circle: %s", strings.Join(append(seen, p), " → "))
		}
		seen = append(seen, p)
		best := slices.Clone(seen)
		for _, to := range known[p].May {
			if known[to] == nil {
				t.Fatalf("%s may import %s, which has no line of its own", p, to)
			}
			if c := longest(to, seen); len(c) > len(best) {
				best = c
			}
		}
		return best
	}
	for _, p := range packages {
		if c := longest(p.Path, nil); len(c)-1 > maxChain {
			t.Errorf("%d imports follow one another, %d are the most: %s", len(c)-1, maxChain, strings.Join(c, " → "))
		}
	}
}

// TestTable proves that the architecture page shows these laws.
func TestTable(t *testing.T) {
	const begin, end = "<!-- imports: made by internal/archtest -->\n", "<!-- imports end -->"
	name := filepath.Join(top, "docs", "architecture.md")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	page := strings.ReplaceAll(string(data), "\r\n", "\n")
	before, rest, ok := strings.Cut(page, begin)
	old, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("docs/architecture.md has no %q … %q", strings.TrimSpace(begin), end)
	}
	want := table()
	if old == want {
		return
	}
	if !*update {
		t.Fatal("the tables in docs/architecture.md are not those of internal/archtest; run: go test ./internal/archtest -update")
	}
	if err := os.WriteFile(name, []byte(before+begin+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func table() string {
	var b strings.Builder
	b.WriteString("\n| package | may import, of ours | why nothing else |\n| --- | --- | --- |\n")
	for _, p := range packages {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", p.Path, names(p.May, "nothing"), p.Ban)
	}
	b.WriteString("\n| from outside | only in | why |\n| --- | --- | --- |\n")
	for _, o := range outsiders {
		who := names(o.Only, "nowhere")
		if o.Tests {
			who += ", and in tests"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", strings.TrimSuffix(o.Path, "/"), who, o.Ban)
	}
	b.WriteString("\n")
	return b.String()
}

func names(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = "`" + strings.TrimPrefix(strings.TrimSuffix(p, "/"), "internal/") + "`"
	}
	return strings.Join(out, " ")
}
