package language

import (
	"strings"
	"unicode/utf8"

	"nadi/internal/prose"
)

// is reports whether token i is of one of the classes.
func (f *Finder) is(t *prose.Text, i int, classes uint32) bool {
	return i >= 0 && i < len(t.Tokens) && f.classes.Get(t.Tokens[i].ID)&classes != 0
}

// applies reports whether nothing around the words speaks for them.
func (f *Finder) applies(l *look, a found) bool {
	t, r := l.t, &f.terms[a.entry.term]
	return !part(t, a) && l.quotes%2 == 0 && f.means(l, a, r) && !f.neighbour(t, a, r) && !quoted(t, a) && !f.named(t, a) && !f.mentioned(t, a, r)
}

// part reports whether the words are a part of a longer one, or of an address:
// "mobile-addicts", "clinicians/diagnosis.asp".
func part(t *prose.Text, a found) bool {
	from, to := int(t.Tokens[a.first].From), int(t.Tokens[a.last].To)
	if from > 0 && strings.IndexByte("-/._@#&=", t.Folded[from-1]) >= 0 {
		return t.Folded[from-1] != '-' || hyphen(t, a.first-1)
	}
	if to+1 >= len(t.Folded) || t.Folded[to+1] == ' ' {
		return false
	}
	return strings.IndexByte("-/._@#&=", t.Folded[to]) >= 0 && (t.Folded[to] != '-' || hyphen(t, a.last+1))
}

// means reports whether the words have the sense of their row.
func (f *Finder) means(l *look, a found, r *term) bool {
	t := l.t
	next := a.last + 1
	switch w := r.when; {
	case w&ifPeople != 0 && !f.is(t, next, somebody):
		return false
	case w&ifNoun != 0 && !f.standsAlone(t, next):
		return false
	case w&ifArticle != 0 && !f.is(t, a.first-1, article) && !strings.HasPrefix(t.Lang, "hi"):
		return false
	case w&ifDrug != 0 && !f.aboutDrugs(l):
		return false
	case w&ifIll != 0 && !f.ofIllness(t, a):
		return false
	case w&ifAfter != 0 && !f.beforeIllness(t, a):
		return false
	case w&ifNoStaff != 0 && ofStaff(t, a):
		return false
	case w&ifUnexplained != 0 && explained(t, a, r):
		return false
	}
	return true
}

// ofStaff reports whether a name stands before the words, or behind them:
// "Asha Example, a cardiologist", "cardiologist Asha Example".
func ofStaff(t *prose.Text, a found) bool {
	for i := a.first - 1; i >= max(0, a.first-6); i-- {
		if k := t.Tokens[i]; k.Shape == prose.Capital && (!k.First || t.Tokens[a.first-1].Sort == prose.Mark) {
			return true
		}
		if t.Tokens[i].First {
			break
		}
	}
	next := a.last + 1
	return next < len(t.Tokens) && !t.Tokens[next].First && t.Tokens[next].Shape == prose.Capital
}

// standsAlone reports whether what begins at token i makes no adjective of
// the word before it: "the blind" against "the blind spot".
func (f *Finder) standsAlone(t *prose.Text, i int) bool {
	if i >= len(t.Tokens) {
		return true
	}
	k := t.Tokens[i]
	if k.Sort == prose.Mark {
		c := t.Folded[k.From]
		return c != '-' && c != '/' && c != '\'' || k.Spaced
	}
	return f.is(t, i, small) || t.Folded[k.From] >= utf8.RuneSelf
}

// aboutDrugs reports whether a word about drugs or drink stands in the text.
func (f *Finder) aboutDrugs(l *look) bool {
	if l.asked {
		return l.drugs
	}
	l.asked = true
	for i := range l.t.Tokens {
		if f.is(l.t, i, drug) {
			l.drugs = true
			break
		}
	}
	return l.drugs
}

// ofIllness reports whether the words are said of a person, or an illness
// follows them. Regions suffer from drought, and programs from errors.
func (f *Finder) ofIllness(t *prose.Text, a found) bool {
	if f.beforeIllness(t, a) {
		return true
	}
	for i := a.last + 1; i < min(a.last+5, len(t.Tokens)) && !t.Tokens[i].First; i++ {
		if f.is(t, i, trouble) {
			return false
		}
	}
	for i := a.first - 1; i >= max(0, a.first-4) && !t.Tokens[i+1].First; i-- {
		if f.is(t, i, thing|somebody) {
			return f.is(t, i, somebody)
		}
	}
	return false
}

// beforeIllness reports whether an illness is named in the next few words.
func (f *Finder) beforeIllness(t *prose.Text, a found) bool {
	for i := a.last + 1; i < min(a.last+5, len(t.Tokens)) && !t.Tokens[i].First && !f.is(t, i, trouble); i++ {
		if f.is(t, i, illness) || illnessByForm(t.Of(t.Tokens[i])) {
			return true
		}
	}
	return false
}

