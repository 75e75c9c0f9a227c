package themekit

import (
	"slices"
	"strings"
)

// rule is a block of a stylesheet: what it is for, the conditions around it,
// and the custom properties that are set in it.
type rule struct {
	selector string
	within   []string // @media and the like, from the inside out
	tokens   []token
}

type token struct {
	name, value string
	at          int // where the name stands, in bytes
}

// root says whether what a block sets holds for the whole page.
func (r *rule) root() bool {
	return slices.ContainsFunc(strings.Split(r.selector, ","), func(s string) bool {
		s = strings.TrimSpace(s)
		return s == ":root" || s == "html"
	})
}

// rules reads the blocks of a stylesheet, as far as tokens need it: comments
// and texts are passed over, braces counted, declarations of --NAME taken.
func rules(style string) []*rule {
	style = blankCSS(style)
	var out []*rule
	var open []*rule
	start := 0
	take := func(end int) {
		if n := len(open); n > 0 {
			if t, ok := declaration(style[start:end], start); ok {
				open[n-1].tokens = append(open[n-1].tokens, t)
			}
		}
		start = end + 1
	}
	for i := range len(style) {
		switch style[i] {
		case '{':
			r := &rule{selector: strings.TrimSpace(style[start:i])}
			for _, o := range slices.Backward(open) {
				r.within = append(r.within, o.selector)
			}
			open, out, start = append(open, r), append(out, r), i+1
		case ';':
			take(i)
		case '}':
			take(i)
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
	return out
}

func declaration(s string, at int) (token, bool) {
	name, value, ok := strings.Cut(s, ":")
	trimmed := strings.TrimSpace(name)
	if !ok || !strings.HasPrefix(trimmed, "--") {
		return token{}, false
	}
	return token{trimmed, strings.TrimSpace(value), at + strings.Index(name, trimmed)}, true
}

// blankCSS puts spaces in the place of comments, so that places stay what
// they are. Braces and semicolons in texts are covered in the same way.
func blankCSS(style string) string {
	out := []byte(style)
	for i := 0; i < len(out); i++ {
		switch {
		case strings.HasPrefix(style[i:], "/*"):
			end := len(style)
			if n := strings.Index(style[i+2:], "*/"); n >= 0 {
				end = i + n + 4
			}
			for ; i < end; i++ {
				if out[i] != '\n' {
					out[i] = ' '
				}
			}
			i--
		case out[i] == '"' || out[i] == '\'':
			quote := out[i]
			for i++; i < len(out) && out[i] != quote; i++ {
				if strings.IndexByte("{};", out[i]) >= 0 {
					out[i] = ' '
				}
			}
		}
	}
	return string(out)
}
