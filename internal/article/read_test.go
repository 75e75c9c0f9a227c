package article

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"nadi/internal/config"
	"nadi/internal/diag"
)

// reader reads as a site in English and Hindi does, with more settings.
func reader(t testing.TB, settings string) *Reader {
	t.Helper()
	cfg, findings := config.Load([]byte("site: {id: test1234, title: Test, url: https://news.example.org, languages: [en, hi], timeZone: Asia/Kolkata}\n" + settings))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return &Reader{Config: cfg, Zone: cfg.Site.Zone()}
}

func read(t testing.TB, settings, name, src string) (*Article, []diag.Finding) {
	t.Helper()
	return reader(t, settings).Read("content/articles", "content/articles/"+name, []byte(src))
}

// line writes a finding as "rule line:column message | hint".
func line(f diag.Finding) string {
	return fmt.Sprintf("%s %d:%d %s | %s", f.Rule, f.Line, f.Column, f.Message, f.Hint)
}

// demand compares findings, in order of place, with what is wanted: rule and
// place, then parts of the words, each after " … ".
func demand(t *testing.T, findings []diag.Finding, want ...string) {
	t.Helper()
	for i, f := range diag.Sort(findings) {
		got := line(f)
		if i >= len(want) {
			t.Errorf("one too many: %s", got)
			continue
		}
		parts := strings.Split(want[i], " … ")
		if !strings.HasPrefix(got, parts[0]+" ") {
			t.Errorf("got  %s\nwant %s", got, want[i])
		}
		for _, p := range parts[1:] {
			if !strings.Contains(got, p) {
				t.Errorf("%s\ndoes not say %q", got, p)
			}
		}
	}
	if len(findings) < len(want) {
		t.Errorf("not found: %s", want[len(findings):])
	}
}

const good = "title: Heat\ndescription: What to do.\ndate: 2026-05-02\n"

