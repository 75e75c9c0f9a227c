package safety

import "nadi/internal/prose"

// sentence is the part of a text that is being looked at, and the sets that
// its words and its neighbours' belong to.
type sentence struct {
	f          *Finder
	t          *prose.Text
	from, to   int // tokens
	has, prior class
	*buffer         // see text and around; borrowed when first asked for
	keyed      bool // all is known
	all        keys
}

// longest is how many tokens are looked at together; a text without stops is
// cut, so that time stays in step with length.
const longest = 160

// next moves to the sentence that follows.
func (f *Finder) next(s *sentence) bool {
	tokens := s.t.Tokens
	i := s.to
	if i >= len(tokens) {
		return false
	}
	s.prior, s.from, s.keyed = s.has, i, false
	if s.buffer != nil {
		s.lower, s.wide = s.lower[:0], s.wide[:0]
	}
	has, classes, folded := class(0), f.words.classes, s.t.Folded
	for end := min(i+longest, len(tokens)); i < end; i++ {
		k := &tokens[i]
		if k.First && i > s.from && !f.runsOn(s.t, i) {
			break
		}
		c := folded[k.From] // what of says, with few branches
		has |= classes[k.ID] | made[k.Sort&3] | begun[c]
		if k.ID == 0 && (c == devanagariByte || k.Sort == prose.Mixed) {
			has |= f.words.rare(s.t, k)
		}
	}
	s.has, s.to = has, i
	return true
}

// runsOn reports whether the stop before token i belongs to an abbreviation,
// as in No. 1 and approx. 5 mg.
func (f *Finder) runsOn(t *prose.Text, i int) bool {
	if i < 2 || t.Of(t.Tokens[i-1]) != "." {
		return false
	}
	bits := f.words.of(t, &t.Tokens[i-2])
	return bits&shortened != 0 || bits&numero != 0 && t.Tokens[i].Sort == prose.Number
}

// holds reports whether every set that a gate asks for has a word here.
func (s *sentence) holds(g *gate) bool {
	for _, n := range g.need {
		if n != 0 && s.has&n == 0 && s.prior&n&g.prior == 0 {
			return false
		}
	}
	return g.within == 0 || s.close(g.need[0], g.need[1], g.within)
}

// close reports whether a word of each set stands at most n tokens from one of
// the other.
func (s *sentence) close(a, b class, n int) bool {
	lastA, lastB := s.from-n-1, s.from-n-1
	for i := s.from; i < s.to; i++ {
		bits := s.bits(i)
		if bits&a != 0 {
			lastA = i
		}
		if bits&b != 0 {
			lastB = i
		}
		if bits&(a|b) != 0 && max(lastA, lastB)-min(lastA, lastB) <= n {
			return true
		}
	}
	return false
}

func (s *sentence) start() int { return int(s.t.Tokens[s.from].From) }
func (s *sentence) end() int   { return int(s.t.Tokens[s.to-1].To) }

// text is the sentence as expressions read it: ASCII letters small, a letter
// and its nukta apart. place leads back.
func (s *sentence) text() []byte {
	s.borrow()
	if len(s.lower) == 0 {
		s.lower = plain(s.lower, s.t.Folded[s.start():s.end()])
	}
	return s.lower
}

func (s *sentence) borrow() {
	if s.buffer == nil {
		s.buffer = s.f.buffers.Get().(*buffer)
		s.lower, s.wide = s.lower[:0], s.wide[:0]
	}
}

// release gives the memory of its letters back.
func (s *sentence) release() {
	if s.buffer != nil {
		s.f.buffers.Put(s.buffer)
		s.buffer = nil
	}
}

// place returns the offset in the sentence of an offset in its text.
func (s *sentence) place(at int) int {
	if len(s.text()) == s.end()-s.start() {
		return at
	}
	seen := 0
	for i, r := range s.t.Folded[s.start():s.end()] {
		if seen >= at {
			return i
		}
		seen += len(decomposed(string(r)))
	}
	return s.end() - s.start()
}

// plain appends a text as expressions see it.
func plain(to []byte, s string) []byte {
	if hasComposed(s) {
		s = decomposed(s)
	}
	to = append(to, s...)
	for i, c := range to {
		if c >= 'A' && c <= 'Z' {
			to[i] = c + 'a' - 'A'
		}
	}
	return to
}

// around is the sentence, what stands before it and what follows, about two
// sentences each way.
func (s *sentence) around() []byte {
	s.borrow()
	if len(s.wide) == 0 {
		s.wide = plain(s.wide, s.t.Folded[max(0, s.start()-reach):min(len(s.t.Folded), s.end()+reach)])
	}
	return s.wide
}

// reach is how many bytes before and after a sentence its neighbourhood has.
const reach = 240

// question reports whether the sentence asks.
func (s *sentence) question() bool {
	for i := s.to - 1; i >= s.from && i >= s.to-3; i-- {
		if s.t.Of(s.t.Tokens[i]) == "?" {
			return true
		}
	}
	return false
}

// near returns a token of the set that stands at most before tokens before the
// bytes from, to of the sentence, after tokens after them, or among them; -1
// if there is none.
func (s *sentence) near(set class, from, to, before, after int) int {
	a, b := s.index(from), s.index(to-1)
	for i := max(s.from, a-before); i <= min(s.to-1, b+after); i++ {
		if s.bits(i)&set != 0 {
			return i
		}
	}
	return -1
}

// index returns the token at a byte of the sentence, or the next one.
func (s *sentence) index(at int) int {
	at += s.start()
	for i := s.from; i < s.to; i++ {
		if int(s.t.Tokens[i].To) > at {
			return i
		}
	}
	return s.to - 1
}

// bits are the classes of token i of the text.
func (s *sentence) bits(i int) class {
	return s.f.words.of(s.t, &s.t.Tokens[i])
}

// denies reports whether a claim is asked, doubted or denied rather than made:
// English says no before the verb, Hindi after it.
func (s *sentence) denies(from, to int) bool {
	if s.question() || (s.has|s.prior)&doubt != 0 {
		return true
	}
	a, b := s.index(from), s.index(to-1)
	for i := a - 1; i >= s.from && (i >= a-8 || i < s.from+2); i-- {
		if s.bits(i)&negation != 0 && !s.only(i+1) {
			return true
		}
		if i == a-8 && i > s.from+2 {
			i = s.from + 2 // a sentence that begins with No denies all of it
		}
	}
	for i := a; i < s.to && i <= b+8; i++ {
		if s.stop(i) {
			return false
		}
		if s.bits(i)&nahin != 0 {
			return true
		}
	}
	return false
}

// only reports whether token i is the second word of "not only", "न केवल".
func (s *sentence) only(i int) bool { return i < s.to && s.bits(i)&merely != 0 }

// stop reports whether a clause ends at token i.
func (s *sentence) stop(i int) bool {
	switch s.t.Of(s.t.Tokens[i]) {
	case ",", ";", "-", "|", "!":
		return true
	}
	return false
}
