package youtube

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"unicode/utf8"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// byHand is the error where we cannot tell our words from those of people.
func byHand(id, what string) *syndicate.Error {
	return &syndicate.Error{Kind: syndicate.Rejected, Message: fmt.Sprintf("YouTube: in the description of %s %s", id, what),
		Hint: "change the description in YouTube Studio; Nadi changes only what it wrote itself"}
}

// Amend replaces what we wrote in a description, and nothing else in it, or a
// comment of ours. A title stays as it is.
func (c *channel) Amend(ctx context.Context, r syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	at, err := readPlace(r)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	if at.kind == inComment {
		return c.amendComment(ctx, at, p.Text)
	}
	v, err := c.video(ctx, at.video, false)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	if v == nil {
		return syndicate.Receipt{}, missing(at.video)
	}
	m, known := at.mark(v)
	from, to, ok := m.in(v.description())
	if !known || !ok {
		return syndicate.Receipt{}, byHand(at.video, "the text of the post is not as it was written")
	}
	text := plain(p.Text)
	return c.rewrite(ctx, at, v, v.description()[:from]+text+v.description()[to:], markOf(text, p.Link))
}

// mark is what the receipt or, for an upload, the video's tag says of our part.
func (p place) mark(v *video) (mark, bool) {
	if p.kind == inDescription {
		return readMark(p.rest)
	}
	_, t, ok := v.tags()
	return t.mark, ok
}

func (c *channel) rewrite(ctx context.Context, at place, v *video, description string, m mark) (syndicate.Receipt, error) {
	var tags []string
	if at.kind == inDescription {
		at.rest = m.String()
	} else {
		all, t, _ := v.tags()
		t.mark = m
		tags = replaceTag(all, t)
	}
	if err := c.put(ctx, v, description, tags); err != nil {
		return syndicate.Receipt{}, err
	}
	return at.receipt(), nil
}

// Remove deletes an uploaded video or a comment, or takes our part out of a
// description.
func (c *channel) Remove(ctx context.Context, r syndicate.Receipt) error {
	at, err := readPlace(r)
	switch {
	case err != nil:
		return err
	case at.kind == inDescription:
		return c.removePart(ctx, at)
	case at.kind == inComment:
		return c.remove(ctx, "/youtube/v3/comments", at.rest)
	}
	return c.remove(ctx, "/youtube/v3/videos", at.video)
}

func (c *channel) remove(ctx context.Context, path, id string) error {
	resp, err := c.do(ctx, wire.Request{Method: http.MethodDelete, Path: path, Query: url.Values{"id": {id}}, Commit: true, Timeout: commitTimeout})
	if err != nil {
		return err
	}
	reason, _ := reasonOf(resp)
	if resp.Status == http.StatusNoContent || resp.Status == http.StatusNotFound && (reason == "videoNotFound" || reason == "commentNotFound") {
		return nil // a 404 in other words is not about the video, and proves nothing
	}
	if resp.OK() {
		return resp.Error("deleting is answered by 204 only")
	}
	return c.refused(resp)
}

func (c *channel) removePart(ctx context.Context, at place) error {
	v, err := c.video(ctx, at.video, false)
	if err != nil || v == nil {
		return err
	}
	m, known := at.mark(v)
	if !known {
		return byHand(at.video, "the article's address was not written by Nadi")
	}
	from, to, ok := m.in(v.description())
	switch {
	case ok:
		return c.put(ctx, v, without(v.description(), from, to), nil)
	case m.linked(v.description()):
		return byHand(at.video, "the text of the post was changed by somebody, and the article's address is still there")
	}
	return nil
}

// Reply writes a comment under a video, or under a comment of ours.
func (c *channel) Reply(ctx context.Context, _ syndicate.Key, to syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	at, err := readPlace(to)
	if err == nil {
		err = checkComment(p.Text)
	}
	if err != nil {
		return syndicate.Receipt{}, err
	}
	path, snippet := "/youtube/v3/commentThreads", map[string]any{"videoId": at.video,
		"topLevelComment": map[string]any{"snippet": map[string]any{"textOriginal": p.Text}}}
	if at.kind == inComment {
		path, snippet = "/youtube/v3/comments", map[string]any{"parentId": at.rest, "textOriginal": p.Text}
	}
	id, err := c.comment(ctx, http.MethodPost, path, map[string]any{"snippet": snippet})
	if err != nil {
		return syndicate.Receipt{}, err
	}
	return place{at.video, inComment, id}.receipt(), nil
}

func checkComment(text string) error {
	if n := utf8.RuneCountInString(text); n > maxComment || n == 0 {
		return syndicate.Errorf(syndicate.Invalid, "YouTube: the text has %d characters; a comment has 1 to %d", n, maxComment)
	}
	return nil
}

func (c *channel) amendComment(ctx context.Context, at place, text string) (syndicate.Receipt, error) {
	if err := checkComment(text); err != nil {
		return syndicate.Receipt{}, err
	}
	_, err := c.comment(ctx, http.MethodPut, "/youtube/v3/comments", map[string]any{"id": at.rest, "snippet": map[string]any{"textOriginal": text}})
	if err != nil {
		return syndicate.Receipt{}, err
	}
	return at.receipt(), nil
}

// comment writes a comment and returns its id, which is that of its thread.
func (c *channel) comment(ctx context.Context, method, path string, about map[string]any) (string, error) {
	body, err := json.Marshal(about)
	if err != nil {
		return "", syndicate.Errorf(syndicate.Invalid, "YouTube: the comment cannot be written as JSON")
	}
	resp, err := c.do(ctx, wire.Request{Method: method, Path: path, Query: url.Values{"part": {"snippet"}}, Body: body, Commit: true, Timeout: commitTimeout,
		Header: http.Header{"Content-Type": {"application/json; charset=UTF-8"}}})
	if err != nil {
		return "", err
	}
	if !resp.OK() {
		return "", c.refused(resp)
	}
	var made struct{ ID string }
	if err := resp.JSON(&made); err != nil {
		return "", err
	}
	if made.ID == "" {
		return "", resp.Error("the answer names no comment")
	}
	return made.ID, nil
}
