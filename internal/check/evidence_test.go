package check_test

import (
	"testing"

	"nadi/internal/check"
)

// TestSummaries: what a title denies it does not promise, and a hundred
// percent is a promise of one thing only.
func TestSummaries(t *testing.T) {
	for title, promises := range map[string]bool{
		"There is no cure for colds":          false,
		"A tea cannot really cure a cold":     false,
		"100% of schools took part":           false,
		"This tea is 100% safe":               true,
		"A tea that cures colds":              true,
		"Not only in spring: a tea cures you": true,
	} {
		files := base(t)
		lay(files, check.Example{File: "content/articles/example.md", Text: "---\ntitle: \"" + title + "\"\ndescription: What to do.\ndate: 2026-05-02\n---\n\nAll 100 schools drank water.\n"})
		if fs := findings(t, files); has(fs, "evidence/summary") != promises {
			t.Errorf("%q gave %v", title, fs)
		}
	}
	files := base(t)
	lay(files, check.Example{File: "content/articles/example.md", Text: "---\ntitle: Hepatitis C can be cured\ndescription: What to do.\ndate: 2026-05-02\n---\n\nIt is curable.\n"})
	if fs := findings(t, files); has(fs, "evidence/summary") {
		t.Errorf("another form of the word gave %v", fs)
	}
}

// TestOneDayOfACorrection: a note with an hour and one without are the same.
func TestOneDayOfACorrection(t *testing.T) {
	files := base(t)
	lay(files, check.Example{File: "content/articles/other.hi.md", Text: "---\nid: other123\ntitle: दूसरा\ndescription: दूसरा लेख।\ndate: 2026-05-01\ncorrections: [{date: 2026-06-01 09:00, severity: safety, note: मात्रा ग़लत थी।}]\n---\n\nपाठ।\n"})
	if fs := findings(t, files); has(fs, "evidence/translation") {
		t.Errorf("it gave %v", fs)
	}
}
