package lsp

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"nadi/internal/diag"
)

// encoding is how an editor counts the characters of a line.
type encoding string

const (
	utf8Bytes  encoding = "utf-8"
	utf16Units encoding = "utf-16"
	codePoints encoding = "utf-32"
)

// width is how much of a line a letter takes.
func (e encoding) width(r rune, bytes int) int {
	switch {
	case e == utf8Bytes:
		return bytes
	case e == utf16Units && r > 0xffff:
		return 2
	}
	return 1
}

// lineTable is where lines begin. Editors also end a line at a lone carriage
// return and Nadi does not, so there are two tables and places go from one to
// the other by way of the byte.
type lineTable struct {
	text   string
	editor []int
	ours   []int
}

func newLineTable(text string) *lineTable {
	t := &lineTable{text: text, editor: []int{0}, ours: []int{0}}
	for i := range len(text) {
		switch {
		case text[i] == '\n':
			t.editor, t.ours = append(t.editor, i+1), append(t.ours, i+1)
		case text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			t.editor = append(t.editor, i+1)
		}
	}
	return t
}

// line returns where line i of a table begins and where its text ends.
func (t *lineTable) line(table []int, i int) (from, to int) {
	from, to = table[i], len(t.text)
	if i+1 < len(table) {
		to = table[i+1]
	}
	return from, from + len(strings.TrimRight(t.text[from:to], "\r\n"))
}

// lineOf returns the line of a table that holds a byte.
func lineOf(table []int, at int) int { return sort.SearchInts(table, at+1) - 1 }

// offset is the byte of an editor's position. What lies behind the end of a
// line means its end, and the middle of a letter its beginning.
func (t *lineTable) offset(p position, e encoding) int {
	switch {
	case p.Line < 0:
		return 0
	case p.Line >= len(t.editor):
		return len(t.text)
	}
	at, end := t.line(t.editor, p.Line)
	for n := 0; at < end; {
		r, size := utf8.DecodeRuneInString(t.text[at:])
		if n += e.width(r, size); n > p.Character {
			break
		}
		at += size
	}
	return at
}

// position is the place of a byte as an editor counts.
func (t *lineTable) position(at int, e encoding) position {
	at = min(max(at, 0), len(t.text))
	line := lineOf(t.editor, at)
	p := position{Line: line}
	for i := t.editor[line]; i < at; {
		r, size := utf8.DecodeRuneInString(t.text[i:])
		if i += size; i <= at {
			p.Character += e.width(r, size)
		}
	}
	return p
}

// byteAt is the byte of a line and column of ours, both 1-based; an end of
// line is as far as a column leads.
func (t *lineTable) byteAt(line, column int) int {
	switch {
	case line < 1:
		return 0
	case line > len(t.ours):
		return len(t.text)
	}
	at, end := t.line(t.ours, line-1)
	for ; column > 1 && at < end; column-- {
		_, size := utf8.DecodeRuneInString(t.text[at:])
		at += size
	}
	return at
}

// place is byteAt the other way round.
func (t *lineTable) place(at int) (line, column int) {
	i := lineOf(t.ours, at)
	return i + 1, utf8.RuneCountInString(t.text[t.ours[i]:at]) + 1
}

// bytes is the stretch of a finding. What has no column is its whole line,
// what has no end its word.
func (t *lineTable) bytes(s diag.Span) (from, to int) {
	if s.Line < 1 {
		return 0, 0
	}
	from = t.byteAt(s.Line, s.Column)
	_, end := t.line(t.ours, min(s.Line, len(t.ours))-1)
	end = max(from, end)
	switch {
	case s.EndLine > s.Line || s.EndLine == s.Line && s.Column > 0 && s.EndColumn > s.Column:
		return from, t.byteAt(s.EndLine, s.EndColumn)
	case s.Column < 1:
		return end - len(strings.TrimLeft(t.text[from:end], " \t")), end
	case from >= end:
		return from, from
	}
	if i := strings.IndexFunc(t.text[from:end], unicode.IsSpace); i > 0 {
		end = from + i
	}
	return from, end
}

// span is the stretch of a finding as an editor counts.
func (t *lineTable) span(s diag.Span, e encoding) span {
	from, to := t.bytes(s)
	return span{t.position(from, e), t.position(to, e)}
}

// exact is the stretch of an edit: it is what it says, and may be empty.
func (t *lineTable) exact(s diag.Span, e encoding) span {
	from := t.byteAt(s.Line, s.Column)
	return span{t.position(from, e), t.position(max(from, t.byteAt(s.EndLine, s.EndColumn)), e)}
}

// document is an open file. It is never changed: an edit makes a new one, so
// a check and a request can keep what they began with.
type document struct {
	uri     string
	path    string // slash-separated, from the root of the file system
	version int
	*lineTable
}

// edited applies changes in turn.
func (d *document) edited(version int, changes []change, e encoding) *document {
	t := d.lineTable
	for _, c := range changes {
		if c.Range == nil {
			t = newLineTable(c.Text)
			continue
		}
		from, to := t.offset(c.Range.Start, e), t.offset(c.Range.End, e)
		from, to = min(from, to), max(from, to)
		t = newLineTable(t.text[:from] + c.Text + t.text[to:])
	}
	return &document{d.uri, d.path, version, t}
}
