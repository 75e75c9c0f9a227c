package config

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"nadi/internal/diag"
)

const least = "site: {id: test1234, title: Test News, url: https://news.example.org}\n"

// demand compares findings, in order, with what is wanted: rule and place,
// then parts of the words, each after " … ".
func demand(t *testing.T, findings []diag.Finding, want ...string) {
	t.Helper()
	for i, f := range findings {
		got := fmt.Sprintf("%s %d:%d %s | %s", f.Rule, f.Line, f.Column, f.Message, f.Hint)
		if i >= len(want) {
			t.Errorf("one too many: %s", got)
			continue
		}
		parts := strings.Split(want[i], " … ")
		if !strings.HasPrefix(got, parts[0]+" ") || f.Path != FileName || f.Severity != diag.Error {
			t.Errorf("got  %s\nwant %s", got, want[i])
		}
		for _, p := range parts[1:] {
			if !strings.Contains(got, p) {
				t.Errorf("%s\ndoes not say %q", got, p)
			}
		}
	}
	if len(findings) < len(want) {
		t.Errorf("not found: %q", want[len(findings):])
	}
}

func TestLeast(t *testing.T) {
	cfg, findings := Load([]byte("\ufeff" + least))
	demand(t, findings)
	want := Default()
	want.Site.ID, want.Site.URL, want.Site.Title = cfg.Site.ID, cfg.Site.URL, Localized{"": "Test News"}
	if !reflect.DeepEqual(*cfg, want) {
		t.Errorf("a site that writes only its site keys does not have the defaults:\n%+v\n%+v", *cfg, want)
	}
	if got := cfg.Site.Codes(); len(got) != 1 || got[0] != "en" {
		t.Errorf("languages %q", got)
	}
}

