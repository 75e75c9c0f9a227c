package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"nadi/syndicate"
)

// skew notices by the answers of servers that this machine's clock is wrong. A
// clock that is ahead takes what another run is sending for abandoned, posts
// before the hour, and ends approvals early; nothing is sent twice by it, for
// the ledger's claims do not go by the clock. So nothing is settled or sent by
// such a clock (posting.inTime), and a person should set it right.
type skew struct {
	next http.RoundTripper

	mu   sync.Mutex
	off  time.Duration // the least that any server's clock differs; 0 before the first answer
	host string
	seen bool
}

// tolerance is far more than an answer takes, and less than what matters.
const tolerance = 5 * time.Minute

// RoundTrip passes a request on and looks at the date of its answer.
func (s *skew) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := s.next.RoundTrip(r)
	if err != nil {
		return resp, err
	}
	said, perr := http.ParseTime(resp.Header.Get("Date"))
	if age := resp.Header.Get("Age"); perr == nil && (age == "" || age == "0") { // not what a cache has kept
		s.compare(r.URL.Hostname(), time.Since(said))
	}
	return resp, nil
}

func (s *skew) compare(host string, off time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.seen || off.Abs() < s.off.Abs() { // one server may be wrong itself
		s.seen, s.off, s.host = true, off, host
	}
}

// wrong says how wrong the clock is, or "".
func (s *skew) wrong() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.seen || s.off.Abs() <= tolerance {
		return ""
	}
	direction := "ahead of that of"
	if s.off < 0 {
		direction = "behind that of"
	}
	return fmt.Sprintf("this machine's clock is %s %s %s", s.off.Abs().Round(time.Minute), direction, s.host)
}

// ask looks at a server for the time alone. Who does not answer says nothing.
func (s *skew) ask(ctx context.Context, address string) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return
	}
	r.Header.Set("User-Agent", agent)
	if resp, err := s.RoundTrip(r); err == nil {
		resp.Body.Close()
	}
}

// inTime refuses to send by a clock that is wrong. The live site is asked for
// the time first, once, so that an account's server that is wrong itself does
// not stand alone. With --now the clock is wrong on purpose.
func (p *posting) inTime(ctx context.Context) error {
	if p.g.now != "" {
		return nil
	}
	p.asked.Do(func() { p.net.ask(ctx, p.cfg.Site.URL.S) })
	if wrong := p.net.wrong(); wrong != "" {
		return errors.New(wrong + ", and posts, approvals and the ledger go by it")
	}
	return nil
}

// clockTrouble is a trouble of all accounts where a clock that is wrong kept
// posts back, or was known too late. Where nothing was to be sent it is said
// and is no failure.
func (p *posting) clockTrouble(rows []*syndicate.Row) []syndicate.Trouble {
	if p.net == nil || p.g.now != "" || p.net.wrong() == "" {
		return nil
	}
	became := "nothing was posted"
	if n := len(posted(rows)); n > 0 {
		became = count(n, "post") + " went out before that was known"
	} else if !slices.ContainsFunc(rows, func(r *syndicate.Row) bool { return r.Skip == syndicate.Stopped }) {
		p.ui.note("%s: set it right before something is to be posted", p.net.wrong())
		return nil
	}
	err := fmt.Errorf("%s, and posts, approvals and the ledger go by it; %s. Set the clock right (or that server's, if it is the wrong one), and run it again", p.net.wrong(), became)
	return []syndicate.Trouble{{Account: allAccounts, Err: err, Person: true}}
}
