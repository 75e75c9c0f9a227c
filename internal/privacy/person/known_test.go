package person

import (
	"strings"
	"testing"
	"time"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
	"nadi/internal/text"
)

// TestKnown: the staff are no secret, whole or by surname behind a title.
func TestKnown(t *testing.T) {
	a := newAsker(&finding.Known{People: []string{"Dr. Asha Raman", "Marta Quint", "डॉ. मीरा पाठक"}})
	for _, quiet := range []string{
		"Marta Quint was treated to cake by her patients after 30 years.",
		"Ms. Quint was admitted to the college in 1999 and operated here for years.",
		"Asha Raman, who survived cancer herself, leads the ward.",
		"श्रीमती मीरा पाठक का ऑपरेशन कक्ष वार्ड 3 में है।",
		"Mrs Raman's surgery hours are 9 to 12.",
	} {
		if len(a.ask(quiet)) > 0 {
			t.Errorf("%s\n\t%s", quiet, a.words(quiet))
		}
	}
	for _, loud := range []string{
		"Ms. Quinlan was admitted to our ICU with sepsis.",
		"Marta Raymond was treated for lymphoma on ward 3.",
	} {
		if len(a.ask(loud)) == 0 {
			t.Errorf("missed: %s", loud)
		}
	}
}

// FuzzFind: nothing a writer types may break the finder, and hits lie inside
// the text.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"Patient Timothy Hook is 72 Yr. old", "#JusticeForNadiaKhan", "श्रीमती मीना शर्मा की किडनी", "R. O'", "A. B. C.", "Mr.", "मरीज का नाम", "X, (", "#", "'s", "Dr.", "the first", "name: "} {
		f.Add(s)
	}
	a := newAsker(&finding.Known{People: []string{"Marta Quint", "."}})
	f.Fuzz(func(t *testing.T, s string) {
		n := len(a.reader.Read(proseOf(s)).Folded)
		for _, h := range a.ask(s) {
			if h.From < 0 || h.From >= h.To || h.To > n {
				t.Fatalf("hit %d to %d of %d bytes", h.From, h.To, n)
			}
		}
	})
}

func proseOf(s string) prose.Passage { return prose.Passage{Text: text.NFC(s)} }

// TestFileNames: a picture's name may tell more than the picture.
func TestFileNames(t *testing.T) {
	a := newAsker(&finding.Known{People: []string{"Marta Quint"}})
	for name, want := range map[string]bool{
		"tommy-brandt-leukemia.jpg": true, "priya_sharma_bed_6.png": true, "patient-maria-lopez.webp": true,
		"dr-rachel-kim-surgery.jpg": false, "tommy-brandt.jpg": false, "heart-surgery-team.jpg": false, "rose-garden-ward.jpg": false,
		"rachel-kim-cardiologist-heart.jpg": false, "st-mary-hospital-ward.jpg": false,
	} {
		if got := len(a.askOf(prose.Passage{Kind: prose.FileName, Text: name})) > 0; got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// TestSlugs: addresses and front matter tell as much.
func TestSlugs(t *testing.T) {
	a := newAsker(&finding.Known{People: []string{"Marta Quint"}})
	for name, want := range map[string]bool{
		"marcus-feldman-heart-transplant-story": true, "story-of-daniel-okafor-leukemia": true, "meet-naomi-quist-transplant-patient": true,
		"deepa-qualen-survivor": true, "how-carlos-benitez-beat-cancer": true, "thomas_dunwich_stroke_photo": true,
		"heart-transplant-story": false, "graham-law-lung-test": false, "victor-frankl-lecture-grief-patient": false, "naomi-quist": false,
		"marta-quint-patient-story": false, "dr-marcus-feldman-heart-transplant": false, "rose-hip-tea-treatment": false, "thomas-test-hip": false,
	} {
		for _, p := range []prose.Passage{{Kind: prose.Slug, Text: name}, {Kind: prose.FileName, Text: name + ".jpg"}, {Kind: prose.Meta, Text: "heart, " + name + ", care"}, {Text: "slug: " + name}, {Text: "cover: /img/" + name + ".webp"}} {
			if got := len(a.askOf(p)) > 0; got != want {
				t.Errorf("%d %s: %v, want %v", p.Kind, p.Text, got, want)
			}
		}
	}
}

// TestLinear: twice the text takes about twice the time, in one sentence too.
func TestLinear(t *testing.T) {
	a := newAsker(nil)
	for _, s := range []string{"Maria Lopez, 34, and ", "श्री रमेश कुमार यहाँ भर्ती, ", "by Ann Lee, ", "#JusticeForNadiaKhan ", "patient name changed ", "Patient Patient ", "slug:theo-", "Nowak, Zofia, 4, ", "\" - Theo Nowak, patient, "} {
		short, long := a.cost(strings.Repeat(s, 2000)), a.cost(strings.Repeat(s, 16000))
		if long > 40*short+time.Millisecond {
			t.Errorf("%q: %v for one part, %v for eight", s, short, long)
		}
	}
}

func (a *asker) cost(s string) time.Duration {
	read := a.reader.Read(proseOf(s))
	best := time.Hour
	for range 3 {
		start := time.Now()
		a.find(read, func(finding.Hit) {})
		best = min(best, time.Since(start))
	}
	return best
}
