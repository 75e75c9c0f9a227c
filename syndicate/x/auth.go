package x

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/dghubble/oauth1"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// The secrets of OAuth 1.0a, and those of OAuth 2.
const (
	secretAPIKey      = "API_KEY"
	secretAPISecret   = "API_SECRET"
	secretToken       = "ACCESS_TOKEN"
	secretTokenSecret = "ACCESS_SECRET"

	secretClientID     = "CLIENT_ID"
	secretClientSecret = "CLIENT_SECRET"
	secretRefresh      = "REFRESH_TOKEN"
)

// keys are the account's secrets.
type keys struct {
	api, apiSecret, token, tokenSecret   syndicate.Secret // OAuth 1.0a
	client, clientSecret, refresh, basic syndicate.Secret // OAuth 2; basic is what Basic authentication carries
}

func keysOf(secret func(string) syndicate.Secret) keys {
	k := keys{api: secret(secretAPIKey), apiSecret: secret(secretAPISecret), token: secret(secretToken), tokenSecret: secret(secretTokenSecret),
		client: secret(secretClientID), clientSecret: secret(secretClientSecret), refresh: secret(secretRefresh)}
	if k.clientSecret.Set() {
		k.basic = syndicate.NewSecret(k.clientSecret.Name(), url.QueryEscape(k.client.Value())+":"+url.QueryEscape(k.clientSecret.Value()))
	}
	return k
}

// hidden are the values that must never be seen.
func (k *keys) hidden() []syndicate.Secret {
	return []syndicate.Secret{k.api, k.apiSecret, k.token, k.tokenSecret, k.client, k.clientSecret, k.refresh, k.basic}
}

func (k *keys) first() []syndicate.Secret {
	return []syndicate.Secret{k.api, k.apiSecret, k.token, k.tokenSecret}
}

// second reports an account of OAuth 2: it has a client ID and nothing of
// OAuth 1.0a, which wins where both are, because nothing about it changes.
func (k *keys) second() bool {
	for _, s := range k.first() {
		if s.Set() {
			return false
		}
	}
	return k.client.Set() || k.refresh.Set()
}

// lacking says which secrets are missing.
func (k *keys) lacking() error {
	need := k.first()
	if k.second() {
		need = []syndicate.Secret{k.client}
	}
	var names []string
	for _, s := range need {
		if !s.Set() {
			names = append(names, s.Name())
		}
	}
	if names == nil {
		return nil
	}
	e := syndicate.Errorf(syndicate.Auth, "X: secrets are missing: %s", strings.Join(names, ", "))
	e.Hint = "set them; the developer console shows each once, when it is made (docs/channels/x.md)"
	return e
}

// signing is a transport that signs every request by OAuth 1.0a. Query and
// header are signed, and no body, for none here is a form (RFC 5849, section
// 3.4.1.3.1). The library dates a signature by the machine's clock and not by
// Tools.Now.
func signing(t syndicate.Tools, k keys) http.RoundTripper {
	config := oauth1.NewConfig(k.api.Value(), k.apiSecret.Value())
	config.Noncer = noncer(t.Nonce)
	base := context.WithValue(context.Background(), oauth1.HTTPClient, &http.Client{Transport: t.Transport})
	return config.Client(base, oauth1.NewToken(k.token.Value(), k.tokenSecret.Value())).Transport
}

type noncer func() string

func (n noncer) Nonce() string { return n() }

// authorize adds to a request's header what the transport does not.
func (c *Channel) authorize(ctx context.Context, h http.Header) error {
	if err := c.keys.lacking(); err != nil || c.tokens == nil {
		return err
	}
	if !c.tokens.current.live(c.now()) {
		if err := c.renew(ctx); err != nil {
			return err
		}
	}
	h.Set("Authorization", "Bearer "+c.tokens.current.Access)
	return nil
}

// tokens are those of an account of OAuth 2. X takes a refresh token once and
// answers with the next; who uses an old one may lose all. So a new one is
// kept durably before anything is done with it, and the store lets nobody else
// refresh meanwhile.
type tokens struct {
	store   syndicate.TokenStore
	account string
	current grant
}

// grant is what the store keeps. Seed tells by which token of the environment
// it began: when a person has put another one there, that is the newer.
type grant struct {
	Seed    string    `json:"seed"` // SHA-256, hex
	Refresh string    `json:"refresh"`
	Access  string    `json:"access,omitempty"`
	Expires time.Time `json:"expires,omitzero"` // of Access
}

// live reports an access token that is good for a while yet.
func (g *grant) live(now time.Time) bool {
	return g.Access != "" && now.Add(5*time.Minute).Before(g.Expires)
}

// renew takes the access token that is stored, or has X make a new pair and
// stores it first.
func (c *Channel) renew(ctx context.Context) error {
	if c.tokens.store == nil {
		e := syndicate.Errorf(syndicate.Auth, "X replaces the token of OAuth 2 at each use, and there is no safe place here to keep the new one")
		e.Hint = "use the four secrets of OAuth 1.0a, which do not change, or run Nadi where it has a token file"
		return e
	}
	stored, err := c.tokens.store.Swap(ctx, c.tokens.account, func(old string) (string, error) { return c.successor(ctx, old) })
	if err != nil {
		return c.unstored(err)
	}
	g, err := c.read(stored)
	c.tokens.current = g
	return err
}

