package image

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	stdimage "image"
	"image/draw"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// photo is a picture as smooth and as rough as a photograph: light that falls
// off, shapes with edges, and grain.
func photo(w, h int) *stdimage.YCbCr {
	m := stdimage.NewYCbCr(stdimage.Rect(0, 0, w, h), stdimage.YCbCrSubsampleRatio420)
	seed := uint32(1)
	for y := range h {
		for x := range w {
			seed = seed*1664525 + 1013904223
			v := 90 + 60*math.Sin(float64(x)/90)*math.Cos(float64(y)/70) + float64(x*60/w) + float64(seed>>28) - 8
			if (x/120+y/160)%3 == 0 {
				v += 25
			}
			m.Y[y*m.YStride+x] = clamp(int32(v))
		}
	}
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = byte(108+i%m.CStride*40/m.CStride), byte(120+i/m.CStride*40/max(1, h/2))
	}
	return m
}

func mustDraw(t testing.TB, name string, data []byte, sizes ...Size) [][]byte {
	t.Helper()
	out, err := Draw(context.Background(), name, data, sizes, nil)
	if err != nil {
		t.Fatalf("Draw: %v", err)
	}
	return out
}

func mustProbe(t testing.TB, name string, data []byte) Info {
	t.Helper()
	info, err := Probe(name, data)
	if err != nil {
		t.Fatalf("Probe: %v", err)
	}
	return info
}

func mustDecode(t testing.TB, data []byte) stdimage.Image {
	t.Helper()
	img, _, err := stdimage.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		info Info
		want string
	}{
		{Info{Format: "jpeg", Drawn: "jpeg", Width: 4032, Height: 3024}, "480×360 800×600 1200×900 1600×1200 2000×1500"},
		{Info{Format: "jpeg", Drawn: "jpeg", Width: 3024, Height: 4032}, "480×640 800×1067 1200×1600 1600×2133 2000×2667"},
		{Info{Format: "jpeg", Drawn: "jpeg", Width: 2000, Height: 1000}, "480×240 800×400 1200×600 1600×800"},
		{Info{Format: "jpeg", Drawn: "jpeg", Width: 1280, Height: 720}, "480×270 800×450"}, // 1200 would save an eighth
		{Info{Format: "jpeg", Drawn: "jpeg", Width: 575, Height: 400}, ""},
		{Info{Format: "jpeg", Drawn: "jpeg", Width: 576, Height: 400}, "480×333"},
		{Info{Format: "jpeg", Drawn: "jpeg", Width: 20_000, Height: 3}, "480×1 800×1 1200×1 1600×1 2000×1"},
		{Info{Format: "jpeg", Drawn: "jpeg", Width: 1, Height: 20_000}, ""},
		{Info{Format: "webp", Drawn: "jpeg", Width: 1600, Height: 900}, "480×270 800×450"}, // a JPEG of 1200 would be no smaller
		{Info{Format: "png", Drawn: "jpeg", Width: 1300, Height: 650}, "480×240 800×400 1300×650"},
		{Info{Format: "png", Drawn: "png", Width: 1300, Height: 650}, "480×240 800×400"},
		{Info{Format: "png", Drawn: "jpeg", Width: 300, Height: 200}, "300×200"},
		{Info{Format: "gif", Width: 1600, Height: 900}, ""},
	} {
		c.info.Bytes = 1_000_000
		var got []string
		for _, s := range c.info.Sizes() {
			got = append(got, fmt.Sprintf("%d×%d", s.Width, s.Height))
			if s.Format != c.info.Drawn {
				t.Errorf("%+v: a size in %q", c.info, s.Format)
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%+v: %s, want %s", c.info, g, c.want)
		}
		c.info.Bytes = light
		if got := c.info.Sizes(); got != nil {
			t.Errorf("a light picture has %v", got)
		}
	}
}

