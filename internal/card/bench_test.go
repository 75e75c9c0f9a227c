package card

import (
	"image"
	"testing"
)

var hindi = Spec{Lang: "hi", Title: "बहुत गर्मी में क्या करें: लू से बचने के पाँच क़दम", Topic: "गर्मी और हवा", Organization: "रिवरसाइड अस्पताल समाचार", Accent: "#0b6e4f"}

// photograph is something like one, as a JPEG is decoded.
func photograph(w, h int) image.Image {
	m := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	for y := range h {
		for x := range w {
			m.Y[m.YOffset(x, y)] = uint8(60 + 120*y/h + (x*x/7+y*y/11)%37)
			i := m.COffset(x, y)
			m.Cb[i], m.Cr[i] = uint8(100+40*x/w), uint8(110+40*y/h)
		}
	}
	return m
}

func BenchmarkDraw(b *testing.B) {
	fonts, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	for name, photo := range map[string]image.Image{"plain": nil, "photo": photograph(PhotoWidth, PhotoHeight)} {
		b.Run(name, func(b *testing.B) {
			d := fonts.NewDrawer()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := d.Draw(hindi, photo); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCovers(b *testing.B) {
	for b.Loop() {
		Covers(hindi.Title)
	}
}