// TestTraps holds what front-matter libraries pass over in silence, and what
// people get wrong most.
func TestTraps(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want []string
	}{
		"no closing fence":      {"---\n" + good + "\nText.\n", []string{"content/front-matter 1:1 … --- opens here is never closed … put --- alone"}},
		"no closing fence late": {"\n\n---\n" + good + "\nText.\n", []string{"content/front-matter 3:1 … never closed"}},
		"no closing fence TOML": {"+++\ntitle = \"Heat\"\n\nText.\n", []string{"content/front-matter 1:1 … +++ opens here is never closed"}},
		"no closing brace":      {"{\n\"title\": \"Heat\"\n}\nText.\n", []string{"content/front-matter 1:1 … { opens here is never closed … an empty line after it"}},
		"byte-order mark":       {"\ufeff---\n" + good + "---\n\nText.\n", []string{"content/bom 1:1 … byte-order mark … UTF-8"}},
		"indented fence": {"---\n" + good + "summary2: |\n  One.\n  ---\n  Two.\n---\n\nText.\n", []string{
			`content/key 5:1 … "summary2"`, `content/front-matter 7:1 … an indented --- ends the front matter here … ***`}},
		"indented brace": {"{\n\"title\": \"Heat\", \"image\": {\n  \"src\": \"a.jpg\"\n  }\n\n}\n\nText.\n", []string{
			"content/front-matter 1:1", "content/front-matter 4:1 … an indented } ends … first column"}},
		"carriage returns":   {"---\r\n" + strings.ReplaceAll(good, "\n", "\r\n") + "---\r\n\r\nText.\r\n", nil},
		"rule in the body":   {"---\n" + good + "---\n\nText.\n\n---\n\nMore.\n", nil},
		"empty lines before": {"\n \n---\ntgas: [x]\n" + good + "---\nText.\n", []string{`content/key 4:1 … did you mean tags?`}},
		"unknown keys": {"---\ntgas: [heat]\n" + good + "ttile: x\n---\n", []string{
			`content/key 2:1 … "tgas" is not a key … did you mean tags?`, `content/key 6:1 … did you mean title?`}},
		"key like no other":  {"---\n" + good + "zzzzzzzz: 1\n---\n", []string{`content/key 5:1 … known keys: title, description`}},
		"key twice":          {"---\n" + good + "title: Cold\n---\n", []string{"content/duplicate-key 5:1 … title is written twice … keep one"}},
		"key twice in group": {"---\n" + good + "image: {src: a.jpg, alt: x, alt: y}\n---\n", []string{"content/duplicate-key 5:29 … image.alt is written twice"}},
		"account twice":      {"---\n" + good + "syndicate: {x: false, x: {text: y}}\n---\n", []string{"content/duplicate-key 5:23 … syndicate.x is written twice"}},
		"one thing, two names": {"---\n" + good + "summary: Other words.\n---\n", []string{
			"content/key-twice 5:1 … summary means the same as description"}},
		"the same, two names": {"---\n" + good + "summary: What to do.\n---\n", nil},
		"colon in a value": {"---\ntitle: Health: a story\n" + good[12:] + "---\n", []string{
			`content/front-matter 2:8 … "title" holds a colon, so it needs quotes … write title: "Health: a story"`}},
		"colon at the end":   {"---\ntitle: Health:\n" + good[12:] + "---\n", []string{`content/front-matter 2:8 … needs quotes … "Health:"`}},
		"tab":                {"---\n" + good + "image:\n\tsrc: a.jpg\n---\n", []string{"content/front-matter 6:1 … tab … use spaces"}},
		"bracket left open":  {"---\n" + good + "tags: [heat\n---\n", []string{"content/front-matter 5:7"}},
		"no front matter":    {"# Heat\n\nText.\n", []string{"content/front-matter 1:1 … the file has no front matter … begin it with a line ---"}},
		"nothing at all":     {"", []string{"content/front-matter 1:1 … no front matter"}},
		"only empty lines":   {"\n\n\n", []string{"content/front-matter 1:1 … no front matter"}},
		"a list":             {"---\n- title\n- date\n---\n", []string{"content/front-matter 2:1 … a list, not keys with values"}},
		"a sentence":         {"---\njust words\n---\n", []string{"content/front-matter 2:1 … text, not keys"}},
		"empty front matter": {"---\n---\nText.\n", []string{"content/missing 0:0 … date is missing", "content/missing 0:0 … description is missing", "content/missing 0:0 … title is missing"}},
		"not UTF-8":          {"---\ntitle: Caf\xe9\n---\n", []string{"content/encoding 2:11 … not UTF-8"}},
		"UTF-16":             {"\xff\xfe-\x00-\x00-\x00", []string{"content/encoding 1:1"}},
		"alias":              {"---\n" + good + "tags: &t [x]\ntopics: *t\n---\n", []string{"content/front-matter 6:9 … aliases"}},
		"too deep":           {"---\n" + good + "tags: " + strings.Repeat("[", 100) + strings.Repeat("]", 100) + "\n---\n", []string{"content/front-matter 2:0 … 100 deep"}},
		"too much":           {"---\n" + good + "tags: [" + strings.Repeat("heat, ", 12000) + "]\n---\n", []string{"content/size 2:0 … 70 kB; 64 kB"}},
		"too large":          {"---\n" + good + "---\n" + strings.Repeat("x", MaxBytes), []string{"content/size 0:0 … 1024 kB"}},
		"key twice in TOML":  {"+++\ntitle = \"Heat\"\ndescription = \"x\"\ndate = 2026-05-02\ntitle = \"Cold\"\n+++\n", []string{"content/front-matter 5:1 … title is written twice … keep one"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, findings := read(t, "", "heat.md", c.src)
			demand(t, findings, c.want...)
		})
	}
}

