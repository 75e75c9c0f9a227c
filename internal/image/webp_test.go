package image

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"golang.org/x/image/webp"
)

// anmf is an animation's frame of 2 × 2 pixels with the given parts.
func anmf(parts ...chunk) chunk {
	return chunk{"ANMF", strings.Repeat("\x00", 6) + "\x01\x00\x00\x01\x00\x00\x64\x00\x00\x00" + string(joinWebP(parts...)[12:])}
}

func TestWebPLosesAllButThePicture(t *testing.T) {
	dirty := joinWebP(chunk{"VP8X", vp8x(0xff, 30, 20)}, chunk{"ICCP", string(iccProfile("RGB ", sRGBColumns, 563))}, chunk{"VP8L", vp8l(30, 20)},
		chunk{"EXIF", tiff(1, 6)}, chunk{"XMP ", "http://ns.adobe.com/xap/1.0/" + secret}, chunk{"priv", secret})
	binary.LittleEndian.PutUint32(dirty[16+4:], 0x3c) // all flags but that of an animation
	dirty = append(dirty, secret...)
	out := mustClean(t, "a.webp", dirty)
	wantNoLeak(t, out)
	parts := webpParts(t, out)
	if got := strings.Join(names(parts), "|"); got != "VP8X|VP8L" || parts[0].body != vp8x(webpAlpha, 30, 20) {
		t.Errorf("%s, header %q", got, parts[0].body)
	}
	m, err := webp.Decode(bytes.NewReader(out))
	if err != nil || m.Bounds().Dx() != 30 || m.Bounds().Dy() != 20 {
		t.Errorf("%v", err)
	}
	if again := mustClean(t, "a.webp", out); !bytes.Equal(again, out) {
		t.Error("cleaning again changes it")
	}
}

func TestWebPWithoutHeader(t *testing.T) {
	data := joinWebP(chunk{"VP8L", vp8l(7, 3)})
	info, err := Probe("a.webp", data)
	if err != nil || info.Width != 7 || info.Height != 3 || info.Format != "webp" {
		t.Errorf("%+v, %v", info, err)
	}
	if out := mustClean(t, "a.webp", data); !bytes.Equal(out, data) {
		t.Error("it changes")
	}
	odd := joinWebP(chunk{"VP8L", vp8l(7, 3) + "\x00"})
	unpadded := bytes.Clone(odd[:len(odd)-1])
	if len(vp8l(7, 3))%2 != 0 {
		unpadded = bytes.Clone(data[:len(data)-1])
	}
	binary.LittleEndian.PutUint32(unpadded[4:], uint32(len(unpadded)-8))
	if out := mustClean(t, "a.webp", unpadded); len(out)%2 != 0 {
		t.Errorf("%d bytes: the last part is not padded", len(out))
	}
}

func TestWebPKeepsWideColours(t *testing.T) {
	full := iccProfile("RGB ", displayP3, 563)
	out := mustClean(t, "a.webp", joinWebP(chunk{"VP8X", vp8x(webpProfile, 8, 8)}, chunk{"ICCP", string(full)}, chunk{"VP8L", vp8l(8, 8)}))
	wantNoLeak(t, out)
	parts := webpParts(t, out)
	if len(parts) != 3 || parts[0].body[0] != webpProfile || parts[1].body != string(slimProfile(full, "RGB ")) {
		t.Errorf("%v", names(parts))
	}
}

func TestWebPAnimation(t *testing.T) {
	frame := anmf(chunk{"VP8L", vp8l(2, 2)}, chunk{"priv", secret})
	out := mustClean(t, "a.webp", joinWebP(chunk{"VP8X", vp8x(webpAnimation|0x04, 2, 2)}, chunk{"ANIM", "\x00\x00\x00\x00\x00\x00"}, frame, frame, chunk{"XMP ", secret}))
	wantNoLeak(t, out)
	parts := webpParts(t, out)
	if got := strings.Join(names(parts), "|"); got != "VP8X|ANIM|ANMF|ANMF" || parts[0].body[0] != webpAnimation {
		t.Fatalf("%s", got)
	}
	if inner := riff([]byte(parts[2].body[16:])); len(inner) != 1 || inner[0].body != vp8l(2, 2) {
		t.Errorf("a frame holds %v", names(inner))
	}
}

func TestWebPFaults(t *testing.T) {
	head, pixels := chunk{"VP8X", vp8x(0, 8, 8)}, chunk{"VP8L", vp8l(8, 8)}
	good := joinWebP(head, pixels)
	mustClean(t, "a.webp", good)
	for n := range len(good) - 1 { // the last byte is padding
		if _, err := Clean("a.webp", good[:n]); err == nil {
			t.Fatalf("cut after %d of %d bytes, it is cleaned", n, len(good))
		}
	}
	for name, data := range map[string][]byte{
		"no pixels":        joinWebP(head),
		"two pictures":     joinWebP(head, pixels, pixels),
		"header later":     joinWebP(pixels, head),
		"other size":       joinWebP(head, chunk{"VP8L", vp8l(9, 8)}),
		"broken pixels":    joinWebP(head, chunk{"VP8L", vp8l(8, 8)[:8]}),
		"short header":     joinWebP(chunk{"VP8X", "\x00"}, pixels),
		"animated, no":     joinWebP(chunk{"VP8X", vp8x(webpAnimation, 8, 8)}, pixels),
		"not animated, no": joinWebP(head, anmf(pixels)),
		"short frame":      joinWebP(chunk{"VP8X", vp8x(webpAnimation, 8, 8)}, chunk{"ANMF", "\x00"}),
		"lying part":       joinWebP(head, chunk{"ANMF", strings.Repeat("\x00", 16) + "VP8L\xff\xff\xff\xff"}),
		"too large":        joinWebP(chunk{"VP8X", vp8x(0, 1<<24, 1<<24)}, pixels),
	} {
		if _, err := Clean("a.webp", data); err == nil {
			t.Errorf("%s: cleaned", name)
		}
	}
	var turned *TurnedError
	if _, err := Clean("a.webp", joinWebP(chunk{"VP8X", vp8x(0x08, 8, 8)}, pixels, chunk{"EXIF", tiff(6, 1)})); !errors.As(err, &turned) || turned.Orientation != 6 {
		t.Errorf("a turned picture: %v", err)
	}
}
