package metadata

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"strings"
)

// MP3 has no place for words, so they stand before the sound (ID3v2, id3.org:
// versions 2.2, 2.3 and 2.4) and behind it (ID3v1 of 1996, APEv2).

// id3Fields are the frames that tell, by their names of four letters; what
// 2.2 calls them with three is in id3Old.
var id3Fields = map[string]string{
	"TPE1": "author", "TPE2": "author", "TPE3": "author", "TPE4": "author", "TCOM": "author", "TEXT": "author", "TOPE": "author", "TOLY": "author", "TOWN": "author", "TENC": "author",
	"TIPL": "author", "TMCL": "author", "IPLS": "author", "TRSO": "author", "TSO2": "author", "TSOP": "author", "TSOC": "author",
	"COMM": "comment", "GEOB": "object", "PRIV": "private", "POPM": "popm", "OWNE": "owner", "APIC": "picture", "TXXX": "field", "WXXX": "namedURL",
	"WOAR": "url", "WOAF": "url", "WOAS": "url", "WORS": "url", "WPUB": "url", "WCOM": "url", "WCOP": "url", "WPAY": "url",
}

var id3Old = map[string]string{
	"TP1": "TPE1", "TP2": "TPE2", "TP3": "TPE3", "TP4": "TPE4", "TCM": "TCOM", "TXT": "TEXT", "TOA": "TOPE", "TOL": "TOLY", "TEN": "TENC", "IPL": "IPLS",
	"COM": "COMM", "GEO": "GEOB", "POP": "POPM", "PIC": "APIC", "TXX": "TXXX", "WXX": "WXXX", "WAR": "WOAR", "WAF": "WOAF", "WAS": "WOAS", "WPB": "WPUB", "WCM": "WCOM", "WCP": "WCOP",
}

func readMP3(r *report, data []byte) error {
	sound := data
	for bytes.HasPrefix(sound, []byte("ID3")) && len(sound) > 10 {
		n := r.id3(sound)
		if sound = cut(sound, n, uint64(len(sound))); n == 0 {
			break
		}
	}
	if len(sound) == len(data) && !isSound(data) {
		return errKind
	}
	r.tail(data)
	return nil
}

// isSound looks for the beginning of a frame of MPEG sound, behind zeros that
// some encoders leave.
func isSound(data []byte) bool {
	data = bytes.TrimLeft(cut(data, 0, 64<<10), "\x00")
	for i := 0; i+1 < len(data) && i < 4096; i++ {
		if data[i] == 0xff && data[i+1]&0xe0 == 0xe0 && data[i+1]&0x06 != 0 {
			return true
		}
	}
	return false
}

// tail reads what stands at the end: ID3v1, and APEv2 before it.
func (r *report) tail(data []byte) {
	if n := len(data) - 128; n >= 0 && string(data[n:n+3]) == "TAG" {
		v1 := data[n:]
		r.author(text(bytes.TrimRight(v1[33:63], "\x00 ")), "ID3v1 artist")
		end := 127
		if v1[125] == 0 {
			end = 125 // version 1.1 keeps the track's number behind a zero
		}
		r.comment(text(bytes.TrimRight(v1[97:end], "\x00 ")), "ID3v1 comment")
		data = data[:n]
	}
	if n := len(data) - 32; n >= 0 && string(data[n:n+8]) == "APETAGEX" {
		size := le32(data[n+12:])
		r.ape(cut(data, uint64(len(data))-min(size, uint64(len(data))), uint64(n)))
	}
}

// ape reads the items: length, flags, a name that ends in zero, the value.
func (r *report) ape(items []byte) {
	for len(items) > 8 {
		n := le32(items)
		end := bytes.IndexByte(items[8:], 0)
		if end < 0 {
			return
		}
		at := uint64(8 + end + 1)
		r.field(string(items[8:8+end]), text(cut(items, at, at+n)), "APE")
		items = cut(items, at+n, uint64(len(items)))
	}
}

