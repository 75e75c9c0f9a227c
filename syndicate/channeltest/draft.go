package channeltest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"time"

	"nadi/syndicate"
)

const (
	firstLine = "Drink before you are thirsty"
	summary   = "What helps on the hottest days, in five steps."
	altText   = "A glass of water on a window sill"
	ourLink   = "https://news.example.org/articles/heat/"
)

// draft is the suite's message for this network, with a picture where the
// network must have one or withPicture asks for it and the network can.
func (b *bench) draft(c syndicate.Channel, withPicture bool) syndicate.Draft {
	b.Helper()
	return b.draftOf(c, "heat", ourLink, withPicture)
}

func (b *bench) draftOf(c syndicate.Channel, item, link string, withPicture bool) syndicate.Draft {
	b.Helper()
	a, desc := b.account(), c.Describe(b.facts)
	d := syndicate.Draft{
		Key: syndicate.Key{Site: "k7m2qd9x", Item: item, Account: a.Name, Occasion: syndicate.Announce},
		Due: b.now().Add(-b.moved() - 5*time.Minute),
		Post: syndicate.Post{Account: a.Name, Channel: a.Channel, Lang: a.Languages[0], Link: link,
			Title: firstLine, Summary: summary, Options: a.Options, Facts: b.facts},
	}
	if desc.MaxTags > 0 {
		d.Post.Hashtags = []string{"Heat"}
	}
	d.Post.Text = wording(desc, d.Post, firstLine)
	if p := desc.Picture; p != nil && (withPicture || p.Required) {
		d.Post.Image = &syndicate.Image{URL: "https://news.example.org/media/heat-5f3a.jpg", Alt: altText}
		d.Media = b.picture(p.Types, altText)
	}
	if b.suite.Draft != nil {
		d = b.suite.Draft(d)
	}
	return d
}

// wording is a text of the usual parts, as the composer would make it.
func wording(desc syndicate.Description, p syndicate.Post, first string) string {
	parts := []string{first}
	if desc.Link == syndicate.LinkInText {
		parts = append(parts, p.Link)
	}
	for _, tag := range p.Hashtags {
		parts = append(parts, "#"+tag)
	}
	return strings.Join(parts, "\n\n")
}

// picture draws one of a type that the network takes.
func (b *bench) picture(types []string, alt string) *syndicate.Media {
	b.Helper()
	m := image.NewPaletted(image.Rect(0, 0, 640, 360), color.Palette{color.White, color.RGBA{0x0b, 0x6e, 0x4f, 0xff}})
	var buf bytes.Buffer
	kind, err := "", error(nil)
	switch {
	case slices.Contains(types, "image/jpeg"):
		kind, err = "image/jpeg", jpeg.Encode(&buf, m, nil)
	case slices.Contains(types, "image/png"):
		kind, err = "image/png", png.Encode(&buf, m)
	case slices.Contains(types, "image/gif"):
		kind, err = "image/gif", gif.Encode(&buf, m, nil)
	default:
		b.Fatalf("Description.Picture takes neither image/jpeg, image/png nor image/gif: %q", types)
	}
	if err != nil {
		b.Fatal(err)
	}
	return &syndicate.Media{Data: buf.Bytes(), Type: kind, Width: 640, Height: 360, Alt: alt}
}

// A stuff is what a text at the limit is made of.
type stuff struct{ name, atom string }

var stuffs = []stuff{
	{"letters", "b"},
	{"emoji families", "👩‍👩‍👧‍👦"},
	{"flags", "🇮🇳"},
	{"Devanagari conjuncts", "क्ष्मि"},
	{"combining marks", "q̣̇"},
	{"markup", "<b>&*_[](){}#+=|.!~`\\\"'@:"},
}

// brim returns the longest text of a stuff that keeps all limits, and one that
// is a letter longer. Tail is kept whole at its end.
func brim(limits []syndicate.Limit, atom, tail string) (full, over string, err error) {
	make := func(atoms, letters int) string {
		return strings.Repeat("a", letters) + strings.Repeat(atom, atoms) + tail
	}
	if !fits(limits, make(1, 1)) {
		return "", "", fmt.Errorf("not even %q fits", make(1, 1))
	}
	most := 1
	for fits(limits, make(2*most, 1)) {
		most *= 2
	}
	atoms := last(most, 2*most, func(n int) bool { return fits(limits, make(n, 1)) })
	letters := 1
	for fits(limits, make(atoms, letters+1)) {
		letters++
	}
	return make(atoms, letters), make(atoms, letters+1), nil
}

// last returns the last number of lo to hi, hi excluded, for which ok holds;
// it holds for lo.
func last(lo, hi int, ok func(int) bool) int {
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; ok(mid) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

func fits(limits []syndicate.Limit, text string) bool {
	for _, l := range limits {
		if l.Count(text) > l.Max {
			return false
		}
	}
	return true
}

// longLink is an address of n characters.
func longLink(n int) string {
	const start = "https://news.example.org/articles/"
	return start + strings.Repeat("heat-", n)[:n-len(start)-1] + "/"
}
