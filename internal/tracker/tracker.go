// Package tracker finds what a published page would ask of another server
// before its reader has clicked anything.
//
// Whoever answers such a request learns that somebody at this address reads
// about this illness: a picture, a font or a player is enough. So a page of a
// hospital asks nobody else for anything, and its links carry nothing that
// tells who followed them. This package reads finished pages, drawings and
// style sheets as a browser would, whoever made them, and says where they
// break that promise.
//
// Promises. One pass, linear in the length of the page; nothing is allocated
// for a page without a finding whose own addresses are relative. What is
// found: everything HTML, CSS and SVG load by themselves, forms that send
// elsewhere, pings, handlers in attributes, and parameters made to identify
// who clicks.
//
// What it cannot see: requests that a script makes by addresses it puts
// together. Of scripts in the page only plain calls with an address in quotes
// are seen, and the names of known trackers; scripts in files of their own
// are not read. Addresses written with escapes of CSS are not undone.
//
// Links a person clicks are no request, and data: is none.
package tracker

import (
	"bytes"
	"html"
	"path"
	"strings"
)

// Finding is one thing that is or makes a request: html[From:To] is where it
// stands, What says what it is, URL what would be asked for (for a handler,
// its attribute).
type Finding struct {
	From, To int
	What     string
	URL      string
}

// Scan reads a page (or a style sheet or drawing, by the end of its name) and
// returns what would ask another server. own says whether an absolute address
// is the site's; it decides by scheme and host, so a yes is remembered for them.
func Scan(name string, page []byte, own func(url string) bool) []Finding {
	s := &scan{page: page, own: own}
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", "":
		s.markup()
	case ".xhtml", ".svg":
		s.xml = true
		s.markup()
	case ".css":
		s.css(0, len(page))
	}
	return s.found
}

// scan is one page being read.
type scan struct {
	page   []byte
	own    func(string) bool
	origin []byte // the site's own, once it was asked for
	found  []Finding
	xml    bool
	depth  int // of pages written inside attributes

	attrs [maxAttrs]attr
	count int
}

const maxAttrs = 48

// attr is an attribute by its places in the page.
type attr struct{ from, to, value, end int }

func (s *scan) report(from, to int, what, url string) {
	s.found = append(s.found, Finding{from, to, what, url})
}

// ask reports an address at [from, to) unless it is the site's own.
func (s *scan) ask(from, to int, what string) {
	if s.isOwn(s.page[from:to]) {
		return
	}
	url := plainURL(s.page[from:to])
	s.report(from, to, known(url, what), url)
}

// isOwn decides of most addresses by their first bytes.
func (s *scan) isOwn(v []byte) bool {
	for len(v) > 0 && v[0] <= ' ' {
		v = v[1:]
	}
	if odd(v) {
		return s.ownURL([]byte(plainURL(v)))
	}
	return s.ownURL(v)
}

// odd reports characters before the path that a browser would drop or decode.
func odd(v []byte) bool {
	for i, c := range v {
		switch {
		case c == '&' || c == '\t' || c == '\n' || c == '\r':
			return true
		case c == '?' || c == '#' || c == '/' && i > 0 || i > 40:
			return false
		}
	}
	return false
}

// plainURL is an address as the browser understands it.
func plainURL(v []byte) string {
	u := html.UnescapeString(string(v))
	return strings.TrimSpace(strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(u))
}

func (s *scan) ownURL(v []byte) bool {
	switch kind := addressKind(v); kind {
	case relative, harmless:
		return true
	default:
		o := originOf(v)
		if len(s.origin) > 0 && bytes.Equal(o, s.origin) {
			return true
		}
		if !s.own(string(v)) {
			return false
		}
		s.origin = o
		return true
	}
}

type addressForm int

const (
	relative addressForm = iota
	harmless             // data:, mailto: and others that ask no server
	remote
)

// addressKind reads the scheme (WHATWG URL, 4.4): letters and a colon, or two
// slashes of either kind.
func addressKind(v []byte) addressForm {
	if len(v) >= 2 && (v[0] == '/' || v[0] == '\\') && (v[1] == '/' || v[1] == '\\') {
		return remote
	}
	for i, c := range v {
		switch {
		case c == ':' && i > 0:
			if isHarmless(v[:i]) {
				return harmless
			}
			return remote
		case c|32 >= 'a' && c|32 <= 'z', i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return relative
		}
	}
	return relative
}

func isHarmless(scheme []byte) bool {
	var low [16]byte
	if len(scheme) > len(low) {
		return false
	}
	switch string(lower(low[:], scheme)) {
	case "data", "blob", "about", "mailto", "tel", "sms", "javascript", "cid", "urn", "geo", "webcal":
		return true
	}
	return false
}

// originOf is the scheme and host, as written.
func originOf(v []byte) []byte {
	i := bytes.Index(v, []byte("//"))
	if i < 0 {
		return v
	}
	if j := bytes.IndexAny(v[i+2:], `/\?#`); j >= 0 {
		return v[:i+2+j]
	}
	return v
}

// lower writes src in small letters into dst, as much as fits.
func lower(dst, src []byte) []byte {
	n := min(len(dst), len(src))
	for i, c := range src[:n] {
		if c >= 'A' && c <= 'Z' {
			c |= 32
		}
		dst[i] = c
	}
	return dst[:n]
}
