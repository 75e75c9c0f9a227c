package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// FirstSentence returns the first sentence of the body in at most max code
// points, for an article without a description. A longer one is cut after a
// word and ends in an ellipsis. Headings, pictures, tables, code and the
// titles of callouts are skipped. It is empty when no sentence is there.
func (d *Doc) FirstSentence(max int) string {
	s := sentence(d.firstParagraph(d.root))
	if utf8.RuneCountInString(s) <= max {
		return s
	}
	return shorten(s, max)
}

func (d *Doc) firstParagraph(parent ast.Node) string {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		text := ""
		switch c := c.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			if !d.shown(lonely(c)) {
				text = oneLine(string(d.appendWords(nil, c, false)))
			}
		case *wordsNode:
			text = c.paragraphs[0]
		case *ast.Blockquote, *ast.List, *ast.ListItem, *calloutNode:
			text = d.firstParagraph(c)
		}
		if text != "" {
			return text
		}
	}
	return ""
}

// shown reports whether the only child of a paragraph is to be looked at, not
// read: a picture, a video, a bare address.
func (d *Doc) shown(only ast.Node) bool {
	switch n := only.(type) {
	case *ast.Image, *ast.AutoLink:
		return true
	case *ast.Link:
		_, _, video := youtube(string(n.Destination))
		return video
	}
	return false
}

// sentence returns s up to the end of its first sentence: a full stop, danda,
// question or exclamation mark, with closing quotes and brackets, before a
// blank and something that may begin a sentence.
func sentence(s string) string {
	for i, r := range s {
		if !strings.ContainsRune(".!?।॥。！？۔؟", r) {
			continue
		}
		end := i + utf8.RuneLen(r)
		for end < len(s) {
			c, n := utf8.DecodeRuneInString(s[end:])
			if !strings.ContainsRune("\"')]”’»", c) {
				break
			}
			end += n
		}
		if end == len(s) || r == '。' {
			return s[:end]
		}
		rest := strings.TrimLeft(s[end:], " ")
		if len(rest) == len(s[end:]) || r == '.' && continues(s[:i], rest) {
			continue
		}
		return s[:end]
	}
	return s
}

// abbreviations end in a full stop that is not the end of a sentence.
var abbreviations = map[string]bool{
	"dr": true, "mr": true, "mrs": true, "ms": true, "prof": true, "st": true, "vs": true, "no": true, "fig": true, "approx": true,
	"e.g": true, "i.e": true, "dept": true, "smt": true, "shri": true, "डॉ": true, "डा": true, "श्री": true, "प्रो": true,
}

// continues reports whether a full stop between before and rest belongs to an
// abbreviation: a known one, a single letter, or with a small letter after it.
func continues(before, rest string) bool {
	word := strings.TrimLeft(before[strings.LastIndexByte(before, ' ')+1:], "(\"'“‘[")
	next, _ := utf8.DecodeRuneInString(rest)
	if unicode.IsLower(next) || abbreviations[strings.ToLower(word)] {
		return true
	}
	first, n := utf8.DecodeRuneInString(word)
	return n == len(word) && unicode.IsUpper(first)
}

// shorten cuts s to at most max code points, the ellipsis included: after a
// word if there is one, never before a mark or joiner.
func shorten(s string, max int) string {
	if max < 2 {
		return ""
	}
	cut, blank, n := 0, 0, 0
	for i, r := range s {
		if n == max {
			break
		}
		if r == ' ' {
			blank = i
		}
		if !unicode.IsMark(r) && r != '\u200d' && r != '\u200c' {
			cut = i
		}
		n++
	}
	if blank > 0 {
		cut = blank
	}
	return strings.TrimRight(s[:cut], " ,;:–—-") + "…"
}
