package article

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"nadi/internal/config"
	"nadi/internal/decode"
	"nadi/internal/diag"
)

// adapt applies frontMatter.ignore, .map and the fixed .defaults to an old
// blog's front matter, so that all later code sees our keys only. What the
// article says under our own key wins over what it says under a mapped one.
func adapt(fm *config.FrontMatter, source string, v *decode.Value) []diag.Finding {
	if len(fm.Map)+len(fm.Ignore)+len(fm.Defaults) == 0 {
		return nil
	}
	v.Fields = slices.DeleteFunc(v.Fields, func(x decode.Field) bool { return slices.Contains(fm.Ignore, x.Key) })
	findings := rename(fm, source, v)
	for _, key := range slices.Sorted(maps.Keys(fm.Defaults)) {
		d := fm.Defaults[key]
		if d.From == "" && find(v, key) == nil {
			v.Fields = append(v.Fields, decode.Field{Key: key, Value: placeless(d.Value)})
		}
	}
	return findings
}

// placeless is a value of nadi.yaml without its places, which mean nothing in
// an article.
func placeless(v *decode.Value) decode.Value {
	out := *v
	out.Span = diag.Span{}
	out.Items, out.Fields = slices.Clone(v.Items), slices.Clone(v.Fields)
	for i := range out.Items {
		out.Items[i] = placeless(&out.Items[i])
	}
	for i := range out.Fields {
		out.Fields[i].KeySpan, out.Fields[i].Value = diag.Span{}, placeless(&out.Fields[i].Value)
	}
	return out
}

// find returns the field that says what key says, under whichever of its
// names, or nil.
func find(v *decode.Value, key string) *decode.Field {
	key = decode.Canonical(FrontMatter{}, key)
	for i := range v.Fields {
		if decode.Canonical(FrontMatter{}, v.Fields[i].Key) == key {
			return &v.Fields[i]
		}
	}
	return nil
}

// rename moves mapped keys to ours. A target such as image.alt is a key of a
// group, which is made if the article has none.
func rename(fm *config.FrontMatter, source string, v *decode.Value) []diag.Finding {
	var moved []decode.Field
	v.Fields = slices.DeleteFunc(v.Fields, func(x decode.Field) bool {
		_, ok := fm.Map[x.Key]
		if ok {
			moved = append(moved, x)
		}
		return ok
	})
	var findings []diag.Finding
	for _, x := range moved {
		if x.Value.Kind == decode.Null {
			continue
		}
		if other := put(v, fm.Map[x.Key].S, x); other != "" {
			findings = append(findings, diag.Finding{Rule: "content/key-twice", Severity: diag.Warning,
				Message: fmt.Sprintf("%s means the same as %s, which is written too", x.Key, other), Hint: "keep one of them"}.At(source, x.KeySpan))
		}
	}
	return findings
}

// put stores a field under our key. If the article says that already in
// other words, put leaves it as it is and returns the key that does.
func put(v *decode.Value, to string, x decode.Field) (other string) {
	group, member, nested := strings.Cut(to, ".")
	if nested {
		return putMember(v, group, member, x)
	}
	old := find(v, to)
	switch {
	case old == nil:
		x.Key = to
		v.Fields = append(v.Fields, x)
	case old.Value.Kind == decode.Null:
		old.Value = x.Value
	case old.Value.Text != x.Value.Text || old.Value.Kind > decode.String:
		return old.Key
	}
	return ""
}

func putMember(v *decode.Value, group, member string, x decode.Field) string {
	g := find(v, group)
	if g == nil {
		v.Fields = append(v.Fields, decode.Field{Key: group, KeySpan: x.KeySpan, Value: decode.Value{Kind: decode.Null, Span: x.KeySpan}})
		g = &v.Fields[len(v.Fields)-1]
	}
	switch lone, ok := decode.Lone(FrontMatter{}, group); {
	case g.Value.Kind == decode.Map:
	case g.Value.Kind == decode.Null:
		g.Value = decode.Value{Kind: decode.Map, Span: g.Value.Span}
	case ok && g.Value.Kind != decode.List:
		g.Value = decode.Value{Kind: decode.Map, Span: g.Value.Span, Fields: []decode.Field{{Key: lone, KeySpan: g.Value.Span, Value: g.Value}}}
	default:
		return group
	}
	if _, written := g.Value.Get(member); written {
		return group + "." + member
	}
	x.Key = member
	g.Value.Fields = append(g.Value.Fields, x)
	return ""
}

// CheckConfig finds the faults in nadi.yaml that only the keys of front
// matter show: a mapping to, or a default of, a key that there is not.
func CheckConfig(cfg *config.Config) []diag.Finding {
	var out []diag.Finding
	for _, from := range slices.Sorted(maps.Keys(cfg.FrontMatter.Map)) {
		to := cfg.FrontMatter.Map[from]
		if near, ok := decode.Known(FrontMatter{}, to.S); !ok {
			out = append(out, unknownKey("map: "+from, to.S, near, to.Span()))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(cfg.FrontMatter.Defaults)) {
		d := cfg.FrontMatter.Defaults[key]
		if near, ok := decode.Known(FrontMatter{}, key); !ok || strings.Contains(key, ".") {
			out = append(out, unknownKey("defaults", key, near, d.At))
		} else if key == "allow" { // one line would open all articles for ever
			out = append(out, diag.Finding{Rule: "config/value", Severity: diag.Error, Message: "frontMatter.defaults: what is let stand is decided in each article",
				Hint: "write allow: into the article, or a comment before the block"}.At(config.FileName, d.At))
		}
	}
	return out
}

func unknownKey(where, key, near string, at diag.Span) diag.Finding {
	hint := "nadi schema lists the keys of front matter"
	if near != "" {
		hint = "did you mean " + near + "?"
	}
	return diag.Finding{Rule: "config/value", Severity: diag.Error, Hint: hint,
		Message: fmt.Sprintf("frontMatter.%s: front matter has no key %q", where, key)}.At(config.FileName, at)
}
