package syndicate

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// fitting makes a text fit. What is tried, in this order:
//
//	everything → fewer sentences of the description → fewer hashtags →
//	whole words of the description and … → no description → fewer words of
//	the title and …
//
// A link, a hashtag and a letter are never cut.
type fitting struct {
	w      *wording
	limits []Limit
	fields fields
}

// fit returns the best text and the hashtags in it.
func (f *fitting) fit(tags []string) (string, []string, error) {
	if s := f.text(f.fields.Title, f.fields.Description, tags); f.fits(s) {
		return s, tags, nil
	}
	if f.w.fixed {
		return "", nil, f.tooLong(f.text(f.fields.Title, f.fields.Description, tags), "shorten the text that the article or the account gives")
	}
	sentences := sentencesOf(f.fields.Description)
	for n := len(tags); n >= 0; n-- {
		for k := len(sentences) - 1; k > 0; k-- {
			if s := f.text(f.fields.Title, strings.Join(sentences[:k], " "), tags[:n]); f.fits(s) {
				return s, tags[:n], nil
			}
		}
		if n < len(tags) { // all sentences with all tags were tried first
			if s := f.text(f.fields.Title, f.fields.Description, tags[:n]); f.fits(s) {
				return s, tags[:n], nil
			}
		}
	}
	return f.cut(tags)
}

// cut shortens by words.
func (f *fitting) cut(tags []string) (string, []string, error) {
	for n := len(tags); n >= 0; n-- {
		least := enough
		if n == 0 {
			least = 1
		}
		if s, ok := f.most(f.fields.Description, least, func(d string) string { return f.text(f.fields.Title, d, tags[:n]) }); ok {
			return s, tags[:n], nil
		}
	}
	for n := len(tags); n >= 0; n-- {
		if s := f.text(f.fields.Title, "", tags[:n]); f.fits(s) {
			return s, tags[:n], nil
		}
	}
	if s, ok := f.most(f.fields.Title, 1, func(t string) string { return f.text(t, "", nil) }); ok {
		return s, nil, nil
	}
	return "", nil, f.tooLong(f.text("", "", nil), "not even the link fits; shorten the account's template")
}

// enough words of a description are worth a hashtag; with fewer, hashtags go.
const enough = 5

// most finds the most whole words of s with which a text fits, and at least so
// many.
func (f *fitting) most(s string, least int, text func(string) string) (string, bool) {
	words := strings.Fields(s)
	n := sort.Search(len(words), func(k int) bool { return !f.fits(text(ellipsis(words[:k+1]))) })
	for ; n >= least; n-- { // two cuts can end in the same place once commas are gone
		if n < len(words) {
			return text(ellipsis(words[:n])), true
		}
	}
	return "", false
}

// ellipsis joins words and says that there was more.
func ellipsis(words []string) string {
	s := strings.TrimRightFunc(strings.Join(words, " "), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:–—-(/।.", r)
	})
	return s + "…"
}

func (f *fitting) fits(s string) bool {
	return !slices.ContainsFunc(f.limits, func(l Limit) bool { return l.Count(s) > l.Max })
}

func (f *fitting) tooLong(s, hint string) error {
	for _, l := range f.limits {
		if n := l.Count(s); n > l.Max {
			return &Error{Kind: Invalid, Message: fmt.Sprintf("the text is %d %s long and may have %d", n, l.Unit, l.Max), Hint: hint}
		}
	}
	return Errorf(Invalid, "the text cannot be made to fit")
}

// text is the template with these parts, without the lines that empty parts
// leave behind.
func (f *fitting) text(title, description string, tags []string) string {
	x := f.fields
	x.Title, x.Description, x.Hashtags = title, description, hashed(tags)
	var b strings.Builder
	if err := f.w.template.Execute(&b, x); err != nil {
		return "" // parsed has looked at all fields; a function can still fail, and then there is no text
	}
	return tidy(b.String())
}

// tidy takes away blanks at the ends of lines, empty lines at the ends of the
// text, and all but one of those between.
func tidy(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	out := lines[:0]
	for _, l := range lines {
		l = strings.TrimRightFunc(l, unicode.IsSpace)
		if l == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, l)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// short forms after which a full stop does not end a sentence, in lower case.
var shortForms = []string{"dr", "mr", "mrs", "ms", "prof", "st", "vs", "e.g", "i.e", "etc", "no", "approx", "डॉ", "श्री", "प्रो"}

// sentencesOf cuts a text after its sentences: at . ! ? … and the danda, before
// a blank, but not after a short form or an initial.
func sentencesOf(s string) []string {
	var out []string
	words := strings.Fields(s)
	begin := 0
	for i, w := range words {
		if i == len(words)-1 || ends(w) && !strings.ContainsFunc(words[i+1][:firstRune(words[i+1])], unicode.IsLower) {
			out = append(out, strings.Join(words[begin:i+1], " "))
			begin = i + 1
		}
	}
	return out
}

func firstRune(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// ends reports whether a word ends a sentence.
func ends(w string) bool {
	w = strings.TrimRight(w, `"'”’)]»`)
	if strings.HasSuffix(w, "।") || strings.HasSuffix(w, "॥") || strings.HasSuffix(w, "!") || strings.HasSuffix(w, "?") {
		return true
	}
	stem, ok := strings.CutSuffix(w, ".")
	if !ok {
		return false
	}
	stem = strings.TrimLeft(strings.ToLower(stem), `"'“‘([`)
	return utf8.RuneCountInString(stem) > 1 && !slices.Contains(shortForms, stem)
}

// words cuts a text to at most n letters as people see them, after a word if
// that loses no more than half.
func words(s string, n int) string {
	if n <= 0 || utf8.RuneCountInString(s) <= n {
		return s
	}
	used, end, blank := 0, 0, 0
	for g := graphemes.FromString(s); g.Next(); {
		if used++; used >= n || utf8.RuneCountInString(s[:end]+g.Value()) >= n {
			break
		}
		if end += len(g.Value()); strings.TrimSpace(g.Value()) == "" {
			blank = end
		}
	}
	if blank > end/2 {
		end = blank
	}
	return strings.TrimRightFunc(s[:end], unicode.IsSpace) + "…"
}
