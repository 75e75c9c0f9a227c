package main

import (
	"os"
	"strings"
	"testing"

	"nadi/internal/diag"
)

// TestCoveredToTheEnd: what telephones put around a copied number does not
// shift the dots, and a place without a column covers its line.
func TestCoveredToTheEnd(t *testing.T) {
	dir := t.TempDir()
	line := strings.Repeat("\u202a\u202c", 3) + "Her number is \u202a98765-43211\u202c."
	if err := os.WriteFile(dir+"/a.md", []byte(line+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, f := range []diag.Finding{{Column: 21, EndLine: 1, EndColumn: 33}, {}} {
		f.Rule, f.Path, f.Line = "privacy/phone", "a.md", 1
		if got := covered(lineReader(dir), []diag.Finding{f}, nil)("a.md", 1); strings.ContainsAny(got, "9876543211") {
			t.Errorf("it shows %q", got)
		}
	}
}
