package site

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"nadi/internal/article"
	"nadi/internal/config"
	"nadi/internal/diag"
	"nadi/internal/image"
	"nadi/internal/theme"
)

// Input is everything a build depends on.
type Input struct {
	Root      fs.FS     // the site root: nadi.yaml, content/, themes/
	Themes    fs.FS     // the embedded themes
	Now       time.Time // decides what is public; never printed
	Drafts    bool      // publish drafts too, marked
	Future    bool      // publish scheduled articles too, marked
	KeepGoing bool      // leave refused articles out and build the rest
	Version   string    // the tool's version, as pages print it
	Tool      string    // identifies the tool exactly, part of every key
	Rules     Rules
	Facts     Facts
	Cache     Cache // of what is slow to make; nil means none
	// Encoder finds the program that writes a format of pictures; nil means none.
	// Its error says what to install.
	Encoder func(format string) (Encoder, error)
	Links   []byte // in place of the file of posts; nil means that file
}

// Facts keeps opaque records from build to build, so that an unchanged
// article need not be parsed again. It must be safe for concurrent use. A
// missing or wrong record costs time, never correctness: every record names
// what it was made from.
type Facts interface {
	Fact(name string) []byte
	SetFact(name string, record []byte)
}

// Encoder writes a format of pictures that Nadi does not write itself. Tool names
// the program and its version, of which the bytes depend.
type Encoder struct {
	Tool  string
	Write image.Encoder
}

// Result is what a build tells about itself; it holds no bodies.
type Result struct {
	Config                 *config.Config
	Findings               []diag.Finding
	Read                   int // article files found
	Built                  int
	Waiting                int // drafts and scheduled
	Expired                int
	Refused                int
	ByLang                 []LangCount
	Pages                  int // HTML pages
	Feeds                  int
	Rendered               int    // files made anew
	FreshPages, FreshFeeds int    // of them
	Cards, Drawn           int    // drawn cards, and those of them that were drawn now
	Base                   string // path of site.url, not escaped
	NextDue                *Due
	Waits                  []Due // drafts (no time) and scheduled articles
	Items                  []Item
	Locs                   []string            // every public page's address path
	Redirected             []string            // old addresses that lead somewhere
	Over                   []string            // addresses of articles that have expired, as their writers asked
	Unidentified           []Unidentified      // articles without an id
	Library                *article.Library    // all content of this build
	Released               []article.Release   // findings that a person lets stand
	Mask                   func(string) string // hides private values; nil without rules
	Blocked                bool                // an error stands in the way; nothing may be published
}

// Unidentified is an article, with its translations, that has no written id
// or has one in some of its files only; ID is that one, or empty.
type Unidentified struct {
	ID      string
	Sources []string // those that lack it
}

// LangCount is a language and its number of built articles.
type LangCount struct {
	Lang string `json:"lang"`
	N    int    `json:"articles"`
}

// Due is an article that will become public.
type Due struct {
	Title  string    `json:"title"`
	Source string    `json:"source"`
	At     time.Time `json:"at"`
	Draft  bool      `json:"draft,omitempty"`
	// Embargo: its title and source are for its writers alone, not for the log
	// of a run that others can read.
	Embargo bool `json:"embargo,omitempty"`
}

// Told is what may be said of it where others read along.
func (d Due) Told() Due {
	if d.Embargo {
		d.Title, d.Source = "", ""
	}
	return d
}

// Build makes the whole site and hands its files to sink. The error is
// trouble of our own (disk, cancellation); what is wrong with the content is
// in Result.Findings.
func Build(ctx context.Context, in Input, sink Sink) (*Result, error) {
	b := newBuilder(in, sink)
	if in.KeepGoing {
		var err error
		if b.content.refused, b.refusals, err = refuse(ctx, in); err != nil {
			return b.finish(), err
		}
	}
	return b.build(ctx)
}

func newBuilder(in Input, sink Sink) *builder {
	if in.Cache == nil {
		in.Cache = noCache{}
	}
	return &builder{in: in, sink: sink, res: &Result{}, content: content{refused: map[string]bool{}}}
}

// build is the route of an article, from its file to its page.
func (b *builder) build(ctx context.Context) (*Result, error) {
	if ok, err := b.configure(); !ok || err != nil {
		return b.finish(), err
	}
	if ok, err := b.loadTheme(); !ok || err != nil {
		return b.finish(), err
	}
	if err := b.read(ctx); err != nil {
		return b.finish(), err
	}
	if b.in.Rules != nil {
		b.judge = b.in.Rules.Judge(b.cfg, b.content.people, b.in.Now)
		b.judgeRecords()
	}
	b.readPosts()
	b.findEncoders()
	b.assemble()
	if err := b.render(ctx); err != nil {
		return b.finish(), err
	}
	if err := b.checkLinks(); err != nil {
		return b.finish(), err
	}
	return b.finish(), nil
}

