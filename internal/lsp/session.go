package lsp

import (
	"context"
	"encoding/json"
	"io"
	"slices"

	"nadi/internal/diag"
)

// session is one editor. Its fields belong to the goroutine of Run; checks
// and answers are made in others and come back through the channels.
type session struct {
	ctx    context.Context
	server *Server
	out    io.Writer

	count    encoding
	folders  []string
	client   initializeParams
	docs     map[string]*document // by path
	sites    map[string]*folder   // by root
	pending  map[string]pending   // requests being answered, by id
	due      chan tick
	checked  chan outcome
	answers  chan reply
	asked    int
	told     string // the last trouble that was told, which is told once
	ready    bool
	shutdown bool
	over     bool
	broken   error
}

type pending struct {
	id json.RawMessage
	n  int // which of all: an editor may use an id again after cancelling
}

type reply struct {
	pending
	result any
}

func newSession(ctx context.Context, s *Server, out io.Writer) *session {
	return &session{ctx: ctx, server: s, out: out, count: utf16Units,
		docs: map[string]*document{}, sites: map[string]*folder{}, pending: map[string]pending{},
		due: make(chan tick), checked: make(chan outcome), answers: make(chan reply)}
}

// deliver sends to the session, or gives up when it has ended.
func deliver[T any](ctx context.Context, to chan<- T, v T) {
	select {
	case to <- v:
	case <-ctx.Done():
	}
}

func (c *session) take(f frame) {
	var m message
	switch {
	case f.err == errTooLong:
		c.refuse(nil, badRequest, f.err.Error())
	case f.err == io.EOF || f.err == io.ErrUnexpectedEOF || f.err == io.ErrClosedPipe:
		c.over = true
	case f.err != nil:
		c.broken = f.err // where the next message begins, nobody knows
	case !json.Valid(f.body):
		c.refuse(nil, notJSON, "the message is not JSON")
	case json.Unmarshal(f.body, &m) != nil || m.Version != rpcVersion:
		c.refuse(nil, badRequest, "the message is not of JSON-RPC 2.0")
	case m.Method == "":
		// An answer to a request of ours; none of them needs one.
	case !m.asks():
		c.hear(m)
	case len(m.ID) > 0 && m.ID[0] != '"' && m.ID[0] != '-' && (m.ID[0] < '0' || m.ID[0] > '9'):
		c.refuse(nil, badRequest, "an id is a number or a text")
	default:
		c.ask(m)
	}
}

// hear acts on a notification. One that is not known, or not understood, is
// passed over, as the protocol wants.
func (c *session) hear(m message) {
	if m.Method == "exit" {
		c.over = true
		return
	}
	if !c.ready || c.shutdown {
		return
	}
	switch m.Method {
	case "initialized":
		c.watch()
		c.checkFolders()
	case "textDocument/didOpen":
		with(m, c.open)
	case "textDocument/didChange":
		with(m, c.change)
	case "textDocument/didSave":
		with(m, c.saved)
	case "textDocument/didClose":
		with(m, c.close)
	case "workspace/didChangeWatchedFiles":
		c.checkAll()
	case "$/cancelRequest":
		with(m, c.cancel)
	}
}

func with[P any](m message, do func(P)) {
	var p P
	if json.Unmarshal(m.Params, &p) == nil {
		do(p)
	}
}

// ask answers a request, at once or later.
func (c *session) ask(m message) {
	switch {
	case c.shutdown:
		c.refuse(m.ID, badRequest, "the server is shut down")
		return
	case m.Method == "initialize":
		request(c, m, c.initialize)
		return
	case !c.ready:
		c.refuse(m.ID, notYet, "initialize comes first")
		return
	}
	switch m.Method {
	case "shutdown":
		c.shutdown = true
		c.cancelAll()
		c.reply(m.ID, nil)
	case "textDocument/codeAction":
		request(c, m, c.actions)
	case "textDocument/completion":
		request(c, m, c.complete)
	case "textDocument/hover":
		request(c, m, c.hover)
	case "workspace/executeCommand":
		request(c, m, c.execute)
	default:
		c.refuse(m.ID, noMethod, "there is no method "+m.Method)
	}
}

