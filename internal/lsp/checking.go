package lsp

import (
	"context"
	"errors"
	"maps"
	"path"
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"nadi/internal/diag"
)

// folder is one site, and what is known of it.
type folder struct {
	root  string
	one   sync.Mutex // held by the check under way
	turn  int        // counts changes: what was begun in an earlier turn is dropped
	timer *time.Timer
	stop  context.CancelFunc // of the check under way
	found map[string][]diag.Finding
	seen  map[string]*document    // the documents that were checked, by path
	shown map[string][]diagnostic // by path from root, for files that are not open
}

// halt ends what was begun.
func (f *folder) halt() {
	f.turn++
	if f.timer != nil {
		f.timer.Stop()
	}
	if f.stop != nil {
		f.stop()
		f.stop = nil
	}
}

// tick says that a site's text has rested.
type tick struct {
	site *folder
	turn int
}

// outcome is a check that has ended.
type outcome struct {
	tick
	found []diag.Finding
	seen  map[string]*document
	texts map[string]*lineTable // files with findings that are not open
	err   error
}

// checkSoon begins the wait for a site's next check, and stops the last one.
func (c *session) checkSoon(root string) {
	f := c.sites[root]
	if f == nil {
		f = &folder{root: root, shown: map[string][]diagnostic{}}
		c.sites[root] = f
	}
	f.halt()
	rest := c.server.Delay
	if rest <= 0 {
		rest = restTime
	}
	t := tick{f, f.turn}
	f.timer = time.AfterFunc(rest, func() { deliver(c.ctx, c.due, t) })
}

func (c *session) checkAll() {
	for root := range c.sites {
		c.checkSoon(root)
	}
}

// checkFolders looks at the editor's folders before any file is opened.
func (c *session) checkFolders() {
	for _, f := range c.folders {
		if c.exists(path.Join(f, settings)) {
			c.checkSoon(f)
		}
	}
}

// begin starts a check of the text as it is now.
func (c *session) begin(t tick) {
	if t.turn != t.site.turn || c.shutdown {
		return
	}
	ctx, stop := context.WithCancel(c.ctx)
	t.site.stop = stop
	seen, overlay := map[string]*document{}, map[string][]byte{}
	for p, d := range c.docs {
		if root, ok := c.home(p); ok && root == t.site.root {
			rel, _ := within(root, p)
			seen[p], overlay[rel] = d, []byte(d.text)
		}
	}
	go func() {
		defer stop()
		o := outcome{tick: t, seen: seen}
		o.found, o.texts, o.err = c.check(ctx, t.site, overlay)
		deliver(c.ctx, c.checked, o)
	}()
}

// check waits for the check before it, which was stopped and may take a
// moment to end: one site is never checked twice at a time.
func (c *session) check(ctx context.Context, f *folder, overlay map[string][]byte) ([]diag.Finding, map[string]*lineTable, error) {
	f.one.Lock()
	defer f.one.Unlock()
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	found, err := c.server.Check(ctx, native(f.root), overlay)
	if err != nil {
		return nil, nil, err
	}
	found = diag.Sort(slices.Clone(found))
	return found, c.texts(f.root, found, overlay), nil
}

// elsewhere is how many files that are not open are shown. An old blog has
// thousands; they are nadi check's to list.
const elsewhere = 100

// texts reads the files that have errors and are not open, to find their
// places. A file that cannot be read is shown as if it had no letters of two
// units.
func (c *session) texts(root string, found []diag.Finding, overlay map[string][]byte) map[string]*lineTable {
	out := map[string]*lineTable{}
	for _, f := range found {
		_, open := overlay[place(f)]
		if open || f.Severity != diag.Error || out[place(f)] != nil || len(out) == elsewhere {
			continue
		}
		var text []byte
		if c.server.Read != nil {
			text, _ = c.server.Read(native(path.Join(root, place(f))))
		}
		out[place(f)] = newLineTable(string(text))
	}
	return out
}

// place is a finding's file. What has none is about the whole site and is
// shown at its settings.
func place(f diag.Finding) string {
	if f.Path == "" {
		return settings
	}
	return f.Path
}

// show tells the editor what a check found, if the text is still the same.
func (c *session) show(o outcome) {
	if o.turn != o.site.turn || c.shutdown {
		return
	}
	if o.err != nil {
		if !errors.Is(o.err, context.Canceled) {
			c.trouble(o.err)
		}
		return
	}
	f := o.site
	c.told, f.stop, f.seen = "", nil, o.seen
	f.found = map[string][]diag.Finding{}
	for _, x := range o.found {
		f.found[place(x)] = append(f.found[place(x)], x)
	}
	c.showOpen(f)
	c.showElsewhere(f, o.texts)
}

// showOpen shows all findings of the files that are open, none as well.
func (c *session) showOpen(f *folder) {
	for _, p := range slices.Sorted(maps.Keys(f.seen)) {
		d := f.seen[p]
		if c.docs[p] != d {
			continue
		}
		rel, _ := within(f.root, p)
		if uri := toURI(p); f.shown[rel] != nil && uri != d.uri {
			c.notify(publish, published{uri, nil, []diagnostic{}}) // the editor spells it another way
		}
		delete(f.shown, rel)
		c.notify(publish, published{d.uri, &d.version, c.diagnostics(f.found[rel], d.lineTable)})
	}
}

// showElsewhere shows the errors of files that are not open, and takes back
// what is mended.
func (c *session) showElsewhere(f *folder, texts map[string]*lineTable) {
	now := map[string][]diagnostic{}
	for rel, t := range texts {
		errs := slices.DeleteFunc(slices.Clone(f.found[rel]), func(x diag.Finding) bool { return x.Severity != diag.Error })
		now[rel] = c.diagnostics(errs, t)
	}
	for rel := range f.shown {
		if now[rel] == nil {
			now[rel] = []diagnostic{}
		}
	}
	for _, rel := range slices.Sorted(maps.Keys(now)) {
		if !slices.Equal(now[rel], f.shown[rel]) {
			c.notify(publish, published{toURI(path.Join(f.root, rel)), nil, now[rel]})
		}
		if f.shown[rel] = now[rel]; len(now[rel]) == 0 {
			delete(f.shown, rel)
		}
	}
}

const publish = "textDocument/publishDiagnostics"

// diagnostics is never nil: an empty list takes back what was shown.
func (c *session) diagnostics(fs []diag.Finding, t *lineTable) []diagnostic {
	out := make([]diagnostic, 0, len(fs))
	for _, f := range fs {
		out = append(out, c.diagnostic(f, t))
	}
	return out
}

func (c *session) diagnostic(f diag.Finding, t *lineTable) diagnostic {
	level := map[diag.Severity]int{diag.Error: 1, diag.Warning: 2}[f.Severity]
	if level == 0 {
		level = 3
	}
	return diagnostic{t.span(spanOf(f), c.count), level, f.Rule, "nadi", said(f)}
}

func spanOf(f diag.Finding) diag.Span {
	return diag.Span{Line: f.Line, Column: f.Column, EndLine: f.EndLine, EndColumn: f.EndColumn}
}

// longest is as much as a person reads beside a text; hover has the rest.
const longest = 400

// said is a finding in words. The hint is left out where it is too much.
func said(f diag.Finding) string {
	text := f.Message
	if n := utf8.RuneCountInString(text + f.Hint); f.Hint != "" && n < longest {
		text += "\n" + f.Hint
	}
	if utf8.RuneCountInString(text) > longest {
		text = string([]rune(text)[:longest-1]) + "…"
	}
	return text
}
