package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nadi/internal/article"
	"nadi/internal/check"
	"nadi/internal/config"
	"nadi/internal/site"
	"nadi/internal/text"
)

func reviewCommand(ui *ui, g *global) *cobra.Command {
	var as, next string
	c := &cobra.Command{
		Use: "review ARTICLE --as NAME", Short: "Sign that an article has been read and is right", Args: exactlyOne("an article"),
		Long: `Write into an article who reviewed it, on which day, and a fingerprint of the
words that were reviewed. When the words change, the review no longer holds.
NAME is a file in content/people, and not an author of the article.`,
		RunE: func(c *cobra.Command, args []string) error {
			if as == "" {
				return usageError{fmt.Errorf("nobody signs; write --as and a name from content/people"), c.CommandPath()}
			}
			return review(c.Context(), ui, g, args[0], as, next)
		},
	}
	c.Flags().StringVar(&as, "as", "", "the reviewer's file name in content/people")
	c.Flags().StringVar(&next, "next", "", "when it is to be reviewed again (2027-11-24, or 365d)")
	return c
}

func exactlyOne(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usageError{fmt.Errorf("name one thing: %s", what), c.CommandPath()}
		}
		return nil
	}
}

// review signs one article.
func review(ctx context.Context, ui *ui, g *global, name, as, next string) error {
	root, closeRoot, err := openSite(g.dir)
	if err != nil {
		return err
	}
	defer closeRoot()
	in, err := input(g, &buildFlags{drafts: true, future: true}, root, nil)
	if err != nil {
		return err
	}
	res, err := buildInto(ctx, ui, in, discard{})
	if err != nil {
		return interrupted(err, "nothing was signed")
	}
	a, err := signable(g, res, name, as)
	if err != nil {
		return err
	}
	keys := [][2]string{{"reviewedBy", as}, {"lastReviewed", in.Now.In(res.Config.Site.Zone()).Format("2006-01-02")}, {"reviewHash", check.ReviewHash(a)}}
	if next != "" {
		due, err := dueDate(next, in.Now.In(res.Config.Site.Zone()))
		if err != nil {
			return usageError{fmt.Errorf("--next %q: %w; write 2027-11-24 or 365d", next, err), "nadi review"}
		}
		keys = append(keys, [2]string{"reviewDue", due.Format("2006-01-02")})
	}
	if err := writeKeys(g.dir, a.Source, keys); err != nil {
		return err
	}
	if g.json {
		ui.printJSON(map[string]any{"article": a.Source, "reviewedBy": as, "lastReviewed": keys[1][1], "reviewHash": keys[2][1]})
		return nil
	}
	ui.say("%s: reviewed by %s on %s", a.Source, as, keys[1][1])
	return nil
}

// signable finds the article and demands that this person may sign it.
func signable(g *global, res *site.Result, name, as string) (*article.Article, error) {
	if res.Library == nil {
		return nil, hinted{fmt.Errorf("the site cannot be read"), "nadi check says what is wrong"}
	}
	if rel, err := filepath.Rel(g.dir, name); err == nil && filepath.IsLocal(rel) {
		name = filepath.ToSlash(rel)
	}
	all := res.Library.Articles
	i := slices.IndexFunc(all, func(a *article.Article) bool { return a.Source == filepath.ToSlash(name) })
	if i < 0 {
		if languages := sourcesOf(all, name); len(languages) > 0 {
			return nil, hinted{fmt.Errorf("%s is an id; a review is of one language", name), "write " + strings.Join(languages, " or ")}
		}
		return nil, hinted{fmt.Errorf("%s is not an article of this site, or has errors", name), "write its path, such as content/articles/2026/heat.md; nadi check says what is wrong with it"}
	}
	a := all[i]
	if res.Library.People[as] == nil && len(res.Library.People) > 0 {
		return nil, hinted{fmt.Errorf("%q is not in content/people", as), whoCan(res.Library.People, as)}
	}
	if article.Wrote(res.Library.People, a.Authors, as) {
		return nil, hinted{fmt.Errorf("%s wrote this article and cannot review it", as), "let somebody else review it"}
	}
	return a, nil
}

// sourcesOf are the files of an id.
func sourcesOf(all []*article.Article, id string) []string {
	var out []string
	for _, a := range all {
		if id != "" && a.ID == id {
			out = append(out, a.Source)
		}
	}
	return out
}

// whoCan names the person that was meant, or those there are.
func whoCan(people map[string]*article.Person, as string) string {
	keys := slices.Sorted(maps.Keys(people))
	if near := text.Nearest(strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(as), ".", ""), " ", "-"), keys); near != "" {
		return "did you mean " + near + "?"
	}
	if len(keys) > 8 {
		keys = append(keys[:8], "…")
	}
	return "--as takes the name of a file there: " + strings.Join(keys, ", ") + "; a new one:  nadi new person"
}

