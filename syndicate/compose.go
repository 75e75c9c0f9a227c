package syndicate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"
	"unicode"

	"nadi/internal/text"
)

// Composer makes the posts of one account. It is for one goroutine.
type Composer struct {
	Facts        Facts // of the server, part of every post
	account      Account
	description  Description
	organization string
	templates    map[string]*wording
}

// wording is a template and what the composer must know of it.
type wording struct {
	template *template.Template
	fixed    bool // it says the same of every article: nothing in it can be shortened
	hasLink  bool
}

// fields are what a template can use.
type fields struct {
	Title, Description, Link, Hashtags, Organization, Lang string
}

// fieldNames are they, for messages.
var fieldNames = []string{"Title", "Description", "Link", "Hashtags", "Organization", "Lang"}

// NewComposer makes a composer. The error, of kind Invalid, is about the
// account's template.
func NewComposer(a Account, d Description, organization string) (*Composer, error) {
	c := &Composer{account: a, description: d, organization: organization, templates: map[string]*wording{}}
	_, err := c.wording(cmp.Or(a.Text, d.Template))
	return c, err
}

// CheckTemplate says what is wrong with the template of a post.
func CheckTemplate(s string) error {
	_, err := parsed(s)
	return err
}

func (c *Composer) wording(s string) (*wording, error) {
	if w := c.templates[s]; w != nil {
		return w, nil
	}
	w, err := parsed(s)
	if err != nil {
		return nil, err
	}
	if !w.hasLink && c.description.Link == LinkInText { // a post never loses its link
		w.template = template.Must(template.New("post").Option("missingkey=error").Parse(strings.TrimRight(s, " \n") + "\n\n{{.Link}}"))
	}
	c.templates[s] = w
	return w, nil
}

// parsed reads a template and looks through it, so that a mistyped field is
// found when the settings are read and not when a post is due.
func parsed(s string) (*wording, error) {
	t, err := template.New("post").Option("missingkey=error").Parse(s)
	if err != nil {
		return nil, &Error{Kind: Invalid, Message: fmt.Sprintf("the template %q cannot be read: %s", shortened(s), strings.TrimPrefix(err.Error(), "template: post:")),
			Hint: "fields are written {{.Title}}; there are " + dotted(fieldNames)}
	}
	w := &wording{template: t, fixed: true}
	if err := w.inspect(t.Root, s); err != nil {
		return nil, err
	}
	return w, nil
}

// inspect finds the fields of a template.
func (w *wording) inspect(n parse.Node, s string) error {
	var unknown string
	walk(n, func(f *parse.FieldNode) {
		name := f.Ident[0]
		switch {
		case !slices.Contains(fieldNames, name) || len(f.Ident) > 1:
			unknown = cmp.Or(unknown, strings.Join(f.Ident, "."))
		case name == "Link":
			w.hasLink = true
		case name == "Title" || name == "Description":
			w.fixed = false
		}
	})
	if unknown == "" {
		return nil
	}
	e := &Error{Kind: Invalid, Message: fmt.Sprintf("the template %q asks for .%s, which there is not; there are %s", shortened(s), unknown, dotted(fieldNames))}
	if near := text.Nearest(unknown, fieldNames); near != "" {
		e.Message += "; did you mean ." + near + "?"
	}
	return e
}

func dotted(names []string) string { return "." + strings.Join(names, " .") }

func shortened(s string) string { return text.Shorten(strings.Join(strings.Fields(s), " "), 60) }

// walk visits the fields of a template, in branches and pipes too.
func walk(n parse.Node, visit func(*parse.FieldNode)) {
	switch n := n.(type) {
	case *parse.FieldNode:
		visit(n)
	case *parse.ListNode:
		if n != nil {
			for _, x := range n.Nodes {
				walk(x, visit)
			}
		}
	case *parse.ActionNode:
		walk(n.Pipe, visit)
	case *parse.PipeNode:
		if n != nil {
			for _, x := range n.Cmds {
				walk(x, visit)
			}
		}
	case *parse.CommandNode:
		for _, x := range n.Args {
			walk(x, visit)
		}
	case *parse.IfNode:
		branch(&n.BranchNode, visit)
	case *parse.WithNode:
		branch(&n.BranchNode, visit)
	case *parse.RangeNode:
		branch(&n.BranchNode, visit)
	}
}

func branch(n *parse.BranchNode, visit func(*parse.FieldNode)) {
	walk(n.Pipe, visit)
	walk(n.List, visit)
	walk(n.ElseList, visit)
}

// Post makes the message of an item: its words by the article's wish for the
// account, else its wish for all, else the account's template, else the
// channel's, made to fit the network's measure. The error is of kind Invalid
// and says what the writer can do.
func (c *Composer) Post(it Item) (Post, error) {
	wish := it.WishFor(c.account.Name)
	w, err := c.wording(cmp.Or(wish.Text, c.account.Text, c.description.Template))
	if err != nil {
		return Post{}, err
	}
	p := Post{Account: c.account.Name, Channel: c.account.Channel, Lang: it.Lang, Link: it.URL, Title: plain(it.Title), Summary: plain(it.Description),
		Options: c.account.Options, Facts: c.Facts, Video: it.Video}
	if p.Image, err = c.picture(it, wish); err != nil {
		return Post{}, err
	}
	f := fitting{w: w, limits: c.description.Limits, fields: fields{p.Title, p.Summary, it.URL, "", c.organization, it.Lang}}
	if p.Text, p.Hashtags, err = f.fit(c.hashtags(it)); err != nil {
		return Post{}, err
	}
	return p, nil
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
	if im == nil {
		return nil, nil
	}
	alt := words(plain(im.Alt), c.description.Alt)
	if alt == "" && c.description.Alt > 0 {
		return nil, &Error{Kind: Invalid, Message: "its picture has no alt text", Hint: "write image: {src: …, alt: what the picture shows} into " + it.Source}
	}
	return &Image{URL: im.URL, Alt: alt}, nil
}

// plain is a text in one line, composed (NFC), without controls and without
// the signs that turn the direction of what follows.
func plain(s string) string {
	s = text.NFC(s)
	if strings.ContainsFunc(s, unwanted) {
		s = strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return ' '
			}
			if unwanted(r) {
				return -1
			}
			return r
		}, s)
	}
	return strings.Join(strings.Fields(s), " ")
}

func unwanted(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
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
