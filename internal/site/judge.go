package site

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"nadi/internal/article"
	"nadi/internal/config"
	"nadi/internal/decode"
	"nadi/internal/diag"
	"nadi/internal/markdown"
)

// Rules are the check's rules. It is how they run in every build.
type Rules interface {
	// Level returns the finding with the severity that holds in this site;
	// ok is false when the rule is switched off.
	Level(cfg *config.Config, f diag.Finding) (_ diag.Finding, ok bool)
	// Absolute reports whether a finding of this rule stops every build,
	// whatever the flags.
	Absolute(rule string) bool
	// Config returns what is wrong with the rules' own settings.
	Config(cfg *config.Config) []diag.Finding
	// Judge returns the rules for one site and day.
	Judge(cfg *config.Config, people map[string]*article.Person, now time.Time) Judge
}

// Judge is the rules at work on one site. It is called by several goroutines.
type Judge interface {
	// Key names all that Article depends on beside its arguments.
	Key() string
	// Article returns what is found in the words of one article, and what its
	// comments let stand. What it returns is remembered.
	Article(a *article.Article, doc *markdown.Doc, src []byte) ([]diag.Finding, []article.Allowance)
	// Whole returns what is found by looking at several files or at the day.
	Whole(l *article.Library) []diag.Finding
	// Words judges what stands inside a drawing or a document.
	Words(name, lang string, words []string) []diag.Finding
	// File says what a file that is published as it is tells about people, and
	// which words it holds.
	File(name string, data []byte) (marks []diag.Finding, words []string)
	// Output judges a page as it will be published.
	Output(source, path string, body []byte) []diag.Finding
	// Settle takes out the findings that a person lets stand.
	Settle(fs []diag.Finding, given map[string][]article.Allowance, authors func(string) []decode.Text, now time.Time) ([]diag.Finding, []article.Release)
	// Mask hides private values.
	Mask(string) string
}

// With makes Rules of a set whose Judge has a type of its own, so that the
// package of rules need not know this one.
func With[J Judge](set interface {
	statics
	Judge(cfg *config.Config, people map[string]*article.Person, now time.Time) J
}) Rules {
	return with[J]{set, set.Judge}
}

type with[J Judge] struct {
	statics
	judge func(*config.Config, map[string]*article.Person, time.Time) J
}

// statics are the methods of Rules that need no site.
type statics interface {
	Level(cfg *config.Config, f diag.Finding) (diag.Finding, bool)
	Absolute(rule string) bool
	Config(cfg *config.Config) []diag.Finding
}

func (w with[J]) Judge(cfg *config.Config, people map[string]*article.Person, now time.Time) Judge {
	return w.judge(cfg, people, now)
}

// judged is what the builder keeps for the judge while pages are rendered; it
// is guarded by outputs.mu.
type judged struct {
	showings map[string][]article.Showing
	allowed  map[string][]article.Allowance
}

// allowFact is an article.Allowance as facts keep it.
type allowFact struct {
	Rule   string    `json:"r"`
	Reason string    `json:"w,omitempty"`
	By     string    `json:"b,omitempty"`
	Until  string    `json:"u,omitempty"`
	Ends   time.Time `json:"e,omitzero"`
	Fault  string    `json:"x,omitempty"`
	From   int       `json:"f"`
	To     int       `json:"t"`
	At     [3]int32  `json:"p"` // line, column, length
}

func (f *facts) allow(as []article.Allowance) {
	f.Allow = nil
	for _, a := range as {
		f.Allow = append(f.Allow, allowFact{a.Rule.S, a.Reason.S, a.By.S, a.Until.S, a.Ends, a.Fault, a.From, a.To, [3]int32{a.Rule.Line, a.Rule.Col, a.Rule.Len}})
	}
}

func (a allowFact) allowance() article.Allowance {
	at := func(s string) decode.Text { return decode.Text{S: s, Line: a.At[0], Col: a.At[1], Len: a.At[2]} }
	return article.Allowance{Rule: at(a.Rule), Reason: at(a.Reason), By: at(a.By), Until: at(a.Until), Ends: a.Ends, Fault: a.Fault, From: a.From, To: a.To}
}

// show notes what an article shows and what it lets stand.
func (b *builder) show(t *text_) {
	if b.judge == nil {
		return
	}
	var shown []article.Showing
	if i := t.e.Image; i != nil && t.e.lead != nil {
		shown = append(shown, article.Showing{File: t.e.lead.source, Kind: "picture", People: i.People.S, Consent: i.Consent.S, Lead: true, At: i.Src.Span()})
	}
	seen := shownIn(t.facts.Links)
	for i := range t.facts.Links {
		if l := &t.facts.Links[i]; t.targets[i].URL != "" && (l.Kind == markdown.Video || !t.targets[i].External) {
			shown = append(shown, showings(t.e, l, seen)...)
		}
	}
	shown = append(shown, posted(t.e)...)
	allowed := append([]article.Allowance(nil), t.e.Allow...)
	for _, a := range t.facts.Allow {
		allowed = append(allowed, a.allowance())
	}
	b.outputs.mu.Lock()
	defer b.outputs.mu.Unlock()
	if b.judged.showings == nil {
		b.judged = judged{map[string][]article.Showing{}, map[string][]article.Allowance{}}
	}
	if len(shown) > 0 {
		b.judged.showings[t.e.Source] = shown
	}
	if len(allowed) > 0 {
		b.judged.allowed[t.e.Source] = allowed
	}
}

