// Package markdown turns the body of an article into HTML and says what is in
// it: headings, links and pictures with their places, words, and the spots in
// the source that are not published as they were written.
//
// The language is CommonMark with GitHub's tables, strikethrough, task lists
// and bare addresses, footnotes, definition lists, and a few things a health
// article needs: callouts, figures with credits, recordings, a card for a
// YouTube video that loads nothing, and passages in another language.
//
// It promises that the HTML is the same for the same input, that tags are
// balanced, and that nothing in a body can bring a script, a style, an event
// handler or an address of a refused kind into a page. Raw HTML is dropped and
// reported; the words inside it survive. It never fails: any bytes give a Doc.
//
// Only this package imports goldmark, and none of goldmark's types leave it.
// Where a link leads in the output is decided by the caller, between Parse and
// AppendHTML; do not teach this package about files or addresses of a site.
package markdown

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/parser"
	source "github.com/yuin/goldmark/text"

	"nadi/internal/text"
)

// Options are fixed for one site and language.
type Options struct {
	Smart   bool          // typographic quotes and dashes; only ever for English
	Labels  Labels        // words the body needs, in the article's language
	Scripts *text.Scripts // marks passages in another script with their language; nil marks none
}

// Labels are the words that a body needs beside its own, as plain text. A %s
// stands for what the comment says; an empty label leaves its attribute out.
type Labels struct {
	Note, Warning, Emergency string // titles of callouts
	Key                      string // the same for key points
	Table                    string // accessible name of the box in which a table scrolls
	Code                     string // the same for a block of code
	TaskDone, TaskOpen       string // accessible names of the states of a task
	Footnotes                string // accessible name of the section of footnotes
	BackTo                   string // "Back to reference %s": its number
	FootnoteRef              string // "Footnote %s": its number
	Transcript               string // text of the link to a transcript
	WatchOn                  string // "Watch on YouTube"
	LeavesSite               string // "opens youtube.com, which may set cookies"
	Credit                   string // "Credit: %s": whom
}

// Parser reads bodies. It is safe for use by several goroutines.
type Parser struct {
	labels  Labels
	scripts *text.Scripts
	inner   parser.Parser
	bare    parser.Parser // the same, and bare addresses become links
	walkers sync.Pool
}

// New returns a parser.
func New(o Options) *Parser {
	return &Parser{labels: o.Labels, scripts: o.Scripts, inner: newGoldmark(o.Smart, false), bare: newGoldmark(o.Smart, true)}
}

// Parse reads the body of one article. firstLine is the 1-based line of the
// source file on which body begins, so that places are those of the file.
// prefix makes the ids of footnotes unique among articles on one page; a slug
// will do. body must not change while the Doc is in use.
func (p *Parser) Parse(body []byte, firstLine int, prefix string) *Doc {
	src := normal(body)
	inner := p.inner
	if mayHoldAddress(src) {
		inner = p.bare
	}
	root := inner.Parse(source.NewReader(src))
	d := &Doc{root: root, src: src, first: firstLine, walkers: &p.walkers, labels: &p.labels, scripts: p.scripts, prefix: strings.Join(strings.Fields(prefix), "-")}
	s := survey{doc: d, src: src, place: place{src: src, first: firstLine}}
	s.run()
	return d
}

// normal returns body as valid UTF-8 with \n at the end of every line. It
// copies only when it must; lines and columns stay what they were.
func normal(body []byte) []byte {
	if !utf8.Valid(body) {
		body = bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	if bytes.IndexByte(body, '\r') >= 0 {
		body = bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))
		body = bytes.ReplaceAll(body, []byte("\r"), []byte("\n"))
	}
	return body
}
