package image

import (
	"bytes"
	"errors"
	"fmt"
	stdimage "image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"strings"
	"testing"
)

// A photograph as phones write it: EXIF with a place, XMP, IPTC, a comment,
// and a film behind the end.
func photograph(t testing.TB, w, h, orientation int) []byte {
	data := encodeJPEG(t, corners(w, h), 90,
		exifSegment(orientation, 1),
		segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>"+secret+"</x:xmpmeta>"),
		segment(0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00"+secret),
		segment(0xfe, secret))
	return append(data, "MP4TRAILER"+secret...)
}

func TestJPEGLosesAllButThePicture(t *testing.T) {
	data := photograph(t, 64, 32, 1)
	out := mustClean(t, "a.jpg", data)
	wantNoLeak(t, out)
	m, err := jpeg.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if m.Bounds().Size() != stdimage.Pt(64, 32) {
		t.Errorf("size %v", m.Bounds().Size())
	}
	if again := mustClean(t, "a.jpg", data); !bytes.Equal(out, again) {
		t.Error("two runs give different bytes")
	}
}

// where are the corners at which red and green (top left and top right of the
// stored picture) are shown, by EXIF orientation.
var where = map[int][2]string{1: {"tl", "tr"}, 2: {"tr", "tl"}, 3: {"br", "bl"}, 4: {"bl", "br"}, 5: {"tl", "bl"}, 6: {"tr", "br"}, 7: {"br", "tr"}, 8: {"bl", "tl"}}

func TestJPEGIsTurnedUpright(t *testing.T) {
	for _, size := range []stdimage.Point{{64, 32}, {65, 33}} { // odd sizes are turned pixel by pixel
		for o, want := range where {
			data := photograph(t, size.X, size.Y, o)
			info, err := Probe("a.jpg", data)
			if err != nil {
				t.Fatal(err)
			}
			out := mustClean(t, "a.jpg", data)
			m, err := jpeg.Decode(bytes.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			if m.Bounds().Dx() != info.Width || m.Bounds().Dy() != info.Height || (info.Width > info.Height) != (o < 5) {
				t.Errorf("orientation %d: Probe says %d × %d, the output has %v", o, info.Width, info.Height, m.Bounds().Size())
			}
			if got := [2]string{find(m, 255, 0, 0), find(m, 0, 255, 0)}; got != want {
				t.Errorf("orientation %d of %v: red and green are at %v, want %v", o, size, got, want)
			}
		}
	}
}

// find names the corner that has about the given colour.
func find(m stdimage.Image, r, g, b int) string {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	for name, p := range map[string]stdimage.Point{"tl": {3, 3}, "tr": {w - 4, 3}, "bl": {3, h - 4}, "br": {w - 4, h - 4}} {
		c := color.RGBAModel.Convert(m.At(p.X, p.Y)).(color.RGBA)
		if near(int(c.R), r, 60) && near(int(c.G), g, 60) && near(int(c.B), b, 60) {
			return name
		}
	}
	return "nowhere"
}

func TestJPEGThumbnailsOrientationDoesNotCount(t *testing.T) {
	data := encodeJPEG(t, corners(64, 32), 90, exifSegment(1, 6))
	if info, err := Probe("a.jpg", data); err != nil || info.Width != 64 {
		t.Errorf("%+v, %v", info, err)
	}
}

func TestJPEGDamagedEXIFIsDropped(t *testing.T) {
	for _, body := range []string{"", "MM", "II\x2a\x00\xff\xff\xff\xff", tiff(9, 1), tiff(0, 1), tiff(6, 1)[:12]} {
		out := mustClean(t, "a.jpg", encodeJPEG(t, corners(64, 32), 90, segment(0xe1, "Exif\x00\x00"+body)))
		wantNoLeak(t, out)
		if info, err := Probe("a.jpg", out); err != nil || info.Width != 64 || info.Height != 32 {
			t.Errorf("%q: %+v, %v", body, info, err)
		}
	}
}

// Every way of storing colours is turned as pixels would be.
func TestTurnPlanes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	ratios := []stdimage.YCbCrSubsampleRatio{stdimage.YCbCrSubsampleRatio444, stdimage.YCbCrSubsampleRatio422, stdimage.YCbCrSubsampleRatio420,
		stdimage.YCbCrSubsampleRatio440, stdimage.YCbCrSubsampleRatio411, stdimage.YCbCrSubsampleRatio410}
	for _, size := range []stdimage.Point{{8, 4}, {7, 4}, {8, 5}, {1, 1}} {
		var all []stdimage.Image
		for _, ratio := range ratios {
			m := stdimage.NewYCbCr(stdimage.Rectangle{Max: size}, ratio)
			for _, p := range [][]byte{m.Y, m.Cb, m.Cr} {
				for i := range p {
					p[i] = byte(r.Uint32())
				}
			}
			all = append(all, m)
		}
		gray := stdimage.NewGray(stdimage.Rectangle{Max: size})
		for i := range gray.Pix {
			gray.Pix[i] = byte(r.Uint32())
		}
		for _, m := range append(all, gray) {
			for o := 1; o <= 8; o++ {
				t.Run(fmt.Sprintf("%T %v %d", m, size, o), func(t *testing.T) { wantTurned(t, m, turn(m, o), o) })
			}
		}
	}
}

func wantTurned(t *testing.T, from, to stdimage.Image, o int) {
	w, h := from.Bounds().Dx(), from.Bounds().Dy()
	at := map[int]func(x, y int) (int, int){
		1: func(x, y int) (int, int) { return x, y }, 2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y }, 4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x }, 6: func(x, y int) (int, int) { return h - 1 - y, x },
		7: func(x, y int) (int, int) { return h - 1 - y, w - 1 - x }, 8: func(x, y int) (int, int) { return y, w - 1 - x },
	}[o]
	for y := range h {
		for x := range w {
			tx, ty := at(x, y)
			if a, b := rgb(from.At(x, y)), rgb(to.At(tx, ty)); a != b {
				t.Fatalf("pixel %d,%d is %v, at %d,%d it became %v", x, y, a, tx, ty, b)
			}
		}
	}
}

