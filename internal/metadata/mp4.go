package metadata

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"
)

// MP4, M4A and MOV are boxes in boxes (ISO/IEC 14496-12; Apple's QuickTime
// File Format Specification): a length, four letters, contents.

// box is one of them.
type box struct {
	kind string
	body []byte
}

// boxes yields the boxes in data until it ends or makes no sense.
func boxes(data []byte, yield func(box) bool) {
	for len(data) >= 8 {
		size, head := be32(data), uint64(8)
		switch size {
		case 0:
			size = uint64(len(data))
		case 1:
			if len(data) < 16 {
				return
			}
			size, head = binary.BigEndian.Uint64(data[8:]), 16
		}
		if size < head {
			return
		}
		if !yield(box{string(data[4:8]), cut(data, head, size)}) {
			return
		}
		data = cut(data, size, uint64(len(data)))
	}
}

type mp4 struct {
	*report
	whole []byte
	gps   *bool // whether GoPro's measurements hold places, once it was asked
}

func readMP4(r *report, data []byte) error {
	if len(data) < 8 || !firstBoxes[string(data[4:8])] {
		return errKind
	}
	m := &mp4{report: r, whole: data}
	for b := range func(yield func(box) bool) { boxes(data, yield) } {
		switch b.kind {
		case "moov", "moof":
			m.inside(b.body, b.kind, 0)
		case "meta":
			m.meta(b.body, "meta")
		case "udta":
			m.userData(b.body, "udta")
		case "uuid":
			m.uuid(b.body, "uuid")
		}
	}
	return nil
}

// firstBoxes may begin such a file; older films have no ftyp.
var firstBoxes = set("ftyp moov mdat free skip wide pnot styp uuid")

// inside walks the boxes that only hold boxes.
func (m *mp4) inside(data []byte, where string, depth int) {
	if depth > maxDepth {
		return
	}
	for b := range func(yield func(box) bool) { boxes(data, yield) } {
		at := where + "/" + b.kind
		switch b.kind {
		case "trak", "mdia", "minf", "stbl", "traf", "edts":
			m.inside(b.body, at, depth+1)
		case "udta":
			m.userData(b.body, at)
		case "meta":
			m.meta(b.body, at)
		case "uuid":
			m.uuid(b.body, at)
		case "stsd":
			m.samples(b.body, at)
		case "cmov":
			m.unread(whyPacked)
		}
	}
}

// samples looks for tracks of a camera's own measurements, in which cameras
// write where they were: GoPro's gpmd, Android's camm (developers.google.com,
// "Camera Motion Metadata Spec"), QuickTime's timed metadata.
func (m *mp4) samples(data []byte, where string) {
	if len(data) < 8 {
		return
	}
	const remove = "ffmpeg -i FILE -map 0:v -map '0:a?' -map_metadata -1 -c copy CLEAN"
	for b := range func(yield func(box) bool) { boxes(data[8:], yield) } {
		switch b.kind {
		case "gpmd":
			m.markFor(m.measured(), where+"/gpmd", remove)
		case "camm":
			m.markFor("location", where+"/camm", remove)
		case "mebx":
			if bytes.Contains(b.body, []byte("location.ISO6709")) {
				m.markFor("location", where+"/mebx", remove)
			}
		}
	}
}

// measured says what GoPro's track tells: places when its receiver was on.
func (m *mp4) measured() string {
	if m.gps == nil {
		on := bytes.Contains(m.whole, []byte("GPS5")) || bytes.Contains(m.whole, []byte("GPS9"))
		m.gps = &on
	}
	if *m.gps {
		return "location"
	}
	return "device"
}

// xmpUUID is how the XMP specification (part 3, "MPEG-4") names its box.
var xmpUUID = []byte{0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac}

func (m *mp4) uuid(data []byte, where string) {
	if x, ok := bytes.CutPrefix(data, xmpUUID); ok {
		m.xmp(x, where+"/XMP")
	}
}

// userFields are the boxes of user data that tell something: QuickTime's
// (first sign ©), 3GPP's (TS 26.244), and makers' own (GoPro, Canon). What
// they tell is in the kinds of fieldKinds, or one named here.
var userFields = map[string]string{
	"\xa9xyz": "location", "loci": "location", "\xa9gps": "location",
	"\xa9mak": "camera", "\xa9mod": "camera", "manu": "camera", "modl": "camera", "LENS": "device", "CAME": "device", "MUID": "device", "slno": "device", "\xa9sne": "device",
	"\xa9aut": "author", "\xa9ART": "author", "\xa9art": "author", "\xa9wrt": "author", "\xa9dir": "author", "\xa9prf": "author", "\xa9prd": "author", "\xa9com": "author",
	"\xa9enc": "author", "\xa9cpy": "", "\xa9ope": "author", "\xa9src": "author", "auth": "author", "perf": "author",
	"\xa9cmt": "comment", "\xa9inf": "comment", "\xa9mal": "account", "\xa9url": "url",
	"\xa9day": "hour",
}

// listFields are those of the list iTunes made (ilst).
var listFields = map[string]string{
	"\xa9ART": "author", "aART": "author", "\xa9wrt": "author", "\xa9cmt": "comment", "\xa9com": "author", "\xa9enc": "author", "\xa9aut": "author", "\xa9dir": "author",
	"\xa9prd": "author", "\xa9nrt": "author", "\xa9con": "author", "\xa9prf": "author", "\xa9xyz": "location", "\xa9mak": "camera", "\xa9mod": "camera",
	"apID": "store", "ownr": "store", "purd": "date-time", "\xa9day": "hour",
}

