package check

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"nadi/internal/article"
	"nadi/internal/config"
	"nadi/internal/diag"
	"nadi/internal/markdown"
	"nadi/internal/metadata"
	"nadi/internal/privacy"
	"nadi/internal/prose"
	"nadi/internal/safety"
)

// Judge is the rules at work on one site: they know its numbers, its people
// and the laws that hold there. It is safe for concurrent use.
type Judge struct {
	set     *Set
	cfg     *config.Config
	people  map[string]*article.Person
	key     string
	privacy *privacy.Finder
	safety  *safety.Finder
	advice  *advice     // nil where only blocking rules run
	promise prose.Table // words of claims
	readers sync.Pool
}

// Judge returns the rules for one site. now is the day for which it is judged:
// ages are reckoned from its year.
func (s *Set) Judge(cfg *config.Config, people map[string]*article.Person, now time.Time) *Judge {
	lex := prose.NewLexicon()
	known := knownOf(cfg, people, now)
	j := &Judge{set: s, cfg: cfg, people: people, privacy: privacy.New(lex, known)}
	j.safety = safety.New(lex, safety.Options{Region: cfg.Site.Region.S, Helplines: helplines(cfg), Advise: s.advise})
	j.promise = lex.Mark(nil, 1, promises...)
	if s.advise {
		j.advice = newAdvice(lex, cfg)
	}
	j.readers.New = func() any { return prose.NewReader(lex) }
	j.key = keyOf(cfg, known, s.advise)
	return j
}

// Key names all that Article depends on beside its arguments.
func (j *Judge) Key() string { return j.key }

