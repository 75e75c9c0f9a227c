package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nadi/syndicate"
	"nadi/syndicate/ledger"
)

func retractCommand(ui *ui, g *global) *cobra.Command {
	f := &postFlags{}
	c := &cobra.Command{
		Use: "retract ARTICLE", Short: "Tell the accounts that an article was withdrawn or corrected",
		Long: `Bring an article's newest correction, or its withdrawal, to every account that
carries it. Write it into the front matter and deploy first:

  retracted: {date: 2026-11-25, note: The dose in this article was wrong.}
  corrections: [{date: 2026-11-25, severity: safety, note: …}]

Each post is changed where the network allows it, else answered; what can only be
done by hand is listed.`,
		Args: oneArticle,
		RunE: func(c *cobra.Command, args []string) error { return retract(c.Context(), ui, g, f, args[0]) },
	}
	c.Flags().StringSliceVar(&f.accounts, "account", nil, "only this account")
	c.Flags().BoolVar(&f.done, "done", false, "what can only be done by hand has been done; with --account, on that account")
	return c
}

func takedownCommand(ui *ui, g *global) *cobra.Command {
	f := &postFlags{}
	c := &cobra.Command{
		Use: "takedown ARTICLE", Short: "Remove an article's posts from the accounts",
		Long: `Remove the posts of an article from every account that carries it, and erase
their words from what the ledger keeps: for a patient's privacy, or a consent that
was withdrawn. What can only be removed by hand is listed. It works while posting is
paused, and whether or not the article is still there. The page itself is not
touched; take it out of the site as well.`,
		Args: oneArticle,
		RunE: func(c *cobra.Command, args []string) error { return takedown(c.Context(), ui, g, f, args[0]) },
	}
	c.Flags().StringSliceVar(&f.accounts, "account", nil, "only this account")
	c.Flags().BoolVar(&f.done, "done", false, "what can only be done by hand has been done; with --account, on that account")
	return c
}

func takedown(ctx context.Context, ui *ui, g *global, f *postFlags, name string) error {
	p, done, err := openAccountsOnly(ctx, ui, g, f.accounts)
	if err != nil {
		return err
	}
	defer done()
	id, lang, named := strings.Cut(name, ".")
	if known := p.everNamed(); !slices.Contains(known, id) {
		return p.nothingNamed("article", id, known)
	}
	var items []*syndicate.Item
	for _, code := range p.cfg.Site.Codes() {
		if !named || code == lang {
			items = append(items, &syndicate.Item{ID: id, Lang: code})
		}
	}
	return p.follow(ctx, f, "takedown", name, items, func(*syndicate.Item) string { return syndicate.Takedown })
}

// everNamed are the articles that the ledger has ever heard of.
func (p *posting) everNamed() (ids []string) {
	p.book.View(func(h *ledger.History) {
		for s := range h.All() {
			ids = append(ids, s.Key.Item)
		}
	})
	return slices.Compact(ids) // All is in their order
}

func oneArticle(c *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usageError{errors.New("name one article by its id, such as heat or heat.en"), c.CommandPath()}
	}
	return nil
}

func retract(ctx context.Context, ui *ui, g *global, f *postFlags, name string) error {
	f.only = []string{name}
	p, done, err := openPosting(ctx, ui, g, f)
	if err != nil {
		return err
	}
	defer done()
	var items []*syndicate.Item
	told := false
	for i := range p.items {
		if it := &p.items[i]; it.ID == name || it.Name() == name {
			items = append(items, it)
			told = told || syndicate.NoticeOccasion(it) != ""
		}
	}
	if !told {
		return hinted{fmt.Errorf("%s has nothing to tell: its front matter has no retracted: and no newer correction of severity correction or safety", items[0].Source), "write it there, deploy the site, and run this again"}
	}
	return p.follow(ctx, f, "retract", name, items, syndicate.NoticeOccasion)
}

// follow does on every account what an occasion asks for.
func (p *posting) follow(ctx context.Context, f *postFlags, what, name string, items []*syndicate.Item, occasionOf func(*syndicate.Item) string) error {
	troubles, results := p.ready(), []*syndicate.Followed{}
	r := p.runner(0)
	if f.done {
		r.ByHand = person("")
	}
	for _, d := range p.to {
		res, err := r.Follow(ctx, p.question, d, items, occasionOf)
		if err != nil {
			return ledgerOr(err)
		}
		if res != nil {
			results = append(results, res)
		}
	}
	return p.ui.followed(p, what, name, results, troubles)
}

func (u *ui) followed(p *posting, what, name string, results []*syndicate.Followed, troubles []syndicate.Trouble) error {
	code := 0
	if len(troubles) > 0 {
		code = 3
	}
	for _, f := range results {
		if f.Err != nil && code == 0 {
			code = 3
		}
		if f.Person != "" {
			code = 4
		}
	}
	if p.g.json {
		u.printJSON(map[string]any{"results": followedJSON(results), "troubles": troublesJSON(troubles), "exit": code})
	} else {
		for _, f := range results {
			word, detail := followWord(f)
			u.say("%-14s %-16s %-10s %s", f.Item.Name(), f.Account, word, visible(detail))
		}
		u.troubles(p, troubles)
		if len(results) == 0 {
			u.say("no account carries %s; Nadi cannot find what was posted before it knew the account, so look for that by hand", name)
		}
	}
	if code == 4 && !p.g.json {
		u.say("when that is done:  nadi syndicate %s %s --done", what, name)
	}
	if code != 0 {
		return failed{code}
	}
	return nil
}

func followWord(f *syndicate.Followed) (word, detail string) {
	switch {
	case f.Person != "":
		return "by hand", f.Person
	case f.Err != nil:
		return "failed", f.Err.Error()
	case f.Before:
		return "done", strings.TrimSuffix("this was done before; "+f.URL, "; ")
	}
	return map[syndicate.Ability]string{syndicate.CanAmend: "changed", syndicate.CanReply: "answered", syndicate.CanRemove: "removed"}[f.Done], cmp.Or(f.Receipt.URL, f.Receipt.ID)
}

func followedJSON(results []*syndicate.Followed) []map[string]any {
	out := []map[string]any{}
	for _, f := range results {
		word, detail := followWord(f)
		out = append(out, map[string]any{"item": f.Item.ID, "lang": f.Item.Lang, "account": f.Account, "result": word, "detail": detail, "url": f.URL})
	}
	return out
}
