package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"nadi/internal/github"
)

func commentCommand(ui *ui, g *global) *cobra.Command {
	var mark string
	c := &cobra.Command{
		Use: "comment PULL", Short: "Show a text to the reviewers of a pull request on GitHub",
		Long: `Write what comes in on standard input as a comment on a pull request. There is
one comment for each --mark: the next call changes it in place. CI shows the posts
of an article so:

  nadi syndicate plan --format markdown | nadi comment 7 --mark posts

It needs GITHUB_REPOSITORY and GITHUB_TOKEN, and the permission
pull-requests: write. What goes in is as public as the repository.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{errors.New("name one pull request by its number"), c.CommandPath()}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			pull, err := strconv.Atoi(args[0])
			if err != nil || pull < 1 {
				return usageError{fmt.Errorf("%q is no number of a pull request", args[0]), c.CommandPath()}
			}
			return comment(c.Context(), ui, g, pull, mark, c.InOrStdin())
		},
	}
	c.Flags().StringVar(&mark, "mark", "nadi", "the comment's name: small letters, digits, hyphens")
	return c
}

func comment(ctx context.Context, ui *ui, g *global, pull int, mark string, in io.Reader) error {
	client, ok := github.Open(os.Getenv, transport())
	if !ok {
		return hinted{errors.New("GITHUB_REPOSITORY or GITHUB_TOKEN is not set"), "in GitHub Actions the first is; give the second:  env: {GITHUB_TOKEN: ${{ github.token }}}"}
	}
	text, err := io.ReadAll(io.LimitReader(in, 4<<20)) // GitHub takes far less, and the client says where the rest is
	if err != nil {
		return fmt.Errorf("reading standard input: %w", err)
	}
	if strings.TrimSpace(string(text)) == "" {
		return errors.New("there is nothing to say on standard input")
	}
	if err := client.Comment(ctx, pull, mark, string(text)); err != nil {
		return err
	}
	if g.json {
		ui.printJSON(map[string]any{"pull": pull, "mark": mark})
		return nil
	}
	ui.say("pull request %d shows it", pull)
	return nil
}
