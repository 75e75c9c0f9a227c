package article

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"nadi/internal/config"
	"nadi/internal/decode"
	"nadi/internal/diag"
	"nadi/internal/text"
)

// MaxBytes is the largest content file that is read: a megabyte is a book of
// 150,000 words, so more is a mistake (a picture pasted as text, a log file).
const MaxBytes = 1 << 20

// MaxMeta is the most front matter: parsers of YAML and TOML are slow on what
// nobody writes.
const MaxMeta = 64 << 10

// Reader reads content files under one configuration. It is safe for
// concurrent use.
type Reader struct {
	Config *config.Config
	Zone   *time.Location
	Kind   Kind
}

// Kind is what a folder of content/ holds.
type Kind uint8

const (
	Articles Kind = iota
	Pages
)

// Read decodes one file. Path is from the site root, root the folder that
// holds this kind of content. An article with errors among the findings is to
// be refused; it is still returned, for the messages of others.
func (r *Reader) Read(root, name string, src []byte) (*Article, []diag.Finding) {
	a := &Article{Source: name, MetaHash: sha256.Sum256(nil)}
	f := &filler{r: r, a: a, root: root}
	if len(src) > MaxBytes {
		f.add("content/size", diag.Span{}, fmt.Sprintf("the file is %d kB; %d kB is the most", len(src)/1024, MaxBytes/1024),
			"put pictures and tables of data in files of their own")
		return a, f.findings
	}
	s, fs := split(src)
	for _, x := range fs {
		x.Path = name
		f.findings = append(f.findings, x)
	}
	if s.parse == nil {
		return a, f.findings
	}
	a.BodyLine, a.BodyOffset = s.bodyLine, len(src)-len(s.body)
	a.MetaHash, a.BodyHash = sha256.Sum256(s.meta), sha256.Sum256(s.body)
	a.WordsHash = a.BodyHash
	if bytes.ContainsRune(s.body, '\r') {
		a.WordsHash = sha256.Sum256(bytes.ReplaceAll(s.body, []byte("\r\n"), []byte("\n")))
	}
	if len(s.meta) > MaxMeta {
		f.add("content/size", diag.Span{Line: s.metaLine}, fmt.Sprintf("the front matter is %d kB; %d kB is the most", len(s.meta)/1024, MaxMeta/1024),
			"keep keys in it, and the text below it")
		return a, f.findings
	}
	f.decode(s)
	return a, f.findings
}

// filler turns decoded front matter into an article.
type filler struct {
	r        *Reader
	a        *Article
	root     string
	fm       FrontMatter
	fileDate string
	findings []diag.Finding
}

func (f *filler) add(rule string, at diag.Span, message, hint string) {
	f.findings = append(f.findings, diag.Finding{Rule: rule, Severity: diag.Error, Message: message, Hint: hint}.At(f.a.Source, at))
}

func (f *filler) decode(s source) {
	v, serr := s.parse(s.meta, s.metaLine)
	if serr != nil {
		f.add("content/front-matter", serr.Span, serr.Message, serr.Hint)
		return
	}
	if v.Kind != decode.Map {
		f.add("content/front-matter", v.Span, "the front matter is "+v.Kind.String()+", not keys with values", "write title: and description:, each on a line of its own")
		return
	}
	f.findings = append(f.findings, adapt(&f.r.Config.FrontMatter, f.a.Source, v)...)
	for _, p := range decode.Into(v, &f.fm) {
		f.problem(p)
	}
	f.fill()
	for i := range v.Fields {
		switch decode.Canonical(f.fm, v.Fields[i].Key) {
		case "title", "description", "allow": // judged as what they are, or not published
		default:
			f.said(&v.Fields[i].Value)
		}
	}
}

// said notes what a value says: over lines joined, escapes read.
func (f *filler) said(v *decode.Value) {
	for i := range v.Items {
		f.said(&v.Items[i])
	}
	for i := range v.Fields {
		f.said(&v.Fields[i].Value)
	}
	if v.Kind != decode.String && v.Kind != decode.Number || len(v.Text) < 4 {
		return
	}
	t := decode.TextOf(v)
	t.S = oneLine(t.S)
	f.a.Said = append(f.a.Said, t)
}

