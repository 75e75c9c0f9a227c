package youtube

import (
	"slices"
	"strings"
	"testing"

	"nadi/syndicate"
)

func TestTitled(t *testing.T) {
	for in, want := range map[string]string{
		"Heat":                         "Heat",
		" Pulse < 60 \n bpm ":          "Pulse ＜ 60 bpm",
		strings.Repeat("x", 100):       strings.Repeat("x", 100),
		strings.Repeat("x", 101):       strings.Repeat("x", 99) + "…",
		strings.Repeat("heat, ", 30):   strings.TrimSuffix(strings.Repeat("heat, ", 16), ", ") + "…",
		strings.Repeat("🌡", 51):        strings.Repeat("🌡", 49) + "…",  // two units each
		strings.Repeat("कि", 60):       strings.Repeat("कि", 49) + "…", // the vowel sign stays with its letter
		strings.Repeat("👩\u200d⚕", 40): strings.Repeat("👩\u200d⚕", 24) + "…",
		"":                             "",
	} {
		if got := titled(in); got != want || units(got) > maxTitle {
			t.Errorf("titled(%q) = %q (%d units), want %q", in, got, units(got), want)
		}
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{"a<b>c": "a＜b＞c", " x \n": "x", "": ""} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLinks(t *testing.T) {
	for in, want := range map[string][]string{
		"See https://news.example.org/a/, or (http://x.example/b?c=d#e).": {"https://news.example.org/a/", "http://x.example/b?c=d#e"},
		"＜https://x.example/क＞ ftp://x.example":                           {"https://x.example/क"},
		"no address": nil,
	} {
		if got := links(in); !slices.Equal(got, want) {
			t.Errorf("links(%q) = %q, want %q", in, got, want)
		}
	}
	for text, want := range map[string]bool{
		"https://news.example.org/articles/heat/":        true,
		"http://News.example.org/articles/heat.":         true,
		"https://news.example.org/articles/heat/#top":    true,
		"https://news.example.org/articles/heat/2":       false,
		"https://news.example.org/articles/heat-2/":      false,
		"https://news.example.org/articles/Heat/":        false,
		"https://evil.example/?https://news.example.org": false,
	} {
		if got := mentions(text, article); got != want {
			t.Errorf("%q mentions the article: %v", text, got)
		}
	}
}

// TestMark: a part is found at the start of a line only, and taking out what
// was joined gives what was there before.
func TestMark(t *testing.T) {
	const part = "Five steps.\n" + article
	m := markOf(part, article)
	if back, ok := readMark(m.String()); !ok || back != m {
		t.Errorf("%v is read as %v", m, back)
	}
	for _, old := range []string{"", "One line", "With an end\n", "Two\n\nparts\n\n", part[:5], "क्ष"} {
		joined := join(old, part)
		from, to, ok := m.in(joined)
		if !ok || joined[from:to] != part || without(joined, from, to) != old || !strings.HasPrefix(joined, old) {
			t.Errorf("%q joined is %q; the part is at %d to %d (%v)", old, joined, from, to, ok)
		}
	}
	if _, _, ok := m.in("Prefix " + part); ok {
		t.Error("a part within a line was found")
	}
	for _, s := range []string{"", "x", "0-aaaaaaaa-bbbbbbbb", "-5-aaaaaaaa-bbbbbbbb", "5-aaaa-bbbbbbbb", "5-aaaaaaaa-bbbbbbbb-c"} {
		if _, ok := readMark(s); ok {
			t.Errorf("%q is read as a mark", s)
		}
	}
	for _, s := range []string{"nadi", "nadi-", "nadi-0123456789abcdef", "nadi-short-" + m.String(), "x-0123456789abcdef-" + m.String()} {
		if _, ok := readTag(s); ok {
			t.Errorf("%q is read as a tag of ours", s)
		}
	}
}

func TestHeld(t *testing.T) {
	for in, want := range map[string]int64{"bytes=0-41": 42, "0-41": 42, "": 0, "bytes=0--5": 0, "bytes=0-x": 0} {
		if got := held(in); got != want {
			t.Errorf("held(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestImpossible(t *testing.T) {
	for name, x := range map[string]struct {
		video *syndicate.Video
		word  string // "" if it is possible
	}{
		"no video": {nil, "text posts"},
		"empty":    {&syndicate.Video{Captions: "a.vtt"}, "text posts"},
		"both":     {&syndicate.Video{File: "a.mp4", ID: "dQw4w9WgXcQ"}, "keep one"},
		"address":  {&syndicate.Video{ID: "https://youtu.be/dQw4w9WgXcQ"}, "11 characters"},
		"file":     {&syndicate.Video{File: "a.mp4"}, ""},
		"id":       {&syndicate.Video{ID: "dQw4w9WgXcQ"}, ""},
	} {
		got := impossible(syndicate.Item{Video: x.video})
		if (got == "") != (x.word == "") || !strings.Contains(got, x.word) {
			t.Errorf("%s: %q, want something with %q", name, got, x.word)
		}
	}
}
