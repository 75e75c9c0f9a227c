package metadata

import (
	"bytes"
	"encoding/binary"
)

// Pictures inside other files: a photograph pasted into a drawing, a leaflet
// or a recording brings along what its camera wrote (CIPA DC-008 "Exif";
// TIFF 6.0). Of this only what tells a place, a person or one single camera
// is marked; the model and the hour of a picture that illustrates are not.

// exifFields are tags by number: of the picture (IFD0) and of the camera.
var exifFields = map[uint16]string{
	0x013b: "author", // Artist
	0x9c9d: "author", // XPAuthor, in UTF-16
	0xa430: "author", // CameraOwnerName
	0xa431: "device", // BodySerialNumber
	0xa435: "device", // LensSerialNumber
	0xc62f: "device", // CameraSerialNumber (DNG)
}

const (
	tagExif = 0x8769
	tagGPS  = 0x8825
)

// pictureIn looks into a JPEG, PNG, WebP or TIFF; other bytes are left alone.
func (r *report) pictureIn(data []byte, where string) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xd8}):
		r.jpeg(data[2:], where)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		r.png(data[8:], where)
	case len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		riffChunks(data[12:], binary.LittleEndian, func(id string, body []byte) {
			switch id {
			case "EXIF":
				r.tiff(bytes.TrimPrefix(body, []byte("Exif\x00\x00")), where)
			case "XMP ":
				r.xmp(body, where+" XMP")
			}
		})
	default:
		r.tiff(data, where)
	}
}

func (r *report) jpeg(data []byte, where string) {
	for len(data) >= 4 && data[0] == 0xff {
		kind, n := data[1], be16(data[2:])
		if kind == 0xff {
			data = data[1:]
			continue
		}
		if kind == 0xda || n < 2 {
			return
		}
		body := cut(data, 4, 2+n)
		if kind == 0xe1 {
			if e, ok := bytes.CutPrefix(body, []byte("Exif\x00")); ok && len(e) > 1 {
				r.tiff(e[1:], where)
			}
			if x, ok := bytes.CutPrefix(body, []byte("http://ns.adobe.com/xap/1.0/\x00")); ok {
				r.xmp(x, where+" XMP")
			}
		}
		data = cut(data, 2+n, uint64(len(data)))
	}
}

func (r *report) png(data []byte, where string) {
	for len(data) >= 12 {
		n, id := be32(data), string(data[4:8])
		body := cut(data, 8, 8+n)
		switch {
		case id == "eXIf":
			r.tiff(body, where)
		case id == "iTXt" && bytes.HasPrefix(body, []byte("XML:com.adobe.xmp\x00")):
			if i := bytes.IndexByte(body, '<'); i >= 0 {
				r.xmp(body[i:], where+" XMP")
			}
		case id == "tEXt":
			if name, value, ok := bytes.Cut(body, []byte{0}); ok && string(name) == "Author" {
				r.author(latin1(value), where+" tEXt Author")
			}
		}
		data = cut(data, 12+n, uint64(len(data)))
	}
}

// exifReader reads the tables of one TIFF.
type exifReader struct {
	*report
	data  []byte
	order binary.ByteOrder
	where string
	read  map[uint32]bool // tables that were read
}

func (r *report) tiff(data []byte, where string) {
	x := exifReader{report: r, data: data, where: where + " EXIF", read: map[uint32]bool{}}
	switch {
	case len(data) < 8:
		return
	case string(data[:4]) == "II*\x00":
		x.order = binary.LittleEndian
	case string(data[:4]) == "MM\x00*":
		x.order = binary.BigEndian
	default:
		return
	}
	x.table(x.order.Uint32(data[4:]), false)
}

// table reads one table, and from the first those it points to. The place is
// told by a latitude; a table of the place without one is what telephones
// write that were asked not to tell.
func (x *exifReader) table(at uint32, inner bool) {
	b := cut(x.data, uint64(at), uint64(len(x.data)))
	if len(b) < 2 {
		return
	}
	if len(x.read) > 4 || x.read[at] { // the picture, its camera, its place and a thumbnail
		return
	}
	x.read[at] = true
	n := int(x.order.Uint16(b))
	for b = b[2:]; n > 0 && len(b) >= 12; n, b = n-1, b[12:] {
		tag, value := x.order.Uint16(b), x.order.Uint32(b[8:])
		switch {
		case tag == tagExif && !inner:
			x.table(value, true)
		case tag == tagGPS && !inner:
			x.place(value)
		case exifFields[tag] == "author":
			x.author(x.text(b, tag), x.where)
		case exifFields[tag] == "device":
			if s := x.text(b, tag); !isZero(s) {
				x.mark("device", x.where)
			}
		}
	}
}

func isZero(s string) bool { return len(bytes.Trim([]byte(s), " 0\x00")) == 0 }

func (x *exifReader) place(at uint32) {
	b := cut(x.data, uint64(at), uint64(len(x.data)))
	if len(b) < 2 || len(x.read) > 4 || x.read[at] {
		return
	}
	x.read[at] = true
	n := int(x.order.Uint16(b))
	for b = b[2:]; n > 0 && len(b) >= 12; n, b = n-1, b[12:] {
		if tag := x.order.Uint16(b); tag == 2 || tag == 4 { // GPSLatitude, GPSLongitude: three fractions
			value := cut(x.data, uint64(x.order.Uint32(b[8:])), uint64(x.order.Uint32(b[8:]))+24)
			if len(value) == 24 && !noDegrees(value, x.order) {
				x.mark("location", x.where+" GPS")
			}
		}
	}
}

func noDegrees(v []byte, order binary.ByteOrder) bool {
	return order.Uint32(v) == 0 && order.Uint32(v[8:]) == 0 && order.Uint32(v[16:]) == 0
}

// text is the value of an entry made of bytes.
func (x *exifReader) text(entry []byte, tag uint16) string {
	n := uint64(x.order.Uint32(entry[4:]))
	if n > 1<<16 {
		return ""
	}
	v := cut(entry, 8, 8+min(n, 4))
	if n > 4 {
		at := uint64(x.order.Uint32(entry[8:]))
		v = cut(x.data, at, at+n)
	}
	if tag == 0x9c9d {
		return utf16Text(v, binary.LittleEndian)
	}
	return text(bytes.TrimRight(v, "\x00"))
}
