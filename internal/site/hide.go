package site

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"nadi/internal/article"
	"nadi/internal/diag"
)

// hide covers private values in all that is told of a build: what the judge
// sees by itself, and what findings mark elsewhere. A name is found where it
// stands beside an illness; the message about a link would repeat it alone.
func (b *builder) hide(fs []diag.Finding) {
	mask := b.masker(fs, b.res.Released)
	b.res.Mask = mask
	for i := range fs {
		hideFinding(&fs[i], mask)
	}
	for i := range b.res.Released {
		r := &b.res.Released[i]
		hideFinding(&r.Finding, mask)
		r.Reason = mask(r.Reason)
	}
	for i := range b.res.Waits {
		b.res.Waits[i].Title = mask(b.res.Waits[i].Title)
	}
	if d := b.res.NextDue; d != nil {
		d.Title = mask(d.Title)
	}
}

func hideFinding(f *diag.Finding, mask func(string) string) {
	f.Message, f.Hint = mask(f.Message), mask(f.Hint)
	if mask(f.Swap) != f.Swap {
		f.Swap = "" // nobody writes it before the value is gone
	}
}

// masker hides what the judge sees and what findings mark. The words are read
// from their files again: no finding holds them.
func (b *builder) masker(fs []diag.Finding, rs []article.Release) func(string) string {
	var words []string
	lines := b.lineReader()
	for _, f := range fs {
		words = append(words, marked(f, lines)...)
	}
	for _, r := range rs {
		words = append(words, marked(r.Finding, lines)...)
	}
	if len(words) == 0 {
		return b.judge.Mask
	}
	slices.Sort(words)
	any := regexp.MustCompile("(?i)" + strings.Join(slices.Compact(words), "|"))
	return func(s string) string { return dotted(any, b.judge.Mask(s)) }
}

// marked returns what a finding of privacy marks, as a pattern, and of a name
// each word too.
func marked(f diag.Finding, lines func(string) [][]rune) []string {
	if !strings.HasPrefix(f.Rule, "privacy/") || f.Rule == "privacy/tracker" || f.Column == 0 {
		return nil
	}
	if f.Severity != diag.Error && f.Rule != "privacy/name" { // it may be the hospital's own
		return nil
	}
	value := excerpt(f, lines(f.Path))
	parts := []string{value}
	if f.Rule == "privacy/name" && utf8.RuneCountInString(value) < longName {
		parts = append(parts, strings.FieldsFunc(value, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) })...)
	}
	var out []string
	for _, p := range parts {
		if utf8.RuneCountInString(p) > 3 {
			out = append(out, regexp.QuoteMeta(p))
		}
	}
	return out
}

// longName is what no name is as long as: a finding whose own place is lost
// marks a whole block.
const longName = 60

// excerpt is what a finding marks, perhaps over several lines.
func excerpt(f diag.Finding, lines [][]rune) string {
	if f.EndLine < f.Line || f.EndLine > len(lines) {
		return ""
	}
	var out []string
	for n := f.Line; n <= f.EndLine; n++ {
		rs, from := lines[n-1], 0
		if n == f.EndLine {
			rs = rs[:min(max(f.EndColumn-1, 0), len(rs))]
		}
		if n == f.Line {
			from = min(f.Column-1, len(rs))
		}
		out = append(out, string(rs[from:]))
	}
	return strings.Join(out, " ")
}

// lineReader reads files for their lines, each once: one line may hold
// thousands of findings.
func (b *builder) lineReader() func(string) [][]rune {
	files := map[string][][]rune{}
	return func(name string) [][]rune {
		lines, ok := files[name]
		if !ok {
			data, _ := fs.ReadFile(b.in.Root, name) // what cannot be read marks nothing
			for _, l := range strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n") {
				lines = append(lines, []rune(l))
			}
			files[name] = lines
		}
		return lines
	}
}

// dotted covers what a pattern finds, where it is no part of a longer word.
func dotted(any *regexp.Regexp, s string) string {
	var b strings.Builder
	last := 0
	for _, m := range any.FindAllStringIndex(s, -1) {
		before, _ := utf8.DecodeLastRuneInString(s[:m[0]])
		behind, _ := utf8.DecodeRuneInString(s[m[1]:])
		if unicode.IsLetter(before) || unicode.IsLetter(behind) || unicode.IsMark(behind) {
			continue
		}
		b.WriteString(s[last:m[0]])
		b.WriteString(strings.Map(dot, s[m[0]:m[1]]))
		last = m[1]
	}
	return b.String() + s[last:]
}

func dot(r rune) rune {
	if r == ' ' {
		return r
	}
	return '•'
}
