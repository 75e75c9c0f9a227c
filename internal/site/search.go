package site

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"nadi/internal/markdown"
	"nadi/internal/search"
	"nadi/internal/theme"
)

// searched are an article's words for search, folded and kept with its facts,
// so that an unchanged article is not folded again. Its topics and tags are
// not among them: their names stand elsewhere.
type searched struct {
	Title  string `json:"t,omitempty"` // words with blanks between
	Points string `json:"p,omitempty"` // of key points
	Rest   string `json:"r,omitempty"` // of description and headings
}

func searchedOf(e *entry, doc *markdown.Doc) *searched {
	rest := search.Fold(e.Summary.S)
	for _, h := range doc.Headings {
		rest = append(rest, search.Fold(h.Text)...)
	}
	var points []string
	for _, p := range doc.Points {
		points = append(points, search.Fold(p)...)
	}
	return &searched{strings.Join(search.Fold(e.Title.S), " "), strings.Join(points, " "), strings.Join(rest, " ")}
}

// wordsLoc and shardsLoc are where the index of a language lies, the same for
// every language, whether it lives at the root or below its code.
func wordsLoc(l *language) string  { return "/search/" + l.code + ".json" }
func shardsLoc(l *language) string { return "/search/" + l.code + "/" }

// renderSearch makes the index of each language. It comes after the pages,
// when every article's words are known.
func (b *builder) renderSearch(ctx context.Context) error {
	if !b.cfg.Outputs.Search {
		return nil
	}
	for _, l := range b.index.langs {
		x := search.New(b.searchDocs(l))
		g, ctx := errgroup.WithContext(ctx)
		g.SetLimit(workers())
		for _, s := range x.Shards() {
			if path := file(shardsLoc(l) + s.Name() + ".json"); b.claim(path, "the search index") {
				g.Go(func() error { return b.shard(ctx, path, &s) })
			}
		}
		if err := g.Wait(); err != nil {
			return err
		}
		if err := b.small(file(wordsLoc(l)), "the search index", x.Words()); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) shard(ctx context.Context, path string, s *search.Shard) error {
	key := Key(hashOf([]byte(b.in.Tool), s.Key[:]))
	if ctx.Err() != nil || b.sink.Current(path, key) {
		return ctx.Err()
	}
	b.outputs.freshAssets.Add(1)
	return b.put(path, key, s.Body())
}

// searchDocs are the articles that may be found, the newest first. What is
// withdrawn can be read at its address and is offered to nobody; drafts and
// what is not yet due are in previews only, and not in their index.
func (b *builder) searchDocs(l *language) []search.Doc {
	named := map[*term][]string{} // the words of topics and tags, folded once
	var out []search.Doc
	for _, e := range l.entries {
		if e.Draft || e.scheduled || e.Retracted != nil || e.search == nil {
			continue
		}
		d := search.Doc{Title: e.Title.S, URL: b.plainHref(e.loc), Date: b.date(l, e.Date).Text, Words: search.Words{Title: strings.Fields(e.search.Title), Marked: strings.Fields(e.search.Points), Rest: strings.Fields(e.search.Rest)}}
		if len(e.topics) > 0 {
			d.Topic = e.topics[0].name
		}
		for _, t := range slices.Concat(e.topics, e.tags) {
			if _, ok := named[t]; !ok {
				named[t] = search.Fold(t.name)
			}
			d.Words.Marked = append(d.Words.Marked, named[t]...)
		}
		out = append(out, d)
	}
	return out
}

// plainHref is an address as a script may set it: not escaped where a browser
// escapes it by itself, since escaped Hindi is three times as long.
func (b *builder) plainHref(loc string) string {
	if strings.ContainsAny(loc, "%?#\\") {
		return b.addr.href(loc)
	}
	return b.addr.raw + loc
}

func (b *builder) searchData(l *language, loc string) *theme.SearchPage {
	title := word(l, "title.search")
	d := &theme.SearchPage{Page: b.common(l, "search", title, "", loc, everywhere("/search/")), Headline: title}
	d.NoIndex, d.Alternates = true, nil // a list of what somebody asked for is no page for search engines
	d.Words, d.Shards = b.addr.href(wordsLoc(l)), b.addr.href(shardsLoc(l))
	for _, t := range l.topics {
		d.Topics = append(d.Topics, b.termLink(t))
	}
	return d
}
