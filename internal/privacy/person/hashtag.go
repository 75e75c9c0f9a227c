package person

import (
	"unicode"
	"unicode/utf8"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// hashtag looks for a name inside a hashtag, where every word has a capital
// of its own: #JusticeForNadiaKhan.
func (r *reading) hashtag(i int) {
	if i+1 >= r.to || r.t.Tokens[i+1].Spaced || r.t.Tokens[i+1].Shape != prose.Inner {
		return
	}
	k := &r.t.Tokens[i+1]
	var parts [8][2]int
	n := humps(r.of(i+1), parts[:])
	called := r.isCause(k, parts[:n])
	for p := range n {
		first, last := parts[p], parts[min(p+1, n-1)]
		b := r.lookUp(k, first)
		if b&given == 0 || b&givenWord != 0 && !called {
			continue
		}
		whole := p+1 < n && r.lookUp(k, last)&(surname|surnameWord|given) != 0
		if p+1 < n && !whole && r.lookUp(k, last)&common == 0 && called {
			whole = true
		}
		if !called && !(whole && r.around.one) || !whole && !r.around.one && !called || r.lookUp(k, parts[n-1])&org != 0 {
			continue
		}
		end := first[1]
		if whole {
			end = last[1]
		}
		r.hitInside(k, first[0], end, called && whole)
		return
	}
}

// isCause reports whether the hashtag calls for somebody: Justice, PrayFor,
// Team, GetWellSoon.
func (r *reading) isCause(k *prose.Token, parts [][2]int) bool {
	for _, p := range parts {
		if r.f.care.Get(r.idOf(k, p))&cause != 0 {
			return true
		}
	}
	return false
}

// idOf finds the number of a part of a token; the reader numbers only wholes.
func (r *reading) idOf(k *prose.Token, p [2]int) prose.WordID {
	return r.f.parts[prose.Lower(r.t.Folded[int(k.From)+p[0]:int(k.From)+p[1]])]
}

func (r *reading) lookUp(k *prose.Token, p [2]int) uint32 { return r.f.names.Get(r.idOf(k, p)) }

// hitInside reports a part of a token.
func (r *reading) hitInside(k *prose.Token, from, to int, sure bool) {
	if !r.changed() {
		r.report(finding.Hit{Rule: ruleName, From: int(k.From) + from, To: int(k.From) + to, Sure: sure, What: "the name of a patient", Because: "a hashtag calls for it"})
	}
}

// humps cuts CamelCase into its words.
func humps(s string, parts [][2]int) int {
	n, start := 0, 0
	for i := 0; i < len(s); {
		u, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsUpper(u) && i > start {
			if n == len(parts) {
				return n
			}
			parts[n], start = [2]int{start, i}, i
			n++
		}
		i += size
	}
	if n < len(parts) {
		parts[n] = [2]int{start, len(s)}
		n++
	}
	return n
}
