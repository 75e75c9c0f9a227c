package decode

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"nadi/internal/diag"
)

// sample has a field of every kind that is decoded.
type sample struct {
	Title  Text            `json:"title" alias:"headline,name"`
	Plain  string          `json:"plain"`
	Yes    bool            `json:"yes"`
	Count  int             `json:"count"`
	Share  float64         `json:"share"`
	Tags   []Text          `json:"tags"`
	Image  *picture        `json:"image"`
	Parts  []picture       `json:"parts"`
	Levels map[string]Text `json:"levels"`
	Own    even            `json:"own"`
	Hidden string          `json:"-"`
}

type picture struct {
	Src  Text `json:"src" scalar:"yes"`
	Alt  Text `json:"alt"`
	Wide int  `json:"wide"`
}

// even reads even numbers and groups.
type even struct {
	N    string
	Keys int
}

func (e *even) DecodeValue(v *Value) (string, error) {
	e.N, e.Keys = v.Text, len(v.Fields)
	if v.Kind == Number && strings.ContainsAny(v.Text[len(v.Text)-1:], "13579") {
		return "add one", errors.New("it is odd")
	}
	return "", nil
}

var tomlSamples = map[string]string{
	"TOML":  "title = \"Heat\"\nyes = true\ncount = 12\nshare = 0.5\ntags = [\"a\", 'b']\n\n[image]\nsrc = \"a.jpg\"\n[[parts]]\nsrc = \"b.jpg\"\n[[parts]]\nalt = \"\"\"\nc\"\"\"\n[levels]\n\"a/b\" = \"off\"\nd = 2026-05-02\n",
	"times": "a = 2026-05-02\nb = 2026-05-02T09:30:00\nc = 2026-05-02T09:30:00+05:30\nd = 09:30:00\n",
}

