package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Know your blood pressure": "know-your-blood-pressure",
		"  A — B  ":                "a-b",
		"मरीज़ों की गोपनीयता": "मरीज़ों-की-गोपनीयता",
		"\u095b\u0930\u093e": "\u091c\u093c\u0930\u093e", // precomposed za becomes ja + nukta
		"Don't panic":        "dont-panic",
		"../../etc/passwd":   "etc-passwd",
		"C++ & Go 1.26":      "c-go-1-26",
		"…":                  "",
		"क्\u200dष":          "क्ष",
		"ÉCOLE":              "école",
		"a/b\\c?d#e%2F":      "a-b-c-d-e-2f",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	words := []string{"title", "tags", "topics", "description", "reviewedBy", "lastReviewed"}
	for in, want := range map[string]string{
		"tgas": "tags", "titel": "title", "Tags": "tags", "reviewed_by": "reviewedBy",
		"descripton": "description", "colour": "", "zz": "", "desc": "description", "lastRev": "lastReviewed",
	} {
		if got := Nearest(in, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	if got := Shorten("नमस्ते दुनिया", 4); utf8.RuneCountInString(got) > 4 || !strings.HasSuffix(got, "…") {
		t.Errorf("Shorten gave %q", got)
	}
	if got := Shorten("abc", 3); got != "abc" {
		t.Errorf("Shorten gave %q", got)
	}
}

// FuzzSlug demands that a slug is safe as one part of a path and an address,
// and that making it twice changes nothing.
func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Heat: five things", "../x", "मरीज़ों की गोपनीयता", "a\x00b", "..", "\u0301x", "İ", "ǅ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Slug(s)
		if !utf8.ValidString(got) || strings.ContainsAny(got, "/\\.?#% \x00") || strings.HasPrefix(got, "-") || strings.HasSuffix(got, "-") {
			t.Fatalf("Slug(%q) = %q", s, got)
		}
		for _, r := range got {
			if r != '-' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
				t.Fatalf("Slug(%q) = %q holds %U", s, got, r)
			}
		}
		if again := Slug(got); again != got {
			t.Fatalf("Slug(%q) = %q, again %q", s, got, again)
		}
	})
}
