package image

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// SVGError is something in an SVG that is not published, with its place in
// the file; Column counts bytes.
type SVGError struct {
	Line, Column int
	Message      string
}

func (e *SVGError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Message) }

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
)

// refusedSVG are elements that can run code, load pages or hide other
// documents.
var refusedSVG = map[string]bool{"script": true, "foreignObject": true, "iframe": true, "object": true, "embed": true, "handler": true, "listener": true}

// droppedSVG are elements that say who made the drawing and with what.
var droppedSVG = map[string]bool{"metadata": true}

// cleanSVG writes a drawing again, element by element: what can run code or
// reach another server is an error, editors' own elements, comments and
// metadata are dropped.
func cleanSVG(data []byte) ([]byte, error) {
	var out bytes.Buffer
	err := walkSVG(data, func(d *xml.Decoder, t xml.Token, depth int) error {
		switch t := t.(type) {
		case xml.StartElement:
			return writeStart(&out, d, t, depth)
		case xml.EndElement:
			out.WriteString("</" + t.Name.Local + ">")
		case xml.CharData:
			if text := strings.ToLower(string(t)); strings.Contains(text, "@import") || strings.Contains(text, "url(") && !strings.Contains(text, "url(#") {
				return place(d, "a stylesheet that loads something is not published")
			}
			if depth > 0 {
				return xml.EscapeText(&out, t)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return append(out.Bytes(), '\n'), nil
}

// walkSVG calls visit with every token that is kept.
func walkSVG(data []byte, visit func(*xml.Decoder, xml.Token, int) error) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Entity = map[string]string{}
	depth, skip, seen := 0, 0, false
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			if !seen {
				return errors.New("it is not an SVG drawing")
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("it is damaged: %w", err)
		}
		switch x := t.(type) {
		case xml.StartElement:
			if depth == 0 && (x.Name.Local != "svg" || x.Name.Space != svgSpace && x.Name.Space != "") {
				return errors.New("it is not an SVG drawing")
			}
			seen = true
			depth++
			if skip > 0 || droppedSVG[x.Name.Local] || x.Name.Space != svgSpace && x.Name.Space != "" {
				skip++
				continue
			}
		case xml.EndElement:
			depth--
			if skip > 0 {
				skip--
				continue
			}
		case xml.CharData:
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(x), []byte("ENTITY")) {
				return place(d, "entities are not published")
			}
			continue
		default:
			continue
		}
		if skip == 0 {
			if err := visit(d, t, depth); err != nil {
				return err
			}
		}
	}
}

func place(d *xml.Decoder, message string) error {
	line, col := d.InputPos()
	return &SVGError{line, col, message}
}

func writeStart(out *bytes.Buffer, d *xml.Decoder, t xml.StartElement, depth int) error {
	if refusedSVG[t.Name.Local] {
		return place(d, fmt.Sprintf("<%s> is not published", t.Name.Local))
	}
	out.WriteString("<" + t.Name.Local)
	if depth == 1 {
		out.WriteString(` xmlns="` + svgSpace + `"`)
	}
	for _, a := range t.Attr {
		name, err := attribute(d, a)
		if err != nil {
			return err
		}
		if name == "" {
			continue
		}
		out.WriteString(" " + name + `="`)
		if err := xml.EscapeText(out, []byte(a.Value)); err != nil {
			return err
		}
		out.WriteByte('"')
	}
	out.WriteByte('>')
	return nil
}

// attribute returns the name under which an attribute is kept, or "".
func attribute(d *xml.Decoder, a xml.Attr) (string, error) {
	local := strings.ToLower(a.Name.Local)
	value := strings.ToLower(strings.Join(strings.Fields(a.Value), ""))
	switch {
	case a.Name.Space == "xmlns" || a.Name.Local == "xmlns":
		return "", nil
	case strings.HasPrefix(local, "on"):
		return "", place(d, fmt.Sprintf("the event handler %s is not published", a.Name.Local))
	case strings.Contains(value, "javascript:"):
		return "", place(d, "a javascript: address is not published")
	case local == "href":
		if !strings.HasPrefix(a.Value, "#") && !strings.HasPrefix(value, "data:image/png") && !strings.HasPrefix(value, "data:image/jpeg") {
			return "", place(d, fmt.Sprintf("the address %q lies outside the drawing", short(a.Value)))
		}
		return "href", nil
	case strings.Contains(value, "url(") && !strings.Contains(value, "url(#") && !strings.Contains(value, `url("#`) && !strings.Contains(value, "url('#"):
		return "", place(d, fmt.Sprintf("the address in %q lies outside the drawing", short(a.Value)))
	case a.Name.Space == xmlSpace:
		return "xml:" + a.Name.Local, nil
	case a.Name.Space != "" && a.Name.Space != svgSpace && a.Name.Space != xlinkSpace:
		return "", nil
	}
	return a.Name.Local, nil
}

func short(s string) string {
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + "…"
	}
	return s
}

// svgSize reads width and height, or the size of the viewBox.
func svgSize(data []byte) (w, h int, err error) {
	err = walkSVG(data, func(_ *xml.Decoder, t xml.Token, depth int) error {
		start, ok := t.(xml.StartElement)
		if !ok || depth != 1 {
			return nil
		}
		var box []string
		for _, a := range start.Attr {
			switch a.Name.Local {
			case "width":
				w = pixels(a.Value)
			case "height":
				h = pixels(a.Value)
			case "viewBox":
				box = strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' })
			}
		}
		if (w == 0 || h == 0) && len(box) == 4 {
			w, h = pixels(box[2]), pixels(box[3])
		}
		return nil
	})
	return w, h, err
}

func pixels(s string) int {
	f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || f < 0.5 || f > 100_000 {
		return 0
	}
	return int(f + 0.5)
}
