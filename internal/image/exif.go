package image

import (
	"bytes"
	"encoding/binary"

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
		if exif, ok := bytes.CutPrefix(webpPart(data, "EXIF"), []byte("Exif\x00\x00")); ok { // some programs write it as in a JPEG
			kind, data = imagemeta.TIFF, exif
		}
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

// webpPart is the content of a WebP's chunk of that name; nil when there is
// none.
func webpPart(data []byte, name string) []byte {
	for rest := data[12:]; len(rest) >= 8; {
		n := uint64(binary.LittleEndian.Uint32(rest[4:]))
		if n+8 > uint64(len(rest)) {
			return nil
		}
		if string(rest[:4]) == name {
			return rest[8 : 8+n]
		}
		rest = rest[min(8+n+n&1, uint64(len(rest))):]
	}
	return nil
}
