package lsp

import (
	"fmt"
	"slices"
	"strings"

	"nadi/internal/diag"
)

// hover explains the rules of the findings at a place, or the rule whose name
// is written there: in a comment that lets it stand, in the levels of
// nadi.yaml.
func (c *session) hover(p placeParams) (func() any, *fault) {
	d := c.document(p.Document.URI)
	if d == nil || c.server.Explain == nil {
		return nil, nil
	}
	found := c.at(d, c.findingsOf(d), span{p.Position, p.Position})
	return func() any {
		if h := c.explained(d, found); h != nil {
			return h
		}
		if from, to := ruleName(d.text, d.offset(p.Position, c.count)); from < to {
			if text, ok := c.server.Explain(d.text[from:to]); ok {
				return hover{c.markup(text), &span{d.position(from, c.count), d.position(to, c.count)}}
			}
		}
		return nil
	}, nil
}

func (c *session) explained(d *document, found []diag.Finding) any {
	var texts, rules []string
	for _, f := range found {
		if slices.Contains(rules, f.Rule) {
			continue
		}
		rules = append(rules, f.Rule)
		if text, ok := c.server.Explain(f.Rule); ok {
			texts = append(texts, text)
		}
	}
	if len(texts) == 0 {
		return nil
	}
	at := d.span(spanOf(found[0]), c.count)
	return hover{c.markup(strings.Join(texts, "\n\n---\n\n")), &at}
}

// markup is Markdown, or the same shown as it is.
func (c *session) markup(text string) markup {
	formats := c.client.Capabilities.TextDocument.Hover.Formats
	if len(formats) > 0 && !slices.Contains(formats, "markdown") {
		return markup{"plaintext", text}
	}
	return markup{"markdown", text}
}

// ruleName is the stretch around a byte that could name a rule
// (privacy/phone).
func ruleName(text string, at int) (from, to int) {
	part := func(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '/' }
	from, to = at, at
	for from > 0 && part(text[from-1]) {
		from--
	}
	for to < len(text) && part(text[to]) {
		to++
	}
	if !strings.Contains(text[from:to], "/") {
		return 0, 0
	}
	return from, to
}

// execute is "Explain …" of a menu: not every editor can be told to hover.
func (c *session) execute(p commandParams) (func() any, *fault) {
	if p.Command != explainWord || len(p.Arguments) != 1 || c.server.Explain == nil {
		return nil, &fault{badParams, "the command is " + explainWord + " with the name of a rule"}
	}
	text, ok := c.server.Explain(p.Arguments[0])
	if !ok {
		return nil, &fault{badParams, fmt.Sprintf("there is no rule %q", p.Arguments[0])}
	}
	c.notify("window/showMessage", messageParams{3, plain(text)})
	return nil, nil
}

// plain is the beginning of an explanation for a box that shows no Markdown:
// its sentences, up to the examples and what announces them.
func plain(text string) string {
	var out []string
	for part := range strings.SplitSeq(text, "\n\n") {
		part = strings.TrimSpace(part)
		if strings.HasPrefix(part, "```") || strings.HasSuffix(part, ":") {
			break
		}
		out = append(out, part)
	}
	return strings.NewReplacer("**", "", "`", "").Replace(strings.Join(out, "\n\n"))
}

func (c *session) complete(p placeParams) (func() any, *fault) {
	d := c.document(p.Document.URI)
	if d == nil || c.server.Complete == nil {
		return nil, nil
	}
	root, ok := c.home(d.path)
	if !ok {
		return nil, nil
	}
	rel, _ := within(root, d.path)
	line, column := d.place(d.offset(p.Position, c.count))
	return func() any {
		items := []completionItem{}
		for i, x := range c.server.Complete(native(root), rel, []byte(d.text), line, column) {
			items = append(items, c.item(d, x, i))
		}
		return items
	}, nil
}

// item keeps the order in which the proposals come.
func (c *session) item(d *document, x Completion, i int) completionItem {
	out := completionItem{Label: x.Label, Kind: x.Kind, Detail: x.Detail, Insert: x.Insert, Sort: fmt.Sprintf("%04d", i)}
	if x.Documentation != "" {
		m := c.markup(x.Documentation)
		out.Documentation = &m
	}
	if x.Span != (diag.Span{}) {
		text := x.Insert
		if text == "" {
			text = x.Label
		}
		out.Insert, out.Edit = "", &textEdit{d.exact(x.Span, c.count), text}
	}
	return out
}