func (f *filler) problem(p decode.Problem) {
	rule := map[string]string{"unknown": "content/key", "duplicate": "content/duplicate-key", "alias": "content/key-twice"}[p.Kind]
	if rule == "" {
		rule = "content/value"
	}
	f.add(rule, p.Span, p.Message, p.Hint)
	if p.Kind == "alias" {
		f.findings[len(f.findings)-1].Severity = diag.Warning
	}
}

func (f *filler) fill() {
	a, fm := f.a, &f.fm
	a.Title, a.Summary, a.Draft, a.Handout = fm.Title, fm.Description, fm.Draft, fm.Handout && f.r.Kind == Articles
	a.Title.S, a.Summary.S = oneLine(a.Title.S), oneLine(a.Summary.S)
	a.ID, a.IDAt = text.NFC(fm.ID.S), fm.ID
	a.Aliases, a.Image, a.Syndicate, a.Original = fm.Aliases, fm.Image, fm.Syndicate, fm.Translation
	a.Topics, a.Tags, a.Authors, a.ReviewedBy = clean(fm.Topics), clean(fm.Tags), clean(fm.Authors), clean(fm.ReviewedBy)
	a.Kind, a.Consent, a.Sponsor, a.Disclosure, a.AI = fm.Kind, fm.Consent, fm.Sponsor, fm.Disclosure, fm.AI
	a.ReviewHash, a.ReviewedAt = fm.ReviewHash, fm.Reviewed
	a.Audience, a.Region, a.Video = fm.Audience.S, fm.Region.S, fm.Video
	f.place()
	f.slug()
	f.dates()
	f.notes()
	f.sources()
	f.picture()
	f.wishes()
	f.kind()
	f.allowances()
	f.required()
}

// oneLine returns the text in NFC, its lines joined, without the control
// characters that an escape can put into it: it goes into titles and posts.
func oneLine(s string) string {
	s = strings.TrimSpace(s)
	if strings.ContainsFunc(s, unicode.IsControl) {
		s = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) && !unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
		s = strings.Join(strings.Fields(s), " ")
	}
	return text.NFC(s)
}

// clean normalises a list of names and drops empty and repeated ones.
func clean(in []decode.Text) []decode.Text {
	out := in[:0]
	for _, t := range in {
		t.S = text.NFC(strings.TrimSpace(t.S))
		if t.S != "" && !slices.ContainsFunc(out, func(o decode.Text) bool { return o.S == t.S }) {
			out = append(out, t)
		}
	}
	return out
}

func (f *filler) required() {
	from := f.r.Config.FrontMatter.Defaults["description"].From
	if f.a.Title.S == "" && !f.misspelt("title") {
		f.add("content/missing", f.a.Title.Span(), "title is missing", "write title: and the headline")
	}
	if f.a.Summary.S == "" && from != "first-sentence" && !f.misspelt("description") {
		f.add("content/missing", f.a.Summary.Span(), "description is missing", "write description: and one or two plain sentences that say what the reader will learn")
	}
	if f.a.Date.IsZero() && f.r.Kind == Articles && !f.dateProblem() {
		f.add("content/missing", diag.Span{}, "date is missing", "write date: and the day of publication, for example 2026-11-23")
	}
}

// misspelt reports whether a finding suggests the key already.
func (f *filler) misspelt(key string) bool {
	return slices.ContainsFunc(f.findings, func(x diag.Finding) bool { return x.Rule == "content/key" && x.Hint == "did you mean "+key+"?" })
}

func (f *filler) dateProblem() bool {
	return slices.ContainsFunc(f.findings, func(x diag.Finding) bool { return x.Rule == "content/date" })
}

func (f *filler) date(key string, t decode.Text) time.Time {
	if t.S == "" {
		return time.Time{}
	}
	d, err := ParseDate(t.S, f.r.Zone)
	if err != nil {
		f.add("content/date", t.Span(), fmt.Sprintf("%s %q cannot be read: %v", key, t.S, err), "write it as 2026-11-23, 2026-11-23 09:00 or 2026-11-23T09:00:00+05:30")
	}
	return d
}

func (f *filler) dates() {
	a, fm := f.a, &f.fm
	if fm.Date.S == "" {
		fm.Date.S = f.fileDate
	}
	a.Date, a.Updated = f.date("date", fm.Date), f.date("updated", fm.Updated)
	a.Expires, a.Embargo = f.date("expires", fm.Expires), f.date("embargo", fm.Embargo)
	a.Reviewed, a.ReviewDue = f.date("lastReviewed", fm.Reviewed), f.date("reviewDue", fm.ReviewDue)
	if a.Date.IsZero() && fm.Date.S == "" {
		a.Date = a.Embargo
	}
}

