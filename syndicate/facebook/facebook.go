// Package facebook posts to a Facebook Page through Meta's Graph API.
//
// A post has one of two shapes, and the account's option "as" says which. A
// link post carries the article's address in a field of its own; Facebook
// shows the card that it reads from the page. A photo post shows the article's
// picture with its alt text and carries the address in the text. In both
// shapes one request alone is visible to readers, POST /{page}/feed: a picture
// is uploaded unpublished before, and a card is read anew before.
//
// Facebook offers no key that makes a repeated request harmless, and its list
// of posts is ranked and capped. So a lost reply is Unknown, Find can say Found
// or NotSeen and never Absent, and nothing is repeated.
//
// A refusal usually has the status 400, also when the token has died or a
// limit is reached: code and subcode decide (errors.go), the status only where
// they say nothing.
//
// The token travels in the Authorization header, never in an address. The
// addresses of further pages that Facebook hands out hold the token; they are
// not followed, only their cursor is used.
//
// Facts, as of 2026-11-23. Sure means: checked, a page of Meta's was read;
// code, other projects depend on it; recalled, from memory.
//
//	POST /{page}/feed with message, link, published          Pages API, Posts guide         checked
//	POST and DELETE /{post} answer {"success":true}          Pages API, Posts guide         checked
//	only posts of the same app can be amended                Pages API, Posts guide         checked
//	?fields= on a POST is answered with these fields         Pages API, Posts guide         checked
//	another page says: DELETE for "select developers" only   PagePost reference             code
//	photo: source, published, alt_text_custom                Photo reference                checked
//	photos under 10 MB; in practice 4 MB JPEG or PNG         Photo reference; 1366046       code
//	attached_media:[{media_fbid}] on /feed                   Page Feed reference            code
//	attachments: url is wrapped, unshimmed_url is not        StoryAttachment reference      code
//	at most 100 a page, about 600 ranked posts a year        Page Feed reference            code
//	a Page's token has no date of expiry                     Access token guide             code
//	X-Business-Use-Case-Usage: by page, in minutes           Rate limiting overview         checked
//	versions and the days on which they end                  Graph API changelog            checked
//	codes 4, 17, 32, 613, 80000–80099 are limits             Rate limiting overview         code
//	subcodes in errors.go                                    none complete                  code
//	appsecret_proof: hex HMAC-SHA256 of the token            Securing Graph API calls       recalled
//	POST /?id={url}&scrape=true reads the card anew          Sharing debugger guide         recalled
//	/me with a Page's token is the Page                      Access token guide             recalled
//	Facebook-Api-Version names the version that answered     none                           recalled
//	code 506 for a repeated status                           Error handling                 recalled
//	100/33: not there, or not visible to this token          Error handling                 recalled
//	subcodes 459, 464, 492 of 190; code 803                  Error handling                 recalled
//	63,206 characters a message                              no page of Meta's says so      folklore
package facebook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

const (
	name    = "facebook"
	title   = "Facebook"
	server  = "https://graph.facebook.com"
	version = "v26.0"
)

// The values of the option "as".
const (
	asLink  = "link"
	asPhoto = "photo"
)

// sendTimeout bounds the request that makes a post public. Facebook reads the
// card while it answers, which takes seconds.
const sendTimeout = time.Minute

// versionEnds says when a version of the Graph API dies (Graph API changelog,
// read 2026-11-23). A version that is dead is answered as the oldest living
// one. The newest have no date yet.
var versionEnds = map[string]string{
	"v20.0": "2026-09-24", "v21.0": "2027-01-21", "v22.0": "2027-05-20",
	"v23.0": "2027-10-08", "v24.0": "2028-02-18", "v25.0": "2028-07-29",
}

var (
	pageForm    = regexp.MustCompile(`^[0-9]{1,20}$`)
	versionForm = regexp.MustCompile(`^v[1-9][0-9]?\.[0-9]$`)
)

// Network is Facebook's entry in the list of networks.
func Network() syndicate.Network {
	return syndicate.Network{
		Name:   name,
		Title:  title,
		Server: server,
		Secrets: []syndicate.Setting{
			{Name: "TOKEN", Required: true, Why: "the Page's access token, from GET /me/accounts with a long-lived user token"},
			{Name: "APP_SECRET", Why: "the app's secret, from App settings → Basic; with it every call is signed (appsecret_proof)"},
		},
		Options: []syndicate.Setting{
			{Name: "page", Required: true, Why: "the Page's number, from GET /me/accounts or About → Page transparency"},
			{Name: "version", Default: version, Why: "the version of the Graph API; each dies on a fixed day"},
			{Name: "as", Default: asLink, Values: []string{asLink, asPhoto}, Why: "link: Facebook shows the article's card; photo: the article's picture, with the address in the text"},
		},
		Open: open,
	}
}

// Channel is one Page.
type Channel struct {
	wire    *wire.Client
	now     func() time.Time
	page    string
	version string
	as      string
	token   syndicate.Secret
	proof   string // "" without app secret
}

// Format keeps what the channel holds of secrets out of every print.
func (Channel) Format(f fmt.State, _ rune) { fmt.Fprint(f, name) }

// The channel can do everything there is.
var (
	_ syndicate.Channel = (*Channel)(nil)
	_ syndicate.Finder  = (*Channel)(nil)
	_ syndicate.Reader  = (*Channel)(nil)
	_ syndicate.Amender = (*Channel)(nil)
	_ syndicate.Remover = (*Channel)(nil)
	_ syndicate.Replier = (*Channel)(nil)
)

