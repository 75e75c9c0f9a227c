// Package decode reads YAML, TOML and JSON that people write by hand:
// nadi.yaml, front matter, people and consent files. It is the only package
// that knows these formats.
//
// A document becomes a tree of values that know their place in the source;
// Into then fills a struct from the tree, strictly: an unknown key, a key
// written twice and a value of the wrong kind are findings with line, column
// and the nearest known key, and decoding goes on, so that one run reports
// everything. The libraries' own decoders stop at the first fault and lose
// positions, which is why they are used for syntax alone.
//
// Do not use it for data that machines exchange; encoding/json does that.
package decode

import (
	"encoding/json"

	"nadi/internal/diag"
)

// Kind is what a value was written as.
type Kind uint8

const (
	Null Kind = iota
	Bool
	Number
	String
	List
	Map
)

var kindNames = [...]string{"nothing", "a yes/no value", "a number", "text", "a list", "a group of keys"}

// String says the kind in words for a message.
func (k Kind) String() string { return kindNames[k] }

// Value is one value of a document. Text is a scalar as it was meant, without
// quotes; Quoted tells "true" from true.
type Value struct {
	Kind   Kind
	Quoted bool
	Text   string
	Items  []Value
	Fields []Field
	Span   diag.Span
}

// Field is a key and its value.
type Field struct {
	Key     string
	KeySpan diag.Span
	Value   Value
}

// Get returns the value of key.
func (v *Value) Get(key string) (*Value, bool) {
	for i := range v.Fields {
		if v.Fields[i].Key == key {
			return &v.Fields[i].Value, true
		}
	}
	return nil, false
}

// Text is a string that remembers where it was written, for messages that
// come long after decoding.
type Text struct {
	S         string
	Line, Col int32
	Len       int32 // code points in the source
}

// String returns the text itself.
func (t Text) String() string { return t.S }

// MarshalJSON writes the text alone, as it was written.
func (t Text) MarshalJSON() ([]byte, error) { return json.Marshal(t.S) }

// Span returns the place of the text.
func (t Text) Span() diag.Span {
	if t.Line == 0 {
		return diag.Span{}
	}
	return diag.Span{Line: int(t.Line), Column: int(t.Col), EndLine: int(t.Line), EndColumn: int(t.Col + t.Len)}
}

// TextOf makes a Text from a scalar.
func TextOf(v *Value) Text {
	return Text{S: v.Text, Line: int32(v.Span.Line), Col: int32(v.Span.Column), Len: int32(v.Span.EndColumn - v.Span.Column)}
}
