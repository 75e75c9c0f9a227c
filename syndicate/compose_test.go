package syndicate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"nadi/syndicate"
	"nadi/syndicate/measure"
)

const (
	standard = "{{.Title}}\n\n{{.Description}}\n\n{{.Hashtags}}\n\n{{.Link}}"
	link     = "https://news.example.org/articles/heat/"
)

func compose(t interface{ Fatal(...any) }, it syndicate.Item, a syndicate.Account, d syndicate.Description) (syndicate.Post, error) {
	if d.Template == "" {
		d.Template = standard
	}
	c, err := syndicate.NewComposer(a, d, "Riverside Hospital")
	if err != nil {
		t.Fatal(err)
	}
	return c.Post(it)
}

func limit(n int, count func(string) int) []syndicate.Limit {
	return []syndicate.Limit{{Unit: "characters", Max: n, Count: count}}
}

// TestFit: what is given up, and in which order.
func TestFit(t *testing.T) {
	en := syndicate.Item{ID: "heat", Lang: "en", URL: link, Title: "Heat: five things", Topics: []string{"heat", "care"},
		Description: "Drink before you are thirsty. Rest in the shade, e.g. under a tree. Call Dr. Example at 37.5 degrees or more."}
	hi := syndicate.Item{ID: "heat", Lang: "hi", URL: link, Title: "लू: पाँच काम", Topics: []string{"heat"}, Description: "प्यास लगने से पहले पानी पिएँ। छाया में बैठें। डॉ. उदाहरण से पूछें।"}
	account := syndicate.Account{Hashtags: map[string][]string{"heat": {"heat health", "#Summer"}, "care": {"summer", "home care"}}}
	full := "Heat: five things\n\nDrink before you are thirsty. Rest in the shade, e.g. under a tree. Call Dr. Example at 37.5 degrees or more.\n\n#HeatHealth #Summer #HomeCare\n\n" + link
	for name, tc := range map[string]struct {
		item syndicate.Item
		max  int
		want string
	}{
		"all":                 {en, len(full), full},
		"fewer sentences":     {en, len(full) - 1, "Heat: five things\n\nDrink before you are thirsty. Rest in the shade, e.g. under a tree.\n\n#HeatHealth #Summer #HomeCare\n\n" + link},
		"one sentence":        {en, 130, "Heat: five things\n\nDrink before you are thirsty.\n\n#HeatHealth #Summer #HomeCare\n\n" + link},
		"fewer tags":          {en, 110, "Heat: five things\n\nDrink before you are thirsty.\n\n#HeatHealth #Summer\n\n" + link},
		"no tags":             {en, 90, "Heat: five things\n\nDrink before you are thirsty.\n\n" + link},
		"words":               {en, 88, "Heat: five things\n\nDrink before you are…\n\n" + link},
		"words without tags":  {en, 76, "Heat: five things\n\nDrink before…\n\n" + link},
		"no description":      {en, 60, "Heat: five things\n\n" + link},
		"title":               {en, 52, "Heat: five…\n\n" + link},
		"nothing but the tag": {hi, 500, "लू: पाँच काम\n\nप्यास लगने से पहले पानी पिएँ। छाया में बैठें। डॉ. उदाहरण से पूछें।\n\n#HeatHealth #Summer\n\n" + link},
		"danda":               {hi, 105, "लू: पाँच काम\n\nप्यास लगने से पहले पानी पिएँ। छाया में बैठें।\n\n#HeatHealth #Summer\n\n" + link},
	} {
		p, err := compose(t, tc.item, account, syndicate.Description{MaxTags: 5, Limits: limit(tc.max, measure.Graphemes)})
		if err != nil || p.Text != tc.want {
			t.Errorf("%s (%d): %v\n%q, want (%d)\n%q", name, tc.max, err, p.Text, measure.Graphemes(tc.want), tc.want)
		}
	}
	if _, err := compose(t, en, account, syndicate.Description{Limits: limit(len(link)-1, measure.Graphemes)}); syndicate.KindOf(err) != syndicate.Invalid {
		t.Errorf("a link that does not fit: %v", err)
	}
}

