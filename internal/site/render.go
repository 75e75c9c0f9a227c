package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"nadi/internal/diag"
	"nadi/internal/theme"
)

// outputs remembers who makes which output, to find two that want one.
type outputs struct {
	mu                                         sync.Mutex
	by                                         map[string]string // path → source
	dirs                                       map[string]string // folder → the source of some file below it
	items                                      map[*entry]Item
	pages                                      []string // locs of pages for the sitemap, in order
	html                                       int
	feeds                                      int
	freshPages, freshFeeds, freshAssets, drawn atomic.Int64
}

// claim notes that source makes path; a clash is a finding that names both.
func (b *builder) claim(path, source string) bool {
	o := &b.outputs
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.by == nil {
		o.by, o.dirs = map[string]string{}, map[string]string{}
	}
	first, taken := o.taken(path)
	if !taken {
		o.by[path] = source
		for dir := folder(path); dir != "" && o.dirs[dir] == ""; dir = folder(dir) {
			o.dirs[dir] = source
		}
		return true
	}
	b.findings.Add(b.clash(path, first, source))
	return false
}

// taken says who stands in the way of path: another source of it, of a file
// where it needs a folder, or of a folder where it is a file.
func (o *outputs) taken(path string) (string, bool) {
	if s, ok := o.by[path]; ok {
		return s, true
	}
	if s, ok := o.dirs[path]; ok {
		return s, true
	}
	for dir := folder(path); dir != ""; dir = folder(dir) {
		if s, ok := o.by[dir]; ok {
			return s, true
		}
		if o.dirs[dir] != "" {
			break // a known folder, and so are those above it
		}
	}
	return "", false
}

// folder is the folder of a path, "" at the top.
func folder(path string) string { return path[:max(0, strings.LastIndexByte(path, '/'))] }

// clash is the finding about two sources of one address. It stands at the one
// that can give way: the one with a written slug, else the newer one.
func (b *builder) clash(path, first, second string) diag.Finding {
	x, y := b.index.bySource[first], b.index.bySource[second]
	if x != nil && (y == nil || x.SlugAt.Line > 0 && y.SlugAt.Line == 0 || (x.SlugAt.Line > 0) == (y.SlugAt.Line > 0) && x.Date.After(y.Date)) {
		first, second, y = second, first, x
	}
	f := diag.Finding{Rule: "site/url-clash", Severity: diag.Error, Path: second,
		Message: fmt.Sprintf("this and %s would both be /%s", first, strings.TrimSuffix(path, "index.html")), Hint: "give this one another slug, for example slug: " + slugHint(y)}
	if y != nil && y.SlugAt.Line > 0 {
		f = f.At(second, y.SlugAt.Span())
	}
	return f
}

func slugHint(e *entry) string {
	if e == nil {
		return "another-name"
	}
	return e.Slug + "-" + e.Date.Format("2006")
}

// render makes all files: pages first, on all processors; then what is made
// from pages (feeds, sitemap, host files) and the assets they use.
func (b *builder) render(ctx context.Context) error {
	if err := b.renderPages(ctx); err != nil {
		return err
	}
	b.outputs.html = len(b.outputs.by)
	for _, step := range []func(context.Context) error{b.renderSearch, b.renderFeeds, b.renderSitemap, b.renderHostFiles, b.renderAssets, b.renderCards} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	b.res.Pages, b.res.Feeds = b.outputs.html, b.outputs.feeds
	b.res.FreshPages, b.res.FreshFeeds = int(b.outputs.freshPages.Load()), int(b.outputs.freshFeeds.Load())
	b.res.Rendered = b.res.FreshPages + b.res.FreshFeeds + int(b.outputs.freshAssets.Load())
	b.res.Drawn = int(b.outputs.drawn.Load())
	b.res.Locs = b.outputs.pages
	return nil
}

func (b *builder) renderPages(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	work := make(chan page, 64)
	for range workers() {
		g.Go(func() error {
			r := renderer{b: b}
			for p := range work {
				if err := r.page(p); err != nil {
					return err
				}
			}
			return nil
		})
	}
	g.Go(func() error {
		defer close(work)
		for p := range b.pages() {
			if !b.claim(p.path, p.source) {
				continue
			}
			if p.sheet != nil && !b.claim(p.sheet.path, p.source) {
				p.sheet = nil
			}
			if !p.hidden {
				b.outputs.pages = append(b.outputs.pages, p.loc)
			}
			select {
			case work <- p:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return g.Wait()
}

// renderer renders pages one after another, reusing its buffers.
type renderer struct {
	b     *builder
	page_ bytes.Buffer
	body  bytes.Buffer
}

// page makes one page, and then the sheet that shows the same text: one worker
// makes both, because an article's text is judged and remembered once.
func (r *renderer) page(p page) error {
	var t *text_
	if p.entry != nil {
		var err error
		if t, err = r.b.text(p.entry); err != nil || t == nil {
			return err
		}
		defer r.b.drop(t)
	}
	if err := r.one(p, t); err != nil || p.sheet == nil {
		return err
	}
	return r.one(*p.sheet, t)
}

// one makes a page unless the sink holds it already. T is its text, if it has
// one.
func (r *renderer) one(p page, t *text_) error {
	b, data := r.b, p.data()
	if t != nil {
		t.describe(data)
	}
	key := b.pageKey(p, data)
	if b.sink.Current(p.path, key) {
		return nil
	}
	if t != nil {
		if err := r.fillBody(t, data); err != nil || t.gone {
			return err
		}
	}
	r.page_.Reset()
	if err := b.theme.Render(&r.page_, p.template, data); err != nil {
		return b.templateError(err)
	}
	b.outputs.freshPages.Add(1)
	b.judgeOutput(p.source, p.path, r.page_.Bytes())
	return b.put(p.path, key, r.page_.Bytes())
}

// pageKey identifies all that a page is made from. The page's data holds the
// keys of the chrome and the body in their stead.
func (b *builder) pageKey(p page, data any) Key {
	hash := b.theme.Hash()
	return Key(hashOf([]byte(b.in.Tool), []byte(p.template), hash[:], mustJSON(data)))
}

func (b *builder) put(path string, key Key, body []byte) error {
	if err := b.sink.Put(File{Path: path, Key: key, Body: body}); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// templateError turns a fault in a theme into a finding, once; anything else
// stays an error.
func (b *builder) templateError(err error) error {
	var te *theme.TemplateError
	if !errors.As(err, &te) {
		return err
	}
	b.findings.Add(te.Finding())
	return nil
}

// fillBody renders the body into the page's data.
func (r *renderer) fillBody(t *text_, data any) error {
	html, err := r.b.html(t, &r.body)
	if err != nil {
		return err
	}
	switch d := data.(type) {
	case *theme.ArticlePage:
		d.Body, d.QR = bodyHTML(html), codeOf(d.Canonical)
	case *theme.PlainPage:
		d.Body = bodyHTML(html)
	case *theme.HandoutPage:
		d.Body, d.QR = bodyHTML(eager(html)), codeOf(d.Canonical)
	}
	return nil
}

// small puts a file made from bytes alone: its key is the hash of its body.
func (b *builder) small(path, source string, body []byte) error {
	if !b.claim(path, source) {
		return nil
	}
	key := Key(sha256.Sum256(body))
	if b.sink.Current(path, key) {
		return nil
	}
	return b.put(path, key, body)
}
