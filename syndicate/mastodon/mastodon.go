// Package mastodon posts to an account on a Mastodon server, and on servers of
// other makes that speak the same API.
//
// A post is one request, POST /api/v1/statuses. Its picture is uploaded before,
// where no reader sees it. The server makes the link card itself, by reading
// the article's page right after the post; nothing in the request changes it.
//
// Two things decide what is certain when a reply is lost. Mastodon takes an
// Idempotency-Key and, for an hour, answers a repeat with the post that is
// there. But it has answered 500 to a repeat although the post existed, older
// versions let two requests at the same moment both through, and GoToSocial
// ignores the key altogether. So the key is sent always and trusted never
// alone: a 5xx is Unknown whatever it says, Description.Repeat is not zero only
// where the server says that it is Mastodon, and Find looks for the article's
// address among the account's own posts. A list can lag behind, so Find says
// Found or NotSeen, never Absent.
//
// The key is made of the message's key and of what readers will see, without
// the id that the server gave to the picture: a message that is prepared anew
// has another picture id and is still the same message.
//
// Facts, as of 2026-11-23. Docs is mastodon/documentation; server is Mastodon's
// own source; GTS is GoToSocial's. Sure means: checked, read there for this
// package; recalled, from memory.
//
//	scopes write:statuses write:media read:accounts read:statuses   docs                checked
//	Idempotency-Key is kept 3600 s for each account                 docs, server        checked
//	a repeat may answer 500 although the post exists                issue 40399         checked
//	before February 2026 two repeats at once may both post          issue 37879         checked
//	then the second gets 503 (the lock is held)                     server              checked
//	a repeat whose post was deleted gets 404 "Record not found"     server              checked
//	GoToSocial ignores the key                                      GTS, tried          checked
//	visibility is unlisted by default on GoToSocial                 GTS, tried          checked
//	upload: 200 ready, 202 not yet; then 206 until 200              docs                checked
//	500 characters, 23 for an address, 1500 for an alt text         docs, server        checked
//	16,777,216 bytes and 33,177,600 pixels for a picture            docs                checked
//	characters are grapheme clusters; a warning's text counts too   server              checked
//	an address glued to a letter counts in full                     server              checked
//	own posts: 40 a page, max_id for the next                       docs                checked
//	X-RateLimit-Reset is a date (ISO 8601); no Retry-After          docs, server        checked
//	300 requests in 5 minutes, 300 posts in 3 hours                 docs, server        checked
//	an amended post loses the pictures that are not named again     docs                recalled
//	silenced accounts post unlisted, whatever they ask              server              checked
//	Ruby parts Devanagari conjuncts where Unicode 15.1 does not     none                recalled
//	GoToSocial counts code points and addresses in full             none                recalled
//	error texts follow Accept-Language                              none                recalled
//	delete_media=true drops the picture at once (4.4)               docs                checked
package mastodon

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

const (
	name  = "mastodon"
	title = "Mastodon"
)

// The values of the option "visibility", as the API calls them.
const (
	public   = "public"
	unlisted = "unlisted"
	private  = "private"
)

// sendTimeout bounds the request that makes a post public. Servers answer
// within a second or two, and take longer when they are busy.
const sendTimeout = time.Minute

// While the server works on a picture it is asked this often, so many times.
const (
	pollEvery = 2 * time.Second
	pollTimes = 30
)

// Network is Mastodon's entry in the list of networks.
func Network() syndicate.Network {
	return syndicate.Network{
		Name:  name,
		Title: title,
		Secrets: []syndicate.Setting{
			{Name: "TOKEN", Required: true, Why: "the access token of an application, from Preferences → Development on the account's server"},
		},
		Options: []syndicate.Setting{
			{Name: "visibility", Default: public, Values: []string{public, unlisted, private}, Why: "public: everywhere; unlisted: on the profile, not in public timelines; private: followers only"},
			{Name: "spoiler", Why: "a content warning that every post is folded behind; it counts as part of the text"},
		},
		Open: open,
	}
}

// Channel is one account.
type Channel struct {
	wire       *wire.Client
	now        func() time.Time
	host       string
	token      syndicate.Secret
	visibility string
	spoiler    string
	every      time.Duration // between two questions about a picture
	id         string        // of the account, once it is known
}

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
	host, err := hostOf(a.Server)
	if err != nil {
		return nil, err
	}
	c := &Channel{now: t.Now, host: host, token: t.Secret("TOKEN"), visibility: a.Options["visibility"], spoiler: a.Options["spoiler"], every: pollEvery}
	switch c.visibility {
	case "":
		c.visibility = public
	case public, unlisted, private:
	default:
		return nil, fmt.Errorf("visibility: %q is not allowed; write public, unlisted or private", c.visibility)
	}
	c.wire = wire.New(title, a.Server, t, c.token)
	return c, nil
}

// hostOf checks the address of a server and returns its host. People copy the
// address of the profile, which has a path; the API is at the root.
func hostOf(server string) (string, error) {
	if server == "" {
		return "", fmt.Errorf("server is missing: write the address of the account's server, such as server: https://social.example")
	}
	if err := wire.CheckBase(server); err != nil {
		return "", err
	}
	u, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	if strings.Trim(u.Path, "/") != "" {
		return "", fmt.Errorf("server: %q is the address of a page; write %s://%s", server, u.Scheme, u.Host)
	}
	return strings.ToLower(u.Host), nil
}

// call makes one request and decodes the answer into v. It returns the status.
// Every request that needs the token passes here.
func (c *Channel) call(ctx context.Context, r wire.Request, v any) (int, error) {
	if !c.token.Set() {
		return 0, &syndicate.Error{Kind: syndicate.Auth, Message: "Mastodon: there is no token", Hint: "set " + c.token.Name() + " to the access token of an application of the account"}
	}
	if r.Header == nil {
		r.Header = http.Header{}
	}
	r.Header.Set("Authorization", "Bearer "+c.token.Value())
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Accept-Language", "en") // errors are told apart by their words, for there are no codes
	resp, err := c.wire.Do(ctx, r)
	if err != nil {
		return 0, err
	}
	if !resp.OK() {
		return resp.Status, c.refused(resp)
	}
	return resp.Status, resp.JSON(v)
}

func (c *Channel) get(ctx context.Context, path string, query url.Values, v any) (int, error) {
	return c.call(ctx, wire.Request{Method: http.MethodGet, Path: path, Query: query}, v)
}