// TestForms reads one article in each form in which it can be written, and
// finds its body.
func TestForms(t *testing.T) {
	for name, src := range map[string]string{
		"YAML":             "---\ntitle: \"Heat: what helps\"\ndescription: What to do.\ndate: 2026-05-02\ntags: [heat, summer]\ndraft: true\n---\nThe body.\n\n---\n\nMore.\n",
		"YAML, all of it":  "---\ntitle: >-\n  Heat:\n  what helps\ndescription: 'What to do.' # short\ndate: 2026-05-02\ntags:\n- heat\n- \"summer\"\ndraft: yes\n---\nThe body.\n\n---\n\nMore.\n",
		"carriage returns": "---\r\ntitle: \"Heat: what helps\"\r\ndescription: What to do.\r\ndate: 2026-05-02\r\ntags: [heat, summer]\r\ndraft: true\r\n---\r\nThe body.\n\n---\n\nMore.\n",
		"byte-order mark":  "\ufeff---\ntitle: \"Heat: what helps\"\ndescription: What to do.\ndate: 2026-05-02\ntags: [heat, summer]\ndraft: true\n---\nThe body.\n\n---\n\nMore.\n",
		"TOML":             "+++\ntitle = \"Heat: what helps\"\ndescription = \"What to do.\"\ndate = 2026-05-02\ntags = [\"heat\", \"summer\"]\ndraft = true\n+++\nThe body.\n\n---\n\nMore.\n",
		"JSON":             "{\n  \"title\": \"Heat: what helps\",\n  \"description\": \"What to do.\",\n  \"date\": \"2026-05-02\",\n  \"tags\": [\"heat\", \"summer\"],\n  \"draft\": true\n}\n\nThe body.\n\n---\n\nMore.\n",
	} {
		t.Run(name, func(t *testing.T) {
			a, findings := read(t, "", "heat.md", src)
			for _, f := range findings {
				if f.Severity == diag.Error {
					t.Error(line(f))
				}
			}
			if a.Title.S != "Heat: what helps" || a.Summary.S != "What to do." || !a.Draft || len(a.Tags) != 2 || a.Tags[1].S != "summer" {
				t.Errorf("read %+v", a)
			}
			if want := time.Date(2026, 5, 2, 0, 0, 0, 0, reader(t, "").Zone); !a.Date.Equal(want) {
				t.Errorf("date %v, want %v", a.Date, want)
			}
			body := string(a.Body([]byte(src)))
			if body != "The body.\n\n---\n\nMore.\n" {
				t.Errorf("body %q", body)
			}
			if got := strings.Split(src, "\n")[a.BodyLine-1]; got != "The body." {
				t.Errorf("line %d, where the body begins, is %q", a.BodyLine, got)
			}
		})
	}
}

func TestBodyOfAChangedFile(t *testing.T) {
	a, _ := read(t, "", "heat.md", "---\n"+good+"---\nText.\n")
	if b := a.Body([]byte("---\n")); b != nil {
		t.Errorf("a file that became shorter has the body %q", b)
	}
}

// TestLongFrontMatter is longer than the part of a file that is looked at
// first, and its end stands at every place around that part's end.
func TestLongFrontMatter(t *testing.T) {
	for n := headSize - 120; n < headSize+20; n++ {
		src := "---\n" + good + "audience: " + strings.Repeat("a", n) + "\n---\nText.\n"
		a, findings := read(t, "", "heat.md", src)
		demand(t, findings)
		if got := string(a.Body([]byte(src))); got != "Text.\n" {
			t.Fatalf("with %d letters the body is %q", n, got)
		}
	}
}

func TestValues(t *testing.T) {
	for name, c := range map[string]struct{ line, want string }{
		"date that is none":      {"updated: soon", `content/date 5:10 … updated "soon" cannot be read … 2026-11-23`},
		"month that is none":     {"updated: 2026-13-01", "content/date 5:10 … no month 13"},
		"day that is none":       {"updated: 2026-02-30", "content/date 5:10 … month 2 of 2026 has 28 days"},
		"maybe":                  {"draft: maybe", `content/value 5:8 … draft takes true or false, not "maybe"`},
		"quoted truth":           {`draft: "true"`, "content/value 5:8"},
		"list for a text":        {"slug: [a, b]", "content/value 5:7 … slug takes text, not a list"},
		"group for a text":       {"audience: {a: b}", "content/value 5:12 … a group of keys"},
		"text for sources":       {"sources: {link: https://example.org}", `content/key 5:11 … "link"`},
		"source that is no link": {"sources: [example.org]", `content/value 5:11 … "example.org" is not a web address … https://`},
		"picture without alt":    {"image: {src: a.jpg}", "content/image-alt 5:14 … a.jpg"},
		"picture of somebody":    {"image: {src: a.jpg, alt: x, people: patients}", `content/value 5:37 … "patients" … did you mean patient?`},
		"unknown picture key":    {"image: {src: a.jpg, atl: x, alt: y}", `content/key 5:21 … did you mean alt?`},
		"severity":               {"corrections: [{date: 2026-05-03, severity: typos, note: x}]", "content/value 5:44 … did you mean typo?"},
		"correction, no date":    {"corrections: [A word.]", "content/missing 5:15 … the correction has no date"},
		"retraction, no words":   {"retracted: {date: 2026-05-03}", "content/missing 5:19 … the retraction has no note"},
		"language":               {"lang: xx", `content/language 5:7 … "xx" is not a language … en, hi`},
		"slug of nothing":        {`slug: "…"`, "content/slug 5:7 … no address"},
		"slug without end":       {"slug: " + strings.Repeat("ग", 100), "content/slug 5:7 … 300 bytes"},
		"syndicate":              {"syndicate: twitter", "content/value 5:12 … syndicate: false"},
		"syndicate, unknown key": {"syndicate: {x: {txt: y}}", `content/value 5:13 … "txt" … did you mean text?`},
	} {
		t.Run(name, func(t *testing.T) {
			_, findings := read(t, "", "heat.md", "---\n"+good+c.line+"\n---\nText.\n")
			demand(t, findings, c.want)
		})
	}
}