var severities = []string{"typo", "clarification", "correction", "safety"}

func (f *filler) note(m *NoteMeta, what string) Note {
	n := Note{Date: f.date(what+" date", m.Date), Severity: m.Severity.S, Text: m.Note.S, At: m.Note.Span()}
	if n.Date.IsZero() && m.Date.S == "" {
		f.add("content/missing", m.Note.Span(), what+" has no date", "write {date: 2026-11-23, note: …}")
	}
	if n.Text == "" {
		f.add("content/missing", m.Date.Span(), what+" has no note", "say in one or two sentences what changed")
	}
	if n.Severity == "" {
		n.Severity = "correction"
	} else if !slices.Contains(severities, n.Severity) {
		f.add("content/value", m.Severity.Span(), fmt.Sprintf("severity cannot be %q", n.Severity), nearestHint(n.Severity, severities))
	}
	return n
}

func (f *filler) notes() {
	for i := range f.fm.Corrections {
		f.a.Notes = append(f.a.Notes, f.note(&f.fm.Corrections[i], "the correction"))
	}
	slices.SortStableFunc(f.a.Notes, func(x, y Note) int { return y.Date.Compare(x.Date) })
	if f.fm.Retracted != nil {
		n := f.note(f.fm.Retracted, "the retraction")
		f.a.Retracted = &n
	}
}

func (f *filler) sources() {
	for i := range f.fm.Sources {
		m := &f.fm.Sources[i]
		s := Source{Title: m.Title.S, Publisher: m.Publisher.S, URL: m.URL, Date: f.date("source date", m.Date)}
		if s.URL.S != "" && !strings.HasPrefix(s.URL.S, "https://") && !strings.HasPrefix(s.URL.S, "http://") {
			f.add("content/value", m.URL.Span(), fmt.Sprintf("%q is not a web address", text.Shorten(s.URL.S, 60)), "begin it with https://")
		}
		if s.Title == "" {
			s.Title = s.URL.S
		}
		f.a.Sources = append(f.a.Sources, s)
	}
}

// wishes reads the times and pictures of posts.
func (f *filler) wishes() {
	s := &f.a.Syndicate
	s.Override = f.wish(s.Override)
	for name, o := range s.Accounts {
		s.Accounts[name] = f.wish(o)
	}
}

func (f *filler) wish(o Override) Override {
	o.When = f.date("syndicate at", o.At)
	if p := o.Image; p != nil && strings.TrimSpace(p.Alt.S) == "" {
		f.add("content/image-alt", p.Src.Span(), fmt.Sprintf("the picture %q of a post has no alt text", p.Src.S), "write image: {src: …, alt: what the picture shows}")
	}
	return o
}

var kinds = []string{"article", "patient-story"}

func (f *filler) kind() {
	if k := f.fm.Kind; k.S != "" && !slices.Contains(kinds, k.S) {
		f.add("content/value", k.Span(), fmt.Sprintf("kind cannot be %q", k.S), nearestHint(k.S, kinds))
	}
}

func (f *filler) allowances() {
	for _, al := range f.fm.Allow {
		al.Ends = f.date("until", al.Until)
		f.a.Allow = append(f.a.Allow, al)
	}
}

var people = []string{"none", "staff", "model", "patient"}

func (f *filler) picture() {
	p := f.a.Image
	if p == nil {
		return
	}
	if p.Src.S == "" {
		f.a.Image = nil
		return
	}
	if strings.TrimSpace(p.Alt.S) == "" {
		f.add("content/image-alt", p.Src.Span(), fmt.Sprintf("the picture %q has no alt text", p.Src.S), "write image: {src: …, alt: what the picture shows}")
	}
	if p.People.S != "" && !slices.Contains(people, p.People.S) {
		f.add("content/value", p.People.Span(), fmt.Sprintf("people cannot be %q", p.People.S), nearestHint(p.People.S, people))
	}
}

func nearestHint(word string, allowed []string) string {
	if near := text.Nearest(word, allowed); near != "" {
		return "did you mean " + near + "?"
	}
	if n := len(allowed) - 1; n > 0 {
		return "write " + strings.Join(allowed[:n], ", ") + " or " + allowed[n]
	}
	return "write " + strings.Join(allowed, ", ")
}

