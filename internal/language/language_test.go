package language

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"nadi/internal/prose"
)

// desk reads texts for tests.
type desk struct {
	f *Finder
	r *prose.Reader
}

func newDesk(o Options) *desk {
	lex := prose.NewLexicon()
	f := New(lex, o)
	return &desk{f, prose.NewReader(lex)}
}

func (d *desk) hits(lang, text string) []Hit {
	var out []Hit
	d.f.Text(d.r.Read(prose.Passage{Lang: lang, Text: text}), func(h Hit) { out = append(out, h) })
	return out
}

// shared returns a path of the examples that are kept outside the project.
func shared(t *testing.T, name string) string {
	root := os.Getenv("NADI_SHARED")
	if root == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("NADI_SHARED is not set")
		}
		t.Skip("NADI_SHARED is not set")
	}
	return filepath.Join(root, name)
}

// passages returns the paragraphs of Markdown files, without their marks.
func passages(t *testing.T, dir string, most int) (files [][]prose.Passage) {
	var names []string
	err := filepath.WalkDir(dir, func(p string, e os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(p, ".md") && !e.IsDir() && !strings.Contains(p, "LICEN") {
			names = append(names, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(names)
	for i, name := range names {
		if len(names) > most && i%(len(names)/most) != 0 {
			continue
		}
		files = append(files, paragraphs(t, name))
	}
	return files
}

func paragraphs(t *testing.T, name string) (out []prose.Passage) {
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	sc.Buffer(nil, 1<<20)
	fences, lang := 0, "en"
	for sc.Scan() {
		line := sc.Text()
		if line == "---" {
			fences++
			continue
		}
		if fences < 2 {
			if strings.HasPrefix(line, "lang: hi") {
				lang = "hi"
			}
			continue
		}
		p := prose.Passage{Lang: lang, Text: strings.TrimLeft(line, "#>-*\t ")}
		p.Quoted = strings.HasPrefix(line, ">")
		if strings.HasPrefix(line, "#") {
			p.Kind = prose.Heading
		}
		if strings.TrimSpace(p.Text) != "" {
			out = append(out, p)
		}
	}
	return out
}

// TestCoverage reports how many words of the public lists are known. A row
// counts when it is found in some sentence, since many have a sense only there.
func TestCoverage(t *testing.T) {
	data, err := os.ReadFile(shared(t, "data/terms.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(Options{})
	total, known := map[string]int{}, map[string]int{}
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		c := strings.Split(line, "\t")
		if i == 0 || ambiguous(c[0], c[1]) {
			continue
		}
		kind := c[4] + " " + c[5]
		total[kind]++
		if d.finds(c[5], c[0]) {
			known[kind]++
		} else {
			t.Logf("not known: %s (%s)", c[0], kind)
		}
	}
	all, have := 0, 0
	for k, n := range total {
		t.Logf("%-20s %d of %d", k, known[k], n)
		all, have = all+n, have+known[k]
	}
	t.Logf("%d of %d = %.1f%%", have, all, 100*float64(have)/float64(all))
	if 100*have < 94*all {
		t.Error("less than 94%: it was more")
	}
}

// ambiguous reports rows whose word is as often right: those with a bracket,
// those to be left out, and the ordinary words that every health text needs.
func ambiguous(term, prefer string) bool {
	return strings.Contains(term, "(") || strings.Contains(prefer, "(omit)") || strings.Contains(prefer, "either one") ||
		strings.Contains(" accurate absorption acute address advise assist appropriate benefit benign chronic combined concerning contains determine delete desire elect employ establish forward function "+
			"however identify identical immediately inhibit it_is maintain maximum minimum monitor nausea vomiting stool observe operate option oral perform previous provide reflect remain request require represents respiratory render "+
			"select similar subject submit there_are therefore timely toxic type use warrant risk_factors your_office this_activity,_command liaison ", " "+strings.ReplaceAll(term, " ", "_")+" ")
}

func (d *desk) finds(lang, term string) bool {
	term = strings.Split(term, ", ")[0]
	for _, s := range []string{"%", "a % can", "the % can", "% people", "% patients", "they % it", "He got % from drugs.", "A person % asthma.", "the % are", "many % are drug related", "Here % patients are."} {
		if len(d.hits(lang, strings.ReplaceAll(s, "%", term))) > 0 {
			return true
		}
	}
	return false
}

// TestCorpora counts what is said of real texts.
func TestCorpora(t *testing.T) {
	d := newDesk(Options{})
	for _, c := range []struct {
		dir   string
		every float64 // words for one hit, at least
	}{{"corpora/medquad-sample", 200}, {"corpora/digitalgov-sample/content", 160}, {"corpora/18f-blog/content", 150}, {"corpora/tico19-hindi/hi", 300}} {
		words, hits, acronyms, graded, grades := 0, 0, 0, 0, 0.0
		seen, letters := map[string]int{}, map[string]int{}
		for _, file := range passages(t, shared(t, c.dir), 300) {
			if len(file) == 0 {
				continue
			}
			doc := d.f.Begin(file[0].Lang)
			for _, p := range file {
				x := d.r.Read(p)
				doc.Add(x)
				d.f.Text(x, func(h Hit) {
					hits++
					seen[strings.ToLower(x.Folded[h.From:h.To])]++
					if os.Getenv("SHOW") != "" && strings.Contains(strings.ToLower(x.Folded[h.From:h.To]), os.Getenv("SHOW")) {
						t.Logf("%s: …%s…", h.Message, x.Folded[max(0, h.From-60):min(len(x.Folded), h.To+60)])
					}
				})
			}
			rep := doc.End()
			words += rep.Words
			acronyms += len(rep.Acronyms)
			for _, a := range rep.Acronyms {
				letters[a.Text]++
			}
			if rep.Grade > 0 {
				graded, grades = graded+1, grades+rep.Grade
			}
		}
		t.Logf("%s: %d words, %d hits, one in %.0f; %d acronyms; mean grade %.1f of %d", c.dir, words, hits, float64(words)/float64(max(1, hits)), acronyms, grades/float64(max(1, graded)), graded)
		t.Logf("  %s", most(seen, 30))
		t.Logf("  %s", most(letters, 20))
		if float64(words) < c.every*float64(hits) {
			t.Errorf("%s: too many hits", c.dir)
		}
	}
}

func most(m map[string]int, n int) string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if m[keys[i]] != m[keys[j]] {
			return m[keys[i]] > m[keys[j]]
		}
		return keys[i] < keys[j]
	})
	var b strings.Builder
	for _, k := range keys[:min(n, len(keys))] {
		fmt.Fprintf(&b, "%s %d, ", k, m[k])
	}
	return b.String()
}
