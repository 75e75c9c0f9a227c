package markdown

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// wordsNode holds what is left of a block of raw HTML: its words, one
// paragraph each, as plain text.
type wordsNode struct {
	ast.BaseBlock
	paragraphs []string
	from, to   int // of the block in the source
}

var kindWords = ast.NewNodeKind("Words")

func (*wordsNode) Kind() ast.NodeKind              { return kindWords }
func (n *wordsNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// pieces maps offsets of joined segments back to the source.
type pieces struct {
	text    []byte
	starts  []int // offset in text of each piece
	sources []int // offset in the source of each piece
}

func (p *pieces) add(src []byte, from, to int) {
	p.starts = append(p.starts, len(p.text))
	p.sources = append(p.sources, from)
	p.text = append(p.text, src[from:to]...)
}

// source returns where in the source text[off] stands.
func (p *pieces) source(off int) int {
	i := sort.SearchInts(p.starts, off+1) - 1
	if i < 0 {
		return 0
	}
	return p.sources[i] + off - p.starts[i]
}

// htmlBlock replaces a block of raw HTML by its words.
func (s *survey) htmlBlock(n *ast.HTMLBlock) {
	var p pieces
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		p.add(s.src, line.Start, line.Stop)
	}
	if n.HasClosure() {
		p.add(s.src, n.ClosureLine.Start, n.ClosureLine.Stop)
	}
	left := s.salvage(&p)
	if len(left) == 0 {
		remove(n)
		return
	}
	for _, text := range left {
		s.words.add([]byte(text))
		s.words.gap()
	}
	n.Parent().ReplaceChild(n.Parent(), n, &wordsNode{paragraphs: left, from: p.source(0), to: p.source(len(bytes.TrimRight(p.text, "\r\n"))-1) + 1})
}

// salvage goes through raw HTML, reports the first tag, keeps comments and
// returns the words, one string for each line that the HTML would make.
func (s *survey) salvage(p *pieces) []string {
	var out []string
	var line []byte
	flush := func() {
		if text := oneLine(string(line)); text != "" {
			out = append(out, text)
		}
		line = line[:0]
	}
	sc := scanner{src: p.text}
	told := false
	for t, ok := sc.next(); ok; t, ok = sc.next() {
		switch t.kind {
		case words:
			line = appendPlain(line, p.text[t.from:t.to], entities)
			continue
		case comment:
			s.comment(t, p)
			continue
		case openTag, closeTag:
			if breaks[t.name] {
				flush()
			} else if cells[t.name] {
				line = append(line, ' ')
			}
		}
		if s.tag(t) && !told {
			told = true
			source := string(p.text[t.from:t.to])
			s.spot(RawHTML, source, htmlHint(t.name, source), p.source(t.from), p.source(t.to-1)+1)
		}
		if t.kind == openTag && hides[t.name] && p.text[t.to-1] != '/' && !bytes.HasSuffix(p.text[t.from:t.to], []byte("/>")) {
			sc.skip(t.name)
		}
	}
	flush()
	return out
}

// tag keeps account of open tags and reports whether t is worth telling: the
// end of an element that has been told of is not.
func (s *survey) tag(t token) bool {
	switch t.kind {
	case openTag:
		if s.open == nil {
			s.open = map[string]int{}
		}
		s.open[t.name]++
		return true
	case closeTag:
		if s.open[t.name] > 0 {
			s.open[t.name]--
			return false
		}
	}
	return true
}

func (s *survey) comment(t token, p *pieces) {
	body := p.text[t.from:t.to]
	from, to := p.source(t.from), p.source(t.to-1)+1
	if t.unended {
		s.spot(RawHTML, string(body), "end the comment with -->: what follows it is not published", from, to)
		return
	}
	body = bytes.TrimSuffix(bytes.TrimPrefix(body, []byte("<!--")), []byte("-->"))
	s.doc.Comments = append(s.doc.Comments, Comment{Text: string(bytes.TrimSpace(body)), Span: s.place.span(from, to)})
}

// rawHTML takes a tag or comment out of running text and returns what to look
// at next. What a script or frame holds goes with it.
func (s *survey) rawHTML(n *ast.RawHTML) ast.Node {
	var p pieces
	for i := range n.Segments.Len() {
		seg := n.Segments.At(i)
		p.add(s.src, seg.Start, seg.Stop)
	}
	sc := scanner{src: p.text}
	t, ok := sc.next()
	if !ok {
		return remove(n)
	}
	if t.kind == comment {
		s.comment(t, &p)
		return remove(n)
	}
	if s.tag(t) {
		source := string(p.text)
		s.spot(RawHTML, source, htmlHint(t.name, source), p.source(0), p.source(len(p.text)-1)+1)
	}
	if breaks[t.name] || cells[t.name] {
		s.words.gap()
		blank := ast.NewString([]byte(" "))
		blank.SetRaw(true)
		n.Parent().InsertBefore(n.Parent(), n, blank)
	}
	next := remove(n)
	if t.kind == openTag && hides[t.name] && !bytes.HasSuffix(p.text, []byte("/>")) {
		return s.hide(next, t.name)
	}
	return next
}

// hide takes out the siblings from n up to the end tag of an element, or all
// of them, and returns what follows.
func (s *survey) hide(n ast.Node, name string) ast.Node {
	for n != nil {
		raw, ok := n.(*ast.RawHTML)
		n = remove(n)
		if !ok {
			continue
		}
		tag := bytes.TrimPrefix(raw.Segments.Value(s.src), []byte("</"))
		if len(tag) > len(name) && strings.EqualFold(string(tag[:len(name)]), name) && !isNameByte(tag[len(name)]) {
			s.open[name]--
			break
		}
	}
	return n
}

// shortcode takes a command of another tool out of the text.
func (s *survey) shortcode(n *shortcodeNode) ast.Node {
	source := string(s.src[n.from:n.to])
	s.spot(Shortcode, source, shortcodeHint(source), n.from, n.to)
	s.words.gap()
	return remove(n)
}

func shortcodeHint(source string) string {
	name := strings.Fields(strings.Trim(source, "{}<>% /"))
	if len(name) == 0 {
		return ""
	}
	switch name[0] {
	case "youtube":
		return "put the video's address alone on a line: https://youtu.be/…"
	case "figure", "img", "image":
		return "write ![what the picture shows](file.png \"caption\")"
	case "ref", "relref", "link", "post_url":
		return "link to the article's file: [words](article.md)"
	case "highlight", "endhighlight", "raw", "endraw":
		return "put code between lines of three backticks"
	}
	return "write it in Markdown; to show the braces write \\{"
}

// oneLine returns s with all runs of white space as one blank.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
