package bluesky

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// Remove deletes the record. A record that is not there is removed. Servers
// that have copies are told so by the network; whether they delete theirs is
// theirs.
func (c *Channel) Remove(ctx context.Context, r syndicate.Receipt) error {
	at, err := c.own(ctx, r, "removed")
	if err != nil {
		return err
	}
	body, err := json.Marshal(map[string]string{"repo": at.repo, "collection": collection, "rkey": at.key})
	if err != nil {
		return syndicate.Errorf(syndicate.Invalid, "Bluesky: the removal cannot be written")
	}
	return c.call(ctx, wire.Request{Method: http.MethodPost, Path: xrpc("com.atproto.repo.deleteRecord"), Body: body, Header: jsonHeader(), Commit: true, Timeout: writeTimeout}, &struct{}{})
}

// own demands that a receipt names a post of the account that is logged in.
func (c *Channel) own(ctx context.Context, r syndicate.Receipt, what string) (place, error) {
	at, ok := placeOf(r.ID)
	if !ok {
		e := syndicate.Errorf(syndicate.Invalid, "Bluesky: a post without an at:// address cannot be %s", what)
		e.Hint = "do it by hand in the account"
		return at, e
	}
	return at, c.ours(ctx, at.repo)
}

// Reply answers one of the account's posts. It can be called again: its record
// key is made of the message's key and of dates that do not change, and it is
// written only if there is none, as a first post.
func (c *Channel) Reply(ctx context.Context, key syndicate.Key, to syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	if err := fits(p.Text); err != nil {
		return syndicate.Receipt{}, err
	}
	above, err := c.own(ctx, to, "answered")
	if err != nil {
		return syndicate.Receipt{}, err
	}
	first, err := c.get(ctx, above)
	if err != nil {
		return syndicate.Receipt{}, unanswerable(err)
	}
	date := replied(key.Occasion, first.at())
	r := newRecord(p, date)
	r.Reply = &reply{Root: strong{first.URI, first.CID}, Parent: strong{first.URI, first.CID}}
	if first.Value.Reply != nil {
		r.Reply.Root = first.Value.Reply.Root
	}
	w := newWrite(above.repo, recordKey(key, date), r)
	body, err := json.Marshal(w)
	if err != nil {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Invalid, "Bluesky: the reply cannot be written")
	}
	return c.answer(ctx, w, body)
}

// answer writes a reply. One that is there with the same words, although other
// bytes, is this one: the post above was perhaps changed in between.
func (c *Channel) answer(ctx context.Context, w write, body []byte) (syndicate.Receipt, error) {
	at := place{w.Repo, w.Key}
	receipt, err := c.put(ctx, at, body)
	if !hasCode(err, "InvalidSwap") {
		return receipt, err
	}
	if there, failed := c.get(ctx, at); failed == nil && same(there, w.Record, nil) && there.Value.Text == w.Record.Text {
		return at.receipt(), nil
	}
	return syndicate.Receipt{}, c.taken(ctx, w, err)
}

// unanswerable explains that the post to be answered is not there.
func unanswerable(err error) error {
	if e, ok := err.(*syndicate.Error); ok && e.Code == "RecordNotFound" {
		e.Kind = syndicate.Rejected
		e.Message = "Bluesky: the post that is to be answered is no longer there"
		e.Hint = "somebody deleted it; if readers must know, write a post by hand"
	}
	return err
}

var dateAtEnd = regexp.MustCompile(`-(\d{4}-\d{2}-\d{2})$`)

// replied is the date of a reply: that which its occasion names, such as
// correction-2026-11-23, and else, or if that is earlier, a second after the
// post it answers.
func replied(occasion string, above time.Time) time.Time {
	at := dated(above).Add(time.Second)
	if m := dateAtEnd.FindStringSubmatch(occasion); m != nil {
		if day, err := time.Parse("2006-01-02", m[1]); err == nil && day.After(at) {
			return day
		}
	}
	return at
}
