// Package webhook hands a post to any system of the house that takes a signed
// JSON request: an intranet, a screen in the waiting room, a chat, a program
// that somebody writes next week.
//
// A delivery is one POST. Its body says what happened (event) and everything
// about the post, and carries an id that is the same at every attempt; a
// signature over the time and the body proves that it is from us and fresh.
// What the receiver makes of it is the receiver's affair, so this channel
// promises little: it cannot read back, and it repeats a delivery whose answer
// was lost only where the option idempotent says that the receiver drops ids
// it knows. Amending, removing and replying are events that the option events
// turns on; without it the channel says that it cannot, for a receiver that
// ignores an event answers 200 all the same.
//
// The address is a secret, for many hold a token. Only its host is ever shown.
//
//	fact                                                   source                    sure
//	the form of body, headers and signature                this package, 2026-11-23  our own
//	signature t=…,v1=HMAC-SHA256(t "." body), as others do Stripe's webhooks         recalled
//	410 means that the receiver is gone for good           RFC 9110, 15.5.11         checked
//	502 and 504 say nothing about the receiver             RFC 9110, 15.6            checked
package webhook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

const name = "webhook"

// Network is the entry of the list of channels.
func Network() syndicate.Network {
	return syndicate.Network{
		Name: name, Title: "Webhook", NoServer: true,
		Secrets: []syndicate.Setting{
			{Name: "URL", Why: "the address that takes the posts, https; it may hold a token", Required: true},
			{Name: "SECRET", Why: "signs every delivery; a long random text that the receiver knows too", Required: true},
		},
		Options: []syndicate.Setting{
			{Name: "idempotent", Why: "yes if the receiver drops a delivery whose id it knows already", Default: "no", Values: []string{"no", "yes"}},
			{Name: "events", Why: "all if the receiver also acts on amend, remove and reply", Default: "post", Values: []string{"post", "all"}},
			{Name: "limit", Why: "most characters of a text", Default: "2000"},
		},
		Open: open,
	}
}

// channel delivers posts.
type channel struct {
	wire       *wire.Client
	host, path string // of the address; path with query, which may hold a token
	address    string // the name of the variable that holds the address
	secret     syndicate.Secret
	now        func() time.Time
	account    string
	limit      int
	idempotent bool
	able       bool // the receiver acts on all events
}

// Format keeps what the channel holds of secrets out of every print.
func (channel) Format(f fmt.State, _ rune) { fmt.Fprint(f, name) }

// full is a channel whose receiver acts on all events.
type full struct{ *channel }

func open(a syndicate.Account, t syndicate.Tools) (syndicate.Channel, error) {
	address, secret := t.Secret("URL"), t.Secret("SECRET")
	u, err := parse(address)
	if err != nil {
		return nil, err
	}
	limit, err := limitOf(a.Options["limit"])
	if err != nil {
		return nil, err
	}
	base := u.Scheme + "://" + u.Host
	c := &channel{
		wire: wire.New("the webhook at "+u.Host, base, t, append(parts(address, u), secret)...),
		host: u.Host, path: u.RequestURI(), address: address.Name(), secret: secret, now: t.Now, account: a.Name,
		limit: limit, idempotent: a.Options["idempotent"] == "yes", able: a.Options["events"] == "all",
	}
	if c.able {
		return full{c}, nil
	}
	return c, nil
}

// parse reads the address. Its errors name the variable and never the value.
func parse(s syndicate.Secret) (*url.URL, error) {
	if !s.Set() { // enough to plan with; whoever sends has looked before
		return &url.URL{Scheme: "https", Host: "not-set.invalid", Path: "/"}, nil
	}
	u, err := url.Parse(s.Value())
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("%s is not a web address", s.Name())
	}
	if u.User != nil || u.Fragment != "" {
		return nil, fmt.Errorf("%s must have neither user and password nor a #fragment", s.Name())
	}
	if err := wire.CheckBase(u.Scheme + "://" + u.Host); err != nil {
		return nil, fmt.Errorf("%s: %w", s.Name(), err)
	}
	return u, nil
}

