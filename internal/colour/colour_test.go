package colour

import (
	"errors"
	"math"
	"testing"
)

func must(t *testing.T, s string) RGB {
	t.Helper()
	c, err := Parse(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return c
}

func TestParse(t *testing.T) {
	for in, want := range map[string]RGB{"#0b6e4f": {0x0b, 0x6e, 0x4f}, "#FFF": White, "#a1c": {0xaa, 0x11, 0xcc}, "#000000": Black} {
		if got := must(t, in); got != want {
			t.Errorf("%s is %v, want %v", in, got, want)
		}
	}
	for _, in := range []string{"", "#", "0b6e4f", "#0b6e4", "#0b6e4f00", "#ggg", "#+12345", "#-12", "green", "rgb(0,0,0)", "#मम"} {
		if got, err := Parse(in); !errors.Is(err, ErrForm) {
			t.Errorf("%q is %v, %v", in, got, err)
		}
	}
	if got := (RGB{0x0b, 0x6e, 0x4f}).String(); got != "#0b6e4f" {
		t.Errorf("written as %s", got)
	}
}

// TestContrast holds against figures that others computed: the examples of
// WCAG's understanding documents and of common checkers (#777 on white is the
// well-known grey that fails, #767676 the one that passes).
func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"#000", "#fff", 21}, {"#fff", "#fff", 1}, {"#777777", "#fff", 4.478}, {"#767676", "#ffffff", 4.542},
		{"#ff0000", "#ffffff", 3.998}, {"#0000ff", "#ffffff", 8.592}, {"#00ff00", "#000000", 15.304},
	} {
		a, b := must(t, c.a), must(t, c.b)
		got, back := Contrast(a, b), Contrast(b, a)
		if math.Abs(got-c.want) > 0.001 || got != back {
			t.Errorf("%s on %s has %.4f (and %.4f), want %.3f", c.a, c.b, got, back, c.want)
		}
	}
}

// TestMix holds against what Chromium 156 paints for color-mix in srgb.
func TestMix(t *testing.T) {
	green := must(t, "#0b6e4f")
	for _, c := range []struct {
		share float64
		with  RGB
		want  string
	}{
		{1, White, "#0b6e4f"}, {0, White, "#ffffff"}, {-1, Black, "#000000"}, {2, Black, "#0b6e4f"},
		{0.48, White, "#8ab9ab"}, {0.5, Black, "#063728"}, {0.1, must(t, "#14171a"), "#13201f"},
	} {
		if got := Mix(green, c.share, c.with).String(); got != c.want {
			t.Errorf("%v of it with %s is %s, want %s", c.share, c.with, got, c.want)
		}
	}
}

func TestNearest(t *testing.T) {
	paper, box, dark := must(t, "#faf8f4"), must(t, "#f1ede4"), must(t, "#14171a")
	for _, c := range []struct {
		colour  string
		grounds []RGB
	}{
		{"#0b6e4f", []RGB{paper, box}}, {"#ffcc00", []RGB{paper, box}}, {"#0b6e4f", []RGB{dark}}, {"#8899aa", []RGB{White}}, {"#ffffff", []RGB{White}},
	} {
		given := must(t, c.colour)
		near, ok := Nearest(given, Text, c.grounds...)
		if least, _ := Least(near, c.grounds...); !ok || least < Text {
			t.Errorf("%s becomes %s, %v", c.colour, near, ok)
		}
		if least, _ := Least(given, c.grounds...); least >= Text && near != given {
			t.Errorf("%s passed and became %s", c.colour, near)
		}
		if near == Black || near == White {
			t.Errorf("%s became %s, which is not near", c.colour, near)
		}
	}
	if near, ok := Nearest(must(t, "#777777"), 7, Black, White); ok {
		t.Errorf("%s is said to have a contrast of 7 on black and on white", near)
	}
	if least, on := Least(must(t, "#0b6e4f"), paper, dark); on != dark || least > 4 {
		t.Errorf("the least contrast is %.2f on %s", least, on)
	}
}