// request reads the parameters and calls do, which looks at the session and
// returns the work that is left. That is done beside it, so that a slow answer
// holds up neither typing nor its own cancelling.
func request[P any](c *session, m message, do func(P) (func() any, *fault)) {
	var p P
	if err := json.Unmarshal(m.Params, &p); err != nil {
		c.refuse(m.ID, badParams, "the parameters of "+m.Method+" are not what the protocol says")
		return
	}
	work, bad := do(p)
	if bad != nil {
		c.refuse(m.ID, bad.Code, bad.Message)
		return
	}
	if work == nil {
		c.reply(m.ID, nil)
		return
	}
	if m.Method == "initialize" {
		c.reply(m.ID, work())
		return
	}
	c.asked++
	w := pending{m.ID, c.asked}
	c.pending[string(m.ID)] = w
	go func() { deliver(c.ctx, c.answers, reply{w, work()}) }()
}

// answer sends what is ready, unless nobody waits for it any more.
func (c *session) answer(r reply) {
	key := string(r.id)
	if c.pending[key].n != r.n {
		return
	}
	delete(c.pending, key)
	c.reply(r.id, r.result)
}

func (c *session) cancel(p struct {
	ID json.RawMessage `json:"id"`
}) {
	if w, ok := c.pending[string(p.ID)]; ok {
		delete(c.pending, string(p.ID))
		c.refuse(w.id, wasCancelled, "cancelled")
	}
}

func (c *session) cancelAll() {
	for key, w := range c.pending {
		delete(c.pending, key)
		c.refuse(w.id, wasCancelled, "the server is shut down")
	}
	for _, f := range c.sites {
		f.halt()
	}
}

// initialize agrees on what both sides can do.
func (c *session) initialize(p initializeParams) (func() any, *fault) {
	if c.ready {
		return nil, &fault{badRequest, "initialize came already"}
	}
	c.ready, c.client = true, p
	for _, e := range p.Capabilities.General.Encodings {
		if slices.Contains([]encoding{utf8Bytes, utf16Units, codePoints}, encoding(e)) {
			c.count = encoding(e) // the editor names what it likes best first
			break
		}
	}
	roots := []string{p.RootURI}
	for _, f := range p.Folders {
		roots = append(roots, f.URI)
	}
	for _, uri := range roots {
		if root, ok := fromURI(uri); ok && !slices.Contains(c.folders, root) {
			c.folders = append(c.folders, root)
		}
	}
	return func() any {
		return map[string]any{"capabilities": c.capabilities(), "serverInfo": map[string]string{"name": "nadi", "version": c.server.Version}}
	}, nil
}

func (c *session) capabilities() map[string]any {
	out := map[string]any{
		"positionEncoding": c.count,
		"textDocumentSync": map[string]any{"openClose": true, "change": 2, "save": map[string]bool{"includeText": false}},
		"codeActionProvider": map[string]any{
			"codeActionKinds": []string{quickFix, fixAll},
		},
	}
	if c.server.Complete != nil {
		out["completionProvider"] = map[string]any{"triggerCharacters": []string{":", "[", ","}}
	}
	if c.server.Explain != nil {
		out["hoverProvider"] = true
		out["executeCommandProvider"] = map[string]any{"commands": []string{explainWord}}
	}
	return out
}

// watch asks to hear of changes made elsewhere: a person's duties, a consent,
// a file brought in by a branch.
func (c *session) watch() {
	if !c.client.Capabilities.Workspace.Watched.Dynamic {
		return
	}
	glob := func(p string) map[string]string { return map[string]string{"globPattern": p} }
	c.send(note{rpcVersion, "nadi-watch", "client/registerCapability", map[string]any{
		"registrations": []map[string]any{{"id": "nadi-watch", "method": "workspace/didChangeWatchedFiles",
			"registerOptions": map[string]any{"watchers": []map[string]string{glob("**/" + settings), glob("**/content/**/*.{md,yaml,yml,json,toml}")}}}}}})
}

// trouble tells a person what went wrong in the server's own house, once.
func (c *session) trouble(err error) {
	if text := err.Error(); text != c.told {
		c.told = text
		c.notify("window/logMessage", messageParams{1, "nadi: " + text})
	}
}

// findingsOf returns what is known of a document: nothing, when it has been
// changed since.
func (c *session) findingsOf(d *document) []diag.Finding {
	for root, f := range c.sites {
		if rel, ok := within(root, d.path); ok && f.seen[d.path] == d {
			return f.found[rel]
		}
	}
	return nil
}
