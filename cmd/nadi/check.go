package main

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nadi/internal/article"
	"nadi/internal/diag"
	"nadi/internal/serve"
	"nadi/internal/site"
)

// discard is a sink that keeps nothing: check builds everything and throws
// the files away, so that what it finds is what a build would find.
type discard struct{}

func (discard) Current(string, site.Key) bool { return false }
func (discard) Put(site.File) error           { return nil }

// checkFlags are the flags of check.
type checkFlags struct {
	buildFlags
	against  string
	format   string
	baseline string
	accept   string
	due      string
	fix      bool
	watch    bool
}

func checkCommand(ui *ui, g *global) *cobra.Command {
	f := &checkFlags{buildFlags: buildFlags{drafts: true, future: true, advise: true}}
	c := &cobra.Command{
		Use: "check", Short: "Say what is wrong, and publish nothing", Args: wholeSite,
		Long: `Read and build everything in memory, drafts and scheduled articles too, and
report what is wrong: privacy and consent first, then review, safety, plain
language, accessibility, links, front matter. No file of the site is written, but
with --fix and --accept.

  nadi explain RULE             what a rule asks for, and why
  nadi check --accept old.json  note what an old site has, then
  nadi check --baseline old.json  fail on new findings alone`,
		RunE: func(c *cobra.Command, _ []string) error {
			if !slices.Contains(formats[:], f.format) {
				return usageError{fmt.Errorf("--format cannot be %q; write %s or %s", f.format, strings.Join(formats[:2], ", "), formats[2]), c.CommandPath()}
			}
			if err := f.together(c.CommandPath()); err != nil {
				return err
			}
			if f.watch {
				return watchSite(c.Context(), ui, g, f)
			}
			return checkSite(c.Context(), ui, g, f)
		},
	}
	f.add(c, "look at")
	c.Flags().StringVar(&f.against, "against", "", "compare with the live site at this address: no page of its sitemap may vanish")
	c.Flags().StringVar(&f.format, "format", "text", "text, github for annotations in GitHub Actions, or sarif for a code-scanning upload")
	c.Flags().StringVar(&f.baseline, "baseline", "", "pass over the findings that this file counts; what is about a patient is never passed over")
	c.Flags().StringVar(&f.accept, "accept", "", "write such a file, of all findings there are now")
	c.Flags().StringVar(&f.due, "due", "", "list the reviews that end within this time (30d)")
	c.Flags().BoolVar(&f.fix, "fix", false, "write what is certain: a missing id, a dose that can be misread, with --against an alias for an address that moved")
	c.Flags().BoolVar(&f.watch, "watch", false, "check again after each change, until Ctrl-C")
	return c
}

// wholeSite refuses the name of a file: most rules need to see its neighbours.
func wholeSite(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("check reads the whole site and takes no %q", args[0]), c.CommandPath()}
	}
	return nil
}

// together refuses flags of which one would be passed over in silence.
func (f *checkFlags) together(command string) error {
	for _, x := range []struct {
		with, other string
		both        bool
	}{
		{"--watch", "--fix", f.watch && f.fix},
		{"--watch", "--accept", f.watch && f.accept != ""},
		{"--watch", "--against", f.watch && f.against != ""},
		{"--watch", "--due", f.watch && f.due != ""},
		{"--due", "--fix", f.due != "" && f.fix},
		{"--due", "--accept", f.due != "" && f.accept != ""},
		{"--due", "--format " + f.format, f.due != "" && f.format != "text"},
	} {
		if x.both {
			return usageError{fmt.Errorf("%s and %s do not go together; run one after the other", x.with, x.other), command}
		}
	}
	return nil
}

var formats = [...]string{"text", "github", "sarif"}

func checkSite(ctx context.Context, ui *ui, g *global, f *checkFlags) error {
	start := time.Now()
	root, closeRoot, err := openSite(g.dir)
	if err != nil {
		return err
	}
	defer closeRoot()
	in, err := input(g, &f.buildFlags, root, nil)
	if err != nil {
		return err
	}
	res, err := buildInto(ctx, ui, in, discard{})
	if err != nil {
		return interrupted(err, "nothing was written")
	}
	if f.due != "" {
		return ui.upcoming(g, res, f.due)
	}
	fixed, err := mend(ctx, ui, g, f, root, res)
	if err != nil {
		return err
	}
	res.Findings = append(res.Findings, slices.Concat(accountFindings(res.Config), wishFindings(res.Items))...)
	return ui.checked(g, f, res, fixed, time.Since(start))
}

// watchSite checks after each change. What was found before in articles that
// did not change is remembered.
func watchSite(ctx context.Context, ui *ui, g *global, f *checkFlags) error {
	root, closeRoot, err := openSite(g.dir)
	if err != nil {
		return err
	}
	defer closeRoot()
	memo := site.NewMemo(nil)
	var failure error
	again := func(changed []string) {
		start := time.Now()
		memo = site.NewMemo(memo.Records())
		in, err := input(g, &f.buildFlags, root, memo)
		if err != nil {
			failure = err
			return
		}
		res, err := site.Build(ctx, in, discard{})
		if err != nil {
			failure = interrupted(err, "")
			return
		}
		res.Findings = append(res.Findings, slices.Concat(accountFindings(res.Config), wishFindings(res.Items))...)
		if len(changed) > 0 && !g.json && f.format == "text" {
			ui.note("%s %s", time.Now().Format("15:04:05"), visible(strings.Join(changed, ", ")))
		}
		_ = ui.checked(g, f, res, nil, time.Since(start)) // told; the next change may mend it
	}
	again(nil)
	if failure != nil {
		return failure
	}
	return serve.Watch(ctx, g.dir, again)
}

