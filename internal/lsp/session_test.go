package lsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// TestCancel: a request that is cancelled is answered at once and once, and
// its id can be used again.
func TestCancel(t *testing.T) {
	s := toy(site())
	s.Complete = func(string, string, []byte, int, int) []Completion {
		time.Sleep(time.Minute)
		return nil
	}
	script(t, s, func(t *testing.T, e *editor) {
		e.begin(`{}`)
		e.open(heat, "x")
		e.rest()
		req := fmt.Sprintf(`{"jsonrpc":"2.0","id":41,"method":"textDocument/completion","params":{"textDocument":{"uri":%q},"position":{"line":0,"character":0}}}`, heat)
		e.say(req)
		e.notify("$/cancelRequest", `{"id":41}`)
		hs := e.heard()
		if len(hs) != 1 || hs[0].Error == nil || hs[0].Error.Code != wasCancelled || string(hs[0].ID) != "41" {
			t.Fatalf("%+v", hs)
		}
		time.Sleep(30 * time.Second)
		e.say(req)
		time.Sleep(40 * time.Second)
		if hs := e.heard(); len(hs) != 0 {
			t.Errorf("the first was answered after all: %+v", hs)
		}
		time.Sleep(40 * time.Second)
		if hs := e.heard(); len(hs) != 1 || string(hs[0].Result) != "[]" {
			t.Errorf("the second: %+v", hs)
		}
		e.notify("$/cancelRequest", `{"id":"never"}`)
		e.say(req)
		if err := e.end(); err != nil {
			t.Error(err)
		}
		time.Sleep(2 * time.Minute)
	})
}

// TestNonsense: what is not understood is answered with the right code, and
// the next request is served.
func TestNonsense(t *testing.T) {
	for _, c := range []struct {
		say  string
		code int
		id   string
	}{
		{`{"jsonrpc":"2.0","id":1,"method":"textDocument/rename","params":{}}`, noMethod, "1"},
		{`{"jsonrpc":"2.0","id":"a","method":"$/odd"}`, noMethod, `"a"`},
		{`{`, notJSON, "null"},
		{``, notJSON, "null"},
		{`[]`, badRequest, "null"},
		{`[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]`, badRequest, "null"},
		{`{"jsonrpc":"1.0","id":1,"method":"shutdown"}`, badRequest, "null"},
		{`{"jsonrpc":"2.0","id":{},"method":"shutdown"}`, badRequest, "null"},
		{`{"jsonrpc":"2.0","id":2,"method":"textDocument/hover"}`, badParams, "2"},
		{`{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{"position":"x"}}`, badParams, "2"},
		{`{"jsonrpc":"2.0","id":2,"method":"initialize","params":{}}`, badRequest, "2"},
		{`{"jsonrpc":"2.0","method":"textDocument/rename"}`, 0, ""},
		{`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":7}`, 0, ""},
		{`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///s/none.md"}}}`, 0, ""},
		{`{"jsonrpc":"2.0","id":"nadi-watch","result":null}`, 0, ""},
	} {
		script(t, toy(site()), func(t *testing.T, e *editor) {
			e.begin(`{}`)
			e.rest()
			e.say(c.say)
			hs := e.heard()
			switch {
			case c.code == 0 && len(hs) != 0:
				t.Errorf("%s: %+v", c.say, hs)
			case c.code != 0 && (len(hs) != 1 || hs[0].Error == nil || hs[0].Error.Code != c.code || string(hs[0].ID) != c.id):
				t.Errorf("%s: %+v", c.say, hs)
			}
			if err := e.end(); err != nil {
				t.Errorf("%s: %v", c.say, err)
			}
		})
	}
}

func TestTooLong(t *testing.T) {
	script(t, toy(site()), func(t *testing.T, e *editor) {
		e.begin(`{}`)
		e.rest()
		e.raw(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", maxBody+1, strings.Repeat(" ", maxBody+1)))
		if hs := e.heard(); len(hs) != 1 || hs[0].Error == nil || hs[0].Error.Code != badRequest {
			t.Errorf("%+v", hs)
		}
		if err := e.end(); err != nil {
			t.Error(err)
		}
	})
}

func TestEnds(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*editor)
		want error
	}{
		"exit alone":      {func(e *editor) { e.begin(`{}`); e.notify("exit", "null") }, ErrUnfinished},
		"exit at once":    {func(e *editor) { e.notify("exit", "null") }, ErrUnfinished},
		"the editor died": {func(e *editor) { e.begin(`{}`); e.open(heat, "teh"); e.in.Close() }, ErrUnfinished},
		"died in a word":  {func(e *editor) { e.begin(`{}`); e.raw("Content-Length: 90\r\n\r\n{"); e.in.Close() }, ErrUnfinished},
		"no length":       {func(e *editor) { e.begin(`{}`); e.raw("Hello: 1\r\n\r\n") }, errHeader},
		"shut, then died": {func(e *editor) { e.begin(`{}`); e.ask("shutdown", "null"); e.in.Close() }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			script(t, toy(site()), func(t *testing.T, e *editor) {
				c.do(e)
				if err := <-e.done; !errors.Is(err, c.want) {
					t.Errorf("got %v", err)
				}
			})
		})
	}
}

func TestOrder(t *testing.T) {
	script(t, toy(site()), func(t *testing.T, e *editor) {
		if h := e.ask("textDocument/hover", `{}`); h.Error == nil || h.Error.Code != notYet {
			t.Errorf("before initialize: %+v", h)
		}
		e.open(heat, "teh")
		e.begin(`{}`)
		if got := shown(e.rest()); len(got) != 0 {
			t.Errorf("a file opened before initialize was checked: %+v", got)
		}
		e.ask("shutdown", "null")
		if h := e.ask("textDocument/hover", `{}`); h.Error == nil || h.Error.Code != badRequest {
			t.Errorf("after shutdown: %+v", h)
		}
		e.notify("exit", "null")
		if err := <-e.done; err != nil {
			t.Error(err)
		}
	})
}

func TestWatch(t *testing.T) {
	script(t, toy(site()), func(t *testing.T, e *editor) {
		e.begin(`{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}`)
		hs := e.heard()
		if len(hs) != 1 || hs[0].Method != "client/registerCapability" {
			t.Errorf("%+v", hs)
		}
	})
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestNobodyListens(t *testing.T) {
	in := strings.NewReader("Content-Length: 58\r\n\r\n" + `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`)
	if err := toy(site()).Run(t.Context(), in, full{}); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("got %v", err)
	}
}

func TestContextEnds(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	defer w.Close()
	stop()
	if err := toy(site()).Run(ctx, r, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
