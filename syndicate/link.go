package syndicate

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"nadi/internal/text"
)

// Carries reports whether one of the links is one of the sought addresses.
func Carries(links, sought []string) bool {
	return slices.ContainsFunc(links, func(l string) bool {
		return slices.ContainsFunc(sought, func(s string) bool { return SameLink(l, s) })
	})
}

// SameLink reports whether two addresses are the same page, as networks write
// them: scheme, usual port, case and spelling of the host, percent signs, a final slash, fragment and
// marks of campaigns do not count.
func SameLink(a, b string) bool { return a == b || plainLink(a) == plainLink(b) }

func plainLink(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return s
	}
	query := slices.DeleteFunc(strings.Split(u.RawQuery, "&"), func(p string) bool {
		name, _, _ := strings.Cut(p, "=")
		return p == "" || strings.HasPrefix(name, "utm_") || slices.Contains([]string{"fbclid", "gclid", "twclid", "ref_src"}, name)
	})
	host := strings.ToLower(u.Hostname())
	if ascii, err := idna.ToASCII(host); err == nil {
		host = ascii
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	return host + text.NFC(strings.TrimRight(u.Path, "/")) + "?" + strings.Join(query, "&")
}
