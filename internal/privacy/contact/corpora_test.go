package contact

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestCorpora reads public articles and prints each sure hit for a person to
// look at; there should be none that is wrong.
func TestCorpora(t *testing.T) {
	dir := filepath.Join(outside(t), "corpora")
	for _, name := range []string{"medquad-sample", "digitalgov-sample", "tico19-hindi", "18f-blog"} {
		readCorpus(t, filepath.Join(dir, name))
	}
}

// mostSure is how many sure hits were judged by eye, over all of a corpus.
var mostSure = map[string]int{}

func readCorpus(t *testing.T, dir string) {
	l := newLooker(ridgeview)
	files, flagged, sure, size := 0, 0, 0, 0
	var spent time.Duration
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(".md.txt.xml.tsv.en.hi", filepath.Ext(path)) {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		size += len(body)
		hit := false
		for _, line := range strings.Split(string(body), "\n") {
			start := time.Now()
			hits, values := l.hits(line)
			spent += time.Since(start)
			for i, h := range hits {
				hit = true
				mark := "unsure"
				if h.Sure {
					sure++
					mark = "SURE"
				}
				t.Logf("%s %s %s: %q (%s) in %.160s", mark, h.Rule, filepath.Base(path), values[i], h.Because, around(line, values[i]))
			}
		}
		if hit {
			flagged++
		}
		return nil
	})
	t.Logf("== %s: %d files, %d bytes, %d with a hit, %d sure hits, %v with reading", filepath.Base(dir), files, size, flagged, sure, spent)
	if name := filepath.Base(dir); sure > mostSure[name] {
		t.Errorf("%s: %d sure hits, %d were known", name, sure, mostSure[name])
	}
}

// around cuts a line to the neighbourhood of a value.
func around(line, value string) string {
	i := max(strings.Index(line, value), 0)
	return line[max(0, i-100):min(len(line), i+len(value)+60)]
}