func keyOf(cfg *config.Config, known *privacy.Known, advise bool) string {
	data, err := json.Marshal([]any{cfg.Check, cfg.Site.Region, cfg.Site.Helplines, known, advise})
	if err != nil {
		panic(err) // plain values can always be written
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// Pass is one article as a rule sees it.
type Pass struct {
	Article *article.Article
	Doc     *markdown.Doc
	Source  []byte // the whole file
	judge   *Judge
	out     []diag.Finding
	rule    *Rule
	claims  bool // a title, description or post has a word that promises
	tells   bool // it tells of one patient
}

// Report adds a finding of the running rule.
func (p *Pass) Report(at diag.Span, message, hint string) {
	p.add(p.rule.ID, p.rule.Severity, at, message, hint)
}

func (p *Pass) add(rule string, s diag.Severity, at diag.Span, message, hint string) {
	p.out = append(p.out, diag.Finding{Rule: rule, Severity: s, Message: message, Hint: hint}.At(p.Article.Source, at))
}

// Article returns what is found in the words of one article, and what a person
// lets stand in it. It depends on its arguments and on Key alone.
func (j *Judge) Article(a *article.Article, doc *markdown.Doc, src []byte) ([]diag.Finding, []article.Allowance) {
	p := &Pass{Article: a, Doc: doc, Source: src, judge: j}
	j.words(p, texts(a, doc))
	if p.tells {
		j.again(p, texts(a, doc))
	}
	for i := range j.set.rules {
		if p.rule = &j.set.rules[i]; p.rule.Run != nil && j.wanted(p.rule) {
			p.rule.Run(p)
		}
	}
	return once(p.out), p.allowances()
}

// once drops what is said twice of the same words: an e-mail address is words
// and a link, and letters of a dose need no other explanation.
func once(fs []diag.Finding) []diag.Finding {
	type place struct {
		rule                   string
		line, column, end, til int
	}
	at := func(rule string, f diag.Finding) place {
		return place{rule, f.Line, f.Column, f.EndLine, f.EndColumn}
	}
	doses := map[place]bool{}
	for _, f := range fs {
		if f.Rule == "safety/dose-notation" {
			doses[at(f.Rule, f)] = true
		}
	}
	var kept []diag.Finding
	said := map[place]int{}
	for _, f := range fs {
		i, again := said[at(f.Rule, f)]
		switch {
		case f.Rule == "language/acronym" && doses[at("safety/dose-notation", f)]:
		case !again || f.Line == 0 || !isPrivate(f.Rule):
			said[at(f.Rule, f)] = len(kept)
			kept = append(kept, f)
		case f.Severity == kept[i].Severity && len(f.Message) < len(kept[i].Message), f.Severity == diag.Error && kept[i].Severity != diag.Error:
			kept[i] = f
		}
	}
	return kept
}

// wanted reports whether a rule runs: all do where advice is wanted, else those
// that block on this site.
func (j *Judge) wanted(r *Rule) bool {
	if j.set.advise {
		return true
	}
	f, ok := j.Level(diag.Finding{Rule: r.ID, Severity: r.Severity})
	return ok && f.Severity == diag.Error
}

// words runs the finders over passages.
func (j *Judge) words(p *Pass, all iter.Seq[prose.Passage]) {
	r := j.readers.Get().(*prose.Reader)
	defer j.readers.Put(r)
	harm, plain := j.safety.Begin(), j.advice.begin(p)
	var t *prose.Text // one set of functions serves all passages
	private, harmful := func(h privacy.Hit) { p.private(t, h) }, func(h safety.Hit) { p.harmful(t, h) }
	for passage := range all {
		t = r.Read(passage)
		p.claims = p.claims || brief(passage.Kind) && j.claims(t)
		j.privacy.Find(t, private)
		if !speaks(passage.Kind) {
			continue
		}
		harm.Text(t, harmful)
		plain.add(p, t)
	}
	for _, m := range harm.End() {
		p.add(m.Rule, severity(m.Sure), m.Span, m.Message, m.Hint)
	}
	plain.end(p)
}

func (p *Pass) harmful(t *prose.Text, h safety.Hit) {
	p.add(h.Rule, severity(h.Sure), t.Span(h.From, h.To), h.Message, h.Hint)
	if h.Rule == "safety/dose-notation" {
		p.out[len(p.out)-1].Swap = dose(t.Passage.Text, t, h)
	}
}

// dose writes a dose so that it cannot be misread: .5 mg as 0.5 mg, 5.0 mg as
// 5 mg. Of abbreviations nobody can be sure.
func dose(source string, t *prose.Text, h safety.Hit) string {
	from, to := t.Source(h.From, h.To)
	written := source[from:to]
	switch m := doseForm.FindStringSubmatch(written); {
	case m == nil:
		return ""
	case m[1] == "": // .5 mg
		return "0" + written
	default:
		return m[1] + m[3]
	}
}

// doseForm is a number without its zero, or with one that does not belong.
var doseForm = regexp.MustCompile(`^(?:\.\d+|(\d+)(\.0+))(\D.*|)$`)

// brief reports the passages that most people read alone.
func brief(k prose.Kind) bool {
	return k == prose.Title || k == prose.Description || k == prose.Post
}

// claims reports whether a text has a word that promises.
func (j *Judge) claims(t *prose.Text) bool {
	for _, k := range t.Tokens {
		if k.Sort == prose.Number && t.Of(k) == "100" || j.promise.Get(k.ID) != 0 {
			return true
		}
	}
	return false
}

// again looks at an article that tells of a patient once more, strictly: in it
// a day, a name or a street that would pass elsewhere belongs to somebody. What
// is found only then warns, for nothing but the company it keeps speaks against
// it.
func (j *Judge) again(p *Pass, all iter.Seq[prose.Passage]) {
	r := j.readers.Get().(*prose.Reader)
	defer j.readers.Put(r)
	before := len(p.out)
	var t *prose.Text
	private := func(h privacy.Hit) {
		if h.Sure = false; !p.marked(t.Span(h.From, h.To), before) {
			p.private(t, h)
		}
	}
	for passage := range all {
		if !speaks(passage.Kind) {
			continue
		}
		passage.Strict = true
		t = r.Read(passage)
		j.privacy.Find(t, private)
	}
}

// marked reports whether one of the first n findings about patients touches a
// place.
func (p *Pass) marked(at diag.Span, n int) bool {
	for _, f := range p.out[:n] {
		if isPrivate(f.Rule) && f.Line <= at.EndLine && at.Line <= f.EndLine && (f.Line != f.EndLine || at.Line != at.EndLine || f.Column < at.EndColumn && at.Column < f.EndColumn) {
			return true
		}
	}
	return false
}

// speaks reports whether a passage says something to readers.
func speaks(k prose.Kind) bool {
	switch k {
	case prose.Address, prose.FileName, prose.Slug, prose.Meta, prose.Code:
		return false
	}
	return true
}

func severity(sure bool) diag.Severity {
	if sure {
		return diag.Error
	}
	return diag.Warning
}

// Words judges words that stand inside a drawing or a document; their place is
// the file.
func (j *Judge) Words(name, lang string, words []string) []diag.Finding {
	p := &Pass{Article: &article.Article{Source: name, Lang: lang}, judge: j}
	r := j.readers.Get().(*prose.Reader)
	defer j.readers.Put(r)
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	j.find(p, r.Read(prose.Passage{Kind: prose.FileName, Lang: speech(lang), Text: worded(stem)}))
	for passage := range passagesOf(prose.Inside, speech(lang), words) {
		j.find(p, r.Read(passage))
	}
	return p.out
}

func (j *Judge) find(p *Pass, t *prose.Text) {
	j.privacy.Find(t, func(h privacy.Hit) { p.private(t, h) })
}

// File says what a file that is published as it is tells about people beside
// what it shows, and which words it holds.
func (j *Judge) File(name string, data []byte) (marks []diag.Finding, words []string) {
	facts, err := metadata.Read(name, data)
	if err != nil {
		return []diag.Finding{{Rule: "privacy/metadata", Severity: diag.Error, Path: name,
			Message: "nobody can look into this file: it is not what its name says", Hint: "save it again in the program that made it, or end its name as it should"}}, nil
	}
	if facts.Kind == "" {
		facts.Words = plainWords(name, data)
	}
	for _, m := range facts.Marks {
		marks = append(marks, diag.Finding{Rule: "privacy/metadata", Severity: diag.Error, Path: name,
			Message: fmt.Sprintf("the file tells more than it shows: %s (%s)", m.What, m.Where), Hint: "remove it: " + removal(m.Remove, name)})
	}
	if facts.Unread != "" {
		marks = append(marks, diag.Finding{Rule: "privacy/metadata", Severity: diag.Warning, Path: name,
			Message: "the file could not be looked into: " + facts.Unread, Hint: "look yourself that it names nobody"})
	}
	return marks, facts.Words
}

// removal is a way to clean a file, with its name in it, so that it can be
// copied as it is.
func removal(way, name string) string {
	if !strings.Contains(way, "FILE") {
		return way
	}
	in := name
	if strings.ContainsAny(in, " '()&") {
		in = strconv.Quote(in)
	}
	out := "clean" + strings.ToLower(path.Ext(name))
	return strings.NewReplacer("FILE", in, "CLEAN.pdf", out, "CLEAN", out).Replace(way) + "; then put " + out + " in its place"
}

// Post judges a composed post: its words, and what stands for its picture.
// Its place is nowhere; the findings carry rule and message.
func (j *Judge) Post(lang, text, alt string) []diag.Finding {
	p := &Pass{Article: &article.Article{Lang: lang}, judge: j}
	j.words(p, func(yield func(prose.Passage) bool) {
		_ = yield(prose.Passage{Kind: prose.Post, Lang: speech(lang), Text: text}) && (alt == "" || yield(prose.Passage{Kind: prose.Alt, Lang: speech(lang), Text: alt}))
	})
	return p.out
}

// Mask returns s with everything hidden that names a patient.
func (j *Judge) Mask(s string) string {
	r := j.readers.Get().(*prose.Reader)
	defer j.readers.Put(r)
	t := r.Read(prose.Passage{Text: s})
	hidden := make([]bool, len(s))
	found := false
	j.privacy.Find(t, func(h privacy.Hit) {
		from, to := t.Source(h.From, h.To)
		for i := from; i < min(to, len(s)); i++ {
			hidden[i], found = true, true
		}
	})
	if !found {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		if hidden[i] && r != ' ' {
			r = '•'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Level sets a finding's severity as the site's configuration wants it.
func (j *Judge) Level(f diag.Finding) (diag.Finding, bool) { return j.set.Level(j.cfg, f) }
