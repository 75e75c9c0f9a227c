package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/user"

	"github.com/spf13/cobra"

	"nadi/syndicate"
)

func resolveCommand(ui *ui, g *global) *cobra.Command {
	var v syndicate.Verdict
	c := &cobra.Command{
		Use: "resolve ARTICLE ACCOUNT", Short: "Say what became of a post that nobody knows of",
		Long: `Sometimes a network's answer is lost, and nobody knows whether the post is there.
Nadi then never sends it again by itself. Look at the account, and say which it is:

  it is there:       nadi syndicate resolve heat.en x --posted https://x.com/…
  it is not there:   nadi syndicate resolve heat.en x --not-posted
  do not post it:    nadi syndicate resolve heat.en x --skip`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usageError{errors.New("name the article and the account, such as heat.en mastodon-en"), c.CommandPath()}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			v.Posted = v.URL != ""
			if err := oneVerdict(v); err != nil {
				return usageError{err, c.CommandPath()}
			}
			return resolve(c.Context(), ui, g, args[0], args[1], v)
		},
	}
	c.Flags().StringVar(&v.URL, "posted", "", "it is there, at this address")
	c.Flags().BoolVar(&v.NotPosted, "not-posted", false, "it is not there; the next run posts it")
	c.Flags().BoolVar(&v.Skip, "skip", false, "it shall not be posted")
	c.Flags().StringVar(&v.Who, "who", "", "who says so (default: your name on this machine)")
	return c
}

func oneVerdict(v syndicate.Verdict) error {
	n := 0
	for _, b := range []bool{v.Posted, v.NotPosted, v.Skip} {
		if b {
			n++
		}
	}
	if n != 1 {
		return errors.New("say one of --posted URL, --not-posted and --skip")
	}
	if u, err := url.Parse(v.URL); v.Posted && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		return fmt.Errorf("--posted takes the address of the post, and %q is none", v.URL)
	}
	return nil
}

// person is who acts, for the ledger: a name, never a password or a path.
func person(who string) string {
	if who != "" {
		return who
	}
	if actor := os.Getenv("GITHUB_ACTOR"); actor != "" {
		return actor
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "somebody"
}

// openToResolve opens the ledger. What is to be skipped the ledger may not know
// yet, so it must be one of the site's articles.
func openToResolve(ctx context.Context, ui *ui, g *global, item string, v syndicate.Verdict) (*posting, func(), error) {
	if v.Skip {
		return openPosting(ctx, ui, g, &postFlags{only: []string{item}})
	}
	return openLedgerOnly(ctx, ui, g)
}

func resolve(ctx context.Context, ui *ui, g *global, item, account string, v syndicate.Verdict) error {
	p, done, err := openToResolve(ctx, ui, g, item, v)
	if err != nil {
		return err
	}
	defer done()
	if _, known := p.cfg.Accounts[account]; !known {
		return p.nothingNamed("account", account, p.accountNames())
	}
	v.Who, v.At = person(v.Who), p.now()
	if _, err := syndicate.Resolve(ctx, p.book, p.cfg.Site.ID.S, item, account, v); err != nil {
		return ledgerOr(err)
	}
	now := map[bool]string{v.Posted: "posted", v.NotPosted: "planned", v.Skip: "not to be posted"}[true]
	if g.json {
		ui.printJSON(map[string]any{"item": item, "account": account, "state": now})
		return nil
	}
	ui.say("%s on %s is %s", item, account, now)
	if v.NotPosted {
		ui.say("the next run posts it:  nadi syndicate --only %s --account %s", item, account)
	}
	return nil
}

func asError(err error) (*syndicate.Error, bool) {
	var e *syndicate.Error
	ok := errors.As(err, &e)
	return e, ok
}
