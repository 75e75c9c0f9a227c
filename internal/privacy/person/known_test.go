package person

import (
	"testing"

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
