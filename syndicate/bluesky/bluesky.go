// Package bluesky posts to a Bluesky account, on Bluesky's own servers or on
// any other personal data server (PDS) of the AT Protocol.
//
// A post is a record in the account's repository, under a key that the client
// chooses. That makes this the one network on which a lost reply loses nothing:
//
//   - The record key is computed from the message's key and the article's date
//     (tid.go), so that every attempt, on any machine, uses the same.
//   - The record is computed from the draft alone. A repeat sends the same
//     bytes, which the server answers with 200 and without a commit; a message
//     that is prepared anew bears a later date, and is refused (next).
//   - Every write says "swapRecord": null, which means: only if there is no
//     record under this key. Other bytes under the same key are refused with
//     InvalidSwap and never overwrite what readers see.
//   - Find reads the key itself, at the server that stores the repository, and
//     not at an index that may be behind. So it says Found or Absent.
//
// The payload is the body of the request, byte for byte. A picture is uploaded
// before, where no reader sees it; it is named by its hash, so that uploading
// it again changes nothing in the record.
//
// The link card is made here, for the network reads no pages. The session lives
// in memory and ends with the program: one login a run.
//
// Facts, as of 2026-11-23. Tried: seen at the reference PDS 0.4.217, and part of
// test/pds. Read: in the source or the lexicons of bluesky-social/atproto, or in
// the documentation (docs.bsky.app). Recalled: from memory.
//
//	an equal record again is 200 without commit, before swapRecord     tried
//	"swapRecord": null refuses other bytes with 400 InvalidSwap        tried
//	createRecord on a key in use answers 500, so it is not used here   tried
//	a record key must be a TID                                         tried
//	400 InvalidToken (not 401), 400 RecordNotFound (not 404)           tried
//	deleteRecord of what is not there is 200                           tried
//	a blob that was never uploaded is 400 BlobNotFound                 tried
//	300 graphemes and 3000 bytes of text                               tried
//	a Devanagari conjunct is one grapheme (others may count it as two) tried
//	uploadBlob answers 500 to a token that is none                     tried
//	getRecord and listRecords need no token                            tried
//	an app password can do all of this                                 tried
//	a thumbnail is an image of at most 1,000,000 bytes                 read
//	facets count UTF-8 bytes, the end is excluded                      read
//	a tag has at most 64 graphemes and 640 bytes                       read
//	access token about 2 hours, refresh token 90 days                  read
//	logins: 30 in 5 minutes, 300 a day                                 read
//	429 carries RateLimit-Reset in Unix seconds, no Retry-After        tried
//	the didDoc of a login names the PDS of the account                 read
//	bsky.app shows the first version of a changed post                 read
//	a post sorts by the earlier of createdAt and its first sight       read
//	the server that made a session also refreshes it                   recalled
//	bsky.app marks posts that are dated a day or more back             recalled
//
// Because servers of different age count conjuncts differently, a text must keep
// the limit by both counts.
package bluesky

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/measure"
	"nadi/syndicate/wire"
)

const (
	name   = "bluesky"
	title  = "Bluesky"
	server = "https://bsky.social"
)

// The limits of a post.
const (
	maxGraphemes  = 300
	maxBytes      = 3000
	maxThumb      = 1_000_000 // bytes
	maxTags       = 3         // a habit, not a limit
	maxTagBytes   = 640
	maxTagLetters = 64
)

// writeTimeout bounds the request that makes a post public; sendTimeout bounds
// a Send, which may have to log in before and to read what is there after.
const (
	writeTimeout = 30 * time.Second
	sendTimeout  = 2 * time.Minute
)

// Network is Bluesky's entry in the list of networks.
func Network() syndicate.Network {
	return syndicate.Network{
		Name:   name,
		Title:  title,
		Server: server,
		Secrets: []syndicate.Setting{
			{Name: "HANDLE", Required: true, Why: "the account's handle without @, such as riverside.example.org"},
			{Name: "APP_PASSWORD", Required: true, Why: "an app password, from Settings → Privacy and security → App passwords; never the account's own password"},
		},
		Open: open,
	}
}

// Channel is one account.
type Channel struct {
	login    *wire.Client // the server that people name, which makes sessions
	pds      *wire.Client // the server that stores the account, once it is known
	now      func() time.Time
	handle   syndicate.Secret
	password syndicate.Secret
	session  session // empty before the first login
}

// Format keeps what the channel holds of secrets out of every print.
func (Channel) Format(f fmt.State, _ rune) { fmt.Fprint(f, name) }

// A post that is public cannot be changed; all else is there.
var (
	_ syndicate.Channel = (*Channel)(nil)
	_ syndicate.Finder  = (*Channel)(nil)
	_ syndicate.Reader  = (*Channel)(nil)
	_ syndicate.Remover = (*Channel)(nil)
	_ syndicate.Replier = (*Channel)(nil)
)

func open(a syndicate.Account, t syndicate.Tools) (syndicate.Channel, error) {
	base := cmp.Or(a.Server, server)
	if err := wire.CheckBase(base); err != nil {
		return nil, err
	}
	u, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	if strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("server: %q is the address of a page; write %s://%s", base, u.Scheme, u.Host)
	}
	c := &Channel{now: t.Now, handle: t.Secret("HANDLE"), password: t.Secret("APP_PASSWORD")}
	c.login = wire.New(title, base, t, c.password) // a handle is public
	return c, nil
}

// Describe tells the limits, which are the same on all servers.
func (c *Channel) Describe(syndicate.Facts) syndicate.Description {
	return syndicate.Description{
		Limits: []syndicate.Limit{
			{Unit: "characters", Max: maxGraphemes, Count: measure.StrictGraphemes},
			{Unit: "bytes", Max: maxBytes, Count: measure.Bytes},
		},
		Link:     syndicate.LinkInCard,
		Template: "{{.Title}}\n\n{{.Description}}\n\n{{.Hashtags}}",
		MaxTags:  maxTags,
		Picture:  &syndicate.PictureLimit{Bytes: maxThumb, Types: []string{"image/jpeg", "image/png", "image/webp"}},
		Unable: map[syndicate.Ability]string{
			syndicate.CanAmend: "Bluesky's app goes on showing the first version of a changed post",
		},
		Repeat:      time.Hour, // the key is in the request; there is no window that closes
		SendTimeout: sendTimeout,
	}
}
