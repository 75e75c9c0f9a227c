package youtube

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// scope is the one permission that every request here can be made with.
const scope = "https://www.googleapis.com/auth/youtube.force-ssl"

// margin is how long before its end an access token is replaced: longer than
// the longest request.
const margin = 5 * time.Minute

// grant is an access token, kept in memory only.
type grant struct {
	token  syndicate.Secret
	until  time.Time // when it ends
	scopes []string  // what it may do; empty: Google did not say
	dies   time.Time // when the refresh token ends, zero if Google did not say
}

func (g grant) allows(scope string) bool {
	return len(g.scopes) == 0 || slices.Contains(g.scopes, scope)
}

// do makes one request with an access token. Where the token turns out to be
// dead and the request changes nothing for readers, it is made once more with
// a fresh token.
func (c *channel) do(ctx context.Context, r wire.Request) (*wire.Response, error) {
	for again := false; ; again = true {
		if err := c.refresh(ctx); err != nil {
			return nil, err
		}
		header := http.Header{"Authorization": {"Bearer " + c.grant.token.Value()}}
		for k, v := range r.Header {
			header[k] = v
		}
		once := r
		once.Header = header
		resp, err := c.client(c.server, append(hidden(r.Path), c.grant.token)...).Do(ctx, once)
		if err != nil || resp.Status != http.StatusUnauthorized {
			return resp, err
		}
		c.grant = grant{}
		if again || r.Commit || r.Stream != nil {
			return resp, nil
		}
	}
}

func (c *channel) client(base string, more ...syndicate.Secret) *wire.Client {
	return wire.New("YouTube", base, c.tools, append([]syndicate.Secret{c.id, c.key, c.token}, more...)...)
}

// hidden are the parts of an upload session's address that no message may
// show.
func hidden(address string) []syndicate.Secret {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil
	}
	all := []syndicate.Secret{syndicate.NewSecret("the upload session", address)}
	for k, vs := range u.Query() {
		for _, v := range vs {
			if k != "part" && k != "uploadType" { // the others tell sessions apart
				all = append(all, syndicate.NewSecret("the upload session", v))
			}
		}
	}
	return all
}

// refresh makes sure that there is an access token.
func (c *channel) refresh(ctx context.Context) error {
	if c.grant.token.Set() && c.tools.Now().Add(margin).Before(c.grant.until) {
		return nil
	}
	form := url.Values{"grant_type": {"refresh_token"}, "client_id": {c.id.Value()}, "client_secret": {c.key.Value()}, "refresh_token": {c.token.Value()}}
	resp, err := c.client(c.tokens).Do(ctx, wire.Request{Method: http.MethodPost, Path: c.tokens, Body: []byte(form.Encode()),
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}})
	if err != nil {
		return err
	}
	if !resp.OK() {
		return c.refusedToken(resp)
	}
	var t struct {
		Token string `json:"access_token"`
		Ends  int64  `json:"expires_in"`
		Dies  int64  `json:"refresh_token_expires_in"`
		Scope string `json:"scope"`
	}
	if err := resp.JSON(&t); err != nil {
		return err
	}
	if t.Token == "" {
		return syndicate.Errorf(syndicate.Unavailable, "YouTube: Google's answer holds no access token")
	}
	c.keep(t.Token, t.Ends, t.Dies, t.Scope)
	return nil
}

func (c *channel) keep(token string, ends, dies int64, scopes string) {
	now := c.tools.Now()
	c.grant = grant{token: syndicate.NewSecret("the access token", token), until: now.Add(time.Duration(ends) * time.Second), scopes: strings.Fields(scopes)}
	if dies > 0 {
		c.grant.dies = now.Add(time.Duration(dies) * time.Second)
	}
}

// refusedToken explains why Google gives no access token. What is not clearly
// the fault of the secrets is left for later.
func (c *channel) refusedToken(r *wire.Response) *syndicate.Error {
	reason, text := reasonOf(r)
	e := r.Error(text)
	if e.Code = reason; e.Kind == syndicate.Rejected && r.Status >= 400 || e.Kind == syndicate.Scope {
		e.Kind = syndicate.Auth
	}
	switch reason {
	case "invalid_grant":
		e.Hint = "the refresh token has expired or was withdrawn; make a new one and put it into " + c.token.Name() +
			". Tokens of a Google app in status Testing end after 7 days: set the app to In production first"
	case "invalid_client", "unauthorized_client":
		e.Hint = "compare " + c.id.Name() + " and " + c.key.Name() + " with the OAuth client in the Google Cloud console; the refresh token must come from the same client"
	}
	if e.Kind == syndicate.Auth && e.Hint == "" {
		e.Hint = "check " + c.id.Name() + ", " + c.key.Name() + " and " + c.token.Name()
	}
	return e
}
