package stylesheet

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"nadi/internal/colour"
)

// Sheet is a stylesheet and what its file is called.
type Sheet struct {
	Name string
	Body []byte
}

// Place is a token's value and where it stands.
type Place struct {
	Value string
	Sheet
	At int
}

// Palette is what the tokens are in one scheme, "light" or "dark".
type Palette struct {
	Scheme string
	tokens map[string]Place
}

// grounds are the tokens on which text stands. These names are the convention
// between stylesheets and whoever judges them.
var grounds = []string{"--paper", "--box"}

// Palettes reads the tokens of stylesheets in the order in which they win, and
// the accent that a site sets on top of them. What holds on paper, in forced
// colours or for those who ask for more contrast is left out.
func Palettes(accent colour.RGB, sheets ...Sheet) (light, dark Palette) {
	light, dark = Palette{"light", map[string]Place{}}, Palette{"dark", map[string]Place{}}
	for _, s := range sheets {
		for _, r := range Rules(string(s.Body)) {
			media := strings.Join(r.Within, " ")
			if !r.Root() || slices.ContainsFunc([]string{"print", "forced-colors", "prefers-contrast"}, func(m string) bool { return strings.Contains(media, m) }) {
				continue
			}
			inDark := strings.Contains(strings.ReplaceAll(media, " ", ""), "prefers-color-scheme:dark")
			for _, t := range r.Tokens {
				dark.tokens[t.Name] = Place{t.Value, s, t.At}
				if !inDark {
					light.tokens[t.Name] = Place{t.Value, s, t.At}
				}
			}
		}
	}
	return light.With("--accent", accent), dark.With("--accent", accent)
}

// With is the palette with another colour for a token.
func (p Palette) With(token string, c colour.RGB) Palette {
	p.tokens = maps.Clone(p.tokens)
	p.tokens[token] = Place{Value: c.String()}
	return p
}

// Place says where a token gets its value; without a file where that is the
// site's accent.
func (p Palette) Place(token string) Place { return p.tokens[token] }

// Colour is what a token is; false means that it is not there, or is nothing
// that can be computed.
func (p Palette) Colour(token string) (colour.RGB, bool) { return p.compute("var("+token+")", 0) }

// Grounds are the colours on which text stands, and the names of their tokens.
func (p Palette) Grounds() (on []colour.RGB, names []string) {
	for _, g := range grounds {
		if c, ok := p.Colour(g); ok {
			on, names = append(on, c), append(names, g)
		}
	}
	return on, names
}

// Contrast is the lowest contrast of text in a token's colour on the grounds;
// false means that one of them is not known.
func (p Palette) Contrast(token string) (float64, bool) {
	c, ok := p.Colour(token)
	on, _ := p.Grounds()
	if !ok || len(on) == 0 {
		return 0, false
	}
	least, _ := colour.Least(c, on...)
	return least, true
}

// compute gives the colour of a value; false means that it cannot.
func (p Palette) compute(value string, depth int) (colour.RGB, bool) {
	value = strings.TrimSpace(value)
	name, args, isCall := call(value)
	switch {
	case depth > 20: // tokens that name one another in a circle
	case !isCall:
		v, err := colour.Parse(strings.NewReplacer("white", "#fff", "black", "#000").Replace(value))
		return v, err == nil
	case name == "var" && len(args) > 0:
		if t, ok := p.tokens[args[0]]; ok {
			return p.compute(t.Value, depth+1)
		}
	case name == "light-dark" && len(args) == 2 && p.Scheme == "light":
		return p.compute(args[0], depth+1)
	case name == "light-dark" && len(args) == 2:
		return p.compute(args[1], depth+1)
	case name == "color-mix" && len(args) == 3 && args[0] == "in srgb":
		return p.mix(args[1], args[2], depth)
	}
	return colour.RGB{}, false
}

// mix computes color-mix(in srgb, A P%, B Q%) of which a share may be left
// out, and refuses shares that do not make a whole.
func (p Palette) mix(first, second string, depth int) (colour.RGB, bool) {
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
	x, ok := p.compute(a, depth+1)
	y, both := p.compute(b, depth+1)
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
