package syndicate

import (
	"errors"
	"fmt"
	"time"

	"nadi/syndicate/ledger"
)

// Kind is a failure, named by what the ledger must do with it.
type Kind int

// The kinds. A channel picks the first that is certain; what it does not know
// for certain is Unknown.
const (
	Invalid     Kind = iota + 1 // we could know before sending that it cannot be sent
	Rejected                    // the network refused these bytes for good; nothing was posted
	Auth                        // the token is not valid (any more)
	Scope                       // the token is valid and may not do this
	Limited                     // too many requests or quota used up, until Error.Until
	Unavailable                 // provably not processed: no connection, a 503 the network documents as such
	Unknown                     // it may have been posted: reply lost, 5xx after sending
	Duplicate                   // the network says that it has this already
	Disabled                    // the account is suspended, the plan has ended, the bill is unpaid
)

var kindNames = map[Kind]string{Invalid: "invalid", Rejected: "rejected", Auth: "auth", Scope: "scope", Limited: "limited",
	Unavailable: "unavailable", Unknown: "unknown", Duplicate: "duplicate", Disabled: "disabled"}

func (k Kind) String() string { return kindNames[k] }

// Outcome is the state the ledger takes when sending failed this way.
// Duplicate is settled by reading back, and is unknown until then.
func (k Kind) Outcome() ledger.State {
	switch k {
	case Invalid, Rejected:
		return ledger.Final
	case Auth, Scope, Limited, Unavailable, Disabled:
		return ledger.Released
	}
	return ledger.Unknown
}

// Error is a failure of a channel. Its text is for the person who must act and
// holds no secret.
type Error struct {
	Kind    Kind
	Message string    // what the network said or what happened, one line
	Hint    string    // what to do, if there is something
	Until   time.Time // Limited: when to try again, if known
	App     bool      // Limited: the limit is the application's, not the account's
	Status  int       // HTTP status, 0 if there was no answer
	Code    string    // the network's own code
	Err     error     // the cause, if it says more
}

// Error writes the message; the kind is not in it.
func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an error of a kind.
func Errorf(k Kind, format string, args ...any) *Error {
	return &Error{Kind: k, Message: fmt.Sprintf(format, args...)}
}

// KindOf returns an error's kind. Errors that no channel made, such as a
// cancelled context, are Unknown: nothing is certain about them.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Unknown
}
