package image

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image/png"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// keptPNG are the chunks that make the picture (PNG, third edition): pixels,
// palette, transparency, colour space, size, animation. Text, time and EXIF
// are not among them.
var keptPNG = map[string]bool{"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true, "gAMA": true, "cHRM": true, "sRGB": true,
	"cICP": true, "iCCP": true, "bKGD": true, "pHYs": true, "sBIT": true, "acTL": true, "fcTL": true, "fdAT": true}

var errTruncated = errors.New("it is damaged: it ends too early")

// cleanPNG copies the chunks that are kept. Only a file whose every chunk is
// whole passes, and what follows the end is dropped.
func cleanPNG(data []byte) ([]byte, error) {
	if _, err := png.DecodeConfig(bytes.NewReader(data)); err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	out := []byte(pngSignature)
	for rest := data[len(pngSignature):]; ; {
		if len(rest) < 12 {
			return nil, errTruncated
		}
		n := uint64(binary.BigEndian.Uint32(rest))
		if n+12 > uint64(len(rest)) {
			return nil, errTruncated
		}
		chunk, name := rest[:n+12], string(rest[4:8])
		if crc32.ChecksumIEEE(chunk[4:n+8]) != binary.BigEndian.Uint32(chunk[n+8:]) {
			return nil, fmt.Errorf("it is damaged: the sum of its part %q is wrong", name)
		}
		if keptPNG[name] {
			out = append(out, chunk...)
		}
		if name == "IEND" {
			return out, nil
		}
		rest = rest[n+12:]
	}
}

// cleanWebP copies the chunks that make the picture and rewrites the header,
// so that it no longer announces EXIF and XMP (RFC 9649, section 2.7).
func cleanWebP(data []byte) ([]byte, error) {
	end := uint64(binary.LittleEndian.Uint32(data[4:])) + 8
	if end > uint64(len(data)) || end < 12 {
		return nil, errTruncated
	}
	out := append([]byte(nil), data[:12]...)
	for rest := data[12:end]; len(rest) > 0; {
		if len(rest) < 8 {
			return nil, errTruncated
		}
		n := uint64(binary.LittleEndian.Uint32(rest[4:]))
		n += n & 1
		if n+8 > uint64(len(rest)) {
			return nil, errTruncated
		}
		chunk := append([]byte(nil), rest[:n+8]...)
		switch string(chunk[:4]) {
		case "VP8X":
			if n < 10 {
				return nil, errTruncated
			}
			chunk[8] &^= 0x08 | 0x04 // the flags for EXIF and XMP
			out = append(out, chunk...)
		case "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP":
			out = append(out, chunk...)
		}
		rest = rest[n+8:]
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}
