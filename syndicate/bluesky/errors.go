package bluesky

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

const lookHint = "log in to the account at bsky.app in a browser; it says there what is wrong and what can be done"

// meaning is what one of the network's codes means where its status does not
// say it, and what to do about it.
type meaning struct {
	kind syndicate.Kind // 0: the status says it
	hint string
}

// meanings are the codes, as of 2026-11. {password} stands for the variable.
var meanings = map[string]meaning{
	"AuthenticationRequired":  {syndicate.Auth, "look at handle and app password; a deleted app password is replaced by a new one in {password}"},
	"AuthMissing":             {syndicate.Auth, ""},
	"ExpiredToken":            {syndicate.Auth, ""},
	"InvalidToken":            {syndicate.Auth, "the session was ended; run again, and if that fails make a new app password and set {password}"},
	"AuthFactorTokenRequired": {syndicate.Auth, "this is the account's own password; make an app password for Nadi and set {password} to it"},
	"AccountTakedown":         {syndicate.Disabled, lookHint},
	"AccountSuspended":        {syndicate.Disabled, lookHint},
	"AccountDeactivated":      {syndicate.Disabled, lookHint},
	"RepoTakendown":           {syndicate.Disabled, lookHint},
	"RepoSuspended":           {syndicate.Disabled, lookHint},
	"RepoDeactivated":         {syndicate.Disabled, lookHint},
	"RepoNotFound":            {syndicate.Disabled, "the account is not on this server (any more); look at server in nadi.yaml"},
	"XRPCNotSupported":        {syndicate.Disabled, "this is no Bluesky server; look at server in nadi.yaml"},
	"RateLimitExceeded":       {syndicate.Limited, ""},
	"BlobNotFound":            {syndicate.Unavailable, "the server no longer has the picture; run again, which uploads it again"},
	"BlobTooLarge":            {0, "the picture is too large for this server; use a smaller one"},
	"InvalidMimeType":         {0, "the server does not take this kind of picture; use JPEG or PNG"},
	"InvalidSize":             {0, "the picture is too large; use a smaller one"},
}

// refused makes an error of an answer that is not OK: {error, message}, where
// error is a code. A page of a proxy has neither; then the status decides.
func (c *Channel) refused(resp *wire.Response) *syndicate.Error {
	var said struct {
		Error   string `json:"error"`
		Message string `json:"message"`
	}
	_ = json.Unmarshal(resp.Body, &said) // not JSON: the status says enough
	e := resp.Error(strings.TrimSpace(said.Error + " " + said.Message))
	e.Code = c.login.Redact(said.Error)
	m := meanings[said.Error]
	if m.kind != 0 && (resp.Status < 500 || e.Kind != syndicate.Unknown) {
		e.Kind = m.kind
	}
	if m.hint != "" {
		e.Hint = strings.ReplaceAll(m.hint, "{password}", c.password.Name())
	}
	switch {
	case e.Kind == syndicate.Limited:
		c.limited(e, resp)
	case resp.Status == http.StatusNotFound && m.kind == 0:
		e.Kind = syndicate.Disabled
		e.Hint = "look whether server in nadi.yaml is the address of the account's server"
	case resp.Status == http.StatusRequestEntityTooLarge && e.Hint == "":
		e.Hint = "the picture is too large for this server; use a smaller one"
	}
	return e
}

// limited reads when the limit ends: Unix seconds, in a header of the
// network's own.
func (c *Channel) limited(e *syndicate.Error, resp *wire.Response) {
	seconds, err := strconv.ParseInt(resp.Header.Get("RateLimit-Reset"), 10, 64)
	if at := time.Unix(seconds, 0).UTC(); err == nil && at.After(c.now()) && at.After(e.Until) {
		e.Until = at
	}
}

// hasCode reports whether an error is the network's answer with a code.
func hasCode(err error, code string) bool {
	var e *syndicate.Error
	return errors.As(err, &e) && e.Code == code
}
