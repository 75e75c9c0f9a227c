package markdown

import (
	"bytes"
	"iter"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"nadi/internal/diag"
	"nadi/internal/prose"
)

// Prose yields all words of the body with their places: what readers see, what
// stands for pictures, titles and addresses of links. lang is the article's
// language; a block wholly in another one says so. A passage and its places
// hold until the next one is asked for. Comments are not published and not
// among them.
func (d *Doc) Prose(lang string) iter.Seq[prose.Passage] {
	return func(yield func(prose.Passage) bool) {
		w := &walker{doc: d, yield: yield, lang: lang, place: place{src: d.src, first: d.first}}
		if w.blocks(d.root, false) {
			w.links()
		}
	}
}

// walker makes passages of a tree. parts lead from its text to the source.
type walker struct {
	doc   *Doc
	yield func(prose.Passage) bool
	lang  string
	place place
	out   []byte
	parts []part
	alts  []*ast.Image // pictures met on the way
}

// part says that the text from out on was written at src, letter for letter if
// exact; else anything of it lies between src and end.
type part struct {
	out, src, end int
	exact         bool
}

func (w *walker) blocks(parent ast.Node, quoted bool) bool {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		if !w.block(c, quoted) {
			return false
		}
	}
	return true
}

func (w *walker) block(n ast.Node, quoted bool) bool {
	switch n := n.(type) {
	case *ast.Heading:
		return w.passage(prose.Heading, n, quoted)
	case *ast.Paragraph, *ast.TextBlock, *east.DefinitionTerm, *titleNode:
		if img, ok := lonely(n).(*ast.Image); ok {
			return w.figure(img)
		}
		return w.passage(prose.Paragraph, n, quoted)
	case *east.TableHeader, *east.TableRow:
		return w.passage(prose.Row, n, quoted)
	case *ast.CodeBlock, *ast.FencedCodeBlock, *plainBlock:
		return w.code(n)
	case *wordsNode:
		for _, p := range n.paragraphs {
			if !w.yield(prose.Passage{Kind: prose.Paragraph, Lang: w.lang, Text: p, Place: w.near(n)}) {
				return false
			}
		}
		return true
	case *ast.Blockquote:
		return w.blocks(n, true)
	case *ast.LinkReferenceDefinition, *ast.ThematicBreak:
		return true
	}
	return n.Type() != ast.TypeBlock || w.blocks(n, quoted)
}

// near is the place of words whose own places are lost: their block's first line.
func (w *walker) near(n ast.Node) func(int, int) diag.Span {
	from := max(n.Pos(), 0)
	return func(int, int) diag.Span { return w.place.span(from, from) }
}

// passage yields a block's words, and then what its pictures say.
func (w *walker) passage(kind prose.Kind, n ast.Node, quoted bool) bool {
	w.out, w.parts, w.alts = w.out[:0], w.parts[:0], w.alts[:0]
	w.words(n, kind == prose.Row)
	if !w.emit(kind, quoted) {
		return false
	}
	for _, img := range w.alts {
		if !w.alt(img) {
			return false
		}
	}
	return true
}

func (w *walker) emit(kind prose.Kind, quoted bool) bool {
	if len(w.parts) == 0 || len(bytes.TrimSpace(w.out)) == 0 {
		return true
	}
	return w.yield(prose.Passage{Kind: kind, Lang: w.lang, Quoted: quoted, Text: string(w.out), Place: w.span})
}

// figure yields the alternative text and the caption of a picture that stands
// alone.
func (w *walker) figure(img *ast.Image) bool {
	if !w.alt(img) {
		return false
	}
	w.out, w.parts = w.out[:0], w.parts[:0]
	w.title(img)
	return w.emit(prose.Caption, false)
}

func (w *walker) alt(img *ast.Image) bool {
	w.out, w.parts = w.out[:0], w.parts[:0]
	alts := w.alts
	w.words(img, false)
	w.alts = alts
	return w.emit(prose.Alt, false)
}

func (w *walker) code(n ast.Node) bool {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		w.out, w.parts = w.out[:0], w.parts[:0]
		w.segment(line.Start, line.Stop, verbatim)
		if !w.emit(prose.Code, false) {
			return false
		}
	}
	return true
}

// words appends the words of n's children; cells parts those of a row.
func (w *walker) words(n ast.Node, cells bool) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if cells && c.PreviousSibling() != nil {
			w.out = append(w.out, " | "...)
		}
		w.inline(c)
	}
}

