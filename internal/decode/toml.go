package decode

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"nadi/internal/diag"
)

// TOML parses a TOML document, Hugo's other front matter. The library keeps
// the order of keys but not their places, so the place of a top-level key is
// found by looking for the line that assigns it.
func TOML(src []byte, firstLine int) (*Value, *SyntaxError) {
	if n := depth(src); n > maxDepth {
		return nil, tooDeep(n, firstLine)
	}
	var m map[string]any
	md, err := toml.Decode(string(src), &m)
	if err != nil {
		e := &SyntaxError{Span: diag.Span{Line: firstLine}, Message: "this is not valid TOML"}
		var pe toml.ParseError
		if errors.As(err, &pe) {
			explainTOML(e, pe, newSheet(src, firstLine))
		}
		return nil, e
	}
	t := tomlReader{lines: strings.Split(string(src), "\n"), firstLine: firstLine, order: md.Keys()}
	v := t.value(nil, m)
	return &v, nil
}

// explainTOML turns the library's words into ours where they are known.
func explainTOML(e *SyntaxError, pe toml.ParseError, s *sheet) {
	e.Span = s.place(pe.Position.Line, pe.Position.Col, 0)
	e.Message = strings.TrimPrefix(cmp.Or(pe.Message, pe.Error()), "toml: ")
	if key, twice := strings.CutSuffix(e.Message, "' has already been defined."); twice {
		key = strings.TrimPrefix(key, "Key '")
		e.Span = s.find(key, pe.Position.Line, 1)
		e.Message, e.Hint = key+" is written twice", "keep one of them"
	}
}

type tomlReader struct {
	lines     []string
	firstLine int
	order     []toml.Key
}

// find returns the place of the key's own assignment or table header.
func (t *tomlReader) find(key string) diag.Span {
	for i, line := range t.lines {
		trimmed := strings.TrimLeft(line, " \t[\"'")
		rest, ok := strings.CutPrefix(trimmed, key)
		if !ok || !strings.HasPrefix(strings.TrimLeft(rest, " \t\"'"), "=") && !strings.HasPrefix(rest, "]") {
			continue
		}
		col := utf8.RuneCountInString(line[:len(line)-len(trimmed)]) + 1
		return diag.Span{Line: t.firstLine + i, Column: col, EndLine: t.firstLine + i, EndColumn: col + utf8.RuneCountInString(key)}
	}
	return diag.Span{Line: t.firstLine}
}

func (t *tomlReader) value(path toml.Key, x any) Value {
	var at diag.Span
	if len(path) > 0 {
		at = t.find(path[len(path)-1])
	}
	switch x := x.(type) {
	case map[string]any:
		return t.table(path, x, at)
	case []map[string]any:
		v := Value{Kind: List, Span: at}
		for _, e := range x {
			v.Items = append(v.Items, t.table(path, e, at))
		}
		return v
	case []any:
		v := Value{Kind: List, Span: at}
		for _, e := range x {
			v.Items = append(v.Items, t.value(path, e))
		}
		return v
	case string:
		return Value{Kind: String, Quoted: true, Text: x, Span: at}
	case bool:
		return Value{Kind: Bool, Text: fmt.Sprint(x), Span: at}
	case time.Time:
		return Value{Kind: String, Text: tomlTime(x), Span: at}
	}
	return Value{Kind: Number, Text: fmt.Sprint(x), Span: at}
}

// tomlTime writes a TOML time back as the person wrote it: the library marks
// local dates and times by the name of their zone.
func tomlTime(x time.Time) string {
	switch x.Location().String() {
	case "date-local":
		return x.Format("2006-01-02")
	case "datetime-local":
		return x.Format("2006-01-02T15:04:05")
	}
	return x.Format(time.RFC3339)
}

func (t *tomlReader) table(path toml.Key, m map[string]any, at diag.Span) Value {
	v := Value{Kind: Map, Span: at}
	seen := map[string]bool{}
	for _, k := range t.order {
		if len(k) != len(path)+1 || !sameKey(k[:len(path)], path) || seen[k[len(path)]] {
			continue
		}
		name := k[len(path)]
		if x, ok := m[name]; ok {
			seen[name] = true
			v.Fields = append(v.Fields, Field{Key: name, KeySpan: t.find(name), Value: t.value(k, x)})
		}
	}
	return v
}

func sameKey(a, b toml.Key) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
