package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

// warnAhead is how long before its end a token is named.
const warnAhead = 14 * 24 * time.Hour

func doctorCommand(ui *ui, g *global) *cobra.Command {
	f := &postFlags{}
	c := &cobra.Command{
		Use: "doctor", Short: "Ask every account whether posting would work", Args: noArgs,
		Long: `Ask each account's network, without posting: is the secret there and valid, does
it belong to the account that the ledger knows, what does the server allow, and when
does the token end.`,
		RunE: func(c *cobra.Command, _ []string) error { return doctor(c.Context(), ui, g, f) },
	}
	c.Flags().StringSliceVar(&f.accounts, "account", nil, "only this account")
	return c
}

// checkup is what the doctor says of one account.
type checkup struct {
	Account  string          `json:"account"`
	Channel  string          `json:"channel"`
	Healthy  bool            `json:"healthy"`
	Identity string          `json:"identity,omitempty"`
	URL      string          `json:"url,omitempty"`
	Facts    syndicate.Facts `json:"facts,omitempty"`
	Baseline bool            `json:"baseline"`
	Expires  string          `json:"expires,omitempty"`
	Problem  string          `json:"problem,omitempty"`
	Hint     string          `json:"hint,omitempty"`
	needs    bool
}

func doctor(ctx context.Context, ui *ui, g *global, f *postFlags) error {
	p, done, err := openAccountsOnly(ctx, ui, g, f.accounts)
	if err != nil {
		return err
	}
	defer done()
	if len(p.cfg.Accounts) == 0 {
		return ui.nothing(g, "nadi.yaml has no accounts: nothing to look at")
	}
	code, checkups := 0, []checkup{}
	for _, t := range p.broken {
		code, checkups = 3, append(checkups, checkup{Account: t.Account, Channel: p.cfg.Accounts[t.Account].Channel.S, Problem: t.Err.Error()})
	}
	for _, d := range p.to {
		c := p.examine(ctx, d)
		checkups = append(checkups, c)
		switch {
		case c.needs:
			code = 4
		case !c.Healthy && code == 0:
			code = 3
		}
	}
	if g.json {
		ui.printJSON(map[string]any{"accounts": checkups, "exit": code})
	} else {
		ui.checkups(checkups)
	}
	if code != 0 {
		return failed{code}
	}
	return nil
}

func (p *posting) examine(ctx context.Context, d *syndicate.Destination) checkup {
	name := d.Account.Name
	c := checkup{Account: name, Channel: d.Account.Channel}
	if missing := p.unset[name]; len(missing) > 0 {
		c.Problem, c.Hint = notSet(missing).Error(), "docs/channels/"+c.Channel+".md says where its value comes from"
		return c
	}
	id, facts, err := d.Channel.Verify(ctx)
	if err != nil {
		c.Problem = err.Error()
		if e, ok := asError(err); ok {
			c.Hint = e.Hint
		}
		return c
	}
	c.Identity, c.URL, c.Facts = handleOf(id), id.URL, facts
	p.book.View(func(h *ledger.History) { c.compare(h, name, id) })
	if !id.Expires.IsZero() {
		c.Expires = id.Expires.Format("2006-01-02")
		if left := id.Expires.Sub(p.now()); left < warnAhead {
			c.Problem, c.Hint = fmt.Sprintf("the token ends on %s", c.Expires), "make a new one; docs/channels/"+c.Channel+".md says how"
		}
	}
	c.Healthy = c.Problem == ""
	return c
}

// compare looks whether the account is the one the ledger knows.
func (c *checkup) compare(h *ledger.History, name string, id syndicate.Identity) {
	known := h.Account(name)
	c.Baseline = !known.Baseline.IsZero()
	switch holder := h.Holder(id.String()); {
	case holder != "" && holder != name:
		c.Problem, c.Hint, c.needs = "the ledger knows this account as "+holder, "nadi ledger rename-account "+holder+" "+name, true
	case known.Identity != "" && known.Identity != id.String():
		c.Problem, c.Hint, c.needs = "the token belongs to another account than the one the ledger knows, "+known.Profile, "put the right token into the environment", true
	}
}

func (u *ui) checkups(cs []checkup) {
	for _, c := range cs {
		if c.Problem != "" {
			u.say("%-16s %-10s %s", c.Account, c.Channel, visible(c.Problem))
			if c.Hint != "" {
				u.say("  hint: %s", visible(c.Hint))
			}
			continue
		}
		words := []string{"well", visible(c.Identity)}
		if !c.Baseline {
			words = append(words, "no baseline yet: nadi syndicate adopt --account "+c.Account)
		}
		if c.Expires != "" {
			words = append(words, "token until "+c.Expires)
		}
		u.say("%-16s %-10s %s", c.Account, c.Channel, strings.Join(words, " · "))
	}
}