func TestTemplates(t *testing.T) {
	it := syndicate.Item{ID: "heat", Lang: "en", URL: link, Title: "Heat\u202e \u0007now", Description: "Drink.\nRest."}
	for name, tc := range map[string]struct {
		account, wish, own string
		place              syndicate.LinkPlace
		want               string
	}{
		"channel's":        {"", "", "", syndicate.LinkInText, "Heat now\n\nDrink. Rest.\n\n" + link},
		"account's":        {"New: {{.Title}} {{.Link}}", "", "", syndicate.LinkInText, "New: Heat now " + link},
		"article's":        {"New: {{.Title}}", "Hot! {{.Link}}", "", syndicate.LinkInText, "Hot! " + link},
		"article's for it": {"New: {{.Title}}", "Hot!", "Hottest {{.Link}}", syndicate.LinkInText, "Hottest " + link},
		"link never lost":  {"New: {{.Title}}  \n", "", "", syndicate.LinkInText, "New: Heat now\n\n" + link},
		"link on the card": {"New: {{.Title}}", "", "", syndicate.LinkInCard, "New: Heat now"},
		"empty parts":      {"{{.Title}}\n\n{{.Hashtags}}\n\n\n{{with .Hashtags}}Tags: {{.}}{{end}}\n\n{{.Link}}", "", "", syndicate.LinkInText, "Heat now\n\n" + link},
		"organization":     {"{{.Organization}} ({{.Lang}}): {{.Title}}", "", "", syndicate.LinkInCard, "Riverside Hospital (en): Heat now"},
	} {
		it := it
		it.Wish.Text = tc.wish
		it.Wishes = map[string]syndicate.Wish{"acc": {Text: tc.own}}
		p, err := compose(t, it, syndicate.Account{Name: "acc", Text: tc.account}, syndicate.Description{Link: tc.place, Limits: limit(500, measure.Graphemes)})
		if err != nil || p.Text != tc.want {
			t.Errorf("%s: %v %q, want %q", name, err, p.Text, tc.want)
		}
	}
	it.Wish.Text = strings.Repeat("Fixed words. ", 50)
	if _, err := compose(t, it, syndicate.Account{}, syndicate.Description{Limits: limit(300, measure.Graphemes)}); err == nil || !strings.Contains(err.Error(), "and may have 300") {
		t.Errorf("a fixed text that is too long: %v", err)
	}
}

