package mastodon

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// message is the payload.
type message struct {
	Text       string `json:"text"`
	Lang       string `json:"lang"`
	Visibility string `json:"visibility"`
	Spoiler    string `json:"spoiler,omitempty"`
	ReplyTo    string `json:"replyTo,omitempty"`
	Picture    string `json:"picture,omitempty"` // fingerprint of picture and alt text
	Media      string `json:"media,omitempty"`   // the id that the server gave to the picture
}

// submission is the body of the request.
type submission struct {
	Status     string   `json:"status"`
	Language   string   `json:"language,omitempty"`
	Visibility string   `json:"visibility"`
	Spoiler    string   `json:"spoiler_text,omitempty"`
	ReplyTo    string   `json:"in_reply_to_id,omitempty"`
	Media      []string `json:"media_ids,omitempty"`
}

func (c *Channel) message(p syndicate.Post) message {
	return message{Text: p.Text, Lang: p.Lang, Visibility: c.visibility, Spoiler: c.spoiler}
}

// Prepare uploads the picture. The payload is what will be sent and, for the
// key, what the picture shows.
func (c *Channel) Prepare(ctx context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	m := c.message(d.Post)
	if d.Media != nil {
		id, err := c.upload(ctx, d.Media)
		if err != nil {
			return nil, err
		}
		m.Picture, m.Media = fingerprint(d.Media), id
	}
	return json.Marshal(m)
}

// Send posts the message.
func (c *Channel) Send(ctx context.Context, key syndicate.Key, p syndicate.Payload) (syndicate.Receipt, error) {
	var m message
	if err := json.Unmarshal(p, &m); err != nil {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Invalid, "Mastodon: what is to be sent is not what Nadi prepared: %v", err)
	}
	return c.send(ctx, key, m)
}

// Reply answers one of the account's posts, without a picture.
func (c *Channel) Reply(ctx context.Context, key syndicate.Key, to syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	if to.ID == "" {
		return syndicate.Receipt{}, nameless("answered")
	}
	m := c.message(p)
	m.ReplyTo = to.ID
	return c.send(ctx, key, m)
}

func (c *Channel) send(ctx context.Context, key syndicate.Key, m message) (syndicate.Receipt, error) {
	s := submission{Status: m.Text, Language: m.Lang, Visibility: m.Visibility, Spoiler: m.Spoiler, ReplyTo: m.ReplyTo}
	if m.Media != "" {
		s.Media = []string{m.Media}
	}
	r, err := jsonRequest(http.MethodPost, "/api/v1/statuses", s)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	r.Header.Set("Idempotency-Key", idempotencyKey(key, m))
	var made status
	if _, err = c.call(ctx, r, &made); err != nil {
		return syndicate.Receipt{}, deleted(err)
	}
	if made.ID == "" {
		return syndicate.Receipt{}, &syndicate.Error{Kind: syndicate.Unknown, Message: "Mastodon: the server took the post and did not say where it is"}
	}
	receipt := made.receipt()
	receipt.Remarks = remarks(made, m)
	return receipt, nil
}

// jsonRequest is a request that readers see the effect of.
func jsonRequest(method, path string, v any) (wire.Request, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return wire.Request{}, syndicate.Errorf(syndicate.Invalid, "Mastodon: the post cannot be written: %v", err)
	}
	return wire.Request{Method: method, Path: path, Body: body, Commit: true, Timeout: sendTimeout,
		Header: http.Header{"Content-Type": {"application/json"}}}, nil
}

// idempotencyKey is the SHA-256, in hex, of the message's key and of what
// readers will see. Another text has another key, or the server would answer
// with the old post.
func idempotencyKey(key syndicate.Key, m message) string {
	m.Media = ""
	data, err := json.Marshal(m)
	if err != nil {
		panic(err) // strings can always be written
	}
	return hash(fmt.Sprintf("%q %q %q %q %s", key.Site, key.Item, key.Account, key.Occasion, hash(string(data))))
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// deleted recognises the answer to a repeat whose post somebody has deleted
// since: the server knows the key and has lost the post.
func deleted(err error) error {
	if e, ok := err.(*syndicate.Error); ok && e.Status == http.StatusNotFound && e.Code == "" { // not the API's own words: something on the way, which says nothing about the post
		e.Kind = syndicate.Disabled
	}
	if e, ok := err.(*syndicate.Error); ok && e.Status == http.StatusNotFound && e.Code == "Record not found" {
		e.Kind = syndicate.Duplicate
		e.Hint = "the server knows this post and no longer has it: it was posted, and then somebody deleted it"
	}
	return err
}

// remarks names what the server changed without refusing it.
func remarks(made status, m message) []string {
	var out []string
	if made.Visibility != "" && made.Visibility != m.Visibility {
		out = append(out, fmt.Sprintf("the server made the post %s in place of %s; it may have limited the account", made.Visibility, m.Visibility))
	}
	if m.Media != "" && len(made.Media) == 0 {
		out = append(out, "the server left the picture out")
	}
	return out
}

// nameless says that a post cannot be reached because nobody knows its id.
func nameless(what string) *syndicate.Error {
	e := syndicate.Errorf(syndicate.Invalid, "Mastodon: a post without an id cannot be %s", what)
	e.Hint = "do it by hand in the account"
	return e
}
