// Command corpus lays out the site on which test/patients judges the theme at
// size: two thousand articles, a thousand in English and the same in Hindi,
// made from public corpora.
//
//	go run ./test/patients.d/corpus CORPORA SITE
//
// The texts are MedQuAD's answers and TICO-19's translations (CORPORA is the
// folder that holds medquad-sample and tico19-hindi; their licences lie there).
// MedQuAD has no Hindi, so most Hindi articles are sentences of TICO-19 put
// together: real words of real length, and no advice to anybody. People,
// sources, dates and pictures are invented. What the corpora have not, videos,
// corrections, wide tables, stands in the folder site/, which is copied as it
// is: its article "everything" holds each thing that an article can hold.
//
// The same corpora give the same site, byte for byte: nothing here asks a
// clock or chance.
package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// subjects is how many articles there are in each language.
const subjects = 1000

//go:embed site
var fixed embed.FS

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: corpus CORPORA SITE")
		os.Exit(2)
	}
	if err := lay(os.DirFS(os.Args[1]), os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

// lay reads the corpora and writes the whole site into dir.
func lay(corpora fs.FS, dir string) error {
	en, err := medquad(corpora)
	if err != nil {
		return err
	}
	pairs, hindi, err := tico(corpora)
	if err != nil {
		return err
	}
	own, err := copyFixed(dir)
	if err != nil {
		return err
	}
	wanted := subjects - own
	if len(pairs)+len(en) < wanted {
		return fmt.Errorf("the corpora give %d subjects, %d are wanted", len(pairs)+len(en), wanted)
	}
	for i := range wanted {
		p := pair{}
		if i < len(pairs) {
			p = pairs[i]
		} else {
			p.en = en[i-len(pairs)]
			p.hi = hindi.article(i)
		}
		if err := write(dir, i, p); err != nil {
			return err
		}
	}
	return pictures(filepath.Join(dir, "content", "pictures"))
}

// copyFixed copies the folder site/ and tells how many subjects it has.
func copyFixed(dir string) (int, error) {
	n := 0
	err := fs.WalkDir(fixed, "site", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fixed.ReadFile(name)
		if err != nil {
			return err
		}
		if strings.HasPrefix(name, "site/content/articles/") && strings.HasSuffix(name, ".hi.md") {
			n++
		}
		return put(filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(name, "site/"))), body)
	})
	return n, err
}

func put(name string, body []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, body, 0o644)
}
