package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"nadi/internal/diag"
)

const heat = "file:///s/content/articles/heat.md"

const versioned = `{"workspace":{"workspaceEdit":{"documentChanges":true}}}`

func site() disk { return disk{"/s/nadi.yaml": "site: {}\n"} }

// script runs one talk in a bubble.
func script(t *testing.T, s *Server, talk func(*testing.T, *editor)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		e := newEditor(t, s)
		defer e.in.Close()
		talk(t, e)
	})
}

func TestHandshake(t *testing.T) {
	for _, c := range []struct{ caps, want string }{
		{`{}`, "utf-16"},
		{`{"general":{"positionEncodings":["utf-16"]}}`, "utf-16"},
		{`{"general":{"positionEncodings":["utf-8","utf-16"]}}`, "utf-8"},
		{`{"general":{"positionEncodings":["utf-7","utf-32","utf-8"]}}`, "utf-32"},
	} {
		script(t, toy(site()), func(t *testing.T, e *editor) {
			var r struct {
				Capabilities struct {
					PositionEncoding string
					HoverProvider    bool
				}
				ServerInfo struct{ Name, Version string }
			}
			if err := json.Unmarshal(e.begin(c.caps).Result, &r); err != nil {
				t.Fatal(err)
			}
			if r.Capabilities.PositionEncoding != c.want || !r.Capabilities.HoverProvider || r.ServerInfo.Name != "nadi" || r.ServerInfo.Version != "0.3.0" {
				t.Errorf("%s: %+v", c.caps, r)
			}
			if err := e.end(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestPlaces: one article with emoji and Hindi, in the three ways to count.
func TestPlaces(t *testing.T) {
	text := "---\ntitle: X\n---\n\n😀 फ़ोन 98765-43211 और teh\r\n"
	for enc, want := range map[string]span{
		"utf-16": {position{4, 8}, position{4, 19}},
		"utf-32": {position{4, 7}, position{4, 18}},
		"utf-8":  {position{4, 18}, position{4, 29}},
	} {
		script(t, toy(site()), func(t *testing.T, e *editor) {
			e.begin(`{"general":{"positionEncodings":["` + enc + `"]}}`)
			e.open(heat, text)
			got := shown(e.rest())[heat]
			if len(got.Diagnostics) != 2 || *got.Version != 1 {
				t.Fatalf("%+v", got)
			}
			d := diagnostic{want, 1, "privacy/phone", "nadi", "a telephone number\ntake it out"}
			if x := cmp.Diff(d, got.Diagnostics[0]); x != "" {
				t.Errorf("%s: %s", enc, x)
			}
		})
	}
}

func TestEditing(t *testing.T) {
	script(t, toy(site()), func(t *testing.T, e *editor) {
		e.begin(`{}`)
		e.open(heat, "😀 one\nCall 98765-43211.\n")
		if got := shown(e.rest())[heat]; len(got.Diagnostics) != 1 {
			t.Fatalf("%+v", got)
		}
		// Behind the emoji, which counts two, and over a line's end.
		change := func(version int, changes string) {
			e.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[%s]}`, heat, version, changes))
		}
		change(2, `{"range":{"start":{"line":0,"character":2},"end":{"line":0,"character":2}},"text":" teh"},
			{"range":{"start":{"line":1,"character":4},"end":{"line":1,"character":16}},"text":" us"}`)
		got := shown(e.rest())[heat]
		if len(got.Diagnostics) != 1 || *got.Version != 2 || got.Diagnostics[0].Range != (span{position{0, 3}, position{0, 6}}) {
			t.Fatalf("after an edit: %+v", got)
		}
		change(3, `{"text":"All is well.\n"}`)
		if got := shown(e.rest())[heat]; len(got.Diagnostics) != 0 || *got.Version != 3 {
			t.Errorf("after a full change: %+v", got)
		}
		e.notify("textDocument/didSave", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, heat))
		if got, ok := shown(e.rest())[heat]; !ok || got.Diagnostics == nil {
			t.Error("a saved file was not checked")
		}
	})
}

// TestRest: while somebody types nothing is checked, and what was begun is
// stopped.
func TestRest(t *testing.T) {
	s := toy(site())
	var begun, stopped atomic.Int32
	s.Check = func(ctx context.Context, _ string, overlay map[string][]byte) ([]diag.Finding, error) {
		begun.Add(1)
		select {
		case <-time.After(time.Second):
			return toyFindings("content/articles/heat.md", string(overlay["content/articles/heat.md"])), nil
		case <-ctx.Done():
			stopped.Add(1)
			return toyFindings("content/articles/heat.md", "teh teh teh"), nil
		}
	}
	script(t, s, func(t *testing.T, e *editor) {
		e.begin(`{}`)
		type1 := func(text string) {
			e.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q},"contentChanges":[{"text":%q}]}`, heat, text))
		}
		e.open(heat, "teh")
		for range 20 {
			time.Sleep(restTime / 2)
			type1("teh")
		}
		e.heard()
		if n := begun.Load(); n != 0 {
			t.Errorf("%d checks while typing", n)
		}
		time.Sleep(restTime + 100*time.Millisecond) // the check is under way
		type1("teh teh")
		time.Sleep(2 * time.Second)
		got := shown(e.heard())[heat]
		if begun.Load() != 2 || stopped.Load() != 1 || len(got.Diagnostics) != 2 {
			t.Errorf("%d begun, %d stopped, shown %+v", begun.Load(), stopped.Load(), got)
		}
	})
}

// TestElsewhere: errors of files that are not open are shown where they are,
// warnings are not, and a file that is closed keeps what stands on the disk.
func TestElsewhere(t *testing.T) {
	d := site()
	d["/s/content/articles/a b.md"] = "😀 98765-43211 teh\n"
	script(t, toy(d), func(t *testing.T, e *editor) {
		e.begin(`{}`)
		uri := "file:///s/content/articles/a%20b.md"
		got := shown(e.rest())[uri]
		if len(got.Diagnostics) != 1 || got.Diagnostics[0].Range.Start.Character != 3 {
			t.Fatalf("%+v", got)
		}
		e.open(uri, d["/s/content/articles/a b.md"])
		if got := shown(e.rest())[uri]; len(got.Diagnostics) != 2 {
			t.Errorf("open: %+v", got)
		}
		e.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":2},"contentChanges":[{"text":"well"}]}`, uri))
		if got := shown(e.rest())[uri]; len(got.Diagnostics) != 0 {
			t.Errorf("mended: %+v", got)
		}
		e.notify("textDocument/didClose", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, uri))
		if got := shown(e.rest())[uri]; len(got.Diagnostics) != 1 {
			t.Errorf("closed without saving: %+v", got)
		}
		d["/s/content/articles/a b.md"] = "well\n"
		e.notify("workspace/didChangeWatchedFiles", `{"changes":[]}`)
		if got, ok := shown(e.rest())[uri]; !ok || len(got.Diagnostics) != 0 {
			t.Errorf("mended on the disk: %+v", got)
		}
		e.notify("workspace/didChangeWatchedFiles", `{"changes":[]}`)
		if got := shown(e.rest()); len(got) != 0 {
			t.Errorf("told again: %+v", got)
		}
	})
}

func TestOtherSpelling(t *testing.T) {
	d := site()
	d["/s/content/a'b.md"] = "98765-43211\n"
	script(t, toy(d), func(t *testing.T, e *editor) {
		e.begin(`{}`)
		ours := ""
		for uri := range shown(e.rest()) {
			ours = uri
		}
		theirs := "file:///s/content/a%27b.md"
		if ours == theirs || ours == "" {
			t.Skip("both spell it alike")
		}
		e.open(theirs, d["/s/content/a'b.md"])
		got := shown(e.rest())
		if len(got[theirs].Diagnostics) != 1 || len(got[ours].Diagnostics) != 0 || got[ours].Diagnostics == nil {
			t.Errorf("%+v", got)
		}
	})
}

func TestClosedAndClean(t *testing.T) {
	script(t, toy(site()), func(t *testing.T, e *editor) {
		e.begin(`{}`)
		e.open(heat, "teh")
		e.rest()
		e.notify("textDocument/didClose", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, heat))
		got, ok := shown(e.rest())[heat]
		if !ok || len(got.Diagnostics) != 0 {
			t.Errorf("%+v", got)
		}
	})
}

