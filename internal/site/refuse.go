package site

import (
	"context"

	"nadi/internal/diag"
)

// nowhere_ is a sink that forgets everything, for looking before building.
type nowhere_ struct{}

func (nowhere_) Current(string, Key) bool { return false }
func (nowhere_) Put(File) error           { return nil }

// refuse finds the articles that must be left out so that the rest can be
// published: those with an error of their own. It builds into nothing until
// no further article is refused, because leaving one out can break another.
// The findings are why.
func refuse(ctx context.Context, in Input) (map[string]bool, []diag.Finding, error) {
	refused := map[string]bool{}
	var why []diag.Finding
	if in.Facts == nil {
		in.Facts = NewMemo(nil)
	}
	for {
		b := newBuilder(in, nowhere_{})
		for source := range refused {
			b.content.refused[source] = true
		}
		res, err := b.build(ctx)
		if err != nil {
			return refused, why, err
		}
		more := false
		for _, f := range res.Findings {
			if f.Severity == diag.Error && b.isContent(f.Path) && !refused[f.Path] {
				more = true
				why = append(why, f)
			}
		}
		if !more {
			return refused, why, nil
		}
		for _, f := range why {
			refused[f.Path] = true
		}
	}
}

// isContent reports whether a path is that of an article or page.
func (b *builder) isContent(path string) bool {
	for _, a := range b.content.articles {
		if a.Source == path {
			return true
		}
	}
	for _, a := range b.content.pages {
		if a.Source == path {
			return true
		}
	}
	return b.content.refused[path]
}
