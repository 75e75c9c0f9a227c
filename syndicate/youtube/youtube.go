// Package youtube tells the viewers of a YouTube channel about an article.
//
// The YouTube Data API cannot write what people call a post: of "activities"
// it offers the list only, and there is no method for community posts. Two
// things are possible, and an article says by its video: which it wants:
//
//   - video: {file: …} uploads a video whose description is the post's text;
//   - video: {youtube: …} adds the post's text to the description of a video that is
//     on the channel already.
//
// An article without either is skipped with that reason.
//
// An upload is split so that Send is one small request. Prepare opens a
// resumable session and sends all of the file but its last piece (at most
// 256 KiB); until that piece comes, nobody can see anything. The piece, the
// thumbnail and the captions are in the payload, so that any process can send
// it, and a repeat asks the session first how far it came. The payload holds
// the session's address, which lets its holder finish this one upload and
// nothing else; it is kept out of every message all the same.
//
// A video that was uploaded here carries one tag, nadi-KEY-MARK: KEY tells
// which message it is, so that it can be found without its session; MARK tells
// which part of the description is ours, so that what people wrote beside it
// in YouTube Studio is never overwritten. For parts of other videos' descriptions
// the mark is in the receipt. A video without the tag is never deleted.
//
// Do not write to a video's snippet but through (*channel).write: the API
// replaces the whole snippet, and what is left out is lost.
//
// Facts, as of 2026-11-24. checked = read in Google's documents; recalled =
// from memory, not confirmed.
//
//	fact                                                    source                                   how sure
//	paths, query parameters, body fields, one scope does    discovery document rev. 20261019         checked (a test does it)
//	no method makes a text post                             discovery document                       checked
//	resumable session: POST, Location, PUT, 308 with Range  developers.google.com/youtube/v3/guides/ checked
//	  pieces of n × 256 KiB but the last                      using_resumable_upload_protocol
//	how long a session lives (a day to a week)              -                                        recalled
//	a finished session still answers with its video         -                                        recalled
//	no privacyStatus means public, since 2026-11-02         revision history                         checked
//	title 100 characters, description 5,000 bytes, both     reference of videos                      checked
//	  without < and >
//	which unit the 100 characters are (UTF-16 is assumed)   -                                        recalled
//	videos.update replaces the parts it names, needs title  reference of videos.update               checked
//	  and categoryId
//	If-Match with an etag is honoured (412)                 -                                        recalled
//	100 uploads a day, 10,000 units a day for the rest      determine_quota_cost                     checked
//	quota is counted from midnight Pacific time             -                                        recalled
//	captions: multipart, scope force-ssl, 100 MB,           reference of captions.insert             checked
//	  videoId, language and name are needed
//	thumbnails: 2 MB long since, 50 MB of late              discovery document                       checked
//	comment of 10,000 characters                            -                                        recalled
//	reasons of errors                                       reference of each method, fixtures       partly checked
//	refresh tokens of an app in "Testing" live 7 days       developers.google.com/identity           checked
//	refresh_token_expires_in in a token answer              -                                        recalled
//	the uploads playlist lists the newest first             other projects' code                     recalled
package youtube

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

const (
	name   = "youtube"
	server = "https://youtube.googleapis.com"
	tokens = "https://oauth2.googleapis.com/token"
)

// Limits of a video's texts, and how long requests may take.
const (
	maxDescription = 5000    // bytes
	maxTitle       = 100     // UTF-16 units
	maxComment     = 10_000  // characters
	maxThumbnail   = 2 << 20 // bytes; 50 MB are said to be taken, 2 MB surely are
	maxCaptions    = 1 << 20 // bytes; YouTube takes 100 MB, but they travel in the payload
	commitTimeout  = 2 * time.Minute
	sendTimeout    = 6 * time.Minute // asking, sending, thumbnail and captions
	pieceTimeout   = 15 * time.Minute
)

// Network is the entry of the list of networks.
func Network() syndicate.Network {
	return syndicate.Network{
		Name: name, Title: "YouTube", Server: server,
		Secrets: []syndicate.Setting{
			{Name: "CLIENT_ID", Required: true, Why: "of the OAuth client in the Google Cloud console, ends in .apps.googleusercontent.com"},
			{Name: "CLIENT_SECRET", Required: true, Why: "of the same OAuth client"},
			{Name: "REFRESH_TOKEN", Required: true, Why: "made once by the person who owns the channel, with the scope youtube.force-ssl"},
		},
		Options: []syndicate.Setting{
			{Name: "privacy", Default: "public", Values: []string{"public", "unlisted", "private"},
				Why: "who can see an uploaded video; always sent, because YouTube makes a video public where nothing is said"},
			{Name: "category", Default: "27", Values: []string{"22", "24", "25", "26", "27", "28", "29"},
				Why: "YouTube's category of an uploaded video: 27 education is what a hospital's explanations are; 22 people, 24 entertainment, 25 news, 26 how-to, 28 science, 29 non-profits"},
		},
		Open: open,
	}
}

