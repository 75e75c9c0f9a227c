package publish

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"nadi/internal/site"
)

// files13k is a site of 13,000 pages of about 9 kB in folders of their own.
func files13k(edition string) []site.File {
	fs := make([]site.File, 13_000)
	for i := range fs {
		p := fmt.Sprintf("articles/article-number-%d/index.html", i)
		if i >= 10_000 {
			p = fmt.Sprintf("topics/topic-%d/page/%d/index.html", i%40, i)
		}
		body := strings.Repeat(fmt.Sprintf("<p>Article %d.</p>", i), 450) + edition
		fs[i] = site.File{Path: p, Key: keyOf(body), Body: []byte(body)}
	}
	return fs
}

func publishAll(b *testing.B, out string, fs []site.File) Stats {
	d, err := Open(out)
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range fs {
		if d.Current(f.Path, f.Key) {
			continue
		}
		if err := d.Put(f); err != nil {
			b.Fatal(err)
		}
	}
	st, err := d.Commit()
	if err != nil {
		b.Fatal(err)
	}
	return st
}

func BenchmarkCold(b *testing.B) {
	fs := files13k("")
	for i := 0; b.Loop(); i++ {
		if st := publishAll(b, filepath.Join(b.TempDir(), fmt.Sprint(i), "public"), fs); st.Written != len(fs) {
			b.Fatal(st)
		}
	}
}

func BenchmarkUnchanged(b *testing.B) {
	fs, out := files13k(""), filepath.Join(b.TempDir(), "public")
	publishAll(b, out, fs)
	for b.Loop() {
		if st := publishAll(b, out, fs); st.Unchanged != len(fs) {
			b.Fatal(st)
		}
	}
}

func BenchmarkOneChanged(b *testing.B) {
	fs, out := files13k(""), filepath.Join(b.TempDir(), "public")
	publishAll(b, out, fs)
	for i := 0; b.Loop(); i++ {
		body := fmt.Sprint("edited ", i)
		fs[77].Body, fs[77].Key = []byte(body), keyOf(body)
		if st := publishAll(b, out, fs); st.Written != 1 {
			b.Fatal(st)
		}
	}
}

func BenchmarkAllChanged(b *testing.B) {
	editions := [2][]site.File{files13k("a"), files13k("b")}
	out := filepath.Join(b.TempDir(), "public")
	publishAll(b, out, editions[1])
	for i := 0; b.Loop(); i++ {
		if st := publishAll(b, out, editions[i%2]); st.Written != len(editions[0]) {
			b.Fatal(st)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	fs, out := files13k(""), filepath.Join(b.TempDir(), "public")
	publishAll(b, out, fs)
	for b.Loop() {
		d, err := Open(out)
		if err != nil {
			b.Fatal(err)
		}
		d.Abort()
	}
}
