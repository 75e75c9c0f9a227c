package metadata

import (
	"math"
	"strings"
)

// The words of a page are drawn by a program (ISO 32000-2, 9.4). It is run as
// far as is needed to know which words stand together: matrices, positions,
// strings. Colours, clipping and layers are not looked at, so words under a
// black bar or in white are read: they can be copied.

// matrix maps [x y 1]; a b c d e f as PDF writes it.
type matrix [6]float64

var unit = matrix{1, 0, 0, 1, 0, 0}

// times is m applied first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

const maxFonts = 500

// pdfPages reads the pages.
type pdfPages struct {
	*pdfFile
	seen          map[any]bool
	fonts         map[any]*pdfFont
	made          int      // fonts
	usual         *pdfFont // for strings without one
	pageWork      int      // bytes of programs that may still be run
	glyphs, lost  int
	count, images int // pages, and those that are only a picture

	// of the page being read
	para      strings.Builder
	x, y      float64 // where the last string ended
	size      float64
	hasImages bool
	written   bool
}

func (p *pdfFile) pages() {
	g := &pdfPages{pdfFile: p, seen: map[any]bool{}, fonts: map[any]*pdfFont{}, pageWork: maxUnpacked, usual: p.font(nil)}
	if root := p.dict(p.root); root != nil {
		g.tree(root["Pages"], nil, 0)
	}
	if g.count == 0 { // the tree is damaged
		for _, o := range p.objects {
			if d, ok := o.value.(pdfDict); ok && p.name(d["Type"]) == "Page" {
				g.page(d, p.dict(d["Resources"]))
			}
		}
	}
	switch {
	case g.lost > 20 && g.lost*20 > g.glyphs:
		p.unread("text in fonts that do not say which letters they have")
	case g.images*2 > g.count:
		p.unread("pages that are pictures; words in them cannot be read")
	}
}

// tree walks the tree of pages; resources are inherited.
func (g *pdfPages) tree(v any, inherited pdfDict, depth int) {
	ref, isRef := v.(pdfRef)
	if depth > maxNesting || isRef && g.seen[ref] || g.pageWork <= 0 {
		return
	}
	if isRef {
		g.seen[ref] = true
	}
	d := g.dict(v)
	if r := g.dict(d["Resources"]); r != nil {
		inherited = r
	}
	kids := g.array(d["Kids"])
	if kids == nil && d != nil {
		g.page(d, inherited)
	}
	for _, k := range kids {
		g.tree(k, inherited, depth+1)
	}
}

func (g *pdfPages) page(d, resources pdfDict) {
	if g.pageWork <= 0 {
		return
	}
	g.count++
	g.hasImages, g.written = false, false
	var program []byte
	switch c := g.get(d["Contents"]).(type) {
	case *pdfStream:
		program = g.programOf(c)
	case []any:
		for _, v := range c[:g.share(len(c))] {
			if s, ok := g.get(v).(*pdfStream); ok && len(program) < maxPart {
				program = append(append(program, '\n'), g.programOf(s)...)
			}
		}
	}
	g.run(program, resources, unit, 0)
	g.flush()
	g.annotations(d)
	if g.hasImages && !g.written {
		g.images++
	}
}

func (g *pdfPages) programOf(s *pdfStream) []byte {
	body, _ := g.decode(s)
	return body
}

// share lets a list of n be walked, as long as there is work left: pages may
// all refer to one long list.
func (g *pdfPages) share(n int) int {
	n = max(0, min(n, g.pageWork/32))
	g.pageWork -= 32 * n
	return n
}

// annotations draw too: forms that are filled in, boxes of text.
func (g *pdfPages) annotations(d pdfDict) {
	notes := g.array(d["Annots"])
	for _, v := range notes[:g.share(len(notes))] {
		look := g.dict(g.dict(v)["AP"])
		if s, ok := g.get(look["N"]).(*pdfStream); ok {
			g.form(s, nil, unit, 1)
			g.flush()
		}
	}
}

// flush ends a paragraph.
func (g *pdfPages) flush() {
	if s := g.para.String(); strings.TrimSpace(s) != "" {
		g.words(s)
		g.written = true
	}
	g.para.Reset()
}

// drawing is the state of a running program.
type drawing struct {
	ctm, text, line matrix
	font            *pdfFont
	size, leading   float64
	gap, wordGap    float64 // added behind each sign, and each blank
}

// run runs a program.
func (g *pdfPages) run(program []byte, resources pdfDict, ctm matrix, depth int) {
	if g.pageWork -= len(program); g.pageWork < 0 {
		g.unread(whyLarge)
		return
	}
	l := pdfLexer{b: program}
	now := drawing{ctm: ctm, text: unit, line: unit, size: 1}
	var stack []drawing
	var args []any
	for {
		switch v := l.next().(type) {
		case pdfEnd:
			if v == 0 {
				return
			}
		case pdfWord:
			switch v {
			case "q":
				if len(stack) < 1000 {
					stack = append(stack, now)
				}
			case "Q":
				if n := len(stack); n > 0 {
					now, stack = stack[n-1], stack[:n-1]
				}
			case "ID":
				skipInlineImage(&l)
				g.hasImages = true
			case "Do":
				g.paint(args, resources, now.ctm, depth)
			default:
				g.operator(&now, string(v), args, resources)
			}
			args = args[:0]
		default:
			if len(args) < 1000 {
				args = append(args, v)
			}
		}
	}
}

// skipInlineImage passes the bytes of a picture up to EI between blanks.
func skipInlineImage(l *pdfLexer) {
	for i := l.i; i+3 < len(l.b); i++ {
		if l.b[i+1] == 'E' && l.b[i+2] == 'I' && pdfClass[l.b[i]] == 1 && pdfClass[l.b[i+3]] == 1 {
			l.i = i + 3
			return
		}
	}
	l.i = len(l.b)
}

