package mastodon

import (
	"strconv"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/measure"
)

const template = "{{.Title}}\n\n{{.Description}}\n\n{{.Link}}\n\n{{.Hashtags}}"

// maxTags is a habit, not a limit: more look like advertising.
const maxTags = 4

// repeat is how long a repeat is harmless where the key is honoured: the hour
// for which Mastodon keeps it, less a margin for slow answers and clocks.
const repeat = 50 * time.Minute

// Describe tells the limits of the server that the facts are of.
func (c *Channel) Describe(f syndicate.Facts) syndicate.Description {
	d := syndicate.Description{
		Limits:   []syndicate.Limit{{Unit: "characters", Max: number(f, factCharacters, usualCharacters), Count: c.counter(f)}},
		Link:     syndicate.LinkInText,
		Template: template,
		MaxTags:  maxTags,
		Picture: &syndicate.PictureLimit{
			Bytes:  number(f, factBytes, usualBytes),
			Pixels: number(f, factPixels, usualPixels),
			Types:  pictureTypesOf(f),
		},
		Alt:         number(f, factAlt, usualAlt),
		SendTimeout: sendTimeout,
	}
	if genuine(f) {
		d.Repeat = repeat
	}
	return d
}

// genuine reports whether the server is known to be Mastodon, which honours
// Idempotency-Key and counts as weigh does. Other makes may, and GoToSocial
// does neither; who does not say that it is Mastodon is not trusted.
func genuine(f syndicate.Facts) bool { return f[factSoftware] == "mastodon" }

// counter returns how the server counts a text. The content warning counts as
// part of it, its addresses in full.
func (c *Channel) counter(f syndicate.Facts) func(string) int {
	perURL, warning := number(f, factPerURL, usualPerURL), measure.StrictGraphemes(c.spoiler)
	if f != nil && !genuine(f) {
		warning = measure.Runes(c.spoiler)
		return func(text string) int { return warning + strictest(text, perURL) }
	}
	return func(text string) int { return warning + weigh(text, perURL) }
}

func pictureTypesOf(f syndicate.Facts) []string {
	if types := f[factTypes]; types != "" {
		return strings.Split(types, ",")
	}
	return takes(nil)
}

// number reads a fact, or takes what is usual.
func number(f syndicate.Facts, fact string, usual int) int {
	if n, err := strconv.Atoi(f[fact]); err == nil && n > 0 {
		return n
	}
	return usual
}
