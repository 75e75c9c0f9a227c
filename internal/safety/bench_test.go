package safety_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nadi/internal/prose"
	"nadi/internal/safety"
)

// plainWords are what most articles consist of: nothing to find, though many
// words that some rule knows.
const plainWords = `High blood pressure often has no symptoms, so a check is the only way to know. Your doctor may suggest less salt, more walking and, for some people, a tablet of 5 mg once a day. About 1 in 3 adults has it, and most can lower their risk with small changes. Do not stop a medicine without asking your care team. In 2023 the clinic saw 4,120 patients, and 62% of them came back within six months. उच्च रक्तचाप में अक्सर कोई लक्षण नहीं होते, इसलिए जाँच कराते रहें। नमक कम करें और रोज़ आधा घंटा चलें।`

// BenchmarkPlain is what ordinary prose costs; it must allocate nothing.
func BenchmarkPlain(b *testing.B) {
	lex := prose.NewLexicon()
	f := safety.New(lex, safety.Options{})
	t := prose.NewReader(lex).Read(prose.Passage{Text: plainWords})
	d := f.Begin()
	b.SetBytes(int64(len(plainWords)))
	b.ReportAllocs()
	for b.Loop() {
		f.Text(t, func(h safety.Hit) { b.Fatal(h) })
		d.Add(t)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(plainWords)), "ns/byte")
}

// BenchmarkCorpus judges articles as they are read, and takes away what the
// reading costs.
func BenchmarkCorpus(b *testing.B) {
	for _, corpus := range []string{"medquad-sample", "tico19-hindi"} {
		b.Run(corpus, func(b *testing.B) {
			docs, size := paragraphs(b, corpus)
			lex := prose.NewLexicon()
			f := safety.New(lex, safety.Options{})
			r := prose.NewReader(lex)
			read, judged := time.Duration(0), time.Duration(0)
			for b.Loop() {
				read += pass(f, r, docs, func(*safety.Document, *prose.Text) {})
				judged += pass(f, r, docs, func(d *safety.Document, t *prose.Text) {
					f.Text(t, func(safety.Hit) {})
					d.Add(t)
				})
			}
			b.ReportMetric(float64((judged-read).Nanoseconds())/float64(b.N)/float64(size), "ns/byte")
		})
	}
}

func pass(f *safety.Finder, r *prose.Reader, docs [][]string, do func(*safety.Document, *prose.Text)) time.Duration {
	start := time.Now()
	for _, doc := range docs {
		d := f.Begin()
		for _, p := range doc {
			do(d, r.Read(prose.Passage{Text: p}))
		}
		d.End()
	}
	return time.Since(start)
}

func paragraphs(b *testing.B, corpus string) (docs [][]string, size int) {
	err := filepath.WalkDir(filepath.Join(os.Getenv("NADI_SHARED"), "corpora", corpus), func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		data, err := os.ReadFile(name)
		size += len(data)
		docs = append(docs, strings.Split(string(data), "\n\n"))
		return err
	})
	if err != nil || size == 0 {
		b.Skip("no corpus: ", err)
	}
	return docs, size
}
