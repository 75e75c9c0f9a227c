package postgres

import (
	"errors"
	"fmt"
	"net"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Schema is where the tables are, unless the address names another.
const Schema = "nadi"

// place is where a ledger is, for statements and for messages. It has no
// password.
type place struct {
	schema, user, database, host string
	secrets                      []string // to be kept out of messages
}

// schemaName is what needs no quotes in anybody's SQL.
var schemaName = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,62}$`)

// parse reads an address. The error never quotes it: in an address that cannot
// be read nobody knows where the password is.
func parse(address string) (*pgxpool.Config, place, error) {
	if !strings.HasPrefix(address, "postgres://") && !strings.HasPrefix(address, "postgresql://") {
		return nil, place{}, errors.New("the address of the ledger's database is not of the form postgres://user@host/database")
	}
	cfg, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, place{}, fmt.Errorf("the address of the ledger's database cannot be read: %s; it has the form postgres://user@host/database, and signs such as @ : / ? # %% in a name or password are written %%40 %%3A %%2F %%3F %%23 %%25", unreadable(err))
	}
	c := cfg.ConnConfig
	p := place{schema: Schema, user: c.User, database: c.Database, host: hostOf(c.Host, c.Port), secrets: secretsOf(c.Config)}
	if path, ok := c.RuntimeParams["search_path"]; ok { // names carry their schema instead: a pooler keeps no settings
		p.schema = path
		delete(c.RuntimeParams, "search_path")
	}
	if !schemaName.MatchString(p.schema) || strings.HasPrefix(p.schema, "pg_") {
		return nil, place{}, fmt.Errorf("search_path=%s cannot name the ledger's schema: one name of small letters, digits and _ can", p.schema)
	}
	if p.database == "" { // as the server takes it
		p.database = p.user
	}
	settle(cfg, !strings.Contains(address, "pool_max_conns="))
	return cfg, p, nil
}

// settle sets what Nadi decides and no address may.
func settle(cfg *pgxpool.Config, ours bool) {
	c := cfg.ConnConfig
	if ours {
		cfg.MaxConns = connections
	}
	cfg.PingTimeout = patience
	if c.DefaultQueryExecMode != pgx.QueryExecModeSimpleProtocol {
		c.DefaultQueryExecMode = pgx.QueryExecModeExec // one trip, and nothing of it stays in the session
	}
	c.StatementCacheCapacity, c.DescriptionCacheCapacity = 0, 0
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = 15 * time.Second
	}
	c.RuntimeParams["client_encoding"] = "UTF8"
	if c.RuntimeParams["application_name"] == "" {
		c.RuntimeParams["application_name"] = "nadi"
	}
	c.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite // a standby is behind, and of several hosts one alone is written to
}

// unreadable is the reason of a *pgconn.ParseConfigError without the address
// that it quotes.
func unreadable(err error) string {
	var e *pgconn.ParseConfigError
	if !errors.As(err, &e) {
		return "it is no address"
	}
	const quoted = "`: "
	text := e.Error()
	if i := strings.LastIndex(text, quoted); i >= 0 {
		text = text[i+len(quoted):]
	}
	if what, _, ok := strings.Cut(text, " ("); ok && !strings.Contains(text, "TLS") { // what lies below may quote again; but of TLS it names a setting or a file
		return what
	}
	return text
}

func hostOf(host string, port uint16) string {
	if strings.HasPrefix(host, "/") {
		return host // a socket
	}
	return net.JoinHostPort(host, strconv.Itoa(int(port)))
}

// secretsOf are the passwords in an address and its surroundings.
func secretsOf(c pgconn.Config) []string {
	var out []string
	if len(c.Password) > 0 {
		out = append(out, c.Password)
	}
	return out
}
