package image

import (
	"bytes"
	"fmt"
	stdimage "image"
	"image/draw"
	"image/jpeg"

	"github.com/bep/imagemeta"
)

// quality of published JPEGs: above it files grow and nobody sees it.
const quality = 85

// orientation is the EXIF orientation, 1 to 8; 1 when there is none.
func orientation(data []byte) int {
	o := 1
	_, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: imagemeta.JPEG, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Tag == "Orientation" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if v, ok := t.Value.(uint16); ok && v >= 1 && v <= 8 {
				o = int(v)
			}
			return nil
		},
	})
	if err != nil {
		return 1 // damaged EXIF is dropped all the same
	}
	return o
}

func cleanJPEG(data []byte, info Info) ([]byte, error) {
	if info.Width*info.Height > large {
		decoding.Lock()
		defer decoding.Unlock()
	}
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, upright(img, orientation(data)), &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// upright turns and mirrors an image as its EXIF orientation asks (CIPA
// DC-008, tag 0x0112).
func upright(src stdimage.Image, o int) stdimage.Image {
	if o <= 1 {
		return src
	}
	from := stdimage.NewRGBA(stdimage.Rect(0, 0, src.Bounds().Dx(), src.Bounds().Dy()))
	draw.Draw(from, from.Bounds(), src, src.Bounds().Min, draw.Src)
	w, h := from.Rect.Dx(), from.Rect.Dy()
	size := stdimage.Rect(0, 0, w, h)
	if o > 4 {
		size = stdimage.Rect(0, 0, h, w)
	}
	to := stdimage.NewRGBA(size)
	for y := range h {
		for x := range w {
			tx, ty := turned(x, y, w, h, o)
			copy(to.Pix[to.PixOffset(tx, ty):], from.Pix[from.PixOffset(x, y):from.PixOffset(x, y)+4])
		}
	}
	return to
}

// turned is where the pixel at x, y of a w × h picture goes.
func turned(x, y, w, h, o int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}
