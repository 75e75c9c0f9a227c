// Package image makes pictures fit to be published: without where, when and
// by whom they were taken, turned upright, and of a size that a server can
// bear.
//
// A photograph carries EXIF with a position and a device, XMP with a name,
// often a thumbnail of what was cropped away. Clean gives bytes with none of
// it. A JPEG is decoded and encoded again, so nothing of its container
// survives; the other formats keep their pixels as they are and lose every
// part that is not a picture. A file that cannot be understood is an error
// and is not published, because what is not understood cannot be cleaned.
//
// The colour profile of a JPEG is lost with the rest: colours are taken as
// sRGB, which is right for all but wide-gamut photographs.
package image

import (
	"bytes"
	"errors"
	"fmt"
	stdimage "image"
	_ "image/gif" // the decoders that Probe knows
	_ "image/jpeg"
	_ "image/png"
	"path"
	"strings"
	"sync"

	_ "golang.org/x/image/webp"
)

// Info is what a page needs to know of a picture. Width and Height are in CSS
// pixels as shown, orientation applied; 0 when an SVG does not say.
type Info struct {
	Format        string // jpeg png gif webp svg
	Width, Height int
	Bytes         int64
}

// maxPixels bounds what is decoded: 40 megapixels are 160 MB in memory.
const maxPixels = 40_000_000

// large is from when on pictures are decoded one at a time.
const large = 8_000_000

// decoding lets one large picture be decoded at a time.
var decoding sync.Mutex

// TooLargeError is a picture with more pixels than are decoded.
type TooLargeError struct{ Width, Height int }

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("it has %d × %d pixels; %d megapixels are the most", e.Width, e.Height, maxPixels/1_000_000)
}

var errUnknown = errors.New("it is not a JPEG, PNG, GIF, WebP or SVG picture")

// format tells a picture by its content; the name decides only for SVG, which
// has no signature.
func format(name string, data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return "jpeg"
	case bytes.HasPrefix(data, []byte(pngSignature)):
		return "png"
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return "gif"
	case len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return "webp"
	case strings.EqualFold(path.Ext(name), ".svg"):
		return "svg"
	}
	return ""
}

// Probe reads a picture's format and size without decoding its pixels.
func Probe(name string, data []byte) (Info, error) {
	info := Info{Format: format(name, data), Bytes: int64(len(data))}
	switch info.Format {
	case "":
		return info, errUnknown
	case "svg":
		var err error
		info.Width, info.Height, err = svgSize(data)
		return info, err
	}
	cfg, _, err := stdimage.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return info, fmt.Errorf("it is damaged: %w", err)
	}
	if cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width > maxPixels/cfg.Height {
		return info, &TooLargeError{cfg.Width, cfg.Height}
	}
	info.Width, info.Height = cfg.Width, cfg.Height
	if info.Format == "jpeg" && orientation(data) > 4 {
		info.Width, info.Height = cfg.Height, cfg.Width
	}
	return info, nil
}

// Clean returns the bytes to publish.
func Clean(name string, data []byte) ([]byte, error) {
	info, err := Probe(name, data)
	if err != nil {
		return nil, err
	}
	switch info.Format {
	case "jpeg":
		return cleanJPEG(data, info)
	case "png":
		return cleanPNG(data)
	case "gif":
		return cleanGIF(data)
	case "webp":
		return cleanWebP(data)
	}
	return cleanSVG(data)
}