func numbers(args []any, n int) (v [6]float64, ok bool) {
	if len(args) < n {
		return v, false
	}
	for i, a := range args[len(args)-n:] {
		f, isNumber := a.(float64)
		if !isNumber || math.IsInf(f, 0) || math.Abs(f) > 1e9 {
			return v, false
		}
		v[i] = f
	}
	return v, true
}

// paint draws a picture or another program by its name.
func (g *pdfPages) paint(args []any, resources pdfDict, ctm matrix, depth int) {
	if len(args) == 0 {
		return
	}
	name, _ := args[len(args)-1].(pdfName)
	s, ok := g.get(g.dict(resources["XObject"])[name]).(*pdfStream)
	switch {
	case !ok:
	case g.name(s.dict["Subtype"]) == "Image":
		g.hasImages = true
	case g.name(s.dict["Subtype"]) == "Form":
		g.form(s, resources, ctm, depth+1)
	}
}

// form runs a program that is drawn inside another, once: a head that stands
// on every page says nothing new on the second.
func (g *pdfPages) form(s *pdfStream, resources pdfDict, ctm matrix, depth int) {
	if depth > maxDepth || g.seen[s] {
		return
	}
	g.seen[s] = true
	if r := g.dict(s.dict["Resources"]); r != nil {
		resources = r
	}
	if m, ok := numbers(g.array(s.dict["Matrix"]), 6); ok {
		ctm = matrix(m).times(ctm)
	}
	g.run(g.programOf(s), resources, ctm, depth)
}

// operator runs one that moves or shows text.
func (g *pdfPages) operator(d *drawing, op string, args []any, resources pdfDict) {
	switch op {
	case "cm":
		if m, ok := numbers(args, 6); ok {
			d.ctm = matrix(m).times(d.ctm)
		}
	case "BT":
		d.text, d.line = unit, unit
	case "Tf":
		g.setFont(d, args, resources)
	case "TL":
		if v, ok := numbers(args, 1); ok {
			d.leading = v[0]
		}
	case "Tm":
		if m, ok := numbers(args, 6); ok {
			d.text, d.line = matrix(m), matrix(m)
		}
	case "Td", "TD":
		if v, ok := numbers(args, 2); ok {
			if op == "TD" {
				d.leading = -v[1]
			}
			d.move(v[0], v[1])
		}
	case "Tc", "Tw":
		if v, ok := numbers(args, 1); ok && op == "Tc" {
			d.gap = v[0]
		} else if ok {
			d.wordGap = v[0]
		}
	case "T*":
		d.move(0, -d.leading)
	case "'", `"`:
		d.move(0, -d.leading)
		g.shows(d, args)
	case "Tj", "TJ":
		g.shows(d, args)
	}
}

func (d *drawing) move(x, y float64) {
	d.line = matrix{1, 0, 0, 1, x, y}.times(d.line)
	d.text = d.line
}

func (g *pdfPages) setFont(d *drawing, args []any, resources pdfDict) {
	if len(args) < 2 {
		return
	}
	name, _ := args[len(args)-2].(pdfName)
	if size, ok := numbers(args, 1); ok {
		d.size = size[0]
	}
	v := g.dict(resources["Font"])[name]
	key, isRef := v.(pdfRef)
	if f := g.fonts[key]; isRef && f != nil {
		d.font = f
		return
	}
	if d.font = nil; g.dict(v) != nil && g.made < maxFonts {
		g.made++
		d.font = g.font(g.dict(v))
		if isRef {
			g.fonts[key] = d.font
		}
	}
}

// shows shows a string, or a list of strings with gaps between.
func (g *pdfPages) shows(d *drawing, args []any) {
	if len(args) == 0 {
		return
	}
	switch v := args[len(args)-1].(type) {
	case pdfString:
		g.show(d, v)
	case []any:
		for _, part := range v {
			switch part := part.(type) {
			case pdfString:
				g.show(d, part)
			case float64:
				d.text = matrix{1, 0, 0, 1, -part / 1000 * d.size, 0}.times(d.text)
			}
		}
	}
}

// show adds a string to the paragraph, with a blank where there is a gap.
func (g *pdfPages) show(d *drawing, s pdfString) {
	if d.font == nil {
		d.font = g.usual
	}
	t, width, glyphs, lost := d.font.show(s)
	g.glyphs, g.lost = g.glyphs+glyphs, g.lost+lost
	at := d.text.times(d.ctm)
	width = width/1000*d.size + float64(glyphs)*d.gap
	if !d.font.wide {
		width += float64(strings.Count(string(s), " ")) * d.wordGap
	}
	d.text = matrix{1, 0, 0, 1, width, 0}.times(d.text)
	end := d.text.times(d.ctm)
	size := math.Abs(d.size) * math.Hypot(at[2], at[3])
	g.place(at[4], at[5], size)
	g.para.WriteString(t)
	g.x, g.y, g.size = end[4], end[5], size
}

// place decides what stands between the last string and one at x, y.
func (g *pdfPages) place(x, y, size float64) {
	if g.para.Len() == 0 {
		return
	}
	size = max(size, g.size, 1)
	switch down := g.y - y; {
	case math.Abs(down) < size/2:
		if x-g.x > size*0.18 || x < g.x-size {
			g.para.WriteByte(' ')
		}
	case down > 0 && down < size*1.9:
		g.para.WriteByte(' ')
	default:
		g.flush()
	}
	if g.para.Len() > 20_000 {
		g.flush()
	}
}
