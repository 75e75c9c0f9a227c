package syndicate_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"time"

	"nadi/syndicate"
)

// network is one account on a modelled network. The kinds differ in what they
// promise, as real ones do.
type network struct {
	w         *world
	name      string // in nadi.yaml today
	names     []string
	kind      string
	who       string   // whose token it is today
	languages []string // nil means English
	quiet     syndicate.Quiet
	public    []*published
	byKey     map[string]*published // what a key made, and when
	keyTime   map[string]time.Time
	bytes     map[string][]byte // what was first sent under a key and may have arrived
	lag       time.Duration     // until a post is seen by reads
	down      bool              // reads fail, for a whole run
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
	sure     = "sure"     // knows keys for ever, no read at all (a good webhook)
	blind    = "blind"    // neither
)

var kinds = []string{provable, keyed, readable, refusing, sure, blind}

const (
	simLimit = 3
	simAge   = 72 * time.Hour
	keyLives = time.Hour
	nap      = 5 * time.Minute // less than the grace of a deadline, by what clocks differ
)

func (n *network) account() syndicate.Account {
	languages := n.languages
	if languages == nil {
		languages = []string{"en"}
	}
	return syndicate.Account{Name: n.name, Channel: n.kind, Languages: languages, Limit: simLimit, MaxAge: simAge, Quiet: n.quiet}
}

// channel opens the network as a run does.
func (n *network) channel() syndicate.Channel {
	c := &simChannel{n}
	switch n.kind {
	case blind, sure:
		return c
	case refusing, keyed:
		return &simReader{c}
	case readable:
		return &simRemover{simReader{c}}
	}
	return &simProvable{simRemover{simReader{c}}}
}

func (n *network) destination(facts syndicate.Facts) *syndicate.Destination {
	d, err := syndicate.NewDestination(n.account(), n.channel(), facts, "")
	if err != nil {
		panic(err)
	}
	return d
}

type simChannel struct{ n *network }

func (c *simChannel) Describe(syndicate.Facts) syndicate.Description {
	d := syndicate.Description{Template: "{{.Title}}\n{{.Link}}", SendTimeout: time.Minute,
		Limits: []syndicate.Limit{{Unit: "bytes", Max: 500, Count: func(s string) int { return len(s) }}}}
	switch c.n.kind {
	case provable:
		d.Repeat = time.Hour
	case sure:
		d.Repeat = 24 * time.Hour // the engine itself knows that an hour is the most
	case keyed:
		d.Repeat = 55 * time.Minute
	}
	return d
}

func (c *simChannel) Verify(context.Context) (syndicate.Identity, syndicate.Facts, error) {
	if c.n.w.effect("verify") == refused {
		return syndicate.Identity{}, nil, syndicate.Errorf(syndicate.Unavailable, "away")
	}
	return syndicate.Identity{Network: c.n.kind, ID: c.n.who}, nil, nil
}

func (c *simChannel) Prepare(_ context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	switch c.n.w.effect("prepare") {
	case refused:
		return nil, syndicate.Errorf(syndicate.Unavailable, "away")
	case rejected:
		return nil, syndicate.Errorf(syndicate.Invalid, "too long")
	}
	return json.Marshal([]string{d.Post.Link, d.Post.Text, d.Key.String(), c.n.w.now.Format(time.RFC3339Nano)})
}

