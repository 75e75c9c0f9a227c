package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"nadi/internal/diag"
	"nadi/internal/publish"
	"nadi/internal/serve"
	"nadi/internal/site"
)

func serveCommand(ui *ui, g *global) *cobra.Command {
	var host string
	var port int
	c := &cobra.Command{
		Use: "serve", Short: "Show the site while you write", Args: noArgs,
		Long: `Build the site in memory, show it at http://127.0.0.1:1313/ and build again on
every change. Drafts and scheduled articles are shown, marked. When something
breaks, the last good site stays, with what is wrong on top. Ctrl-C ends it.
With --json every build is one object on a line of its own.`,
		RunE: func(c *cobra.Command, _ []string) error {
			l, err := listen(host, port, c.Flags().Changed("port"))
			if err != nil {
				return err
			}
			return preview(c.Context(), ui, g, l)
		},
	}
	c.Flags().StringVar(&host, "host", "127.0.0.1", "the address to answer on; 0.0.0.0 lets other machines in")
	c.Flags().IntVar(&port, "port", 1313, "the port; 0 takes any free one")
	return c
}

// listen takes the port, or, unless the person chose it, one of the next ten.
func listen(host string, port int, chosen bool) (net.Listener, error) {
	for try := range 10 {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port+try)))
		if err == nil {
			return l, nil
		}
		if chosen || !errors.Is(err, syscall.EADDRINUSE) {
			return nil, hinted{fmt.Errorf("cannot answer on %s port %d: %w", host, port, err), "choose another with --port, or an address of this machine with --host"}
		}
	}
	return nil, hinted{fmt.Errorf("ports %d to %d are all taken", port, port+9), "choose one with --port"}
}

func preview(ctx context.Context, ui *ui, g *global, l net.Listener) error {
	root, closeRoot, err := openSite(g.dir)
	if err != nil {
		return err
	}
	defer closeRoot()
	memo := site.NewMemo(nil)
	first, good := true, false // nothing was shown yet; a good site was
	return serve.Run(ctx, serve.Options{Dir: g.dir, Listen: l,
		Build: func(ctx context.Context, sink site.Sink) (*site.Result, error) {
			memo = site.NewMemo(memo.Records())
			in, err := input(g, &buildFlags{drafts: true, future: true, advise: true}, root, memo)
			if err != nil {
				return nil, err
			}
			return site.Build(ctx, in, sink)
		},
		Report: func(changed []string, res *site.Result, err error, took time.Duration) {
			if g.json {
				ui.printLine(serveReport(l, changed, res, err, took))
				return
			}
			if first {
				ui.serving(l, res)
			}
			first = false
			good = good || err == nil && !res.Blocked
			ui.rebuilt(g, changed, res, err, took, good)
		}})
}

// serveReport is the JSON object of a build while serving.
func serveReport(l net.Listener, changed []string, res *site.Result, err error, took time.Duration) map[string]any {
	m := map[string]any{"url": addressOf(l, res), "changed": changed, "seconds": took.Seconds()}
	if err != nil {
		m["error"] = err.Error()
		return m
	}
	m["build"] = buildReport(res, publish.Stats{}, took)
	return m
}

func addressOf(l net.Listener, res *site.Result) string {
	base := ""
	if res != nil {
		base = res.Base
	}
	return "http://" + l.Addr().String() + base + "/"
}

// serving prints the first line: where to look.
func (u *ui) serving(l net.Listener, res *site.Result) {
	line := addressOf(l, res)
	if res != nil && len(res.Waits) > 0 {
		line += "   " + waits(res) + ", marked"
	}
	u.say("%s", line)
}

// waits writes "2 drafts and 1 scheduled article are shown".
func waits(res *site.Result) string {
	drafts := 0
	for _, w := range res.Waits {
		if w.Draft {
			drafts++
		}
	}
	var parts []string
	if drafts > 0 {
		parts = append(parts, count(drafts, "draft"))
	}
	if n := len(res.Waits) - drafts; n > 0 {
		parts = append(parts, count(n, "scheduled article"))
	}
	verb := " are shown"
	if len(res.Waits) == 1 {
		verb = " is shown"
	}
	return strings.Join(parts, " and ") + verb
}

// rebuilt prints one line for each build after a change, and what is wrong.
func (u *ui) rebuilt(g *global, changed []string, res *site.Result, err error, took time.Duration, good bool) {
	clock := time.Now().Format("15:04:05")
	if err != nil {
		u.note("%s the site could not be built: %s", clock, visible(err.Error()))
		return
	}
	u.findings(g.dir, res.Findings, res.Mask)
	if len(changed) == 0 {
		u.released(res.Released)
	}
	switch {
	case res.Blocked && !good:
		u.note("%s %s. There is no site to show yet.", clock, tally(res.Findings))
	case res.Blocked:
		u.note("%s %s. The last good site is shown.", clock, tally(res.Findings))
	case len(changed) > 0:
		u.say("%s %s → %s, %s · %d ms", clock, visible(strings.Join(changed, ", ")), count(res.FreshPages, "page"), count(res.FreshFeeds, "feed"), took.Milliseconds())
	case diag.Count(res.Findings, diag.Warning) > 0:
		u.note("%s", tally(res.Findings))
	}
}
