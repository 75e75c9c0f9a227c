package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// inlineText appends the words of n's children as plain text: what a reader
// would say aloud, without marks of footnotes and of tasks.
func (d *Doc) inlineText(out []byte, n ast.Node) []byte {
	return d.appendWords(out, n, true)
}

func (d *Doc) appendWords(out []byte, n ast.Node, alts bool) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			mode := uint8(markup)
			if c.IsRaw() {
				mode = verbatim
			}
			out = appendPlain(out, c.Segment.Value(d.src), mode)
			if c.SoftLineBreak() || c.HardLineBreak() {
				out = append(out, ' ')
			}
		case *ast.String:
			out = appendPlain(out, c.Value, verbatim)
		case *ast.CodeSpan:
			start := len(out)
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					out = appendPlain(out, t.Segment.Value(d.src), verbatim)
				}
			}
			blankLines(out[start:])
		case *ast.AutoLink:
			out = appendPlain(out, c.Label(d.src), verbatim)
		case *ast.RawHTML, *attributesNode, *shortcodeNode, *east.FootnoteLink, *east.FootnoteBacklink, *east.TaskCheckBox:
		case *ast.Image:
			if alts {
				out = d.appendWords(out, c, alts)
			}
		default:
			out = d.appendWords(out, c, alts)
		}
	}
	return out
}

func blankLines(s []byte) {
	for i, c := range s {
		if c == '\n' {
			s[i] = ' '
		}
	}
}

// Text returns the body as plain text, one paragraph, heading, list item,
// row of a table or line of code a line. Alternative texts of pictures are
// left out, captions are in; marks of footnotes are dropped, their words
// stand at the end.
func (d *Doc) Text() string {
	out := make([]byte, 0, len(d.src))
	return string(d.blockText(out, d.root))
}

func (d *Doc) blockText(out []byte, parent ast.Node) []byte {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.DefinitionTerm, *titleNode:
			out = d.line(out, c)
		case *east.TableHeader, *east.TableRow:
			out = d.row(out, c)
		case *ast.CodeBlock, *ast.FencedCodeBlock, *plainBlock:
			for i := range c.Lines().Len() {
				line := c.Lines().At(i)
				if value := line.Value(d.src); len(bytes.TrimSpace(value)) > 0 {
					out = endLine(appendPlain(out, value, verbatim))
				}
			}
		case *wordsNode:
			for _, p := range c.paragraphs {
				out = endLine(append(out, p...))
			}
		case *ast.LinkReferenceDefinition, *ast.ThematicBreak:
		default:
			if c.Type() == ast.TypeBlock {
				out = d.blockText(out, c)
			}
		}
	}
	return out
}

func (d *Doc) line(out []byte, n ast.Node) []byte {
	start := len(out)
	out = d.visible(out, n)
	return endLine(out[:start+squeeze(out[start:])])
}

// squeeze makes one blank of every run of white space in s, none at its ends,
// and returns the new length.
func squeeze(s []byte) int {
	n := 0
	for _, c := range s {
		if c == ' ' || c == '\t' || c == '\n' {
			if n == 0 || s[n-1] == ' ' {
				continue
			}
			c = ' '
		}
		s[n] = c
		n++
	}
	if n > 0 && s[n-1] == ' ' {
		n--
	}
	return n
}

// visible is inlineText without the alternative texts of pictures; of a
// figure it is the caption.
func (d *Doc) visible(out []byte, n ast.Node) []byte {
	if img, ok := lonely(n).(*ast.Image); ok {
		return appendPlain(out, img.Title, markup)
	}
	return d.appendWords(out, n, false)
}

func (d *Doc) row(out []byte, row ast.Node) []byte {
	start := len(out)
	for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
		if len(out) > start {
			out = append(out, ' ')
		}
		out = d.visible(out, cell)
	}
	return endLine(out[:start+squeeze(out[start:])])
}

// endLine ends a line that has anything on it.
func endLine(out []byte) []byte {
	if len(out) > 0 && out[len(out)-1] != '\n' {
		out = append(out, '\n')
	}
	return out
}
