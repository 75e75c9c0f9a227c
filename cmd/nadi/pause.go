package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

func pauseCommand(ui *ui, g *global) *cobra.Command {
	var reason, who, account string
	c := &cobra.Command{
		Use: "pause", Short: "Stop all posting, or one account's, until resume", Args: noArgs,
		Long: `Stop posting: every run looks at the ledger right before each post and sends
nothing while this holds. What waits is not lost and does not burst out later: what
has become too old is listed as missed.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if reason == "" {
				return usageError{errors.New("say why, for those who find it paused: --reason \"emergency in the city\""), c.CommandPath()}
			}
			return setPause(c.Context(), ui, g, account, ledger.Pause{On: true, Reason: reason, Who: person(who)})
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why, in words for your colleagues")
	pauseFlags(c, &who, &account)
	return c
}

func resumeCommand(ui *ui, g *global) *cobra.Command {
	var who, account string
	c := &cobra.Command{
		Use: "resume", Short: "Go on posting after a pause", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return setPause(c.Context(), ui, g, account, ledger.Pause{Who: person(who)})
		},
	}
	pauseFlags(c, &who, &account)
	return c
}

func pauseFlags(c *cobra.Command, who, account *string) {
	c.Flags().StringVar(who, "who", "", "who does it (default: your name on this machine)")
	c.Flags().StringVar(account, "account", "", "only this account")
}

func setPause(ctx context.Context, ui *ui, g *global, account string, pause ledger.Pause) error {
	p, done, err := openLedgerOnly(ctx, ui, g)
	if err != nil {
		return err
	}
	defer done()
	if _, known := p.cfg.Accounts[account]; account != "" && !known {
		return p.nothingNamed("account", account, p.accountNames())
	}
	pause.Since = p.now()
	changed, err := syndicate.SetPause(ctx, p.book, p.cfg.Site.ID.S, account, pause)
	if err != nil {
		return ledgerOr(err)
	}
	if g.json {
		ui.printJSON(map[string]any{"paused": pause.On, "account": account, "changed": changed})
		return nil
	}
	what := "posting"
	if account != "" {
		what = "posting on " + account
	}
	switch {
	case !changed && pause.On:
		ui.say("%s was paused already", what)
	case !changed:
		ui.say("%s was not paused", what)
	case pause.On:
		ui.say("%s is paused: nothing is sent until  nadi resume%s", what, flagOf(account))
	default:
		ui.say("%s goes on with the next run", what)
	}
	return nil
}

func flagOf(account string) string {
	if account == "" {
		return ""
	}
	return " --account " + account
}
