// Package image makes pictures fit to be published: without where, when and
// by whom they were taken, turned upright, and of a size that a server can
// bear.
//
// A photograph carries EXIF with a position and a device, XMP with a name,
// often a thumbnail of what was cropped away. Clean gives bytes with none of
// it. A JPEG is decoded and encoded again, so nothing of its container
// survives. PNG, GIF and WebP keep their pixels exactly and lose every part
// that is not a picture, also what hides behind their end. An SVG is written
// again, element by element. A file that cannot be understood is an error and
// is not published, because what is not understood cannot be cleaned; for the
// same reason there is no way to switch cleaning off.
//
// Colours stay right: the profile of a wide-gamut photograph is kept, cut
// down to the numbers that describe its colours (see slimProfile). Pixels are
// never converted from one colour space to another; only CMYK JPEGs are, by
// the standard library's plain formula, and their profile is dropped.
//
// Equal input gives equal output with the same version of Go. Nothing here
// keeps state but the lock that lets one large picture be decoded at a time.
package image

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	stdimage "image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"path"
	"strings"
	"sync"
)

// Info is what a page needs to know of a picture. Width and Height are in CSS
// pixels as shown, orientation applied; 0 when an SVG does not say.
type Info struct {
	Format        string // jpeg png gif webp svg
	Width, Height int
	Bytes         int64
	Drawn         string // the format of its smaller sizes: jpeg or png; empty if it has none
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

// TurnedError is a PNG or WebP that is shown upright only by its EXIF, which
// is not published. Its pixels are kept as they are, so a person must turn it.
type TurnedError struct{ Orientation int }

func (e *TurnedError) Error() string {
	return fmt.Sprintf("it lies on its side or is mirrored (EXIF orientation %d); turn it in an image editor and save it", e.Orientation)
}

var (
	errTruncated = errors.New("it is damaged: it ends too early")
	errUnknown   = errors.New("it is not a JPEG, PNG, GIF, WebP or SVG picture")
	errNotSVG    = errors.New("its name ends in .svg, but it is another kind of picture; rename it")
)

// damaged says that a file cannot be read, and why.
func damaged(format string, args ...any) error {
	return fmt.Errorf("it is damaged: "+format, args...)
}

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
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return "webp"
	case strings.EqualFold(path.Ext(name), ".svg"):
		return "svg"
	}
	return ""
}

// unknown says what a file is that is none of ours, if that can be told.
func unknown(data []byte) error {
	if len(data) >= 12 && string(data[4:8]) == "ftyp" {
		switch brand := string(data[8:12]); brand {
		case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1":
			return errors.New("it is a HEIC photograph, which most browsers cannot show; export it as JPEG")
		case "avif", "avis":
			return errors.New("it is an AVIF picture, whose hidden data cannot be removed here; export it as JPEG, PNG or WebP")
		}
	}
	return errUnknown
}

// Probe reads a picture's format and size without decoding its pixels. Its
// errors are meant for the writer: a phrase that begins with "it".
func Probe(name string, data []byte) (Info, error) {
	info := Info{Format: format(name, data), Bytes: int64(len(data))}
	svgName := strings.EqualFold(path.Ext(name), ".svg")
	switch {
	case info.Format == "":
		return info, unknown(data)
	case info.Format == "svg":
		var err error
		info.Width, info.Height, err = svgSize(data)
		return info, err
	case svgName:
		return info, errNotSVG
	}
	w, h, err := rasterSize(info.Format, data)
	if err != nil {
		return info, damaged("%w", err)
	}
	if w <= 0 || h <= 0 {
		return info, damaged("it has no pixels")
	}
	if w > maxPixels/h {
		return info, &TooLargeError{w, h}
	}
	if info.Format == "jpeg" && orientation(info.Format, data) > 4 {
		w, h = h, w
	}
	info.Width, info.Height = w, h
	info.Drawn = drawnAs(info, data)
	return info, nil
}

// rasterSize is the size in pixels as stored.
func rasterSize(format string, data []byte) (w, h int, err error) {
	var cfg stdimage.Config
	r := bytes.NewReader(data)
	switch format {
	case "jpeg":
		cfg, err = jpeg.DecodeConfig(r)
	case "png":
		cfg, err = png.DecodeConfig(r)
	case "gif":
		cfg, err = gif.DecodeConfig(r)
	default:
		return webpSize(data)
	}
	return cfg.Width, cfg.Height, err
}

// Clean returns the bytes to publish. The result has the same format as the
// input, passes Probe with the same size, and does not share memory with data.
func Clean(name string, data []byte) ([]byte, error) {
	out, err := Draw(context.Background(), name, data, []Size{{}}, nil)
	if err != nil {
		return nil, err // never the half of it
	}
	return out[0], nil
}

// alone holds the lock for large pictures while do runs.
func alone(pixels int, do func() error) error {
	if pixels > large {
		decoding.Lock()
		defer decoding.Unlock()
	}
	return do()
}
