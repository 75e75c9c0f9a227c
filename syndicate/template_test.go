package syndicate_test

import (
	"strings"
	"testing"

	"nadi/syndicate"
	"nadi/syndicate/measure"
)

// TestRefusedTemplates: what could fail, or change a link, when a post is due
// is refused when the template is read.
func TestRefusedTemplates(t *testing.T) {
	for text, want := range map[string]string{
		"Read\n{{.Titel}}":                            `the template "Read {{.Titel}}" asks for .Titel, which there is not (line 2, column 3); there are .Title .Description`,
		"नया {{$.Linkk}}":                             "(line 1, column 8); there are .Title .Description .Link .Hashtags .Organization .Lang; did you mean .Link?",
		"{{Title}}":                                   "did you mean .Title?",
		"{{with .Description}}{{.Link}}{{end}}":       "write $.Link there",
		"{{.}}":                                       "name the field",
		"{{$}}":                                       "which there is not",
		"{{printf \"%.9s\" .Link}}":                   "uses printf here",
		"{{slice .Link 0 9}}":                         "uses slice here",
		"{{urlquery .Link}}":                          "uses urlquery here",
		"{{.Link | html}}":                            "one field at a time",
		"{{$x := .Link}}":                             "one field at a time",
		"{{range .Hashtags}}x{{end}}":                 "which a post cannot",
		"{{template \"x\"}}":                          "which a post cannot",
		"{{define \"x\"}}y{{end}}":                    "defines a template",
		"{{.Title .Link}}":                            "two things",
		"{{not .Title}}":                              "uses not here",
		"{{if eq .Title \"x\"}}y{{end}}":              "only .Lang can be compared",
		"{{if eq .Lang}}y{{end}}":                     "gives eq 1 things",
		"{{if (slice .Title 0 1)}}y{{end}}":           "uses slice here",
		"{{5}}":                                       "which a post cannot",
		"{{if .Title}}{{.Title}}":                     "cannot be read: line 1: unexpected EOF",
		"{{(.Title).Link}}":                           "which a post cannot",
		"{{if and .Title .Nope}}y{{end}}":             "asks for .Nope",
		"{{if .Title}}a{{else if .Lnk}}b{{end}}":      "did you mean .Link?",
		"{{with .Title}}{{.}}{{else}}{{.Lin}}{{end}}": "did you mean .Link?",
	} {
		err := syndicate.CheckTemplate(text)
		if syndicate.KindOf(err) != syndicate.Invalid || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestFilled: what templates that are taken make.
func TestFilled(t *testing.T) {
	heat := syndicate.Item{ID: "heat", Lang: "hi", URL: link, Title: "Heat", Description: "Drink.", Topics: []string{"heat"}}
	bare := syndicate.Item{ID: "heat", Lang: "en", URL: link, Title: "Heat"}
	a := syndicate.Account{Name: "acc", Hashtags: map[string][]string{"heat": {"Summer"}}}
	for _, x := range []struct {
		template, full, empty string // for heat, and where there is nothing but a title
	}{
		{"{{.Title}}: {{.Description}}", "Heat: Drink.", "Heat"},
		{"{{.Title}} ({{.Description}}) now", "Heat (Drink.) now", "Heat now"},
		{"{{.Title}} – {{.Description}} – {{.Hashtags}} – {{.Lang}}", "Heat – Drink. – #Summer – hi", "Heat – en"},
		{"{{.Hashtags}} | {{.Title}}.", "#Summer | Heat.", "Heat."},
		{"{{.Title}}\nTopics: {{.Hashtags}}\n\n\nBye", "Heat\nTopics: #Summer\n\nBye", "Heat\n\nBye"},
		{"{{.Title}}\nRead this! {{.Hashtags}}", "Heat\nRead this! #Summer", "Heat\nRead this!"},
		{"{{with .Description}}{{.}} {{$.Link}}{{else}}{{.Title}}{{end}}", "Drink. " + link, "Heat"},
		{"{{if eq .Lang \"hi\"}}नया{{else}}New{{end}}: {{or .Description .Title}}", "नया: Drink.", "New: Heat"},
		{"{{if and .Description (not .Organization)}}A{{end}}{{.Title}}", "Heat", "Heat"},
		{"{{/* for Riverside */ -}}\n {{.Title}}  twice   {{.Title}}", "Heat twice Heat", "Heat twice Heat"},
		{"Turn\u202eed\u0007 {{.Title}}\r\n\u200d", "Turned Heat", "Turned Heat"},
		{"{{.Hashtags}}{{.Title}}{{.Hashtags}}", "#Summer Heat #Summer", "Heat"},
		{"देखें{{.Link}}।", "देखें " + link + " ।", "देखें " + link + " ।"},
		{"See ({{.Link}}).", "See (" + link + ").", "See (" + link + ")."},
		{"{{.Link}}{{.Title}} {{.Link}}.html {{.Link}}", link + " Heat " + link + " .html " + link, link + " Heat " + link + " .html " + link},
		{"{{\"\\ufdd0\"}}", "Heat", "Heat"},
	} {
		for _, place := range []syndicate.LinkPlace{syndicate.LinkInCard, syndicate.LinkInText} {
			d := syndicate.Description{Link: place, Template: x.template, MaxTags: 3, Limits: limit(500, measure.Runes)}
			for want, it := range map[string]syndicate.Item{x.full: heat, x.empty: bare} {
				if place == syndicate.LinkInText && !strings.Contains(want, link) {
					want += "\n\n" + link
				}
				p, err := compose(t, it, a, d)
				if err != nil || p.Text != want {
					t.Errorf("%q: %v\n%q, want\n%q", x.template, err, p.Text, want)
				}
				if (len(p.Hashtags) > 0) != strings.Contains(p.Text, "#Summer") {
					t.Errorf("%q: hashtags %q and text %q", x.template, p.Hashtags, p.Text)
				}
			}
		}
	}
}

// TestUnfit: what cannot be made says where, by how much, and what to do.
func TestUnfit(t *testing.T) {
	for name, x := range map[string]struct {
		wish, account string
		url           string
		max           int
		want          string
	}{
		"fixed words":   {strings.Repeat("x", 60) + " {{.Link}}", "", link, 90, "in content/a.md, syndicate: the text is 100 characters long and may have 90: make it 10 shorter"},
		"link alone":    {"", "", link, 38, "the text is 46 characters long when shortened as far as possible, and may have 38: make the fixed words, the title or the address 8 shorter"},
		"account's":     {"", strings.Repeat("x", 60) + " {{.Title}} {{.Link}}", link, 90, "in accounts.acc.text: the text is 106 characters long when shortened"},
		"description's": {"{{.Description}} {{.Link}}", "", link, 40, "the text is 46 characters long when shortened"},
		"blank address": {"", "", "https://news.example.org/a b", 500, "is not one that networks make a link of"},
	} {
		it := syndicate.Item{ID: "a", Lang: "en", Source: "content/a.md", URL: x.url, Title: "Heat: five things", Description: "Drink before you are thirsty.", Wish: syndicate.Wish{Text: x.wish}}
		_, err := compose(t, it, syndicate.Account{Name: "acc", Text: x.account}, syndicate.Description{Limits: limit(x.max, measure.Graphemes)})
		if syndicate.KindOf(err) != syndicate.Invalid || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v, want %q", name, err, x.want)
		}
	}
	// A text that has nothing to say is no post.
	d := syndicate.Description{Link: syndicate.LinkInCard, Template: "{{.Hashtags}}", Limits: limit(500, measure.Graphemes)}
	if p, err := compose(t, syndicate.Item{URL: link, Title: "Heat"}, syndicate.Account{}, d); syndicate.KindOf(err) != syndicate.Invalid || !strings.Contains(err.Error(), "empty") {
		t.Errorf("an empty text: %v %q", err, p.Text)
	}
	// A fixed text may still lose its hashtags.
	a := syndicate.Account{Hashtags: map[string][]string{"heat": {"One", "Two"}}}
	d = syndicate.Description{MaxTags: 3, Limits: limit(52, measure.Graphemes)}
	it := syndicate.Item{URL: link, Topics: []string{"heat"}, Wish: syndicate.Wish{Text: "Fixed. {{.Link}} {{.Hashtags}}"}}
	if p, err := compose(t, it, a, d); err != nil || p.Text != "Fixed. "+link+" #One" || len(p.Hashtags) != 1 {
		t.Errorf("fixed words with hashtags: %v %q %q", err, p.Text, p.Hashtags)
	}
}
