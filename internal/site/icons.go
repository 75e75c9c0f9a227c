package site

import (
	"context"
	"encoding/hex"

	"nadi/internal/card"
	"nadi/internal/theme"
)

// icons are the site's icons: those of its theme, or its initials on its
// colour. A drawn icon is named after all that it is made from, so that it is
// drawn only where it is missing.
type icons struct {
	theme.Icons
	initials string // of drawn ones
	svg, png string // their paths
	key      Key
}

func (b *builder) planIcons() {
	b.icons.Icons = theme.Icons{SVG: b.theme.AssetPath("favicon.svg"), Touch: b.theme.AssetPath("touch-icon.png")}
	title := b.cfg.Site.Title.In(b.cfg.Site.Codes()[0])
	if b.icons.initials = card.Initials(title); b.icons.SVG != "" || b.icons.Touch != "" || b.icons.initials == "" {
		return
	}
	b.icons.key = Key(hashOf([]byte("icon"), []byte(card.Version), []byte(b.icons.initials), []byte(b.cfg.Theme.Accent.S)))
	name := "assets/icon." + hex.EncodeToString(b.icons.key[:4])
	b.icons.svg, b.icons.png = name+".svg", name+".png"
	b.icons.Icons = theme.Icons{SVG: b.addr.href("/" + b.icons.svg), Touch: b.addr.href("/" + b.icons.png)}
}

func (b *builder) renderIcons(context.Context) error {
	if b.icons.svg == "" {
		return nil
	}
	accent := b.cfg.Theme.Accent.S
	draw := map[string]func(*card.Drawer) ([]byte, error){
		b.icons.svg: func(d *card.Drawer) ([]byte, error) { return d.IconSVG(b.icons.initials, accent), nil },
		b.icons.png: func(d *card.Drawer) ([]byte, error) { return d.IconPNG(b.icons.initials, accent) },
	}
	for _, path := range []string{b.icons.svg, b.icons.png} {
		if !b.claim(path, "the icon") || b.sink.Current(path, b.icons.key) {
			continue
		}
		fonts, err := b.fonts()
		if err != nil {
			return err
		}
		body, err := draw[path](fonts.NewDrawer())
		if err != nil {
			return err
		}
		b.outputs.freshAssets.Add(1)
		if err := b.put(path, b.icons.key, body); err != nil {
			return err
		}
	}
	return nil
}
