package contact

// form says how much a number looks like a telephone's.
type form uint8

const (
	noForm        form = iota
	loose              // digits in groups: a word must say what they are
	plain              // as numbers of the United States, India and Britain are written
	international      // + and a country
	mobile             // a mobile of India or Britain: mostly one person's
)

// why says in words what form was seen.
func (f form) why() string {
	switch f {
	case mobile:
		return "it is written as a mobile number"
	case international:
		return "it begins with + and a country's code"
	case plain:
		return "it is written as a telephone number"
	}
	return "a word beside it says that it is a telephone number"
}

// cut is a part of a chain that may be a number.
type cut struct {
	digits []byte
	groups []group
	plus   bool
}

func (c *chain) cut(a, b int) cut {
	last := c.groups[b-1]
	return cut{c.digits[c.groups[a].start : last.start+last.size], c.groups[a:b], c.plus && a == 0}
}

func (n cut) count() int { return len(n.digits) }

// sizes reports whether the groups from k on have just these sizes.
func (n cut) sizes(k int, want ...int) bool {
	if len(n.groups)-k != len(want) {
		return false
	}
	for i, w := range want {
		if n.groups[k+i].size != w {
			return false
		}
	}
	return true
}

// form reads the shape of a number. Numbers that are written as a date, years,
// an SSN (3-2-4), an Aadhaar (4-4-4) or a card are left to those who know them.
func (n cut) form() form {
	if n.count() < 7 || n.count() > mostDigits || n.otherwise() {
		return noForm
	}
	if n.plus {
		return n.abroad()
	}
	if f := n.american(); f != noForm {
		return f
	}
	if f := n.indian(); f != noForm {
		return f
	}
	if f := n.british(); f != noForm {
		return f
	}
	return n.anyone()
}

// otherwise reports whether the groups are those of something else.
func (n cut) otherwise() bool {
	if n.plus {
		return false
	}
	g := n.groups
	switch {
	case n.sizes(0, 3, 2, 4), n.sizes(0, 4, 4, 4), n.sizes(0, 4, 4, 4, 4), n.sizes(0, 3, 3, 3), n.sizes(0, 2, 4, 4, 4):
		return true
	case n.sizes(0, 5, 5) && g[1].sep == '-' && string(n.digits[:3]) == string(n.digits[5:8]): // 80000-80099
		return true
	case n.sizes(0, 4, 4):
		return n.year(g[0]) && n.year(g[1])
	case len(g) == 2 && n.year(g[0]) && g[1].sep == ' ':
		return true
	case len(g) == 3 && n.year(g[0]) && g[1].size <= 2 && g[2].size <= 2:
		return true
	case len(g) == 3 && n.year(g[2]) && g[0].size <= 2 && g[1].size <= 2:
		return true
	}
	return n.shapeless()
}

