package card

import (
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
)

// tone is what a colour is for.
type tone int

const (
	headline tone = iota
	small
	mark
)

// canvas is a card while it is drawn, in the form that is quickest to encode:
// for a PNG a palette, for a JPEG luma and chroma. The second spares the
// encoder a third of its work.
type canvas struct {
	flat   *image.Paletted // without a photograph
	full   *image.YCbCr    // with one
	colour [3]color.RGBA   // by tone
}

// steps are the shades of each tone between it and the paper. With 85 the
// palette is full, and the edges of letters are as smooth as eyes can tell.
const steps = 85

func newCanvas(accent color.RGBA, photo image.Image) (*canvas, error) {
	c := &canvas{colour: [3]color.RGBA{headline: ink, small: quiet, mark: accent}}
	bounds := image.Rect(0, 0, Width, Height)
	if photo == nil {
		c.flat = image.NewPaletted(bounds, c.palette())
		return c, nil
	}
	c.full = image.NewYCbCr(bounds, image.YCbCrSubsampleRatio420)
	y, cb, cr := color.RGBToYCbCr(paper.R, paper.G, paper.B)
	fill(c.full.Y, y)
	fill(c.full.Cb, cb)
	fill(c.full.Cr, cr)
	return c, place(c.full, photo)
}

func fill(plane []uint8, v uint8) {
	for i := range plane {
		plane[i] = v
	}
}

// palette has the paper, then every step from it to each tone.
func (c *canvas) palette() color.Palette {
	out := color.Palette{paper}
	for _, to := range c.colour {
		for i := 1; i <= steps; i++ {
			mix := func(a, b uint8) uint8 { return uint8((int(a)*(steps-i) + int(b)*i + steps/2) / steps) }
			out = append(out, color.RGBA{mix(paper.R, to.R), mix(paper.G, to.G), mix(paper.B, to.B), 0xff})
		}
	}
	return out
}

// stain lays a tone on the paper where the mask says.
func (c *canvas) stain(mask *image.Alpha, at image.Point, t tone) {
	r := mask.Bounds().Add(at).Intersect(image.Rect(0, 0, Width, Height))
	if c.full != nil {
		c.stainFull(mask, at, r, c.colour[t])
		return
	}
	base := uint8(int(t) * steps)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from := mask.Pix[mask.PixOffset(r.Min.X-at.X, y-at.Y):][:r.Dx()]
		to := c.flat.Pix[c.flat.PixOffset(r.Min.X, y):][:r.Dx()]
		for x, a := range from {
			if step := uint8((int(a)*steps + 127) / 255); step > 0 {
				to[x] = base + step
			}
		}
	}
}

// stainFull does it on luma and chroma. Four pixels share one chroma, which
// takes as much ink as they have on average.
func (c *canvas) stainFull(mask *image.Alpha, at image.Point, r image.Rectangle, to color.RGBA) {
	luma, cb, cr := color.RGBToYCbCr(to.R, to.G, to.B)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from := mask.Pix[mask.PixOffset(r.Min.X-at.X, y-at.Y):][:r.Dx()]
		for i, a := range from {
			if a > 0 {
				toward(&c.full.Y[c.full.YOffset(r.Min.X+i, y)], luma, int(a), 255)
			}
		}
	}
	for y := r.Min.Y &^ 1; y < r.Max.Y; y += 2 {
		for x := r.Min.X &^ 1; x < r.Max.X; x += 2 {
			m := image.Pt(x, y).Sub(at)
			if a := inkOf(mask, m); a > 0 {
				o := c.full.COffset(x, y)
				toward(&c.full.Cb[o], cb, a, 4*255)
				toward(&c.full.Cr[o], cr, a, 4*255)
			}
		}
	}
}

// toward moves a value so many parts of the way to another.
func toward(v *uint8, to uint8, part, of int) { *v = uint8(int(*v) + (int(to)-int(*v))*part/of) }

// inkOf adds up a mask's square of four pixels, as far as they are its own.
func inkOf(mask *image.Alpha, m image.Point) int {
	sum := 0
	for y := max(m.Y, mask.Rect.Min.Y); y < min(m.Y+2, mask.Rect.Max.Y); y++ {
		for x := max(m.X, mask.Rect.Min.X); x < min(m.X+2, mask.Rect.Max.X); x++ {
			sum += int(mask.Pix[mask.PixOffset(x, y)])
		}
	}
	return sum
}

// rule draws a bar.
func (c *canvas) rule(r image.Rectangle, t tone) {
	mask := image.NewAlpha(image.Rect(0, 0, r.Dx(), r.Dy()))
	fill(mask.Pix, 0xff)
	c.stain(mask, r.Min, t)
}

func (c *canvas) encode(out io.Writer) error {
	if c.full != nil {
		return jpeg.Encode(out, c.full, &jpeg.Options{Quality: quality})
	}
	return png.Encode(out, c.flat)
}
