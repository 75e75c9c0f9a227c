package markdown

import (
	"bytes"
	"iter"
	"sort"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"nadi/internal/diag"
	"nadi/internal/prose"
)

// Prose yields all words of the body with their places: what readers see, what
// stands for pictures, titles and addresses of links. lang is the article's
// language. A passage's places hold until the next one is asked for. Comments
// are not published and not among them.
func (d *Doc) Prose(lang string) iter.Seq[prose.Passage] {
	return func(yield func(prose.Passage) bool) {
		w := d.walker()
		defer d.walkers.Put(w)
		w.blocks(d.root, false)
		all := string(w.out) // one copy for all passages
		place := w.span
		for i := range w.found {
			w.current = &w.found[i]
			p := w.current
			if !yield(prose.Passage{Kind: p.kind, Lang: lang, Quoted: p.quoted, Text: all[p.from:p.to], Place: place}) {
				return
			}
		}
		d.proseOfLinks(lang, yield)
	}
}

// walker returns one to work with, with the memory of another that has done.
func (d *Doc) walker() *walker {
	w, ok := d.walkers.Get().(*walker)
	if !ok {
		w = &walker{}
	}
	w.doc, w.place = d, place{src: d.src, first: d.first}
	w.out, w.parts, w.found, w.current = w.out[:0], w.parts[:0], w.found[:0], nil
	return w
}

// walker makes passages of a tree. parts lead from its text to the source.
type walker struct {
	doc     *Doc
	place   place
	out     []byte
	parts   []part
	found   []found
	current *found
	alts    []*ast.Image // pictures met on the way
}

// found is a passage: out[from:to], made of parts[first:last].
type found struct {
	kind        prose.Kind
	quoted      bool
	from, to    int
	first, last int
}

// part says that the text from out on was written at src, letter for letter if
// exact; else anything of it lies between src and end.
type part struct {
	out, src, end int32
	exact         bool
}

func at(out, src, end int, exact bool) part { return part{int32(out), int32(src), int32(end), exact} }

func (w *walker) blocks(parent ast.Node, quoted bool) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c, quoted)
	}
}

func (w *walker) block(n ast.Node, quoted bool) {
	switch n := n.(type) {
	case *ast.Heading:
		w.passage(prose.Heading, n, quoted)
	case *ast.Paragraph, *ast.TextBlock, *east.DefinitionTerm, *titleNode:
		if img, ok := lonely(n).(*ast.Image); ok {
			w.alt(img)
			w.emit(prose.Caption, false, func() { w.title(img) })
			return
		}
		w.passage(prose.Paragraph, n, quoted)
	case *east.TableHeader, *east.TableRow:
		w.passage(prose.Row, n, quoted)
	case *plainBlock: // it is published as words, not as code
		w.emit(prose.Paragraph, quoted, func() {
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				w.segment(line.Start, line.Stop, verbatim)
			}
		})
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			w.emit(prose.Code, false, func() { w.segment(line.Start, line.Stop, verbatim) })
		}
	case *wordsNode:
		for _, p := range n.paragraphs {
			w.emit(prose.Paragraph, quoted, func() { w.lost(p, n.from, n.to) })
		}
	case *ast.Blockquote:
		w.blocks(n, true)
	case *ast.LinkReferenceDefinition, *ast.ThematicBreak:
	default:
		if n.Type() == ast.TypeBlock {
			w.blocks(n, quoted)
		}
	}
}

// passage notes a block's words, and then what its pictures say.
func (w *walker) passage(kind prose.Kind, n ast.Node, quoted bool) {
	w.alts = w.alts[:0]
	w.emit(kind, quoted, func() { w.words(n, kind == prose.Row) })
	for i := 0; i < len(w.alts); i++ {
		w.alt(w.alts[i])
	}
}

func (w *walker) alt(img *ast.Image) {
	n := len(w.alts)
	w.emit(prose.Alt, false, func() { w.words(img, false) })
	w.alts = w.alts[:n] // a picture within a picture's text is part of it
}

// emit notes what write appends, unless that is nothing.
func (w *walker) emit(kind prose.Kind, quoted bool, write func()) {
	f := found{kind: kind, quoted: quoted, from: len(w.out), first: len(w.parts)}
	write()
	f.to, f.last = len(w.out), len(w.parts)
	if f.last > f.first && len(bytes.TrimSpace(w.out[f.from:f.to])) > 0 {
		w.found = append(w.found, f)
	}
}

// lost appends words whose own places are lost: they have their block's.
func (w *walker) lost(words string, from, to int) {
	w.parts = append(w.parts, at(len(w.out), from, to, false))
	w.out = append(w.out, words...)
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
		if (n.SoftLineBreak() || n.HardLineBreak()) && !w.hyphened() {
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

// hyphened reports whether a number goes on in the next line: 98765-
// 43211 is one.
func (w *walker) hyphened() bool {
	n := len(w.out)
	return n > 1 && w.out[n-1] == '-' && w.out[n-2] >= '0' && w.out[n-2] <= '9'
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
		w.parts = append(w.parts, at(len(w.out), i, i+n, false))
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
	w.parts = append(w.parts, at(start, from, to, true))
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
	where := 0
	if n := len(w.parts); n > 0 {
		where = int(w.parts[n-1].end)
	}
	w.parts = append(w.parts, at(len(w.out), where, where+1, false))
	w.out = append(w.out, s...)
}

func (w *walker) blank(where int) {
	w.parts = append(w.parts, at(len(w.out), where, where+1, true))
	w.out = append(w.out, ' ')
}

// span is the place of the current passage's text[from:to].
func (w *walker) span(from, to int) diag.Span {
	start, _ := w.source(w.current.from + from)
	_, end := w.source(w.current.from + max(from, to-1))
	return w.place.span(start, max(start, end))
}

// source returns where the byte at off was written.
func (w *walker) source(off int) (from, to int) {
	parts := w.parts[w.current.first:w.current.last]
	i := sort.Search(len(parts), func(i int) bool { return int(parts[i].out) > off }) - 1
	p := parts[max(i, 0)]
	if !p.exact {
		return int(p.src), int(p.end)
	}
	where := min(int(p.src)+off-int(p.out), int(p.end))
	return where, min(where+1, int(p.end))
}

// proseOfLinks yields titles and addresses.
func (d *Doc) proseOfLinks(lang string, yield func(prose.Passage) bool) {
	w := &within{}
	place := w.place
	for i := range d.Links {
		l := &d.Links[i]
		w.span, w.n = l.Span, len(l.Dest)
		if l.Dest != "" && !yield(prose.Passage{Kind: prose.Address, Lang: lang, Text: l.Dest, Place: place}) {
			return
		}
		w.n = 0
		if l.Title != "" && !l.Figure && !yield(prose.Passage{Kind: prose.LinkTitle, Lang: lang, Text: l.Title, Place: place}) {
			return
		}
		if v := l.Attrs["credit"]; v != "" && !yield(prose.Passage{Kind: prose.Meta, Lang: lang, Text: v, Place: place}) {
			return
		}
	}
}

// within is a span of n bytes that was written letter for letter, or one of
// which only the whole has a place.
type within struct {
	span diag.Span
	n    int
}

func (w *within) place(from, to int) diag.Span {
	s := w.span
	if s.Line != s.EndLine || s.EndColumn-s.Column != w.n {
		return s
	}
	return diag.Span{Line: s.Line, Column: s.Column + from, EndLine: s.Line, EndColumn: s.Column + to}
}
