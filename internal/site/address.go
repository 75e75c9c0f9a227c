package site

import (
	"net/url"
	"path"
	"strings"
	"time"
)

// address makes addresses. A loc is a path from the site's own root, not
// escaped ("/hi/articles/ताप/"); an href is what stands in a page
// (root-relative, escaped, with the path of site.url); an absolute address
// has the origin too.
type address struct {
	origin string // "https://example.org"
	base   string // "" or "/news", escaped
	raw    string // the same, not escaped
}

func newAddress(siteURL string) address {
	u, err := url.Parse(siteURL)
	if err != nil {
		return address{}
	}
	return address{origin: u.Scheme + "://" + u.Host, base: strings.TrimRight(u.EscapedPath(), "/"), raw: strings.TrimRight(u.Path, "/")}
}

func (a address) href(loc string) string { return a.base + escape(loc) }

func (a address) abs(loc string) string { return a.origin + a.base + escape(loc) }

// readable is an address for people to read and type: without the scheme, and
// with letters instead of escapes.
func (a address) readable(loc string) string {
	_, host, _ := strings.Cut(a.origin, "://")
	return host + a.raw + strings.TrimSuffix(loc, "/")
}

// absHref completes an href.
func (a address) absHref(href string) string { return a.origin + href }

// escape percent-encodes a path as browsers do.
func escape(loc string) string {
	for i := 0; i < len(loc); i++ {
		if c := loc[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '/' || c == '-' || c == '.' || c >= 'A' && c <= 'Z' || c == '_') {
			return (&url.URL{Path: loc}).EscapedPath()
		}
	}
	return loc
}

// file is the output path of a page's loc.
func file(loc string) string {
	if strings.HasSuffix(loc, "/") {
		loc += "index.html"
	}
	return strings.TrimPrefix(path.Clean(loc), "/")
}

// permalink fills the pattern of article addresses.
func permalink(pattern, slug string, date time.Time) string {
	return strings.NewReplacer(":slug", slug, ":year", date.Format("2006"), ":month", date.Format("01"), ":day", date.Format("02")).Replace(pattern)
}
