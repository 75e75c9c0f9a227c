package syndicate_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"nadi/syndicate"
)

// network is one account on a modelled network. The kinds differ in what they
// promise, as real ones do.
type network struct {
	w       *world
	name    string
	kind    string
	public  []*published
	byKey   map[string]*published // keyed: what the key made, and when
	keyTime map[string]time.Time
	lag     time.Duration // until a post is seen by reads
	down    bool          // reads fail, for a whole run
}

// published is a post that readers see, or saw.
type published struct {
	key     syndicate.Key
	link    string
	at      time.Time
	id      string
	removed bool
}

// The kinds.
const (
	provable = "provable" // the record's key is ours, a read of it proves (Bluesky)
	keyed    = "keyed"    // idempotency key for an hour, reads lag (Mastodon)
	readable = "readable" // reads lag, nothing else (GoToSocial, Facebook)
	refusing = "refusing" // reads lag, a duplicate is refused (X)
	blind    = "blind"    // no read at all (a webhook)
)

var kinds = []string{provable, keyed, readable, refusing, blind}

func (n *network) account() syndicate.Account {
	return syndicate.Account{Name: n.name, Channel: n.kind, Languages: []string{"en"}, Limit: 3, MaxAge: 72 * time.Hour}
}

// channel opens the network as a run does.
func (n *network) channel() syndicate.Channel {
	c := &simChannel{n}
	switch n.kind {
	case blind:
		return c
	case readable, refusing, keyed:
		return &simReader{c}
	}
	return &simProvable{simReader{c}}
}

type simChannel struct{ n *network }

func (c *simChannel) Describe(syndicate.Facts) syndicate.Description {
	d := syndicate.Description{Template: "{{.Title}}\n{{.Link}}", SendTimeout: time.Minute,
		Limits: []syndicate.Limit{{Unit: "bytes", Max: 500, Count: func(s string) int { return len(s) }}}}
	switch c.n.kind {
	case provable:
		d.Repeat = time.Hour
	case keyed:
		d.Repeat = 55 * time.Minute
	}
	return d
}

func (c *simChannel) Verify(context.Context) (syndicate.Identity, syndicate.Facts, error) {
	if f := c.n.w.effect("verify"); f == refused || f == lost {
		return syndicate.Identity{}, nil, syndicate.Errorf(syndicate.Unavailable, "away")
	}
	return syndicate.Identity{Network: c.n.kind, ID: c.n.name}, nil, nil
}

func (c *simChannel) Prepare(_ context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	if f := c.n.w.effect("prepare"); f == refused || f == lost {
		return nil, syndicate.Errorf(syndicate.Unavailable, "away")
	}
	data, err := json.Marshal([]string{d.Post.Link, d.Post.Text, d.Key.String()})
	return data, err
}

func (c *simChannel) Send(_ context.Context, k syndicate.Key, p syndicate.Payload) (syndicate.Receipt, error) {
	n := c.n
	f := n.w.effect("send " + n.name)
	switch f {
	case refused:
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Unavailable, "refused")
	case limited:
		return syndicate.Receipt{}, &syndicate.Error{Kind: syndicate.Limited, Message: "too many", Until: n.w.now.Add(20 * time.Second)}
	}
	if f == lost && n.w.rng.IntN(2) == 0 { // it never arrived, which looks the same
		n.w.note("send %s: it never arrived", n.name)
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Unknown, "the reply was lost")
	}
	r, err := n.accept(k, p)
	n.w.done(f)
	if f == lost {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Unknown, "the reply was lost")
	}
	return r, err
}

// accept is the network's side of a send.
func (n *network) accept(k syndicate.Key, p syndicate.Payload) (syndicate.Receipt, error) {
	var parts []string
	if err := json.Unmarshal(p, &parts); err != nil {
		panic(err)
	}
	key := k.String()
	old := n.byKey[key]
	switch {
	case n.kind == provable && old != nil && !old.removed:
		return old.receipt(), nil
	case n.kind == keyed && old != nil && n.w.now.Sub(n.keyTime[key]) < time.Hour:
		return old.receipt(), nil
	case n.kind == refusing && slices.ContainsFunc(n.public, func(o *published) bool { return o.link == parts[0] && !o.removed }):
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Duplicate, "a duplicate")
	}
	post := &published{key: k, link: parts[0], at: n.w.now, id: n.name + "/" + key}
	n.public = append(n.public, post)
	n.byKey[key], n.keyTime[key] = post, n.w.now
	n.w.note("%s shows %s", n.name, key)
	n.once(k)
	n.allowed(k)
	return post.receipt(), nil
}

