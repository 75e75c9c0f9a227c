package netlify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"nadi/internal/deploy"
)

const (
	attempts  = 5 // of one request whose answer was lost or a fault of the server
	maxAnswer = 8 << 20
	brief     = 30 * time.Second // for one answer
	lengthy   = 5 * time.Minute  // for one upload
)

// client makes requests and repeats those that may be; see the package for
// which and why. Its errors hold neither the token nor any other header.
type client struct {
	base, token, agent string
	http               http.RoundTripper
	now                func() time.Time
	sleep              func(context.Context, time.Duration) error
	patience           time.Duration
}

// call is one request, to be made until it is answered.
type call struct {
	what         string // what is being done, for messages
	method, path string // GET if empty; below the base, escaped
	kind         string // content type of body
	body         []byte
	long         bool
	into         any         // the answer, decoded
	missing      string      // what 404 means
	missingKind  deploy.Kind // and what to do then; Person if not set
}

// checkBase refuses an address to which a token must not go.
func checkBase(base string) error {
	u, err := url.Parse(base)
	ok := err == nil && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
	if ok && (u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname())) {
		return nil
	}
	return &deploy.Error{Message: fmt.Sprintf("deploy.server %q cannot be used", base), Hint: "write an https address without a query, or http on this machine"}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// do makes the request until it is answered, or until it is certain that
// asking again is of no use.
func (c *client) do(ctx context.Context, q call) error {
	waited := time.Duration(0)
	for tried := 1; ; tried++ {
		status, wait, err := c.once(ctx, q)
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return deploy.Because(deploy.Again, q.what, context.Cause(ctx))
		case status == http.StatusTooManyRequests:
			tried-- // it was not a failure
		case !worthAgain(status) || tried == attempts:
			return err
		}
		if wait == 0 {
			wait = time.Second << min(tried, 4)
		}
		if waited += wait; waited > c.patience {
			return &deploy.Error{Kind: deploy.Again, Message: fmt.Sprintf("%s: Netlify asks to wait for %s", q.what, wait.Round(time.Second)), Hint: "run it again after that"}
		}
		if err := c.sleep(ctx, wait); err != nil {
			return deploy.Because(deploy.Again, q.what, err)
		}
	}
}

// worthAgain reports a status that may be another one next time; 0 is none.
func worthAgain(status int) bool {
	return status == 0 || status == http.StatusRequestTimeout || status >= 500 || status/100 == 2
}

// once makes one attempt. wait is how long the server asks for.
func (c *client) once(ctx context.Context, q call) (status int, wait time.Duration, err error) {
	limit := brief
	if q.long {
		limit = lengthy
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	req, err := c.request(ctx, q)
	if err != nil {
		return http.StatusBadRequest, 0, &deploy.Error{Message: q.what + ": the address cannot be made", Err: err}
	}
	resp, err := c.http.RoundTrip(req)
	if err != nil {
		return 0, 0, c.lost(q, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return 0, 0, c.lost(q, err)
	}
	if resp.StatusCode/100 != 2 {
		return resp.StatusCode, c.asked(resp.Header), c.refused(q, resp.StatusCode, body)
	}
	if q.into != nil {
		if err := json.Unmarshal(body, q.into); err != nil {
			return resp.StatusCode, 0, &deploy.Error{Kind: deploy.Again, Message: q.what + ": Netlify's answer cannot be read"}
		}
	}
	return resp.StatusCode, 0, nil
}

func (c *client) request(ctx context.Context, q call) (*http.Request, error) {
	method := q.method
	if method == "" {
		method = http.MethodGet
	}
	var body io.Reader
	if q.body != nil {
		body = bytes.NewReader(q.body)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+q.path, body)
	if err != nil {
		return nil, err
	}
	if q.body != nil {
		req.Header.Set("Content-Type", q.kind)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept", "application/json")
	return req, nil
}

// lost is the error of a request without an answer.
func (c *client) lost(q call, err error) error {
	why := c.plain(err.Error())
	if errors.Is(err, context.DeadlineExceeded) {
		why = "no answer in time"
	}
	return &deploy.Error{Kind: deploy.Again, Message: q.what + ": Netlify cannot be reached (" + why + ")"}
}

// refused makes an error of an answer that is one, named by what has to be
// done.
func (c *client) refused(q call, status int, body []byte) error {
	var said struct {
		Message string `json:"message"`
	}
	_ = json.Unmarshal(body, &said) // proxies answer with pages
	e := &deploy.Error{Message: fmt.Sprintf("%s: Netlify answered %d", q.what, status)}
	if said.Message != "" {
		e.Message += " (" + c.plain(said.Message) + ")"
	}
	switch {
	case status == http.StatusUnauthorized:
		e.Kind, e.Message = deploy.Person, q.what+": Netlify does not know the token in NETLIFY_AUTH_TOKEN (401); it is mistyped, expired or revoked"
		e.Hint = "make a new personal access token in Netlify's user settings, under Applications"
	case status == http.StatusForbidden:
		e.Kind = deploy.Person
		e.Hint = "the token is good, but its owner may not do this; ask an owner of the team, or use a token of theirs"
	case status == http.StatusNotFound && q.missing != "":
		e.Kind, e.Message = deploy.Person, q.what+": "+q.missing
		if q.missingKind != deploy.Failed {
			e.Kind = q.missingKind
		} else {
			e.Hint = "write its id or its name on Netlify as deploy.site (Site configuration, General), and use a token of the team that owns it"
		}
	case status == http.StatusTooManyRequests || worthAgain(status):
		e.Kind = deploy.Again
	case status/100 == 3:
		e.Hint = "deploy.server leads elsewhere; write the final address"
	}
	return e
}

// asked is how long an answer asks to wait: Retry-After in seconds or as a
// date, or else X-RateLimit-Reset.
func (c *client) asked(h http.Header) time.Duration {
	after := h.Get("Retry-After")
	if n, err := strconv.Atoi(after); err == nil && n >= 0 {
		return time.Duration(n)*time.Second + 1
	}
	if at, err := http.ParseTime(after); err == nil {
		return max(at.Sub(c.now()), 1)
	}
	if n, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64); err == nil && h.Get("X-RateLimit-Remaining") == "0" {
		return max(time.Unix(n, 0).Sub(c.now()), 1)
	}
	return 0
}

// plain makes a text of somebody else fit for a message: one line, not long,
// and without the token.
func (c *client) plain(s string) string {
	s = strings.ReplaceAll(s, c.token, "[secret]")
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if r := []rune(s); len(r) > 300 {
		s = string(r[:300]) + "…"
	}
	return s
}
