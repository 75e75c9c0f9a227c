package check

import (
	"net/url"
	"slices"
	"time"

	"nadi/internal/article"
	"nadi/internal/config"
	"nadi/internal/privacy"
	"nadi/internal/privacy/finding"
)

// knownOf is what is not private on a site: what its configuration and its
// people's files publish anyway.
func knownOf(cfg *config.Config, people map[string]*article.Person, now time.Time) *privacy.Known {
	org := cfg.Site.Organization
	k := &privacy.Known{Emails: org.Emails, Addresses: org.Addresses, Year: now.Year(), Profiles: profile(cfg.Check.Profile.S)}
	k.Phones = append(slices.Clone(org.Phones), helplines(cfg)...)
	k.Domains = slices.Clone(org.Domains)
	for _, u := range []string{cfg.Site.URL.S, org.URL} {
		if u, err := url.Parse(u); err == nil && u.Hostname() != "" {
			k.Domains = append(k.Domains, u.Hostname())
		}
	}
	k.Names = append(every(org.Name), every(cfg.Site.Title)...)
	for _, key := range sortedKeys(people) {
		k.People = append(k.People, every(people[key].Name)...)
	}
	return k
}

func profile(name string) finding.Profile {
	switch name {
	case "us":
		return finding.US
	case "in":
		return finding.IN
	case "uk":
		return finding.UK
	}
	return finding.Everywhere
}

func helplines(cfg *config.Config) []string {
	var out []string
	for _, h := range cfg.Site.Helplines {
		out = append(out, h.Number)
	}
	return out
}

// every returns all forms of a text, in the order of the languages' codes.
func every(l config.Localized) []string {
	var out []string
	for _, k := range sortedKeys(l) {
		out = append(out, l[k])
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
