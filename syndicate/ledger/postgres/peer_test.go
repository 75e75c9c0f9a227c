package postgres

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
)

// The tests that ask a real server run where NADI_POSTGRES holds the address of
// one whose user may make schemas; NADI_POSTGRES_POOLER that of a PgBouncer in
// front of it, which lends connections for one transaction. test/postgres
// starts both, and fails where one is missing.

func nonce() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// server returns an address from the environment, with a new schema that is
// gone after the test.
func server(t testing.TB, variable string, more ...string) string {
	t.Helper()
	address := os.Getenv(variable)
	if address == "" {
		t.Skipf("%s is not set; test/postgres sets it", variable)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q, schema := u.Query(), "test_"+nonce()[:12]
	q.Set("search_path", schema)
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20") // in these addresses a + is a +
	t.Cleanup(func() { admin(t, "DROP SCHEMA IF EXISTS "+schema+" CASCADE") })
	return u.String()
}

// schemaOf is the schema that server made up.
func schemaOf(t testing.TB, address string) string {
	t.Helper()
	_, where, err := parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return where.schema
}

// admin does what a person does at the database.
func admin(t testing.TB, sql string) {
	t.Helper()
	c, err := pgx.Connect(context.Background(), os.Getenv("NADI_POSTGRES"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	if _, err := c.Exec(context.Background(), sql, pgx.QueryExecModeSimpleProtocol); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// handle opens a ledger as another process would.
func handle(t testing.TB, address string) *Store {
	t.Helper()
	s, err := Open(context.Background(), Options{Address: address, Nonce: nonce})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func mustAppend(t testing.TB, s ledger.Store, at ledger.Position, entries ...ledger.Entry) ledger.Position {
	t.Helper()
	at, err := s.Append(context.Background(), at, entries)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func all(t testing.TB, s ledger.Store) (entries []ledger.Entry, end ledger.Position) {
	t.Helper()
	end, err := s.Read(context.Background(), ledger.Start, func(e ledger.Entry) error { entries = append(entries, e); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return entries, end
}

// TestStore runs the contract straight, through a pooler, and with statements
// in plain text.
func TestStore(t *testing.T) {
	for name, how := range map[string][]string{
		"straight":        {"NADI_POSTGRES"},
		"pooler":          {"NADI_POSTGRES_POOLER"},
		"simple protocol": {"NADI_POSTGRES", "default_query_exec_mode", "simple_protocol"},
	} {
		t.Run(name, func(t *testing.T) {
			server(t, how[0])
			ledgertest.Run(t, ledgertest.Suite{New: func(t *testing.T) ledgertest.Open {
				address := server(t, how[0], how[1:]...)
				return func() (ledger.Store, error) {
					return Open(context.Background(), Options{Address: address, Nonce: nonce})
				}
			}})
		})
	}
}
