package card

import (
	"slices"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// Covers reports whether every letter of a text can be drawn. It is quick and
// needs no fonts: it looks in a table, which a test compares with them.
func Covers(text string) bool {
	for _, r := range text {
		if (r < '!' || r > '~') && !covered(r) && !unseen(r) {
			return false
		}
	}
	return true
}

// covered looks a character up in the table.
func covered(r rune) bool {
	_, ok := slices.BinarySearchFunc(coverage, r, func(c [2]rune, r rune) int {
		switch {
		case c[1] < r:
			return -1
		case c[0] > r:
			return 1
		}
		return 0
	})
	return ok
}

// unseen tells what needs no glyph: spaces, and what clean takes out.
func unseen(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || harfbuzz.IsDefaultIgnorable(r)
}

// clean makes a text ready to be set: one kind of space, none at the ends, and
// nothing that cannot be seen. The joiners stay where they change letters.
func clean(text string) []rune {
	var out []rune
	in := []rune(text)
	for i, r := range in {
		switch {
		case r == '\u202f' || r == '\u2007':
			out = append(out, nbsp)
		case r == zwj || r == zwnj:
			if i > 0 && unicode.Is(unicode.Devanagari, in[i-1]) {
				out = append(out, r)
			}
		case r != nbsp && unicode.IsSpace(r):
			if len(out) > 0 && out[len(out)-1] != ' ' {
				out = append(out, ' ')
			}
		case r == nbsp || !unseen(r):
			out = append(out, r)
		}
	}
	if n := len(out); n > 0 && out[n-1] == ' ' {
		out = out[:n-1]
	}
	return out
}

// pieces are the parts of a text between which lines may break. A dash, danda
// or other mark that stands alone never begins a line.
func pieces(text []rune) [][]rune {
	var out [][]rune
	for len(text) > 0 {
		end := slices.Index(text, ' ')
		if end < 0 {
			end = len(text)
		}
		p := text[:end]
		if n := len(out); n > 0 && isMark(p) {
			out[n-1] = append(append(slices.Clone(out[n-1]), nbsp), p...)
		} else {
			out = append(out, p)
		}
		text = text[min(end+1, len(text)):]
	}
	return out
}

// isMark tells a piece that has neither letter nor digit, and does not open
// what follows.
func isMark(p []rune) bool {
	return !slices.ContainsFunc(p, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Ps, unicode.Pi, unicode.Sc)
	})
}

// prefix is the first n letters of a text, as readers count them, without the
// half of a word, if it is not a very long one, and what hangs behind the rest.
func prefix(text []rune, ends []int, n int) []rune {
	cut := text[:ends[n-1]]
	if len(cut) < len(text) && text[len(cut)] != ' ' {
		for i := len(cut) - 1; i > max(0, len(cut)-20); i-- {
			if cut[i] == ' ' {
				cut = cut[:i]
				break
			}
		}
	}
	for len(cut) > 0 && !unicode.In(cut[len(cut)-1], unicode.L, unicode.M, unicode.N, unicode.Pe, unicode.Pf, unicode.Cf) {
		cut = cut[:len(cut)-1]
	}
	return cut
}

// letters says where each letter of a text ends, a conjunct with its signs
// being one, for at most so many.
func letters(text []rune, most int) []int {
	var ends []int
	at := 0
	for g := graphemes.FromString(string(text)); len(ends) < most && g.Next(); {
		at += len([]rune(g.Value()))
		ends = append(ends, at)
	}
	return ends
}

// word is a shaped piece. Lengths are in ems, so that one shaping serves every
// size.
type word struct {
	glyphs []glyph
	width  float32
	hang   float32 // how much of its beginning hangs outside of the margin
	leans  int     // on the word behind it (1), or before it (-1)
	stop   bool    // it ends with a mark after which a line likes to break
	deep   bool    // it has letters of Devanagari, which need more room
}

// leaning are little words that readers take together with the next (1), as
// an article with its noun, or with the one before (-1), as in Hindi.
var leaning = map[string]int{
	"a": 1, "an": 1, "the": 1, "of": 1, "to": 1, "in": 1, "on": 1, "at": 1, "by": 1, "for": 1, "from": 1, "with": 1, "and": 1, "or": 1, "your": 1, "our": 1, "is": 1,
	"A": 1, "An": 1, "The": 1, "Dr": 1, "Dr.": 1, "डॉ.": 1,
	"का": -1, "की": -1, "के": -1, "को": -1, "से": -1, "में": -1, "पर": -1, "ने": -1, "तक": -1, "ही": -1, "भी": -1, "तो": -1,
	"है": -1, "हैं": -1, "था": -1, "थी": -1, "थे": -1,
}

// glyph is a letter's shape at its place on the line.
type glyph struct {
	face *face
	id   font.GID
	x, y float32
}

// shape sets the pieces of a text.
func (d *Drawer) shape(text []rune, st style, lang string) []word {
	var out []word
	for _, p := range pieces(text) {
		out = append(out, d.word(p, st, lang))
	}
	return out
}

func (d *Drawer) word(p []rune, st style, lang string) word {
	w := word{leans: leaning[string(p)]}
	for len(p) > 0 {
		n := 1
		sc := scriptOf(p[0])
		for n < len(p) && scriptOf(p[n]) == sc {
			n++
		}
		w.deep = w.deep || sc == devanagari
		d.run(&w, p[:n], d.faces[st][sc], lang)
		w.stop = isMark(p[n-1:n]) && p[n-1] != '-' && !unicode.Is(unicode.M, p[n-1])
		p = p[n:]
	}
	w.hang = hanging(w.glyphs)
	return w
}

// run shapes letters of one font.
func (d *Drawer) run(w *word, p []rune, f *face, lang string) {
	b := d.buffer
	b.Clear()
	b.AddRunes(p, 0, len(p))
	b.Props.Language = language.NewLanguage(lang)
	b.Props.Direction = harfbuzz.LeftToRight
	b.Props.Script = language.Latin
	if f == d.faces[serif][devanagari] || f == d.faces[sans][devanagari] {
		b.Props.Script = language.Devanagari
	} else if s := scripted(p); s != 0 {
		b.Props.Script = s
	}
	b.Shape(f.shaper, nil)
	for i, g := range b.Info {
		at := b.Pos[i]
		w.glyphs = append(w.glyphs, glyph{f, g.Glyph, w.width + float32(at.XOffset)/f.upem, float32(at.YOffset) / f.upem})
		w.width += float32(at.XAdvance) / f.upem
	}
}

// scripted is Greek or Cyrillic if a run begins its letters so.
func scripted(p []rune) language.Script {
	for _, r := range p {
		switch {
		case unicode.Is(unicode.Latin, r):
			return language.Latin
		case unicode.Is(unicode.Greek, r):
			return language.Greek
		case unicode.Is(unicode.Cyrillic, r):
			return language.Cyrillic
		}
	}
	return 0
}

// hanging is what has to stand left of the margin for a line to look straight:
// the air before the first stroke, and a whole quotation mark.
func hanging(glyphs []glyph) float32 {
	if len(glyphs) == 0 {
		return 0
	}
	g := glyphs[0]
	x, _ := g.face.GlyphExtents(g.id)
	left := g.x + x.XBearing/g.face.upem
	if len(glyphs) > 1 && g.quote() {
		return glyphs[1].x + left - g.x
	}
	return left
}

// quote tells an opening quotation mark.
func (g glyph) quote() bool {
	for _, r := range `“‘"'` {
		if id, ok := g.face.NominalGlyph(r); ok && id == g.id {
			return true
		}
	}
	return false
}
