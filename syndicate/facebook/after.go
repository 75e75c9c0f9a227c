package facebook

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// done is how Facebook answers a change. A missing field is not a no.
type done struct {
	Success *bool `json:"success"`
}

// Amend replaces the text. Card, picture and address stay. Facebook lets an
// app amend only what the same app posted, and shows readers the older text in
// the post's history.
func (c *Channel) Amend(ctx context.Context, r syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	if strings.TrimSpace(p.Text) == "" {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Invalid, "Facebook: the new text is empty")
	}
	req := commit("/"+url.PathEscape(r.ID), map[string]string{"message": p.Text})
	if err := c.change(ctx, req, "change the post"); err != nil {
		return syndicate.Receipt{}, err
	}
	return syndicate.Receipt{ID: r.ID, URL: r.URL}, nil
}

// Remove takes a post or a comment down. Facebook gives one answer, 100/33, for
// what is not there and for what this token may not touch; a Page can read all
// that is its own, so reading tells the two apart.
func (c *Channel) Remove(ctx context.Context, r syndicate.Receipt) error {
	path := "/" + url.PathEscape(r.ID)
	req := wire.Request{Method: http.MethodDelete, Path: path, Commit: true, Timeout: sendTimeout}
	err := c.change(ctx, req, "remove the post")
	if !missing(err) {
		return err
	}
	var n node
	_, seen := c.get(ctx, path, url.Values{"fields": {"id"}}, &n)
	switch {
	case missing(seen):
		return c.gone(ctx, r)
	case seen != nil:
		return seen
	}
	e := syndicate.Errorf(syndicate.Scope, "Facebook still shows the post and does not let this token remove it")
	e.Hint = "remove it by hand at " + receiptOf(node{ID: r.ID, Permalink: r.URL}).URL
	return e
}

// gone makes sure that the Page can be read at all: to a token that lost its
// permission everything is missing, and a post hidden from it is not taken down.
func (c *Channel) gone(ctx context.Context, r syndicate.Receipt) error {
	list, err := c.list(ctx, "")
	if err == nil && slices.ContainsFunc(list.Data, func(p post) bool { return p.ID == r.ID }) {
		e := syndicate.Errorf(syndicate.Scope, "Facebook still lists the post and does not let this token remove it")
		e.Hint = "remove it by hand at " + receiptOf(node{ID: r.ID, Permalink: r.URL}).URL
		return e
	}
	return err
}

// change makes a request that is answered with {"success":true}.
func (c *Channel) change(ctx context.Context, r wire.Request, what string) error {
	var d done
	if _, err := c.call(ctx, r, &d); err != nil {
		return err
	}
	switch {
	case d.Success == nil:
		return syndicate.Errorf(syndicate.Unknown, "Facebook answered without saying whether it did %s", what)
	case !*d.Success:
		return syndicate.Errorf(syndicate.Rejected, "Facebook did not %s and gave no reason", what)
	}
	return nil
}

// missing reports the answer 100/33.
func missing(err error) bool {
	var e *syndicate.Error
	return errors.As(err, &e) && e.Code == codeMissing
}

// Reply comments on a post of the Page, as the Page. It needs the permission
// pages_manage_engagement.
func (c *Channel) Reply(ctx context.Context, _ syndicate.Key, to syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	if strings.TrimSpace(p.Text) == "" {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Invalid, "Facebook: the comment is empty")
	}
	return c.create(ctx, "/"+url.PathEscape(to.ID)+"/comments", map[string]string{"message": p.Text})
}
