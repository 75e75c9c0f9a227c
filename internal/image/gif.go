package image

import "bytes"

// cleanGIF copies header, colour tables, frames and their control blocks, and
// the loop count; comments, plain text and other programs' blocks (XMP among
// them) are dropped (GIF89a, sections 18 to 27).
func cleanGIF(data []byte) ([]byte, error) {
	if len(data) < 13 {
		return nil, errTruncated
	}
	g := gifReader{in: data}
	if err := g.copy(13 + tableSize(data[10])); err != nil {
		return nil, err
	}
	for {
		if len(g.in) == 0 {
			return nil, errTruncated
		}
		switch g.in[0] {
		case 0x3b: // the end
			return append(g.out, 0x3b), nil
		case 0x2c:
			if err := g.frame(); err != nil {
				return nil, err
			}
		case 0x21:
			if err := g.extension(); err != nil {
				return nil, err
			}
		default:
			return nil, errTruncated
		}
	}
}

type gifReader struct{ in, out []byte }

// tableSize is the size of a colour table in bytes, from its packed field.
func tableSize(packed byte) int {
	if packed&0x80 == 0 {
		return 0
	}
	return 3 << (packed&7 + 1)
}

func (g *gifReader) copy(n int) error {
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

func (g *gifReader) frame() error {
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
	return g.copy(head + n)
}

func (g *gifReader) extension() error {
	if len(g.in) < 3 {
		return errTruncated
	}
	n := blocks(g.in[2:])
	if n < 0 {
		return errTruncated
	}
	loop := g.in[1] == 0xff && (bytes.HasPrefix(g.in[3:], []byte("NETSCAPE2.0")) || bytes.HasPrefix(g.in[3:], []byte("ANIMEXTS1.0"))) && n <= 20
	if g.in[1] == 0xf9 && n == 6 || loop {
		return g.copy(2 + n)
	}
	g.in = g.in[2+n:]
	return nil
}
