package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Printer writes findings for people. Line gives the text of a source line,
// or "" when it cannot be had; Mask hides private values in it.
type Printer struct {
	W     io.Writer
	Color bool
	Width int // columns of the terminal; 0 where there is none
	Line  func(path string, line int) string
	Mask  func(string) string
}

// widest is how much of a source line is shown at most; a longer one is cut
// around the place that the finding is about. gutter stands before it.
const (
	widest = 100
	gutter = 8
)

// Print writes one finding: place, message and rule; the line with the place
// marked; the hint.
//
//	content/articles/heat.md:14:11: error: "hart" is not a topic [content/topic]
//	   14 | topics: [hart]
//	      |          ^^^^
//	  hint: did you mean heart?
func (p *Printer) Print(f Finding) {
	fmt.Fprintf(p.W, "%s: %s: %s [%s]\n", place(f), p.paint(f.Severity), f.Message, f.Rule)
	if f.Line > 0 && p.Line != nil {
		p.excerpt(f, p.Line(f.Path, f.Line))
	}
	if f.Hint != "" {
		fmt.Fprintf(p.W, "  hint: %s\n", f.Hint)
	}
}

func place(f Finding) string {
	switch {
	case f.Line == 0:
		return f.Path
	case f.Column == 0:
		return fmt.Sprintf("%s:%d", f.Path, f.Line)
	}
	return fmt.Sprintf("%s:%d:%d", f.Path, f.Line, f.Column)
}

func (p *Printer) paint(s Severity) string {
	if !p.Color {
		return string(s)
	}
	code := map[Severity]string{Error: "31", Warning: "33", Info: "36"}[s]
	return "\x1b[" + code + "m" + string(s) + "\x1b[0m"
}

func (p *Printer) excerpt(f Finding, line string) {
	line = strings.TrimRight(strings.ReplaceAll(line, "\t", " "), "\r\n")
	if strings.TrimSpace(line) == "" || !utf8.ValidString(line) {
		return
	}
	room := widest
	if p.Width > 0 {
		room = max(20, min(room, p.Width-gutter))
	}
	runes := []rune(line)
	from := 0
	if f.Column > room*3/4 {
		from = max(0, min(len(runes), f.Column-1)-room/2)
	}
	to := min(len(runes), from+room)
	shown := string(runes[from:to])
	if p.Mask != nil {
		shown = p.Mask(shown)
	}
	row := ends(shown, from > 0, to < len(runes))
	fmt.Fprintf(p.W, "%5d | %s\n", f.Line, string(row))
	if f.Column == 0 || f.Column-1 < from || f.Column-1 > to {
		return
	}
	width := 1
	if f.EndLine == f.Line && f.EndColumn > f.Column {
		width = f.EndColumn - f.Column
	}
	before, marked := row[:min(f.Column-1-from, len(row))], runes[min(f.Column-1, to):min(f.Column-1+width, to)]
	fmt.Fprintf(p.W, "      | %s%s\n", strings.Repeat(" ", cells(before)), strings.Repeat("^", max(1, cells(marked))))
}

// ends marks where a line was cut, in the place of a letter.
func ends(s string, before, behind bool) []rune {
	rs := []rune(s)
	if before && len(rs) > 0 {
		rs[0] = '…'
	}
	if behind && len(rs) > 0 {
		rs[len(rs)-1] = '…'
	}
	return rs
}

// cells is the width of text on a terminal: combining marks take none, which
// keeps the marker under its word in Devanagari.
func cells(rs []rune) int {
	n := 0
	for _, r := range rs {
		if !combining(r) {
			n++
		}
	}
	return n
}

// combining reports marks that are drawn on their base letter. Spacing vowel
// signs such as ा have a cell of their own.
func combining(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r <= 0x36f, r >= 0x1ab0 && r <= 0x1aff, r >= 0x20d0 && r <= 0x20ff, r == 0x200c, r == 0x200d:
		return true
	case r >= 0x900 && r <= 0x902, r == 0x93a, r == 0x93c, r >= 0x941 && r <= 0x948, r == 0x94d, r >= 0x951 && r <= 0x957, r == 0x962, r == 0x963:
		return true
	}
	return false
}

// GitHub writes a finding as an annotation of GitHub Actions.
func GitHub(w io.Writer, f Finding) {
	kind := map[Severity]string{Error: "error", Warning: "warning", Info: "notice"}[f.Severity]
	esc := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	prop := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	fmt.Fprintf(w, "::%s file=%s", kind, prop.Replace(f.Path))
	if f.Line > 0 {
		fmt.Fprintf(w, ",line=%d", f.Line)
		if f.Column > 0 {
			fmt.Fprintf(w, ",col=%d", f.Column)
		}
	}
	text := f.Message
	if f.Hint != "" {
		text += "\n" + f.Hint
	}
	fmt.Fprintf(w, ",title=%s::%s\n", prop.Replace(f.Rule), esc.Replace(text))
}
