package card

import (
	"image"
	"image/draw"
	"math"

	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"
)

// pen fills outlines. Its buffers are used again for every line.
type pen struct {
	area vector.Rasterizer
	pix  []byte
}

// space is the width of a space in ems.
func (d *Drawer) space(st style) float32 {
	f := d.faces[st][latin]
	id, _ := f.NominalGlyph(' ')
	return f.HorizontalAdvance(id) / f.upem
}

// line draws one line of a block on a baseline, its first stroke at the left
// margin.
func (d *Drawer) line(c *canvas, b block, i int, baseline float32, t tone) {
	words := b.lines[i]
	above, below := int(math.Ceil(float64(b.size*1.3))), int(math.Ceil(float64(b.size*0.8)))
	left := int(b.size) // room for what hangs
	base := int(math.Floor(float64(baseline)))
	x := -words[0].hang
	width := float32(0)
	for _, w := range words {
		width += w.width + b.space
	}
	area := image.Rect(0, 0, left+int(width*b.size)+left, above+below)
	d.pen.area.Reset(area.Dx(), area.Dy())
	for _, w := range words {
		for _, g := range w.glyphs {
			d.pen.add(g, float32(left)+(x+g.x)*b.size, float32(above)+baseline-float32(base)-g.y*b.size, b.size/g.face.upem)
		}
		x += w.width + b.space
	}
	c.stain(d.pen.fill(area), image.Pt(margin-left, base-above), t)
}

// add adds a glyph's outline to the area.
func (p *pen) add(g glyph, x, y, scale float32) {
	to := func(q opentype.SegmentPoint) (float32, float32) { return x + q.X*scale, y - q.Y*scale }
	open := false
	for _, s := range g.face.outline(g.id) {
		ax, ay := to(s.Args[0])
		bx, by := to(s.Args[1])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if open {
				p.area.ClosePath()
			}
			p.area.MoveTo(ax, ay)
			open = true
		case opentype.SegmentOpLineTo:
			p.area.LineTo(ax, ay)
		case opentype.SegmentOpQuadTo:
			p.area.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			cx, cy := to(s.Args[2])
			p.area.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	if open {
		p.area.ClosePath()
	}
}

// fill turns the outlines into a mask, which holds until the next call.
func (p *pen) fill(r image.Rectangle) *image.Alpha {
	n := r.Dx() * r.Dy()
	if cap(p.pix) < n {
		p.pix = make([]byte, n)
	}
	mask := &image.Alpha{Pix: p.pix[:n], Stride: r.Dx(), Rect: r}
	p.area.DrawOp = draw.Src // what was there before does not matter
	p.area.Draw(mask, r, image.Opaque, image.Point{})
	return mask
}
