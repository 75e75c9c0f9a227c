package image

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SVGError is something in an SVG that is not published, with its place in
// the file: 1-based, Column in Unicode code points.
type SVGError struct {
	Line, Column int
	Message      string
}

func (e *SVGError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Message) }

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
)

// svgReader reads the tokens of a drawing and knows where the last one began.
type svgReader struct {
	data  []byte
	d     *xml.Decoder
	start int64
}

func newSVGReader(data []byte) *svgReader {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Entity = map[string]string{}
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		if strings.EqualFold(charset, "us-ascii") {
			return in, nil
		}
		return nil, fmt.Errorf("its encoding is %q and not UTF-8", charset)
	}
	return &svgReader{data: data, d: d}
}

// next returns the next token; io.EOF at the end. Entities are refused: they
// could hold anything, and no drawing program needs them.
func (r *svgReader) next() (xml.Token, error) {
	r.start = r.d.InputOffset()
	t, err := r.d.Token()
	if err == nil || errors.Is(err, io.EOF) {
		if dir, ok := t.(xml.Directive); ok && bytes.Contains(bytes.ToUpper(dir), []byte("ENTITY")) {
			return nil, r.fault("entities are not published; save it as plain SVG")
		}
		return t, err
	}
	r.start = r.d.InputOffset()
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return nil, r.fault("it is damaged: " + syntax.Msg)
	}
	return nil, r.fault("it is damaged: " + strings.TrimPrefix(err.Error(), "xml: "))
}

// fault places a message at the beginning of the last token.
func (r *svgReader) fault(message string) error {
	before := r.data[:min(r.start, int64(len(r.data)))]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return &SVGError{1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(line), message}
}

var errNotDrawing = errors.New("it is not an SVG drawing")

// isRoot tells the element with which a drawing begins.
func isRoot(e xml.StartElement) bool {
	return e.Name.Local == "svg" && (e.Name.Space == svgSpace || e.Name.Space == "")
}

// svgSize reads width and height of a drawing, or the size of its viewBox.
// What one of them leaves open follows from the viewBox's proportions.
func svgSize(data []byte) (w, h int, err error) {
	r := newSVGReader(data)
	for {
		t, err := r.next()
		if errors.Is(err, io.EOF) {
			return 0, 0, errNotDrawing
		}
		if err != nil {
			return 0, 0, err
		}
		if e, ok := t.(xml.StartElement); ok {
			if !isRoot(e) {
				return 0, 0, errNotDrawing
			}
			w, h := rootSize(e.Attr)
			return w, h, nil
		}
	}
}

func rootSize(attrs []xml.Attr) (int, int) {
	var w, h, boxW, boxH float64
	for _, a := range attrs {
		switch {
		case a.Name.Space != "":
		case a.Name.Local == "width":
			w = pixels(a.Value)
		case a.Name.Local == "height":
			h = pixels(a.Value)
		case a.Name.Local == "viewBox":
			f := strings.FieldsFunc(a.Value, func(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) })
			if len(f) == 4 {
				boxW, boxH = pixels(f[2]), pixels(f[3])
			}
		}
	}
	switch {
	case boxW == 0 || boxH == 0 || w > 0 && h > 0:
	case w > 0:
		h = w * boxH / boxW
	case h > 0:
		w = h * boxW / boxH
	default:
		w, h = boxW, boxH
	}
	if w = math.Round(w); w < 1 || w > maxSide {
		return 0, 0
	}
	if h = math.Round(h); h < 1 || h > maxSide {
		return 0, 0
	}
	return int(w), int(h)
}

// maxSide is the longest side of a drawing in CSS pixels that is believed.
const maxSide = 100_000

// units are CSS's absolute lengths in pixels (CSS Values 4, section 6.2).
var units = []struct {
	name string
	px   float64
}{{"px", 1}, {"pt", 96.0 / 72}, {"pc", 16}, {"mm", 96 / 25.4}, {"cm", 96 / 2.54}, {"in", 96}}

// pixels is a length in CSS pixels; 0 for one that is relative or none.
func pixels(s string) float64 {
	s = strings.TrimSpace(s)
	factor := 1.0
	for _, u := range units {
		if n, ok := strings.CutSuffix(s, u.name); ok {
			s, factor = n, u.px
			break
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f > 0 && f*factor <= maxSide) {
		return 0
	}
	return f * factor
}
