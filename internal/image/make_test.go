package image

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	stdimage "image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

// secret stands for what must not be published.
const secret = "SECRET-28.6139N-77.2090E"

// leaks are byte strings that no published picture may hold.
var leaks = []string{"Exif", "SECRET", "http://ns.adobe.com/xap", "Photoshop", "MP4TRAILER"}

func wantNoLeak(t *testing.T, data []byte) {
	t.Helper()
	for _, l := range leaks {
		if bytes.Contains(data, []byte(l)) {
			t.Errorf("the output holds %q", l)
		}
	}
}

func mustClean(t testing.TB, name string, data []byte) []byte {
	t.Helper()
	out, err := Clean(name, data)
	if err != nil {
		t.Fatalf("Clean: %v", err)
	}
	return out
}

// corners is a picture whose four quarters are red, green, blue and white,
// from the top left to the bottom right.
func corners(w, h int) *stdimage.RGBA {
	m := stdimage.NewRGBA(stdimage.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{A: 255}
			right, low := x >= w/2, y >= h/2
			if !right && !low || right && low {
				c.R = 255
			}
			if right {
				c.G = 255
			}
			if low {
				c.B = 255
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func encodeJPEG(t testing.TB, m stdimage.Image, q int, segments ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: q}); err != nil {
		t.Fatal(err)
	}
	return bytes.Join([][]byte{b.Bytes()[:2], bytes.Join(segments, nil), b.Bytes()[2:]}, nil)
}

func segment(marker byte, body string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2)), body...)
}

// tiff is EXIF as its own file (TIFF 6.0): an orientation, an artist, a place,
// and, in a second directory, a thumbnail's orientation.
func tiff(orientation, thumbnail int) string {
	var b []byte
	short := func(v int) { b = binary.BigEndian.AppendUint16(b, uint16(v)) }
	long := func(v int) { b = binary.BigEndian.AppendUint32(b, uint32(v)) }
	entry := func(tag, kind, count, value int) {
		short(tag)
		short(kind)
		long(count)
		if kind == 3 {
			short(value)
			value = 0
			short(value)
			return
		}
		long(value)
	}
	b = append(b, "MM\x00\x2a\x00\x00\x00\x08"...)
	const dir1, gps = 8 + 2 + 3*12 + 4, 8 + 2 + 3*12 + 4 + 2 + 12 + 4
	const text = gps + 2 + 2*12 + 4
	short(3)
	entry(0x0112, 3, 1, orientation)
	entry(0x013b, 2, len(secret)+1, text) // Artist
	entry(0x8825, 4, 1, gps)              // GPSInfo
	long(dir1)
	short(1)
	entry(0x0112, 3, 1, thumbnail)
	long(0)
	short(2)
	entry(1, 2, 2, 'N'<<24)
	entry(2, 5, 3, text)
	long(0)
	return string(b) + secret + "\x00"
}

func exifSegment(orientation, thumbnail int) []byte {
	return segment(0xe1, "Exif\x00\x00"+tiff(orientation, thumbnail))
}

func encodePNG(t testing.TB, m stdimage.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngChunk(name, body string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(b, name+body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// deflate packs bytes as PNG does.
func deflate(body []byte) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(body) // a buffer does not fail
	_ = w.Close()
	return b.String()
}

// chunk is one part of a PNG or WebP.
type chunk struct{ name, body string }

func pngChunks(t testing.TB, data []byte) []chunk {
	t.Helper()
	if !bytes.HasPrefix(data, []byte(pngSignature)) {
		t.Fatal("no PNG")
	}
	var out []chunk
	for rest := data[8:]; len(rest) > 0; {
		n := binary.BigEndian.Uint32(rest)
		c := chunk{string(rest[4:8]), string(rest[8 : 8+n])}
		if !bytes.HasPrefix(rest, pngChunk(c.name, c.body)) {
			t.Fatalf("the sum of %s is wrong", c.name)
		}
		out, rest = append(out, c), rest[12+n:]
	}
	return out
}

func joinPNG(chunks ...chunk) []byte {
	b := []byte(pngSignature)
	for _, c := range chunks {
		b = append(b, pngChunk(c.name, c.body)...)
	}
	return b
}

func names(chunks []chunk) []string {
	var out []string
	for _, c := range chunks {
		out = append(out, c.name)
	}
	return out
}

// vp8l is a lossless picture of one colour (RFC 9649, section 3): after the
// size every code has one symbol and needs no bits, so that the same bytes do
// for every size.
func vp8l(w, h int) string {
	bits := uint32(w-1) | uint32(h-1)<<14 | 1<<28
	return "\x2f" + string(binary.LittleEndian.AppendUint32(nil, bits)) + "\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
}

func vp8x(flags byte, w, h int) string {
	put := func(v int) string { return string([]byte{byte(v), byte(v >> 8), byte(v >> 16)}) }
	return string([]byte{flags, 0, 0, 0}) + put(w-1) + put(h-1)
}

func joinWebP(chunks ...chunk) []byte {
	var b []byte
	for _, c := range chunks {
		b = appendChunk(b, c.name, []byte(c.body))
	}
	head := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(b)+4))
	return append(append(head, "WEBP"...), b...)
}

func webpParts(t testing.TB, data []byte) []chunk {
	t.Helper()
	if string(data[:4]) != "RIFF" || int(binary.LittleEndian.Uint32(data[4:])) != len(data)-8 || string(data[8:12]) != "WEBP" {
		t.Fatal("no WebP, or its length is wrong")
	}
	return riff(data[12:])
}

func riff(rest []byte) (out []chunk) {
	for len(rest) > 0 {
		n := binary.LittleEndian.Uint32(rest[4:])
		out = append(out, chunk{string(rest[:4]), string(rest[8 : 8+n])})
		rest = rest[8+n+n&1:]
	}
	return out
}

func encodeGIF(t testing.TB, frames int) []byte {
	t.Helper()
	g := &gif.GIF{}
	for i := range frames {
		m := stdimage.NewPaletted(stdimage.Rect(0, 0, 20, 10), color.Palette{color.Black, color.White, color.RGBA{200, 0, 0, 255}})
		for p := range m.Pix {
			m.Pix[p] = byte((p + i) % 3)
		}
		g.Image, g.Delay, g.Disposal = append(g.Image, m), append(g.Delay, 10), append(g.Disposal, gif.DisposalBackground)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// encodeAny is a JPEG that is held in one of eight ways.
func encodeAny(m stdimage.Image, orientation int) []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&after{&b, exifSegment(orientation, 1)}, m, nil) // a buffer does not fail
	return b.Bytes()
}
