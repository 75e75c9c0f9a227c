package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"nadi/internal/article"
	"nadi/internal/check"
	"nadi/internal/config"
	"nadi/internal/decode"
	"nadi/internal/diag"
	"nadi/internal/image"
	"nadi/internal/site"
	"nadi/internal/text"
	"nadi/syndicate"
	"nadi/syndicate/channels"
	"nadi/syndicate/gate"
	"nadi/syndicate/ledger"
	"nadi/syndicate/wire"
)

// postFlags are the flags of commands that choose what is posted where.
type postFlags struct {
	only      []string
	accounts  []string
	limit     int
	limited   func() bool // --limit was written
	olderThan string
	wait      time.Duration
	done      bool // a person did what Nadi cannot
}

func (f *postFlags) addChoice(c *cobra.Command) {
	c.Flags().StringSliceVar(&f.only, "only", nil, "only this article (ID or ID.LANG), however old it is and whatever the account's limit")
	c.Flags().StringSliceVar(&f.accounts, "account", nil, "only this account")
}

func (f *postFlags) addLimits(c *cobra.Command) {
	c.Flags().IntVar(&f.limit, "limit", 0, "most posts on each account, in place of the accounts' own limits")
	f.limited = func() bool { return c.Flags().Changed("limit") }
	c.Flags().StringVar(&f.olderThan, "older-than", "", "an article due for longer than this (72h, 7d) is missed, in place of the accounts' maxAge")
}

// posting is what every command that posts works with: the site's items and
// accounts, and the ledger.
type posting struct {
	ui        *ui
	g         *global
	cfg       *config.Config
	root      fs.FS
	items     []syndicate.Item
	nameless  []string // files without an id, which are never posted
	to        []*syndicate.Destination
	unset     map[string][]string // secrets an account needs and the environment lacks
	broken    []syndicate.Trouble // accounts that cannot be opened, for a secret is not what it should be
	tokenPath string              // where refreshed keys of accounts are kept; "" where nothing is kept
	fresh     bool                // the ledger did not exist before
	store     ledger.Store
	book      *ledger.Book
	env       func(string) string                                                   // the environment
	dress     func(syndicate.Account, syndicate.Channel) (syndicate.Channel, error) // of a demonstration; else nil
	now       func() time.Time
	net       *skew     // the way to networks and to the live site
	asked     sync.Once // the live site, for the time
	mask      func(string) string
	judge     *check.Judge
	people    map[string]*article.Person // by file name
	authors   map[string][]decode.Text   // by ID.LANG
	embargoes map[string]time.Time       // by ID.LANG
	releases  []article.Release
	released  map[string]bool // "SOURCE RULE" that a person lets stand
	question  syndicate.Question
}

// openPosting reads the site, its accounts and its ledger. Findings are
// printed here, and are a failure.
func openPosting(ctx context.Context, ui *ui, g *global, f *postFlags) (*posting, func(), error) {
	root, closeRoot, err := openSite(g.dir)
	if err != nil {
		return nil, nil, err
	}
	p := &posting{ui: ui, g: g, root: root, env: os.Getenv}
	if err := p.open(ctx, f); err != nil {
		closeRoot()
		return nil, nil, err
	}
	return p, func() { p.store.Close(); closeRoot() }, nil
}

func (p *posting) open(ctx context.Context, f *postFlags) error {
	if err := p.readItems(ctx); err != nil {
		return err
	}
	if err := p.openLedger(ctx); err != nil {
		return err
	}
	if err := p.clock(); err != nil {
		return err
	}
	if err := p.openAccounts(f); err != nil {
		return err
	}
	return p.ask(f)
}

// readItems builds the site in memory, scheduled articles too.
func (p *posting) readItems(ctx context.Context) error {
	in, err := input(p.g, &buildFlags{future: true}, p.root, nil)
	if err != nil {
		return err
	}
	res, err := buildInto(ctx, p.ui, in, discard{})
	if err != nil {
		return interrupted(err, "nothing was sent")
	}
	return p.take(res, in.Now)
}

