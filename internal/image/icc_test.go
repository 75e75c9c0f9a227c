package image

import (
	"bytes"
	"encoding/binary"
	"image/color"
	"image/png"
	"strings"
	"testing"

	stdimage "image"
)

// iccProfile is a profile of version 2 with the given colours (1/65536) and
// a gamma (1/256), and what must not be published.
func iccProfile(space string, columns map[string][3]int, gamma int) []byte {
	tags := map[string][]byte{
		"desc": []byte("desc\x00\x00\x00\x00" + secret), "cprt": []byte("text\x00\x00\x00\x00" + secret), "mmod": []byte("mmod\x00\x00\x00\x00" + secret),
		"wtpt": []byte("XYZ \x00\x00\x00\x00\x00\x00\xf3\x51\x00\x01\x00\x00\x00\x01\x16\xcc"),
	}
	curve := append([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), byte(gamma>>8), byte(gamma), 0, 0)
	for name, xyz := range columns {
		b := []byte("XYZ \x00\x00\x00\x00")
		for _, v := range xyz {
			b = binary.BigEndian.AppendUint32(b, uint32(v))
		}
		tags[name] = b
		tags[name[:1]+"TRC"] = curve
	}
	if space == "GRAY" {
		tags["kTRC"] = curve
	}
	head := make([]byte, 128)
	copy(head[4:], "SECR")
	head[8] = 2
	copy(head[12:], "mntr"+space+"XYZ ")
	copy(head[36:], "acsp")
	copy(head[48:], "SECRETSE")
	copy(head[68:], "\x00\x00\xf6\xd6\x00\x01\x00\x00\x00\x00\xd3\x2d") // D50
	copy(head[80:], "SECR")
	return joinProfile(head, tags)
}

// displayP3 are the colours of phones since 2016.
var displayP3 = map[string][3]int{"rXYZ": {33759, 15807, -69}, "gXYZ": {19152, 45359, 2742}, "bXYZ": {10301, 4370, 68666}}

func TestProfileIsCutDown(t *testing.T) {
	full := iccProfile("RGB ", displayP3, 563)
	slim := slimProfile(full, "RGB ")
	if slim == nil {
		t.Fatal("a wide-gamut profile was dropped")
	}
	wantNoLeak(t, slim)
	if bytes.Contains(slim, []byte("SECR")) || int(binary.BigEndian.Uint32(slim)) != len(slim) {
		t.Error("its head says too much, or a wrong size")
	}
	before, after := profileTags(full), profileTags(slim)
	if len(after) != 7 || len(before) != 7 {
		t.Errorf("%d tags with colours became %d", len(before), len(after))
	}
	for name, want := range before {
		if !bytes.Equal(after[name], want) {
			t.Errorf("%s changed", name)
		}
	}
	if again := slimProfile(slim, "RGB "); !bytes.Equal(again, slim) {
		t.Error("cutting again changes it")
	}
}

func TestProfileIsNotKept(t *testing.T) {
	full := iccProfile("RGB ", displayP3, 563)
	liar := bytes.Clone(full)
	binary.BigEndian.PutUint32(liar[132+4:], 1<<31)
	many := bytes.Clone(full)
	binary.BigEndian.PutUint32(many[128:], 1<<31)
	for name, c := range map[string]struct {
		profile []byte
		colours string
	}{
		"none": {nil, "RGB "}, "sRGB": {iccProfile("RGB ", sRGBColumns, 563), "RGB "}, "grey for colours": {iccProfile("GRAY", nil, 400), "RGB "},
		"CMYK": {full, ""}, "no profile": {bytes.Repeat([]byte("x"), 400), "RGB "}, "a tag outside": {allTags(liar), "RGB "}, "too many tags": {many, "RGB "},
		"too large": {append(bytes.Clone(full), make([]byte, maxProfile)...), "RGB "},
	} {
		if slimProfile(c.profile, c.colours) != nil {
			t.Errorf("%s: kept", name)
		}
	}
	for name, p := range map[string][]byte{"a flat curve": iccProfile("RGB ", sRGBColumns, 256), "grey": iccProfile("GRAY", nil, 400)} {
		if slimProfile(p, string(p[16:20])) == nil {
			t.Errorf("%s: dropped", name)
		}
	}
}

