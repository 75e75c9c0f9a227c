package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"nadi/internal/deploy"
	"nadi/internal/diag"
	"nadi/internal/publish"
	"nadi/internal/site"
	"nadi/syndicate"
)

// publishFlags are the flags of publish.
type publishFlags struct {
	output string
	wait   time.Duration
	demo   bool
	port   int
}

func publishCommand(ui *ui, g *global) *cobra.Command {
	f := &publishFlags{}
	c := &cobra.Command{
		Use: "publish", Short: "Check, build, deploy, wait until it is live, and post", Args: noArgs,
		Long: `Bring everything out: check and build the site, deploy it, wait until readers get it,
and post what is due to each account, once. What went wrong on the way is told at the
end in one place; run it again, and it goes on where it stopped.

  nadi publish --demo   does all of it on a copy of this site, on this machine alone:
                        no account, no secret and nothing of the real site is used`,
		RunE: func(c *cobra.Command, _ []string) error {
			if f.demo {
				return demonstrate(c.Context(), ui, g, f)
			}
			p := &publication{ui: ui, g: g, f: f, posting: &posting{ui: ui, g: g, env: os.Getenv}}
			defer p.close()
			return p.run(c.Context())
		},
	}
	c.Flags().StringVar(&f.output, "output", "", "the folder to build into (default: public in the site's folder)")
	c.Flags().DurationVar(&f.wait, "wait", 5*time.Minute, "how long to wait until the pages are live")
	c.Flags().BoolVar(&f.demo, "demo", false, "show all of it on a copy of this site, and keep it there until Ctrl-C")
	c.Flags().IntVar(&f.port, "port", 0, "the port of the demonstration; 0 takes any free one")
	return c
}

// publication is one publish, from the articles to the accounts.
type publication struct {
	ui      *ui
	g       *global
	f       *publishFlags
	posting *posting
	closers []func()
	// baseline comes before posting in a demonstration; else nil.
	baseline func(context.Context, *posting) error

	res     *site.Result
	stats   publish.Stats
	receipt *deploy.Receipt   // nil where something else deploys
	live    string            // why readers do not get the newest page; "" if they do
	report  *syndicate.Report // nil where nothing was to be posted
	quiet   string            // why nothing was to be posted
	reached bool              // readers get the newest page
	stopped string            // what ended the publication, in words that were printed already
}

func (p *publication) close() {
	for _, c := range p.closers {
		c()
	}
}

// run is the whole way. Each step can be done again without harm: a build
// writes what changed, a deploy brings what is missing, and a post that went
// stands in the ledger.
func (p *publication) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{p.open, p.build, p.compare, p.deploy, p.await, p.post} {
		if err := step(ctx); err != nil {
			return p.broken(ctx, err)
		}
	}
	return p.conclude(ctx)
}

// open opens the settings and the ledger. The ledger comes first: without it
// the pages would lose what they say of posts, and nothing could be posted.
func (p *publication) open(ctx context.Context) error {
	root, closeRoot, err := openSite(p.g.dir)
	if err != nil {
		return err
	}
	p.closers = append(p.closers, closeRoot)
	p.posting.root = root
	if err := p.posting.readConfig(); err != nil {
		return err
	}
	if p.quiet = p.silence(); p.quiet != "" {
		return nil
	}
	if err := p.posting.openLedger(ctx); err != nil {
		p.ui.note("to deploy without posting:  nadi build && nadi deploy")
		return err
	}
	p.closers = append(p.closers, func() { p.posting.store.Close() })
	return nil
}

// silence says why nothing is posted from here, or "".
func (p *publication) silence() string {
	cfg := p.posting.cfg
	switch where := p.posting.elsewhere(); {
	case len(cfg.Accounts) == 0:
		return "nadi.yaml has no accounts: nothing to post"
	case cfg.Ledger.S == "":
		return errNoLedger.Error()
	default:
		return where
	}
}

// build makes the site with every rule, also those that never block.
func (p *publication) build(ctx context.Context) error {
	start := time.Now()
	output, err := outputFolder(p.g.dir, p.f.output)
	if err != nil {
		return err
	}
	p.f.output = output
	out, err := publish.Open(output)
	if err != nil {
		return err
	}
	defer out.Abort()
	memo := site.NewMemo(out.Facts())
	in, err := input(p.g, &buildFlags{advise: true}, p.posting.root, memo)
	if err != nil {
		return err
	}
	if p.posting.book != nil {
		in.Links, _ = p.posting.linksFile()
	}
	if p.res, err = buildInto(ctx, p.ui, in, out); err != nil {
		return interrupted(err, "nothing was deployed or sent; run it again")
	}
	if err := p.judge(); err != nil {
		return err
	}
	out.SetFacts(memo.Records())
	if p.stats, err = out.Commit(); err != nil {
		return err
	}
	p.ui.stage(p.g, "built", "%s, %s in %s · %s", articles(p.res), count(p.res.Pages, "page"), seconds(time.Since(start)), changed(p.stats))
	return nil
}

// judge ends the publication where something must be mended first.
func (p *publication) judge() error {
	fs := append(append(p.res.Findings, accountFindings(p.res.Config)...), wishFindings(p.res.Items)...)
	if p.res.Blocked || diag.Count(fs, diag.Error) > 0 {
		return p.refuse(fs)
	}
	if !p.g.json && len(fs) > 0 {
		p.ui.stage(p.g, "checked", "%s; nadi check shows them", tally(fs))
	}
	return nil
}

