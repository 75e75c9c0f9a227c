package bluesky

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"unicode/utf8"

	"nadi/syndicate"
	"nadi/syndicate/measure"
	"nadi/syndicate/wire"
)

// Prepare uploads the picture and returns the body of the request that Send
// makes.
func (c *Channel) Prepare(ctx context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	if err := fits(d.Post.Text); err != nil {
		return nil, err
	}
	if err := c.known(ctx); err != nil {
		return nil, err
	}
	at, shown := dated(d.Due), dated(d.Due)
	if d.At.After(d.Due) { // a post dated back would be sorted below what readers have seen
		shown = dated(d.At)
	}
	r := newRecord(d.Post, shown)
	if d.Media != nil && r.Embed != nil {
		thumb, err := c.upload(ctx, d.Media)
		if err != nil {
			return nil, err
		}
		r.Embed.External.Thumb = thumb
	}
	return json.Marshal(newWrite(c.session.DID, recordKey(d.Key, at), r))
}

// fits demands the limits of a text.
func fits(text string) error {
	if !utf8.ValidString(text) {
		return syndicate.Errorf(syndicate.Invalid, "Bluesky: the text is not UTF-8")
	}
	n, b := measure.StrictGraphemes(text), measure.Bytes(text)
	if n <= maxGraphemes && b <= maxBytes {
		return nil
	}
	e := syndicate.Errorf(syndicate.Invalid, "Bluesky: the text has %d characters and %d bytes; %d and %d are allowed", n, b, maxGraphemes, maxBytes)
	e.Hint = "shorten the text in the article, under syndicate"
	return e
}

// upload stores a picture, where no reader sees it until a record names it. The
// server drops it after some hours if none does.
func (c *Channel) upload(ctx context.Context, m *syndicate.Media) (*blob, error) {
	if len(m.Data) > maxThumb {
		return nil, syndicate.Errorf(syndicate.Invalid, "Bluesky: the picture has %d bytes, %d are allowed", len(m.Data), maxThumb)
	}
	var made struct {
		Blob blob `json:"blob"`
	}
	r := wire.Request{Method: http.MethodPost, Path: xrpc("com.atproto.repo.uploadBlob"), Body: m.Data, Header: http.Header{"Content-Type": {m.Type}}}
	if err := c.call(ctx, r, &made); err != nil {
		return nil, err
	}
	if b := made.Blob; b.Type != "blob" || b.Ref.Link == "" || b.Size != len(m.Data) {
		return nil, syndicate.Errorf(syndicate.Unavailable, "Bluesky: the server did not keep the picture as it was sent")
	}
	return &made.Blob, nil
}

// Send writes the record, if there is none under its key. The key is in the
// payload.
func (c *Channel) Send(ctx context.Context, _ syndicate.Key, p syndicate.Payload) (syndicate.Receipt, error) {
	var w write
	if err := json.Unmarshal(p, &w); err != nil || w.Repo == "" || w.Key == "" {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Invalid, "Bluesky: what is to be sent is not what Nadi prepared")
	}
	if err := c.ours(ctx, w.Repo); err != nil {
		return syndicate.Receipt{}, err
	}
	receipt, err := c.put(ctx, place{w.Repo, w.Key}, p)
	if hasCode(err, "InvalidSwap") {
		return receipt, c.taken(ctx, w, err)
	}
	return receipt, err
}

// ours demands that a repository is that of the account that is logged in.
func (c *Channel) ours(ctx context.Context, repo string) error {
	if err := c.known(ctx); err != nil {
		return err
	}
	if repo != c.session.DID {
		return syndicate.Errorf(syndicate.Invalid, "Bluesky: this belongs to the account %s, and the login is that of %s", repo, c.session.DID)
	}
	return nil
}

// put is the request that readers see the effect of.
func (c *Channel) put(ctx context.Context, at place, body []byte) (syndicate.Receipt, error) {
	var made strong
	r := wire.Request{Method: http.MethodPost, Path: xrpc("com.atproto.repo.putRecord"), Body: body, Header: jsonHeader(), Commit: true, Timeout: writeTimeout}
	if err := c.call(ctx, r, &made); err != nil {
		return syndicate.Receipt{}, err
	}
	if made.URI != at.uri() {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Unknown, "Bluesky: the server took the post and does not name it")
	}
	return at.receipt(), nil
}

// taken explains that there is another record under the key. If that is this
// article's, or cannot be read just now, the message may have been posted with
// other words; reading it back decides. If it is certainly not, nothing was
// posted, and never will be under this key.
func (c *Channel) taken(ctx context.Context, w write, refusal error) error {
	var e *syndicate.Error
	if e, _ = refusal.(*syndicate.Error); e == nil {
		return refusal
	}
	there, err := c.get(ctx, place{w.Repo, w.Key})
	if err != nil || same(there, w.Record, nil) {
		e.Kind = syndicate.Duplicate
		e.Message = "Bluesky: this article is posted already, with other words or another picture"
		e.Hint = "look at " + (place{w.Repo, w.Key}).receipt().URL
		return e
	}
	e.Kind = syndicate.Rejected
	e.Message = "Bluesky: another post has the key of this one (" + w.Key + ")"
	e.Hint = "this is next to impossible by chance; look at " + (place{w.Repo, w.Key}).receipt().URL
	return e
}

// same reports whether a stored record is the message of r: it carries one of
// the article's addresses in the same place of a conversation. A message
// without any address is known by its text.
func same(there *entry, r record, links []string) bool {
	if r.Embed != nil {
		links = append(slices.Clone(links), r.Embed.External.URI)
	}
	if parent(there.Value.Reply) != parent(r.Reply) {
		return false
	}
	if len(links) == 0 {
		return there.Value.Text == r.Text
	}
	return syndicate.Carries(there.Value.links(), links)
}

// parent is what a post answers, or "".
func parent(r *reply) string {
	if r == nil {
		return ""
	}
	return r.Parent.URI
}
