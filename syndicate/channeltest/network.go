// Package channeltest is the contract that every channel keeps, as tests: the
// same fault cases against each, at a stateful fake of its network that is
// written beside the channel.
//
// A fake is a Network: as strict as the documentation of the real one, and
// honest about what readers see. It knows nothing of faults; the suite puts
// them between channel and fake (a reply lost after the commit, a connection
// cut in the middle of the body, a 500 although the post is there).
//
// The test of a channel is then:
//
//	func TestContract(t *testing.T) {
//		channeltest.Run(t, channeltest.Suite{
//			Network: func(t *testing.T) channeltest.Network { return newFake() },
//			Entry:   mastodon.Network(),
//			Account: syndicate.Account{Name: "main", Languages: []string{"en"}},
//			Secrets: map[string]string{"TOKEN": "token-that-the-fake-takes"},
//		})
//	}
//
// What the suite promises: after it, every answer and every lost answer of the
// network leads to the kind of error that keeps the posting law; one call is
// one attempt; no secret shows; texts at the limit arrive whole; and each
// ability does what it says or is named in Description.Unable. What it cannot
// know is whether the fake is like the network: write it from the
// documentation, and strictly.
package channeltest

import (
	"net/http"
	"testing"
	"time"

	"nadi/syndicate"
)

// Network is the fake network of a channel's test. It is safe for concurrent
// use.
type Network interface {
	http.Handler
	// Public returns what readers see now, oldest first.
	Public() []Public
	// Commits reports whether a request is the one that makes a post public.
	// It must not read the body.
	Commits(r *http.Request) bool
	// Refuse writes this network's own answer to a case, with the body and
	// headers it really sends. False: the network has no such answer.
	Refuse(w http.ResponseWriter, c Case) bool
	// Lag hides the newest post from the next n reads of posts, as a replica
	// that is behind would. Networks that read from one place ignore it.
	Lag(n int)
}

// Public is one thing that readers see.
type Public struct {
	ID      string
	Text    string
	Links   []string // in text, card and fields
	Alt     string   // of its picture
	Picture bool     // it shows a picture
	Lang    string
	Parent  string // the ID it replies to
}

// Case is a way in which a network refuses.
type Case int

// The cases. The kind of error that a channel must make of each is in kindOf.
const (
	BadToken      Case = iota // the token is wrong or expired
	NoScope                   // the token may not do this
	LimitedFor                // too many requests, try again in 120 seconds, said as the network says it
	LimitedUntil              // the same, with Retry-After as a date where the network would send one
	LimitedSilent             // too many requests, without a word on when
	AlreadyThere              // a duplicate, according to the network
	BadText                   // these bytes are refused for good
	OutOfCredit               // quota or money is used up
	Suspended                 // the account is suspended
	Broken                    // 500
	Away                      // 503
	cases                     // how many there are
)

// Clocked is a fake that takes the suite's clock for the times of its posts.
// One that is not must date every post Moment.
type Clocked interface{ Clock(now func() time.Time) }

// Filler is a fake that takes finished posts of this account, oldest first, in
// place of the suite's sending them one by one.
type Filler interface{ Fill(posts []Public) }

// Moment returns the fixed time of a suite that has no Now of its own. Fakes
// reckon with it where an answer holds a time.
func Moment() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// Suite says how a channel is opened and what is particular about it. Network,
// Entry, Account and Secrets are enough for most.
type Suite struct {
	Network func(t *testing.T) Network
	Entry   syndicate.Network // the channel's entry in the list
	// Account is the account; Server is filled in by the suite. In values of
	// Account.Options and of Secrets, {server} stands for the fake's address.
	Account syndicate.Account
	Secrets map[string]string // by name as in Entry.Secrets
	// Draft changes the suite's draft into one that this network takes; nil
	// leaves it. The suite may change its text afterwards.
	Draft func(syndicate.Draft) syndicate.Draft
	Now   func() time.Time // nil: Moment
	// Tune changes the tools of each channel that is opened, for networks that
	// are reached by Folder or Dial.
	Tune func(t *testing.T, n Network, tools *syndicate.Tools)

	Harmless   []string          // names of secrets that people may see, such as a handle
	BadSecrets map[string]string // wrong ones; nil: every secret with its last characters changed
	Proof      bool              // Find reads the key itself at the place that stores it: it says Absent, never NotSeen
	AnyOK      bool              // whatever a 2xx says, it means success
	NoLang     bool              // the network does not carry a post's language
	Depth      int               // how many posts Recent reads back; 0: more than 120
	NoHTTP     bool              // there is no HTTP between channel and fake; faults are the channel's own tests
}
