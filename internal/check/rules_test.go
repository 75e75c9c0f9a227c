package check_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"io/fs"
	"maps"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"nadi/internal/article"
	"nadi/internal/check"
	"nadi/internal/diag"
	"nadi/internal/publish"
	"nadi/internal/site"
	"nadi/themes"
)

// base is a site that is right, for examples to be laid over.
func base(t *testing.T) fstest.MapFS {
	t.Helper()
	var pixel bytes.Buffer
	if err := png.Encode(&pixel, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	text := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		"nadi.yaml":                         text("site: {id: example1, title: Example News, url: https://news.example.org, languages: [en, hi]}\ntopics: {heart: Heart}\n"),
		"content/people/asha-example.yaml":  text("name: Asha Example\n"),
		"content/articles/other.md":         text("---\nid: other123\ntitle: Other\ndescription: Another article.\ndate: 2026-05-01\ntags: [hot-days]\nreviewedBy: vivek-example\nlastReviewed: 2026-05-01\ncorrections: [{date: 2026-06-01, severity: safety, note: The dose was wrong.}]\n---\n\n## First\n\nText.\n"),
		"content/articles/later.md":         text("---\ntitle: Later\ndescription: A draft.\ndate: 2026-05-01\ndraft: true\n---\n\nText.\n"),
		"content/people/vivek-example.yaml": text("name: Vivek Example\nduties: [privacy]\n"),
		"content/consent/k7m2qd9x.yaml":     text("scopes: [site, social]\nstatus: given\nfrom: 2026-01-01\nuntil: 2030-01-01\n"),
		"content/consent/print4t2.yaml":     text("scopes: [print]\nstatus: given\n"),
		"content/consent/gone5x8w.yaml":     text("scopes: [site, social]\nstatus: withdrawn\n"),
		"content/consent/past3v6z.yaml":     text("scopes: [site, social]\nstatus: given\nuntil: 2026-02-01\n"),
		"content/static/talk.mp3":           {Data: recording},
		"content/static/talk.mp4":           {Data: film},
		"content/static/talk.vtt":           text("WEBVTT\n\n00:00.000 --> 00:02.000\nWash your hands.\n"),
		"content/pages/about.md":            text("---\ntitle: About\ndescription: Who we are.\n---\n\nText.\n"),
		"content/static/pixel.png":          {Data: pixel.Bytes()},
	}
}

// recording is a frame of MPEG audio; tagged is one that names its speaker
// (ID3v2.3, TPE1).
var (
	film      = []byte("\x00\x00\x00\x10ftypisom\x00\x00\x00\x00\x00\x00\x00\x08mdat")
	recording = []byte("\xff\xfb\x90\x00" + strings.Repeat("\x00", 413))
	tagged    = []byte("ID3\x03\x00\x00\x00\x00\x00\x16TPE1\x00\x00\x00\x0c\x00\x00\x00Asha Exampl" + string(recording))
)

// prose are the rules whose bad example cannot be written as one small file;
// what breaks them is made here.
var prose = map[string]func(fstest.MapFS){
	"config/missing": func(f fstest.MapFS) { delete(f, "nadi.yaml") },
	"content/none": func(f fstest.MapFS) {
		maps.DeleteFunc(f, func(name string, _ *fstest.MapFile) bool { return strings.HasPrefix(name, "content/articles/") })
	},
	"content/size": func(f fstest.MapFS) {
		f["content/articles/example.md"] = &fstest.MapFile{Data: make([]byte, article.MaxBytes+1)}
	},
	"privacy/metadata": func(f fstest.MapFS) { f["content/static/talk.mp3"] = &fstest.MapFile{Data: tagged} },
	"markdown/too-much-markup": func(f fstest.MapFS) {
		f["content/articles/example.md"] = &fstest.MapFile{Data: []byte("---\ntitle: x\ndescription: x.\ndate: 2026-05-02\n---\n\n" + strings.Repeat("[", 100_000) + "\n")}
	},
}

// elsewhere are the rules that only a real file system, a live site or a
// second process can break; the named test breaks them.
var elsewhere = map[string]string{
	"content/outside": "TestLinkOutOfTheSite",
	"content/changed": "TestFileChangesDuringBuild",
	"links/vanished":  "cmd/nadi: check_against.txtar",
}

