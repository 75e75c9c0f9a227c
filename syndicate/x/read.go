package x

import (
	"context"
	"encoding/json"
	"errors"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

const (
	perPage  = "100" // the most that X gives at once
	maxPages = 32    // as far back as X lets one read
	// slack is how much earlier than its sending a post may be dated: clocks
	// differ.
	slack = 2 * time.Minute
	// youngest is how long ago the start of a search must be.
	youngest = 15 * time.Second
)

// tweet is a post as it is read back.
type tweet struct {
	ID       string    `json:"id"`
	Text     string    `json:"text"` // links shortened, & < > as in HTML
	At       time.Time `json:"created_at"`
	Thread   string    `json:"conversation_id"` // the post that began it
	Entities struct {
		URLs []link `json:"urls"`
	} `json:"entities"`
}

// answers reports an answer to a post, be it one of the account's own.
func (t *tweet) answers() bool { return t.Thread != "" && t.Thread != t.ID }

type link struct {
	Short    string `json:"url"`
	Expanded string `json:"expanded_url"`
	Unwound  string `json:"unwound_url"` // where the expanded one leads
}

type timeline struct {
	Data   []tweet   `json:"data"`
	Errors []problem `json:"errors"`
	Meta   struct {
		Next string `json:"next_token"`
	} `json:"meta"`
}

// Recent reads the account's posts, newest first, without its answers: they
// carry the address, too, and announce nothing. Each post that is read costs a
// tenth of a cent, so no older ones are asked for.
func (c *Channel) Recent(ctx context.Context, since time.Time) ([]syndicate.Seen, error) {
	tweets, err := c.recent(ctx, since)
	if err != nil {
		return nil, err
	}
	var all []syndicate.Seen
	for _, t := range tweets {
		if t.answers() {
			continue
		}
		all = append(all, syndicate.Seen{Receipt: receiptOf(t.ID), At: t.At.UTC(), Links: t.links(), Text: t.words()})
	}
	return all, nil
}

func (c *Channel) recent(ctx context.Context, since time.Time) ([]tweet, error) {
	id, err := c.whoami(ctx)
	if err != nil {
		return nil, err
	}
	var all []tweet
	next := ""
	for range maxPages {
		list, err := c.page(ctx, id, since, next)
		if err != nil {
			return nil, err
		}
		all = append(all, list.Data...)
		if list.Meta.Next == "" || list.Meta.Next == next {
			break
		}
		next = list.Meta.Next
	}
	all = slices.DeleteFunc(all, func(t tweet) bool { return t.At.Before(since) })
	slices.SortStableFunc(all, func(a, b tweet) int { return b.At.Compare(a.At) })
	return all, nil
}

// page reads one page. In 2026 X renamed the parameter that asks for dates and
// links; a server that does not know one of the names is asked by the other.
// Posts without their dates and links are as good as unread, and must not pass
// for an account that has said nothing.
func (c *Channel) page(ctx context.Context, id string, since time.Time, next string) (timeline, error) {
	list, err := c.pageBy(ctx, id, since, next)
	if unnamed(err, c.fields()) || err == nil && list.blind() {
		c.legacy = !c.legacy
		list, err = c.pageBy(ctx, id, since, next)
	}
	switch {
	case err != nil:
		return timeline{}, err
	case list.blind():
		return timeline{}, c.silent("X sent the account's posts without their dates and links", list.Errors)
	case len(list.Data) == 0 && len(list.Errors) > 0:
		return timeline{}, c.silent("X did not show the account's posts", list.Errors)
	}
	return list, nil
}

func (c *Channel) pageBy(ctx context.Context, id string, since time.Time, next string) (timeline, error) {
	if latest := c.now().Add(-youngest); since.After(latest) {
		since = latest
	}
	query := url.Values{
		"max_results": {perPage},
		"exclude":     {"retweets"},
		"start_time":  {since.UTC().Format("2006-01-02T15:04:05Z")},
		c.fields():    {"created_at,entities,conversation_id"},
	}
	if next != "" {
		query.Set("pagination_token", next)
	}
	var list timeline
	err := c.call(ctx, wire.Request{Method: http.MethodGet, Path: "/2/users/" + url.PathEscape(id) + "/tweets", Query: query}, &list)
	return list, err
}

func (c *Channel) fields() string {
	if c.legacy {
		return "tweet.fields"
	}
	return "post.fields"
}

// unnamed reports that X does not know a parameter.
func unnamed(err error, parameter string) bool {
	var e *syndicate.Error
	return errors.As(err, &e) && e.Status == http.StatusBadRequest && strings.Contains(e.Message, parameter)
}

// blind reports a list without dates. They are asked for together with the
// links: where a date is there, a missing link was never in the post.
func (l *timeline) blind() bool {
	return slices.ContainsFunc(l.Data, func(t tweet) bool { return t.At.IsZero() })
}

// links are the addresses of a post, expanded.
func (t *tweet) links() []string {
	var all []string
	for _, l := range t.Entities.URLs {
		for _, a := range []string{l.Expanded, l.Unwound} {
			if a != "" && !slices.Contains(all, a) {
				all = append(all, a)
			}
		}
	}
	return all
}

// words is the text as it was sent: links expanded, without that of the
// picture, which X appends.
func (t *tweet) words() string {
	text := t.Text
	for _, l := range t.Entities.URLs {
		long := l.Expanded
		if strings.Contains(long, "/status/"+t.ID+"/photo/") {
			long = ""
		}
		if l.Short != "" {
			text = strings.ReplaceAll(text, l.Short, long)
		}
	}
	return strings.TrimSpace(html.UnescapeString(text))
}

// Find looks for a post with one of the article's addresses among those since
// it was sent; of several, the one with the words that were sent. An answer
// must have these words: the post that it answers has the address, too. Not to
// see it proves nothing, for the list may lag.
func (c *Channel) Find(ctx context.Context, s syndicate.Sought) (syndicate.Answer, syndicate.Receipt, error) {
	var sent payload
	if s.Payload != nil && json.Unmarshal(s.Payload, &sent) != nil {
		sent = payload{}
	}
	tweets, err := c.recent(ctx, s.Since.Add(-slack))
	if err != nil {
		return syndicate.NotSeen, syndicate.Receipt{}, err
	}
	said := func(t tweet) bool { return sent.Text != "" && plainText(t.words()) == plainText(sent.Text) }
	hits := slices.DeleteFunc(tweets, func(t tweet) bool {
		return !syndicate.Carries(t.links(), s.Links) || sent.Reply != nil && !said(t) ||
			sent.Text != "" && t.answers() != (sent.Reply != nil)
	})
	if len(hits) == 0 {
		return syndicate.NotSeen, syndicate.Receipt{}, nil
	}
	return syndicate.Found, receiptOf(hits[max(0, slices.IndexFunc(hits, said))].ID), nil
}

// plainText is a text without differences that X makes on its way.
func plainText(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }
