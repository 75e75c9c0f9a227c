package syndicate

import (
	"cmp"
	"strings"
	"text/template"
	"unicode"
)

// Composer makes the posts of one account. It is for one goroutine.
type Composer struct {
	Facts        Facts // of the server, part of every post
	account      Account
	description  Description
	organization string
	templates    map[string]*template.Template
}

// NewComposer makes a composer. The error, of kind Invalid, is about the
// account's template.
func NewComposer(a Account, d Description, organization string) (*Composer, error) {
	c := &Composer{account: a, description: d, organization: plain(organization), templates: map[string]*template.Template{}}
	_, err := c.template(cmp.Or(a.Text, d.Template))
	return c, err
}

// template reads a template once.
func (c *Composer) template(s string) (*template.Template, error) {
	if t := c.templates[s]; t != nil {
		return t, nil
	}
	t, err := parsed(s)
	if err == nil {
		c.templates[s] = t
	}
	return t, err
}

// Post makes the message of an item: its words by the article's wish for the
// account, else its wish for all, else the account's template, else the
// channel's, made to fit the network's measure. The error is of kind Invalid
// and says what the writer can do.
func (c *Composer) Post(it Item) (Post, error) {
	wish := it.WishFor(c.account.Name)
	t, err := c.template(cmp.Or(wish.Text, c.account.Text, c.description.Template))
	if err != nil {
		return Post{}, err
	}
	p := Post{Account: c.account.Name, Channel: c.account.Channel, Lang: it.Lang, Link: it.URL, Title: plain(it.Title), Summary: plain(it.Description),
		Options: c.account.Options, Facts: c.Facts, Video: it.Video}
	if p.Image, err = c.picture(it, wish); err != nil {
		return Post{}, err
	}
	if strings.ContainsFunc(it.URL, unicode.IsSpace) || plain(it.URL) != it.URL {
		return Post{}, Errorf(Invalid, "the address %q is not one that networks make a link of", it.URL)
	}
	f := fitting{template: t, limits: c.description.Limits, title: p.Title, description: p.Summary, link: it.URL, tags: c.hashtags(it),
		organization: c.organization, lang: it.Lang, linked: it.URL != "" && c.description.Link == LinkInText, whose: c.whose(it, wish)}
	if p.Text, p.Hashtags, err = f.fit(); err != nil {
		return Post{}, err
	}
	return p, nil
}

// whose says where the template of a post is written.
func (c *Composer) whose(it Item, w Wish) string {
	switch {
	case w.Text != "":
		return "in " + cmp.Or(it.Source, "the article") + ", syndicate: "
	case c.account.Text != "":
		return "in accounts." + c.account.Name + ".text: "
	}
	return ""
}

// picture is what the post shows: what the article wishes for it, or its own
// picture, or on a link card the page's. One without words for those who
// cannot see it is not sent.
func (c *Composer) picture(it Item, wish Wish) (*Image, error) {
	if c.description.Picture == nil {
		return nil, nil
	}
	im := it.Image
	if wish.Image != nil {
		im = wish.Image
	}
	if im == nil && (c.description.Link == LinkInCard || c.description.Picture.Required) {
		im = it.Card
	}
	if im == nil && c.description.Picture.Required {
		return nil, Errorf(Invalid, "this network shows nothing without a picture: write image: {src: …, alt: what the picture shows} into %s", cmp.Or(it.Source, "the article"))
	}
	if im == nil {
		return nil, nil
	}
	alt := altText(plain(im.Alt), c.description.Alt)
	if alt == "" && c.description.Alt > 0 { // 0: of a card, which has none
		return nil, Errorf(Invalid, "its picture has no alt text: write image: {src: …, alt: what the picture shows} into %s", cmp.Or(it.Source, "the article"))
	}
	return &Image{URL: im.URL, Alt: alt}, nil
}

// Length returns how long a post is by the limit that it comes closest to.
func Length(p Post, d Description) (n, limit int, unit string) {
	most := -1.0
	for _, l := range d.Limits {
		if k := l.Count(p.Text); l.Max > 0 && float64(k)/float64(l.Max) > most {
			most, n, limit, unit = float64(k)/float64(l.Max), k, l.Max, l.Unit
		}
	}
	return n, limit, unit
}
