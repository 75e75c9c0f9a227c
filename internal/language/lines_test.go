package language

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/lines.tsv
var lines string

// TestLines judges sentences: what must be found in them, or "-" for nothing.
func TestLines(t *testing.T) {
	d := newDesk(Options{})
	for line := range strings.Lines(lines) {
		c := strings.Split(strings.TrimSpace(line), "\t")
		found, said := false, ""
		for _, h := range d.hits(c[1], c[2]) {
			found = found || c[0] == "person" && h.Rule == "language/person-first" || c[0] == "plain" && h.Rule == "language/plain"
			said += h.Message + "; "
		}
		if c[0] == "-" && said != "" {
			t.Errorf("false alarm: %s\n  %s", c[2], said)
		}
		if c[0] != "-" && !found {
			t.Errorf("not found: %s", c[2])
		}
	}
}