func TestDrawnAs(t *testing.T) {
	rough := stdimage.NewRGBA(stdimage.Rect(0, 0, 60, 40))
	draw.Draw(rough, rough.Bounds(), photo(60, 40), stdimage.Point{}, draw.Src)
	seed := uint32(7)
	for i := range rough.Pix {
		if seed = seed*1664525 + 1013904223; i%4 != 3 {
			rough.Pix[i] ^= byte(seed >> 29)
		}
	}
	clear := stdimage.NewNRGBA(rough.Bounds())
	draw.Draw(clear, clear.Bounds(), rough, stdimage.Point{}, draw.Src)
	clear.Pix[3] = 0
	with := func(c chunk) []byte {
		p := pngChunks(t, encodePNG(t, rough))
		return joinPNG(append([]chunk{p[0], c}, p[1:]...)...)
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"photograph", encodePNG(t, rough), "jpeg"},
		{"drawing", encodePNG(t, corners(60, 40)), "png"},
		{"transparent", encodePNG(t, clear), "png"},
		{"a transparent colour", with(chunk{"tRNS", "\x00\x00\x00\x00\x00\x00"}), "png"},
		{"moving", with(chunk{"acTL", "\x00\x00\x00\x01\x00\x00\x00\x00"}), ""},
		{"usual gamma", with(chunk{"gAMA", "\x00\x00\xb1\x8f"}), "jpeg"},
		{"usual colours", with(chunk{"cHRM", usualColours["cHRM"]}), "jpeg"},
		{"linear", with(chunk{"gAMA", "\x00\x01\x86\xa0"}), "png"},
		{"HDR", with(chunk{"cICP", "\x09\x10\x00\x01"}), "png"},
		{"jpeg", encodeJPEG(t, rough, 90), "jpeg"},
		{"gif", encodeGIF(t, 1), ""},
		{"lossless WebP", joinWebP(chunk{"VP8L", vp8l(300, 200)}), "png"},
		{"moving WebP", joinWebP(chunk{"VP8X", vp8x(webpAnimation, 300, 200)}), ""},
		{"transparent WebP", joinWebP(chunk{"VP8X", vp8x(webpAlpha, 300, 200)}), "png"},
	} {
		if got := mustProbe(t, "a", c.data).Drawn; got != c.want {
			t.Errorf("%s: drawn as %q, want %q", c.name, got, c.want)
		}
	}
}

// Every published size loses what the source says beside its pixels, whatever
// format it comes from.
func TestSizesKeepNoMetadata(t *testing.T) {
	img := photo(700, 500)
	rgba := stdimage.NewRGBA(img.Bounds())
	draw.Draw(rgba, img.Bounds(), img, stdimage.Point{}, draw.Src)
	jpg := encodeJPEG(t, img, 95, exifSegment(6, 1), segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>"+secret+"</x:xmpmeta>"),
		segment(0xfe, secret), segment(0xed, "Photoshop 3.0\x00"+secret), profileSegment(iccProfile("RGB ", displayP3, 563)))
	p := pngChunks(t, encodePNG(t, rgba))
	dirty := joinPNG(append([]chunk{p[0], {"eXIf", tiff(1, 1)}, {"iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00" + secret}, {"tEXt", "Author\x00" + secret},
		{"iCCP", secret + "\x00\x00" + deflate(iccProfile("RGB ", displayP3, 563))}}, p[1:]...)...)
	for name, data := range map[string][]byte{"a.jpg": jpg, "a.png": append(dirty, secret...)} {
		if !bytes.Contains(data, []byte(secret)) || !bytes.Contains(data, []byte("Exif")) && !bytes.Contains(data, []byte("eXIf")) {
			t.Fatal("the source has nothing to lose")
		}
		info := mustProbe(t, name, data)
		sizes := append(info.Sizes(), Size{}, Size{300, 200, "png"}, Size{300, 200, "jpeg"})
		for i, out := range mustDraw(t, name, data, sizes...) {
			wantNoLeak(t, out)
			for _, mark := range []string{"Exif", "eXIf", "xmp", "http://ns.adobe.com", "GPS", "Photoshop", "tEXt", "iTXt"} {
				if bytes.Contains(out, []byte(mark)) {
					t.Errorf("%s: %+v holds %q", name, sizes[i], mark)
				}
			}
		}
	}
}

func TestSizesAreUpright(t *testing.T) {
	for o := 1; o <= 8; o++ {
		data := photograph(t, 648, 482, o)
		whole := mustDecode(t, mustClean(t, "a.jpg", data))
		info := mustProbe(t, "a.jpg", data)
		for _, s := range []Size{info.at(64), info.at(101), {97, 31, "png"}} { // even, odd, of another shape
			got := mustDecode(t, mustDraw(t, "a.jpg", data, s)[0])
			if b := got.Bounds().Size(); b.X != s.Width || b.Y != s.Height {
				t.Errorf("orientation %d: %v, want %+v", o, b, s)
			}
			big := whole.Bounds().Size()
			for _, at := range [][2]float64{{.2, .2}, {.8, .2}, {.2, .8}, {.8, .8}} {
				w := rgb(whole.At(int(at[0]*float64(big.X)), int(at[1]*float64(big.Y))))
				g := rgb(got.At(int(at[0]*float64(s.Width)), int(at[1]*float64(s.Height))))
				for i := range w {
					if d := int(w[i]) - int(g[i]); d < -12 || d > 12 {
						t.Errorf("orientation %d, %+v at %v: %v, want %v", o, s, at, g, w)
						break
					}
				}
			}
		}
	}
}

