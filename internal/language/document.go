package language

import (
	"strings"
	"unicode/utf8"

	"nadi/internal/prose"
)

// Document adds up what is read of one article. It is used by one goroutine.
type Document struct {
	f         *Finder
	english   bool
	hindi     bool
	rep       Report
	syllables int
	long      int // words of three syllables or more
	hard      int // those of them that Gunning counts
	script    script
	told      map[string]bool // long words that the text explained
	acronyms  map[string]bool // abbreviations met so far
	now       sentence
}

// sentence is the one being read.
type sentence struct {
	from, to                     int // in Folded
	words, syllables, long, hard int
}

// Begin starts a new article.
func (f *Finder) Begin(lang string) *Document {
	return &Document{f: f, english: strings.HasPrefix(lang, "en"), hindi: strings.HasPrefix(lang, "hi"), rep: Report{Lang: lang}}
}

// Add reads one more text of the article. Only running text counts for the
// grade: a list item is a sentence, with or without a full stop; headings,
// rows of tables and what stands for pictures are none. A quotation counts,
// but is never named as hard, since nobody may change it.
func (d *Document) Add(t *prose.Text) {
	switch t.Kind {
	case prose.Paragraph, prose.Caption, prose.Heading, prose.Row:
		d.letters(t)
	}
	if t.Kind != prose.Paragraph {
		return
	}
	dashes := 0
	for i := 0; i < len(t.Tokens); {
		k := t.Tokens[i]
		if k.Sort != prose.Mark {
			i = d.word(t, i)
			continue
		}
		if dash(t, i) && dashes == 0 {
			dashes = countDashes(t)
		}
		if stops(t, i) || dashes >= listDashes && dash(t, i) {
			d.close(t)
		}
		i++
	}
	d.close(t)
}

// listDashes is the number of dashes from which on they are taken for those
// of a list that was run together, and part its items.
const listDashes = 3

func dash(t *prose.Text, i int) bool {
	return t.Folded[t.Tokens[i].From] == '-' && (t.Tokens[i].Spaced || i == 0) && (i+1 == len(t.Tokens) || t.Tokens[i+1].Spaced)
}

func countDashes(t *prose.Text) int {
	n := 0
	for i := range t.Tokens {
		if t.Tokens[i].Sort == prose.Mark && dash(t, i) {
			n++
		}
	}
	return n
}

// word counts the word that begins at token i and returns the token after it.
// A word is what Flesch took for one: it ends at white space, and "don't" and
// "long-term" are one; a dash or a slash parts two.
func (d *Document) word(t *prose.Text, i int) int {
	s := &d.now
	if s.words == 0 {
		s.from = int(t.Tokens[i].From)
	}
	j, dotted := chunk(t, i)
	s.words++
	s.to = int(t.Tokens[j-1].To)
	if d.hindi {
		d.script.add(t.Folded[t.Tokens[i].From:s.to])
	} else if d.english {
		d.sounds(t, i, j, dotted)
	}
	return j
}

// sounds counts the syllables of the word in tokens i..j-1. Numbers,
// abbreviations and addresses count as one: no ear is asked for them. A long
// word that the text explains, or the site allows, counts as two, like any
// word that people know; neither SMOG nor Fog counts it then.
func (d *Document) sounds(t *prose.Text, i, j int, dotted bool) {
	s := &d.now
	if dotted {
		s.syllables++
		return
	}
	long, hard := false, false
	for k := i; k < j; k++ {
		n := d.f.syllablesOf(t, k)
		if n >= 3 && d.explained(t, k) {
			n = 2
		}
		s.syllables += n
		if n >= 3 {
			long = true
			hard = hard || gunning(t, k, n)
		}
	}
	if long {
		s.long++
	}
	if hard {
		s.hard++
	}
}

// gunning reports whether Fog counts a word of n syllables as hard: it leaves
// out names, and words that are long only by -es, -ed or -ing (Gunning, The
// Technique of Clear Writing, 1952).
func gunning(t *prose.Text, k, n int) bool {
	tok := t.Tokens[k]
	if tok.Shape != prose.Small && !tok.First {
		return false
	}
	w := t.Of(tok)
	if strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "es") && n > syllables(w[:len(w)-2]) || strings.HasSuffix(w, "ed") && n > syllables(w[:len(w)-2]) {
		return n > 3
	}
	return true
}

// explained reports whether a long word needs no ear any more: the text tells
// what it means here or did before, or the site says everybody knows it.
func (d *Document) explained(t *prose.Text, k int) bool {
	var room [48]byte
	w := lowered(t.Of(t.Tokens[k]), &room)
	if d.told[string(w)] || d.f.allowed[string(w)] {
		return true
	}
	if !glossed(t, k, k) {
		return false
	}
	if d.told == nil {
		d.told = map[string]bool{}
	}
	d.told[string(w)] = true
	return true
}

func lowered(w string, room *[48]byte) []byte {
	out := append(room[:0], w...)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return out
}

// close ends the current sentence, if there is one.
func (d *Document) close(t *prose.Text) {
	s := d.now
	d.now = sentence{}
	if s.words == 0 {
		return
	}
	d.rep.Sentences++
	d.rep.Words += s.words
	d.syllables += s.syllables
	d.long += s.long
	d.hard += s.hard
	switch {
	case d.hindi:
		d.script.sentence(s.words)
		if s.words > longSentence {
			d.rank(t, s, Hard{Words: s.words})
		}
	case d.english && s.words >= shortSentence:
		if g := grade(s.words, 1, s.syllables); g > easyGrade {
			d.rank(t, s, Hard{Words: s.words, Grade: g})
		}
	}
}

const (
	shortSentence = 10 // below, a sentence is hard by its words alone
	easyGrade     = 8  // NIH and CDC
	longSentence  = 20 // words, in Hindi
	hardest       = 5
	excerpt       = 60 // code points
)

// rank keeps the hardest sentences, and works out the place of a sentence
// only when it is among them.
func (d *Document) rank(t *prose.Text, s sentence, h Hard) {
	list := d.rep.Hardest
	if t.Quoted || len(list) == hardest && !harder(h, list[hardest-1]) {
		return
	}
	h.Span, h.Text = t.Span(s.from, s.to), beginning(t, s.from, s.to)
	if len(list) < hardest {
		list = append(list, h)
	} else {
		list[hardest-1] = h
	}
	for i := len(list) - 1; i > 0 && harder(list[i], list[i-1]); i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	d.rep.Hardest = list
}

func harder(a, b Hard) bool {
	if a.Grade != b.Grade {
		return a.Grade > b.Grade
	}
	return a.Words > b.Words
}

// beginning returns the first code points of a sentence as it was written.
func beginning(t *prose.Text, from, to int) string {
	start, end := t.Source(from, to)
	s := t.Text[start:end]
	at := 0
	for range excerpt {
		if at >= len(s) {
			return strings.Clone(s)
		}
		_, n := utf8.DecodeRuneInString(s[at:])
		at += n
	}
	return strings.Clone(s[:at])
}

// End returns what was found.
func (d *Document) End() Report {
	switch {
	case d.english:
		d.grades()
	case d.hindi:
		d.rep.Hindi = d.script.counts(d.rep.Words, d.rep.Sentences)
	}
	return d.rep
}
