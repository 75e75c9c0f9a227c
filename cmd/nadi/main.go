// Nadi turns Markdown health articles into a fast, accessible, bilingual news
// site with feeds, and posts them to the hospital's accounts. See the README for a tour.
//
// This package is the command line: one file per command, and ui.go, the only
// file that prints. The two towers, the one that builds (internal/…) and the
// one that posts (syndicate/…), meet here and nowhere else.
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// version is the tool's version, part of every page's key. It is a constant,
// so that two builds of one commit write the same bytes.
const version = "0.1.0"

func main() { os.Exit(run()) }

// run is main without os.Exit, for the tests that drive the real program.
func run() int {
	thrift()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ui := newUI(os.Stdout, os.Stderr)
	g := &global{drawn: &drawings{now: time.Now()}}
	root := rootCommand(ui, g)
	err := root.ExecuteContext(ctx)
	g.drawn.close(ui, g.json)
	return ui.exit(err)
}

// global are the flags that every command takes.
type global struct {
	dir   string
	json  bool
	now   string
	drawn *drawings
}

// clock is the moment for which a command works: --now, or the present.
func (g *global) clock(zone *time.Location) (time.Time, error) {
	if g.now == "" {
		return time.Now(), nil
	}
	return parseNow(g.now, zone)
}

func rootCommand(ui *ui, g *global) *cobra.Command {
	root := &cobra.Command{
		Use:   "nadi",
		Short: "Publish health articles as a fast, accessible, bilingual site",
		Long: `Nadi publishes the health articles of a hospital: it checks them, builds a
fast, accessible, bilingual site with feeds, shows it while you write, and posts
each article to your social accounts, once.

Start with:  nadi new site news && cd news && nadi serve`,
		SilenceErrors: true, SilenceUsage: true,
		Version:           version,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetVersionTemplate("nadi {{.Version}}\n")
	root.SetOut(ui.out)
	root.SetErr(ui.err)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return usageError{plainFlag(err), c.CommandPath()} })
	root.SetHelpCommand(helpCommand())
	p := root.PersistentFlags()
	p.StringVarP(&g.dir, "dir", "C", ".", "the site's folder")
	p.BoolVar(&g.json, "json", false, "print one JSON object for programs")
	p.StringVar(&g.now, "now", "", "work as if it were this moment (2026-11-23 or 2026-11-23T09:00:00+05:30)")
	for _, c := range []*cobra.Command{newCommand(ui, g), serveCommand(ui, g), checkCommand(ui, g), reviewCommand(ui, g), lspCommand(ui, g), buildCommand(ui, g), deployCommand(ui, g),
		syndicateCommand(ui, g), doctorCommand(ui, g), publishCommand(ui, g), approveCommand(ui, g), pauseCommand(ui, g), resumeCommand(ui, g), ledgerCommand(ui, g), commentCommand(ui, g), explainCommand(ui, g), configCommand(ui, g), themeCommand(ui, g), schemaCommand(ui, g), completionCommand(ui), versionCommand(ui, g)} {
		c.Long = longText(c)
		root.AddCommand(c)
	}
	ui.json = &g.json
	return root
}

// longText adds the exit codes, which every command's help states.
func longText(c *cobra.Command) string {
	text := c.Long
	if text == "" {
		text = c.Short + "."
	}
	return text + "\n\nExit codes: 0 fine, also with warnings; 1 errors were found or something failed; 2 wrong usage." + posts(c)
}

// posts adds the exit codes of commands that deal with accounts and hosts.
func posts(c *cobra.Command) string {
	switch c.Name() {
	case "publish", "syndicate", "adopt", "status", "retract", "takedown", "doctor":
		return "\n3 some accounts failed, the ledger is consistent, run it again; 4 a person is needed."
	case "deploy":
		return "\n3 the network or the host is at fault, run it again; 4 a person is needed there."
	}
	return ""
}

// atMostOne and noArgs say what was wrong in our own words.
func atMostOne(c *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usageError{errors.New("it takes one name, not " + quote(args[1]) + " too"), c.CommandPath()}
	}
	return nil
}

func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{errors.New("it takes no " + quote(args[0])), c.CommandPath()}
	}
	return nil
}
