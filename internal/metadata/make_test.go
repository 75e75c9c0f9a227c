package metadata

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
)

// Files for the tests, made by hand of the few bytes that count.

func u32(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }
func l32(n int) string { return string(binary.LittleEndian.AppendUint32(nil, uint32(n))) }
func u16(n int) string { return string(binary.BigEndian.AppendUint16(nil, uint16(n))) }

func atom(kind string, parts ...string) string {
	body := strings.Join(parts, "")
	return u32(len(body)+8) + kind + body
}

// film is an MP4 with these boxes in its moov.
func film(parts ...string) string {
	return atom("ftyp", "isom", u32(0), "isom") + atom("moov", append([]string{atom("mvhd", strings.Repeat("\x01", 100))}, parts...)...) + atom("mdat", "sound")
}

// said is a box of QuickTime's user data.
func said(kind, s string) string { return atom(kind, u16(len(s)), "\x15\xc7", s) }

func dataAtom(s string) string { return atom("data", u32(1), u32(0), s) }

func listOf(items ...string) string {
	hdlr := atom("hdlr", u32(0), u32(0), "mdir", strings.Repeat("\x00", 13))
	return atom("udta", atom("meta", u32(0), hdlr, atom("ilst", items...)))
}

// keyed is QuickTime's list of keys and values.
func keyed(pairs ...string) string {
	var keys, values string
	for i := 0; i < len(pairs); i += 2 {
		keys += atom("mdta", pairs[i])
		values += atom(u32(i/2+1), dataAtom(pairs[i+1]))
	}
	return atom("meta", atom("hdlr", u32(0), u32(0), "mdta", strings.Repeat("\x00", 13)), atom("keys", u32(0), u32(len(pairs)/2), keys), atom("ilst", values))
}

func sampleTrack(codec string) string {
	return atom("trak", atom("mdia", atom("minf", atom("stbl", atom("stsd", u32(0), u32(1), atom(codec, strings.Repeat("\x00", 8)))))))
}

// sound is a frame of MPEG sound.
var sound = "\xff\xfb\x90\x64" + strings.Repeat("\x00", 413)

func sevens(n int) string {
	return string([]byte{byte(n >> 21 & 127), byte(n >> 14 & 127), byte(n >> 7 & 127), byte(n & 127)})
}

// id3v is a tag of version 2.3 or 2.4; frame makes its parts.
func id3v(version int, frames ...string) string {
	body := strings.Join(frames, "") + strings.Repeat("\x00", 20)
	return "ID3" + string(rune(version)) + "\x00\x00" + sevens(len(body)) + body
}

func frame(version int, name, body string) string {
	if version == 2 {
		return name + u32(len(body))[1:] + body
	}
	size := u32(len(body))
	if version == 4 {
		size = sevens(len(body))
	}
	return name + size + "\x00\x00" + body
}

func utf16le(s string) string {
	out := "\xff\xfe"
	for _, r := range s {
		out += string([]byte{byte(r), byte(r >> 8)})
	}
	return out
}

func id3v1(artist, comment string) string {
	pad := func(s string, n int) string { return s + strings.Repeat("\x00", n-len(s)) }
	return "TAG" + pad("Title", 30) + pad(artist, 30) + pad("Album", 30) + "2026" + pad(comment, 28) + "\x00\x01\x00"
}

func ape(pairs ...string) string {
	body := ""
	for i := 0; i < len(pairs); i += 2 {
		body += l32(len(pairs[i+1])) + l32(0) + pairs[i] + "\x00" + pairs[i+1]
	}
	return body + "APETAGEX" + l32(2000) + l32(len(body)+32) + l32(len(pairs)/2) + l32(0) + strings.Repeat("\x00", 8)
}

// comments are Vorbis comments.
func comments(list ...string) string {
	s := l32(4) + "test" + l32(len(list))
	for _, c := range list {
		s += l32(len(c)) + c
	}
	return s
}

