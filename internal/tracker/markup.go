package tracker

import "bytes"

// markup reads HTML or SVG: from one '<' to the next.
func (s *scan) markup() {
	for i := 0; ; {
		n := bytes.IndexByte(s.page[i:], '<')
		if n < 0 || i+n+1 >= len(s.page) {
			return
		}
		i += n + 1
		switch c := s.page[i]; {
		case c|32 >= 'a' && c|32 <= 'z':
			i = s.tag(i)
		case c == '/':
			i = s.behind(i, '>')
		case c == '!':
			i = s.declaration(i)
		case c == '?':
			end := s.behind(i, '>')
			s.instruction(i, end)
			i = end
		}
	}
}

// behind is the place behind the next c.
func (s *scan) behind(i int, c byte) int {
	if n := bytes.IndexByte(s.page[i:], c); n >= 0 {
		return i + n + 1
	}
	return len(s.page)
}

// declaration passes a comment, or <!DOCTYPE …>. CDATA is read on.
func (s *scan) declaration(i int) int {
	rest := s.page[i:]
	switch {
	case bytes.HasPrefix(rest, []byte("!-->")), bytes.HasPrefix(rest, []byte("!--->")):
		return s.behind(i, '>')
	case bytes.HasPrefix(rest, []byte("!--")):
		if n := bytes.Index(rest[3:], []byte("-->")); n >= 0 {
			return i + 3 + n + 3
		}
		return len(s.page)
	case bytes.HasPrefix(rest, []byte("![CDATA[")):
		return i + 8
	}
	return s.behind(i, '>')
}

// instruction reads <?xml-stylesheet href="…"?>.
func (s *scan) instruction(i, end int) {
	if !bytes.HasPrefix(s.page[i:end], []byte("?xml-stylesheet")) {
		return
	}
	s.attributes(i + len("?xml-stylesheet"))
	if a, ok := s.attr("href"); ok {
		s.ask(a.value, a.end, "a style sheet from another server")
	}
}

// blank says of each byte whether it parts attributes.
var blank = [256]bool{' ': true, '\t': true, '\n': true, '\f': true, '\r': true, '/': true}

// nameEnd says of each byte whether it ends a name.
var nameEnd = [256]bool{' ': true, '\t': true, '\n': true, '\f': true, '\r': true, '/': true, '>': true, '=': true}

// tag reads a start tag whose name begins at i, and returns what follows it;
// for elements of raw text, what follows them.
func (s *scan) tag(i int) int {
	from := i
	for i < len(s.page) && !nameEnd[s.page[i]] {
		i++
	}
	name := s.page[from:i]
	end := s.attributes(i)
	var low [16]byte
	if len(name) > len(low) {
		return end
	}
	n := lower(low[:], name)
	s.element(n)
	switch string(n) {
	case "script":
		if at, ok := s.raw(end, "script"); ok {
			s.script(end, at)
			return at
		}
	case "style":
		if at, ok := s.raw(end, "style"); ok {
			s.css(end, at)
			return at
		}
	case "textarea", "title":
		if at, ok := s.raw(end, string(n)); ok {
			return at
		}
	}
	return end
}

// raw finds the end tag of an element whose contents are no markup. In XML
// such an element may be closed at once.
func (s *scan) raw(i int, name string) (at int, ok bool) {
	if s.xml && i >= 2 && s.page[i-2] == '/' {
		return 0, false
	}
	for at = i; ; at += 2 {
		n := bytes.Index(s.page[at:], []byte("</"))
		if n < 0 {
			return len(s.page), true
		}
		if at += n; hasName(s.page[at+2:], name) {
			return at, true
		}
	}
}

func hasName(b []byte, name string) bool {
	return len(b) >= len(name) && equalFold(b[:len(name)], name)
}

// equalFold compares with a name in small letters.
func equalFold(b []byte, name string) bool {
	if len(b) != len(name) {
		return false
	}
	for i := range b {
		c := b[i]
		if c >= 'A' && c <= 'Z' {
			c |= 32
		}
		if c != name[i] {
			return false
		}
	}
	return true
}

// attributes reads them from i to behind the '>' (WHATWG HTML, 13.2.5), and
// reports those that any element may have.
func (s *scan) attributes(i int) int {
	page := s.page
	for s.count = 0; ; {
		for i < len(page) && blank[page[i]] {
			i++
		}
		if i >= len(page) {
			return i
		}
		if page[i] == '>' {
			return i + 1
		}
		a := attr{from: i}
		for i++; i < len(page) && !nameEnd[page[i]]; i++ {
		}
		a.to = i
		for i < len(page) && page[i] != '/' && blank[page[i]] {
			i++
		}
		a.value, a.end = i, i
		if i < len(page) && page[i] == '=' {
			a.value, a.end, i = value(page, i+1)
		}
		s.common(a)
		if s.count < maxAttrs {
			s.attrs[s.count] = a
			s.count++
		}
	}
}

// value reads what stands behind '=': in quotes, or up to a blank.
func value(page []byte, i int) (from, to, next int) {
	for i < len(page) && page[i] != '/' && blank[page[i]] {
		i++
	}
	if i >= len(page) {
		return i, i, i
	}
	if q := page[i]; q == '"' || q == '\'' {
		n := bytes.IndexByte(page[i+1:], q)
		if n < 0 {
			return i + 1, len(page), len(page)
		}
		return i + 1, i + 1 + n, i + 2 + n
	}
	from = i
	for i < len(page) && page[i] != '>' && (page[i] == '/' || !blank[page[i]]) {
		i++
	}
	return from, i, i
}

// attr finds an attribute of the tag just read.
func (s *scan) attr(name string) (attr, bool) {
	for _, a := range s.attrs[:s.count] {
		if equalFold(s.page[a.from:a.to], name) {
			return a, true
		}
	}
	return attr{}, false
}

// is reports whether an attribute has a value, in any case.
func (s *scan) is(name, value string) bool {
	a, ok := s.attr(name)
	return ok && equalFold(bytes.TrimSpace(s.page[a.value:a.end]), value)
}
