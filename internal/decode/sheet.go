package decode

import (
	"strings"
	"unicode/utf8"

	"nadi/internal/diag"
)

// sheet is the text of a document by lines. The parsers' places are not
// always in it (they point behind the last line, or too far right where
// spaces end one), and a message that points nowhere helps nobody.
type sheet struct {
	lines []string
	first int // number of the first line in the whole file
}

func newSheet(src []byte, first int) *sheet {
	return &sheet{lines: strings.Split(string(src), "\n"), first: first}
}

// place returns the span of width code points at a place of the document,
// moved into it where it lies outside. A width of 0 marks a point.
func (s *sheet) place(line, column, width int) diag.Span {
	line = min(max(1, line), len(s.lines))
	end := utf8.RuneCountInString(strings.TrimSuffix(s.lines[line-1], "\r")) + 1
	column = min(max(1, column), end)
	at := diag.Span{Line: s.first + line - 1, Column: column}
	if width > 0 {
		at.EndLine, at.EndColumn = at.Line, min(column+width, end)
	}
	return at
}

// find is place for a word, which it looks for on the line when it does not
// stand where it should.
func (s *sheet) find(word string, line, column int) diag.Span {
	line = min(max(1, line), len(s.lines))
	text := s.lines[line-1]
	if i := byteAt(text, column); i < 0 || !strings.HasPrefix(text[i:], word) {
		if i = strings.Index(text, word); i >= 0 {
			column = utf8.RuneCountInString(text[:i]) + 1
		}
	}
	return s.place(line, column, max(1, utf8.RuneCountInString(word)))
}

// byteAt is the byte at which a column begins, or -1.
func byteAt(line string, column int) int {
	for i := range line {
		if column--; column == 0 {
			return i
		}
	}
	return -1
}
