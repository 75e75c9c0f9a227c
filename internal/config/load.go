package config

import (
	"bytes"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"nadi/internal/decode"
	"nadi/internal/diag"
	"nadi/internal/text"
)

// Load decodes the bytes of nadi.yaml over the defaults. The findings' path
// is FileName. A configuration with errors must not be built from.
func Load(src []byte) (*Config, []diag.Finding) {
	l := loader{cfg: Default()}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if !utf8.Valid(src) {
		l.add("config/syntax", diag.Span{}, "the file is not UTF-8 text", "save it as UTF-8")
		return &l.cfg, l.findings
	}
	v, serr := decode.YAML(src, 1)
	if serr != nil {
		l.add("config/syntax", serr.Span, serr.Message, serr.Hint)
		return &l.cfg, l.findings
	}
	l.root = v
	for _, p := range decode.Into(v, &l.cfg) {
		rule := map[string]string{"unknown": "config/key", "duplicate": "config/duplicate-key"}[p.Kind]
		if rule == "" {
			rule = "config/value"
		}
		l.add(rule, p.Span, p.Message, p.Hint)
	}
	l.validate()
	return &l.cfg, diag.Sort(l.findings)
}

type loader struct {
	cfg      Config
	root     *decode.Value // the file as it is written
	findings []diag.Finding
}

func (l *loader) add(rule string, at diag.Span, message, hint string) {
	l.findings = append(l.findings, diag.Finding{Rule: rule, Severity: diag.Error, Message: message, Hint: hint}.At(FileName, at))
}

func (l *loader) value(t decode.Text, hint, format string, args ...any) {
	l.add("config/value", t.Span(), fmt.Sprintf(format, args...), hint)
}

// written is the value of a key, for its place: empty if it is not written.
func (l *loader) written(path ...string) decode.Text {
	v := l.root
	for _, key := range path {
		var ok bool
		if v, ok = v.Get(key); !ok {
			return decode.Text{}
		}
	}
	return decode.TextOf(v)
}

// missing reports a key of site that has no value, unless it has a wrong one.
func (l *loader) missing(key, hint string) {
	name := "site." + key
	if !slices.ContainsFunc(l.findings, func(f diag.Finding) bool { return strings.HasPrefix(f.Message, name) }) {
		l.value(l.written("site"), hint, "%s is missing", name)
	}
}

func (l *loader) validate() {
	l.site()
	l.languages()
	l.choices()
	l.theme()
	l.deploy()
	l.accounts()
}

func (l *loader) site() {
	s := &l.cfg.Site
	if s.ID.S == "" {
		l.missing("id", "nadi new site writes one; any 8 letters and digits will do, and it must never change")
	} else if !plainID(s.ID.S) {
		l.value(s.ID, "use letters, digits and hyphens", "site.id %q holds other signs", s.ID.S)
	}
	if len(s.Title) == 0 {
		l.missing("title", "write site: {title: Riverside Hospital News}")
	}
	l.url(s.URL)
	if _, err := time.LoadLocation(s.TimeZone.S); err != nil || s.TimeZone.S == "Local" {
		l.value(s.TimeZone, "write a name such as Asia/Kolkata or Europe/London", "%q is not a time zone", s.TimeZone.S)
	}
	if r := s.Region.S; r != "" && r != "us" && r != "in" && r != "uk" {
		l.value(s.Region, "write us, in or uk", "%q is not a region that is known", r)
	}
}

func plainID(s string) bool {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-') {
			return false
		}
	}
	return len(s) <= 64
}

func (l *loader) url(t decode.Text) {
	u, err := url.Parse(t.S)
	switch {
	case t.S == "":
		l.missing("url", "write the public address, for example https://news.example.org")
	case err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		l.value(t, "write it as https://news.example.org", "site.url %q is not a web address", t.S)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		l.value(t, "write https://"+u.Host, "site.url is not https")
	case u.Scheme != "https" && u.Scheme != "http":
		l.value(t, "write it as https://news.example.org", "site.url %q is not a web address", t.S)
	}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

var languageCode = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$`)

func (l *loader) languages() {
	seen := map[string]bool{}
	for _, t := range l.cfg.Site.Languages {
		if !languageCode.MatchString(t.S) {
			l.value(t, "write a code such as en, hi or mr", "%q is not a language code", t.S)
		}
		if seen[t.S] {
			l.value(t, "keep one", "language %q is listed twice", t.S)
		}
		seen[t.S] = true
	}
	if len(l.cfg.Site.Languages) == 0 {
		l.value(l.written("site", "languages"), "write languages: [en]", "site.languages is empty")
	}
}

func (l *loader) choice(t decode.Text, key string, allowed ...string) {
	if slices.Contains(allowed, t.S) {
		return
	}
	hint := "write " + strings.Join(allowed, " or ")
	if near := text.Nearest(t.S, allowed); near != "" {
		hint = "did you mean " + near + "?"
	}
	l.value(t, hint, "%s cannot be %q", key, t.S)
}

func (l *loader) choices() {
	c := &l.cfg
	related := l.written("related")
	related.S = c.Related
	l.choice(related, "related", "tag-overlap", "newest-in-topic", "off")
	l.choice(c.Lists.Order, "lists.order", "oldest-numbered", "newest-first")
	if on, is := map[string]string{"true": "recent", "false": "none"}[c.Outputs.Cards.S]; is { // as its neighbours are written
		c.Outputs.Cards.S = on
	}
	l.choice(c.Outputs.Cards, "outputs.cards", "recent", "all", "none")
	l.choice(c.Outputs.FeedContent, "outputs.feedContent", "full", "summary")
	l.choice(c.Markdown.RawHTML, "markdown.rawHTML", "refuse", "text")
	l.choice(c.Check.Profile, "check.profile", "strict", "us", "in", "uk")
	for _, g := range c.Gone {
		if !strings.HasPrefix(g.S, "/") || strings.HasPrefix(g.S, "//") {
			l.value(g, "write it from the site's root: /old/address/", "gone: %q is not a path of this site", g.S)
		}
	}
	for _, f := range c.Outputs.Feeds {
		l.choice(f, "outputs.feeds", "rss", "atom", "json")
	}
	for _, f := range c.Pictures.Formats {
		l.choice(f, "pictures.formats", "avif", "webp")
	}
	for rule, level := range c.Check.Levels {
		l.choice(level, "check.levels."+rule, "error", "warning", "info", "off")
	}
	if c.Lists.PerPage < 1 {
		l.value(l.written("lists", "perPage"), "write lists: {perPage: 20}", "lists.perPage must be at least 1")
	}
	if c.Outputs.FeedItems < 1 {
		l.value(l.written("outputs", "feedItems"), "write outputs: {feedItems: 20}", "outputs.feedItems must be at least 1")
	}
	for part := range strings.SplitSeq(c.Permalinks.Article.S, "/") {
		if known := []string{":slug", ":year", ":month", ":day"}; strings.HasPrefix(part, ":") && !slices.Contains(known, part) || part == ".." {
			l.value(c.Permalinks.Article, nearestOr(part, known), "permalinks.article cannot hold %q", part)
			return
		}
	}
	if p := c.Permalinks.Article.S; !strings.HasPrefix(p, "/") || !strings.HasSuffix(p, "/") || !strings.Contains(p, ":slug") {
		l.value(c.Permalinks.Article, "write /articles/:slug/", "permalinks.article must begin and end with / and hold :slug")
	}
}

func nearestOr(word string, known []string) string {
	if near := text.Nearest(word, known); near != "" {
		return "did you mean " + near + "?"
	}
	return "write " + strings.Join(known, ", ") + " or plain words"
}

var hexColour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func (l *loader) theme() {
	if !hexColour.MatchString(l.cfg.Theme.Accent.S) {
		l.value(l.cfg.Theme.Accent, `write "#0b6e4f", in quotes`, "theme.accent %q is not a colour", l.cfg.Theme.Accent.S)
	}
	if n := l.cfg.Theme.Name; n == "" || text.Slug(n) != n {
		l.value(l.written("theme", "name"), "the name of a folder in themes/", "theme.name %q is not a folder name", n)
	}
}
