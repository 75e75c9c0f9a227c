package text

import (
	"unicode"
	"unicode/utf8"
)

// Scripts tells the language of a passage that stands in another script than
// its page, as far as that is certain: when exactly one language of the site
// is written in it. Devanagari on a site in English and Hindi is Hindi; on one
// that also speaks Marathi it could be either, and nothing is said.
//
// A voice that reads aloud skips or spells what it takes for its own language
// and cannot read. Latin words inside another script are the exception: they
// are mostly names and abbreviations, which those voices know, so only a text
// that is Latin altogether counts (Whole). A nil *Scripts finds nothing.
type Scripts struct {
	own     *unicode.RangeTable
	foreign []script
	lead    [256]bool // first bytes of letters that begin a passage
}

type script struct {
	lang  string
	table *unicode.RangeTable
}

// NewScripts returns the scripts of a site as a page in the language own sees
// them. names are the site's languages, by code, each by the name that it has
// in its own script.
func NewScripts(own string, names map[string]string) *Scripts {
	s := &Scripts{own: scriptOf(names[own])}
	count := map[*unicode.RangeTable]int{}
	for _, name := range names {
		count[scriptOf(name)]++
	}
	for code, name := range names {
		if t := scriptOf(name); t != nil && t != s.own && count[t] == 1 {
			s.foreign = append(s.foreign, script{code, t})
			if t != unicode.Latin {
				s.mark(t)
			}
		}
	}
	return s
}

// scriptOf is the script of a name's first letter; nil if there is none.
func scriptOf(name string) *unicode.RangeTable {
	for _, r := range name {
		if !unicode.IsLetter(r) {
			continue
		}
		for _, t := range unicode.Scripts {
			if unicode.Is(t, r) {
				return t
			}
		}
	}
	return nil
}

// mark notes with which bytes the letters of a script begin.
func (s *Scripts) mark(t *unicode.RangeTable) {
	for _, r := range t.R16 {
		s.leads(rune(r.Lo), rune(r.Hi))
	}
	for _, r := range t.R32 {
		s.leads(rune(r.Lo), rune(r.Hi))
	}
}

func (s *Scripts) leads(lo, hi rune) {
	first, last := utf8.AppendRune(nil, lo)[0], utf8.AppendRune(nil, hi)[0]
	for c := int(first); c <= int(last); c++ {
		s.lead[c] = true
	}
}

// Next finds the first passage of b in another script: from its first letter
// to its last, with what stands between, and with a danda behind it.
func (s *Scripts) Next(b []byte) (from, to int, lang string) {
	if s == nil || len(s.foreign) == 0 {
		return 0, 0, ""
	}
	for i := 0; i < len(b); {
		if !s.lead[b[i]] {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if f := s.of(r); f != nil && f.table != unicode.Latin && unicode.IsLetter(r) {
			return i, i + n + f.rest(b[i+n:]), f.lang
		}
		i += n
	}
	return 0, 0, ""
}

// of is the foreign script of a rune, or nil.
func (s *Scripts) of(r rune) *script {
	for i := range s.foreign {
		if unicode.Is(s.foreign[i].table, r) {
			return &s.foreign[i]
		}
	}
	return nil
}

// rest is how far a passage goes on in b: over signs and letters of its script,
// and over blanks, digits and punctuation if another letter follows.
func (f *script) rest(b []byte) int {
	end := 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case unicode.Is(f.table, r), unicode.Is(unicode.Inherited, r), end == i && (r == '।' || r == '॥'):
			end = i + n
		case !unicode.Is(unicode.Common, r):
			return end
		}
		i += n
	}
	return end
}

// Whole returns the language of a text that has no letter but those of one
// other script, Latin included; "" if that cannot be told.
func (s *Scripts) Whole(text string) string {
	lang := ""
	if s == nil {
		return ""
	}
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		f := s.of(r)
		if f == nil || lang != "" && f.lang != lang {
			return ""
		}
		lang = f.lang
	}
	return lang
}
