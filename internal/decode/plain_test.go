package decode

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"nadi/internal/diag"
)

// plainSamples are documents that the quick reader must read itself.
var plainSamples = map[string]string{
	"scalars":          "title: Heat in May\ndate: 2026-05-02\nminutes: 12\ndraft: true\nword: yesterday\n",
	"quotes":           "a: \"Heat: what helps\"\nb: 'it is \"hot\"'\nc: \"\"\n",
	"spaces":           "a:   x  \n\n\nb: y\n   \n",
	"comments":         "# first\na: x\n  # second\nb: y\n",
	"nothing":          "a:\nb: x\nc:\n",
	"list":             "tags:\n  - heat\n  - \"first aid\"\n  - 2026-05-02\n",
	"list unindented":  "tags:\n- heat\n- summer\nb: x\n",
	"flow list":        "tags: [heat, \"first, aid\", ’x, 12]\nnone: []\n",
	"flow group":       "image: {src: heat.jpg, alt: A tree, credit: \"a, b\", tags: [x, y]}\n",
	"group":            "image:\n  src: heat.jpg\n  size:\n    width: 12\nb: x\n",
	"list of groups":   "sources:\n  - title: Heat\n    url: https://example.org/heat?a=b\n  - url: https://example.org/\nb: x\n",
	"hindi":            "title: गर्मी में क्या करें\ntags: [लू, \"प्राथमिक उपचार\", गर्मी]\nimage: {alt: पेड़ के नीचे, src: a.jpg}\n",
	"punctuation":      "a: What - and [who] {or} \"why\"?\nb: it's 5 % & more\nc: 3 ways to sleep\nd: 2026-05-02 09:00\ne: a:b and http://x.y/z\n",
	"carriage returns": "a: x\r\nb:\r\n  - \"y\"\r\n\r\nc: [z]\r\n",
	"no last break":    "a: x\nb: y",
}

// fullSamples are documents that it must leave to the full parser.
var fullSamples = map[string]string{
	"escape":            `a: "one\ntwo"` + "\n",
	"doubled quote":     "a: 'it''s'\n",
	"block":             "a: |\n  one\n  two\n",
	"folded":            "a: >-\n  one\n",
	"two lines":         "a: one\n  two\n",
	"comment behind":    "a: x # y\n",
	"colon":             "a: Heat: a story\n",
	"colon at the end":  "a: Heat:\n",
	"tab":               "a:\tx\n",
	"carriage return":   "a: x\ry\n",
	"anchor":            "a: &b x\n",
	"other number":      "a: 1_000\n",
	"hexadecimal":       "a: 0x10\n",
	"float":             "a: 1.5\n",
	"octal":             "a: 0123\n",
	"null":              "a: null\nb: Null\n",
	"True":              "a: True\n",
	"reserved key":      "true: x\n",
	"key in quotes":     "\"a\": x\n",
	"Hindi key":         "शीर्षक: x\n",
	"two documents":     "a: x\n---\nb: y\n",
	"wrong indentation": "a:\n    b: x\n  c: y\n",
	"open bracket":      "a: [x, y\n",
	"flow over lines":   "a: [x,\n  y]\n",
	"empty flow item":   "a: [x,,y]\n",
	"text behind":       "a: \"x\" y\n",
	"json":              "{\"a\": 1}\n",
	"empty":             "",
	"only a comment":    "# x\n",
	"no key":            "just words\n",
}

// same compares what both readers make of a document, and the quick one's
// places with the document itself: the full parser's are too far to the right
// where a line ends with spaces.
func same(t *testing.T, src []byte) {
	t.Helper()
	quick, ok := plainYAML(src, 2)
	if !ok || depth(src) > maxDepth { // brackets in text count as nesting for the full parser alone
		return
	}
	full, err := fullYAML(src, 2)
	if err != nil {
		t.Fatalf("%q\nthe full parser refuses it: %v\nthe quick one reads %+v", src, err, *quick)
	}
	if !reflect.DeepEqual(content(quick), content(full)) {
		t.Fatalf("%q\nquick %+v\nfull  %+v", src, content(quick), content(full))
	}
	places(t, strings.Split(string(src), "\n"), quick)
}

