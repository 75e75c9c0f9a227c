package decode

import (
	"cmp"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"nadi/internal/diag"
	"nadi/internal/text"
)

// Custom is a type that reads itself from a value. The error is what is
// wrong, for a message; the hint is what to write instead.
type Custom interface {
	DecodeValue(v *Value) (hint string, err error)
}

// Problem is one thing that Into found wrong. Kind is "unknown", "duplicate"
// (one key twice), "alias" (two spellings of one key) or "value".
type Problem struct {
	Kind    string
	Key     string // dotted, "image.alt"
	Span    diag.Span
	Message string
	Hint    string
}

// Into fills the struct that out points to from v. Keys are the fields' json
// tags; the tag alias:"a,b" names other spellings, and scalar:"yes" marks the
// field that a lone value stands for where a group could be written. It
// returns every problem and fills all that is right.
func Into(v *Value, out any) []Problem {
	d := decoder{}
	d.into(v, reflect.ValueOf(out).Elem(), "")
	return d.problems
}

type decoder struct{ problems []Problem }

func (d *decoder) report(kind, key string, at diag.Span, hint, format string, args ...any) {
	d.problems = append(d.problems, Problem{Kind: kind, Key: key, Span: at, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

var textType = reflect.TypeFor[Text]()

func (d *decoder) into(v *Value, out reflect.Value, path string) {
	if out.CanAddr() {
		if c, ok := out.Addr().Interface().(Custom); ok {
			d.twice(v, path)
			if hint, err := c.DecodeValue(v); err != nil {
				d.report("value", path, v.Span, hint, "%s: %v", path, err)
			}
			return
		}
	}
	if v.Kind == Null {
		return
	}
	switch {
	case out.Type() == textType:
		d.text(v, out, path)
	case out.Kind() == reflect.Pointer:
		out.Set(reflect.New(out.Type().Elem()))
		d.into(v, out.Elem(), path)
	case out.Kind() == reflect.Struct:
		d.fields(v, out, path)
	case out.Kind() == reflect.Slice:
		d.list(v, out, path)
	case out.Kind() == reflect.Map:
		d.group(v, out, path)
	default:
		d.scalar(v, out, path)
	}
}

func (d *decoder) text(v *Value, out reflect.Value, path string) {
	if v.Kind == List || v.Kind == Map {
		d.wrongKind(v, path, "text")
		return
	}
	out.Set(reflect.ValueOf(TextOf(v)))
}

func (d *decoder) wrongKind(v *Value, path, want string) {
	got := fmt.Sprintf("%q", text.Shorten(v.Text, 40))
	if v.Kind == List || v.Kind == Map {
		got = v.Kind.String()
	}
	d.report("value", path, v.Span, "", "%s takes %s, not %s", cmp.Or(path, "the file"), want, got)
}

func (d *decoder) scalar(v *Value, out reflect.Value, path string) {
	switch out.Kind() {
	case reflect.String:
		if v.Kind == List || v.Kind == Map {
			d.wrongKind(v, path, "text")
			return
		}
		out.SetString(v.Text)
	case reflect.Bool:
		b, ok := boolOf(v)
		if !ok && v.Quoted {
			d.report("value", path, v.Span, "write it without quotes", "%s takes true or false, not text", path)
			return
		}
		if !ok {
			d.wrongKind(v, path, "true or false")
			return
		}
		out.SetBool(b)
	case reflect.Int:
		n, err := strconv.Atoi(v.Text)
		if v.Kind != Number || err != nil {
			d.wrongKind(v, path, "a whole number")
			return
		}
		out.SetInt(int64(n))
	case reflect.Float64:
		n, err := strconv.ParseFloat(v.Text, 64)
		if v.Kind != Number || err != nil {
			d.wrongKind(v, path, "a number")
			return
		}
		out.SetFloat(n)
	default:
		panic("decode: no rule for " + out.Type().String())
	}
}

func boolOf(v *Value) (value, ok bool) {
	if v.Quoted {
		return false, false
	}
	switch strings.ToLower(v.Text) {
	case "true", "yes", "on":
		return true, true
	case "false", "no", "off":
		return false, true
	}
	return false, false
}

// list also takes one value for a list of one, as every blog engine does.
func (d *decoder) list(v *Value, out reflect.Value, path string) {
	items := v.Items
	if v.Kind != List {
		items = []Value{*v}
	}
	s := reflect.MakeSlice(out.Type(), len(items), len(items))
	for i := range items {
		d.into(&items[i], s.Index(i), path)
	}
	out.Set(s)
}

func (d *decoder) group(v *Value, out reflect.Value, path string) {
	if v.Kind != Map {
		d.wrongKind(v, path, "a group of keys")
		return
	}
	m := reflect.MakeMapWithSize(out.Type(), len(v.Fields))
	for i := range v.Fields {
		f := &v.Fields[i]
		if m.MapIndex(reflect.ValueOf(f.Key)).IsValid() {
			d.duplicate(f, join(path, f.Key))
			continue
		}
		e := reflect.New(out.Type().Elem()).Elem()
		d.into(&f.Value, e, join(path, f.Key))
		m.SetMapIndex(reflect.ValueOf(f.Key), e)
	}
	out.Set(m)
}

func (d *decoder) duplicate(f *Field, path string) {
	d.report("duplicate", path, f.KeySpan, "keep one of them", "%s is written twice", path)
}

// twice reports keys that stand twice in a value that reads itself.
func (d *decoder) twice(v *Value, path string) {
	for i := range v.Items {
		d.twice(&v.Items[i], path)
	}
	for i := range v.Fields {
		f := &v.Fields[i]
		if first, _ := v.Get(f.Key); first != &f.Value {
			d.duplicate(f, join(path, f.Key))
		}
		d.twice(&f.Value, join(path, f.Key))
	}
}

func (d *decoder) fields(v *Value, out reflect.Value, path string) {
	info := infoOf(out.Type())
	if v.Kind != Map {
		if info.scalar >= 0 && v.Kind != List {
			d.into(v, out.Field(info.scalar), path)
			return
		}
		d.wrongKind(v, path, "a group of keys")
		return
	}
	first := make(map[int]*Field, len(v.Fields))
	for i := range v.Fields {
		f := &v.Fields[i]
		at, ok := info.byName[f.Key]
		if !ok {
			d.unknown(f, info, path)
			continue
		}
		if before, twice := first[at]; twice {
			if before.Key == f.Key {
				d.duplicate(f, join(path, f.Key))
				continue
			}
			if before.Value.Kind <= String && f.Value.Kind <= String && before.Value.Text == f.Value.Text {
				continue // nothing is lost
			}
			d.report("alias", join(path, f.Key), f.KeySpan, "keep one of them", "%s means the same as %s, which is written above", f.Key, before.Key)
			if f.Key != info.names[at] {
				continue // the key's own name wins over its other spellings
			}
		}
		first[at] = f
		d.into(&f.Value, out.Field(at), join(path, f.Key))
	}
}

func (d *decoder) unknown(f *Field, info *structInfo, path string) {
	hint := "known keys: " + strings.Join(info.order, ", ")
	if near := text.Nearest(f.Key, info.all); near != "" {
		hint = "did you mean " + near + "?"
	}
	d.report("unknown", join(path, f.Key), f.KeySpan, hint, "%q is not a key that is known here", text.Shorten(f.Key, 40))
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// structInfo is what the tags of a struct say.
type structInfo struct {
	byName map[string]int
	names  map[int]string // by field, without aliases
	order  []string
	all    []string
	scalar int // field that a lone value fills, or -1
}

var infos sync.Map // reflect.Type → *structInfo; a pure function's memo

func infoOf(t reflect.Type) *structInfo {
	if i, ok := infos.Load(t); ok {
		return i.(*structInfo)
	}
	info := &structInfo{byName: map[string]int{}, names: map[int]string{}, scalar: -1}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		info.byName[name] = i
		info.names[i] = name
		info.order = append(info.order, name)
		if f.Tag.Get("scalar") != "" {
			info.scalar = i
		}
		info.all = append(info.all, name)
		for _, a := range strings.Split(f.Tag.Get("alias"), ",") {
			if a != "" {
				info.byName[a] = i
				info.all = append(info.all, a)
			}
		}
	}
	infos.Store(t, info)
	return info
}

// Names returns the keys of a struct type, aliases included.
func Names(sample any) []string { return infoOf(reflect.TypeOf(sample)).all }

// Canonical returns the key's own name in a struct type: that of which it is
// an alias, or itself.
func Canonical(sample any, key string) string {
	info := infoOf(reflect.TypeOf(sample))
	if i, ok := info.byName[key]; ok {
		return info.names[i]
	}
	return key
}

// Lone returns the key of a group for which a lone value can stand: src for
// image.
func Lone(sample any, group string) (string, bool) {
	if t := groupType(reflect.TypeOf(sample), group); t != nil && infoOf(t).scalar >= 0 {
		return infoOf(t).names[infoOf(t).scalar], true
	}
	return "", false
}

// Known reports whether a struct type has a key, which may be dotted; nearest
// is the most similar one where it has not.
func Known(sample any, key string) (nearest string, ok bool) {
	t, prefix := reflect.TypeOf(sample), ""
	if group, member, dotted := strings.Cut(key, "."); dotted {
		if inner := groupType(t, group); inner != nil {
			t, prefix, key = inner, group+".", member
		}
	}
	info := infoOf(t)
	if _, ok := info.byName[key]; ok {
		return "", true
	}
	if near := text.Nearest(key, info.all); near != "" {
		return prefix + near, false
	}
	return "", false
}

// groupType is the struct that a key of t holds, or nil.
func groupType(t reflect.Type, key string) reflect.Type {
	i, ok := infoOf(t).byName[key]
	if !ok {
		return nil
	}
	inner := t.Field(i).Type
	if inner.Kind() == reflect.Pointer {
		inner = inner.Elem()
	}
	if inner.Kind() != reflect.Struct || inner == textType {
		return nil
	}
	return inner
}
