// Package theme turns page data into HTML. A theme is a folder: templates,
// one stylesheet, languages, assets. A site's own folder, whatever its name,
// lies over the built-in theme file by file, so that changing one template
// means copying one file, and a page that a later version of Nadi adds is
// there in every theme (decision 039).
//
// data.go is the contract: what a template may see. A template gets its
// page's data and pure functions and reaches nothing else, which is what
// makes it right to skip a page whose data did not change. When the theme is
// loaded, every branch of every template is read with the types of its data
// (walk.go), and then every page is executed against sample data (sample.go),
// so a misspelt field is found at once, with its place, and not on the first
// article that has a picture.
//
// Files: NAME.html is a page or a part, partials/NAME.html a part; style.css
// is the one inline stylesheet, and own.css is put behind it, for a site that
// changes a few rules and not all; lang/CODE.json are languages; assets/ are
// published under names that carry their hash, static/ under their own.
package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"nadi/internal/diag"
	"nadi/internal/locale"
)

// Theme is a loaded theme. Its methods are safe for concurrent use.
type Theme struct {
	name      string
	base      string // path of site.url, before every asset's address
	set       *template.Template
	style     []byte
	languages map[string]*locale.Language
	assets    []Asset
	byName    map[string]string // asset name → output path
	templates map[string]string // template name → file
	hash      [sha256.Size]byte
	uses      Uses
	parts     *sync.Map // partKey → template.HTML
}

// Asset is a file of the theme that is published.
type Asset struct {
	Name string // "card.png"
	Path string // output path, "assets/card.1a2b3c4d.png"
	Body []byte
}

// Pages are the templates that a theme must have, with the data they get.
func Pages() map[string]any {
	return map[string]any{"article": &ArticlePage{}, "page": &PlainPage{}, "home": &HomePage{}, "list": &ListPage{}, "terms": &TermsPage{},
		"archive": &ArchivePage{}, "corrections": &CorrectionsPage{}, "subscribe": &SubscribePage{}, "search": &SearchPage{}, "notfound": &NotFoundPage{}, "redirect": &RedirectPage{}, "handout": &HandoutPage{}}
}

// BuiltIn is the theme that lies under every theme of a site.
const BuiltIn = "clinic"

// Base is the embedded theme that a site's theme of that name lies over: the
// one of the same name, or else clinic; embedded says which.
func Base(themes fs.FS, name string) (base fs.FS, embedded bool) {
	if info, err := fs.Stat(themes, name); err != nil || !info.IsDir() {
		name = BuiltIn
	} else {
		embedded = true
	}
	base, err := fs.Sub(themes, name)
	if err != nil {
		panic(err) // the name is that of a folder
	}
	return base, embedded
}

// file is one file of the layered theme.
type file struct {
	name string
	body []byte
}

// Load layers override, which may be nil, over base, file by file. Faults in
// templates and languages are findings with a path below themes/NAME. The
// error is trouble with reading.
func Load(name string, base, override fs.FS, languages []string) (*Theme, []diag.Finding, error) {
	files, err := layer(base, override)
	if err != nil {
		return nil, nil, err
	}
	t := &Theme{name: name, languages: map[string]*locale.Language{}, byName: map[string]string{}, templates: map[string]string{}, parts: &sync.Map{}}
	t.hash = hashFiles(files, languages)
	t.collect(files)
	fs := t.loadLanguages(files, languages)
	fs = append(fs, t.parse(files)...)
	if len(fs) == 0 {
		fs, t.uses = t.walkPages(files, languages)
	}
	if len(fs) == 0 {
		fs = t.try(languages)
	}
	return t, fs, nil
}