func dueDate(s string, now time.Time) (time.Time, error) {
	due := now
	if d, err := config.ParseDuration(s); err == nil {
		due = now.Add(d)
	} else if due, err = article.ParseDate(s, now.Location()); err != nil {
		return due, fmt.Errorf("--next %q is neither a date nor a length of time; write 2027-11-24 or 365d", s)
	}
	if !due.After(now) {
		return due, fmt.Errorf("--next %s is not after today", s)
	}
	return due, nil
}

// writeKeys sets keys of YAML front matter, each on a line of its own.
func writeKeys(dir, name string, keys [][2]string) error {
	return rewriteIn(dir, name, func(src []byte) ([]byte, error) {
		out, ok := withKeys(src, keys)
		if !ok {
			return nil, hinted{fmt.Errorf("the front matter of %s is not YAML with each key on a line", name), "write it yourself: " + lines(src, keys)}
		}
		return out, nil
	})
}

// lines are keys as somebody has to write them into front matter that is TOML
// or JSON.
func lines(src []byte, keys [][2]string) string {
	form := `%s = %q`
	if bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(src, []byte("\ufeff"))), []byte("{")) {
		form = `%q: %q`
	}
	var out []string
	for _, k := range keys {
		out = append(out, fmt.Sprintf(form, k[0], k[1]))
	}
	return strings.Join(out, ", ")
}

// withKeys returns src with keys set in its YAML front matter; ok is false
// where there is none.
func withKeys(src []byte, keys [][2]string) ([]byte, bool) {
	start := bytes.Index(src, []byte("---"))
	if start < 0 || len(bytes.TrimSpace(bytes.TrimPrefix(src[:start], []byte("\ufeff")))) > 0 {
		return nil, false
	}
	end := regexp.MustCompile(`(?m)^(?:---|\.\.\.)[ \t]*\r?$`).FindIndex(src[start+3:])
	if end == nil {
		return nil, false
	}
	if inner := bytes.TrimSpace(src[start+3 : start+3+end[0]]); bytes.HasPrefix(inner, []byte("{")) {
		return nil, false // all keys in braces: lines behind them would break it
	}
	meta, rest := src[:start+3+end[0]], src[start+3+end[0]:]
	for _, k := range keys {
		meta = withKey(meta, k[0], k[1])
	}
	return append(bytes.Clone(meta), rest...), true
}

// spellings are other names of the keys that a review writes.
var spellings = map[string]string{"reviewedBy": "reviewedBy|reviewed_by|reviewers?", "lastReviewed": "lastReviewed|last_reviewed", "reviewDue": "reviewDue|review_due", "reviewHash": "reviewHash"}

func withKey(meta []byte, key, value string) []byte {
	eol := "\n"
	if bytes.Contains(meta, []byte("\r\n")) {
		eol = "\r\n"
	}
	line := regexp.MustCompile(`(?m)^(` + cmp.Or(spellings[key], key) + `)[ \t]*:[^\n]*(?:\n(?:[ \t]+|- )[^\n]*)*`)
	if at := line.FindSubmatchIndex(meta); at != nil {
		name := string(meta[at[2]:at[3]])
		return slices.Concat(meta[:at[0]], []byte(name+": "+value+strings.TrimSuffix(eol, "\n")), meta[at[1]:])
	}
	return slices.Concat(meta, []byte(key+": "+value+eol))
}

// upcoming lists reviews that end soon.
func (u *ui) upcoming(g *global, res *site.Result, within string) error {
	ahead, err := config.ParseDuration(within)
	if err != nil {
		return usageError{fmt.Errorf("--due: %w; write 30d", err), "nadi check"}
	}
	if res.Library == nil {
		u.findings(g.dir, res.Findings, res.Mask)
		return failed{1}
	}
	due := check.Upcoming(res.Library, time.Duration(res.Config.Check.Review), ahead)
	for i := range due {
		due[i].Title = res.Mask(due[i].Title)
	}
	if g.json {
		if due == nil {
			due = []check.Due{}
		}
		u.printJSON(map[string]any{"due": due})
		return nil
	}
	for _, d := range due {
		late := ""
		if d.At.Before(res.Library.Now) {
			late = "  (overdue)"
		}
		u.say("%s  %s  %q  last by %s%s", d.At.Format("2006-01-02"), d.Source, visible(d.Title), visible(d.By), late)
	}
	u.say("%s to be reviewed within %s", count(len(due), "article"), within)
	return nil
}
