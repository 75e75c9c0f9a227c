package theme

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"nadi/internal/colour"
	"nadi/internal/stylesheet"
)

var update = flag.Bool("update", false, "rewrite the table in docs/theme.md")

// TestContrastTable writes and proves the table in docs/theme.md: every
// colour of text on every ground, in both schemes.
func TestContrastTable(t *testing.T) {
	want := contrastTable(t, loaded(t, nil).Style())
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

func contrastTable(t *testing.T, css []byte) string {
	var b strings.Builder
	b.WriteString("\n| scheme | colour | on `--paper` | on `--box` |\n| --- | --- | --- | --- |\n")
	accent, _ := colour.Parse("#0b6e4f")
	light, dark := stylesheet.Palettes(accent, stylesheet.Sheet{Name: "style.css", Body: css})
	for _, p := range []stylesheet.Palette{light, dark} {
		on, _ := p.Grounds()
		for _, ink := range []string{"--ink", "--quiet", "--link", "--red", "--amber"} {
			c, ok := p.Colour(ink)
			if !ok || len(on) != 2 {
				t.Fatalf("%s has the grounds %v and %s %v", p.Scheme, on, ink, c)
			}
			paper, box := colour.Contrast(c, on[0]), colour.Contrast(c, on[1])
			fmt.Fprintf(&b, "| %s | `%s` %s | %.1f | %.1f |\n", p.Scheme, ink, c, paper, box)
			if min(paper, box) < colour.Text {
				t.Errorf("%s on %s has %.2f and %.2f", ink, p.Scheme, paper, box)
			}
		}
	}
	return b.String() + "\n"
}