func rgb(c color.Color) [3]uint8 {
	r, g, b, _ := c.RGBA()
	return [3]uint8{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)}
}

func TestJPEGGrayStaysGray(t *testing.T) {
	m := stdimage.NewGray(stdimage.Rect(0, 0, 16, 8))
	out := mustClean(t, "a.jpg", encodeJPEG(t, m, 80, exifSegment(6, 1)))
	got, err := jpeg.Decode(bytes.NewReader(out))
	if _, gray := got.(*stdimage.Gray); err != nil || !gray || got.Bounds().Dx() != 8 {
		t.Errorf("%T %v %v", got, got.Bounds(), err)
	}
}

func TestSourceQuality(t *testing.T) {
	for q, want := range map[int]int{30: worstQuality, 50: 50, 60: 60, 75: 75, 85: 85, 92: quality, 100: quality} {
		if got := sourceQuality(encodeJPEG(t, corners(8, 8), q)); !near(got, want, 1) {
			t.Errorf("saved with %d: %d, want %d", q, got, want)
		}
	}
}

func TestJPEGLiesAndTruncation(t *testing.T) {
	data := photograph(t, 64, 32, 1)
	whole := bytes.Index(data, []byte("MP4TRAILER"))
	for n := range whole - 2 { // without its end mark it is whole
		if _, err := Clean("a.jpg", data[:n]); err == nil {
			t.Fatalf("cut after %d of %d bytes, it is cleaned", n, whole)
		}
	}
	huge := bytes.Clone(data)
	at := bytes.Index(huge, []byte("\xff\xc0\x00\x11\x08"))
	copy(huge[at+5:], "\xff\xff\xff\xff")
	var large *TooLargeError
	if _, err := Clean("a.jpg", huge); !errors.As(err, &large) || large.Width != 65535 || !strings.Contains(err.Error(), "40 megapixels") {
		t.Errorf("%v", err)
	}
}
