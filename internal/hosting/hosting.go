// Package hosting writes the files by which static hosts are told about
// redirects and headers: _redirects and _headers in the syntax that Netlify
// defined and others read (docs.netlify.com, recalled 2026-11).
//
// Both are line formats without quoting, so a path with a space, a line break
// or one of their own signs could say something else than was meant. Such
// paths are refused.
package hosting

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
)

// Redirect leads from an old path to a new address of this site. Both are
// paths from the host's root; From is not escaped, To is. Below makes it hold
// for everything below From that is not a file; with status 404 the host
// answers with the page To instead of leading there.
type Redirect struct {
	From, To string
	Status   int
	Below    bool
}

// Redirects writes _redirects.
func Redirects(rules []Redirect) ([]byte, error) {
	var b bytes.Buffer
	for _, r := range rules {
		if strings.ContainsAny(r.From, "*: \t\r\n?#") || !strings.HasPrefix(r.From, "/") {
			return nil, fmt.Errorf("%q cannot be redirected from", r.From)
		}
		from := (&url.URL{Path: r.From}).EscapedPath()
		if r.Below {
			from = strings.TrimSuffix(from, "/") + "/*"
		}
		fmt.Fprintf(&b, "%s %s %d\n", from, r.To, r.Status)
	}
	return b.Bytes(), nil
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
		if strings.ContainsAny(r.Path, " \t\r\n") || !strings.HasPrefix(r.Path, "/") {
			return nil, fmt.Errorf("%q cannot have headers", r.Path)
		}
		b.WriteString(r.Path + "\n")
		for _, h := range r.Headers {
			if strings.ContainsAny(h[0]+h[1], "\r\n") || strings.ContainsAny(h[0], ": ") {
				return nil, fmt.Errorf("header %q cannot be written", h[0])
			}
			b.WriteString("  " + h[0] + ": " + h[1] + "\n")
		}
	}
	return b.Bytes(), nil
}