func TestCheckTemplate(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Hello": "", standard: "", "{{if .Hashtags}}{{.Hashtags}}{{else}}{{.Title}}{{end}}": "",
		"{{.Titel}}": "did you mean .Title?", "{{.Title": "cannot be read", "{{.Title.Upper}}": "there is not", "{{if .Nope}}x{{end}}": ".Nope", "{{nofunc .Title}}": "cannot be read",
	} {
		err := syndicate.CheckTemplate(text)
		if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || syndicate.KindOf(err) != syndicate.Invalid) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestHashtag(t *testing.T) {
	for in, want := range map[string]string{
		"heat health": "HeatHealth", "#heart": "heart", "iPhone": "iPhone", "covid-19 vaccine": "Covid19Vaccine", "मरीज़ अधिकार": "मरीज़_अधिकार", "हृदय": "हृदय", "": "", "2026": "", "!!": "",
		"mother & child": "MotherChild", "ORS": "ORS", "day_of health": "DayOfHealth",
		"2025 26 flu": "2025_26Flu", "हृदय 2026": "हृदय_2026", "heart हृदय care": "Heart_हृदय_Care", "क्\u200dष रोग\u200c": "क्ष_रोग", "می\u200cروم": "می_روم", "\u093cx": "x",
		"e\u0301tude d’été": "ÉtudeDété", "eHealth app": "eHealthApp", "४ २": "", "don't panic": "DontPanic", "heart\u202e care": "HeartCare", "#": "",
	} {
		if got := syndicate.Hashtag(in); got != norm.NFC.String(want) {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestPictures(t *testing.T) {
	own, card, wished := &syndicate.Image{URL: "own", Alt: "A hand under a tap."}, &syndicate.Image{URL: "card", Alt: "The hospital"}, &syndicate.Image{URL: "wished", Alt: "A jug"}
	takes := &syndicate.PictureLimit{Bytes: 1 << 20}
	for name, tc := range map[string]struct {
		item syndicate.Item
		d    syndicate.Description
		want string
	}{
		"none taken": {syndicate.Item{Image: own}, syndicate.Description{Alt: 100}, ""},
		"own":        {syndicate.Item{Image: own, Card: card}, syndicate.Description{Picture: takes, Alt: 100}, "own"},
		"wished":     {syndicate.Item{Image: own, Wish: syndicate.Wish{Image: wished}}, syndicate.Description{Picture: takes, Alt: 100}, "wished"},
		"no picture": {syndicate.Item{Card: card}, syndicate.Description{Picture: takes, Alt: 100}, ""},
		"card's":     {syndicate.Item{Card: card}, syndicate.Description{Picture: takes, Alt: 100, Link: syndicate.LinkInCard}, "card"},
		"short alt":  {syndicate.Item{Image: own}, syndicate.Description{Picture: takes, Alt: 10}, "own"},
	} {
		tc.d.Limits, tc.item.Title = limit(500, measure.Graphemes), "Heat"
		p, err := compose(t, tc.item, syndicate.Account{}, tc.d)
		got := ""
		if p.Image != nil {
			got = p.Image.URL
			if n := utf8.RuneCountInString(p.Image.Alt); n > tc.d.Alt || n == 0 {
				t.Errorf("%s: alt text %q", name, p.Image.Alt)
			}
		}
		if err != nil || got != tc.want {
			t.Errorf("%s: %v %q, want %q", name, err, got, tc.want)
		}
	}
	_, err := compose(t, syndicate.Item{Source: "content/a.md", Image: &syndicate.Image{URL: "u"}}, syndicate.Account{}, syndicate.Description{Picture: takes, Alt: 100, Limits: limit(500, measure.Bytes)})
	if syndicate.KindOf(err) != syndicate.Invalid || !strings.Contains(err.Error(), "alt text: write image") {
		t.Errorf("a picture without alt text: %v", err)
	}
}

// escaped counts as a network would that wants marks escaped before it counts.
func escaped(s string) int {
	return measure.UTF16(strings.NewReplacer("(", `\(`, ")", `\)`, "#", `\#`, "_", `\_`).Replace(s))
}

// TestComposeProperties: whatever the words and the measures, the link is
// whole, each hashtag is whole, all limits hold, the text is composed and valid,
// and more room never makes a shorter post.
func TestComposeProperties(t *testing.T) {
	word := rapid.SampledFrom([]string{"heat", "शुगर", "नमस्ते", "क्षत्रिय", "👩‍👩‍👧", "e\u0301tude", "(2026)", "Dr.", "व्यायाम।", "end.", "what?", "a,", "नहीं", "🇮🇳", "ज\u093c", "https://other.example/x",
		"क्\u200dष\u200d", "\u200c", "a\u202eb", "–", "(x", "\u0301", "एक़", "11", "喝水。", "\u00a0", "https://long.example/" + strings.Repeat("a", 90)})
	templates := rapid.SampledFrom([]string{standard, standard, "{{.Title}}: {{.Description}} {{.Hashtags}}", "{{.Description}}{{.Link}}{{.Hashtags}}", "({{.Hashtags}}) {{with .Description}}{{.}}{{$.Link}}{{else}}{{.Title}}{{end}}",
		"Fixed {{.Link}}।", "{{.Title}}\u0301 {{if .Hashtags}}{{.Link}}{{end}}"})
	measures := []func(string) int{measure.Graphemes, measure.StrictGraphemes, measure.Bytes, measure.Runes, measure.UTF16, escaped, weighted}
	rapid.Check(t, func(rt *rapid.T) {
		it := syndicate.Item{ID: "i", Lang: "hi", URL: link, Topics: []string{"a", "b"}, Title: strings.Join(rapid.SliceOfN(word, 1, 8).Draw(rt, "title"), " "),
			Description: strings.Join(rapid.SliceOfN(word, 0, 40).Draw(rt, "description"), " ")}
		a := syndicate.Account{Hashtags: map[string][]string{"a": {"heat health", "स्वास्थ्य दिवस"}, "b": {"Care"}}}
		d := syndicate.Description{MaxTags: rapid.IntRange(0, 3).Draw(rt, "tags"), Template: templates.Draw(rt, "template"), Link: syndicate.LinkPlace(rapid.IntRange(0, 1).Draw(rt, "place"))}
		for range rapid.IntRange(1, 2).Draw(rt, "limits") {
			d.Limits = append(d.Limits, limit(rapid.IntRange(40, 500).Draw(rt, "max"), rapid.SampledFrom(measures).Draw(rt, "measure"))...)
		}
		p, err := compose(rt, it, a, d)
		if err != nil {
			if syndicate.KindOf(err) != syndicate.Invalid {
				rt.Fatal(err)
			}
			return
		}
		check(rt, p, d)
		more := d
		more.Limits = slices.Clone(d.Limits)
		grow := rapid.IntRange(1, 60).Draw(rt, "grow")
		for i := range more.Limits {
			more.Limits[i].Max += grow
		}
		q, err := compose(rt, it, a, more)
		if err != nil || len(d.Limits) == 1 && d.Limits[0].Count(q.Text) < d.Limits[0].Count(p.Text) {
			rt.Fatalf("with more room: %v\n%q\nbefore\n%q", err, q.Text, p.Text)
		}
		if again, _ := compose(rt, it, a, d); again.Text != p.Text || again.Hash() != p.Hash() {
			rt.Fatal("composed twice, two texts")
		}
	})
}

func check(rt *rapid.T, p syndicate.Post, d syndicate.Description) {
	for _, l := range d.Limits {
		if n := l.Count(p.Text); n > l.Max {
			rt.Fatalf("%d of %d: %q", n, l.Max, p.Text)
		}
	}
	if d.Link == syndicate.LinkInText && !whole(p.Text, link) {
		rt.Fatalf("no link: %q", p.Text)
	}
	for _, tag := range p.Hashtags {
		if !whole(p.Text, "#"+tag) {
			rt.Fatalf("no #%s: %q", tag, p.Text)
		}
	}
	if n := strings.Count(p.Text, "#"); n != len(p.Hashtags) {
		rt.Fatalf("%d hashtags of %q: %q", n, p.Hashtags, p.Text)
	}
	for _, untidy := range []string{" …", ",…", "/…", "/x…", "\u202e", "\u200d…", "\u200d ", "\u200c ", "\u200d\n", "\u200c\n", " \n", "  ", "\n\n\n"} {
		if strings.Contains(p.Text, untidy) {
			rt.Fatalf("%q in %q", untidy, p.Text)
		}
	}
	if !utf8.ValidString(p.Text) || !norm.NFC.IsNormalString(p.Text) || strings.TrimSpace(p.Text) != p.Text {
		rt.Fatalf("untidy: %q", p.Text)
	}
}

// whole reports whether part stands in a text as a word of its own, but for
// brackets.
func whole(text, part string) bool {
	return slices.ContainsFunc(strings.Fields(text), func(w string) bool { return strings.Trim(w, "().:") == part })
}

// weighted counts as a network would that gives every address the same length
// and letters of some scripts two.
func weighted(s string) int {
	n := 0
	for i, w := range strings.Split(s, " ") {
		for _, l := range strings.Split(w, "\n") {
			n += min(i, 1)
			if strings.HasPrefix(l, "https://") {
				n += 23
				continue
			}
			for _, r := range l {
				if n++; r > 0x10ff {
					n++
				}
			}
		}
	}
	return n
}

func BenchmarkCompose(b *testing.B) {
	it := benchItems()[0]
	it.Description = strings.Repeat("What the two numbers mean, and when to see a doctor. ", 8)
	it.Topics = []string{"heart"}
	for _, max := range []int{5000, 300} {
		b.Run(fmt.Sprint(max), func(b *testing.B) {
			c, err := syndicate.NewComposer(syndicate.Account{Hashtags: map[string][]string{"heart": {"HeartHealth"}}}, syndicate.Description{Template: standard, MaxTags: 3, Limits: limit(max, measure.Graphemes)}, "")
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := c.Post(it); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
