package image

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
)

// xmpBlock is XMP as it stands in a GIF (XMP Specification, part 3, section
// 1.1.2): the packet lies open, not cut into sub-blocks, and 258 bytes behind
// it lead every reader who takes it for sub-blocks to the end.
func xmpBlock(packet string) string {
	trailer := []byte{1}
	for b := 0xff; b >= 0; b-- {
		trailer = append(trailer, byte(b))
	}
	return "\x21\xff\x0bXMP DataXMP" + packet + string(trailer) + "\x00"
}

func TestGIFOpenXMP(t *testing.T) {
	data := encodeGIF(t, 2)
	head := 13 + tableSize(data[10])
	for n := range 300 { // every way in which the packet's last jump can meet the trailer
		packet := "<?xpacket begin='\ufeff'?><x:xmpmeta xmlns:x='http://ns.adobe.com/xap/1.0/'>" + secret + strings.Repeat(" ", n) + "<?xpacket end='w'?>"
		for _, at := range []int{head, len(data) - 1} {
			out := mustClean(t, "a.gif", []byte(string(data[:at])+xmpBlock(packet)+string(data[at:])))
			if !bytes.Equal(out, data) {
				t.Fatalf("%d spaces, at %d: not what it was without XMP", n, at)
			}
		}
	}
}

// TestGIFXMPWithZeros has XMP that no reader of sub-blocks can pass: a zero
// seems to end it. Whatever follows must not be taken for a picture.
func TestGIFXMPWithZeros(t *testing.T) {
	data := encodeGIF(t, 1)
	head := 13 + tableSize(data[10])
	var wide []byte
	for _, u := range utf16.Encode([]rune("<x:xmpmeta>" + secret)) {
		wide = binary.BigEndian.AppendUint16(wide, u)
	}
	for _, start := range []string{"", "\x00", "\x00;", "\x00,", "\x00!", "\x00,SECRET-SECRET-SECRET", "\x00!\xf9\x04SECR\x00"} {
		for _, at := range []int{head, len(data) - 1} {
			out, err := Clean("a.gif", []byte(string(data[:at])+xmpBlock(start+string(wide))+string(data[at:])))
			if err == nil {
				wantNoLeak(t, out)
				if bytes.Contains(out, wide) {
					t.Errorf("%q at %d: XMP is kept", start, at)
				}
			}
		}
	}
}

// TestWebPOrientationWithPrefix has EXIF as some programs write it, with the
// prefix that belongs into a JPEG.
func TestWebPOrientationWithPrefix(t *testing.T) {
	for _, prefix := range []string{"", "Exif\x00\x00"} {
		for o := 1; o <= 8; o++ {
			data := joinWebP(chunk{"VP8X", vp8x(0x08, 8, 8)}, chunk{"VP8L", vp8l(8, 8)}, chunk{"EXIF", prefix + tiff(o, 3)})
			out, err := Clean("a.webp", data)
			var turned *TurnedError
			switch {
			case o == 1 && err != nil:
				t.Errorf("%q: %v", prefix, err)
			case o == 1:
				wantNoLeak(t, out)
			case !errors.As(err, &turned) || turned.Orientation != o:
				t.Errorf("%q, orientation %d: %v", prefix, o, err)
			}
		}
	}
	// Browsers do not look at EXIF that the header does not announce.
	data := joinWebP(chunk{"VP8X", vp8x(0, 8, 8)}, chunk{"VP8L", vp8l(8, 8)}, chunk{"EXIF", tiff(6, 1)})
	wantNoLeak(t, mustClean(t, "a.webp", data))
}

func TestSVGAttributesThatReachOut(t *testing.T) {
	for in, want := range map[string]string{
		`<a href="#b" ping="https://a.example/seen"/>`:          `<a href="#b"/>`,
		`<g xml:base="https://a.example/"><use href="#b"/></g>`: `<g><use href="#b"/></g>`,
	} {
		if out := mustClean(t, "a.svg", []byte(svgHead+">"+in+"</svg>")); string(out) != svgHead+">"+want+"</svg>\n" {
			t.Errorf("%s became %s", in, out)
		}
	}
	for _, in := range []string{
		`<style>a{b:-webkit-image-set("https://a.example/x" 1x)}</style>`,
		`<style>a{b:url("/\ta.example")}</style>`,
		`<style>a{b:cross-fade("https://a.example/x", red)}</style>`,
		`<style>a{b:image("https://a.example/x")}</style>`,
		`<style>@font-face{src:url(//a.example/f)}</style>`,
		`<g cursor="URL(c.cur)"/>`,
		`<animate attributeName="HREF" values="#a;https://a.example"/>`,
		`<animate attributeName="fill" values="url(https://a.example#a)"/>`,
		`<feImage href="https://a.example/x"/>`,
		`<textPath href="other.svg#a"/>`,
		`<linearGradient href="//a.example#a"/>`,
		`<image href="data:image/svg+xml,%3Csvg/%3E"/>`,
		`<image href="data:text/html,x"/>`,
	} {
		if out, err := Clean("a.svg", []byte(svgHead+">"+in+"</svg>")); err == nil {
			t.Errorf("%s became %s", in, out)
		}
	}
}
