package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"path"
	"reflect"
	"strings"

	"nadi/internal/diag"
)

// parse reads all templates into one set: a page's name is its file's.
func (t *Theme) parse(files []file) []diag.Finding {
	var out []diag.Finding
	t.set = template.New("theme").Funcs(t.functions())
	for _, f := range files {
		if path.Ext(f.name) != ".html" {
			continue
		}
		name := strings.TrimSuffix(path.Base(f.name), ".html")
		if other, twice := t.templates[name]; twice {
			out = append(out, diag.Finding{Rule: "theme/template", Severity: diag.Error, Path: t.path(f.name),
				Message: fmt.Sprintf("this and %s are both the template %q", t.path(other), name), Hint: "give one of them another name"})
			continue
		}
		t.templates[name] = f.name
		if _, err := t.set.New(name).Parse(string(f.body)); err != nil {
			out = append(out, t.explain(err).Finding())
		}
	}
	for name := range Pages() {
		if t.set.Lookup(name) == nil {
			out = append(out, diag.Finding{Rule: "theme/template", Severity: diag.Error, Path: t.path(name + ".html"), Message: "the theme has no " + name + ".html"})
		}
	}
	return diag.Sort(out)
}

// partKey names a part rendered for one value.
type partKey struct {
	name string
	ptr  any
}

// functions are what templates may call. They are pure: what they give
// depends on their arguments and the theme alone.
func (t *Theme) functions() template.FuncMap {
	return template.FuncMap{
		"t":      t.word,
		"plural": t.counted,
		"number": func(lang string, n int) (string, error) {
			l, ok := t.languages[lang]
			if !ok {
				return "", fmt.Errorf("the theme does not know the language %q", lang)
			}
			return l.Number(n), nil
		},
		"asset": func(name string) (string, error) {
			if p := t.AssetPath(name); p != "" {
				return p, nil
			}
			return "", fmt.Errorf("the theme has no assets/%s", name)
		},
		"cached": t.cached,
		"img":    t.img,
		"in":     func(lang string, value any) Spoken { return Spoken{lang, value} },
		"host":   host,
	}
}

// Spoken is what {{ in LANG VALUE }} gives: a value for a part that must also
// know the language of its page.
type Spoken struct {
	Lang  string
	Value any
}

// host is the readable part of a web address.
func host(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	name, _, _ := strings.Cut(rest, "/")
	return strings.TrimPrefix(name, "www.")
}

func (t *Theme) word(lang, key string, args ...string) (string, error) {
	l, ok := t.languages[lang]
	if !ok {
		return "", fmt.Errorf("the theme does not know the language %q", lang)
	}
	s, ok := l.Text(key, args...)
	if !ok {
		return "", fmt.Errorf("lang/%s.json has no word %q", lang, key)
	}
	return s, nil
}

func (t *Theme) counted(lang, key string, n int) (string, error) {
	l, ok := t.languages[lang]
	if !ok {
		return "", fmt.Errorf("the theme does not know the language %q", lang)
	}
	s, ok := l.Plural(key, n)
	if !ok {
		return "", fmt.Errorf("lang/%s.json has no counted word %q", lang, key)
	}
	return s, nil
}

// cached renders a part for a value once and gives the same HTML wherever it
// stands again. The value must be a pointer and must not change, which holds
// for all page data; what a part shows may depend on it alone.
func (t *Theme) cached(name string, value any) (template.HTML, error) {
	if reflect.ValueOf(value).Kind() != reflect.Pointer {
		return "", fmt.Errorf("cached %q wants a pointer such as .Site or a card, not %T", name, value)
	}
	key := partKey{name, value}
	if html, ok := t.parts.Load(key); ok {
		return html.(template.HTML), nil
	}
	var b bytes.Buffer
	if err := t.set.ExecuteTemplate(&b, name, value); err != nil {
		return "", err
	}
	html := template.HTML(b.String())
	t.parts.Store(key, html)
	return html, nil
}

// Render writes a page. The error is a *TemplateError when the template is at
// fault.
func (t *Theme) Render(w *bytes.Buffer, name string, data any) error {
	if err := t.set.ExecuteTemplate(w, name, data); err != nil {
		return t.explain(err)
	}
	return nil
}

// explain finds the place and the meaning of a template's fault.
func (t *Theme) explain(err error) *TemplateError {
	var te *TemplateError
	if errors.As(err, &te) {
		return te
	}
	return t.readError(err.Error())
}