// TestNoSite: a file of no site, and a buffer that is no file, are left alone.
func TestNoSite(t *testing.T) {
	s := toy(site())
	s.Check = func(_ context.Context, root string, _ map[string][]byte) ([]diag.Finding, error) {
		if root != "/s" {
			t.Errorf("checked %s", root)
		}
		return nil, nil
	}
	script(t, s, func(t *testing.T, e *editor) {
		e.begin(`{}`)
		e.rest()
		e.open("file:///elsewhere/README.md", "teh")
		e.open("untitled:Untitled-1", "teh")
		e.open("file:///s2/content/x.md", "teh")
		if got := shown(e.rest()); len(got) != 0 {
			t.Errorf("%+v", got)
		}
	})
}

// TestTrouble: what fails in the check is told once, and what was shown stays.
func TestTrouble(t *testing.T) {
	s := toy(site())
	s.Check = func(context.Context, string, map[string][]byte) ([]diag.Finding, error) {
		return nil, errors.New("the disk is gone")
	}
	script(t, s, func(t *testing.T, e *editor) {
		e.begin(`{}`)
		var told []string
		for range 3 {
			e.open(heat, "teh")
			for _, h := range e.rest() {
				told = append(told, h.Method+" "+string(h.Params))
			}
		}
		if len(told) != 1 || !strings.Contains(told[0], "the disk is gone") {
			t.Errorf("%q", told)
		}
	})
}

