package image

import (
	"encoding/binary"
	"math"
)

// Size is one size in which a picture is published. The zero Size is the
// picture as Clean gives it.
type Size struct {
	Width, Height int
	Format        string // jpeg, png, or what an Encoder writes: webp, avif
}

// widths are those in which a picture is published beside its own: a telephone
// that shows a picture from edge to edge wants 360 to 450 CSS pixels at two or
// three device pixels each, a column of text 650 at one or two.
var widths = []int{480, 800, 1200, 1600}

// MaxWidth is the widest a picture is published, but for one that somebody
// wants as a file.
const MaxWidth = 2000

// light is the size of a file of which smaller ones save nothing to speak of.
const light = 40_000

// Sizes says in which smaller sizes a picture is worth publishing, the smallest
// first; none for one that is light, moves, or is drawn by the browser. The last
// is MaxWidth wide if the picture is wider than that. It follows from Info
// alone, so that a page can be made before any pixel is read.
func (i Info) Sizes() []Size {
	if i.Drawn == "" || i.Bytes <= light {
		return nil
	}
	var out []Size
	for _, w := range widths {
		if i.saves(w) {
			out = append(out, i.at(w))
		}
	}
	if i.Width > MaxWidth {
		out = append(out, i.at(MaxWidth))
	}
	return out
}

// saves reports whether a width is so much less than the picture's own that
// its file is smaller for certain: by three tenths of the pixels, and by half
// of them where a WebP becomes a JPEG, which needs more bytes for a pixel.
func (i Info) saves(width int) bool {
	if i.Format == "webp" {
		return width*10 <= i.Width*7
	}
	return width*6 <= i.Width*5
}

// at is the size of a given width.
func (i Info) at(width int) Size {
	h := int(math.Round(float64(width) * float64(i.Height) / float64(i.Width)))
	return Size{Width: width, Height: max(1, h), Format: i.Drawn}
}

// drawnAs says in which format a picture's smaller sizes are: jpeg for
// photographs, png for drawings and what is transparent; empty for what has
// none. A picture without loss counts as a photograph if it needs more than a
// byte for a pixel: drawings and pictures of a screen need less than half of
// that, photographs two or three.
func drawnAs(info Info, data []byte) string {
	switch info.Format {
	case "jpeg":
		return "jpeg"
	case "png":
		return drawnPNG(info, data)
	case "webp":
		return drawnWebP(info, data)
	}
	return ""
}

func (i Info) photographic() bool { return i.Bytes > int64(i.Width)*int64(i.Height) }

// drawnPNG reads the chunks before the pixels. Of colours that no profile but
// other chunks describe only a PNG can tell, which has those chunks too.
func drawnPNG(info Info, data []byte) string {
	as := "png"
	if len(data) > 25 && data[25] == 2 && info.photographic() { // colour type: RGB, no palette and no alpha
		as = "jpeg"
	}
	eachPNG(data, func(name string, body []byte) bool {
		switch {
		case name == "acTL":
			as = ""
		case as != "" && (name == "tRNS" || oddColours(name, body)):
			as = "png"
		}
		return name != "IDAT"
	})
	return as
}

// usualColours are what a chunk says of colours where they are those of sRGB,
// as many programs write beside a profile or in its place (PNG, chapter 11).
var usualColours = map[string]string{
	"gAMA": "\x00\x00\xb1\x8f",
	"cHRM": "\x00\x00\x7a\x26\x00\x00\x80\x84\x00\x00\xfa\x00\x00\x00\x80\xe8\x00\x00\x75\x30\x00\x00\xea\x60\x00\x00\x3a\x98\x00\x00\x17\x70",
}

// oddColours reports a chunk that gives colours another meaning than sRGB.
func oddColours(name string, body []byte) bool {
	usual, ok := usualColours[name]
	return ok && string(body) != usual || name == "cICP"
}

// eachPNG calls visit with each chunk, until visit returns false.
func eachPNG(data []byte, visit func(name string, body []byte) bool) {
	for rest := data[len(pngSignature):]; len(rest) >= 12; {
		n := uint64(binary.BigEndian.Uint32(rest))
		if n+12 > uint64(len(rest)) || !visit(string(rest[4:8]), rest[8:8+n]) {
			return
		}
		rest = rest[12+n:]
	}
}

// drawnWebP reads what the file says of itself in its first chunk (RFC 9649).
func drawnWebP(info Info, data []byte) string {
	head := webpPart(data, "VP8X")
	if len(head) > 0 && head[0]&webpAnimation != 0 {
		return ""
	}
	lossless := webpPart(data, "VP8L")
	alpha := len(head) > 0 && head[0]&webpAlpha != 0 || len(lossless) > 4 && lossless[4]&0x10 != 0 // behind two sizes of 14 bits
	if alpha || lossless != nil && !info.photographic() {
		return "png"
	}
	return "jpeg"
}
