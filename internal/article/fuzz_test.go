package article

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"nadi/internal/diag"
)

// seeds are front matter as different tools and people write it.
var seeds = []string{
	"---\n" + good + "---\n\nText.\n",
	"---\ntitle: \"Heat: what helps\"\nsummary: >-\n  One\n  two\ndate: 2026-05-02 9:30:10 -0400\nexpirydate: \"2027-01-01\"\n# a remark\ntopics:\n  - heat\n\nimage: {src: a.jpg, alt: 'It''s a tree', people: none}\n---\n<p>Text.</p>\n",
	"---\r\ntitle: गर्मी\r\ndescription: क्या करें\r\ndate: 2026-05-02\r\ntags:\r\n- लू\r\n---\r\nपाठ\r\n",
	"\ufeff---\n" + good + "lang: hi\n---\nText.\n",
	"+++\ntitle = 'Heat'\ndate = 2026-05-02T09:30:00Z\nupdated = 2026-05-03 10:00:00\n[image]\nsrc = \"a.jpg\"\n[[sources]]\nurl = \"https://example.org\"\n+++\nText.\n",
	"{\n\"title\": \"Heat\", \"date\": \"2026-05-02\",\n\"tags\": [\"a\", 1, null, true],\n\"image\": {\"src\": \"\"}\n}\n\nText.\n",
	"---\ntitle: Health: a story\n---\n", "---\ntitle: x\n", "---\n---\n", "---\n- a\n---\n", "\n\n ---\n" + good + "  ---\n", "text", "",
	"---\n" + good + "corrections:\n- {date: 2026-05-04, severity: typos, note: First.}\nretracted: {date: x}\nsyndicate: {x: {text: y, off: 1}, x: false}\n---\n",
	"---\n" + good + "deck: D\nimage_alt: A\nlayout: post\nsources: [x, {url: y, date: z}]\n---\n",
	"---\na: &b [*b]\n? c\n: d\n<<: {e: f}\n!!str g: h\n---\n",
	"---\ntitle: |2\n    x\n  y\nslug: \"\\x00\\u202e\\n\"\ndate: 99999-99-99\n---\n",
}

func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s), "2026-05-02-heat.hi.md")
	}
	f.Add([]byte(seeds[0]), "hi/heat/index.md")
	f.Add([]byte(seeds[0]), ".md")
	plain := reader(f, "")
	adapted := reader(f, "frontMatter: {map: {deck: description, image_alt: image.alt, tags: topics}, ignore: [layout], defaults: {date: 2020-01-01, lang: {from: folder}, description: {from: first-sentence}}}")
	f.Fuzz(func(t *testing.T, src []byte, file string) {
		if !utf8.ValidString(file) || strings.ContainsAny(file, "\x00\\") {
			return
		}
		for _, r := range []*Reader{plain, adapted} {
			a, findings := r.Read("content/articles", "content/articles/"+file, src)
			for _, x := range findings {
				inside(t, x, src)
			}
			if !slices.ContainsFunc(findings, func(x diag.Finding) bool { return x.Severity == diag.Error }) {
				complete(t, r, a, src)
			}
		}
	})
}

// complete demands what the builder takes for granted in an article without
// errors.
func complete(t *testing.T, r *Reader, a *Article, src []byte) {
	t.Helper()
	if a.Title.S == "" || a.Date.IsZero() || a.Slug == "" || len(a.Slug) > maxSlug || strings.Contains(a.Slug, "/") || a.Base == "" || a.Dir == "" {
		t.Errorf("read without an error, but incomplete: %+v", a)
	}
	if !slices.Contains(r.Config.Site.Codes(), a.Lang) {
		t.Errorf("language %q", a.Lang)
	}
	if strings.ContainsAny(a.Title.S+a.Summary.S, "\n\r\x00") {
		t.Errorf("a title or description of several lines: %q, %q", a.Title.S, a.Summary.S)
	}
	body := a.Body(src)
	if body == nil || a.BodyLine != 1+bytes.Count(src[:len(src)-len(body)], []byte{'\n'}) {
		t.Errorf("the body of %q is not where it should be: line %d, byte %d", src, a.BodyLine, a.BodyOffset)
	}
}

// inside demands that a finding says something of a place that there is.
func inside(t *testing.T, f diag.Finding, src []byte) {
	t.Helper()
	if f.Rule == "" || f.Message == "" || f.Path == "" {
		t.Errorf("an empty finding: %+v", f)
	}
	lines := strings.Split(string(src), "\n")
	if f.Line < 0 || f.Line > len(lines) || f.EndLine > len(lines) || f.EndLine > 0 && f.EndLine < f.Line {
		t.Fatalf("%q has no such line: %+v", src, f)
	}
	if f.Line == 0 {
		return
	}
	if width := utf8.RuneCountInString(lines[f.Line-1]); f.Column < 0 || f.Column > width+1 {
		t.Errorf("%q: line %d has no such column: %+v", src, f.Line, f)
	}
	if f.EndLine == f.Line && f.EndColumn < f.Column || f.EndLine > 0 && f.EndColumn > utf8.RuneCountInString(lines[f.EndLine-1])+1 {
		t.Errorf("%q: no such end: %+v", src, f)
	}
}
