package site

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	stdimage "image"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"nadi/internal/card"
	"nadi/internal/image"
	"nadi/internal/theme"
)

// Drawn cards are planned while the site is assembled, by name: a card's name
// is the hash of all it is made from, so that pages, posts and their keys know
// it and nothing need be drawn for them. Drawing comes last, and only of what
// neither the sink nor the cache holds.

// drawn is a card that some article shows.
type drawn struct {
	spec  card.Spec
	photo *picture // nil for none
	key   Key
	path  string
	mime  string
}

// cards are those of one build, by path.
type cards struct {
	all   map[string]*drawn
	since time.Time // articles older than this have no card of their own
}

// topicCards is for how many topics a card is drawn though no article may show
// it: an old blog can have hundreds.
const topicCards = 50

// planCards gives every article its card, and the front page and topics theirs.
func (b *builder) planCards() {
	choice := b.cfg.Outputs.Cards.S
	if choice == "none" {
		return
	}
	b.cardsOf = cards{all: map[string]*drawn{}}
	if choice == "recent" {
		y, m, d := b.in.Now.In(b.zone).Date() // of the day, so that all builds of a day agree
		b.cardsOf.since = time.Date(y-1, m, d, 0, 0, 0, 0, b.zone)
	}
	for _, l := range b.index.langs {
		s := b.cardSpec(l)
		l.drawn = b.planned(siteCard(s, b.cfg.Site.Organization.Name.In(l.code)), nil)
		for _, t := range l.topics[:min(len(l.topics), topicCards)] {
			s.Title = t.name
			t.drawn = b.planned(s, nil)
		}
	}
	for _, e := range b.index.entries {
		if e.Retracted == nil { // nobody should pass on its title
			e.drawn = b.cardOf(e)
		}
	}
}

// cardOf plans an article's card. An article that is older than a year shows
// its own picture if it has a good one, else the card of its topic, or of the
// site. Where the fonts lack a letter there is no card.
func (b *builder) cardOf(e *entry) *drawn {
	lead := b.shareable(e)
	s := b.cardSpec(e.lang)
	s.Title = e.Title.S
	if len(e.topics) > 0 {
		s.Topic = e.topics[0].name
	}
	if !e.newest().Before(b.cardsOf.since) {
		if lead != nil && (!lead.still() || !card.Fits(lead.width, lead.height)) {
			lead = nil
		}
		return b.planned(s, lead)
	}
	if large(lead) {
		return nil
	}
	if s.Topic == "" {
		return e.lang.drawn
	}
	s.Title, s.Topic = s.Topic, ""
	return b.planned(s, nil)
}

// cardSpec is what all cards of a language share.
func (b *builder) cardSpec(l *language) card.Spec {
	return card.Spec{Lang: l.code, Organization: l10nTitle(b, l), Accent: b.cfg.Theme.Accent.S}
}

// siteCard is the card of all pages that have none of their own.
func siteCard(s card.Spec, organization string) card.Spec {
	s.Title, s.Organization = s.Organization, organization
	return s
}

// newest is when an article is next, or was last, to be sent to readers: what
// an account will post this year has a card of its own, however old it is.
func (e *entry) newest() time.Time {
	t := e.Due()
	for _, w := range e.wishes {
		if w.At.After(t) && !w.Off {
			t = w.At
		}
	}
	if w := e.wish; w.At.After(t) && !w.Off {
		t = w.At
	}
	return t
}

// planned names a card. Articles with the same card share it.
func (b *builder) planned(s card.Spec, photo *picture) *drawn {
	if !card.Covers(s.Title) || !card.Covers(s.Topic) || !card.Covers(s.Organization) {
		return nil
	}
	parts := [][]byte{[]byte("card"), []byte(card.Version), mustJSON(s)}
	if photo != nil {
		parts = append(parts, photo.sum[:])
	}
	d := &drawn{spec: s, photo: photo, key: Key(hashOf(parts...))}
	mime, ext := card.Type(photo != nil)
	d.mime, d.path = mime, "media/card-"+hex.EncodeToString(d.key[:10])+ext
	if same, ok := b.cardsOf.all[d.path]; ok {
		return same
	}
	b.cardsOf.all[d.path] = d
	return d
}

