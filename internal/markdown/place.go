package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"nadi/internal/diag"
)

// place turns byte offsets of the source into lines and columns. It keeps the
// starts of lines, and the last answer, so that asking from left to right on
// one long line costs no more than the line.
type place struct {
	src    []byte
	first  int   // number of the first line
	starts []int // offset of each line's first byte
	at     int   // the last answer: offset, index of its line, column
	line   int
	column int
}

func (p *place) index() {
	p.starts = make([]int, 1, 1+len(p.src)/40)
	for i := 0; ; {
		n := bytes.IndexByte(p.src[i:], '\n')
		if n < 0 {
			return
		}
		i += n + 1
		p.starts = append(p.starts, i)
	}
}

// of returns the 1-based line and column, in code points, of an offset.
func (p *place) of(off int) (line, column int) {
	off = min(max(off, 0), len(p.src))
	if p.starts == nil {
		p.index()
	}
	i := sort.SearchInts(p.starts, off+1) - 1
	from, col := p.starts[i], 1
	if i == p.line && off >= p.at && p.column > 0 {
		from, col = p.at, p.column
	}
	col += utf8.RuneCount(p.src[from:off])
	p.at, p.line, p.column = off, i, col
	return p.first + i, col
}

// span returns the place of src[from:to]; the end is exclusive.
func (p *place) span(from, to int) diag.Span {
	var s diag.Span
	s.Line, s.Column = p.of(from)
	s.EndLine, s.EndColumn = p.of(max(from, to))
	return s
}

// offsetIn tells where in src the slice part lies, if it is a piece of it.
// Goldmark hands out destinations as slices of the source, and a slice of a
// slice keeps the capacity up to the end of the array.
func offsetIn(src, part []byte) (int, bool) {
	off := cap(src) - cap(part)
	if len(part) == 0 || off < 0 || off+len(part) > len(src) || &src[off] != &part[0] {
		return 0, false
	}
	return off, true
}