func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want []string
	}{
		"nothing":              {"", []string{"config/value 0:0 … site.id is missing", "config/value 0:0 … site.title is missing", "config/value 0:0 … site.url is missing"}},
		"words":                {"just words\n", []string{"config/value 0:0 … site.id", "config/value 0:0 … site.title", "config/value 0:0 … site.url", `config/value 1:1 … the file takes a group of keys, not "just words"`}},
		"not UTF-8":            {"site: {title: Caf\xe9}\n", []string{"config/syntax 0:0 … UTF-8"}},
		"syntax":               {least + "topics: [heart\n", []string{"config/syntax 2:9"}},
		"unknown key":          {least + "tehme: {name: clinic}\n", []string{`config/key 2:1 … "tehme" … did you mean theme?`}},
		"unknown key inside":   {least + "lists:\n  perpage: 3\n", []string{"config/key 3:3 … did you mean perPage?"}},
		"twice":                {least + "related: off\nrelated: off\n", []string{"config/duplicate-key 3:1 … related is written twice"}},
		"topic twice":          {least + "topics:\n  heart: Heart\n  heart: Herz\n", []string{"config/duplicate-key 4:3 … topics.heart is written twice"}},
		"language twice":       {least + "tags:\n  heat: {en: Heat, en: Hot}\n", []string{"config/duplicate-key 3:20 … tags.heat.en is written twice"}},
		"default twice":        {least + "frontMatter: {defaults: {lang: en, lang: hi}}\n", []string{"config/duplicate-key 2:36"}},
		"id with signs":        {"site: {id: a/b, title: T, url: https://x.example}\n", []string{`config/value 1:12 … "a/b" holds other signs`}},
		"id without end":       {"site: {id: " + strings.Repeat("a", 65) + ", title: T, url: https://x.example}\n", []string{"config/value 1:12"}},
		"deploy nowhere":       {least + "deploy: {}\n", []string{"config/value 2:9 … deploy.target is missing … target: netlify"}},
		"deploy no target":     {least + "deploy: {site: news}\n", []string{"config/value 2:10 … deploy.target is missing"}},
		"deploy mistyped":      {least + "deploy: {target: netlfy, site: news}\n", []string{`config/value 2:18 … deploy.target cannot be "netlfy" … did you mean netlify?`}},
		"deploy without site":  {least + "deploy: {target: netlify}\n", []string{"config/value 2:18 … deploy.site is missing … site: news.netlify.app"}},
		"deploy without path":  {least + "deploy: {target: dir, keep: 2}\n", []string{"config/value 2:18 … deploy.path is missing … path: /srv/news"}},
		"deploy with others":   {least + "deploy: {target: dir, path: /srv/news, site: news}\n", []string{"config/value 2:46 … deploy.site belongs to the target netlify, and the target is dir"}},
		"deploy key":           {least + "deploy: {target: dir, pth: /srv/news}\n", []string{"config/value 2:18 … deploy.path is missing", `config/key 2:23 … "pth" … did you mean path?`}},
		"deploy address":       {least + "deploy: {target: netlify, site: \"https://news.netlify.app\"}\n", []string{"config/value 2:33 … not the name of a site"}},
		"deploy bucket":        {least + "deploy: {target: s3, bucket: riverside}\n", []string{`config/value 2:30 … deploy.bucket "riverside" … s3://riverside-news`}},
		"deploy keep":          {least + "deploy: {target: dir, path: /srv/news, keep: -1}\n", []string{"config/value 2:46 … deploy.keep cannot be -1"}},
		"plain http":           {"site: {id: a, title: T, url: http://news.example.org}\n", []string{"config/value 1:30 … not https … https://news.example.org"}},
		"no scheme":            {"site: {id: a, title: T, url: news.example.org}\n", []string{`config/value 1:30 … "news.example.org" is not a web address`}},
		"another scheme":       {"site: {id: a, title: T, url: ftp://news.example.org}\n", []string{"config/value 1:30"}},
		"a query":              {"site: {id: a, title: T, url: \"https://news.example.org/?a\"}\n", []string{"config/value 1:30"}},
		"a password":           {"site: {id: a, title: T, url: \"https://me:secret@news.example.org\"}\n", []string{"config/value 1:30"}},
		"time zone":            {"site: {id: a, title: T, url: https://x.example, timeZone: Delhi}\n", []string{`config/value 1:59 … "Delhi" is not a time zone … Asia/Kolkata`}},
		"local time":           {"site: {id: a, title: T, url: https://x.example, timeZone: Local}\n", []string{"config/value 1:59"}},
		"region":               {"site: {id: a, title: T, url: https://x.example, region: france}\n", []string{`config/value 1:57 … "france"`}},
		"no language":          {"site: {id: a, title: T, url: https://x.example, languages: []}\n", []string{"config/value 1:60 … site.languages is empty"}},
		"language code":        {"site: {id: a, title: T, url: https://x.example, languages: [en, Hindi]}\n", []string{`config/value 1:65 … "Hindi" is not a language code`}},
		"same language":        {"site: {id: a, title: T, url: https://x.example, languages: [en, en]}\n", []string{"config/value 1:65 … listed twice"}},
		"order":                {least + "lists: {order: newest}\n", []string{`config/value 2:16 … lists.order cannot be "newest" … newest-first`}},
		"related":              {least + "related: tags\n", []string{`config/value 2:10 … related cannot be "tags"`}},
		"feeds":                {least + "outputs: {feeds: [rss, atm]}\n", []string{"config/value 2:24 … did you mean atom?"}},
		"feed content":         {least + "outputs: {feedContent: all}\n", []string{"config/value 2:24"}},
		"raw HTML":             {least + "markdown: {rawHTML: yes}\n", []string{"config/value 2:21 … refuse or text"}},
		"profile":              {least + "check: {profile: loose}\n", []string{"config/value 2:18"}},
		"level":                {least + "check: {levels: {content/tag: warn}}\n", []string{"config/value 2:31 … check.levels.content/tag … did you mean warning?"}},
		"no id":                {"site: {title: T, url: https://x.example}\n", []string{"config/value 1:8 … site.id is missing"}},
		"no articles":          {least + "lists: {perPage: 0}\noutputs: {feedItems: 0}\n", []string{"config/value 2:18 … perPage", "config/value 3:22 … feedItems"}},
		"permalink":            {least + "permalinks: {article: /a/}\n", []string{"config/value 2:23 … :slug"}},
		"permalink, no slash":  {least + "permalinks: {article: \"a/:slug/\"}\n", []string{"config/value 2:23"}},
		"colour":               {least + "theme: {accent: green}\n", []string{`config/value 2:17 … "green" is not a colour`}},
		"theme":                {least + "theme: {name: ../other}\n", []string{"config/value 2:15 … theme.name"}},
		"first word":           {least + "frontMatter: {defaults: {description: {from: first-word}}}\n", []string{`config/value 2:26 … description cannot be taken from "first-word"`}},
		"date from a sentence": {least + "frontMatter: {defaults: {date: {from: first-sentence}}}\n", []string{`config/value 2:26 … date cannot be taken from "first-sentence"`}},
		"defaults, a list":     {least + "frontMatter: {defaults: [x]}\n", []string{"config/value 2:25"}},
		"topics, a list":       {least + "topics: [heart]\n", []string{"config/value 2:9 … heart: {en: Heart"}},
		"title, a list":        {"site: {id: a, url: https://x.example, title: [T]}\n", []string{"config/value 1:46 … a list cannot stand here"}},
		"title, deeper":        {"site: {id: a, url: https://x.example, title: {en: {a: b}}}\n", []string{`config/value 1:47 … the text for "en" is a group of keys`}},
		"duration":             {least + "accounts: {x: {channel: x, maxAge: soon}}\n", []string{`config/value 2:36 … "soon" is not a length of time`}},
		"all of them":          {least + "zz: 1\nlists: {order: x, perPage: y}\nrelated: z\n", []string{"config/key 2:1", "config/value 3:16", "config/value 3:28", "config/value 4:10"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, findings := Load([]byte(c.src))
			demand(t, findings, c.want...)
		})
	}
}

