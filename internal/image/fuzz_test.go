package image

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"testing"
)

// maxFuzz keeps the fuzzer from pictures that only cost time.
const maxFuzz = 64 << 10

// wantStable demands of a cleaned picture that it is a picture of the same
// kind and size, and that there is nothing left to clean.
func wantStable(t *testing.T, name string, data []byte) ([]byte, bool) {
	if len(data) > maxFuzz {
		t.Skip()
	}
	before, probeErr := Probe(name, data)
	if before.Width > 3000/(before.Height/1000+1) {
		t.Skip()
	}
	out, err := Clean(name, data)
	if err != nil {
		if out != nil {
			t.Fatalf("both bytes and an error: %v", err)
		}
		return nil, false
	}
	if probeErr != nil {
		t.Fatalf("cleaned, but not probed: %v", probeErr)
	}
	after, err := Probe(name, out)
	if err != nil || before.Format != after.Format || before.Width != after.Width || before.Height != after.Height {
		t.Fatalf("%+v became %+v, %v", before, after, err)
	}
	if before.Format == "jpeg" {
		return out, true
	}
	if again, err := Clean(name, out); err != nil || !bytes.Equal(again, out) {
		t.Fatalf("cleaning again gives %d bytes after %d, %v", len(again), len(out), err)
	}
	return out, true
}

func FuzzJPEG(f *testing.F) {
	f.Add(photograph(f, 16, 8, 1))
	f.Add(photograph(f, 17, 9, 6))
	f.Add(encodeJPEG(f, corners(8, 8), 70, segment(0xe2, profileHead+"\x01\x01"+string(iccProfile("RGB ", displayP3, 563)))))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, ok := wantStable(t, "a.jpg", data)
		if !ok {
			return
		}
		jpegSegments(out, func(marker byte, body []byte) bool {
			if marker >= 0xe0 && marker != 0xe2 || marker == 0xfe {
				t.Fatalf("segment %x is kept", marker)
			}
			return true
		})
	})
}

// repairPNG corrects the sums, which the fuzzer cannot.
func repairPNG(data []byte) []byte {
	data = bytes.Clone(data)
	for rest := data[min(8, len(data)):]; len(rest) >= 12; {
		n := uint64(binary.BigEndian.Uint32(rest))
		if n+12 > uint64(len(rest)) {
			break
		}
		binary.BigEndian.PutUint32(rest[8+n:], crc32.ChecksumIEEE(rest[4:8+n]))
		rest = rest[12+n:]
	}
	return data
}

func FuzzPNG(f *testing.F) {
	in := pngChunks(f, encodePNG(f, corners(9, 5)))
	f.Add(joinPNG(in...))
	f.Add(interlaced(9, 5))
	f.Add(joinPNG(in[0], chunk{"iCCP", "x\x00\x00" + deflate(iccProfile("RGB ", displayP3, 563))}, chunk{"eXIf", tiff(1, 1)}, in[1], chunk{"tEXt", secret}, in[2]))
	f.Add(joinPNG(in[0], in[1], chunk{"fcTL", "\x00\x00\x00\x01\x00\x00\x00\x09\x00\x00\x00\x05" + strings.Repeat("\x00", 14)}, chunk{"fdAT", "\x00\x00\x00\x02" + in[1].body}, in[2]))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, ok := wantStable(t, "a.png", repairPNG(data))
		if !ok {
			return
		}
		for _, c := range pngChunks(t, out) {
			if !keptPNG[c.name] && c.name != "iCCP" && c.name != "IEND" {
				t.Fatalf("part %q is kept", c.name)
			}
		}
	})
}

func FuzzWebP(f *testing.F) {
	f.Add(joinWebP(chunk{"VP8L", vp8l(7, 3)}))
	f.Add(joinWebP(chunk{"VP8X", vp8x(0x2c, 7, 3)}, chunk{"ICCP", string(iccProfile("RGB ", displayP3, 563))}, chunk{"VP8L", vp8l(7, 3)}, chunk{"EXIF", tiff(1, 1)}, chunk{"XMP ", secret}))
	f.Add(joinWebP(chunk{"VP8X", vp8x(webpAnimation, 2, 2)}, chunk{"ANIM", "\x00\x00\x00\x00\x00\x00"}, anmf(chunk{"ALPH", "\x00"}, chunk{"VP8L", vp8l(2, 2)})))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, ok := wantStable(t, "a.webp", data)
		if !ok {
			return
		}
		for _, c := range webpParts(t, out) {
			if !strings.Contains("VP8X VP8  VP8L ALPH ANIM ANMF ICCP", c.name) {
				t.Fatalf("part %q is kept", c.name)
			}
		}
	})
}

