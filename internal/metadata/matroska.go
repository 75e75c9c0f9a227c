package metadata

import (
	"bytes"
	"math/bits"
)

// WebM and Matroska are EBML (RFC 8794, RFC 9559): a number that says what,
// a length, contents. The length may be left open by what streams.

const (
	idEBML       = 0x1A45DFA3
	idSegment    = 0x18538067
	idCluster    = 0x1F43B675
	idInfo       = 0x1549A966
	idTags       = 0x1254C367
	idTag        = 0x7373
	idSimple     = 0x67C8
	idTagName    = 0x45A3
	idTagString  = 0x4487
	idFilename   = 0x7384 // of this part of the film
	idAttach     = 0x1941A469
	idFile       = 0x61A7
	idFileData   = 0x465C
	idFileName   = 0x466E
	idFileType   = 0x4660
	idFileAbout  = 0x467E
	unknownWidth = ^uint64(0)
)

// element is one of them; open means that its length was left out.
type element struct {
	id   uint64
	body []byte
	open bool
	rest []byte // what follows its head
}

// nextElement reads one and returns what follows it.
func nextElement(b []byte) (e element, after []byte, ok bool) {
	id, n := vint(b, true)
	if n == 0 || n > 4 {
		return e, nil, false
	}
	b = b[n:]
	size, n := vint(b, false)
	if n == 0 {
		return e, nil, false
	}
	b = b[n:]
	e = element{id: id, open: size == unknownWidth, rest: b}
	if size > uint64(len(b)) {
		size = uint64(len(b))
	}
	e.body = b[:size]
	return e, b[size:], true
}

// vint reads a number whose first byte says by its leading zeros how long it
// is; an id keeps the bit that ends them.
func vint(b []byte, id bool) (v uint64, n int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	n = bits.LeadingZeros8(b[0]) + 1
	if len(b) < n {
		return 0, 0
	}
	v = uint64(b[0])
	if !id {
		v &= 1<<(8-n) - 1
	}
	for _, c := range b[1:n] {
		v = v<<8 | uint64(c)
	}
	if !id && v == 1<<(7*n)-1 {
		return unknownWidth, n
	}
	return v, n
}

func readMatroska(r *report, data []byte) error {
	if !bytes.HasPrefix(data, []byte{0x1a, 0x45, 0xdf, 0xa3}) {
		return errKind
	}
	for len(data) > 0 {
		e, after, ok := nextElement(data)
		if !ok {
			return nil
		}
		switch e.id {
		case idSegment:
			after = e.rest // its parts follow, one after the other
		case idCluster:
			if e.open {
				after = e.rest
			}
		case idTags:
			r.tags(e.body, 0)
		case idInfo:
			r.segmentInfo(e.body)
		case idAttach:
			r.attachments(e.body)
		}
		data = after
	}
	return nil
}

// elements calls read for each element in b.
func elements(b []byte, read func(element)) {
	for len(b) > 0 {
		e, after, ok := nextElement(b)
		if !ok {
			return
		}
		read(e)
		b = after
	}
}

// tags finds the names and values, however deep.
func (r *report) tags(b []byte, depth int) {
	if depth > maxDepth {
		return
	}
	var name, value string
	elements(b, func(e element) {
		switch e.id {
		case idTag, idSimple:
			r.tags(e.body, depth+1)
		case idTagName:
			name = string(e.body)
		case idTagString:
			value = text(e.body)
		}
	})
	if name != "" {
		r.field(name, value, "Tags")
	}
}

func (r *report) segmentInfo(b []byte) {
	elements(b, func(e element) {
		if e.id == idFilename {
			r.path(text(e.body), "Info SegmentFilename")
		}
	})
}

func (r *report) attachments(b []byte) {
	elements(b, func(f element) {
		if f.id != idFile {
			return
		}
		var kind, name string
		var body []byte
		elements(f.body, func(e element) {
			switch e.id {
			case idFileType:
				kind = string(e.body)
			case idFileName:
				name = text(e.body)
			case idFileData:
				body = e.body
			case idFileAbout:
				r.path(text(e.body), "Attachments description")
			}
		})
		r.path(name, "Attachments name")
		r.pictureIn(body, "Attachments")
		if !bytes.HasPrefix([]byte(kind), []byte("image/")) && !bytes.Contains([]byte(kind), []byte("font")) {
			r.unread(whyNested)
		}
	})
}
