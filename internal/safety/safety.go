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
// pattern asks for. Only then does a regular expression run, over that one
// sentence and never over a text. To teach the package something new, add a
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

import "nadi/internal/prose"

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
}

// Finder looks for harm. It is safe for concurrent use.
type Finder struct {
	words    words
	patterns []pattern
	any      class // what some pattern asks for first
	region   string
	numbers  map[string]kind
}

// New teaches lex the words of this package.
func New(lex *prose.Lexicon, o Options) *Finder {
	f := &Finder{words: learn(lex), region: o.Region, numbers: numbersOf(o.Helplines)}
	for _, list := range [][]pattern{suicidePatterns(), claimPatterns(), advicePatterns(), riskPatterns(), sexPatterns()} {
		for _, p := range list {
			if !p.in(o.Region) {
				continue
			}
			p.compile()
			f.patterns = append(f.patterns, p)
			f.any |= p.need[0]
		}
	}
	return f
}

// Text reports what may harm in one passage.
func (f *Finder) Text(t *prose.Text, report func(Hit)) {
	s := sentence{f: f, t: t}
	for f.next(&s) {
		if s.has&(f.any|means|unit|shorthand) != 0 {
			f.look(&s, report)
		}
	}
}

// look runs over one sentence what its words call for. Patterns of one rule
// stand together, the surest first; one hit a rule is enough for a sentence.
func (f *Finder) look(s *sentence, report func(Hit)) {
	done := ""
	for i := range f.patterns {
		p := &f.patterns[i]
		if p.rule == done || !s.holds(p) {
			continue
		}
		if from, to, ok := p.find(s); ok {
			done = p.rule
			report(Hit{p.rule, from, to, p.message, p.hint, p.sure && (p.prior == 0 || s.has&p.prior != 0) && !s.t.Quoted})
		}
	}
	s.method(report)
	s.notation(report)
	s.limit(report)
}
