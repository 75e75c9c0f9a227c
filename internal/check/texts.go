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
func texts(a *article.Article, doc *markdown.Doc) iter.Seq[prose.Passage] {
	return func(yield func(prose.Passage) bool) {
		_ = names(a, yield) && front(a, yield) && body(a, doc, yield)
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

// names yields the file's name as words, or that of its bundle. Its language
// is no part of it.
func names(a *article.Article, yield func(prose.Passage) bool) bool {
	stem := path.Base(a.Base)
	if stem == "index" || stem == "_index" {
		stem = path.Base(path.Dir(a.Base))
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

// front yields the title and the description as such, the texts of posts, and
// all else that the front matter says. Its lines are not judged as they stand:
// a name may go over two of them or be written in escapes, and a comment is not
// published.
func front(a *article.Article, yield func(prose.Passage) bool) bool {
	if !yield(field(prose.Title, speech(a.Lang), a.Title)) || !yield(field(prose.Description, speech(a.Lang), a.Summary)) {
		return false
	}
	for o := range wishes(a) {
		if o.Text.S != "" && !yield(field(prose.Post, speech(a.Lang), o.Text)) {
			return false
		}
	}
	for _, t := range a.Said {
		if !posted(a, t) && !yield(field(prose.Meta, speech(a.Lang), t)) {
			return false
		}
	}
	return addresses(a, yield)
}

// posted reports whether a text is that of a post.
func posted(a *article.Article, t decode.Text) bool {
	for o := range wishes(a) {
		if o.Text.Line == t.Line && o.Text.Col == t.Col && t.Line > 0 {
			return true
		}
	}
	return false
}

// addresses yields the last parts of written addresses as words.
func addresses(a *article.Article, yield func(prose.Passage) bool) bool {
	for _, t := range append([]decode.Text{a.SlugAt}, a.Aliases...) {
		t.S = worded(t.S)
		if t.S != "" && !yield(field(prose.Slug, speech(a.Lang), t)) {
			return false
		}
	}
	return true
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
// letter, perhaps in quotes, each word has its place; else only the line is
// known, and all of it will be covered.
func field(k prose.Kind, lang string, t decode.Text) prose.Passage {
	return prose.Passage{Kind: k, Lang: lang, Text: t.S, Place: func(from, to int) diag.Span {
		s, n := t.Span(), utf8.RuneCountInString(t.S)
		quotes := (s.EndColumn - s.Column - n) / 2
		if s.Line == 0 || quotes < 0 || quotes > 1 || s.EndColumn-s.Column-n != 2*quotes {
			return diag.Span{Line: s.Line}
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
