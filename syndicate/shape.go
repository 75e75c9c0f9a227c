package syndicate

import (
	"strings"
	"text/template"
	"unicode"
)

// A template is filled once for each set of parts that an article has, with
// marks in their places; trying other lengths of a part is then only joining.
// The marks are noncharacters, which plain and tidied let into no text.
const (
	markTitle rune = 0xfdd0 + iota
	markDescription
	markLink
	markTags
	markGap // of a part that is empty
)

func mark(r rune) bool { return r >= markTitle && r <= markGap }

// gap is an empty part: false to a template, and yet seen where it is printed.
type gap int

func (gap) String() string { return string(markGap) }

// part is what stands for a part of a text in a template.
func part(s string, as rune) any {
	if s == "" {
		return gap(0)
	}
	return string(as)
}

// shape is a text with holes for title, description, link and hashtags.
type shape []piece

// piece is fixed words, or a hole if it has a mark.
type piece struct {
	mark  rune
	words string
}

func (s shape) has(m rune) bool {
	for _, p := range s {
		if p.mark == m {
			return true
		}
	}
	return false
}

// text fills the holes.
func (s shape) text(title, description, link, tags string) string {
	parts := [...]string{title, description, link, tags}
	n := 0
	for _, p := range s {
		if n += len(p.words); p.mark != 0 {
			n += len(parts[p.mark-markTitle])
		}
	}
	var b strings.Builder
	b.Grow(n)
	for _, p := range s {
		if p.mark != 0 {
			b.WriteString(parts[p.mark-markTitle])
		} else {
			b.WriteString(p.words)
		}
	}
	return composed(b.String())
}

// newShape fills a template. A link that the template writes out is a link
// too, and where the text must carry the link and does not, it is added.
func newShape(t *template.Template, f fields, link string, linked bool) (shape, error) {
	var b strings.Builder
	if t.Tree != nil {
		if err := t.Execute(&b, f); err != nil {
			return nil, err // cannot be: parsed has looked at everything
		}
	}
	s := tidied(b.String())
	if link != "" {
		s = strings.ReplaceAll(s, link+"\n", string(markLink)+"\n")
		s = strings.ReplaceAll(s, link+" ", string(markLink)+" ")
		if rest, ok := strings.CutSuffix(s, link); ok {
			s = rest + string(markLink)
		}
	}
	s = apart(withoutGaps(s))
	if linked && !strings.ContainsRune(s, markLink) { // a post never loses its link
		s += "\n\n" + string(markLink)
	}
	return pieces(oneBlank(s)), nil
}

func pieces(s string) shape {
	var out shape
	begin := 0
	for i, r := range s {
		if !mark(r) {
			continue
		}
		if i > begin {
			out = append(out, piece{words: s[begin:i]})
		}
		out = append(out, piece{mark: r})
		begin = i + len(string(r))
	}
	if begin < len(s) {
		out = append(out, piece{words: s[begin:]})
	}
	return out
}

// oneBlank takes away blanks around lines, repeated blanks in them, empty
// lines at the ends of the text, and all but one of those between.
func oneBlank(s string) string {
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		l = oneLine(l)
		if l == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, l)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// What belongs to a part rather than to its neighbours, so that it goes with
// an empty one: "Title: ", " | #Tag", "(Riverside)".
const (
	openers     = `([{“‘«`
	closers     = `)]}”’»`
	separators  = ` :;,–—-|/·•→&+=*~` + "\u00a0"
	beforeEmpty = separators + openers
	afterEmpty  = separators + closers + ".।"
)

// withoutGaps takes empty parts out, and what separated them from the rest of
// their line.
func withoutGaps(s string) string {
	if !strings.ContainsRune(s, markGap) {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		for strings.ContainsRune(l, markGap) {
			before, after, _ := strings.Cut(l, string(markGap))
			l = joined(before, after)
		}
		lines[i] = l
	}
	return strings.Join(lines, "\n")
}

// joined joins what stood around an empty part.
func joined(before, after string) string {
	head := strings.TrimRight(before, beforeEmpty)
	tail := strings.TrimLeft(after, afterEmpty)
	between := before[len(head):]
	switch {
	case tail == "" && strings.Contains(between, ":") && !strings.ContainsFunc(head, mark):
		return "" // a label of nothing: "Tags: "
	case head == "" || tail == "":
		return head + tail
	}
	if between = strings.Map(without(openers), between); strings.TrimSpace(between) == "" {
		between = " "
	}
	return head + between + tail
}

func without(set string) func(rune) rune {
	return func(r rune) rune {
		if strings.ContainsRune(set, r) {
			return -1
		}
		return r
	}
}

// apart puts a blank where a link or hashtags touch what would become part of
// them, or would keep them from being seen as what they are.
func apart(s string) string {
	in := []rune(s)
	out := make([]rune, 0, len(in)+4)
	for i, r := range in {
		if (r == markLink || r == markTags) && i > 0 && (clings(in[i-1]) || strings.ContainsRune("@$/&=%~+-.", in[i-1])) {
			out = append(out, ' ')
		}
		out = append(out, r)
		if r == markLink && !endsLink(in[i+1:]) || r == markTags && i+1 < len(in) && clings(in[i+1]) {
			out = append(out, ' ')
		}
	}
	return string(out)
}

// clings reports whether a rune makes one word with a hashtag or an address.
func clings(r rune) bool {
	return mark(r) || unicode.In(r, unicode.L, unicode.M, unicode.N) || joiner(r) || r == '_' || r == '#' || r == '·'
}

// endsLink reports whether networks see that an address ends before s: at a
// blank, with marks between that belong to the sentence. The danda is none of
// those; most networks take it for part of the address.
func endsLink(s []rune) bool {
	for _, r := range s {
		if unicode.IsSpace(r) {
			return true
		}
		if !strings.ContainsRune(`.,;:!?)]"'`, r) {
			return false
		}
	}
	return true
}