// What Clean gives and what Draw gives for the zero Size are the same bytes,
// for every form of JPEG.
func TestDrawTheWhole(t *testing.T) {
	gray := stdimage.NewGray(stdimage.Rect(0, 0, 33, 21))
	wide := encodeJPEG(t, photo(64, 48), 90, profileSegment(iccProfile("RGB ", displayP3, 563)))
	for name, data := range map[string][]byte{"a.jpg": wide, "b.jpg": photograph(t, 31, 17, 5), "c.jpg": encodeJPEG(t, gray, 90), "d.png": encodePNG(t, corners(9, 9)), "e.gif": encodeGIF(t, 2)} {
		if got := mustDraw(t, name, data, Size{})[0]; !bytes.Equal(got, mustClean(t, name, data)) {
			t.Errorf("%s: not what Clean gives", name)
		}
	}
}

func TestSizesKeepWideColours(t *testing.T) {
	p3 := iccProfile("RGB ", displayP3, 563)
	slim := slimProfile(p3, "RGB ")
	p := pngChunks(t, encodePNG(t, corners(64, 48)))
	for name, data := range map[string][]byte{
		"a.jpg": encodeJPEG(t, photo(64, 48), 90, profileSegment(p3)),
		"a.png": joinPNG(append([]chunk{p[0], {"iCCP", "n\x00\x00" + deflate(p3)}, {"gAMA", "\x00\x00\xb1\x8f"}}, p[1:]...)...),
	} {
		out := mustDraw(t, name, data, Size{32, 24, "jpeg"}, Size{32, 24, "png"})
		if !bytes.Contains(out[0], profileSegment(slim)) {
			t.Errorf("%s: the JPEG lost its profile", name)
		}
		found := false
		eachPNG(out[1], func(chunk string, body []byte) bool {
			found = found || chunk == "iCCP" && bytes.Equal(unpackProfile(body), slim)
			return true
		})
		if !found {
			t.Errorf("%s: the PNG lost its profile: %v", name, names(pngChunks(t, out[1])))
		}
		mustClean(t, "a.png", out[1]) // well-formed, each sum right
	}
	srgb := encodeJPEG(t, photo(64, 48), 90, profileSegment(iccProfile("RGB ", sRGBColumns, 563)))
	if out := mustDraw(t, "a.jpg", srgb, Size{32, 24, "jpeg"}); bytes.Contains(out[0], []byte("ICC_PROFILE")) {
		t.Error("sRGB needs no profile, and each small picture carries one")
	}
}

// A size is the same bytes whatever else is drawn with it.
func TestSizesAloneAndTogether(t *testing.T) {
	data := encodeJPEG(t, photo(2100, 400), 90, exifSegment(3, 1))
	sizes := mustProbe(t, "a.jpg", data).Sizes()
	if len(sizes) != 5 {
		t.Fatalf("%v", sizes)
	}
	slices.Reverse(sizes) // so that there is something to draw the small ones from
	for i, together := range mustDraw(t, "a.jpg", data, sizes...) {
		if !bytes.Equal(together, mustDraw(t, "a.jpg", data, sizes[i])[0]) {
			t.Errorf("%v alone is another picture", sizes[i])
		}
	}
}

// lossyWebP is black on its left half and white on its right one.
const lossyWebP = "UklGRjIAAABXRUJQVlA4ICYAAABQAgCdASogABAALiUYjEYREREBABIlpAAD2UAA/v7uxb/7P9AAAA=="

// The values of a lossy WebP are those of television, and decoded it is as black
// and as white as it was.
func TestLossyWebP(t *testing.T) {
	data, err := base64.StdEncoding.DecodeString(lossyWebP)
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]func() []byte{
		"drawn": func() []byte { return mustDraw(t, "a.webp", data, Size{16, 8, "jpeg"})[0] },
		"for a post": func() []byte {
			f, err := Fit(data, "image/webp", Limit{Bytes: 100_000, Types: []string{"image/jpeg"}})
			if err != nil {
				t.Fatal(err)
			}
			return f.Data
		},
	} {
		m := mustDecode(t, got())
		black, white := rgb(m.At(1, 3)), rgb(m.At(m.Bounds().Dx()-2, 3))
		if black[0] > 3 || white[0] < 252 {
			t.Errorf("%s: black is %v, white is %v", name, black, white)
		}
	}
}