// place finds language, folder and base from the path.
func (f *filler) place() {
	a := f.a
	a.Dir = path.Dir(a.Source)
	stem := strings.TrimSuffix(strings.TrimSuffix(path.Base(a.Source), ".md"), ".markdown")
	codes := f.r.Config.Site.Codes()
	name, suffix := cutLanguage(stem)
	if suffix != "" {
		if !slices.Contains(codes, suffix) {
			name = stem // heat.v2.md is a name, not a language
			f.suffix(stem, suffix, codes)
		} else {
			a.Suffixed, a.Lang = true, suffix
		}
	}
	dir := a.Dir
	if f.r.Config.FrontMatter.Defaults["lang"].From == "folder" {
		dir = f.folderLanguage(codes)
	}
	a.Base = path.Join(dir, name)
	if f.fm.Lang.S != "" {
		f.language(codes)
	}
	if a.Lang == "" {
		a.Lang = codes[0]
	}
}

// cutLanguage splits "heat.hi" into "heat" and "hi".
func cutLanguage(stem string) (name, lang string) {
	i := strings.LastIndexByte(stem, '.')
	if i < 1 || len(stem)-i-1 < 2 || len(stem)-i-1 > 8 {
		return stem, ""
	}
	for _, r := range stem[i+1:] {
		if r != '-' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return stem, ""
		}
	}
	return stem[:i], stem[i+1:]
}

// suffix reports a two-letter ending that looks like a language the site
// does not have.
func (f *filler) suffix(stem, suffix string, codes []string) {
	if len(suffix) == 2 {
		f.add("content/language", diag.Span{}, fmt.Sprintf("the file name ends in .%s, which is not a language of this site", suffix),
			"languages: "+strings.Join(codes, ", ")+"; add it under site.languages, or rename the file")
	}
}

func (f *filler) folderLanguage(codes []string) string {
	rel := strings.TrimPrefix(f.a.Dir, f.root)
	parts := strings.Split(strings.Trim(rel, "/"), "/")
	for i, p := range parts {
		if slices.Contains(codes, p) {
			if f.a.Lang == "" {
				f.a.Lang = p
			}
			return path.Join(append([]string{f.root}, slices.Delete(slices.Clone(parts), i, i+1)...)...)
		}
	}
	return f.a.Dir
}

func (f *filler) language(codes []string) {
	lang := f.fm.Lang
	switch {
	case !slices.Contains(codes, lang.S):
		f.add("content/language", lang.Span(), fmt.Sprintf("%q is not a language of this site", lang.S), "languages: "+strings.Join(codes, ", "))
	case f.a.Suffixed && lang.S != f.a.Lang:
		f.add("content/language", lang.Span(), fmt.Sprintf("lang says %s, the file name says %s", lang.S, f.a.Lang), "keep one of them")
	default:
		f.a.Lang = lang.S
	}
}

// slug takes the written slug, else the file's or bundle's name without a
// leading date; that date is kept for an article that writes none.
func (f *filler) slug() {
	a := f.a
	name := path.Base(a.Base)
	if name == "index" || name == "_index" {
		name = path.Base(path.Dir(a.Base))
	}
	if len(name) > 10 && (name[10] == '-' || name[10] == '_') {
		if _, err := time.Parse("2006-01-02", name[:10]); err == nil {
			f.fileDate, name = name[:10], name[11:]
		}
	}
	a.SlugAt = f.fm.Slug
	if f.fm.Slug.S != "" {
		name = f.fm.Slug.S
	}
	a.Slug = text.Slug(name)
	switch {
	case a.Slug == "":
		f.add("content/slug", f.fm.Slug.Span(), fmt.Sprintf("no address can be made from %q", name), "write slug: with letters or digits")
	case len(a.Slug) > maxSlug:
		f.add("content/slug", f.fm.Slug.Span(), fmt.Sprintf("the address %q is %d bytes long; %d is the most", text.Shorten(a.Slug, 40), len(a.Slug), maxSlug), "write slug: and a few words")
	}
}

// maxSlug is the longest name, in bytes, that a folder of the site gets: file
// systems take 255, and a letter of Hindi is three.
const maxSlug = 250

// Body returns the body of a file that was read before, or nil when the file
// has changed under the build.
func (a *Article) Body(src []byte) []byte {
	if a.BodyOffset > len(src) {
		return nil
	}
	return src[a.BodyOffset:]
}