// take takes what a build says of the site. Findings are printed here, and are
// a failure.
func (p *posting) take(res *site.Result, now time.Time) error {
	p.cfg, p.mask = res.Config, res.Mask
	if res.Library != nil {
		p.releases, p.released = res.Released, map[string]bool{}
		for _, r := range res.Released {
			p.released[r.Path+" "+r.Rule] = true
		}
		p.people, p.authors, p.embargoes = res.Library.People, map[string][]decode.Text{}, map[string]time.Time{}
		for _, a := range res.Library.Articles {
			p.authors[a.ID+"."+a.Lang], p.embargoes[a.ID+"."+a.Lang] = a.Authors, a.Embargo
		}
		p.judge = check.Blocking().Judge(res.Config, res.Library.People, now)
	}
	fs := slices.Concat(res.Findings, accountFindings(res.Config), wishFindings(res.Items))
	if res.Blocked || diag.Count(fs, diag.Error) > 0 {
		return p.refuse(fs)
	}
	for _, u := range res.Unidentified {
		p.nameless = append(p.nameless, u.Sources...)
	}
	for _, it := range res.Items {
		p.items = append(p.items, itemOf(it))
	}
	return nil
}

// wishFindings says what is wrong with the texts that articles give their posts.
func wishFindings(items []site.Item) []diag.Finding {
	var out []diag.Finding
	for _, it := range items {
		for _, w := range append(slices.Collect(maps.Values(it.Wishes)), it.Wish) {
			if err := syndicate.CheckTemplate(w.Text); w.Text != "" && err != nil {
				out = append(out, diag.Finding{Rule: "content/value", Severity: diag.Error, Message: err.Error(), Hint: "see docs/posts.md"}.At(it.Source, w.TextAt))
			}
		}
	}
	return diag.Sort(out)
}

// refuse prints findings because of which nothing is posted.
func (p *posting) refuse(fs []diag.Finding) error {
	if p.g.json {
		p.ui.printJSON(map[string]any{"findings": fs})
		return failed{1}
	}
	p.ui.findings(p.g.dir, fs, p.mask)
	p.ui.note("%s. Nothing was sent.", tally(fs))
	return failed{1}
}

// itemOf makes an Item of what the build says of an article.
func itemOf(it site.Item) syndicate.Item {
	out := syndicate.Item{ID: it.ID, Lang: it.Lang, URL: it.URL, Aliases: it.Aliases, Title: it.Title, Description: it.Description, Topics: it.Topics, Tags: it.Tags,
		Due: it.Date, Updated: it.Updated, Image: imageOf(it.Image), Card: imageOf(it.Card), Source: it.Source, Marker: it.Marker, Retracted: it.Retracted, Wish: wishOf(it.Wish)}
	if v := it.Video; v != nil {
		out.Video = &syndicate.Video{File: v.File, Captions: v.Captions, ID: v.YouTube}
	}
	for _, n := range it.Notices {
		out.Notices = append(out.Notices, syndicate.Notice(n))
	}
	for name, w := range it.Wishes {
		if out.Wishes == nil {
			out.Wishes = map[string]syndicate.Wish{}
		}
		out.Wishes[name] = wishOf(w)
	}
	return out
}

func imageOf(s *site.Shown) *syndicate.Image {
	if s == nil {
		return nil
	}
	return &syndicate.Image{URL: s.URL, Alt: s.Alt}
}

func wishOf(w site.Wish) syndicate.Wish {
	return syndicate.Wish{Text: w.Text, Image: imageOf(w.Image), At: w.At, Off: w.Off}
}

// clock is the time: the present, or --now and what has passed since.
func (p *posting) clock() error {
	zone := p.cfg.Site.Zone()
	begin, err := p.g.clock(zone)
	if err != nil {
		return usageError{err, "nadi syndicate"}
	}
	start := time.Now()
	p.now = func() time.Time { return begin.Add(time.Since(start)).In(zone) }
	return nil
}

