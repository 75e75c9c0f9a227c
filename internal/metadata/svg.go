package metadata

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/xml"
	"strings"
)

// SVG is XML that people draw with programs, and the programs put into it
// where the drawing lay, who drew it and, in Illustrator, a copy of their own.

type svgReader struct {
	*report
	open  []string // names of the elements around
	text  strings.Builder
	depth int // of the <text>, <title> or <desc> being gathered; 0 outside
	seen  bool
}

func readSVG(r *report, data []byte) error {
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return errKind
		}
		data, _ = r.limited(z)
	}
	s := &svgReader{report: r}
	d := looseXML(data)
	for {
		t, err := d.RawToken()
		if err != nil {
			break
		}
		if !s.token(t) {
			break
		}
	}
	if !s.seen {
		return errKind
	}
	s.endText()
	return nil
}

// token reads one piece and reports whether to go on.
func (s *svgReader) token(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		if len(s.open) > 1000 {
			s.unread(whyDamaged)
			return false
		}
		s.open = append(s.open, qualified(t.Name))
		if len(s.open) == 1 {
			if t.Name.Local != "svg" {
				return false
			}
			s.seen = true
		}
		s.start(t)
	case xml.EndElement:
		s.end()
	case xml.CharData:
		s.chars(string(t))
	case xml.Comment:
		s.path(string(t), "a comment (<!-- -->)")
		if a := address(string(t)); a != "" && !isRole(a) {
			s.mark("account", "a comment (<!-- -->)")
		}
	}
	return true
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// shown are the elements whose words are seen or read out.
var shown = set("text title desc")

func (s *svgReader) start(t xml.StartElement) {
	switch name := s.open[len(s.open)-1]; {
	case shown[name] && s.depth == 0:
		s.depth = len(s.open)
	case name == "tspan" || name == "textPath":
		s.text.WriteByte(' ')
	case name == "i:pgf" || name == "i:aipgf":
		s.unread("it holds a drawing program's own copy (i:pgf)")
	}
	for _, a := range t.Attr {
		s.attribute(qualified(a.Name), a.Value)
	}
}

// attribute looks at paths in editors' own attributes and in links, and at
// pictures inside.
func (s *svgReader) attribute(name, value string) {
	switch name {
	case "href", "xlink:href":
		if strings.HasPrefix(value, "data:") {
			s.dataURL(value)
			return
		}
		s.path(value, name)
	case "sodipodi:docbase", "sodipodi:docname", "sodipodi:absref", "inkscape:export-filename", "inkscape:absref", "serif:id", "id", "class":
		s.path(value, name)
	default:
		if strings.Contains(name, ":") && !strings.HasPrefix(name, "xmlns") {
			s.path(value, "an attribute of the drawing program")
		}
		if i := xmpFields[name]; i != "" {
			s.xmpField(name, value, "metadata")
		}
	}
}

// dataURL looks into a picture written as text (RFC 2397).
func (s *svgReader) dataURL(value string) {
	head, body, ok := strings.Cut(value[:min(len(value), maxPart)], ",")
	if !ok || !strings.HasPrefix(head, "data:image/") || !strings.HasSuffix(strings.TrimSpace(head), "base64") {
		return
	}
	if strings.HasPrefix(head, "data:image/svg") {
		s.unread(whyNested)
		return
	}
	body = strings.Map(func(r rune) rune {
		if r <= ' ' || r == '=' {
			return -1
		}
		return r
	}, body)
	if p, err := base64.RawStdEncoding.DecodeString(body); err == nil {
		s.pictureIn(p, "image")
	}
}

func (s *svgReader) chars(t string) {
	if s.depth > 0 {
		s.text.WriteString(t)
		return
	}
	// Inkscape keeps a name in dc:creator/cc:Agent/dc:title; others write it
	// directly, or in RDF's lists.
	for i := len(s.open) - 1; i >= 0; i-- {
		switch name := s.open[i]; name {
		case "dc:creator", "dc:contributor":
			s.author(t, "metadata "+name)
			return
		case "dc:publisher", "dc:rights", "dc:source":
			return
		default:
			if xmpFields[name] != "" {
				s.xmpField(name, t, "metadata")
				return
			}
		}
	}
}

func (s *svgReader) end() {
	if len(s.open) == 0 {
		return
	}
	if s.depth == len(s.open) {
		s.endText()
	}
	s.open = s.open[:len(s.open)-1]
}

func (s *svgReader) endText() {
	s.words(s.text.String())
	s.text.Reset()
	s.depth = 0
}
