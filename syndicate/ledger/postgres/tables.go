package postgres

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// migrations make the tables, each from what the one before left. One that was
// ever released is never changed. An older Nadi refuses tables that are newer
// than it, but one that runs while a newer one renews them goes on: so a
// migration may add, and must leave what older statements need.
//
// The line is the entry, as package line writes it, and all that Nadi reads.
// The columns after it are for people who ask the table; a NUL, which
// PostgreSQL's text cannot hold, is replaced in them, and a time before the
// year 1 left out. Only the number has an index: Nadi reads in order, and a
// person's question can wait a second.
var migrations = []string{
	`CREATE TABLE {}.entries (
	n        bigint PRIMARY KEY CHECK (n > 0),
	batch    text NOT NULL,
	line     text NOT NULL,
	t        timestamptz,
	site     text NOT NULL,
	item     text NOT NULL,
	lang     text NOT NULL,
	account  text NOT NULL,
	occasion text NOT NULL,
	state    text NOT NULL,
	owner    text NOT NULL,
	url      text NOT NULL
);
COMMENT ON TABLE {}.entries IS 'Nadi: what was posted. Only ever added to: once a row is missing, nothing is posted any more. line is the entry; the columns after it say the same for people';
CREATE TABLE {}.payloads (
	name text PRIMARY KEY,
	data bytea NOT NULL
);
COMMENT ON TABLE {}.payloads IS 'Nadi: the words of posts, erased by a takedown';
CREATE TABLE {}.turns (
	site    text,
	account text,
	owner   text NOT NULL,
	until   timestamptz NOT NULL,
	PRIMARY KEY (site, account)
);
COMMENT ON TABLE {}.turns IS 'Nadi: which run works on which account now; may be emptied at any time'`,
}

const (
	foundSQL = `SELECT to_regnamespace('{}') IS NOT NULL, to_regclass('{}.versions') IS NOT NULL, pg_encoding_to_char(encoding)
FROM pg_database WHERE datname = current_database()`
	versionSQL      = `SELECT coalesce(max(version), 0) FROM {}.versions`
	lockSQL         = `SELECT pg_advisory_xact_lock(hashtext('nadi ledger {}'))`
	makeSchemaSQL   = `CREATE SCHEMA {}`
	makeVersionsSQL = `CREATE TABLE {}.versions (
	version integer PRIMARY KEY,
	at      timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE {}.versions IS 'Nadi: which changes of these tables were made'`
	appliedSQL = `INSERT INTO {}.versions (version) VALUES ($1)`
)

// in writes a statement for the ledger's schema, whose name needs no quotes.
func (s *Store) in(sql string) string { return strings.ReplaceAll(sql, "{}", s.where.schema) }

// prepare makes the tables, or renews them, if they are not as this Nadi wants
// them. Ten that start at once wait for one another: what is to be done is
// looked at again under a lock, which ends with its transaction.
func (s *Store) prepare(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var have found
	err := s.repeat(ctx, func(ctx context.Context) (err error) {
		have, err = s.look(ctx, s.pool)
		return err
	})
	if err != nil || have.version == len(migrations) {
		return s.where.trouble(err)
	}
	// Whoever waited must see what was committed meanwhile.
	err = pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{IsoLevel: pgx.ReadCommitted}, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, s.in(lockSQL)); err != nil {
			return err
		}
		have, err := s.look(ctx, tx)
		if err != nil {
			return err
		}
		return s.migrate(ctx, tx, have)
	})
	return s.where.trouble(err)
}

// found is what there is of the tables.
type found struct {
	schema, versions bool
	version          int
}

// asked is the pool or a transaction.
type asked interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// look finds out what there is. Tables that are newer than this Nadi are an
// error: they may hold what it does not understand, and who does not
// understand a pause posts against it.
func (s *Store) look(ctx context.Context, db asked) (have found, err error) {
	var encoding string
	if err := db.QueryRow(ctx, s.in(foundSQL)).Scan(&have.schema, &have.versions, &encoding); err != nil {
		return have, err
	}
	if encoding != "UTF8" {
		return have, said(fmt.Sprintf("it keeps text as %s, which cannot hold every language; make a database with ENCODING 'UTF8'", encoding))
	}
	if !have.versions {
		return have, nil
	}
	if err := db.QueryRow(ctx, s.in(versionSQL)).Scan(&have.version); err != nil {
		return have, err
	}
	if have.version > len(migrations) {
		return have, said(fmt.Sprintf("its tables in the schema %s are of version %d, and this Nadi knows them up to %d; use the newer Nadi", s.where.schema, have.version, len(migrations)))
	}
	return have, nil
}

// migrate does what has not been done yet.
func (s *Store) migrate(ctx context.Context, tx pgx.Tx, have found) error {
	run := func(sql string) error {
		_, err := tx.Exec(ctx, s.in(sql), pgx.QueryExecModeSimpleProtocol) // which takes several statements
		return err
	}
	if !have.schema { // asked before: IF NOT EXISTS needs the right to make one even where there is one
		if err := run(makeSchemaSQL); err != nil {
			return err
		}
	}
	if !have.versions {
		if err := run(makeVersionsSQL); err != nil {
			return err
		}
	}
	for n := have.version + 1; n <= len(migrations); n++ {
		if err := run(migrations[n-1]); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, s.in(appliedSQL), n); err != nil {
			return err
		}
	}
	return nil
}