// ask makes the question that plan and run answer.
func (p *posting) ask(f *postFlags) error {
	for _, name := range f.only {
		known := func(it syndicate.Item) bool { return it.ID == name || it.Name() == name }
		if !slices.ContainsFunc(p.items, known) {
			var names []string
			for _, it := range p.items {
				names = append(names, it.ID, it.Name())
			}
			return p.nothingNamed("article", name, names)
		}
	}
	age, err := ageOf(f.olderThan)
	if err != nil {
		return err
	}
	if f.limited != nil && f.limited() && f.limit < 1 {
		return usageError{fmt.Errorf("--limit cannot be %d; write 1 or more", f.limit), "nadi syndicate"}
	}
	p.question = syndicate.Question{Site: p.cfg.Site.ID.S, Items: p.items, To: p.to, Now: p.now(), Only: f.only, Limit: f.limit, MaxAge: age,
		Approvals: syndicate.Approvals{Policy: syndicate.Policy(p.cfg.Approval.S), Holds: p.holds}}
	return nil
}

func (p *posting) nothingNamed(kind, name string, known []string) error {
	err := fmt.Errorf("there is no %s %q", kind, name)
	if near := text.Nearest(name, known); near != "" {
		return hinted{err, "did you mean " + near + "?"}
	}
	if kind == "account" {
		slices.Sort(known)
		return hinted{err, "nadi.yaml has " + cmp.Or(strings.Join(known, ", "), "none")}
	}
	return hinted{err, "an article is named by its id, as written in its front matter; nadi syndicate plan shows them"}
}

func ageOf(s string) (time.Duration, error) {
	if s == "" {
		return 0, nil
	}
	d, err := config.ParseDuration(s)
	if err != nil {
		return 0, usageError{fmt.Errorf("--older-than: %w", err), "nadi syndicate"}
	}
	return d, nil
}

// runner makes the runner of this process.
func (p *posting) runner(wait time.Duration) *syndicate.Runner {
	return &syndicate.Runner{Book: p.book, Judge: p.judged, Gate: p.gate(wait), Shrink: shrink, Files: p.root, Now: p.now, Sleep: sleep, Chance: mathrand.Float64, Owner: "run-" + nonce()[:12], Halt: p.inTime}
}

// gate looks at the live site, for at most so long.
func (p *posting) gate(wait time.Duration) liveGate {
	return liveGate{&gate.Gate{Transport: p.network(), Now: p.now, Sleep: sleep, Agent: agent}, p.now().Add(wait)}
}

// agent is how we introduce ourselves to other servers.
const agent = "Nadi/" + version

// transport is the connection to networks and to the live site.
func transport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DisableKeepAlives = true // a connection that died while idle would look like a lost reply
	return t
}

// network is the connection of one command, which notices a clock that is
// wrong.
func (p *posting) network() http.RoundTripper {
	if p.net == nil {
		p.net = &skew{next: transport()}
	}
	return p.net
}

// allAccounts stands in a trouble that is not one account's; no account can have
// this name.
const allAccounts = "(all)"

func dial(ctx context.Context, network, address string) (net.Conn, error) {
	return (&net.Dialer{Timeout: 30 * time.Second}).DialContext(ctx, network, address)
}

