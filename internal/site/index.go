package site

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"nadi/internal/article"
	"nadi/internal/decode"
	"nadi/internal/diag"
	"nadi/internal/locale"
	"nadi/internal/text"
	"nadi/internal/theme"
)

// index is the site: every published article and page, arranged. It is
// immutable once assembled.
type index struct {
	langs      []*language
	byLang     map[string]*language
	bySource   map[string]*entry // published articles and pages
	byLoc      map[string]*entry // the same by address path
	waiting    map[string]string // source → why it is not published ("a draft", …)
	waitingLoc map[string]string // the same by the address it will have
	entries    []*entry          // articles of all languages, in source order
	pages      []*entry
}

// language is the site in one language.
type language struct {
	code    string
	prefix  string // "" for the default language, else "/hi"
	words   *locale.Language
	scripts *text.Scripts
	chrome  *theme.Chrome
	key     string   // identifies chrome
	entries []*entry // newest first
	pages   []*entry
	topics  []*term // in the order of nadi.yaml, else by name
	tags    []*term
	people  []*term
	years   []*term // newest first; months inside
}

// entry is an article or page in the site.
type entry struct {
	*article.Article
	page         bool
	lang         *language
	loc          string
	at           int // place in lang.entries
	topics       []*term
	tags         []*term
	authors      []theme.Person
	reviewers    []theme.Person
	translations []*entry // in the order of the languages, itself included
	lead         *picture
	wish         Wish            // for all accounts
	wishes       map[string]Wish // for some, by name
	video        *Video
	card         *theme.Card
	drawn        *drawn // the card that networks show; nil where it is another picture
	scheduled    bool
	fed          bool   // some feed carries its body
	bodyKey      string // identifies the rendered body
	search       *searched
	html         []byte // kept only if fed
}

// term is a list of articles with an address: a topic, tag, person, year or
// month.
type term struct {
	kind     string // topics tags people archive
	key      string // what is the same in all languages
	name     string
	summary  string
	loc      string
	entries  []*entry // newest first
	reviewed []*entry // of a person
	person   *theme.Person
	link     *theme.Link
	months   []*term
}

// published decides which articles are in this build and counts the others.
func (b *builder) published() []*article.Article {
	var out []*article.Article
	for _, a := range b.content.articles {
		why := "left out because of errors"
		if b.content.refused[a.Source] {
			b.res.Refused++
		} else {
			why = b.holdBack(a)
		}
		if why != "" {
			b.index.waiting[a.Source] = why
			if l := b.index.byLang[a.Lang]; l != nil && a.Slug != "" {
				b.index.waitingLoc[b.articleLoc(l, a)] = why
				if why == expired {
					b.res.Over = append(b.res.Over, b.articleLoc(l, a))
				}
			}
			continue
		}
		out = append(out, a)
	}
	b.res.Built = len(out)
	slices.SortFunc(b.res.Waits, func(x, y Due) int { return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.Source, y.Source)) })
	for i := range b.res.Waits {
		if d := &b.res.Waits[i]; !d.Draft && d.At.After(b.in.Now) {
			b.res.NextDue = d
			break
		}
	}
	return out
}

// expired is why an article is not in a build any more.
const expired = "expired"

// holdBack says why an article is not in this build, or "".
func (b *builder) holdBack(a *article.Article) string {
	due := Due{Title: a.Title.S, Source: a.Source, Embargo: a.Embargo.After(b.in.Now)}
	switch a.Status(b.in.Now) {
	case article.Draft:
		due.Draft = true
		b.res.Waits = append(b.res.Waits, due)
		if !b.in.Drafts {
			b.res.Waiting++
			return "a draft"
		}
	case article.Scheduled:
		due.At = a.Due()
		b.res.Waits = append(b.res.Waits, due)
		if !b.in.Future {
			b.res.Waiting++
			return "not yet due"
		}
	case article.Expired:
		b.res.Expired++
		return expired
	}
	return ""
}

