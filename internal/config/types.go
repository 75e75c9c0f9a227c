package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"time"

	"nadi/internal/decode"
	"nadi/internal/diag"
)

// Localized is one text for all languages, or one for each.
type Localized map[string]string

// In returns the text for a language: its own, the one for all, or any, in
// that order.
func (l Localized) In(lang string) string {
	for _, k := range []string{lang, "", "en"} {
		if s, ok := l[k]; ok {
			return s
		}
	}
	keys := make([]string, 0, len(l))
	for k := range l {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	if len(keys) == 0 {
		return ""
	}
	return l[keys[0]]
}

// DecodeValue reads a text, or a group of language: text.
func (l *Localized) DecodeValue(v *decode.Value) (string, error) {
	const hint = "write one text, or one for each language: {en: …, hi: …}"
	*l = Localized{}
	switch v.Kind {
	case decode.Map:
		for _, f := range v.Fields {
			if f.Value.Kind == decode.Map || f.Value.Kind == decode.List {
				return hint, fmt.Errorf("the text for %q is %s", f.Key, f.Value.Kind)
			}
			(*l)[f.Key] = f.Value.Text
		}
	case decode.List:
		return hint, errors.New("a list cannot stand here")
	case decode.Null:
	default:
		(*l)[""] = v.Text
	}
	return "", nil
}

// MarshalJSON writes one text as one text.
func (l Localized) MarshalJSON() ([]byte, error) {
	if s, ok := l[""]; ok && len(l) == 1 {
		return json.Marshal(s)
	}
	return json.Marshal(map[string]string(l))
}

// Topic is a declared subject.
type Topic struct {
	Key         string
	Name        Localized
	Description Localized
}

// Topics keep the order in which they are written.
type Topics []Topic

// DecodeValue reads {heart: {en: Heart, hi: हृदय}} or, with a description,
// {heart: {name: {…}, description: {…}}}.
func (t *Topics) DecodeValue(v *decode.Value) (string, error) {
	if v.Kind != decode.Map {
		return "write heart: {en: Heart, hi: हृदय}", errors.New("topics are a group of keys")
	}
	for i := range v.Fields {
		topic, hint, err := topicOf(&v.Fields[i])
		if err != nil {
			return hint, err
		}
		*t = append(*t, topic)
	}
	return "", nil
}

func topicOf(f *decode.Field) (Topic, string, error) {
	topic := Topic{Key: f.Key}
	name, full := f.Value.Get("name")
	if !full {
		name = &f.Value
	}
	if hint, err := topic.Name.DecodeValue(name); err != nil {
		return topic, hint, fmt.Errorf("topic %q: %w", f.Key, err)
	}
	if d, ok := f.Value.Get("description"); ok && full {
		if hint, err := topic.Description.DecodeValue(d); err != nil {
			return topic, hint, fmt.Errorf("topic %q: %w", f.Key, err)
		}
	}
	if len(topic.Name) == 0 {
		topic.Name = Localized{"": f.Key}
	}
	return topic, "", nil
}

// MarshalJSON writes topics as the group they were written as.
func (t Topics) MarshalJSON() ([]byte, error) {
	m := map[string]any{}
	for _, x := range t {
		m[x.Key] = map[string]any{"name": x.Name, "description": x.Description}
	}
	return json.Marshal(m)
}

// Get returns the declared topic with that key.
func (t Topics) Get(key string) (Topic, bool) {
	for _, x := range t {
		if x.Key == key {
			return x, true
		}
	}
	return Topic{}, false
}

// DefaultValue is the value of a front-matter key that an article does not
// write. From is first-sentence, file-name or folder, or empty for a fixed
// value.
type DefaultValue struct {
	From  string
	Value *decode.Value
	At    diag.Span // of the key
}

// Defaults are such values by key.
type Defaults map[string]DefaultValue

// takenFrom says which key can be taken from where.
var takenFrom = map[string]string{"description": "first-sentence", "date": "file-name", "lang": "folder"}

// DecodeValue reads {lang: en, description: {from: first-sentence}}.
func (d *Defaults) DecodeValue(v *decode.Value) (string, error) {
	const hint = "write key: value, description: {from: first-sentence}, date: {from: file-name} or lang: {from: folder}"
	if v.Kind != decode.Map {
		return hint, errors.New("defaults are a group of keys")
	}
	*d = Defaults{}
	for i := range v.Fields {
		f := &v.Fields[i]
		dv := DefaultValue{Value: &f.Value, At: f.KeySpan}
		if from, ok := f.Value.Get("from"); ok {
			dv.From = from.Text
			if dv.From == "" || takenFrom[f.Key] != dv.From {
				return hint, fmt.Errorf("%s cannot be taken from %q", f.Key, from.Text)
			}
		}
		(*d)[f.Key] = dv
	}
	return "", nil
}

// MarshalJSON writes defaults as they were written.
func (d DefaultValue) MarshalJSON() ([]byte, error) {
	if d.From != "" {
		return json.Marshal(map[string]string{"from": d.From})
	}
	return json.Marshal(plain(d.Value))
}

// plain is a value as encoding/json writes it.
func plain(v *decode.Value) any {
	switch v.Kind {
	case decode.List:
		out := make([]any, len(v.Items))
		for i := range v.Items {
			out[i] = plain(&v.Items[i])
		}
		return out
	case decode.Map:
		out := map[string]any{}
		for i := range v.Fields {
			out[v.Fields[i].Key] = plain(&v.Fields[i].Value)
		}
		return out
	case decode.Null:
		return nil
	case decode.Bool:
		return v.Text == "true"
	}
	return v.Text
}

// Duration is a length of time as 72h or 7d.
type Duration time.Duration

// DecodeValue reads 90m, 72h or 7d.
func (d *Duration) DecodeValue(v *decode.Value) (string, error) {
	t, err := ParseDuration(v.Text)
	*d = Duration(t)
	if err != nil {
		return "write 90m, 72h or 7d", err
	}
	return "", nil
}

// ParseDuration reads 90m, 72h or 7d.
func ParseDuration(s string) (time.Duration, error) {
	var days int
	if n, err := fmt.Sscanf(s, "%dd", &days); err == nil && n == 1 && s == fmt.Sprintf("%dd", days) && days >= 0 {
		return time.Duration(days) * 24 * time.Hour, nil
	}
	t, err := time.ParseDuration(s)
	if err != nil || t < 0 {
		return 0, fmt.Errorf("%q is not a length of time", s)
	}
	return t, nil
}

// MarshalJSON writes the duration as text.
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(time.Duration(d).String()) }
