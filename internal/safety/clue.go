package safety

import (
	"strconv"
	"strings"

	"nadi/internal/prose"
	"nadi/internal/text"
)

// clue is the cheap shadow of an expression: a word of one set and, a few
// tokens on, a word of another. A sentence without any of a pattern's clues
// cannot match, so its expression need not run; what the clues let through,
// the expression still decides.
//
// Clues are written as "without >1 asking telling | ignore": sets of words
// parted by how far the second may stand behind the first, and alternatives
// parted by bars. No number after > is anywhere behind it.
type clue struct {
	first, then key
	within      int // 0 is anywhere
}

// key numbers a set of words that some clue asks for; 0 is none.
type key uint8

// keys is a set of keys.
type keys [3]uint64

func (k *keys) add(n key)      { k[n>>6] |= 1 << (n & 63) }
func (k *keys) has(n key) bool { return k[n>>6]>>(n&63)&1 != 0 }
func (k *keys) union(other *keys) {
	k[0], k[1], k[2] = k[0]|other[0], k[1]|other[1], k[2]|other[2]
}
func (k *keys) meet(c *clue) bool { return k.has(c.first) && (c.then == 0 || k.has(c.then)) }

// ring knows which keys each word carries.
type ring struct {
	sets   map[string]key
	marks  []keys          // by the number that the lexicon gave a word
	dotted map[string]keys // see words.dotted
}

func newRing() ring { return ring{sets: map[string]key{}, dotted: map[string]keys{}} }

// learn returns the clues that s tells of.
func (r *ring) learn(lex *prose.Lexicon, s string) []clue {
	var out []clue
	for alternative := range strings.SplitSeq(s, "|") {
		first, then, _ := strings.Cut(alternative, ">")
		c := clue{first: r.set(lex, strings.TrimSpace(first))}
		if number, rest, ok := strings.Cut(then, " "); ok {
			c.within, _ = strconv.Atoi(number)
			c.then = r.set(lex, strings.TrimSpace(rest))
		}
		if c.first != 0 {
			out = append(out, c)
		}
	}
	return out
}

func (r *ring) set(lex *prose.Lexicon, list string) key {
	if list == "" {
		return 0
	}
	if k, ok := r.sets[list]; ok {
		return k
	}
	k := key(len(r.sets) + 1)
	if int(k) >= 64*len(keys{}) {
		panic("safety: too many sets of words in clues")
	}
	r.sets[list] = k
	for _, word := range strings.Fields(list) {
		id := int(lex.Learn(word))
		if id >= len(r.marks) {
			r.marks = append(r.marks, make([]keys, id+1-len(r.marks))...)
		}
		r.marks[id].add(k)
		if strings.Contains(word, nukta) {
			d := r.dotted[text.NFC(word)]
			d.add(k)
			r.dotted[text.NFC(word)] = d
		}
	}
	return k
}

// add adds the keys of a token to all.
func (r *ring) add(all *keys, t *prose.Text, k *prose.Token) {
	if k.ID != 0 {
		if int(k.ID) < len(r.marks) {
			all.union(&r.marks[k.ID])
		}
		return
	}
	if t.Folded[k.From] == devanagariByte && hasComposed(t.Of(*k)) {
		d := r.dotted[text.NFC(t.Of(*k))]
		all.union(&d)
	}
}

// hints reports whether the sentence has one of the clues; without any clues
// to ask for, it may.
func (s *sentence) hints(clues []clue) bool {
	for i := range clues {
		if s.follows(&clues[i], false) {
			return true
		}
	}
	return len(clues) == 0
}

// spares reports whether one of the clues holds, with distances in bytes.
func (s *sentence) spares(clues []clue) bool {
	for i := range clues {
		if s.follows(&clues[i], true) {
			return true
		}
	}
	return false
}

// follows reports whether a word of the clue's second set stands near enough
// behind one of its first.
func (s *sentence) follows(c *clue, bytes bool) bool {
	if !s.keys().meet(c) {
		return false
	}
	if c.then == 0 {
		return true
	}
	last := -1
	for i := s.from; i < s.to; i++ {
		k := keys{}
		s.f.ring.add(&k, s.t, &s.t.Tokens[i])
		if last >= 0 && k.has(c.then) && (c.within == 0 || s.apart(last, i, bytes) <= c.within) {
			return true
		}
		if k.has(c.first) {
			last = i
		}
	}
	return false
}

// apart is how far token b stands behind token a.
func (s *sentence) apart(a, b int, bytes bool) int {
	if bytes {
		return int(s.t.Tokens[b].From - s.t.Tokens[a].To)
	}
	return b - a
}

// keys are those of all words of the sentence.
func (s *sentence) keys() *keys {
	if !s.keyed {
		s.keyed, s.all = true, keys{}
		for i := s.from; i < s.to; i++ {
			s.f.ring.add(&s.all, s.t, &s.t.Tokens[i])
		}
	}
	return &s.all
}
