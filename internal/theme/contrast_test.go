package theme

import (
	"flag"
	"fmt"
	"os"
	"strings"
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

var update = flag.Bool("update", false, "rewrite the table in docs/theme.md")

// TestContrastTable writes and proves the table in docs/theme.md: every
// colour of text on every ground, in both schemes.
func TestContrastTable(t *testing.T) {
	want := contrastTable(t, string(loaded(t, nil).style))
	const name = "../../docs/theme.md"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(strings.ReplaceAll(string(data), "\r\n", "\n"), "-update -->\n")
	got, tail, ok := strings.Cut(rest, "<!-- end -->")
	if !ok {
		t.Fatal("docs/theme.md has lost the marks around its table")
	}
	if *update {
		if err := os.WriteFile(name, []byte(head+"-update -->\n"+want+"<!-- end -->"+tail), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got != want {
		t.Errorf("docs/theme.md has another table; run: go test ./internal/theme -run Contrast -update\n%s", want)
	}
}

func contrastTable(t *testing.T, css string) string {
	light, dark, _ := strings.Cut(css, "prefers-color-scheme:dark")
	var b strings.Builder
	b.WriteString("\n| scheme | colour | on `--paper` | on `--box` |\n| --- | --- | --- | --- |\n")
	accent, _ := colour.Parse("#0b6e4f")
	for _, s := range []struct {
		name, css string
		share     float64
	}{{"light", light, 1}, {"dark", dark, .48}} {
		c := map[string]colour.RGB{"--link": colour.Mix(accent, s.share, colour.White)}
		for _, m := range token.FindAllStringSubmatch(rootBlock.FindStringSubmatch(s.css)[1], -1) {
			c[m[1]], _ = colour.Parse(m[2])
		}
		for _, text := range []string{"--ink", "--quiet", "--link", "--red", "--amber"} {
			paper, box := colour.Contrast(c[text], c["--paper"]), colour.Contrast(c[text], c["--box"])
			fmt.Fprintf(&b, "| %s | `%s` %s | %.1f | %.1f |\n", s.name, text, c[text], paper, box)
			if min(paper, box) < colour.Text {
				t.Errorf("%s on %s has %.2f and %.2f", text, s.name, paper, box)
			}
		}
	}
	return b.String() + "\n"
}
