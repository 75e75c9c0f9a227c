package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"nadi/internal/diag"
)

// editor is the other side: it says what a script says and keeps what it is
// told. It lives in a bubble of synctest, so that waiting takes no time.
type editor struct {
	t    *testing.T
	in   *io.PipeWriter
	done chan error

	mu  sync.Mutex
	got []heard
}

// heard is anything that a server may say.
type heard struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *fault          `json:"error"`
}

func newEditor(t *testing.T, s *Server) *editor {
	t.Helper()
	inR, inW := io.Pipe()
	outR, outW := io.Pipe()
	e := &editor{t: t, in: inW, done: make(chan error, 1)}
	go func() {
		e.done <- s.Run(t.Context(), inR, outW)
		outW.Close()
		inR.Close()
	}()
	go e.listen(outR)
	return e
}

func (e *editor) listen(r io.Reader) {
	b := bufio.NewReader(r)
	for {
		body, err := readFrame(b)
		if err != nil {
			return
		}
		var h heard
		if err := json.Unmarshal(body, &h); err != nil {
			e.t.Errorf("the server wrote %q: %v", body, err)
		}
		e.mu.Lock()
		e.got = append(e.got, h)
		e.mu.Unlock()
	}
}

func (e *editor) raw(s string) { _, _ = io.WriteString(e.in, s) }

func (e *editor) say(body string) {
	e.raw(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body))
}

func (e *editor) notify(method, params string) {
	e.say(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, params))
}

// heard returns what came since the last call, after all has settled.
func (e *editor) heard() []heard {
	synctest.Wait()
	e.mu.Lock()
	defer e.mu.Unlock()
	got := e.got
	e.got = nil
	return got
}

// rest lets the text rest until it was checked.
func (e *editor) rest() []heard {
	time.Sleep(restTime + time.Millisecond)
	return e.heard()
}

// ask returns the answer to a request.
func (e *editor) ask(method, params string) heard {
	e.t.Helper()
	e.say(fmt.Sprintf(`{"jsonrpc":"2.0","id":"q","method":%q,"params":%s}`, method, params))
	for _, h := range e.heard() {
		if string(h.ID) == `"q"` {
			return h
		}
	}
	e.t.Fatalf("%s was not answered", method)
	return heard{}
}

// begin shakes hands. caps are the editor's capabilities.
func (e *editor) begin(caps string) heard {
	e.t.Helper()
	h := e.ask("initialize", `{"processId":1,"rootUri":"file:///s","workspaceFolders":[{"uri":"file:///s","name":"s"}],"capabilities":`+caps+`}`)
	e.notify("initialized", "{}")
	return h
}

func (e *editor) open(uri, text string) {
	e.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument":{"uri":%q,"languageId":"markdown","version":1,"text":%s}}`, uri, quote(text)))
}

// end says good-bye and returns what Run returned.
func (e *editor) end() error {
	e.t.Helper()
	if h := e.ask("shutdown", "null"); h.Error != nil {
		e.t.Errorf("shutdown: %+v", h.Error)
	}
	e.notify("exit", "null")
	return <-e.done
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// published keeps the last diagnostics of each file.
func shown(hs []heard) map[string]published {
	out := map[string]published{}
	for _, h := range hs {
		if h.Method == publish {
			var p published
			_ = json.Unmarshal(h.Params, &p)
			out[p.URI] = p
		}
	}
	return out
}

// disk is files by path.
type disk map[string]string

func (d disk) read(path string) ([]byte, error) {
	if s, ok := d[strings.ReplaceAll(path, `\`, "/")]; ok {
		return []byte(s), nil
	}
	return nil, fs.ErrNotExist
}

// toy is a server whose check finds two words: a telephone number, an error,
// and "teh", which has a word to write in its place.
func toy(d disk) *Server {
	return &Server{
		Version: "0.3.0",
		Read:    d.read,
		Check: func(ctx context.Context, root string, overlay map[string][]byte) ([]diag.Finding, error) {
			if root != "/s" {
				return nil, errors.New("no such site: " + root)
			}
			var out []diag.Finding
			for p, text := range d {
				rel, _ := within("/s", p)
				if _, open := overlay[rel]; !open {
					out = append(out, toyFindings(rel, text)...)
				}
			}
			for rel, text := range overlay {
				out = append(out, toyFindings(rel, string(text))...)
			}
			return out, ctx.Err()
		},
		Explain: func(rule string) (string, bool) {
			return "About **" + rule + "**.", strings.HasPrefix(rule, "privacy/") || rule == "language/spelling"
		},
		MayStand: func(rule string) bool { return rule != "content/encoding" },
		Fixes: func(f diag.Finding, text []byte) []Edit {
			if f.Rule != "language/spelling" {
				return nil
			}
			return []Edit{{"Write the", spanOf(f), "the"}}
		},
		Complete: func(root, path string, text []byte, line, column int) []Completion {
			return []Completion{{Label: "title", Kind: Key, Detail: fmt.Sprintf("%s %s %d:%d", root, path, line, column)},
				{Label: "हृदय", Insert: "heart", Kind: Topic, Documentation: "Heart", Span: diag.Span{Line: line, Column: 1, EndLine: line, EndColumn: column}}}
		},
	}
}

func toyFindings(rel, text string) []diag.Finding {
	var out []diag.Finding
	for i, line := range strings.Split(text, "\n") {
		for word, f := range map[string]diag.Finding{
			"98765-43211": {Rule: "privacy/phone", Severity: diag.Error, Message: "a telephone number", Hint: "take it out"},
			"teh":         {Rule: "language/spelling", Severity: diag.Warning, Message: "a word nobody knows", Swap: "the"},
		} {
			for at := 0; ; {
				k := strings.Index(line[at:], word)
				if k < 0 {
					break
				}
				from := utf8.RuneCountInString(line[:at+k]) + 1
				out = append(out, f.At(rel, diag.Span{Line: i + 1, Column: from, EndLine: i + 1, EndColumn: from + utf8.RuneCountInString(word)}))
				at += k + len(word)
			}
		}
	}
	return out
}

// apply does what an editor does with a list of edits.
func apply(t *testing.T, text string, edits []textEdit, e encoding) string {
	t.Helper()
	table := newLineTable(text)
	slices.SortFunc(edits, func(a, b textEdit) int { return table.offset(b.Range.Start, e) - table.offset(a.Range.Start, e) })
	for _, x := range edits {
		text = text[:table.offset(x.Range.Start, e)] + x.Text + text[table.offset(x.Range.End, e):]
	}
	return text
}
