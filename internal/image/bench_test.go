package image

import (
	stdimage "image"
	"testing"

	xdraw "golang.org/x/image/draw"
)

// BenchmarkClean cleans a photograph of twelve megapixels held upright, as
// telephones make it, and a picture of the screen.
func BenchmarkClean(b *testing.B) {
	photo := stdimage.NewYCbCr(stdimage.Rect(0, 0, 4032, 3024), stdimage.YCbCrSubsampleRatio420)
	for i := range photo.Y {
		photo.Y[i] = byte(i%4032/16) ^ byte(i/4032/16)
	}
	for name, data := range map[string][]byte{
		"photograph.jpg": encodeJPEG(b, photo, 92, exifSegment(6, 1)),
		"screen.png":     encodePNG(b, corners(1920, 1080)),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				mustClean(b, name, data)
			}
		})
	}
}

// BenchmarkProbe reads what every page with a picture needs to know of it.
func BenchmarkProbe(b *testing.B) {
	data := photograph(b, 640, 480, 6)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Probe("a.jpg", data); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDraw makes all sizes of such a photograph, and the parts of it that
// take long.
func BenchmarkDraw(b *testing.B) {
	photo := photo(4032, 3024)
	data := encodeJPEG(b, photo, 92, exifSegment(6, 1))
	info, err := Probe("a.jpg", data)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("all", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Draw(b.Context(), "a.jpg", data, info.Sizes(), nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		for b.Loop() {
			if _, err := decode("jpeg", data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("smaller", func(b *testing.B) {
		for b.Loop() {
			smaller(photo, 1600, 1200)
		}
	})
	b.Run("x/image/draw", func(b *testing.B) {
		to := stdimage.NewRGBA(stdimage.Rect(0, 0, 1600, 1200))
		for b.Loop() {
			xdraw.CatmullRom.Scale(to, to.Rect, photo, photo.Rect, xdraw.Src, nil)
		}
	})
	small := smaller(photo, 1600, 1200)
	b.Run("encode", func(b *testing.B) {
		for b.Loop() {
			encodeJPEG(b, small, 80)
		}
	})
}
