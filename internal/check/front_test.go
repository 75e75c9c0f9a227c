package check_test

import (
	"strings"
	"testing"

	"nadi/internal/check"
	"nadi/internal/diag"
)

// TestFrontMatterIsJudgedAsItWasMeant: a name stays one in escapes, over two
// lines and on the line of the title; what is not published is not judged.
func TestFrontMatterIsJudgedAsItWasMeant(t *testing.T) {
	const head, tail = "title: Heat\ndescription: What to do.\ndate: 2026-05-02\n", "---\n\nText.\n"
	private := map[string]string{
		"two lines":  "---\n" + head + "image:\n  src: /pixel.png\n  people: none\n  alt: >\n    Kavita\n    Deshmukh was treated here for tuberculosis\n" + tail,
		"escapes":    "---\n" + head + "disclosure: \"\\u004bavita Deshmukh was treated here for tuberculosis\"\n" + tail,
		"TOML":       "+++\ntitle = \"Heat\"\ndescription = \"What to do.\"\ndate = 2026-05-02\ndisclosure = \"\\u004bavita Deshmukh was treated here for tuberculosis\"\n+++\n\nText.\n",
		"one line":   "---\n{title: Heat, description: What to do., date: 2026-05-02, disclosure: Kavita Deshmukh was treated here for tuberculosis}\n" + tail,
		"correction": "---\n" + head + "corrections:\n  - date: 2026-06-01\n    note: |\n      Kavita\n      Deshmukh was treated here for tuberculosis\n" + tail,
	}
	for name, src := range private {
		files := base(t)
		lay(files, check.Example{File: "content/articles/example.md", Text: src})
		if fs := findings(t, files); !has(fs, "privacy/name") {
			t.Errorf("%s gave %v", name, fs)
		}
	}
	files := base(t)
	lay(files, check.Example{File: "content/articles/example.md", Text: "---\n" + head + "# Kavita Deshmukh was treated here for tuberculosis\n" + tail})
	if fs := findings(t, files); has(fs, "privacy/name") {
		t.Errorf("a comment gave %v", fs)
	}
}

// TestDefaultsAreJudged: what nadi.yaml gives to articles is published with
// them.
func TestDefaultsAreJudged(t *testing.T) {
	files := base(t)
	files["nadi.yaml"].Data = append(files["nadi.yaml"].Data, "frontMatter: {defaults: {image: {src: /pixel.png, people: none, alt: Kavita Deshmukh was treated here for tuberculosis}}}\n"...)
	if fs := findings(t, files); !has(fs, "privacy/name") || diag.Count(fs, diag.Error) == 0 {
		t.Errorf("defaults gave %v", fs)
	}
}

// TestPlacesInFrontMatter: the words are marked, not the line.
func TestPlacesInFrontMatter(t *testing.T) {
	files := base(t)
	line := `disclosure: "A note: Kavita Deshmukh was treated here for tuberculosis"`
	lay(files, check.Example{File: "content/articles/example.md", Text: "---\ntitle: Heat\ndescription: What to do.\ndate: 2026-05-02\n" + line + "\n---\n\nText.\n"})
	for _, f := range findings(t, files) {
		if f.Rule == "privacy/name" && (f.Line != 5 || f.Column != 1+strings.Index(line, "Kavita")) {
			t.Errorf("it stands at %d:%d", f.Line, f.Column)
		}
	}
}

// TestNumberOverALine: a line that ends in a hyphen does not hide a number.
func TestNumberOverALine(t *testing.T) {
	files := base(t)
	lay(files, story("", "Her mobile number is 98765-\n43211."))
	if fs := findings(t, files); !has(fs, "privacy/phone") {
		t.Errorf("it gave %v", fs)
	}
}

// TestTooMuchMarkupIsWords: a block that is published as plain text is judged
// as one.
func TestTooMuchMarkupIsWords(t *testing.T) {
	files := base(t)
	lay(files, story("", strings.Repeat("[", 12_000)+" Kavita Deshmukh was treated here for tuberculosis."))
	if fs := findings(t, files); !has(fs, "privacy/name") {
		t.Errorf("it gave %v", fs)
	}
}
