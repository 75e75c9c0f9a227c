package ids_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"nadi/internal/privacy/finding"
)

// TestSentences reads testdata/sentences.txt: lines under "= RULE" that must
// be found by it, and lines in which nothing at all may be found.
func TestSentences(t *testing.T) {
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	find, rule, wrong := finder(), "", 0
	for l := range strings.Lines(string(data)) {
		kind, text, ok := strings.Cut(strings.TrimSpace(l), " ")
		if !ok || kind == "#" {
			continue
		}
		if kind == "=" {
			rule = text
			continue
		}
		hits := find(text, "")
		found := slices.ContainsFunc(hits, func(h finding.Hit) bool { return h.Rule == rule && (kind == "+" || h.Sure) })
		if kind == "-" && len(hits) > 0 || kind != "-" && !found {
			wrong++
			t.Errorf("%s: %s %q: %v", rule, kind, text, rules(hits))
		}
	}
	t.Logf("%d wrong", wrong)
}