// id3 reads one tag of version 2 and returns its length.
func (r *report) id3(data []byte) uint64 {
	if len(data) < 10 || string(data[:3]) != "ID3" {
		return 0
	}
	version, flags, size := data[3], data[5], seven(data[6:10])
	body := cut(data, 10, 10+size)
	if flags&0x80 != 0 && version < 4 {
		body = bytes.ReplaceAll(body, []byte{0xff, 0}, []byte{0xff})
	}
	if flags&0x40 != 0 && version > 2 && len(body) >= 4 { // an extended head
		n := be32(body) + 4
		if version == 4 {
			n = seven(body)
		}
		body = cut(body, n, uint64(len(body)))
	}
	switch version {
	case 2:
		r.frames2(body)
	case 3, 4:
		r.frames(body, version)
	default:
		r.unread("an unknown version of ID3")
	}
	if flags&0x10 != 0 {
		size += 10 // a foot
	}
	return 10 + size
}

// seven is a number of four bytes of seven bits.
func seven(b []byte) uint64 {
	return uint64(b[0]&0x7f)<<21 | uint64(b[1]&0x7f)<<14 | uint64(b[2]&0x7f)<<7 | uint64(b[3]&0x7f)
}

func (r *report) frames2(body []byte) {
	for len(body) > 6 && body[0] != 0 {
		n := uint64(body[3])<<16 | uint64(body[4])<<8 | uint64(body[5])
		if name := id3Old[string(body[:3])]; name != "" {
			r.frame(name, "ID3 "+string(body[:3]), cut(body, 6, 6+n), true)
		}
		body = cut(body, 6+n, uint64(len(body)))
	}
}

func (r *report) frames(body []byte, version byte) {
	for len(body) > 10 && body[0] != 0 {
		n := be32(body[4:])
		if version == 4 {
			n = frameSize4(body)
		}
		name := string(body[:4])
		if id3Fields[name] != "" {
			if value, ok := r.unpackFrame(cut(body, 10, 10+n), version, body[9]); ok {
				r.frame(name, "ID3 "+name, value, false)
			}
		}
		body = cut(body, 10+n, uint64(len(body)))
	}
}

// frameSize4 is the size of a frame of 2.4, in seven bits a byte; iTunes used
// to write eight, which shows when the next frame is then in its place.
func frameSize4(body []byte) uint64 {
	n, raw := seven(body[4:]), be32(body[4:])
	if n == raw || nextFrame(body, 10+n) || !nextFrame(body, 10+raw) {
		return n
	}
	return raw
}

