package card

import (
	"image"

	"golang.org/x/image/draw"
)

// third is the width of the photograph, which has the card's whole height.
const third = Width / 3

// Fits says whether a photograph of this size is good enough: it must not be
// enlarged by more than half, for cards are mostly shown at half their size.
func Fits(width, height int) bool {
	return width*3 >= third*2 && height*3 >= Height*2
}

// place draws the photograph as the right third, filling it: what is too wide
// is cut at both sides, what is too high mostly below, where faces are not.
func place(dst *image.RGBA, photo image.Image) {
	b := photo.Bounds()
	crop := b
	if b.Dx()*Height > b.Dy()*third {
		w := b.Dy() * third / Height
		crop.Min.X += (b.Dx() - w) / 2
		crop.Max.X = crop.Min.X + w
	} else {
		h := b.Dx() * Height / third
		crop.Min.Y += (b.Dy() - h) / 3
		crop.Max.Y = crop.Min.Y + h
	}
	draw.BiLinear.Scale(dst, image.Rect(Width-third, 0, Width, Height), photo, crop, draw.Src, nil)
}
