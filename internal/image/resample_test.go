package image

import (
	"bytes"
	stdimage "image"
	"image/color"
	"image/draw"
	"testing"

	xdraw "golang.org/x/image/draw"
)

// A flat colour stays what it is, and the filter is that of x/image/draw.
func TestFilter(t *testing.T) {
	flat := stdimage.NewRGBA(stdimage.Rect(0, 0, 301, 97))
	draw.Draw(flat, flat.Bounds(), stdimage.NewUniform(color.RGBA{10, 20, 200, 255}), stdimage.Point{}, draw.Src)
	for _, p := range [][2]int{{300, 90}, {151, 13}, {7, 1}, {1, 97}} {
		got := smaller(flat, p[0], p[1]).(*stdimage.RGBA)
		for i := 0; i < len(got.Pix); i += 4 {
			if !bytes.Equal(got.Pix[i:i+4], []byte{10, 20, 200, 255}) {
				t.Fatalf("%v: %v", p, got.Pix[i:i+4])
			}
		}
	}
	src := stdimage.NewGray(stdimage.Rect(0, 0, 640, 480))
	copy(src.Pix, photo(640, 480).Y)
	got := smaller(src, 231, 173).(*stdimage.Gray)
	want := stdimage.NewGray(got.Rect)
	xdraw.CatmullRom.Scale(want, want.Rect, src, src.Rect, xdraw.Src, nil)
	worst, sum := 0, 0
	for i := range got.Pix {
		d := max(int(got.Pix[i])-int(want.Pix[i]), int(want.Pix[i])-int(got.Pix[i]))
		worst, sum = max(worst, d), sum+d
	}
	if worst > 3 || sum > len(got.Pix)/2 {
		t.Errorf("differs from x/image/draw by %d at most, %.3f on average", worst, float64(sum)/float64(len(got.Pix)))
	}
}

// The planes of a JPEG, each resampled for itself, give the picture that its
// pixels give, whichever pixels share a colour.
func TestFilterPlanes(t *testing.T) {
	for _, ratio := range []stdimage.YCbCrSubsampleRatio{stdimage.YCbCrSubsampleRatio444, stdimage.YCbCrSubsampleRatio422, stdimage.YCbCrSubsampleRatio420, stdimage.YCbCrSubsampleRatio440, stdimage.YCbCrSubsampleRatio411} {
		src := stdimage.NewYCbCr(stdimage.Rect(0, 0, 321, 203), ratio)
		for y := range 203 {
			for x := range 321 {
				src.Y[src.YOffset(x, y)] = byte(40 + x/3 + y/4)
				src.Cb[src.COffset(x, y)], src.Cr[src.COffset(x, y)] = byte(90+x/4), byte(160-y/4)
			}
		}
		got := smaller(plain(src), 101, 63)
		for y := 2; y < 61; y++ {
			for x := 2; x < 99; x++ {
				w, g := rgb(src.At((2*x+1)*321/202, (2*y+1)*203/126)), rgb(got.At(x, y))
				for i := range w {
					if d := int(w[i]) - int(g[i]); d < -8 || d > 8 {
						t.Fatalf("%v at %d, %d: %v, want %v", ratio, x, y, g, w)
					}
				}
			}
		}
	}
}

// Transparent edges neither grow bright nor dark, and no colour outshines its
// alpha.
func TestFilterAlpha(t *testing.T) {
	src := stdimage.NewNRGBA(stdimage.Rect(0, 0, 90, 60))
	for i := 0; i < len(src.Pix); i += 4 {
		src.Pix[i], src.Pix[i+3] = 255, byte(255*(i/4%90/45))
	}
	got := smaller(src, 31, 23).(*stdimage.RGBA)
	for i := 0; i < len(got.Pix); i += 4 {
		if p := got.Pix[i : i+4]; p[0] != p[3] || p[1] != 0 {
			t.Fatalf("%v", p)
		}
	}
}

func TestNoColourOutshinesItsAlpha(t *testing.T) {
	src := stdimage.NewNRGBA(stdimage.Rect(0, 0, 90, 60))
	for i := 0; i < len(src.Pix); i += 4 {
		src.Pix[i], src.Pix[i+3] = byte(255*(i/4/9%2)), 150
	}
	got := smaller(src, 61, 43).(*stdimage.RGBA)
	for i := 0; i < len(got.Pix); i += 4 {
		if p := got.Pix[i : i+4]; p[0] > p[3] {
			t.Fatalf("%v", p)
		}
	}
}

func TestWeightsAreOne(t *testing.T) {
	for _, n := range [][2]int{{4032, 1600}, {1301, 480}, {7, 3}, {5, 5}, {2, 1}, {1, 1}} {
		taps := tapsOf(n[0], n[1], float64(n[0])/float64(n[1]))
		for i := range n[1] {
			sum := int32(0)
			for _, w := range taps.weights[i*taps.n : (i+1)*taps.n] {
				sum += w
			}
			if sum != 1<<precise || taps.first[i] < 0 || taps.first[i]+taps.n > n[0] {
				t.Fatalf("%v: value %d is made of %d/%d from %d on", n, i, sum, 1<<precise, taps.first[i])
			}
		}
	}
}
