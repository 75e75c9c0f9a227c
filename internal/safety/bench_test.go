package safety_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nadi/internal/prose"
	"nadi/internal/safety"
)

// BenchmarkText looks at the articles of a corpus, which are read beforehand.
func BenchmarkText(b *testing.B) {
	var texts []*prose.Text
	lex := prose.NewLexicon()
	f := safety.New(lex, safety.Options{})
	size := 0
	for _, corpus := range []string{"medquad-sample", "tico19-hindi"} {
		err := filepath.WalkDir(filepath.Join(os.Getenv("NADI_SHARED"), "corpora", corpus), func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(name, ".md") {
				return err
			}
			data, err := os.ReadFile(name)
			for p := range strings.SplitSeq(string(data), "\n\n") {
				size += len(p)
				texts = append(texts, prose.NewReader(lex).Read(prose.Passage{Text: p}))
			}
			return err
		})
		if err != nil {
			b.Skip(err)
		}
	}
	b.SetBytes(int64(size))
	b.Run("text", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			for _, t := range texts {
				f.Text(t, func(safety.Hit) {})
			}
		}
	})
	b.Run("document", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			d := f.Begin()
			for _, t := range texts {
				d.Add(t)
			}
			d.End()
		}
	})
}
