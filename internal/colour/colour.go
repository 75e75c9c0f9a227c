// Package colour knows whether people can read one colour on another, and
// what to write instead if they cannot.
//
// A colour is sRGB in eight bits a channel, as it is written in nadi.yaml and
// in stylesheets ("#0b6e4f") and as a screen shows it. Contrast is that of the
// Web Content Accessibility Guidelines, and Mix that of CSS, so that what is
// computed here is what a browser paints and what a judge of accessibility
// measures. Transparency is left out: what it shows depends on what lies
// below.
package colour

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// What WCAG 2.2 asks for at level AA: text (success criterion 1.4.3), large
// text (24 px, or bold 18.66 px; the same), and what must be seen to
// use a control, such as the mark of focus (1.4.11). They are minima and are
// not rounded up to: 4.499 fails.
const (
	Text    = 4.5
	Large   = 3.0
	Control = 3.0
)

// RGB is a colour.
type RGB struct{ R, G, B uint8 }

// Black and White are the ends towards which Nearest looks.
var (
	Black = RGB{0, 0, 0}
	White = RGB{255, 255, 255}
)

// ErrForm is the error of Parse.
var ErrForm = errors.New(`a colour is written as "#0b6e4f" or "#fff"`)

// Parse reads "#0b6e4f" or "#fff". Names and functions of CSS, and
// transparency, are ErrForm.
func Parse(s string) (RGB, error) {
	hex, ok := strings.CutPrefix(s, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	if !ok || len(hex) != 6 {
		return RGB{}, ErrForm
	}
	n, err := strconv.ParseUint(hex, 16, 32) // which takes no sign
	if err != nil {
		return RGB{}, ErrForm
	}
	return RGB{uint8(n >> 16), uint8(n >> 8), uint8(n)}, nil
}

// String writes a colour as Parse reads it, with six digits.
func (c RGB) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// Luminance is WCAG 2.2's relative luminance: 0 for black, 1 for white
// (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance, read 2026-11). The
// limit 0.04045 is that of sRGB, which the guidelines took over in 2021; with
// eight bits the older 0.03928 gives the same.
func (c RGB) Luminance() float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func linear(channel uint8) float64 {
	s := float64(channel) / 255
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}

// Contrast is WCAG 2.2's contrast ratio, from 1 (the same) to 21 (black and
// white); the order does not matter
// (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio, read 2026-11).
func Contrast(a, b RGB) float64 {
	x, y := a.Luminance(), b.Luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Mix is color-mix(in srgb, a SHARE, b) of CSS with the share as a fraction:
// Mix(a, .48, White) is color-mix(in srgb, a 48%, #fff)
// (https://www.w3.org/TR/css-color-5/#color-mix, read 2026-11). Both channels
// are mixed as they are written, not by their light, and rounded as a screen
// of eight bits does.
func Mix(a RGB, share float64, b RGB) RGB {
	share = min(max(share, 0), 1)
	mix := func(x, y uint8) uint8 {
		return uint8(math.Round(float64(x)*share + float64(y)*(1-share)))
	}
	return RGB{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B)}
}

// Least is the lowest contrast of c with any of the grounds, and that ground.
// Without grounds it is 21 on white.
func Least(c RGB, grounds ...RGB) (float64, RGB) {
	least, on := 21.0, White
	for i, g := range grounds {
		if k := Contrast(c, g); i == 0 || k < least {
			least, on = k, g
		}
	}
	return least, on
}

// Nearest is the colour nearest to c, of those between c and black or c and
// white, that has at least a contrast of want on all grounds. It is c itself
// if c has it. ok is false if there is none, as on grounds of which one is
// light and one dark.
func Nearest(c RGB, want float64, grounds ...RGB) (near RGB, ok bool) {
	return Shade(c, func(c RGB) bool {
		least, _ := Least(c, grounds...)
		return least >= want
	})
}

// Shade is the colour nearest to c, of those between c and black or c and
// white, that will do; c itself if it does. ok is false if none does.
func Shade(c RGB, does func(RGB) bool) (near RGB, ok bool) {
	const steps = 256
	for i := 0; i <= steps; i++ {
		for _, end := range []RGB{Black, White} {
			if near = Mix(c, 1-float64(i)/steps, end); does(near) {
				return near, true
			}
		}
	}
	return c, false
}
