package config

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"nadi/internal/decode"
)

// secretRule is that of findings whose lines are not shown.
const secretRule = "config/secret"

// variable is the name of an environment variable, as they are written.
var variable = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)

// database judges the place of a ledger in PostgreSQL: the rest of an address,
// or the variable that holds one. No message quotes it, and its line is not
// shown: in an address that is wrong a password can be anywhere.
func (l *loader) database(t decode.Text, place string) {
	if variable.MatchString(place) {
		return
	}
	u, err := url.Parse("postgres:" + place)
	switch {
	case err != nil || !strings.HasPrefix(place, "//"):
		l.add(secretRule, t.Span(), "this is not the address of a database",
			"write postgres://USER@HOST/DATABASE, or postgres:NADI_LEDGER_URL, the name of an environment variable that holds the address")
	case hasPassword(u):
		l.add(secretRule, t.Span(), "a password stands in the address of the ledger's database, and the repository shows it to everybody who may read it, for ever",
			"take it out and put it into PGPASSWORD in the environment; or write postgres:NADI_LEDGER_URL, and put the whole address into that variable. Then change the password in the database, for it is known")
	}
}

func hasPassword(u *url.URL) bool {
	if p, ok := u.User.Password(); ok && p != "" {
		return true
	}
	return slices.ContainsFunc([]string{"password", "sslpassword"}, u.Query().Has)
}
