package lsp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nadi/internal/diag"
)

func actionsAt(t *testing.T, e *editor, line, char int, only string) []codeAction {
	t.Helper()
	h := e.ask("textDocument/codeAction", fmt.Sprintf(`{"textDocument":{"uri":%q},"range":{"start":{"line":%d,"character":%d},"end":{"line":%d,"character":%d}},"context":{"diagnostics":[],"only":%s}}`,
		heat, line, char, line, char, only))
	var out []codeAction
	if err := json.Unmarshal(h.Result, &out); err != nil {
		t.Fatalf("%s: %v", h.Result, err)
	}
	return out
}

func titles(as []codeAction) []string {
	out := []string{}
	for _, a := range as {
		out = append(out, a.Title)
	}
	return out
}

func TestQuickFix(t *testing.T) {
	text := "---\ntitle: X\n---\n\n😀 फ़ोन teh, teh\n"
	for _, enc := range []encoding{utf16Units, utf8Bytes, codePoints} {
		script(t, toy(site()), func(t *testing.T, e *editor) {
			e.begin(fmt.Sprintf(`{"general":{"positionEncodings":[%q]},"workspace":{"workspaceEdit":{"documentChanges":true}}}`, enc))
			e.open(heat, text)
			at := shown(e.rest())[heat].Diagnostics[1].Range.Start
			as := actionsAt(t, e, at.Line, at.Character+1, "null")
			want := []string{"Write the", "Let this stand (language/spelling), with a name and a reason", "Explain language/spelling"}
			if d := cmp.Diff(want, titles(as)); d != "" {
				t.Fatal(d)
			}
			fix := as[0]
			if !fix.Preferred || fix.Kind != quickFix || *fix.Edit.Versions[0].Document.Version != 1 || len(fix.Diagnostics) != 1 {
				t.Errorf("%+v", fix)
			}
			if got := apply(t, text, fix.Edit.Versions[0].Edits, enc); got != strings.Replace(text, ", teh", ", the", 1) {
				t.Errorf("%s: %q", enc, got)
			}
			stand := strings.Replace(text, "😀", "<!-- nadi-allow language/spelling by=NAME reason=\"…\" -->\n😀", 1)
			if got := apply(t, text, as[1].Edit.Versions[0].Edits, enc); got != stand {
				t.Errorf("%s: %q", enc, got)
			}
			all := actionsAt(t, e, 0, 0, `["source.fixAll"]`)
			if len(all) != 1 || apply(t, text, all[0].Edit.Versions[0].Edits, enc) != strings.ReplaceAll(text, "teh", "the") {
				t.Errorf("all: %+v", all)
			}
		})
	}
}

// TestSwap: without a certain fix the finding's own word is offered, and an
// editor without versions gets changes by file.
func TestSwap(t *testing.T) {
	s := toy(site())
	s.Fixes, s.Explain = nil, nil
	script(t, s, func(t *testing.T, e *editor) {
		e.begin(`{}`)
		e.open(heat, "teh\n")
		e.rest()
		as := actionsAt(t, e, 0, 0, `["quickfix"]`)
		if len(as) != 2 || as[0].Title != "Write the" || as[0].Preferred || apply(t, "teh\n", as[0].Edit.Changes[heat], utf16Units) != "the\n" {
			t.Errorf("%+v", as)
		}
	})
}

// TestLateText: nothing is offered for a text that has not been checked.
func TestLateText(t *testing.T) {
	script(t, toy(site()), func(t *testing.T, e *editor) {
		e.begin(versioned)
		e.open(heat, "teh\n")
		e.rest()
		e.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":2},"contentChanges":[{"text":"well, teh\n"}]}`, heat))
		if as := actionsAt(t, e, 0, 0, "null"); len(as) != 0 {
			t.Errorf("%v", titles(as))
		}
		e.rest()
		if as := actionsAt(t, e, 0, 6, "null"); len(as) != 3 {
			t.Errorf("%v", titles(as))
		}
		if as := actionsAt(t, e, 0, 6, `["refactor"]`); len(as) != 0 {
			t.Errorf("%v", titles(as))
		}
	})
}

