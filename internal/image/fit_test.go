package image

import (
	"bytes"
	stdimage "image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"testing"
)

// noise is the picture that compresses worst.
func noise(t *testing.T, w, h int) []byte {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	img := stdimage.NewNRGBA(stdimage.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32())})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFit(t *testing.T) {
	data := noise(t, 600, 400)
	for name, tc := range map[string]struct {
		limit Limit
		same  bool
		fails bool
	}{
		"fits already":  {Limit{len(data), 0, []string{"image/png"}}, true, false},
		"one byte less": {Limit{len(data) - 1, 0, []string{"image/png", "image/jpeg"}}, false, false},
		"tenth":         {Limit{len(data) / 10, 0, []string{"image/jpeg"}}, false, false},
		"few pixels":    {Limit{len(data), 10_000, []string{"image/png", "image/jpeg"}}, false, false},
		"another kind":  {Limit{len(data), 0, []string{"image/jpeg"}}, false, false},
		"no JPEG":       {Limit{10, 0, []string{"image/png"}}, false, true},
		"hopeless":      {Limit{10, 0, []string{"image/jpeg"}}, false, true},
	} {
		got, err := Fit(data, "image/png", tc.limit)
		again, _ := Fit(data, "image/png", tc.limit)
		switch {
		case (err != nil) != tc.fails:
			t.Errorf("%s: %v", name, err)
		case err == nil && (len(got.Data) > tc.limit.Bytes || tc.limit.Pixels > 0 && got.Width*got.Height > tc.limit.Pixels):
			t.Errorf("%s: %d bytes, %d×%d", name, len(got.Data), got.Width, got.Height)
		case tc.same != bytes.Equal(got.Data, data):
			t.Errorf("%s: same bytes is %v", name, !tc.same)
		case !bytes.Equal(got.Data, again.Data):
			t.Errorf("%s: other bytes the second time", name)
		}
		if cfg, kind, derr := stdimage.DecodeConfig(bytes.NewReader(got.Data)); err == nil && (derr != nil || "image/"+kind != got.Type || cfg.Width != got.Width || cfg.Height != got.Height) {
			t.Errorf("%s: says %s %d×%d, is %s %d×%d", name, got.Type, got.Width, got.Height, kind, cfg.Width, cfg.Height)
		}
	}
	if _, err := Fit([]byte("no picture"), "image/png", Limit{100, 0, []string{"image/png"}}); err == nil {
		t.Error("what is no picture fits")
	}
}
