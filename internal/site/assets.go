package site

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

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
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(workers())
	claimed := map[string]bool{} // two files of the same bytes are one output
	for _, p := range b.media.used() {
		outs := slices.DeleteFunc(p.outputs(), func(s sized) bool { return claimed[s.path] })
		for _, s := range outs {
			claimed[s.path] = true
		}
		outs = slices.DeleteFunc(outs, func(s sized) bool { return !b.claim(s.path, p.source) })
		if len(outs) > 0 {
			g.Go(func() error { return b.asset(ctx, p, outs) })
		}
	}
	return g.Wait()
}

// asset publishes one file, a picture in each of its sizes. Pictures pass
// image.Draw: none keeps where and by whom it was taken.
func (b *builder) asset(ctx context.Context, p *picture, outs []sized) error {
	outs = slices.DeleteFunc(outs, func(s sized) bool { return b.sink.Current(s.path, p.key(s)) })
	missing, err := b.remembered(p, outs)
	if err != nil || len(missing) == 0 {
		return err
	}
	data, err := fs.ReadFile(b.in.Root, p.source)
	if err != nil {
		return fmt.Errorf("reading %s: %w", p.source, err)
	}
	if sha(data) != p.sum {
		b.findings.Add(changed(p.source))
		return nil
	}
	if !p.image {
		return b.fresh(p, missing[0], data)
	}
	return b.draw(ctx, p, data, missing)
}

// key names all that an output is made from.
func (p *picture) key(s sized) Key {
	if s.Size == (image.Size{}) {
		return Key(hashOf([]byte("asset"), []byte(cleanVersion), p.sum[:]))
	}
	return Key(hashOf([]byte("drawn"), []byte(cleanVersion+" "+drawVersion), p.sum[:], mustJSON(s.Size), []byte(s.tool)))
}

// remembered publishes what the cache holds of a picture and returns the rest.
func (b *builder) remembered(p *picture, outs []sized) (missing []sized, err error) {
	for _, s := range outs {
		record, ok := []byte(nil), false
		if p.raster() {
			record, ok = b.in.Cache.Load(p.key(s))
		}
		if !ok {
			missing = append(missing, s)
		} else if err := b.fresh(p, s, record); err != nil {
			return nil, err
		}
	}
	return missing, nil
}

func (b *builder) fresh(p *picture, s sized, body []byte) error {
	b.outputs.freshAssets.Add(1)
	return b.put(s.path, p.key(s), body)
}

// draw makes sizes of a picture from one decoding.
func (b *builder) draw(ctx context.Context, p *picture, data []byte, outs []sized) error {
	encoders := map[string]image.Encoder{}
	for _, f := range b.formats {
		encoders[f.name] = f.Write
	}
	var sizes []image.Size
	for _, s := range outs {
		sizes = append(sizes, s.Size)
	}
	bodies, err := image.Draw(ctx, p.source, data, sizes, encoders)
	if _, ours := errors.AsType[*image.EncoderError](err); ours || ctx.Err() != nil {
		return fmt.Errorf("drawing %s: %w", p.source, cmp.Or(ctx.Err(), err))
	}
	if err != nil {
		b.findings.Add(unusable(p.source, err))
		return nil
	}
	for i, s := range outs {
		if p.raster() {
			b.in.Cache.Store(p.key(s), bodies[i])
		}
		if err := b.fresh(p, s, bodies[i]); err != nil {
			return err
		}
	}
	return nil
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
