package mastodon

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
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

// measure counts a text as Mastodon does: in grapheme clusters, with perURL
// for each address that becomes a link, and mentions without their server.
// Where it is not sure what Mastodon does, it takes what is more.
func measure(text string, perURL int) int {
	var out strings.Builder
	at := 0
	for _, m := range address.FindAllStringSubmatchIndex(text, -1) {
		out.WriteString(named(text[at:m[0]], at == 0))
		n := perURL
		if glued(text[:m[0]]) || !official(text[m[2]:m[3]]) {
			n = max(n, clusters(text[m[0]:m[1]]))
		}
		out.WriteString(strings.Repeat("x", n))
		at = m[1]
	}
	out.WriteString(named(text[at:], at == 0))
	return clusters(out.String())
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

// clusters counts extended grapheme clusters. Since Unicode 15.1 a conjunct of
// Indic letters is one; Ruby, in which Mastodon is written, still counts its
// parts, so parts are counted: a text that fits so fits either way.
func clusters(s string) int {
	n := 0
	for all := graphemes.FromString(s); all.Next(); {
		n += 1 + joined(all.Value())
	}
	return n
}

// joined counts the letters of a cluster that a conjunct joins to the first.
// Other clusters of several letters, such as Hangul syllables and the vowel am
// of Thai and Lao, are old.
func joined(cluster string) int {
	n := 0
	for i, r := range cluster {
		if i > 0 && unicode.Is(unicode.Lo, r) && !unicode.Is(unicode.Hangul, r) && r != '\u0e33' && r != '\u0eb3' {
			n++
		}
	}
	return n
}

// strictest counts for servers of other makes, which count in ways of their
// own: in code points, with an address in full or as reserved, whatever is
// more.
func strictest(text string, perURL int) int {
	n := utf8.RuneCountInString(text)
	for _, a := range address.FindAllString(text, -1) {
		n += max(0, perURL-utf8.RuneCountInString(a))
	}
	return n
}