func TestGood(t *testing.T) {
	for name, src := range map[string]string{
		"loopback":   "site: {id: a, title: T, url: \"http://localhost:8080\"}\n",
		"address":    "site: {id: a, title: T, url: \"http://127.0.0.1:8080/news\"}\n",
		"a path":     "site: {id: a, title: T, url: https://x.example/news}\n",
		"languages":  "site: {id: a, title: T, url: https://x.example, languages: [en, hi, mr, zh-Hant]}\n",
		"no feeds":   least + "outputs: {feeds: []}\n",
		"permalinks": least + "permalinks: {article: /:year/:month/:day/:slug/}\n",
		"all off":    least + "outputs: {archives: off, people: no, search: false}\nrelated: off\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, findings := Load([]byte(src))
			demand(t, findings)
		})
	}
}

func TestTypes(t *testing.T) {
	cfg, findings := Load([]byte(`site: {id: a, title: {hi: समाचार, en: News}, url: https://x.example, languages: [hi, en], timeZone: Asia/Kolkata}
topics:
  mind: {en: Mind, hi: मन}
  heart: {name: {en: Heart}, description: {en: Blood and beat}}
  skin:
accounts:
  a: {channel: mastodon, maxAge: 3d, hashtags: {heart: [heart]}}
  b: {channel: x, maxAge: 90m}
frontMatter:
  map: {deck: description}
  defaults: {tags: [a, b], lang: {from: folder}, draft: true, image: {src: a.jpg}, date: 2020-01-01}
`))
	demand(t, findings)
	text := func(l Localized, lang string) string { return l.In(lang) }
	for what, pair := range map[string][2]any{
		"title":             {text(cfg.Site.Title, "hi"), "समाचार"},
		"another language":  {text(cfg.Site.Title, "mr"), "News"},
		"neither":           {Localized{"mr": "m", "bn": "b"}.In("hi"), "b"},
		"no text":           {Localized{}.In("hi"), ""},
		"order of topics":   {cfg.Topics[0].Key + cfg.Topics[1].Key + cfg.Topics[2].Key, "mindheartskin"},
		"topic":             {text(cfg.Topics[1].Name, "hi") + text(cfg.Topics[1].Description, "en"), "HeartBlood and beat"},
		"topic, no name":    {text(cfg.Topics[2].Name, "hi"), "skin"},
		"days":              {time.Duration(cfg.Accounts["a"].MaxAge), 72 * time.Hour},
		"minutes":           {time.Duration(cfg.Accounts["b"].MaxAge), 90 * time.Minute},
		"zone":              {cfg.Site.Zone().String(), "Asia/Kolkata"},
		"mapped":            {cfg.FrontMatter.Map["deck"].S, "description"},
		"taken from":        {cfg.FrontMatter.Defaults["lang"].From, "folder"},
		"default as JSON":   {asJSON(t, cfg.FrontMatter.Defaults), `{"date":"2020-01-01","draft":true,"image":{"src":"a.jpg"},"lang":{"from":"folder"},"tags":["a","b"]}`},
		"title as JSON":     {asJSON(t, cfg.Site.Title), `{"en":"News","hi":"समाचार"}`},
		"one title as JSON": {asJSON(t, Localized{"": "News"}), `"News"`},
		"length as JSON":    {asJSON(t, cfg.Accounts["b"].MaxAge), `"1h30m0s"`},
		"text as JSON":      {asJSON(t, cfg.Site.URL), `"https://x.example"`},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %v, want %v", what, pair[0], pair[1])
		}
	}
	if _, ok := cfg.Topics.Get("liver"); ok {
		t.Error("a topic that nobody declared")
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestOwnSite loads the configuration that this repository publishes with.
func TestOwnSite(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("..", "..", FileName))
	if err != nil {
		t.Fatal(err)
	}
	cfg, findings := Load(src)
	demand(t, findings)
	if len(cfg.Topics) == 0 || len(cfg.Tags) == 0 || len(cfg.Site.Languages) < 2 {
		t.Errorf("topics, tags or languages are missing: %+v", cfg)
	}
}

func FuzzLoad(f *testing.F) {
	for _, s := range []string{least, "", "site:\n", least + "topics: {a: {name: {en: A}}}\ntags: {b: B}\nfrontMatter: {map: {a: b}, ignore: [c], defaults: {d: {from: e}}}\naccounts: {x: {channel: x, maxAge: 3d}}\n", "site: {id: [a], url: \"http://[::1]:80/\", languages: en, timeZone: ../x}\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		cfg, findings := Load(src)
		lines := strings.Count(string(src), "\n") + 1
		for _, x := range findings {
			if x.Line > lines || x.Rule == "" || x.Message == "" {
				t.Errorf("%q: %+v", src, x)
			}
		}
		if _, err := json.Marshal(cfg); err != nil {
			t.Errorf("%q cannot be shown: %v", src, err)
		}
		if cfg.Site.Zone() == nil {
			t.Error("no zone")
		}
	})
}
