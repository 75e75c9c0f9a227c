package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nadi/internal/diag"
	"nadi/internal/site"
)

// discard is a sink that keeps nothing: check builds everything and throws
// the files away, so that what it finds is what a build would find.
type discard struct{}

func (discard) Current(string, site.Key) bool { return false }
func (discard) Put(site.File) error           { return nil }

func checkCommand(ui *ui, g *global) *cobra.Command {
	f := &buildFlags{drafts: true, future: true}
	var against, format string
	var fix bool
	c := &cobra.Command{
		Use: "check", Short: "Say what is wrong, and publish nothing", Args: noArgs,
		Long: `Read and build everything in memory and report what is wrong: front matter,
links, pictures, languages, templates. Nothing is written, but with --fix.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if format != "text" && format != "github" {
				return usageError{fmt.Errorf("--format cannot be %q; write text or github", format), c.CommandPath()}
			}
			return checkSite(c.Context(), ui, g, f, against, format, fix)
		},
	}
	f.add(c)
	c.Flags().StringVar(&against, "against", "", "compare with the live site at this address: no page of its sitemap may vanish")
	c.Flags().StringVar(&format, "format", "text", "text, or github for annotations in GitHub Actions")
	c.Flags().BoolVar(&fix, "fix", false, "write what is certain: an id into articles that have none")
	return c
}

func checkSite(ctx context.Context, ui *ui, g *global, f *buildFlags, against, format string, fix bool) error {
	start := time.Now()
	root, closeRoot, err := openSite(g.dir)
	if err != nil {
		return err
	}
	defer closeRoot()
	in, err := input(g, f, root, nil)
	if err != nil {
		return err
	}
	res, err := buildInto(ctx, ui, in, discard{})
	if err != nil {
		return interrupted(err, "nothing was written")
	}
	var fixed []string
	if fix {
		if fixed, err = writeIDs(g.dir, res); err != nil {
			return err
		}
	}
	if against != "" && res.Config != nil {
		gone, err := vanished(ctx, against, res)
		if err != nil {
			return err
		}
		res.Findings = diag.Sort(append(res.Findings, gone...))
	}
	return ui.checked(g, res, format, fixed, time.Since(start))
}

func (u *ui) checked(g *global, res *site.Result, format string, fixed []string, took time.Duration) error {
	bad := diag.Count(res.Findings, diag.Error) > 0
	switch {
	case g.json:
		fs := res.Findings
		if fs == nil {
			fs = []diag.Finding{}
		}
		u.printJSON(map[string]any{"findings": fs, "articles": res.Read, "fixed": fixed, "errors": diag.Count(fs, diag.Error), "warnings": diag.Count(fs, diag.Warning), "seconds": took.Seconds()})
	case format == "github":
		for _, f := range res.Findings {
			diag.GitHub(u.out, f)
		}
	default:
		u.findings(g.dir, res.Findings)
		for _, name := range fixed {
			u.say("%s: wrote an id", name)
		}
		u.say("%s", verdict(res))
	}
	if bad {
		return failed{1}
	}
	return nil
}

// verdict is check's last line: "1 error, 1 warning in 1 of 24 articles".
func verdict(res *site.Result) string {
	if len(res.Findings) == 0 {
		return fmt.Sprintf("%s, nothing to mend", count(res.Read, "article"))
	}
	files := map[string]bool{}
	for _, f := range res.Findings {
		files[f.Path] = true
	}
	return fmt.Sprintf("%s in %s; %s read", tally(res.Findings), count(len(files), "file"), count(res.Read, "article"))
}

// writeIDs writes an id into each article without one. An article and its
// translations get the same.
func writeIDs(dir string, res *site.Result) ([]string, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var done []string
	for _, group := range res.Unidentified {
		id := group.ID
		if id == "" {
			id = newID()
		}
		for _, name := range group.Sources {
			ok, err := writeID(root, name, id)
			if err != nil {
				return done, fmt.Errorf("writing an id into %s: %w", name, err)
			}
			if ok {
				done = append(done, name)
			}
		}
	}
	slices.Sort(done)
	return done, nil
}

// writeID adds the line to YAML front matter. Other forms are left to people.
func writeID(root *os.Root, name, id string) (bool, error) {
	path := filepath.FromSlash(name)
	src, err := root.ReadFile(path)
	if err != nil {
		return false, err
	}
	i := bytes.Index(src, []byte("---"))
	if i < 0 || len(bytes.TrimSpace(bytes.TrimPrefix(src[:i], []byte("\ufeff")))) > 0 {
		return false, nil
	}
	end := i + bytes.IndexByte(src[i:], '\n') + 1
	eol := "\n"
	if end >= 2 && src[end-2] == '\r' {
		eol = "\r\n"
	}
	out := slices.Concat(src[:end], []byte("id: "+id+eol), src[end:])
	tmp := path + ".nadi-tmp"
	if err := root.WriteFile(tmp, out, 0o644); err != nil {
		return false, err
	}
	return true, root.Rename(tmp, path)
}

// newID makes an identity of eight letters and digits, none of which looks
// like another.
func newID() string {
	const letters = "abcdefghjkmnpqrstuvwxyz23456789"
	b := make([]byte, 8)
	_, _ = rand.Read(b) // never fails (Go 1.24)
	for i := range b {
		b[i] = letters[int(b[i])%len(letters)]
	}
	return string(b)
}

// vanished compares the live site's sitemap with the pages of this build. An
// address that would no longer answer is an error: people keep and print
// them.
func vanished(ctx context.Context, live string, res *site.Result) ([]diag.Finding, error) {
	u, err := url.Parse(live)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, usageError{fmt.Errorf("--against %q is not a web address", live), "nadi check"}
	}
	locs, err := sitemapLocs(ctx, strings.TrimSuffix(live, "/")+"/sitemap.xml", 0)
	if err != nil {
		return nil, hinted{fmt.Errorf("reading the live site's sitemap: %w", err), "is the address right, and is the site up? nothing was compared"}
	}
	have := map[string]bool{}
	for _, loc := range res.Locs {
		have[loc] = true
	}
	for _, loc := range res.Redirected {
		have[loc] = true
	}
	var out []diag.Finding
	for _, loc := range locs {
		p, err := url.Parse(loc)
		if err != nil {
			continue
		}
		path := strings.TrimPrefix(p.Path, strings.TrimSuffix(u.Path, "/"))
		if !have[path] && !isListPage(path) {
			out = append(out, diag.Finding{Rule: "links/vanished", Severity: diag.Error, Path: "nadi.yaml",
				Message: fmt.Sprintf("%s is live and would vanish", path), Hint: "write aliases: [" + path + "] into the article that takes its place"})
		}
	}
	return out, nil
}

// isListPage is a later page of a list, whose number may change with the
// settings; its front page is what people keep.
func isListPage(path string) bool { return strings.Contains(path, "/page/") }

// sitemapLocs reads a sitemap, or an index of sitemaps one level deep.
func sitemapLocs(ctx context.Context, address string, depth int) ([]string, error) {
	data, err := fetch(ctx, address)
	if err != nil {
		return nil, err
	}
	var doc struct {
		URLs []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
		Parts []struct {
			Loc string `xml:"loc"`
		} `xml:"sitemap"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%s is not a sitemap: %w", address, err)
	}
	var out []string
	for _, u := range doc.URLs {
		out = append(out, strings.TrimSpace(u.Loc))
	}
	for _, p := range doc.Parts {
		if depth > 0 {
			break
		}
		more, err := sitemapLocs(ctx, strings.TrimSpace(p.Loc), depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// maxSitemap is the most that the sitemap protocol allows in one file.
const maxSitemap = 50 << 20

func fetch(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, errors.New(address + " answers " + res.Status)
	}
	return io.ReadAll(io.LimitReader(res.Body, maxSitemap))
}
