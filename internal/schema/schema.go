// Package schema makes JSON Schemas for the files that people write, so that
// an editor can complete keys and mark mistakes while they type.
//
// The schemas come from the same types and tags that the files are decoded
// into, so they cannot disagree with the tool about which keys exist. Do not
// edit a schema by hand; change the type's tags.
package schema

import (
	"errors"
	"reflect"
	"slices"

	"github.com/google/jsonschema-go/jsonschema"

	"nadi/internal/article"
	"nadi/internal/config"
	"nadi/internal/decode"
)

// kinds are the files that have a schema.
var kinds = []struct {
	name, title string
	typ         reflect.Type
}{
	{"config", "nadi.yaml", reflect.TypeFor[config.Config]()},
	{"article", "Front matter of an article", reflect.TypeFor[article.FrontMatter]()},
	{"person", "content/people/NAME.yaml", reflect.TypeFor[article.Person]()},
	{"consent", "content/consent/REF.yaml", reflect.TypeFor[article.Consent]()},
}

// ErrUnknown is the error for a name that has no schema.
var ErrUnknown = errors.New("there is no such schema")

// Names lists the schemas.
func Names() []string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.name)
	}
	return out
}

// For returns the schema of a kind of file.
func For(name string) (*jsonschema.Schema, error) {
	i := slices.IndexFunc(kinds, func(k struct {
		name, title string
		typ         reflect.Type
	}) bool {
		return k.name == name
	})
	if i < 0 {
		return nil, ErrUnknown
	}
	s, err := jsonschema.ForType(kinds[i].typ, &jsonschema.ForOptions{TypeSchemas: special()})
	if err != nil {
		return nil, err
	}
	s.Schema, s.Title = "https://json-schema.org/draft/2020-12/schema", kinds[i].title
	aliases(s, kinds[i].typ)
	return s, nil
}

func scalar() *jsonschema.Schema {
	return &jsonschema.Schema{Types: []string{"string", "number", "boolean"}}
}

// anyOf is a schema that takes one of several forms.
func anyOf(forms ...*jsonschema.Schema) *jsonschema.Schema { return &jsonschema.Schema{AnyOf: forms} }

func object(values *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "object", AdditionalProperties: values}
}

// special are the types that are not written as Go lays them out.
func special() map[reflect.Type]*jsonschema.Schema {
	list := func(s *jsonschema.Schema) *jsonschema.Schema { return &jsonschema.Schema{Type: "array", Items: s} }
	text := func() *jsonschema.Schema { return &jsonschema.Schema{Type: "string"} }
	localized := func() *jsonschema.Schema { return anyOf(text(), object(text())) }
	return map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[decode.Text]():          scalar(),
		reflect.TypeFor[[]decode.Text]():        anyOf(scalar(), list(scalar())),
		reflect.TypeFor[config.Localized]():     localized(),
		reflect.TypeFor[config.Topics]():        object(anyOf(localized(), object(localized()))),
		reflect.TypeFor[config.Defaults]():      object(&jsonschema.Schema{}),
		reflect.TypeFor[config.Duration]():      {Type: "string", Pattern: `^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)`},
		reflect.TypeFor[article.Syndicate]():    anyOf(&jsonschema.Schema{Type: "boolean"}, object(&jsonschema.Schema{})),
		reflect.TypeFor[[]article.SourceMeta](): list(anyOf(text(), object(scalar()))),
		reflect.TypeFor[*article.PictureMeta](): anyOf(text(), object(scalar())),
		reflect.TypeFor[[]article.NoteMeta]():   list(anyOf(text(), object(scalar()))),
		reflect.TypeFor[*article.VideoMeta]():   anyOf(text(), object(scalar())),
		reflect.TypeFor[*article.NoteMeta]():    anyOf(text(), object(scalar())),
	}
}
