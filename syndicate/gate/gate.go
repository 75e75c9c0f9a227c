// Package gate looks at the live site before anything is said of it. A post
// with a link that answers 404, shows last week's text or leads to a login is
// worse than a late one, and cannot be taken back everywhere.
//
// An item is live when its public address answers 200 with the item's content
// marker, under that address and open to search engines, and its card picture
// answers with what it claims to be (design sections 6 and 9). The gate reads
// as any visitor does: no cookies, no redirects followed.
//
// A Gate remembers for a minute what it found live, so that ten accounts share
// one look, and asks once when many ask together. Do not post on an older
// answer, and do not take anything but Ready for one.
package gate

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"nadi/syndicate"
)

// Verdict is what the gate says of an item.
type Verdict int

// The verdicts.
const (
	NotYet     Verdict = iota // not there, or not this version: look again later
	Ready                     // live: it may be posted
	Superseded                // a newer version is live: the run that built it posts
	Wrong                     // this page will never do: a person must mend the site
)

// Live is the result of a look.
type Live struct {
	Verdict Verdict
	Reason  string           // why not, one line for a person; "" when Ready
	Hint    string           // what to do, if there is something
	Picture *syndicate.Media // of Item.Image, when Ready and there is one; must not be changed
	At      time.Time        // when it was looked
}

// Limits of what is read, in bytes, and of how long one request may take.
const (
	MaxPage    = 4 << 20
	MaxPicture = 20 << 20
	Timeout    = 20 * time.Second
)

// Fresh is how long a verdict of Ready holds.
const Fresh = 60 * time.Second

// Gate looks at live pages. It may be used by many goroutines.
type Gate struct {
	Transport http.RoundTripper
	Now       func() time.Time
	Sleep     func(ctx context.Context, d time.Duration) error // returns early with the context's error
	Agent     string                                           // User-Agent
	Timeout   time.Duration                                    // of one request; 0 means the constant

	mu      sync.Mutex
	known   map[question]Live
	flights map[question]*flight
}

// question is all that an answer depends on.
type question struct {
	url, name, marker, image string
	updated                  int64
}

func ask(i syndicate.Item) question {
	q := question{url: i.URL, name: i.Name(), marker: i.Marker, updated: i.Updated.UnixNano()}
	if i.Image != nil {
		q.image = i.Image.URL
	}
	return q
}

// flight is a look under way, and who waits for it.
type flight struct {
	done    chan struct{}
	live    Live
	err     error
	waiting int
	cancel  context.CancelFunc
}

// Check looks at an item's page and picture. What the network does is a
// verdict; the error is that of the context, or says that the item itself
// cannot be looked for.
func (g *Gate) Check(ctx context.Context, item syndicate.Item) (Live, error) {
	if err := lookable(item); err != nil {
		return Live{}, err
	}
	if err := ctx.Err(); err != nil {
		return Live{}, err
	}
	live, err := g.shared(ctx, item)
	if live.Picture != nil && item.Image != nil {
		p := *live.Picture
		p.Alt = item.Image.Alt
		live.Picture = &p
	}
	return live, err
}

func lookable(i syndicate.Item) error {
	switch {
	case i.URL == "":
		return fmt.Errorf("%s has no address to look at", i.Name())
	case i.ID == "" || i.Lang == "":
		return fmt.Errorf("%s has no written id, so it cannot be recognised", i.URL)
	case i.Marker == "":
		return fmt.Errorf("%s has no content marker, so it cannot be recognised", i.Name())
	}
	return nil
}

// shared answers from memory, joins a look under way, or begins one.
func (g *Gate) shared(ctx context.Context, item syndicate.Item) (Live, error) {
	q := ask(item)
	g.mu.Lock()
	if live, ok := g.fresh(q); ok {
		g.mu.Unlock()
		return live, nil
	}
	f := g.flights[q]
	if f == nil {
		f = g.begin(ctx, q, item)
	}
	f.waiting++
	g.mu.Unlock()
	select {
	case <-f.done:
		return f.live, f.err
	case <-ctx.Done():
		g.leave(q, f)
		return Live{}, ctx.Err()
	}
}

// fresh returns a verdict that still holds and drops those that do not: they
// hold pictures.
func (g *Gate) fresh(q question) (Live, bool) {
	now := g.Now()
	for old, live := range g.known {
		if now.Sub(live.At) >= Fresh || now.Before(live.At) {
			delete(g.known, old)
		}
	}
	live, ok := g.known[q]
	return live, ok
}

// begin starts a look that outlives the caller's context as long as somebody
// waits for it.
func (g *Gate) begin(ctx context.Context, q question, item syndicate.Item) *flight {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	f := &flight{done: make(chan struct{}), cancel: cancel}
	if g.flights == nil {
		g.flights, g.known = map[question]*flight{}, map[question]Live{}
	}
	g.flights[q] = f
	go func() {
		defer cancel()
		at := g.Now() // before looking, for what is seen may be older than the answer
		live, err := g.look(ctx, item)
		live.At = at
		g.mu.Lock()
		defer g.mu.Unlock()
		f.live, f.err = live, err
		if live.Verdict == Ready && err == nil {
			g.known[q] = live
		}
		if g.flights[q] == f {
			delete(g.flights, q)
		}
		close(f.done)
	}()
	return f
}

// leave gives up waiting. The last one stops the look.
func (g *Gate) leave(q question, f *flight) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if f.waiting--; f.waiting > 0 {
		return
	}
	f.cancel()
	if g.flights[q] == f {
		delete(g.flights, q) // who comes now begins anew
	}
}

// pauses are the times between looks; the last is repeated.
var pauses = [...]time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 15 * time.Second}

// Wait looks until the verdict is not NotYet, or until the deadline has come;
// the last look is then at the deadline, and its result is returned.
func (g *Gate) Wait(ctx context.Context, item syndicate.Item, deadline time.Time) (Live, error) {
	for n := 0; ; n++ {
		live, err := g.Check(ctx, item)
		if err != nil || live.Verdict != NotYet {
			return live, err
		}
		left := deadline.Sub(g.Now())
		if left <= 0 {
			return live, nil
		}
		if err := g.Sleep(ctx, min(left, pauses[min(n, len(pauses)-1)])); err != nil {
			return live, err
		}
	}
}

// look is one look, shared by all who ask.
func (g *Gate) look(ctx context.Context, item syndicate.Item) (Live, error) {
	p, no := g.page(ctx, item.URL)
	if no == nil {
		no = p.judge(item)
	}
	var picture *syndicate.Media
	if no == nil {
		picture, no = g.pictures(ctx, item, p)
	}
	if err := ctx.Err(); err != nil && no != nil {
		return Live{}, err
	}
	if no != nil {
		return Live{Verdict: no.verdict, Reason: no.reason, Hint: no.hint}, nil
	}
	return Live{Verdict: Ready, Picture: picture}, nil
}

// denial is a verdict that is not Ready.
type denial struct {
	verdict      Verdict
	reason, hint string
}

func notYet(hint, format string, args ...any) *denial {
	return &denial{NotYet, fmt.Sprintf(format, args...), hint}
}

func wrong(hint, format string, args ...any) *denial {
	return &denial{Wrong, fmt.Sprintf(format, args...), hint}
}

// errTooLarge says that an answer has more than may be read.
var errTooLarge = errors.New("too large")
