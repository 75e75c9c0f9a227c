package card

import (
	"image"
	"strings"
	"testing"
	"unicode"
)

// TestShaping: letters that are written as one are one, and signs stand where
// they are read and not where they are typed.
func TestShaping(t *testing.T) {
	d := drawer(t)
	for text, glyphs := range map[string]int{
		"क्ष": 1, "ज्ञ": 1, "त्र": 1, "श्र": 1, "श्री": 2, // conjuncts with a shape of their own
		"क्य": 2, "स्त": 2, // a half letter and a whole one
		"ड\u093c": 1, "\u095c": 1, "ज\u093c": 1, "\u095b": 1, // nukta, typed as two characters or one
		"र्म": 2, // reph above the letter it is said before
		"कि":  2, // stands before its letter
		"ट्र": 1, "ए": 1, "A": 1, "fi": 1,
	} {
		w := d.word([]rune(text), serif, "hi")
		if len(w.glyphs) != glyphs {
			t.Errorf("%q is %d glyphs, want %d", text, len(w.glyphs), glyphs)
		}
		for _, g := range w.glyphs {
			if g.id == 0 {
				t.Errorf("%q has a glyph that is missing", text)
			}
		}
	}
	ki := d.word([]rune("कि"), serif, "hi").glyphs
	k, _ := d.faces[serif][devanagari].NominalGlyph('क')
	if len(ki) == 2 && ki[1].id != k {
		t.Error("the sign of कि does not stand before its letter")
	}
}

func TestCovers(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, "Heat: ₹500, “50 %” – 5 µg": true, "लू से बचें।": true, "क्\u200dष": true, "Ελλάδα Россия Łódź": true, "a\tb\u00a0c\u200b": true,
		"வெப்பம்": false, "Heat 🔥": false, "热": false, "حر": false, "বাংলা": false,
	} {
		if got := Covers(text); got != want {
			t.Errorf("Covers(%q) = %v", text, got)
		}
	}
	if _, err := drawer(t).Draw(Spec{Title: "வெப்பம்"}, nil); err != ErrUncovered {
		t.Errorf("a title without letters is drawn: %v", err)
	}
	if _, err := drawer(t).Draw(Spec{Title: "x"}, image.NewRGBA(image.Rect(0, 0, 10, 10))); err == nil {
		t.Error("a photograph of the wrong size is taken")
	}
}

// TestBreaks: where a headline breaks, at the widths of cards.
func TestBreaks(t *testing.T) {
	d := drawer(t)
	for text, want := range map[string]string{
		"Signs of a stroke: act FAST":       "Signs of a stroke:|act FAST",
		"How to read a medicine label":      "How to read|a medicine label",
		"ORS for diarrhoea: how to give it": "ORS for diarrhoea:|how to give it",
		"डेंगू: किन लक्षणों में आज ही डॉक्टर के पास जाएँ": "डेंगू: किन लक्षणों में|आज ही डॉक्टर के पास जाएँ",
		"क्या आप तैयार हैं ?": "क्या आप तैयार हैं\u00a0?",
		"Heat": "Heat",
	} {
		ps := pieces(clean(text))
		b := d.set(text, serif, "hi", frame{width: 672, height: 352, lines: maxLines, from: largestByPhoto, to: smallest})
		var lines []string
		for _, line := range b.lines {
			var words []string
			for range line {
				words, ps = append(words, string(ps[0])), ps[1:]
			}
			lines = append(lines, strings.Join(words, " "))
		}
		if got := strings.Join(lines, "|"); got != want {
			t.Errorf("%q breaks as %q, want %q", text, got, want)
		}
	}
}

// TestEllipsis: what is too long ends between two letters, within the lines.
func TestEllipsis(t *testing.T) {
	text := clean(strings.Repeat("ज़िम्मेदारी ", 80))
	ends := letters(text, most)
	for n := 1; n < 40; n++ {
		p := prefix(text, ends, n)
		if next := text[len(p):]; len(next) > 0 && unicode.In(next[0], unicode.M, unicode.Cf) {
			t.Fatalf("%d letters are %q, and %q follows", n, string(p), string(next[:1]))
		}
	}
	b := drawer(t).set(string(text), serif, "hi", frame{width: 1040, height: 352, lines: maxLines, from: largest, to: smallest})
	if len(b.lines) != maxLines || b.size != smallest {
		t.Errorf("a long headline has %d lines of %v pixels", len(b.lines), b.size)
	}
}

// FuzzDraw: any title is drawn or refused, and the same way twice.
func FuzzDraw(f *testing.F) {
	for _, g := range gallery {
		f.Add(g.Title, g.Topic, g.Lang, false)
	}
	for _, s := range []string{"", " ", "\u0301", "\u093c\u093c", "क्\u200d", "a\u00a0\u00a0b", "…………", "— । ! ?", strings.Repeat("\u094d", 500), strings.Repeat("a\u0300", 900), "“", "\xff\xfe"} {
		f.Add(s, s, "hi", true)
	}
	d := drawer(f)
	photo := photograph(PhotoWidth, PhotoHeight)
	f.Fuzz(func(t *testing.T, title, topic, lang string, withPhoto bool) {
		var p image.Image
		if withPhoto {
			p = photo
		}
		s := Spec{lang, title, topic, "Riverside", "#0b6e4f"}
		data, err := d.Draw(s, p)
		if covers := Covers(title) && Covers(topic); covers != (err == nil) {
			t.Fatalf("covered: %v, drawn: %v", covers, err)
		}
		if err != nil {
			return
		}
		again, err := d.Draw(s, p)
		if err != nil || string(again) != string(data) {
			t.Fatal("drawn again, the card is another")
		}
	})
}
