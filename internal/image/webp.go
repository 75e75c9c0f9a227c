package image

import (
	"bytes"
	"encoding/binary"

	"golang.org/x/image/webp"
)

// Flags of the chunk VP8X (RFC 9649, section 2.7). The others announce EXIF
// and XMP or are reserved.
const (
	webpProfile   = 0x20
	webpAlpha     = 0x10
	webpAnimation = 0x02
)

// webpSize is the size of the canvas. The standard decoder refuses
// animations, whose size stands in VP8X.
func webpSize(data []byte) (w, h int, err error) {
	if len(data) >= 30 && string(data[12:16]) == "VP8X" {
		return 1 + uint24(data[24:]), 1 + uint24(data[27:]), nil
	}
	cfg, err := webp.DecodeConfig(bytes.NewReader(data))
	return cfg.Width, cfg.Height, err
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

// cleanWebP copies the chunks that make the picture and rewrites the header,
// so that it no longer announces what is left out. A still picture is decoded
// once to see that it is whole.
func cleanWebP(data []byte) ([]byte, error) {
	if err := upright("webp", data); err != nil {
		return nil, err
	}
	end := uint64(binary.LittleEndian.Uint32(data[4:])) + 8
	if end > uint64(len(data)) || end < 12 {
		return nil, errTruncated
	}
	out, err := webpChunks(data[12:end], false)
	if err != nil {
		return nil, err
	}
	out = append([]byte("RIFF\x00\x00\x00\x00WEBP"), out...)
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	if len(out) >= 30 && string(out[12:16]) == "VP8X" && out[20]&webpAnimation != 0 {
		return out, nil // the decoder knows still pictures only
	}
	if _, err := webp.Decode(bytes.NewReader(out)); err != nil {
		return nil, damaged("%w", err)
	}
	return out, nil
}

// webpChunks copies the chunks of a file, or those within a frame.
func webpChunks(rest []byte, inFrame bool) ([]byte, error) {
	out := make([]byte, 0, len(rest))
	seen := map[string]bool{}
	for len(rest) > 0 {
		if len(rest) < 8 {
			return nil, errTruncated
		}
		name, n := string(rest[:4]), uint64(binary.LittleEndian.Uint32(rest[4:]))
		if n+8 > uint64(len(rest)) {
			return nil, errTruncated
		}
		body := rest[8 : 8+n]
		rest = rest[min(8+n+n&1, uint64(len(rest))):]
		body, err := webpChunk(name, body, inFrame)
		if err != nil {
			return nil, err
		}
		if body == nil {
			continue
		}
		if seen[name] && name != "ANMF" {
			return nil, damaged("its part %q is there twice", name)
		}
		seen[name] = true
		out = appendChunk(out, name, body)
	}
	if !inFrame && seen["VP8X"] {
		return out, webpFlags(out, seen)
	}
	return out, nil
}

// webpChunk is what is kept of a chunk; nil for nothing.
func webpChunk(name string, body []byte, inFrame bool) ([]byte, error) {
	switch name {
	case "VP8 ", "VP8L", "ALPH":
		return body, nil
	}
	if inFrame {
		return nil, nil
	}
	switch name {
	case "VP8X":
		if len(body) != 10 {
			return nil, errTruncated
		}
		return append([]byte{body[0], 0, 0, 0}, body[4:]...), nil
	case "ANIM":
		return body, nil
	case "ICCP":
		return slimProfile(body, "RGB "), nil
	case "ANMF":
		if len(body) < 16 {
			return nil, errTruncated
		}
		inner, err := webpChunks(body[16:], true)
		return append(bytes.Clone(body[:16]), inner...), err
	}
	return nil, nil
}

// webpFlags sets the flags of VP8X, which must be the first chunk, to what is
// there.
func webpFlags(out []byte, seen map[string]bool) error {
	if string(out[:4]) != "VP8X" {
		return damaged("its header is not at its beginning")
	}
	flags := out[8] & (webpAlpha | webpAnimation)
	if seen["ICCP"] {
		flags |= webpProfile
	}
	if (flags&webpAnimation != 0) != seen["ANMF"] {
		return damaged("its header does not fit its frames")
	}
	out[8] = flags
	return nil
}

func appendChunk(out []byte, name string, body []byte) []byte {
	out = append(out, name...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(body)))
	out = append(out, body...)
	if len(body)&1 != 0 {
		out = append(out, 0)
	}
	return out
}
