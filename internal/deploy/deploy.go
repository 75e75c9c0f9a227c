// Package deploy brings the built site live. It holds what the targets share:
// the release (what is brought), progress and receipt (what is said of it) and
// errors named by what has to be done next. Each way to bring a release live
// is a Target in a package of its own:
//
//	deploy/dir      a folder on this machine, swapped by one symbolic link
//	deploy/netlify  Netlify's deploys by digest
//	deploy/s3       a bucket that serves a website
//
// What every target promises:
//
//   - Readers never lose the site. Until a release is whole at the target, the
//     one before is what they get; only a bucket, which knows no such moment,
//     goes over file by file, in an order in which nothing links to what is
//     not there yet.
//   - What readers have already is not deployed again. What is not certain is.
//   - Running it again is always right. A deploy that was stopped, by Ctrl-C,
//     kill or a lost line, goes on with the files that are still missing.
//   - A deploy that is done but that readers do not get (a locked site, a
//     preview, a newer deploy) is never called live.
//
// A target repeats a request only where the second one cannot do harm, which
// holds for everything here: files are named by their content. Do not put
// anything here that has to happen once.
package deploy

import (
	"context"
	"errors"
)

// Target is a place that a site is served from.
type Target interface {
	// Deploy brings the release live and returns once readers get it, or once
	// it is certain that they will not. It calls tell, which must not be nil,
	// from one goroutine at a time. An error is an *Error.
	Deploy(ctx context.Context, r Release, tell func(Progress)) (Receipt, error)
}

// Progress says how far a deploy is. Stage is a word for people, such as
// "uploading"; Done of Total files are through it. Total 0 means waiting for
// somebody else, for as long as that takes.
type Progress struct {
	Stage       string
	Done, Total int
}

// State says what readers get after a deploy.
type State string

const (
	// Live: readers get this release.
	Live State = "live"
	// Preview: it was asked for as a preview and can be seen at its URL only.
	Preview State = "preview"
	// Superseded: a newer deploy was published meanwhile, which readers get.
	Superseded State = "superseded"
	// Held: the release is whole at the target, and a person has to let it go
	// live. Receipt.Note says how.
	Held State = "held"
)

// Receipt is what is known after a deploy.
type Receipt struct {
	ID    string `json:"id"`            // the target's name for it
	URL   string `json:"url,omitempty"` // where this very release can be seen, for good; empty if the target has no such place
	State State  `json:"state"`
	// Same: readers had this very release already, every byte of it, and
	// nothing was changed.
	Same bool `json:"same"`
	// Uploaded files were brought there, Unchanged ones had been there, and
	// Deleted ones are no longer served.
	Uploaded  int    `json:"uploaded"`
	Unchanged int    `json:"unchanged"`
	Deleted   int    `json:"deleted"`
	Note      string `json:"note,omitempty"` // what a person should know or do
}

// Live reports whether readers get this release.
func (r Receipt) Live() bool { return r.State == Live }

// Kind says what has to be done about an error.
type Kind int

const (
	// Failed: running it again will fail again until something is mended.
	Failed Kind = iota
	// Again: the network or the other side is at fault; run it again.
	Again
	// Person: somebody with an account at the target has to act.
	Person
)

// Error is a deploy that failed. Its text is free of secrets.
type Error struct {
	Kind    Kind
	Message string
	Hint    string // what to do
	State   string // what readers get now, a clause such as "the old site is unchanged"
	Err     error  // what errors.Is should see, or nil
}

func (e *Error) Error() string {
	if e.State == "" {
		return e.Message
	}
	return e.Message + "; " + e.State
}

func (e *Error) Unwrap() error { return e.Err }

// Because makes an error of err, which happened while doing what. A stop by
// Ctrl-C is Again: nothing was wrong.
func Because(k Kind, what string, err error) *Error {
	if errors.Is(err, context.Canceled) {
		return &Error{Kind: Again, Message: "stopped while " + what, Err: context.Canceled}
	}
	return &Error{Kind: k, Message: what + ": " + err.Error(), Err: err}
}

// Standing adds to an error of a target what readers get now, and what to do
// if nothing else is said.
func Standing(err error, state, hint string) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	c := *e
	if c.State == "" {
		c.State = state
	}
	if c.Hint == "" {
		c.Hint = hint
	}
	return &c
}
