package check

import (
	"fmt"
	"slices"

	"nadi/internal/config"
	"nadi/internal/diag"
	"nadi/internal/language"
	"nadi/internal/prose"
)

// advice are the rules of language, which never block. A nil advice gives
// none.
type advice struct{ finder *language.Finder }

// hardGrade is the reading grade above which a text is said to be hard: NIH
// and CDC ask for the eighth or lower, and real texts average eleven to
// fourteen, so that a lower line would be passed over.
const hardGrade = 8

// longHindi is the number of words above which a Hindi sentence is named.
// Twenty are easy to follow, and people who write well go a little over.
const longHindi = 30

func newAdvice(lex *prose.Lexicon, cfg *config.Config) *advice {
	return &advice{language.New(lex, language.Options{Allowed: cfg.Check.Words})}
}

// reading is advice at work on one article.
type reading struct {
	finder *language.Finder
	doc    *language.Document
}

func (a *advice) begin(p *Pass) *reading {
	if a == nil {
		return &reading{}
	}
	return &reading{a.finder, a.finder.Begin(speech(p.Article.Lang))}
}

func (r *reading) add(p *Pass, t *prose.Text) {
	if r.finder == nil {
		return
	}
	r.finder.Text(t, func(h language.Hit) {
		if h.Kind == "suicide" {
			return // internal/safety speaks of those words
		}
		p.add(h.Rule, diag.Warning, t.Span(h.From, h.To), h.Message, h.Hint)
		p.out[len(p.out)-1].Swap = h.Swap
	})
	if t.Kind != prose.Title && t.Kind != prose.Description && t.Kind != prose.Post {
		r.doc.Add(t)
	}
}

func (r *reading) end(p *Pass) {
	if r.finder == nil {
		return
	}
	rep := r.doc.End()
	for _, a := range rep.Acronyms {
		p.add("language/acronym", diag.Warning, a.Span, fmt.Sprintf("%s is not explained where it first stands", a.Text), "write it out, with the letters in brackets behind it")
	}
	if rep.Grade > hardGrade {
		at := diag.Span{}
		if len(rep.Hardest) > 0 {
			at = rep.Hardest[0].Span
		}
		p.add("language/grade", diag.Warning, at, fmt.Sprintf("this text asks for %.0f years of school; %d is what most readers have (%s)", rep.Grade, hardGrade, grades(rep)), "shorten the sentences named by language/sentence, and say long words in short ones")
		for _, h := range rep.Hardest {
			p.add("language/sentence", diag.Info, h.Span, fmt.Sprintf("one of the hardest sentences: %d words", h.Words), "make two of it")
		}
	}
	r.hindi(p, rep)
}

// grades are the formulas of a text in English, SMOG from thirty sentences on.
func grades(rep language.Report) string {
	s := fmt.Sprintf("Flesch-Kincaid %.1f, Gunning Fog %.1f, reading ease %.0f", rep.Grade, rep.Fog, rep.Ease)
	if rep.SMOG > 0 {
		s += fmt.Sprintf(", SMOG %.1f", rep.SMOG)
	}
	return s
}

// hindi gives plain counts; no formula for English is used on Devanagari.
func (r *reading) hindi(p *Pass, rep language.Report) {
	if rep.Lang != "hi" {
		return
	}
	long := slices.DeleteFunc(rep.Hardest, func(h language.Hard) bool { return h.Words <= longHindi })
	if len(long) == 0 {
		return
	}
	p.add("language/grade", diag.Info, long[0].Span, counts(rep.Hindi), "shorten the sentences named by language/sentence")
	for _, h := range long {
		p.add("language/sentence", diag.Info, h.Span, fmt.Sprintf("a long sentence: %d words", h.Words), "make two of it; twenty words are easy to follow")
	}
}

// counts says how long the sentences and words of a text in Hindi are.
func counts(h language.HindiCounts) string {
	return fmt.Sprintf("%d long sentences; a sentence has %.0f words, a word %.1f syllables and %.1f joined letters; %d words in Latin letters",
		h.LongSentences, h.WordsPerSentence, h.SyllablesPerWord, h.ConjunctsPerWord, h.LatinWords)
}
