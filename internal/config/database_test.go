package config

import (
	"strings"
	"testing"
)

// TestDatabase: a ledger in PostgreSQL, and passwords where they may not be.
// No message repeats what was written.
func TestDatabase(t *testing.T) {
	for place, want := range map[string]string{
		"postgres://nadi@db.example.org/news":                                     "",
		"postgresql://nadi@db.example.org:6432/news?sslmode=verify-full":          "",
		"postgres://nadi:@db.example.org/news":                                    "",
		"postgres:///news?host=/run/postgresql":                                   "",
		"postgres:NADI_LEDGER_URL":                                                "",
		"postgres://nadi:hunter2@db.example.org/news":                             "a password stands in",
		"postgresql://nadi:hunter2@db.example.org/news":                           "a password stands in",
		"postgres://nadi@db.example.org/news?password=hunter2":                    "a password stands in",
		"postgres://nadi@db.example.org/news?sslmode=require&sslpassword=hunter2": "a password stands in",
		"postgres://nadi:hunter2%zz@db.example.org/news":                          "not the address of a database",
		"postgres:nadi:hunter2@db.example.org/news":                               "not the address of a database",
		"postgres:hunter2": "not the address of a database",
		"postgres:host=db.example.org password=hunter2": "not the address of a database",
	} {
		_, findings := Load([]byte("site: {id: a, title: T, url: https://x.example}\nledger: \"" + place + "\"\n"))
		switch {
		case want == "" && len(findings) > 0:
			t.Errorf("%s: %+v", place, findings)
		case want != "" && (len(findings) != 1 || findings[0].Rule != "config/secret" || findings[0].Line != 2 || !strings.Contains(findings[0].Message, want)):
			t.Errorf("%s: %+v", place, findings)
		}
		for _, f := range findings {
			if strings.Contains(f.Message+f.Hint, "hunter2") {
				t.Errorf("the message repeats the password: %s; %s", f.Message, f.Hint)
			}
		}
	}
}
