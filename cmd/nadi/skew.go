package main

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

// skew notices by the answers of servers that this machine's clock is wrong. A
// clock that is ahead takes what another run is sending for abandoned, posts
// before the hour, and ends approvals early; nothing is sent twice by it, for
// the ledger's claims do not go by the clock, but a person should set it right.
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
	if said, perr := http.ParseTime(resp.Header.Get("Date")); perr == nil && resp.Header.Get("Age") == "" {
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
	return fmt.Sprintf("this machine's clock is %s %s %s: set it right, for posts and approvals go by it", s.off.Abs().Round(time.Minute), direction, s.host)
}
