package card

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the golden pictures and the table of letters anew")

// TestCoverage makes the table of letters from the fonts, or compares it.
func TestCoverage(t *testing.T) {
	fonts, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	out.WriteString("package card\n\n// coverage are the ranges of characters that all styles have, in order. It is\n// made from the fonts: go test ./internal/card -run Coverage -update\nvar coverage = [][2]rune{\n")
	first := rune(-1)
	has := func(r rune) bool {
		for _, st := range fonts.of {
			if _, ok := st[scriptOf(r)].NominalGlyph(r); !ok {
				return false
			}
		}
		return r > ' '
	}
	for r := rune(0); r <= 0x20000; r++ {
		switch is := has(r); {
		case is && first < 0:
			first = r
		case !is && first >= 0:
			fmt.Fprintf(&out, "{0x%04x, 0x%04x},\n", first, r-1)
			first = -1
		}
	}
	out.WriteString("}\n")
	want, err := format.Source(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("coverage.go", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile("coverage.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("coverage.go is not what the fonts hold: go test ./internal/card -run Coverage -update")
	}
}
