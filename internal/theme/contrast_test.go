package theme

import (
	"testing"
	"testing/fstest"

	"nadi/internal/colour"
)

// TestAccentIsLegible takes the grounds from the stylesheet itself, so that a
// new paper cannot make the default accent, or the hint, wrong.
func TestAccentIsLegible(t *testing.T) {
	all := loaded(t, nil).Grounds()
	if len(all) != 2 || len(all[0].On) != 2 || len(all[1].On) != 2 || all[1].Share >= 1 {
		t.Fatalf("the stylesheet has the grounds %+v", all)
	}
	for _, c := range []struct {
		accent string
		as     bool
	}{{"#0b6e4f", true}, {"#00539f", true}, {"#7fd3b4", false}, {"#ffcc00", false}, {"#ffffff", false}, {"#000000", false}} {
		accent, _ := colour.Parse(c.accent)
		near, ok := Legible(accent, all)
		if !ok || (near == accent) != c.as || least(near, all) < colour.Text {
			t.Errorf("%s: nearest %s (%v), contrast %.2f", c.accent, near, ok, least(near, all))
		}
	}
}

func TestOwnColoursAnswerForThemselves(t *testing.T) {
	th := loaded(t, fstest.MapFS{"style.css": {Data: []byte("a{color:var(--accent)}")}})
	if g := th.Grounds(); len(g) != 0 {
		t.Errorf("a stylesheet without tokens has the grounds %+v", g)
	}
}