func (m *mp4) userData(data []byte, where string) {
	for b := range func(yield func(box) bool) { boxes(data, yield) } {
		at := where + "/" + strings.Replace(b.kind, "\xa9", "©", 1)
		switch kind := userFields[b.kind]; {
		case b.kind == "meta":
			m.meta(b.body, at)
		case b.kind == "XMP_":
			m.xmp(b.body, at)
		case b.kind == "CNDA" || b.kind == "CNTH" || b.kind == "thmb":
			m.pictureIn(b.body, at)
		case b.kind == "loci":
			m.loci(b.body, at)
		case kind != "":
			m.one(kind, userText(b), at)
		}
	}
}

// userText is what one box of user data says. QuickTime's begin with a length
// and a language (both of two bytes), 3GPP's with version, flags and language.
func userText(b box) string {
	body := b.body
	switch {
	case b.kind[0] == 0xa9 && len(body) >= 4:
		if n := be16(body); n > 0 && n <= uint64(len(body)-4) {
			return text(cut(body, 4, 4+n))
		}
		return text(body[4:])
	case b.kind == "auth" || b.kind == "perf":
		return text(cut(body, 6, uint64(len(body))))
	case b.kind == "CAME" || b.kind == "MUID" || b.kind == "LENS":
		if bytes.Trim(body, "\x00") != nil {
			return "present"
		}
		return ""
	}
	return text(body)
}

func text(b []byte) string {
	if bytes.HasPrefix(b, []byte{0xfe, 0xff}) {
		return utf16Text(b, binary.BigEndian)
	}
	if !utf8.Valid(b) {
		return latin1(b)
	}
	return string(b)
}

// loci is 3GPP's place: a name, then longitude, latitude and altitude.
func (m *mp4) loci(body []byte, where string) {
	if len(body) > 6 && len(bytes.Trim(body[6:], "\x00 ")) > 0 {
		m.mark("location", where)
	}
}

func (m *mp4) one(kind, value, where string) {
	switch kind {
	case "author":
		m.author(value, where)
	case "comment":
		m.comment(value, where)
	case "account":
		m.account(value, where)
	case "url":
		m.url(value, where)
	case "location":
		m.location(value, where)
	case "hour": // a year or a day of publication is for readers; the minute is the camera's
		if strings.ContainsAny(value, "T ") && strings.Count(value, ":") >= 2 && strings.TrimSuffix(clean(value), "Z") != "" && !atMidnight(value) {
			m.mark("date-time", where)
		}
	case "store": // the account that bought it
		m.filled("account", value, where)
	default:
		m.filled(kind, value, where)
	}
}

func atMidnight(value string) bool {
	return strings.Contains(value, "T00:00:00") || strings.Contains(value, "T07:00:00Z") || strings.Contains(value, "T08:00:00Z") // a day in UTC, or in the shop's zone
}

// meta is a box of boxes with names: iTunes's list, or QuickTime's keys and
// their values by number. MP4 has four bytes before the boxes, MOV has none.
func (m *mp4) meta(data []byte, where string) {
	if len(data) >= 12 && string(data[4:8]) != "hdlr" {
		data = data[4:]
	}
	var keys []string
	for b := range func(yield func(box) bool) { boxes(data, yield) } {
		switch b.kind {
		case "keys":
			keys = keyNames(b.body)
		case "ilst":
			m.list(b.body, keys, where+"/ilst")
		case "xml ":
			m.xmp(b.body, where+"/xml")
		case "ID32":
			if len(b.body) > 6 {
				m.id3(b.body[6:])
			}
		case "uuid":
			m.uuid(b.body, where+"/uuid")
		}
	}
}

func keyNames(data []byte) (names []string) {
	if len(data) < 8 {
		return nil
	}
	for b := range func(yield func(box) bool) { boxes(data[8:], yield) } {
		names = append(names, string(b.body))
	}
	return names
}

func (m *mp4) list(data []byte, keys []string, where string) {
	for b := range func(yield func(box) bool) { boxes(data, yield) } {
		if b.kind == "covr" {
			m.covers(b.body, where+"/covr")
			continue
		}
		if b.kind == "----" {
			name, value := freeForm(b.body)
			m.field(name, value, where+"/----")
			continue
		}
		value := dataText(b.body)
		if kind := listFields[b.kind]; kind != "" {
			m.one(kind, value, where+"/"+strings.Replace(b.kind, "\xa9", "©", 1))
		} else if n := be32([]byte(b.kind)); n >= 1 && n <= uint64(len(keys)) {
			m.key(keys[n-1], value, where)
		}
	}
}

// key notes a QuickTime key. Apple's names are long; the part after the house
// says what it is.
func (m *mp4) key(name, value, where string) {
	const house = "com.apple.quicktime."
	if rest, ok := strings.CutPrefix(name, house); ok && strings.HasPrefix(rest, "location.") && fieldKinds[fieldKey(name)] == "" {
		return
	}
	m.field(name, value, strings.TrimSuffix(where, "/ilst")+"/keys")
}

func (m *mp4) covers(data []byte, where string) {
	for b := range func(yield func(box) bool) { boxes(data, yield) } {
		if b.kind == "data" && len(b.body) > 8 {
			m.pictureIn(b.body[8:], where)
		}
	}
}

func dataText(data []byte) (value string) {
	for b := range func(yield func(box) bool) { boxes(data, yield) } {
		if b.kind == "data" && len(b.body) >= 8 {
			return text(b.body[8:])
		}
	}
	return ""
}

func freeForm(data []byte) (name, value string) {
	for b := range func(yield func(box) bool) { boxes(data, yield) } {
		switch {
		case b.kind == "name" && len(b.body) >= 4:
			name = string(b.body[4:])
		case b.kind == "data" && len(b.body) >= 8 && value == "":
			value = text(b.body[8:])
		}
	}
	return name, value
}
