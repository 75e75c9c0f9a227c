package facebook

import (
	"unicode/utf16"

	"nadi/syndicate"
)

// Limits that Nadi keeps. Of the message Facebook documents none: 63,206
// characters is repeated everywhere and said by no page of Meta's, and the
// unit is unknown. A summary needs far less, so 2,000 is kept, in the strictest
// of the likely units.
const (
	maxMessage = 2000
	maxTags    = 3       // a habit, not a limit: more look like advertising
	maxPhoto   = 4000000 // bytes, the 4 MB of practice and not the 10 MB of the reference
	maxAlt     = 1000    // undocumented here; the limit of Meta's other networks
)

const (
	linkTemplate  = "{{.Title}}\n\n{{.Description}}\n\n{{.Hashtags}}"
	photoTemplate = "{{.Title}}\n\n{{.Description}}\n\n{{.Link}}\n\n{{.Hashtags}}"
)

// photoTypes are the types of pictures that are taken, with the names under
// which they are uploaded.
var photoTypes = map[string]string{"image/jpeg": "photo.jpg", "image/png": "photo.png"}

// Describe tells the limits of the shape that the account posts in.
func (c *Channel) Describe(syndicate.Facts) syndicate.Description {
	d := syndicate.Description{
		Limits:      []syndicate.Limit{{Unit: "characters", Max: maxMessage, Count: units}},
		Link:        syndicate.LinkInCard,
		Template:    linkTemplate,
		MaxTags:     maxTags,
		SendTimeout: sendTimeout,
	}
	if c.as == asPhoto {
		d.Link = syndicate.LinkInText
		d.Template = photoTemplate
		d.Picture = &syndicate.PictureLimit{Bytes: maxPhoto, Types: []string{"image/jpeg", "image/png"}, Required: true}
		d.Alt = maxAlt
	}
	return d
}

// units counts UTF-16 code units.
func units(s string) int { return len(utf16.Encode([]rune(s))) }
