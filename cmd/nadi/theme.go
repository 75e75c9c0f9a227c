package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"nadi/internal/colour"
	"nadi/internal/config"
	"nadi/internal/diag"
	"nadi/internal/starter"
	"nadi/internal/text"
	"nadi/internal/themekit"
	"nadi/themes"
)

func themeCommand(ui *ui, g *global) *cobra.Command {
	return group(&cobra.Command{Use: "theme", Short: "Change how the site looks",
		Long: `Change how the site looks. A theme is a folder, themes/NAME, that lies over the
built-in one file by file; theme.name in nadi.yaml says which. What templates may
show is in docs/reference/theme.md.`}, "has no %q; write new, eject or check",
		newTheme(ui, g), ejectCommand(ui, g), checkTheme(ui, g))
}

// siteTheme is the theme of a site: its name, the built-in one below it, and
// the site's own folder, nil if there is none.
type siteTheme struct {
	cfg       *config.Config
	name      string
	base, own fs.FS
}

func (t *siteTheme) dir() string { return "themes/" + t.name }

// siteTheme reads which theme a site has. Without a folder of that name, and
// with no built-in one, it is an error.
func (u *ui) siteTheme(g *global, root fs.FS) (*siteTheme, error) {
	cfg, err := settings(u, g, "")
	if err != nil {
		return nil, err
	}
	t := &siteTheme{cfg: cfg, name: cfg.Theme.Name}
	var embedded bool
	t.base, embedded = themekit.Base(themes.FS(), t.name)
	if info, err := fs.Stat(root, t.dir()); err == nil && info.IsDir() {
		t.own, err = fs.Sub(root, t.dir())
		return t, err
	}
	if !embedded {
		hint := "make it: nadi theme new " + t.name
		if near := text.Nearest(t.name, themeFolders(root)); near != "" {
			hint = "did you mean theme: {name: " + near + "}? To make it: nadi theme new " + t.name
		}
		return nil, hinted{fmt.Errorf("%s says theme.name %q, and there is no folder %s", config.FileName, t.name, t.dir()), hint}
	}
	return t, nil
}

func themeFolders(root fs.FS) []string {
	out := []string{"clinic"}
	entries, _ := fs.ReadDir(root, "themes")
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, e.Name())
		}
	}
	return out
}

func newTheme(ui *ui, g *global) *cobra.Command {
	return &cobra.Command{
		Use: "new NAME", Short: "Begin a theme", Args: exactly(1, "NAME"),
		Long: `Begin a theme: themes/NAME with own.css, which holds the built-in colours and
measures in comments, to change, and a page that says what else can be changed.
Everything that is not in the folder comes from the built-in theme. To use it,
write theme: {name: NAME} into nadi.yaml.`,
		RunE: func(c *cobra.Command, args []string) error {
			root, closeRoot, err := openSite(g.dir)
			if err != nil {
				return err
			}
			defer closeRoot()
			if err := isSite(root, g.dir); err != nil {
				return err
			}
			name := args[0]
			if err := themeName(root, name); err != nil {
				return err
			}
			base, _ := themekit.Base(themes.FS(), name)
			made, err := themekit.New(name, base)
			if err != nil {
				return err
			}
			files := inFolder("themes/"+name, made)
			if err := addNew(g.dir, files); err != nil {
				return err
			}
			return ui.made(g, g.dir, files, "write theme: {name: "+name+"} into nadi.yaml, then nadi serve")
		},
	}
}

