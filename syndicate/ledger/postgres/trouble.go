package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"nadi/syndicate/ledger"
)

// said is what Nadi itself finds wrong with a database, beginning with "it" or
// "its".
type said string

func (s said) Error() string { return string(s) }

const errReplaced = said("it was replaced by an older copy: what was known of the ledger is not there any more. Nothing is posted until the newest copy is back, or every account is adopted anew")

func missing(n int64) error {
	return said(fmt.Sprintf("its entry %d is missing; somebody deleted it by hand. Nothing is posted until it is back", n))
}

// failure is an error in words for whoever runs Nadi, around what the driver
// said.
type failure struct {
	text string
	err  error
}

func (f failure) Error() string { return f.text }
func (f failure) Unwrap() error { return f.err }

// trouble says what is wrong, and where. nil stays nil.
func (p place) trouble(err error) error {
	if err == nil {
		return nil
	}
	f := failure{fmt.Sprintf("database %q at %s: %s", p.database, p.host, p.reason(err)), err}
	if found := said(""); errors.As(err, &found) {
		return ledger.Stuck(f) // what Nadi itself finds wrong, another run finds too
	}
	return f
}

// unsure is trouble with an append of which an earlier try may have arrived.
func (p place) unsure(open bool, err error) error {
	if err = p.trouble(err); !open {
		return err
	}
	return failure{err.Error() + "; whether the ledger was written is not known", err}
}

func (p place) reason(err error) string {
	var own said
	var server *pgconn.PgError
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &own):
		return own.Error()
	case errors.Is(err, context.Canceled):
		return "stopped"
	case errors.Is(err, pgconn.ErrReadOnlyConnection):
		return "it is read-only, as a standby is, and may be behind; name the primary server"
	case errors.As(err, &server):
		return p.answer(server)
	case errors.As(err, &connect):
		return "it cannot be reached: " + p.hide(innermost(err))
	case errors.Is(err, context.DeadlineExceeded):
		return "it does not answer"
	}
	return "the connection broke: " + p.hide(err.Error())
}

// answer explains what the server said. Its codes are in appendix A of the
// PostgreSQL manual.
func (p place) answer(e *pgconn.PgError) string {
	text := p.hide(e.Message)
	switch e.Code {
	case "28P01", "28000":
		return fmt.Sprintf("it does not let user %q in (%s); the password comes from PGPASSWORD, ~/.pgpass or the address in the environment", p.user, text)
	case "3D000":
		return "there is no such database on that server"
	case "42501":
		return fmt.Sprintf("user %q has not the right (%s); somebody who has it runs once:  CREATE SCHEMA IF NOT EXISTS %s AUTHORIZATION %s", p.user, text, p.schema, pgx.Identifier{p.user}.Sanitize())
	case "25006":
		return "it is read-only, as a standby is; name the primary server"
	case "53300":
		return fmt.Sprintf("it takes no more connections (%s)", text)
	case "57P03":
		return fmt.Sprintf("it is starting or stopping (%s); try again in a minute", text)
	case "42P01", "3F000":
		return fmt.Sprintf("its tables are gone (%s)", text)
	}
	return fmt.Sprintf("the server says: %s (%s)", text, e.Code)
}

// innermost is what the system says of a connection that cannot be made.
func innermost(err error) string {
	var name *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &name):
		return "its name is not known (" + name.Err + ")"
	case errors.As(err, &op) && op.Err != nil:
		return op.Err.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return "it does not answer"
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) && errors.Unwrap(connect) != nil {
		return errors.Unwrap(connect).Error()
	}
	return err.Error()
}

// hide takes passwords out of what others wrote. They never were in it, and
// the next version of a driver is another's work.
func (p place) hide(text string) string {
	for _, s := range p.secrets {
		text = strings.ReplaceAll(text, s, "…")
	}
	return strings.Join(strings.Fields(text), " ")
}

// broke reports whether a connection was there and is no more: the server
// neither answered nor was unreachable.
func broke(err error) bool {
	var connect *pgconn.ConnectError
	var server *pgconn.PgError
	var own said
	switch {
	case errors.As(err, &connect), errors.As(err, &own), errors.Is(err, pgx.ErrNoRows):
		return false
	case errors.As(err, &server):
		return server.SeverityUnlocalized != "ERROR" || strings.HasPrefix(server.Code, "08")
	}
	return true
}

// undecided reports whether a statement that failed may have been committed
// all the same. What the server calls an ERROR was rolled back. FATAL can be
// said after a commit, and a pooler that lost its server says 08…; everything
// else is a connection that broke, unless it did before anything was sent.
func undecided(err error) bool { return broke(err) && !pgconn.SafeToRetry(err) }

// taken reports whether the number after the position had been used by the
// time the rows came to be added.
func taken(err error) bool { return coded(err, "23505") }

// clashed reports whether the server called a transaction off, whole, for the
// sake of another.
func clashed(err error) bool { return coded(err, "40001", "40P01") }

func coded(err error, codes ...string) bool {
	var server *pgconn.PgError
	return errors.As(err, &server) && slices.Contains(codes, server.Code)
}

// tries counts how often the same was done.
type tries struct{ broken, taken, clashed int }

// after reports whether one more try can tell more than the error does: once
// for a connection that broke, once to see whether the place was taken by the
// try that broke. Servers that are set to be stricter about transactions than
// this needs call many of them off, and most where many are at it.
func (n *tries) after(err error) bool {
	switch {
	case broke(err):
		n.broken++
	case taken(err):
		n.taken++
	case clashed(err):
		n.clashed++
	default:
		return false
	}
	return n.broken <= 1 && n.taken <= 1 && n.clashed <= 100
}
