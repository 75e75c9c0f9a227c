package publish

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"maps"
	"slices"

	"nadi/internal/site"
)

// record is what is kept of a build: the manifest. With steps it is the
// journal of a publication under way; renaming the journal to manifest ends
// the publication, so there is no moment at which one is true and the other
// not. The steps stay in the manifest and mean nothing there.
//
// On disk: the line of magic, then files, facts and steps, each a count and
// its items, sorted by path; numbers are varints, strings and bytes carry
// their length; at the end the CRC-32 (Castagnoli) of all before it, four
// bytes, big-endian.
type record struct {
	files map[string]entry
	facts map[string][]byte
	steps []step
}

// entry is one published file.
type entry struct {
	key   site.Key
	sum   [sha256.Size]byte // of the body
	size  int64
	mtime int64 // nanoseconds since 1970, as the file system gave it
}

const magic = "nadi publish 1\n"

var (
	errMagic  = errors.New("it is of another version of the program")
	errBroken = errors.New("it is damaged")
)

func (r *record) encode() []byte {
	b := make([]byte, 0, 4096+160*len(r.files))
	b = append(b, magic...)
	b = binary.AppendUvarint(b, uint64(len(r.files)))
	for _, p := range slices.Sorted(maps.Keys(r.files)) {
		e := r.files[p]
		b = appendString(b, p)
		b = append(b, e.key[:]...)
		b = append(b, e.sum[:]...)
		b = binary.AppendVarint(b, e.size)
		b = binary.AppendVarint(b, e.mtime)
	}
	b = binary.AppendUvarint(b, uint64(len(r.facts)))
	for _, k := range slices.Sorted(maps.Keys(r.facts)) {
		b = appendString(b, k)
		b = appendString(b, r.facts[k])
	}
	b = binary.AppendUvarint(b, uint64(len(r.steps)))
	for _, s := range r.steps {
		b = append(b, byte(s.kind))
		b = appendString(b, s.path)
	}
	return binary.BigEndian.AppendUint32(b, checksum(b))
}

func appendString[T string | []byte](b []byte, s T) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

func checksum(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

func decode(data []byte) (*record, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, errMagic
	}
	end := len(data) - 4
	if end < len(magic) || binary.BigEndian.Uint32(data[end:]) != checksum(data[:end]) {
		return nil, errBroken
	}
	in := &input{data: data[:end], text: string(data[:end]), at: len(magic)}
	r := in.record()
	if in.bad || in.at != end {
		return nil, errBroken
	}
	return r, nil
}

// input reads a record. Strings are cut from one copy of the whole, which
// costs one allocation for all paths.
type input struct {
	data []byte
	text string
	at   int
	bad  bool
}

func (in *input) record() *record {
	r := &record{}
	n := in.count(2*sha256.Size + 3)
	r.files = make(map[string]entry, n)
	for range n {
		var e entry
		p := in.string()
		copy(e.key[:], in.bytes(sha256.Size))
		copy(e.sum[:], in.bytes(sha256.Size))
		e.size, e.mtime = in.int(), in.int()
		r.files[p] = e
	}
	if n = in.count(2); n > 0 {
		r.facts = make(map[string][]byte, n)
	}
	for range n {
		k := in.string()
		r.facts[k] = in.bytes(in.count(1))
	}
	n = in.count(2)
	for range n {
		kind := in.bytes(1)
		if in.bad {
			break
		}
		r.steps = append(r.steps, step{stepKind(kind[0]), in.string()})
	}
	return r
}

// count reads a number of items that take at least each bytes a piece; more
// than the rest can hold is damage, and must not become an allocation.
func (in *input) count(each int) int {
	v, n := binary.Uvarint(in.data[in.at:])
	if n <= 0 || v > uint64((len(in.data)-in.at-n)/each) {
		in.fail()
		return 0
	}
	in.at += n
	return int(v)
}

func (in *input) int() int64 {
	v, n := binary.Varint(in.data[in.at:])
	if n <= 0 {
		in.fail()
		return 0
	}
	in.at += n
	return v
}

func (in *input) string() string {
	n := in.count(1)
	in.at += n
	return in.text[in.at-n : in.at]
}

func (in *input) bytes(n int) []byte {
	if n > len(in.data)-in.at {
		in.fail()
		return nil
	}
	in.at += n
	return in.data[in.at-n : in.at : in.at]
}

// fail marks the input bad and moves to its end, where every read is empty.
func (in *input) fail() { in.bad, in.at = true, len(in.data) }
