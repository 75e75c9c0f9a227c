package language

import (
	_ "embed"
	"strings"

	"nadi/internal/prose"
)

//go:embed terms_en.tsv
var termsEnglish string

//go:embed terms_hi.tsv
var termsHindi string

// A row of the lists has five columns: term, prefer, kind, when, note.
//
// term may hold several spellings, parted by |. kind is person, suicide,
// medical or plain. when holds conditions and forms, parted by blanks:
//
//	verb      the first word is a verb: its other forms are looked for too
//	plural    the last word is a noun: its plural is looked for too
//	people    only where a word for people follows
//	noun      only where no noun follows that would make an adjective of it
//	article   as noun, and after a, an or the
//	drug      only in a text about drugs or drink
//	ill       only of a person or an illness
//	after     only where an illness follows
//	not:a,<b  not where a stands before or behind it, or b before, or >c behind
//	weak      not where the text explains it
//	staff     not where it says what somebody of the staff is
//	latin     Hindi in Latin letters, looked for in Hindi texts alone
//	exact     prefer fits wherever the term stands
//	loose     prefer fits in sense but not in form

// term is one row.
type term struct {
	rule   string
	lang   string
	prefer []string // what to say instead, the best first
	note   string
	when   condition
	not    []sense
	kind   string
	row    int
}

// sense is a neighbour that gives a term another meaning.
type sense struct {
	word prose.WordID
	side byte // '<' before, '>' behind, else either
}

type condition uint32

const (
	ifPeople condition = 1 << iota
	ifNoun
	ifArticle
	ifDrug
	ifIll
	ifAfter
	ifUnexplained
	latin
	asVerb
	asPlural
	ifNoStaff
	noSwap
	anySwap
)

var conditions = map[string]condition{"people": ifPeople, "noun": ifNoun, "article": ifArticle | ifNoun, "drug": ifDrug, "ill": ifIll, "after": ifAfter,
	"weak": ifUnexplained, "latin": latin, "verb": asVerb, "plural": asPlural, "staff": ifNoStaff, "loose": noSwap, "exact": anySwap}

// entry is one way to write a term.
type entry struct {
	term  int
	words []prose.WordID
	key   int    // which of words is looked up
	swap  string // exact, or ""
	own   string // the term as it is named in messages
}

func (f *Finder) learnTerms(lex *prose.Lexicon, lang, table string) {
	row := 0
	for line := range strings.Lines(table) {
		row++
		cols := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if row == 1 || len(cols) != 5 {
			continue
		}
		f.learnRow(lex, lang, cols)
	}
}

func (f *Finder) learnRow(lex *prose.Lexicon, lang string, cols []string) {
	t := term{rule: ruleOf[cols[2]], kind: cols[2], lang: lang, note: cols[4], row: len(f.terms)}
	for p := range strings.SplitSeq(cols[1], "; ") {
		if p != "" {
			t.prefer = append(t.prefer, p)
		}
	}
	for w := range strings.FieldsSeq(cols[3]) {
		if list, ok := strings.CutPrefix(w, "not:"); ok {
			for n := range strings.SplitSeq(list, ",") {
				t.not = append(t.not, sense{lex.Learn(strings.TrimLeft(n, "<>")), n[0]})
			}
		}
		t.when |= conditions[w]
	}
	f.terms = append(f.terms, t)
	for own := range strings.SplitSeq(cols[0], "|") {
		if f.allowed[prose.Lower(own)] {
			continue
		}
		for _, form := range forms(own, &t) {
			f.learnEntry(lex, entry{term: t.row, swap: form.swap, own: own}, form.term)
		}
	}
}

var ruleOf = map[string]string{"person": "language/person-first", "suicide": "language/person-first", "medical": "language/plain", "plain": "language/plain"}

// learnEntry puts an entry under the word of it that is rarest in texts, for
// which length is a good guess.
func (f *Finder) learnEntry(lex *prose.Lexicon, e entry, written string) {
	longest := 0
	for i, w := range strings.FieldsFunc(written, func(r rune) bool { return r == ' ' || r == '-' || r == '\'' }) {
		e.words = append(e.words, lex.Learn(w))
		if n := rareness(w); n > longest {
			longest, e.key = n, i
		}
	}
	if len(e.words) == 0 {
		return
	}
	id := e.words[e.key]
	at := f.keys.Get(id)
	if at == 0 {
		f.byKey = append(f.byKey, nil)
		at = uint32(len(f.byKey))
		f.keys = grown(f.keys, id)
		f.keys[id] = at
	}
	f.byKey[at-1] = append(f.byKey[at-1], e)
}

// rareness guesses how seldom a word stands in a text.
func rareness(w string) int {
	if strings.Contains(commonWords, " "+w+" ") {
		return 1
	}
	return 1 + len(w)
}

const commonWords = " people person persons patient patients health disease about which there their would should could through number between because have being mental disorder treatment "

func grown(t prose.Table, id prose.WordID) prose.Table {
	if n := int(id) + 1 - len(t); n > 0 {
		t = append(t, make(prose.Table, n)...)
	}
	return t
}
