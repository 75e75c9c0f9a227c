package image

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// keptPNG are the chunks that make the picture (PNG, third edition, 2025):
// pixels, palette, transparency, colour space, size, animation. Text, time and
// EXIF are not among them, nor what editors and cameras add of their own.
var keptPNG = map[string]bool{"IHDR": true, "PLTE": true, "IDAT": true, "tRNS": true, "gAMA": true, "cHRM": true, "sRGB": true,
	"cICP": true, "bKGD": true, "pHYs": true, "sBIT": true, "acTL": true, "fcTL": true, "fdAT": true}

// pngCleaner copies a PNG chunk by chunk. Pixels are collected and unpacked,
// but not kept: only a picture with all its pixels and nothing behind them
// passes.
type pngCleaner struct {
	out    []byte
	header []byte // of the picture, 13 bytes
	w, h   uint32 // of the frame that is being collected
	frame  [][]byte
	main   bool // the frame is made of IDAT
	done   bool // IDAT was complete
	srgb   bool // marked as sRGB
}

// cleanPNG copies the chunks that are kept, each checked by its sum. What
// follows the end is dropped: some programs leave the rest of a larger, older
// picture there.
func cleanPNG(data []byte) ([]byte, error) {
	if err := upright("png", data); err != nil {
		return nil, err
	}
	c := &pngCleaner{out: make([]byte, 0, len(data))}
	c.out = append(c.out, pngSignature...)
	for rest := data[len(pngSignature):]; ; {
		if len(rest) < 12 {
			return nil, errTruncated
		}
		n := uint64(binary.BigEndian.Uint32(rest))
		if n+12 > uint64(len(rest)) {
			return nil, errTruncated
		}
		name, body := string(rest[4:8]), rest[8:n+8]
		if crc32.ChecksumIEEE(rest[4:n+8]) != binary.BigEndian.Uint32(rest[n+8:]) {
			return nil, damaged("the sum of its part %q is wrong", name)
		}
		end, err := c.chunk(name, body)
		if end || err != nil {
			return c.out, err
		}
		rest = rest[n+12:]
	}
}

// chunk takes the next chunk and reports whether it was the last.
func (c *pngCleaner) chunk(name string, body []byte) (end bool, err error) {
	if (name == "IHDR") != (c.header == nil) || name == "IHDR" && len(body) != 13 {
		return false, damaged("its header is missing or repeated")
	}
	if c.frame != nil && (name != "IDAT" && c.main || name == "fcTL" || name == "IEND") {
		if err := c.endFrame(); err != nil {
			return false, err
		}
	}
	switch name {
	case "IHDR":
		c.header, c.w, c.h = body, binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
	case "fcTL":
		err = c.control(body)
	case "IDAT":
		if c.done {
			return false, damaged("its pixels are in two places")
		}
		c.main, c.frame = true, append(c.frame, body)
		return false, nil // written by endFrame
	case "fdAT":
		if len(body) < 4 || !c.done {
			return false, damaged("a frame is out of place")
		}
		c.frame = append(c.frame, body[4:])
	case "iCCP":
		c.profile(body)
	case "sRGB":
		if c.srgb {
			return false, nil
		}
		c.srgb = true
	case "IEND":
		if !c.done {
			return false, damaged("it has no pixels")
		}
		c.write(name, nil)
		return true, nil
	}
	if err == nil && !keptPNG[name] && name[0]&0x20 == 0 {
		err = damaged("its part %q is unknown and cannot be left out", name) // a critical chunk, PNG 5.4
	}
	if err == nil && keptPNG[name] {
		c.write(name, body)
	}
	return false, err
}

func (c *pngCleaner) write(name string, body []byte) {
	start := len(c.out) + 4
	c.out = binary.BigEndian.AppendUint32(c.out, uint32(len(body)))
	c.out = append(append(c.out, name...), body...)
	c.out = binary.BigEndian.AppendUint32(c.out, crc32.ChecksumIEEE(c.out[start:]))
}

// control reads the size of an animation's next frame, which lies within the
// picture.
func (c *pngCleaner) control(body []byte) error {
	if len(body) != 26 {
		return damaged("a frame's size cannot be read")
	}
	w, h := binary.BigEndian.Uint32(c.header), binary.BigEndian.Uint32(c.header[4:])
	c.w, c.h = binary.BigEndian.Uint32(body[4:]), binary.BigEndian.Uint32(body[8:])
	if c.w == 0 || c.h == 0 || c.w > w || c.h > h {
		return damaged("a frame is larger than the picture")
	}
	return nil
}

