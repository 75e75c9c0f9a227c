package mastodon

import (
	"strings"
	"testing"

	"nadi/syndicate"
)

func TestWeigh(t *testing.T) {
	long := "https://news.example.org/" + strings.Repeat("heat-", 40)
	full := len(long)
	for _, x := range []struct {
		text string
		want int
	}{
		{"", 0},
		{strings.Repeat("a", 476) + " " + long, 500},
		{strings.Repeat("a", 476) + long, 476 + full},
		{"गर्मी " + long, 3 + 1 + 23},
		{"गर्मी" + long, 3 + full}, // a letter of any script: what is more
		{"https://a.org", 23},
		{"see https://a.org.", 4 + 23 + 1},
		{"(https://a.org/b)", 1 + 23 + 1},
		{"https://a.org/b_(c)", 23},
		{"https://a.org/b_(c) d", 23 + 2},
		{"https://a.org/b?c=d&e=f#g!", 23 + 1},
		{"https://a.org:8080/b", 23},
		{"HTTPS://A.ORG", 23},
		{"https://a.org https://b.org", 23 + 1 + 23},
		{"https://a.org/लू-से-बचें", 23},
		{"https://अस्पताल.भारत/लू", 23},
		{"http://localhost/a", 18},                          // no dot, no link
		{"https://social.example/" + long[8:], full + 15},   // no registry, no link: in full
		{"ftp://a.org/" + strings.Repeat("b", 50), 12 + 50}, // only http and https
		{"#" + long, 1 + full},                              // glued to a mark that forbids it
		{"“" + long + "”", 1 + 23 + 1},
		{"@ward@social.example hello", 5 + 6},
		{"@ward hello", 11},
		{"mail ward@social.example", 24},
		{"a/@ward@social.example", 22},
		{"👩‍👩‍👧‍👦🇮🇳", 2},
		{"क्ष्मि", 3}, // one cluster since Unicode 15.1, three before
		{"한국", 2},
		{"น้ำ", 1},
	} {
		if got := weigh(x.text, 23); got != x.want {
			t.Errorf("weigh(%q) = %d, want %d", x.text, got, x.want)
		}
	}
}

// Who is not known to be Mastodon counts as strictly as anybody.
func TestCounter(t *testing.T) {
	long := "https://news.example.org/" + strings.Repeat("a", 75)
	for _, x := range []struct {
		facts   syndicate.Facts
		spoiler string
		text    string
		want    int
	}{
		{nil, "", long, 23},
		{syndicate.Facts{factSoftware: "mastodon"}, "", long, 23},
		{syndicate.Facts{factSoftware: "mastodon", factPerURL: "30"}, "", long, 30},
		{syndicate.Facts{factSoftware: "mastodon"}, "Health " + long, long, 7 + 100 + 23}, // a warning's addresses count in full
		{syndicate.Facts{factSoftware: "gotosocial"}, "", long, 100},
		{syndicate.Facts{factSoftware: "gotosocial"}, "गर्मी", "गर्मी https://a.org", 5 + 5 + 1 + 23},
		{syndicate.Facts{}, "", long, 100},
	} {
		c := &Channel{spoiler: x.spoiler}
		if got := c.Describe(x.facts).Limits[0].Count(x.text); got != x.want {
			t.Errorf("with %v and the warning %q, %q counts %d, want %d", x.facts, x.spoiler, x.text, got, x.want)
		}
	}
}

func FuzzWeigh(f *testing.F) {
	for _, s := range []string{"लू से बचें https://a.org/b?c#d", "@a@b.org", "https://a.org/(((", "x\xff https://a.भारत"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, most := weigh(s, 23), strictest(s, 23); got < 0 || got > most {
			t.Errorf("weigh(%q) = %d, and no server counts more than %d", s, got, most)
		}
	})
}
