package image

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// refusedSVG are elements that can run code, load something or hold other
// documents.
var refusedSVG = set("script handler listener foreignObject iframe object embed audio video canvas")

// keptSVG are SVG 2's elements that draw, describe or move, and the filters'.
// All others, metadata among them, are left out with what is in them, and
// browsers would show nothing for them either.
var keptSVG = set(`svg g defs symbol use image switch path rect circle ellipse line polyline polygon text tspan textPath title desc style a view
	marker pattern linearGradient radialGradient stop clipPath mask filter animate animateMotion animateTransform set mpath
	feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood
	feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight
	feTile feTurbulence`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// svgCleaner writes a drawing again.
type svgCleaner struct {
	*svgReader
	out   bytes.Buffer
	depth int
	skip  int  // depth within something left out; 0 outside
	open  bool // the last start tag has no > yet
	rules *style
}

// style is what a <style> holds, and where it begins.
type style struct {
	strings.Builder
	start int64
}

// cleanSVG writes a drawing again, element by element: what can run code or
// reach another server is an error; editors' own elements and attributes,
// comments, instructions and metadata are left out; pictures inside are
// cleaned themselves.
func cleanSVG(data []byte) ([]byte, error) {
	c := &svgCleaner{svgReader: newSVGReader(data)}
	c.out.Grow(len(data))
	seen := false
	for {
		t, err := c.next()
		if errors.Is(err, io.EOF) && seen {
			c.out.WriteByte('\n')
			return c.out.Bytes(), nil
		}
		if errors.Is(err, io.EOF) {
			return nil, errNotDrawing
		}
		if err != nil {
			return nil, err
		}
		if e, ok := t.(xml.StartElement); ok && c.depth == 0 {
			if seen {
				return nil, c.fault("it is damaged: something follows its end")
			}
			if seen = true; !isRoot(e) {
				return nil, errNotDrawing
			}
		}
		if err := c.token(t); err != nil {
			return nil, err
		}
	}
}

func (c *svgCleaner) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		c.depth++
		if c.skip > 0 {
			c.skip++
			return nil
		}
		return c.startElement(t)
	case xml.EndElement:
		c.depth--
		if c.skip > 0 {
			c.skip--
			return nil
		}
		return c.endElement(t.Name.Local)
	case xml.CharData:
		if c.skip > 0 || c.depth == 0 {
			return nil
		}
		if c.rules != nil {
			c.rules.Write(t)
			return nil
		}
		c.text(string(t))
	}
	return nil
}

func (c *svgCleaner) startElement(e xml.StartElement) error {
	name := e.Name.Local
	ours := e.Name.Space == svgSpace || e.Name.Space == ""
	switch {
	case ours && refusedSVG[name]:
		return c.fault(fmt.Sprintf("<%s> is not published", name))
	case !ours || !keptSVG[name]:
		c.skip = 1
		return nil
	case c.rules != nil:
		return c.fault("it is damaged: <style> holds other elements")
	}
	c.closeTag()
	c.out.WriteString("<" + name)
	if c.depth == 1 {
		c.out.WriteString(` xmlns="` + svgSpace + `"`)
	}
	if err := c.attributes(name, e.Attr); err != nil {
		return err
	}
	c.open = true
	if name == "style" {
		c.rules = &style{start: c.start}
	}
	return nil
}

func (c *svgCleaner) endElement(name string) error {
	if c.rules != nil {
		rules := c.rules.String()
		c.start, c.rules = c.rules.start, nil
		if fault := cssFault(rules); fault != "" {
			return c.fault(fault)
		}
		c.text(rules)
	}
	if c.open {
		c.open = false
		c.out.WriteString("/>")
		return nil
	}
	c.out.WriteString("</" + name + ">")
	return nil
}

func (c *svgCleaner) closeTag() {
	if c.open {
		c.open = false
		c.out.WriteByte('>')
	}
}

var (
	textEscape  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	valueEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\n", "&#10;", "\r", "&#13;", "\t", "&#9;")
)

func (c *svgCleaner) text(s string) {
	if s == "" {
		return
	}
	c.closeTag()
	_, _ = textEscape.WriteString(&c.out, s) // a buffer does not fail
}

func (c *svgCleaner) attributes(element string, attrs []xml.Attr) error {
	plain := slices.ContainsFunc(attrs, func(a xml.Attr) bool { return a.Name.Space == "" && a.Name.Local == "href" })
	written := map[string]bool{}
	for _, a := range attrs {
		name, err := c.attribute(element, &a)
		if err != nil {
			return err
		}
		if name == "" || name == "href" && a.Name.Space != "" && plain {
			continue
		}
		if written[name] {
			return c.fault(fmt.Sprintf("it is damaged: <%s> has %s twice", element, name))
		}
		written[name] = true
		c.out.WriteString(" " + name + `="`)
		_, _ = valueEscape.WriteString(&c.out, a.Value)
		c.out.WriteByte('"')
	}
	return nil
}

