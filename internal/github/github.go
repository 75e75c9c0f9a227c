// Package github is the little of GitHub's REST API that a run needs to speak
// to people: one comment on a pull request that shows what will be posted, one
// issue for what needs a person, and the question whether a branch takes
// changes that nobody has reviewed.
//
// It promises to change only what it made itself. A comment or an issue is ours
// when it begins with our mark (an HTML comment, which nobody sees) and was
// written by a program or by somebody of the repository: a stranger who writes
// the mark into a comment of his own could otherwise make us fill it, and edit
// it afterwards. Each call changes nothing when everything is as it should be.
//
// It makes each request once, follows no redirect (the token would go with it),
// and its errors say which line of the workflow is missing. The token is in
// none of them. What it is told to write is public wherever the repository is:
// nothing that is under embargo, and no secret, may be handed to it.
//
// Facts are from docs.github.com/rest (read 2026-11, API version 2022-11-28):
// issues, issue comments, branches, rules. Those marked "recalled" are not
// written there.
package github

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

const (
	version = "2022-11-28" // of the API
	timeout = 30 * time.Second
	maxBody = 8 << 20 // bytes of an answer
	perPage = 100     // the most that a list gives at once
	pages   = 100     // the most that we read of one
)

// Client speaks to one repository with one token.
type Client struct {
	base  string // of the API, without a slash at its end
	repo  string // OWNER/NAME
	token string
	run   string // address of the run that we are part of, or ""
	http  http.RoundTripper
	wrong error // why no request can be made
}

var repoForm = regexp.MustCompile(`^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$`)

// Open makes a client of the variables of GitHub Actions: GITHUB_REPOSITORY
// (OWNER/NAME), GITHUB_TOKEN, GITHUB_API_URL (default https://api.github.com),
// and GITHUB_SERVER_URL and GITHUB_RUN_ID for the address of the run. It
// reports false where the first two are not set: then nobody asked for it.
// Where they are set and wrong, every call says what is.
func Open(env func(string) string, transport http.RoundTripper) (*Client, bool) {
	c := &Client{
		base: strings.TrimRight(cmp.Or(env("GITHUB_API_URL"), "https://api.github.com"), "/"),
		repo: env("GITHUB_REPOSITORY"), token: strings.TrimSpace(env("GITHUB_TOKEN")), http: transport,
	}
	if c.repo == "" || c.token == "" {
		return nil, false
	}
	if server, id := env("GITHUB_SERVER_URL"), env("GITHUB_RUN_ID"); server != "" && id != "" {
		c.run = strings.TrimRight(server, "/") + "/" + c.repo + "/actions/runs/" + id
	}
	c.wrong = c.check()
	return c, true
}

func (c *Client) check() error {
	if !repoForm.MatchString(c.repo) {
		return fmt.Errorf("GITHUB_REPOSITORY is %q; it must be OWNER/NAME", c.redact(c.repo))
	}
	u, err := url.Parse(c.base)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return errors.New("GITHUB_API_URL is not the address of an API, such as https://api.github.com")
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
		return nil
	}
	return errors.New("GITHUB_API_URL is not https; http is for servers on this machine only")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// call is one request: what it is for, in words, and the permission that a
// workflow must give for it.
type call struct {
	what, needs  string
	method, path string
	query        url.Values
	send, get    any
}

// do makes one request and reports whether a list has a further page.
func (c *Client) do(ctx context.Context, r call) (more bool, err error) {
	if c.wrong != nil {
		return false, c.wrong
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := c.request(ctx, r)
	if err != nil {
		return false, fmt.Errorf("GitHub could not be asked to %s: %s", r.what, c.redact(err.Error()))
	}
	resp, err := c.http.RoundTrip(req)
	if err != nil {
		return false, c.unreached(ctx, r, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	if err != nil {
		return false, c.unreached(ctx, r, err)
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return false, c.refused(r, resp, body)
	}
	if r.get != nil && json.Unmarshal(body, r.get) != nil {
		return false, fmt.Errorf("GitHub's answer cannot be read (asked to %s)", r.what)
	}
	return strings.Contains(resp.Header.Get("Link"), `rel="next"`), nil
}

func (c *Client) request(ctx context.Context, r call) (*http.Request, error) {
	address := c.base + "/repos/" + c.repo + r.path
	if len(r.query) > 0 {
		address += "?" + r.query.Encode()
	}
	var body io.Reader
	if r.send != nil {
		b, err := json.Marshal(r.send)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, address, body)
	if err != nil {
		return nil, err
	}
	req.GetBody = nil // the transport must not send anything a second time
	req.Header.Set("Accept", "application/vnd.github+json")
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("X-GitHub-Api-Version", version)
	req.Header.Set("User-Agent", "nadi") // a request without one is refused
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

// list reads a list page by page until take has enough.
func (c *Client) list(ctx context.Context, r call, page func() any, enough func() bool) error {
	if r.query == nil {
		r.query = url.Values{}
	}
	r.method = http.MethodGet
	r.query.Set("per_page", fmt.Sprint(perPage))
	for n := 1; n <= pages; n++ {
		r.query.Set("page", fmt.Sprint(n))
		r.get = page()
		more, err := c.do(ctx, r)
		if err != nil || enough() || !more {
			return err
		}
	}
	return fmt.Errorf("GitHub lists more than %d of them (asked to %s)", pages*perPage, r.what)
}
