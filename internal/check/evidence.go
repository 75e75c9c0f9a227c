package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"nadi/internal/article"
	"nadi/internal/diag"
	"nadi/internal/prose"
)

// evidence looks at what a reader must know about where an article comes from.
func (w *whole) evidence(a *article.Article) {
	if a.Sponsor.S != "" && a.Disclosure.S == "" {
		w.add("evidence/disclosure", a.Source, a.Sponsor.Span(), "somebody paid for this article, and readers are not told", "write disclosure: who paid, and who decided the words")
	}
	if w.judge.cfg.Check.AI && a.AI.S == "" {
		w.add("safety/ai", a.Source, a.Title.Span(), "nothing says whether software wrote any of this", "write ai: none, or a sentence on what it was used for")
	}
}

// translation demands that what was put right for safety, or withdrawn, is so
// in every language.
func (w *whole) translation(a *article.Article, group []*article.Article) {
	if o := Original(a, group, w.judge.cfg.Site.Codes()[0]); o != nil && a.Original.S != "" && a.Original.S != ReviewHash(o) {
		w.add("evidence/translation-old", a.Source, a.Original.Span(), "the original has changed since this translation was made", "bring this one up to date, take translationOf out, and run  nadi check --fix")
	}
	for _, o := range group {
		if o == a {
			continue
		}
		if o.Retracted != nil && a.Retracted == nil {
			w.add("evidence/translation", a.Source, a.Title.Span(), "the article in "+o.Lang+" was withdrawn, and this one still stands", "write retracted: with the same date here too")
		}
		for _, n := range o.Notes {
			if n.Severity == "safety" && !carries(a, n) {
				w.add("evidence/translation", a.Source, a.Title.Span(), fmt.Sprintf("the article in %s was corrected for safety on %s, and this one does not say so", o.Lang, n.Date.Format("2 January 2006")), "put it right here, and write the same note below corrections:")
			}
		}
	}
}

// Original is the article of which a is a translation: that of the group in the
// site's first language. It is nil for originals.
func Original(a *article.Article, group []*article.Article, first string) *article.Article {
	for _, o := range group {
		if o.Lang == first && a.Lang != first {
			return o
		}
	}
	return nil
}

func carries(a *article.Article, n article.Note) bool {
	return a.Retracted != nil || slices.ContainsFunc(a.Notes, func(m article.Note) bool {
		return m.Severity == n.Severity && m.Date.Sub(n.Date).Abs() < 24*time.Hour // one has an hour, perhaps
	})
}

// claims are words that promise; a summary may use one only where the article
// does.
var claims = regexp.MustCompile(`(?i)\b(?:cur(?:e|es|ed)|prevents?|guarantee[ds]?|eliminates?|reverses?|proven|miracle)\b|\b100 ?% (?:safe|effective|cured?|success)|गारंटी|रामबाण|जड़ से|चमत्कार`)

// hardClaims are those of them that promise health itself.
var hardClaims = regexp.MustCompile(`(?i)^(?:cure|prevent|guarantee|100|गारंटी|रामबाण|जड़)`)

// denies are signs that a text warns of what it names, or asks.
var denies = regexp.MustCompile(`(?i)\b(?:beware|careful|myths?|fake|scams?|claims?|claimed|how to (?:tell|spot|check))\b|\?|मिथक|झूठ|सावधान|क्या`)

// promises are the words that claims begin with.
var promises = []string{"cure", "cures", "cured", "prevent", "prevents", "guarantee", "guarantees", "guaranteed", "eliminate", "eliminates", "reverse", "reverses", "proven", "miracle", "गारंटी", "रामबाण", "जड़", "चमत्कार"}

