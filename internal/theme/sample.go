package theme

import (
	"bytes"
	"reflect"

	"nadi/internal/diag"
)

// sample says how the page data is filled that templates are tried with when
// a theme is loaded; without a text everything stays empty.
type sample struct {
	text string
	flag bool
}

// many is the length of a page's own lists in a sample, enough to run what a
// template does only with a longer list; lists inside lists have one element.
const many = 6

// try executes every page template in every language of the site: with
// everything filled, with no flag set, and with nothing.
func (t *Theme) try(languages []string) []diag.Finding {
	var out []diag.Finding
	for name, page := range Pages() {
		if f := t.tryPage(name, reflect.TypeOf(page).Elem(), languages); f != nil {
			out = append(out, *f)
		}
	}
	t.parts.Clear()
	return diag.Sort(out)
}

// Specimens renders every page with sample data, filled and empty, in each
// language, for whoever judges what comes out. The theme must have no fault.
func (t *Theme) Specimens(languages []string, each func(page, lang string, html []byte)) error {
	var b bytes.Buffer
	for name, page := range Pages() {
		for _, lang := range languages {
			for _, s := range []sample{{text: "x", flag: true}, {text: "x"}, {}} {
				b.Reset()
				if err := t.Render(&b, name, s.page(reflect.TypeOf(page).Elem(), lang)); err != nil {
					return err
				}
				each(name, lang, b.Bytes())
			}
		}
	}
	t.parts.Clear()
	return nil
}

// FileOf is the file of a template, with a path as the person knows it.
func (t *Theme) FileOf(template string) string { return t.fileOf(template) }

func (t *Theme) tryPage(name string, typ reflect.Type, languages []string) *diag.Finding {
	for _, lang := range languages {
		for _, s := range []sample{{text: "x", flag: true}, {text: "x"}, {}} {
			if err := t.set.ExecuteTemplate(&bytes.Buffer{}, name, s.page(typ, lang)); err != nil {
				f := t.explain(err).Finding()
				return &f
			}
		}
	}
	return nil
}

// page makes a sample page of a type.
func (s sample) page(typ reflect.Type, lang string) any {
	v, chrome := reflect.New(typ), &Chrome{}
	s.fill(v.Elem(), many)
	s.fill(reflect.ValueOf(chrome).Elem(), many)
	chrome.Lang = lang
	page := v.Elem().FieldByName("Page").Addr().Interface().(*Page)
	page.Lang, page.Site = lang, chrome
	switch p := v.Interface().(type) {
	case *ArticlePage:
		s.correct(p)
	case *HandoutPage:
		p.Important = severe(p.Important)
	case *CorrectionsPage:
		p.Log = p.Log[:min(len(severities), len(p.Log))]
		for i := range p.Log {
			p.Log[i].Severity = severities[i]
		}
	}
	return v.Interface()
}

// severities are those that a correction may have.
var severities = []string{"typo", "clarification", "correction", "safety"}

// severe gives corrections the severities that there are, as templates look
// words up by them.
func severe(cs []Correction) []Correction {
	cs = cs[:min(len(severities), len(cs))]
	for i := range cs {
		cs[i].Severity = severities[i]
	}
	return cs
}

// correct makes an article's corrections fit. One without flags is not a
// retracted one.
func (s sample) correct(a *ArticlePage) {
	a.Corrections = severe(a.Corrections)
	a.Important = a.Corrections
	if !s.flag {
		a.Retracted = nil
	} else if a.Retracted != nil {
		a.Retracted.Severity = "safety"
	}
}

// fill fills v; the lists in it get n elements, those in their elements one.
func (s sample) fill(v reflect.Value, n int) {
	if s.text == "" {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(s.text)
	case reflect.Bool:
		v.SetBool(s.flag)
	case reflect.Int:
		v.SetInt(2)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		s.fill(v.Elem(), 1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			s.fill(v.Index(i), 1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			s.fill(v.Field(i), n)
		}
	}
}
