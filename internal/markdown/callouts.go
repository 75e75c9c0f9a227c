package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"nadi/internal/text"
)

// calloutKind is one of the four things a callout may be.
type calloutKind uint8

const (
	note calloutKind = iota
	warning
	emergency
	keyPoints
)

// calloutKinds are the words people write for them: ours, and those of
// GitHub.
var calloutKinds = map[string]calloutKind{
	"NOTE": note, "TIP": note, "IMPORTANT": note, "INFO": note,
	"WARNING": warning, "CAUTION": warning,
	"EMERGENCY": emergency,
	"KEY":       keyPoints, "KEYPOINTS": keyPoints, "SUMMARY": keyPoints,
}

var calloutWords = []string{"KEY", "NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "EMERGENCY"}

// calloutNode replaces a block quote that begins with [!WORD]. Its first
// child is a titleNode when the writer gave a title.
type calloutNode struct {
	ast.BaseBlock
	kind calloutKind
}

var kindCallout = ast.NewNodeKind("Callout")

func (*calloutNode) Kind() ast.NodeKind              { return kindCallout }
func (n *calloutNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// titleNode holds what stands behind [!WORD] on its line.
type titleNode struct{ ast.BaseBlock }

var kindTitle = ast.NewNodeKind("CalloutTitle")

func (*titleNode) Kind() ast.NodeKind              { return kindTitle }
func (n *titleNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// callout turns a block quote into a callout if it is one, and goes on below.
func (s *survey) callout(quote *ast.Blockquote) {
	p, ok := quote.FirstChild().(*ast.Paragraph)
	if !ok || p.Lines().Len() == 0 {
		s.blocks(quote)
		return
	}
	line := p.Lines().At(0)
	word, n := calloutMarker(s.src[line.Start:line.Stop])
	first, isText := p.FirstChild().(*ast.Text)
	if n == 0 || !isText || first.Segment.Start != line.Start {
		s.blocks(quote)
		return
	}
	kind, known := calloutKinds[strings.ToUpper(word)]
	if !known {
		hint := "known: " + strings.Join(calloutWords, ", ")
		if near := text.Nearest(strings.ToUpper(word), calloutWords); near != "" {
			hint = "did you mean [!" + near + "]? " + hint
		}
		s.spot(UnknownCallout, "[!"+word+"]", hint, line.Start, line.Start+n)
		s.blocks(quote)
		return
	}
	box := &calloutNode{kind: kind}
	quote.Parent().ReplaceChild(quote.Parent(), quote, box)
	for c := quote.FirstChild(); c != nil; c = quote.FirstChild() {
		box.AppendChild(box, c)
	}
	s.calloutTitle(box, p, line.Start+n)
	s.blocks(box)
	if kind == keyPoints {
		s.points(box)
	}
}

// points notes what a box of key points says, an entry an item of its lists.
func (s *survey) points(box *calloutNode) {
	for list := box.FirstChild(); list != nil; list = list.NextSibling() {
		if _, ok := list.(*ast.List); !ok {
			continue
		}
		for item := list.FirstChild(); item != nil; item = item.NextSibling() {
			if words := s.doc.firstParagraph(item); words != "" {
				s.doc.Points = append(s.doc.Points, words)
			}
		}
	}
}

// calloutMarker reads [!WORD] at the start of a line and returns its length,
// 0 when there is none.
func calloutMarker(line []byte) (word string, n int) {
	rest, ok := bytes.CutPrefix(line, []byte("[!"))
	end := bytes.IndexByte(rest[:min(len(rest), 40)], ']')
	if !ok || end < 1 {
		return "", 0
	}
	for _, c := range rest[:end] {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			return "", 0
		}
	}
	return string(rest[:end]), end + 3
}

// calloutTitle takes the marker out of the first paragraph and moves the rest
// of its first line into a titleNode. from is where the marker ends.
func (s *survey) calloutTitle(box *calloutNode, p *ast.Paragraph, from int) {
	title := &titleNode{}
	for c := p.FirstChild(); c != nil; c = p.FirstChild() {
		t, isText := c.(*ast.Text)
		if !isText {
			title.AppendChild(title, c)
			continue
		}
		ends := t.SoftLineBreak() || t.HardLineBreak()
		t.SetSoftLineBreak(false)
		t.SetHardLineBreak(false)
		if t.Segment.Start < from {
			t.Segment.Start = min(from, t.Segment.Stop)
		}
		if !title.HasChildren() {
			t.Segment = t.Segment.TrimLeftSpace(s.src)
		}
		if t.Segment.Len() == 0 {
			remove(t)
		} else {
			title.AppendChild(title, t)
		}
		if ends {
			break
		}
	}
	if !p.HasChildren() {
		remove(p)
	}
	if title.HasChildren() {
		box.InsertBefore(box, box.FirstChild(), title)
	}
}
