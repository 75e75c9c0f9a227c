// Package wire is the HTTP client of all channels. It makes one request and
// answers one question that net/http leaves open: can the other side have got
// it? Everything it returns is free of secrets, errors of the transport and
// bodies included, because the secrets it was told are cut out here and not
// where something is printed.
//
// It never repeats a request, follows no redirect, and reads at most MaxBody
// bytes of an answer. Do not make requests of a channel past it.
package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"nadi/syndicate"
)

// MaxBody is the most of an answer that is read, in bytes.
const MaxBody = 8 << 20

// ReadTimeout bounds a request that changes nothing for readers.
const ReadTimeout = 30 * time.Second

// Client talks to one server for one account.
type Client struct {
	Network string // as people call it, for messages
	Base    string // address that request paths are added to
	HTTP    http.RoundTripper
	Now     func() time.Time
	Agent   string
	Secrets []syndicate.Secret
}

// New makes a client of a channel's tools. base must have passed CheckBase.
func New(network, base string, t syndicate.Tools, secrets ...syndicate.Secret) *Client {
	return &Client{Network: network, Base: strings.TrimRight(base, "/"), HTTP: t.Transport, Now: t.Now, Agent: t.Agent, Secrets: secrets}
}

// Request is one request.
type Request struct {
	Method string
	Path   string // below Base, or an absolute address
	Query  url.Values
	Header http.Header
	Body   []byte
	Stream io.Reader // instead of Body, with Length
	Length int64
	// Commit marks the request that readers see the effect of: a lost answer
	// to it is Unknown. Others are Unavailable, for they can be made again.
	Commit  bool
	Timeout time.Duration // 0 means ReadTimeout
}

// Response is an answer, whatever its status.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
	at     time.Time // when it came
	from   *Client
	commit bool
}

// Do makes one request. The error is always an *syndicate.Error: Unavailable
// when the server provably has not got the request or it changed nothing,
// Unknown when it may have acted on a Commit.
func (c *Client) Do(ctx context.Context, r Request) (*Response, error) {
	timeout := r.Timeout
	if timeout == 0 {
		timeout = ReadTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	var sent trail
	req, err := c.request(httptrace.WithClientTrace(ctx, sent.trace()), r)
	if err != nil {
		return nil, c.failed(syndicate.Invalid, "this is not an address", err)
	}
	if err := ctx.Err(); err != nil {
		return nil, c.failed(syndicate.Unavailable, "was not asked", err)
	}
	resp, err := c.HTTP.RoundTrip(req)
	if err != nil {
		if r.Commit && sent.possibly(err) {
			return nil, c.failed(syndicate.Unknown, "the reply was lost after sending", err)
		}
		return nil, c.failed(syndicate.Unavailable, "could not be reached", err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, MaxBody))
	if err != nil && r.Commit {
		return nil, c.failed(syndicate.Unknown, "the reply broke off", err)
	} else if err != nil {
		return nil, c.failed(syndicate.Unavailable, "the reply broke off", err)
	}
	return &Response{Status: resp.StatusCode, Header: resp.Header, Body: body, at: c.Now(), from: c, commit: r.Commit}, nil
}

func (c *Client) request(ctx context.Context, r Request) (*http.Request, error) {
	address := r.Path
	if !strings.Contains(address, "://") {
		address = c.Base + address
	}
	if len(r.Query) > 0 {
		address += "?" + r.Query.Encode()
	}
	body, length := r.Stream, r.Length
	if body == nil {
		body, length = bytes.NewReader(r.Body), int64(len(r.Body))
	}
	if length == 0 {
		body = nil
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, address, body)
	if err != nil {
		return nil, err
	}
	if req.GetBody = nil; length > 0 { // without GetBody the transport cannot send anything a second time
		req.ContentLength = length
	}
	for name, values := range r.Header {
		req.Header[http.CanonicalHeaderKey(name)] = values
	}
	req.Header.Set("User-Agent", c.Agent)
	return req, nil
}

// trail is what the transport says of a request on its way.
type trail struct{ begun, written atomic.Bool }

func (t *trail) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn:      func(string) { t.begun.Store(true) },
		WroteHeaders: func() { t.written.Store(true) },
	}
}

