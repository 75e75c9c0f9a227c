package card

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
)

// The part of a card that a photograph has: the right third, from edge to
// edge.
const (
	PhotoWidth  = Width / 3
	PhotoHeight = Height
)

// Fits says whether a picture of this size is large enough for a card: it must
// not be enlarged by more than half, for cards are mostly shown at half their
// size.
func Fits(width, height int) bool {
	return width*3 >= PhotoWidth*2 && height*3 >= PhotoHeight*2
}

// place puts the photograph there. A JPEG's planes are copied as they are.
func place(dst *image.YCbCr, photo image.Image) error {
	b := photo.Bounds()
	if b.Dx() != PhotoWidth || b.Dy() != PhotoHeight {
		return fmt.Errorf("a card's photograph is %d × %d pixels, not %d × %d", PhotoWidth, PhotoHeight, b.Dx(), b.Dy())
	}
	if p, ok := photo.(*image.YCbCr); ok && p.SubsampleRatio == dst.SubsampleRatio && b.Min.X%2 == 0 && b.Min.Y%2 == 0 {
		for y := range PhotoHeight {
			copy(dst.Y[dst.YOffset(Width-PhotoWidth, y):][:PhotoWidth], p.Y[p.YOffset(b.Min.X, b.Min.Y+y):])
			to, from := dst.COffset(Width-PhotoWidth, y), p.COffset(b.Min.X, b.Min.Y+y)
			copy(dst.Cb[to:][:PhotoWidth/2], p.Cb[from:])
			copy(dst.Cr[to:][:PhotoWidth/2], p.Cr[from:])
		}
		return nil
	}
	tile := image.NewRGBA(image.Rect(0, 0, PhotoWidth, PhotoHeight))
	draw.Draw(tile, tile.Rect, image.NewUniform(paper), image.Point{}, draw.Src) // below what can be seen through
	draw.Draw(tile, tile.Rect, photo, b.Min, draw.Over)
	for y := range PhotoHeight {
		for x := range PhotoWidth {
			p := tile.Pix[tile.PixOffset(x, y):]
			luma, cb, cr := color.RGBToYCbCr(p[0], p[1], p[2])
			dst.Y[dst.YOffset(Width-PhotoWidth+x, y)] = luma
			if x%2 == 0 && y%2 == 0 {
				o := dst.COffset(Width-PhotoWidth+x, y)
				dst.Cb[o], dst.Cr[o] = cb, cr
			}
		}
	}
	return nil
}