func (w *walker) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		mode := uint8(markup)
		if n.IsRaw() {
			mode = verbatim
		}
		w.segment(n.Segment.Start, n.Segment.Stop, mode)
		if n.SoftLineBreak() || n.HardLineBreak() {
			w.blank(n.Segment.Stop)
		}
	case *ast.String:
		w.loose(n.Value)
	case *ast.AutoLink:
		w.add(n.Label(w.doc.src), verbatim)
	case *ast.Image:
		w.alts = append(w.alts, n)
	case *ast.RawHTML, *attributesNode, *shortcodeNode, *east.FootnoteLink, *east.FootnoteBacklink, *east.TaskCheckBox:
	default:
		w.words(n, false)
	}
}

// segment appends src[from:to], each escape and entity as a part of its own.
func (w *walker) segment(from, to int, mode uint8) {
	src, start := w.doc.src, from
	for i := from; i < to; {
		if halts[src[i]]&mode == 0 {
			i++
			continue
		}
		n, _, _ := resolve(src[i:to], mode)
		if n == 0 {
			i++
			continue
		}
		w.exact(start, i)
		w.parts = append(w.parts, part{len(w.out), i, i + n, false})
		w.out = appendPlain(w.out, src[i:i+n], mode)
		i += n
		start = i
	}
	w.exact(start, to)
}

func (w *walker) exact(from, to int) {
	if from == to {
		return
	}
	start := len(w.out)
	w.parts = append(w.parts, part{start, from, to, true})
	w.out = append(w.out, w.doc.src[from:to]...)
	blankLines(w.out[start:])
}

// title appends the title of a picture. Goldmark hands out a copy; behind the
// picture's destination it is found again.
func (w *walker) title(img *ast.Image) {
	from := max(img.Pos(), 0)
	if off, ok := offsetIn(w.doc.src, img.Destination); ok {
		from = off
	}
	if i := bytes.Index(w.doc.src[from:], img.Title); i >= 0 {
		w.segment(from+i, from+i+len(img.Title), markup)
		return
	}
	w.loose(appendPlain(nil, img.Title, markup))
}

// add appends a piece of the source, wherever it lies in it.
func (w *walker) add(piece []byte, mode uint8) {
	if off, ok := offsetIn(w.doc.src, piece); ok {
		w.segment(off, off+len(piece), mode)
		return
	}
	w.loose(appendPlain(nil, piece, mode))
}

// loose appends text that stands nowhere in the source, such as a curled
// quotation mark: its place is that of what goes before.
func (w *walker) loose(s []byte) {
	at := 0
	if n := len(w.parts); n > 0 {
		at = w.parts[n-1].end
	}
	w.parts = append(w.parts, part{len(w.out), at, at + 1, false})
	w.out = append(w.out, s...)
}

func (w *walker) blank(at int) {
	w.parts = append(w.parts, part{len(w.out), at, at + 1, true})
	w.out = append(w.out, ' ')
}

// span is the place of the passage's text[from:to].
func (w *walker) span(from, to int) diag.Span {
	if len(w.parts) == 0 {
		return diag.Span{}
	}
	start, _ := w.source(from)
	_, end := w.source(max(from, to-1))
	return w.place.span(start, max(start, end))
}

// source returns where the byte at off was written.
func (w *walker) source(off int) (from, to int) {
	i := len(w.parts) - 1
	for i > 0 && w.parts[i].out > off {
		i--
	}
	p := w.parts[i]
	if !p.exact {
		return p.src, p.end
	}
	at := min(p.src+off-p.out, p.end)
	return at, min(at+1, p.end)
}

// links yields titles and addresses.
func (w *walker) links() bool {
	for i := range w.doc.Links {
		l := &w.doc.Links[i]
		if l.Dest != "" && !w.yield(prose.Passage{Kind: prose.Address, Lang: w.lang, Text: l.Dest, Place: within(l.Span, len(l.Dest))}) {
			return false
		}
		if l.Title != "" && !l.Figure && !w.yield(prose.Passage{Kind: prose.LinkTitle, Lang: w.lang, Text: l.Title, Place: within(l.Span, 0)}) {
			return false
		}
		for _, key := range pictureKeys {
			if v := l.Attrs[key]; v != "" && key == "credit" && !w.yield(prose.Passage{Kind: prose.Meta, Lang: w.lang, Text: v, Place: within(l.Span, 0)}) {
				return false
			}
		}
	}
	return true
}

// within leads into a span of n bytes that was written letter for letter, or
// to all of it.
func within(s diag.Span, n int) func(int, int) diag.Span {
	return func(from, to int) diag.Span {
		if s.Line != s.EndLine || s.EndColumn-s.Column != n {
			return s
		}
		return diag.Span{Line: s.Line, Column: s.Column + from, EndLine: s.Line, EndColumn: s.Column + to}
	}
}
