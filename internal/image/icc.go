package image

import (
	"encoding/binary"
	"slices"
)

// maxProfile bounds a colour profile: those of cameras and screens are a few
// kilobytes, the largest with tables about half a megabyte.
const maxProfile = 1 << 20

// keptICC are the tags that say what a colour looks like (ICC.1:2022, chapter
// 9). All others are dropped: names, copyright, the measurements, maker and
// serial number of a screen, what programs added.
var keptICC = []string{"wtpt", "bkpt", "chad", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "kTRC", "cicp",
	"A2B0", "A2B1", "A2B2", "B2A0", "B2A1", "B2A2"}

// slimProfile cuts a colour profile down to its numbers. It returns nil for a
// profile that does not fit colours ("RGB ", "GRAY"), cannot be read, or says
// sRGB, which is what a picture without a profile is taken for.
func slimProfile(p []byte, colours string) []byte {
	if len(p) < 132 || len(p) > maxProfile || string(p[36:40]) != "acsp" || string(p[16:20]) != colours {
		return nil
	}
	tags := profileTags(p)
	if tags == nil || isSRGB(tags) {
		return nil
	}
	head := slices.Clone(p[:128])
	for _, r := range [][2]int{{4, 8}, {24, 36}, {40, 44}, {48, 56}, {80, 128}} { // programs, date, platform, maker, model, author, checksum
		clear(head[r[0]:r[1]])
	}
	copy(head[24:], "\x07\xd0\x00\x01\x00\x01") // a date is demanded: 2000-01-01
	tags["desc"] = profileText(p[8], "desc")
	tags["cprt"] = profileText(p[8], "text")
	return joinProfile(head, tags)
}

// profileTags are the kept tags' contents by name; nil when the table lies.
func profileTags(p []byte) map[string][]byte {
	n := int(binary.BigEndian.Uint32(p[128:]))
	if n > 100 || 132+12*n > len(p) {
		return nil
	}
	tags := map[string][]byte{}
	for i := range n {
		e := p[132+12*i:]
		name, at, size := string(e[:4]), uint64(binary.BigEndian.Uint32(e[4:])), uint64(binary.BigEndian.Uint32(e[8:]))
		if !slices.Contains(keptICC, name) {
			continue
		}
		if size < 8 || at < 128 || at+size > uint64(len(p)) {
			return nil
		}
		tags[name] = p[at : at+size]
	}
	return tags
}

// joinProfile writes a profile; tags with equal content share their place.
func joinProfile(head []byte, tags map[string][]byte) []byte {
	names := make([]string, 0, len(tags))
	for name := range tags {
		names = append(names, name)
	}
	slices.Sort(names)
	at := 132 + 12*len(names)
	places := map[string]int{}
	var body []byte
	out := binary.BigEndian.AppendUint32(head, uint32(len(names)))
	for _, name := range names {
		content := string(tags[name])
		if _, ok := places[content]; !ok {
			places[content] = at + len(body)
			body = append(body, content...)
			body = append(body, make([]byte, -len(body)&3)...)
		}
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, uint32(places[content]))
		out = binary.BigEndian.AppendUint32(out, uint32(len(content)))
	}
	out = append(out, body...)
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}

// profileText is the name or copyright that every profile must have, saying
// nothing, in the form of version 2 ("desc" or "text") or 4 ("mluc").
func profileText(version byte, kind string) []byte {
	const said = "RGB"
	if version >= 4 {
		out := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS\x00\x00\x00\x06\x00\x00\x00\x1c")
		for _, r := range said {
			out = binary.BigEndian.AppendUint16(out, uint16(r))
		}
		return out
	}
	if kind == "text" {
		return []byte("text\x00\x00\x00\x00" + said + "\x00")
	}
	out := []byte("desc\x00\x00\x00\x00\x00\x00\x00\x04" + said + "\x00")
	return append(out, make([]byte, 4+4+2+1+67)...) // no Unicode, no Macintosh form
}

// sound reports a profile that says all that a colour needs, relative to D50,
// the white of every profile (ICC.1:2022, chapters 7.2.16 and 8).
func sound(p []byte) bool {
	tags := profileTags(p)
	if tags == nil || string(p[20:24]) != "XYZ " && string(p[20:24]) != "Lab " {
		return false
	}
	for i, want := range []int{63190, 65536, 54061} {
		if !near(long(p[68+4*i:]), want, 650) {
			return false
		}
	}
	need := []string{"rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"}
	if string(p[16:20]) == "GRAY" {
		need = []string{"kTRC"}
	}
	return tags["A2B0"] != nil || !slices.ContainsFunc(need, func(name string) bool { return tags[name] == nil })
}

// sRGBColumns are the colours of sRGB as profiles hold them, adapted to D50
// (IEC 61966-2-1), in units of 1/65536.
var sRGBColumns = map[string][3]int{"rXYZ": {28579, 14582, 912}, "gXYZ": {25244, 46981, 6364}, "bXYZ": {9373, 3973, 46804}}

// isSRGB tells a profile with the colours and about the curve of sRGB.
func isSRGB(tags map[string][]byte) bool {
	for name, want := range sRGBColumns {
		t := tags[name]
		if len(t) < 20 {
			return false
		}
		for i, w := range want {
			if d := int(int32(binary.BigEndian.Uint32(t[8+4*i:]))) - w; d < -130 || d > 130 { // two thousandths
				return false
			}
		}
	}
	return tags["A2B0"] == nil && sRGBCurve(tags["rTRC"]) && sRGBCurve(tags["gTRC"]) && sRGBCurve(tags["bTRC"])
}

// sRGBCurve tells a tone curve like sRGB's by its middle: half the signal is
// 0.214 of the light. Curves of the kind "para" begin with their exponent.
func sRGBCurve(t []byte) bool {
	if len(t) < 16 {
		return len(t) >= 14 && string(t[:4]) == "curv" && binary.BigEndian.Uint32(t[8:]) == 1 && near(int(binary.BigEndian.Uint16(t[12:])), 563, 10) // 2.2
	}
	switch n := int(binary.BigEndian.Uint32(t[8:])); {
	case string(t[:4]) == "para":
		return t[9] == 3 && near(long(t[12:]), 157286, 700) // 2.4
	case string(t[:4]) != "curv" || n < 0 || n > (len(t)-12)/2:
		return false
	case n == 1:
		return near(int(binary.BigEndian.Uint16(t[12:])), 563, 10)
	case n >= 16:
		return near(int(binary.BigEndian.Uint16(t[12+n/2*2:])), 14034, 14034/8)
	}
	return false
}

// long is a 32-bit number.
func long(b []byte) int { return int(binary.BigEndian.Uint32(b)) }

func near(a, b, by int) bool { return a >= b-by && a <= b+by }
