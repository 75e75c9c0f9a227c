package person

import (
	"os"
	"path/filepath"
	"testing"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// BenchmarkFind reads an ordinary article of a public health library.
func BenchmarkFind(b *testing.B) {
	files, _ := filepath.Glob(filepath.Join(os.Getenv("NADI_SHARED"), "corpora", "medquad-sample", "ninds", "*.md"))
	if len(files) == 0 {
		b.Skip("NADI_SHARED is not set")
	}
	lex := prose.NewLexicon()
	find := New(lex, &finding.Known{})
	reader := prose.NewReader(lex)
	var bytes int64
	var texts []string
	for _, f := range files[:min(40, len(files))] {
		body, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, string(body))
		bytes += int64(len(body))
	}
	b.SetBytes(bytes)
	b.ReportAllocs()
	var spent int
	count := func(finding.Hit) { spent++ }
	for b.Loop() {
		for _, s := range texts {
			b.StopTimer()
			t := reader.Read(prose.Passage{Text: s})
			b.StartTimer()
			find(t, count)
		}
	}
}
