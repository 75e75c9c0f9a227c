// Package locale knows a language as a site needs it: the words of the
// interface, plural forms, dates and numbers. A language is one JSON file of
// a theme (lang/hi.json), so adding one needs no program.
//
// A language must have every word that English has; Missing says which are
// not there, and the theme turns that into findings. Nothing falls back to
// English in silence: half a page in a language the reader does not know is
// worse than a build that stops.
package locale

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"nadi/internal/diag"
)

// file is the shape of a language file.
type file struct {
	Name        string                     `json:"name"`   // in its own script
	Dir         string                     `json:"dir"`    // ltr or rtl
	Locale      string                     `json:"locale"` // for OpenGraph: hi_IN
	Months      []string                   `json:"months"`
	DateFormat  string                     `json:"dateFormat"`  // {d} {month} {y}
	MonthFormat string                     `json:"monthFormat"` // {month} {y}
	Plural      string                     `json:"plural"`      // name of a rule below
	Grouping    string                     `json:"grouping"`    // indian or western
	Strings     map[string]json.RawMessage `json:"strings"`
}

// plurals are CLDR's rules for whole numbers, by the languages that share
// them (CLDR 47, read 2026-11): which numbers take the form "one".
var plurals = map[string]func(n int) string{
	"one-is-1":    func(n int) string { return oneOther(n == 1) },           // English, German, Urdu …
	"one-is-0-1":  func(n int) string { return oneOther(n == 0 || n == 1) }, // Hindi, Bengali, Gujarati, Kannada …
	"one-is-none": func(int) string { return "other" },                      // Japanese, Thai …
}

func oneOther(one bool) string {
	if one {
		return "one"
	}
	return "other"
}

// Language is one language. It is immutable.
type Language struct {
	f       file
	plural  func(int) string
	strings map[string]string
	forms   map[string]map[string]string
}

// Parse reads a language file; path is for its findings.
func Parse(path string, data []byte) (*Language, []diag.Finding) {
	l := &Language{strings: map[string]string{}, forms: map[string]map[string]string{}}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&l.f); err != nil {
		return nil, []diag.Finding{fault(path, lineOf(data, offsetOf(err, data, dec)), "this is not a language file: "+err.Error(), "compare it with lang/en.json")}
	}
	fs := append(l.checkHead(path), l.readStrings(path, data)...)
	return l, diag.Sort(fs)
}

// offsetOf is where a file stopped being JSON.
func offsetOf(err error, data []byte, dec *json.Decoder) int64 {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return syntax.Offset
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return int64(len(bytes.TrimRight(data, " \t\r\n")))
	}
	return dec.InputOffset()
}

// checkHead looks at everything but the words, and puts something harmless
// where a fault would break the rest.
func (l *Language) checkHead(path string) []diag.Finding {
	var fs []diag.Finding
	if l.plural = plurals[l.f.Plural]; l.plural == nil {
		fs = append(fs, fault(path, 0, fmt.Sprintf("plural cannot be %q", l.f.Plural), "write one-is-1, one-is-0-1 or one-is-none"))
		l.plural = plurals["one-is-1"]
	}
	if len(l.f.Months) != 12 {
		fs = append(fs, fault(path, 0, fmt.Sprintf("months has %d names", len(l.f.Months)), "write twelve"))
		l.f.Months = slices.Repeat([]string{"?"}, 12)
	}
	for _, x := range []struct{ key, value, hint string }{
		{"name", l.f.Name, "write the language's name in its own script"},
		{"locale", l.f.Locale, "write language and country, such as hi_IN"},
		{"dateFormat", l.f.DateFormat, "write it with {d}, {month} and {y}"},
		{"monthFormat", l.f.MonthFormat, "write it with {month} and {y}"},
	} {
		if x.value == "" {
			fs = append(fs, fault(path, 0, x.key+" is missing", x.hint))
		}
	}
	return fs
}

// readStrings takes the words, which are texts or counted forms.
func (l *Language) readStrings(path string, data []byte) []diag.Finding {
	var fs []diag.Finding
	start := max(0, bytes.Index(data, []byte(`"strings"`)))
	for key, raw := range l.f.Strings {
		place := keyPlaces(data[start:], key)
		if len(place) > 1 {
			fs = append(fs, fault(path, lineOf(data, int64(start+place[1])), key+" stands here a second time", "keep one of them"))
		}
		var s string
		var m map[string]string
		if json.Unmarshal(raw, &s) == nil {
			l.strings[key] = s
		} else if json.Unmarshal(raw, &m) == nil && m["other"] != "" {
			l.forms[key] = m
		} else {
			line := 0
			if len(place) > 0 {
				line = lineOf(data, int64(start+place[0]))
			}
			fs = append(fs, fault(path, line, key+" is neither a text nor a group with other:", `write "one": …, "other": …`))
		}
	}
	l.f.Strings = nil
	return fs
}