func TestHover(t *testing.T) {
	script(t, toy(site()), func(t *testing.T, e *editor) {
		e.begin(`{}`)
		e.open(heat, "😀 teh\n<!-- nadi-allow privacy/name by=x -->\nwell\n")
		e.rest()
		at := func(line, char int) string {
			h := e.ask("textDocument/hover", fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":%d}}`, heat, line, char))
			return string(h.Result)
		}
		for _, c := range []struct {
			line, char int
			want       string
		}{
			{0, 4, `{"contents":{"kind":"markdown","value":"About **language/spelling**."},"range":{"start":{"line":0,"character":3},"end":{"line":0,"character":6}}}`},
			{1, 20, `{"contents":{"kind":"markdown","value":"About **privacy/name**."},"range":{"start":{"line":1,"character":16},"end":{"line":1,"character":28}}}`},
			{2, 1, "null"},
			{99, 99, "null"},
		} {
			if got := at(c.line, c.char); got != c.want {
				t.Errorf("%d:%d: %s", c.line, c.char, got)
			}
		}
	})
}

func TestExplain(t *testing.T) {
	script(t, toy(site()), func(t *testing.T, e *editor) {
		e.begin(`{}`)
		e.heard()
		e.say(`{"jsonrpc":"2.0","id":7,"method":"workspace/executeCommand","params":{"command":"nadi.explain","arguments":["privacy/name"]}}`)
		hs := e.heard()
		if len(hs) != 2 || hs[0].Method != "window/showMessage" || !strings.Contains(string(hs[0].Params), `"About privacy/name."`) || string(hs[1].Result) != "null" {
			t.Errorf("%+v", hs)
		}
		for _, bad := range []string{`{"command":"rm"}`, `{"command":"nadi.explain","arguments":["no/rule"]}`, `{"command":"nadi.explain","arguments":[1]}`} {
			if h := e.ask("workspace/executeCommand", bad); h.Error == nil || h.Error.Code != badParams {
				t.Errorf("%s: %+v", bad, h)
			}
		}
	})
}

func TestPlain(t *testing.T) {
	text := "**No telephone numbers** · `privacy/phone`\n\nThey reach a patient.\n\nNot so:\n\n```\nCall 98765-43211.\n```\n"
	if got := plain(text); got != "No telephone numbers · privacy/phone\n\nThey reach a patient." {
		t.Errorf("%q", got)
	}
	if got := plain("A.\n\n```\nx\n```\n\nB."); got != "A." {
		t.Errorf("%q", got)
	}
}

func TestCompletion(t *testing.T) {
	script(t, toy(site()), func(t *testing.T, e *editor) {
		e.begin(`{}`)
		e.open(heat, "---\n😀हृ\n---\n")
		h := e.ask("textDocument/completion", fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":1,"character":4}}`, heat))
		want := `[{"label":"title","kind":10,"detail":"/s content/articles/heat.md 2:4","sortText":"0000"},` +
			`{"label":"हृदय","kind":13,"documentation":{"kind":"markdown","value":"Heart"},"textEdit":{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":4}},"newText":"heart"},"sortText":"0001"}]`
		if d := cmp.Diff(want, string(h.Result)); d != "" {
			t.Error(d)
		}
	})
}
