package qr

import (
	"image"
	"image/color"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// addresses are what a site encodes: short, long, percent-encoded Devanagari,
// and the longest that a file system lets a slug be, in a language of three
// bytes a letter.
var addresses = []string{
	"https://news.example.org/articles/heat/",
	"https://example.org/news/2026/11/preparing-for-an-appointment-with-your-doctor/",
	"https://news.example.org" + (&url.URL{Path: "/hi/articles/गर्मी-के-दिन/"}).EscapedPath(),
	"https://news.example.org" + (&url.URL{Path: "/hi/articles/" + strings.Repeat("लू", 42) + "/"}).EscapedPath(),
	"https://" + strings.Repeat("a", 1200),
	"TEL:112",
	"112",
}

// TestDecodes reads each drawn code with another implementation.
func TestDecodes(t *testing.T) {
	for _, want := range addresses {
		c, err := Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, draw(t, c)); got != want {
			t.Errorf("%s reads as %s", want, got)
		}
	}
}

// TestStains covers a tenth of a code and reads it still, which is what level
// M is for.
func TestStains(t *testing.T) {
	c, err := Encode(addresses[1])
	if err != nil {
		t.Fatal(err)
	}
	img := draw(t, c)
	side := img.Bounds().Dx()
	for y := side / 2; y < side/2+side/5; y++ {
		for x := side / 2; x < side/2+side/5; x++ {
			img.SetGray(x, y, color.Gray{Y: 255})
		}
	}
	if got := read(t, img); got != addresses[1] {
		t.Errorf("a stained code reads as %s", got)
	}
}

func TestForm(t *testing.T) {
	plain := regexp.MustCompile(`^(M\d+ \d+h\d+(m\d+ 0h\d+)*)+$`)
	for _, s := range addresses {
		c, err := Encode(s)
		if err != nil || !plain.MatchString(c.Path) {
			t.Errorf("%s: %v, path %.60s…", s, err, c.Path)
		}
		if again, _ := Encode(s); again != c {
			t.Errorf("%s was drawn in two ways", s)
		}
		img := draw(t, c)
		for i := range c.Side * scale {
			for j := range Quiet * scale {
				for _, p := range []image.Point{{i, j}, {j, i}, {i, c.Side*scale - 1 - j}, {c.Side*scale - 1 - j, i}} {
					if img.GrayAt(p.X, p.Y).Y == 0 {
						t.Fatalf("%s: the quiet zone is dark at %v", s, p)
					}
				}
			}
		}
	}
}

func TestSmallest(t *testing.T) {
	for s, side := range map[string]int{"https://news.example.org/": 25, addresses[0]: 29, "112": 21} {
		if c, err := Encode(s); err != nil || c.Side != side+2*Quiet {
			t.Errorf("%s: %d modules a side and %v, want %d", s, c.Side-2*Quiet, err, side)
		}
	}
}

func TestTooLong(t *testing.T) {
	if _, err := Encode(strings.Repeat("a", 2331)); err != nil {
		t.Errorf("2,331 bytes: %v", err)
	}
	if c, err := Encode(strings.Repeat("a", 2332)); err == nil || c.Path != "" || !strings.Contains(err.Error(), "2332 bytes") {
		t.Errorf("2,332 bytes gave %d modules and %v", c.Side, err)
	}
}

// scale is the pixels of a module in the test's pictures.
const scale = 4

// draw does what a browser does with the path: each line is as thick as a
// module, and its middle is half a module below the top of its row.
func draw(t *testing.T, c Code) *image.Gray {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, c.Side*scale, c.Side*scale))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	if want := "0 -.5 " + strconv.Itoa(c.Side) + " " + strconv.Itoa(c.Side); c.Box() != want {
		t.Fatalf("the view box is %q, want %q", c.Box(), want)
	}
	x, y := 0, 0
	for _, m := range regexp.MustCompile(`([Mmh])(\d+)(?: (\d+))?`).FindAllStringSubmatch(c.Path, -1) {
		a, _ := strconv.Atoi(m[2])
		b, _ := strconv.Atoi(m[3])
		switch m[1] {
		case "M":
			x, y = a, b
		case "m":
			x, y = x+a, y+b
		case "h":
			fill(img, image.Rect(x, y, x+a, y+1))
			x += a
		}
	}
	return img
}

func fill(img *image.Gray, modules image.Rectangle) {
	for y := modules.Min.Y * scale; y < modules.Max.Y*scale; y++ {
		for x := modules.Min.X * scale; x < modules.Max.X*scale; x++ {
			img.SetGray(x, y, color.Gray{})
		}
	}
}

func read(t *testing.T, img image.Image) string {
	t.Helper()
	bits, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	res, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return "nothing: " + err.Error()
	}
	return res.GetText()
}

func BenchmarkEncode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Encode(addresses[0]); err != nil {
			b.Fatal(err)
		}
	}
}
