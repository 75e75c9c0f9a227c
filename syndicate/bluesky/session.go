package bluesky

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// session is what a login gives. The tokens live in memory only.
type session struct {
	DID     string          `json:"did"`
	Handle  string          `json:"handle"`
	Access  string          `json:"accessJwt"`
	Refresh string          `json:"refreshJwt"`
	Active  *bool           `json:"active"` // missing on older servers, which means yes
	Status  string          `json:"status"`
	Doc     json.RawMessage `json:"didDoc"`
}

// didDoc is the public description of an account, of which only the server
// that stores it matters.
type didDoc struct {
	ID      string `json:"id"`
	Service []struct {
		ID       string `json:"id"`
		Endpoint any    `json:"serviceEndpoint"`
	} `json:"service"`
}

// pdsOf returns the address of the server that stores the account, or "".
func pdsOf(s session) string {
	var doc didDoc
	if json.Unmarshal(s.Doc, &doc) != nil || doc.ID != s.DID {
		return ""
	}
	for _, x := range doc.Service {
		if x.ID == "#atproto_pds" || x.ID == doc.ID+"#atproto_pds" {
			address, _ := x.Endpoint.(string)
			return strings.TrimRight(address, "/")
		}
	}
	return ""
}

// Verify logs in and says who we are.
func (c *Channel) Verify(ctx context.Context) (syndicate.Identity, syndicate.Facts, error) {
	if err := c.signIn(ctx); err != nil {
		return syndicate.Identity{}, nil, err
	}
	s := c.session
	return syndicate.Identity{Network: name, ID: s.DID, Handle: "@" + s.Handle, URL: "https://bsky.app/profile/" + s.DID}, nil, nil
}

// known logs in unless that is done.
func (c *Channel) known(ctx context.Context) error {
	if c.session.Access != "" {
		return nil
	}
	return c.signIn(ctx)
}

// signIn makes a new session.
func (c *Channel) signIn(ctx context.Context) error {
	for _, s := range []syndicate.Secret{c.handle, c.password} {
		if !s.Set() {
			return &syndicate.Error{Kind: syndicate.Auth, Message: "Bluesky: " + s.Name() + " is not set",
				Hint: "set " + c.handle.Name() + " to the account's handle and " + c.password.Name() + " to an app password of it"}
		}
	}
	body, err := json.Marshal(map[string]string{"identifier": strings.TrimPrefix(c.handle.Value(), "@"), "password": c.password.Value()})
	if err != nil {
		return syndicate.Errorf(syndicate.Invalid, "Bluesky: the login cannot be written")
	}
	return c.enter(ctx, wire.Request{Method: http.MethodPost, Path: xrpc("com.atproto.server.createSession"), Body: body, Header: jsonHeader()})
}

// renew replaces a session whose access token has run out. If that fails for
// the session's sake, it logs in anew.
func (c *Channel) renew(ctx context.Context) error {
	err := c.enter(ctx, wire.Request{Method: http.MethodPost, Path: xrpc("com.atproto.server.refreshSession"), Header: bearer(http.Header{}, c.session.Refresh)})
	if err != nil && syndicate.KindOf(err) == syndicate.Auth {
		return c.signIn(ctx)
	}
	return err
}

// enter makes a request that answers with a session, and takes it.
func (c *Channel) enter(ctx context.Context, r wire.Request) error {
	resp, err := c.login.Do(ctx, r)
	if err != nil {
		return err
	}
	if !resp.OK() {
		return c.shut(c.refused(resp))
	}
	var s session
	if err := resp.JSON(&s); err != nil {
		return err
	}
	if s.Active != nil && !*s.Active {
		return &syndicate.Error{Kind: syndicate.Disabled, Status: resp.Status, Code: c.login.Redact(s.Status), Message: "Bluesky: the account is not active (" + c.login.Redact(s.Status) + ")", Hint: lookHint}
	}
	return c.take(s)
}

// shut makes a refused login what it is. It says nothing about a message, so it
// is never Rejected, which would be the message's end.
func (c *Channel) shut(e *syndicate.Error) *syndicate.Error {
	if e.Kind == syndicate.Rejected {
		e.Kind = syndicate.Auth
		e.Hint = "look at " + c.handle.Name() + " and " + c.password.Name()
	}
	return e
}

// take checks a session and turns to the server that stores the account.
func (c *Channel) take(s session) error {
	if s.Doc == nil {
		s.Doc = c.session.Doc // a refreshed session may leave it out
	}
	switch {
	case !strings.HasPrefix(s.DID, "did:") || s.Access == "" || s.Refresh == "":
		return &syndicate.Error{Kind: syndicate.Unavailable, Message: "Bluesky: the server's answer to the login is not a session",
			Hint: "look whether server in nadi.yaml is the address of the account's server"}
	case c.session.DID != "" && c.session.DID != s.DID:
		return &syndicate.Error{Kind: syndicate.Auth, Message: "Bluesky: the login is another account's than a moment ago"}
	}
	base := pdsOf(s)
	if base == "" {
		base = c.login.Base
	}
	if err := wire.CheckBase(base); err != nil || strings.HasPrefix(base, "http:") && !strings.HasPrefix(c.login.Base, "http:") {
		return &syndicate.Error{Kind: syndicate.Disabled, Message: "Bluesky: the account says that it is stored at " + base + ", where no password may be sent",
			Hint: "ask whoever runs the account's server"}
	}
	c.session = s
	secrets := append(slices.Clip([]syndicate.Secret{c.password}), syndicate.NewSecret(c.password.Name(), s.Access), syndicate.NewSecret(c.password.Name(), s.Refresh))
	c.login.Secrets = secrets
	pds := *c.login
	pds.Base = base
	c.pds = &pds
	return nil
}

// call makes one request to the server that stores the account, and decodes
// the answer. Where the access token has run out, which the server says before
// it does anything, the session is renewed and the request made with the new
// one.
func (c *Channel) call(ctx context.Context, r wire.Request, v any) error {
	if err := c.known(ctx); err != nil {
		return err
	}
	err := c.once(ctx, r, v)
	if !hasCode(err, "ExpiredToken") {
		return err
	}
	if err := c.renew(ctx); err != nil {
		return err
	}
	return c.once(ctx, r, v)
}

func (c *Channel) once(ctx context.Context, r wire.Request, v any) error {
	r.Header = bearer(r.Header, c.session.Access)
	resp, err := c.pds.Do(ctx, r)
	if err != nil {
		return err
	}
	if !resp.OK() {
		return c.refused(resp)
	}
	return resp.JSON(v)
}

// xrpc is the path of a method.
func xrpc(method string) string { return "/xrpc/" + method }

func jsonHeader() http.Header { return http.Header{"Content-Type": {"application/json"}} }

// bearer adds a token to a copy of headers.
func bearer(h http.Header, token string) http.Header {
	h = h.Clone()
	if h == nil {
		h = http.Header{}
	}
	h.Set("Authorization", "Bearer "+token)
	return h
}
