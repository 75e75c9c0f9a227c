package card

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"testing"
)

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Riverside Hospital News": "RH", "the Clinic on the Hill": "CH", "news": "N", "रिवरसाइड अस्पताल": "रि", "क्षेत्रीय समाचार": "क्षे",
		"2026 – news": "N", "": "", "தமிழ்": "", "St. Anne’s": "SA", "एम्स AIIMS": "ए",
	} {
		if got := Initials(name); got != want {
			t.Errorf("%q gave %q, want %q", name, got, want)
		}
	}
}

// TestIconIsInItsSquare finds white letters, and none of them at the edge.
func TestIconIsInItsSquare(t *testing.T) {
	fonts, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	d := fonts.NewDrawer()
	for _, letters := range []string{"RH", "N", "WM", "रि", "क्षे"} {
		data, err := d.IconPNG(letters, "#0b6e4f")
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		white := 0
		for y := range IconSize {
			for x := range IconSize {
				r, _, _, _ := img.At(x, y).RGBA()
				if r < 0xf000 {
					continue
				}
				white++
				if x < 20 || y < 20 || x >= IconSize-20 || y >= IconSize-20 {
					t.Fatalf("%s: a letter reaches %d,%d", letters, x, y)
				}
			}
		}
		if white < 1500 {
			t.Errorf("%s: only %d white pixels", letters, white)
		}
		var any struct{}
		if err := xml.Unmarshal(d.IconSVG(letters, "#0b6e4f"), &any); err != nil {
			t.Errorf("%s: %v", letters, err)
		}
	}
	if a, b := d.IconSVG("RH", "#0b6e4f"), fonts.NewDrawer().IconSVG("RH", "#0b6e4f"); !bytes.Equal(a, b) {
		t.Error("the same letters gave two drawings")
	}
}
