// Package language looks for words that are harder or colder than they need to
// be, and measures how much school a text asks of its reader.
//
// It answers three questions. Which words make an illness of a person, or a
// crime of a suicide (language/person-first)? Which have a shorter everyday
// word (language/plain)? And how hard is the whole: reading grade, hardest
// sentences, letters that nobody explained?
//
// Everything here is advice and never blocks. Lists of words are wrong more
// often than writers forgive, so a word is passed over where it may be right:
// in a quotation, in a name, where the text speaks about the word itself,
// where a neighbour shows another sense. A word that is right far more often
// than not (use, help, chronic) is in no list, however many guides have it.
//
// The lists are terms_en.tsv and terms_hi.tsv. They follow NIDA's Words
// Matter, CDC's preferred terms and Plain Language Thesaurus, NIH's style
// guide, plainlanguage.gov and the NHS A to Z; the words are facts, the notes
// are ours. Some groups prefer other words for themselves: a site names those
// in Options.Allowed.
//
// English formulas are never used on Hindi. For Hindi there are plain counts,
// and one young formula that is no more than a hint.
package language

import (
	"nadi/internal/diag"
	"nadi/internal/prose"
)

// Hit is a word or expression in one text.
type Hit struct {
	Rule          string // language/person-first or language/plain
	Kind          string // person, suicide, medical or plain
	From, To      int    // in Text.Folded
	Message, Hint string
	Swap          string // exact replacement of From..To where that is certain, else ""
}

// Options are a site's own wishes.
type Options struct {
	Allowed []string // words, expressions and abbreviations that are not marked, and do not count as hard
}

// Finder looks for words. It is made once and safe for concurrent use.
type Finder struct {
	terms   []term
	byKey   [][]entry       // entries[keys.Get(id)-1]
	keys    prose.Table     // 1 + index of byKey
	classes prose.Table     // what neighbours say, see words_context.go
	counted prose.Table     // syllables of words that the reckoning would get wrong
	allowed map[string]bool // lower case
	known   map[string]bool // abbreviations that need no explanation
}

// New returns a finder whose words are learnt by lex. All rules of one build
// share a lexicon; it must not change once texts are read.
func New(lex *prose.Lexicon, o Options) *Finder {
	f := &Finder{allowed: map[string]bool{}, known: map[string]bool{}}
	for _, w := range o.Allowed {
		f.allowed[prose.Lower(w)] = true
	}
	f.learnContext(lex)
	f.learnTerms(lex, "en", termsEnglish)
	f.learnTerms(lex, "hi", termsHindi)
	f.learnSyllables(lex)
	f.learnAcronyms()
	return f
}

// Report is what is known of a whole article at its end.
type Report struct {
	Lang             string
	Words, Sentences int
	Grade            float64 // Flesch-Kincaid; 0 for what is not English, and below 100 words
	Ease, SMOG, Fog  float64 // Flesch, McLaughlin (from 30 sentences on), Gunning; 0 as Grade
	Hardest          []Hard  // at most five, hardest first
	Acronyms         []Hard  // not explained where they first stand, in order
	Hindi            HindiCounts
}

// Hard is a place that is hard to read.
type Hard struct {
	Span  diag.Span
	Words int
	Grade float64
	Text  string // the first 60 code points
}
