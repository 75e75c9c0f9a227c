package card

import (
	"bytes"
	"image"
	_ "image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// gallery are the cards that a person has looked at. The first four show the
// letters that go wrong first.
var gallery = map[string]struct {
	Spec
	photo bool
}{
	"hi-conjuncts":   {Spec{"hi", "क्ष, ज्ञ, श्री, ड़, ज़, र्म, ट्र, द्ध, हृ, कि, ङ्क", "हृदय", "रिवरसाइड अस्पताल समाचार", "#0b6e4f"}, false},
	"hi-heat":        {hindi, false},
	"hi-photo":       {Spec{"hi", "लू लगे तो सबसे पहले ये पाँच काम करें, और डॉक्टर को कब बुलाएँ", "गर्मी और हवा", "रिवरसाइड अस्पताल समाचार", "#0b6e4f"}, true},
	"hi-long":        {Spec{"hi", strings.Repeat("मरीज़ों की गोपनीयता की रक्षा और अस्पताल की ज़िम्मेदारी, ", 6), "समाचार कक्ष", "रिवरसाइड अस्पताल समाचार", "#0b6e4f"}, false},
	"en-heat":        {Spec{"en", "Heat: what to do when it is very hot", "Heat and air", "Riverside Hospital News", "#0b6e4f"}, false},
	"en-short":       {Spec{"en", "Sleep", "", "Riverside Hospital News", "#7a1f5c"}, false},
	"en-photo":       {Spec{"en", "How to measure your blood pressure at home", "Heart", "Riverside Hospital News", "#0b6e4f"}, true},
	"en-long":        {Spec{"en", strings.Repeat("How our newsroom protects your privacy and takes things down, ", 6), "Newsroom", strings.Repeat("Riverside Hospital ", 9), "#0b6e4f"}, true},
	"en-unbreakable": {Spec{"en", strings.Repeat("Pneumonoultramicroscopic", 9), "Lungs", "Riverside Hospital News", "#0b6e4f"}, false},
	"mixed":          {Spec{"en", "“It costs ₹500,” she said: ORS (ओआरएस) for all 24 β-patients?", "Everyday care", "रिवरसाइड Hospital", "#8a5a00"}, false},
}

// TestGolden compares cards with pictures that a person has looked at, within
// a tolerance, because another processor may round a coordinate differently.
func TestGolden(t *testing.T) {
	d := drawer(t)
	for name, g := range gallery {
		t.Run(name, func(t *testing.T) {
			var photo image.Image
			if g.photo {
				photo = photograph(PhotoWidth, PhotoHeight)
			}
			got, err := d.Draw(g.Spec, photo)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) > 150_000 {
				t.Errorf("%d bytes are too many", len(got))
			}
			_, ext := Type(g.photo)
			file := filepath.Join("testdata", name+ext)
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			alike(t, decoded(t, got), decoded(t, want))
		})
	}
}

// alike demands that no pixel differs much, and all together hardly.
func alike(t *testing.T, got, want image.Image) {
	t.Helper()
	if got.Bounds() != want.Bounds() || got.Bounds() != image.Rect(0, 0, Width, Height) {
		t.Fatalf("the card is %v, the one in testdata %v", got.Bounds(), want.Bounds())
	}
	sum, most := 0, 0
	for y := range Height {
		for x := range Width {
			r, g, b, _ := got.At(x, y).RGBA()
			wr, wg, wb, _ := want.At(x, y).RGBA()
			for _, v := range [3]int{int(r>>8) - int(wr>>8), int(g>>8) - int(wg>>8), int(b>>8) - int(wb>>8)} {
				v = max(v, -v)
				sum, most = sum+v, max(most, v)
			}
		}
	}
	if mean := float64(sum) / (3 * Width * Height); mean > 0.05 || most > 40 {
		t.Errorf("the card differs from the one in testdata by %.3f on average and %d at most; look at both, then -update", mean, most)
	}
}

func decoded(t *testing.T, data []byte) image.Image {
	t.Helper()
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func drawer(t testing.TB) *Drawer {
	t.Helper()
	fonts, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return fonts.NewDrawer()
}

// TestWhereThingsStand looks at the pixels: the left edges are one, nothing
// stands in the margins, and no word on the photograph.
func TestWhereThingsStand(t *testing.T) {
	d := drawer(t)
	for name, g := range gallery {
		var photo image.Image
		if g.photo {
			photo = image.NewRGBA(image.Rect(0, 0, PhotoWidth, PhotoHeight)) // paper
		}
		data, err := d.Draw(g.Spec, photo)
		if err != nil {
			t.Fatal(err)
		}
		m := decoded(t, data)
		right := Width - margin
		if g.photo {
			right = Width - PhotoWidth - gutter
		}
		ink := inked(m)
		hangs := strings.HasPrefix(g.Title, "“")
		if ink.Min.X != margin && !hangs || ink.Max.X > right+8 || ink.Min.Y < 40 || ink.Max.Y > Height-28 {
			t.Errorf("%s: the words stand in %v", name, ink)
		}
	}
}

// inked is where a card is not paper.
func inked(m image.Image) image.Rectangle {
	var out image.Rectangle
	for y := range Height {
		for x := range Width {
			if r, _, _, _ := m.At(x, y).RGBA(); r>>8 < 0xd0 {
				out = out.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return out
}
