package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// attributes handles braces that no picture or link has taken: they belong to
// a [passage] before them, or are text after all. It returns the next node to
// look at.
func (s *survey) attributes(n *attributesNode) ast.Node {
	next := n.NextSibling()
	from, to, ok := s.brackets(n)
	if !ok {
		t := ast.NewTextSegment(text.NewSegment(n.from, n.to))
		n.Parent().ReplaceChild(n.Parent(), n, t)
		s.words.add(s.src[n.from:n.to])
		return next
	}
	s.wrap(n, from, to)
	return next
}

// wrap puts the siblings from first to last into a span with the language and
// direction of n, which is taken out.
func (s *survey) wrap(n *attributesNode, first, last ast.Node) {
	attrs := s.pick(n, passageKeys)
	parent := n.Parent()
	parent.RemoveChild(parent, n)
	if len(attrs) == 0 || first == nil {
		return
	}
	span := &spanNode{lang: attrs["lang"], dir: attrs["dir"]}
	if span.dir == "" && rightToLeft(span.lang) {
		span.dir = "rtl"
	}
	parent.InsertBefore(parent, first, span)
	for c := first; c != nil; {
		next := c.NextSibling()
		span.AppendChild(span, c)
		if c == last {
			break
		}
		c = next
	}
}

// rightToLeft reports languages that are written from right to left unless
// their tag names another script.
func rightToLeft(tag string) bool {
	base, rest, _ := strings.Cut(strings.ToLower(tag), "-")
	switch base {
	case "ar", "ur", "fa", "he", "ps", "sd", "ks", "ug", "yi", "dv", "ckb":
		script, _, _ := strings.Cut(rest, "-")
		return len(script) != 4 || script == "arab" || script == "hebr" || script == "thaa"
	}
	return false
}

// brackets finds the [ that belongs to the ] just before n, takes both
// brackets out of the text and returns the nodes between them (nil for none).
func (s *survey) brackets(n *attributesNode) (first, last ast.Node, ok bool) {
	end, isText := n.PreviousSibling().(*ast.Text)
	if !isText || end.Segment.Stop != n.from || end.Segment.Len() == 0 || s.src[n.from-1] != ']' || s.escaped(n.from-1, end.Segment.Start) {
		return nil, nil, false
	}
	depth := 0
	for c := ast.Node(end); c != nil; c = c.PreviousSibling() {
		t, isText := c.(*ast.Text)
		if !isText {
			continue
		}
		for i := t.Segment.Stop - 1; i >= t.Segment.Start; i-- {
			switch b := s.src[i]; {
			case b != '[' && b != ']' || s.escaped(i, t.Segment.Start):
			case b == ']':
				depth++
			default:
				depth--
			}
			if depth == 0 {
				first, last = cut(t, i, end)
				return first, last, true
			}
		}
	}
	return nil, nil, false
}

// escaped reports whether an odd number of backslashes stands before src[i].
func (s *survey) escaped(i, start int) bool {
	n := 0
	for i--; i >= start && s.src[i] == '\\'; i-- {
		n++
	}
	return n%2 == 1
}

// cut splits t at the bracket at offset i and drops the last byte of end,
// which may be the same node. It returns what lies between.
func cut(t *ast.Text, i int, end *ast.Text) (first, last ast.Node) {
	end.Segment.Stop--
	parent := t.Parent()
	inner := ast.NewTextSegment(text.NewSegment(i+1, max(i+1, t.Segment.Stop)))
	inner.SetSoftLineBreak(t.SoftLineBreak())
	inner.SetHardLineBreak(t.HardLineBreak())
	t.Segment.Stop = i
	t.SetSoftLineBreak(false)
	t.SetHardLineBreak(false)
	parent.InsertAfter(parent, t, inner)
	if t == end {
		return inner, inner
	}
	return inner, end
}
