package site

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"nadi/internal/article"
	"nadi/internal/config"
	"nadi/internal/diag"
	"nadi/internal/image"
	"nadi/internal/markdown"
	"nadi/internal/theme"
)

// A photograph is published in several widths, of which a browser takes the one
// it needs. Which there are follows from what image.Probe reads, so that a page
// and its key need no pixels; they are drawn when all pages are made, those that
// a page shows and no others.

// drawVersion changes when image.Draw gives other bytes for the same size.
const drawVersion = "1"

// sized is a picture in one of its sizes.
type sized struct {
	image.Size
	path string // output
	href string
	tool string // the program that writes it, if it is not this one
}

// format is one of pictures.formats for which there is an encoder.
type format struct {
	name string
	Encoder
}

// findEncoders decides, before any page is made, in which formats pictures are
// published. One whose program is missing is left out of every page.
func (b *builder) findEncoders() {
	for _, f := range b.cfg.Pictures.Formats {
		find := b.in.Encoder
		if find == nil {
			find = func(string) (Encoder, error) { return Encoder{}, fmt.Errorf("this build has no program for it") }
		}
		e, err := find(f.S)
		if err != nil {
			b.findings.Add(diag.Finding{Rule: "media/encoder", Severity: diag.Warning, Message: fmt.Sprintf("no picture is published as %s: %v", f.S, err),
				Hint: "install it, or take " + f.S + " out of pictures.formats"}.At(config.FileName, f.Span()))
			continue
		}
		b.formats = append(b.formats, format{f.S, e})
	}
}

// plan notes the sizes in which a picture is published.
func (m *media) plan(p *picture, sizes []image.Size) {
	if len(sizes) == 0 {
		return
	}
	for _, s := range sizes {
		p.sizes = append(p.sizes, m.sized(p, s, ""))
	}
	for _, f := range m.formats {
		var newer []sized
		for _, s := range sizes {
			s.Format = f.name
			newer = append(newer, m.sized(p, s, f.Tool))
		}
		own := image.Size{Width: p.width, Height: p.height, Format: f.name}
		switch {
		case p.narrowed():
		case p.mime == "image/"+f.name:
			newer = append(newer, sized{Size: own, href: p.href}) // the file itself
		default:
			newer = append(newer, m.sized(p, own, f.Tool))
		}
		p.newer = append(p.newer, newer)
	}
}

// sized names a size, by all that its bytes depend on.
func (m *media) sized(p *picture, s image.Size, tool string) sized {
	ext := map[string]string{"jpeg": "jpg"}[s.Format]
	h := hashOf(p.sum[:], []byte(cleanVersion), []byte(drawVersion), []byte(tool))
	out := fmt.Sprintf("media/%s.%s-%d.%s", stem(path.Base(p.source)), hex.EncodeToString(h[:6]), s.Width, cmp.Or(ext, s.Format))
	return sized{s, out, m.addr.href("/" + out), tool}
}

// narrowed reports a picture that is wider than any is shown: its widest size
// takes its place.
func (p *picture) narrowed() bool { return p.width > image.MaxWidth && len(p.sizes) > 0 }

// asItIs is the address of the file itself, in its full size.
func (p *picture) asItIs() string {
	p.whole.Store(true)
	return p.href
}

// widest is the picture as large as it is shown, for whoever takes one file.
func (p *picture) widest() sized {
	if p.narrowed() {
		p.shown.Store(true)
		return p.sizes[len(p.sizes)-1]
	}
	return sized{Size: image.Size{Width: p.width, Height: p.height, Format: strings.TrimPrefix(p.mime, "image/")}, path: p.path, href: p.asItIs()}
}

// usual is the width for those who cannot choose: feed readers, old browsers.
const usual = 1200

// src is the address for the attribute src.
func (p *picture) src() string {
	p.shown.Store(true)
	at := ""
	for _, s := range p.sizes {
		if s.Width <= usual {
			at = s.href
		}
	}
	if at == "" || !p.narrowed() && p.width <= usual {
		return p.widest().href
	}
	return at
}

// srcset lists all widths of a format for the attribute srcset.
func srcset(sizes []sized) string {
	var b strings.Builder
	for i, s := range sizes {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strings.ReplaceAll(s.href, ",", "%2C") + " " + strconv.Itoa(s.Width) + "w")
	}
	return b.String()
}

// srcset is that of the picture's own format; empty when it has one width.
func (p *picture) srcset() string {
	if len(p.sizes) == 0 {
		return ""
	}
	p.shown.Store(true)
	if p.narrowed() {
		return srcset(p.sizes)
	}
	return srcset(append(slices.Clip(p.sizes), p.widest()))
}

// themed is the picture as a theme shows it.
func (p *picture) themed(m *article.PictureMeta) *theme.Picture {
	w := p.widest()
	out := &theme.Picture{Src: p.src(), Srcset: p.srcset(), Width: w.Width, Height: w.Height, Alt: m.Alt.S, Caption: m.Caption.S, Credit: m.Credit.S}
	for _, f := range p.newer {
		out.Formats = append(out.Formats, theme.Format{Type: "image/" + f[0].Format, Srcset: srcset(f)})
	}
	return out
}

// target is the picture, or another file, as a text shows it or links to it.
func (m *media) target(p *picture, kind markdown.LinkKind) markdown.Target {
	if kind != markdown.Image || !p.image {
		return markdown.Target{URL: p.asItIs(), Width: p.width, Height: p.height, Type: p.mime}
	}
	w := p.widest()
	t := markdown.Target{URL: p.src(), Width: w.Width, Height: w.Height, Type: "image/" + w.Format, Srcset: p.srcset()}
	if t.Srcset != "" {
		t.Sizes = m.textWidth
	}
	for _, f := range p.newer {
		t.Formats = append(t.Formats, markdown.Format{Type: "image/" + f[0].Format, Srcset: srcset(f)})
	}
	return t
}

// outputs are the files that are published of a picture: itself, unless all of
// its pages show smaller ones, and its sizes, if one does.
func (p *picture) outputs() []sized {
	var out []sized
	if p.whole.Load() || !p.shown.Load() || strings.HasPrefix(p.source, staticDir+"/") {
		out = append(out, sized{path: p.path})
	}
	if !p.shown.Load() {
		return out
	}
	out = append(out, p.sizes...)
	for _, f := range p.newer {
		for _, s := range f {
			if s.path != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

// used lists the files that the build looked at and may publish, in order.
func (m *media) used() []*picture {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []*picture
	for _, f := range m.files {
		if f.pic != nil {
			out = append(out, f.pic)
		}
	}
	slices.SortFunc(out, func(x, y *picture) int {
		return cmp.Or(strings.Compare(x.path, y.path), strings.Compare(x.source, y.source))
	})
	return out
}
