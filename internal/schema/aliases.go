package schema

import (
	"reflect"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
)

// aliases adds the other spellings of a key (summary for description), which
// are read as well, and drops the demand for keys that may stand under
// another name.
func aliases(s *jsonschema.Schema, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		alias := f.Tag.Get("alias")
		if alias == "" || s.Properties[name] == nil {
			continue
		}
		for _, a := range strings.Split(alias, ",") {
			other := *s.Properties[name]
			other.Description = "the same as " + name
			s.Properties[a] = &other
		}
		required := s.Required[:0]
		for _, r := range s.Required {
			if r != name {
				required = append(required, r)
			}
		}
		s.Required = required
	}
}
