package article

import (
	"fmt"
	"strings"
	"testing"

	"nadi/internal/config"
	"nadi/internal/diag"
)

func TestAdapt(t *testing.T) {
	for name, c := range map[string]struct {
		settings, meta string
		want           []string // findings
		got            func(a *Article) string
		is             string
	}{
		"mapped": {"frontMatter: {map: {deck: description}}", "title: Heat\ndate: 2026-05-02\ndeck: From the deck.\n", nil,
			func(a *Article) string { return a.Summary.S }, "From the deck."},
		"mapped, ours is written": {"frontMatter: {map: {deck: description}}", good + "deck: From the deck.\n", []string{"content/key-twice 5:1 … deck means the same as description"},
			func(a *Article) string { return a.Summary.S }, "What to do."},
		"mapped, an alias is written": {"frontMatter: {map: {deck: description}}", "deck: From the deck.\ntitle: Heat\ndate: 2026-05-02\nsummary: S.\n", []string{"content/key-twice 2:1 … deck means the same as summary"},
			func(a *Article) string { return a.Summary.S }, "S."},
		"mapped, the same is written": {"frontMatter: {map: {deck: description}}", good + "deck: What to do.\n", nil,
			func(a *Article) string { return a.Summary.S }, "What to do."},
		"mapped, ours is empty": {"frontMatter: {map: {deck: description}}", "title: Heat\ndate: 2026-05-02\ndescription:\ndeck: D.\n", nil,
			func(a *Article) string { return a.Summary.S }, "D."},
		"mapped, nothing": {"frontMatter: {map: {deck: description}}", good + "deck:\n", nil,
			func(a *Article) string { return a.Summary.S }, "What to do."},
		"into a group": {"frontMatter: {map: {image_alt: image.alt}}", good + "image_alt: A tree\nimage: tree.jpg\n", nil,
			func(a *Article) string { return a.Image.Src.S + " " + a.Image.Alt.S }, "tree.jpg A tree"},
		"into a group that is one": {"frontMatter: {map: {image_alt: image.alt}}", good + "image: {src: tree.jpg}\nimage_alt: A tree\n", nil,
			func(a *Article) string { return a.Image.Src.S + " " + a.Image.Alt.S }, "tree.jpg A tree"},
		"into a group, written": {"frontMatter: {map: {image_alt: image.alt}}", good + "image: {src: tree.jpg, alt: Ours}\nimage_alt: Theirs\n", []string{"content/key-twice 6:1 … image.alt"},
			func(a *Article) string { return a.Image.Alt.S }, "Ours"},
		"a group of parts": {"frontMatter: {map: {image_alt: image.alt, picture: image.src}}", good + "image_alt: A tree\npicture: tree.jpg\n", nil,
			func(a *Article) string { return a.Image.Src.S + " " + a.Image.Alt.S }, "tree.jpg A tree"},
		"alt without a picture": {"frontMatter: {map: {image_alt: image.alt}}", good + "image:\nimage_alt: A tree\n", nil,
			func(a *Article) string { return fmt.Sprint(a.Image == nil) }, "true"},
		"ignored": {"frontMatter: {ignore: [layout, weight]}", good + "layout: post\nweight: {a: b}\n", nil,
			func(a *Article) string { return a.Title.S }, "Heat"},
		"ignored, so that another is mapped": {"frontMatter: {ignore: [tags], map: {section: tags}}", good + "tags: [x]\nsection: heat\n", nil,
			func(a *Article) string { return fmt.Sprint(a.Tags) }, "[heat]"},
		"default": {"frontMatter: {defaults: {authors: [asha, ravi], draft: true}}", good, nil,
			func(a *Article) string { return fmt.Sprint(a.Authors, a.Draft) }, "[asha ravi] true"},
		"default, written": {"frontMatter: {defaults: {authors: [asha]}}", good + "authors: [ravi]\n", nil,
			func(a *Article) string { return fmt.Sprint(a.Authors) }, "[ravi]"},
		"default, an alias is written": {"frontMatter: {defaults: {authors: [asha]}}", good + "author: ravi\n", nil,
			func(a *Article) string { return fmt.Sprint(a.Authors) }, "[ravi]"},
		"default of a mapped key": {"frontMatter: {map: {by: authors}, defaults: {authors: [asha]}}", good + "by: ravi\n", nil,
			func(a *Article) string { return fmt.Sprint(a.Authors) }, "[ravi]"},
		"wrong default": {"frontMatter: {defaults: {updated: soon}}", good, []string{`content/date 0:0 … updated "soon"`},
			func(a *Article) string { return "" }, ""},
		"no description": {"frontMatter: {defaults: {description: {from: first-sentence}}}", "title: Heat\ndate: 2026-05-02\n", nil,
			func(a *Article) string { return a.Summary.S }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a, findings := read(t, c.settings, "heat.md", "---\n"+c.meta+"---\nText.\n")
			demand(t, findings, c.want...)
			if got := c.got(a); got != c.is {
				t.Errorf("got %q, want %q", got, c.is)
			}
		})
	}
}

// TestDefaultsAreNotShared reads two articles at once with one default.
func TestDefaultsAreNotShared(t *testing.T) {
	r := reader(t, "frontMatter: {defaults: {tags: [' b ', a]}}")
	for range 2 {
		a, findings := r.Read("content/articles", "content/articles/x.md", []byte("---\n"+good+"---\n"))
		demand(t, findings)
		if fmt.Sprint(a.Tags) != "[b a]" {
			t.Fatalf("tags %v", a.Tags)
		}
		a.Tags[0].S = "changed"
	}
}

func TestCheckConfig(t *testing.T) {
	for name, c := range map[string]struct {
		settings string
		want     []string
	}{
		"right":              {"frontMatter:\n  map: {deck: description, image_alt: image.alt, by: author}\n  defaults: {lang: hi}\n", nil},
		"mapped to nothing":  {"frontMatter:\n  map: {deck: descripton}\n", []string{`config/value 3:15 … frontMatter.map: deck: front matter has no key "descripton" … did you mean description?`}},
		"mapped into a text": {"frontMatter:\n  map: {deck: title.x}\n", []string{`config/value 3:15 … "title.x"`}},
		"no such part":       {"frontMatter:\n  map: {deck: image.atl}\n", []string{`config/value 3:15 … did you mean image.alt?`}},
		"default of nothing": {"frontMatter:\n  defaults: {authr: asha}\n", []string{`config/value 3:14 … frontMatter.defaults: front matter has no key "authr" … did you mean author?`}},
	} {
		t.Run(name, func(t *testing.T) {
			findings := CheckConfig(reader(t, c.settings).Config)
			demand(t, findings, c.want...)
			for _, f := range findings {
				if f.Path != config.FileName || f.Severity != diag.Error {
					t.Errorf("%+v", f)
				}
			}
		})
	}
}

func TestPlace(t *testing.T) {
	for name, c := range map[string]struct {
		settings, file, meta   string
		lang, base, slug, date string
		want                   []string
	}{
		"a file":               {"", "2026/heat.md", "", "en", "2026/heat", "heat", "2026-05-02", nil},
		"a long ending":        {"", "heat.markdown", "", "en", "heat", "heat", "2026-05-02", nil},
		"a translation":        {"", "heat.hi.md", "", "hi", "heat", "heat", "2026-05-02", nil},
		"a bundle":             {"", "2026/heat/index.md", "", "en", "2026/heat/index", "heat", "2026-05-02", nil},
		"a bundle's other":     {"", "2026/heat/index.hi.md", "", "hi", "2026/heat/index", "heat", "2026-05-02", nil},
		"a version":            {"", "heat.v2.md", "", "en", "heat.v2", "heat-v2", "2026-05-02", nil},
		"a dot":                {"", "dr.heat-advice.md", "", "en", "dr.heat-advice", "dr-heat-advice", "2026-05-02", nil},
		"another language":     {"", "heat.fr.md", "", "en", "heat.fr", "heat-fr", "2026-05-02", []string{"content/language 0:0 … .fr … en, hi"}},
		"language inside":      {"", "heat.md", "lang: hi\n", "hi", "heat", "heat", "2026-05-02", nil},
		"two languages":        {"", "heat.hi.md", "lang: en\n", "hi", "heat", "heat", "2026-05-02", []string{"content/language 5:7 … lang says en, the file name says hi"}},
		"from a folder":        {"frontMatter: {defaults: {lang: {from: folder}}}", "hi/2026/heat.md", "", "hi", "2026/heat", "heat", "2026-05-02", nil},
		"from no folder":       {"frontMatter: {defaults: {lang: {from: folder}}}", "2026/heat.md", "", "en", "2026/heat", "heat", "2026-05-02", nil},
		"a folder, unasked":    {"", "hi/heat.md", "", "en", "hi/heat", "heat", "2026-05-02", nil},
		"a date":               {"", "2026-05-01-heat.md", "", "en", "2026-05-01-heat", "heat", "2026-05-02", nil},
		"a date that counts":   {"", "2026-05-01-heat.hi.md", "date:\n", "hi", "2026-05-01-heat", "heat", "2026-05-01", nil},
		"a bundle with a date": {"", "2026-05-01-heat/index.md", "date:\n", "en", "2026-05-01-heat/index", "heat", "2026-05-01", nil},
		"a date that is none":  {"", "2026-13-01-heat.md", "", "en", "2026-13-01-heat", "2026-13-01-heat", "2026-05-02", nil},
		"a slug":               {"", "2026-05-01-x.md", "slug: गर्मी में\n", "en", "2026-05-01-x", "गर्मी-में", "2026-05-02", nil},
		"Hindi name":           {"", "गर्मी.md", "", "en", "गर्मी", "गर्मी", "2026-05-02", nil},
	} {
		t.Run(name, func(t *testing.T) {
			meta := "title: Heat\ndescription: What to do.\n"
			if !strings.HasPrefix(c.meta, "date:") {
				meta += "date: 2026-05-02\n"
			}
			a, findings := read(t, c.settings, c.file, "---\n"+meta+c.meta+"---\nText.\n")
			demand(t, findings, c.want...)
			got := [4]string{a.Lang, strings.TrimPrefix(a.Base, "content/articles/"), a.Slug, a.Date.Format("2006-01-02")}
			if want := [4]string{c.lang, c.base, c.slug, c.date}; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestPagesNeedNoDate(t *testing.T) {
	r := reader(t, "")
	r.Kind = Pages
	_, findings := r.Read("content/pages", "content/pages/about.md", []byte("---\ntitle: About\ndescription: Us.\n---\n"))
	demand(t, findings)
}
