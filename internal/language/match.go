package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"nadi/internal/prose"
)

// found is an entry that stands in the text: tokens first..last.
type found struct {
	entry       *entry
	first, last int
	said        bool
}

// look is one text while it is looked through.
type look struct {
	t      *prose.Text
	all    []found
	quotes int  // double quotation marks so far
	asked  bool // whether it was looked for words about drugs
	drugs  bool
}

// Text reports the words of one text that could be plainer or kinder. Each
// expression is reported once a text.
func (f *Finder) Text(t *prose.Text, report func(Hit)) {
	if !spoken(t) {
		return
	}
	var room [8]found
	l := look{t: t, all: room[:0]}
	for i := range t.Tokens {
		k := &t.Tokens[i]
		if at := f.keys.Get(k.ID); at != 0 {
			f.at(&l, i, f.byKey[at-1])
		} else if k.Sort == prose.Mark && t.Folded[k.From] == '"' {
			l.quotes++
		}
	}
	for i := range l.all {
		if !covered(i, l.all) {
			l.all[i].said = true
			report(f.hit(t, l.all[i]))
		}
	}
}

// spoken reports whether a text is the writer's own and meant to be read.
func spoken(t *prose.Text) bool {
	switch t.Kind {
	case prose.Code, prose.Address, prose.FileName, prose.Slug, prose.Meta, prose.Inside:
		return false
	}
	return !t.Quoted
}

// at adds the entries whose key stands at token i and that mean what their
// row is about. Of one row only the first is kept, and those that overlap it.
func (f *Finder) at(l *look, i int, entries []entry) {
	for k := range entries {
		e := &entries[k]
		if !f.language(l.t, e) {
			continue
		}
		first, last, ok := spread(l.t, i, e)
		if a := (found{entry: e, first: first, last: last}); ok && !l.has(a) && f.applies(l, a) {
			l.all = append(l.all, a)
		}
	}
}

// has reports whether a row was found before.
func (l *look) has(a found) bool {
	for _, b := range l.all {
		if b.entry.term == a.entry.term && b.last < a.first {
			return true
		}
	}
	return false
}

// language reports whether an entry is one of the text's language. English
// words for people stand in Hindi texts too.
func (f *Finder) language(t *prose.Text, e *entry) bool {
	r := &f.terms[e.term]
	hindi := strings.HasPrefix(t.Lang, "hi")
	switch {
	case r.lang == "en":
		return !hindi || r.rule == "language/person-first"
	case r.when&latin != 0:
		return hindi
	}
	return true
}

// spread returns the tokens of an entry whose key stands at token i. Between
// its words nothing may stand but a hyphen or an apostrophe.
func spread(t *prose.Text, i int, e *entry) (first, last int, ok bool) {
	first, last = i, i
	for k := e.key - 1; k >= 0; k-- {
		if first = before(t, first); first < 0 || t.Tokens[first].ID != e.words[k] {
			return 0, 0, false
		}
	}
	for k := e.key + 1; k < len(e.words); k++ {
		if last = behind(t, last); last < 0 || t.Tokens[last].ID != e.words[k] {
			return 0, 0, false
		}
	}
	return first, last, true
}

func before(t *prose.Text, i int) int {
	i--
	if i > 0 && joins(t, i) {
		i--
	}
	return i
}

func behind(t *prose.Text, i int) int {
	i++
	if i+1 < len(t.Tokens) && joins(t, i) {
		i++
	}
	if i >= len(t.Tokens) {
		return -1
	}
	return i
}

// joins reports whether token i is a mark that joins the words beside it.
func joins(t *prose.Text, i int) bool {
	k := t.Tokens[i]
	if k.Sort != prose.Mark || k.Spaced || i+1 >= len(t.Tokens) || t.Tokens[i+1].Spaced {
		return false
	}
	c := t.Folded[k.From]
	return c == '-' || c == '\''
}

// covered reports whether a longer one has the words of the i-th, or whether
// something was said of its row already.
func covered(i int, all []found) bool {
	a := all[i]
	for k, b := range all {
		if k != i && (b.said && b.entry.term == a.entry.term || b.first <= a.last && a.first <= b.last && (longer(b, a) || k < i && !longer(a, b))) {
			return true
		}
	}
	return false
}

func longer(a, b found) bool { return a.last-a.first > b.last-b.first }

// hit makes the message. An article before the words becomes part of them
// when they are replaced: "an addict" is "a person", not "an person".
func (f *Finder) hit(t *prose.Text, a found) Hit {
	r := &f.terms[a.entry.term]
	from, to := t.Tokens[a.first].From, t.Tokens[a.last].To
	h := Hit{Rule: r.rule, Kind: r.kind, From: int(from), To: int(to), Message: r.message(t.Folded[from:to]), Hint: r.hint()}
	if swap := a.entry.swap; swap != "" && t.Lang != "" {
		h.From, h.Swap = f.swap(t, a, swap)
	}
	return h
}

func (f *Finder) swap(t *prose.Text, a found, swap string) (int, string) {
	from := t.Tokens[a.first]
	i := a.first - 1
	if i >= 0 && from.Spaced && f.is(t, i, someA) {
		article := "a "
		if strings.ContainsRune("aeiou", rune(swap[0])) && !strings.HasPrefix(swap, "use") && !strings.HasPrefix(swap, "one") {
			article = "an "
		}
		from, swap = t.Tokens[i], article+swap
	}
	if from.Shape == prose.Capital || from.Shape == prose.Capitals && from.To-from.From == 1 {
		r, n := utf8.DecodeRuneInString(swap)
		swap = string(unicode.ToUpper(r)) + swap[n:]
	}
	return int(from.From), swap
}

// advice reports that what a row prefers is no words to write but a thing to
// do.
func advice(prefer string) bool {
	for _, p := range [...]string{"leave ", "give the ", "name the ", "say "} {
		if strings.HasPrefix(prefer, p) {
			return true
		}
	}
	return false
}

func (r *term) message(words string) string {
	switch r.kind {
	case "person":
		return `"` + words + `" can hurt the people it speaks of`
	case "suicide":
		return `"` + words + `" makes a suicide a crime, a success or a story`
	case "medical":
		return `many readers do not know "` + words + `"`
	}
	return `there is a plainer word for "` + words + `"`
}

func (r *term) hint() string {
	say := strings.Join(r.prefer, " or ")
	if len(r.prefer) > 0 && !advice(r.prefer[0]) {
		say = `say "` + strings.Join(r.prefer, `" or "`) + `"`
		if r.lang == "hi" {
			say = `लिखें: "` + strings.Join(r.prefer, `" या "`) + `"`
		}
	}
	if r.kind == "medical" && r.lang == "en" {
		say += ", or explain it where it first stands"
	}
	if r.note != "" {
		say += "; " + r.note
	}
	return say
}