// builder is the state of one Build call.
type builder struct {
	in       Input
	sink     Sink
	res      *Result
	cfg      *config.Config
	theme    *theme.Theme
	findings diag.List
	refusals []diag.Finding // why articles were left out before this build began

	addr    address
	zone    *time.Location
	content content
	index   *index
	media   *media
	formats []format // of pictures, beside JPEG and PNG
	cardsOf cards
	posts   map[string][]theme.Link // posts about an article, by "ID.LANG"
	judge   Judge                   // nil without rules
	judged  judged
	pending pendingLinks
	outputs outputs
	buffers sync.Pool // of *bytes.Buffer, for the files being read
}

// configure reads nadi.yaml.
func (b *builder) configure() (bool, error) {
	src, err := fs.ReadFile(b.in.Root, config.FileName)
	if errors.Is(err, fs.ErrNotExist) {
		b.findings.Add(diag.Finding{Rule: "config/missing", Severity: diag.Error, Path: config.FileName,
			Message: "there is no nadi.yaml in this folder", Hint: "go to the site's folder, name it with -C DIR, or make a site: nadi new site DIR"})
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading %s: %w", config.FileName, err)
	}
	cfg, findings := config.Load(src)
	findings = append(findings, article.CheckConfig(cfg)...)
	if b.in.Rules != nil {
		findings = append(findings, b.in.Rules.Config(cfg)...)
	}
	b.cfg, b.res.Config = cfg, cfg
	b.findings.Add(findings...)
	b.addr = newAddress(cfg.Site.URL.S)
	b.res.Base, b.zone = b.addr.raw, cfg.Site.Zone()
	return diag.Count(findings, diag.Error) == 0, nil
}

// loadTheme layers the site's theme over the built-in one.
func (b *builder) loadTheme() (bool, error) {
	name := b.cfg.Theme.Name
	base, embedded := theme.Base(b.in.Themes, name)
	own, found := subFolder(b.in.Root, "themes/"+name)
	if !found && !embedded {
		b.findings.Add(diag.Finding{Rule: "theme/missing", Severity: diag.Error, Path: config.FileName,
			Message: fmt.Sprintf("there is no theme %q", name), Hint: "make it: nadi theme new " + name + ", or write theme: {name: clinic}"})
		return false, nil
	}
	if !found {
		own = nil
	}
	th, findings, err := theme.Load(name, base, own, b.cfg.Site.Codes())
	b.findings.Add(findings...)
	if err != nil {
		return false, fmt.Errorf("reading theme %q: %w", name, err)
	}
	if diag.Count(findings, diag.Error) > 0 {
		return false, nil
	}
	b.theme = th.WithBase(b.addr.base)
	b.findings.Add(b.accent()...)
	return true, nil
}

func subFolder(fsys fs.FS, name string) (fs.FS, bool) {
	sub, err := fs.Sub(fsys, name)
	if err != nil {
		return nil, false
	}
	info, err := fs.Stat(sub, ".")
	return sub, err == nil && info.IsDir()
}

// finish sets levels, sorts what is told and decides whether it blocks.
func (b *builder) finish() *Result {
	b.findings.Add(b.refusals...)
	b.res.Findings = b.settle(b.findings.All())
	for _, f := range b.res.Findings {
		if f.Severity == diag.Error && (!b.content.refused[f.Path] || !b.in.KeepGoing || b.absolute(f.Rule)) {
			b.res.Blocked = true
		}
	}
	b.res.Items = slices.SortedFunc(maps.Values(b.outputs.items), func(x, y Item) int {
		return cmp.Or(cmp.Compare(x.Source, y.Source), cmp.Compare(x.Lang, y.Lang))
	})
	return b.res
}

func (b *builder) levelled(f diag.Finding) (diag.Finding, bool) {
	if b.in.Rules == nil || b.cfg == nil {
		return f, true
	}
	return b.in.Rules.Level(b.cfg, f)
}

func (b *builder) absolute(rule string) bool { return b.in.Rules != nil && b.in.Rules.Absolute(rule) }

// level is a finding's severity in this site, needed before the end to decide
// whether an article is refused.
func (b *builder) level(f diag.Finding) diag.Severity {
	f, ok := b.levelled(f)
	if !ok {
		return diag.Info
	}
	return f.Severity
}

func workers() int { return max(1, runtime.GOMAXPROCS(0)) }

// mustJSON encodes plain data; it cannot fail on the types it is given.
func mustJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic("site: encoding page data: " + err.Error())
	}
	return data
}