func illnessByForm(w string) bool {
	w = strings.TrimSuffix(strings.ToLower(w), "s")
	for _, end := range [...]string{"iti", "itis", "osi", "osis", "emia", "aemia", "oma", "pathy", "algia", "phobia", "rrhea", "rrhoea", "plegia"} {
		if len(w) > len(end)+2 && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// explained reports whether the text says the plain word too, or puts an
// explanation in brackets or beside the word.
func explained(t *prose.Text, a found, r *term) bool {
	if glossed(t, a.first, a.last) {
		return true
	}
	if len(t.Folded) > 4000 {
		return false
	}
	for _, p := range r.prefer {
		for word := range strings.SplitSeq(p, " ") {
			if len(word) > 4 && !saysLess(word) && strings.Contains(t.Folded, word) {
				return true
			}
		}
	}
	return false
}

// saysLess reports words of an explanation that explain nothing alone.
func saysLess(word string) bool {
	switch word {
	case "doctor", "people", "person", "heart", "blood", "which", "about", "cannot", "medicine":
		return true
	}
	return false
}

// glossed reports whether tokens first..last are explained beside them:
// "oedema (swelling)", "swelling (oedema)", "called oedema", "oedema, or
// swelling", "oedema means …".
func glossed(t *prose.Text, first, last int) bool {
	n := len(t.Tokens)
	mark := func(i int, c byte) bool { return i >= 0 && i < n && t.Folded[t.Tokens[i].From] == c }
	word := func(i int, words ...string) bool {
		if i < 0 || i >= n {
			return false
		}
		for _, w := range words {
			if t.Of(t.Tokens[i]) == w {
				return true
			}
		}
		return false
	}
	switch {
	case mark(last+1, '(') && last+2 < n && t.Tokens[last+2].Sort == prose.Word && (last+3 >= n || t.Tokens[last+2].Shape != prose.Capitals):
		return true
	case mark(first-1, '(') && (mark(last+1, ')') || mark(last+1, ',')), mark(first-1, '"') && mark(last+1, '"'):
		return true
	case mark(last+1, ',') && (word(last+2, "or", "also", "which", "meaning", "i") || word(last+2, "a", "an", "the") && first > 0):
		return true
	case word(last+1, "means", "refers", "stands") || word(last+1, "or", "is", "are") && word(last+2, "a", "an", "the", "when", "another"):
		return true
	}
	for i := first - 1; i >= max(0, first-3); i-- {
		if word(i, "called", "termed", "as", "named", "means", "term", "word") && (i == first-1 || !word(i, "as")) {
			return true
		}
	}
	return mark(first-2, ',') && word(first-1, "or")
}

// neighbour reports whether a word stands beside the words that gives them
// another sense.
func (f *Finder) neighbour(t *prose.Text, a found, r *term) bool {
	if len(r.not) == 0 {
		return false
	}
	prev, next := before(t, a.first), behind(t, a.last)
	for _, s := range r.not {
		if prev >= 0 && s.side != '>' && t.Tokens[prev].ID == s.word || next >= 0 && s.side != '<' && t.Tokens[next].ID == s.word {
			return true
		}
	}
	return false
}

// quoted reports whether the words stand between single quotation marks.
// Double ones are counted by their reader.
func quoted(t *prose.Text, a found) bool {
	single := func(i int) bool { return i >= 0 && i < len(t.Tokens) && t.Folded[t.Tokens[i].From] == '\'' }
	if !single(a.first-1) || a.first > 1 && !t.Tokens[a.first-1].Spaced && t.Tokens[a.first-2].Sort != prose.Mark {
		return false
	}
	for i := a.last + 1; i < min(a.last+6, len(t.Tokens)); i++ {
		if single(i) && !t.Tokens[i].Spaced {
			return true
		}
	}
	return false
}

// named reports whether the words are part of a name: written with a capital
// within a sentence, or beside a word of institutions.
func (f *Finder) named(t *prose.Text, a found) bool {
	plain := !titleCase(t)
	listed := asListed(t, a)
	for i := a.first; i <= a.last; i++ {
		k := t.Tokens[i]
		if k.Sort == prose.Mark {
			continue
		}
		if !listed && (k.Shape == prose.Inner || plain && k.Shape != prose.Small && !k.First) {
			return true
		}
	}
	if t.Tokens[a.last].Shape == prose.Small {
		return f.is(t, a.last+1, office)
	}
	for i := max(0, a.first-4); i <= min(a.last+4, len(t.Tokens)-1); i++ {
		if t.Tokens[i].Shape != prose.Small && f.is(t, i, institution) {
			return true
		}
	}
	next := a.last + 1
	return plain && next < len(t.Tokens) && t.Tokens[next].Shape == prose.Capital && t.Tokens[next].Spaced && t.Tokens[a.last].Shape != prose.Small
}

// asListed reports whether the capitals of a term are those it always has.
func asListed(t *prose.Text, a found) bool {
	for i := a.first; i <= a.last; i++ {
		k := t.Tokens[i]
		if k.Sort != prose.Mark && k.Shape != prose.Small && !strings.Contains(a.entry.own, t.Of(k)) {
			return false
		}
	}
	return true
}

// titleCase reports whether most words of the text have capitals, so that one
// says nothing.
func titleCase(t *prose.Text) bool {
	if len(t.Tokens) > 40 {
		return false
	}
	words, capitals := 0, 0
	for _, k := range t.Tokens {
		if k.Sort == prose.Word && k.To-k.From > 3 {
			words++
			if k.Shape != prose.Small {
				capitals++
			}
		}
	}
	return words > 1 && 3*capitals > 2*words
}

// mentioned reports whether the text speaks about the words themselves, or
// denies them.
func (f *Finder) mentioned(t *prose.Text, a found, r *term) bool {
	for i := a.first - 1; i >= max(0, a.first-7); i-- {
		if t.Tokens[i+1].First {
			break
		}
		if f.is(t, i, mention) || r.rule == "language/person-first" && i >= a.first-2 && f.is(t, i, denial) {
			return true
		}
	}
	for i := a.last + 1; i < min(a.last+4, len(t.Tokens)); i++ {
		if t.Tokens[i].First {
			break
		}
		if f.is(t, i, mentionAfter) {
			return true
		}
	}
	return false
}
