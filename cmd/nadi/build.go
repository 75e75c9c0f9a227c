package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nadi/internal/article"
	"nadi/internal/check"
	"nadi/internal/config"
	"nadi/internal/diag"
	"nadi/internal/publish"
	"nadi/internal/site"
	"nadi/themes"
)

// buildFlags are the flags of commands that build.
type buildFlags struct {
	output    string
	drafts    bool
	future    bool
	keepGoing bool
	advise    bool // the rules that never block run too
}

// add adds the flags; do says what the command does with articles.
func (f *buildFlags) add(c *cobra.Command, do string) {
	c.Flags().BoolVar(&f.drafts, "drafts", f.drafts, do+" drafts too")
	c.Flags().BoolVar(&f.future, "future", f.future, do+" scheduled articles too")
}

func buildCommand(ui *ui, g *global) *cobra.Command {
	f := &buildFlags{}
	c := &cobra.Command{
		Use: "build", Short: "Make the site's files", Args: noArgs,
		Long: `Make the site in public/ (or --output). Only what changed is made again, and the
result is the same as that of a build from nothing. If anything is wrong, the
old site stays as it is.`,
		RunE: func(c *cobra.Command, _ []string) error { return build(c.Context(), ui, g, f) },
	}
	f.add(c, "publish, marked,")
	c.Flags().StringVar(&f.output, "output", "", "the folder to build into (default: public in the site's folder)")
	c.Flags().BoolVar(&f.keepGoing, "keep-going", false, "leave out articles with errors and publish the rest")
	return c
}

// openSite opens the site's folder; nothing outside it can be read through
// the result.
func openSite(dir string) (fs.FS, func(), error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, hinted{fmt.Errorf("there is no folder %s", dir), "name the site's folder with -C DIR, or make one: nadi new site DIR"}
	}
	if info, serr := os.Stat(dir); serr == nil && !info.IsDir() {
		return nil, nil, hinted{fmt.Errorf("%s is a file, not a folder", dir), "name the site's folder with -C DIR"}
	}
	if err != nil {
		return nil, nil, fmt.Errorf("opening the site's folder: %w", err)
	}
	return root.FS(), func() { root.Close() }, nil
}

// input gathers what a build depends on.
func input(g *global, f *buildFlags, root fs.FS, facts site.Facts) (site.Input, error) {
	now, err := g.clock(zoneOf(root))
	if err != nil {
		return site.Input{}, usageError{err, "nadi build"}
	}
	rules := check.Blocking()
	if f.advise {
		rules = check.All()
	}
	return site.Input{Root: root, Themes: themes.FS(), Now: now, Drafts: f.drafts, Future: f.future, KeepGoing: f.keepGoing,
		Version: version, Tool: toolKey(), Rules: site.With(rules), Facts: facts, Cache: g.drawn.of(g.dir), Encoder: findEncoder}, nil
}

// zoneOf is the site's time zone, in which --now is meant, as far as the
// configuration can be read.
func zoneOf(root fs.FS) *time.Location {
	src, err := fs.ReadFile(root, config.FileName)
	if err != nil {
		return time.UTC
	}
	cfg, _ := config.Load(src)
	return cfg.Site.Zone()
}

func parseNow(s string, zone *time.Location) (time.Time, error) {
	t, err := article.ParseDate(s, zone)
	if err != nil {
		return t, fmt.Errorf("--now %q cannot be read: %v; write 2026-11-23 or 2026-11-23T09:00:00+05:30", s, err)
	}
	return t, nil
}

func build(ctx context.Context, ui *ui, g *global, f *buildFlags) error {
	start := time.Now()
	root, closeRoot, err := openSite(g.dir)
	if err != nil {
		return err
	}
	defer closeRoot()
	output, err := outputFolder(g.dir, f.output)
	if err != nil {
		return err
	}
	out, err := publish.Open(output)
	if err != nil {
		return err
	}
	defer out.Abort()
	memo := site.NewMemo(out.Facts())
	in, err := input(g, f, root, memo)
	if err != nil {
		return err
	}
	res, err := buildInto(ctx, ui, in, out)
	if err != nil {
		return interrupted(err, "the old site is unchanged; run nadi build again")
	}
	if res.Blocked {
		return ui.refused(g, res, output)
	}
	out.SetFacts(memo.Records())
	stats, err := out.Commit()
	if err != nil {
		return err
	}
	ui.built(g, res, stats, time.Since(start), out)
	return nil
}

// outputFolder is where the site goes. It may not hold the site's own files
// or lie among them: a build would overwrite them, or read its own pages.
func outputFolder(dir, output string) (string, error) {
	if output == "" {
		return filepath.Join(dir, "public"), nil
	}
	for _, own := range []string{dir, filepath.Join(dir, "content"), filepath.Join(dir, "themes")} {
		if own != dir && inside(own, output) || inside(output, own) {
			return "", usageError{fmt.Errorf("--output %s would mix the built site with the files it is made from; name another folder, such as public", output), "nadi build"}
		}
	}
	return output, nil
}