func nonce() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(max(d, 0))
	defer t.Stop()
	select {
	case <-t.C:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// shrink makes a picture fit a network's limits.
func shrink(m syndicate.Media, l syndicate.PictureLimit) (syndicate.Media, error) {
	fit, err := image.Fit(m.Data, m.Type, image.Limit{Bytes: l.Bytes, Pixels: l.Pixels, Types: l.Types})
	if err != nil {
		return m, err
	}
	m.Data, m.Type, m.Width, m.Height = fit.Data, fit.Type, fit.Width, fit.Height
	return m, nil
}

// liveGate waits for pages until the run's patience ends, which all of them
// share.
type liveGate struct {
	gate  *gate.Gate
	until time.Time
}

func (l liveGate) Wait(ctx context.Context, it syndicate.Item) (syndicate.Live, error) {
	live, err := l.gate.Wait(ctx, it, l.until)
	out := syndicate.Live{Reason: live.Reason, Picture: live.Picture}
	if live.Hint != "" {
		out.Reason += "; " + live.Hint
	}
	switch live.Verdict {
	case gate.Ready:
	case gate.Superseded:
		out.Skip = syndicate.Superseded
	default:
		out.Skip = syndicate.NotLive
	}
	return out, err
}

// --- accounts

// accountFindings says what is wrong with the accounts of nadi.yaml, as far as
// only the channels know.
func accountFindings(cfg *config.Config) []diag.Finding {
	if cfg == nil {
		return nil
	}
	var out []diag.Finding
	for _, name := range slices.Sorted(maps.Keys(cfg.Accounts)) {
		a := cfg.Accounts[name]
		out = append(out, accountFinding(name, a)...)
	}
	return out
}

func accountFinding(name string, a config.Account) []diag.Finding {
	bad := func(at diag.Span, hint, format string, args ...any) []diag.Finding {
		return []diag.Finding{diag.Finding{Rule: "config/account", Severity: diag.Error, Message: fmt.Sprintf("accounts."+name+": "+format, args...), Hint: hint}.At(config.FileName, at)}
	}
	n, ok := channels.Find(a.Channel.S)
	switch {
	case a.Channel.S == "":
		return nil // said already
	case !ok:
		return bad(a.Channel.Span(), nearestOf(a.Channel.S, channels.Names()), "there is no channel %q", a.Channel.S)
	}
	var out []diag.Finding
	for _, key := range slices.Sorted(maps.Keys(a.Options)) {
		out = append(out, optionFinding(bad, n, key, a.Options[key].S, a.Options[key].Span())...)
	}
	for _, o := range n.Options {
		if _, written := a.Options[o.Name]; o.Required && !written {
			out = append(out, bad(a.Channel.Span(), "write options: {"+o.Name+": …}: "+o.Why, "the option %s is missing", o.Name)...)
		}
	}
	if len(out) > 0 {
		return out
	}
	if err := syndicate.CheckTemplate(a.Text.S); a.Text.S != "" && err != nil {
		return bad(a.Text.Span(), "see docs/posts.md", "%v", err)
	}
	if a.Server.S != "" {
		if n.NoServer {
			return bad(a.Server.Span(), "take it out", "%s has no server", n.Title)
		}
		if err := wire.CheckBase(a.Server.S); err != nil {
			return bad(a.Server.Span(), "write https://social.example", "%v", err)
		}
	}
	if n.Server == "" && !n.NoServer && a.Server.S == "" {
		return bad(a.Channel.Span(), "write server: https://social.example", "%s has many servers, and none is named", n.Title)
	}
	if _, err := n.Open(accountOf(name, a, "en"), syndicate.Tools{Now: time.Now, Secret: noSecret, Folder: outbox{}}); err != nil {
		at := a.Server.Span()
		if a.Server.S == "" {
			at = a.Channel.Span()
		}
		return bad(at, "see docs/channels/"+n.Name+".md", "%v", err)
	}
	return nil
}

// noSecret is for judging settings, for which no secret is needed.
func noSecret(name string) syndicate.Secret { return syndicate.NewSecret(name, "") }

func optionFinding(bad func(diag.Span, string, string, ...any) []diag.Finding, n syndicate.Network, key, value string, at diag.Span) []diag.Finding {
	var known []string
	for _, o := range n.Options {
		if known = append(known, o.Name); o.Name != key {
			continue
		}
		if len(o.Values) > 0 && !slices.Contains(o.Values, value) {
			return bad(at, nearestOf(value, o.Values), "the option %s cannot be %q", key, value)
		}
		return nil
	}
	if len(known) == 0 {
		return bad(at, "take it out", "%s has no options, so there is no %q", n.Title, key)
	}
	return bad(at, nearestOf(key, known), "%s has no option %q", n.Title, key)
}

func nearestOf(word string, known []string) string {
	if near := text.Nearest(word, known); near != "" {
		return "did you mean " + near + "?"
	}
	return "there are " + strings.Join(known, ", ")
}

// accountOf makes an Account of its settings.
func accountOf(name string, a config.Account, first string) syndicate.Account {
	from, to := a.QuietHours()
	out := syndicate.Account{Name: name, Channel: a.Channel.S, Server: a.Server.S, Limit: a.PerRun(), MaxAge: a.Age(), Spacing: time.Duration(a.Spacing), Budget: a.Mills(),
		Quiet: syndicate.Quiet{From: from, To: to}, Hashtags: a.Hashtags, Text: a.Text.S, Options: map[string]string{}}
	for _, l := range a.Languages {
		out.Languages = append(out.Languages, l.S)
	}
	if len(out.Languages) == 0 {
		out.Languages = []string{first}
	}
	for k, v := range a.Options {
		out.Options[k] = v.S
	}
	return out
}

// openAccounts opens the channels of the accounts, those named by --account or
// all.
func (p *posting) openAccounts(f *postFlags) error {
	names := slices.Sorted(maps.Keys(p.cfg.Accounts))
	for _, want := range f.accounts {
		if !slices.Contains(names, want) {
			return p.nothingNamed("account", want, names)
		}
	}
	p.unset = map[string][]string{}
	for _, name := range names {
		if len(f.accounts) > 0 && !slices.Contains(f.accounts, name) {
			continue
		}
		if err := p.openAccount(name); err != nil {
			return err
		}
	}
	return nil
}

func (p *posting) openAccount(name string) error {
	a := accountOf(name, p.cfg.Accounts[name], p.cfg.Site.Codes()[0])
	n, _ := channels.Find(a.Channel)
	for _, o := range n.Options {
		if a.Options[o.Name] == "" && o.Default != "" {
			a.Options[o.Name] = o.Default
		}
	}
	secret := func(s string) syndicate.Secret {
		v := syndicate.SecretName(name, s)
		return syndicate.NewSecret(v, p.env(v))
	}
	for _, s := range n.Secrets {
		if s.Required && !secret(s.Name).Set() {
			p.unset[name] = append(p.unset[name], syndicate.SecretName(name, s.Name))
		}
	}
	tokens, err := p.tokens()
	if err != nil {
		return err
	}
	c, err := n.Open(a, syndicate.Tools{Transport: p.network(), Now: p.now, Nonce: nonce, Secret: secret, Tokens: tokens, Folder: outbox{p.g.dir, a}, Agent: agent, Dial: dial})
	if err != nil { // the settings were judged before
		p.broken = append(p.broken, syndicate.Trouble{Account: name, Err: err})
		return nil
	}
	if p.dress != nil {
		if c, err = p.dress(a, c); err != nil {
			return err
		}
	}
	var facts syndicate.Facts
	p.book.View(func(h *ledger.History) { facts = syndicate.ReadFacts(h.Account(name).Facts) })
	d, err := syndicate.NewDestination(a, c, facts, p.cfg.Site.Organization.Name.In(a.Languages[0]))
	if err != nil {
		return fmt.Errorf("account %s: %w", name, err)
	}
	p.to = append(p.to, d)
	return nil
}

// ready leaves out the accounts whose secrets are missing, and says of each
// which.
func (p *posting) ready() []syndicate.Trouble {
	troubles := slices.Clone(p.broken)
	p.to = slices.DeleteFunc(p.to, func(d *syndicate.Destination) bool {
		missing := p.unset[d.Account.Name]
		if len(missing) > 0 {
			troubles = append(troubles, syndicate.Trouble{Account: d.Account.Name, Err: notSet(missing)})
		}
		return len(missing) > 0
	})
	p.question.To = p.to
	return troubles
}

// notSet names the variables that are missing.
func notSet(names []string) error {
	if len(names) == 1 {
		return fmt.Errorf("%s is not set in the environment", names[0])
	}
	return fmt.Errorf("%s are not set in the environment", strings.Join(names, ", "))
}

var errNoLedger = errors.New("nadi.yaml names no ledger, so nothing is posted")

// judged is the check of a post: its own words, and what stands for its
// picture. What a person lets stand in the article may stand in its posts;
// consent to that has a scope of its own.
func (p *posting) judged(post syndicate.Post, item *syndicate.Item) error {
	alt := ""
	if post.Image != nil {
		alt = post.Image.Alt
	}
	for _, f := range p.judge.Post(post.Lang, post.Text, alt) {
		if f, ok := p.judge.Level(f); ok && f.Severity == diag.Error && !p.released[item.Source+" "+f.Rule] {
			return fmt.Errorf("%s (nadi explain %s)", f.Message, f.Rule)
		}
	}
	return nil
}
