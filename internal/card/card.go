// Package card draws share cards: the picture of 1200 × 630 pixels that a
// network shows when somebody passes on the address of an article.
//
// A card speaks as the site does. Paper ground, the topic small, the headline
// in a bold serif on at most four lines, the organisation at the foot below a
// rule in the accent colour; if there is a photograph, it is the right third
// of the card, and no word stands on it. The size of the headline steps down
// until it fits, lines break at spaces only and are of like length, and what
// is still too long ends in an ellipsis between two letters as readers see
// them.
//
// Words are shaped, not strung together: conjuncts, vowel signs, nukta and
// reph of Devanagari stand as in a printed book (a port of HarfBuzz does
// that), and a headline may mix scripts. The fonts are parts of Noto Serif and
// Noto Sans, in fonts/ with their licence. They hold Latin, Greek, Cyrillic and
// Devanagari; Covers says beforehand whether a text can be drawn, so that
// nobody ever sees a card with boxes in place of letters.
//
// Equal input gives equal bytes on one kind of processor. The drawing has a
// Version, which must be raised with every change that can be seen, for cards
// are named and kept after it. A Drawer remembers the outlines of letters from
// card to card and belongs to one goroutine; the Fonts below it are shared.
//
// Do not make the card configurable. It has one look; who wants another puts a
// card.png of their own into the theme and switches drawn cards off.
package card

import (
	"bytes"
	"errors"
	"image"
	"image/color"
)

// Version names this drawing, and what image.Cover takes of a photograph for it;
// another Version is another picture.
const Version = "1"

// The size of a card in pixels, the shape that link previews have on most
// networks (1.91 to 1).
const (
	Width  = 1200
	Height = 630
)

// Spec is all that a card without a photograph is made from.
type Spec struct {
	Lang         string // of the title and all else, as "hi"
	Title        string
	Topic        string // may be empty
	Organization string
	Accent       string // #rrggbb
}

// Type says what a card will be. One with a photograph is a JPEG, for a
// photograph is ten times larger as PNG; one without is a PNG, which keeps
// letters sharp in 20 kB.
func Type(photo bool) (mime, ext string) {
	if photo {
		return "image/jpeg", ".jpg"
	}
	return "image/png", ".png"
}

// quality is that of the JPEG: less shows around letters.
const quality = 85

var (
	paper = color.RGBA{0xfa, 0xf8, 0xf4, 0xff}
	ink   = color.RGBA{0x1d, 0x23, 0x27, 0xff}
	quiet = color.RGBA{0x56, 0x5d, 0x63, 0xff}
)

// ErrUncovered means that the fonts lack a letter of the card.
var ErrUncovered = errors.New("the title, topic or organisation has letters that cards cannot show")

// Draw makes the card, as PNG or JPEG (see Type). photo may be nil; it must be
// PhotoWidth by PhotoHeight pixels, and upright.
func (d *Drawer) Draw(s Spec, photo image.Image) ([]byte, error) {
	if !Covers(s.Title) || !Covers(s.Topic) || !Covers(s.Organization) {
		return nil, ErrUncovered
	}
	accent := accentOf(s.Accent)
	right := Width - margin
	if photo != nil {
		right = Width - PhotoWidth - gutter
	}
	c, err := newCanvas(accent, photo)
	if err != nil {
		return nil, err
	}
	d.lay(c, s, right)
	var out bytes.Buffer
	err = c.encode(&out)
	return out.Bytes(), err
}

// accentOf reads #rrggbb; anything else is ink.
func accentOf(s string) color.RGBA {
	var v [6]byte
	if len(s) != 7 || s[0] != '#' {
		return ink
	}
	for i := range v {
		switch c := s[i+1]; {
		case c >= '0' && c <= '9':
			v[i] = c - '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			v[i] = c | 0x20 - 'a' + 10
		default:
			return ink
		}
	}
	return color.RGBA{v[0]<<4 | v[1], v[2]<<4 | v[3], v[4]<<4 | v[5], 0xff}
}