// themeName refuses a name that no folder can have or that is taken.
func themeName(root fs.FS, name string) error {
	if slug := text.Slug(name); slug != name || name == "" {
		hint := "use letters, digits and hyphens"
		if slug != "" {
			hint = "write nadi theme new " + slug
		}
		return usageError{hinted{fmt.Errorf("a theme cannot be called %q: its name is a folder's, in small letters; %s", name, hint), hint}, "nadi theme new"}
	}
	if _, err := fs.Stat(root, "themes/"+name); err == nil {
		return hinted{fmt.Errorf("themes/%s is there already", name), "choose another name, or change what is there; nadi theme check looks at it"}
	}
	if _, embedded := themekit.Base(themes.FS(), name); embedded {
		return hinted{fmt.Errorf("%s is the built-in theme", name), "choose another name, or change files of it: nadi theme eject"}
	}
	return nil
}

func inFolder(dir string, files []themekit.File) []starter.File {
	out := make([]starter.File, len(files))
	for i, f := range files {
		out[i] = starter.File{Name: path.Join(dir, f.Name), Body: f.Body}
	}
	return out
}

// ejectFlags are the flags of theme eject.
type ejectFlags struct{ all, print, compared bool }

func ejectCommand(ui *ui, g *global) *cobra.Command {
	f := &ejectFlags{}
	c := &cobra.Command{
		Use: "eject [FILE…]", Short: "Copy files of the built-in theme, to change them",
		Long: `Copy templates, languages or assets of the built-in theme into the site's own, to
change them. A file that is there already is left alone. Without a FILE, list
what can be copied and what has been.

What was copied is remembered: when a later version of Nadi changes the original,
nadi theme check says so. Then look at the difference, take over what you want,
and note it:

  nadi theme eject --print article.html | diff - themes/clinic/article.html
  nadi theme eject --compared article.html`,
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.together(args); err != nil {
				return usageError{err, c.CommandPath()}
			}
			root, closeRoot, err := openSite(g.dir)
			if err != nil {
				return err
			}
			defer closeRoot()
			t, err := ui.siteTheme(g, root)
			if err != nil {
				return err
			}
			for i, a := range args {
				args[i] = strings.TrimPrefix(path.Clean(filepath.ToSlash(a)), t.dir()+"/")
			}
			return ui.eject(g, t, f, args)
		},
	}
	c.Flags().BoolVar(&f.all, "all", false, "copy every file that the site does not have")
	c.Flags().BoolVar(&f.print, "print", false, "print the built-in FILE and write nothing")
	c.Flags().BoolVar(&f.compared, "compared", false, "note that the site's FILE is up to date with the built-in one")
	return c
}

// together refuses flags of which one would be passed over in silence.
func (f *ejectFlags) together(args []string) error {
	for _, x := range []struct {
		flag          string
		given, alone  bool
		needs, others bool
	}{
		{"--all", f.all, true, false, f.print || f.compared},
		{"--print", f.print, false, true, f.compared},
		{"--compared", f.compared, false, true, false},
	} {
		switch {
		case x.given && x.others:
			return fmt.Errorf("%s does not go together with the other flag; use one", x.flag)
		case x.given && x.needs && len(args) == 0:
			return fmt.Errorf("write which file: %s FILE", x.flag)
		case x.given && x.alone && len(args) > 0:
			return fmt.Errorf("%s takes no %q; it is all of them", x.flag, args[0])
		}
	}
	return nil
}

func (u *ui) eject(g *global, t *siteTheme, f *ejectFlags, names []string) error {
	switch {
	case f.print:
		return u.printBuiltIn(t, names)
	case f.compared:
		record, err := themekit.Compared(t.base, t.own, names...)
		if err != nil {
			return ejectError(t, err)
		}
		if err := keepRecord(g.dir, t, record); err != nil {
			return err
		}
		return u.made(g, g.dir, inFolder(t.dir(), []themekit.File{record}), "nadi theme check")
	case !f.all && len(names) == 0:
		return u.listTheme(g, t)
	}
	files, err := themekit.Eject(t.base, t.own, names...)
	if err != nil {
		return ejectError(t, err)
	}
	if len(files) == 0 {
		return u.made(g, g.dir, nil, "nothing; the site has every file already")
	}
	record := files[len(files)-1]
	made := inFolder(t.dir(), files[:len(files)-1])
	if err := addNew(g.dir, made); err != nil {
		return err
	}
	if err := keepRecord(g.dir, t, record); err != nil {
		return err
	}
	return u.made(g, g.dir, made, "change it, and look at it with nadi serve; nadi theme check says what is wrong")
}

func ejectError(t *siteTheme, err error) error {
	if e, ok := errors.AsType[*themekit.NoFile](err); ok {
		hint := "nadi theme eject lists what there is"
		if e.Near != "" {
			hint = "did you mean " + e.Near + "?"
		}
		return hinted{err, hint}
	}
	if e, ok := errors.AsType[*themekit.Taken](err); ok {
		return hinted{fmt.Errorf("%s/%s is there already; nothing was copied", t.dir(), e.Name), "change that file, or remove it first"}
	}
	return err
}

// keepRecord writes the record of copied files, the one file of a theme that
// is written again.
func keepRecord(dir string, t *siteTheme, record themekit.File) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	name := t.dir() + "/" + record.Name
	if err := root.WriteFile(filepath.FromSlash(name), record.Body, 0o644); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}

func (u *ui) printBuiltIn(t *siteTheme, names []string) error {
	for _, name := range names {
		body, err := themekit.Find(t.base, name)
		if err != nil {
			return ejectError(t, err)
		}
		_, _ = u.out.Write(body)
	}
	return nil
}

func (u *ui) listTheme(g *global, t *siteTheme) error {
	entries, err := themekit.List(t.base, t.own)
	if err != nil {
		return fmt.Errorf("%s: %w", t.dir(), err)
	}
	if g.json {
		u.printJSON(map[string]any{"theme": t.name, "files": entries})
		return nil
	}
	for _, e := range entries {
		u.say("%-28s %s", e.Name, stateWords[e.State])
	}
	u.say("next: nadi theme eject FILE copies one into %s", t.dir())
	return nil
}

var stateWords = map[themekit.State]string{
	themekit.BuiltIn: "built in",
	themekit.Own:     "the site's own",
	themekit.Stale:   "the site's own, copied from an older version",
}

func checkTheme(ui *ui, g *global) *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: "Say what is wrong with the theme", Args: noArgs,
		Long: `Look at the site's theme: fields, functions, words and assets that are not there,
in every branch of every template; what the security policy will block; colours
that cannot be read; headings and pictures of each kind of page; files that
nothing uses; copies whose original has changed. Nothing is written.

Errors are what would stop a build, too. The rest is advice.`,
		RunE: func(c *cobra.Command, _ []string) error {
			root, closeRoot, err := openSite(g.dir)
			if err != nil {
				return err
			}
			defer closeRoot()
			t, err := ui.siteTheme(g, root)
			if err != nil {
				return err
			}
			accent, err := colour.Parse(t.cfg.Theme.Accent.S)
			if err != nil {
				return err
			}
			found, err := themekit.Check(themekit.Input{Name: t.name, Base: t.base, Own: t.own, Languages: t.cfg.Site.Codes(), Accent: accent})
			if err != nil {
				return fmt.Errorf("reading %s: %w", t.dir(), err)
			}
			return ui.checkedTheme(g, t, found)
		},
	}
}

func (u *ui) checkedTheme(g *global, t *siteTheme, found []diag.Finding) error {
	if g.json {
		u.printJSON(map[string]any{"theme": t.name, "findings": append([]diag.Finding{}, found...)})
	} else {
		u.findings(g.dir, found, nil)
		switch {
		case len(found) > 0:
			u.say("%s: %s", t.dir(), tally(found))
		case t.own == nil:
			u.say("the built-in theme %s: nothing to mend", t.name)
		default:
			u.say("%s: nothing to mend", t.dir())
		}
	}
	if diag.Count(found, diag.Error) > 0 {
		return failed{1}
	}
	return nil
}
