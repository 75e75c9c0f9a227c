package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"nadi/internal/text"
)

// take records a link or picture, or refuses it. from and to are the place of
// its destination; slot is filled either way.
func (s *survey) take(l Link, from, to int) {
	if !allowed(l.Dest) {
		s.spot(Script, l.Dest, schemeHint(l), from, to)
		s.doc.slots = append(s.doc.slots, refused)
		return
	}
	l.Span = s.place.span(from, to)
	s.doc.slots = append(s.doc.slots, int32(len(s.doc.Links)))
	s.doc.Links = append(s.doc.Links, l)
}

func schemeHint(l Link) string {
	switch name := scheme(l.Dest); {
	case name == "data" && l.Kind == Image:
		return "put the picture into a file beside the article and name the file"
	case name == "javascript" || name == "vbscript":
		return "a page of this site runs no script from an article; link to an address or a file"
	case name == "file" || len(name) == 1:
		return "put the file beside the article and link to its name"
	case name == "ftp":
		return "link to an https address"
	default:
		return "use an http, https, mailto, tel or sms address; for a file name with a colon write ./ before it"
	}
}

// destination returns where dest stands in the source, or the place of the
// link itself.
func (s *survey) destination(dest []byte, n ast.Node) (from, to int) {
	if off, ok := offsetIn(s.src, dest); ok {
		return off, off + len(dest)
	}
	from = max(n.Pos(), 0)
	return from, from + 1
}

func (s *survey) link(n *ast.Link) {
	l := Link{Dest: s.plain(n.Destination), Title: s.plain(n.Title)}
	l.Text = string(s.doc.inlineText(nil, n))
	switch {
	case isDocument(suffix(l.Dest)):
		l.Kind = Document
	case isParagraph(n.Parent()):
		if _, _, ok := youtube(l.Dest); ok && lonelyWithAttributes(n) {
			l.Kind = Video
		}
	}
	from, to := s.destination(n.Destination, n)
	if next, ok := n.NextSibling().(*attributesNode); ok {
		if l.Kind == Video {
			l.Attrs = s.pick(next, pictureKeys)
			remove(next)
		} else {
			s.wrap(next, n, n)
		}
	}
	s.take(l, from, to)
	s.inLink = true
	s.inlines(n)
	s.inLink = false
}

func isParagraph(n ast.Node) bool {
	_, ok := n.(*ast.Paragraph)
	return ok
}

// lonelyWithAttributes is lonely for a node whose attributes have not been
// taken out yet.
func lonelyWithAttributes(n ast.Node) bool {
	a, ok := n.NextSibling().(*attributesNode)
	if !ok {
		return lonely(n.Parent()) == n
	}
	count := 0
	for c := n.Parent().FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); (!ok || t.Segment.Len() > 0 || t.HardLineBreak()) && c != ast.Node(a) {
			count++
		}
	}
	return count == 1
}

func (s *survey) image(n *ast.Image) {
	l := Link{Kind: Image, Dest: s.plain(n.Destination), Title: s.plain(n.Title)}
	l.Text = string(s.doc.inlineText(nil, n))
	ext := suffix(l.Dest)
	if isAudio(ext) || isVideo(ext) {
		l.Kind = Media
	} else if _, _, ok := youtube(l.Dest); ok && isParagraph(n.Parent()) && lonelyWithAttributes(n) {
		l.Kind = Video
	}
	from, to := s.destination(n.Destination, n)
	if next, ok := n.NextSibling().(*attributesNode); ok {
		l.Attrs = s.pick(next, pictureKeys)
		remove(next)
	}
	s.take(l, from, to)
	s.words.add([]byte(l.Title))
}

func (s *survey) autoLink(n *ast.AutoLink) {
	s.words.add(n.Label(s.src))
	if s.inLink {
		return
	}
	label := n.Label(s.src)
	from, to := s.destination(label, n)
	l := Link{Dest: string(n.URL(s.src)), Text: string(label)}
	if n.AutoLinkType == ast.AutoLinkEmail && scheme(l.Dest) != "mailto" {
		l.Dest = "mailto:" + l.Dest
	}
	if _, _, ok := youtube(l.Dest); ok && isParagraph(n.Parent()) && lonely(n.Parent()) == n {
		l.Kind = Video
	}
	s.take(l, from, to)
}

// plain returns Markdown source as plain text.
func (s *survey) plain(src []byte) string {
	if len(src) == 0 {
		return ""
	}
	for _, c := range src {
		if halts[c]&markup != 0 {
			return string(appendPlain(nil, src, markup))
		}
	}
	return string(src)
}

// What may stand in braces behind a picture or a recording, and behind a
// passage or a link.
var (
	pictureKeys = []string{"credit", "people", "consent", "transcript", "captions", "poster", "lang", "dir"}
	passageKeys = []string{"lang", "dir"}
)

// pick returns the attributes with known names and reports the others.
func (s *survey) pick(n *attributesNode, known []string) map[string]string {
	var m map[string]string
	for _, a := range n.list {
		if hint, ok := acceptable(a, known); !ok {
			from := n.from + a.from
			s.spot(BadAttribute, string(s.src[from:n.from+a.to]), hint, from, n.from+a.to)
			continue
		}
		if m == nil {
			m = make(map[string]string, len(n.list))
		}
		m[a.key] = a.value
	}
	return m
}

func acceptable(a attr, known []string) (hint string, ok bool) {
	switch {
	case !slices.Contains(known, a.key):
		hint = "known here: " + strings.Join(known, ", ")
		if near := text.Nearest(a.key, known); near != "" {
			hint = "did you mean " + near + "? " + hint
		}
		return hint, false
	case a.key == "lang" && !isLanguage(a.value):
		return "write a language tag such as hi or pt-BR", false
	case a.key == "dir" && a.value != "ltr" && a.value != "rtl" && a.value != "auto":
		return "write dir=ltr, dir=rtl or dir=auto", false
	}
	return "", true
}

// isLanguage reports whether tag has the form of a BCP 47 tag with a language
// of two or three letters.
func isLanguage(tag string) bool {
	for i, part := range strings.Split(tag, "-") {
		if len(part) == 0 || len(part) > 8 || i == 0 && (len(part) < 2 || len(part) > 3) {
			return false
		}
		for _, c := range []byte(part) {
			if !(c|0x20 >= 'a' && c|0x20 <= 'z' || i > 0 && c >= '0' && c <= '9') {
				return false
			}
		}
	}
	return true
}