// attribute returns the name under which an attribute is kept, or "", and may
// change its value.
func (c *svgCleaner) attribute(element string, a *xml.Attr) (string, error) {
	name, lower := a.Name.Local, strings.ToLower(a.Name.Local)
	switch {
	case a.Name.Space == xlinkSpace || a.Name.Space == "xlink":
		if name != "href" {
			return "", nil
		}
	case a.Name.Space == "xml" || a.Name.Space == "http://www.w3.org/XML/1998/namespace":
		if name == "lang" || name == "space" {
			return "xml:" + name, nil
		}
		return "", nil
	case a.Name.Space != "", name == "xmlns", lower == "ping", strings.HasPrefix(lower, "data-"), !isPlainName(name):
		return "", nil
	case strings.HasPrefix(lower, "on"):
		return "", c.fault(fmt.Sprintf("the event handler %s is not published", name))
	}
	value := squeeze(a.Value)
	switch {
	case strings.Contains(value, "javascript:"):
		return "", c.fault("a javascript: address is not published")
	case lower == "href":
		return "href", c.address(element, a, value)
	case lower == "attributename" && (strings.HasSuffix(value, "href") || strings.HasPrefix(value, "on")):
		return "", c.fault(fmt.Sprintf("an animation of %q is not published", short(a.Value)))
	}
	if strings.HasPrefix(lower, "aria-") { // words, which are never read as a style
		return name, nil
	}
	if fault := cssFault(a.Value); fault != "" {
		return "", c.fault(fault)
	}
	return name, nil
}

// isPlainName tells a name that can stand without its prefix. Those of SVG and
// ARIA are all of this kind.
func isPlainName(s string) bool {
	for i := range len(s) {
		letter := s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z'
		if !letter && (i == 0 || s[i] != '-' && s[i] != '_' && s[i] != '.' && (s[i] < '0' || s[i] > '9')) {
			return false
		}
	}
	return s != ""
}

// squeeze is a value as a browser may read it: without white space and control
// characters, in lower case.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// address checks a link. It may lead to a part of the drawing; a picture may
// be inside its own address and is then cleaned.
func (c *svgCleaner) address(element string, a *xml.Attr, value string) error {
	switch {
	case value == "" || value[0] == '#':
		return nil
	case strings.HasPrefix(value, "data:image/") && (element == "image" || element == "feImage"):
		clean, err := cleanInside(a.Value)
		if err != nil {
			return c.fault("the picture inside it: " + err.Error())
		}
		a.Value = clean
		return nil
	}
	return c.fault(fmt.Sprintf("the address %q lies outside the drawing", short(a.Value)))
}

// cleanInside cleans a raster picture that is written as a data: address.
func cleanInside(address string) (string, error) {
	head, packed, ok := strings.Cut(address, ",")
	if !ok || !strings.HasSuffix(strings.ToLower(strings.TrimSpace(head)), ";base64") {
		return "", errors.New("it is not packed as base64")
	}
	packed = strings.TrimRight(strings.Join(strings.Fields(packed), ""), "=")
	data, err := base64.RawStdEncoding.DecodeString(packed)
	if err != nil {
		return "", errTruncated
	}
	kind := format("inside", data)
	if kind == "" {
		return "", unknown(data)
	}
	if data, err = Clean("inside", data); err != nil {
		return "", err
	}
	return "data:image/" + kind + ";base64," + base64.StdEncoding.EncodeToString(data), nil
}

// cssFault says why a style is not published, or "". Only addresses within
// the drawing may stand in it; escapes are refused, because they can hide one.
func cssFault(s string) string {
	s = strings.ToLower(s)
	if strings.Contains(s, `\`) {
		return `an escape (\) in a style is not published`
	}
	for _, load := range []string{"@import", "image(", "image-set(", "cross-fade(", "src(", "expression(", "javascript:"} {
		if strings.Contains(s, load) {
			return fmt.Sprintf("%s in a style is not published, because it loads something", load)
		}
	}
	for {
		_, rest, ok := strings.Cut(s, "url(")
		if !ok {
			return ""
		}
		if in := strings.TrimLeft(rest, " \t\r\n\f\"'"); !strings.HasPrefix(in, "#") {
			return fmt.Sprintf("the address %q in a style lies outside the drawing", short(strings.TrimLeft(rest, "\"'")))
		}
		s = rest
	}
}

// short is the beginning of what somebody wrote.
func short(s string) string {
	n := 0
	for i := range s {
		if n++; n > 60 {
			return s[:i] + "…"
		}
	}
	return s
}
