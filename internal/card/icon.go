package card

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/font/opentype"
)

// IconSize is the side of a touch icon in pixels, the size that telephones ask
// for (Apple's documentation, read 2026-11).
const IconSize = 180

// iconBox is the side of an icon's view box, in which it is laid out.
const iconBox = 64

// Initials are what stands on a site's icon: the first letters of its first
// two words, or, in a script without capitals, the first syllable. It is empty
// where the fonts lack a letter.
func Initials(name string) string {
	var out []rune
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '–' }) {
		p := clean(w)
		if len(p) == 0 || !unicode.IsLetter(p[0]) || leaning[w] != 0 {
			continue
		}
		if !unicode.IsUpper(unicode.ToUpper(p[0])) {
			if len(out) == 0 {
				out = p[:letters(p, 1)[0]]
			}
			break
		}
		if out = append(out, unicode.ToUpper(p[0])); len(out) == 2 {
			break
		}
	}
	if !Covers(string(out)) {
		return ""
	}
	return string(out)
}

// IconSVG is an icon as a drawing: white letters on a square in the accent
// colour, rounded as browsers expect of what stands in a tab.
func (d *Drawer) IconSVG(initials, accent string) []byte {
	var path strings.Builder
	d.initials(initials, iconBox, func(op byte, points ...float32) {
		path.WriteByte(op)
		for i, p := range points {
			if i > 0 {
				path.WriteByte(' ')
			}
			fmt.Fprintf(&path, "%.1f", p)
		}
	})
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %[1]d"><rect width="%[1]d" height="%[1]d" rx="10" fill="%s"/><path fill="#fff" d="%s"/></svg>`+"\n", iconBox, accent, path.String())
}

// IconPNG is the same for a telephone's home screen, which rounds it itself.
func (d *Drawer) IconPNG(initials, accent string) ([]byte, error) {
	box := image.Rect(0, 0, IconSize, IconSize)
	d.pen.area.Reset(IconSize, IconSize)
	open := false
	d.initials(initials, IconSize, func(op byte, p ...float32) {
		switch op {
		case 'M':
			if open {
				d.pen.area.ClosePath()
			}
			d.pen.area.MoveTo(p[0], p[1])
			open = true
		case 'L':
			d.pen.area.LineTo(p[0], p[1])
		case 'Q':
			d.pen.area.QuadTo(p[0], p[1], p[2], p[3])
		case 'C':
			d.pen.area.CubeTo(p[0], p[1], p[2], p[3], p[4], p[5])
		}
	})
	if open {
		d.pen.area.ClosePath()
	}
	img := image.NewRGBA(box)
	draw.Draw(img, box, image.NewUniform(accentOf(accent)), image.Point{}, draw.Src)
	draw.DrawMask(img, box, image.NewUniform(color.White), image.Point{}, d.pen.fill(box), image.Point{}, draw.Over)
	var out bytes.Buffer
	err := png.Encode(&out, img)
	return out.Bytes(), err
}

// initials walks along the outlines of the letters, centred in a square of a
// side and as large as it bears.
func (d *Drawer) initials(text string, side float32, step func(op byte, points ...float32)) {
	w := d.word([]rune(text), serif, "")
	left, right, bottom, top := float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.Inf(1)), float32(math.Inf(-1))
	for _, g := range w.glyphs {
		g.walk(func(_ byte, points ...float32) {
			for i := 0; i < len(points); i += 2 {
				left, right = min(left, points[i]), max(right, points[i])
				bottom, top = min(bottom, points[i+1]), max(top, points[i+1])
			}
		})
	}
	if right <= left || top <= bottom {
		return
	}
	scale := min(side*.68/(right-left), side*.5/(top-bottom))
	x, y := side/2-(left+right)/2*scale, side/2+(top+bottom)/2*scale
	for _, g := range w.glyphs {
		g.walk(func(op byte, points ...float32) {
			for i := 0; i < len(points); i += 2 {
				points[i], points[i+1] = x+points[i]*scale, y-points[i+1]*scale
			}
			step(op, points...)
		})
	}
}

// walk goes along a glyph's outline, in ems, y upwards, with the commands of a
// path in SVG.
func (g glyph) walk(step func(op byte, points ...float32)) {
	for _, s := range g.face.outline(g.id) {
		op, n := byte('M'), 1
		switch s.Op {
		case opentype.SegmentOpLineTo:
			op = 'L'
		case opentype.SegmentOpQuadTo:
			op, n = 'Q', 2
		case opentype.SegmentOpCubeTo:
			op, n = 'C', 3
		}
		var points []float32
		for _, p := range s.Args[:n] {
			points = append(points, g.x+p.X/g.face.upem, g.y+p.Y/g.face.upem)
		}
		step(op, points...)
	}
}
