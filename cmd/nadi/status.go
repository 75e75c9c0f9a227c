package main

import (
	"context"

	"github.com/spf13/cobra"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

func statusCommand(ui *ui, g *global) *cobra.Command {
	f := &postFlags{}
	all := false
	c := &cobra.Command{
		Use: "status", Short: "Show what was posted where, and what is open", Args: noArgs,
		Long: `Show, from the ledger alone, what became of every article on every account:
posted (with its address), planned, missed, refused, or unknown and waiting for a
person. No account is asked. Where posts go after a merge, it says if the main branch
takes changes that nobody has reviewed.`,
		RunE: func(c *cobra.Command, _ []string) error {
			return status_(c.Context(), ui, g, f, all || len(f.only) > 0)
		},
	}
	f.addChoice(c)
	c.Flags().BoolVar(&all, "all", false, "list the articles too that were marked as seen when an account began")
	return c
}

func status_(ctx context.Context, ui *ui, g *global, f *postFlags, all bool) error {
	p, done, err := openPosting(ctx, ui, g, f)
	if err != nil {
		return err
	}
	defer done()
	if len(p.cfg.Accounts) == 0 {
		return ui.nothing(g, "nadi.yaml has no accounts: nothing was posted")
	}
	var pause ledger.Pause
	made := p.plan()
	p.book.View(func(h *ledger.History) { pause = h.Paused("") })
	open := p.unreviewed(ctx)
	code := 0
	if (&syndicate.Report{Plan: made}).NeedsPerson() || len(p.openAnswers()) > 0 {
		code = 4
	}
	if g.json {
		ui.printJSON(map[string]any{"rows": rowsJSON(made.Rows), "paused": pause.On, "unreviewed": open, "exit": code})
	} else {
		ui.standing(p, made, pause, all)
		if open != "" {
			ui.note("%s", open)
		}
	}
	if code != 0 {
		return failed{code}
	}
	return nil
}

func (u *ui) standing(p *posting, made *syndicate.Plan, pause ledger.Pause, all bool) {
	if pause.On {
		u.say("paused since %s by %s: %s", pause.Since.In(p.now().Location()).Format("2 January 15:04"), visible(pause.Who), visible(pause.Reason))
	}
	seen := 0
	for _, r := range made.Rows {
		if r.State == ledger.Seen && r.Skip == syndicate.Done && !all {
			seen++
			continue
		}
		word, detail := outcome(r)
		switch {
		case r.Skip == syndicate.Going:
			word, detail = "planned", "the next run posts it"
		case r.State == ledger.Posted:
			word, detail = "posted", r.Since.In(p.now().Location()).Format("2 January 2006")+"  "+place(r)
		case r.Skip == syndicate.Done:
			word = string(r.State)
		}
		u.say("%-14s %-16s %-12s %s", r.Item.Name(), r.Key.Account, word, visible(detail))
	}
	if seen > 0 {
		u.say("%s marked as seen; --all lists them", countOf(seen, "older post"))
	}
	u.persons(p, made.Rows)
	for _, s := range p.openAnswers() {
		u.note("%s on %s: whether the %s arrived is unknown; look at %s, then  nadi syndicate resolve %s %s --posted URL  or  --not-posted", s.Key.Item, s.Key.Account, s.Key.Occasion, s.URL, s.Key.Item, s.Key.Account)
	}
}

// openAnswers are what followed a post, such as a correction, and of which
// nobody knows whether it arrived.
func (p *posting) openAnswers() []ledger.Standing {
	var out []ledger.Standing
	p.book.View(func(h *ledger.History) {
		for s := range h.All() {
			if s.Key.Occasion != syndicate.Announce && s.Open() {
				out = append(out, s)
			}
		}
	})
	return out
}