// inside reports whether path is folder or lies in it.
func inside(folder, path string) bool {
	f, err1 := filepath.Abs(folder)
	p, err2 := filepath.Abs(path)
	if err1 != nil || err2 != nil {
		return false
	}
	rel, err := filepath.Rel(f, p)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func buildInto(ctx context.Context, ui *ui, in site.Input, out site.Sink) (*site.Result, error) {
	sink := &counting{Sink: out}
	stop := ui.progress("building", &sink.n)
	defer stop()
	return site.Build(ctx, in, sink)
}

// interrupted turns Ctrl-C into a sentence.
func interrupted(err error, state string) error {
	if errors.Is(err, context.Canceled) {
		return hinted{errors.New("stopped"), state}
	}
	return err
}

// refused reports a build that published nothing.
func (u *ui) refused(g *global, res *site.Result, output string) error {
	if g.json {
		u.printJSON(buildReport(res, publish.Stats{}, 0))
		return failed{1}
	}
	u.findings(g.dir, res.Findings, res.Mask)
	u.note("%s. Nothing was published; %s is as it was.", tally(res.Findings), shown(output))
	if res.Read > 0 && diag.Count(res.Findings, diag.Error) > 20 {
		u.note("nadi build --keep-going publishes all articles without errors")
	}
	return failed{1}
}

func shown(output string) string {
	if rel, err := filepath.Rel(".", output); err == nil && len(rel) < len(output) {
		output = rel
	}
	return filepath.ToSlash(filepath.Clean(output)) + "/"
}

// built reports a build that succeeded.
func (u *ui) built(g *global, res *site.Result, stats publish.Stats, took time.Duration, out *publish.Dir) {
	if g.json {
		u.printJSON(buildReport(res, stats, took))
		return
	}
	u.findings(g.dir, res.Findings, res.Mask)
	if t := tally(res.Findings); t != "" {
		u.note("%s", t)
	}
	u.say("%s → %s, %s in %s%s · %s", articles(res), count(res.Pages, "page"), count(res.Feeds, "feed"), seconds(took), drew(res), changed(stats))
	u.left(res)
	if names, err := out.Strangers(3); err == nil && len(names) > 0 {
		u.note("files in the output folder that came from elsewhere stayed: %s …", strings.Join(names, ", "))
	}
	u.due(res)
}

// articles writes "24 articles (15 en, 9 hi)".
func articles(res *site.Result) string {
	text := count(res.Built, "article")
	if len(res.ByLang) < 2 {
		return text
	}
	text += " ("
	for i, l := range res.ByLang {
		if i > 0 {
			text += ", "
		}
		text += thousands(l.N) + " " + l.Lang
	}
	return text + ")"
}

// drew says how many cards had to be drawn, which is what takes time in a build
// from nothing.
func drew(res *site.Result) string {
	if res.Drawn == 0 {
		return ""
	}
	return fmt.Sprintf(" (%s drawn)", count(res.Drawn, "card"))
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func changed(s publish.Stats) string {
	if s.Written == 0 && s.Pruned == 0 {
		return "nothing changed"
	}
	return fmt.Sprintf("%s changed, %s removed", count(s.Written, "file"), thousands(s.Pruned))
}

// left says which articles are not in the site, so that none disappears
// silently.
func (u *ui) left(res *site.Result) {
	for _, x := range []struct {
		n    int
		what string
	}{{res.Waiting, "waiting (drafts and scheduled)"}, {res.Expired, "expired"}, {res.Refused, "refused because of errors"}} {
		if x.n > 0 {
			u.say("%s %s", thousands(x.n), x.what)
		}
	}
}

func (u *ui) due(res *site.Result) {
	if d := res.NextDue; d != nil {
		at := d.At.In(res.Config.Site.Zone()).Format("Monday 2 January 2006 15:04 MST")
		if d.Embargo {
			u.say("next article due %s: one under embargo", at)
			return
		}
		u.say("next article due %s: %q", at, visible(d.Title))
	}
}

// report is the JSON object of build.
type report struct {
	Findings  []diag.Finding   `json:"findings"`
	Blocked   bool             `json:"blocked"`
	Articles  int              `json:"articles"`
	Built     int              `json:"built"`
	Waiting   int              `json:"waiting"`
	Expired   int              `json:"expired"`
	Refused   int              `json:"refused"`
	Languages []site.LangCount `json:"languages"`
	Pages     int              `json:"pages"`
	Feeds     int              `json:"feeds"`
	Cards     int              `json:"cards"`
	Drawn     int              `json:"drawn"` // of the cards, in this build
	Rendered  int              `json:"rendered"`
	Written   int              `json:"written"`
	Unchanged int              `json:"unchanged"`
	Pruned    int              `json:"pruned"`
	Bytes     int64            `json:"bytes"`
	Seconds   float64          `json:"seconds"`
	NextDue   *site.Due        `json:"nextDue"`
}

func buildReport(res *site.Result, s publish.Stats, took time.Duration) report {
	r := report{Findings: res.Findings, Blocked: res.Blocked, Articles: res.Read, Built: res.Built, Waiting: res.Waiting, Expired: res.Expired, Refused: res.Refused,
		Languages: res.ByLang, Pages: res.Pages, Feeds: res.Feeds, Cards: res.Cards, Drawn: res.Drawn, Rendered: res.Rendered, Written: s.Written, Unchanged: s.Unchanged, Pruned: s.Pruned,
		Bytes: s.Bytes, Seconds: took.Seconds()}
	if res.NextDue != nil {
		told := res.NextDue.Told()
		r.NextDue = &told
	}
	if r.Findings == nil {
		r.Findings = []diag.Finding{}
	}
	return r
}
