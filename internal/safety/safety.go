// Package safety finds what may harm a reader: promises of a cure, advice to
// stop a medicine or to wait in an emergency, doses that can be misread or are
// too large, and words about suicide that put others at risk.
//
// It promises two things. A hit that is Sure blocks an article, so it is made
// only where a careful medical editor would send the text back; everything
// else is a warning, meant as a question to the writer. And a good article,
// one that says there is no cure, quotes a myth to deny it or tells readers
// not to stop a medicine, is left in peace.
//
// A sentence is looked at only if it holds words of all the sets that a
// pattern asks for, and then only if some of its words stand as the pattern's
// clues say. Only then does a regular expression run, over that one sentence
// and never over a text, so that ordinary prose costs one look at each word. To teach the package something new, add a
// pattern (claims.go, advice.go, suicide.go), a word (words_*.go) and a line
// on each side of testdata.
//
// Do not ask it whether something is true. It knows words, not medicine; a
// false claim in sober words passes, and the medical reviewer is there for it.
//
// What is dangerous about words on suicide follows WHO, Preventing suicide: a
// resource for media professionals (2023), and ReportingOnSuicide.org; claims
// follow India's Drugs and Magic Remedies (Objectionable Advertisements) Act
// 1954 and Schedule J of the Drugs Rules 1945; the writing of doses follows
// the Joint Commission's do-not-use list (2004, kept since).
package safety

import (
	"slices"
	"sync"

	"nadi/internal/prose"
)

// Hit is something that may harm, in one passage.
type Hit struct {
	Rule          string // safety/cure-claim
	From, To      int    // in Text.Folded
	Message, Hint string
	Sure          bool // it blocks; the others warn
}

// Options is what the site says about itself.
type Options struct {
	Region    string   // us, in or uk; "" stands for all
	Helplines []string // the site's own, as they are dialled
	Advise    bool     // look for what only ever warns, too: risk, superlative and the suicide rules on words, notes and causes
}

// Finder looks for harm. It is safe for concurrent use.
type Finder struct {
	words    words
	ring     ring
	gates    []gate
	patterns []pattern
	behind   []uint8 // the gate of each pattern
	any      class   // what some gate asks for first
	advise   bool
	region   string
	numbers  map[string]kind
	fatal    fatal
	buffers  sync.Pool // of *buffer
}

// gate is what patterns ask of the words of a sentence; many ask the same.
type gate struct {
	need   [3]class
	prior  class
	within int
}

// buffer is memory for the letters of a sentence and its neighbourhood.
type buffer struct{ lower, wide []byte }

// New teaches lex the words of this package.
func New(lex *prose.Lexicon, o Options) *Finder {
	f := &Finder{words: learn(lex), ring: newRing(), advise: o.Advise, region: o.Region, numbers: numbersOf(o.Helplines)}
	f.buffers.New = func() any { return new(buffer) }
	teach := func(s string) []clue { return f.ring.learn(lex, s) }
	f.fatal = learnFatal(teach)
	for _, list := range [][]pattern{suicidePatterns(), claimPatterns(), advicePatterns(), riskPatterns(), sexPatterns()} {
		for _, p := range list {
			if p.in(o.Region) && (o.Advise || !p.mild()) {
				p.compile(teach)
				f.add(p)
			}
		}
	}
	return f
}

// mild reports whether no hit of p's rule is ever sure.
func (p *pattern) mild() bool {
	switch p.rule {
	case "safety/risk", "safety/superlative", "safety/suicide-words", "safety/suicide-note", "safety/suicide-cause":
		return true
	}
	return false
}

// add puts a pattern behind its gate. There are at most 64 gates, the bits of
// what look opens.
func (f *Finder) add(p pattern) {
	g := gate{p.need, p.prior, p.within}
	i := slices.Index(f.gates, g)
	if i < 0 {
		i = len(f.gates)
		f.gates = append(f.gates, g)
	}
	if i > 63 {
		panic("safety: too many gates")
	}
	f.patterns, f.behind = append(f.patterns, p), append(f.behind, uint8(i))
	f.any |= p.need[0]
}

// Text reports what may harm in one passage.
func (f *Finder) Text(t *prose.Text, report func(Hit)) {
	s := sentence{f: f, t: t}
	for f.next(&s) {
		f.look(&s, report)
	}
	s.release()
}

// look runs over one sentence what its words call for. Patterns of one rule
// stand together, the surest first; one hit a rule is enough for a sentence.
func (f *Finder) look(s *sentence, report func(Hit)) {
	if s.has&(f.any|means|unit|shorthand) == 0 {
		return
	}
	if open := f.open(s); open != 0 {
		f.match(s, open, report)
	}
	s.method(report)
	s.notation(report)
	s.limit(report)
}

// open returns the gates that the words of a sentence open, as bits.
func (f *Finder) open(s *sentence) uint64 {
	open := uint64(0)
	for i := range f.gates {
		g := &f.gates[i]
		if (s.has|s.prior&g.prior)&g.need[0] != 0 && s.holds(g) {
			open |= 1 << i
		}
	}
	return open
}

func (f *Finder) match(s *sentence, open uint64, report func(Hit)) {
	done := ""
	for i, g := range f.behind {
		if open>>g&1 == 0 {
			continue
		}
		p := &f.patterns[i]
		if p.rule == done {
			continue
		}
		if from, to, ok := p.find(s); ok {
			done = p.rule
			report(Hit{p.rule, from, to, p.message, p.hint, p.sure && (p.prior == 0 || s.has&p.prior != 0) && !s.t.Quoted})
		}
	}
}
