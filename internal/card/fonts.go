package card

import (
	"bytes"
	"embed"
	"fmt"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
)

//go:embed fonts/*.ttf fonts/OFL.txt
var files embed.FS

// script is a font's part in a style: letters of Devanagari, or all others.
type script int

const (
	latin script = iota
	devanagari
)

// style is what words are set in.
type style int

const (
	serif style = iota // of the headline
	sans               // of what is small
)

// Fonts are the parsed fonts. They may be shared by goroutines.
type Fonts struct {
	of [2][2]*font.Font // by style and script
}

// Load parses the fonts, which takes some milliseconds.
func Load() (*Fonts, error) {
	f := &Fonts{}
	for st, names := range [2][2]string{{"NotoSerif-Bold", "NotoSerifDevanagari-Bold"}, {"NotoSans-Regular", "NotoSansDevanagari-Regular"}} {
		for sc, name := range names {
			data, err := files.ReadFile("fonts/" + name + ".ttf")
			if err != nil {
				return nil, fmt.Errorf("reading the font %s: %w", name, err)
			}
			face, err := font.ParseTTF(bytes.NewReader(data))
			if err != nil {
				return nil, fmt.Errorf("reading the font %s: %w", name, err)
			}
			f.of[st][sc] = face.Font
		}
	}
	return f, nil
}

// Drawer draws cards one after another, and remembers the outlines of letters
// meanwhile. It belongs to one goroutine.
type Drawer struct {
	faces  [2][2]*face
	buffer *harfbuzz.Buffer
	pen    pen
}

// face is a font as one Drawer uses it.
type face struct {
	*font.Face
	shaper   *harfbuzz.Font
	upem     float32
	outlines map[font.GID][]font.Segment
}

// NewDrawer makes a Drawer.
func (f *Fonts) NewDrawer() *Drawer {
	d := &Drawer{buffer: harfbuzz.NewBuffer()}
	for st := range f.of {
		for sc, parsed := range f.of[st] {
			fc := font.NewFace(parsed)
			d.faces[st][sc] = &face{Face: fc, shaper: harfbuzz.NewFont(fc), upem: float32(parsed.Upem()), outlines: map[font.GID][]font.Segment{}}
		}
	}
	return d
}

// outline is the shape of a glyph in font units, y upwards.
func (f *face) outline(g font.GID) []font.Segment {
	segments, ok := f.outlines[g]
	if !ok {
		if o, is := f.GlyphDataOutline(g); is {
			segments = o.Segments
		}
		f.outlines[g] = segments
	}
	return segments
}

// scriptOf says which font sets a character. Joiners and the dandas are
// Devanagari's; digits, quotes and the rupee sign are set with the Latin
// letters wherever they stand, so that a headline has one kind of them.
func scriptOf(r rune) script {
	if unicode.Is(unicode.Devanagari, r) || r == zwj || r == zwnj || r == '।' || r == '॥' || unicode.In(r, vedic) {
		return devanagari
	}
	return latin
}

// vedic are signs that Unicode shares among the scripts of India.
var vedic = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x1cd0, Hi: 0x1cfa, Stride: 1}}}

const (
	zwj  = '\u200d'
	zwnj = '\u200c'
	nbsp = '\u00a0'
)