// showings is what a link of a body shows in the page: pictures, recordings
// and the videos of other sites, whose picture is theirs.
// So is what a link leads to, unless the article shows the same file.
func showings(e *entry, l *linkFact, seen map[string]bool) []article.Showing {
	kind := ""
	switch {
	case l.Kind == markdown.Anchor, l.Kind == markdown.Document:
		if kind = shownKind(l.Dest); kind == "" || seen[l.Dest] {
			return nil
		}
	case l.Kind == markdown.Image:
		kind = "picture"
	case l.Kind == markdown.Media && audio(l.Dest):
		kind = "recording"
	case l.Kind == markdown.Media, l.Kind == markdown.Video && l.Attrs != nil:
		kind = "video"
	default:
		return nil
	}
	return []article.Showing{{File: locate(e.Dir, l.Dest), Kind: kind, People: l.Attrs["people"], Consent: l.Attrs["consent"], Linked: l.Kind == markdown.Anchor || l.Kind == markdown.Document, At: l.span()}}
}

// shownKind is what a file shows of people, by its name; "" if nothing.
func shownKind(name string) string {
	name, _, _ = strings.Cut(name, "#")
	name, _, _ = strings.Cut(name, "?")
	kind, _, _ := strings.Cut(mimeOf(name), "/")
	return map[string]string{"image": "picture", "audio": "recording", "video": "video"}[kind]
}

// shownIn are the files that a body shows.
func shownIn(links []linkFact) map[string]bool {
	out := map[string]bool{}
	for i := range links {
		if k := links[i].Kind; k == markdown.Image || k == markdown.Media {
			out[links[i].Dest] = true
		}
	}
	return out
}

// posted are the pictures and the video that an article wishes for its posts.
func posted(e *entry) []article.Showing {
	var out []article.Showing
	for _, o := range append(slices.Collect(maps.Values(e.Syndicate.Accounts)), e.Syndicate.Override) {
		if i := o.Image; i != nil && i.Src.S != "" && !o.Off {
			out = append(out, article.Showing{File: locate(e.Dir, unescape(i.Src.S)), Kind: "picture", People: i.People.S, Consent: i.Consent.S, Lead: true, At: i.Src.Span()})
		}
	}
	if v := e.Article.Video; v != nil && v.File.S != "" && !e.Syndicate.Off {
		out = append(out, article.Showing{File: locate(e.Dir, v.File.S), Kind: "video", People: v.People.S, Consent: v.Consent.S, Lead: true, At: v.File.Span()})
	}
	return out
}

func audio(name string) bool { return strings.HasPrefix(mimeOf(name), "audio/") }

// library is all content of this build.
func (b *builder) library() *article.Library {
	l := &article.Library{Now: b.in.Now, People: b.content.people, Consents: b.content.consents, Showings: b.judged.showings, Posting: len(b.cfg.Accounts) > 0}
	if b.index == nil {
		return l
	}
	for _, e := range b.index.entries {
		l.Articles = append(l.Articles, e.Article)
	}
	for _, e := range b.index.pages {
		l.Pages = append(l.Pages, e.Article)
	}
	return l
}

// settle judges the whole, sets levels, and takes out what a person lets
// stand.
func (b *builder) settle(fs []diag.Finding) []diag.Finding {
	if b.judge != nil && b.index != nil {
		b.res.Library = b.library()
		fs = append(fs, b.judge.Whole(b.res.Library)...)
	}
	kept := fs[:0]
	for _, f := range fs {
		if f, ok := b.levelled(f); ok {
			kept = append(kept, f)
		}
	}
	if b.judge == nil {
		return diag.Sort(kept)
	}
	kept, b.res.Released = b.judge.Settle(kept, b.judged.allowed, b.authorsOf, b.in.Now)
	b.hide(kept)
	return diag.Sort(kept)
}

// authorsOf are the authors of an article and of its translations, which say
// the same of the same patient.
func (b *builder) authorsOf(source string) []decode.Text {
	e := b.index.bySource[source]
	if e == nil {
		return nil
	}
	var out []decode.Text
	for _, a := range b.content.articles {
		if a == e.Article || a.Base == e.Base {
			out = append(out, a.Authors...)
		}
	}
	return out
}

// judgeFile judges files that are published as they are.
func (b *builder) judgeFile(p *picture, data []byte) {
	if b.judge == nil {
		return
	}
	if p.image && p.mime != "image/svg+xml" { // only its name has words
		b.findings.Add(b.judge.Words(p.source, b.cfg.Site.Codes()[0], nil)...)
		return
	}
	marks, words := b.judge.File(p.source, data)
	if !p.image { // pictures are cleaned on the way
		b.findings.Add(marks...)
	}
	b.findings.Add(b.judge.Words(p.source, b.cfg.Site.Codes()[0], words)...)
}

// judgeRecords judges all that is written in records of consent, remarks too:
// they go with the repository wherever that goes.
func (b *builder) judgeRecords() {
	for _, ref := range slices.Sorted(maps.Keys(b.content.consents)) {
		name := b.content.consents[ref].Source
		if data, err := fs.ReadFile(b.in.Root, name); err == nil && b.judge != nil {
			b.findings.Add(b.judge.Words(name, b.cfg.Site.Codes()[0], strings.Split(string(data), "\n"))...)
		}
	}
}

// judgeUpload judges a file that is uploaded and not published on the site.
func (b *builder) judgeUpload(name string) {
	if data, err := fs.ReadFile(b.in.Root, name); err == nil && b.judge != nil {
		b.judgeFile(&picture{source: name, mime: mimeOf(name)}, data)
	}
}

// judgeOutput demands of a page that it asks nobody else for anything.
func (b *builder) judgeOutput(source, path string, body []byte) {
	if b.judge != nil {
		b.findings.Add(b.judge.Output(source, path, body)...)
	}
}
