package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nadi/internal/config"
	"nadi/internal/diag"
	"nadi/syndicate"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/file"
	"nadi/syndicate/ledger/git"
	"nadi/syndicate/ledger/s3"
)

func ledgerCommand(ui *ui, g *global) *cobra.Command {
	c := &cobra.Command{Use: "ledger", Short: "Look after the record of what was posted", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(verifyLedgerCommand(ui, g), copyLedgerCommand(ui, g), renameAccountCommand(ui, g))
	for _, sub := range c.Commands() {
		sub.Long = longText(sub)
	}
	return c
}

func renameAccountCommand(ui *ui, g *global) *cobra.Command {
	return &cobra.Command{
		Use: "rename-account OLD NEW", Short: "Tell the ledger that an account has another name in nadi.yaml",
		Long: `An account's posts are remembered under its name in nadi.yaml. After giving it
another name there, tell the ledger, and everything it knows goes with it.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usageError{errors.New("name the account's old and new name"), c.CommandPath()}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			p, done, err := openLedgerOnly(c.Context(), ui, g)
			if err != nil {
				return err
			}
			defer done()
			if _, ok := p.cfg.Accounts[args[1]]; !ok {
				return p.nothingNamed("account", args[1], p.accountNames())
			}
			if err := syndicate.RenameAccount(c.Context(), p.book, p.cfg.Site.ID.S, args[0], args[1], person(""), p.now()); err != nil {
				return ledgerOr(err)
			}
			if g.json {
				ui.printJSON(map[string]any{"from": args[0], "to": args[1]})
				return nil
			}
			ui.say("%s is now %s in the ledger", args[0], args[1])
			return nil
		},
	}
}

// openAccountsOnly opens what needs no articles: settings, ledger, accounts. A
// mistake in some article must not keep a patient's words public.
func openAccountsOnly(ctx context.Context, ui *ui, g *global, accounts []string) (*posting, func(), error) {
	p, done, err := openLedgerOnly(ctx, ui, g)
	if err != nil {
		return nil, nil, err
	}
	if fs := accountFindings(p.cfg); len(fs) > 0 {
		err = p.refuse(fs)
	}
	if err == nil {
		err = p.openAccounts(&postFlags{accounts: accounts})
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	p.question = syndicate.Question{Site: p.cfg.Site.ID.S, To: p.to, Now: p.now()}
	return p, done, nil
}

// openLedgerOnly opens the settings and the ledger.
func openLedgerOnly(ctx context.Context, ui *ui, g *global) (*posting, func(), error) {
	root, closeRoot, err := openSite(g.dir)
	if err != nil {
		return nil, nil, err
	}
	p := &posting{ui: ui, g: g, root: root, env: os.Getenv}
	if err = p.readConfig(); err == nil {
		err = p.openLedger(ctx)
	}
	if err == nil {
		err = p.clock()
	}
	if err != nil {
		closeRoot()
		return nil, nil, err
	}
	return p, func() { p.store.Close(); closeRoot() }, nil
}

func (p *posting) readConfig() error {
	src, err := fs.ReadFile(p.root, config.FileName)
	if errors.Is(err, fs.ErrNotExist) {
		return hinted{fmt.Errorf("there is no %s in %s", config.FileName, p.g.dir), "name the site's folder with -C DIR, or make one: nadi new site DIR"}
	}
	if err != nil {
		return fmt.Errorf("reading %s: %w", config.FileName, err)
	}
	cfg, findings := config.Load(src)
	if p.cfg = cfg; diag.Count(findings, diag.Error) > 0 {
		return p.refuse(findings)
	}
	return nil
}

func (p *posting) accountNames() []string { return slices.Sorted(maps.Keys(p.cfg.Accounts)) }

// openLedger opens the ledger that nadi.yaml names. A site without one posts
// nothing.
func (p *posting) openLedger(ctx context.Context) error {
	if p.cfg.Ledger.S == "" {
		return hinted{errNoLedger, "write ledger: git:nadi-ledger for a branch of this repository, or file:../nadi-ledger.jsonl for one machine; docs/posting.md explains the choices"}
	}
	s, err := p.openStore(ctx, p.cfg.Ledger.S)
	if err != nil {
		return hinted{err, "nothing was sent"}
	}
	if p.book, err = ledger.Open(ctx, s, p.cfg.Site.ID.S); err != nil {
		s.Close()
		return ledgerTrouble(err)
	}
	p.book.View(func(h *ledger.History) { p.fresh = h.Empty() })
	p.store = s
	return nil
}

// openStore opens a ledger by its name in nadi.yaml.
func (p *posting) openStore(ctx context.Context, name string) (ledger.Store, error) {
	kind, place, _ := strings.Cut(name, ":")
	switch kind {
	case "git":
		return p.openBranch(ctx, place)
	case "postgres", "postgresql":
		return p.openDatabase(ctx, place)
	case "s3":
		return s3.Open(s3.Options{Place: name, Env: p.env, Transport: transport(), Nonce: nonce})
	}
	return p.openFile(ctx, place)
}

func (p *posting) openFile(_ context.Context, place string) (ledger.Store, error) {
	if !filepath.IsAbs(place) {
		place = filepath.Join(p.g.dir, place)
	}
	p.tokenPath = strings.TrimSuffix(place, ".jsonl") + ".tokens.json"
	return file.Open(place, file.Where{CI: p.env("CI") != "" && p.env("CI") != "false", Tracked: tracked})
}

// openBranch opens a ledger on a branch. Its commits name articles by their
// titles, unless they are not public yet: others may read the branch.
func (p *posting) openBranch(ctx context.Context, branch string) (ledger.Store, error) {
	titles := map[string]string{}
	for _, it := range p.items {
		if !it.Due.After(time.Now()) {
			titles[it.ID+"."+it.Lang] = it.Title
		}
	}
	return git.Open(ctx, git.Options{Dir: p.g.dir, Branch: branch, Title: func(item, lang string) string { return titles[item+"."+lang] }})
}

// tracked reports whether git tracks a file. Without git, or outside a
// repository, it does not.
func tracked(path string) (bool, error) {
	c := exec.Command("git", "ls-files", "--error-unmatch", "--", filepath.Base(path))
	c.Dir = filepath.Dir(path)
	return c.Run() == nil, nil
}
