package main

import (
	"fmt"
	"strings"

	"nadi/syndicate"
)

// previewOf writes a plan as Markdown for whoever reviews a change: every post
// exactly as it will be sent, now or when its article comes due. Of an article
// under embargo there is nothing to read but its id.
func previewOf(p *posting, made *syndicate.Plan) string {
	rows := made.Showable()
	if len(rows) == 0 {
		return "**No posts.** Nothing on the accounts follows from this."
	}
	var b strings.Builder
	fmt.Fprintf(&b, "**%s will follow from this**, word for word:\n", count(len(rows), "post"))
	var last *syndicate.Item
	for _, r := range rows {
		if r.Item != last {
			last = r.Item
			fmt.Fprintf(&b, "\n### %s\n", p.heading(r))
		}
		p.previewRow(&b, r)
	}
	return b.String()
}

func (p *posting) heading(r *syndicate.Row) string {
	due := r.Due.In(p.now().Location()).Format("2 January 2006 15:04 MST")
	if p.underEmbargo(r.Item) {
		return mono(r.Item.Name()) + " · under embargo"
	}
	return inline(r.Item.Title) + " (" + mono(r.Item.Name()) + ") · due " + due
}

// previewRow writes one post; its text stands in a block of code, so that
// nothing in it is taken for Markdown.
func (p *posting) previewRow(b *strings.Builder, r *syndicate.Row) {
	if p.underEmbargo(r.Item) {
		fmt.Fprintf(b, "\n- %s: hash %s\n", mono(r.Key.Account), mono(r.Hash))
		return
	}
	parts := []string{fate(r), fmt.Sprintf("%s of %s %s", thousands(r.Length), thousands(r.Max), r.Unit)}
	if r.Price > 0 {
		parts = append(parts, "costs about "+syndicate.Dollars(r.Price))
	}
	fmt.Fprintf(b, "\n**%s** · %s\n\n", inline(r.Key.Account), inline(strings.Join(parts, " · ")))
	fence := fenceFor(r.Post.Text)
	fmt.Fprintf(b, "%stext\n%s\n%s\n\n", fence, visible(r.Post.Text), fence)
	if r.To.Description.Link == syndicate.LinkInCard {
		fmt.Fprintf(b, "Card: **%s**: %s <%s>\n\n", inline(r.Post.Title), inline(r.Post.Summary), r.Post.Link)
	}
	if im := r.Post.Image; im != nil {
		fmt.Fprintf(b, "Picture: <%s>, described as “%s”\n\n", im.URL, inline(im.Alt))
	}
	fmt.Fprintf(b, "Hash: %s\n", mono(r.Hash))
}

// inline makes words plain where Markdown is read.
func inline(s string) string {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "#", `\#`, "@", "&#64;", "\n", " ", "|", `\|`).Replace(visible(s))
}

// mono writes an id; ids hold letters, digits and hyphens.
func mono(s string) string { return "`" + strings.ReplaceAll(visible(s), "`", "'") + "`" }

// fenceFor is a fence that does not occur in a text.
func fenceFor(s string) string {
	fence := "```"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	return fence
}

// underEmbargo reports whether nothing of an item may be seen yet.
func (p *posting) underEmbargo(it *syndicate.Item) bool {
	until := p.embargoes[it.Name()]
	return until.After(p.now())
}
