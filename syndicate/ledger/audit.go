package ledger

import (
	"cmp"
	"fmt"
	"time"
)

// Fault is something in a log that no Nadi writes: a sign that the log was
// edited, merged with another, or written by a program that is broken.
type Fault struct {
	Entry int // its number, from 1
	Text  string
}

// Audit looks through a log of one site, oldest entry first, for what must not
// be there. It asks no network: a log without faults may still be too short.
type Audit struct {
	site    string
	history *History
	number  int
	owners  map[attempt]string
	Entries int // of the site
	Others  int // of other sites
	Faults  []Fault
}

type attempt struct {
	key Key
	n   int
}

// NewAudit begins an audit.
func NewAudit(site string) *Audit {
	return &Audit{site: site, history: NewHistory(site), owners: map[attempt]string{}}
}

func (a *Audit) fault(format string, args ...any) {
	a.Faults = append(a.Faults, Fault{a.number, fmt.Sprintf(format, args...)})
}

// Add looks at the next entry. The error is that of History.Add.
func (a *Audit) Add(e Entry) error {
	a.number++
	if e.Site != a.site {
		a.Others++
		return nil
	}
	a.Entries++
	if e.Item != "" && e.Account != "" {
		a.message(e)
	}
	return a.history.Add(e)
}

func (a *Audit) message(e Entry) {
	was := a.history.Of(e.Key())
	switch e.State {
	case Intended:
		a.intent(e, was)
	case Posted:
		if was.State == Posted && (e.ID != was.ID || e.URL != was.URL) {
			a.fault("%s was posted as %s and is said to be posted as %s too: look at the account, it may carry the article twice", e.Key(), cmp.Or(was.URL, was.ID), cmp.Or(e.URL, e.ID))
		}
	}
}

func (a *Audit) intent(e Entry, was Standing) {
	who := attempt{e.Key(), e.Attempt}
	switch owner, known := a.owners[who]; {
	case known && owner != e.Owner:
		a.fault("%s and %s both began attempt %d of %s: two runs believed to be alone", owner, e.Owner, e.Attempt, e.Key())
	case was.State == Posted:
		a.fault("%s began %s, which was posted already", e.Owner, e.Key())
	case was.State == Intended && e.Owner != was.Owner && e.T.Before(was.Deadline):
		a.fault("%s began %s while %s was sending it, until %s", e.Owner, e.Key(), was.Owner, was.Deadline.Format(time.RFC3339))
	}
	a.owners[who] = e.Owner
}

// Open are the messages of which nobody knows what became.
func (a *Audit) Open() []Standing {
	var out []Standing
	for s := range a.history.All() {
		if s.Open() {
			out = append(out, s)
		}
	}
	return out
}

// History is what the log says in the end.
func (a *Audit) History() *History { return a.history }
