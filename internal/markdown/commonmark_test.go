package markdown

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	xhtml "golang.org/x/net/html"
)

// plainGoldmark is the library as everybody else uses it.
var plainGoldmark = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))

// TestCommonMark compares us with goldmark, examples of the CommonMark
// specification and of goldmark's extensions being the input: everything that
// is not a deliberate difference must come out the same.
func TestCommonMark(t *testing.T) {
	n := 0
	for name, src := range examples(t) {
		n++
		sameAsGoldmark(t, name, src)
	}
	if n < 700 {
		t.Errorf("only %d examples", n)
	}
}

// examples reads the examples that come with goldmark's source.
func examples(t *testing.T) map[string]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	dir := strings.TrimSpace(string(out))
	spec, readErr := os.ReadFile(filepath.Join(dir, "_test", "spec.json"))
	if err != nil || dir == "" || readErr != nil {
		t.Skip("the source of goldmark is not in the module cache")
	}
	var cases []struct {
		Markdown string
		Example  int
	}
	if err := json.Unmarshal(spec, &cases); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, c := range cases {
		all["spec "+strconv.Itoa(c.Example)] = c.Markdown
	}
	files, _ := filepath.Glob(filepath.Join(dir, "extension", "_test", "*.txt"))
	for _, name := range append(files, filepath.Join(dir, "_test", "extra.txt")) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range strings.Split(string(data), "//= = = = = = = = = = = = = = = = = = = = = = = =//\n") {
			if part := strings.Split(c, "//- - - - - - - - -//\n"); len(part) > 1 {
				all[filepath.Base(name)+" "+strconv.Itoa(i+1)] = strings.TrimSuffix(part[1], "\n")
			}
		}
	}
	return all
}

// TestArticles compares us with goldmark on this site's own articles.
func TestArticles(t *testing.T) {
	if n := compareTree(t, os.DirFS("../../content")); n < 10 {
		t.Errorf("only %d articles", n)
	}
}

// TestCorpora does the same with what other sites have written.
func TestCorpora(t *testing.T) {
	dir := os.Getenv("NADI_SHARED")
	if dir == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("NADI_SHARED is not set")
		}
		t.Skip("NADI_SHARED is not set")
	}
	if n := compareTree(t, os.DirFS(filepath.Join(dir, "corpora"))); n < 100 {
		t.Errorf("only %d files", n)
	}
}

func compareTree(t *testing.T, dir fs.FS) (n int) {
	t.Helper()
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		if err != nil {
			return err
		}
		n++
		body := frontMatter.ReplaceAll(data, nil)
		sameAsGoldmark(t, name, string(ourOwn.ReplaceAll(body, nil)))
		checkTags(t, html(parse(t, string(body)), as(parse(t, string(body)))))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var (
	empties     = regexp.MustCompile(`<(?:p|h[2-6]) >\n</(?:p|h[2-6])>\n`)
	frontMatter = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)
	ourOwn      = regexp.MustCompile(`(?m)\{[^}\n]*\}|^> \[!.*\n`)
)

func sameAsGoldmark(t *testing.T, name, src string) {
	t.Helper()
	if strings.Contains(src, "[](") || strings.Contains(src, "ftp:") {
		return // a link without words gets its address for a name; no link is made of ftp
	}
	d := New(Options{}).Parse([]byte(src), 1, "")
	if len(d.Comments) > 0 || hasSpot(d, RawHTML, Shortcode, UnknownCallout, BadAttribute, TooLong) {
		return // deliberate, and tested elsewhere
	}
	if slices.ContainsFunc(d.Links, func(l Link) bool { return l.Kind == Video }) {
		return
	}
	var b bytes.Buffer
	if err := plainGoldmark.Convert([]byte(src), &b); err != nil {
		t.Fatal(err)
	}
	got, want := essence(t, html(d, as(d))), essence(t, b.String())
	if got != want {
		t.Errorf("%s: %q\ngot  %s\nwant %s\nHTML %q", name, src, got, want, html(d, as(d)))
	}
}

func hasSpot(d *Doc, kinds ...SpotKind) bool {
	return slices.ContainsFunc(d.Spots, func(s Spot) bool { return slices.Contains(kinds, s.Kind) })
}

// essence writes HTML down without what differs on purpose: boxes, names for
// who listens, the tags of figures, links with a refused scheme or inside
// another link.
func essence(t *testing.T, s string) string {
	t.Helper()
	e := essential{}
	z := xhtml.NewTokenizer(strings.NewReader(s))
	for z.Next() != xhtml.ErrorToken {
		e.token(z.Token())
	}
	out := strings.ReplaceAll(e.out.String(), "\n\n", "\n")
	return empties.ReplaceAllString(out, "") // paragraphs and headings of which nothing is left
}

type essential struct {
	out  strings.Builder
	skip int
	pre  bool
	link []bool // for each open a: it is written down
}

func (e *essential) token(tok xhtml.Token) {
	switch tok.Type {
	case xhtml.TextToken:
		if e.skip == 0 {
			e.text(tok.Data)
		}
	case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
		e.start(tok)
	case xhtml.EndTagToken:
		e.end(tok)
	}
}

func (e *essential) text(s string) {
	if !e.pre {
		s = oneLine(strings.NewReplacer("☐", "", "☑", "").Replace(s))
	}
	if s != "" {
		e.out.WriteString(s + "\n")
	}
}

func (e *essential) start(tok xhtml.Token) {
	get := func(name string) string {
		for _, a := range tok.Attr {
			if a.Key == name {
				return a.Val
			}
		}
		return ""
	}
	switch tok.Data {
	case "div", "span", "section", "input", "br":
	case "figcaption":
		e.skip++
	case "img":
		if src := get("src"); src != "" && allowed(src) {
			e.out.WriteString("<img " + unescaped(src) + ">")
		}
		e.text(get("alt"))
	case "a":
		href := get("href")
		keep := href != "" && allowed(href) && len(e.link) == 0 // a link in a link cannot be
		e.link = append(e.link, keep)
		if keep {
			e.out.WriteString("<a " + unescaped(href) + " " + oneLine(get("title")) + ">\n")
		}
	default:
		e.pre = e.pre || tok.Data == "pre"
		e.out.WriteString("<" + name(tok.Data) + " " + get("start") + get("class") + strings.ReplaceAll(get("style"), "text-align:", "align-") + ">\n")
	}
}

func (e *essential) end(tok xhtml.Token) {
	switch tok.Data {
	case "div", "span", "section":
	case "figcaption":
		e.skip--
	case "a":
		if n := len(e.link) - 1; n >= 0 {
			if e.link[n] {
				e.out.WriteString("</a>\n")
			}
			e.link = e.link[:n]
		}
	default:
		e.pre = e.pre && tok.Data != "pre"
		e.out.WriteString("</" + name(tok.Data) + ">\n")
	}
}

func name(tag string) string {
	switch tag {
	case "h1":
		return "h2"
	case "figure":
		return "p"
	case "th":
		return "td"
	}
	return tag
}

func unescaped(s string) string {
	if strings.HasPrefix(s, "#fn") {
		return "#note"
	}
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}