// assemble arranges what was read.
func (b *builder) assemble() {
	b.index = &index{byLang: map[string]*language{}, bySource: map[string]*entry{}, byLoc: map[string]*entry{}, waiting: map[string]string{}, waitingLoc: map[string]string{}}
	b.media = newMedia(b)
	for i, code := range b.cfg.Site.Codes() {
		l := &language{code: code, words: b.theme.Language(code), scripts: b.scripts(code)}
		if i > 0 {
			l.prefix = "/" + code
		}
		b.index.langs = append(b.index.langs, l)
		b.index.byLang[code] = l
	}
	b.identities()
	for _, a := range b.published() {
		b.addArticle(a)
	}
	for _, a := range b.content.pages {
		b.admitPage(a)
	}
	b.translations()
	for _, l := range b.index.langs {
		b.arrange(l)
	}
	for _, l := range b.index.langs {
		b.chrome(l)
	}
	b.cards()
	b.planCards()
	b.markFed()
	b.countLangs()
}

func (b *builder) addArticle(a *article.Article) {
	l := b.index.byLang[a.Lang]
	e := &entry{Article: a, lang: l, loc: b.articleLoc(l, a)}
	e.scheduled = a.Due().After(b.in.Now)
	l.entries = append(l.entries, e)
	b.index.entries = append(b.index.entries, e)
	b.index.bySource[a.Source], b.index.byLoc[e.loc] = e, e
}

func (b *builder) articleLoc(l *language, a *article.Article) string {
	return l.prefix + permalink(b.cfg.Permalinks.Article.S, a.Slug, a.Date.In(b.zone))
}

// admitPage adds a page unless it waits or is refused; pages are not counted
// among the articles.
func (b *builder) admitPage(a *article.Article) {
	why := ""
	switch status := a.Status(b.in.Now); {
	case b.content.refused[a.Source]:
		why = "left out because of errors"
	case status == article.Draft && !b.in.Drafts:
		why = "a draft"
	case status == article.Scheduled && !b.in.Future:
		why = "not yet due"
	case status == article.Expired:
		why = "expired"
	default:
		b.addPage(a)
		return
	}
	b.index.waiting[a.Source] = why
	if l := b.index.byLang[a.Lang]; l != nil && a.Slug != "" {
		b.index.waitingLoc[l.prefix+"/"+a.Slug+"/"] = why
	}
}

func (b *builder) addPage(a *article.Article) {
	l := b.index.byLang[a.Lang]
	e := &entry{Article: a, page: true, lang: l, loc: l.prefix + "/" + a.Slug + "/", scheduled: a.Due().After(b.in.Now)}
	l.pages = append(l.pages, e)
	b.index.pages = append(b.index.pages, e)
	b.index.bySource[a.Source], b.index.byLoc[e.loc] = e, e
}

// identities finds one id used twice in a language, which is what a copied
// file looks like.
func (b *builder) identities() {
	first := map[string]*article.Article{}
	oldest := slices.Clone(b.content.articles) // the older of two is the one that was copied from
	slices.SortStableFunc(oldest, func(x, y *article.Article) int { return x.Date.Compare(y.Date) })
	for _, a := range oldest {
		if a.ID == "" {
			continue
		}
		key := a.ID + "." + a.Lang
		if f, ok := first[key]; ok {
			b.refuseLater(a, diag.Finding{Rule: "content/duplicate-id", Severity: diag.Error,
				Message: fmt.Sprintf("the id %q is that of %s", a.ID, f.Source),
				Hint:    "copied from there? remove the id line here; nadi check --fix writes a new one. A translation belongs in another language"}.At(a.Source, a.IDAt.Span()))
			continue
		}
		first[key] = a
	}
	b.originals()
	b.strangers()
}

// strangers finds files that look like translations of each other and carry
// different ids, so that nothing joins them.
func (b *builder) strangers() {
	first := map[string]*article.Article{}
	for _, a := range b.content.articles {
		f, ok := first[a.Base]
		switch {
		case a.ID == "":
		case !ok:
			first[a.Base] = a
		case f.ID != a.ID:
			b.findings.Add(diag.Finding{Rule: "content/translation-id", Severity: diag.Warning,
				Message: fmt.Sprintf("this looks like a translation of %s, but has another id", f.Source),
				Hint:    "write id: " + f.ID + ", or give the file another name"}.At(a.Source, a.IDAt.Span()))
		}
	}
}

