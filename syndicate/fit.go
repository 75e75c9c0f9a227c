package syndicate

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"text/template"
)

// fitting makes a text fit. What is tried, in this order:
//
//	everything → fewer sentences of the description → fewer hashtags →
//	whole words of the description and … → no description → fewer words of
//	the title and …
//
// The first that keeps all limits is taken. The order does not depend on the
// limits, so more room never makes a shorter post. A link, a hashtag and a
// letter are never cut.
type fitting struct {
	template                 *template.Template
	limits                   []Limit
	title, description, link string
	organization, lang       string
	tags                     []string
	linked                   bool   // the text must carry the link
	whose                    string // where the template is written, for messages
	shapes                   [4]shape
	err                      error // of a shape
}

// enough words of a description are worth a hashtag; with fewer, hashtags go.
const enough = 5

// fit returns the best text and the hashtags in it.
func (f *fitting) fit() (string, []string, error) {
	if !f.shape(f.description != "", len(f.tags) > 0).has(markTags) {
		f.tags = nil
	}
	s, n, ok := f.best()
	switch {
	case f.err != nil:
		return "", nil, Errorf(Invalid, "the template cannot be filled: %v", f.err)
	case !ok:
		return "", nil, f.tooLong()
	}
	return s, f.tags[:n:n], nil
}

func (f *fitting) best() (s string, tags int, ok bool) {
	all := len(f.tags)
	if s := f.text(f.title, f.description, all); f.fits(s) {
		return s, all, true
	}
	for _, step := range []func() (string, int, bool){f.sentences, f.words, f.bare} {
		if s, n, ok := step(); ok {
			return s, n, true
		}
	}
	return f.titleWords()
}

// sentences tries whole sentences, with all hashtags and then with fewer.
func (f *fitting) sentences() (string, int, bool) {
	ends := sentenceEnds(f.description)
	if len(ends) == 0 || !f.shape(true, len(f.tags) > 0).has(markDescription) {
		ends = []int{len(f.description)} // nothing to shorten: hashtags may go
	}
	for n := len(f.tags); n >= 0; n-- {
		s, ok := f.longest(len(ends), func(i int) string { return f.text(f.title, f.description[:ends[i]], n) })
		if ok {
			return s, n, true
		}
	}
	return "", 0, false
}

// words tries words of the first sentence: of more, whole sentences would have
// fitted.
func (f *fitting) words() (string, int, bool) {
	if !f.shape(f.description != "", false).has(markDescription) {
		return "", 0, false
	}
	cuts := wordCuts(f.description, firstEnd(f.description))
	for n := len(f.tags); n >= 0; n-- {
		from := cuts
		if n > 0 {
			from = cuts[min(len(cuts), enough-1):]
		}
		if s, ok := f.longest(len(from), func(i int) string { return f.text(f.title, f.description[:from[i]]+"…", n) }); ok {
			return s, n, true
		}
	}
	return "", 0, false
}

// bare tries it without a description, where the title still says what the
// post is about.
func (f *fitting) bare() (string, int, bool) {
	for n := len(f.tags); n >= 0; n-- {
		shape := f.shape(false, n > 0)
		if !shape.has(markTitle) || n > 0 && !shape.has(markTags) {
			continue
		}
		if s := f.text(f.title, "", n); f.fits(s) {
			return s, n, true
		}
	}
	return "", 0, false
}

func (f *fitting) titleWords() (string, int, bool) {
	if !f.shape(false, false).has(markTitle) {
		return "", 0, false
	}
	cuts := wordCuts(f.title, len(f.title))
	s, ok := f.longest(len(cuts), func(i int) string { return f.text(f.title[:cuts[i]]+"…", "", 0) })
	return s, 0, ok
}

// longest returns the last of n texts, each longer than the one before, that
// fits.
func (f *fitting) longest(n int, text func(int) string) (string, bool) {
	i := sort.Search(n, func(i int) bool { return !f.fits(text(i)) })
	if i == 0 {
		return "", false
	}
	return text(i - 1), true
}

// fits reports whether a text keeps all limits. Nothing is no text.
func (f *fitting) fits(s string) bool {
	return s != "" && !slices.ContainsFunc(f.limits, func(l Limit) bool { return l.Count(s) > l.Max })
}

// text is the template with these parts and the first n hashtags.
func (f *fitting) text(title, description string, n int) string {
	tags := hashed(f.tags[:n])
	return f.shape(description != "", n > 0).text(title, description, f.link, tags)
}

// shape fills the template once for each set of parts.
func (f *fitting) shape(described, tagged bool) shape {
	i := 0
	if described {
		i++
	}
	if tagged {
		i += 2
	}
	if f.shapes[i] != nil || f.err != nil {
		return f.shapes[i]
	}
	x := fields{Title: part(f.title, markTitle), Description: gap(0), Link: part(f.link, markLink), Hashtags: gap(0), Organization: gap(0), Lang: f.lang}
	if described {
		x.Description = string(markDescription)
	}
	if tagged {
		x.Hashtags = string(markTags)
	}
	if f.organization != "" {
		x.Organization = f.organization
	}
	f.shapes[i], f.err = newShape(f.template, x, f.link, f.linked)
	return f.shapes[i]
}

// shortest is what cannot be made any shorter, and whether that is because it
// is somebody's own words.
func (f *fitting) shortest() (s string, fixed bool) {
	bare := f.shape(false, false)
	title, description := f.title, ""
	if !bare.has(markTitle) {
		description = f.description
	}
	fixed = !f.shape(description != "", false).has(markDescription)
	if cuts := wordCuts(title, len(title)); bare.has(markTitle) {
		if fixed = false; len(cuts) > 0 {
			title = title[:cuts[0]] + "…"
		}
	} else if cuts := wordCuts(description, firstEnd(description)); len(cuts) > 0 {
		description = description[:cuts[0]] + "…"
	}
	return f.text(title, description, 0), fixed
}

func (f *fitting) tooLong() error {
	s, fixed := f.shortest()
	if s == "" {
		return Errorf(Invalid, "%sthe text is empty; write {{.Title}} or words of your own into it", f.whose)
	}
	for _, l := range f.limits {
		n := l.Count(s)
		switch over := n - l.Max; {
		case over > 0 && fixed:
			return Errorf(Invalid, "%sthe text is %d %s long and may have %d: make it %d shorter", f.whose, n, l.Unit, l.Max, over)
		case over > 0:
			return Errorf(Invalid, "%sthe text is %d %s long when shortened as far as possible, and may have %d: make the fixed words, the title or the address %d shorter", f.whose, n, l.Unit, l.Max, over)
		}
	}
	return Errorf(Invalid, "the text cannot be made to fit %s", limitsOf(f.limits))
}

func limitsOf(limits []Limit) string {
	var out []string
	for _, l := range limits {
		out = append(out, fmt.Sprintf("%d %s", l.Max, l.Unit))
	}
	return strings.Join(out, " and ")
}