// channel is YouTube, opened for one account.
type channel struct {
	server, tokens string
	tools          syndicate.Tools
	account        syndicate.Account
	id, key, token syndicate.Secret
	grant          grant             // the access token
	self           *owner            // who we are, once asked
	begun          map[string]string // sessions of uploads that broke off in Prepare, by what they upload
	piece          int64             // most bytes of one request while preparing, a multiple of grain
}

// Format keeps what the channel holds of secrets out of every print.
func (channel) Format(f fmt.State, _ rune) { fmt.Fprint(f, name) }

func open(a syndicate.Account, t syndicate.Tools) (syndicate.Channel, error) {
	base := a.Server
	if base == "" {
		base = server
	}
	if err := wire.CheckBase(base); err != nil {
		return nil, fmt.Errorf("the server of account %s: %w", a.Name, err)
	}
	c := &channel{server: base, tokens: tokens, tools: t, account: a, begun: map[string]string{}, piece: 32 << 20}
	if u, err := url.Parse(base); err == nil && wire.Loopback(u.Hostname()) {
		c.tokens = base + "/token"
	}
	for s, name := range map[*syndicate.Secret]string{&c.id: "CLIENT_ID", &c.key: "CLIENT_SECRET", &c.token: "REFRESH_TOKEN"} {
		*s = t.Secret(name) // whoever sends has looked that they are set
	}
	return c, nil
}

// Describe says what YouTube takes. Facts are not used: its limits are the same
// for all.
func (c *channel) Describe(syndicate.Facts) syndicate.Description {
	return syndicate.Description{
		Limits:      []syndicate.Limit{{Unit: "bytes", Max: maxDescription, Count: func(s string) int { return len(plain(s)) }}},
		Link:        syndicate.LinkInText,
		Template:    "{{.Description}}\n\n{{.Link}}\n\n{{.Hashtags}}\n\n{{.Organization}}",
		MaxTags:     3, // the first three are shown above the title; where there are too many YouTube shows none
		Picture:     &syndicate.PictureLimit{Bytes: maxThumbnail, Types: []string{"image/jpeg", "image/png"}},
		Unable:      map[syndicate.Ability]string{},
		Repeat:      time.Hour, // an upload's session and the address in a description tell that it was done
		SendTimeout: sendTimeout,
		Impossible:  impossible,
	}
}

// impossible says why an item cannot be on YouTube.
func impossible(i syndicate.Item) string {
	switch v := i.Video; {
	case v == nil || v.File == "" && v.ID == "":
		return "YouTube lets no program write text posts; give the article a video (video: {file: …} to upload one, video: {youtube: …} to add the link to one that is there)"
	case v.File != "" && v.ID != "":
		return "the article names both a video file and the id of an existing video; keep one of them"
	case v.ID != "" && !isVideo(v.ID):
		return fmt.Sprintf("%q is not the id of a video; write the 11 characters that follow v= in its address", v.ID)
	}
	return ""
}

// Verify asks which channel the token speaks for.
func (c *channel) Verify(ctx context.Context) (syndicate.Identity, syndicate.Facts, error) {
	c.self = nil
	me, err := c.me(ctx)
	if err != nil {
		return syndicate.Identity{}, nil, err
	}
	if !c.grant.allows(scope) {
		return syndicate.Identity{}, nil, &syndicate.Error{Kind: syndicate.Scope, Message: "YouTube: the token lacks the scope youtube.force-ssl",
			Hint: "make " + c.token.Name() + " again and tick that permission; docs/channels/youtube.md says how"}
	}
	return syndicate.Identity{Network: name, ID: me.id, Handle: me.handle, URL: "https://www.youtube.com/channel/" + me.id, Expires: c.grant.dies}, nil, nil
}

// Prepare uploads all of a video but its last piece, or makes sure that the
// existing video is there and has room.
func (c *channel) Prepare(ctx context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	if why := impossible(syndicate.Item{Video: d.Post.Video}); why != "" {
		return nil, syndicate.Errorf(syndicate.Invalid, "YouTube: %s", why)
	}
	if n := len(plain(d.Post.Text)); n > maxDescription {
		return nil, syndicate.Errorf(syndicate.Invalid, "YouTube: the text has %d bytes; a description holds %d", n, maxDescription)
	}
	if d.Post.Video.ID != "" {
		return c.preparePart(ctx, d)
	}
	return c.prepareUpload(ctx, d)
}

// Send sends the last piece of a video, or writes the description.
func (c *channel) Send(ctx context.Context, _ syndicate.Key, p syndicate.Payload) (syndicate.Receipt, error) {
	m, err := readPayload(p)
	switch {
	case err != nil:
		return syndicate.Receipt{}, err
	case m.Part != nil:
		return c.sendPart(ctx, *m.Part)
	}
	return c.sendUpload(ctx, *m.Upload)
}
