package themekit

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"nadi/internal/colour"
	"nadi/internal/diag"
	"nadi/internal/text"
	"nadi/internal/theme"
)

// Input is a site's theme and what the site says about it.
type Input struct {
	Name      string
	Base, Own fs.FS // the built-in theme, and the site's folder or nil
	Languages []string
	Accent    colour.RGB
}

// StyleBudget is how many bytes the packed inline stylesheet may have: with an
// article's text it must fit the first packets of an answer (14 kB, packed for
// the way). The built-in one keeps below 10,000, so that a site has room.
const StyleBudget = 12_000

// checker collects what Check finds.
type checker struct {
	Input
	theme *theme.Theme
	own   []string // the site's files
	same  []string // those that are still as the built-in ones
	found []diag.Finding
}

// Check says all that is wrong with a theme, sorted. An error stops builds;
// everything else is advice. The error is trouble with reading.
func Check(in Input) ([]diag.Finding, error) {
	c := &checker{Input: in}
	if in.Own != nil {
		var err error
		if c.own, err = files(in.Own); err != nil {
			return nil, err
		}
	}
	th, found, err := theme.Load(in.Name, in.Base, in.Own, c.languages())
	if err != nil {
		return nil, err
	}
	c.theme, c.found = th, found
	if err := c.files(); err != nil {
		return nil, err
	}
	if diag.Count(found, diag.Error) == 0 {
		c.unused()
		if err := c.pages(); err != nil {
			return nil, err
		}
	}
	if n := len(th.Style()); n > StyleBudget {
		c.add("theme/weight", diag.Warning, c.styleFile(), fmt.Sprintf("the inline stylesheet has %d bytes when packed; pages are painted by the first answer up to %d", n, StyleBudget),
			"put what few pages need into a stylesheet in assets/, which they link")
	}
	return diag.Sort(c.found), nil
}

// languages are those of the site, and those that the theme brings on top: a
// translation can be looked at before the site uses it.
func (c *checker) languages() []string {
	out := slices.Clone(c.Languages)
	for _, name := range c.own {
		code, ok := strings.CutPrefix(name, "lang/")
		if code, json := strings.CutSuffix(code, ".json"); ok && json && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}

func (c *checker) path(name string) string { return "themes/" + c.Name + "/" + name }

func (c *checker) add(rule string, severity diag.Severity, name, message, hint string) *diag.Finding {
	c.found = append(c.found, diag.Finding{Rule: rule, Severity: severity, Path: c.path(name), Message: message, Hint: hint})
	return &c.found[len(c.found)-1]
}

// at adds a finding at a byte of a file.
func (c *checker) at(rule string, severity diag.Severity, name string, body []byte, offset int, message, hint string) {
	f := c.add(rule, severity, name, message, hint)
	before := body[:min(offset, len(body))]
	f.Line = 1 + bytes.Count(before, []byte{'\n'})
	f.Column = 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
}

// styleFile is the stylesheet that a site would change.
func (c *checker) styleFile() string {
	if !exists(c.Own, "style.css") && exists(c.Own, "own.css") {
		return "own.css"
	}
	return "style.css"
}

// files looks at each of the site's files by itself, and at the colours.
func (c *checker) files() error {
	m, err := readMarks(c.Own)
	if err != nil {
		c.add("theme/stale", diag.Warning, MarksFile, "this record of copied files cannot be read: "+err.Error(), "remove it; nadi theme eject writes a new one")
		m = marks{}
	}
	for _, name := range c.own {
		body, err := fs.ReadFile(c.Own, name)
		if err != nil {
			return err
		}
		c.copied(name, body, m)
		switch path.Ext(name) {
		case ".html", ".css", ".svg":
			c.blocked(name, body)
		}
	}
	c.copies()
	return c.contrast()
}

// copies says which files were copied and not changed, in one breath if there
// are many, as after eject --all.
func (c *checker) copies() {
	if len(c.same) > 3 {
		c.add("theme/same", diag.Info, "", fmt.Sprintf("%d files are the same as the built-in ones: %s", len(c.same), text.Shorten(strings.Join(c.same, ", "), 120)), "remove them until you change them, and they stay up to date")
		return
	}
	for _, name := range c.same {
		c.add("theme/same", diag.Info, name, "it is the same as the built-in file", "remove it until you change it, and it stays up to date")
	}
}

// copied compares a file with the built-in one.
func (c *checker) copied(name string, body []byte, m marks) {
	was, noted := m[name]
	original, err := fs.ReadFile(c.Base, name)
	switch {
	case err != nil && noted:
		c.add("theme/stale", diag.Warning, name, "it was copied from the built-in theme, which has no such file any more", "see if anything needs it, or remove it")
	case err != nil:
	case bytes.Equal(body, original):
		c.same = append(c.same, name)
	case noted && was != hashOf(original):
		c.add("theme/stale", diag.Warning, name, "the built-in file has changed since this copy was made",
			"compare: nadi theme eject --print "+name+" | diff - "+c.path(name)+", then: nadi theme eject --compared "+name)
	}
}

// unused finds files of the site that no page comes to.
func (c *checker) unused() {
	uses := c.theme.Uses()
	for _, name := range c.own {
		switch base, ext := path.Base(name), path.Ext(name); {
		case ext == ".html":
			if t := strings.TrimSuffix(base, ext); !uses.Templates[t] {
				c.add("theme/unused", diag.Warning, name, "no page comes to this template", "call it: {{ template \""+t+"\" . }}, or remove it")
			}
		case strings.HasPrefix(name, "assets/"):
			if a := strings.TrimPrefix(name, "assets/"); !uses.Assets[a] && !exists(c.Base, name) {
				c.add("theme/unused", diag.Warning, name, "no template asks for this file", "write {{ asset \""+a+"\" }} where its address belongs, or remove it")
			}
		case strings.HasPrefix(name, "lang/") && ext == ".json":
			if code := strings.TrimSuffix(base, ext); !slices.Contains(c.Languages, code) {
				c.add("theme/unused", diag.Info, name, fmt.Sprintf("the site does not use the language %q", code), "add it to site.languages in nadi.yaml")
			}
		case strings.HasPrefix(name, "static/") || name == "own.css" || exists(c.Base, name) || strings.HasPrefix(strings.ToLower(base), "readme") || strings.HasPrefix(strings.ToLower(base), "licen"):
		default:
			hint := "themes have .html files, style.css, own.css, lang/CODE.json, assets/ and static/"
			if near := nearest(name, c.known()); near != "" {
				hint = "did you mean " + near + "?"
			}
			c.add("theme/unused", diag.Warning, name, "nothing uses this file", hint)
		}
	}
}

// known are the names that mean something in a theme's folder.
func (c *checker) known() []string {
	names, err := files(c.Base)
	if err != nil {
		return nil
	}
	return append(names, "own.css", "README.md")
}
