package site

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"strings"

	"nadi/internal/colour"
	"nadi/internal/config"
	"nadi/internal/diag"
	"nadi/internal/stylesheet"
	"nadi/internal/theme"
)

// chrome makes what all pages of a language share.
func (b *builder) chrome(l *language) {
	s := &b.cfg.Site
	c := &theme.Chrome{
		Lang: l.code, Dir: l.words.Dir(), Title: s.Title.In(l.code), Description: s.Description.In(l.code),
		Home: b.addr.href(l.prefix + "/"), Accent: b.cfg.Theme.Accent.S, Generator: "Nadi " + b.in.Version,
		Style: template.CSS(b.style()), CSP: b.csp(),
		Icons: b.icons.Icons,
		Organization: theme.Organization{Name: s.Organization.Name.In(l.code), URL: s.Organization.URL,
			Phones: s.Organization.Phones, Emails: s.Organization.Emails},
	}
	if logo := s.Organization.Logo; logo != "" {
		if p := b.media.file(contentDir, logo); p != nil && p.image {
			c.Organization.Logo = p.asItIs()
			if p.height > 0 {
				c.Organization.Width = (p.width*theme.LogoHeight + p.height/2) / p.height
			}
		} else {
			b.findings.Add(diag.Finding{Rule: "links/image", Severity: diag.Error, Path: config.FileName, Message: fmt.Sprintf("the logo %q is not a picture below content/", logo),
				Hint: "put it there, or /logo.svg for content/static/logo.svg"})
		}
	}
	for _, h := range s.Helplines {
		c.Helplines = append(c.Helplines, theme.Helpline{Name: h.Name.In(l.code), Number: h.Number, Note: h.Note.In(l.code),
			Tel: template.URL("tel:" + dial(h.Number)), Emergency: h.Emergency})
	}
	b.navigation(l, c)
	l.chrome = c
	key := hashOf(mustJSON(c))
	l.key = hex.EncodeToString(key[:8])
}

// style is the theme's stylesheet with the site's accent. It is the same on
// every page, so that one hash in the content security policy allows it.
func (b *builder) style() string {
	css := string(b.theme.Style())
	if !strings.Contains(css, "--accent") {
		return css
	}
	return css + ":root{--accent:" + b.cfg.Theme.Accent.S + "}"
}

// accent judges whether links in the site's colour can be read, as far as the
// theme says in its tokens where they stand.
func (b *builder) accent() []diag.Finding {
	accent, err := colour.Parse(b.cfg.Theme.Accent.S)
	if err != nil {
		return nil // said where the settings are read
	}
	light, dark := stylesheet.Palettes(accent, stylesheet.Sheet{Body: b.theme.Style()})
	for _, p := range []stylesheet.Palette{light, dark} {
		c, ok := p.Contrast("--link")
		if !ok || c >= colour.Text {
			continue
		}
		f := diag.Finding{Rule: "theme/contrast", Severity: diag.Error, Hint: "no shade of it can be read in both schemes; nadi theme check says more about the theme's colours",
			Message: fmt.Sprintf("links in %s could not be read in the %s scheme: their contrast is %.1f, and %.1f is the least (WCAG 2.2 AA)", accent, p.Scheme, c, colour.Text)}
		if near, ok := legible(accent, light, dark); ok {
			f.Hint = fmt.Sprintf("write theme: {accent: %q}, the nearest colour that can be read in both", near)
		}
		return []diag.Finding{f.At(config.FileName, b.cfg.Theme.Accent.Span())}
	}
	return nil
}

// legible is the nearest accent, darker or lighter, with which links can be
// read in all schemes.
func legible(accent colour.RGB, schemes ...stylesheet.Palette) (near colour.RGB, ok bool) {
	return colour.Shade(accent, func(c colour.RGB) bool {
		for _, p := range schemes {
			if k, known := p.With("--accent", c).Contrast("--link"); known && k < colour.Text {
				return false
			}
		}
		return true
	})
}

func dial(number string) string {
	return strings.Map(func(r rune) rune {
		for _, zero := range "٠۰०০੦૦௦౦೦൦" { // people write numbers in their own digits
			if r >= zero && r < zero+10 {
				return '0' + r - zero
			}
		}
		if r >= '0' && r <= '9' || r == '+' || r == '*' || r == '#' {
			return r
		}
		return -1
	}, number)
}

// csp is the policy of every page: nothing from elsewhere, no inline script,
// and the one inline stylesheet by its hash. Scripts and requests of the
// site's own origin are allowed for search.
func (b *builder) csp() string {
	style := "'self'"
	if css := b.style(); css != "" {
		sum := sha256.Sum256([]byte(css))
		style += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + style + "; img-src 'self'; media-src 'self'; script-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
}

func (b *builder) navigation(l *language, c *theme.Chrome) {
	o := &b.cfg.Outputs
	for _, t := range l.topics {
		c.Topics = append(c.Topics, theme.Link{Name: t.name, URL: b.addr.href(t.loc)})
	}
	if len(b.cfg.Topics) == 0 && len(c.Topics) > 12 {
		c.Topics = nil // an open list this long is no navigation
	}
	for _, p := range l.pages {
		c.Pages = append(c.Pages, theme.Link{Name: p.Title.S, URL: b.addr.href(p.loc)})
	}
	set := func(on bool, loc string) string {
		if !on {
			return ""
		}
		return b.addr.href(l.prefix + loc)
	}
	c.Archive = set(o.Archives && len(l.years) > 0, "/archive/")
	c.Tags = set(len(l.tags) > 0, "/tags/")
	c.TopicIndex = set(len(l.topics) > 0, "/topics/")
	c.People = set(o.People && len(l.people) > 0, "/people/")
	c.Corrections = set(o.Corrections && len(l.entries) > 0, "/corrections/")
	c.Subscribe = set(o.Subscribe && len(o.Feeds) > 0, "/subscribe/")
	c.Search = set(o.Search, "/search/")
	c.Feeds = b.feedsOf(l, l.prefix+"/", c.Title)
}

// feedFormats are the feed documents: configuration word, file, type, name.
var feedFormats = []struct{ word, file, mime, name string }{
	{"rss", "index.xml", "application/rss+xml", "RSS"},
	{"atom", "atom.xml", "application/atom+xml", "Atom"},
	{"json", "feed.json", "application/feed+json", "JSON Feed"},
}

// feedsOf lists the feeds of the list at loc.
func (b *builder) feedsOf(l *language, loc, title string) []theme.Feed {
	var out []theme.Feed
	for _, f := range feedFormats {
		if b.wantsFeed(f.word) {
			out = append(out, theme.Feed{Format: f.name, Type: f.mime, Title: title, URL: b.addr.abs(loc + f.file), Path: b.addr.href(loc + f.file)})
		}
	}
	return out
}

func (b *builder) wantsFeed(word string) bool {
	for _, f := range b.cfg.Outputs.Feeds {
		if f.S == word {
			return true
		}
	}
	return false
}
