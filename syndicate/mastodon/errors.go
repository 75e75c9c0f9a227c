package mastodon

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// refused makes an error of an answer that is not OK. Mastodon has no codes;
// where one status means several things, its English words decide, and an
// answer in other words gets the kind of its status.
func (c *Channel) refused(resp *wire.Response) *syndicate.Error {
	var said struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	_ = json.Unmarshal(resp.Body, &said) // a proxy before the server answers with a page; the status says enough
	e := resp.Error(strings.TrimSpace(said.Error + " " + said.Description))
	e.Code = c.wire.Redact(said.Error) // all that there is in place of a code
	words := strings.ToLower(said.Error)
	switch resp.Status {
	case http.StatusUnauthorized:
		e.Hint = "make a new access token on the server and set " + c.token.Name()
	case http.StatusForbidden:
		c.forbidden(e, words)
	case http.StatusGone:
		e.Kind = syndicate.Disabled
		e.Hint = "the server says that the account is suspended; look at its page and ask its moderators"
	case http.StatusNotFound:
		e.Hint = "if this stays, look whether server in nadi.yaml is the address of the account's server"
	case http.StatusRequestEntityTooLarge:
		e.Hint = "the picture is too large for this server; use a smaller one"
	case http.StatusUnprocessableEntity:
		c.unprocessable(e, words)
	case http.StatusTooManyRequests:
		c.limited(e, resp)
	}
	return e
}

// forbidden tells a token that lacks a scope from an account that is locked.
func (c *Channel) forbidden(e *syndicate.Error, words string) {
	if contains(words, "your login", "disabled", "suspended", "pending approval", "confirmed e-mail") {
		e.Kind = syndicate.Disabled
		e.Hint = "log in to the account in a browser: the server says there what it wants"
		return
	}
	e.Hint = "the token needs the scopes write:statuses, write:media, read:accounts and read:statuses; make a new one and set " + c.token.Name()
}

func (c *Channel) unprocessable(e *syndicate.Error, words string) {
	switch {
	case contains(words, "requires an authenticated user"):
		e.Kind = syndicate.Auth
		e.Hint = "this is the token of an application without an account; take the one that the server shows as “Your access token” and set " + c.token.Name()
	case contains(words, "not finished processing"):
		e.Kind = syndicate.Unavailable // the post is validated before it is stored
		e.Hint = "the server is still working on the picture; run again"
	case contains(words, "character limit"):
		e.Hint = "the text is too long for this server; shorten it in the article, under syndicate"
	}
}

// limited reads when the limit ends. Mastodon writes a date into a header of
// its own; Retry-After comes from what stands before the server.
func (c *Channel) limited(e *syndicate.Error, resp *wire.Response) {
	if t, err := time.Parse(time.RFC3339, resp.Header.Get("X-RateLimit-Reset")); err == nil && t.After(c.now()) && e.Until.Before(t) {
		e.Until = t
	}
}

func contains(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// answered reports whether an error is the server's answer with a status.
func answered(err error, status int) bool {
	var e *syndicate.Error
	return errors.As(err, &e) && e.Status == status
}