// parts are the pieces of an address that must not be shown, each of which an
// answer might repeat by itself.
func parts(s syndicate.Secret, u *url.URL) []syndicate.Secret {
	hide := []syndicate.Secret{s, syndicate.NewSecret(s.Name(), u.RequestURI())}
	pieces := strings.Split(u.Path, "/")
	for _, values := range u.Query() {
		pieces = append(pieces, values...)
	}
	for _, p := range pieces {
		if len(p) >= 8 { // shorter ones are words, not tokens
			hide = append(hide, syndicate.NewSecret(s.Name(), p))
		}
	}
	return hide
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

// Describe says what a delivery carries.
func (c *channel) Describe(syndicate.Facts) syndicate.Description {
	d := syndicate.Description{
		Limits:   []syndicate.Limit{{Unit: "characters", Max: c.limit, Count: utf8.RuneCountInString}},
		Template: "{{.Title}}\n\n{{.Description}}\n\n{{.Link}}\n\n{{.Hashtags}}",
		MaxTags:  10,
		Picture:  &syndicate.PictureLimit{Bytes: 20 << 20, Types: []string{"image/jpeg", "image/png", "image/webp", "image/gif"}},
		Alt:      1500,
		Unable: map[syndicate.Ability]string{
			syndicate.CanFind: "a webhook only takes posts; whether one arrived can be seen in the receiving system",
			syndicate.CanRead: "a webhook only takes posts; it cannot be read",
		},
		SendTimeout: wire.ReadTimeout,
	}
	if c.idempotent {
		d.Repeat = time.Hour
	}
	if !c.able {
		const why = "the receiver is not known to act on this; set the option events to all if it does"
		d.Unable[syndicate.CanAmend], d.Unable[syndicate.CanRemove], d.Unable[syndicate.CanReply] = why, why, why
	}
	return d
}

// Verify delivers the event ping, which the receiver answers with 2xx. A
// receiver may name itself in the answer ({"id": …, "name": …}); else it is
// known by its host and a hash of its path.
func (c *channel) Verify(ctx context.Context) (syndicate.Identity, syndicate.Facts, error) {
	m := message{Version: version, Event: "ping", ID: digest("ping", c.account), Account: c.account}
	answer, err := c.deliver(ctx, m.Event, m.ID, m.bytes(), false)
	if err != nil {
		return syndicate.Identity{}, nil, err
	}
	id := syndicate.Identity{Network: name, Host: c.host, ID: answer.ID, Handle: answer.Name}
	if id.ID == "" {
		path, _, _ := strings.Cut(c.path, "?")
		id.ID = digest("receiver", c.host, path)
	}
	if id.Handle == "" {
		id.Handle = c.host
	}
	return id, nil, nil
}

// Prepare writes the body of the delivery; the payload is that body.
func (c *channel) Prepare(_ context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	if n := utf8.RuneCountInString(d.Post.Text); n > c.limit {
		return nil, syndicate.Errorf(syndicate.Invalid, "the text has %d characters, %d are allowed", n, c.limit)
	}
	m := c.message("post", d.Key, d.Post)
	if m.Image != nil && d.Media != nil {
		m.Image.Alt, m.Image.Type, m.Image.Width, m.Image.Height = d.Media.Alt, d.Media.Type, d.Media.Width, d.Media.Height
	}
	return m.bytes(), nil
}

// Send delivers a payload. The receipt has the id and address that the
// receiver gave, or else the id of the delivery.
func (c *channel) Send(ctx context.Context, key syndicate.Key, p syndicate.Payload) (syndicate.Receipt, error) {
	id := deliveryID(key)
	answer, err := c.deliver(ctx, "post", id, p, true)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	return answer.receipt(id), nil
}

// Amend delivers the event amend: the text of an earlier post has changed.
func (c full) Amend(ctx context.Context, r syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	m := c.message("amend", syndicate.Key{}, p)
	m.ID, m.Of = digest("amend", c.account, r.ID, p.Hash()), r.ID
	answer, err := c.deliver(ctx, m.Event, m.ID, m.bytes(), true)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	if answer.URL == "" {
		answer.URL = r.URL
	}
	return answer.receipt(r.ID), nil
}

// Remove delivers the event remove. The receiver answers 2xx too when it has
// no such post.
func (c full) Remove(ctx context.Context, r syndicate.Receipt) error {
	m := message{Version: version, Event: "remove", ID: digest("remove", c.account, r.ID), Of: r.ID, Account: c.account}
	_, err := c.deliver(ctx, m.Event, m.ID, m.bytes(), true)
	return err
}

// Reply delivers the event reply: a post that belongs under an earlier one.
func (c full) Reply(ctx context.Context, key syndicate.Key, to syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	m := c.message("reply", key, p)
	m.Of = to.ID
	answer, err := c.deliver(ctx, m.Event, m.ID, m.bytes(), true)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	return answer.receipt(m.ID), nil
}

// deliveryID names a message, the same at every attempt.
func deliveryID(k syndicate.Key) string { return digest("post", k.Site, k.Item, k.Account, k.Occasion) }

// digest is the first 16 bytes, in hex, of the SHA-256 of some texts, in a
// form that no other texts have.
func digest(texts ...string) string {
	data, err := json.Marshal(texts)
	if err != nil {
		panic(err) // texts can always be written
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}
