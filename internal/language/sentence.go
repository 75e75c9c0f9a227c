package language

import (
	"strings"
	"unicode/utf8"

	"nadi/internal/prose"
)

// chunk returns the token after the word that begins at token i, and whether
// the word has a dot in it: a number, an abbreviation or an address.
func chunk(t *prose.Text, i int) (end int, dotted bool) {
	j := i + 1
	for j+1 < len(t.Tokens) && t.Tokens[j].Sort == prose.Mark && !t.Tokens[j].Spaced && !t.Tokens[j+1].Spaced && t.Tokens[j+1].Sort != prose.Mark {
		switch t.Folded[t.Tokens[j].From] {
		case '-':
			if !hyphen(t, j) {
				return j, dotted
			}
		case '\'':
		case '.', ',', '@', '_':
			if footnote(t, j) {
				return j, dotted
			}
			dotted = true
		case ':':
			if t.Tokens[j+1].Sort != prose.Number {
				return j, dotted
			}
			dotted = true
		default:
			return j, dotted
		}
		j += 2
	}
	return j, dotted
}

// hyphen reports whether the mark at token i was written as a hyphen, and not
// as the dash that folding made one of.
func hyphen(t *prose.Text, i int) bool {
	from, _ := t.Source(int(t.Tokens[i].From), int(t.Tokens[i].To))
	r, _ := utf8.DecodeRuneInString(t.Text[from:])
	return r == '-' || r == '\u2010' || r == '\u2011'
}

// footnote reports whether the mark at token i is a full stop or comma with
// the number of a note behind it, as in "adhesions.1 Surgery".
func footnote(t *prose.Text, i int) bool {
	return i > 0 && i+1 < len(t.Tokens) && t.Tokens[i+1].Sort == prose.Number && !t.Tokens[i+1].Spaced && t.Tokens[i-1].Sort == prose.Word && t.Tokens[i-1].To-t.Tokens[i-1].From > 2
}

// stops reports whether the mark at token i ends a sentence.
func stops(t *prose.Text, i int) bool {
	mark := t.Of(t.Tokens[i])
	switch mark {
	case "।", "॥":
		return true
	case "?", "!":
		return i+1 == len(t.Tokens) || t.Tokens[i+1].Spaced || t.Tokens[i+1].Sort == prose.Mark
	case ".", "…":
		return stopEnds(t, i)
	}
	return false
}

func stopEnds(t *prose.Text, i int) bool {
	next := i + 1
	for next < len(t.Tokens) && !t.Tokens[next].Spaced && (t.Tokens[next].Sort == prose.Mark || footnote(t, next-1)) {
		next++
	}
	if next == len(t.Tokens) {
		return true
	}
	n := t.Tokens[next]
	if !n.Spaced || n.Shape == prose.Small && n.Sort == prose.Word && t.Folded[n.From] < utf8.RuneSelf {
		return false
	}
	return !abbreviation(t, i)
}

// abbreviation reports whether the full stop at token i, before a capital or
// a number, belongs to a short form.
func abbreviation(t *prose.Text, i int) bool {
	if i == 0 || t.Tokens[i].Spaced {
		return i == 0
	}
	p := t.Tokens[i-1]
	w := t.Of(p)
	if p.Sort == prose.Number {
		return i == 1 // the number of a list's item
	}
	if len(w) == 1 {
		return letterStays(t, i)
	}
	return len(w) < 7 && strings.Contains(titles, " "+strings.ToLower(w)+" ")
}

// titles are short forms that something always follows.
const titles = " dr drs mr mrs ms prof st vs fig figs no nos vol pp ed eds al approx dept est gen hon rev sr jr inc ltd co corp asst assoc ave capt col sgt lt gov sen rep डॉ डा श्री smt shri rs "

// letterStays reports whether a single letter before a full stop goes on: an
// initial, "e.g.", "U.S.". It ends with "p.m." and in "vitamin C. Eat more".
func letterStays(t *prose.Text, i int) bool {
	w := t.Of(t.Tokens[i-1])
	if i >= 3 && t.Of(t.Tokens[i-2]) == "." && !t.Tokens[i-2].Spaced {
		return w != "m" && w != "M"
	}
	if t.Tokens[i-1].Shape != prose.Capitals {
		return false
	}
	if i < 2 {
		return true
	}
	before := strings.ToLower(t.Of(t.Tokens[i-2]))
	return !strings.Contains(lettered, " "+before+" ")
}

// lettered are nouns that a letter follows.
const lettered = " vitamin vitamins hepatitis type group grade stage class plan part influenza figure section appendix and or type/ medicare schedule category option "
