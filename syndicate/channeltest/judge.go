package channeltest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"nadi/syndicate"
)

// kindOf is the kind, or the kinds, that a channel makes of a case.
var kindOf = map[Case][]syndicate.Kind{
	BadToken:      {syndicate.Auth},
	NoScope:       {syndicate.Scope},
	LimitedFor:    {syndicate.Limited},
	LimitedUntil:  {syndicate.Limited},
	LimitedSilent: {syndicate.Limited},
	AlreadyThere:  {syndicate.Duplicate},
	BadText:       {syndicate.Rejected},
	OutOfCredit:   {syndicate.Limited, syndicate.Disabled},
	Suspended:     {syndicate.Disabled},
	Broken:        {syndicate.Unknown},
	Away:          {syndicate.Unavailable, syndicate.Unknown}, // the first where the network documents it so
}

var caseNames = [cases]string{"bad token", "no scope", "limited for", "limited until", "limited silent", "already there",
	"bad text", "out of credit", "suspended", "broken", "away"}

// String names a case for test output.
func (c Case) String() string { return caseNames[c] }

// fails demands an error of a channel, of one of some kinds, fit to be shown.
func (b *bench) fails(what string, err error, kinds ...syndicate.Kind) *syndicate.Error {
	b.Helper()
	var e *syndicate.Error
	switch {
	case err == nil:
		b.Fatalf("%s: no error, want %v", what, kinds)
	case !errors.As(err, &e):
		b.Fatalf("%s: error is a %T, want *syndicate.Error: %v", what, err, err)
	case !slices.Contains(kinds, e.Kind):
		b.Errorf("%s: kind is %v, want %v: %v", what, e.Kind, kinds, err)
	}
	if e.Message == "" || strings.ContainsAny(e.Message, "\n\r") {
		b.Errorf("%s: message is not one line: %q", what, e.Message)
	}
	b.noSecret(what, err)
	return e
}

// noSecret demands that a value, however it is printed, holds no secret.
func (b *bench) noSecret(what string, v any) {
	b.Helper()
	text := fmt.Sprintf("%v\n%+v\n%#v\n", v, v, v)
	if data, err := json.Marshal(v); err == nil {
		text += string(data)
	}
	if err, ok := v.(error); ok {
		for ; err != nil; err = errors.Unwrap(err) {
			text += fmt.Sprintf("%v\n%+v\n%#v\n", err, err, err)
		}
	}
	b.noSecretIn(what, text)
}

func (b *bench) noSecretIn(what, text string) {
	b.Helper()
	for name, value := range b.secrets(nil) {
		if slices.Contains(b.suite.Harmless, name) {
			continue
		}
		for _, part := range telling(value) {
			if strings.Contains(text, part) {
				b.Errorf("%s shows the secret %s", what, name)
			}
		}
	}
}

// telling are the parts of a secret that give it away: of an address with a
// token in it, the token too.
func telling(value string) []string {
	parts := []string{value, url.QueryEscape(value), url.PathEscape(value)}
	u, err := url.Parse(value)
	if err == nil && u.Host != "" {
		parts = append(parts, strings.Split(u.Path, "/")...)
		for _, vs := range u.Query() {
			parts = append(parts, vs...)
		}
	}
	return slices.DeleteFunc(parts, func(s string) bool { return len(s) < 8 })
}

// wrong are secrets that no network takes.
func (b *bench) wrong() map[string]string {
	if b.suite.BadSecrets != nil {
		return b.suite.BadSecrets
	}
	bad := map[string]string{}
	for name, v := range b.suite.Secrets {
		if len(v) >= 4 && !strings.Contains(v, "{server}") && !slices.Contains(b.suite.Harmless, name) {
			bad[name] = v[:len(v)-4] + strings.Map(other, v[len(v)-4:])
		}
	}
	return bad
}

// other is another character of the same class.
func other(r rune) rune {
	switch {
	case r >= '0' && r <= '9':
		return '0' + (r-'0'+1)%10
	case r >= 'a' && r <= 'f':
		return 'a' + (r-'a'+1)%6
	case r >= 'a' && r <= 'z':
		return 'g' + (r-'g'+1)%20
	case r >= 'A' && r <= 'F':
		return 'A' + (r-'A'+1)%6
	case r >= 'A' && r <= 'Z':
		return 'G' + (r-'G'+1)%20
	}
	return r
}
