package metadata

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"
)

// decode undoes a stream's filters (7.4), as far as the first that makes a
// picture: its name is returned, and what it would unpack.
func (p *pdfFile) decode(s *pdfStream) (body []byte, picture pdfName) {
	filters, params := p.filters(s.dict)
	if out, ok := p.unpacked[s]; ok {
		return out, lastPicture(filters)
	}
	body = s.raw
	for i, f := range filters {
		ok := true
		switch f {
		case "FlateDecode", "Fl":
			if body, ok = p.flate(body); ok {
				body = p.unpredict(body, params[i])
			}
		case "ASCIIHexDecode", "AHx":
			l := pdfLexer{b: body}
			body = []byte(l.hex())
		case "ASCII85Decode", "A85":
			body = unASCII85(body)
		case "DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode":
			picture = f
		default:
			if p.name(s.dict["Subtype"]) != "Image" { // pixels are not looked at
				p.unread(whyPacked)
			}
			ok = false
		}
		if !ok {
			body = nil
		}
		if !ok || picture != "" {
			break
		}
	}
	if len(filters) > 0 && picture == "" {
		p.unpacked[s] = body
	}
	return body, picture
}

func lastPicture(filters []pdfName) pdfName {
	for _, f := range filters {
		switch f {
		case "DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode":
			return f
		}
	}
	return ""
}

// filters are a stream's filters and their parameters, of the same length.
func (p *pdfFile) filters(d pdfDict) (names []pdfName, params []pdfDict) {
	switch f := p.get(d["Filter"]).(type) {
	case pdfName:
		return []pdfName{f}, []pdfDict{p.dict(d["DecodeParms"])}
	case []any:
		list := p.array(d["DecodeParms"])
		for i, v := range f[:min(len(f), 8)] {
			names = append(names, p.name(v))
			var one pdfDict
			if i < len(list) {
				one = p.dict(list[i])
			}
			params = append(params, one)
		}
	}
	return names, params
}

// flate unpacks; a damaged end is common and costs only itself.
func (p *pdfFile) flate(b []byte) ([]byte, bool) {
	if p.left <= 0 {
		p.unread(whyLarge)
		return nil, false
	}
	z, err := zlib.NewReader(bytes.NewReader(bytes.TrimLeft(b, "\r\n")))
	if err != nil {
		p.unread(whyDamaged)
		return nil, false
	}
	limit := min(maxPart, p.left)
	out, _ := io.ReadAll(io.LimitReader(z, int64(limit)))
	if p.left -= len(out); len(out) == limit {
		p.unread(whyLarge)
	}
	return out, true
}

// unpredict undoes PNG's prediction, which tables of objects may have.
func (p *pdfFile) unpredict(b []byte, params pdfDict) []byte {
	if p.number(params["Predictor"]) < 10 {
		return b
	}
	size := func(key pdfName, usual float64) float64 {
		if v := p.number(params[key]); v >= 1 && v < 1<<16 {
			return v
		}
		return usual
	}
	bits := size("Colors", 1) * size("BitsPerComponent", 8)
	width := int((size("Columns", 1)*bits + 7) / 8)
	step := max(1, int(bits/8))
	out := make([]byte, 0, len(b))
	prev := make([]byte, width)
	for len(b) > 1 {
		kind := b[0]
		row := bytes.Clone(b[1:min(len(b), width+1)])
		b = b[len(row)+1:]
		unfilter(kind, row, prev, step)
		out = append(out, row...)
		copy(prev, row)
	}
	return out
}

func unfilter(kind byte, row, prev []byte, step int) {
	for i := range row {
		var left, upLeft byte
		if i >= step {
			left, upLeft = row[i-step], prev[i-step]
		}
		switch kind {
		case 1:
			row[i] += left
		case 2:
			row[i] += prev[i]
		case 3:
			row[i] += byte((int(left) + int(prev[i])) / 2)
		case 4:
			row[i] += paeth(int(left), int(prev[i]), int(upLeft))
		}
	}
}

func paeth(a, b, c int) byte {
	pa, pb, pc := abs(b-c), abs(a-c), abs(a+b-2*c)
	switch {
	case pa <= pb && pa <= pc:
		return byte(a)
	case pb <= pc:
		return byte(b)
	}
	return byte(c)
}

func abs(n int) int { return max(n, -n) }

func unASCII85(b []byte) []byte {
	b = bytes.TrimPrefix(bytes.TrimLeft(b, pdfSpace), []byte("<~"))
	if i := bytes.IndexByte(b, '~'); i >= 0 {
		b = b[:i]
	}
	out := make([]byte, len(b)*4+4) // "z" stands for four
	n, _, _ := ascii85.Decode(out, b, true)
	return out[:n]
}
