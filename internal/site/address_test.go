package site

import (
	"fmt"
	"path"
	"strings"
	"testing"
	"time"
)

func TestPaginate(t *testing.T) {
	entries := func(n int) []*entry {
		out := make([]*entry, n)
		for i := range out {
			out[i] = &entry{at: i}
		}
		return out
	}
	for _, order := range []string{"oldest-numbered", "newest-first"} {
		for n := range 50 {
			pages := paginate(entries(n), 5, order)
			seen := 0
			for i, p := range pages {
				for _, e := range p.entries {
					if e.at != seen {
						t.Fatalf("%s, %d entries: entry %d stands at %d", order, n, e.at, seen)
					}
					seen++
				}
				if (p.newer < 0) != (i == 0) || (p.older < 0) != (i == len(pages)-1) || i > 0 && p.newer != pages[i-1].number || i < len(pages)-1 && p.older != pages[i+1].number {
					t.Fatalf("%s, %d entries: page %d leads to %d and %d", order, n, p.number, p.newer, p.older)
				}
				if order == "oldest-numbered" && p.number > 0 && len(p.entries) != 5 {
					t.Fatalf("%d entries: numbered page %d has %d", n, p.number, len(p.entries))
				}
			}
			if seen != n {
				t.Fatalf("%s: %d of %d entries are listed", order, seen, n)
			}
		}
	}
}

// TestNumberedPagesStay is the promise of the default order: one more article
// changes the front page, and a numbered page only by appearing.
func TestNumberedPagesStay(t *testing.T) {
	all := make([]*entry, 60)
	for i := range all {
		all[i] = &entry{}
	}
	before := map[int]string{}
	for n := range all {
		for _, p := range paginate(all[len(all)-n:], 5, "oldest-numbered") {
			if p.number == 0 {
				continue
			}
			now := fmt.Sprintf("%p", p.entries)
			if was, ok := before[p.number]; ok && was != now {
				t.Fatalf("with %d articles page %d changed", n, p.number)
			}
			before[p.number] = now
		}
	}
}

func TestPermalink(t *testing.T) {
	if got := permalink("/:year/:month/:day/:slug/", "ताप", time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)); got != "/2026/03/04/ताप/" {
		t.Error(got)
	}
}

// FuzzPaths demands that no alias and no link can name a file outside the
// output or the content.
func FuzzPaths(f *testing.F) {
	for _, s := range []string{"/old/", "old.html", "/../../etc/passwd", "//evil.example/", "/a/%2e%2e/b", "/हिन्दी/", "..", "/", "a\\b", "/x:y", "https://x.example/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if loc, ok := aliasLoc(s); ok {
			out := file(loc)
			if !strings.HasPrefix(loc, "/") || out == "" || out != path.Clean(out) || out == ".." || strings.HasPrefix(out, "../") || strings.HasPrefix(out, "/") || strings.ContainsAny(loc, "*: \r\n\t?#\\") {
				t.Fatalf("alias %q gives %q, file %q", s, loc, out)
			}
		}
		for _, source := range []string{locate("content/articles", unescape(s)), locate("content", s)} {
			if strings.HasPrefix(source, "..") {
				m := media{}
				if p, err := m.look(source); p != nil || err != nil {
					t.Fatalf("%q looked at %q", s, source)
				}
			}
		}
		if e := escape(s); strings.ContainsAny(e, " \"<>\n") {
			t.Fatalf("escape(%q) = %q", s, e)
		}
	})
}
