package mastodon

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"nadi/syndicate"
)

const (
	perPage  = 40  // the most that Mastodon gives at once
	maxPages = 100 // of the 300 requests that five minutes allow
	// slack is how much earlier than its sending a post may be dated: clocks
	// differ.
	slack = 5 * time.Minute
)

// status is a post as the API shows it.
type status struct {
	ID         string       `json:"id"`
	URI        string       `json:"uri"`
	URL        string       `json:"url"`
	At         time.Time    `json:"created_at"`
	ReplyTo    string       `json:"in_reply_to_id"`
	Content    string       `json:"content"`
	Spoiler    string       `json:"spoiler_text"`
	Sensitive  bool         `json:"sensitive"`
	Visibility string       `json:"visibility"`
	Media      []attachment `json:"media_attachments"`
	Card       *struct {
		URL string `json:"url"`
	} `json:"card"`
	Boosted *struct{} `json:"reblog"` // it is somebody else's post, or an older one of ours
}

// told reports whether a post is the account's own and meant for readers.
// Letters to single people are in the list too; they are nobody's business.
func (s *status) told() bool { return s.Boosted == nil && s.Visibility != "direct" }

// receipt names a post; the page for people is missing on posts that are not
// public.
func (s *status) receipt() syndicate.Receipt {
	if s.URL == "" {
		return syndicate.Receipt{ID: s.ID, URL: s.URI}
	}
	return syndicate.Receipt{ID: s.ID, URL: s.URL}
}

// links are the addresses in a post and in its card.
func (s *status) links() []string {
	_, links := readContent(s.Content)
	if s.Card != nil && s.Card.URL != "" && !slices.Contains(links, s.Card.URL) {
		links = append(links, s.Card.URL)
	}
	return links
}

// Recent reads the account's own posts, without what it boosted or answered and
// without letters to single people.
func (c *Channel) Recent(ctx context.Context, since time.Time) ([]syndicate.Seen, error) {
	all, err := c.statuses(ctx, since)
	if err != nil {
		return nil, err
	}
	var out []syndicate.Seen
	for _, s := range all {
		if s.ReplyTo != "" { // it carries the address, too, and announces nothing
			continue
		}
		text, _ := readContent(s.Content)
		out = append(out, syndicate.Seen{Receipt: s.receipt(), At: s.At, Links: s.links(), Text: text})
	}
	return out, nil
}

// statuses reads page after page, newest first. A page may be shorter than it
// could be, for what was deleted a moment ago is taken out of it afterwards; an
// empty one is the end.
func (c *Channel) statuses(ctx context.Context, since time.Time) ([]status, error) {
	if c.id == "" {
		if _, err := c.whoami(ctx); err != nil {
			return nil, err
		}
	}
	query := url.Values{"limit": {strconv.Itoa(perPage)}, "exclude_reblogs": {"true"}}
	var out []status
	for range maxPages {
		var page []status
		if _, err := c.get(ctx, "/api/v1/accounts/"+url.PathEscape(c.id)+"/statuses", query, &page); err != nil {
			return nil, err
		}
		for _, s := range page {
			if s.told() && !s.At.Before(since) {
				out = append(out, s)
			}
		}
		if len(page) == 0 || page[len(page)-1].At.Before(since) || page[len(page)-1].ID == query.Get("max_id") {
			break
		}
		query.Set("max_id", page[len(page)-1].ID)
	}
	return out, nil
}

// Find looks for the article's address among the account's posts since shortly
// before the message was sent. The list may be behind, so that what is not in
// it may be there all the same.
func (c *Channel) Find(ctx context.Context, s syndicate.Sought) (syndicate.Answer, syndicate.Receipt, error) {
	all, err := c.statuses(ctx, s.Since.Add(-slack))
	if err != nil {
		return syndicate.NotSeen, syndicate.Receipt{}, err
	}
	for _, x := range slices.Backward(all) { // the oldest is the nearest to the sending
		if inPlace(x, s) && syndicate.Carries(x.links(), s.Links) {
			return syndicate.Found, x.receipt(), nil
		}
	}
	return syndicate.NotSeen, syndicate.Receipt{}, nil
}

// inPlace reports whether a post stands where the sought one would: a
// correction soon after the announcement carries the same address and is a
// reply. Where the payload is no longer kept, the occasion tells.
func inPlace(x status, s syndicate.Sought) bool {
	var m message
	if json.Unmarshal(s.Payload, &m) == nil {
		return x.ReplyTo == m.ReplyTo
	}
	top := s.Key.Occasion == syndicate.Announce || strings.HasPrefix(s.Key.Occasion, "reshare")
	return top == (x.ReplyTo == "")
}