// content is a value without its places.
func content(v *Value) Value {
	out := Value{Kind: v.Kind, Quoted: v.Quoted, Text: v.Text}
	for i := range v.Items {
		out.Items = append(out.Items, content(&v.Items[i]))
	}
	for i := range v.Fields {
		out.Fields = append(out.Fields, Field{Key: v.Fields[i].Key, Value: content(&v.Fields[i].Value)})
	}
	return out
}

// places demands that every key and value stands where it says.
func places(t *testing.T, lines []string, v *Value) {
	t.Helper()
	switch got := written(t, lines, v.Span); {
	case v.Quoted:
		if got != `"`+v.Text+`"` && got != "'"+v.Text+"'" {
			t.Errorf("the text %q is placed at %q", v.Text, got)
		}
	case v.Kind == List:
		if got != "-" && got != "[" {
			t.Errorf("a list is placed at %q", got)
		}
	case v.Kind != Null && v.Kind != Map && got != v.Text:
		t.Errorf("the value %q is placed at %q", v.Text, got)
	}
	for i := range v.Items {
		places(t, lines, &v.Items[i])
	}
	for i := range v.Fields {
		f := &v.Fields[i]
		if got := written(t, lines, f.KeySpan); got != f.Key {
			t.Errorf("the key %q is placed at %q", f.Key, got)
		}
		places(t, lines, &f.Value)
	}
}

// written is what stands at a place of a document whose first line is 2.
func written(t *testing.T, lines []string, s diag.Span) string {
	t.Helper()
	if s.Line < 2 || s.Line-2 >= len(lines) || s.EndLine != s.Line {
		t.Fatalf("no such place: %+v", s)
	}
	line := []rune(lines[s.Line-2])
	if s.Column < 1 || s.EndColumn <= s.Column || s.EndColumn-1 > len(line) {
		t.Fatalf("no such place: %+v in %q", s, string(line))
	}
	return string(line[s.Column-1 : s.EndColumn-1])
}

func TestPlainReadsPlainYAML(t *testing.T) {
	for name, src := range plainSamples {
		t.Run(name, func(t *testing.T) {
			if _, ok := plainYAML([]byte(src), 2); !ok {
				t.Fatalf("not read: %q", src)
			}
			same(t, []byte(src))
		})
	}
}

func TestPlainLeavesTheRest(t *testing.T) {
	for name, src := range fullSamples {
		t.Run(name, func(t *testing.T) {
			if v, ok := plainYAML([]byte(src), 2); ok {
				t.Fatalf("read as %+v", *v)
			}
		})
	}
}

// TestPlainReadsRealFrontMatter compares both readers over every article of
// the real corpora and demands that most are plain.
func TestPlainReadsRealFrontMatter(t *testing.T) {
	shared := os.Getenv("NADI_SHARED")
	if shared == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("NADI_SHARED is not set, so the real corpora are not read")
		}
		t.Skip("set NADI_SHARED to the folder that holds corpora/ to read real front matter")
	}
	files, err := filepath.Glob(filepath.Join(shared, "corpora", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpora below %s: %v", shared, err)
	}
	read, plain := 0, 0
	err = filepath.WalkDir(filepath.Join(shared, "corpora"), func(name string, d os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".md") {
			return err
		}
		src, err := os.ReadFile(name)
		head, _, found := strings.Cut(strings.TrimPrefix(string(src), "---\n"), "\n---")
		if err != nil || !found {
			return err
		}
		read++
		if _, ok := plainYAML([]byte(head+"\n"), 2); ok {
			plain++
		}
		same(t, []byte(head+"\n"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d front matters are plain", plain, read)
	if plain*10 < read*7 {
		t.Errorf("only %d of %d front matters are plain", plain, read)
	}
}

func FuzzPlain(f *testing.F) {
	for _, samples := range []map[string]string{plainSamples, fullSamples} {
		for _, src := range samples {
			f.Add([]byte(src))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if utf8.Valid(src) { // whoever reads a file has refused all else
			same(t, src)
		}
	})
}
