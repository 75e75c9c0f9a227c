package image

import (
	"bytes"
	"compress/lzw"
	"encoding/binary"
	"io"
)

// gifCleaner copies a GIF block by block.
type gifCleaner struct {
	in, out []byte
	frames  int
}

// cleanGIF copies header, colour tables, frames and their control blocks, and
// the loop count; comments, plain text and other programs' blocks (XMP among
// them) are dropped, and so is what follows the end (GIF89a, sections 18 to
// 27). Every frame must have all its pixels.
func cleanGIF(data []byte) ([]byte, error) {
	if len(data) < 13 {
		return nil, errTruncated
	}
	g := gifCleaner{in: data, out: make([]byte, 0, len(data))}
	if err := g.copy(13 + tableSize(data[10])); err != nil {
		return nil, err
	}
	for len(g.in) > 0 {
		var err error
		switch g.in[0] {
		case 0x3b: // the end
			return g.end()
		case 0x2c:
			err = g.frame()
		case 0x21:
			err = g.extension()
		default:
			err = damaged("its block of the kind %#x is unknown", g.in[0])
		}
		if err != nil {
			return nil, err
		}
	}
	return g.end() // some programs leave out the mark of the end
}

func (g *gifCleaner) end() ([]byte, error) {
	if g.frames == 0 {
		return nil, damaged("it has no pixels")
	}
	return append(g.out, 0x3b), nil
}

// tableSize is the size of a colour table in bytes, from its packed field.
func tableSize(packed byte) int {
	if packed&0x80 == 0 {
		return 0
	}
	return 3 << (packed&7 + 1)
}

func (g *gifCleaner) copy(n int) error {
	if n > len(g.in) {
		return errTruncated
	}
	g.out = append(g.out, g.in[:n]...)
	g.in = g.in[n:]
	return nil
}

// blocks is the length of a chain of sub-blocks with its end, or -1.
func blocks(in []byte) int {
	for i := 0; i < len(in); i += int(in[i]) + 1 {
		if in[i] == 0 {
			return i + 1
		}
	}
	return -1
}

func (g *gifCleaner) frame() error {
	if len(g.in) < 11 {
		return errTruncated
	}
	head := 10 + tableSize(g.in[9]) + 1
	if head > len(g.in) {
		return errTruncated
	}
	n := blocks(g.in[head:])
	if n < 0 {
		return errTruncated
	}
	w, h := int(binary.LittleEndian.Uint16(g.in[5:])), int(binary.LittleEndian.Uint16(g.in[7:]))
	if w > 0 && h > maxPixels/w {
		return &TooLargeError{w, h}
	}
	if err := unpackLZW(g.in[head-1], &subBlocks{in: g.in[head:]}, int64(w)*int64(h)); err != nil {
		return err
	}
	g.frames++
	return g.copy(head + n)
}

// unpackLZW demands that a frame has as many pixels as it says.
func unpackLZW(width byte, r *subBlocks, pixels int64) error {
	if width < 2 || width > 8 {
		return damaged("a frame cannot be unpacked")
	}
	z := lzw.NewReader(r, lzw.LSB, int(width))
	defer z.Close()
	if _, err := io.CopyN(io.Discard, z, pixels); err != nil {
		return damaged("a frame's pixels end too early")
	}
	return nil
}

// extension keeps control blocks and the loop count, in the one form that
// browsers know.
func (g *gifCleaner) extension() error {
	if len(g.in) < 3 {
		return errTruncated
	}
	n := blocks(g.in[2:])
	if n < 0 {
		return errTruncated
	}
	control := g.in[1] == 0xf9 && n == 6 && g.in[2] == 4
	loop := g.in[1] == 0xff && n == 17 && (bytes.HasPrefix(g.in[2:], []byte("\x0bNETSCAPE2.0\x03\x01")) || bytes.HasPrefix(g.in[2:], []byte("\x0bANIMEXTS1.0\x03\x01")))
	if control || loop {
		return g.copy(2 + n)
	}
	g.in = g.in[2+n:]
	return nil
}

// subBlocks reads the content of a chain of sub-blocks.
type subBlocks struct {
	in   []byte
	left int
}

func (s *subBlocks) ReadByte() (byte, error) {
	if s.left == 0 {
		if len(s.in) == 0 || s.in[0] == 0 {
			return 0, io.EOF
		}
		s.left, s.in = int(s.in[0]), s.in[1:]
	}
	if len(s.in) == 0 {
		return 0, io.EOF
	}
	b := s.in[0]
	s.in, s.left = s.in[1:], s.left-1
	return b, nil
}

// Read makes it an io.Reader, which lzw asks for and does not use.
func (s *subBlocks) Read(p []byte) (int, error) {
	for i := range p {
		b, err := s.ReadByte()
		if err != nil {
			return i, err
		}
		p[i] = b
	}
	return len(p), nil
}
