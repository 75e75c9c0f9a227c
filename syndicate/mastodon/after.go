package mastodon

import (
	"context"
	"net/http"
	"net/url"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// amendment is the body of the request that changes a post. What it leaves out
// the server takes away, so it names pictures and warning again.
type amendment struct {
	Status    string       `json:"status"`
	Language  string       `json:"language,omitempty"`
	Spoiler   string       `json:"spoiler_text"`
	Sensitive bool         `json:"sensitive"`
	Media     []string     `json:"media_ids,omitempty"`
	Alts      []attachment `json:"media_attributes,omitempty"`
}

// Amend changes the text, and the alt text of a picture if the post has one. It
// reads the post first: who has the id alone would lose its pictures.
func (c *Channel) Amend(ctx context.Context, r syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	if r.ID == "" {
		return syndicate.Receipt{}, nameless("amended")
	}
	var old, made status
	if _, err := c.get(ctx, statusPath(r.ID), nil, &old); err != nil {
		return syndicate.Receipt{}, gone(err)
	}
	a := amendment{Status: p.Text, Language: p.Lang, Spoiler: old.Spoiler, Sensitive: old.Sensitive}
	for i, m := range old.Media {
		if i == 0 && p.Image != nil && p.Image.Alt != "" {
			m.Description = p.Image.Alt
		}
		a.Media, a.Alts = append(a.Media, m.ID), append(a.Alts, m)
	}
	req, err := jsonRequest(http.MethodPut, statusPath(r.ID), a)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	if _, err = c.call(ctx, req, &made); err != nil {
		return syndicate.Receipt{}, gone(err)
	}
	if made.ID == "" {
		return syndicate.Receipt{}, &syndicate.Error{Kind: syndicate.Unknown, Message: "Mastodon: the server took the change and did not say what became of it"}
	}
	return made.receipt(), nil
}

// gone explains that there is nothing to amend.
func gone(err error) error {
	if e, ok := err.(*syndicate.Error); ok && e.Status == http.StatusNotFound {
		e.Hint = "the post is no longer there; somebody deleted it"
	}
	return err
}

// Remove deletes a post, and its picture at once, which the server would keep
// for a day. A post that is not there is removed. Servers that have taken it
// over are told to delete it; whether they do is theirs.
func (c *Channel) Remove(ctx context.Context, r syndicate.Receipt) error {
	if r.ID == "" {
		return nameless("removed")
	}
	var removed status
	_, err := c.call(ctx, wire.Request{Method: http.MethodDelete, Path: statusPath(r.ID), Query: url.Values{"delete_media": {"true"}}, Commit: true}, &removed)
	switch e, _ := err.(*syndicate.Error); {
	case e != nil && e.Status == http.StatusNotFound && e.Code != "": // in the API's own words, not the page of some other server
		return nil
	case err == nil && removed.ID == "":
		return &syndicate.Error{Kind: syndicate.Unknown, Message: "Mastodon: the server does not say that the post is removed", Hint: "look whether it is still there"}
	}
	return err
}

func statusPath(id string) string { return "/api/v1/statuses/" + url.PathEscape(id) }
