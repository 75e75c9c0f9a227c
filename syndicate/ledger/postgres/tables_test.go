package postgres

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
)

// TestTablesMadeOnce: twenty machines start at once where there is nothing,
// straight and through a pooler.
func TestTablesMadeOnce(t *testing.T) {
	for _, variable := range []string{"NADI_POSTGRES", "NADI_POSTGRES_POOLER"} {
		address := server(t, variable)
		start := make(chan struct{})
		var wait sync.WaitGroup
		for range 20 {
			wait.Go(func() {
				<-start
				s, err := Open(t.Context(), Options{Address: address, Nonce: nonce})
				if err != nil {
					t.Errorf("%s: %v", variable, err)
					return
				}
				s.Close()
			})
		}
		close(start)
		wait.Wait()
		s := handle(t, address)
		var times int
		if err := s.pool.QueryRow(t.Context(), s.in(`SELECT count(*) FROM {}.versions`)).Scan(&times); err != nil || times != len(migrations) {
			t.Errorf("%s: %d versions, %v", variable, times, err)
		}
		mustAppend(t, s, ledger.Start, ledgertest.Entry(1))
	}
}

// TestTablesNewer: tables of a newer Nadi are refused and left alone.
func TestTablesNewer(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	s := handle(t, address)
	admin(t, fmt.Sprintf(`INSERT INTO %s.versions (version) VALUES (%d)`, schemaOf(t, address), len(migrations)+1))
	_, err := Open(t.Context(), Options{Address: address, Nonce: nonce})
	wantError(t, err, fmt.Sprintf("of version %d, and this Nadi knows them up to %d; use the newer Nadi", len(migrations)+1, len(migrations)))
	mustAppend(t, s, ledger.Start, ledgertest.Entry(1)) // who runs already goes on
}

// TestTablesOlder: what is missing is done, and nothing twice.
func TestTablesOlder(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	schema := schemaOf(t, address)
	admin(t, `CREATE SCHEMA `+schema+`; `+strings.ReplaceAll(makeVersionsSQL, "{}", schema)) // as an administrator may have begun
	mustAppend(t, handle(t, address), ledger.Start, ledgertest.Entry(1))
	if got, _ := all(t, handle(t, address)); len(got) != 1 {
		t.Errorf("%d entries", len(got))
	}
}

// TestRights: a user without rights is told what an administrator has to do,
// and then it works.
func TestRights(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	schema := schemaOf(t, address)
	role := "worker_" + nonce()[:8]
	admin(t, `CREATE ROLE `+role+` LOGIN; REVOKE CREATE ON DATABASE postgres FROM PUBLIC`)
	t.Cleanup(func() { admin(t, `DROP OWNED BY `+role+` CASCADE; DROP ROLE `+role) })
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.User(role)
	_, err = Open(t.Context(), Options{Address: u.String(), Nonce: nonce})
	advice := `CREATE SCHEMA IF NOT EXISTS ` + schema + ` AUTHORIZATION "` + role + `"`
	wantError(t, err, advice, "permission denied")
	admin(t, advice)
	mustAppend(t, handle(t, u.String()), ledger.Start, ledgertest.Entry(1))
}

// TestDoor: a wrong password, a missing database, a standby.
func TestDoor(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	admin(t, `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN CREATE ROLE reader LOGIN PASSWORD 'hunter2right'; END IF; END $$`)
	as := func(user *url.Userinfo, database string) string {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		u.User, u.Path = user, database
		return u.String()
	}
	open := func(address string) error {
		s, err := Open(t.Context(), Options{Address: address, Nonce: nonce})
		if err == nil {
			s.Close()
		}
		return err
	}
	t.Setenv("PGPASSFILE", "/nowhere")
	wantError(t, open(as(url.UserPassword("reader", "hunter2wrong"), "postgres")), `it does not let user "reader" in`, "PGPASSWORD")
	wantError(t, open(as(url.User("reader"), "postgres")), `it does not let user "reader" in`)
	wantError(t, open(as(url.User("ci"), "nothing-here")), "no such database")
	t.Setenv("PGPASSWORD", "hunter2right")
	wantError(t, open(as(url.User("reader"), "postgres")), "CREATE SCHEMA IF NOT EXISTS")
	admin(t, `ALTER ROLE reader SET default_transaction_read_only = on`)
	defer admin(t, `ALTER ROLE reader RESET default_transaction_read_only`)
	wantError(t, open(as(url.User("reader"), "postgres")), "read-only", "primary")
}

// TestEncoding: a database that cannot hold Hindi is refused before anything
// is in it.
func TestEncoding(t *testing.T) {
	address := server(t, "NADI_POSTGRES")
	name := "latin_" + nonce()[:8]
	admin(t, `CREATE DATABASE `+name+` ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`)
	t.Cleanup(func() { admin(t, `DROP DATABASE `+name+` WITH (FORCE)`) })
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = name
	_, err = Open(t.Context(), Options{Address: u.String(), Nonce: nonce})
	wantError(t, err, "LATIN1", "ENCODING 'UTF8'")
}
