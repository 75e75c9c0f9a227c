package themekit

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"nadi/internal/colour"
	"nadi/internal/diag"
)

// grounds are the tokens on which text stands, and inks those in which it is
// set. These names are the convention between stylesheets and this check.
var (
	grounds = []string{"--paper", "--box"}
	inks    = []string{"--ink", "--quiet", "--link", "--red", "--amber"}
)

// palette is what the tokens are in one scheme.
type palette map[string]place

// place is a token's value and where it stands.
type place struct {
	value, file string
	body        []byte
	at          int
}

// contrast measures the inks on the grounds in both schemes, as far as they
// are colours that can be computed: hex, var(), color-mix() in srgb and
// light-dark().
func (c *checker) contrast() error {
	light, dark, err := c.palettes()
	if err != nil {
		return err
	}
	for _, scheme := range []struct {
		name   string
		tokens palette
	}{{"light", light}, {"dark", dark}} {
		var on []colour.RGB
		var names []string
		for _, g := range grounds {
			if v, ok := scheme.tokens.colour("var("+g+")", scheme.name, 0); ok {
				on, names = append(on, v), append(names, g)
			}
		}
		for _, ink := range inks {
			if v, ok := scheme.tokens.colour("var("+ink+")", scheme.name, 0); ok && len(on) > 0 {
				c.legible(ink, scheme.name, v, on, names, scheme.tokens[ink])
			}
		}
	}
	return nil
}

func (c *checker) legible(ink, scheme string, v colour.RGB, on []colour.RGB, names []string, p place) {
	least, ground := colour.Least(v, on...)
	if least >= colour.Text {
		return
	}
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
	c.at("theme/contrast", diag.Warning, p.file, p.body, p.at, fmt.Sprintf("in the %s scheme %s (%s) has a contrast of %s on %s (%s); text needs 4.5", scheme, ink, v, floor(least), name, ground), hint)
}

// floor writes a ratio rounded down, so that 4.499 is not printed as 4.5.
func floor(ratio float64) string { return strconv.FormatFloat(float64(int(ratio*10))/10, 'f', 1, 64) }

// palettes reads the tokens of the stylesheets, in the order in which they
// win, and the accent that the site sets on top.
func (c *checker) palettes() (light, dark palette, err error) {
	light, dark = palette{}, palette{}
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
			return nil, nil, err
		}
		for _, r := range rules(string(body)) {
			media := strings.Join(r.within, " ")
			if !r.root() || strings.Contains(media, "print") || strings.Contains(media, "forced-colors") || strings.Contains(media, "prefers-contrast") {
				continue
			}
			inDark := strings.Contains(strings.ReplaceAll(media, " ", ""), "prefers-color-scheme:dark")
			for _, t := range r.tokens {
				p := place{t.value, name, body, t.at}
				dark[t.name] = p
				if !inDark {
					light[t.name] = p
				}
			}
		}
	}
	accent := place{value: c.Accent.String(), file: c.styleFile()}
	light["--accent"], dark["--accent"] = accent, accent
	return light, dark, nil
}

// colour computes a value; false means that it cannot.
func (p palette) colour(value, scheme string, depth int) (colour.RGB, bool) {
	value = strings.TrimSpace(value)
	name, args, isCall := call(value)
	switch {
	case depth > 20: // tokens that name one another in a circle
	case !isCall:
		v, err := colour.Parse(strings.NewReplacer("white", "#fff", "black", "#000").Replace(value))
		return v, err == nil
	case name == "var" && len(args) > 0:
		if t, ok := p[args[0]]; ok {
			return p.colour(t.value, scheme, depth+1)
		}
	case name == "light-dark" && len(args) == 2 && scheme == "light":
		return p.colour(args[0], scheme, depth+1)
	case name == "light-dark" && len(args) == 2:
		return p.colour(args[1], scheme, depth+1)
	case name == "color-mix" && len(args) == 3 && args[0] == "in srgb":
		return p.mix(args[1], args[2], scheme, depth)
	}
	return colour.RGB{}, false
}

// mix computes color-mix(in srgb, A P%, B Q%) of which a share may be left
// out, and refuses shares that do not make a whole.
func (p palette) mix(first, second, scheme string, depth int) (colour.RGB, bool) {
	a, share, given := part(first)
	b, rest, also := part(second)
	switch {
	case !given && !also:
		share = .5
	case !given:
		share = 1 - rest
	case also && share+rest != 1:
		return colour.RGB{}, false
	}
	x, ok := p.colour(a, scheme, depth+1)
	y, both := p.colour(b, scheme, depth+1)
	return colour.Mix(x, share, y), ok && both
}

// part splits "var(--accent) 48%".
func part(s string) (value string, share float64, ok bool) {
	s = strings.TrimSpace(s)
	i := strings.LastIndexByte(s, ' ')
	if n, percent := strings.CutSuffix(s[i+1:], "%"); percent && i > 0 {
		if f, err := strconv.ParseFloat(n, 64); err == nil {
			return s[:i], f / 100, true
		}
	}
	return s, 0, false
}

// call splits "f(a, g(b, c))" at the commas outside of inner brackets.
func call(s string) (name string, args []string, ok bool) {
	name, rest, ok := strings.Cut(s, "(")
	if !ok || !strings.HasSuffix(rest, ")") {
		return "", nil, false
	}
	rest = rest[:len(rest)-1]
	depth, start := 0, 0
	for i := range len(rest) {
		switch rest[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				args, start = append(args, strings.TrimSpace(rest[start:i])), i+1
			}
		}
	}
	return name, append(args, strings.TrimSpace(rest[start:])), true
}
