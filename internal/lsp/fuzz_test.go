package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"nadi/internal/diag"
)

// FuzzFrame: whatever comes, reading ends, and what is read was sent.
func FuzzFrame(f *testing.F) {
	for _, s := range []string{
		"Content-Length: 2\r\n\r\n{}Content-Length: 0\r\n\r\n",
		"content-length:2\n\n{}", "Content-Type: x\r\nContent-Length: 3\r\n\r\n{}",
		"Content-Length: -1\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n", "Content-Length: 16777217\r\n\r\nxx",
		"\r\n\r\n", ":", "", strings.Repeat("a", maxHeader+1),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		r := bufio.NewReader(bytes.NewReader(in))
		total := 0
		for {
			body, err := readFrame(r)
			total += len(body)
			if total > len(in) {
				t.Fatalf("%d bytes out of %d", total, len(in))
			}
			if err != nil && err != errTooLong {
				break
			}
			if err == nil && !bytes.Contains(in, body) {
				t.Fatalf("%q was not sent", body)
			}
		}
	})
}

// FuzzSession: no sequence of messages stops the server, and all that it
// writes are frames of JSON. Lines are messages; what is no JSON is sent too.
func FuzzSession(f *testing.F) {
	open := `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///s/a.md","version":1,"text":"---\nteh\n---\n😀 teh"}}}`
	change := `{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///s/a.md"},"contentChanges":[{"range":{"start":{"line":9,"character":-3},"end":{"line":0,"character":99}},"text":"x"}]}}`
	act := `{"jsonrpc":"2.0","id":%d,"method":"textDocument/%s","params":{"textDocument":{"uri":"file:///s/a.md"},"position":{"line":1,"character":1},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}},"context":{"only":["source"]}}}`
	f.Add(open + "\n" + change + "\n" + fmt.Sprintf(act, 1, "hover") + "\n" + fmt.Sprintf(act, 1, "codeAction") + "\n" + fmt.Sprintf(act, 2, "completion"))
	f.Add(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}` + "\n" + `{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///s/a.md"}}}`)
	f.Fuzz(func(t *testing.T, talk string) {
		var in bytes.Buffer
		say := func(s string) { fmt.Fprintf(&in, "Content-Length: %d\r\n\r\n%s", len(s), s) }
		say(`{"jsonrpc":"2.0","id":"first","method":"initialize","params":{"rootUri":"file:///s"}}`)
		for line := range strings.Lines(talk) {
			say(strings.TrimRight(line, "\n"))
		}
		var out bytes.Buffer
		s := toy(site())
		s.Delay = time.Nanosecond
		if err := s.Run(t.Context(), &in, &out); err != nil && err != ErrUnfinished {
			t.Fatal(err)
		}
		r := bufio.NewReader(&out)
		for {
			body, err := readFrame(r)
			if err == io.EOF {
				break
			}
			if err != nil || !json.Valid(body) {
				t.Fatalf("wrote %q: %v", body, err)
			}
		}
	})
}

// FuzzActions: no text and no place of a finding makes an edit that does not
// fit the text.
func FuzzActions(f *testing.F) {
	f.Add("---\nallow:\n  - {rule: x}\n---\n\n```\n\nx\n```\n", 3, 1, 3, 9)
	f.Add("+++\n\r\n+++", 1, 0, 0, 0)
	f.Add("", 1, 1, 1, 1)
	f.Add("---", 33, 1, 3, 9)
	f.Fuzz(func(t *testing.T, text string, line, column, endLine, endColumn int) {
		c := newSession(t.Context(), toy(site()), nil)
		d := &document{uri: heat, path: "/s/a.md", lineTable: newLineTable(text)}
		x := diag.Finding{Rule: "language/spelling", Line: line, Column: column, EndLine: endLine, EndColumn: endColumn, Swap: "y"}
		for _, e := range encodings {
			c.count = e
			for _, a := range c.actionsFor(d, x) {
				if a.Edit == nil {
					continue
				}
				for _, x := range a.Edit.Changes[heat] {
					from, to := d.offset(x.Range.Start, e), d.offset(x.Range.End, e)
					if from > to || to > len(text) {
						t.Fatalf("%q: %d to %d", text, from, to)
					}
				}
			}
			if s := d.span(spanOf(x), e); s.End.before(s.Start) {
				t.Fatalf("%q: %+v", text, s)
			}
		}
	})
}
