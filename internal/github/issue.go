package github

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
)

// Label is on every issue of ours. Only who may sort the repository's issues
// can set a label, so it keeps strangers' issues apart. It is made with the
// first issue that carries it (recalled).
const Label = "nadi"

const issuesWrite = "issues: write"

// Issue opens the one issue with that mark, or brings the open one up to date.
// Those who follow it get mail for a new issue and for a comment, but not for
// an edit (recalled). So what people must hear of belongs into the title: when
// it changes, a comment says so. The job needs issues: write.
func (c *Client) Issue(ctx context.Context, mark, title, body string) error {
	open, begin, err := c.open(ctx, mark)
	if err != nil {
		return err
	}
	body = c.fit(begin + body)
	if len(open) == 0 {
		_, err := c.do(ctx, call{what: "open an issue", needs: issuesWrite, method: http.MethodPost, path: "/issues",
			send: map[string]any{"title": title, "body": body, "labels": []string{Label}}})
		return err
	}
	t := open[0]
	if t.Title == title && t.Body == body {
		return nil
	}
	if err := c.edit(ctx, t.Number, map[string]string{"title": title, "body": body}); err != nil || t.Title == title {
		return err
	}
	return c.say(ctx, t.Number, title)
}

// Close closes the open issue with that mark, after a comment with words. Where
// there is none, there is nothing to do. The job needs issues: write.
func (c *Client) Close(ctx context.Context, mark, words string) error {
	open, _, err := c.open(ctx, mark)
	if err != nil {
		return err
	}
	for _, t := range open { // two runs at once may have opened two
		if err := c.say(ctx, t.Number, words); err != nil {
			return err
		}
		if err := c.edit(ctx, t.Number, map[string]string{"state": "closed", "state_reason": "completed"}); err != nil {
			return err
		}
	}
	return nil
}

// open are the open issues of ours with a mark, oldest first.
func (c *Client) open(ctx context.Context, mark string) (open []text, begin string, err error) {
	if begin, err = hidden(mark); err != nil {
		return nil, "", err
	}
	var page []text
	r := call{what: "read its issues", needs: issuesWrite, path: "/issues",
		query: url.Values{"state": {"open"}, "labels": {Label}, "sort": {"created"}, "direction": {"asc"}}}
	err = c.list(ctx, r, func() any { page = nil; return &page }, func() bool {
		for _, t := range page {
			if t.Pull == nil && t.ours(begin) {
				open = append(open, t)
			}
		}
		return false
	})
	return open, begin, err
}

func (c *Client) edit(ctx context.Context, number int, fields map[string]string) error {
	_, err := c.do(ctx, call{what: fmt.Sprintf("change issue %d", number), needs: issuesWrite,
		method: http.MethodPatch, path: fmt.Sprintf("/issues/%d", number), send: fields})
	return err
}

func (c *Client) say(ctx context.Context, number int, words string) error {
	_, err := c.do(ctx, call{what: fmt.Sprintf("comment on issue %d", number), needs: issuesWrite,
		method: http.MethodPost, path: fmt.Sprintf("/issues/%d/comments", number), send: map[string]string{"body": c.fit(words)}})
	return err
}