// keyPlaces are the offsets at which key is written as a key. A quotation
// mark inside a text is escaped, so no text looks like one.
func keyPlaces(data []byte, key string) []int {
	quoted := []byte(`"` + key + `"`)
	var out []int
	for from := 0; ; {
		i := bytes.Index(data[from:], quoted)
		if i < 0 {
			return out
		}
		end := from + i + len(quoted)
		if bytes.HasPrefix(bytes.TrimLeft(data[end:], " \t\r\n"), []byte(":")) {
			out = append(out, from+i)
		}
		from = end
	}
}

func fault(path string, line int, message, hint string) diag.Finding {
	return diag.Finding{Rule: "theme/language", Severity: diag.Error, Path: path, Line: line, Message: message, Hint: hint}
}

func lineOf(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte{'\n'})
}

// Name is the language's name in its own script.
func (l *Language) Name() string { return l.f.Name }

// Dir is "ltr" or "rtl".
func (l *Language) Dir() string {
	if l.f.Dir == "rtl" {
		return "rtl"
	}
	return "ltr"
}

// Locale is the name that OpenGraph uses: "hi_IN".
func (l *Language) Locale() string { return l.f.Locale }

// Text returns a word of the interface with its placeholders filled; args are
// pairs of name and value.
func (l *Language) Text(key string, args ...string) (string, bool) {
	s, ok := l.strings[key]
	if !ok {
		return "", false
	}
	return fill(s, args), true
}

func fill(s string, args []string) string {
	for i := 0; i+1 < len(args); i += 2 {
		s = strings.ReplaceAll(s, "{"+args[i]+"}", args[i+1])
	}
	return s
}

// Plural returns the form of a counted word for n, with {n} filled.
func (l *Language) Plural(key string, n int) (string, bool) {
	forms, ok := l.forms[key]
	if !ok {
		return "", false
	}
	s, ok := forms[l.plural(n)]
	if !ok {
		s = forms["other"]
	}
	return fill(s, []string{"n", l.Number(n)}), true
}

// Number groups digits as the language does: 12,34,567 or 1,234,567.
func (l *Language) Number(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	step := 3
	for i := len(s) - 3; i > 0; i -= step {
		s = s[:i] + "," + s[i:]
		if l.f.Grouping == "indian" {
			step = 2
		}
	}
	return sign + s
}

// Date writes a day: 23 नवंबर 2026.
func (l *Language) Date(t time.Time) string { return l.format(l.f.DateFormat, t) }

// MonthYear writes a month: नवंबर 2026.
func (l *Language) MonthYear(t time.Time) string { return l.format(l.f.MonthFormat, t) }

func (l *Language) format(layout string, t time.Time) string {
	y, m, d := t.Date()
	return fill(layout, []string{"d", strconv.Itoa(d), "month", l.f.Months[m-1], "y", strconv.Itoa(y)})
}

// Missing lists the words that base has and l has not, sorted.
func (l *Language) Missing(base *Language) []string {
	var out []string
	for key := range base.strings {
		if _, ok := l.strings[key]; !ok {
			out = append(out, key)
		}
	}
	for key := range base.forms {
		if _, ok := l.forms[key]; !ok {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

// Differing lists the words whose placeholders are not those of base, sorted:
// a lost {n} would print a sentence without its number.
func (l *Language) Differing(base *Language) []string {
	var out []string
	for key, text := range base.strings {
		if own, ok := l.strings[key]; ok && placeholders(own) != placeholders(text) {
			out = append(out, key)
		}
	}
	for key, forms := range base.forms {
		if own, ok := l.forms[key]; ok && placeholders(own["other"]) != placeholders(forms["other"]) {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

// placeholders are the {name} and %s of a text, sorted and joined.
func placeholders(s string) string {
	found := slices.Repeat([]string{"%s"}, strings.Count(s, "%s"))
	for {
		_, rest, ok := strings.Cut(s, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			slices.Sort(found)
			return strings.Join(found, " ")
		}
		found, s = append(found, "{"+name+"}"), after
	}
}

// Keys are all words and counted words, sorted.
func (l *Language) Keys() []string { return (&Language{}).Missing(l) }

// Has reports whether the language has a word or counted word.
func (l *Language) Has(key string) bool {
	_, text := l.strings[key]
	_, counted := l.forms[key]
	return text || counted
}
