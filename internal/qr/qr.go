// Package qr draws QR codes (ISO/IEC 18004) as the path of an SVG.
//
// A code is for paper: a person with a printed page in hand comes back to the
// address, with whatever was put right since. So the error correction is level
// M (15 % of the code may be lost to a fold or a stain), and the quiet zone is
// the four modules that the standard asks for.
//
// It promises that the same text gives the same path, that the path is made of
// letters, digits and blanks alone, and that the code is the smallest that
// holds the text. Do not put anything into a code but a public address: what
// is printed cannot be taken back.
package qr

import (
	"fmt"
	"strconv"

	"rsc.io/qr"
)

// Quiet is the width of the empty border, in modules.
const Quiet = 4

// Code is a drawn code. Side is its width and height in modules, the quiet
// zone included. Path is the d of an SVG path to be stroked with a width of 1
// in a view box of Side by Side modules: each run of dark modules is one
// horizontal line through their middle. The middle of a row is half a module
// down, so the view box begins at -0.5 (see Box).
type Code struct {
	Side int
	Path string
}

// Box is the view box in which Path stands.
func (c Code) Box() string { return fmt.Sprintf("0 -.5 %d %d", c.Side, c.Side) }

// Encode draws text. The error says that the text is too long: level M holds
// 2,331 bytes.
func Encode(text string) (Code, error) {
	q, err := qr.Encode(text, qr.M)
	if err != nil {
		return Code{}, fmt.Errorf("a QR code cannot hold %d bytes: %w", len(text), err)
	}
	var path []byte
	for y := range q.Size {
		path = row(path, q, y)
	}
	return Code{Side: q.Size + 2*Quiet, Path: string(path)}, nil
}

// row draws the dark runs of one row: an absolute move to the first, relative
// ones over the gaps.
func row(path []byte, q *qr.Code, y int) []byte {
	last := -1 // where the pen is; -1 before the first run
	for x := 0; x < q.Size; {
		if !q.Black(x, y) {
			x++
			continue
		}
		from := x
		for q.Black(x, y) {
			x++
		}
		if last < 0 {
			path = append(strconv.AppendInt(append(path, 'M'), int64(from+Quiet), 10), ' ')
			path = strconv.AppendInt(path, int64(y+Quiet), 10)
		} else {
			path = append(strconv.AppendInt(append(path, 'm'), int64(from-last), 10), " 0"...)
		}
		path = strconv.AppendInt(append(path, 'h'), int64(x-from), 10)
		last = x
	}
	return path
}