func findings(t *testing.T, files fs.FS) []diag.Finding {
	t.Helper()
	res, err := site.Build(context.Background(), site.Input{Root: files, Themes: themes.FS(), Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Version: "test", Rules: site.With(check.All())}, &publish.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	return res.Findings
}

func has(fs []diag.Finding, rule string) bool {
	for _, f := range fs {
		if f.Rule == rule {
			return true
		}
	}
	return false
}

func lay(files fstest.MapFS, x check.Example) { files[x.File] = &fstest.MapFile{Data: []byte(x.Text)} }

// TestExamples demands of every rule that its bad example fires and that its
// good one finds nothing at all of that rule.
func TestExamples(t *testing.T) {
	for _, r := range check.All().Rules() {
		t.Run(r.ID, func(t *testing.T) {
			if r.Title == "" || r.Why == "" || r.Since == "" || r.Good.Text == "" {
				t.Error("a rule needs a title, a reason, a version and examples")
			}
			good := base(t)
			lay(good, r.Good)
			if fs := findings(t, good); has(fs, r.ID) {
				t.Errorf("the good example fires: %v", fs)
			}
			if elsewhere[r.ID] != "" {
				return
			}
			bad := base(t)
			if r.ID == "media/unusable" {
				lay(bad, check.Example{File: "content/static/broken.png", Text: "this is no picture"})
			}
			if set, ok := prose[r.ID]; ok {
				set(bad)
			} else {
				lay(bad, r.Bad)
			}
			if fs := findings(t, bad); !has(fs, r.ID) {
				t.Errorf("the bad example does not fire: %v", fs)
			}
		})
	}
}

// TestEveryFindingHasARule builds everything that is wrong above and demands
// that nothing is reported under an id that nobody can look up.
func TestEveryFindingHasARule(t *testing.T) {
	set := check.All()
	for _, r := range set.Rules() {
		files := base(t)
		lay(files, r.Bad)
		for _, f := range findings(t, files) {
			if known, _ := set.Get(f.Rule); known == nil {
				t.Errorf("%s: %s is not in the list of rules", r.ID, f.Rule)
			}
		}
	}
}

func TestLinkOutOfTheSite(t *testing.T) {
	dir, secret := t.TempDir(), t.TempDir()+"/secret.md"
	for name, f := range base(t) {
		write(t, dir+"/"+name, f.Data)
	}
	write(t, secret, []byte("---\ntitle: secret\n---\n"))
	if err := os.Symlink(secret, dir+"/content/articles/example.md"); err != nil {
		t.Skip("this file system makes no links: ", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	fs := findings(t, root.FS())
	if !has(fs, "content/outside") {
		t.Errorf("a link out of the site gave %v", fs)
	}
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(name[:strings.LastIndexByte(name, '/')], 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// shifting gives other bytes each time a file is read.
type shifting struct {
	fstest.MapFS
	name  string
	reads int
}

func (s *shifting) Open(name string) (fs.File, error) {
	if name == s.name {
		s.reads++
		f := *s.MapFS[name]
		f.Data = append(bytes.Clone(f.Data), strings.Repeat("more words\n", s.reads)...)
		return fstest.MapFS{name: &f}.Open(name)
	}
	return s.MapFS.Open(name)
}

func TestFileChangesDuringBuild(t *testing.T) {
	fs := findings(t, &shifting{MapFS: base(t), name: "content/articles/other.md"})
	if !has(fs, "content/changed") {
		t.Errorf("a file that changed gave %v", fs)
	}
}

func TestLevels(t *testing.T) {
	files := base(t)
	lay(files, check.Example{File: "content/articles/example.md", Text: "---\ntitle: x\ndescription: x.\ndate: 2026-05-02\ntgas: [a]\n---\n\n[x](none.md)\n"})
	files["nadi.yaml"].Data = append(files["nadi.yaml"].Data, "check: {levels: {links/article: warning, content/key: off}}\n"...)
	fs := findings(t, files)
	if has(fs, "content/key") || diag.Count(fs, diag.Error) != 0 || diag.Count(fs, diag.Warning) != 2 {
		t.Errorf("levels gave %v", fs)
	}
	files["nadi.yaml"].Data = bytes.Replace(files["nadi.yaml"].Data, []byte("content/key: off"), []byte("links/scheme: off, links/artcle: off"), 1)
	fs = findings(t, files)
	if n := diag.Count(fs, diag.Error); n < 2 {
		t.Errorf("a fixed and an unknown rule in levels gave %v", fs)
	}
}

// built returns the findings of a build and the names of all files it made.
func built(t *testing.T, files fs.FS) ([]diag.Finding, string) {
	t.Helper()
	n := &names{}
	res, err := site.Build(context.Background(), site.Input{Root: files, Themes: themes.FS(), Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Version: "test", Rules: site.With(check.All())}, n)
	if err != nil {
		t.Fatal(err)
	}
	return res.Findings, strings.Join(n.all, " ")
}

// names is a sink that keeps names.
type names struct {
	mu  sync.Mutex
	all []string
}

func (n *names) Current(string, site.Key) bool { return false }

func (n *names) Put(f site.File) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.all = append(n.all, f.Path)
	return nil
}