func TestOtherPrograms(t *testing.T) {
	data := encodeJPEG(t, photo(64, 48), 90, exifSegment(6, 1), profileSegment(iccProfile("RGB ", displayP3, 563)))
	var got []byte
	enc := map[string]Encoder{"avif": func(_ context.Context, in []byte, drawing bool) ([]byte, error) {
		got = slices.Clone(in)
		return fmt.Appendf(nil, "avif %v", drawing), nil
	}}
	out, err := Draw(context.Background(), "a.jpg", data, []Size{{24, 32, "avif"}}, enc)
	if err != nil || string(out[0]) != "avif false" {
		t.Fatalf("%q, %v", out, err)
	}
	wantNoLeak(t, got)
	if b := mustDecode(t, got).Bounds().Size(); b != (stdimage.Point{X: 24, Y: 32}) {
		t.Errorf("it got %v", b)
	}
	if depth := pngChunks(t, got)[0].body[8]; depth != 8 {
		t.Errorf("it got %d bits for a colour, which few browsers show as AVIF", depth)
	}
	if in := names(pngChunks(t, got)); in[1] != "iCCP" {
		t.Errorf("it got no profile: %v", in)
	}
	broken := iccProfile("RGB ", displayP3, 563)
	broken[70] = 0 // no white
	data = encodeJPEG(t, photo(64, 48), 90, profileSegment(broken))
	if _, err := Draw(context.Background(), "a.jpg", data, []Size{{24, 32, "avif"}}, enc); err != nil || slices.Contains(names(pngChunks(t, got)), "iCCP") {
		t.Errorf("a profile that cannot be read was handed on: %v, %v", names(pngChunks(t, got)), err)
	}
	enc["avif"] = func(context.Context, []byte, bool) ([]byte, error) { return nil, errors.New("out of memory") }
	_, err = Draw(context.Background(), "a.jpg", data, []Size{{24, 32, "avif"}}, enc)
	if e, ok := errors.AsType[*EncoderError](err); !ok || e.Error() != "writing avif: out of memory" {
		t.Error(err)
	}
}

func TestDrawStops(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Draw(ctx, "a.jpg", encodeJPEG(t, photo(64, 48), 90), []Size{{}}, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// A picture of any shape comes out in exactly the size that was asked for.
func TestOddSizes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 150).Draw(t, "w"), rapid.IntRange(1, 150).Draw(t, "h")
		to := Size{rapid.IntRange(1, w).Draw(t, "to w"), rapid.IntRange(1, h).Draw(t, "to h"), rapid.SampledFrom([]string{"jpeg", "png"}).Draw(t, "format")}
		var data []byte
		name := "a.jpg"
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			data = encodeAny(photo(w, h), rapid.IntRange(1, 8).Draw(t, "orientation"))
		case 1:
			gray := stdimage.NewGray(stdimage.Rect(0, 0, w, h))
			copy(gray.Pix, photo(w, h).Y)
			data = encodeAny(gray, 1)
		default:
			var b bytes.Buffer
			_ = png.Encode(&b, corners(w, h))
			name, data = "a.png", b.Bytes()
		}
		out, err := Draw(context.Background(), name, data, []Size{to}, nil)
		if err != nil {
			t.Fatal(err)
		}
		info, err := Probe("a", out[0])
		if err != nil || info.Width != to.Width || info.Height != to.Height || info.Format != to.Format {
			t.Fatalf("%+v, %v; want %+v", info, err, to)
		}
	})
}

func TestVeryWide(t *testing.T) {
	for _, s := range [][2]int{{6000, 1}, {1, 6000}, {5999, 2}} {
		data := encodeJPEG(t, photo(s[0], s[1]), 90)
		info := mustProbe(t, "a.jpg", data)
		info.Bytes = light + 1
		for i, out := range mustDraw(t, "a.jpg", data, info.Sizes()...) {
			if got := mustProbe(t, "a.jpg", out); got.Width != info.Sizes()[i].Width || got.Height != info.Sizes()[i].Height {
				t.Errorf("%+v, want %+v", got, info.Sizes()[i])
			}
		}
	}
}
