package check

import (
	"iter"
	"path"
	"strings"
	"unicode/utf8"

	"nadi/internal/article"
	"nadi/internal/decode"
	"nadi/internal/diag"
	"nadi/internal/markdown"
	"nadi/internal/prose"
)

// texts yields all words of an article: its front matter, the names of its
// file, its address, and its body.
func texts(a *article.Article, doc *markdown.Doc, src []byte) iter.Seq[prose.Passage] {
	return func(yield func(prose.Passage) bool) {
		_ = names(a, yield) && front(a, src, yield) && body(a, doc, yield)
	}
}

func body(a *article.Article, doc *markdown.Doc, yield func(prose.Passage) bool) bool {
	for p := range doc.Prose(speech(a.Lang)) {
		if !yield(p) {
			return false
		}
	}
	return true
}

// names yields the file's name as words; a slug that is written stands in the
// front matter too, where it has a place.
func names(a *article.Article, yield func(prose.Passage) bool) bool {
	stem := strings.TrimSuffix(path.Base(a.Source), path.Ext(a.Source))
	if stem == "index" {
		stem = path.Base(path.Dir(a.Source))
	}
	return yield(prose.Passage{Kind: prose.FileName, Lang: speech(a.Lang), Text: worded(stem)})
}

// worded makes words of a file name. Only letters lose their hyphens: those
// of numbers belong to them.
func worded(stem string) string {
	b := []byte(stem)
	for i := 1; i+1 < len(b); i++ {
		if (b[i] == '-' || b[i] == '_') && !isDigit(b[i-1]) && !isDigit(b[i+1]) {
			b[i] = ' '
		}
	}
	return string(b)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// front yields the title and the description as such, and every other line of
// the front matter as it is written.
func front(a *article.Article, src []byte, yield func(prose.Passage) bool) bool {
	if !yield(field(prose.Title, speech(a.Lang), a.Title)) || !yield(field(prose.Description, speech(a.Lang), a.Summary)) {
		return false
	}
	for o := range wishes(a) {
		if o.Text.S != "" && !yield(field(prose.Post, speech(a.Lang), o.Text)) {
			return false
		}
	}
	meta := string(src[:min(a.BodyOffset, len(src))])
	l := &metaLine{}
	at := l.span
	for line := range strings.Lines(meta) {
		l.n++
		l.text = strings.TrimRight(line, "\r\n")
		if l.n == int(a.Title.Line) || l.n == int(a.Summary.Line) || len(l.text) < 4 || !utf8.ValidString(l.text) {
			continue
		}
		if !yield(prose.Passage{Kind: prose.Meta, Lang: speech(a.Lang), Text: l.text, Place: at}) {
			return false
		}
	}
	return true
}

// metaLine is a line of the front matter, the current one.
type metaLine struct {
	n    int
	text string
}

func (l *metaLine) span(from, to int) diag.Span {
	return diag.Span{Line: l.n, Column: 1 + utf8.RuneCountInString(l.text[:from]), EndLine: l.n, EndColumn: 1 + utf8.RuneCountInString(l.text[:to])}
}

func wishes(a *article.Article) iter.Seq[article.Override] {
	return func(yield func(article.Override) bool) {
		if !yield(a.Syndicate.Override) {
			return
		}
		for _, o := range a.Syndicate.Accounts {
			if !yield(o) {
				return
			}
		}
	}
}

// field is a value of the front matter. Where it was written letter for
// letter, perhaps in quotes, each word has its place; else the value has one.
func field(k prose.Kind, lang string, t decode.Text) prose.Passage {
	return prose.Passage{Kind: k, Lang: lang, Text: t.S, Place: func(from, to int) diag.Span {
		s, n := t.Span(), utf8.RuneCountInString(t.S)
		quotes := (s.EndColumn - s.Column - n) / 2
		if s.Line == 0 || quotes < 0 || quotes > 1 || s.EndColumn-s.Column-n != 2*quotes {
			return s
		}
		start := s.Column + quotes + utf8.RuneCountInString(t.S[:from])
		return diag.Span{Line: s.Line, Column: start, EndLine: s.Line, EndColumn: start + utf8.RuneCountInString(t.S[from:to])}
	}}
}

func passagesOf(k prose.Kind, lang string, texts []string) iter.Seq[prose.Passage] {
	return func(yield func(prose.Passage) bool) {
		for _, s := range texts {
			if !yield(prose.Passage{Kind: k, Lang: lang, Text: s}) {
				return
			}
		}
	}
}

// speech is the language of a code: en of en-IN.
func speech(code string) string {
	lang, _, _ := strings.Cut(code, "-")
	return lang
}
