package image

import (
	"bytes"
	"encoding/binary"
	"errors"
	stdimage "image"
	"image/color"
	"image/png"
	"reflect"
	"strings"
	"testing"
)

func TestPNGLosesAllButThePicture(t *testing.T) {
	in := pngChunks(t, encodePNG(t, corners(20, 10)))
	dirty := joinPNG(in[0], chunk{"tEXt", "Author\x00" + secret}, chunk{"iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00http://ns.adobe.com/xap/1.0/" + secret},
		chunk{"zTXt", "Comment\x00\x00" + deflate([]byte(secret))}, chunk{"tIME", "\x07\xea\x0b\x19\x00\x00\x00"}, chunk{"eXIf", tiff(1, 6)}, chunk{"caBX", secret},
		chunk{"pHYs", "\x00\x00\x0b\x13\x00\x00\x0b\x13\x01"}, in[1], chunk{"prVt", secret}, in[2])
	// Behind the end lies what a careless program left of the picture before.
	dirty = append(append(dirty, pngChunk("IDAT", secret)...), pngChunk("IEND", "")...)
	out := mustClean(t, "a.png", dirty)
	wantNoLeak(t, out)
	if got, want := strings.Join(names(pngChunks(t, out)), " "), "IHDR pHYs IDAT IEND"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	wantSamePixels(t, dirty, out)
	if again := mustClean(t, "a.png", out); !bytes.Equal(again, out) {
		t.Error("cleaning again changes it")
	}
}

func wantSamePixels(t *testing.T, a, b []byte) {
	t.Helper()
	x, err := png.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	if y, err := png.Decode(bytes.NewReader(b)); err != nil || !reflect.DeepEqual(x, y) {
		t.Errorf("the pixels differ: %v", err)
	}
}

func TestPNGEveryKindOfPixel(t *testing.T) {
	r := stdimage.Rect(0, 0, 13, 7)
	palette := stdimage.NewPaletted(r, color.Palette{color.Black, color.White, color.Transparent})
	for i := range palette.Pix {
		palette.Pix[i] = byte(i % 3)
	}
	deep, alpha := stdimage.NewNRGBA64(r), stdimage.NewNRGBA(r)
	for i := range deep.Pix {
		deep.Pix[i] = byte(i * 7)
	}
	for i := range alpha.Pix {
		alpha.Pix[i] = byte(i * 5)
	}
	for _, m := range []stdimage.Image{palette, deep, alpha, stdimage.NewGray(r), stdimage.NewGray16(r), corners(13, 7)} {
		data := encodePNG(t, m)
		out := mustClean(t, "a.png", data)
		wantSamePixels(t, data, out)
	}
}

// interlaced is a picture of one bit a pixel, in the seven passes of Adam7.
func interlaced(w, h int) []byte {
	var rows []byte
	for _, p := range passes(true) {
		pw, ph := (int64(w)+p.dx-1-p.x)/p.dx, (int64(h)+p.dy-1-p.y)/p.dy
		if pw > 0 && ph > 0 {
			rows = append(rows, make([]byte, ph*(1+(pw+7)/8))...)
		}
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))
	return joinPNG(chunk{"IHDR", string(head) + "\x01\x00\x00\x00\x01"}, chunk{"IDAT", deflate(rows)}, chunk{"IEND", ""})
}

func TestPNGInterlaced(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {2, 1}, {3, 5}, {8, 8}, {17, 9}, {4, 1}} {
		data := interlaced(size[0], size[1])
		if _, err := png.Decode(bytes.NewReader(data)); err != nil {
			t.Fatal(err)
		}
		if out := mustClean(t, "a.png", data); !bytes.Equal(out, data) {
			t.Errorf("%v: it changes", size)
		}
	}
}

