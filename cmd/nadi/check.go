package main

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"nadi/internal/diag"
	"nadi/internal/site"
)

// discard is a sink that keeps nothing: check builds everything and throws
// the files away, so that what it finds is what a build would find.
type discard struct{}

func (discard) Current(string, site.Key) bool { return false }
func (discard) Put(site.File) error           { return nil }

func checkCommand(ui *ui, g *global) *cobra.Command {
	f := &buildFlags{drafts: true, future: true}
	var against, format string
	var fix bool
	c := &cobra.Command{
		Use: "check", Short: "Say what is wrong, and publish nothing", Args: noArgs,
		Long: `Read and build everything in memory, drafts and scheduled articles too, and
report what is wrong: front matter, links, pictures, languages, templates.
Nothing is written, but with --fix.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if format != "text" && format != "github" {
				return usageError{fmt.Errorf("--format cannot be %q; write text or github", format), c.CommandPath()}
			}
			return checkSite(c.Context(), ui, g, f, against, format, fix)
		},
	}
	f.add(c, "look at")
	c.Flags().StringVar(&against, "against", "", "compare with the live site at this address: no page of its sitemap may vanish")
	c.Flags().StringVar(&format, "format", "text", "text, or github for annotations in GitHub Actions")
	c.Flags().BoolVar(&fix, "fix", false, "write what is certain: an id into articles that have none, with --against an alias for an address that moved")
	return c
}

func checkSite(ctx context.Context, ui *ui, g *global, f *buildFlags, against, format string, fix bool) error {
	start := time.Now()
	root, closeRoot, err := openSite(g.dir)
	if err != nil {
		return err
	}
	defer closeRoot()
	in, err := input(g, f, root, nil)
	if err != nil {
		return err
	}
	res, err := buildInto(ctx, ui, in, discard{})
	if err != nil {
		return interrupted(err, "nothing was written")
	}
	fixed := []string{}
	if fix {
		if fixed, err = writeIDs(g.dir, res); err != nil {
			return err
		}
	}
	if against != "" && res.Config != nil {
		public, err := publicSite(ctx, ui, g, root)
		if err != nil {
			return interrupted(err, "nothing was compared")
		}
		res.Locs, res.Redirected = public.Locs, public.Redirected
		aliased, err := compareWithLive(ctx, g.dir, against, res, fix)
		if err != nil {
			return err
		}
		fixed = append(fixed, aliased...)
	}
	res.Findings = append(res.Findings, slices.Concat(accountFindings(res.Config), wishFindings(res.Items))...)
	return ui.checked(g, res, format, fixed, time.Since(start))
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

func (u *ui) checked(g *global, res *site.Result, format string, fixed []string, took time.Duration) error {
	bad := diag.Count(res.Findings, diag.Error) > 0
	switch {
	case g.json:
		fs := res.Findings
		if fs == nil {
			fs = []diag.Finding{}
		}
		u.printJSON(map[string]any{"findings": fs, "articles": res.Read, "fixed": fixed, "errors": diag.Count(fs, diag.Error), "warnings": diag.Count(fs, diag.Warning), "seconds": took.Seconds()})
	case format == "github":
		for _, f := range res.Findings {
			diag.GitHub(u.out, f)
		}
	default:
		u.findings(g.dir, res.Findings)
		for _, line := range fixed {
			u.say("%s", line)
		}
		u.say("%s", verdict(res))
	}
	if bad {
		return failed{1}
	}
	return nil
}

// verdict is check's last line: "1 error, 1 warning in 1 of 24 articles".
func verdict(res *site.Result) string {
	if len(res.Findings) == 0 {
		return fmt.Sprintf("%s, nothing to mend", count(res.Read, "article"))
	}
	files := map[string]bool{}
	for _, f := range res.Findings {
		files[f.Path] = true
	}
	return fmt.Sprintf("%s in %s; %s read", tally(res.Findings), count(len(files), "file"), count(res.Read, "article"))
}