// endFrame checks the pixels collected and, for IDAT, writes them, without
// what hides behind them.
func (c *pngCleaner) endFrame() error {
	r := &parts{rest: c.frame}
	if err := c.unpack(r); err != nil {
		return err
	}
	switch whole := bytes.Join(c.frame, nil); {
	case r.read == len(whole):
	case c.main:
		c.frame = [][]byte{whole[:r.read]}
	default:
		return damaged("a frame has data behind its pixels")
	}
	for _, body := range c.frame {
		if c.main {
			c.write("IDAT", body)
		}
	}
	c.done = c.done || c.main
	c.frame, c.main = nil, false
	return nil
}

// unpack reads all rows of a frame and demands its exact number of bytes.
func (c *pngCleaner) unpack(r *parts) error {
	z, err := zlib.NewReader(r)
	if err != nil {
		return damaged("%w", err)
	}
	for _, p := range passes(c.header[12] == 1) {
		w, h := (int64(c.w)+p.dx-1-p.x)/p.dx, (int64(c.h)+p.dy-1-p.y)/p.dy
		if w <= 0 || h <= 0 {
			continue
		}
		if _, err := io.CopyN(io.Discard, z, h*(1+(w*bitsPerPixel(c.header)+7)/8)); err != nil {
			return damaged("its pixels end too early")
		}
	}
	switch n, err := z.Read(make([]byte, 1)); {
	case n > 0:
		return damaged("it has more pixels than it says")
	case err != io.EOF:
		return damaged("%w", err)
	}
	return nil
}

func bitsPerPixel(header []byte) int64 {
	channels := map[byte]int64{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[header[9]]
	return channels * int64(header[8])
}

// pass is a part of an interlaced picture: every dx-th pixel from x on in
// every dy-th row from y on (PNG, chapter 8).
type pass struct{ x, y, dx, dy int64 }

func passes(interlaced bool) []pass {
	if !interlaced {
		return []pass{{0, 0, 1, 1}}
	}
	return []pass{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}
}

// profile writes the colour profile with its numbers only. Instead of one that
// is not kept it marks the picture as sRGB, or older chunks on colour, which
// the profile outweighed, would count.
func (c *pngCleaner) profile(body []byte) {
	colours := "RGB "
	if c.header[9] == 0 || c.header[9] == 4 {
		colours = "GRAY"
	}
	slim := slimProfile(unpackProfile(body), colours)
	if slim == nil {
		if colours == "RGB " && !c.srgb {
			c.write("sRGB", []byte{0})
			c.srgb = true
		}
		return
	}
	c.writeProfile(slim)
}

func (c *pngCleaner) writeProfile(slim []byte) {
	var b bytes.Buffer
	b.WriteString("ICC\x00\x00") // a name, and how it is packed
	w := zlib.NewWriter(&b)
	_, _ = w.Write(slim) // a buffer does not fail
	_ = w.Close()
	c.write("iCCP", b.Bytes())
}

// unpackProfile reads the profile of a chunk iCCP; nil when it cannot.
func unpackProfile(body []byte) []byte {
	_, packed, ok := bytes.Cut(body, []byte{0})
	if !ok || len(packed) < 2 || packed[0] != 0 {
		return nil
	}
	z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return nil
	}
	profile, err := io.ReadAll(io.LimitReader(z, maxProfile+1))
	if err != nil {
		return nil
	}
	return profile
}

// parts reads byte slices one behind the other and counts what was read. It
// has ReadByte, so that unpacking never reads beyond its end.
type parts struct {
	cur  []byte
	rest [][]byte
	read int
}

func (p *parts) more() bool {
	for len(p.cur) == 0 && len(p.rest) > 0 {
		p.cur, p.rest = p.rest[0], p.rest[1:]
	}
	return len(p.cur) > 0
}

func (p *parts) Read(b []byte) (int, error) {
	if !p.more() {
		return 0, io.EOF
	}
	n := copy(b, p.cur)
	p.cur, p.read = p.cur[n:], p.read+n
	return n, nil
}

func (p *parts) ReadByte() (byte, error) {
	if !p.more() {
		return 0, io.EOF
	}
	b := p.cur[0]
	p.cur, p.read = p.cur[1:], p.read+1
	return b, nil
}
