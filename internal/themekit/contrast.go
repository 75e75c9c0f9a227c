package themekit

import (
	"fmt"
	"io/fs"
	"strconv"

	"nadi/internal/colour"
	"nadi/internal/diag"
	"nadi/internal/stylesheet"
)

// inks are the tokens in which text is set. These names are the convention
// between stylesheets and this check.
var inks = []string{"--ink", "--quiet", "--link", "--red", "--amber"}

// contrast measures the inks on the grounds in both schemes, as far as they
// are colours that can be computed.
func (c *checker) contrast() error {
	sheets, err := c.sheets()
	if err != nil {
		return err
	}
	light, dark := stylesheet.Palettes(c.Accent, sheets...)
	for _, p := range []stylesheet.Palette{light, dark} {
		for _, ink := range inks {
			if least, ok := p.Contrast(ink); ok && least < colour.Text {
				c.illegible(p, ink)
			}
		}
	}
	return nil
}

func (c *checker) illegible(p stylesheet.Palette, ink string) {
	v, _ := p.Colour(ink)
	on, names := p.Grounds()
	least, ground := colour.Least(v, on...)
	name := names[0]
	for i, g := range on {
		if g == ground {
			name = names[i]
		}
	}
	hint := "no shade of it can be read on all of them; change the grounds"
	if near, ok := colour.Nearest(v, colour.Text, on...); ok {
		k, _ := colour.Least(near, on...)
		hint = fmt.Sprintf("%s has %.1f", near, k)
	}
	at := p.Place(ink)
	if at.Name == "" {
		at.Name = c.styleFile()
	}
	c.at("theme/contrast", diag.Warning, at.Name, at.Body, at.At, fmt.Sprintf("in the %s scheme %s (%s) has a contrast of %s on %s (%s); text needs 4.5", p.Scheme, ink, v, floor(least), name, ground), hint)
}

// floor writes a ratio rounded down, so that 4.499 is not printed as 4.5.
func floor(ratio float64) string { return strconv.FormatFloat(float64(int(ratio*10))/10, 'f', 1, 64) }

// sheets are the stylesheets of the theme, in the order in which they win.
func (c *checker) sheets() ([]stylesheet.Sheet, error) {
	var out []stylesheet.Sheet
	for _, name := range []string{"style.css", "own.css"} {
		from := c.Base
		if exists(c.Own, name) {
			from = c.Own
		}
		if !exists(from, name) {
			continue
		}
		body, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, err
		}
		out = append(out, stylesheet.Sheet{Name: name, Body: body})
	}
	return out, nil
}