// page is one page of Ogg with whole packets.
func page(packets ...string) string {
	var lacing []byte
	for _, p := range packets {
		n := len(p)
		for ; n >= 255; n -= 255 {
			lacing = append(lacing, 255)
		}
		lacing = append(lacing, byte(n))
	}
	return "OggS\x00\x02" + strings.Repeat("\x00", 8) + l32(7) + l32(0) + l32(0) + string([]byte{byte(len(lacing))}) + string(lacing) + strings.Join(packets, "")
}

func chunk(id, body string) string {
	if len(body)%2 == 1 {
		return id + l32(len(body)) + body + "\x00"
	}
	return id + l32(len(body)) + body
}

func wave(chunks ...string) string {
	body := "WAVE" + chunk("fmt ", strings.Repeat("\x01", 16)) + strings.Join(chunks, "") + chunk("data", "ss")
	return "RIFF" + l32(len(body)) + body
}

// ebml is an element with a length of four bytes.
func ebml(id uint32, parts ...string) string {
	body := strings.Join(parts, "")
	head := strings.TrimLeft(u32(int(id)), "\x00")
	return head + "\x10" + u32(len(body))[1:] + body
}

func matroska(parts ...string) string {
	return ebml(idEBML, ebml(0x4282, "webm")) + "\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" + strings.Join(parts, "")
}

func simpleTag(name, value string) string {
	return ebml(idTags, ebml(idTag, ebml(idSimple, ebml(idTagName, name), ebml(idTagString, value))))
}

// exifOf is a TIFF with an artist, a serial number and a place, as asked.
func exifOf(artist string, gps bool) string {
	entry := func(tag, kind, n, value int) string {
		return u16(tag) + u16(kind) + u32(n) + u32(value)
	}
	const at = 8 + 2 + 3*12 + 4
	head := "MM\x00*" + u32(8) + u16(3) + entry(0x010f, 2, 4, 0x41424300) + entry(0x013b, 2, len(artist), at) + entry(tagGPS, 4, 1, at+len(artist)+len(artist)%2) + u32(0) + artist
	if len(artist)%2 == 1 {
		head += "\x00"
	}
	degrees := 0
	if gps {
		degrees = 12
	}
	return head + u16(1) + entry(2, 5, 3, len(head)+2+12+4) + u32(0) + u32(degrees) + u32(1) + u32(0) + u32(1) + u32(0) + u32(1)
}

func jpegWith(exif string) string {
	app1 := "Exif\x00\x00" + exif
	return "\xff\xd8\xff\xe1" + u16(len(app1)+2) + app1 + "\xff\xda\x00\x02\xff\xd9"
}

func pngWith(exif string) string {
	part := func(id, body string) string {
		return u32(len(body)) + id + body + u32(int(crc32.ChecksumIEEE([]byte(id+body))))
	}
	return "\x89PNG\r\n\x1a\n" + part("IHDR", strings.Repeat("\x00", 13)) + part("eXIf", exif) + part("IEND", "")
}

func dataURL(kind, s string) string {
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString([]byte(s))
}

func flate(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

// pdf numbers objects from 1, and ends with a table and a trailer.
func pdf(trailer string, objects ...string) string {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, table)
	return b.String()
}

func streamWith(dict, body string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(body), body)
}

// leaflet is a PDF of one page that runs program; more objects begin at 6.
func leaflet(program string, more ...string) string {
	return pdf("/Root 1 0 R /Info 6 0 R", append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 5 0 R >> >> >>",
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
		streamWith("/Filter /FlateDecode", flate(program)),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	}, more...)...)
}

// packed is a ZIP of names and contents.
func packed(pairs ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		f, _ := w.Create(pairs[i])
		f.Write([]byte(pairs[i+1]))
	}
	w.Close()
	return b.String()
}

func office(pairs ...string) string {
	return packed(append([]string{"[Content_Types].xml", "<Types/>"}, pairs...)...)
}

func xmpOf(body string) string {
	return `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description ` + body + `</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}

const creatorXMP = `><dc:creator><rdf:Seq><rdf:li>Jane Roe</rdf:li></rdf:Seq></dc:creator>`
