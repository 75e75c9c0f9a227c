package stylesheet

import (
	"io/fs"
	"strings"
	"testing"

	"nadi/internal/colour"
	"nadi/themes"
)

func clinic(t testing.TB) Sheet {
	t.Helper()
	body, err := fs.ReadFile(themes.FS(), "clinic/style.css")
	if err != nil {
		t.Fatal(err)
	}
	return Sheet{"style.css", body}
}

// TestClinicsSchemes: both have grounds, links in the default accent can be
// read on them, and the dark one has colours of its own.
func TestClinicsSchemes(t *testing.T) {
	accent, _ := colour.Parse("#0b6e4f")
	light, dark := Palettes(accent, clinic(t))
	for _, p := range []Palette{light, dark} {
		on, names := p.Grounds()
		if c, ok := p.Contrast("--link"); len(on) != 2 || len(names) != 2 || !ok || c < colour.Text {
			t.Errorf("%s: grounds %v, contrast %v %v", p.Scheme, on, c, ok)
		}
	}
	if l, _ := light.Colour("--link"); l != accent {
		t.Errorf("a light link is %s", l)
	}
	if d, _ := dark.Colour("--link"); d == accent {
		t.Errorf("a dark link is %s, as a light one", d)
	}
}

// TestOwnOverrides: a later sheet wins, in the scheme that it names.
func TestOwnOverrides(t *testing.T) {
	light, dark := Palettes(colour.Black, clinic(t), Sheet{"own.css", []byte("@media (prefers-color-scheme: dark){:root{--paper:#000}} @media print{:root{--box:#fff}}")})
	if c, _ := dark.Colour("--paper"); c != colour.Black || dark.Place("--paper").Name != "own.css" {
		t.Errorf("dark paper is %s by %s", c, dark.Place("--paper").Name)
	}
	if p, b := light.Place("--paper"), light.Place("--box"); p.Name != "style.css" || b.Name != "style.css" {
		t.Errorf("light paper by %s, box by %s", p.Name, b.Name)
	}
	if _, ok := light.With("--paper", colour.White).Contrast("--nothing"); ok {
		t.Error("a token that is not there has a contrast")
	}
}

func TestColours(t *testing.T) {
	p := Palette{"dark", map[string]Place{"--a": {Value: "#0b6e4f"}, "--b": {Value: "var(--a)"}, "--c": {Value: "var(--d)"}, "--d": {Value: "var(--c)"}}}
	for value, want := range map[string]string{
		"var(--b)": "#0b6e4f", "color-mix(in srgb, var(--a) 48%, #fff)": "#8ab9ab", "color-mix(in srgb, #fff, var(--a) 48%)": "#8ab9ab", "color-mix(in srgb, #000, #fff)": "#808080",
		"light-dark(#111, var(--b))": "#0b6e4f", "white": "#ffffff", "var(--c)": "", "var(--z)": "", "oklch(1 0 0)": "", "color-mix(in oklab, #000, #fff)": "", "color-mix(in srgb, #000 10%, #fff 10%)": "", "": "",
	} {
		got, ok := p.compute(value, 0)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%s is %s, %v", value, got, ok)
		}
	}
}

func FuzzRules(f *testing.F) {
	style, err := fs.ReadFile(themes.FS(), "clinic/style.css")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(style))
	for _, s := range []string{"/*", "a{--b", `"`, "}}", ":root{--a:var(", "a{--b:'};/*'}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, css string) {
		if got := blankCSS(css); len(got) != len(css) {
			t.Fatalf("places moved in %q", css)
		}
		for _, r := range Rules(css) {
			for _, tok := range r.Tokens {
				if !strings.HasPrefix(css[tok.At:], tok.Name) {
					t.Fatalf("%q does not stand at %d of %q", tok.Name, tok.At, css)
				}
				Palette{"dark", map[string]Place{tok.Name: {Value: tok.Value}}}.Colour(tok.Name)
			}
		}
	})
}
