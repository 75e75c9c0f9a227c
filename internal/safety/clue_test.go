package safety

import (
	"math/rand/v2"
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"

	"nadi/internal/prose"
)

// sample writes a text at random that an expression may match.
func sample(b *strings.Builder, r *rand.Rand, re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		if re.Rune[0] <= '0' && re.Rune[1] >= '9' && re.Rune[len(re.Rune)-1] < 128 && len(re.Rune) > 2 {
			b.WriteByte("abcdxyz0159"[r.IntN(11)]) // of a word; few are written with _
			return
		}
		i := 2 * r.IntN(len(re.Rune)/2)
		b.WriteRune(re.Rune[i] + rune(r.IntN(int(min(re.Rune[i+1]-re.Rune[i]+1, 20)))))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteString([]string{" ", "a ", ","}[r.IntN(3)])
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			sample(b, r, sub)
		}
	case syntax.OpAlternate:
		sample(b, r, re.Sub[r.IntN(len(re.Sub))])
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		least, most := map[syntax.Op]int{syntax.OpPlus: 1, syntax.OpRepeat: re.Min}[re.Op], map[syntax.Op]int{syntax.OpStar: 6, syntax.OpPlus: 6, syntax.OpQuest: 1, syntax.OpRepeat: re.Max}[re.Op]
		if least == 0 && most == 1 && re.Sub[0].String() == " " || re.Sub[0].String() == `[\t\n\f\r ]` {
			least = 1 // words run together are not what anybody writes
		}
		for range least + r.IntN(max(most, least)-least+1) {
			sample(b, r, re.Sub[0])
		}
	}
}

// judged is a text as one sentence.
func judged(f *Finder, lex *prose.Lexicon, text string) (*sentence, bool) {
	t := prose.NewReader(lex).Read(prose.Passage{Text: text})
	s := &sentence{f: f, t: t}
	return s, f.next(s) && s.to == len(t.Tokens)
}

// TestCluesLetMatchesThrough demands of random texts that an expression
// matches that its clues see them.
func TestCluesLetMatchesThrough(t *testing.T) {
	lex := prose.NewLexicon()
	f := New(lex, Options{Advise: true})
	r := rand.New(rand.NewPCG(1, 2))
	tried := 0
	look := func(expr string, clues []clue) {
		if len(clues) == 0 {
			return
		}
		re, tree := regexp.MustCompile(expr), must(syntax.Parse(expr, syntax.Perl))
		for range 60 {
			var b strings.Builder
			sample(&b, r, tree)
			s, whole := judged(f, lex, b.String())
			if !whole || !re.Match(s.text()) {
				continue
			}
			if tried++; !s.hints(clues) {
				t.Errorf("the clues miss %q of %q", b.String(), expr)
				return
			}
		}
	}
	for i := range f.patterns {
		p := &f.patterns[i]
		for j, expr := range strings.Split(p.says, "\n") {
			look(expr, p.clues[j])
		}
	}
	look(expressions().likely.String(), f.fatal.likely)
	t.Logf("%d texts", tried)
}

// TestSparesAreHarmless demands that words which spare a sentence make it
// harmless by the full expression, too.
func TestSparesAreHarmless(t *testing.T) {
	for _, list := range [][]pattern{claimPatterns(), advicePatterns()} {
		for _, p := range list {
			for alternative := range strings.SplitSeq(p.spare, "|") {
				first, then, _ := strings.Cut(alternative, ">")
				_, then, _ = strings.Cut(then, " ")
				for _, a := range strings.Fields(first) {
					for _, b := range append(strings.Fields(then), "")[:max(1, len(strings.Fields(then)))] {
						if text := strings.TrimSpace("x " + a + " " + b); !regexp.MustCompile(p.unless).MatchString(text) {
							t.Errorf("%s: %q is not harmless by %q", p.rule, text, p.unless)
						}
					}
				}
			}
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestPlain: prose without a hit allocates nothing, and one walk finds what
// two find.
func TestPlain(t *testing.T) {
	lex := prose.NewLexicon()
	f := New(lex, Options{})
	text := prose.NewReader(lex).Read(prose.Passage{Text: "High blood pressure has few signs. Do not stop a medicine without asking your doctor. Take 5 mg once a day. रोज़ टहलें और नमक कम करें।"})
	d, hits := f.Begin(), 0
	count := func(Hit) { hits++ }
	if n := testing.AllocsPerRun(20, func() { f.Text(text, count); d.Add(text); d.Text(text, count) }); n > 0 || hits > 0 {
		t.Errorf("%v allocations, %d hits", n, hits)
	}
}

// TestAdvise: what only warns is looked for only when it is asked for.
func TestAdvise(t *testing.T) {
	const mild = "He committed suicide because he lost his job. Walking cuts the risk by half. We are the best hospital in the country."
	for _, advise := range []bool{false, true} {
		lex := prose.NewLexicon()
		f := New(lex, Options{Advise: advise})
		hits := 0
		f.Text(prose.NewReader(lex).Read(prose.Passage{Text: mild}), func(h Hit) { hits++ })
		if (hits > 0) != advise {
			t.Errorf("advise %v: %d hits", advise, hits)
		}
	}
}
