package syndicate

import (
	"fmt"
	"strings"
)

// Secret is a value of the environment that must never be seen. However it is
// printed, it shows its name only; Value is the one way to the value.
type Secret struct {
	name  string  // NADI_MASTODON_HI_TOKEN
	value *string // a pointer, because fmt looks into unexported fields and asks nobody
}

// NewSecret makes a secret of a variable's name and value; spaces around the
// value, which come with copying, are dropped.
func NewSecret(name, value string) Secret {
	value = strings.TrimSpace(value)
	return Secret{name, &value}
}

// SecretName returns the variable of an account's secret: NADI_<ACCOUNT>_<NAME>,
// upper case, with _ for everything that is neither letter nor digit.
func SecretName(account, name string) string {
	clean := func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}
	return "NADI_" + strings.Map(clean, strings.ToUpper(account)) + "_" + name
}

// Name returns the variable's name.
func (s Secret) Name() string { return s.name }

// Value returns the value, for the one place that sends it.
func (s Secret) Value() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Set reports whether there is a value.
func (s Secret) Set() bool { return s.Value() != "" }

func (s Secret) String() string {
	if !s.Set() {
		return s.name + " (not set)"
	}
	return s.name + " (set)"
}

// Format writes String for every verb, %#v and %x too.
func (s Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }

// MarshalText writes String, also in JSON.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
