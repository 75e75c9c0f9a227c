package facebook

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// address is a web address in running text; marks at its end belong to the
// sentence.
var address = regexp.MustCompile(`(?i)https?://[^\s<>"“”«»]+`)

// addresses are the web addresses in a text.
func addresses(text string) []string {
	found := address.FindAllString(text, -1)
	for i, a := range found {
		marks := ".,;:!?'’…।*_"
		if !strings.Contains(a, "(") {
			marks += ")"
		}
		found[i] = strings.TrimRight(a, marks)
	}
	return found
}

// unwrap takes off what Facebook puts around an address: the redirect by way of
// l.facebook.com, and the click id.
func unwrap(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	host := strings.ToLower(u.Hostname())
	if inner := u.Query().Get("u"); (host == "l.facebook.com" || host == "lm.facebook.com") && inner != "" {
		s = inner
	}
	return withoutClick(s)
}

// withoutClick drops fbclid and leaves the rest of the query as it is.
func withoutClick(s string) string {
	u, err := url.Parse(s)
	if err != nil || !strings.Contains(u.RawQuery, "fbclid=") {
		return s
	}
	kept := slices.DeleteFunc(strings.Split(u.RawQuery, "&"), func(p string) bool { return strings.HasPrefix(p, "fbclid=") })
	u.RawQuery = strings.Join(kept, "&")
	return u.String()
}