func (p *published) receipt() syndicate.Receipt {
	return syndicate.Receipt{ID: p.id, URL: "https://social.example/" + p.id}
}

// once is the promise: no occasion twice, and no two live announcements.
func (n *network) once(k syndicate.Key) {
	same, live := 0, 0
	for _, p := range n.public {
		if p.key == k {
			same++
		}
		if p.key.Item == k.Item && !p.removed {
			live++
		}
	}
	if same > 1 || live > 1 {
		n.w.breaks("%s shows %s twice", n.name, k)
	}
}

// allowed: nothing is posted while posting is paused, before it is due, or
// that was public before the account began.
func (n *network) allowed(k syndicate.Key) {
	for i := range n.w.items {
		it := &n.w.items[i]
		switch {
		case it.ID != k.Item:
		case n.w.paused:
			n.w.breaks("%s is posted although posting is paused", k)
		case it.Due.After(n.w.now):
			n.w.breaks("%s is posted before it is due", k)
		case it.Due.Before(simStart):
			n.w.breaks("%s was public before the account began, and is posted", k)
		}
	}
}

// simReader can read back, late.
type simReader struct{ *simChannel }

func (c *simReader) Recent(_ context.Context, since time.Time) ([]syndicate.Seen, error) {
	if f := c.n.w.effect("recent"); f == refused || f == lost || c.n.down {
		return nil, syndicate.Errorf(syndicate.Unavailable, "away")
	}
	var out []syndicate.Seen
	for _, p := range c.n.public {
		if !p.removed && !p.at.Before(since) && c.n.w.now.Sub(p.at) >= c.n.lag {
			out = append(out, syndicate.Seen{Receipt: p.receipt(), At: p.at, Links: []string{p.link}})
		}
	}
	return out, nil
}

func (c *simReader) Find(ctx context.Context, s syndicate.Sought) (syndicate.Answer, syndicate.Receipt, error) {
	seen, err := c.Recent(ctx, s.Since.Add(-5*time.Minute))
	if err != nil {
		return syndicate.NotSeen, syndicate.Receipt{}, err
	}
	for _, p := range seen {
		if slices.ContainsFunc(s.Links, func(l string) bool { return syndicate.SameLink(l, p.Links[0]) }) {
			return syndicate.Found, p.Receipt, nil
		}
	}
	return syndicate.NotSeen, syndicate.Receipt{}, nil
}

// simProvable reads the key itself, at the place that stores it.
type simProvable struct{ simReader }

func (c *simProvable) Find(_ context.Context, s syndicate.Sought) (syndicate.Answer, syndicate.Receipt, error) {
	if f := c.n.w.effect("find"); f == refused || f == lost || c.n.down {
		return syndicate.NotSeen, syndicate.Receipt{}, syndicate.Errorf(syndicate.Unavailable, "away")
	}
	if p := c.n.byKey[s.Key.String()]; p != nil && !p.removed {
		return syndicate.Found, p.receipt(), nil
	}
	return syndicate.Absent, syndicate.Receipt{}, nil
}

// account makes an account of a kind.
func (w *world) open(kind string) *network {
	n := &network{w: w, kind: kind, byKey: map[string]*published{}, keyTime: map[string]time.Time{}, lag: time.Duration(w.rng.IntN(180)) * time.Second}
	n.name = strings.ToLower(kind) + "-" + string(rune('a'+len(w.networks)))
	w.networks = append(w.networks, n)
	return n
}

// openAs makes an account of a kind with a name of its own.
func (w *world) openAs(kind, name string) *network {
	n := &network{w: w, kind: kind, name: name, byKey: map[string]*published{}, keyTime: map[string]time.Time{}}
	w.networks = append(w.networks, n)
	return n
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }
