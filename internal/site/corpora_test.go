package site_test

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"nadi/internal/check"
	"nadi/internal/diag"
	"nadi/internal/site"
	"nadi/themes"
)

// corpora are public sites that other tools made, with the settings in
// testdata/corpora that take each as it is. Refusing says which rules may
// leave one of its articles out, and what in it they found.
var corpora = []struct {
	name     string
	now      time.Time
	refusing map[string]string
	langs    map[string]int // articles by language, where all are built
	holds    map[string]string
}{
	{
		name: "18f-blog", now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		refusing: map[string]string{
			"content/key":    "a paragraph of text between the keys",
			"site/url-clash": "three articles of one name, on three days",
		},
	},
	{
		name: "digitalgov-sample", now: time.Date(2019, 12, 31, 0, 0, 0, 0, time.UTC),
		refusing: digitalgovRefusing,
	},
	{
		name: "digitalgov-sample", now: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC), // a day before most expire
		refusing: digitalgovRefusing,
	},
	{
		name: "medquad-sample", now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		refusing: map[string]string{
			"site/url-clash":          "articles of one name in several folders",
			"safety/emergency-number": "a whole article on a stroke, and no number to call",
		},
	},
	{
		name: "tico19-hindi", now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		langs: map[string]int{"en": 128, "hi": 128},
		holds: map[string]string{
			"articles/pubmed-10-01/index.html":    `href="https://virus.example.org/hi/articles/pubmed-10-01/"`,
			"hi/articles/pubmed-10-01/index.html": `<html lang="hi"`,
		},
	},
}

var digitalgovRefusing = map[string]string{
	"content/duplicate-key": "two expiry dates in one article",
	"content/missing":       "an example without a title",
	"markdown/attribute":    "classes and attributes of another tool behind links and headings",
	"safety/helpline":       "suicides in the title, and no helpline",
}

// TestCorpora builds whole real sites and demands that nearly all of each is
// built, that every article is accounted for, and that whatever is refused
// has a reason with a name and a place.
func TestCorpora(t *testing.T) {
	shared := os.Getenv("NADI_SHARED")
	if shared == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("NADI_SHARED is not set, so no real site was built: set it to the folder that holds corpora/")
		}
		t.Skip("set NADI_SHARED to the folder that holds corpora/ to build real sites")
	}
	for _, c := range corpora {
		t.Run(c.name+"/"+c.now.Format("2006"), func(t *testing.T) {
			dir := t.TempDir()
			copied := copyCorpus(t, filepath.Join(shared, "corpora", c.name), dir)
			settings, err := os.ReadFile(filepath.Join("testdata", "corpora", c.name+".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "nadi.yaml"), settings, 0o644); err != nil {
				t.Fatal(err)
			}
			sink := &holding{want: c.holds, got: map[string]bool{}}
			root := open(t, dir)
			res, err := site.Build(context.Background(), site.Input{
				Root: root, Themes: themes.FS(), Now: c.now, KeepGoing: true, Version: "test", Rules: site.With(check.Blocking()),
			}, sink)
			if err != nil {
				t.Fatal(err)
			}
			report(t, res, sink)
			accounted(t, res, copied)
			refusals(t, res, c.refusing)
			inside(t, root, res.Findings)
			for lang, n := range c.langs {
				if !slices.Contains(res.ByLang, site.LangCount{Lang: lang, N: n}) {
					t.Errorf("built by language: %v, want %d in %s", res.ByLang, n, lang)
				}
			}
			for p, text := range c.holds {
				if !sink.got[p] {
					t.Errorf("%s is not there or does not hold %s", p, text)
				}
			}
		})
	}
}

// copyCorpus copies the Markdown of a corpus below content/articles and
// returns how many files it is. The notes on its licence are no articles.
func copyCorpus(t *testing.T, from, dir string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" || d.Name() == "LICENCE-NOTE.md" || d.Name() == "LICENSE.md" {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, "content", "articles", rel)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		n++
		return os.WriteFile(to, src, 0o644)
	})
	if err != nil || n == 0 {
		t.Fatalf("copying %s: %d articles, %v", from, n, err)
	}
	return n
}

func open(t *testing.T, dir string) fs.FS {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root.FS()
}

