package x

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"nadi/internal/decode"
)

// published reads a file of the published data into v.
func published(t *testing.T, v any, name ...string) {
	t.Helper()
	shared := os.Getenv("NADI_SHARED")
	if shared == "" && os.Getenv("CI") != "" {
		t.Fatal("NADI_SHARED is not set; it names the folder of the published test data")
	}
	if shared == "" {
		t.Skip("NADI_SHARED is not set")
	}
	path := filepath.Join(append([]string{shared, "data"}, name...)...)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(path) == ".yml" {
		data = fromYAML(t, data)
	}
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// fromYAML writes a YAML document as JSON.
func fromYAML(t *testing.T, data []byte) []byte {
	t.Helper()
	v, err := decode.YAML(data, 1)
	if err != nil {
		t.Fatal(err)
	}
	return asJSON(plainValue(v))
}

func plainValue(v *decode.Value) any {
	switch v.Kind {
	case decode.Map:
		all := map[string]any{}
		for i := range v.Fields {
			all[v.Fields[i].Key] = plainValue(&v.Fields[i].Value)
		}
		return all
	case decode.List:
		all := []any{}
		for i := range v.Items {
			all = append(all, plainValue(&v.Items[i]))
		}
		return all
	case decode.Number:
		return json.Number(v.Text)
	case decode.Null:
		return nil
	}
	return v.Text
}

type weighed struct {
	Description, Text string
	Expected          struct {
		Weight int  `json:"weightedLength"`
		Valid  bool `json:"valid"`
	}
}

// TestPublishedWeights runs the suites of validate that are about weight. Of
// the others, tweets counts to 140 as before 2017, usernames, lists and
// hashtags are about no length, and urls asks what is an address by RFC 3986
// (with passwords, numbers for hosts), not what is made a link.
func TestPublishedWeights(t *testing.T) {
	var suites struct {
		V2      []weighed `json:"WeightedTweetsCounterTest"`
		V3      []weighed `json:"WeightedTweetsWithDiscountedEmojiCounterTest"`
		Marks   []weighed `json:"UnicodeDirectionalMarkerCounterTest"`
		Without []struct {
			Text     string
			Expected bool
		} `json:"urls_without_protocol"`
	}
	published(t, &suites, "twitter-text", "validate-weighted.json")
	if len(suites.V3) < 20 || len(suites.V2) < 20 || len(suites.Marks) < 2 || len(suites.Without) < 5 {
		t.Fatal("the suites are not all there")
	}
	for _, c := range append(suites.V3, suites.Marks...) {
		if got := weigh(c.Text); got != c.Expected.Weight {
			t.Errorf("%s: weight is %d, want %d", c.Description, got, c.Expected.Weight)
		}
		if got := weigh(c.Text) <= maxWeight && !holdsForbidden(c.Text); got != c.Expected.Valid {
			t.Errorf("%s: valid is %t, want %t", c.Description, got, c.Expected.Valid)
		}
	}
	differ := 0
	for _, c := range suites.V2 { // the version before, in which every part of an emoji and every joiner weighs
		got := weigh(c.Text)
		if got > c.Expected.Weight {
			t.Errorf("%s: weight is %d, more than the %d without rules for emoji", c.Description, got, c.Expected.Weight)
		}
		if got != c.Expected.Weight {
			differ++
		}
	}
	if differ > 3 {
		t.Errorf("%d cases of version 2 weigh less, and only three hold a composed emoji", differ)
	}
	for _, c := range suites.Without {
		if got := addresses(c.Text); c.Expected != slices.Equal(got, []string{c.Text}) {
			t.Errorf("%q: links are %q", c.Text, got)
		}
	}
}

// TestPublishedLinks runs what the suite extract says of links. The rest of it
// is about mentions, hashtags and cashtags.
func TestPublishedLinks(t *testing.T) {
	type plain struct {
		Description, Text string
		Expected          []string
	}
	type placed struct {
		Description, Text string
		Expected          []struct {
			URL     string
			Indices []int
		}
	}
	var suite struct {
		Tests struct {
			URLs  []plain  `json:"urls"`
			Short []plain  `json:"tco_urls_with_params"`
			At    []placed `json:"urls_with_indices"`
			Marks []placed `json:"urls_with_directional_markers"`
		}
	}
	published(t, &suite, "twitter-text", "conformance", "extract.yml")
	s := suite.Tests
	if len(s.URLs) < 80 || len(s.Short) < 5 || len(s.At) < 10 || len(s.Marks) < 2 {
		t.Fatal("the suite is not all there")
	}
	for _, c := range append(s.URLs, s.Short...) {
		if got := addresses(c.Text); !slices.Equal(got, c.Expected) {
			t.Errorf("%s: %q has the links %q, want %q", c.Description, c.Text, got, c.Expected)
		}
	}
	for _, c := range append(s.At, s.Marks...) {
		runes := []rune(norm.NFC.String(c.Text))
		got := links(runes)
		if len(got) != len(c.Expected) {
			t.Errorf("%s: %d links, want %d", c.Description, len(got), len(c.Expected))
			continue
		}
		for i, l := range got {
			from, to := len(utf16.Encode(runes[:l.from])), len(utf16.Encode(runes[:l.to]))
			if want := c.Expected[i]; string(runes[l.from:l.to]) != want.URL || from != want.Indices[0] || to != want.Indices[1] {
				t.Errorf("%s: link is %q at %d to %d, want %+v", c.Description, string(runes[l.from:l.to]), from, to, want)
			}
		}
	}
}

// TestPublishedTops: of the top-level domains that X knew in 2021 all are known
// here but those that were never given out or have been given back since,
// most of them brands. What is missing grows by a few brands a year.
func TestPublishedTops(t *testing.T) {
	type top struct {
		Text     string
		Expected []string
	}
	var suite struct {
		Tests struct{ Country, Generic []top }
	}
	published(t, &suite, "twitter-text", "conformance", "tlds.yml")
	unknown := func(tops []top) (all []string) {
		for _, c := range tops {
			if !slices.Equal(addresses(c.Text), c.Expected) {
				all = append(all, strings.TrimPrefix(c.Text, "https://twitter."))
			}
		}
		slices.Sort(all)
		return all
	}
	country, generic := suite.Tests.Country, suite.Tests.Generic
	if len(country) < 250 || len(generic) < 1000 {
		t.Fatal("the suite is not all there")
	}
	if got := strings.Join(unknown(country), " "); got != "an bl bq eh mf tp um" {
		t.Errorf("countries that are unknown here: %s", got)
	}
	if got := unknown(generic); len(got) > len(generic)/8 {
		t.Errorf("%d of %d are unknown here: %q", len(got), len(generic), got)
	}
	t.Logf("%d of %d generic domains are unknown", len(unknown(generic)), len(generic))
}

func TestWeigh(t *testing.T) {
	for text, want := range map[string]int{
		"":                           0,
		"Heart":                      5,
		"हृदय":                       4,
		"क्ष्मि":                     6,
		"see example.org":            4 + 23,
		"example.org, example.com":   23 + 2 + 23,
		"a…":                         3,
		"→":                          2,
		"❤️":                         2,
		"❤":                          2,
		"©":                          1,
		"1️⃣":                        2,
		"🇮🇳🇮🇳":                       4,
		"🇮":                          2,
		"👩🏽‍⚕️":                      2,
		"👩🏽‍⚕️👨‍⚕️":                  4,
		"👍🏽":                         2,
		"🐱🏽":                         4, // a cat has no skin tone
		"👩‍❤️‍💋‍👨":                   2,
		"🏳️‍🌈":                       2,
		"🙂‍↔️":                       5, // younger than X's list
		"a\u200db":                   3,
		"news.example.org/a_(b)_c).": 23 + 2,
		"👨‍❤️‍👨":                     2,
		"🧑🏽‍🤝‍🧑🏽":                    2,
		"👯‍♀️🧞‍♂️":                   4,
		"🏴‍☠️❤️‍🔥🐈‍⬛":                6,
		"🐕‍☠️":                       5, // the skull goes with the black flag alone
		"👨‍👨‍👨‍👨‍👨":                  5, // no family has five
		"🏴\U000e0067\U000e0062":      6, // a flag that does not end
		"©\ufe0f":                    2,
		"a\ufe0f":                    3,
		"1\u20e3#\ufe0f\u20e3":       4,
		"ab\u0301":                   3,
		"e\u0301":                    1, // one letter when composed
		"see example.org/(a_(b)_c)":  27,
		"see example.org/(a_(b":      4 + 23 + 5,
		"see example.org/a()":        4 + 23 + 2,
		"see example.org/(((a)))":    4 + 23 + 7,
		"see example.org:80/a":       27,
		"see example.org:a":          29,
		"see example.org?a=b.":       32, // behind a bare domain a query needs a path
		"see http://10.0.0.1/a":      21,
		"see example.museumx":        19,
		"see example.xn--":           16,
		"http://example.org.":        24,
		"@example.org #example.org":  25,
	} {
		if got := weigh(text); got != want {
			t.Errorf("%q weighs %d, want %d", text, got, want)
		}
	}
}

// pieces are what texts of the property tests are made of.
var pieces = []string{"Drink", "पानी", "क्ष्मि", "👩🏽‍⚕️", "🏳️‍🌈", "🇮🇳", "e\u0301", "…", "中国", "example.org", "example.com中国", ".", "-", "_", "/", "@", "#", "$",
	"https://news.example.org/articles/heat/", "http://", "(", ")", "?a=b", "co", "com", "\u200d", "\ufe0f", "\u2066", "\u0301", "1", "⃣", "xn--", ":80"}

func text(rt *rapid.T, what string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(rt, what), "")
}