// numbers are figures that a reader takes for facts.
var numbers = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?`)

// summary demands that title, description and the texts of posts say no more
// than the article.
func summary(p *Pass) {
	if !p.claims && !p.judge.set.advise {
		return
	}
	said := ""
	for _, f := range shortTexts(p.Article) {
		if !claims.MatchString(f.text) && !(p.judge.set.advise && numbers.MatchString(f.text)) {
			continue
		}
		if said == "" {
			said = strings.ToLower(prose.Fold(p.Doc.Text()))
		}
		p.more(f, said)
	}
}

type shortText struct {
	text, name string
	at         diag.Span
}

func shortTexts(a *article.Article) []shortText {
	out := []shortText{{a.Title.S, "the title", a.Title.Span()}, {a.Summary.S, "the description", a.Summary.Span()}}
	for o := range wishes(a) {
		out = append(out, shortText{o.Text.S, "the text of a post", o.Text.Span()})
	}
	return out
}

func (p *Pass) more(f shortText, said string) {
	for _, at := range claims.FindAllStringIndex(f.text, -1) {
		c := f.text[at[0]:at[1]]
		if !denies.MatchString(sentenceAt(f.text, at[0])) && !denied.MatchString(f.text[:at[0]]) && !saysToo(said, stemOf(strings.ToLower(c))) {
			p.add("evidence/summary", severity(hardClaims.MatchString(c)), f.at, fmt.Sprintf("%s says %q, and the article does not", f.name, c), "say no more than the article does")
		}
	}
	if !p.judge.set.advise {
		return
	}
	for _, n := range numbers.FindAllString(prose.Fold(f.text), -1) {
		if n = strings.ReplaceAll(n, ",", ""); !strings.Contains(strings.ReplaceAll(said, ",", ""), n) && !spelled(n, said) && f.name != "the title" {
			p.add("evidence/summary", diag.Warning, f.at, fmt.Sprintf("%s gives the number %s, and the article does not", f.name, n), "give it in the article too, with its source")
		}
	}
}

// sentenceAt is the sentence of a short text in which a place lies.
func sentenceAt(s string, at int) string {
	from, to := 0, len(s)
	if i := strings.LastIndexAny(s[:at], ".!?।"); i >= 0 {
		from = i + 1
	}
	if i := strings.IndexAny(s[at:], ".!?।"); i >= 0 {
		to = at + i + 1
	}
	return s[from:to]
}

// denied ends what stands before a word that is said not to be so.
var denied = regexp.MustCompile(`(?i)(?:\b(?:no|not|never|nor|cannot|without)|n[’']t)\s+(?:\w+\s+){0,2}$`)

// saysToo reports whether an article says what a summary promises: curable
// and curing are forms of cure.
func saysToo(said, stem string) bool {
	return strings.Contains(said, stem) || stem == "cure" && (strings.Contains(said, "curable") || strings.Contains(said, "curing"))
}

// stemOf makes one of cure, cures and cured.
func stemOf(word string) string { return strings.TrimRight(strings.TrimSuffix(word, "es"), "sd") }

// spelled reports whether a small number stands in the text as a word.
func spelled(n, said string) bool {
	small := map[string]string{"1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine", "10": "ten", "12": "twelve"}
	return small[n] != "" && strings.Contains(said, small[n])
}

// claimed are figures that want a source: shares, risks, results of studies.
var claimed = regexp.MustCompile(`(?i)\d\s?(?:%|percent|per cent|प्रतिशत|फ़ीसदी|फीसदी)|\b(?:one|two|three|1|2|3) (?:in|out of) (?:\d+|three|four|five|ten)\b|\b(?:study|studies|trial|researchers) (?:found|shows?|showed|suggests?)\b|\bmillion (?:people|adults|children|deaths)|लाख लोग|करोड़ लोग|अध्ययन (?:में|के अनुसार)`)

// sources demands evidence for figures.
func sources(p *Pass) {
	if len(p.Article.Sources) > 0 {
		return
	}
	text := prose.Fold(p.Doc.Text())
	if m := claimed.FindStringIndex(text); m != nil && strings.ContainsFunc(text[m[0]:], unicode.IsLetter) {
		p.Report(p.Article.Title.Span(), "the article gives figures or results and names no source", "write sources: with title, url, publisher and date")
	}
}