// originals finds translations whose original is not there.
func (b *builder) originals() {
	sources := map[string]bool{}
	for _, group := range [][]*article.Article{b.content.articles, b.content.pages} {
		for _, a := range group {
			sources[a.Base] = sources[a.Base] || !a.Suffixed
		}
		for _, a := range group {
			if a.Suffixed && !sources[a.Base] && !b.content.refused[a.Source] {
				b.refuseLater(a, diag.Finding{Rule: "content/translation", Severity: diag.Error, Path: a.Source,
					Message: fmt.Sprintf("this is a translation of %s.md, which is not there", a.Base),
					Hint:    fmt.Sprintf("put the original beside it; or, if %s is its only language, rename it to %s.md and write lang: %s", a.Lang, a.Base[strings.LastIndexByte(a.Base, '/')+1:], a.Lang)})
			}
		}
	}
}

// refuseLater refuses an article for what only the whole site shows.
func (b *builder) refuseLater(a *article.Article, f diag.Finding) {
	b.findings.Add(f)
	if b.level(f) == diag.Error {
		b.content.refuse(a.Source)
	}
}

// translations joins the articles that share a written id, or else the same
// path without its language.
func (b *builder) translations() {
	groups := map[string][]*entry{}
	key := func(e *entry) string {
		if e.ID != "" {
			return "id:" + e.ID
		}
		return e.Base
	}
	byBase := map[string]string{} // a written id in one file joins its unnamed translations, published or not
	for _, a := range slices.Concat(b.content.articles, b.content.pages) {
		if _, ok := byBase[a.Base]; a.ID != "" && !ok {
			byBase[a.Base] = "id:" + a.ID
		}
	}
	for _, list := range [][]*entry{b.index.entries, b.index.pages} {
		for _, e := range list {
			k := key(e)
			if joined, ok := byBase[e.Base]; ok && e.ID == "" {
				k = joined
			}
			groups[k] = append(groups[k], e)
		}
	}
	for _, g := range groups {
		slices.SortFunc(g, func(x, y *entry) int {
			return cmp.Or(cmp.Compare(b.langAt(x), b.langAt(y)), cmp.Compare(x.Source, y.Source))
		})
		g = slices.CompactFunc(g, func(x, y *entry) bool { return x.lang == y.lang })
		for _, e := range g {
			e.translations = g
		}
		b.unidentified(g, byBase)
	}
	slices.SortFunc(b.res.Unidentified, func(x, y Unidentified) int { return cmp.Compare(x.Sources[0], y.Sources[0]) })
}

// unidentified notes the articles of a group that have no id.
func (b *builder) unidentified(g []*entry, byBase map[string]string) {
	u := Unidentified{ID: strings.TrimPrefix(byBase[g[0].Base], "id:")}
	for _, e := range g {
		if e.ID != "" {
			u.ID = e.ID
		} else if !e.page {
			u.Sources = append(u.Sources, e.Source)
		}
	}
	if len(u.Sources) > 0 {
		b.res.Unidentified = append(b.res.Unidentified, u)
	}
}

func (b *builder) langAt(e *entry) int { return slices.Index(b.index.langs, e.lang) }

// arrange sorts a language's articles and makes its lists.
func (b *builder) arrange(l *language) {
	slices.SortFunc(l.entries, func(x, y *entry) int {
		return cmp.Or(y.Date.Compare(x.Date), cmp.Compare(x.Source, y.Source))
	})
	slices.SortFunc(l.pages, func(x, y *entry) int { return cmp.Compare(x.loc, y.loc) })
	t := &terms{b: b, l: l, topics: map[string]*term{}, tags: map[string]*term{}, people: map[string]*term{}, months: map[string]*term{}}
	t.spell()
	for i, e := range l.entries {
		e.at = i
		t.add(e)
	}
	t.finish()
}

func (b *builder) countLangs() {
	for _, l := range b.index.langs {
		b.res.ByLang = append(b.res.ByLang, LangCount{Lang: l.code, N: len(l.entries)})
	}
}

// date is a moment as a page shows it.
func (b *builder) date(l *language, t time.Time) theme.Date {
	if t.IsZero() {
		return theme.Date{}
	}
	local := t.In(b.zone)
	return theme.Date{ISO: local.Format(time.RFC3339), Text: l.words.Date(local)}
}

func hashOf(parts ...[]byte) [sha256.Size]byte {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
		h.Write([]byte{0})
	}
	return [sha256.Size]byte(h.Sum(nil))
}

func near(word string, known []string, else_ string) string {
	if n := text.Nearest(word, known); n != "" {
		return "did you mean " + n + "?"
	}
	return else_
}

func at(t decode.Text) diag.Span { return t.Span() }
