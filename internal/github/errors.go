package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// redact cuts the token out of a text.
func (c *Client) redact(s string) string {
	if len(c.token) < 4 { // it would tear words apart, and is no token
		return s
	}
	return strings.NewReplacer(c.token, "[secret]", url.QueryEscape(c.token), "[secret]").Replace(s)
}

// unreached is an error of the way to GitHub. Whether it has acted is not
// known, and need not be: every call may be made again.
func (c *Client) unreached(ctx context.Context, r call, err error) error {
	why := c.redact(err.Error())
	var u *url.Error
	if errors.As(err, &u) {
		why = c.redact(u.Err.Error())
	}
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return fmt.Errorf("stopped before GitHub could %s: %w", r.what, context.Canceled)
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		why = "no answer in time"
	}
	return fmt.Errorf("GitHub could not be reached to %s: %s", r.what, why)
}

// errDenied is in the errors of what the token may not do, or of what the
// repository's plan does not have.
var errDenied = errors.New("")

// refused is an answer that is no success, in words for whoever looks after the
// workflow.
func (c *Client) refused(r call, resp *http.Response, body []byte) error {
	said := c.said(body)
	if until, yes := limited(resp, said); yes {
		return fmt.Errorf("GitHub takes no more requests%s: it could not be asked to %s", until, r.what)
	}
	switch code := resp.StatusCode; {
	case code == http.StatusUnauthorized:
		return fmt.Errorf("GitHub does not know the token: GITHUB_TOKEN is wrong or has ended, and it could not %s", r.what)
	case code == http.StatusForbidden, code == http.StatusNotFound: // what a token may not see is answered with 404
		return fmt.Errorf("GitHub does not let this run %s (%d%s); the job in the workflow needs  permissions: {%s}%w", r.what, code, said, r.needs, errDenied)
	case code == http.StatusGone:
		return fmt.Errorf("GitHub could not %s: issues are switched off in %s; switch them on under Settings, General, Features", r.what, c.repo)
	case code >= 300 && code < 400:
		return fmt.Errorf("GitHub says that %s has moved; set GITHUB_REPOSITORY to its new name", c.repo)
	case code >= 500:
		return fmt.Errorf("GitHub is in trouble (%d) and could not %s; run it again later", code, r.what)
	}
	return fmt.Errorf("GitHub refused to %s (%d%s)", r.what, resp.StatusCode, said)
}

// limited recognises the primary limit (x-ratelimit-remaining is 0) and the
// secondary one (retry-after, or words), which both come as 403 or 429
// (docs.github.com/rest, "Rate limits for the REST API").
func limited(resp *http.Response, said string) (until string, yes bool) {
	if resp.StatusCode != http.StatusForbidden && resp.StatusCode != http.StatusTooManyRequests {
		return "", false
	}
	h := resp.Header
	if s, err := strconv.Atoi(h.Get("Retry-After")); err == nil {
		return fmt.Sprintf(" for %d seconds", s), true
	}
	if h.Get("X-RateLimit-Remaining") == "0" {
		if s, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64); err == nil {
			return " until " + time.Unix(s, 0).UTC().Format("15:04 MST"), true
		}
		return " for up to an hour", true
	}
	yes = resp.StatusCode == http.StatusTooManyRequests || strings.Contains(strings.ToLower(said), "rate limit")
	return " for some minutes", yes
}

// said is GitHub's own explanation, short, on one line, and without what could
// command a terminal.
func (c *Client) said(body []byte) string {
	var m struct {
		Message string `json:"message"`
		Errors  []any  `json:"errors"`
	}
	if json.Unmarshal(body, &m) != nil || m.Message == "" {
		return ""
	}
	text := m.Message
	for _, e := range m.Errors { // texts, or objects that may have one
		switch e := e.(type) {
		case string:
			text += "; " + e
		case map[string]any:
			if s, ok := e["message"].(string); ok {
				text += "; " + s
			}
		}
	}
	text = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, c.redact(text))
	if runes := []rune(text); len(runes) > 200 {
		text = string(runes[:200]) + "…"
	}
	return ": " + strings.Join(strings.Fields(text), " ")
}