func TestPNGHiddenBehindThePixels(t *testing.T) {
	in := pngChunks(t, encodePNG(t, corners(20, 10)))
	dirty := joinPNG(in[0], chunk{"IDAT", in[1].body[:9]}, chunk{"IDAT", in[1].body[9:] + secret}, chunk{"IDAT", secret}, in[2])
	out := mustClean(t, "a.png", dirty)
	wantNoLeak(t, out)
	if want := joinPNG(in...); !bytes.Equal(out, want) {
		t.Errorf("%d bytes, want %d", len(out), len(want))
	}
}

func TestPNGAnimation(t *testing.T) {
	in := pngChunks(t, encodePNG(t, corners(4, 4)))
	control := func(n byte, w, h byte) chunk {
		return chunk{"fcTL", string([]byte{0, 0, 0, n, 0, 0, 0, w, 0, 0, 0, h, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 10, 0, 0})}
	}
	small := pngChunks(t, encodePNG(t, corners(2, 2)))
	anim := chunk{"acTL", "\x00\x00\x00\x02\x00\x00\x00\x00"}
	frame := chunk{"fdAT", "\x00\x00\x00\x02" + small[1].body}
	good := joinPNG(in[0], anim, control(0, 4, 4), in[1], control(1, 2, 2), frame, in[2])
	if out := mustClean(t, "a.png", good); !bytes.Equal(out, good) {
		t.Error("an animation changes")
	}
	for name, bad := range map[string][]byte{
		"too large a frame": joinPNG(in[0], anim, in[1], control(1, 5, 2), frame, in[2]),
		"no frame":          joinPNG(in[0], anim, in[1], control(1, 0, 2), frame, in[2]),
		"frame first":       joinPNG(in[0], anim, control(1, 2, 2), frame, in[1], in[2]),
		"too few pixels":    joinPNG(in[0], anim, in[1], control(1, 4, 4), frame, in[2]),
		"hidden":            joinPNG(in[0], anim, in[1], control(1, 2, 2), chunk{"fdAT", frame.body + secret}, in[2]),
		"short control":     joinPNG(in[0], anim, in[1], chunk{"fcTL", "\x00"}, frame, in[2]),
	} {
		if _, err := Clean("a.png", bad); err == nil {
			t.Errorf("%s: cleaned", name)
		}
	}
}

func TestPNGFaults(t *testing.T) {
	data := encodePNG(t, corners(20, 10))
	in := pngChunks(t, data)
	for n := range data {
		if _, err := Clean("a.png", data[:n]); err == nil {
			t.Fatalf("cut after %d of %d bytes, it is cleaned", n, len(data))
		}
	}
	wrongSum := bytes.Clone(data)
	wrongSum[len(wrongSum)-20] ^= 1
	huge := []byte(in[0].body)
	copy(huge, "\x00\x01\x00\x00\x00\x01\x00\x00")
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"sum":            {wrongSum, "the sum of its part"},
		"critical":       {joinPNG(in[0], chunk{"CGbI", "x"}, in[1], in[2]), `part "CGbI" is unknown`},
		"two headers":    {joinPNG(in[0], in[0], in[1], in[2]), "header"},
		"pixels apart":   {joinPNG(in[0], in[1], chunk{"tIME", ""}, in[1], in[2]), "in two places"},
		"no pixels":      {joinPNG(in[0], in[2]), "no pixels"},
		"too few pixels": {joinPNG(in[0], chunk{"IDAT", deflate([]byte("x"))}, in[2]), "too early"},
		"too many":       {joinPNG(in[0], chunk{"IDAT", deflate(make([]byte, 5000))}, in[2]), "more pixels"},
		"not packed":     {joinPNG(in[0], chunk{"IDAT", "xxxxxxx"}, in[2]), "zlib"},
		"too large":      {joinPNG(chunk{"IHDR", string(huge)}, in[1], in[2]), "65536 × 65536 pixels"},
	} {
		if out, err := Clean("a.png", c.data); out != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	var turned *TurnedError
	if _, err := Clean("a.png", joinPNG(in[0], chunk{"eXIf", tiff(8, 1)}, in[1], in[2])); !errors.As(err, &turned) || turned.Orientation != 8 {
		t.Errorf("a turned picture: %v", err)
	}
}
