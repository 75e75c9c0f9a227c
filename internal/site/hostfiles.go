package site

import (
	"context"
	"path"
	"strings"
	"time"
	"unicode"

	"nadi/internal/hosting"
	"nadi/internal/sitemap"
)

// aliasLoc makes a loc of an alias: "/old/" or "/old.html". An address of
// another site is none.
func aliasLoc(alias string) (string, bool) {
	loc := unescape(strings.TrimSpace(alias))
	if strings.Contains(loc, "://") || strings.HasPrefix(loc, "//") || strings.ContainsAny(loc, "*: ?#\\") || strings.ContainsFunc(loc, unicode.IsControl) || loc == "" || loc == "/" || strings.Contains(loc, "..") {
		return "", false
	}
	slash := strings.HasSuffix(loc, "/")
	loc = path.Clean("/" + loc)
	if slash || path.Ext(loc) == "" {
		loc += "/"
	}
	return loc, loc != "//"
}

func (b *builder) renderSitemap(context.Context) error {
	o := &b.cfg.Outputs
	if o.Sitemap {
		for _, f := range sitemap.Files(b.addr.abs(""), b.sitemapEntries(), sitemap.MaxURLs) {
			if err := b.small(f.Name, "the sitemap", f.Body); err != nil {
				return err
			}
		}
	}
	if o.Robots && o.Sitemap {
		return b.small("robots.txt", "robots.txt", sitemap.Robots(b.addr.abs("/sitemap.xml")))
	}
	return nil
}

// sitemapEntries are all pages that search engines may show. Only articles
// and pages have a date, because only theirs says when the words changed.
func (b *builder) sitemapEntries() []sitemap.Entry {
	out := make([]sitemap.Entry, len(b.outputs.pages))
	for i, loc := range b.outputs.pages {
		out[i] = sitemap.Entry{Loc: b.addr.abs(loc)}
		if e := b.index.byLoc[loc]; e != nil {
			out[i].LastMod = e.Modified().In(time.UTC)
			if len(e.translations) > 1 {
				for _, t := range e.translations {
					out[i].Alternates = append(out[i].Alternates, sitemap.Alternate{Lang: t.lang.code, URL: b.addr.abs(t.loc)})
				}
			}
		}
	}
	return out
}

func (b *builder) renderHostFiles(context.Context) error {
	for r := range b.redirects() {
		b.res.Redirected = append(b.res.Redirected, r.from)
	}
	if !b.cfg.Outputs.HostFiles {
		return nil
	}
	var rules []hosting.Redirect
	for r := range b.redirects() {
		rules = append(rules, hosting.Redirect{From: b.addr.raw + strings.TrimSuffix(r.from, "/"), To: b.addr.href(r.entry.loc), Status: 301, Force: true}) // a page for other hosts stands there too
	}
	for _, l := range b.index.langs {
		if b.cfg.Outputs.NotFound && l.prefix != "" { // hosts find the 404 page at the root by themselves
			rules = append(rules, hosting.Redirect{From: b.addr.raw + l.prefix, To: b.addr.href(l.prefix + "/404.html"), Status: 404, Below: true})
		}
	}
	body, err := hosting.Redirects(rules)
	if err != nil {
		return err
	}
	if len(body) > 0 {
		if err := b.small("_redirects", "_redirects", body); err != nil {
			return err
		}
	}
	if body, err = hosting.Headers(b.headerRules()); err != nil {
		return err
	}
	return b.small("_headers", "_headers", body)
}

// headerRules are the headers of every answer. frame-ancestors can stand in a
// header only; HSTS is for two years, without sub-domains, which are not ours
// to decide about.
func (b *builder) headerRules() []hosting.HeaderRule {
	base := b.addr.base
	forever := [][2]string{{"Cache-Control", "public, max-age=31536000, immutable"}}
	rules := []hosting.HeaderRule{
		{Path: base + "/*", Headers: [][2]string{
			{"Content-Security-Policy", b.csp() + "; frame-ancestors 'none'"},
			{"Strict-Transport-Security", "max-age=63072000"},
			{"X-Content-Type-Options", "nosniff"},
			{"Referrer-Policy", "no-referrer"},
			{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"},
			{"Cross-Origin-Opener-Policy", "same-origin"},
		}},
		{Path: base + "/assets/*", Headers: forever},
		{Path: base + "/media/*", Headers: forever},
	}
	if b.cfg.Outputs.Search {
		for _, l := range b.index.langs {
			rules = append(rules, hosting.HeaderRule{Path: base + escape(shardsLoc(l)) + "*", Headers: forever})
		}
	}
	return rules
}