func (c *simChannel) Send(_ context.Context, k syndicate.Key, p syndicate.Payload) (syndicate.Receipt, error) {
	n := c.n
	asked := n.w.now
	f := n.w.effect("send " + n.kind)
	if n.w.now.Sub(asked) > nap {
		n.w.bad++
		panic(died{}) // a machine that slept here is beyond what can be promised
	}
	n.lawful(k, p, asked)
	switch f {
	case refused:
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Unavailable, "refused")
	case rejected:
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Rejected, "we do not like it")
	case limited:
		until := n.w.now.Add(time.Duration(20+n.w.rng.IntN(80)) * time.Second)
		n.tell(until)
		return syndicate.Receipt{}, &syndicate.Error{Kind: syndicate.Limited, Message: "too many", Until: until}
	case vanished:
		n.goes(k, p)
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
	n.goes(k, p)
	key := k.String()
	old := n.byKey[key]
	switch {
	case (n.kind == provable || n.kind == sure) && old != nil && !old.removed:
		return old.receipt(), nil
	case n.kind == keyed && old != nil && n.w.now.Sub(n.keyTime[key]) < keyLives:
		return old.receipt(), nil
	case n.kind == refusing && slices.ContainsFunc(n.public, func(o *published) bool { return o.link == parts[0] && !o.removed }):
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Duplicate, "a duplicate")
	}
	post := &published{key: k, link: parts[0], at: n.w.now, id: n.names[0] + "/" + key}
	n.public = append(n.public, post)
	n.byKey[key], n.keyTime[key] = post, n.w.now
	n.w.posts++
	n.w.note("%s shows %s", n.name, key)
	n.once(k)
	return post.receipt(), nil
}

func (p *published) receipt() syndicate.Receipt {
	return syndicate.Receipt{ID: p.id, URL: "https://social.example/" + p.id}
}

// shows returns the live post of a message.
func (n *network) shows(k syndicate.Key) *published {
	for _, p := range n.public {
		if p.key.Item == k.Item && p.key.Occasion == k.Occasion && !p.removed {
			return p
		}
	}
	return nil
}

// simReader can read back, late.
type simReader struct{ *simChannel }

func (c *simReader) Recent(_ context.Context, since time.Time) ([]syndicate.Seen, error) {
	if c.n.w.effect("recent") == refused || c.n.down {
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

// simRemover can also take down.
type simRemover struct{ simReader }

func (c *simRemover) Remove(_ context.Context, r syndicate.Receipt) error {
	f := c.n.w.effect("remove")
	if f == refused {
		return syndicate.Errorf(syndicate.Unavailable, "refused")
	}
	for _, p := range c.n.public {
		p.removed = p.removed || p.id == r.ID
	}
	c.n.w.done(f)
	if f == lost {
		return syndicate.Errorf(syndicate.Unknown, "the reply was lost")
	}
	return nil
}

// simProvable reads the key itself, at the place that stores it.
type simProvable struct{ simRemover }

func (c *simProvable) Find(_ context.Context, s syndicate.Sought) (syndicate.Answer, syndicate.Receipt, error) {
	if c.n.w.effect("find") == refused || c.n.down {
		return syndicate.Absent, syndicate.Receipt{}, syndicate.Errorf(syndicate.Unavailable, "away") // an answer beside an error is none
	}
	if p := c.n.byKey[s.Key.String()]; p != nil && !p.removed {
		return syndicate.Found, p.receipt(), nil
	}
	return syndicate.Absent, syndicate.Receipt{}, nil
}

// open makes an account of a kind, of which some stay silent at night and some
// speak two languages.
func (w *world) open(kind string) *network {
	n := w.openAs(kind, kind+"-"+string(rune('a'+len(w.networks))))
	n.lag = time.Duration(w.rng.IntN(180)) * time.Second
	if w.rng.IntN(3) == 0 {
		n.quiet = syndicate.Quiet{From: nightFrom * time.Hour, To: nightTo * time.Hour}
	}
	if w.rng.IntN(2) == 0 {
		n.languages = []string{"hi", "en"}
	}
	return n
}

// openAs makes an account of a kind with a name of its own.
func (w *world) openAs(kind, name string) *network {
	n := &network{w: w, kind: kind, name: name, names: []string{name}, who: name, byKey: map[string]*published{}, keyTime: map[string]time.Time{}, bytes: map[string][]byte{}}
	w.networks = append(w.networks, n)
	return n
}

// network finds an account by a name that it has or had.
func (w *world) network(name string) *network {
	for _, n := range w.networks {
		if slices.Contains(n.names, name) {
			return n
		}
	}
	return nil
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }
