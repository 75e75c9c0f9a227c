package site

import (
	"fmt"
	"hash/fnv"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"nadi/internal/diag"
	"nadi/internal/markdown"
	"nadi/internal/text"
	"nadi/internal/theme"
)

// pendingLinks are links that can be judged only when every page is known.
type pendingLinks struct {
	mu    sync.Mutex
	links []pendingLink
	asked atomic.Int64        // for suggestions
	ids   map[*entry][]uint64 // hashes of the headings' ids: there are many, and few are asked for
}

// pendingLink leads to a loc of this site, and perhaps a heading there.
type pendingLink struct {
	from     *entry
	link     *linkFact
	loc      string
	fragment string
}

func (p *pendingLinks) add(l pendingLink) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.links = append(p.links, l)
}

func (p *pendingLinks) headings(e *entry, hs []theme.Heading) {
	ids := make([]uint64, len(hs))
	for i, h := range hs {
		ids[i] = hashID(h.ID)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ids == nil {
		p.ids = map[*entry][]uint64{}
	}
	p.ids[e] = ids
}

func hashID(id string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // never fails
	return h.Sum64()
}

// resolve says for each link of a body where it leads in the output.
func (b *builder) resolve(e *entry, links []linkFact) []markdown.Target {
	if len(links) == 0 {
		return nil
	}
	out := make([]markdown.Target, len(links))
	for i := range links {
		out[i] = b.target(e, &links[i])
	}
	return out
}

func (b *builder) target(e *entry, l *linkFact) markdown.Target {
	dest := strings.TrimSpace(l.Dest)
	switch {
	case l.Kind == markdown.Video:
		return markdown.Target{URL: dest, External: true}
	case dest == "":
		return b.broken(e, l, "links/file", "this link leads nowhere", "write an address or a file in the parentheses")
	case strings.HasPrefix(dest, "#"):
		b.pending.add(pendingLink{e, l, e.loc, unescape(dest[1:])})
		return markdown.Target{URL: dest}
	}
	own, ok := b.ownPath(dest)
	if !ok {
		return b.outside(e, l, dest)
	}
	return b.inside(e, l, own)
}

// ownPath returns the part of dest that lies in this site: a path, relative
// or from the root; ok is false for an address elsewhere.
func (b *builder) ownPath(dest string) (string, bool) {
	if strings.HasPrefix(dest, "//") {
		return "", false
	}
	if scheme, _, found := strings.Cut(dest, ":"); !found || strings.ContainsAny(scheme, "/?#.") {
		return dest, true
	}
	rest, ok := strings.CutPrefix(dest, b.addr.origin+b.addr.base)
	if !ok || rest != "" && rest[0] != '/' && rest[0] != '#' && rest[0] != '?' {
		return "", false
	}
	if rest == "" {
		rest = "/"
	}
	return rest, true
}

func (b *builder) outside(e *entry, l *linkFact, dest string) markdown.Target {
	if l.Kind == markdown.Image || l.Kind == markdown.Media {
		return b.broken(e, l, "links/remote-media", fmt.Sprintf("the picture or recording %q lies on another server, which would learn who reads this page", text.Shorten(dest, 60)), "put the file beside the article")
	}
	return markdown.Target{URL: dest, External: strings.HasPrefix(dest, "http")}
}

// broken reports a link and drops it: its words stay.
func (b *builder) broken(e *entry, l *linkFact, rule, message, hint string) markdown.Target {
	b.findings.Add(diag.Finding{Rule: rule, Severity: diag.Error, Message: message, Hint: hint}.At(e.Source, l.span()))
	return markdown.Target{Drop: true}
}

func unescape(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return text.NFC(u)
	}
	return s
}

func (b *builder) inside(e *entry, l *linkFact, dest string) markdown.Target {
	raw, fragment, _ := strings.Cut(dest, "#")
	raw, query, _ := strings.Cut(raw, "?")
	name := unescape(raw)
	if isMarkdown(name) {
		return b.toArticle(e, l, name, unescape(fragment))
	}
	if t, ok := b.toFile(e, l, name); ok {
		return t
	}
	if l.Kind == markdown.Image || l.Kind == markdown.Media {
		return b.broken(e, l, "links/image", fmt.Sprintf("the picture or recording %q is not there", text.Shorten(name, 60)), b.media.nearest(e.Dir, name))
	}
	loc := name
	if !strings.HasPrefix(name, "/") {
		loc = joinLoc(e.loc, name)
	}
	for _, at := range []string{loc, loc + "/"} {
		if why, ok := b.index.waitingLoc[at]; ok && b.index.byLoc[at] == nil {
			return b.unpublished(e, l, at, why)
		}
	}
	if fragment != "" || b.index.byLoc[loc] == nil {
		b.pending.add(pendingLink{e, l, loc, unescape(fragment)})
	}
	href := b.addr.href(loc)
	if query != "" {
		href += "?" + query
	}
	if fragment != "" {
		href += "#" + fragment
	}
	return markdown.Target{URL: href}
}

// joinLoc resolves a relative address as a browser would.
func joinLoc(base, rel string) string {
	loc := path.Join(base, rel)
	if strings.HasSuffix(rel, "/") || rel == "." || rel == ".." {
		loc += "/"
	}
	return loc
}

// toArticle resolves a link to a Markdown file.
func (b *builder) toArticle(e *entry, l *linkFact, name, fragment string) markdown.Target {
	for _, source := range []string{path.Join(e.Dir, name), path.Join(articlesDir, name), path.Join(contentDir, name)} {
		if to, ok := b.index.bySource[source]; ok {
			href := b.addr.href(to.loc)
			if fragment != "" {
				href += "#" + escape(fragment)
			}
			if fragment != "" {
				b.pending.add(pendingLink{e, l, to.loc, fragment})
			}
			return markdown.Target{URL: href}
		}
		if why, ok := b.index.waiting[source]; ok {
			return b.unpublished(e, l, source, why)
		}
	}
	return b.broken(e, l, "links/article", fmt.Sprintf("there is no article %q", text.Shorten(name, 60)), b.nearestSource(e, name))
}

// unpublished drops a link to what is not in this build.
func (b *builder) unpublished(e *entry, l *linkFact, what, why string) markdown.Target {
	b.findings.Add(diag.Finding{Rule: "links/unpublished", Severity: diag.Warning,
		Message: fmt.Sprintf("%s is %s, so this link is left out until it is published", what, why)}.At(e.Source, l.span()))
	return markdown.Target{Drop: true}
}

// suggestions bounds how many broken links get a "did you mean": comparing
// with every file is slow, and a site with thousands of broken links needs
// another kind of help.
const suggestions = 40

func (b *builder) nearestSource(e *entry, name string) string {
	if b.pending.asked.Add(1) > suggestions {
		return ""
	}
	base := path.Base(name)
	var all []string
	for s := range b.index.bySource {
		all = append(all, s)
	}
	slices.Sort(all)
	names := make([]string, len(all))
	for i, s := range all {
		if names[i] = path.Base(s); names[i] == base {
			return "did you mean " + relative(e.Dir, s) + "?"
		}
	}
	if n := text.Nearest(base, names); n != "" {
		return "did you mean " + relative(e.Dir, all[slices.Index(names, n)]) + "?"
	}
	return "link to the file, for example ../2026/heat.md"
}

// relative writes target as seen from dir, both from the site root.
func relative(dir, target string) string {
	d, t := strings.Split(dir, "/"), strings.Split(target, "/")
	i := 0
	for i < len(d) && i < len(t)-1 && d[i] == t[i] {
		i++
	}
	return strings.Repeat("../", len(d)-i) + strings.Join(t[i:], "/")
}

// checkLinks judges the links that had to wait.
func (b *builder) checkLinks() error {
	for _, p := range b.pending.links {
		to, ok := b.locOf(p.loc)
		if !ok {
			b.findings.Add(b.noPage(p))
			continue
		}
		e := b.index.byLoc[to]
		if p.fragment == "" || e == nil || p.fragment == "top" || strings.HasPrefix(p.fragment, "fn:") || strings.HasPrefix(p.fragment, "fnref:") {
			continue
		}
		if !slices.Contains(b.pending.ids[e], hashID(p.fragment)) {
			ids, err := b.headingIDs(e)
			if err != nil {
				return err
			}
			b.findings.Add(noAnchor(p, e, ids))
		}
	}
	return nil
}

// headingIDs reads an article's headings again, for the message about a
// missing one.
func (b *builder) headingIDs(e *entry) ([]string, error) {
	t := &text_{e: e}
	if err := b.parse(t, false); err != nil || t.gone {
		return nil, err
	}
	var ids []string
	for _, h := range t.doc.Headings {
		ids = append(ids, h.ID)
	}
	return ids, nil
}

// locOf finds the page for a loc, with or without its last slash.
func (b *builder) locOf(loc string) (string, bool) {
	if _, ok := b.outputs.by[file(loc)]; ok {
		return loc, true
	}
	if !strings.HasSuffix(loc, "/") {
		if _, ok := b.outputs.by[file(loc+"/")]; ok {
			return loc + "/", true
		}
	}
	return "", false
}

// noPage is the finding about a link that finds nothing, with the hint for
// the slip that it most looks like.
func (b *builder) noPage(p pendingLink) diag.Finding {
	dest := p.link.Dest
	f := diag.Finding{Rule: "links/page", Severity: diag.Error, Message: fmt.Sprintf("no page of this site has the address %q", text.Shorten(dest, 60)),
		Hint: "link to the article's file (heat.md), which is checked and follows a new slug"}
	_, known := mimeTypes[strings.ToLower(path.Ext(p.loc))]
	switch {
	case strings.HasPrefix(dest, "www."):
		f.Hint = "another site's address begins with https://: https://" + dest
	case strings.Contains(dest, "@") && !strings.Contains(dest, "/"):
		f.Hint = "a mail address begins with mailto:, so mailto:" + dest
	case known:
		f.Message = fmt.Sprintf("the file %q is not there", text.Shorten(dest, 60))
		f.Hint = "put it beside the article, or below content/static and begin its name with /"
	default:
		if b.index.bySource[path.Join(p.from.Dir, dest+".md")] != nil {
			f.Hint = "did you mean " + dest + ".md?"
		}
	}
	return f.At(p.from.Source, p.link.span())
}

func noAnchor(p pendingLink, e *entry, ids []string) diag.Finding {
	where := "this article"
	if e != p.from {
		where = e.Source
	}
	else_ := "it has no headings"
	if len(ids) > 0 {
		else_ = "headings there: " + text.Shorten(strings.Join(ids, ", "), 200)
	}
	return diag.Finding{Rule: "links/anchor", Severity: diag.Error, Message: fmt.Sprintf("%s has no heading #%s", where, text.Shorten(p.fragment, 60)),
		Hint: near(p.fragment, ids, else_)}.At(p.from.Source, p.link.span())
}