// layer reads both folders; a file of the upper one hides the lower one's.
func layer(base, override fs.FS) ([]file, error) {
	found := map[string][]byte{}
	for _, fsys := range []fs.FS{base, override} {
		if fsys == nil {
			continue
		}
		err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(path.Base(p), ".") {
				return err
			}
			found[p], err = fs.ReadFile(fsys, p)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	files := make([]file, 0, len(found))
	for p, body := range found {
		files = append(files, file{p, body})
	}
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return files, nil
}

// hashFiles covers every file that can change a page: not the languages that
// the site does not use, not a read-me, and of a static file only its name.
func hashFiles(files []file, languages []string) [sha256.Size]byte {
	h := sha256.New()
	for _, f := range files {
		body := f.body
		switch code, ok := languageOf(f.name); {
		case ok && !slices.Contains(languages, code):
			continue
		case strings.HasPrefix(f.name, "static/"):
			body = nil
		case !ok && path.Ext(f.name) != ".html" && f.name != "style.css" && f.name != "own.css" && !strings.HasPrefix(f.name, "assets/"):
			continue
		}
		fmt.Fprintf(h, "%s %d\n", f.name, len(body))
		h.Write(body)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

func languageOf(name string) (string, bool) {
	rest, ok := strings.CutPrefix(name, "lang/")
	if !ok {
		return "", false
	}
	return strings.CutSuffix(rest, ".json")
}

func (t *Theme) collect(files []file) {
	var style, own []byte
	for _, f := range files {
		switch {
		case f.name == "style.css":
			style = pack(f.body)
		case f.name == "own.css":
			own = pack(f.body)
		case strings.HasPrefix(f.name, "assets/"):
			ext := path.Ext(f.name)
			sum := sha256.Sum256(f.body)
			out := strings.TrimSuffix(f.name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
			t.add(strings.TrimPrefix(f.name, "assets/"), out, f.body)
		case strings.HasPrefix(f.name, "static/"):
			t.add(f.name, strings.TrimPrefix(f.name, "static/"), f.body)
		}
	}
	t.style = append(style, own...)
}

func (t *Theme) add(name, out string, body []byte) {
	t.assets = append(t.assets, Asset{name, out, body})
	t.byName[name] = out
}

// loadLanguages reads the site's languages; each must have every word that
// English has.
func (t *Theme) loadLanguages(files []file, languages []string) []diag.Finding {
	var out []diag.Finding
	english := &locale.Language{}
	broken := map[string]bool{}
	for _, f := range files {
		code, ok := languageOf(f.name)
		if !ok || code != "en" && !slices.Contains(languages, code) {
			continue
		}
		l, fs := locale.Parse(t.path(f.name), f.body)
		out = append(out, fs...)
		if l != nil {
			t.languages[code] = l
		}
		broken[code] = len(fs) > 0
		if code == "en" && l != nil {
			english = l
		}
	}
	for _, code := range languages {
		if !broken[code] {
			out = append(out, t.complete(code, english)...)
		}
	}
	return out
}

func (t *Theme) complete(code string, english *locale.Language) []diag.Finding {
	f := diag.Finding{Rule: "theme/language", Severity: diag.Error, Path: t.path("lang/" + code + ".json")}
	l, ok := t.languages[code]
	if !ok {
		f.Message, f.Hint = fmt.Sprintf("the theme does not know the language %q", code), "copy lang/en.json to lang/"+code+".json and translate it"
		return []diag.Finding{f}
	}
	if missing := l.Missing(english); len(missing) > 0 {
		f.Message, f.Hint = fmt.Sprintf("%d words of the interface are missing: %s", len(missing), strings.Join(missing, ", ")), "lang/en.json says what each one is"
		return []diag.Finding{f}
	}
	if differing := l.Differing(english); len(differing) > 0 {
		f.Message, f.Hint = "these words have other placeholders than in English: "+strings.Join(differing, ", "), "keep {n}, {date}, %s and the like; only the words around them change"
		return []diag.Finding{f}
	}
	return nil
}

// path is a theme file's path as the person knows it.
func (t *Theme) path(name string) string { return "themes/" + t.name + "/" + name }

// WithBase puts the path of the site's address before every asset's address
// and returns the theme. It is called once, before the first page.
func (t *Theme) WithBase(base string) *Theme {
	t.base = base
	return t
}

// Hash identifies everything in the theme that can change a page.
func (t *Theme) Hash() [sha256.Size]byte { return t.hash }

// Language returns a language of the site.
func (t *Theme) Language(code string) *locale.Language { return t.languages[code] }

// Style is the inline stylesheet, packed.
func (t *Theme) Style() []byte { return t.style }

// Uses is what the templates ask for; it is empty when they could not be read.
func (t *Theme) Uses() Uses { return t.uses }

// Assets are the files to publish.
func (t *Theme) Assets() []Asset { return t.assets }

// AssetPath is the address of an asset, or "" when the theme has none of that
// name.
func (t *Theme) AssetPath(name string) string {
	out, ok := t.byName[name]
	if !ok {
		return ""
	}
	return t.base + "/" + out
}

// assetNames are the names that {{ asset "…" }} takes, sorted.
func (t *Theme) assetNames() []string { return slices.Sorted(maps.Keys(t.byName)) }
