package ledger

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// Standing is what is known of one message.
type Standing struct {
	Key      Key
	Lang     string
	State    State
	Attempt  int       // how often it was intended
	Owner    string    // of the last intent
	Deadline time.Time // of the last intent
	Sent     time.Time // when the last intent was written
	First    time.Time // when the first of the intents was written of which nothing is known
	Since    time.Time // when State was written
	Hash     string    // of the post last intended
	ID, URL  string
	Reason   string
}

// Live reports whether readers may see the message: it is posted, or may be.
func (s *Standing) Live() bool {
	return s.State == Posted || s.State == Unknown || s.State == Intended
}

// Open reports whether it is not known what became of the message.
func (s *Standing) Open() bool { return s.State == Unknown || s.State == Intended }

// Account is what is known of one account.
type Account struct {
	Name     string
	Identity string // network|host|id, once bound
	Profile  string // where people see the account
	Facts    string // JSON of what its server said
	Baseline time.Time
	Last     time.Time // when it last began to send
	Pause    Pause
}

// Pause says that nothing is sent.
type Pause struct {
	On     bool
	Reason string
	Who    string
	Since  time.Time
}

// History is the fold of a log for one site: what is true now. Adding entries
// is the only way to change it. It is not safe for concurrent use.
type History struct {
	site     string
	messages map[Key]*Standing
	items    map[string][]*Standing // by item
	accounts map[string]*Account
	said     said
	renamed  map[string]string // old name to new
	pause    Pause
}

// NewHistory returns the history of a site of which nothing is known.
func NewHistory(site string) *History {
	return &History{site: site, messages: map[Key]*Standing{}, items: map[string][]*Standing{}, accounts: map[string]*Account{}, said: newSaid(), renamed: map[string]string{}}
}

// Add folds one entry in. Entries of other sites are passed over, for many
// sites may share a ledger. The error says that a newer Nadi wrote the entry;
// acting without understanding it could post twice.
func (h *History) Add(e Entry) error {
	if e.V > Version {
		return Stuck(fmt.Errorf("the ledger has an entry of format %d, and this Nadi knows formats up to %d; use the newer Nadi", e.V, Version))
	}
	switch {
	case e.Site != h.site:
		return nil
	case e.Item != "":
		return h.message(e)
	case e.Account != "":
		return h.account(e)
	}
	return h.whole(e)
}

func unknownState(e Entry) error {
	return Stuck(fmt.Errorf("the ledger has an entry with the state %q, which this Nadi does not know; use a newer Nadi", e.State))
}

func (h *History) message(e Entry) error {
	switch e.State {
	case Intended, Posted, Final, Released, Unknown, Seen, Removed, Shown:
	case Approved:
		h.said.approved(e)
		return nil
	default:
		return unknownState(e)
	}
	for to, ok := h.renamed[e.Account]; ok; to, ok = h.renamed[e.Account] { // a run that did not know of the new name yet
		e.Account = to
	}
	if e.State == Shown {
		h.said.shown(e)
		return nil
	}
	s := h.standing(e.Key())
	if s.settledAgainst(e) || s.overtaken(e) {
		return nil
	}
	if e.State == Intended {
		if !s.Open() {
			s.First = e.T
		}
		s.Attempt, s.Owner, s.Deadline, s.Sent = e.Attempt, e.Owner, e.Deadline, e.T
		h.began(e)
	}
	s.State, s.Since, s.Reason = e.State, e.T, e.Reason
	if e.Lang != "" {
		s.Lang = e.Lang
	}
	if e.Hash != "" {
		s.Hash = e.Hash
	}
	if e.ID != "" || e.URL != "" {
		s.ID, s.URL = e.ID, e.URL
	}
	return nil
}

// began notes that an account was about to send. What then provably did not go
// counts too: spacing is for readers, and one post too late does no harm.
func (h *History) began(e Entry) {
	if a := h.accountNamed(e.Account); e.T.After(a.Last) {
		a.Last = e.T
	}
}

// overtaken reports whether an entry says that an attempt failed after which
// there was another: it says nothing of that one. A run whose machine slept may
// write it hours late.
func (s *Standing) overtaken(e Entry) bool {
	return e.Attempt < s.Attempt && (e.State == Final || e.State == Released || e.State == Unknown)
}

