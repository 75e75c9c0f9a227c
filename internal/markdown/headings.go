package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"nadi/internal/text"
)

// idSet holds the ids that are taken. The value is the last number tried for
// a base, so that a thousand equal headings cost a thousand steps.
type idSet map[string]int

// fresh returns base, or base-2, base-3 …, whichever is free, and takes it.
func (ids idSet) fresh(base string) string {
	n, taken := ids[base]
	if !taken {
		ids[base] = 1
		return base
	}
	for {
		n++
		id := base + "-" + strconv.Itoa(n)
		if _, taken := ids[id]; !taken {
			ids[base], ids[id] = n, 1
			return id
		}
	}
}

// reserve takes the ids that the writer has given, before any is made from
// words: an address somebody chose must not move.
func (s *survey) reserve(parent ast.Node) {
	s.ids = idSet{}
	if bytes.IndexByte(s.src, '{') < 0 {
		return
	}
	_ = ast.Walk(parent, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		if h, ok := n.(*ast.Heading); ok && entering {
			if id := givenID(h); id != "" && s.ids[id] == 0 {
				s.ids[id] = 1
				h.SetAttributeString(ownID, id)
			}
		}
		return ast.WalkContinue, nil
	})
}

// ownID is the attribute under which a given id that is free is kept in the
// tree. No writer can write it.
const ownID = " id"

// givenID returns the id that the writer gave a heading, if it is fit to be
// one. The form fn:… belongs to footnotes.
func givenID(h *ast.Heading) string {
	v, ok := h.AttributeString("id")
	if !ok {
		return ""
	}
	b, _ := v.([]byte)
	id := text.NFC(string(b))
	if id == "" || strings.HasPrefix(id, "fn:") || strings.HasPrefix(id, "fnref") {
		return ""
	}
	for _, r := range id {
		if r == utf8.RuneError || !(unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.:", r)) {
			return ""
		}
	}
	return id
}

func (s *survey) heading(n *ast.Heading) {
	s.inlines(n)
	words := string(s.doc.inlineText(nil, n))
	from, to := s.headingPlace(n)
	if n.Level == 1 {
		s.spot(H1, "# "+words, "begin with ##: the page's one # heading is its title", from, to)
		n.Level = 2
	}
	s.headingAttributes(n, from, to)
	if strings.TrimSpace(words) == "" {
		demote(n)
		return
	}
	id, _ := n.AttributeString(ownID)
	name, _ := id.(string)
	if name == "" {
		base := text.Slug(words)
		if base == "" {
			base = "section"
		}
		name = s.ids.fresh(base)
	}
	s.doc.Headings = append(s.doc.Headings, Heading{Level: n.Level, ID: name, Text: words, Span: s.place.span(from, to)})
}

// demote makes a paragraph of a heading without words, which is invalid and a
// trap for who listens; there may be a picture in it.
func demote(n *ast.Heading) {
	p := ast.NewParagraph()
	n.Parent().ReplaceChild(n.Parent(), n, p)
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		p.AppendChild(p, c)
	}
}

// headingPlace returns the place of a heading's text.
func (s *survey) headingPlace(n *ast.Heading) (from, to int) {
	lines := n.Lines()
	if lines.Len() == 0 {
		at := max(n.Pos(), 0)
		return at, at
	}
	return lines.At(0).Start, lines.At(lines.Len() - 1).Stop
}

// headingAttributes reports attributes of a heading that mean nothing here.
func (s *survey) headingAttributes(n *ast.Heading, from, to int) {
	for _, a := range n.Attributes() {
		name := string(a.Name)
		value, _ := a.Value.([]byte)
		switch {
		case name == ownID:
		case name == "id":
			if own, _ := n.AttributeString(ownID); own == nil {
				s.spot(BadAttribute, "#"+string(value), "an id is made of letters, digits, - and _, and stands once", from, to)
			}
		case name == "lang" && isLanguage(string(value)):
		case name == "dir" && (string(value) == "rtl" || string(value) == "ltr" || string(value) == "auto"):
		default:
			s.spot(BadAttribute, name+"="+string(value), "behind a heading write {#id}, lang=hi or nothing", from, to)
		}
	}
}
