package image

import (
	"bytes"
	"errors"
	stdimage "image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"slices"

	xdraw "golang.org/x/image/draw"
)

// Limit bounds a picture. A zero Pixels means any number.
type Limit struct {
	Bytes  int      // most bytes of the file
	Pixels int      // most width × height
	Types  []string // MIME types that may come out
}

// Fitted is a picture within a Limit.
type Fitted struct {
	Data          []byte
	Type          string
	Width, Height int
}

// Fit makes a published picture small enough for somebody else's limit. One
// that fits already comes back as it is; any other becomes a JPEG on white, as
// large and as good as the limit allows. Same input, same bytes.
func Fit(data []byte, mime string, l Limit) (Fitted, error) {
	cfg, kind, err := stdimage.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return Fitted{}, damaged("%v", err)
	}
	if len(data) <= l.Bytes && (l.Pixels == 0 || cfg.Width*cfg.Height <= l.Pixels) && slices.Contains(l.Types, mime) {
		return Fitted{data, mime, cfg.Width, cfg.Height}, nil
	}
	if !slices.Contains(l.Types, "image/jpeg") {
		return Fitted{}, errors.New("it is too large, or of a kind that is not taken there, and JPEG is not taken either")
	}
	if cfg.Width*cfg.Height > maxPixels {
		return Fitted{}, &TooLargeError{cfg.Width, cfg.Height}
	}
	var out Fitted
	err = alone(cfg.Width*cfg.Height, func() (err error) {
		img, err := decode(kind, data)
		if err != nil {
			return err
		}
		out, err = squeezed(img, l)
		return err
	})
	return out, err
}

// squeezed tries smaller and smaller pictures, each in falling quality.
func squeezed(src stdimage.Image, l Limit) (Fitted, error) {
	scale := 1.0
	if pixels := src.Bounds().Dx() * src.Bounds().Dy(); l.Pixels > 0 && pixels > l.Pixels {
		scale = math.Sqrt(float64(l.Pixels) / float64(pixels))
	}
	for range 12 {
		img := scaled(src, scale)
		for _, quality := range []int{88, 80, 70} {
			var b bytes.Buffer
			if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
				return Fitted{}, err
			}
			if b.Len() <= l.Bytes {
				return Fitted{b.Bytes(), "image/jpeg", img.Bounds().Dx(), img.Bounds().Dy()}, nil
			}
		}
		scale *= 0.75
	}
	return Fitted{}, errors.New("it cannot be made small enough")
}

// scaled draws the picture on white, rounded down so that a limit of pixels
// holds.
func scaled(src stdimage.Image, scale float64) *stdimage.RGBA {
	b := src.Bounds()
	w, h := max(1, int(float64(b.Dx())*scale)), max(1, int(float64(b.Dy())*scale))
	dst := stdimage.NewRGBA(stdimage.Rect(0, 0, w, h))
	draw.Draw(dst, dst.Bounds(), stdimage.NewUniform(color.White), stdimage.Point{}, draw.Src)
	xdraw.CatmullRom.Scale(dst, dst.Bounds(), src, b, xdraw.Over, nil)
	return dst
}
