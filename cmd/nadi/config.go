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
			root, closeRoot, err := openSite(g.dir)
			if err != nil {
				return err
			}
			defer closeRoot()
			src, err := fs.ReadFile(root, config.FileName)
			if errors.Is(err, fs.ErrNotExist) {
				return hinted{fmt.Errorf("there is no %s in %s", config.FileName, g.dir), "name the site's folder with -C DIR, or make one: nadi new site DIR"}
			}
			if err != nil {
				return fmt.Errorf("reading %s: %w", config.FileName, err)
			}
			cfg, findings := config.Load(src)
			if diag.Count(findings, diag.Error) > 0 {
				if g.json {
					ui.printJSON(map[string]any{"findings": findings})
				} else {
					ui.findings(g.dir, findings, nil)
					ui.note("%s", tally(findings))
				}
				return failed{1}
			}
			ui.printJSON(cfg)
			return nil
		},
	}
}
