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
	//go:embed words_surname_words_hi.txt
	surnameWordsHindi string
	//go:embed words_common.txt
	commonWords string
	//go:embed words_famous.txt
	famousPeople string
)

// learn fills the tables.
func (f *finder) learn(lex *prose.Lexicon) {
	lists := append([]wordList{
		{given, givenNames}, {givenWord, givenWords}, {surname, surnames}, {surnameWord, surnameWords},
		{given, givenNamesHindi}, {givenWord, givenWordsHindi}, {surname, surnamesHindi}, {surnameWord, surnameWordsHindi}, {common, commonWords},
	}, nameWords...)
	for _, l := range lists {
		f.names = lex.Mark(f.names, l.bits, spellings(entries(l.words))...)
		f.learnParts(lex, entries(l.words))
	}
	for _, l := range careWords {
		f.care = lex.Mark(f.care, l.bits, spellings(entries(l.words))...)
		f.learnParts(lex, entries(l.words))
	}
	f.learnRoles(lex)
	f.learnLooks(lex)
	for line := range strings.Lines(famousPeople) {
		if w := entries(line); len(w) == 2 {
			f.famous[[2]prose.WordID{lex.Learn(w[0]), lex.Learn(w[1])}] = true
		}
	}
}

// learnRoles learns of each English role what several of them are called.
func (f *finder) learnRoles(lex *prose.Lexicon) {
	for _, l := range nameWords {
		if l.bits != role {
			continue
		}
		for _, w := range entries(l.words) {
			if w[len(w)-1] < 'z'+1 && w[len(w)-1] != 's' {
				f.names = lex.Mark(f.names, roles, w+"s")
			}
		}
	}
}

// learnLooks marks the words for which a sentence is read.
func (f *finder) learnLooks(lex *prose.Lexicon) {
	f.look = make(prose.Table, lex.Size())
	for id := range f.look {
		n, c := f.names.Get(prose.WordID(id)), f.care.Get(prose.WordID(id))
		if n&(given|title) != 0 || n&(surname|surnameWord) == surname || n&givenWord != 0 || c&(patient|passive|event|named|agent|meet) != 0 || n&hindi != 0 && lex.Learn("mein") != prose.WordID(id) {
			f.look[id] |= someName
		}
		if c&(small|rare|public|kin|rareIll) != 0 {
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

// spellings adds to Hindi words how others write them: with and without the
// dot under क ख ग ज फ, and with ं for ँ.
func spellings(words []string) []string {
	all := words
	for _, w := range words {
		if w[0] != 0xe0 {
			continue
		}
		if bare := strings.NewReplacer("क़", "क", "ख़", "ख", "ग़", "ग", "ज़", "ज", "फ़", "फ").Replace(w); bare != w {
			all = append(all, bare)
		}
		for _, c := range []string{"ख", "ज", "फ", "क", "ग"} {
			if dotted := strings.Replace(w, c, c+"\u093c", 1); strings.Contains(w, c) && !strings.Contains(w, "\u093c") {
				all = append(all, dotted)
			}
		}
		if flat := strings.ReplaceAll(w, "ँ", "ं"); flat != w {
			all = append(all, flat)
		}
	}
	return all
}

// learnParts keeps words where a part of a hashtag can be looked up.
func (f *finder) learnParts(lex *prose.Lexicon, words []string) {
	for _, w := range words {
		f.parts[prose.Lower(w)] = lex.Learn(w)
	}
}
