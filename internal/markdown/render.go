package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// AppendHTML writes the body as HTML. targets[i] belongs to Links[i]; a
// missing one counts as dropped.
func (d *Doc) AppendHTML(dst *bytes.Buffer, targets []Target) {
	dst.Grow(len(d.src) + len(d.src)/4 + 256)
	r := renderer{doc: d, targets: targets, out: dst.AvailableBuffer()}
	r.blocks(d.root)
	dst.Write(r.out)
}

// renderer walks the tree that the survey has left. Everything it writes is
// escaped where it is written.
type renderer struct {
	doc     *Doc
	targets []Target
	out     []byte
	slot    int // next entry of Doc.slots
	heading int // next entry of Doc.Headings
	tables  int // tables so far: no two boxes may have the same name
	codes   int
	inLink  bool
	watched bool // a film was written already
	heard   bool // and something to hear
	told    bool // the writer has said in which language this is
}

func (r *renderer) write(s string) { r.out = append(r.out, s...) }

func (r *renderer) blocks(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c)
	}
}

func (r *renderer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		r.paragraph(n)
	case *ast.TextBlock:
		r.inlines(n)
		if n.NextSibling() != nil && n.FirstChild() != nil {
			r.write("\n")
		}
	case *ast.Heading:
		r.headingTag(n)
	case *ast.Blockquote:
		r.around(n, "<blockquote>\n", "</blockquote>\n")
	case *ast.List:
		r.list(n)
	case *ast.ListItem:
		r.listItem(n)
	case *ast.ThematicBreak:
		r.write("<hr>\n")
	case *ast.CodeBlock:
		r.code(n, nil)
	case *ast.FencedCodeBlock:
		r.code(n, n.Language(r.doc.src))
	case *plainBlock:
		r.plainBlock(n)
	case *wordsNode:
		for _, p := range n.paragraphs {
			r.write("<p>")
			r.out = appendHTML(r.out, []byte(p), verbatim)
			r.write("</p>\n")
		}
	case *ast.LinkReferenceDefinition:
	default:
		r.extra(n)
	}
}

// extra writes the blocks that CommonMark does not have.
func (r *renderer) extra(n ast.Node) {
	switch n := n.(type) {
	case *calloutNode:
		r.callout(n)
	case *east.Table:
		r.table(n)
	case *east.DefinitionList:
		r.around(n, "<dl>\n", "</dl>\n")
	case *east.DefinitionTerm:
		r.write("<dt>")
		r.inlines(n)
		r.write("</dt>\n")
	case *east.DefinitionDescription:
		if n.IsTight {
			r.around(n, "<dd>", "</dd>\n")
		} else {
			r.around(n, "<dd>\n", "</dd>\n")
		}
	case *east.FootnoteList:
		r.footnotes(n)
	default:
		if n.Type() == ast.TypeInline {
			r.inline(n)
			return
		}
		r.blocks(n)
	}
}

func (r *renderer) around(n ast.Node, before, after string) {
	r.write(before)
	r.blocks(n)
	r.write(after)
}

func (r *renderer) paragraph(n *ast.Paragraph) {
	if only := lonely(n); only != nil && r.alone(only) {
		return
	}
	mark := len(r.out)
	r.write("<p>")
	start := len(r.out)
	r.inlines(n)
	if len(bytes.TrimSpace(r.out[start:])) == 0 { // all of it was dropped
		r.out = r.out[:mark]
		return
	}
	r.write("</p>\n")
}

func (r *renderer) headingTag(n *ast.Heading) {
	h := r.doc.Headings[r.heading]
	r.heading++
	level := byte('0' + h.Level)
	r.out = append(r.out, '<', 'h', level)
	r.out = attribute(r.out, "id", h.ID)
	for _, name := range []string{"lang", "dir"} {
		if v, ok := n.AttributeString(name); ok {
			if b, _ := v.([]byte); name == "lang" && isLanguage(string(b)) || name == "dir" && isDirection(string(b)) {
				r.out = attribute(r.out, name, string(b))
				r.told = r.told || name == "lang"
			}
		}
	}
	r.write(">")
	r.inlines(n)
	r.told = false
	r.out = append(r.out, '<', '/', 'h', level, '>', '\n')
}

func (r *renderer) list(n *ast.List) {
	if !n.IsOrdered() {
		r.around(n, "<ul>\n", "</ul>\n")
		return
	}
	r.write("<ol")
	if n.Start != 1 {
		r.write(` start="`)
		r.out = strconv.AppendInt(r.out, int64(n.Start), 10)
		r.write(`"`)
	}
	r.around(n, ">\n", "</ol>\n")
}

func (r *renderer) listItem(n *ast.ListItem) {
	r.write("<li>")
	if first := n.FirstChild(); first != nil {
		if _, tight := first.(*ast.TextBlock); !tight {
			r.write("\n")
		}
	}
	r.blocks(n)
	r.write("</li>\n")
}

// code writes a block of code in a box that a keyboard can scroll.
func (r *renderer) code(n ast.Node, language []byte) {
	r.codes++
	r.write(`<pre tabindex="0"`)
	r.box(r.doc.labels.Code, r.codes)
	r.write("><code")
	if len(language) > 0 {
		r.write(` class="language-`)
		r.out = appendHTML(r.out, language, markup)
		r.write(`"`)
	}
	r.write(">")
	r.lines(n)
	r.write("</code></pre>\n")
}

// box names a scrolling region; from the second on the name has a number.
func (r *renderer) box(label string, number int) {
	if label == "" {
		return
	}
	if number > 1 {
		label += " " + strconv.Itoa(number)
	}
	r.write(` role="region"`)
	r.out = attribute(r.out, "aria-label", label)
}

func (r *renderer) lines(n ast.Node) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		r.out = appendHTML(r.out, line.Value(r.doc.src), verbatim)
	}
}

func (r *renderer) plainBlock(n *plainBlock) {
	r.write("<p>")
	r.lines(n)
	r.write("</p>\n")
}

func (r *renderer) callout(n *calloutNode) {
	l := r.doc.labels
	class, label := "note", l.Note
	switch n.kind {
	case warning:
		class, label = "warning", l.Warning
	case emergency:
		class, label = "emergency", l.Emergency
	case keyPoints:
		class, label = "key", l.Key
	}
	r.write(`<div class="callout `)
	r.write(class)
	r.write(`" role="note"`)
	if label != "" {
		r.out = attribute(r.out, "aria-label", label)
	}
	r.write(">\n")
	title, titled := n.FirstChild().(*titleNode)
	r.write(`<p class="callout-title">`)
	r.out = appendHTML(r.out, []byte(label), verbatim)
	if titled {
		if label != "" {
			r.write(": ")
		}
		r.inlines(title)
	}
	r.write("</p>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if _, ok := c.(*titleNode); !ok {
			r.block(c)
		}
	}
	r.write("</div>\n")
}

func isDirection(s string) bool { return s == "ltr" || s == "rtl" || s == "auto" }
