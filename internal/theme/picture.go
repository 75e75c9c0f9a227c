package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"strconv"
	"strings"
)

// textWidth is the part with which a theme says how wide its column of text is,
// as the attribute sizes has it. Lengths in rem are those of the browser there,
// whatever the stylesheet makes of them.
const textWidth = "sizes"

// TextWidth is how wide pictures in the text are shown; a theme that does not
// say it shows them as wide as the window.
func (t *Theme) TextWidth() string {
	var b bytes.Buffer
	if t.set.Lookup(textWidth) == nil || t.set.ExecuteTemplate(&b, textWidth, nil) != nil {
		return "100vw"
	}
	return strings.TrimSpace(b.String())
}

// first is the option of {{ img }} for the picture that a reader sees at once.
const first = "first"

// img writes a picture: as wide as the text and loaded when it comes near, if
// nothing else is asked for. Options are "first", and how wide it is shown.
func (t *Theme) img(p *Picture, options ...string) (template.HTML, error) {
	if p == nil {
		return "", fmt.Errorf("img wants a picture; write {{ with .Lead }}{{ img . }}{{ end }}")
	}
	sizes, load := t.TextWidth(), ` loading="lazy"`
	for _, o := range options {
		if o == first {
			load = ` fetchpriority="high"`
		} else {
			sizes = o
		}
	}
	var b strings.Builder
	attr := func(name, value string) {
		b.WriteString(" " + name + `="` + template.HTMLEscapeString(value) + `"`)
	}
	widths := func(srcset string) {
		if srcset != "" {
			attr("srcset", srcset)
			attr("sizes", sizes)
		}
	}
	for _, f := range p.Formats {
		b.WriteString("<source")
		attr("type", f.Type)
		widths(f.Srcset)
		b.WriteString(">")
	}
	b.WriteString("<img")
	attr("src", p.Src)
	widths(p.Srcset)
	attr("alt", p.Alt)
	if p.Width > 0 {
		attr("width", strconv.Itoa(p.Width))
		attr("height", strconv.Itoa(p.Height))
	}
	b.WriteString(load + ` decoding="async">`)
	if len(p.Formats) > 0 {
		return template.HTML("<picture>" + b.String() + "</picture>"), nil
	}
	return template.HTML(b.String()), nil
}