func TestInto(t *testing.T) {
	docs := map[string]string{
		"YAML": "title: Heat\nyes: true\ncount: 12\nshare: 0.5\ntags: [a, b]\nimage: {src: a.jpg}\nparts:\n- src: b.jpg\n- alt: c\nlevels: {a/b: off, d: 2026-05-02}\n",
		"JSON": `{"title": "Heat", "yes": true, "count": 12, "share": 0.5, "tags": ["a", "b"], "image": {"src": "a.jpg"}, "parts": ["b.jpg", {"alt": "c"}], "levels": {"a/b": "off", "d": "2026-05-02"}}`,
		"TOML": tomlSamples["TOML"],
	}
	for name, src := range docs {
		t.Run(name, func(t *testing.T) {
			parse := YAML
			if name == "TOML" {
				parse = TOML
			}
			v, serr := parse([]byte(src), 1)
			if serr != nil {
				t.Fatal(serr)
			}
			var s sample
			if ps := Into(v, &s); len(ps) > 0 {
				t.Fatalf("%+v", ps)
			}
			got := fmt.Sprint(s.Title, s.Yes, s.Count, s.Share, s.Tags, s.Image.Src, len(s.Parts), s.Parts[0].Src, s.Parts[1].Alt, s.Levels)
			if want := "Heat true 12 0.5 [a b] a.jpg 2 b.jpg c map[a/b:off d:2026-05-02]"; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want []string // kind key line:column-end message | hint
	}{
		"unknown":                {"ttle: x\n", []string{`unknown ttle 1:1-5 "ttle" is not a key that is known here | did you mean title?`}},
		"unknown, far off":       {"zzzz: x\n", []string{`unknown zzzz 1:1-5 "zzzz" is not a key that is known here | known keys: title, plain, yes, count, share, tags, image, parts, levels, own`}},
		"unknown in a group":     {"image:\n  sorc: x\n", []string{`unknown image.sorc 2:3-7 "sorc" is not a key that is known here | did you mean src?`}},
		"hidden":                 {"Hidden: x\n", []string{`unknown Hidden 1:1-7 "Hidden" is not a key that is known here | known keys: title, plain, yes, count, share, tags, image, parts, levels, own`}},
		"a long one":             {strings.Repeat("x", 100) + ": y\n", []string{`unknown ` + strings.Repeat("x", 100) + ` 1:1-101 "` + strings.Repeat("x", 39) + `…" is not a key that is known here | known keys: title, plain, yes, count, share, tags, image, parts, levels, own`}},
		"all of them":            {"a: x\ncount: y\nb: z\n", []string{`unknown a 1:1-2`, `value count 2:8-9 count takes a whole number, not "y"`, `unknown b 3:1-2`}},
		"twice":                  {"plain: x\nplain: y\n", []string{"duplicate plain 2:1-6 plain is written twice | keep one of them"}},
		"twice in a group":       {"levels:\n  a: x\n  a: y\n", []string{"duplicate levels.a 3:3-4 levels.a is written twice"}},
		"twice in its own":       {"own:\n  a: x\n  b: [{c: 1, c: 2}]\n", []string{"duplicate own.b.c 3:14-15 own.b.c is written twice"}},
		"alias":                  {"headline: x\ntitle: y\n", []string{"alias title 2:1-6 title means the same as headline, which is written above | keep one of them"}},
		"two aliases":            {"headline: x\nname: y\n", []string{"alias name 2:1-5 name means the same as headline"}},
		"alias, the same":        {"headline: x\nname: x\ntitle: x\n", nil},
		"text":                   {"plain: [x]\n", []string{"value plain 1:8-9 plain takes text, not a list"}},
		"text, remembered":       {"title: {a: b}\n", []string{"value title 1:9-10 title takes text, not a group of keys"}},
		"yes or no":              {"yes: maybe\n", []string{`value yes 1:6-11 yes takes true or false, not "maybe"`}},
		"yes in quotes":          {"yes: \"true\"\n", []string{`value yes 1:6-12 yes takes true or false, not text | write it without quotes`}},
		"whole number":           {"count: 1.5\n", []string{`value count 1:8-11 count takes a whole number, not "1.5"`}},
		"number in quotes":       {"count: \"1\"\n", []string{`value count 1:8-11 count takes a whole number, not "1"`}},
		"number without end":     {"count: 99999999999999999999\n", []string{`value count 1:8-28 count takes a whole number`}},
		"number":                 {"share: much\n", []string{`value share 1:8-12 share takes a number, not "much"`}},
		"group":                  {"levels: x\n", []string{`value levels 1:9-10 levels takes a group of keys, not "x"`}},
		"group, a list":          {"image: [x]\n", []string{`value image 1:8-9 image takes a group of keys, not a list`}},
		"its own":                {"own: 13\n", []string{"value own 1:6-8 own: it is odd | add one"}},
		"nothing":                {"title:\nplain: ~\ncount: null\ntags:\nimage:\nlevels:\n", nil},
		"one for a list":         {"tags: x\nparts: a.jpg\n", nil},
		"one for a group":        {"image: a.jpg\n", nil},
		"yes in many words":      {"yes: off\n", nil},
		"number for a text":      {"title: 12\nplain: true\ntags: [1, 2.0, yes]\n", nil},
		"code points, not bytes": {"title: [गर्मी]\nplain: \"लू\"\nlevels: {a: [लू, x], b: y}\n", []string{"value title 1:8-9", "value levels.a 3:13-14"}},
	} {
		t.Run(name, func(t *testing.T) {
			v, serr := YAML([]byte(c.src), 1)
			if serr != nil {
				t.Fatal(serr)
			}
			var s sample
			ps := Into(v, &s)
			for i, p := range ps {
				got := fmt.Sprintf("%s %s %d:%d-%d %s | %s", p.Kind, p.Key, p.Span.Line, p.Span.Column, p.Span.EndColumn, p.Message, p.Hint)
				if i >= len(c.want) || !strings.HasPrefix(got, c.want[i]) {
					t.Errorf("got  %s\nwant %q", got, c.want)
				}
			}
			if len(ps) < len(c.want) {
				t.Errorf("not found: %q", c.want[len(ps):])
			}
		})
	}
}

// TestTheRestIsFilled demands that a fault in one key leaves the others.
func TestTheRestIsFilled(t *testing.T) {
	v, _ := YAML([]byte("a: x\ntitle: Heat\ncount: y\nplain: z\nheadline: Other\n"), 1)
	var s sample
	if ps := Into(v, &s); len(ps) != 3 || s.Title.S != "Heat" || s.Plain != "z" {
		t.Errorf("%d problems, %+v", len(ps), s)
	}
	v, _ = YAML([]byte("headline: Other\ntitle: Heat\n"), 1)
	s = sample{}
	if Into(v, &s); s.Title.S != "Heat" {
		t.Errorf("an alias won over the key's own name: %q", s.Title)
	}
}

func TestSyntaxErrors(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"colon":           {"a: x\ntitle: Health: a story\n", `line 5, column 8: the value of "title" holds a colon, so it needs quotes | write title: "Health: a story"`},
		"colon and quote": {"title: The \"end\": a story\n", `line 4, column 8: the value of "title" holds a colon, so it needs quotes | write title: "The \"end\": a story"`},
		"colon in a list": {"tags:\n- a: b: c\n", `line 5, column 6: the value of "- a"`},
		"tab":             {"image:\n\tsrc: x\n", "line 5, column 1: a tab cannot indent YAML | use spaces"},
		"alias":           {"a: &x y\nb: *x\n", "line 5, column 4: YAML aliases (*name) are not read | write the value again"},
		"merge":           {"a: {b: c}\nd:\n  <<: {e: f}\n", "line 6, column 3: YAML merge keys (<<) are not read | write the keys again"},
		"documents":       {"a: x\n---\nb: y\n", "line 4, column 0: more than one YAML document"},
		"bracket":         {"a: [x\nb: y\n", "line 5, column 1: the list before this is not closed | put ] at its end"},
		"bracket, last":   {"a: [x\n", "line 4, column 4: the list that begins here is not closed"},
		"brace":           {"a: {b: x\n", "line 4, column 4: the group that begins here is not closed"},
		"quote":           {"a: \"x\nb: y\n", "line 4, column 4: the quotation mark that opens here is never closed"},
		"quote inside":    {"a: \"x\" y\n", "line 4, column 8: text follows the value in quotes"},
		"backslash":       {"a: \"C:\\dir\"\n", "line 4, column 8: this is no escape"},
		"sign":            {"a: @x\n", "line 4, column 4: a value cannot begin with this sign | put the value into quotes"},
		"percent":         {"a: %x\n", "line 4, column 4: a value cannot begin with this sign"},
		"ampersand":       {"a: & x\n", "line 4, column 4: a value cannot begin with this sign"},
		"arrow":           {"a: > x\n", "line 4, column 4: a value cannot begin with > or |"},
		"hyphen":          {"a: - x\n", "line 4, column 4: a list cannot begin behind its key"},
		"indentation":     {"a:\n    b: x\n  c: y\n", "line 6, column 3: this does not fit the lines above | give the keys"},
		"no key":          {"a: x\nwords\n", "line 5, column 1: this line is not a key with a value"},
		"no space":        {"a:x\nb: y\n", "line 4, column 1: a key needs a name, a colon and a space"},
		"deep":            {strings.Repeat("[", 65), "line 4, column 0: lists and groups are nested 65 deep; 64 is the most | write fewer levels"},
		"TOML":            {"a = \"x\nb = y\n", "line 4, column "},
		"TOML, twice":     {"a = 1\nb = 2\na = 3\n", "line 6, column 1: a is written twice | keep one of them"},
		"TOML, deep":      {"a = " + strings.Repeat("[", 70) + strings.Repeat("]", 70), "line 4, column 0: lists and groups are nested 70 deep"},
		"TOML, no value":  {"a = 1\nb =\n", "line 5, column "},
	} {
		t.Run(name, func(t *testing.T) {
			parse := YAML
			if strings.HasPrefix(name, "TOML") {
				parse = TOML
			}
			v, err := parse([]byte(c.src), 4)
			if err == nil {
				t.Fatalf("read as %+v", *v)
			}
			if got := err.Error() + " | " + err.Hint; !strings.HasPrefix(got, c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			sound(t, []byte(c.src), nil, &SyntaxError{Span: shift(err.Span, -1), Message: err.Message})
		})
	}
}

func TestYAMLForms(t *testing.T) {
	src := "a: 'it''s'\nb: \"one\\ntwo\"\nc: |\n  x\n  y\nd: >-\n  x\n  y\ne: one\n  two\nf: x # remark\n\"g\": 0x1f\nh: 1_000\ni: -5\nj: !!str 12\nk: &m v\nl: .inf\nशीर्षक: x\n"
	want := map[string]string{"a": "it's", "b": "one\ntwo", "c": "x\ny\n", "d": "x y", "e": "one two", "f": "x", "g": "0x1f", "h": "1_000", "i": "-5", "j": "12", "k": "v", "l": ".inf", "शीर्षक": "x"}
	for _, breaks := range []string{"\n", "\r\n"} {
		v, err := YAML([]byte(strings.ReplaceAll(src, "\n", breaks)), 1)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, f := range v.Fields {
			got[f.Key] = f.Value.Text
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("with %q:\ngot  %q\nwant %q", breaks, got, want)
		}
	}
}

func TestTOMLTimesAndPlaces(t *testing.T) {
	v, err := TOML([]byte(tomlSamples["times"]), 7)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"2026-05-02", "2026-05-02T09:30:00", "2026-05-02T09:30:00+05:30"} {
		if f := v.Fields[i]; f.Value.Text != want || f.KeySpan.Line != 7+i || f.KeySpan.Column != 1 {
			t.Errorf("got %+v, want %s", f, want)
		}
	}
}

func TestKeys(t *testing.T) {
	if got := Canonical(sample{}, "headline") + Canonical(sample{}, "plain") + Canonical(sample{}, "zz"); got != "titleplainzz" {
		t.Errorf("own names: %s", got)
	}
	if name, ok := Lone(sample{}, "image"); name != "src" || !ok {
		t.Errorf("alone, image is its %q", name)
	}
	for _, key := range []string{"title", "levels", "own", "zz"} {
		if name, ok := Lone(sample{}, key); ok {
			t.Errorf("alone, %s is its %q", key, name)
		}
	}
	for key, want := range map[string]string{"title": "", "name": "", "image.alt": "", "ttle": "title", "image.atl": "image.alt", "zzzz": "", "title.x": "title"} {
		near, ok := Known(sample{}, key)
		if near != want || ok != (want == "" && key != "zzzz") {
			t.Errorf("%s: %v, near %q", key, ok, near)
		}
	}
}

func TestTextIsWrittenAlone(t *testing.T) {
	v, _ := YAML([]byte("title: गर्मी में\n"), 5)
	var s sample
	Into(v, &s)
	if got := s.Title.Span(); got != onLine(5, 8, 9) {
		t.Errorf("placed at %+v", got)
	}
	if b, err := s.Title.MarshalJSON(); err != nil || string(b) != `"गर्मी में"` {
		t.Errorf("%s, %v", b, err)
	}
}

func shift(s diag.Span, by int) diag.Span {
	s.Line += by
	if s.EndLine > 0 {
		s.EndLine += by
	}
	return s
}
