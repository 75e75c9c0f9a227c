package ids_test

import (
	"os"
	"strings"
	"testing"

	"nadi/internal/privacy/finding"
	"nadi/internal/privacy/ids"
	"nadi/internal/prose"
)

// twice returns what a plain and a strict look find.
func twice() func(text string) (plain, strict []finding.Hit) {
	lex := prose.NewLexicon()
	find := ids.New(lex, &finding.Known{Profiles: finding.Everywhere, Phones: []string{"513-555-0100"}})
	r := prose.NewReader(lex)
	return func(text string) (plain, strict []finding.Hit) {
		find(r.Read(prose.Passage{Text: text}), func(h finding.Hit) { plain = append(plain, h) })
		find(r.Read(prose.Passage{Text: text, Strict: true}), func(h finding.Hit) { strict = append(strict, h) })
		return plain, strict
	}
}

func sure(hits []finding.Hit) (n int) {
	for _, h := range hits {
		if h.Sure {
			n++
		}
	}
	return n
}

// TestStrict looks at lines of an article that tells of a patient.
func TestStrict(t *testing.T) {
	data, err := os.ReadFile("testdata/strict.txt")
	if err != nil {
		t.Fatal(err)
	}
	look := twice()
	for l := range strings.Lines(string(data)) {
		kind, text, _ := strings.Cut(strings.TrimSpace(l), " ")
		if kind != "+" && kind != "-" {
			continue
		}
		if plain, strict := look(text); (len(strict) > 0) != (kind == "+") || sure(strict) != sure(plain) {
			t.Errorf("%s %q: %v", kind, text, rules(strict))
		}
	}
}

// TestStrictFindsNoLess reads the other sentences strictly: all that a plain
// look finds, nothing surer, and little in sentences with nothing in them.
func TestStrictFindsNoLess(t *testing.T) {
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	look, alarms, negatives := twice(), 0, 0
	for l := range strings.Lines(string(data)) {
		kind, text, ok := strings.Cut(strings.TrimSpace(l), " ")
		if !ok || kind == "#" || kind == "=" {
			continue
		}
		plain, strict := look(text)
		if len(strict) < len(plain) || sure(strict) != sure(plain) {
			t.Errorf("%q: %v, strictly %v", text, rules(plain), rules(strict))
		}
		if kind == "-" {
			if negatives++; len(strict) > 0 {
				alarms++
				t.Logf("strictly found: %q", text)
			}
		}
	}
	if t.Logf("%d of %d negative sentences", alarms, negatives); alarms > mostStrict {
		t.Errorf("%d negative sentences, %d were known", alarms, mostStrict)
	}
}

// mostStrict is how many sentences without a hit have one in an article that
// tells of a patient.
const mostStrict = 25
