package check_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"nadi/internal/check"
)

const (
	let   = `<!-- nadi-allow privacy/name by=vivek-example reason="she agreed" -->`
	first = "Kavita Deshmukh was treated here for tuberculosis."
	other = "Rekha Sharma was treated here for tuberculosis."
)

// TestReach: a comment lets the words of its block stand, and no others.
func TestReach(t *testing.T) {
	for name, x := range map[string]struct {
		body string
		line int // of the finding that stays
	}{
		"alone":                   {let + "\n" + first + "\n\n" + other, 11},
		"at the end of its block": {first + " " + let + "\n\n" + other, 10},
		"behind a word":           {"Text. " + let + "\n\n" + other, 10},
		"before a heading":        {let + "\n## " + first + "\n" + other, 10},
		"in Windows lines":        {let + "\r\n" + first + "\r\n\r\n" + other, 11},
	} {
		files := base(t)
		lay(files, story("", x.body))
		var lines []int
		for _, f := range findings(t, files) {
			if f.Rule == "privacy/name" {
				lines = append(lines, f.Line)
			}
		}
		if len(lines) != 1 || lines[0] != x.line {
			t.Errorf("%s: findings in lines %v, want %d", name, lines, x.line)
		}
	}
}

// TestSlipsLetNothingStand: a date that cannot be read is no date without an
// end, and a word that means nothing is not passed over.
func TestSlipsLetNothingStand(t *testing.T) {
	for _, slip := range []string{"until=31.12.2026", "until=soon", "Until=2027-01-01", "until = 2027-01-01", "expires=2027-01-01"} {
		files := base(t)
		lay(files, story("", strings.Replace(let, " -->", " "+slip+" -->", 1)+"\n"+first))
		if fs := findings(t, files); !has(fs, "privacy/name") || !has(fs, "check/allow") {
			t.Errorf("%s gave %v", slip, fs)
		}
	}
	files := base(t)
	lay(files, story("", strings.Replace(let, " by", "\n\tby", 1)+"\n"+first))
	if fs := findings(t, files); has(fs, "check/allow") || has(fs, "privacy/name") {
		t.Errorf("a comment over lines gave %v", fs)
	}
}

// TestAuthorsLetNothingStand, by whichever name the article calls them, and
// not in a translation either.
func TestAuthorsLetNothingStand(t *testing.T) {
	for name, set := range map[string]func(fstest.MapFS){
		"by name": func(f fstest.MapFS) { lay(f, story("authors: [vivek EXAMPLE]\n", let+"\n"+first)) },
		"translation": func(f fstest.MapFS) {
			lay(f, story("authors: [vivek-example]\n", "Text."))
			hi := story("authors: [asha-example]\n", let+"\n"+first)
			lay(f, check.Example{File: "content/articles/example.hi.md", Text: hi.Text})
		},
	} {
		files := base(t)
		set(files)
		if fs := findings(t, files); !has(fs, "check/release") {
			t.Errorf("%s gave %v", name, fs)
		}
	}
	files := base(t)
	lay(files, story("authors: [Asha Example]\nreviewedBy: asha-example\nlastReviewed: 2026-05-02\n", "Text."))
	if fs := findings(t, files); !has(fs, "review/self") {
		t.Errorf("a review of an own article gave %v", fs)
	}
}

// TestNoDefaultLetsStand: a line in nadi.yaml does not open all articles.
func TestNoDefaultLetsStand(t *testing.T) {
	files := base(t)
	files["nadi.yaml"].Data = append(files["nadi.yaml"].Data, "frontMatter: {defaults: {allow: [{rule: privacy/name, by: vivek-example, reason: all agreed}]}}\n"...)
	lay(files, story("", first))
	if fs := findings(t, files); !has(fs, "config/value") {
		t.Errorf("it gave %v", fs)
	}
}