// TestCutAtSpace: a composer that takes away whole words makes a text lighter,
// and what it appends weighs the same wherever it stands.
func TestCutAtSpace(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		space := rapid.SampledFrom([]string{" ", "\n", "\n\n", "\u00a0"}).Draw(rt, "space")
		first, second := text(rt, "first"), text(rt, "second")
		all, one, two := weigh(first+space+second), weigh(first), weigh(second)
		if all < one || all < two {
			rt.Fatalf("%q weighs %d, its parts %d and %d", first+space+second, all, one, two)
		}
	})
}

// TestLinksInOrder: whatever the text, links follow one another and are whole.
func TestLinksInOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		runes := []rune(norm.NFC.String(text(rt, "text")))
		at := 0
		for _, l := range links(runes) {
			if l.from < at || l.to <= l.from || l.to > len(runes) {
				rt.Fatalf("links of %q are %v", string(runes), links(runes))
			}
			at = l.to
		}
	})
}

func TestCutInWord(t *testing.T) {
	if whole, cut := weigh("example.comm"), weigh("example.com"); whole != 12 || cut != 23 {
		t.Errorf("weights are %d and %d; the comment on weigh says 12 and 23", whole, cut)
	}
}

// BenchmarkWeigh is what a composer does many times for each post.
func BenchmarkWeigh(b *testing.B) {
	for name, text := range map[string]string{
		"post":   "गर्मी में पानी पीते रहें 👩🏽‍⚕️\n\n" + articleLink + "\n\n#गर्मी #दिल",
		"kanji":  strings.Repeat("漢字", 5000),
		"dotted": strings.Repeat("漢.字", 1000),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				weigh(text)
			}
		})
	}
}
