package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"nadi/internal/config"
	"nadi/internal/starter"
	"nadi/internal/text"
)

func newCommand(ui *ui, g *global) *cobra.Command {
	return group(&cobra.Command{Use: "new", Short: "Begin a site, an article or a person's file"}, "makes no %q; write site, article or person",
		newSite(ui, g), newArticle(ui, g), newPerson(ui, g))
}

// group makes a command that only holds others: alone it prints its help, and
// wrong says, of a word that is none of them, which there are.
func group(c *cobra.Command, wrong string, others ...*cobra.Command) *cobra.Command {
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usageError{fmt.Errorf(c.Name()+" "+wrong, args[0]), c.CommandPath()}
		}
		return c.Help()
	}
	c.AddCommand(others...)
	for _, o := range others {
		o.Long = longText(o)
	}
	return c
}

func exactly(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if n == 1 && len(args) > 1 {
			return usageError{fmt.Errorf("put what belongs together in quotes: %s %s", c.CommandPath(), quote(strings.Join(args, " "))), c.CommandPath()}
		}
		if len(args) != n {
			return usageError{errors.New("write " + c.CommandPath() + " " + what), c.CommandPath()}
		}
		return nil
	}
}

func newSite(ui *ui, g *global) *cobra.Command {
	var title, address, approval string
	c := &cobra.Command{
		Use: "site DIR", Short: "Begin a site in a new folder", Args: exactly(1, "DIR"),
		Long: `Begin a site: nadi.yaml with an identity of its own, two articles (one with its
Hindi translation), an author and an about page. It builds without a finding.`,
		RunE: func(c *cobra.Command, args []string) error {
			dir := filepath.Join(g.dir, args[0])
			if filepath.IsAbs(args[0]) {
				dir = args[0]
			}
			now, err := g.clock(time.UTC)
			if err != nil {
				return usageError{err, c.CommandPath()}
			}
			if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
				return usageError{fmt.Errorf("--url %q is not a web address; write it as https://news.example.org", address), c.CommandPath()}
			}
			if approval == "" {
				approval = ui.askApproval()
			}
			if !slices.Contains([]string{"merge", "signed", "none"}, approval) {
				return usageError{fmt.Errorf("--approval cannot be %q; write merge, signed or none", approval), c.CommandPath()}
			}
			files := starter.Site(starter.Options{Title: title, URL: address, Approval: approval, ID: newID(), Date: now.Format("2006-01-02"), NewID: newID})
			if err := writeNew(dir, files); err != nil {
				return err
			}
			return ui.made(g, dir, files, "cd "+args[0]+" && nadi serve")
		},
	}
	c.Flags().StringVar(&title, "title", "Example Hospital News", "the name of the publication")
	c.Flags().StringVar(&address, "url", "https://news.example.org", "the public address")
	c.Flags().StringVar(&approval, "approval", "", "what a post needs before it goes: merge (somebody was shown it), signed (somebody else approved it) or none; asked for on a terminal, else merge")
	return c
}

// askApproval asks whether one person alone publishes; elsewhere than on a
// terminal nobody could answer.
func (u *ui) askApproval() string {
	if !u.terminal || !term.IsTerminal(int(os.Stdin.Fd())) || u.json != nil && *u.json {
		return "merge"
	}
	fmt.Fprint(u.err, "Does somebody else look at an article before it is published? [Y/n] ")
	answer, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	if a := strings.ToLower(strings.TrimSpace(answer)); a == "n" || a == "no" {
		u.note("then a post goes without being shown to anybody: approval: none in nadi.yaml")
		return "none"
	}
	u.note("then a post goes after somebody was shown it: approval: merge in nadi.yaml")
	return "merge"
}

func newArticle(ui *ui, g *global) *cobra.Command {
	var lang string
	c := &cobra.Command{
		Use: "article TITLE", Short: "Begin an article as a draft", Args: exactly(1, "TITLE"),
		Long: `Begin an article: content/articles/YEAR/SLUG.md with an id, today's date and
draft: true. With --lang it is written in that language: beside an article of
the same name as its translation (heat.hi.md, with the same id), else as an
article of its own.`,
		RunE: func(c *cobra.Command, args []string) error {
			root, closeRoot, err := openSite(g.dir)
			if err != nil {
				return err
			}
			defer closeRoot()
			if err := isSite(root, g.dir); err != nil {
				return err
			}
			now, err := g.clock(zoneOf(root))
			if err != nil {
				return usageError{err, c.CommandPath()}
			}
			slug := text.Slug(args[0])
			if slug == "" {
				return usageError{fmt.Errorf("no address can be made from %q", args[0]), c.CommandPath()}
			}
			name := path.Join("content/articles", now.In(zoneOf(root)).Format("2006"), slug)
			id, translates := siblingID(root, name)
			if lang != "" {
				if err := knownLanguage(root, lang); err != nil {
					return usageError{err, c.CommandPath()}
				}
			}
			if translates && lang != "" {
				name, lang = name+"."+lang, ""
			}
			files := starter.Article(name+".md", args[0], now.In(zoneOf(root)).Format("2006-01-02"), id, lang)
			if err := addNew(g.dir, files); err != nil {
				return err
			}
			return ui.made(g, g.dir, files, "write it, then remove draft: true")
		},
	}
	c.Flags().StringVar(&lang, "lang", "", "language code")
	return c
}

