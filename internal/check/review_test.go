package check_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"nadi/internal/check"
	"nadi/internal/site"
	"nadi/themes"
)

// TestReviewHoldsOverLineEnds: a colleague on Windows gets other line ends
// from git, and has changed no word.
func TestReviewHoldsOverLineEnds(t *testing.T) {
	files := base(t)
	lay(files, story("reviewedBy: asha-example\nlastReviewed: 2026-05-02\nreviewHash: HASH\n", "One.\n\nTwo."))
	example := files["content/articles/example.md"]
	example.Data = bytes.Replace(example.Data, []byte("HASH"), []byte(hashOf(t, files)), 1)
	for _, end := range []string{"\n", "\r\n"} {
		example.Data = []byte(strings.ReplaceAll(string(example.Data), "\n", end))
		if fs := findings(t, files); has(fs, "review/changed") {
			t.Errorf("%q gave %v", end, fs)
		}
	}
	example.Data = bytes.Replace(example.Data, []byte("Two"), []byte("Three"), 1)
	if fs := findings(t, files); !has(fs, "review/changed") {
		t.Errorf("another word gave %v", fs)
	}
}

func hashOf(t *testing.T, files fstest.MapFS) string {
	t.Helper()
	res, err := site.Build(context.Background(), site.Input{Root: files, Themes: themes.FS(), Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Version: "test", Rules: site.With(check.All())}, &names{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range res.Library.Articles {
		if a.Source == "content/articles/example.md" {
			return check.ReviewHash(a)
		}
	}
	t.Fatal("no article")
	return ""
}
