package x

import (
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// X makes a link of every address in a text, also of a bare domain such as
// example.org, and weighs each alike. What it takes for one, it has published
// as test cases; these are the rules behind them, in a scanner of our own.
//
// Top-level domains come from the public suffix list, its ICANN part, as the
// Go project keeps it. X's list is of 2021: a domain younger than that weighs
// 23 here and its length there. Rarely that is a few characters too many.

const (
	longestTop   = 24   // runes of the longest top-level domain
	longestLabel = 63   // bytes, encoded
	longestLink  = 4096 // bytes
	longestShort = 40   // characters after t.co/
)

// span is a piece of a text, in runes; to is behind it.
type span struct{ from, to int }

// links finds the links of a text, in order.
func links(t []rune) []span {
	s := newScanner(t)
	var all []span
	for q := 0; q < len(t); {
		end, found := s.behind(q)
		if end == 0 {
			q++
			continue
		}
		all, q = append(all, found...), end
	}
	return all
}

// scanner knows where in a text each run of characters of a domain ends.
type scanner struct {
	t     []rune
	run   []int // of letters, - and _
	ascii []int // of Latin letters, digits and -
	tops  []int // 1 + what top has answered there; a long text without spaces asks often
}

func newScanner(t []rune) *scanner {
	return &scanner{
		t:     t,
		run:   ends(t, func(r rune) bool { return domainRune(r) || r == '-' || r == '_' }),
		ascii: ends(t, latinDomainRune),
		tops:  make([]int, len(t)+1),
	}
}

// ends says of each place where the run ends that starts there.
func ends(t []rune, in func(rune) bool) []int {
	end := make([]int, len(t)+1)
	end[len(t)] = len(t)
	for i := len(t) - 1; i >= 0; i-- {
		if end[i] = i; in(t[i]) {
			end[i] = end[i+1]
		}
	}
	return end
}

// behind looks for an address behind the character at q, and at 0 also at the
// text's start. End is behind what was taken for an address, 0 if nothing
// was; of what looks like an address there may be none that is a link.
func (s *scanner) behind(q int) (end int, found []span) {
	if mayPrecede(s.t[q]) {
		if end, found = s.at(q + 1); end > 0 {
			return end, found
		}
	}
	if q == 0 {
		return s.at(0)
	}
	return 0, nil
}

func (s *scanner) at(p int) (int, []span) {
	host := p + s.scheme(p)
	hostEnd := s.domain(host, s.run, true)
	if hostEnd == 0 {
		return 0, nil
	}
	pathAt := s.port(hostEnd)
	pathEnd := s.path(pathAt)
	end := s.query(pathEnd)
	switch {
	case !encodes(s.t[host:hostEnd], end-p):
		return end, nil
	case host > p:
		return s.whole(p, host, hostEnd, end)
	case p > 0 && strings.ContainsRune("-_./", s.t[p-1]):
		return end, nil
	}
	bare := s.bare(host, hostEnd)
	if n := len(bare); n > 0 && pathEnd > pathAt {
		bare[n-1].to = end
	}
	return end, bare
}

// whole is an address with a scheme. The short links of X itself end with
// their code.
func (s *scanner) whole(p, host, hostEnd, end int) (int, []span) {
	if strings.EqualFold(string(s.t[host:hostEnd]), "t.co") && s.is(hostEnd, "/") {
		code := hostEnd + 1
		for code < len(s.t) && alphanumeric(s.t[code]) {
			code++
		}
		if n := code - hostEnd - 1; n > longestShort {
			return end, nil
		} else if n > 0 {
			end = s.query(code)
		}
	}
	return end, []span{{p, end}}
}

// scheme is the length of http:// or https:// at a place.
func (s *scanner) scheme(p int) int {
	for _, x := range []string{"http://", "https://"} {
		if s.is(p, x) {
			return len(x)
		}
	}
	return 0
}

// is reports whether an ASCII text stands at a place, in either case.
func (s *scanner) is(p int, text string) bool {
	return p+len(text) <= len(s.t) && strings.EqualFold(string(s.t[p:p+len(text)]), text)
}

// domain returns the end of the longest domain at a place: labels, each ended
// by a dot, and a top-level domain. Strict: labels begin and end with a
// letter, and the last before the top has no underscore.
func (s *scanner) domain(p int, run []int, strict bool) (end int) {
	for p < len(s.t) {
		e := run[p]
		if e == p || e == len(s.t) || s.t[e] != '.' || strict && !(domainRune(s.t[p]) && domainRune(s.t[e-1])) {
			return end
		}
		if n := s.top(e + 1); n > 0 && !(strict && strings.ContainsRune(string(s.t[p:e]), '_')) {
			end = e + 1 + n
		}
		p = e + 1
	}
	return end
}

// bare finds the domains of Latin letters in a domain without a scheme: in
// Japanese there is no space before and behind.
func (s *scanner) bare(p, end int) []span {
	inner := newScanner(s.t[p:end])
	var all []span
	for i := 0; i < len(inner.t); {
		e := inner.domain(i, inner.ascii, false)
		if e == 0 {
			i = inner.ascii[i] + 1
			continue
		}
		all, i = append(all, span{p + i, p + e}), e
	}
	return all
}

// top returns the length of the top-level domain at a place, or 0.
func (s *scanner) top(p int) int {
	if s.tops[p] == 0 {
		s.tops[p] = 1 + s.findTop(p)
	}
	return s.tops[p] - 1
}

func (s *scanner) findTop(p int) int {
	if s.is(p, "xn--") {
		n := 4
		for p+n < len(s.t) && (alphanumeric(s.t[p+n]) || s.t[p+n] == '-') {
			n++
		}
		if n > 4 {
			return n
		}
		return 0
	}
	for n := min(s.run[p]-p, longestTop); n > 0; n-- {
		if after := p + n; after < len(s.t) && (alphanumeric(s.t[after]) || strings.ContainsRune("@+-", s.t[after])) {
			continue
		}
		if topLevel(string(s.t[p : p+n])) {
			return n
		}
	}
	return 0
}

// topLevel reports a top-level domain that ICANN has given out.
func topLevel(s string) bool {
	ascii, err := idna.Punycode.ToASCII(strings.ToLower(s))
	if err != nil {
		return false
	}
	// With a label before it, for of some countries only what is below is listed.
	_, icann := publicsuffix.PublicSuffix("label." + ascii)
	return icann
}

// encodes reports whether a host can be resolved at all: every label as it
// travels has at most 63 bytes, and the whole address is not endless.
func encodes(host []rune, length int) bool {
	split := func(r rune) bool { return r == '.' || r == '\u3002' || r == '\uff0e' || r == '\uff61' }
	for _, label := range strings.FieldsFunc(string(host), split) {
		ascii, err := idna.Punycode.ToASCII(label)
		if err != nil || len(ascii) > longestLabel {
			return false
		}
		length += len(ascii) - len([]rune(label))
	}
	return length <= longestLink
}

func (s *scanner) port(p int) int {
	e := p + 1
	for s.is(p, ":") && e < len(s.t) && s.t[e] >= '0' && s.t[e] <= '9' {
		e++
	}
	if e > p+1 {
		return e
	}
	return p
}

// path returns the end of the path at a place, or the place itself. A path may
// hold marks, but does not end with one, unless it is a closing parenthesis of
// its own.
func (s *scanner) path(p int) int {
	if !s.is(p, "/") {
		return p
	}
	end := p + 1
	for i := end; i < len(s.t); {
		switch r := s.t[i]; {
		case r == '(':
			n := s.parentheses(i, 2)
			if n == 0 {
				return end
			}
			i += n
			end = i
		case pathRune(r):
			if i++; pathEndRune(r) {
				end = i
			}
		default:
			return end
		}
	}
	return end
}

// parentheses is the length of a balanced pair at a place, which may hold
// another to the depth.
func (s *scanner) parentheses(p, depth int) int {
	for i := p + 1; i < len(s.t); {
		switch r := s.t[i]; {
		case r == ')' && i > p+1:
			return i + 1 - p
		case r == '(' && depth > 1:
			n := s.parentheses(i, depth-1)
			if n == 0 {
				return 0
			}
			i += n
		case pathRune(r):
			i++
		default:
			return 0
		}
	}
	return 0
}

// query returns the end of the query at a place, or the place itself.
func (s *scanner) query(p int) int {
	end := p
	for i := p + 1; s.is(p, "?") && i < len(s.t) && queryRune(s.t[i]); i++ {
		if alphanumeric(s.t[i]) || strings.ContainsRune("-_&=#/", s.t[i]) {
			end = i + 1
		}
	}
	return end
}

func alphanumeric(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

// mayPrecede reports what a link may follow: anything that does not make the
// whole a mention, a hashtag, a cashtag or the end of a longer word.
func mayPrecede(r rune) bool {
	return !alphanumeric(r) && !strings.ContainsRune("@＠$#＃"+forbidden, r)
}

// domainRune reports a letter of a domain: anything but ASCII marks, spaces and
// the marks that set a direction.
func domainRune(r rune) bool {
	switch {
	case alphanumeric(r):
		return true
	case strings.ContainsRune("!'#%&()*+,\\-./:;<=>?@[]^_{|}~$"+forbidden, r), unicode.IsSpace(r), r == '\u180e':
		return false
	}
	return !directional(r)
}

func directional(r rune) bool {
	return r == '\u061c' || r == '\u200e' || r == '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

func latinDomainRune(r rune) bool { return alphanumeric(r) || r == '-' || accented(r) }

// accented reports a Latin letter with an accent, or an accent.
func accented(r rune) bool {
	return r >= 0xc0 && r <= 0x24f && r != 0xd7 && r != 0xf7 || r >= 0x300 && r <= 0x36f || r >= 0x1e00 && r <= 0x1eff ||
		strings.ContainsRune("\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb", r)
}

func pathEndRune(r rune) bool {
	return alphanumeric(r) || accented(r) || r >= 0x400 && r <= 0x4ff || strings.ContainsRune("+-=_#/", r)
}

func pathRune(r rune) bool { return pathEndRune(r) || strings.ContainsRune("!*';:,.$%[]\u2013~@|&", r) }

func queryRune(r rune) bool {
	return alphanumeric(r) || strings.ContainsRune("!?*'@();:&=+$/%#[]-_.,~|", r)
}
