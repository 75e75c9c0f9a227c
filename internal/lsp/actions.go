package lsp

import (
	"cmp"
	"slices"
	"strings"

	"nadi/internal/diag"
)

// The kinds of actions, in the protocol's words. fixAll is what an editor can
// be told to do whenever a file is saved.
const (
	quickFix = "quickfix"
	fixAll   = "source.fixAll.nadi"
)

// explainWord is the command behind "Explain …".
const explainWord = "nadi.explain"

// actions offers what can be done about the findings at a place.
func (c *session) actions(p actionParams) (func() any, *fault) {
	d := c.document(p.Document.URI)
	if d == nil {
		return nil, nil
	}
	all := c.findingsOf(d)
	wants := func(kind string) bool {
		return len(p.Context.Only) == 0 || slices.ContainsFunc(p.Context.Only, covers(kind))
	}
	return func() any {
		out := []codeAction{}
		if wants(quickFix) {
			for _, f := range c.at(d, all, p.Range) {
				out = append(out, c.actionsFor(d, f)...)
			}
		}
		if len(p.Context.Only) == 0 || !wants(fixAll) {
			return out // asked for by name alone: it reaches beyond the place
		}
		if a, ok := c.fixAll(d, all); ok {
			out = append(out, a)
		}
		return out
	}, nil
}

// covers reports whether a wanted kind holds another: kinds are paths of
// words with points between them.
func covers(kind string) func(string) bool {
	return func(want string) bool { return want == kind || want == "" || strings.HasPrefix(kind, want+".") }
}

// at returns the findings that touch a range.
func (c *session) at(d *document, all []diag.Finding, s span) []diag.Finding {
	var out []diag.Finding
	for _, f := range all {
		if d.span(spanOf(f), c.count).touches(s) {
			out = append(out, f)
		}
	}
	return out
}

func (c *session) actionsFor(d *document, f diag.Finding) []codeAction {
	about := []diagnostic{c.diagnostic(f, d.lineTable)}
	var out []codeAction
	for i, e := range c.fixes(d, f) {
		out = append(out, codeAction{Title: e.Title, Kind: quickFix, Preferred: i == 0, Diagnostics: about, Edit: c.workspaceEdit(d, e)})
	}
	if e, ok := swap(f); ok && !slices.ContainsFunc(out, func(a codeAction) bool { return a.Title == e.Title }) {
		out = append(out, codeAction{Title: e.Title, Kind: quickFix, Diagnostics: about, Edit: c.workspaceEdit(d, e)})
	}
	if e, ok := c.letStand(d, f); ok {
		out = append(out, codeAction{Title: e.Title, Kind: quickFix, Diagnostics: about, Edit: c.workspaceEdit(d, e)})
	}
	if c.server.Explain != nil && f.Rule != "" {
		title := "Explain " + f.Rule
		out = append(out, codeAction{Title: title, Kind: quickFix, Diagnostics: about, Command: &command{title, explainWord, []string{f.Rule}}})
	}
	return out
}

func (c *session) fixes(d *document, f diag.Finding) []Edit {
	if c.server.Fixes == nil {
		return nil
	}
	return c.server.Fixes(f, []byte(d.text))
}

// swap is the finding's own word for what is marked. A person chooses it, so
// it need not be certain.
func swap(f diag.Finding) (Edit, bool) {
	if f.Swap == "" || f.Line < 1 || f.Column < 1 || f.EndLine < f.Line {
		return Edit{}, false
	}
	return Edit{"Write " + f.Swap, spanOf(f), f.Swap}, true
}

// fixAll joins all certain fixes of a file. Of two that overlap the first is
// taken: the other is offered again when the text is checked again.
func (c *session) fixAll(d *document, all []diag.Finding) (codeAction, bool) {
	var edits []Edit
	for _, f := range all {
		if es := c.fixes(d, f); len(es) > 0 {
			edits = append(edits, es[0])
		}
	}
	from := func(e Edit) int { return d.byteAt(e.Line, e.Column) }
	slices.SortStableFunc(edits, func(a, b Edit) int { return cmp.Compare(from(a), from(b)) })
	kept, end := edits[:0], -1
	for _, e := range edits {
		if from(e) <= end {
			continue
		}
		kept, end = append(kept, e), d.byteAt(e.EndLine, e.EndColumn)
	}
	return codeAction{Title: "Write all that is certain", Kind: fixAll, Edit: c.workspaceEdit(d, kept...)}, len(kept) > 0
}

// workspaceEdit changes one document, of this version alone where the editor
// knows versions.
func (c *session) workspaceEdit(d *document, edits ...Edit) *workspaceEdit {
	var out []textEdit
	for _, e := range edits {
		out = append(out, textEdit{d.exact(e.Span, c.count), e.Text})
	}
	if c.client.Capabilities.Workspace.Edit.Versioned {
		return &workspaceEdit{Versions: []documentEdit{{documentID{d.uri, &d.version}, out}}}
	}
	return &workspaceEdit{Changes: map[string][]textEdit{d.uri: out}}
}