// isSite refuses to write into a folder that is no site's.
func isSite(root fs.FS, dir string) error {
	if _, err := fs.Stat(root, config.FileName); err != nil {
		return hinted{fmt.Errorf("there is no %s in %s, so this is not a site's folder", config.FileName, dir), "go there, name it with -C DIR, or make a site: nadi new site DIR"}
	}
	return nil
}

// siblingID is the id of the article that the new file would translate, or a
// new one; found reports whether there is such an article.
func siblingID(root fs.FS, name string) (id string, found bool) {
	for _, pattern := range []string{name + ".md", name + ".*.md"} {
		files, _ := fs.Glob(root, pattern)
		for _, f := range files {
			found = true
			src, err := fs.ReadFile(root, f)
			if err != nil {
				continue
			}
			for line := range strings.Lines(string(src)) {
				if id, ok := strings.CutPrefix(line, "id: "); ok {
					return strings.TrimSpace(id), true
				}
			}
		}
	}
	return newID(), found
}

func knownLanguage(root fs.FS, lang string) error {
	src, err := fs.ReadFile(root, config.FileName)
	if err != nil {
		return fmt.Errorf("reading %s: %w", config.FileName, err)
	}
	cfg, _ := config.Load(src)
	if codes := cfg.Site.Codes(); !slices.Contains(codes, lang) {
		return fmt.Errorf("%q is not a language of this site; it has %s", lang, strings.Join(codes, ", "))
	}
	return nil
}

func newPerson(ui *ui, g *global) *cobra.Command {
	return &cobra.Command{
		Use: "person NAME", Short: "Begin an author's or reviewer's file", Args: exactly(1, "NAME"),
		RunE: func(c *cobra.Command, args []string) error {
			slug := text.Slug(args[0])
			if slug == "" {
				return usageError{fmt.Errorf("no file name can be made from %q", args[0]), c.CommandPath()}
			}
			root, closeRoot, err := openSite(g.dir)
			if err != nil {
				return err
			}
			defer closeRoot()
			if err := isSite(root, g.dir); err != nil {
				return err
			}
			files := starter.Person("content/people/"+slug+".yaml", args[0])
			if err := addNew(g.dir, files); err != nil {
				return err
			}
			return ui.made(g, g.dir, files, "sign articles with authors: ["+slug+"]")
		},
	}
}

// writeNew writes files into a folder that is new or empty.
func writeNew(dir string, files []starter.File) error {
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return hinted{fmt.Errorf("%s is not empty", dir), "name a new folder"}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("making %s: %w", dir, err)
	}
	return addNew(dir, files)
}

// addNew writes files that do not exist yet and never changes one that does.
func addNew(dir string, files []starter.File) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, f := range files {
		name := filepath.FromSlash(f.Name)
		if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return fmt.Errorf("making %s: %w", path.Dir(f.Name), err)
		}
		w, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			return hinted{fmt.Errorf("%s is there already", f.Name), "choose another title, or edit that file"}
		}
		if err != nil {
			return fmt.Errorf("writing %s: %w", f.Name, err)
		}
		if _, err := w.Write(f.Body); err != nil {
			w.Close()
			return fmt.Errorf("writing %s: %w", f.Name, err)
		}
		if err := w.Close(); err != nil {
			return fmt.Errorf("writing %s: %w", f.Name, err)
		}
	}
	return nil
}

func (u *ui) made(g *global, dir string, files []starter.File, next string) error {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = filepath.ToSlash(filepath.Join(dir, f.Name))
	}
	if g.json {
		u.printJSON(map[string]any{"files": names, "next": next})
		return nil
	}
	for _, n := range names {
		u.say("%s", n)
	}
	u.say("next: %s", strings.TrimSpace(next))
	return nil
}