// shapeless reports whether there are too many small groups for a telephone:
// those of measurements, scores and lists.
func (n cut) shapeless() bool {
	ones, dots := 0, 0
	for i, g := range n.groups {
		ones += b2i(g.size == 1 && i > 0 && g.sep != '(')
		dots += b2i(g.sep == '.')
	}
	return ones > 1 || len(n.groups) > 6 || dots > 0 && (dots < 2 || n.count() < 9)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (n cut) year(g group) bool {
	if g.size != 4 {
		return false
	}
	d := n.at(g)
	return d[0] == '1' && d[1] == '9' || d[0] == '2' && d[1] == '0'
}

func (n cut) at(g group) []byte {
	start := g.start - n.groups[0].start
	return n.digits[start : start+g.size]
}

// american reads the North American plan: 3-3-4, area and exchange from 2 on.
// In blanks alone it is also how Britain writes an NHS number; such a one is
// left to a word.
func (n cut) american() form {
	k := 0
	if n.count() == 11 && n.digits[0] == '1' && n.groups[0].size == 1 {
		k = 1
	}
	if n.count() != 10+k {
		return noForm
	}
	if !n.sizes(k, 3, 3, 4) {
		return noForm
	}
	bracket := n.groups[k].sep == '('
	if bracket {
		return plain
	}
	area, exchange := n.at(n.groups[k])[0], n.at(n.groups[k+1])[0]
	if area < '2' || exchange < '2' || k == 0 && n.groups[1].sep == ' ' {
		return loose
	}
	return plain
}

// indian reads mobiles (ten digits from 6 on, mostly 5-5, with or without 0 or
// 91 before) and landlines (0, the STD code, the number).
func (n cut) indian() form {
	d, g := n.digits, n.groups
	switch {
	case n.count() == 10 && d[0] >= '6' && n.sizes(0, 5, 5):
		return mobile
	case n.count() == 10 && d[0] >= '6' && (len(g) == 1 || n.sizes(0, 4, 3, 3) || n.sizes(0, 4, 6) || n.sizes(0, 3, 3, 4)):
		return loose
	case n.count() == 11 && d[0] == '0' && d[1] >= '6' && (n.sizes(0, 6, 5) || n.sizes(0, 1, 5, 5) || n.sizes(0, 1, 10)):
		return mobile
	case n.count() == 12 && d[0] == '9' && d[1] == '1' && d[2] >= '6' && (n.sizes(0, 2, 5, 5) || n.sizes(0, 2, 10)):
		return mobile
	case n.count() == 13 && n.sizes(0, 2, 3, 3, 4) && d[0] == '9' && d[1] == '1', n.count() == 13 && n.sizes(0, 2, 11) && d[0] == '9' && d[1] == '1':
		return loose
	case n.count() == 11 && d[0] == '0' && len(g) == 2 && g[0].size >= 3 && g[0].size <= 5 && g[1].sep == '-':
		return plain
	}
	return noForm
}

// british reads eleven digits from 0 on in two or three groups.
func (n cut) british() form {
	d, g := n.digits, n.groups
	if n.count() != 11 || d[0] != '0' {
		return noForm
	}
	if len(g) == 1 {
		return loose
	}
	if d[1] == '7' && (n.sizes(0, 5, 6) || n.sizes(0, 5, 3, 3) || n.sizes(0, 4, 3, 4) || n.sizes(0, 3, 4, 4)) {
		return mobile
	}
	if (d[1] == '1' || d[1] == '2') && len(g) <= 3 && g[0].size >= 3 && g[0].size <= 5 {
		return plain
	}
	return loose
}

// abroad reads a number with a plus.
func (n cut) abroad() form {
	d := n.digits
	switch {
	case !callingCode(d):
		return noForm
	case n.count() == 12 && d[0] == '9' && d[1] == '1' && d[2] >= '6', n.count() == 12 && d[0] == '4' && d[1] == '4' && d[2] == '7':
		return mobile
	case n.count() < 8:
		return noForm
	}
	return international
}

// anyone reads what only a word beside it makes a telephone number.
func (n cut) anyone() form {
	if n.count() == 7 && !n.sizes(0, 3, 4) && n.groups[0].size > 4 {
		return noForm
	}
	if n.count() > 13 {
		return noForm
	}
	return loose
}

// dialled reports whether a loose number is grouped as people dial: ten digits,
// or eleven from 0 on, in two or three groups.
func (n cut) dialled() bool {
	if len(n.digits) == 11 && n.digits[0] == '0' {
		return len(n.groups) == 2 || len(n.groups) == 3
	}
	return len(n.digits) == 10 && (len(n.groups) == 3 && n.groups[2].size >= 3 || len(n.groups) == 2 || n.private())
}

// private reports whether a loose number has the digits of an Indian mobile.
func (n cut) private() bool {
	d := n.digits
	return len(d) == 10 && d[0] >= '6' || len(d) == 11 && d[0] == '0' && d[1] >= '6'
}
