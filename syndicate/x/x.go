// Package x posts to X (formerly Twitter) through its API, version 2.
//
// A post is one request, POST /2/tweets, with the article's address in the
// text. Before it, and seen by nobody, the picture is uploaded and given its
// alt text; an account may leave the picture to the card that X makes of the
// article's page (option "as"), for a picture of its own hides the card.
//
// X knows no key that makes a repeated request harmless, but it refuses an
// exact duplicate. A lost reply is Unknown; Find reads the account's posts back
// and says Found or NotSeen, never Absent; a refused duplicate is settled by
// reading, too.
//
// Every post costs money, one with a link thirteen times as much as one
// without (Price). Length is weighed by rules of X's own (weigh.go).
//
// There are two ways to log in (auth.go): OAuth 1.0a with four secrets that do
// not change, and OAuth 2 with a token that changes at each use.
//
// Facts, as of 2026-11-23. Sure means: checked, a page of X's or its OpenAPI
// description was read; code, other projects depend on it; recalled, from
// memory.
//
//	POST /2/tweets: text, media, reply; other keys are refused    OpenAPI 2.167                 checked
//	DELETE /2/tweets/{id} answers deleted: true or false          OpenAPI 2.167                 checked
//	POST /2/media/upload: media and media_category, both needed   OpenAPI 2.167                 checked
//	pictures: JPEG, PNG, WebP of at most 5 MB                     Media best practices          checked
//	POST /2/media/metadata: alt text, at most 1,000 characters    OpenAPI 2.167, changelog      checked
//	GET /2/users/{id}/tweets: 5 to 100 a page, start_time         OpenAPI 2.167                 checked
//	its fields are asked for as post.fields …                     OpenAPI 2.167                 checked
//	… and by older servers as tweet.fields                        docs.x.com, older pages; code code
//	conversation_id is the number of the post that began a thread OpenAPI 2.167; Data dictionary  recalled
//	entities.urls has the addresses behind t.co                   Data dictionary               recalled
//	start_time lies at least 10 seconds in the past               Timelines guide               recalled
//	a user's last 3,200 posts can be read                         Timelines guide               recalled
//	text comes back with &amp; &lt; &gt; and with t.co links      Data dictionary               recalled
//	an attached picture hides the card                            none                          recalled
//	280, links 23, emoji 2                                        Counting characters, config 3 checked
//	$0.015 a post, $0.20 with a link, $0.005 an alt text          Pricing                       checked
//	402 CreditsDepleted when nothing is left                      none; reports                 code
//	403 "duplicate content" for a duplicate; code 187 before v2   none; reports                 code
//	problem types and codes in errors.go                          Response codes                recalled
//	x-rate-limit-remaining and -reset (Unix seconds)              Rate limits                   checked
//	the like for 24 hours: x-app-limit-24hour-, x-user-limit-…    none                          recalled
//	answers only to who mentioned the author, since 2026-02-23;   changelog                     checked
//	… to one's own posts: not stated                              none                          open
//	edits: Premium only, a new id each, 30 minutes or an hour     Edit posts; changelog         checked
//	OAuth 1.0a: no body is signed but that of a form              RFC 5849, section 3.4.1.3     checked
//	OAuth 2: access 2 hours; refresh tokens are used once         OAuth 2 pages; code           code
//	an old refresh token may end all that came from it            none; reports                 code
//	refresh tokens live about six months                          none; reports                 code
//	https://x.com/i/web/status/ID leads to the post               none                          recalled
package x

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

const (
	name   = "x"
	title  = "X"
	server = "https://api.x.com"
)

// The values of the option "as".
const (
	asPhoto = "photo"
	asLink  = "link"
)

// sendTimeout bounds a request that readers see the effect of.
const sendTimeout = time.Minute

// Network is X's entry in the list of networks. Of the secrets an account has
// either the four of OAuth 1.0a or those of OAuth 2.
func Network() syndicate.Network {
	return syndicate.Network{
		Name:   name,
		Title:  title,
		Server: server,
		Secrets: []syndicate.Setting{
			{Name: secretAPIKey, Why: "OAuth 1.0a: the app's API key, from the developer console, Keys and tokens"},
			{Name: secretAPISecret, Why: "OAuth 1.0a: the API key's secret, from the same place"},
			{Name: secretToken, Why: "OAuth 1.0a: the account's access token, made after the app may read and write"},
			{Name: secretTokenSecret, Why: "OAuth 1.0a: the access token's secret"},
			{Name: secretClientID, Why: "OAuth 2, in place of the four: the app's client ID"},
			{Name: secretClientSecret, Why: "OAuth 2: the client secret; only a confidential app has one"},
			{Name: secretRefresh, Why: "OAuth 2: the first refresh token; X replaces it at each use, and Nadi keeps the new one in its token file"},
		},
		Options: []syndicate.Setting{
			{Name: "as", Default: asPhoto, Values: []string{asPhoto, asLink}, Why: "photo: the article's picture with its alt text; link: the card that X makes of the article's page"},
		},
		Open: open,
	}
}

