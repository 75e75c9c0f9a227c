package image

import (
	"bytes"
	stdimage "image"
	"image/draw"
	"image/jpeg"
	"image/png"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// Cover makes a picture fill a shape: upright, scaled, and cut where it is too
// wide at both sides alike, or too high, mostly below, for faces are above. Of
// colours only the pixels' values are kept, not the profile. It takes JPEG,
// PNG and WebP.
func Cover(name string, data []byte, width, height int) (out stdimage.Image, err error) {
	info, err := Probe(name, data)
	if err != nil {
		return nil, err
	}
	err = alone(info.Width*info.Height, func() error {
		img, err := seen(info.Format, data)
		if err != nil {
			return err
		}
		to := stdimage.NewRGBA(stdimage.Rect(0, 0, width, height))
		xdraw.BiLinear.Scale(to, to.Rect, img, crop(img.Bounds(), width, height), draw.Src, nil)
		out = to
		return nil
	})
	return out, err
}

// seen decodes a picture as it is seen.
func seen(format string, data []byte) (img stdimage.Image, err error) {
	switch r := bytes.NewReader(data); format {
	case "jpeg":
		if img, err = jpeg.Decode(r); err == nil {
			img = turn(img, orientation(format, data))
		}
	case "png":
		img, err = png.Decode(r)
	case "webp":
		img, err = webp.Decode(r)
	default:
		return nil, errUnknown
	}
	if err != nil {
		return nil, damaged("%w", err)
	}
	return img, nil
}

// crop is the part of b that has the shape of width by height.
func crop(b stdimage.Rectangle, width, height int) stdimage.Rectangle {
	if w := max(1, b.Dy()*width/height); w < b.Dx() {
		b.Min.X += (b.Dx() - w) / 2
		b.Max.X = b.Min.X + w
		return b
	}
	h := max(1, min(b.Dy(), b.Dx()*height/width))
	b.Min.Y += (b.Dy() - h) / 3
	b.Max.Y = b.Min.Y + h
	return b
}
