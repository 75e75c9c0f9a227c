package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"golang.org/x/sync/errgroup"

	"nadi/internal/diag"
	"nadi/internal/image"
)

// renderAssets puts the theme's assets, everything in content/static and
// every file that a page uses.
func (b *builder) renderAssets(ctx context.Context) error {
	for _, a := range b.theme.Assets() {
		if err := b.small(a.Path, "the theme's "+a.Name, a.Body); err != nil {
			return err
		}
	}
	statics, err := b.files(staticDir, func(string) bool { return true })
	if err != nil {
		return err
	}
	for _, s := range statics {
		if _, err := b.media.look(s); err != nil {
			b.findings.Add(unusable(s, err))
		}
	}
	g, _ := errgroup.WithContext(ctx)
	g.SetLimit(workers())
	for _, p := range b.media.used() {
		if b.claim(p.path, p.source) {
			g.Go(func() error { return b.asset(p) })
		}
	}
	return g.Wait()
}

// asset publishes one file. Pictures pass image.Clean: none keeps where and
// by whom it was taken.
func (b *builder) asset(p *picture) error {
	key := Key(hashOf([]byte("asset"), []byte(cleanVersion), p.sum[:]))
	if b.sink.Current(p.path, key) {
		return nil
	}
	data, err := fs.ReadFile(b.in.Root, p.source)
	if err != nil {
		return fmt.Errorf("reading %s: %w", p.source, err)
	}
	if sha(data) != p.sum {
		b.findings.Add(changed(p.source))
		return nil
	}
	if p.image {
		if data, err = image.Clean(p.source, data); err != nil {
			b.findings.Add(unusable(p.source, err))
			return nil
		}
	}
	b.outputs.freshAssets.Add(1)
	return b.put(p.path, key, data)
}

func changed(source string) diag.Finding {
	return diag.Finding{Rule: "content/changed", Severity: diag.Error, Path: source, Message: "the file changed while the site was being built", Hint: "build again"}
}

// unusable is the finding about a file that cannot be made safe, at the line
// of a drawing where that is known.
func unusable(source string, err error) diag.Finding {
	f := diag.Finding{Rule: "media/unusable", Severity: diag.Error, Path: source, Message: "this file cannot be published: " + err.Error(),
		Hint: "save it again as JPEG, PNG or plain SVG"}
	if svg, ok := errors.AsType[*image.SVGError](err); ok {
		f.Line, f.Column, f.Message = svg.Line, svg.Column, "this drawing cannot be published: "+svg.Message
		f.Hint = "take that out in a text editor, or save the drawing as plain SVG"
	}
	return f
}
