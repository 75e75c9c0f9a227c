package ledger

import (
	"slices"
	"time"
)

// Showing says that somebody was shown the exact post that has Hash.
type Showing struct {
	Hash string
	Who  string
	At   time.Time
}

// Approval says that somebody approves the posts that Statement lists.
type Approval struct {
	Item, Lang, Occasion string
	Who                  string
	At, Until            time.Time
	Statement            string // what was approved, word for word
	Signature            string // of Statement, or "" where it is only recorded
}

// said is what people said of messages before they were sent.
type said struct {
	showings  map[Key][]Showing
	approvals map[string][]Approval // by item
}

func newSaid() said {
	return said{showings: map[Key][]Showing{}, approvals: map[string][]Approval{}}
}

func (s said) shown(e Entry) {
	k := e.Key()
	s.showings[k] = append(s.showings[k], Showing{e.Hash, e.Owner, e.T})
}

func (s said) approved(e Entry) {
	s.approvals[e.Item] = append(s.approvals[e.Item], Approval{e.Item, e.Lang, e.Occasion, e.Owner, e.T, e.Deadline, e.Reason, e.ID})
}

func (s said) rename(from, to string) {
	for k, showings := range s.showings {
		if k.Account == from {
			delete(s.showings, k)
			k.Account = to
			s.showings[k] = append(showings, s.showings[k]...)
		}
	}
}

// WasShown reports whether somebody was shown the post of a message that has
// this hash.
func (h *History) WasShown(k Key, hash string) bool {
	return slices.ContainsFunc(h.said.showings[k], func(s Showing) bool { return s.Hash == hash })
}

// LastShown is the newest post of a message that somebody was shown; the zero
// Showing means none.
func (h *History) LastShown(k Key) Showing {
	if all := h.said.showings[k]; len(all) > 0 {
		return all[len(all)-1]
	}
	return Showing{}
}

// Approvals are all of an item for an occasion, the newest first. Whether one
// holds is for who knows the people.
func (h *History) Approvals(item, occasion string) []Approval {
	var out []Approval
	for _, a := range h.said.approvals[item] {
		if a.Occasion == occasion {
			out = append(out, a)
		}
	}
	slices.Reverse(out)
	return out
}
