package lsp

import (
	"fmt"
	"strings"

	"nadi/internal/diag"
)

// letStand writes the beginning of a decision: the comment, or the line of
// front matter, by which somebody lets a finding stand. Who and why are left
// to be written: NAME and … are no answers.
func (c *session) letStand(d *document, f diag.Finding) (Edit, bool) {
	if f.Line < 1 || f.Rule == "" || !strings.HasSuffix(d.path, ".md") || c.server.MayStand != nil && !c.server.MayStand(f.Rule) {
		return Edit{}, false
	}
	a := article{lines: strings.Split(d.text, "\n")}
	a.fence, a.close = frontMatter(a.lines)
	f.Line = min(f.Line, len(a.lines))
	line, text := a.comment(f)
	if f.Line <= a.close+1 {
		line, text = a.entry(f)
	}
	if text == "" {
		return Edit{}, false
	}
	at := diag.Span{Line: line, Column: 1, EndLine: line, EndColumn: 1}
	return Edit{"Let this stand (" + f.Rule + "), with a name and a reason", at, strings.ReplaceAll(text, "\n", a.eol())}, true
}

// article is a text in lines, and where its front matter is: fence is how it
// is fenced, or empty, and close the index of its last line, or -1. Front
// matter without an end has no fence either and takes the whole text.
type article struct {
	lines []string
	fence string
	close int
}

func (a article) eol() string {
	if strings.HasSuffix(a.lines[0], "\r") {
		return "\r\n"
	}
	return "\n"
}

func frontMatter(lines []string) (fence string, end int) {
	bare := func(s string) string { return strings.TrimRight(s, " \t\r") }
	fence = bare(strings.TrimPrefix(lines[0], "\ufeff"))
	if fence != "---" && fence != "+++" {
		return "", -1
	}
	for i, l := range lines[1:] {
		if bare(l) == fence {
			return fence, i + 1
		}
	}
	return "", len(lines) - 1
}

// entry is a line of the front matter's allow. Only YAML is written, and only
// where its list is written a line each, as in all examples.
func (a article) entry(f diag.Finding) (line int, text string) {
	if a.fence != "---" {
		return 0, ""
	}
	item := fmt.Sprintf("- {rule: %s, by: NAME, reason: \"…\"}\n", f.Rule)
	for i, l := range a.lines[1:a.close] {
		rest, ok := strings.CutPrefix(l, "allow:")
		switch {
		case !ok:
			continue
		case strings.TrimSpace(rest) != "":
			return 0, ""
		}
		next := a.lines[i+2]
		if bare := strings.TrimLeft(next, " "); strings.HasPrefix(bare, "- ") {
			return i + 3, next[:len(next)-len(bare)] + item
		}
		return i + 3, "  " + item
	}
	return a.close + 1, "allow:\n  " + item
}

// comment stands above the block that the finding is in. Inside of it, it
// would cut the block in two, and the one half would no longer be covered.
func (a article) comment(f diag.Finding) (line int, text string) {
	i := a.blockStart(f.Line - 1)
	l := a.lines[i]
	indent := l[:len(l)-len(strings.TrimLeft(l, " \t"))]
	return i + 1, indent + fmt.Sprintf("<!-- nadi-allow %s by=NAME reason=\"…\" -->\n", f.Rule)
}

// blockStart is the first line of the block around a line: blocks end at
// blank lines, but fenced code only at its fence.
func (a article) blockStart(at int) int {
	start, fence, blank := a.close+1, "", true
	for i := a.close + 1; i <= at; i++ {
		l := strings.TrimSpace(a.lines[i])
		switch {
		case fence != "":
			if closes(l, fence) {
				fence = ""
			}
			continue
		case l == "":
			blank = true
			continue
		case blank:
			start, blank = i, false
		}
		fence = opens(l)
	}
	if blank {
		return at
	}
	return start
}

// opens returns the fence with which a line opens code.
func opens(l string) string {
	for _, c := range [...]string{"`", "~"} {
		if n := len(l) - len(strings.TrimLeft(l, c)); n >= 3 && (c == "~" || !strings.Contains(l[n:], "`")) {
			return l[:n]
		}
	}
	return ""
}

func closes(l, fence string) bool {
	return len(l) >= len(fence) && strings.Trim(l, fence[:1]) == ""
}
