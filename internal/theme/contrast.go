package theme

import (
	"regexp"
	"strconv"
	"strings"

	"nadi/internal/colour"
)

// Grounds are the colours on which a theme sets text in the site's accent,
// in one of its schemes, and the share of the accent in that text: the rest
// is white.
type Grounds struct {
	Scheme string // "light" or "dark"
	On     []colour.RGB
	Share  float64
}

var (
	rootBlock = regexp.MustCompile(`:root\s*\{([^}]*)\}`)
	token     = regexp.MustCompile(`(--[\w-]+)\s*:\s*(#[0-9a-fA-F]{3,6})\s*(?:;|$)`)
	mixed     = regexp.MustCompile(`--link\s*:\s*color-mix\(\s*in srgb,\s*var\(--accent\)\s*(\d+)%,\s*(?:#fff|#ffffff|white)\s*\)`)
)

// Grounds reads from the stylesheet where the accent must be legible: on
// --paper and --box, as --link says. A theme that names its colours otherwise
// has none, and answers for its accent itself.
func (t *Theme) Grounds() []Grounds {
	css := string(t.style)
	light, dark, _ := strings.Cut(css, "prefers-color-scheme:dark")
	var out []Grounds
	if g := grounds("light", light); len(g.On) > 0 && strings.Contains(light, "--link:var(--accent)") {
		out = append(out, g)
	}
	if g := grounds("dark", dark); len(g.On) > 0 && mixed.MatchString(dark) {
		percent, _ := strconv.Atoi(mixed.FindStringSubmatch(dark)[1])
		g.Share = float64(percent) / 100
		out = append(out, g)
	}
	return out
}

func grounds(scheme, css string) Grounds {
	g := Grounds{Scheme: scheme, Share: 1}
	block := rootBlock.FindStringSubmatch(css)
	if block == nil {
		return g
	}
	for _, m := range token.FindAllStringSubmatch(block[1], -1) {
		if c, err := colour.Parse(m[2]); err == nil && (m[1] == "--paper" || m[1] == "--box") {
			g.On = append(g.On, c)
		}
	}
	return g
}

// Contrast is the lowest that text in the accent has on these grounds.
func (g Grounds) Contrast(accent colour.RGB) float64 {
	least, _ := colour.Least(colour.Mix(accent, g.Share, colour.White), g.On...)
	return least
}

// Legible gives the accent itself if text in it has the contrast that WCAG
// 2.2 AA asks for (4.5) on all grounds, else the nearest darker or lighter one
// that has it. ok is false if there is none.
func Legible(accent colour.RGB, all []Grounds) (near colour.RGB, ok bool) {
	const steps = 256
	for i := range steps + 1 {
		for _, end := range []colour.RGB{colour.Black, colour.White} {
			near = colour.Mix(accent, 1-float64(i)/steps, end)
			if least(near, all) >= colour.Text {
				return near, true
			}
		}
	}
	return accent, false
}

func least(accent colour.RGB, all []Grounds) float64 {
	c := 21.0
	for _, g := range all {
		c = min(c, g.Contrast(accent))
	}
	return c
}
