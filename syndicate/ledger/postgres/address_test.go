package postgres

import (
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// clean is an environment without variables of PostgreSQL.
func clean(t *testing.T) {
	for _, name := range []string{"PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGSERVICE", "PGSSLMODE", "PGTARGETSESSIONATTRS", "PGOPTIONS", "PGAPPNAME", "PGCONNECT_TIMEOUT"} {
		t.Setenv(name, "")
	}
	t.Setenv("PGPASSFILE", "/nowhere")
}

func TestAddress(t *testing.T) {
	clean(t)
	for _, c := range []struct{ address, host, database, user, schema string }{
		{"postgres://nadi@db.example.org/news", "db.example.org:5432", "news", "nadi", "nadi"},
		{"postgresql://nadi@db.example.org:6432/news?search_path=riverside&sslmode=require", "db.example.org:6432", "news", "nadi", "riverside"},
		{"postgres://asha:p%40ss@[::1]/", "[::1]:5432", "asha", "asha", "nadi"},
		{"postgres://nadi@/news?host=/run/postgresql", "/run/postgresql", "news", "nadi", "nadi"},
	} {
		cfg, p, err := parse(c.address)
		if err != nil {
			t.Errorf("%s: %v", c.address, err)
			continue
		}
		if p.host != c.host || p.database != c.database || p.user != c.user || p.schema != c.schema {
			t.Errorf("%s is %+v", c.address, p)
		}
		if _, ok := cfg.ConnConfig.RuntimeParams["search_path"]; ok {
			t.Errorf("%s: search_path goes to the server, where a pooler refuses it", c.address)
		}
		if cfg.ConnConfig.DefaultQueryExecMode != pgx.QueryExecModeExec || cfg.MaxConns != connections || cfg.ConnConfig.ValidateConnect == nil || cfg.ConnConfig.ConnectTimeout != 15*time.Second {
			t.Errorf("%s: %+v", c.address, cfg)
		}
	}
}

// TestAddressKept: what a person may decide stays theirs.
func TestAddressKept(t *testing.T) {
	clean(t)
	t.Setenv("PGPASSWORD", "from-the-environment")
	cfg, _, err := parse("postgres://nadi@db.example.org/news?pool_max_conns=7&connect_timeout=3&application_name=night&default_query_exec_mode=simple_protocol&target_session_attrs=prefer-standby")
	if err != nil {
		t.Fatal(err)
	}
	c := cfg.ConnConfig
	if cfg.MaxConns != 7 || c.ConnectTimeout != 3*time.Second || c.RuntimeParams["application_name"] != "night" || c.DefaultQueryExecMode != pgx.QueryExecModeSimpleProtocol || c.Password != "from-the-environment" {
		t.Errorf("%+v", cfg)
	}
}

// TestAddressRefused: no message quotes an address, for nobody knows where in
// a wrong one the password is.
func TestAddressRefused(t *testing.T) {
	clean(t)
	for _, c := range []struct{ address, want string }{
		{"", "postgres://user@host/database"},
		{"db.example.org/news", "postgres://user@host/database"},
		{"host=db.example.org password=hunter2", "postgres://user@host/database"},
		{"postgres://nadi:hunter2@db.example.org:port/news", "invalid port"},
		{"postgres://nadi:hun/ter2@db.example.org/news", "invalid port"},
		{"postgres://nadi:hunter2%zz@db.example.org/news", "cannot be read"},
		{"postgres://nadi:hunter2@db.example.org/news?sslmode=perhaps", "sslmode"},
		{"postgres://nadi:hunter2@db.example.org/news?search_path=a,b", "one name of small letters"},
		{"postgres://nadi:hunter2@db.example.org/news?search_path=pg_catalog", "one name of small letters"},
		{"postgres://nadi:hunter2@db.example.org/news?search_path=x;drop", "cannot"},
	} {
		_, _, err := parse(c.address)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s gave %v, want %q in it", c.address, err, c.want)
			continue
		}
		if text := err.Error(); strings.Contains(text, "hun") || strings.Contains(text, "ter2") || strings.Contains(text, "`") {
			t.Errorf("the message quotes the address: %v", err)
		}
	}
}

// TestAway: a server that is not there, and one that says nothing.
func TestAway(t *testing.T) {
	clean(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	_, err = Open(t.Context(), Options{Address: "postgres://nadi:hunter2@" + address + "/news?sslmode=disable&connect_timeout=1", Nonce: nonce})
	wantError(t, err, `database "news" at `+address+": it cannot be reached: it does not answer")
	l.Close()
	_, err = Open(t.Context(), Options{Address: "postgres://nadi:hunter2@" + address + "/news?sslmode=disable", Nonce: nonce})
	wantError(t, err, `database "news" at `+address+": it cannot be reached: ", "refused")
	_, err = Open(t.Context(), Options{Address: "postgres://nadi:hunter2@" + address + "/news?sslmode=disable"})
	wantError(t, err, "nonce")
}

func wantError(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %q", parts)
	}
	text := err.Error()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("the error is %q, want %q in it", text, p)
		}
	}
	if strings.Contains(text, "hunter2") || strings.Contains(text, "\n") {
		t.Errorf("the error shows a password or has lines: %q", text)
	}
}

var errOther = errors.New("something with hunter2 in it")

// TestHide: whatever a driver should write, a password is taken out.
func TestHide(t *testing.T) {
	p := place{database: "news", host: "db", secrets: []string{"hunter2"}}
	wantError(t, p.trouble(errOther), "the connection broke: something with … in it")
	if !errors.Is(p.trouble(errOther), errOther) || p.trouble(nil) != nil {
		t.Error("trouble does not keep its cause")
	}
	wantError(t, p.unsure(true, errOther), "is not known")
}
