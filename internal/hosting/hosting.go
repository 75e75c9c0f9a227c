// Package hosting writes the files by which static hosts are told about
// redirects and headers: _redirects and _headers in the syntax that Netlify
// defined and others read (docs.netlify.com, recalled 2026-11).
//
// Both are line formats without quoting, so a path with a space, a line break
// or one of their own signs could say something else than was meant: a second
// rule, a header of somebody else's choice, a way to another site. Such paths
// and values are refused, never mended. Hosts take the first rule that fits,
// so the order given is kept.
package hosting

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"unicode"
)

// Redirect leads from an old path to a new address of this site. Both are
// paths from the host's root; From is not escaped, To is. Below makes it hold
// for everything below From that is not a file; with status 404 the host
// answers with the page To instead of leading there.
//
// Force makes it hold although a file stands at From. Netlify prefers the file
// otherwise; a host that does not know the sign passes the line over and
// serves the file.
type Redirect struct {
	From, To string
	Status   int
	Below    bool
	Force    bool
}

// statuses are those that the hosts know for a rule.
var statuses = map[int]bool{200: true, 301: true, 302: true, 303: true, 307: true, 308: true, 404: true, 410: true}

// Redirects writes _redirects.
func Redirects(rules []Redirect) ([]byte, error) {
	var b bytes.Buffer
	for _, r := range rules {
		switch {
		case !isPath(r.From) || strings.ContainsAny(r.From, "*:?# "):
			return nil, fmt.Errorf("%q cannot be redirected from", r.From)
		case !isPath(r.To) || !isPlain(r.To) || strings.Contains(r.To, "*") || strings.Contains(r.To, "/:"):
			return nil, fmt.Errorf("%q cannot be redirected to", r.To)
		case !statuses[r.Status]:
			return nil, fmt.Errorf("%d is no status for a redirect", r.Status)
		}
		from := (&url.URL{Path: r.From}).EscapedPath()
		if r.Below {
			from = strings.TrimSuffix(from, "/") + "/*"
		}
		force := ""
		if r.Force {
			force = "!"
		}
		fmt.Fprintf(&b, "%s %s %d%s\n", from, r.To, r.Status, force)
	}
	return b.Bytes(), nil
}

// isPath tells a path from the host's root. Two slashes, which browsers also
// see in a backslash, would begin the name of another host.
func isPath(s string) bool {
	return strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") && !strings.Contains(s, `\`) && strings.IndexFunc(s, unicode.IsControl) < 0
}

// isPlain tells text that is visible ASCII, as an escaped address is.
func isPlain(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// HeaderRule sets headers for the paths that match Path, where * stands for
// anything.
type HeaderRule struct {
	Path    string
	Headers [][2]string
}

// Headers writes _headers.
func Headers(rules []HeaderRule) ([]byte, error) {
	var b bytes.Buffer
	for _, r := range rules {
		if !isPath(r.Path) || !isPlain(r.Path) || strings.Contains(r.Path, "/:") {
			return nil, fmt.Errorf("%q cannot have headers", r.Path)
		}
		b.WriteString(r.Path + "\n")
		for _, h := range r.Headers {
			if !isName(h[0]) || !isValue(h[1]) {
				return nil, fmt.Errorf("header %q cannot be written", h[0])
			}
			b.WriteString("  " + h[0] + ": " + h[1] + "\n")
		}
	}
	return b.Bytes(), nil
}

// isName tells a header's name. RFC 9110 allows more signs, but nobody uses
// them and hosts give some a meaning of their own.
func isName(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
	}) < 0
}

// isValue tells a header's value: visible ASCII and spaces within.
func isValue(s string) bool {
	return s != "" && s == strings.TrimSpace(s) && isPlain(strings.ReplaceAll(s, " ", ""))
}
