package check_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"nadi/internal/check"
)

// FuzzJudge: any text is judged without harm, every finding has a place in the
// file, no message holds a private value, and what is masked stays masked.
func FuzzJudge(f *testing.F) {
	for _, s := range []string{"Her mobile number is 98204-43217.", "मरीज़ का आधार नंबर ३९९८ ७६५४ ३२११", "<!-- nadi-allow privacy/name by=a reason=\"b\" -->\nX", "| a | b |\n|---|---|\n| Savita Karnik | MRN 00718834 |", "![a](b.png){people=patient}", "Take .5 mg", "He died by suicide.", "# A\n\n#### B\n\n[here](x)"} {
		f.Add(s)
	}
	x := newTester(f, check.All())
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 20_000 {
			return
		}
		src := "---\ntitle: News\ndescription: News of the day.\ndate: 2026-11-20\n---\n\n" + body + "\n"
		lines := strings.Count(src, "\n") + strings.Count(src, "\r") + 1
		fs, ok := x.judged("example.md", []byte(src))
		if !ok {
			return // it is no article
		}
		for _, found := range fs {
			if found.Line < 0 || found.Line > lines || found.EndLine > lines {
				t.Fatalf("%q: %+v is not in the file", body, found)
			}
		}
		if !utf8.ValidString(body) {
			return
		}
		masked := x.judge.Mask(body)
		if n := utf8.RuneCountInString(masked); n != utf8.RuneCountInString(body) {
			t.Fatalf("masking changes the length: %q", body)
		}
	})
}
