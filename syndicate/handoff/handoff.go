// Package handoff gives a post to a person, for networks that no program may
// post to: a messenger's channel, a group, a notice board.
//
// There are two ways. Into a folder: each post is a folder with the exact text
// (post.txt), a page to read and copy from (post.html), the picture, and the
// same as data (post.json), which is written last: where it is, the post is
// handed over whole. That makes Find a proof and a repeat harmless. Or by
// mail: one message with the text and the picture, sent through the house's
// mail server. A mail server cannot be asked what it took, so a mail whose
// answer was lost is unknown for good and a person looks into the mailbox.
//
// To the ledger, handed over is posted. Nothing here knows whether the person
// did their part; what they did, only they can change. So this channel takes
// back what it wrote, and leaves a note in its place, but amends nothing.
//
//	fact                                                          source                    sure
//	a message is the server's when the final dot is answered 250  RFC 5321, 4.1.1.4, 4.2.5  recalled
//	4yz: not taken, may be tried again; 5yz: refused              RFC 5321, 4.2.1           recalled
//	535 wrong password, 454 cannot check it now                   RFC 4954, 4 and 6         recalled
//	550 at RCPT: no such mailbox                                  RFC 5321, 4.2.3           recalled
//	Date and Message-ID are the sender's to give                  RFC 5322, 3.6             recalled
package handoff

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/mail"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"nadi/syndicate"
)

const name = "handoff"

// Network is the entry of the list of channels.
func Network() syndicate.Network {
	return syndicate.Network{
		Name: name, Title: "Hand-off to a person", NoServer: true,
		Secrets: []syndicate.Setting{
			{Name: "SMTP_USER", Why: "login of the mail server, if it wants one (only with the option mail)"},
			{Name: "SMTP_PASSWORD", Why: "password of the mail server, if it wants one (only with the option mail)"},
		},
		Options: []syndicate.Setting{
			{Name: "folder", Why: "where posts are written for a person, seen from the site's folder", Default: "outbox"},
			{Name: "mail", Why: "the person's address; without it posts are written into a folder"},
			{Name: "smtp", Why: "the mail server: smtp://mail.example.org:587, or smtps://mail.example.org:465"},
			{Name: "from", Why: "the sender of the mails, which the mail server must allow; by default the person's own address"},
			{Name: "limit", Why: "most characters of a text", Default: "2000"},
		},
		Open: open,
	}
}

func open(a syndicate.Account, t syndicate.Tools) (syndicate.Channel, error) {
	limit, err := limitOf(a.Options["limit"])
	if err != nil {
		return nil, err
	}
	if a.Options["mail"] != "" {
		return openMail(a, t, limit)
	}
	for _, o := range []string{"smtp", "from"} {
		if a.Options[o] != "" {
			return nil, fmt.Errorf("the option %s needs the option mail: the address of the person who posts", o)
		}
	}
	if t.Folder == nil {
		return nil, fmt.Errorf("there is no folder to write posts into here; set the option mail")
	}
	return &folder{account: a.Name, limit: limit, files: t.Folder}, nil
}

func limitOf(s string) (int, error) {
	if s == "" {
		return 2000, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 50 || n > 100000 {
		return 0, fmt.Errorf("limit is %q; write a number from 50 to 100000", s)
	}
	return n, nil
}

// described is what folder and mail have in common.
func described(limit int) syndicate.Description {
	return syndicate.Description{
		Limits:   []syndicate.Limit{{Unit: "characters", Max: limit, Count: utf8.RuneCountInString}},
		Template: "{{.Title}}\n\n{{.Description}}\n\n{{.Link}}\n\n{{.Hashtags}}",
		MaxTags:  10,
		Picture:  &syndicate.PictureLimit{Bytes: 5 << 20, Types: []string{"image/jpeg", "image/png", "image/webp", "image/gif"}},
		Alt:      1500,
		Unable: map[syndicate.Ability]string{
			syndicate.CanRead:  "a person posts it, at a place that cannot be read from here",
			syndicate.CanAmend: "a person may have posted it already; only they can change it",
		},
		SendTimeout: time.Minute,
	}
}

// sheet is what the person is told: the content of post.json.
type sheet struct {
	Site     string    `json:"site"`
	Account  string    `json:"account"`
	Item     string    `json:"item"`
	Occasion string    `json:"occasion"`
	Under    string    `json:"under,omitempty"` // a reply: the receipt's id of the post it belongs under
	Lang     string    `json:"lang"`
	Due      time.Time `json:"due,omitzero"`
	At       time.Time `json:"at,omitzero"`
	Text     string    `json:"text"`
	Length   int       `json:"length"`
	Link     string    `json:"link"`
	Title    string    `json:"title"`
	Summary  string    `json:"summary"`
	Hashtags []string  `json:"hashtags,omitempty"`
	Picture  *picture  `json:"picture,omitempty"`
}

type picture struct {
	File   string `json:"file"`
	Type   string `json:"type"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Alt    string `json:"alt"`
}

// sheetOf writes down a draft; a text over the limit is Invalid.
func sheetOf(d syndicate.Draft, limit int) (sheet, error) {
	n := utf8.RuneCountInString(d.Post.Text)
	if n > limit {
		return sheet{}, syndicate.Errorf(syndicate.Invalid, "the text has %d characters, %d are allowed", n, limit)
	}
	s := sheet{Site: d.Key.Site, Account: d.Key.Account, Item: d.Key.Item, Occasion: d.Key.Occasion, Lang: d.Post.Lang, Due: d.Due.UTC(), At: d.At.UTC(),
		Text: d.Post.Text, Length: n, Link: d.Post.Link, Title: d.Post.Title, Summary: d.Post.Summary, Hashtags: d.Post.Hashtags}
	if m := d.Media; m != nil {
		end, ok := endings[m.Type]
		if !ok {
			return sheet{}, syndicate.Errorf(syndicate.Invalid, "the picture is of type %q", m.Type)
		}
		s.Picture = &picture{File: "picture" + end, Type: m.Type, Width: m.Width, Height: m.Height, Alt: m.Alt}
	}
	return s, nil
}

// endings of picture files by type.
var endings = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/gif": ".gif"}

// identity is the account itself: who the person is and how they are reached
// may change without its becoming another account.
func identity(account, handle string) syndicate.Identity {
	return syndicate.Identity{Network: name, ID: account, Handle: handle}
}

// digest is the first 16 bytes, in hex, of the SHA-256 of a key.
func digest(k syndicate.Key) string {
	data, err := json.Marshal([]string{k.Site, k.Item, k.Account, k.Occasion})
	if err != nil {
		panic(err) // texts can always be written
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// addressOf checks a mail address and returns it without the name.
func addressOf(option, s string) (string, error) {
	a, err := mail.ParseAddress(s)
	notPlain := func(r rune) bool { return r <= ' ' || r > '~' || r == '<' || r == '>' || r == '"' }
	if err != nil || strings.ContainsFunc(a.Address, notPlain) {
		return "", fmt.Errorf("%s is %q; write one mail address, as in person@example.org", option, s)
	}
	return a.Address, nil
}
