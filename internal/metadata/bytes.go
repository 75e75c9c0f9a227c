package metadata

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// cut returns data[from:to], or as much of it as there is.
func cut(data []byte, from, to uint64) []byte {
	n := uint64(len(data))
	if from > n {
		from = n
	}
	if to > n {
		to = n
	}
	if to < from {
		to = from
	}
	return data[from:to]
}

func be16(b []byte) uint64 { return uint64(binary.BigEndian.Uint16(b)) }
func be32(b []byte) uint64 { return uint64(binary.BigEndian.Uint32(b)) }
func le32(b []byte) uint64 { return uint64(binary.LittleEndian.Uint32(b)) }

// utf16Text decodes UTF-16; a byte order mark in it wins over the order asked.
func utf16Text(b []byte, order binary.ByteOrder) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		order, b = binary.BigEndian, b[2:]
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		order, b = binary.LittleEndian, b[2:]
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// latin1 decodes the bytes of ISO 8859-1, with Windows-1252's own characters,
// for that is what programs mean by it.
func latin1(b []byte) string {
	out := make([]rune, len(b))
	for i, c := range b {
		out[i] = rune(c)
		if c >= 0x80 && c < 0xa0 && windows1252[c-0x80] != 0 {
			out[i] = windows1252[c-0x80]
		}
	}
	return string(out)
}

// windows1252 are its characters 80 to 9F; 0 is undefined.
var windows1252 = [32]rune{'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0, 0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ'}

// plain decodes a text file by its byte order mark, else as UTF-8 if it is
// some, else as Windows-1252.
func plain(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}), bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return utf16Text(b, binary.BigEndian)
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		b = b[3:]
	}
	if utf8.Valid(b) {
		return string(b)
	}
	return latin1(b)
}
