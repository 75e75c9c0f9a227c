package channeltest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// bench is one fake, the faulty server before it, and channels opened to it.
type bench struct {
	*testing.T
	suite Suite
	net   Network
	gate  *gate
	web   *httptest.Server
	late  atomic.Int64 // how far the clock has moved on, as a time.Duration; the fake reads it too
	store *Tokens
	nonce int
	facts syndicate.Facts
}

// newBench starts a fresh fake.
func newBench(t *testing.T, s Suite) *bench {
	t.Helper()
	b := &bench{T: t, suite: s, net: s.Network(t), store: NewTokens()}
	if c, ok := b.net.(Clocked); ok {
		c.Clock(b.now)
	}
	b.gate = &gate{net: b.net, done: make(chan struct{})}
	b.web = httptest.NewServer(b.gate)
	t.Cleanup(b.close)
	return b
}

func (b *bench) close() {
	b.gate.end()
	b.web.CloseClientConnections()
	b.web.Close()
}

func (b *bench) moved() time.Duration { return time.Duration(b.late.Load()) }

func (b *bench) now() time.Time {
	if b.suite.Now != nil {
		return b.suite.Now().Add(b.moved())
	}
	return Moment().Add(b.moved())
}

// account is the suite's account at this bench's server.
func (b *bench) account() syndicate.Account {
	a := b.suite.Account
	a.Server = b.web.URL
	if b.suite.Entry.NoServer {
		a.Server = ""
	}
	if a.Name == "" {
		a.Name = b.suite.Entry.Name + "-main"
	}
	if a.Channel = b.suite.Entry.Name; len(a.Languages) == 0 {
		a.Languages = []string{"en"}
	}
	a.Options = b.options()
	return a
}

// options are those of the suite over the defaults, as the caller of Open
// gives them.
func (b *bench) options() map[string]string {
	all := map[string]string{}
	for _, o := range b.suite.Entry.Options {
		if o.Default != "" {
			all[o.Name] = o.Default
		}
	}
	for k, v := range b.suite.Account.Options {
		all[k] = b.here(v)
	}
	return all
}

func (b *bench) here(v string) string { return strings.ReplaceAll(v, "{server}", b.web.URL) }

// secrets are the suite's, with over's in their place.
func (b *bench) secrets(over map[string]string) map[string]string {
	all := map[string]string{}
	for k, v := range b.suite.Secrets {
		all[k] = b.here(v)
	}
	for k, v := range over {
		all[k] = b.here(v)
	}
	return all
}

// tools are a channel's, with a transport of its own that reaches the bench's
// server and nothing else.
func (b *bench) tools(secrets map[string]string) syndicate.Tools {
	name := b.account().Name
	t := syndicate.Tools{
		Transport: closed{&http.Transport{}},
		Now:       b.now,
		Nonce: func() string {
			b.nonce++
			return fmt.Sprintf("%032x", b.nonce)
		},
		Secret: func(s string) syndicate.Secret {
			return syndicate.NewSecret(syndicate.SecretName(name, s), secrets[s])
		},
		Tokens: b.store,
		Dial:   dial,
		Agent:  agent,
	}
	if b.suite.Tune != nil {
		b.suite.Tune(b.T, b.net, &t)
	}
	return t
}

const agent = "nadi-channeltest"

// closed is a transport for this machine only.
type closed struct{ inner *http.Transport }

func (c closed) RoundTrip(r *http.Request) (*http.Response, error) {
	if !wire.Loopback(r.URL.Hostname()) {
		return nil, fmt.Errorf("a test asked for %s", r.URL.Hostname())
	}
	return c.inner.RoundTrip(r)
}

func dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, _ := net.SplitHostPort(address)
	if !wire.Loopback(host) {
		return nil, fmt.Errorf("a test asked for %s", host)
	}
	var d net.Dialer
	return d.DialContext(ctx, network, address)
}

// open opens a channel with the right secrets and its own connections.
func (b *bench) open() syndicate.Channel { b.Helper(); return b.openWith(nil) }

func (b *bench) openWith(over map[string]string) syndicate.Channel {
	b.Helper()
	c, err := b.suite.Entry.Open(b.account(), b.tools(b.secrets(over)))
	if err != nil {
		b.Fatalf("Open: %v", err)
	}
	return c
}

// verified opens a channel and learns the server's facts with it, as every
// run does.
func (b *bench) verified() syndicate.Channel {
	b.Helper()
	c := b.open()
	_, facts, err := c.Verify(b.Context())
	if err != nil {
		b.Fatalf("Verify: %v (%v)", err, syndicate.KindOf(err))
	}
	b.facts = facts
	return c
}

// prepared opens a channel and prepares a draft with it.
func (b *bench) prepared(d syndicate.Draft) (syndicate.Channel, syndicate.Payload) {
	b.Helper()
	c := b.open()
	p, err := c.Prepare(b.Context(), d)
	if err != nil {
		b.Fatalf("Prepare: %v (%v)", err, syndicate.KindOf(err))
	}
	return c, p
}

// post sends a draft that must arrive.
func (b *bench) post(c syndicate.Channel, d syndicate.Draft) syndicate.Receipt {
	b.Helper()
	p, err := c.Prepare(b.Context(), d)
	if err != nil {
		b.Fatalf("Prepare: %v (%v)", err, syndicate.KindOf(err))
	}
	r, err := c.Send(b.Context(), d.Key, p)
	if err != nil {
		b.Fatalf("Send: %v (%v)", err, syndicate.KindOf(err))
	}
	return r
}

// public demands a number of posts and returns them.
func (b *bench) public(n int) []Public {
	b.Helper()
	all := b.net.Public()
	if len(all) != n {
		b.Fatalf("readers see %d posts, want %d: %+v", len(all), n, all)
	}
	return all
}
