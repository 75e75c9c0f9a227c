package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"nadi/internal/schema"
)

func schemaCommand(ui *ui, g *global) *cobra.Command {
	return &cobra.Command{
		Use: "schema [config|article|person|consent]", Short: "Print a JSON Schema for editors", Args: atMostOne,
		Long: `Print the JSON Schema of nadi.yaml (config), of front matter (article), of a
person's file or of a consent record, so that an editor can complete keys and
mark mistakes.`,
		ValidArgs: schema.Names(),
		RunE: func(c *cobra.Command, args []string) error {
			name := "config"
			if len(args) > 0 {
				name = args[0]
			}
			s, err := schema.For(name)
			if err != nil {
				return usageError{fmt.Errorf("there is no schema %q; write config, article, person or consent", name), c.CommandPath()}
			}
			ui.printJSON(s)
			return nil
		},
	}
}
