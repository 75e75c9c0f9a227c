package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"nadi/internal/config"
	"nadi/internal/diag"
)

func configCommand(ui *ui, g *global) *cobra.Command {
	return &cobra.Command{
		Use: "config", Short: "Show the settings that hold, defaults included", Args: noArgs,
		Long: `Show every setting as it holds: what nadi.yaml says, and the defaults for what it
does not say. Secrets come from the environment and are never shown.`,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := settings(ui, g, "")
			if err != nil {
				return err
			}
			ui.printJSON(cfg)
			return nil
		},
	}
}

// settings reads nadi.yaml of a command that needs no articles. end is what is
// said, after the number of errors, of what was not done because of them.
func settings(ui *ui, g *global, end string) (*config.Config, error) {
	root, closeRoot, err := openSite(g.dir)
	if err != nil {
		return nil, err
	}
	defer closeRoot()
	src, err := fs.ReadFile(root, config.FileName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, hinted{fmt.Errorf("there is no %s in %s", config.FileName, g.dir), "name the site's folder with -C DIR, or make one: nadi new site DIR"}
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", config.FileName, err)
	}
	cfg, findings := config.Load(src)
	if diag.Count(findings, diag.Error) == 0 {
		return cfg, nil
	}
	if g.json {
		ui.printJSON(map[string]any{"findings": findings})
	} else {
		ui.findings(g.dir, findings, nil)
		ui.note("%s%s", tally(findings), end)
	}
	return nil, failed{1}
}
