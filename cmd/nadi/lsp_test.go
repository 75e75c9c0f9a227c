package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"nadi/internal/lsp"
)

// TestComplete: what may be written next, in a site on disk.
func TestComplete(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"nadi.yaml":                "site: {id: comp1234, title: x, url: \"https://news.example.org\"}\ntopics: {heart: Heart, heat: Heat}\n",
		"content/people/asha.yaml": "name: Asha Example\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	article := "---\ntit\ntopics: [h]\nauthors: \nkind: \n---\n\nText.\n"
	for _, c := range []struct {
		line, column int
		want         string
		n            int // how many, if that is known
	}{
		{2, 4, "title", 0}, {3, 3, "reviewedBy", 0}, {3, 11, "heat", 2}, {4, 10, "asha", 1}, {5, 7, "patient-story", 2},
	} {
		got := complete(dir, "content/articles/a.md", []byte(article), c.line, c.column)
		if !slices.ContainsFunc(got, func(x lsp.Completion) bool { return x.Label == c.want }) || c.n > 0 && len(got) != c.n {
			t.Errorf("at %d:%d: %d proposals, %v", c.line, c.column, len(got), got)
		}
	}
	if got := complete(dir, "content/articles/a.md", []byte(article), 8, 1); got != nil {
		t.Errorf("in the text: %v", got)
	}
}
