package ids

import (
	"strings"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// view is one place in a text as a form sees it: a piece (letters, digits and
// the marks that tie them, without white space) and what stands around it.
type view struct {
	f *finder
	t *prose.Text
	s string // t.Folded

	first, last int // tokens of the piece
	from, to    int // its bytes
	lead        int // where a short word before the piece begins; from when there is none

	digits int  // in the piece
	ahead  int  // digits in the pieces that follow it, by single blanks
	marks  bits // which marks tie the piece
	plain  bool // letters and digits only
	mixed  bool // letters as well as digits
	plus   bool // a + or a currency stands before it
	comma  bool // thousands are parted by commas
	url    bool // it is a part of a web or mail address

	near, tight, after, wide uint64 // cues, see context
	direct                   bool   // no other number stands between tight cues and the piece
}

// Marks that tie pieces.
type bits uint8

const (
	hyphen bits = 1 << iota
	stop
	colon
	slash
	line
	comma

	networkMarks = stop | colon | hyphen
)

func markBit(c byte) bits {
	switch c {
	case '-':
		return hyphen
	case '.':
		return stop
	case ':':
		return colon
	case '/':
		return slash
	case '_':
		return line
	case ',':
		return comma
	}
	return 0
}

// read finds the piece around token i and returns the token after it.
func (v *view) read(f *finder, t *prose.Text, i int) int {
	v.f, v.t, v.s = f, t, t.Folded
	v.first, v.last = i, i
	for v.first >= 2 && v.ties(v.first-2) && f.cues.at(t, v.first-2)&labels == 0 {
		v.first -= 2
	}
	for v.last+2 < len(t.Tokens) && v.ties(v.last) {
		v.last += 2
	}
	v.from, v.to = int(t.Tokens[v.first].From), int(t.Tokens[v.last].To)
	v.lead = v.leadWord()
	v.count()
	return v.last + 1
}

// ties reports whether tokens j, j+1, j+2 are one piece: a mark between two
// that are none, without white space.
func (v *view) ties(j int) bool {
	a, m, b := v.t.Tokens[j], v.t.Tokens[j+1], v.t.Tokens[j+2]
	if m.Sort != prose.Mark || a.Sort == prose.Mark || b.Sort == prose.Mark || m.Spaced || b.Spaced {
		return false
	}
	switch v.s[m.From] {
	case '-', '.', '/', '_':
		return true
	case ':':
		return a.Sort != prose.Word
	case ',':
		return a.Sort == prose.Number && b.Sort == prose.Number && b.To-b.From == 3
	}
	return false
}

// leadWord is where a word of at most five letters begins that stands one
// blank before the piece.
func (v *view) leadWord() int {
	if v.first == 0 || !v.t.Tokens[v.first].Spaced {
		return v.from
	}
	w := v.t.Tokens[v.first-1]
	if w.Sort == prose.Word && w.To-w.From <= 5 && int(w.To)+1 == v.from && clearBefore(v.s, int(w.From)) {
		return int(w.From)
	}
	return v.from
}

// count fills what is known of the piece without looking around it.
func (v *view) count() {
	for j := v.from; j < v.to; j++ {
		switch c := v.s[j]; {
		case isDigit(c):
			v.digits++
		case isLetter(c):
			v.mixed = true
		default:
			v.marks |= markBit(c)
		}
	}
	v.plain, v.comma = v.marks == 0, v.marks&comma != 0
	v.url = v.marks&(slash|stop|line) != 0 && v.mixed || !clearBefore(v.s, v.from) || v.to < len(v.s) && v.s[v.to] == '@'
	v.url = v.url && v.partOfAddress()
	for j := v.from - 1; j >= 0 && j >= v.from-4; j-- {
		if v.s[j] == '+' || v.s[j] == '$' || strings.HasPrefix(v.s[j:], "₹") || strings.HasPrefix(v.s[j:], "£") || strings.HasPrefix(v.s[j:], "€") {
			v.plus = true
		} else if v.s[j] != ' ' && v.s[j] != '(' && v.s[j] < 0x80 {
			break
		}
	}
	for j := v.to; j < len(v.s) && j < v.to+40 && (isAlnum(v.s[j]) || v.s[j] == ' ' || v.s[j] == '-'); j++ {
		if isDigit(v.s[j]) {
			v.ahead++
		}
	}
}

// partOfAddress reports whether the piece belongs to a web or mail address
// or a DOI.
func (v *view) partOfAddress() bool {
	a, b := wordAround(v.s, v.from, v.to)
	word := v.s[a:b]
	return strings.Contains(word, "://") || strings.Contains(word, "www.") || strings.IndexByte(word, '@') > 0 ||
		strings.HasPrefix(word, "10.") && strings.IndexByte(word, '/') > 0 || domainAndPath(word)
}

// wordAround is what stands between blanks around s[from:to]; of a very long
// word only a part, so that time grows with the text alone.
func wordAround(s string, from, to int) (int, int) {
	low, high := max(0, from-300), min(len(s), to+100)
	for from > low && s[from-1] != ' ' {
		from--
	}
	for to < high && s[to] != ' ' {
		to++
	}
	return from, to
}

// domainAndPath reports whether a word is like example.org/path.
func domainAndPath(word string) bool {
	host, _, found := strings.Cut(word, "/")
	dot := strings.LastIndexByte(host, '.')
	if !found || dot <= 0 || dot+2 >= len(host) {
		return false
	}
	for j := dot + 1; j < len(host); j++ {
		if !isLetter(host[j]) {
			return false
		}
	}
	return true
}

// dull reports whether nothing here can be a number that names a person: most
// numbers of prose.
func (v *view) dull() bool {
	if v.comma {
		return true
	}
	if v.mixed || v.marks&(colon|slash|line) != 0 {
		return v.to-v.from < 4 && v.ahead < 4 && v.lead == v.from && !v.letterGroup()
	}
	return v.digits+v.ahead < 4
}

// promising reports whether it is worth while to read the words around: with
// few digits there must be a plate or a label.
func (v *view) promising() bool {
	if v.digits+v.ahead >= 5 || v.mixed && v.digits == 4 {
		return true
	}
	if says, _ := v.label(v.first - 1); says&labels != 0 {
		return true
	}
	if v.lead != v.from {
		if says, _ := v.label(v.first - 2); says&labels != 0 {
			return true
		}
	}
	return (v.mixed || v.lead != v.from) && (v.plated(v.from) || v.lead != v.from && v.plated(v.lead))
}

// plated reports whether something like a plate begins at from.
func (v *view) plated(from int) bool {
	if end, _ := plateGB(v.s, from); end > 0 || shaped(v.s, from, "LLL dddLL") > 0 || shaped(v.s, from, "LLLdddd") > 0 {
		return true
	}
	end, _ := plateIN(v.s, from)
	return end > 0
}

// letterGroup reports whether three letters follow by one blank: A12 BCD.
func (v *view) letterGroup() bool {
	return v.mixed && letterRun(v.s, v.to+1) == 3 && v.to < len(v.s) && v.s[v.to] == ' '
}

// bare reports whether little else stands in the passage than s[from:to]: at
// most two words.
func (v *view) bare(from, to int) bool { return v.words(from, to, 2) }

// only reports whether no word stands in the passage but s[from:to].
func (v *view) only(from, to int) bool { return v.words(from, to, 0) }

// words reports whether at most that many words stand outside s[from:to], in
// a passage of the kinds where a number can stand by itself.
func (v *view) words(from, to, most int) bool {
	switch v.t.Kind {
	case prose.Paragraph, prose.Heading, prose.Caption, prose.Alt, prose.Title, prose.Description, prose.Post, prose.Inside:
	default:
		return false
	}
	if len(v.t.Tokens) > 60 {
		return false
	}
	words := 0
	for i := range v.t.Tokens {
		k := &v.t.Tokens[i]
		if k.Sort == prose.Word && (int(k.To) <= from || int(k.From) >= to) {
			if words++; words > most {
				return false
			}
		}
	}
	return v.tight&negative == 0 && v.near&negative == 0
}

// alone reports whether s[from:to] begins and ends where pieces do, so that
// no longer number is cut.
func (v *view) alone(from, to int) bool {
	if from != v.from && from != v.lead {
		return false
	}
	return clearAfter(v.s, to)
}

// numbersBeside reports whether another number stands one blank before or
// after: then groups of digits may be a part of a longer row.
func (v *view) numbersBeside(from, to int) bool {
	s := v.s
	return from >= 2 && s[from-1] == ' ' && isDigit(s[from-2]) && onlyDigitsBefore(s, from-2) ||
		to+1 < len(s) && s[to] == ' ' && isDigit(s[to+1])
}

func onlyDigitsBefore(s string, j int) bool {
	for j >= 0 && isDigit(s[j]) {
		j--
	}
	return j < 0 || s[j] == ' '
}

// hit makes a hit; one beside words like "for example" is never sure.
func (v *view) hit(rule, what string, from, to int, sure bool, because string) (finding.Hit, bool) {
	if v.wide&sample != 0 {
		sure = false
	}
	return finding.Hit{Rule: rule, From: from, To: to, Sure: sure, What: what, Because: because}, true
}

// has reports whether a cue stands near, on either side.
func (v *view) has(cue uint64) bool { return (v.near|v.tight|v.after)&cue != 0 }

// refused reports whether the words around say that it is something else.
func (v *view) refused() bool {
	return v.plus || v.comma || v.has(negative)
}

func (v *view) profile(p finding.Profile) bool { return v.f.in&p != 0 }

func none() (finding.Hit, bool) { return finding.Hit{}, false }

const (
	byCheck = "its form and its check digit are right"
	byForm  = "its form is that of no other number"
	byLabel = "the words beside it say so"
	byWeak  = "its form fits and little else stands beside it"
)