func (p *publication) refuse(fs []diag.Finding) error {
	p.stopped = tally(fs) + "; nadi check shows them"
	if p.g.json {
		p.ui.printJSON(map[string]any{"findings": fs, "exit": 1})
		return failed{1}
	}
	p.ui.findings(p.g.dir, fs, p.res.Mask)
	p.ui.note("%s. Nothing was deployed or sent; the live site is as it was.", tally(fs))
	return failed{1}
}

// compare demands that no address of the live site vanishes. A site that is not
// up yet has none.
func (p *publication) compare(ctx context.Context) error {
	_, err := compareWithLive(ctx, p.g.dir, p.res.Config.Site.URL.S, p.res, false)
	if err != nil {
		if ctx.Err() != nil {
			return interrupted(ctx.Err(), "nothing was deployed or sent; run it again")
		}
		p.ui.stage(p.g, "compared", "nothing: %v", err)
		return nil
	}
	if diag.Count(p.res.Findings, diag.Error) > 0 {
		return p.refuse(p.res.Findings)
	}
	return nil
}

// deploy brings the files to where they are served from.
func (p *publication) deploy(ctx context.Context) error {
	if p.res.Config.Deploy.Target.S == "" {
		p.ui.stage(p.g, "deployed", "by something else: nadi.yaml names no deploy target")
		return nil
	}
	start := time.Now()
	r, err := deploySite(ctx, p.ui, p.g, p.res.Config, &deployFlags{output: p.f.output})
	if err != nil {
		p.stopped = err.Error()
		return p.ui.deployFailed(err)
	}
	p.receipt = &r
	if r.Same {
		p.ui.stage(p.g, "deployed", "%s", sameAsLive)
		return nil
	}
	p.ui.stage(p.g, "deployed", "%s uploaded, %s unchanged, %s removed in %s%s", count(r.Uploaded, "file"), thousands(r.Unchanged), thousands(r.Deleted), seconds(time.Since(start)), note(r.Note))
	return nil
}

// await waits until readers get the newest page as it was built.
func (p *publication) await(ctx context.Context) error {
	if p.receipt != nil && p.receipt.State != deploy.Live {
		p.live = cmp.Or(p.receipt.Note, "the deploy is not what readers get")
		return nil
	}
	newest := newestOf(p.res.Items)
	if newest == nil {
		p.reached = true
		return nil
	}
	if err := p.posting.clock(); err != nil {
		return err
	}
	stop := p.ui.working(func() string { return "waiting until " + newest.URL + " is live …" })
	live, err := p.posting.gate(p.f.wait).Wait(ctx, itemOf(*newest))
	stop()
	switch {
	case err != nil:
		return interrupted(err, "the site is deployed, and nothing was sent; run it again")
	case live.Skip == syndicate.Superseded:
		p.live = newerIsLive
	case live.Skip != syndicate.Going:
		p.live = newest.URL + ": " + live.Reason
	default:
		p.reached = true
		p.ui.stage(p.g, "live", "%s", newest.URL)
	}
	return nil
}

// newestOf is the item that changed last.
func newestOf(items []site.Item) *site.Item {
	var newest *site.Item
	for i := range items {
		if newest == nil || items[i].Updated.After(newest.Updated) {
			newest = &items[i]
		}
	}
	return newest
}

// post sends what is due.
func (p *publication) post(ctx context.Context) error {
	if p.quiet != "" || p.live != "" {
		return nil
	}
	now, err := p.g.clock(p.res.Config.Site.Zone())
	if err != nil {
		return usageError{err, "nadi publish"}
	}
	q := p.posting
	for _, step := range []func() error{
		func() error { return q.take(p.res, now) }, q.clock, func() error { return q.openAccounts(&postFlags{}) }, func() error { return q.ask(&postFlags{}) }, q.refuseMovedClock,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	troubles := q.ready()
	if p.baseline != nil {
		if err := p.baseline(ctx, q); err != nil {
			return err
		}
	}
	r := q.runner(p.f.wait)
	if !p.g.json {
		r.Tell = p.ui.teller()
	}
	start := time.Now()
	stop := p.ui.working(func() string { return fmt.Sprintf("posting … %.0f s", time.Since(start).Seconds()) })
	p.report, err = r.Run(ctx, q.question)
	stop()
	if err != nil {
		p.ui.note("the site is live")
		return ledgerTrouble(err)
	}
	p.report.Troubles = slices.Concat(troubles, p.report.Troubles, q.clockTrouble(p.report.Plan.Rows))
	return nil
}

// newerIsLive is no failure: the newer run posts.
const newerIsLive = "a newer version of the site is live; its own run posts"

// code is the exit code: 4 where a person is needed, else 3 where running it
// again may do more.
func (p *publication) code(ctx context.Context) int {
	state := deploy.Live
	if p.receipt != nil {
		state = p.receipt.State
	}
	switch {
	case state == deploy.Held || p.report != nil && p.report.NeedsPerson():
		return 4
	case ctx.Err() != nil || p.report != nil && p.report.Incomplete():
		return 3
	case p.live != "" && p.live != newerIsLive && state == deploy.Live:
		return 3
	}
	return 0
}
