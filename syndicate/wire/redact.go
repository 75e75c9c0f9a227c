package wire

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"nadi/syndicate"
)

// hidden stands where a secret was.
const hidden = "[secret]"

// shortest is the length below which a value is not cut out of texts: it would
// tear ordinary words apart, and no network issues such a token.
const shortest = 4

// Redact cuts secrets out of a text, in every form in which a request carries
// them.
func Redact(s string, secrets ...syndicate.Secret) string {
	var forms []string
	for _, x := range secrets {
		if v := x.Value(); len(v) >= shortest {
			forms = append(forms, formsOf(v)...)
		}
	}
	slices.SortFunc(forms, func(a, b string) int { return len(b) - len(a) }) // a secret may contain another
	for _, f := range forms {
		s = strings.ReplaceAll(s, f, hidden)
	}
	return s
}

func formsOf(v string) []string {
	quoted, _ := json.Marshal(v)
	return []string{v, url.QueryEscape(v), url.PathEscape(v), strings.Trim(string(quoted), `"`), base64.StdEncoding.EncodeToString([]byte(v))}
}
