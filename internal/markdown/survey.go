package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"nadi/internal/text"
)

// survey walks the tree once after parsing. It collects the facts of the Doc
// and takes out of the tree what will not be published, so that rendering is
// a plain walk. It visits links and pictures in the order in which rendering
// does; the entries of Doc.slots depend on that.
type survey struct {
	doc    *Doc
	src    []byte
	place  place
	words  counter
	ids    idSet
	open   map[string]int // tags opened in raw HTML and not closed yet
	inLink bool
}

func (s *survey) run() {
	s.reserve(s.doc.root)
	s.blocks(s.doc.root)
	s.doc.Words = s.words.n
}

func (s *survey) blocks(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; {
		next := c.NextSibling()
		s.block(c)
		c = next
	}
}

func (s *survey) block(n ast.Node) {
	s.words.gap()
	switch n := n.(type) {
	case *ast.Heading:
		s.heading(n)
	case *ast.Paragraph:
		s.paragraph(n)
	case *ast.TextBlock, *east.TableCell, *east.DefinitionTerm, *titleNode:
		s.inlines(n)
	case *ast.Blockquote:
		s.callout(n)
	case *east.Table:
		s.table(n)
		s.blocks(n)
	case *ast.HTMLBlock:
		s.htmlBlock(n)
	case *plainBlock:
		s.tooLong(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		s.lines(n)
	case *ast.LinkReferenceDefinition, *ast.ThematicBreak:
	default:
		if n.Type() == ast.TypeInline {
			s.inline(n)
			return
		}
		s.blocks(n)
	}
}

// lines counts the words of a block whose source is its text.
func (s *survey) lines(n ast.Node) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		s.words.add(s.src[line.Start:line.Stop])
		s.words.gap()
	}
}

func (s *survey) tooLong(n *plainBlock) {
	line := n.Lines().At(0)
	s.spot(TooLong, string(s.src[line.Start:line.Stop]), "this block has more markup than any article needs; split it", line.Start, line.Stop)
	s.lines(n)
}

func (s *survey) paragraph(n *ast.Paragraph) {
	first := len(s.doc.Links)
	s.inlines(n)
	if only := lonely(n); only != nil && len(s.doc.Links) == first+1 {
		l := &s.doc.Links[first]
		switch only.(type) {
		case *ast.Image:
			l.Figure = true
		case *ast.Link, *ast.AutoLink:
			l.Figure = l.Kind == Video
		}
	}
}

// lonely returns the only visible child of a paragraph, if there is just one
// and it is a picture or a link.
func lonely(n ast.Node) ast.Node {
	var only ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok && t.Segment.Len() == 0 && !t.HardLineBreak() {
			continue
		}
		if only != nil {
			return nil
		}
		only = c
	}
	switch only.(type) {
	case *ast.Image, *ast.Link, *ast.AutoLink:
		return only
	}
	return nil
}

func (s *survey) inlines(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; {
		c = s.inline(c)
	}
}

// inline looks at one node and returns the next one to look at: nodes may
// have been taken out in between.
func (s *survey) inline(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.Text:
		s.words.add(n.Segment.Value(s.src))
		if n.SoftLineBreak() || n.HardLineBreak() {
			s.words.gap()
		}
	case *ast.String:
		s.words.add(n.Value)
	case *ast.Link:
		s.link(n)
		if span, ok := n.Parent().(*spanNode); ok { // it has been wrapped
			return span.NextSibling()
		}
	case *ast.Image:
		s.image(n)
	case *ast.AutoLink:
		s.autoLink(n)
	case *ast.RawHTML:
		return s.rawHTML(n)
	case *shortcodeNode:
		return s.shortcode(n)
	case *attributesNode:
		return s.attributes(n)
	default:
		s.inlines(n)
	}
	return n.NextSibling()
}

// spotLength is how much of the source a Spot quotes, in code points.
const spotLength = 60

func (s *survey) spot(kind SpotKind, what, hint string, from, to int) {
	// Quoting costs the length of what is quoted; this is ample for 60.
	const ample = 8 * spotLength
	if len(what) > ample {
		what = string(normal([]byte(what[:ample])))
	}
	s.doc.Spots = append(s.doc.Spots, Spot{Kind: kind, Text: text.Shorten(oneLine(what), spotLength), Hint: hint, Span: s.place.span(from, to)})
}

// remove takes n out of the tree and returns its next sibling.
func remove(n ast.Node) ast.Node {
	next := n.NextSibling()
	n.Parent().RemoveChild(n.Parent(), n)
	return next
}

func (s *survey) table(n *east.Table) {
	header, ok := n.FirstChild().(*east.TableHeader)
	if !ok {
		return
	}
	from := max(header.Pos(), 0)
	t := Table{Columns: header.ChildCount(), Span: s.place.span(from, from+1)}
	i := 0
	for c := header.FirstChild(); c != nil; c = c.NextSibling() {
		if i++; i > 1 && t.Unnamed == 0 && len(bytes.TrimSpace(s.doc.inlineText(nil, c))) == 0 {
			t.Unnamed = i
		}
	}
	s.doc.Tables = append(s.doc.Tables, t)
}