// settledAgainst reports whether an entry comes too late to change anything: a
// message that is posted is no longer unknown because a slow runner says so.
func (s *Standing) settledAgainst(e Entry) bool {
	switch s.State {
	case Posted:
		return e.State != Removed
	case Removed:
		return true
	case Seen:
		return e.State != Posted && e.State != Intended
	}
	return false
}

func (h *History) standing(k Key) *Standing {
	s := h.messages[k]
	if s == nil {
		s = &Standing{Key: k}
		h.messages[k] = s
		h.items[k.Item] = append(h.items[k.Item], s)
	}
	return s
}

func (h *History) account(e Entry) error {
	a := h.accountNamed(e.Account)
	switch e.State {
	case Bound:
		delete(h.renamed, e.Account) // the name is used anew
		a.Identity, a.Profile = e.ID, e.URL
	case Facts:
		a.Facts = e.Reason
	case Baseline:
		a.Baseline = e.T
	case Renamed:
		h.rename(e.ID, e.Account)
	case Paused, Resumed:
		a.Pause = pauseOf(e)
	default:
		return unknownState(e)
	}
	return nil
}

func (h *History) whole(e Entry) error {
	if e.State != Paused && e.State != Resumed {
		return unknownState(e)
	}
	h.pause = pauseOf(e)
	return nil
}

func pauseOf(e Entry) Pause { return Pause{e.State == Paused, e.Reason, e.Owner, e.T} }

func (h *History) accountNamed(name string) *Account {
	a := h.accounts[name]
	if a == nil {
		a = &Account{Name: name}
		h.accounts[name] = a
	}
	return a
}

// rename gives all that is known of one account to another name. Where that
// name has a message of its own, the one that may be public stands.
func (h *History) rename(from, to string) {
	if from == to {
		return
	}
	if a := h.accounts[from]; a != nil {
		if b := h.accounts[to]; b != nil && b.Pause.On {
			a.Pause = b.Pause // somebody paused the new name already
		}
		a.Name = to
		h.accounts[to] = a
		delete(h.accounts, from)
	}
	delete(h.renamed, to)
	h.renamed[from] = to
	h.said.rename(from, to)
	for k, s := range h.messages {
		if k.Account != from {
			continue
		}
		delete(h.messages, k)
		s.Key.Account = to
		if other := h.messages[s.Key]; other == nil || s.Live() && !other.Live() {
			h.messages[s.Key] = s
		}
	}
}

// Of returns what is known of a message; the zero Standing means nothing.
func (h *History) Of(k Key) Standing {
	if s := h.messages[k]; s != nil {
		return *s
	}
	return Standing{Key: k}
}

// Messages yields all that is known of an item on an account, in the order in
// which the messages were first written.
func (h *History) Messages(item, account string) iter.Seq[Standing] {
	return func(yield func(Standing) bool) {
		for _, s := range h.items[item] {
			if s.Key.Account == account && h.messages[s.Key] == s && !yield(*s) {
				return
			}
		}
	}
}

// All yields everything known of messages, ordered by item, account and
// occasion.
func (h *History) All() iter.Seq[Standing] {
	all := make([]*Standing, 0, len(h.messages))
	for _, s := range h.messages {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b *Standing) int {
		if c := strings.Compare(a.Key.Item, b.Key.Item); c != 0 {
			return c
		}
		if c := strings.Compare(a.Key.Account, b.Key.Account); c != 0 {
			return c
		}
		return strings.Compare(a.Key.Occasion, b.Key.Occasion)
	})
	return func(yield func(Standing) bool) {
		for _, s := range all {
			if !yield(*s) {
				return
			}
		}
	}
}

// Account returns what is known of an account; the zero Account means nothing.
func (h *History) Account(name string) Account {
	if a := h.accounts[name]; a != nil {
		return *a
	}
	return Account{Name: name}
}

// Holder returns the name under which a remote identity is bound, or "".
func (h *History) Holder(identity string) string {
	holder := ""
	for name, a := range h.accounts {
		if a.Identity == identity && (holder == "" || name < holder) {
			holder = name
		}
	}
	return holder
}

// Paused returns the pause that holds for an account: the site's or its own.
func (h *History) Paused(account string) Pause {
	if h.pause.On || account == "" {
		return h.pause
	}
	return h.Account(account).Pause
}

// Empty reports whether the ledger says nothing about this site.
func (h *History) Empty() bool { return len(h.messages) == 0 && len(h.accounts) == 0 }