// unstored makes an error of a failed Swap.
func (c *Channel) unstored(err error) error {
	var e *syndicate.Error
	if errors.As(err, &e) {
		return e
	}
	e = &syndicate.Error{Kind: syndicate.Auth, Message: c.wire.Redact("X: the token cannot be kept: " + strings.Join(strings.Fields(err.Error()), " "))}
	e.Hint = "repair that first; if X refuses the stored token afterwards, allow the app anew and set " + c.keys.refresh.Name()
	return e
}

// read decodes what is stored and has its values hidden from now on.
func (c *Channel) read(stored string) (grant, error) {
	var g grant
	if err := json.Unmarshal([]byte(stored), &g); err != nil || g.Refresh == "" {
		e := syndicate.Errorf(syndicate.Auth, "X: the stored token of %s cannot be read", c.tokens.account)
		e.Hint = "allow the app anew and set " + c.keys.refresh.Name() + " to the new refresh token, which then takes its place"
		return grant{}, e
	}
	c.hide(g)
	return g, nil
}

func (c *Channel) hide(g grant) {
	for what, v := range map[string]string{"access token": g.Access, "refresh token": g.Refresh} {
		c.wire.Secrets = append(c.wire.Secrets, syndicate.NewSecret(what, v))
	}
}

// successor returns what is to be stored in place of old.
func (c *Channel) successor(ctx context.Context, old string) (string, error) {
	g, err := c.begin(old)
	if err != nil {
		return "", err
	}
	if g.live(c.now()) { // another run was quicker
		return old, nil
	}
	next, err := c.exchange(ctx, g)
	if err != nil {
		return "", err
	}
	return string(asJSON(next)), nil
}

// begin chooses between what is stored and the environment's token.
func (c *Channel) begin(old string) (grant, error) {
	seed := c.keys.refresh
	fresh := grant{Seed: fingerprint(seed.Value()), Refresh: seed.Value()}
	if old == "" && !seed.Set() {
		e := syndicate.Errorf(syndicate.Auth, "X: there is no refresh token")
		e.Hint = "allow the app and set " + seed.Name()
		return grant{}, e
	} else if old == "" {
		return fresh, nil
	}
	g, err := c.read(old)
	if seed.Set() && (err != nil || g.Seed != fresh.Seed) {
		return fresh, nil
	}
	return g, err
}

func fingerprint(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// exchange has X make a new pair of tokens. A lost answer may mean that the old
// refresh token is used up; nobody can tell but the next attempt.
func (c *Channel) exchange(ctx context.Context, g grant) (grant, error) {
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {g.Refresh}}
	h := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	if c.keys.basic.Set() {
		r := http.Request{Header: h}
		r.SetBasicAuth(url.QueryEscape(c.keys.client.Value()), url.QueryEscape(c.keys.clientSecret.Value()))
	} else {
		form.Set("client_id", c.keys.client.Value())
	}
	resp, err := c.wire.Do(ctx, wire.Request{Method: http.MethodPost, Path: "/2/oauth2/token", Header: h, Body: []byte(form.Encode())})
	if e := (*syndicate.Error)(nil); errors.As(err, &e) {
		e.Hint = "if X refuses the refresh token next time, this attempt has used it up: allow the app anew and set " + c.keys.refresh.Name()
		return grant{}, e
	}
	if !resp.OK() {
		return grant{}, c.unrefreshed(resp)
	}
	var pair struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
		Seconds int    `json:"expires_in"`
	}
	if err := resp.JSON(&pair); err != nil {
		return grant{}, err
	}
	if pair.Access == "" {
		return grant{}, syndicate.Errorf(syndicate.Unavailable, "X made no access token and gave no reason")
	}
	if pair.Refresh == "" { // without offline.access there is none; the old one may do once more
		pair.Refresh = g.Refresh
	}
	next := grant{Seed: g.Seed, Refresh: pair.Refresh, Access: pair.Access, Expires: c.now().Add(time.Duration(pair.Seconds) * time.Second).UTC()}
	c.hide(next)
	return next, nil
}

// unrefreshed makes an error of a refused exchange, which has words of its own
// (RFC 6749, section 5.2).
func (c *Channel) unrefreshed(resp *wire.Response) *syndicate.Error {
	var said struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	if json.Unmarshal(resp.Body, &said) != nil || said.Error == "" {
		return c.refused(resp, false)
	}
	e := resp.Error(strings.TrimSuffix(said.Error+": "+said.Description, ": "))
	e.Code = said.Error
	if resp.Status == http.StatusBadRequest || resp.Status == http.StatusForbidden {
		e.Kind = syndicate.Auth
	}
	if e.Kind == syndicate.Auth {
		e.Hint = fmt.Sprintf("the refresh token is used up, withdrawn or older than six months: allow the app anew and set %s to the new one", c.keys.refresh.Name())
	}
	return e
}

// forget drops an access token that X does not take any more, so that the next
// request asks for another. The refresh token stays.
func (c *Channel) forget(ctx context.Context) {
	if c.tokens == nil || c.tokens.store == nil {
		return
	}
	refused := c.tokens.current.Access
	c.tokens.current = grant{}
	// If it cannot be dropped it is refused again, until it expires by itself.
	_, _ = c.tokens.store.Swap(ctx, c.tokens.account, func(old string) (string, error) {
		g, err := c.read(old)
		if err != nil || g.Access != refused {
			return old, err
		}
		g.Access, g.Expires = "", time.Time{}
		return string(asJSON(g)), nil
	})
}
