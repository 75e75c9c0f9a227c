package check

import (
	"html"
	"net/url"
	"slices"
	"strings"

	"nadi/internal/diag"
	"nadi/internal/text"
	"nadi/internal/tracker"
)

// ofLink begins what internal/tracker says of parameters in links.
const ofLink = "a tracking parameter"

// trackedLinks finds links that tell whom they lead to who clicked. They ask
// nobody for anything until they are pressed, so they warn.
func trackedLinks(p *Pass) {
	for _, l := range p.Doc.Links {
		if !strings.Contains(l.Dest, "?") {
			continue
		}
		var names []string
		for _, f := range tracker.Scan("a.html", []byte(`<a href="`+html.EscapeString(l.Dest)+`">`), p.judge.own) {
			if name, ok := strings.CutPrefix(f.What, ofLink+" ("); ok {
				name, _, _ = strings.Cut(name, ")")
				names = append(names, name)
			}
		}
		if len(names) > 0 {
			p.add("privacy/tracker", diag.Warning, l.Span, "this link tells whoever it leads to where its reader came from: "+strings.Join(names, ", "), "take it out of the address")
			p.out[len(p.out)-1].Swap = without(l.Dest, names)
		}
	}
}

// without returns an address without some parameters.
func without(address string, names []string) string {
	before, rest, _ := strings.Cut(address, "?")
	query, fragment, hasFragment := strings.Cut(rest, "#")
	var kept []string
	for _, pair := range strings.Split(query, "&") {
		key, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(key); err == nil {
			key = plain
		}
		if !slices.Contains(names, strings.ToLower(key)) {
			kept = append(kept, pair)
		}
	}
	if len(kept) > 0 {
		before += "?" + strings.Join(kept, "&")
	}
	if hasFragment {
		before += "#" + fragment
	}
	return before
}

// Output demands of a published page that it asks no other server for
// anything. Links of an article were judged with it.
func (j *Judge) Output(source, path string, body []byte) []diag.Finding {
	var out []diag.Finding
	for _, f := range tracker.Scan(path, body, j.own) {
		severity := diag.Error
		if strings.HasPrefix(f.What, ofLink) {
			if severity = diag.Warning; strings.HasPrefix(source, "content/") {
				continue
			}
		}
		out = append(out, diag.Finding{Rule: "privacy/tracker", Severity: severity, Path: source,
			Message: "the page /" + path + " has " + f.What + ": " + text.Shorten(f.URL, 80), Hint: "serve the file from this site, or link to it"})
	}
	return out
}

// own reports whether an address is the site's.
func (j *Judge) own(address string) bool {
	u, err := url.Parse(address)
	site, bad := url.Parse(j.cfg.Site.URL.S)
	return err == nil && bad == nil && (u.Host == "" || strings.EqualFold(u.Host, site.Host))
}
