package markdown

import (
	"bytes"
	"strings"
)

// tokenKind is a piece of raw HTML.
type tokenKind uint8

const (
	words    tokenKind = iota // text between tags
	openTag                   // <name …>
	closeTag                  // </name>
	comment                   // <!-- … -->
	other                     // <!DOCTYPE …>, <? … ?>, <![CDATA[ … ]]>
)

// token is src[from:to]. name is in lower case. unended is true when the end
// of the source came before the end of the token.
type token struct {
	kind     tokenKind
	name     string
	from, to int
	unended  bool
}

// scanner cuts raw HTML into tokens, as forgivingly as a browser and in time
// that grows with the length alone: a tag ends at the next < at the latest.
type scanner struct {
	src []byte
	at  int
}

func (s *scanner) next() (token, bool) {
	if s.at >= len(s.src) {
		return token{}, false
	}
	t := token{from: s.at}
	rest := s.src[s.at:]
	switch {
	case rest[0] != '<':
		t.to = s.nextAngle(s.at)
	case bytes.HasPrefix(rest, []byte("<!--")):
		t.kind = comment
		s.ending(&t, s.at+4, "-->")
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		t.kind = other
		s.ending(&t, s.at, "]]>")
	case len(rest) > 1 && rest[1] == '!':
		t.kind = other
		s.ending(&t, s.at, ">")
	case len(rest) > 1 && rest[1] == '?':
		t.kind = other
		s.ending(&t, s.at, "?>")
	default:
		s.tag(&t)
	}
	s.at = t.to
	return t, true
}

// nextAngle returns the offset of the next < at or after from, or the length
// of the source.
func (s *scanner) nextAngle(from int) int {
	if i := bytes.IndexByte(s.src[from:], '<'); i >= 0 {
		return from + i
	}
	return len(s.src)
}

func (s *scanner) ending(t *token, from int, end string) {
	i := bytes.Index(s.src[min(from, len(s.src)):], []byte(end))
	if i < 0 {
		t.to, t.unended = len(s.src), true
		return
	}
	t.to = from + i + len(end)
}

// tag reads a tag, or the < as text when no name follows.
func (s *scanner) tag(t *token) {
	i := t.from + 1
	t.kind = openTag
	if i < len(s.src) && s.src[i] == '/' {
		t.kind = closeTag
		i++
	}
	start := i
	for i < len(s.src) && isNameByte(s.src[i]) {
		i++
	}
	if i == start || s.src[start]|0x20 < 'a' || s.src[start]|0x20 > 'z' {
		t.kind, t.to = words, s.nextAngle(t.from+1)
		return
	}
	t.name = strings.ToLower(string(s.src[start:i]))
	t.to = s.tagEnd(i)
}

func isNameByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '-'
}

// tagEnd returns the offset behind the > of a tag; a > in quotes does not
// count unless the quote is never closed.
func (s *scanner) tagEnd(i int) int {
	quote, fallback := byte(0), 0
	for ; i < len(s.src); i++ {
		c := s.src[i]
		switch {
		case c == '>' && quote == 0:
			return i + 1
		case c == '>' && fallback == 0:
			fallback = i + 1
		case quote != 0:
			if c == quote {
				quote, fallback = 0, 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<':
			return i
		}
	}
	if fallback > 0 {
		return fallback
	}
	return len(s.src)
}

// hides lists the elements whose contents are not words for a reader.
var hides = map[string]bool{"script": true, "style": true, "iframe": true, "object": true, "svg": true, "math": true, "template": true, "noembed": true, "noframes": true, "noscript": true}

// skip moves behind the end tag of a hiding element, or to the end.
func (s *scanner) skip(name string) {
	for {
		t, ok := s.next()
		if !ok || t.kind == closeTag && t.name == name {
			return
		}
	}
}

// breaks lists the elements that stand on their own line, so that the words
// before and after them do not run together.
var breaks = map[string]bool{
	"address": true, "article": true, "aside": true, "blockquote": true, "br": true, "center": true, "dd": true,
	"details": true, "div": true, "dl": true, "dt": true, "figcaption": true, "figure": true, "footer": true, "form": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "header": true, "hr": true, "li": true,
	"main": true, "nav": true, "ol": true, "option": true, "p": true, "pre": true, "section": true, "summary": true, "table": true,
	"tr": true, "ul": true, "caption": true,
}

// cells lists the elements that are set apart from what stands beside them.
var cells = map[string]bool{"td": true, "th": true, "img": true}

// htmlHint says what to write instead of a tag. source is the whole tag.
func htmlHint(name, source string) string {
	switch name {
	case "br":
		return "end the line with two spaces or a backslash"
	case "iframe", "embed", "object", "video", "audio", "source":
		if strings.Contains(source, "youtu") {
			return "put the video's address alone on a line"
		}
		return "for a recording write ![what it is](file.mp3); for a YouTube video put its address alone on a line"
	case "img", "picture", "figure", "figcaption":
		return "write ![what the picture shows](file.png), with a caption as ![…](file.png \"caption\")"
	case "table", "tr", "td", "th", "tbody", "thead", "caption":
		return "write the table with pipes: | head | head |, then | --- | --- |, then the rows"
	case "b", "strong":
		return "write **bold**"
	case "i", "em", "cite":
		return "write *emphasis*"
	case "u":
		return "leave it out: underlined words look like links; write **bold**"
	case "s", "del", "strike":
		return "write ~~struck~~"
	case "a":
		return "write [words](address); a heading gets its own anchor"
	case "sup":
		return "write the raised characters themselves (², ³, ⁺), or a footnote as [^1]"
	case "sub":
		return "write the lowered characters themselves: H₂O, CO₂"
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return "write ## and the heading"
	case "ul", "ol", "li":
		return "write a list: each line begins with - or 1."
	case "p", "div", "section", "article", "center":
		return "leave it out: an empty line begins a paragraph; for a box write > [!NOTE]"
	case "blockquote":
		return "begin each line with >"
	case "span", "font", "small", "big", "mark":
		return "leave it out; for words in another language write [words]{lang=hi}"
	case "code", "pre", "kbd":
		return "write `code` between backticks"
	case "hr":
		return "write --- alone on a line"
	case "script", "style", "link", "meta":
		return "an article cannot bring scripts or styles; they belong to the theme"
	case "details", "summary":
		return "write a heading and a paragraph"
	}
	return "write it in Markdown; to show a < sign write \\<"
}
