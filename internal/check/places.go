package check

import (
	"bytes"
	"html"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"nadi/internal/article"
	"nadi/internal/config"
	"nadi/internal/prose"
)

// places judges what is published beside articles: people, topics and what the
// site says of itself.
func (w *whole) places() {
	r := w.judge.readers.Get().(*prose.Reader)
	defer w.judge.readers.Put(r)
	for _, key := range sortedKeys(w.People) {
		p := w.People[key]
		w.said(r, p.Source, p.Bio, p.Role, p.Credentials, shown(p.Photo))
	}
	cfg := w.judge.cfg
	all := []config.Localized{cfg.Site.Title, cfg.Site.Description}
	for _, t := range slices.Concat(cfg.Topics, cfg.Tags) {
		all = append(all, t.Name, t.Description)
	}
	for _, h := range cfg.Site.Helplines {
		all = append(all, h.Name, h.Note)
	}
	w.said(r, config.FileName, all...)
}

// said judges texts of a file in each of their languages.
func (w *whole) said(r *prose.Reader, name string, texts ...config.Localized) {
	for _, t := range texts {
		for _, lang := range sortedKeys(t) {
			p := &Pass{Article: &article.Article{Source: name, Lang: lang}, judge: w.judge}
			w.judge.find(p, r.Read(prose.Passage{Kind: prose.Inside, Lang: lang, Text: t[lang]}))
			w.out = append(w.out, p.out...)
		}
	}
}

// shown are the words about a picture.
func shown(m *article.PictureMeta) config.Localized {
	if m == nil {
		return nil
	}
	return config.Localized{"": m.Alt.S + ". " + m.Caption.S + ". " + m.Credit.S}
}

// programs are files whose words are for machines.
var programs = []string{".js", ".mjs", ".css", ".map"}

// tags are what stands between the words of a page.
var tags = regexp.MustCompile(`<[^<>]*>`)

// plainWords are the paragraphs of a file of a kind that nobody knows but that
// is text, pages among them.
func plainWords(name string, data []byte) []string {
	if slices.Contains(programs, strings.ToLower(path.Ext(name))) || bytes.IndexByte(data, 0) >= 0 || !utf8.Valid(data) {
		return nil
	}
	text := string(data)
	if strings.HasPrefix(strings.TrimSpace(text), "<") {
		text = html.UnescapeString(tags.ReplaceAllString(text, "\n"))
	}
	var out []string
	for _, p := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return out
}
