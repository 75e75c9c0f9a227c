package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

func adoptCommand(ui *ui, g *global) *cobra.Command {
	f := &postFlags{}
	c := &cobra.Command{
		Use: "adopt", Short: "Begin to use an account: what is public now counts as seen", Args: noArgs,
		Long: `Give accounts their baseline: every article that is public now counts as seen
and is never posted, so that a first run does not flood anybody; what is scheduled
stays to be posted. The account is bound to its identity on the network. With
--only, mark one missed article as seen.`,
		RunE: func(c *cobra.Command, _ []string) error { return adopt(c.Context(), ui, g, f) },
	}
	f.addChoice(c)
	return c
}

func adopt(ctx context.Context, ui *ui, g *global, f *postFlags) error {
	p, done, err := openPosting(ctx, ui, g, f)
	if err != nil {
		return err
	}
	defer done()
	if len(p.cfg.Accounts) == 0 {
		return ui.nothing(g, "nadi.yaml has no accounts: nothing to adopt")
	}
	troubles, adoptions := p.ready(), []*syndicate.Adoption{}
	r := p.runner(0)
	for _, d := range p.to {
		a, err := r.Adopt(ctx, p.question, d)
		if err != nil {
			return ledgerOr(err)
		}
		adoptions = append(adoptions, a)
		if a.Trouble != nil {
			troubles = append(troubles, *a.Trouble)
		}
	}
	ui.adopted(p, adoptions, troubles)
	for _, t := range troubles {
		if t.Person {
			return failed{4}
		}
	}
	if len(troubles) > 0 {
		return failed{3}
	}
	return nil
}

// ledgerOr keeps an error that is an explanation, and explains any other.
func ledgerOr(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return ledgerTrouble(err)
	case ledger.IsStuck(err):
		return exits{4, err}
	}
	return err
}

func (u *ui) adopted(p *posting, as []*syndicate.Adoption, troubles []syndicate.Trouble) {
	if p.g.json {
		u.printJSON(map[string]any{"accounts": adoptionsJSON(as), "troubles": troublesJSON(troubles)})
		return
	}
	for _, a := range as {
		switch {
		case a.Trouble != nil:
		case a.Before && len(p.question.Only) == 0:
			u.say("%s has a baseline already; nothing was changed", a.Account)
		case a.Before:
			u.say("%s: %s marked as seen", a.Account, count(len(a.Seen), "article"))
		default:
			u.say("%s is %s: %s marked as seen, %s to be posted", a.Account, visible(handleOf(a.Identity)), countOf(len(a.Seen), "public article"), stay(len(a.Scheduled)))
			u.scheduled(p, a.Scheduled)
		}
	}
	u.troubles(p, troubles)
}

func (u *ui) scheduled(p *posting, items []*syndicate.Item) {
	for _, it := range items {
		u.say("  %s  %q  due %s", it.Name(), visible(it.Title), it.Due.In(p.now().Location()).Format("Mon 2 January 15:04"))
	}
}

func handleOf(i syndicate.Identity) string {
	for _, s := range []string{i.Handle, i.URL, i.ID} {
		if s != "" {
			return s
		}
	}
	return "itself"
}

func adoptionsJSON(as []*syndicate.Adoption) []map[string]any {
	out := []map[string]any{}
	for _, a := range as {
		names := func(items []*syndicate.Item) []string {
			ns := []string{}
			for _, it := range items {
				ns = append(ns, it.Name())
			}
			return ns
		}
		out = append(out, map[string]any{"account": a.Account, "identity": a.Identity.String(), "url": a.Identity.URL, "hadBaseline": a.Before, "seen": names(a.Seen), "scheduled": names(a.Scheduled)})
	}
	return out
}