// Channel is one account.
type Channel struct {
	wire   *wire.Client
	now    func() time.Time
	as     string
	keys   keys
	tokens *tokens // nil with OAuth 1.0a
	id     string  // of the account, once it was asked for
	legacy bool    // the server knows tweet.fields and not post.fields
}

// What the channel can do, and Amend it cannot.
var (
	_ syndicate.Channel = (*Channel)(nil)
	_ syndicate.Finder  = (*Channel)(nil)
	_ syndicate.Reader  = (*Channel)(nil)
	_ syndicate.Remover = (*Channel)(nil)
	_ syndicate.Replier = (*Channel)(nil)
)

func open(a syndicate.Account, t syndicate.Tools) (syndicate.Channel, error) {
	base := a.Server
	if base == "" {
		base = server
	}
	if err := wire.CheckBase(base); err != nil {
		return nil, err
	}
	c := &Channel{now: t.Now, as: a.Options["as"], keys: keysOf(t.Secret)}
	if c.as == "" {
		c.as = asPhoto
	}
	c.wire = wire.New(title, base, t, c.keys.hidden()...)
	if c.keys.second() {
		c.tokens = &tokens{store: t.Tokens, account: a.Name}
	} else {
		c.wire.HTTP = signing(t, c.keys)
	}
	return c, nil
}

// call makes one request and decodes the answer into v. Every request of the
// channel but that for a new token passes here, so that none goes out without
// proof of who we are.
func (c *Channel) call(ctx context.Context, r wire.Request, v any) error {
	if r.Header == nil {
		r.Header = http.Header{}
	}
	if err := c.authorize(ctx, r.Header); err != nil {
		return err
	}
	resp, err := c.wire.Do(ctx, r)
	if err != nil {
		return err
	}
	if resp.Status == http.StatusUnauthorized {
		c.forget(ctx)
	}
	if !resp.OK() {
		return c.refused(resp, r.Commit)
	}
	return resp.JSON(v)
}

// post makes a request with a JSON body.
func (c *Channel) post(ctx context.Context, path string, body []byte, commit bool, v any) error {
	return c.call(ctx, wire.Request{
		Method:  http.MethodPost,
		Path:    path,
		Header:  http.Header{"Content-Type": {"application/json"}},
		Body:    body,
		Commit:  commit,
		Timeout: sendTimeout,
	}, v)
}

// me is how X describes the account that is logged in.
type me struct {
	Data struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		Username string `json:"username"`
	} `json:"data"`
	Errors []problem `json:"errors"`
}

// Verify asks whose secrets these are. X tells neither what they may do nor
// what is left of the credit; both show at the first post. There are no facts:
// the limits are the same for all.
func (c *Channel) Verify(ctx context.Context) (syndicate.Identity, syndicate.Facts, error) {
	var m me
	if err := c.call(ctx, wire.Request{Method: http.MethodGet, Path: "/2/users/me"}, &m); err != nil {
		return syndicate.Identity{}, nil, err
	}
	if m.Data.ID == "" {
		return syndicate.Identity{}, nil, c.silent("X did not say whose secrets these are", m.Errors)
	}
	c.id = m.Data.ID
	i := syndicate.Identity{Network: name, ID: m.Data.ID, Handle: "@" + m.Data.Username, URL: "https://x.com/" + m.Data.Username}
	return i, nil, nil
}

// whoami is the account's number.
func (c *Channel) whoami(ctx context.Context) (string, error) {
	if c.id == "" {
		if _, _, err := c.Verify(ctx); err != nil {
			return "", err
		}
	}
	return c.id, nil
}

// silent makes an error of an answer that calls itself good and holds nothing.
func (c *Channel) silent(what string, errors []problem) *syndicate.Error {
	for _, p := range errors {
		what += ": " + p.text()
	}
	return syndicate.Errorf(syndicate.Unavailable, "%s", strings.Join(strings.Fields(c.wire.Redact(what)), " "))
}

// asJSON writes a body. Its types can always be written.
func asJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}
