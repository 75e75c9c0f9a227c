package themekit

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"nadi/internal/diag"
)

// pages renders every page with sample data and looks at what a reader of
// screens depends on (WCAG 2.2: 1.1.1, 1.3.1, 2.4.2, 3.1.1).
func (c *checker) pages() error {
	said := map[string]bool{}
	return c.theme.Specimens(c.languages(), func(page, lang string, body []byte) {
		for _, fault := range outline(body) {
			if key := page + fault; !said[key] {
				said[key] = true
				c.found = append(c.found, diag.Finding{Rule: "theme/page", Severity: diag.Warning, Path: c.theme.FileOf(page),
					Message: "rendered with sample data, the page has " + fault, Hint: "look at it and at the parts that it is made of"})
			}
		}
	})
}

// outline names the faults of a page.
func outline(page []byte) []string {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return []string{"no HTML: " + err.Error()}
	}
	var faults []string
	count, ids, level := map[string]int{}, map[string]bool{}, 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		count[n.Data]++
		if id := attr(n, "id"); id != "" && id != "x" { // x is the sample's own
			if ids[id] {
				faults = append(faults, fmt.Sprintf("the id %q twice", id))
			}
			ids[id] = true
		}
		switch n.Data {
		case "html":
			if attr(n, "lang") == "" {
				faults = append(faults, "no lang on <html>")
			}
		case "img":
			if !has(n, "alt") {
				faults = append(faults, fmt.Sprintf("a picture without alt (src %q)", attr(n, "src")))
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			now := int(n.Data[1] - '0')
			if now > level+1 && level > 0 {
				faults = append(faults, fmt.Sprintf("an <h%d> after an <h%d>", now, level))
			}
			level = now
		}
	}
	for _, want := range []string{"title", "h1", "main"} {
		if n := count[want]; n != 1 && (want != "title" || n == 0) { // drawings have titles too
			faults = append(faults, fmt.Sprintf("%d <%s> where there should be one", n, want))
		}
	}
	return faults
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}
