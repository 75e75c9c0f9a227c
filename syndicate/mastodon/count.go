package mastodon

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"nadi/syndicate/measure"
)

// address is what Mastodon makes a link of: scheme, a domain with a dot, and
// then a path and a query that do not end in marks of the sentence. It ends
// before more marks than Mastodon's own does, so that they are counted.
var address = regexp.MustCompile(`(?i)https?://` +
	`((?:` + label + `\.)+` + label + `)(?::[0-9]+)?` +
	`(?:/(?:` + pathChar + `*(?:` + brackets + pathChar + `*)*` + pathEnd + `|` + pathChar + `+/)*)?` +
	`(?:\?[-a-z0-9!?*'();:&=+$/%#\[\]_.,~|@^]*[-a-z0-9_&=#/])?`)

const (
	label    = `[\p{L}\p{M}\p{N}](?:[-\p{L}\p{M}\p{N}_]*[\p{L}\p{M}\p{N}])?`
	pathChar = `[^\s\p{Z}<>()?]`
	brackets = `\([^\s\p{Z}<>()?]*\)`
	pathEnd  = `(?:[^\s\p{Z}()?!*"'「」“”‘’«»…।॥<>;:=,.$%\[\]~&|@]|` + brackets + `)`
)

// mention is a person's name with a server, which counts without the server.
var mention = regexp.MustCompile(`(@[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)@[\p{L}\p{M}\p{N}_.-]+[\p{L}\p{M}\p{N}_]`)

// weigh counts a text as Mastodon does: in grapheme clusters, with perURL for
// each address that becomes a link, and mentions without their server. Where
// it is not sure what Mastodon does, it takes what is more; so with clusters,
// for the tables of Ruby, in which Mastodon is written, are older than ours.
func weigh(text string, perURL int) int {
	var out strings.Builder
	at := 0
	for _, m := range address.FindAllStringSubmatchIndex(text, -1) {
		out.WriteString(named(text[at:m[0]], at == 0))
		n := perURL
		if glued(text[:m[0]]) || !official(text[m[2]:m[3]]) {
			n = max(n, measure.StrictGraphemes(text[m[0]:m[1]]))
		}
		out.WriteString(strings.Repeat("x", n))
		at = m[1]
	}
	out.WriteString(named(text[at:], at == 0))
	return measure.StrictGraphemes(out.String())
}

// named is a text with mentions as they count. A text that follows an address
// may begin with something that only looks like a mention.
func named(text string, first bool) string {
	var out strings.Builder
	at := 0
	for _, m := range mention.FindAllStringSubmatchIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:m[0]])
		if m[0] == 0 && !first || m[0] > 0 && (word(before) || before == '/' || before == '=') {
			continue
		}
		out.WriteString(text[at:m[3]])
		at = m[1]
	}
	return out.String() + text[at:]
}

func word(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// glued reports whether what stands before an address may keep it from being a
// link.
func glued(before string) bool {
	r, n := utf8.DecodeLastRuneInString(before)
	return n > 0 && (word(r) && r != '_' || strings.ContainsRune("@＠#＃$", r))
}

// official reports whether a domain ends as the registries allow. Mastodon
// makes no link of others.
func official(domain string) bool {
	top := domain[strings.LastIndex(domain, ".")+1:]
	ascii, err := idna.ToASCII(strings.ToLower(top))
	if err != nil {
		return false
	}
	_, known := publicsuffix.PublicSuffix(ascii)
	return known
}

// strictest counts for servers of other makes, which count in ways of their
// own: in code points, with an address in full or as reserved, whatever is
// more.
func strictest(text string, perURL int) int {
	n := measure.Runes(text)
	for _, a := range address.FindAllString(text, -1) {
		n += max(0, perURL-measure.Runes(a))
	}
	return n
}
