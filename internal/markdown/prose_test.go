package markdown_test

import (
	"fmt"
	"strings"
	"testing"

	"nadi/internal/markdown"
	"nadi/internal/prose"
)

// TestProse demands that every word of a passage has the place where it was
// written.
func TestProse(t *testing.T) {
	src := "Call **Evelyn** Marsh\nat 555-0142 &amp; wait\\!\n\n## Heart\n\n> He said no.\n\n| A | B |\n|---|---|\n| one | two |\n\n![Photo of Ben](ward.jpg \"Ben Doe\"){credit=\"C. Example\"}\n\n    MRN 5520187\n\nSee [हृदय रोग](https://example.org/x?mrn=12 \"A title\") here.\n"
	want := []string{
		"Paragraph \"Call Evelyn Marsh at 555-0142 & wait!\"",
		"Heading \"Heart\"", "Paragraph> \"He said no.\"", "Row \"A | B\"", "Row \"one | two\"",
		"Alt \"Photo of Ben\"", "Caption \"Ben Doe\"", "Code \"MRN 5520187 \"", "Paragraph \"See हृदय रोग here.\"",
		"Address \"ward.jpg\"", "Meta \"C. Example\"", "Address \"https://example.org/x?mrn=12\"", "LinkTitle \"A title\"",
	}
	names := map[prose.Kind]string{prose.Paragraph: "Paragraph", prose.Heading: "Heading", prose.Row: "Row", prose.Alt: "Alt", prose.Caption: "Caption", prose.Code: "Code", prose.Address: "Address", prose.Meta: "Meta", prose.LinkTitle: "LinkTitle"}
	lines := strings.Split(src, "\n")
	var got []string
	d := markdown.New(markdown.Options{}).Parse([]byte(src), 11, "x")
	for p := range d.Prose("en") {
		q := ""
		if p.Quoted {
			q = ">"
		}
		got = append(got, fmt.Sprintf("%s%s %q", names[p.Kind], q, p.Text))
		for _, word := range []string{"Evelyn", "555-0142", "Heart", "said", "two", "Photo", "Doe", "5520187", "रोग", "here", "mrn=12"} {
			i := strings.Index(p.Text, word)
			if i < 0 {
				continue
			}
			s := p.Place(i, i+len(word))
			line := []rune(lines[s.Line-11])
			if at := string(line[s.Column-1 : s.EndColumn-1]); at != word {
				t.Errorf("%q is said to stand at %+v: %q", word, s, at)
			}
		}
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}
