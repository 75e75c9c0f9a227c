// Package ledger remembers what was sent to whom, so that nothing is sent
// twice and nothing is forgotten.
//
// A ledger is a log: entries are appended and never changed. What is true now
// is the fold of all entries, a History. There is one way to write: look at
// the history, decide, and append on the condition that nobody has appended
// since (Book.Write). An intent written that way is a claim: of any number of
// runners on any number of machines one alone may send.
//
// A Store keeps the log: a file here, a git branch, a bucket or a database
// elsewhere. It knows nothing of what entries mean. The log holds hashes, ids,
// times and outcomes; the words of a post are a payload beside it, which can
// be erased.
//
// Do not decide outside Book.Write, and do not send before it has returned:
// both break the promise.
package ledger

import "time"

// Version is the version of the line format written today.
const Version = 1

// Key says which message is meant: each is sent at most once.
type Key struct {
	Site     string // site.id of nadi.yaml
	Item     string // the article's id, without language
	Account  string // the account's name in nadi.yaml
	Occasion string // announce, correction-2026-11-23, reshare-2 …
}

// String writes item/account/occasion, for messages to people.
func (k Key) String() string { return k.Item + "/" + k.Account + "/" + k.Occasion }

// State is what an entry says about its key, its account or the whole site.
type State string

// States of a message (Item is set).
const (
	Intended State = "intended" // about to be sent by Owner, until Deadline
	Posted   State = "posted"   // on the network as ID, at URL
	Final    State = "final"    // refused by the network for these bytes; not sent
	Released State = "released" // provably not sent; may be tried again
	Unknown  State = "unknown"  // perhaps sent; never sent again without proof
	Seen     State = "seen"     // public before the account's baseline, or skipped by a person; never sent
	Removed  State = "removed"  // was posted and is taken down again
)

// What people said of a message before it was sent; it changes no state of it.
const (
	Shown    State = "shown"    // Owner was shown the post that has Hash
	Approved State = "approved" // Owner approves, until Deadline, the posts that the statement in Reason lists; ID is the signature. Account is not set
)

// States of an account (Account is set, Item is not) and of the site (neither
// is set).
const (
	Bound    State = "bound"    // ID is the account's remote identity, URL its profile
	Facts    State = "facts"    // Reason is what the server said of its limits, as JSON
	Baseline State = "baseline" // what was public then is Seen; from now on the account posts
	Renamed  State = "renamed"  // the account called ID until now is called Account
	Paused   State = "paused"   // nothing is sent (on Account, or at all) because of Reason
	Resumed  State = "resumed"  // sending goes on
)

// Entry is one line of the log (design section 9). Times are UTC.
type Entry struct {
	V        int       `json:"v"`
	T        time.Time `json:"t"`
	Site     string    `json:"site"`
	Item     string    `json:"item,omitempty"`
	Lang     string    `json:"lang,omitempty"`
	Account  string    `json:"account,omitempty"`
	Occasion string    `json:"occasion,omitempty"`
	Attempt  int       `json:"attempt,omitempty"`
	State    State     `json:"state"`
	Owner    string    `json:"owner,omitempty"`   // the run, or the person, that wrote the entry
	Deadline time.Time `json:"deadline,omitzero"` // Intended: before it only Owner acts
	Hash     string    `json:"hash,omitempty"`    // of the Post; with Owner the name of its payload
	ID       string    `json:"id,omitempty"`      // remote id
	URL      string    `json:"url,omitempty"`     // where people see it
	Reason   string    `json:"reason,omitempty"`  // why, in words for a person, without secrets
}

// Key returns the key of a message's entry.
func (e *Entry) Key() Key { return Key{e.Site, e.Item, e.Account, e.Occasion} }