// possibly reports whether the server may have got the request. A transport
// that leaves no trail is believed only when it says that it never connected.
func (t *trail) possibly(err error) bool {
	if t.begun.Load() {
		return t.written.Load()
	}
	var op *net.OpError
	var name *net.DNSError
	return !(errors.As(err, &op) && op.Op == "dial" || errors.As(err, &name))
}

func (c *Client) failed(k syndicate.Kind, what string, err error) *syndicate.Error {
	return &syndicate.Error{Kind: k, Message: c.Redact(fmt.Sprintf("%s: %s (%s)", c.Network, what, cause(err))), Err: c.hide(err)}
}

// cause is an error without the address that net/url puts around it.
func cause(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	case errors.Is(err, context.Canceled):
		return "stopped"
	}
	return err.Error()
}

// hide keeps of an error what errors.Is must still see, and nothing else: its
// text may hold an address with a token in it.
func (c *Client) hide(err error) error {
	for _, e := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, e) {
			return e
		}
	}
	return nil
}

// Redact cuts this client's secrets out of a text, as they are and as they
// look in an address, in JSON and in base64 of Basic authentication.
func (c *Client) Redact(s string) string { return Redact(s, c.Secrets...) }

// JSON decodes the body. A body that is not what the network promises is
// Unknown after a Commit: it may have acted.
func (r *Response) JSON(v any) error {
	if err := json.Unmarshal(r.Body, v); err != nil {
		k := syndicate.Unavailable
		if r.commit {
			k = syndicate.Unknown
		}
		return &syndicate.Error{Kind: k, Status: r.Status, Message: fmt.Sprintf("%s: the reply (status %d) cannot be read", r.from.Network, r.Status)}
	}
	return nil
}

// OK reports a status of 200 to 299.
func (r *Response) OK() bool { return r.Status >= 200 && r.Status < 300 }

// Error makes an error of an answer that is not OK: by its status, where the
// network does not say more. Text is the network's own explanation and is
// redacted and shortened.
//
//	401 auth · 403 scope · 402 and 3xx (a wrong address) disabled · 429 limited
//	· 408 and 5xx unknown after a Commit, else unavailable · 302 and 303 unknown
//	after a Commit · other 4xx rejected
func (r *Response) Error(text string) *syndicate.Error {
	e := &syndicate.Error{Kind: r.kind(), Status: r.Status}
	text = short(r.from.Redact(strings.Join(strings.Fields(text), " ")))
	e.Message = fmt.Sprintf("%s answered %d", r.from.Network, r.Status)
	if text != "" {
		e.Message += ": " + text
	}
	if e.Kind == syndicate.Limited {
		e.Until = r.RetryAfter()
	}
	if r.Status >= 300 && r.Status < 400 {
		e.Hint = "the address of the server answers with a redirect; write the final address into nadi.yaml (server)"
	}
	return e
}

func (r *Response) kind() syndicate.Kind {
	switch {
	case r.Status == http.StatusUnauthorized:
		return syndicate.Auth
	case r.Status == http.StatusForbidden:
		return syndicate.Scope
	case r.commit && (r.Status == http.StatusFound || r.Status == http.StatusSeeOther): // what a form answers that was taken (RFC 9110, 15.4.3 and 15.4.4)
		return syndicate.Unknown
	case r.Status == http.StatusPaymentRequired, r.Status >= 300 && r.Status < 400:
		return syndicate.Disabled
	case r.Status == http.StatusTooManyRequests:
		return syndicate.Limited
	case r.Status >= 500 || r.Status == http.StatusRequestTimeout || r.Status < 300:
		if r.commit {
			return syndicate.Unknown
		}
		return syndicate.Unavailable
	}
	return syndicate.Rejected
}

// RetryAfter returns the moment the Retry-After header names, in seconds or as
// a date (RFC 9110, section 10.2.3), or the zero time.
func (r *Response) RetryAfter() time.Time {
	v := strings.TrimSpace(r.Header.Get("Retry-After"))
	var seconds int
	if n, err := fmt.Sscanf(v, "%d", &seconds); n == 1 && err == nil && seconds >= 0 && fmt.Sprint(seconds) == v {
		return r.at.Add(time.Duration(min(seconds, 7*24*3600)) * time.Second)
	}
	if t, err := http.ParseTime(v); err == nil {
		return t
	}
	return time.Time{}
}

func short(s string) string {
	if r := []rune(s); len(r) > 300 {
		return string(r[:300]) + "…"
	}
	return s
}
