package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"nadi/internal/config"
	"nadi/syndicate/ledger"
)

func verifyLedgerCommand(ui *ui, g *global) *cobra.Command {
	return &cobra.Command{
		Use: "verify", Short: "Read the whole ledger, and say whether it is sound", Args: noArgs,
		Long: `Read every entry of the ledger and look for what no Nadi writes: two runs that
began the same post, a post twice under two addresses, an approval whose signature
does not hold. Nothing is changed, and no network is asked.`,
		RunE: func(c *cobra.Command, _ []string) error { return verifyLedger(c.Context(), ui, g) },
	}
}

func verifyLedger(ctx context.Context, ui *ui, g *global) error {
	p, done, err := openLedgerOnly(ctx, ui, g)
	if err != nil {
		return err
	}
	defer done()
	a := ledger.NewAudit(p.cfg.Site.ID.S)
	if _, err := p.store.Read(ctx, ledger.Start, a.Add); err != nil {
		return hinted{fmt.Errorf("the ledger cannot be read to its end: %w", err), "nothing was changed; put the newest copy that can be read back, and run this again"}
	}
	if g.json {
		ui.printJSON(map[string]any{"ledger": p.cfg.Ledger.S, "entries": a.Entries, "otherSites": a.Others, "open": len(a.Open()), "faults": faultsJSON(a.Faults)})
	} else {
		ui.audited(p, a)
	}
	if len(a.Faults) > 0 {
		return failed{4}
	}
	return nil
}

func faultsJSON(fs []ledger.Fault) []map[string]any {
	out := []map[string]any{}
	for _, f := range fs {
		out = append(out, map[string]any{"entry": f.Entry, "fault": f.Text})
	}
	return out
}

func (u *ui) audited(p *posting, a *ledger.Audit) {
	for _, f := range a.Faults {
		u.note("entry %s: %s", thousands(f.Entry), visible(f.Text))
	}
	for _, s := range a.Open() {
		u.note("%s on %s: nobody knows yet what became of it; nadi syndicate status says what to do", s.Key.Item, s.Key.Account)
	}
	verdict := "nothing in it that should not be there"
	if n := len(a.Faults); n > 0 {
		verdict = count(n, "fault") + "; pause posting (nadi pause) until a person has looked"
	}
	others := ""
	if a.Others > 0 {
		others = fmt.Sprintf(" (and %s of other sites)", thousands(a.Others))
	}
	u.say("%s: %s%s, %s", p.cfg.Ledger.S, entries(a.Entries), others, verdict)
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return thousands(n) + " entries"
}

func copyLedgerCommand(ui *ui, g *global) *cobra.Command {
	return &cobra.Command{
		Use: "copy FROM TO", Short: "Bring the ledger to another place", Long: `Copy a ledger entry for entry, with the words of posts that are still open: from a
file to a branch, from a branch to a database. FROM and TO are written as in
nadi.yaml (file:../nadi-ledger.jsonl, git:nadi-ledger, s3://…, postgres:…). TO must
be empty or the beginning of FROM; what was interrupted goes on.

First  nadi pause  so that nobody writes to FROM; after the copy name TO in nadi.yaml
and  nadi resume.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usageError{errors.New("name the ledger to copy from, and the one to copy to"), c.CommandPath()}
			}
			for _, name := range args {
				if err := config.CheckLedger(name); err != nil {
					return usageError{err, c.CommandPath()}
				}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return copyLedger(c.Context(), ui, g, args[0], args[1]) },
	}
}

func copyLedger(ctx context.Context, ui *ui, g *global, from, to string) error {
	root, closeRoot, err := openSite(g.dir)
	if err != nil {
		return err
	}
	defer closeRoot()
	p := &posting{ui: ui, g: g, root: root, env: os.Getenv}
	if err := p.readConfig(); err != nil {
		return err
	}
	a, err := p.openStore(ctx, from)
	if err != nil {
		return err
	}
	defer a.Close()
	b, err := p.openStore(ctx, to)
	if err != nil {
		return err
	}
	defer b.Close()
	c, err := ledger.Copy(ctx, a, b)
	if err != nil {
		return hinted{err, "FROM is as it was; run it again, and it goes on where it ended"}
	}
	if g.json {
		ui.printJSON(map[string]any{"from": from, "to": to, "entries": c.Entries, "before": c.Before, "payloads": c.Payloads})
		return nil
	}
	ui.say("%s in %s now (%s new); write  ledger: %s  into nadi.yaml before anybody posts", entries(c.Entries), to, thousands(c.Entries-c.Before), to)
	return nil
}