func nextFrame(body []byte, at uint64) bool {
	next := cut(body, at, at+4)
	if at == uint64(len(body)) || len(next) > 0 && next[0] == 0 {
		return true
	}
	return len(next) == 4 && strings.Trim(string(next), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// unpackFrame undoes what a frame's flags say was done to it.
func (r *report) unpackFrame(b []byte, version, flags byte) ([]byte, bool) {
	packed, secret, group := flags&0x80 != 0, flags&0x40 != 0, flags&0x20 != 0
	length := packed
	if version == 4 {
		packed, secret, group, length = flags&0x08 != 0, flags&0x04 != 0, flags&0x40 != 0, flags&0x01 != 0
	}
	if secret {
		r.unread(whyEncrypted)
		return nil, false
	}
	if group {
		b = cut(b, 1, uint64(len(b)))
	}
	if length {
		b = cut(b, 4, uint64(len(b)))
	}
	if version == 4 && flags&0x02 != 0 {
		b = bytes.ReplaceAll(b, []byte{0xff, 0}, []byte{0xff})
	}
	if packed {
		return r.inflate(b)
	}
	return b, true
}

// inflate unpacks zlib, within the limits; what a damaged end hides is lost.
func (r *report) inflate(b []byte) ([]byte, bool) {
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		r.unread(whyDamaged)
		return nil, false
	}
	return r.limited(z)
}

// limited reads a stream that may grow without end.
func (r *report) limited(z io.Reader) ([]byte, bool) {
	limit := min(maxPart, r.left)
	out, err := io.ReadAll(io.LimitReader(z, int64(limit)+1))
	if len(out) > limit {
		out = out[:limit]
		r.unread(whyLarge)
	} else if err != nil {
		r.unread(whyDamaged)
	}
	r.left -= len(out)
	return out, len(out) > 0
}

// frame notes one frame.
func (r *report) frame(name, where string, b []byte, old bool) {
	switch kind := id3Fields[name]; kind {
	case "author":
		if len(b) > 1 {
			r.author(id3Text(b[0], b[1:]), where)
		}
	case "url":
		r.url(latin1(b), where)
	case "comment":
		if len(b) > 4 {
			about, value := id3Pair(b[0], b[4:])
			if !strings.HasPrefix(about, "iTun") && !strings.HasPrefix(about, "Songs-DB_") && about != "ID3v1 Comment" {
				r.comment(value, where)
			}
		}
	case "field":
		if len(b) > 1 {
			name, value := id3Pair(b[0], b[1:])
			r.field(name, value, where)
		}
	case "namedURL":
		if len(b) > 1 {
			r.url(latin1(id3Behind(b[0], b[1:])), where) // an address is Latin-1 whatever the rest is in
		}
	case "popm":
		a, _, _ := bytes.Cut(b, []byte{0})
		r.url(latin1(a), where)
	case "owner":
		r.filled("account", latin1(cut(b, 1, uint64(len(b)))), where)
	case "private":
		r.private(b, where)
	case "object":
		r.object(b, where)
	case "picture":
		r.apic(b, where, old)
	}
}

// technicalOwners are beginnings of owners of PRIV frames that hold nothing
// of people: players' measurements and a stream's clock.
var technicalOwners = []string{"wm/", "averagelevel", "peakvalue", "com.apple.streaming", "traktor", "google/", "itunes", "serato", "http://www.cdbaby", "loudness", "dlna", "podcast"}

func (r *report) private(b []byte, where string) {
	owner, value, _ := bytes.Cut(b, []byte{0})
	low := strings.ToLower(latin1(owner))
	if low == "xmp" {
		r.xmp(value, where+" XMP")
		return
	}
	for _, p := range technicalOwners {
		if strings.HasPrefix(low, p) {
			return
		}
	}
	if len(bytes.Trim(value, "\x00")) > 0 {
		r.mark("account", where)
	}
}

// object is a file put into the tag: its type, its name, a description.
func (r *report) object(b []byte, where string) {
	if len(b) < 2 {
		return
	}
	kind, rest, _ := bytes.Cut(b[1:], []byte{0})
	if strings.HasPrefix(strings.ToLower(latin1(rest[:min(len(rest), 64)])), "serato") || bytes.Contains(rest[:min(len(rest), 128)], []byte("Serato")) {
		return // a player's marks of beats
	}
	if strings.HasPrefix(string(kind), "image/") {
		for _, head := range []string{"\xff\xd8\xff", "\x89PNG"} {
			if i := bytes.Index(rest, []byte(head)); i >= 0 {
				r.pictureIn(rest[i:], where)
			}
		}
		return
	}
	r.mark("comment", where)
}

// apic is the cover: encoding, type, kind, description, picture.
func (r *report) apic(b []byte, where string, old bool) {
	if len(b) < 6 {
		return
	}
	rest := b[5:] // 2.2 has a type of three letters
	if !old {
		_, after, _ := bytes.Cut(b[1:], []byte{0})
		rest = cut(after, 1, uint64(len(after)))
	}
	for _, head := range []string{"\xff\xd8\xff", "\x89PNG\r\n"} {
		if i := bytes.Index(rest[:min(len(rest), 1024)], []byte(head)); i >= 0 {
			r.pictureIn(rest[i:], where)
			return
		}
	}
}

// id3Text decodes a text; several values are parted by zeros.
func id3Text(encoding byte, b []byte) string {
	switch encoding {
	case 1:
		return utf16Text(b, binary.LittleEndian)
	case 2:
		return utf16Text(b, binary.BigEndian)
	case 3:
		return text(b)
	}
	return text(b) // 0 is Latin-1, in which many programs write UTF-8
}

// id3Behind is what stands behind the description.
func id3Behind(encoding byte, b []byte) []byte {
	if encoding != 1 && encoding != 2 {
		_, v, _ := bytes.Cut(b, []byte{0})
		return v
	}
	for i := 0; i+1 < len(b); i += 2 {
		if b[i] == 0 && b[i+1] == 0 {
			return b[i+2:]
		}
	}
	return nil
}

// id3Pair parts a description from the value behind it.
func id3Pair(encoding byte, b []byte) (about, value string) {
	if encoding == 1 || encoding == 2 {
		for i := 0; i+1 < len(b); i += 2 {
			if b[i] == 0 && b[i+1] == 0 {
				return id3Text(encoding, b[:i]), id3Text(encoding, b[i+2:])
			}
		}
		return "", id3Text(encoding, b)
	}
	a, v, ok := bytes.Cut(b, []byte{0})
	if !ok {
		return "", text(b)
	}
	return text(a), text(v)
}