func FuzzGIF(f *testing.F) {
	f.Add(encodeGIF(f, 1))
	f.Add(dirtyGIF(f, encodeGIF(f, 2)))
	f.Fuzz(func(t *testing.T, data []byte) {
		wantStable(t, "a.gif", data)
	})
}

func FuzzSVG(f *testing.F) {
	f.Add([]byte(svgHead + ` width="3" viewBox="0 0 3 4"><style>a{fill:url(#b)}</style><g fill="url('#a')" onclick="x"/><use xlink:href="#a"/></svg>`))
	f.Add([]byte(`<?xml version="1.0"?><!DOCTYPE svg><s:svg xmlns:s="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"><s:a x:href="javascript:x"/><metadata>x</metadata></s:svg>`))
	f.Add([]byte(svgHead + `><text xml:lang="hi">नमस्ते <![CDATA[<script>]]></text><image href="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"/></svg>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, ok := wantStable(t, "a.svg", data)
		if ok {
			wantHarmless(t, out)
		}
	})
}

// wantHarmless reads a drawing as a stranger would.
func wantHarmless(t *testing.T, data []byte) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v in %q", err, data)
		}
		switch e := token.(type) {
		case xml.Comment, xml.ProcInst, xml.Directive:
			t.Fatalf("%T in %q", token, data)
		case xml.StartElement:
			if !keptSVG[e.Name.Local] || e.Name.Space != svgSpace {
				t.Fatalf("element %v in %q", e.Name, data)
			}
			for _, a := range e.Attr {
				lower := strings.ToLower(a.Name.Local)
				outside := lower == "href" && a.Value != "" && squeeze(a.Value) != "" && squeeze(a.Value)[0] != '#' && !strings.HasPrefix(a.Value, "data:image/")
				if strings.HasPrefix(lower, "on") || outside || strings.Contains(strings.ToLower(a.Value), "javascript:") {
					t.Fatalf("attribute %v in %q", a, data)
				}
			}
		}
	}
}

// FuzzDraw draws whatever is taken for a picture in sizes of every kind: what
// comes out is a picture of that size without anything beside its pixels.
func FuzzDraw(f *testing.F) {
	p3 := iccProfile("RGB ", displayP3, 563)
	f.Add(photograph(f, 40, 30, 6), uint8(7), uint8(5))
	f.Add(encodeJPEG(f, photo(33, 21), 90, profileSegment(p3)), uint8(33), uint8(1))
	f.Add(encodePNG(f, corners(20, 10)), uint8(1), uint8(10))
	p := pngChunks(f, encodePNG(f, corners(9, 9)))
	f.Add(joinPNG(append([]chunk{p[0], {"iCCP", "n\x00\x00" + deflate(p3)}, {"gAMA", "\x00\x01\x86\xa0"}}, p[1:]...)...), uint8(3), uint8(3))
	f.Add(joinWebP(chunk{"VP8L", vp8l(30, 20)}), uint8(4), uint8(9))
	f.Fuzz(func(t *testing.T, data []byte, w, h uint8) {
		info, err := Probe("a", data)
		if err != nil || info.Drawn == "" || info.Width*info.Height > 200_000 {
			return
		}
		for _, format := range []string{"jpeg", "png"} {
			s := Size{1 + int(w)%info.Width, 1 + int(h)%info.Height, format}
			out, err := Draw(t.Context(), "a", data, []Size{s}, nil)
			if err != nil {
				return
			}
			got, err := Probe("a", out[0])
			if err != nil || got.Width != s.Width || got.Height != s.Height || got.Format != format {
				t.Fatalf("%+v, %v; want %+v", got, err, s)
			}
			again, err := Clean("a", out[0])
			if err != nil || format == "png" && !bytes.Equal(again, out[0]) {
				t.Fatalf("a %s that Clean would change: %v", format, err)
			}
		}
	})
}