// allTags makes the first tag of a profile one that is kept.
func allTags(p []byte) []byte {
	copy(p[132:], "wtpt")
	return p
}

func TestJPEGKeepsWideColours(t *testing.T) {
	full := iccProfile("RGB ", displayP3, 563)
	half := len(full) / 2
	data := encodeJPEG(t, corners(32, 16), 90, exifSegment(6, 1),
		segment(0xe2, profileHead+"\x02\x02"+string(full[half:])), segment(0xe2, profileHead+"\x01\x02"+string(full[:half])))
	out := mustClean(t, "a.jpg", data)
	wantNoLeak(t, out)
	if got := jpegProfile(out, "RGB "); !bytes.Equal(got, slimProfile(full, "RGB ")) {
		t.Errorf("%d bytes of profile", len(got))
	}
	lost := encodeJPEG(t, corners(32, 16), 90, segment(0xe2, profileHead+"\x01\x02"+string(full[:half])))
	if out = mustClean(t, "a.jpg", lost); bytes.Contains(out, []byte(profileHead)) {
		t.Error("half a profile is kept")
	}
}

func TestLongProfileIsSplit(t *testing.T) {
	long := bytes.Repeat([]byte("0123456789"), 15_000)
	var got []byte
	n := 0
	jpegSegments(append([]byte{0xff, 0xd8}, profileSegment(long)...), func(marker byte, body []byte) bool {
		n++
		if marker != 0xe2 || !strings.HasPrefix(string(body), profileHead) || int(body[12]) != n || body[13] != 3 {
			t.Errorf("segment %d is %x %.14q", n, marker, body)
		}
		got = append(got, body[14:]...)
		return true
	})
	if !bytes.Equal(got, long) {
		t.Errorf("%d segments with %d bytes", n, len(got))
	}
}

func TestPNGKeepsWideColours(t *testing.T) {
	for name, c := range map[string]struct {
		profile []byte
		want    string
	}{
		"wide": {iccProfile("RGB ", displayP3, 563), "IHDR iCCP gAMA IDAT IEND"},
		"sRGB": {iccProfile("RGB ", sRGBColumns, 563), "IHDR sRGB gAMA IDAT IEND"},
		"grey": {iccProfile("GRAY", nil, 400), "IHDR sRGB gAMA IDAT IEND"},
		"none": {[]byte("nonsense"), "IHDR sRGB gAMA IDAT IEND"},
	} {
		in := pngChunks(t, encodePNG(t, corners(4, 4)))
		packed := chunk{"iCCP", secret + "\x00\x00" + deflate(c.profile)}
		out := mustClean(t, "a.png", joinPNG(in[0], packed, chunk{"gAMA", "\x00\x00\xb1\x8f"}, in[1], in[2]))
		wantNoLeak(t, out)
		if got := strings.Join(names(pngChunks(t, out)), " "); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if m, err := png.Decode(bytes.NewReader(out)); err != nil || m.At(0, 0) != color.Color(color.RGBA{255, 0, 0, 255}) {
			t.Errorf("%s: %v", name, err)
		}
	}
	gray := pngChunks(t, encodePNG(t, stdimage.NewGray(stdimage.Rect(0, 0, 4, 4))))
	out := mustClean(t, "a.png", joinPNG(gray[0], chunk{"iCCP", "n\x00\x00" + deflate(iccProfile("GRAY", nil, 400))}, gray[1], gray[2]))
	if got := strings.Join(names(pngChunks(t, out)), " "); got != "IHDR iCCP IDAT IEND" {
		t.Errorf("grey: %s", got)
	}
}
