package person

import (
	"strings"
	"unicode/utf8"

	"nadi/internal/prose"
)

// Small questions about tokens; all may be asked beyond the sentence.

func (r *reading) name(i int) uint32 {
	if i < r.from || i >= r.to {
		return 0
	}
	if b := r.f.names.Get(r.t.Tokens[i].ID); b != 0 {
		return b
	}
	return r.roleBySuffix(i)
}

// roleBySuffix knows the professions that no list can hold all of.
func (r *reading) roleBySuffix(i int) uint32 {
	k := &r.t.Tokens[i]
	if k.Sort != prose.Word || k.Shape != prose.Small || k.To-k.From < 8 || r.f.care.Get(k.ID) != 0 || r.t.Folded[k.To-1] != 't' && r.t.Folded[k.To-1] != 'n' && r.t.Folded[k.To-1] != 'r' {
		return 0
	}
	w := r.of(i)
	for _, s := range [...]string{"ologist", "iatrist", "ician", "ographer", "ionist", "apist", "opath"} {
		if strings.HasSuffix(w, s) {
			return role
		}
	}
	return 0
}

func (r *reading) care(i int) uint32 {
	if i < r.from || i >= r.to {
		return 0
	}
	if w := r.f.care.Get(r.t.Tokens[i].ID); w != 0 {
		return w
	}
	return r.bySuffix(i)
}

// bySuffix knows plurals, and the operations and illnesses that no list can hold all of.
func (r *reading) bySuffix(i int) uint32 {
	k := &r.t.Tokens[i]
	if k.Sort != prose.Word || k.Shape != prose.Small || k.To-k.From < 5 || r.t.Folded[k.From] >= utf8.RuneSelf {
		return 0
	}
	switch r.t.Folded[k.To-1] {
	case 'a', 's', 'y':
	default:
		return 0
	}
	w := r.of(i)
	if strings.HasSuffix(w, "s") {
		if many := r.f.care.Get(r.f.parts[w[:len(w)-1]]) & (treat | medical); many != 0 {
			return many // stents
		}
	}
	for _, s := range [...]string{"ectomy", "plasty", "ostomy", "otomy", "itis", "opathy", "emia", "aemia", "oscopy", "osis", "iasis", "algia", "plegia", "phobia", "rrhea", "rrhoea", "sarcoma", "carcinoma", "blastoma", "eloma", "elioma"} {
		if strings.HasSuffix(w, s) {
			return treat
		}
	}
	return 0
}

// of returns the letters of token i, none beyond the text.
func (r *reading) of(i int) string {
	if i < 0 || i >= len(r.t.Tokens) {
		return ""
	}
	return r.t.Of(r.t.Tokens[i])
}

func (r *reading) wide(i int) bool {
	return i >= r.from && i < r.to && r.t.Folded[r.t.Tokens[i].From] >= utf8.RuneSelf && r.t.Tokens[i].Shape == prose.Small && r.t.Folded[r.t.Tokens[i].From] == 0xe0
}

func (r *reading) mark(i int, m byte) bool {
	return i >= r.from && i < r.to && r.t.Tokens[i].Sort == prose.Mark && r.t.Folded[r.t.Tokens[i].From] == m
}

func (r *reading) markAny(i int, marks string) bool {
	for k := range len(marks) {
		if r.mark(i, marks[k]) {
			return true
		}
	}
	return false
}

func (r *reading) capitalAt(i int) bool {
	return i >= r.from && i < r.to && r.t.Tokens[i].Sort == prose.Word && r.t.Tokens[i].Shape != prose.Small
}

func (r *reading) surnameAt(i int) bool {
	return r.name(i)&(surname|surnameWord) != 0 && (r.capitalAt(i) || !r.capitalAt(i-1))
}

func (r *reading) initialAt(i int) bool {
	return r.capitalAt(i) && r.t.Tokens[i].To-r.t.Tokens[i].From == 1 && r.t.Folded[r.t.Tokens[i].From] != 'I'
}

// plainCommon reports whether a word is one of titles and no name.
func (r *reading) plainCommon(i int) bool {
	b := r.name(i)
	return b&common != 0 && b&(given|givenWord|surname|surnameWord) == 0
}

// possessive reports whether 's stands at i.
func (r *reading) possessive(i int) bool {
	return r.mark(i, '\'') && i+1 < r.to && !r.t.Tokens[i+1].Spaced && r.of(i+1) == "s"
}

// credentialAt reports whether letters behind a name stand for a degree: MD,
// or M.D. with full stops.
func (r *reading) credentialAt(i int) bool {
	if r.name(i)&credential != 0 && (r.t.Tokens[i].Shape == prose.Capitals || r.t.Tokens[i].Shape == prose.Inner || r.wide(i)) {
		return true
	}
	if !r.initialAt(i) && !r.wide(i) && !(r.capitalAt(i) && r.of(i) == "Ph") {
		return false
	}
	return r.mark(i+1, '.') && !r.t.Tokens[i+1].Spaced && i+2 < r.to && !r.t.Tokens[i+2].Spaced && r.mark(i+3, '.') ||
		r.mark(i+1, '.') && r.initialAt(i+2) && !r.capitalAt(i+3) && !r.mark(i+4, '.') && r.t.Tokens[i+2].Spaced && r.of(i) == "Ph"
}

// lowered appends a word with its ASCII capitals made small; a switch over it
// costs no memory.
func lowered(b []byte, word string) []byte {
	for i := range len(word) {
		c := word[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
		if len(b) == 31 {
			break
		}
	}
	return b
}
