package language

import (
	"strings"
	"unicode/utf8"

	"nadi/internal/prose"
)

// letters notes the abbreviations of a text that nobody explained. Headings
// and tables may explain one, but need not: the running text does.
func (d *Document) letters(t *prose.Text) {
	for i := range t.Tokens {
		k := t.Tokens[i]
		if k.Shape != prose.Capitals && k.Shape != prose.Inner || k.Sort != prose.Word || k.To-k.From < 2 {
			continue
		}
		w := singular(t.Of(k))
		if w == "" || d.f.known[w] || d.acronyms[w] || d.f.allowed[strings.ToLower(w)] || !abbreviated(t, i) {
			continue
		}
		told := spelled(t, i, w)
		if !told && t.Kind != prose.Paragraph {
			continue
		}
		if d.acronyms == nil {
			d.acronyms = map[string]bool{}
		}
		d.acronyms[strings.Clone(w)] = true
		if !told && !t.Quoted {
			d.rep.Acronyms = append(d.rep.Acronyms, Hard{Span: t.Span(int(k.From), int(k.To)), Text: strings.Clone(w)})
		}
	}
}

// singular returns an abbreviation without the s of its plural, or "" where
// the word is none: all of its letters are Latin capitals.
func singular(w string) string {
	w = strings.TrimSuffix(w, "s")
	if len(w) < 2 || len(w) > 6 || roman(w) {
		return ""
	}
	for i := range len(w) {
		if w[i] < 'A' || w[i] > 'Z' {
			return ""
		}
	}
	return w
}

// roman reports numbers as kings, and with a letter stages of cancer, have
// them.
func roman(w string) bool {
	n := len(w) - 1
	return strings.Trim(w, "IVX") == "" || w[n] >= 'A' && w[n] <= 'E' && strings.Trim(w[:n], "IVX") == ""
}

// abbreviated reports whether the capitals at token i are an abbreviation and
// not a shouted word, a part of a code or of a name, letters behind a name or
// those of a state.
func abbreviated(t *prose.Text, i int) bool {
	if capitals(t, i-1) || capitals(t, i+1) {
		return false
	}
	k := t.Tokens[i]
	if i > 0 && !k.Spaced && strings.IndexByte("-/.'@_&+#", t.Folded[t.Tokens[i-1].From]) >= 0 {
		return false
	}
	if i+1 >= len(t.Tokens) {
		return true
	}
	n := t.Tokens[i+1]
	if !n.Spaced && n.Sort == prose.Mark && strings.IndexByte("-/@_&+#'.", t.Folded[n.From]) >= 0 && i+2 < len(t.Tokens) && !t.Tokens[i+2].Spaced {
		return t.Folded[n.From] == '\'' || t.Folded[n.From] == '/' || t.Folded[n.From] == '-' && lowerWord(t, i+2)
	}
	if n.Sort == prose.Word && n.Spaced && strings.Contains(nameWords, " "+t.Of(n)+" ") {
		return false
	}
	return !place(t, i)
}

// lowerWord reports whether an ordinary word stands at token i, as in
// "NIH-funded", and not how something is spoken, as in "KATH-eh-ter".
func lowerWord(t *prose.Text, i int) bool {
	k := t.Tokens[i]
	return k.Sort == prose.Word && k.Shape == prose.Small && k.To-k.From > 3 && (i+1 == len(t.Tokens) || t.Of(t.Tokens[i+1]) != "-")
}

// nameWords make a name of the letters before them.
const nameWords = " Hospital Hospitals University Institute College School Inc Ltd Pharma Foundation Act Clinic Road Nagar Block Sector "

// capitals reports whether a word of several capitals stands at token i,
// without a mark between: then both are shouted.
func capitals(t *prose.Text, i int) bool {
	return i >= 0 && i < len(t.Tokens) && t.Tokens[i].Shape == prose.Capitals && t.Tokens[i].Sort == prose.Word && t.Tokens[i].To-t.Tokens[i].From > 2
}

// place reports whether the letters are those of a state behind a town:
// "Bethesda, MD" and "Atlanta, GA 30333".
func place(t *prose.Text, i int) bool {
	return i >= 2 && t.Tokens[i].To-t.Tokens[i].From == 2 && t.Of(t.Tokens[i-1]) == "," && t.Tokens[i-2].Shape == prose.Capital
}

// spelled reports whether the letters at token i are explained beside them.
func spelled(t *prose.Text, i int, letters string) bool {
	n := len(t.Tokens)
	at := func(j int) string {
		if j < 0 || j >= n {
			return ""
		}
		return t.Of(t.Tokens[j])
	}
	if at(i-1) == "(" && (matches(t, i-bracketReach, i-1, letters) || strings.HasPrefix(letters, "US") && len(letters) > 3 && matches(t, i-bracketReach, i-1, letters[2:])) {
		return true // "Department of Agriculture (USDA)"
	}
	if at(i+1) == "(" && matches(t, i+2, i+len(letters)+6, letters) {
		return true
	}
	switch at(i + 1) {
	case "stands", "means", "refers":
		return true
	case ",", "-", ":", "=", "|":
		if matches(t, i+2, i+len(letters)+6, letters) {
			return true
		}
	}
	for j := i - 1; j >= max(0, i-4); j-- {
		switch at(j) {
		case "called", "as", "abbreviated", "or", "short", ",", "-", "=", ":", "|":
			if matches(t, j-len(letters)-4, j, letters) {
				return true
			}
		}
	}
	return at(i-1) == "called" || at(i-2) == "called" && (at(i-1) == "a" || at(i-1) == "an" || at(i-1) == "the")
}

// bracketReach is how many tokens before a bracket what it abbreviates may
// begin: there may be a guide to speaking between.
const bracketReach = 30

// matches reports whether the words of tokens from..to-1 can be what letters
// stand for: the letters are found in them in order, the first at the
// beginning of a word. Words of another script are believed.
func matches(t *prose.Text, from, to int, letters string) bool {
	from, to = max(0, from), min(to, len(t.Tokens))
	for start := from; start < to; start++ {
		k := t.Tokens[start]
		if k.Sort != prose.Word && k.Sort != prose.Mixed {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(t.Folded[k.From:]); r >= 0x900 {
			return true
		}
		if t.Folded[k.From]|0x20 == letters[0]|0x20 && (k.Shape != prose.Capitals || k.To-k.From == 1) && inOrder(t.Folded[k.From:t.Tokens[to-1].To], letters) {
			return true
		}
	}
	return false
}

// inOrder reports whether all letters occur in s in their order.
func inOrder(s, letters string) bool {
	j := 0
	for i := 0; i < len(s) && j < len(letters); i++ {
		if s[i]|0x20 == letters[j]|0x20 {
			j++
		}
	}
	return j == len(letters)
}

func (f *Finder) learnAcronyms() {
	for w := range strings.FieldsSeq(knownLetters) {
		f.known[w] = true
	}
}
