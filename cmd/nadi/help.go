package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// plainFlag says in plain words what a flag takes; the flag library speaks of
// Go's functions.
func plainFlag(err error) error {
	text, rest, found := strings.Cut(err.Error(), ": strconv.")
	if !found {
		return err
	}
	if strings.HasPrefix(rest, "ParseBool") {
		return errors.New(text + "; write true or false")
	}
	return errors.New(text + "; write a number")
}

func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Say how a command is used",
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usageError{fmt.Errorf("there is no command %q", strings.Join(args, " ")), "nadi"}
			}
			return about.Help()
		},
	}
}

// shells are those whose completion can be written.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func completionCommand(ui *ui) *cobra.Command {
	return &cobra.Command{
		Use: "completion SHELL", Short: "Print a script that completes commands in your shell", ValidArgs: shells,
		Long: `Print a script for bash, zsh, fish or powershell that completes commands, flags and
rules. For bash, for example:  nadi completion bash > /etc/bash_completion.d/nadi`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{errors.New("write nadi completion SHELL, with one of " + strings.Join(shells, ", ")), c.CommandPath()}
			}
			switch root := c.Root(); args[0] {
			case "bash":
				return root.GenBashCompletionV2(ui.out, true)
			case "zsh":
				return root.GenZshCompletion(ui.out)
			case "fish":
				return root.GenFishCompletion(ui.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(ui.out)
			}
			return usageError{fmt.Errorf("there is no completion for %q; write one of %s", args[0], strings.Join(shells, ", ")), c.CommandPath()}
		},
	}
}
