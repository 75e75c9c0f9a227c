package bluesky

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

const (
	perPage  = 100 // the most that the server gives at once
	maxPages = 100 // of the 3000 requests that five minutes allow
	// slack is how far the date in a record key may be from that in its record.
	slack = 24 * time.Hour
)

// entry is a record as it is read back.
type entry struct {
	URI   string `json:"uri"`
	CID   string `json:"cid"`
	Value stored `json:"-"`
}

// UnmarshalJSON reads an entry. A record that another program wrote in another
// way is an entry without a value: it is there, and is none of ours.
func (e *entry) UnmarshalJSON(data []byte) error {
	var raw struct {
		URI   string          `json:"uri"`
		CID   string          `json:"cid"`
		Value json.RawMessage `json:"value"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	e.URI, e.CID = raw.URI, raw.CID
	if json.Unmarshal(raw.Value, &e.Value) != nil {
		e.Value = stored{}
	}
	return nil
}

// key is the record key.
func (e *entry) key() string { return e.URI[strings.LastIndex(e.URI, "/")+1:] }

// at is the date that a post bears, or else that of its key.
func (e *entry) at() time.Time {
	if t, err := time.Parse(time.RFC3339, e.Value.Created); err == nil {
		return t
	}
	micros, _, _ := decodeTID(e.key())
	return time.UnixMicro(int64(micros)).UTC()
}

func (e *entry) seen(repo string) syndicate.Seen {
	return syndicate.Seen{Receipt: place{repo, e.key()}.receipt(), At: e.at(), Links: e.Value.links(), Text: e.Value.Text}
}

// read makes a request that needs no token, at the server that stores the
// account: what is public there is what there is.
func (c *Channel) read(ctx context.Context, method string, query url.Values, v any) error {
	if err := c.known(ctx); err != nil {
		return err
	}
	resp, err := c.pds.Do(ctx, wire.Request{Method: http.MethodGet, Path: xrpc(method), Query: query})
	if err != nil {
		return err
	}
	if !resp.OK() {
		return c.refused(resp)
	}
	return resp.JSON(v)
}

// get reads one record.
func (c *Channel) get(ctx context.Context, at place) (*entry, error) {
	var e entry
	err := c.read(ctx, "com.atproto.repo.getRecord", url.Values{"repo": {at.repo}, "collection": {collection}, "rkey": {at.key}}, &e)
	if err != nil {
		return nil, err
	}
	if e.URI != at.uri() || e.CID == "" {
		return nil, syndicate.Errorf(syndicate.Unavailable, "Bluesky: the server was asked for one post and answered with another")
	}
	return &e, nil
}

// Find reads the record's key itself. Where the payload is no longer kept, the
// key is known but for its date, and looked for among all records.
func (c *Channel) Find(ctx context.Context, s syndicate.Sought) (syndicate.Answer, syndicate.Receipt, error) {
	if err := c.known(ctx); err != nil {
		return syndicate.NotSeen, syndicate.Receipt{}, err
	}
	var w write
	if json.Unmarshal(s.Payload, &w) != nil || w.Key == "" || w.Repo != c.session.DID {
		return c.search(ctx, s.Key)
	}
	at := place{w.Repo, w.Key}
	there, err := c.get(ctx, at)
	switch {
	case hasCode(err, "RecordNotFound"):
		return syndicate.Absent, syndicate.Receipt{}, nil
	case err != nil:
		return syndicate.NotSeen, syndicate.Receipt{}, err
	case !same(there, w.Record, s.Links): // it keeps our place, so ours was refused
		return syndicate.Absent, syndicate.Receipt{}, nil
	}
	return syndicate.Found, at.receipt(), nil
}

// search looks for a record whose key was made of a message's key.
func (c *Channel) search(ctx context.Context, k syndicate.Key) (syndicate.Answer, syndicate.Receipt, error) {
	all, err := c.list(ctx, time.Time{})
	if err != nil {
		return syndicate.NotSeen, syndicate.Receipt{}, err
	}
	for _, e := range all {
		if keyed(e.key(), k) {
			return syndicate.Found, place{c.session.DID, e.key()}.receipt(), nil
		}
	}
	return syndicate.NotSeen, syndicate.Receipt{}, nil
}

// Recent reads the account's posts, by the dates that they bear; ours bear that
// of the article.
func (c *Channel) Recent(ctx context.Context, since time.Time) ([]syndicate.Seen, error) {
	all, err := c.list(ctx, since)
	if err != nil {
		return nil, err
	}
	var out []syndicate.Seen
	for _, e := range all {
		if e.Value.Reply == nil && !e.at().Before(since) { // an answer carries the address, too, and announces nothing
			out = append(out, e.seen(c.session.DID))
		}
	}
	return out, nil
}

// list reads page after page, in the order of the keys, newest first, and stops
// where the keys are older than since.
func (c *Channel) list(ctx context.Context, since time.Time) ([]entry, error) {
	if err := c.known(ctx); err != nil {
		return nil, err
	}
	query := url.Values{"repo": {c.session.DID}, "collection": {collection}, "limit": {strconv.Itoa(perPage)}}
	var out []entry
	for range maxPages {
		var page struct {
			Cursor  string  `json:"cursor"`
			Records []entry `json:"records"`
		}
		if err := c.read(ctx, "com.atproto.repo.listRecords", query, &page); err != nil {
			return nil, err
		}
		out = append(out, page.Records...)
		if len(page.Records) == 0 || page.Cursor == "" || page.Cursor == query.Get("cursor") || older(page.Records[len(page.Records)-1].key(), since) {
			break
		}
		query.Set("cursor", page.Cursor)
	}
	return out, nil
}

// older reports whether a key is of a time well before since.
func older(rkey string, since time.Time) bool {
	micros, _, ok := decodeTID(rkey)
	return ok && time.UnixMicro(int64(micros)).Before(since.Add(-slack))
}
