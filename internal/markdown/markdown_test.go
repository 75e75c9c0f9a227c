package markdown

import (
	"bytes"
	"strings"
	"testing"
)

var english = Labels{
	Note: "Note", Warning: "Warning", Emergency: "Emergency", Table: "Table", Code: "Code",
	TaskDone: "done", TaskOpen: "to do", Footnotes: "Footnotes", BackTo: "Back to reference %s", FootnoteRef: "Footnote %s",
	Transcript: "Transcript", WatchOn: "Watch on YouTube", LeavesSite: "opens youtube.com, which may set cookies", Credit: "Credit: %s",
}

func parse(t testing.TB, src string) *Doc {
	t.Helper()
	return New(Options{Labels: english}).Parse([]byte(src), 1, "slug")
}

// as sends every link where it says.
func as(d *Doc) []Target {
	ts := make([]Target, len(d.Links))
	for i, l := range d.Links {
		ts[i] = Target{URL: l.Dest}
	}
	return ts
}

func html(d *Doc, ts []Target) string {
	var b bytes.Buffer
	d.AppendHTML(&b, ts)
	return b.String()
}

func render(t testing.TB, src string) string {
	t.Helper()
	d := parse(t, src)
	return html(d, as(d))
}

func TestDump(t *testing.T) {
	for _, src := range []string{
		"# Top\n\n## मरीज़ों की गोपनीयता\n\n## A *b* {#own}\n\n## A b\n\n## a b\n",
		"![alt *x*](a.png \"Cap\"){credit=\"A *b* c\" people=none foo=1}\n\nText ![in](b.png){lang=hi} more [doc](x.pdf).\n",
		"> [!WARNING] Take **care**\n> body\n\n> [!note]\n\n> [!FOO] x\n",
		"A <b>bold</b> <br> and <script>alert(1)</script> end. <!-- note -->\n\n<div>\n<p>x &amp; y</p><iframe src=\"https://www.youtube.com/embed/abc\"></iframe>z</div>\n",
		"[नमस्ते *दोस्त*]{lang=hi} and [x](http://y){lang=ur} and [a]{b} (c){d}\n",
		"https://youtu.be/dQw4w9WgXcQ\n\n[Wash hands](https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10)\n\n![Talk](talk.mp3){transcript=t.txt}\n",
		"a[^1] b[^1] c[^n]\n\n[^1]: one\n[^n]: two\n\n    more\n",
		"| a | b |  |\n|--:|:-:|--|\n| 1 | 2 | 3 |\n\n- [x] done\n- [ ] todo\n\nTerm\n: def\n\n```go\nx < y\n```\n",
		"[bad](javascript:alert(1)) ![x](data:image/png;base64,AAAA) <vbscript:x> {{< youtube abc >}} {% raw %}\n",
		"See [ref][r] and https://example.org/a_b and a@b.org\n\n[r]: /foo/bar \"T\"\n",
	} {
		d := parse(t, src)
		t.Logf("%s\n=>\n%s\nlinks %+v\nheadings %+v\nspots %+v\ncomments %+v words %d\ntext %q first %q\n", src, html(d, as(d)), d.Links, d.Headings, d.Spots, d.Comments, d.Words, d.Text(), d.FirstSentence(40))
	}
	_ = strings.Join
}
