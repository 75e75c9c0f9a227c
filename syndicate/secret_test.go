package syndicate_test

import (
	"encoding/json"
	"fmt"

	"nadi/syndicate"
)

// printed is a secret in all the ways in which it could slip out.
func printed(s syndicate.Secret) []string {
	type holder struct{ Token syndicate.Secret }
	type hider struct{ token syndicate.Secret } // fmt prints unexported fields without asking them
	var out []string
	for _, v := range []any{s, &s, holder{s}, hider{s}, &hider{s}, []syndicate.Secret{s}, map[string]syndicate.Secret{"x": s}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			out = append(out, fmt.Sprintf(verb, v))
		}
		data, _ := json.Marshal(v)
		out = append(out, string(data))
	}
	return append(out, fmt.Sprint(s), fmt.Sprintln(&s))
}
