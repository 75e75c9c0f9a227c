package image

import "testing"

func TestLooks(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		want bool
	}{
		"photo.HEIC":  {"anything", true},
		"notes.txt":   {"plain words", false},
		"hidden.pdf":  {"\xff\xd8\xff\xe0 a photograph under another name", true},
		"phone.bin":   {"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", true},
		"film.mp4":    {"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00", false},
		"scan.dat":    {"II*\x00 a scan with everything", true},
		"bm.txt":      {"BMI is a number that tells little about one person", false},
		"drawing.svg": {"<svg/>", true},
		"table.csv":   {"a,b", false},
	} {
		if got := Looks(name, []byte(c.data)); got != c.want {
			t.Errorf("Looks(%q) = %v", name, got)
		}
	}
}