// holding is a sink that keeps nothing but whether some files hold what they
// should.
type holding struct {
	mu    sync.Mutex
	want  map[string]string
	got   map[string]bool
	files int
	bytes int64
}

func (h *holding) Current(string, site.Key) bool { return false }

func (h *holding) Put(f site.File) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.files++
	h.bytes += int64(len(f.Body))
	if want, ok := h.want[f.Path]; ok {
		h.got[f.Path] = bytes.Contains(f.Body, []byte(want))
	}
	return nil
}

func report(t *testing.T, res *site.Result, sink *holding) {
	t.Helper()
	t.Logf("%d articles: %d built, %d waiting, %d expired, %d refused; %d pages, %d feeds, %d files, %.1f MB",
		res.Read, res.Built, res.Waiting, res.Expired, res.Refused, res.Pages, res.Feeds, sink.files, float64(sink.bytes)/1e6)
	counts := map[string]int{}
	for _, f := range res.Findings {
		counts[string(f.Severity)+" "+f.Rule]++
	}
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%6d %s", counts[k], k)
	}
}

// accounted demands that every file is in one of four states and that at
// least 95 of 100 of those due and not expired are built.
func accounted(t *testing.T, res *site.Result, copied int) {
	t.Helper()
	if res.Blocked {
		t.Error("the build is blocked")
	}
	if res.Read != copied {
		t.Errorf("%d articles were read, %d are there", res.Read, copied)
	}
	if sum := res.Built + res.Waiting + res.Expired + res.Refused; sum != res.Read {
		t.Errorf("%d articles were read and %d accounted for", res.Read, sum)
	}
	if due := res.Read - res.Waiting - res.Expired; res.Built*100 < due*95 {
		t.Errorf("only %d of %d articles that are due are built", res.Built, due)
	}
}

// refusals demands that as many articles have an error as are refused, each
// by a rule that exists and that is expected.
func refusals(t *testing.T, res *site.Result, expected map[string]string) {
	t.Helper()
	rules := check.All()
	refused, private := map[string]bool{}, map[string]bool{}
	defer func() {
		if len(private)*100 > res.Read { // published by people who had a privacy officer
			t.Errorf("%d of %d articles are said to name a patient", len(private), res.Read)
		}
	}()
	for _, f := range res.Findings {
		if r, _ := rules.Get(f.Rule); r == nil || f.Message == "" {
			t.Errorf("a finding has no rule or no words: %+v", f)
		}
		if f.Severity != diag.Error {
			continue
		}
		refused[f.Path] = true
		if strings.HasPrefix(f.Rule, "privacy/") {
			private[f.Path] = true
		}
		if _, ok := expected[f.Rule]; !ok {
			t.Errorf("an unexpected refusal: %s:%d:%d %s %s", f.Path, f.Line, f.Column, f.Rule, f.Message)
		}
	}
	if len(refused) != res.Refused {
		t.Errorf("%d articles are refused and %d have an error", res.Refused, len(refused))
	}
}

// inside demands that each finding is placed in a file that is there, on a
// line that it has, between the line's ends.
func inside(t *testing.T, root fs.FS, findings []diag.Finding) {
	t.Helper()
	files := map[string][]string{}
	for _, f := range findings {
		lines, ok := files[f.Path]
		if !ok {
			src, err := fs.ReadFile(root, path.Clean(f.Path))
			if err != nil {
				t.Errorf("%s: %v", f.Path, err)
			}
			lines = strings.Split(string(src), "\n")
			files[f.Path] = lines
		}
		if f.Line > 0 && !placed(f, lines) {
			t.Errorf("no such place: %s %+v", f.Rule, f)
		}
	}
}

// placed reports whether a finding's place is one of the file's; an end of 0
// is not known.
func placed(f diag.Finding, lines []string) bool {
	if f.Line > len(lines) || f.EndLine > len(lines) || f.EndLine > 0 && f.EndLine < f.Line {
		return false
	}
	if f.Column > utf8.RuneCountInString(lines[f.Line-1])+1 {
		return false
	}
	if f.EndLine == f.Line && f.EndColumn < f.Column {
		return false
	}
	return f.EndLine == 0 || f.EndColumn <= utf8.RuneCountInString(lines[f.EndLine-1])+1
}
