package markdown

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// table writes a table in a box that scrolls by itself, so that a wide one
// does not make the page scroll sideways. Alignment is a class: a style
// attribute would need a weaker content security policy.
func (r *renderer) table(n *east.Table) {
	r.tables++
	r.write(`<div class="table" tabindex="0"`)
	r.box(r.doc.labels.Table, r.tables)
	r.write(">\n<table>\n")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if _, header := row.(*east.TableHeader); header {
			r.write("<thead>\n<tr>\n")
			r.cells(row, true)
			r.write("</tr>\n</thead>\n")
			if row.NextSibling() != nil {
				r.write("<tbody>\n")
			}
			continue
		}
		r.write("<tr>\n")
		r.cells(row, false)
		r.write("</tr>\n")
		if row.NextSibling() == nil {
			r.write("</tbody>\n")
		}
	}
	r.write("</table>\n</div>\n")
}

func (r *renderer) cells(row ast.Node, header bool) {
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		open, end := "<td", "</td>\n"
		if header && c.HasChildren() { // an empty header cell heads nothing
			open, end = `<th scope="col"`, "</th>\n"
		}
		r.write(open)
		if cell, ok := c.(*east.TableCell); ok {
			switch cell.Alignment {
			case east.AlignRight:
				r.write(` class="align-right"`)
			case east.AlignCenter:
				r.write(` class="align-center"`)
			}
		}
		r.element(c, ">", end)
	}
}
