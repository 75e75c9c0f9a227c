package main

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"nadi/internal/diag"
	"nadi/internal/site"
)

// compareWithLive adds a finding for every address of the live site's sitemap
// that would no longer answer: people keep, print and post addresses. With
// fix, an address whose page names the id of an article that lives elsewhere
// now becomes that article's alias. It returns what was written.
func compareWithLive(ctx context.Context, dir, live string, res *site.Result, fix bool) ([]string, error) {
	u, err := url.Parse(live)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, usageError{fmt.Errorf("--against %q is not a web address", live), "nadi check"}
	}
	live = strings.TrimSuffix(live, "/")
	locs, err := sitemapLocs(ctx, live+"/sitemap.xml", 0)
	if err != nil {
		return nil, hinted{fmt.Errorf("reading the live site's sitemap: %w", err), "is the address right, and is the site up? nothing was compared"}
	}
	var fixed []string
	for _, path := range vanished(locs, strings.TrimSuffix(u.Path, "/"), res) {
		if fix {
			name, err := aliasMoved(ctx, dir, live, path, res)
			if err != nil {
				return fixed, err
			}
			if name != "" {
				fixed = append(fixed, name+": wrote the alias "+path)
				continue
			}
		}
		res.Findings = append(res.Findings, diag.Finding{Rule: "links/vanished", Severity: diag.Error, Path: "nadi.yaml",
			Message: fmt.Sprintf("%s is live and would vanish", path),
			Hint:    "write aliases: [" + path + "] into the article that takes its place, or gone: [" + path + "] into nadi.yaml"})
	}
	res.Findings = diag.Sort(res.Findings)
	return fixed, nil
}

// vanished lists the paths of live addresses that this build neither makes
// nor leads on from.
func vanished(locs []string, base string, res *site.Result) []string {
	have := map[string]bool{}
	same := func(loc string) string { return strings.TrimSuffix(loc, "/") } // hosts answer both
	for _, list := range [][]string{res.Locs, res.Redirected, res.Over} {
		for _, loc := range list {
			have[same(loc)] = true
		}
	}
	if res.Config != nil {
		for _, g := range res.Config.Gone {
			have[same(g.S)] = true
		}
	}
	var out []string
	for _, loc := range locs {
		p, err := url.Parse(loc)
		if err != nil {
			continue
		}
		if path := strings.TrimPrefix(p.Path, base); !have[same(path)] && !isListPage(path) {
			out = append(out, path)
		}
	}
	return out
}

// aliasMoved asks the live page at path which article it is, and writes path
// as an alias into the file that holds that article now. It returns the file,
// or "" when the page names no article of this site.
func aliasMoved(ctx context.Context, dir, live, path string, res *site.Result) (string, error) {
	page, err := fetch(ctx, live+(&url.URL{Path: path}).EscapedPath())
	if err != nil {
		return "", nil // gone already, or unreachable: the finding says so
	}
	_, rest, ok := strings.Cut(string(page), `<meta name="nadi:id" content="`)
	id, _, closed := strings.Cut(rest, `"`)
	if !ok || !closed {
		return "", nil
	}
	i := slices.IndexFunc(res.Items, func(it site.Item) bool { return it.ID+"."+it.Lang == id })
	if i < 0 {
		return "", nil
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", err
	}
	defer root.Close()
	source := res.Items[i].Source
	if hasAliases(root, source) {
		return "", nil // a second aliases: would be a duplicate key; a person joins them
	}
	if ok, err := addFrontMatter(root, source, "aliases: ["+strconv.Quote(path)+"]"); err != nil || !ok {
		return "", err
	}
	return source, nil
}

func hasAliases(root *os.Root, source string) bool {
	src, err := root.ReadFile(source)
	return err != nil || strings.Contains(string(src), "\naliases:") || strings.Contains(string(src), "\nredirect_from:")
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

// statusError is an answer that is not the page.
type statusError struct {
	address string
	code    int
	status  string
}

func (e statusError) Error() string { return e.address + " answers " + e.status }

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
		return nil, statusError{address, res.StatusCode, res.Status}
	}
	return io.ReadAll(io.LimitReader(res.Body, maxSitemap))
}