// TestLetStand: > marks the line of the finding, + the line that is written.
func TestLetStand(t *testing.T) {
	const note = `<!-- nadi-allow privacy/phone by=NAME reason="…" -->`
	for name, marked := range map[string]string{
		"a paragraph":          "---\ntitle: X\n---\n\nOne.\n\n+" + note + "\nTwo\n>three.\n",
		"the first":            "---\ntitle: X\n---\n+" + note + "\n>One.\n",
		"no front matter":      "+" + note + "\n>One.\n",
		"a table":              "+" + note + "\n| a | b |\n|---|---|\n>| 1 | 2 |\n",
		"code with a gap":      "Text.\n\n+" + note + "\n```\none\n\n>two\n```\n",
		"a longer fence":       "+" + note + "\n````\n```\n\n>two\n````\n",
		"tildes":               "+" + note + "\n~~~\n```\n\n>two\n~~~\n",
		"after code":           "```\none\n```\n\n+" + note + "\n>two\n",
		"code in a line":       "```x``` and\n\n+" + note + "\n>two\n",
		"inside a list":        "- one\n\n+  " + note + "\n>  two\n",
		"Windows":              "One.\r\n\r\n+" + note + "\r\n>Two.\r\n",
		"front matter":         "---\n>title: X\n+allow:\n+  - {rule: privacy/phone, by: NAME, reason: \"…\"}\n---\nText.\n",
		"front matter, a list": "---\nallow:\n+    - {rule: privacy/phone, by: NAME, reason: \"…\"}\n    - {rule: privacy/name, by: x, reason: y}\n>title: X\n---\nText.\n",
		"an empty list":        "---\nallow:\n+  - {rule: privacy/phone, by: NAME, reason: \"…\"}\n>title: X\n---\n",
		"Windows' front":       "---\r\n>title: X\r\n+allow:\r\n+  - {rule: privacy/phone, by: NAME, reason: \"…\"}\r\n---\r\n",
		"a list in one line":   "---\nallow: [{rule: x, by: y, reason: z}]\n>title: X\n---\n",
		"TOML":                 "+++\n>title = \"X\"\n+++\n",
		"no closing fence":     "---\n>title: X\n",
	} {
		var text, want strings.Builder
		f := diag.Finding{Rule: "privacy/phone"}
		for line := range strings.Lines(marked) {
			switch {
			case line == "+++\n":
				// a fence of TOML
			case line[0] == '+':
				want.WriteString(line[1:])
				continue
			case line[0] == '>':
				line = line[1:]
				f.Line = strings.Count(text.String(), "\n") + 1
			}
			text.WriteString(line)
			want.WriteString(line)
		}
		d := &document{path: "/s/a.md", lineTable: newLineTable(text.String())}
		c := newSession(t.Context(), &Server{}, nil)
		e, ok := c.letStand(d, f)
		got := d.text
		if ok {
			got = apply(t, d.text, []textEdit{{d.exact(e.Span, utf16Units), e.Text}}, utf16Units)
		}
		if ok != (text.String() != want.String()) {
			t.Errorf("%s: offered: %v", name, ok)
		}
		if d := cmp.Diff(want.String(), got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestMayNotStand(t *testing.T) {
	c := newSession(t.Context(), toy(site()), nil)
	at := func(path, rule string, line int) bool {
		_, ok := c.letStand(&document{path: path, lineTable: newLineTable("x\n")}, diag.Finding{Rule: rule, Line: line})
		return ok
	}
	if !at("/s/a.md", "privacy/phone", 1) || !at("/s/a.md", "privacy/phone", 900) {
		t.Error("not offered")
	}
	if at("/s/a.md", "content/encoding", 1) || at("/s/nadi.yaml", "privacy/phone", 1) || at("/s/a.md", "privacy/phone", 0) {
		t.Error("offered where it cannot hold")
	}
}

func TestFixAllOverlap(t *testing.T) {
	s := &Server{Fixes: func(f diag.Finding, _ []byte) []Edit { return []Edit{{"x", spanOf(f), f.Swap}} }}
	c := newSession(t.Context(), s, nil)
	d := &document{uri: heat, path: "/s/a.md", lineTable: newLineTable("abcdef\n")}
	at := func(from, to int, swap string) diag.Finding {
		return diag.Finding{Rule: "r", Line: 1, Column: from, EndLine: 1, EndColumn: to, Swap: swap}
	}
	a, ok := c.fixAll(d, []diag.Finding{at(5, 7, "EF"), at(1, 4, "ABC"), at(3, 6, "no")})
	if got := apply(t, d.text, a.Edit.Changes[heat], utf16Units); !ok || got != "ABCdEF\n" {
		t.Errorf("%v %q", ok, got)
	}
}
