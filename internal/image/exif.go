package image

import (
	"bytes"

	"github.com/bep/imagemeta"
)

// orientation is the EXIF orientation of the main picture, 1 to 8; 1 when
// there is none or it cannot be read, as browsers have it. A thumbnail's own
// orientation (IFD1) does not count.
func orientation(format string, data []byte) int {
	kind := imagemeta.JPEG
	switch format {
	case "png":
		kind = imagemeta.PNG
	case "webp":
		kind = imagemeta.WebP
	}
	o := 1
	_, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: kind, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Tag == "Orientation" && t.Namespace == "IFD0" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if v, ok := t.Value.(uint16); ok && v >= 1 && v <= 8 {
				o = int(v)
			}
			return imagemeta.ErrStopWalking
		},
	})
	if err != nil {
		return 1 // damaged EXIF is dropped all the same
	}
	return o
}

// upright refuses a picture whose pixels are kept but would be shown turned.
func upright(format string, data []byte) error {
	if o := orientation(format, data); o != 1 {
		return &TurnedError{o}
	}
	return nil
}
