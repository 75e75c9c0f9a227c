// Package postgres keeps a ledger in a PostgreSQL database: `ledger:
// postgres://user@host/database` in nadi.yaml, or `ledger: postgres:NAME`, where
// the environment variable NAME holds that address. It is for many workers that
// share one ledger.
//
// The log is a table with a row an entry, numbered from 1 without gaps. An
// append is one statement, and that is its own transaction: it adds the rows
// after number n only if n is the last there is, and the primary key decides
// between two that try at once. So a claim is one statement, and is committed
// when Append returns. No transaction is ever open while anything else is done.
//
// Read sees a log without holes, although transactions are committed in no
// order: a statement that adds n+1 has seen n, so n was committed before it
// began. Whatever later snapshot sees n+1 sees n too, and all before. Nor does
// anybody see what a power failure could take back: Append asks the server to
// wait for its disk even where the server's own setting is not to, and rows
// become visible after that wait.
//
// A lost answer is no riddle: each append has an id of its own, drawn by its
// caller, in each of its rows. The same append again either adds the rows, or
// finds them there under that id, or finds another's; it is certain to be
// harmless. So is every other statement, and each is made once more when its
// connection turns out to be dead.
//
// It asks little of the server: version 12 or later, no extension, no prepared
// statements, nothing kept in a session, so that a pooler that lends a
// connection for one transaction only (PgBouncer) can stand between. It must
// be the primary server, for a standby is behind. Turns (Turn, Done) spread
// workers over accounts and prove nothing; only the log does.
//
// Do not delete rows: the log is read as a whole, and a hole in it stops all
// posting.
package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"nadi/syndicate/ledger"
)

// Options say where the ledger is.
type Options struct {
	// Address is a URL as the PostgreSQL manual describes it (section 34.1.1.2,
	// Connection URIs). What it leaves out comes from the variables PGUSER,
	// PGPASSWORD … and ~/.pgpass. `search_path=NAME` names the schema, which is
	// "nadi" otherwise.
	Address string
	// Nonce returns a text that nobody has seen before: [0-9a-f]+, 32 of them.
	// Each append is known by one.
	Nonce func() string
}

// Store is a handle on the ledger. Its positions are the number of an entry
// and the id of the append it came with.
type Store struct {
	pool  *pgxpool.Pool
	where place
	nonce func() string
}

// Compile-time proof that workers can share accounts through it.
var _ ledger.Sharer = (*Store)(nil)

// connections is how many a handle holds at most. A run reads and writes one
// thing at a time; the second is for the words of posts. A hundred workers
// must fit into a server's usual limit of connections through a pooler.
const connections = 2

// Open connects, and makes or renews the tables where that is needed.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Nonce == nil {
		return nil, errors.New("a ledger in PostgreSQL needs a nonce")
	}
	cfg, where, err := parse(o.Address)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, where.trouble(err)
	}
	s := &Store{pool: pool, where: where, nonce: o.Nonce}
	if err := s.prepare(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return s, nil
}

// Close gives the connections back.
func (s *Store) Close() error {
	s.pool.Close()
	return nil
}

// repeat does what is harmless to do again, for as long as that may help: on a
// new connection if the one it had broke.
func (s *Store) repeat(ctx context.Context, do func(context.Context) error) error {
	once := func() error {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		return do(ctx)
	}
	for n := (tries{}); ; {
		err := once()
		if err == nil || ctx.Err() != nil || !n.after(err) {
			return err
		}
		s.freshen(err)
	}
}

// freshen lets go of all connections when one broke: the others are as dead.
func (s *Store) freshen(err error) {
	if broke(err) {
		s.pool.Reset()
	}
}

// exec makes a statement that answers nothing.
func (s *Store) exec(ctx context.Context, sql string, args ...any) error {
	return s.where.trouble(s.repeat(ctx, func(ctx context.Context) error {
		_, err := s.pool.Exec(ctx, s.in(sql), args...)
		return err
	}))
}

// patience is how long one statement may take, the way to a distant server
// included. A server that vanished says nothing, ever.
const patience = 30 * time.Second