func TestEverything(t *testing.T) {
	src := `---
title: " Heat\tand\nsun\u0007 "
summary: |
  One line,
  and another.
id: a1
date: 2026-05-02 09:30
lastmod: 2026-05-09T10:00:00+05:30
expiryDate: 2027-01-01
publishDate: 2026-05-03
categories: Care
keywords: [heat, " heat ", "", summer]
author: asha
reviewer: [ravi]
last_reviewed: 2026-05-01
review_due: 2027-05-01
redirect_from: /old/
sources:
- https://example.org/a
- {title: B, url: http://example.org/b, publisher: P, date: 2020-01-02}
image: ""
corrections:
- {date: 2026-05-04, note: First.}
- {date: 2026-05-06, severity: typo, note: Second.}
retracted: {date: 2026-05-07, note: Wrong.}
syndicate: {mastodon-en: {text: Hello, at: 2026-05-05}, x: false}
translationOf: abc
audience: parents
region: in
---
Text.
`
	a, findings := read(t, "", "heat.md", src)
	demand(t, findings)
	zone := reader(t, "").Zone
	for what, pair := range map[string][2]any{
		"title":    {a.Title.S, "Heat and sun"},
		"summary":  {a.Summary.S, "One line, and another."},
		"date":     {a.Date, time.Date(2026, 5, 2, 9, 30, 0, 0, zone)},
		"embargo":  {a.Due(), time.Date(2026, 5, 3, 0, 0, 0, 0, zone)},
		"expires":  {a.Expires, time.Date(2027, 1, 1, 0, 0, 0, 0, zone)},
		"modified": {a.Modified().UTC(), time.Date(2026, 5, 9, 4, 30, 0, 0, time.UTC)},
		"reviewed": {a.Reviewed, time.Date(2026, 5, 1, 0, 0, 0, 0, zone)},
		"topics":   {fmt.Sprint(a.Topics), "[Care]"},
		"tags":     {fmt.Sprint(a.Tags), "[heat summer]"},
		"people":   {fmt.Sprint(a.Authors, a.ReviewedBy), "[asha] [ravi]"},
		"aliases":  {fmt.Sprint(a.Aliases), "[/old/]"},
		"picture":  {a.Image == nil, true},
		"sources":  {a.Sources[0].Title + " " + a.Sources[1].Publisher, "https://example.org/a P"},
		"notes":    {a.Notes[0].Text + a.Notes[1].Severity, "Second.correction"},
		"posts":    {a.Syndicate.Accounts["mastodon-en"].Text.S + fmt.Sprint(a.Syndicate.Accounts["x"].Off), "Hellotrue"},
		"rest":     {a.Original.S + a.Audience + a.Region + a.ID, "abcparentsina1"},
	} {
		if got, ok := pair[0].(time.Time); ok && got.Equal(pair[1].(time.Time)) {
			continue
		}
		if pair[0] != pair[1] {
			t.Errorf("%s: got %v, want %v", what, pair[0], pair[1])
		}
	}
}
