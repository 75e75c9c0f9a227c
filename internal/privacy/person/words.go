package person

import (
	_ "embed"
	"strings"

	"nadi/internal/prose"
)

var (
	//go:embed words_given.txt
	givenNames string
	//go:embed words_given_words.txt
	givenWords string
	//go:embed words_surname.txt
	surnames string
	//go:embed words_surname_words.txt
	surnameWords string
	//go:embed words_given_hi.txt
	givenNamesHindi string
	//go:embed words_given_words_hi.txt
	givenWordsHindi string
	//go:embed words_surname_hi.txt
	surnamesHindi string
	//go:embed words_common.txt
	commonWords string
	//go:embed words_famous.txt
	famousPeople string
)

// learn fills the tables.
func (f *finder) learn(lex *prose.Lexicon) {
	lists := append([]wordList{
		{given, givenNames}, {givenWord, givenWords}, {surname, surnames}, {surnameWord, surnameWords},
		{given, givenNamesHindi}, {givenWord, givenWordsHindi}, {surname, surnamesHindi}, {common, commonWords},
	}, nameWords...)
	for _, l := range lists {
		f.names = lex.Mark(f.names, l.bits, entries(l.words)...)
		f.learnParts(lex, entries(l.words))
	}
	for _, l := range careWords {
		f.care = lex.Mark(f.care, l.bits, entries(l.words)...)
		f.learnParts(lex, entries(l.words))
	}
	f.learnLooks(lex)
	for line := range strings.Lines(famousPeople) {
		if w := entries(line); len(w) == 2 {
			f.famous[[2]prose.WordID{lex.Learn(w[0]), lex.Learn(w[1])}] = true
		}
	}
}

// learnLooks marks the words for which a sentence is read.
func (f *finder) learnLooks(lex *prose.Lexicon) {
	f.look = make(prose.Table, lex.Size())
	for id := range f.look {
		n, c := f.names.Get(prose.WordID(id)), f.care.Get(prose.WordID(id))
		if n&(given|title) != 0 || n&givenWord != 0 || c&(patient|passive|event|named|agent|meet) != 0 || n&hindi != 0 && lex.Learn("mein") != prose.WordID(id) {
			f.look[id] |= someName
		}
		if c&(small|rare|public|kin) != 0 {
			f.look[id] |= someStory
		}
	}
}

// learnStaff learns whose names are no secret. A part of a name leads to the
// whole; titles and initials are no part.
func (f *finder) learnStaff(lex *prose.Lexicon, people []string) {
	for _, p := range people {
		var ids []prose.WordID
		for _, w := range strings.FieldsFunc(p, func(r rune) bool { return strings.ContainsRune(" .,()-'’", r) }) {
			id := lex.Learn(w)
			if len([]rune(w)) > 1 && f.names.Get(id)&(title|staffTitle|credential) == 0 {
				ids = append(ids, id)
			}
		}
		for _, id := range ids {
			f.staff[id] = append(f.staff[id], ids)
		}
	}
}

// entries returns the words of a list; a line that begins with # is a comment.
func entries(list string) []string {
	var words []string
	for line := range strings.Lines(list) {
		if !strings.HasPrefix(line, "#") {
			words = append(words, strings.Fields(line)...)
		}
	}
	return words
}

// learnParts keeps words where a part of a hashtag can be looked up.
func (f *finder) learnParts(lex *prose.Lexicon, words []string) {
	for _, w := range words {
		f.parts[prose.Lower(w)] = lex.Learn(w)
	}
}
