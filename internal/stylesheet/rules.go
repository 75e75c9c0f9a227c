// Package stylesheet reads the colours of a theme: the custom properties that
// its stylesheets set for the whole page, in the light scheme and in the dark
// one, as a browser would compute them. A build asks it whether links in the
// site's accent can be read, and nadi theme check about every text on every
// ground.
//
// It is no parser of CSS. It knows comments, texts, braces and declarations of
// --NAME, and computes hex colours, var(), color-mix() in srgb and
// light-dark(). Of anything else it says that it cannot tell, and whoever asks
// must not guess either.
package stylesheet

import (
	"slices"
	"strings"
)

// Rule is a block of a stylesheet: what it is for, the conditions around it,
// and the custom properties that are set in it.
type Rule struct {
	Selector string
	Within   []string // @media and the like, from the inside out
	Tokens   []Token
}

// Token is a custom property as it is set.
type Token struct {
	Name, Value string
	At          int // where the name stands, in bytes
}

// Root says whether what a block sets holds for the whole page.
func (r *Rule) Root() bool {
	return slices.ContainsFunc(strings.Split(r.Selector, ","), func(s string) bool {
		s = strings.TrimSpace(s)
		return s == ":root" || s == "html"
	})
}

// Rules reads the blocks of a stylesheet, as far as tokens need it: comments
// and texts are passed over, braces counted, declarations of --NAME taken.
func Rules(style string) []*Rule {
	style = blankCSS(style)
	var out []*Rule
	var open []*Rule
	start := 0
	take := func(end int) {
		if n := len(open); n > 0 {
			if t, ok := declaration(style[start:end], start); ok {
				open[n-1].Tokens = append(open[n-1].Tokens, t)
			}
		}
		start = end + 1
	}
	for i := range len(style) {
		switch style[i] {
		case '{':
			r := &Rule{Selector: strings.TrimSpace(style[start:i])}
			for _, o := range slices.Backward(open) {
				r.Within = append(r.Within, o.Selector)
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

func declaration(s string, at int) (Token, bool) {
	name, value, ok := strings.Cut(s, ":")
	trimmed := strings.TrimSpace(name)
	if !ok || !strings.HasPrefix(trimmed, "--") {
		return Token{}, false
	}
	return Token{trimmed, strings.TrimSpace(value), at + strings.Index(name, trimmed)}, true
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
