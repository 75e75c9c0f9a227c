package markdown

import (
	"bytes"
	"testing"
)

var english = Labels{
	Note: "Note", Warning: "Warning", Emergency: "Emergency", Key: "Key points", Table: "Table", Code: "Code",
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