// mend writes what is certain, with --fix, and compares with the live site.
func mend(ctx context.Context, ui *ui, g *global, f *checkFlags, root fs.FS, res *site.Result) ([]string, error) {
	fixed := []string{}
	if f.fix {
		for _, write := range []func(string, *site.Result) ([]string, error){writeIDs, writeSwaps, writeOriginals} {
			done, err := write(g.dir, res)
			if err != nil {
				return nil, err
			}
			if len(done) == 0 {
				continue
			}
			fixed = append(fixed, done...)
			if err := afresh(ctx, ui, g, f, root, res); err != nil { // lines have moved, and fingerprints with the words
				return nil, err
			}
		}
	}
	if f.against == "" || res.Config == nil {
		return fixed, nil
	}
	public, err := publicSite(ctx, ui, g, root)
	if err != nil {
		return nil, interrupted(err, "nothing was compared")
	}
	res.Locs, res.Redirected, res.Over = public.Locs, public.Redirected, public.Over
	aliased, err := compareWithLive(ctx, g.dir, f.against, res, f.fix)
	return append(fixed, aliased...), err
}

// afresh reads the site again after something was written into it.
func afresh(ctx context.Context, ui *ui, g *global, f *checkFlags, root fs.FS, res *site.Result) error {
	in, err := input(g, &f.buildFlags, root, nil)
	if err != nil {
		return err
	}
	again, err := buildInto(ctx, ui, in, discard{})
	if err != nil {
		return interrupted(err, "what was mended stays so")
	}
	*res = *again
	return nil
}

// publicSite builds what would be live: without the drafts and scheduled
// articles that check looks at too.
func publicSite(ctx context.Context, ui *ui, g *global, root fs.FS) (*site.Result, error) {
	in, err := input(g, &buildFlags{}, root, nil)
	if err != nil {
		return nil, err
	}
	return buildInto(ctx, ui, in, discard{})
}

// checked reports, and fails if an error stands.
func (u *ui) checked(g *global, f *checkFlags, res *site.Result, fixed []string, took time.Duration) error {
	if f.accept != "" {
		return u.accept(f.accept, res.Findings)
	}
	fs, passed, err := f.fresh(res.Findings)
	if err != nil {
		return err
	}
	res.Findings = fs
	switch {
	case g.json:
		u.printJSON(checkReport(res, fixed, passed, took))
	case f.format == "github":
		for _, f := range fs {
			diag.GitHub(u.out, f)
		}
		for _, r := range res.Released {
			diag.GitHub(u.out, noticeOf(r))
		}
	case f.format == "sarif":
		if err := writeSARIF(u.out, res); err != nil {
			return err
		}
	default:
		u.findings(g.dir, fs, res.Mask)
		for _, line := range fixed {
			u.say("%s", line)
		}
		u.released(res.Released)
		u.say("%s", verdict(res, passed))
	}
	if diag.Count(fs, diag.Error) > 0 {
		return failed{1}
	}
	return nil
}

func checkReport(res *site.Result, fixed []string, passed int, took time.Duration) map[string]any {
	fs, released := res.Findings, res.Released
	if fs == nil {
		fs = []diag.Finding{}
	}
	if released == nil {
		released = []article.Release{}
	}
	return map[string]any{"findings": fs, "released": released, "baseline": passed, "articles": res.Read, "fixed": fixed,
		"errors": diag.Count(fs, diag.Error), "warnings": diag.Count(fs, diag.Warning), "seconds": took.Seconds()}
}

// released lists what persons let stand, so that it is never out of sight.
func (u *ui) released(rs []article.Release) {
	for _, r := range rs {
		u.note("let stand by %s: %s:%d %s (%s)", visible(r.By), r.Path, r.Line, r.Rule, visible(r.Reason))
	}
}

// noticeOf shows what a person lets stand where changes are reviewed, so that
// nobody merges it unseen.
func noticeOf(r article.Release) diag.Finding {
	f := r.Finding
	f.Severity, f.Message, f.Hint = diag.Info, "let stand by "+r.By+": "+r.Reason, ""
	return f
}

// verdict is check's last line: "1 error, 1 warning in 1 of 24 articles".
func verdict(res *site.Result, passed int) string {
	known := ""
	if passed > 0 {
		known = fmt.Sprintf("; %s of the baseline passed over", thousands(passed))
	}
	if len(res.Findings) == 0 {
		return fmt.Sprintf("%s, nothing to mend%s", count(res.Read, "article"), known)
	}
	files := map[string]bool{}
	for _, f := range res.Findings {
		files[f.Path] = true
	}
	return fmt.Sprintf("%s in %s; %s read%s", tally(res.Findings), count(len(files), "file"), count(res.Read, "article"), known)
}
