package mastodon

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readContent turns the HTML of a post into text and the addresses it links
// to, without those of hashtags and mentions, which lead back to servers. An
// address is whole in its href, however it is shown.
func readContent(content string) (text string, links []string) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(content), body)
	if err != nil { // cannot be: a string can be read and any HTML is taken
		return content, nil
	}
	var out strings.Builder
	for _, top := range nodes {
		for n := range all(top) {
			switch {
			case n.Type == html.TextNode:
				out.WriteString(n.Data)
			case n.DataAtom == atom.Br:
				out.WriteString("\n")
			case n.DataAtom == atom.P && out.Len() > 0:
				out.WriteString("\n\n")
			case n.DataAtom == atom.A && outward(n):
				links = append(links, attribute(n, "href"))
			}
		}
	}
	return strings.TrimSpace(out.String()), links
}

// all yields a node and everything in it, in reading order.
func all(n *html.Node) func(func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		if !yield(n) {
			return
		}
		for d := range n.Descendants() {
			if !yield(d) {
				return
			}
		}
	}
}

// outward reports whether a link is an address that somebody wrote.
func outward(a *html.Node) bool {
	marks := strings.Fields(attribute(a, "class") + " " + attribute(a, "rel"))
	return attribute(a, "href") != "" && !slices.ContainsFunc(marks, func(m string) bool { return m == "mention" || m == "hashtag" || m == "tag" })
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
