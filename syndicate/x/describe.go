package x

import "nadi/syndicate"

const (
	template   = "{{.Title}}\n\n{{.Description}}\n\n{{.Link}}\n\n{{.Hashtags}}"
	maxTags    = 2         // a habit, not a limit: more look like advertising
	maxPicture = 5_000_000 // bytes
	maxAlt     = 1000
)

// Prices in tenths of a US cent, as of 2026-11.
const (
	pricePost = 15
	priceLink = 200 // of a post with a link, in place of pricePost
	priceAlt  = 5   // besides
)

// pictureTypes are the types that are uploaded, with a name for each. An
// animated GIF is a video to X.
var pictureTypes = map[string]string{"image/jpeg": "picture.jpg", "image/png": "picture.png", "image/webp": "picture.webp"}

// Describe tells the limits, which are the same for all accounts.
func (c *Channel) Describe(syndicate.Facts) syndicate.Description {
	d := syndicate.Description{
		Limits:      []syndicate.Limit{{Unit: "characters", Max: maxWeight, Count: weigh}},
		Link:        syndicate.LinkInText,
		Template:    template,
		MaxTags:     maxTags,
		SendTimeout: sendTimeout,
		Price:       c.price,
		Unable: map[syndicate.Ability]string{
			syndicate.CanAmend: "X lets only accounts with Premium change a post, for less than an hour, and the changed post is a new one; remove the post and post again",
		},
	}
	if c.as == asPhoto {
		d.Picture = &syndicate.PictureLimit{Bytes: maxPicture, Types: []string{"image/jpeg", "image/png", "image/webp"}}
		d.Alt = maxAlt
	}
	return d
}

// price is what a post costs. The upload of a picture has no price.
func (c *Channel) price(p syndicate.Post) int {
	sum := pricePost
	if len(addresses(p.Text)) > 0 {
		sum = priceLink
	}
	if c.as == asPhoto && p.Image != nil && p.Image.Alt != "" {
		sum += priceAlt
	}
	return sum
}
