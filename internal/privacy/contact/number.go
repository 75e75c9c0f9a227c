package contact

import (
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

const (
	mostGroups = 8
	mostDigits = 15 // ITU-T E.164
)

// group is one token of digits.
type group struct {
	token int
	start int  // of its digits in chain.digits
	size  int  // how many
	sep   byte // what stands before it: ' ', '-', '.', ')' or '(' ; 0 before the first
}

// chain is groups of digits as they follow each other in the text.
type chain struct {
	digits [40]byte
	n      int
	groups [mostGroups]group
	m      int
	plus   bool
	whole  bool // nothing was left out at its end
}

// number looks at the digits that begin at token i and returns where to go on.
func (f *finder) number(t *prose.Text, i int, report func(finding.Hit)) int {
	var c chain
	next := c.gather(t, i)
	if c.n >= 7 && f.standsFree(t, i, next) {
		if end := f.longest(t, &c, report); end > 0 {
			return end
		}
	}
	if c.n == 6 {
		f.postcodeIndia(t, i, next, report)
	}
	if !c.whole {
		return skipDigits(t, next)
	}
	return next
}

// longest looks for the longest run of groups that is a telephone number and
// returns the token after it; 0 when there is none. Another may follow.
func (f *finder) longest(t *prose.Text, c *chain, report func(finding.Hit)) int {
	for size := c.m; size > 0; size-- {
		for a := 0; a+size <= c.m; a++ {
			if !c.cuttable(a, a+size) {
				continue
			}
			if end := f.phone(t, c, a, a+size, report); end > 0 {
				return end
			}
		}
	}
	return 0
}

// gather takes the groups from token i on and returns the token after them.
func (c *chain) gather(t *prose.Text, i int) int {
	c.plus = mark(t, i-1) == '+' && tight(t, i) || mark(t, i-1) == '(' && mark(t, i-2) == '+'
	c.whole = true
	sep := byte(0)
	if mark(t, i-1) == '(' && tight(t, i) {
		sep = '('
	}
	for {
		k := t.Tokens[i]
		written := figures(t, k)
		size := len(written)
		if c.m == mostGroups || c.n+size > len(c.digits) {
			c.whole = false
			return i
		}
		copy(c.digits[c.n:], written)
		c.groups[c.m] = group{token: i, start: c.n, size: size, sep: sep}
		c.n += size
		c.m++
		if k.Sort == prose.Mixed {
			return i + 1
		}
		var next int
		if next, sep = separator(t, i+1); next < 0 {
			return i + 1
		}
		i = next
	}
}

// figures returns the digits of a group; 5272x565 ends in an extension.
func figures(t *prose.Text, k prose.Token) string {
	s := t.Of(k)
	if k.Sort == prose.Number {
		return s
	}
	i := leadingDigits(s)
	if i > 1 && i+1 < len(s) && s[i]|0x20 == 'x' && leadingDigits(s[i+1:]) == len(s)-i-1 {
		return s[:i]
	}
	return ""
}

func leadingDigits(s string) int {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return i
}

// separator reads what stands between two groups and returns the token of the
// second, or -1 when none follows.
func separator(t *prose.Text, i int) (int, byte) {
	sep := byte(' ')
	for n := 0; n <= 3 && i < len(t.Tokens); n++ {
		k := t.Tokens[i]
		if k.Sort == prose.Number || k.Sort == prose.Mixed && figures(t, k) != "" {
			return i, sep
		}
		c := mark(t, i)
		switch c {
		case '-', '.':
			if k.Spaced || i+1 < len(t.Tokens) && t.Tokens[i+1].Spaced {
				return -1, 0
			}
			if sep == ' ' {
				sep = c
			}
		case '(', ')':
			sep = c
		case '/':
			if !slashed(t, i) {
				return -1, 0
			}
			sep = '-'
		default:
			return -1, 0
		}
		i++
	}
	return -1, 0
}

// slashed reports whether a slash stands between an American area code and the
// rest of a number: 614/555-0177.
func slashed(t *prose.Text, i int) bool {
	size := func(j int) int32 {
		if j < 0 || j >= len(t.Tokens) || t.Tokens[j].Sort != prose.Number {
			return 0
		}
		return t.Tokens[j].To - t.Tokens[j].From
	}
	return size(i-1) == 3 && size(i+1) == 3 && size(i+3) == 4 && mark(t, i+2) == '-' && tight(t, i) && tight(t, i+1) && tight(t, i+2) && tight(t, i+3)
}

// skipDigits leaves a long row of figures behind.
func skipDigits(t *prose.Text, i int) int {
	for i < len(t.Tokens) {
		next, _ := separator(t, i+1)
		if next < 0 {
			return i + 1
		}
		i = next
	}
	return i
}

// cuttable reports whether the groups a to b may stand for themselves: a
// number is never a part of a longer one, but two may stand side by side.
func (c *chain) cuttable(a, b int) bool {
	if b == c.m && !c.whole {
		return false
	}
	starts := a == 0 || c.groups[a].sep == ' ' || c.groups[a].sep == '('
	ends := b == c.m || c.groups[b].sep == ' ' || c.groups[b].sep == '('
	return starts && ends
}

// standsFree reports whether the digits are no part of a word, a sum, a
// decimal, a path or a mailbox.
func (f *finder) standsFree(t *prose.Text, i, next int) bool {
	first := i
	for first > 0 && (mark(t, first-1) == '(' || mark(t, first-1) == '+') {
		first--
	}
	if f.bits(t, first-1)&money != 0 || currency(t, first-1) {
		return false
	}
	if mark(t, first-1) == '.' && f.bits(t, first-2)&money != 0 {
		return false
	}
	if tight(t, first) && !f.mayPrecede(t, first-1) {
		return false
	}
	return !tight(t, next) || f.mayFollow(t, next)
}

func currency(t *prose.Text, i int) bool {
	if i < 0 || t.Tokens[i].Sort != prose.Mark {
		return false
	}
	switch t.Of(t.Tokens[i]) {
	case "$", "£", "€", "₹", "#":
		return true
	}
	return false
}

// mayPrecede reports whether the token at i may touch a number's beginning.
func (f *finder) mayPrecede(t *prose.Text, i int) bool {
	switch mark(t, i) {
	case ':', '"', '\'', '[', '*', '|', '>', ';', '{':
		return true
	case ',':
		return i > 0 && t.Tokens[i-1].Sort != prose.Number
	case '.', '-':
		return i > 0 && f.bits(t, i-1)&(channel|wire|office|person) != 0
	case '@', '/', '_', '=', '&', '%', '~', '^', '\\', '?', '<':
		return false
	}
	return t.Tokens[i].Sort == prose.Mark && t.Folded[t.Tokens[i].From] >= 0x80
}

// mayFollow reports whether the token at i may touch a number's end.
func (f *finder) mayFollow(t *prose.Text, i int) bool {
	switch mark(t, i) {
	case '-':
		return !tight(t, i+1) || f.bits(t, i+1)&(channel|wire|office|person) != 0
	case '.', ',', ':':
		return !tight(t, i+1) || t.Tokens[i+1].Sort != prose.Number
	case '@', '_', '=', '&', '%', '~', '^':
		return false
	case '/':
		return tight(t, i+1) && t.Tokens[i+1].Sort == prose.Number && t.Tokens[i+1].To-t.Tokens[i+1].From >= 7
	}
	return t.Tokens[i].Sort == prose.Mark || extensionAt(t, i)
}
