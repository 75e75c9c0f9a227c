package safety

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
)

// pattern is one way to do harm with words. Its expressions see one sentence
// in lower case. In them \b stands at the edges of Latin words only; Hindi
// words are written without it.
type pattern struct {
	rule          string
	need          [3]class // a sentence has words of all of these; the first is the rarest
	within        int      // how near the first two must stand, in tokens; 0 is anywhere
	prior         class    // a need that the sentence before may fill; then nothing is sure
	says          string   // what it says: a line each in English, Hindi, Hindi in Latin letters; group 1, if any, is what is shown
	unless        string   // what makes it harmless, in the sentence
	around        string   // the same, in its neighbourhood too
	before, after class    // a word of it stands within ten tokens before, or after
	reach         int      // how many tokens, if not ten
	claim         bool     // questions, doubts and denials let it pass
	regions       string   // where it holds; "" is everywhere
	sure          bool
	message, hint string
	clue          string // what a match must have, a line for each of says; see clue
	spare         string // clues, in bytes, of which any is a part of unless

	seek      [3]func() *regexp.Regexp
	free, far func() *regexp.Regexp
	clues     [3][]clue
	spared    []clue
}

// compile makes the expressions of p ready; each is compiled when it is first
// needed, which on most sites most never are.
func (p *pattern) compile(learn func(string) []clue) {
	for i, expr := range strings.Split(p.says, "\n") {
		p.seek[i] = lazily(expr)
	}
	for i, clues := range strings.Split(p.clue, "\n") {
		p.clues[i] = learn(clues)
	}
	p.spared = learn(p.spare)
	p.free, p.far = lazily(p.unless), lazily(p.around)
}

// of gives p its clues: what a match must have, and what spares it.
func (p pattern) of(clue, spare string) pattern {
	p.clue, p.spare = clue, spare
	return p
}

func lazily(expr string) func() *regexp.Regexp {
	if expr == "" {
		return nil
	}
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

func (p *pattern) in(region string) bool {
	return p.regions == "" || region == "" || strings.Contains(p.regions, region)
}

// find returns the place of what p is about, in the folded text.
func (p *pattern) find(s *sentence) (from, to int, ok bool) {
	if s.spares(p.spared) {
		return 0, 0, false
	}
	for i, seek := range p.seek {
		if seek == nil || i == 1 && s.has&devanagari == 0 || i == 2 && s.has&roman == 0 || !s.hints(p.clues[i]) {
			continue
		}
		if from, to, ok = p.among(s, seek()); ok {
			return from, to, true
		}
	}
	return 0, 0, false
}

func (p *pattern) among(s *sentence, seek *regexp.Regexp) (from, to int, ok bool) {
	for _, m := range seek.FindAllSubmatchIndex(s.text(), 4) {
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 {
				m = m[g : g+2]
			}
		}
		if from, to, ok = p.placed(s, s.place(m[0]), s.place(m[1])); ok && !p.harmless(s, m[0], m[1]) {
			return s.start() + from, s.start() + to, true
		}
	}
	return 0, 0, false
}

// placed reports whether the words that p asks for stand near enough. Where
// they must stand close by, they are shown too.
func (p *pattern) placed(s *sentence, from, to int) (int, int, bool) {
	const far = 10
	if p.before != 0 && s.near(p.before, from, to, far, 0) < 0 {
		return 0, 0, false
	}
	if p.after == 0 {
		return from, to, true
	}
	i := s.near(p.after, from, to, 0, cmp.Or(p.reach, far))
	if i >= 0 && p.reach > 0 {
		to = max(to, int(s.t.Tokens[i].To)-s.start())
	}
	return from, to, i >= 0
}

// reaching demands a medicine at most n tokens on.
func (p pattern) reaching(n int) pattern {
	p.after, p.reach = medicine, n
	return p
}

func (p *pattern) harmless(s *sentence, from, to int) bool {
	return p.free != nil && p.free().Match(s.text()) ||
		p.claim && s.denies(from, to) ||
		p.far != nil && p.far().Match(s.around())
}
