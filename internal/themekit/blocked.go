package themekit

import (
	"bytes"
	"path"
	"strings"

	"golang.org/x/net/html"

	"nadi/internal/diag"
	"nadi/internal/text"
	"nadi/internal/tracker"
)

// blocked finds what the security policy of the pages will not let through:
// scripts and styles inside the page, and files of other servers. It reads
// the source, so that the place can be named, with actions covered by spaces.
func (c *checker) blocked(name string, body []byte) {
	plain := body
	if path.Ext(name) == ".html" {
		plain = coverActions(body)
		c.inline(name, body, plain)
	}
	for _, f := range tracker.Scan(name, plain, func(string) bool { return false }) {
		if f.What == "a script in an attribute" && path.Ext(name) == ".html" { // inline has said it
			continue
		}
		if strings.HasPrefix(f.What, "a tracking parameter") {
			c.at("theme/blocked", diag.Warning, name, body, f.From, "a link has "+f.What+": "+text.Shorten(f.URL, 80), "take it out of the address")
			continue
		}
		c.at("theme/blocked", diag.Warning, name, body, f.From, f.What+": "+text.Shorten(f.URL, 80)+"; the security policy blocks it, and the build refuses it",
			"put the file into assets/ and write {{ asset \"NAME\" }}, or link to it")
	}
}

// coverActions puts spaces in the place of {{ … }}.
func coverActions(body []byte) []byte {
	out := bytes.Clone(body)
	for i := 0; ; {
		start := bytes.Index(out[i:], []byte("{{"))
		if start < 0 {
			return out
		}
		start += i
		end := actionEnd(body, start)
		for j := start; j < end; j++ {
			if out[j] != '\n' {
				out[j] = ' '
			}
		}
		i = end
	}
}

// actionEnd is where the action that begins at start is over. Braces in its
// quotes do not end it.
func actionEnd(body []byte, start int) int {
	for i := start + 2; i < len(body); i++ {
		switch q := body[i]; {
		case q == '"' || q == '`':
			for i++; i < len(body) && body[i] != q; i++ {
				if q == '"' && body[i] == '\\' {
					i++
				}
			}
		case bytes.HasPrefix(body[i:], []byte("}}")):
			return i + 2
		}
	}
	return len(body)
}

// inline finds style attributes, handlers, and scripts and styles in the page.
func (c *checker) inline(name string, body, plain []byte) {
	z := html.NewTokenizer(bytes.NewReader(plain))
	open, at := "", 0 // the element whose text comes next
	for z.Next() != html.ErrorToken {
		from := at
		raw := bytes.Clone(z.Raw()) // reading a token lowers its letters
		at += len(raw)
		switch t := z.Token(); t.Type {
		case html.StartTagToken, html.SelfClosingTagToken:
			open = ""
			if t.Data == "style" || t.Data == "script" && runs(t) {
				open = t.Data
			}
			for _, a := range t.Attr {
				c.attribute(name, body, from+max(0, bytes.Index(bytes.ToLower(raw), []byte(" "+a.Key))+1), a.Key)
			}
		case html.TextToken:
			if open == "" || open == "style" && isStyle(body[from:at]) || len(bytes.TrimSpace(body[from:at])) == 0 {
				continue
			}
			c.at("theme/blocked", diag.Warning, name, body, from, "a "+open+" inside the page; the security policy blocks it",
				"put it into assets/ and load it from there; the one inline stylesheet is {{ .Style }} of the site")
		default:
			open = ""
		}
	}
}

// isStyle says whether a style element holds the site's stylesheet, which the
// policy allows by its hash, and nothing else.
func isStyle(text []byte) bool {
	s := strings.Trim(strings.TrimSpace(string(text)), "{}- ")
	return strings.HasSuffix(s, ".Style") && !strings.ContainsAny(s, "{} ")
}

// runs says whether a script is one, and not data such as JSON-LD.
func runs(t html.Token) bool {
	for _, a := range t.Attr {
		if a.Key == "src" {
			return false
		}
		if a.Key == "type" && !strings.Contains(a.Val, "javascript") && a.Val != "module" && a.Val != "" {
			return false
		}
	}
	return true
}

func (c *checker) attribute(name string, body []byte, at int, key string) {
	switch {
	case key == "style":
		c.at("theme/blocked", diag.Warning, name, body, at, "a style attribute; the security policy blocks it", "give the element a class, and write the rule into own.css")
	case strings.HasPrefix(key, "on") && len(key) > 4 && !strings.ContainsAny(key, "-:"):
		c.at("theme/blocked", diag.Warning, name, body, at, "a script in the attribute "+key+"; the security policy blocks it", "listen for the event in a script in assets/")
	}
}
