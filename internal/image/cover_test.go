package image

import (
	"bytes"
	stdimage "image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"testing"
)

// drawing is a flat picture with an upright figure of that width at x.
func drawing(w, h, x, figure int) *stdimage.RGBA {
	m := stdimage.NewRGBA(stdimage.Rect(0, 0, w, h))
	draw.Draw(m, m.Rect, stdimage.NewUniform(color.RGBA{240, 240, 230, 255}), stdimage.Point{}, draw.Src)
	for i := 0; i < figure; i += 20 {
		draw.Draw(m, stdimage.Rect(x+i, h/10, x+i+10, h*9/10), stdimage.NewUniform(color.RGBA{20, 60, 40, 255}), stdimage.Point{}, draw.Src)
	}
	return m
}

func pngOf(t *testing.T, m stdimage.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// dark are the columns of a picture that hold something dark.
func dark(m stdimage.Image) (n int) {
	b := m.Bounds()
	for x := b.Min.X; x < b.Max.X; x++ {
		if r, _, _, _ := m.At(x, b.Min.Y+b.Dy()/2).RGBA(); r>>8 < 60 {
			n++
		}
	}
	return n
}

// TestCoverShowsTheFigure: wherever the one thing to see stands, it is in the
// part that is taken, whole.
func TestCoverShowsTheFigure(t *testing.T) {
	for _, x := range []int{0, 100, 400, 700, 960} {
		got, err := Cover("p.png", pngOf(t, drawing(1200, 630, x, 240)), 400, 630)
		if err != nil {
			t.Fatal(err)
		}
		if got.Bounds().Size() != stdimage.Pt(400, 630) {
			t.Fatalf("%v", got.Bounds())
		}
		if n := dark(got); n < 118 {
			t.Errorf("of a figure at %d, %d columns of 120 are there", x, n)
		}
	}
	even, err := Cover("p.png", pngOf(t, drawing(1200, 630, 0, 0)), 400, 630)
	if err != nil || even.Bounds().Min.X != 400 {
		t.Errorf("of a picture with nothing to see, the part at %v is taken (%v)", even.Bounds(), err)
	}
}

// TestCoverFills: any shape becomes the shape that is asked for, also where it
// is smaller, and a JPEG stays in planes.
func TestCoverFills(t *testing.T) {
	for _, size := range []stdimage.Point{{1200, 800}, {800, 1200}, {401, 631}, {400, 630}, {399, 629}, {267, 420}, {2001, 640}, {500, 3001}} {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, drawing(size.X, size.Y, 50, 100), nil); err != nil {
			t.Fatal(err)
		}
		for _, data := range [][]byte{b.Bytes(), pngOf(t, drawing(size.X, size.Y, 50, 100))} {
			got, err := Cover("p", data, 400, 630)
			if err != nil {
				t.Fatal(err)
			}
			if got.Bounds().Size() != stdimage.Pt(400, 630) {
				t.Errorf("%v became %v", size, got.Bounds())
			}
			if p, ok := got.(*stdimage.YCbCr); ok && (p.Rect.Min.X%2 != 0 || p.Rect.Min.Y%2 != 0) {
				t.Errorf("%v is cut at %v, where colours are not", size, p.Rect.Min)
			}
		}
	}
	if _, err := Cover("p.svg", []byte("<svg/>"), 400, 630); err == nil {
		t.Error("an SVG has pixels")
	}
}
