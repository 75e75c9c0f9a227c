package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Ids of footnotes are fn:PREFIX:1 and fnref:PREFIX:1 (fnref2:PREFIX:1 for
// the second reference to one note). A heading's id never has this form.

func (r *renderer) noteID(kind string, index, ref int) {
	r.write(kind)
	if ref > 0 {
		r.out = strconv.AppendInt(r.out, int64(ref+1), 10)
	}
	r.write(":")
	if r.doc.prefix != "" {
		r.out = appendHTML(r.out, []byte(r.doc.prefix), verbatim)
		r.write(":")
	}
	r.out = strconv.AppendInt(r.out, int64(index), 10)
}

func (r *renderer) noteHref(kind string, index, ref int) {
	mark := len(r.out)
	r.noteID(kind, index, ref)
	id := string(r.out[mark:])
	r.out = append(r.out[:mark], '#')
	r.out = appendURL(r.out, id)
}

// label appends an accessible name in which %s is value.
func (r *renderer) label(pattern, value string) {
	if pattern != "" {
		r.out = attribute(r.out, "aria-label", strings.Replace(pattern, "%s", value, 1))
	}
}

func (r *renderer) footnoteLink(n *east.FootnoteLink) {
	number := strconv.Itoa(n.Index)
	r.write(`<sup id="`)
	r.noteID("fnref", n.Index, n.RefIndex)
	r.write(`">`)
	if !r.inLink {
		r.write(`<a href="`)
		r.noteHref("fn", n.Index, 0)
		r.write(`" class="footnote-ref" role="doc-noteref"`)
		r.label(r.doc.labels.FootnoteRef, number)
		r.write(">")
	}
	r.write(number)
	if !r.inLink {
		r.write("</a>")
	}
	r.write("</sup>")
}

func (r *renderer) footnoteBacklink(n *east.FootnoteBacklink) {
	number := strconv.Itoa(n.Index)
	if n.RefCount > 1 {
		number += "-" + strconv.Itoa(n.RefIndex+1)
	}
	r.write(`&#160;<a href="`)
	r.noteHref("fnref", n.Index, n.RefIndex)
	r.write(`" class="footnote-backref" role="doc-backlink"`)
	r.label(r.doc.labels.BackTo, number)
	r.write(">&#x21a9;&#xfe0e;</a>")
}

func (r *renderer) footnotes(n *east.FootnoteList) {
	r.write(`<section class="footnotes" role="doc-endnotes"`)
	r.label(r.doc.labels.Footnotes, "")
	r.write(">\n<hr>\n<ol>\n")
	for c := ast.Node(n.FirstChild()); c != nil; c = c.NextSibling() {
		note, ok := c.(*east.Footnote)
		if !ok {
			continue
		}
		r.write(`<li id="`)
		r.noteID("fn", note.Index, 0)
		r.write("\">\n")
		r.blocks(note)
		r.write("</li>\n")
	}
	r.write("</ol>\n</section>\n")
}
