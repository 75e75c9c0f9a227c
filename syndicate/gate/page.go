package gate

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"nadi/syndicate"
)

// page is what the head of a page says.
type page struct {
	marker, id string // nadi:content and nadi:id
	canonical  []string
	hidden     string // where it says noindex, or ""
	card       string // og:image
	modified   time.Time
}

// readHead reads a page up to the end of its head.
func readHead(r io.Reader, header http.Header) (*page, error) {
	p := &page{}
	for _, v := range header.Values("X-Robots-Tag") {
		p.robots("the header X-Robots-Tag", v)
	}
	z := html.NewTokenizer(r)
	for {
		switch z.Next() {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return nil, err
			}
			return p, nil
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.DataAtom == atom.Body {
				return p, nil
			}
			p.tag(t)
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "head" {
				return p, nil
			}
		}
	}
}

func (p *page) tag(t html.Token) {
	at := map[string]string{}
	for _, a := range t.Attr {
		if _, twice := at[a.Key]; !twice {
			at[a.Key] = strings.TrimSpace(a.Val)
		}
	}
	switch t.DataAtom {
	case atom.Meta:
		p.meta(strings.ToLower(at["name"]), at["content"])
		p.property(strings.ToLower(at["property"]), at["content"])
	case atom.Link:
		for _, rel := range strings.Fields(strings.ToLower(at["rel"])) {
			if rel == "canonical" {
				p.canonical = append(p.canonical, at["href"])
			}
		}
	}
}

func (p *page) meta(name, content string) {
	switch name {
	case "nadi:content":
		first(&p.marker, content)
	case "nadi:id":
		first(&p.id, content)
	case "robots", "googlebot", "bingbot":
		p.robots("<meta name="+name+">", content)
	}
}

func (p *page) property(name, content string) {
	switch name {
	case "og:image", "og:image:url":
		first(&p.card, content)
	case "article:modified_time":
		if t, err := time.Parse(time.RFC3339, content); err == nil && p.modified.IsZero() {
			p.modified = t
		}
	}
}

func first(to *string, s string) {
	if *to == "" {
		*to = s
	}
}

// robots looks for a rule that hides the page, for whichever robot it is meant.
func (p *page) robots(where, rules string) {
	for _, rule := range strings.Split(strings.ToLower(rules), ",") {
		if i := strings.LastIndexByte(rule, ':'); i >= 0 {
			rule = rule[i+1:]
		}
		if rule = strings.TrimSpace(rule); rule == "noindex" || rule == "none" {
			first(&p.hidden, where)
		}
	}
}

// judge compares a page with an item. Whose page it is comes first, then which
// version: what an old version says of robots does not matter.
func (p *page) judge(item syndicate.Item) *denial {
	switch {
	case p.id == "" || p.marker == "":
		return notYet("if it stays so: does the theme still write nadi:content and nadi:id, and is the right site deployed?",
			"the page that answers does not carry Nadi's marks; it may be an old or another one: %s", item.URL)
	case p.id != item.Name():
		return wrong("two articles may share one address; give one of them another slug", "at this address another article is live, %q and not %s: %s", p.id, item.Name(), item.URL)
	case p.marker != item.Marker && !item.Updated.IsZero() && p.modified.After(item.Updated):
		return &denial{Superseded, "a newer version of the article is live, of " + p.modified.Format("2006-01-02 15:04 -07:00") + ": " + item.URL, "the run that built it posts it"}
	case p.marker != item.Marker:
		return notYet("the deploy may still be under way, or a cache holds the old page", "another version of the article is live: %s", item.URL)
	case p.hidden != "":
		return wrong("previews say noindex and are never announced; deploy to the public site", "the page says in %s that it must not be found (noindex): %s", p.hidden, item.URL)
	}
	return p.judgeCanonical(item)
}

func (p *page) judgeCanonical(item syndicate.Item) *denial {
	if len(p.canonical) == 0 {
		return wrong("the theme must write <link rel=canonical>", "the page does not name its own address (canonical): %s", item.URL)
	}
	for _, c := range p.canonical {
		if !sameAddress(c, item.URL) {
			return wrong("is site.url in nadi.yaml the address that readers use?", "the page says that its right address is %s and not %s", c, item.URL)
		}
	}
	return nil
}

// sameAddress compares addresses as a browser would: नाड़ी and %E0%A4%A8… are
// the same, and so are hosts in capitals.
func sameAddress(a, b string) bool {
	if a == b {
		return true
	}
	x, err := url.Parse(a)
	if err != nil {
		return false
	}
	y, err := url.Parse(b)
	return err == nil && x.Scheme == y.Scheme && strings.EqualFold(x.Host, y.Host) && x.Path == y.Path && x.RawQuery == y.RawQuery && x.Fragment == y.Fragment
}
