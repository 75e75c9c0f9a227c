package facebook

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"nadi/syndicate"
)

const (
	perPage  = 100 // the most that Facebook gives at once
	maxPages = 10  // more than the year's worth of posts that Facebook lets be read
	// slack is how much earlier than its sending a post may be dated: clocks
	// differ.
	slack      = 2 * time.Minute
	timeLayout = "2006-01-02T15:04:05-0700"
	postFields = "id,message,created_time,permalink_url,attachments{media_type,url,unshimmed_url,title}"
)

// post is a post as it is read back.
type post struct {
	node
	Message     string `json:"message"`
	Created     string `json:"created_time"`
	Attachments struct {
		Data []attachment `json:"data"`
	} `json:"attachments"`
}

type attachment struct {
	URL       string `json:"url"`
	Unwrapped string `json:"unshimmed_url"`
}

// posts is one page of the list. Paging.Next is read only to know whether
// there is more: it is an address with the token in it.
type posts struct {
	Data   []post `json:"data"`
	Paging struct {
		Next    string `json:"next"`
		Cursors struct {
			After string `json:"after"`
		} `json:"cursors"`
	} `json:"paging"`
}

// Recent reads the Page's posts, newest first, until it meets a whole page of
// the list that is older than since: the list is ranked, and a pinned or late
// post may stand out of order.
func (c *Channel) Recent(ctx context.Context, since time.Time) ([]syndicate.Seen, error) {
	var all []syndicate.Seen
	after := ""
	for range maxPages {
		list, err := c.list(ctx, after)
		if err != nil {
			return nil, err
		}
		young := seenSince(list.Data, since)
		all = append(all, young...)
		next := list.Paging.Cursors.After
		if len(young) == 0 || list.Paging.Next == "" || next == "" || next == after {
			break
		}
		after = next
	}
	slices.SortStableFunc(all, func(a, b syndicate.Seen) int { return b.At.Compare(a.At) })
	return all, nil
}

func (c *Channel) list(ctx context.Context, after string) (posts, error) {
	query := url.Values{"fields": {postFields}, "limit": {fmt.Sprint(perPage)}}
	if after != "" {
		query.Set("after", after)
	}
	var list posts
	_, err := c.get(ctx, "/"+c.page+"/posts", query, &list)
	return list, err
}

// seenSince returns the posts that are not older than since, and those whose
// time cannot be read.
func seenSince(list []post, since time.Time) []syndicate.Seen {
	var young []syndicate.Seen
	for _, p := range list {
		at, err := time.Parse(timeLayout, p.Created)
		if err == nil && at.Before(since) {
			continue
		}
		young = append(young, syndicate.Seen{Receipt: receiptOf(p.node), At: at.UTC(), Links: p.links(), Text: p.Message})
	}
	return young
}

// links are the addresses of a post, in card and text, unwrapped.
func (p *post) links() []string {
	var all []string
	for _, a := range p.Attachments.Data {
		if a.Unwrapped != "" {
			all = append(all, unwrap(a.Unwrapped))
		} else if a.URL != "" {
			all = append(all, unwrap(a.URL))
		}
	}
	for _, a := range addresses(p.Message) {
		all = append(all, unwrap(a))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Find looks for a post with one of the article's addresses among the Page's
// posts since it was sent; of several, the one with the text that was sent. A
// text alone proves something only where the post carries no address at all:
// two articles may be announced in the same words. Not to see it proves
// nothing, for the list is ranked and may lag.
func (c *Channel) Find(ctx context.Context, s syndicate.Sought) (syndicate.Answer, syndicate.Receipt, error) {
	var sent payload
	if s.Payload != nil && json.Unmarshal(s.Payload, &sent) != nil {
		sent = payload{}
	}
	links := slices.Clone(s.Links)
	if sent.Link != "" {
		links = append(links, sent.Link)
	}
	recent, err := c.Recent(ctx, s.Since.Add(-slack))
	if err != nil {
		return syndicate.NotSeen, syndicate.Receipt{}, err
	}
	said := func(p syndicate.Seen) bool { return sent.Message != "" && words(p.Text) == words(sent.Message) }
	hits := slices.DeleteFunc(recent, func(p syndicate.Seen) bool {
		return !syndicate.Carries(p.Links, links) && !(len(p.Links) == 0 && said(p))
	})
	if len(hits) == 0 {
		return syndicate.NotSeen, syndicate.Receipt{}, nil
	}
	return syndicate.Found, hits[max(0, slices.IndexFunc(hits, said))].Receipt, nil
}

// words is a text without differences of white space.
func words(s string) string { return strings.Join(strings.Fields(s), " ") }
