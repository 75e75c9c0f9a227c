package tracker

import "bytes"

// turn says of each byte whether a style sheet may do something there.
var turn = [256]bool{'(': true, '@': true, '/': true, '"': true, '\'': true}

// css reads a style sheet, or the value of a style, between two places.
// Comments and strings are passed; addresses stand in url(…), src(…), after
// @import, and as strings in image-set(…) (CSS Values 4, CSS Images 4).
func (s *scan) css(from, to int) {
	page := s.page[:to]
	spaces := false // in an @namespace, whose url() names and loads nothing
	for i := from; i < to; i++ {
		if !turn[page[i]] {
			continue
		}
		switch page[i] {
		case '/':
			if i+1 < to && page[i+1] == '*' {
				n := bytes.Index(page[i+2:], []byte("*/"))
				if n < 0 {
					return
				}
				i += n + 3
			}
		case '"', '\'':
			i = stringEnd(page, i)
		case '@':
			spaces = false
			switch rest := page[i+1:]; {
			case hasName(rest, "import"):
				i = s.imported(i+7, to)
			case hasName(rest, "namespace"):
				spaces = true
			}
		case '(':
			i = s.function(from, i, to, spaces)
			spaces = false
		}
	}
}

// stringEnd is the place of the quote that ends the string at i.
func stringEnd(page []byte, i int) int {
	q := page[i]
	for i++; i < len(page); i++ {
		switch page[i] {
		case q, '\n':
			return i
		case '\\':
			i++
		}
	}
	return len(page)
}

// imported reads the address behind @import.
func (s *scan) imported(i, to int) int {
	for i < to && s.page[i] <= ' ' {
		i++
	}
	if i >= to || s.page[i] != '"' && s.page[i] != '\'' {
		return i - 1 // url(…) is met next
	}
	end := stringEnd(s.page[:to], i)
	s.ask(i+1, end, "a style sheet from another server")
	return end
}

// function reads url(…), src(…) and image-set(…) whose '(' is at i.
func (s *scan) function(from, i, to int, spaces bool) int {
	before := s.page[from:i]
	switch {
	case endsIn(before, "image-set"):
		return s.pictures(i+1, to)
	case !endsIn(before, "url") && !endsIn(before, "src"):
		return i
	}
	start := i + 1
	for start < to && s.page[start] <= ' ' {
		start++
	}
	if start >= to {
		return to
	}
	end := 0
	if s.page[start] == '"' || s.page[start] == '\'' {
		end = min(stringEnd(s.page[:to], start), to)
		start++
	} else if n := bytes.IndexByte(s.page[start:to], ')'); n >= 0 {
		end = start + n
	} else {
		end = to
	}
	s.askStyle(start, end, spaces)
	return end
}

func (s *scan) askStyle(from, to int, spaces bool) {
	if from < to && !spaces {
		s.ask(from, to, "a file that a style loads from another server")
	}
}

// pictures reads the strings of image-set("a.png" 1x, …); a url() in it is
// met next.
func (s *scan) pictures(i, to int) int {
	for ; i < to; i++ {
		switch s.page[i] {
		case '(', ')', ';', '}':
			return i - 1
		case '"', '\'':
			end := min(stringEnd(s.page[:to], i), to)
			if i+1 < end {
				s.ask(i+1, end, "a file that a style loads from another server")
			}
			i = end
		}
	}
	return to
}

func endsIn(b []byte, name string) bool {
	return len(b) >= len(name) && equalFold(b[len(b)-len(name):], name)
}
