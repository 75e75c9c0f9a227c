package image

import (
	"bytes"
	"encoding/binary"
	stdimage "image"
)

// quality of published JPEGs, at most: above it files grow and nobody sees
// it. A source of less quality keeps its own, or encoding it again would make
// a larger file of the same picture.
const (
	quality      = 85
	worstQuality = 50
)

// colours is what a colour profile must be for to fit an image, in ICC's
// words; empty when none would fit.
func colours(img stdimage.Image) string {
	switch img.(type) {
	case *stdimage.Gray:
		return "GRAY"
	case *stdimage.CMYK:
		return ""
	}
	return "RGB "
}

// after writes what it gets and, once, a segment behind the first marker,
// which is two bytes long.
type after struct {
	b       *bytes.Buffer
	segment []byte
}

func (a *after) Write(p []byte) (int, error) {
	if need := 2 - a.b.Len(); a.segment != nil && len(p) >= need {
		a.b.Write(p[:need])
		a.b.Write(a.segment)
		a.b.Write(p[need:])
		a.segment = nil
		return len(p), nil
	}
	return a.b.Write(p)
}

// jpegSegments calls visit with the marker and content of every segment before
// the pixels, until visit returns false (ITU-T T.81, annex B).
func jpegSegments(data []byte, visit func(marker byte, body []byte) bool) {
	for rest := data[2:]; len(rest) >= 4 && rest[0] == 0xff; {
		marker := rest[1]
		if marker == 0xff { // fill
			rest = rest[1:]
			continue
		}
		n := int(binary.BigEndian.Uint16(rest[2:]))
		if marker == 0xda || n < 2 || n+2 > len(rest) || !visit(marker, rest[4:n+2]) {
			return
		}
		rest = rest[n+2:]
	}
}

// annexK is the luminance table of ITU-T T.81, annex K, in the order of the
// file, to which the usual encoders' quality (1 to 100) is relative.
var annexK = [64]int{
	16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40,
	26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
	56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
	95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
}

// sourceQuality estimates with which quality a JPEG was saved, from its first
// quantisation table, and returns it within the limits.
func sourceQuality(data []byte) int {
	sum, want := 0, 0
	jpegSegments(data, func(marker byte, body []byte) bool {
		if marker != 0xdb || len(body) < 65 || body[0] != 0 {
			return true
		}
		for i, k := range annexK {
			sum, want = sum+int(body[1+i]), want+k
		}
		return false
	})
	if sum == 0 {
		return quality
	}
	scale := (100*sum + want/2) / want
	q := (200 - scale + 1) / 2
	if scale > 100 {
		q = 5000 / scale
	}
	return max(worstQuality, min(q, quality))
}

// profileHead begins an APP2 segment with a colour profile; two bytes follow,
// the segment's number and how many there are (ICC.1:2022, annex B.4).
const profileHead = "ICC_PROFILE\x00"

// jpegProfile gathers the colour profile from its segments and cuts it down;
// nil when there is none that colours can use.
func jpegProfile(data []byte, colours string) []byte {
	var parts [256][]byte
	total := 0
	jpegSegments(data, func(marker byte, body []byte) bool {
		if n := len(profileHead); marker == 0xe2 && len(body) > n+2 && string(body[:n]) == profileHead {
			parts[body[n]], total = body[n+2:], int(body[n+1])
		}
		return true
	})
	var profile []byte
	for i := 1; i <= total; i++ {
		if parts[i] == nil {
			return nil
		}
		profile = append(profile, parts[i]...)
	}
	return slimProfile(profile, colours)
}

// profileSegment makes a profile a segment, or several if it is long.
func profileSegment(profile []byte) []byte {
	const most = 0xffff - 2 - len(profileHead) - 2
	var out []byte
	total := (len(profile) + most - 1) / most
	for i := 1; i <= total; i++ {
		part := profile[:min(most, len(profile))]
		profile = profile[len(part):]
		out = append(out, 0xff, 0xe2)
		out = binary.BigEndian.AppendUint16(out, uint16(2+len(profileHead)+2+len(part)))
		out = append(append(out, profileHead...), byte(i), byte(total))
		out = append(out, part...)
	}
	return out
}
