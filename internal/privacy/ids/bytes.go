package ids

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isUpper(c byte) bool  { return c >= 'A' && c <= 'Z' }
func isLower(c byte) bool  { return c >= 'a' && c <= 'z' }
func isLetter(c byte) bool { return isUpper(c) || isLower(c) }
func isAlnum(c byte) bool  { return isDigit(c) || isLetter(c) }
func isHex(c byte) bool    { return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }

func upper(c byte) byte {
	if isLower(c) {
		return c - 'a' + 'A'
	}
	return c
}

// in reports whether a letter, in either case, is one of set.
func in(c byte, set string) bool {
	c = upper(c)
	for i := range len(set) {
		if set[i] == c {
			return true
		}
	}
	return false
}

// digitRun is how many digits stand from at on.
func digitRun(s string, at int) int {
	j := at
	for j < len(s) && isDigit(s[j]) {
		j++
	}
	return max(j-at, 0)
}

// letterRun is how many ASCII letters stand from at on.
func letterRun(s string, at int) int {
	j := at
	for j < len(s) && isLetter(s[j]) {
		j++
	}
	return max(j-at, 0)
}

// clearBefore reports whether nothing is tied to what begins at from.
func clearBefore(s string, from int) bool {
	if from == 0 {
		return true
	}
	switch c := s[from-1]; {
	case isAlnum(c), c >= 0x80 && from >= 2 && s[from-2] >= 0x80 && wide(s, from):
		return false
	case c == '@', c == '_', c == '\\', c == '%', c == '=', c == '/', c == '&', c == '?':
		return c == '=' && !address(s, from)
	case c == '-', c == '.':
		return from < 2 || !isAlnum(s[from-2])
	}
	return true
}

// wide reports whether a letter of Devanagari is tied to s[from]: the danda
// and other marks are not.
func wide(s string, from int) bool {
	return from >= 3 && s[from-3] == 0xe0 && s[from-2] >= 0xa4 && s[from-2] <= 0xa5 && s[from-3:from] != "।" && s[from-3:from] != "॥"
}

// address reports whether the word before from began like a web address.
func address(s string, from int) bool {
	for j := from - 1; j >= 0 && j > from-120 && s[j] != ' '; j-- {
		if s[j] == '?' || s[j] == '&' || s[j] == '/' {
			return true
		}
	}
	return false
}

// clearAfter reports whether nothing is tied to what ends at to.
func clearAfter(s string, to int) bool {
	if to >= len(s) {
		return true
	}
	switch c := s[to]; {
	case isAlnum(c), c == '@', c == '_', c == '\\', c == '%':
		return false
	case c >= 0x80:
		return s[to] != 0xe0 || to+3 > len(s) || s[to:to+3] == "।" || s[to:to+3] == "॥"
	case c == '-', c == '.', c == '/', c == ':', c == ',':
		return to+1 >= len(s) || !isAlnum(s[to+1]) || c == ',' && !isDigit(s[to+1])
	}
	return true
}

// number is digits read in groups.
type number struct {
	d   [20]byte
	n   int
	end int
	sep byte // between all groups; 0 when they touch
}

func (n *number) digits() string { return string(n.d[:n.n]) }

// grouped reads groups of digits parted by one and the same of seps.
func grouped(s string, at int, seps string, sizes ...int) (number, bool) {
	n := number{end: at}
	for g, size := range sizes {
		if g > 0 {
			if n.end >= len(s) || g > 1 && s[n.end] != n.sep || g == 1 && !has(seps, s[n.end]) {
				return n, false
			}
			n.sep = s[n.end]
			n.end++
		}
		if digitRun(s, n.end) != size || n.n+size > len(n.d) {
			return n, false
		}
		n.n += copy(n.d[n.n:], s[n.end:n.end+size])
		n.end += size
	}
	return n, true
}

func has(set string, c byte) bool {
	for i := range len(set) {
		if set[i] == c {
			return true
		}
	}
	return false
}

// run reads digits that touch, of a length between least and most.
func run(s string, at, least, most int) (number, bool) {
	n := number{end: at}
	size := digitRun(s, at)
	if size < least || size > most || size > len(n.d) {
		return n, false
	}
	n.n = copy(n.d[:], s[at:at+size])
	n.end = at + size
	return n, true
}

// shaped reads a form: d a digit, L a letter, X either, a blank an optional
// blank or hyphen, anything else itself. It returns the end, or -1.
func shaped(s string, at int, form string) int {
	for i := range len(form) {
		if form[i] == ' ' {
			if at < len(s) && (s[at] == ' ' || s[at] == '-') {
				at++
			}
			continue
		}
		if at >= len(s) || !fits(s[at], form[i]) {
			return -1
		}
		at++
	}
	return at
}

func fits(c, want byte) bool {
	switch want {
	case 'd':
		return isDigit(c)
	case 'L':
		return isLetter(c)
	case 'X':
		return isAlnum(c)
	}
	return c == want
}

// capitals reports whether no small letter stands in s.
func capitals(s string) bool {
	for i := range len(s) {
		if isLower(s[i]) {
			return false
		}
	}
	return true
}

// compact copies letters, in capitals, and digits of s into buf.
func compact(buf []byte, s string) []byte {
	for i := range len(s) {
		if isAlnum(s[i]) {
			buf = append(buf, upper(s[i]))
		}
	}
	return buf
}