func open(a syndicate.Account, t syndicate.Tools) (syndicate.Channel, error) {
	c := &Channel{now: t.Now, page: a.Options["page"], version: option(a, "version", version), as: option(a, "as", asLink), token: t.Secret("TOKEN")}
	if err := c.check(); err != nil {
		return nil, err
	}
	base := a.Server
	if base == "" {
		base = server
	}
	if err := wire.CheckBase(base); err != nil {
		return nil, err
	}
	secret := t.Secret("APP_SECRET")
	c.proof = proofOf(c.token, secret)
	c.wire = wire.New(title, strings.TrimRight(base, "/")+"/"+c.version, t, c.token, secret, syndicate.NewSecret("appsecret_proof", c.proof))
	return c, nil
}

func option(a syndicate.Account, name, otherwise string) string {
	if v := a.Options[name]; v != "" {
		return v
	}
	return otherwise
}

// check says what is wrong with the options.
func (c *Channel) check() error {
	switch {
	case !pageForm.MatchString(c.page):
		return fmt.Errorf("page: %q is not the number of a Page; write its digits, such as page: \"100200300400500\"", c.page)
	case !versionForm.MatchString(c.version):
		return fmt.Errorf("version: %q is not a version of the Graph API; write version: %s", c.version, version)
	case c.as != asLink && c.as != asPhoto:
		return fmt.Errorf("as: %q is not allowed; write link or photo", c.as)
	}
	return nil
}

// proofOf is the token signed with the app's secret, in hex. It shows Facebook
// that the caller knows both, so that a stolen token alone is worth nothing.
func proofOf(token, secret syndicate.Secret) string {
	if !secret.Set() {
		return ""
	}
	mac := hmac.New(sha256.New, []byte(secret.Value()))
	mac.Write([]byte(token.Value()))
	return hex.EncodeToString(mac.Sum(nil))
}

// call makes one request and decodes the answer into v. Every request of the
// channel passes here, so that none goes out without token and proof.
func (c *Channel) call(ctx context.Context, r wire.Request, v any) (*wire.Response, error) {
	if !c.token.Set() {
		return nil, &syndicate.Error{Kind: syndicate.Auth, Message: "Facebook: there is no token", Hint: "set " + c.token.Name() + " to the Page's access token"}
	}
	if r.Header == nil {
		r.Header = http.Header{}
	}
	r.Header.Set("Authorization", "Bearer "+c.token.Value())
	if c.proof != "" {
		if r.Query == nil {
			r.Query = url.Values{}
		}
		r.Query.Set("appsecret_proof", c.proof)
	}
	resp, err := c.wire.Do(ctx, r)
	if err != nil {
		return nil, err
	}
	if !resp.OK() {
		return nil, c.refused(resp, r.Commit)
	}
	return resp, resp.JSON(v)
}

func (c *Channel) get(ctx context.Context, path string, query url.Values, v any) (*wire.Response, error) {
	return c.call(ctx, wire.Request{Method: http.MethodGet, Path: path, Query: query}, v)
}

// pageNode is what Verify reads. With a person's token /me is the person.
type pageNode struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Link     string `json:"link"`
	Username string `json:"username"`
}

// Verify asks whose token it is, and then for the Page. Whether the token may
// post, and until when it lives, only debug_token tells, which wants the token
// in an address; so both stay unknown until the first post. The facts are the
// version of the API and the day on which it ends, if that is known.
func (c *Channel) Verify(ctx context.Context) (syndicate.Identity, syndicate.Facts, error) {
	var me, page pageNode
	if _, err := c.get(ctx, "/me", url.Values{"fields": {"id,name"}}, &me); err != nil {
		return syndicate.Identity{}, nil, err
	}
	if me.ID != c.page {
		return syndicate.Identity{}, nil, c.stranger(me)
	}
	resp, err := c.get(ctx, "/"+c.page, url.Values{"fields": {"id,name,link,username"}}, &page)
	if err != nil {
		return syndicate.Identity{}, nil, err
	}
	if page.ID != c.page {
		return syndicate.Identity{}, nil, c.stranger(page)
	}
	return c.identity(page), c.facts(resp.Header.Get("Facebook-Api-Version")), nil
}

// stranger says that the token belongs to someone else than the Page.
func (c *Channel) stranger(n pageNode) *syndicate.Error {
	e := syndicate.Errorf(syndicate.Auth, "Facebook: %s belongs to %q (%s), and nadi.yaml names the page %s", c.token.Name(), n.Name, n.ID, c.page)
	e.Hint = "if that is a person, take the Page's own token from GET /me/accounts; if it is the right Page, write its number as page in nadi.yaml"
	return e
}

func (c *Channel) identity(n pageNode) syndicate.Identity {
	i := syndicate.Identity{Network: name, ID: n.ID, Handle: n.Name, URL: n.Link}
	if n.Username != "" {
		i.Handle = "@" + n.Username
	}
	if i.URL == "" {
		i.URL = "https://www.facebook.com/" + n.ID
	}
	return i
}

// facts tells the version; served is the one that answered, which differs from
// the one that was asked for when that is dead.
func (c *Channel) facts(served string) syndicate.Facts {
	f := syndicate.Facts{"version": c.version}
	if day := versionEnds[c.version]; day != "" {
		f["~versionEnds"] = day
	}
	if served != "" && served != c.version {
		f["~versionServed"] = served
	}
	return f
}
