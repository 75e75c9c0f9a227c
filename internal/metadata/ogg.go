package metadata

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// Ogg (RFC 3533) cuts the first packets of its streams, in which the words
// stand, into pages; FLAC (RFC 9639) has blocks before its sound. The words
// are the same in both: Vorbis comments (Xiph.Org, "Vorbis I comment field").

const (
	maxStreams = 16
	maxPacket  = 16 << 20
)

// oggStream is what is known of one stream: its second packet holds the
// words (of FLAC in Ogg, one of the first few).
type oggStream struct {
	id     uint32
	packet []byte
	count  int
}

func readOgg(r *report, data []byte) error {
	if !bytes.HasPrefix(data, []byte("OggS")) {
		return errKind
	}
	var streams []oggStream
	for len(data) > 27 && string(data[:4]) == "OggS" {
		count := int(data[26])
		lacing := cut(data, 27, uint64(27+count))
		at := uint64(27 + count)
		s := streamOf(&streams, uint32(le32(data[14:])))
		for _, n := range lacing {
			part := cut(data, at, at+uint64(n))
			at += uint64(n)
			if s == nil || s.count >= 5 {
				continue
			}
			if len(s.packet) < maxPacket {
				s.packet = append(s.packet, part...)
			}
			if n < 255 {
				r.packet(s.packet)
				s.packet, s.count = s.packet[:0], s.count+1
			}
		}
		data = cut(data, at, uint64(len(data)))
	}
	return nil
}

func streamOf(streams *[]oggStream, id uint32) *oggStream {
	for i := range *streams {
		if (*streams)[i].id == id {
			return &(*streams)[i]
		}
	}
	if len(*streams) >= maxStreams {
		return nil
	}
	*streams = append(*streams, oggStream{id: id})
	return &(*streams)[len(*streams)-1]
}

// packet reads the words if the packet holds some.
func (r *report) packet(p []byte) {
	for _, head := range []string{"\x03vorbis", "OpusTags", "\x81theora", "OVP80\x02 "} {
		if rest, ok := bytes.CutPrefix(p, []byte(head)); ok {
			r.vorbis(rest, "comments")
			return
		}
	}
	if len(p) > 4 && p[0]&0x7f == 4 {
		if n := be32(p) & 0xffffff; n == uint64(len(p)-4) {
			r.vorbis(p[4:], "comments")
		}
	}
}

// vorbis reads the maker's name, a count, and NAME=value.
func (r *report) vorbis(b []byte, where string) {
	next := func() (s []byte, ok bool) {
		if len(b) < 4 {
			return nil, false
		}
		n := le32(b)
		if n > uint64(len(b)-4) {
			return nil, false
		}
		s, b = b[4:4+n], b[4+n:]
		return s, true
	}
	if _, ok := next(); !ok || len(b) < 4 {
		return
	}
	n := le32(b)
	for b = b[4:]; n > 0; n-- {
		c, ok := next()
		if !ok {
			return
		}
		name, value, _ := bytes.Cut(c, []byte{'='})
		r.vorbisField(string(name), value, where)
	}
}

func (r *report) vorbisField(name string, value []byte, where string) {
	switch strings.ToUpper(name) {
	case "METADATA_BLOCK_PICTURE":
		if len(value) < maxPart {
			if p, err := base64.StdEncoding.DecodeString(string(value)); err == nil {
				r.flacPicture(p, where+" METADATA_BLOCK_PICTURE")
			}
		}
	case "COVERART":
		if p, err := base64.StdEncoding.DecodeString(string(value)); err == nil {
			r.pictureIn(p, where+" COVERART")
		}
	default:
		r.field(name, text(value), where)
	}
}

// flacPicture is a kind, a type, a description, four numbers, the picture.
func (r *report) flacPicture(b []byte, where string) {
	b = cut(b, 4, uint64(len(b)))
	for range 2 {
		if len(b) < 4 {
			return
		}
		b = cut(b, 4+be32(b), uint64(len(b)))
	}
	r.pictureIn(cut(b, 20, uint64(len(b))), where)
}

func readFLAC(r *report, data []byte) error {
	if n := r.id3(data); n > 0 { // against the standard, but met
		data = cut(data, n, uint64(len(data)))
	}
	b, ok := bytes.CutPrefix(data, []byte("fLaC"))
	if !ok {
		return errKind
	}
	for len(b) >= 4 {
		n := be32(b) & 0xffffff
		body := cut(b, 4, 4+n)
		switch b[0] & 0x7f {
		case 4:
			r.vorbis(body, "comments")
		case 6:
			r.flacPicture(body, "PICTURE")
		}
		if b[0]&0x80 != 0 {
			return nil
		}
		b = cut(b, 4+n, uint64(len(b)))
	}
	return nil
}
