package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

func (r *renderer) inlines(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		r.inline(c)
	}
}

func (r *renderer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		r.text(n)
	case *ast.String:
		r.string(n)
	case *ast.Emphasis:
		if n.Level == 2 {
			r.element(n, "<strong>", "</strong>")
		} else {
			r.element(n, "<em>", "</em>")
		}
	case *ast.CodeSpan:
		r.codeSpan(n)
	case *ast.Link:
		r.link(n)
	case *ast.AutoLink:
		r.autoLink(n)
	case *ast.Image:
		r.image(n)
	case *spanNode:
		r.span(n)
	case *east.Strikethrough:
		r.element(n, "<del>", "</del>")
	case *east.TaskCheckBox:
		r.task(n.IsChecked)
	case *east.FootnoteLink:
		r.footnoteLink(n)
	case *east.FootnoteBacklink:
		r.footnoteBacklink(n)
	default:
		r.inlines(n)
	}
}

func (r *renderer) element(n ast.Node, before, after string) {
	r.write(before)
	r.inlines(n)
	r.write(after)
}

func (r *renderer) text(n *ast.Text) {
	mode := uint8(markup)
	if n.IsRaw() {
		mode = verbatim
	}
	r.words(n.Segment.Value(r.doc.src), mode)
	if n.HardLineBreak() {
		r.write("<br>\n")
	} else if n.SoftLineBreak() {
		r.write("\n")
	}
}

// string writes what the typographer made, and our own blanks.
func (r *renderer) string(n *ast.String) {
	mode := uint8(markup)
	if n.IsRaw() || n.IsCode() {
		mode = verbatim
	}
	r.words(n.Value, mode)
}

// words writes text, and marks in it what stands in the script of another
// language, unless the writer has. A passage begins and ends with a letter or
// sign of its script, so neither an escape nor an entity is cut in two.
func (r *renderer) words(s []byte, mode uint8) {
	for !r.told {
		from, to, lang := r.doc.scripts.Next(s)
		if lang == "" {
			break
		}
		r.out = appendHTML(r.out, s[:from], mode)
		r.out = attribute(append(r.out, "<span"...), "lang", lang)
		r.out = appendHTML(append(r.out, '>'), s[from:to], mode)
		r.write("</span>")
		s = s[to:]
	}
	r.out = appendHTML(r.out, s, mode)
}

func (r *renderer) codeSpan(n *ast.CodeSpan) {
	r.write("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			value := t.Segment.Value(r.doc.src)
			if len(value) > 0 && value[len(value)-1] == '\n' {
				r.out = appendHTML(r.out, value[:len(value)-1], verbatim)
				r.write(" ")
				continue
			}
			r.out = appendHTML(r.out, value, verbatim)
		}
	}
	r.write("</code>")
}

func (r *renderer) span(n *spanNode) {
	r.write("<span")
	told := r.told
	if n.lang != "" {
		r.out = attribute(r.out, "lang", n.lang)
		r.told = true
	}
	if n.dir != "" {
		r.out = attribute(r.out, "dir", n.dir)
	}
	r.element(n, ">", "</span>")
	r.told = told
}

// take returns the next link and its target. ok is false when nothing may be
// made of it.
func (r *renderer) take() (l *Link, t Target, ok bool) {
	i := r.doc.slots[r.slot]
	r.slot++
	if i == refused {
		return nil, Target{Drop: true}, false
	}
	l = &r.doc.Links[i]
	if int(i) >= len(r.targets) {
		return l, Target{Drop: true}, false
	}
	t = r.targets[i]
	return l, t, !t.Drop && t.URL != "" && allowed(t.URL)
}

// link writes a link, or only its words. Links inside it are words in either
// case, as the survey has counted them.
func (r *renderer) link(n *ast.Link) {
	l, t, ok := r.take()
	if ok {
		r.anchor(l, t)
	}
	start := len(r.out)
	r.inLink = true
	r.inlines(n)
	r.inLink = false
	if !ok {
		return
	}
	if len(r.out) == start { // a link must have a name
		r.out = appendHTML(r.out, []byte(l.Dest), verbatim)
	}
	r.note(t)
	r.write("</a>")
}

func (r *renderer) anchor(l *Link, t Target) {
	r.write(`<a href="`)
	r.out = appendURL(r.out, t.URL)
	r.write(`"`)
	if l.Title != "" {
		r.out = attribute(r.out, "title", l.Title)
	}
	if strings.TrimSpace(l.Text) == "" {
		r.out = attribute(r.out, "aria-label", l.Dest)
	}
	if t.External {
		r.write(` rel="external"`)
	}
	r.write(">")
}

func (r *renderer) note(t Target) {
	if t.Note == "" {
		return
	}
	r.write(` <span class="link-note">(`)
	r.out = appendHTML(r.out, []byte(t.Note), verbatim)
	r.write(")</span>")
}

func (r *renderer) autoLink(n *ast.AutoLink) {
	label := n.Label(r.doc.src)
	if r.inLink { // a link in a link cannot be
		r.out = appendHTML(r.out, label, verbatim)
		return
	}
	l, t, ok := r.take()
	if ok {
		r.anchor(l, t)
	}
	r.out = appendHTML(r.out, label, verbatim)
	if ok {
		r.note(t)
		r.write("</a>")
	}
}

// task writes the state of a task as a picture made of text: a control that
// cannot be used would only be in the way.
func (r *renderer) task(done bool) {
	label, sign := r.doc.labels.TaskOpen, "☐"
	if done {
		label, sign = r.doc.labels.TaskDone, "☑"
	}
	r.write(`<span class="task"`)
	if label != "" {
		r.write(` role="img"`)
		r.out = attribute(r.out, "aria-label", label)
	}
	r.write(">")
	r.write(sign)
	r.write("</span> ")
}