// preview is what networks show when somebody passes on an article's address:
// its card, else its picture, else the theme's card.
func (b *builder) preview(e *entry, s *theme.Social) {
	if b.showCard(s, e.lang, e.drawn) {
		return
	}
	lead := b.shareable(e)
	b.card(s, lead)
	s.ImageAlt = l10nTitle(b, e.lang)
	if large(lead) {
		s.ImageAlt = e.Image.Alt.S
	}
}

// showCard sets a drawn card as the share picture; ok is false if there is
// none.
func (b *builder) showCard(s *theme.Social, l *language, d *drawn) (ok bool) {
	if d == nil {
		return false
	}
	s.Image, s.ImageType, s.Width, s.Height = b.addr.abs("/"+d.path), d.mime, card.Width, card.Height
	s.ImageAlt = word(l, "card.alt", "title", d.spec.Title)
	return true
}

// renderCards draws the cards that neither the sink nor the cache holds, on
// all processors.
func (b *builder) renderCards(ctx context.Context) error {
	b.res.Cards = len(b.cardsOf.all)
	groups := map[string][]*drawn{} // those with the same photograph, for which it is decoded once
	for _, path := range slices.Sorted(maps.Keys(b.cardsOf.all)) {
		d := b.cardsOf.all[path]
		if !b.claim(path, "a drawn card") || b.sink.Current(path, d.key) {
			continue
		}
		name := path
		if d.photo != nil {
			name = d.photo.path
		}
		groups[name] = append(groups[name], d)
	}
	g, ctx := errgroup.WithContext(ctx)
	work := make(chan []*drawn)
	for range min(workers(), len(groups)) {
		g.Go(func() error {
			a := artist{b: b}
			for group := range work {
				if err := a.draw(group); err != nil {
					return err
				}
			}
			return nil
		})
	}
	g.Go(func() error {
		defer close(work)
		for _, name := range slices.Sorted(maps.Keys(groups)) {
			select {
			case work <- groups[name]:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return g.Wait()
}

// artist draws cards one after another.
type artist struct {
	b      *builder
	drawer *card.Drawer // made for the first card that is really drawn
}

// draw puts cards that share their photograph, or one that has none; from the
// cache if they are there.
func (a *artist) draw(group []*drawn) error {
	b := a.b
	photo := sync.OnceValues(func() (stdimage.Image, error) { return b.photo(group[0].photo) })
	for _, d := range group {
		body, ok := b.in.Cache.Load(d.key)
		if !ok {
			img, err := photo()
			if errors.Is(err, errChanged) {
				return nil // a finding says so
			}
			if err != nil {
				return err
			}
			if body, err = a.picture(d, img); err != nil {
				return fmt.Errorf("drawing the card %q: %w", d.spec.Title, err)
			}
			b.in.Cache.Store(d.key, body)
			b.outputs.drawn.Add(1)
		}
		b.outputs.freshAssets.Add(1)
		if err := b.put(d.path, d.key, body); err != nil {
			return err
		}
	}
	return nil
}

func (a *artist) picture(d *drawn, photo stdimage.Image) ([]byte, error) {
	if a.drawer == nil {
		fonts, err := a.b.fonts()
		if err != nil {
			return nil, err
		}
		a.drawer = fonts.NewDrawer()
	}
	return a.drawer.Draw(d.spec, photo)
}

// errChanged means that a file is not what it was when it was looked at first.
var errChanged = errors.New("the file changed")

// photo brings the part of a picture that a card shows. Of one that cannot be
// decoded, as a WebP that moves, the card shows an empty third.
func (b *builder) photo(p *picture) (stdimage.Image, error) {
	if p == nil {
		return nil, nil
	}
	data, err := fs.ReadFile(b.in.Root, p.source)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", p.source, err)
	}
	if sha(data) != p.sum {
		b.findings.Add(changed(p.source))
		return nil, errChanged
	}
	img, err := image.Cover(p.source, data, card.PhotoWidth, card.PhotoHeight)
	if err != nil {
		return stdimage.NewRGBA(stdimage.Rect(0, 0, card.PhotoWidth, card.PhotoHeight)), nil
	}
	return img, nil
}
