package check

import "nadi/internal/diag"

const (
	e = diag.Error
	w = diag.Warning
	i = diag.Info
)

// article makes an example that is an article.
func art(text string) Example { return Example{File: "content/articles/example.md", Text: text} }

// head is front matter that is right, with more lines of it.
func head(lines, body string) Example {
	return art("---\ntitle: Heat\ndescription: What to do on a hot day.\ndate: 2026-05-02\n" + lines + "---\n\n" + body + "\n")
}

func conf(lines string) Example {
	return Example{File: "nadi.yaml", Text: "site: {id: example1, title: Example News, url: https://news.example.org}\n" + lines}
}

func rules() []Rule {
	var out []Rule
	for _, group := range [][]Rule{configRules(), contentRules(), listRules(), markdownRules(), linkRules(), privacyRules(), consentRules(), reviewRules(), safetyRules(), languageRules(), accessRules(), allowRules()} {
		out = append(out, group...)
	}
	for k := range out {
		out[k].Since = "0.1"
	}
	return out
}

func configRules() []Rule {
	return []Rule{
		{ID: "config/missing", Severity: e, Fixed: true, Title: "a site has a nadi.yaml", Why: "It says who publishes and where; without it no address is known.",
			Bad: Example{File: "nadi.yaml", Text: ""}, Good: conf("")},
		{ID: "config/syntax", Severity: e, Fixed: true, Title: "nadi.yaml is YAML", Why: "A file that cannot be read has no meaning to guess at.",
			Bad: conf("topics: [heart\n"), Good: conf("topics: {heart: Heart}\n")},
		{ID: "config/key", Severity: e, Fixed: true, Title: "keys of nadi.yaml are known", Why: "A misspelt key would be a setting silently not set.",
			Bad: conf("tehme: {name: clinic}\n"), Good: conf("theme: {name: clinic}\n")},
		{ID: "config/duplicate-key", Severity: e, Fixed: true, Title: "no key of nadi.yaml stands twice", Why: "Only one of the two can hold, and nobody sees which.",
			Bad: conf("related: off\nrelated: tag-overlap\n"), Good: conf("related: off\n")},
		{ID: "config/value", Severity: e, Fixed: true, Title: "values in nadi.yaml are possible ones", Why: "A value nobody understands would be passed over.",
			Bad: conf("lists: {order: newest}\n"), Good: conf("lists: {order: newest-first}\n")},
		{ID: "config/secret", Severity: e, Fixed: true, Title: "no password stands in nadi.yaml", Why: "The file is in the repository, whose history keeps for ever what was once written. Secrets come from the environment.",
			Bad: conf("ledger: postgres://nadi:opensesame@db.example.org/news\n"), Good: conf("ledger: postgres://nadi@db.example.org/news\n")},
		{ID: "config/links", Severity: e, Fixed: true, Title: "the file of posts is readable", Why: "It says where else an article was announced.",
			Bad: Example{File: "links.json", Text: "not JSON"}, Good: Example{File: "links.json", Text: "{\"heat1234.en\": [{\"name\": \"Mastodon\", \"url\": \"https://social.example/@news/1\"}]}"}},
		{ID: "theme/missing", Severity: e, Fixed: true, Title: "the theme exists", Why: "Without templates there are no pages.",
			Bad: conf("theme: {name: other}\n"), Good: conf("theme: {name: clinic}\n")},
		{ID: "theme/contrast", Severity: e, Fixed: true, Title: "links can be read in the site's colour", Why: "A pale accent is lost on paper, and with it every link, for anyone with tired eyes; WCAG 2.2 AA asks for a contrast of 4.5.",
			Bad: conf("theme: {accent: \"#7fd3b4\"}\n"), Good: conf("theme: {accent: \"#0b6e4f\"}\n")},
		{ID: "theme/template", Severity: e, Fixed: true, Title: "templates can be executed", Why: "A template that fails would leave holes in the site.",
			Bad: Example{File: "themes/clinic/page.html", Text: "<p>{{ .Headlin }}</p>\n"}, Good: Example{File: "themes/clinic/page.html", Text: "<!DOCTYPE html><title>{{ .Headline }}</title><p>{{ .Body }}</p>\n"}},
		{ID: "theme/language", Severity: e, Fixed: true, Title: "a language has every word of the interface", Why: "A missing word would be a gap on every page.",
			Bad: Example{File: "nadi.yaml", Text: "site: {id: example1, title: Example News, url: https://news.example.org, languages: [en, mr]}\n"}, Good: conf("")},
		{ID: "site/url-clash", Severity: e, Fixed: true, Title: "one address, one page", Why: "Of two pages at one address readers would see one, and nobody chose which.",
			Bad: head("slug: other\n", "Text."), Good: head("slug: heat-in-may\n", "Text.")},
	}
}

func contentRules() []Rule {
	return []Rule{
		{ID: "content/front-matter", Severity: e, Fixed: true, Title: "an article begins with front matter", Why: "Title, date and review stand there; an article without them cannot be shown rightly.",
			Bad: art("---\ntitle: Heat\ndescription: What to do.\n\nText without a closing fence.\n"), Good: head("", "Text.")},
		{ID: "content/bom", Severity: w, Title: "files have no byte-order mark", Why: "Some programs take it for text; Nadi passes it over.",
			Bad: art("\ufeff---\ntitle: Heat\ndescription: What to do.\ndate: 2026-05-02\n---\n"), Good: head("", "Text.")},
		{ID: "content/encoding", Severity: e, Fixed: true, Title: "files are UTF-8", Why: "Other encodings turn names and Hindi words into rubbish.",
			Bad: head("", "Caf\xe9."), Good: head("", "Café.")},
		{ID: "content/size", Severity: e, Fixed: true, Title: "a content file is at most one megabyte", Why: "That is a book; more is a picture or a table pasted as text, and it would stall every build.",
			Bad: Example{File: "content/articles/example.md", Text: "(more than 1 MB)"}, Good: head("", "Text.")},
		{ID: "content/outside", Severity: e, Fixed: true, Title: "content lies inside the site's folder", Why: "A link to a file elsewhere could publish what was never meant to be public.",
			Bad: Example{File: "content/articles/example.md", Text: "(a symbolic link to /etc/hostname)"}, Good: head("", "Text.")},
		{ID: "content/none", Severity: e, Fixed: true, Title: "there is a folder content/articles", Why: "Where it is missing, something went wrong; an empty site must never replace a full one.",
			Bad: Example{File: "content/articles", Text: "(no such folder)"}, Good: head("", "Text.")},
		{ID: "content/ignored", Severity: w, Title: "articles end in .md and lie in content/articles", Why: "A file that is not read is an article that nobody misses until a reader asks.",
			Bad: Example{File: "content/articles/HEAT.MD", Text: "(an article)"}, Good: head("", "Text.")},
		{ID: "content/changed", Severity: e, Fixed: true, Title: "files stay the same while the site is built", Why: "Half of an edit must not be published.",
			Bad: Example{File: "content/articles/example.md", Text: "(saved during the build)"}, Good: head("", "Text.")},
		{ID: "content/key", Severity: e, Title: "keys of front matter are known", Why: "A misspelt reviewDue is a review that nobody will be reminded of.",
			Bad: head("tgas: [heat]\n", "Text."), Good: head("tags: [heat]\n", "Text.")},
		{ID: "content/duplicate-key", Severity: e, Fixed: true, Title: "no key of front matter stands twice", Why: "Only one of the two can hold, and nobody sees which.",
			Bad: head("title: Cold\n", "Text."), Good: head("", "Text.")},
		{ID: "content/key-twice", Severity: w, Title: "one thing is said under one name", Why: "summary and description are the same; when they differ, one of them is lost.",
			Bad: head("summary: Other words.\n", "Text."), Good: head("", "Text.")},
		{ID: "content/value", Severity: e, Title: "values in front matter are possible ones", Why: "A value nobody understands would be passed over.",
			Bad: head("draft: maybe\n", "Text."), Good: head("draft: false\n", "Text.")},
		{ID: "content/missing", Severity: e, Fixed: true, Title: "title, description and date are written", Why: "Lists, feeds, share cards and posts are made from them.",
			Bad: art("---\ntitle: Heat\ndate: 2026-05-02\n---\n\nText.\n"), Good: head("", "Text.")},
		{ID: "content/date", Severity: e, Fixed: true, Title: "dates exist", Why: "An article with a wrong date appears on the wrong day, or never.",
			Bad: art("---\ntitle: Heat\ndescription: What to do.\ndate: 2026-13-45\n---\n\nText.\n"), Good: head("", "Text.")},
		{ID: "content/language", Severity: e, Fixed: true, Title: "an article is in a language of the site", Why: "It decides the address, the words around the text and how a screen reader speaks.",
			Bad: head("lang: xx\n", "Text."), Good: head("lang: en\n", "Text.")},
		{ID: "content/slug", Severity: e, Fixed: true, Title: "an address can be made", Why: "A page without an address cannot be published.",
			Bad: head("slug: \"…\"\n", "Text."), Good: head("slug: heat\n", "Text.")},
		{ID: "content/alias", Severity: e, Title: "old addresses are paths of this site", Why: "Only the site's own addresses can lead anywhere.",
			Bad: head("aliases: [\"https://elsewhere.example/x\"]\n", "Text."), Good: head("aliases: [/old/heat/]\n", "Text.")},
		{ID: "content/duplicate-id", Severity: e, Fixed: true, Title: "an id belongs to one article", Why: "The id decides what was posted already. A copied one would silence the new article or post it as the old.",
			Bad: head("id: other123\n", "Text."), Good: head("id: heat1234\n", "Text.")},
		{ID: "content/translation", Severity: e, Title: "a translation has its original", Why: "Readers switch between the two, and a correction of the original must reach the translation.",
			Bad: Example{File: "content/articles/example.hi.md", Text: "---\ntitle: गर्मी\ndescription: गर्म दिन में क्या करें।\ndate: 2026-05-02\n---\n"}, Good: head("", "Text.")},
		{ID: "content/translation-id", Severity: w, Title: "translations share one id", Why: "With two ids readers are offered no switch, and both would be posted as different articles.",
			Bad:  Example{File: "content/articles/other.hi.md", Text: "---\nid: another1\ntitle: अन्य\ndescription: दूसरा लेख।\ndate: 2026-05-02\n---\n"},
			Good: Example{File: "content/articles/other.hi.md", Text: "---\nid: other123\ntitle: अन्य\ndescription: दूसरा लेख।\ndate: 2026-05-02\n---\n"}},
		{ID: "content/placeholder", Severity: e, Title: "what nadi new wrote has been replaced", Why: "Readers would see the advice to the writer.", Run: placeholder,
			Bad: art("---\ntitle: Heat\ndescription: \"One or two plain sentences: what will the reader learn?\"\ndate: 2026-05-02\n---\n\nText.\n"), Good: head("", "Text.")},
		{ID: "content/image-alt", Severity: e, Title: "every picture has alt text", Why: "Whoever cannot see the picture hears it (WCAG 2.2, 1.1.1).",
			Bad: head("", "![](/pixel.png)"), Good: head("", "![A green square](/pixel.png)")},
	}
}

func listRules() []Rule {
	return []Rule{
		{ID: "content/topic", Severity: e, Title: "topics are declared ones", Why: "Two spellings of one subject split its readers.",
			Bad: head("topics: [hart]\n", "Text."), Good: head("topics: [heart]\n", "Text.")},
		{ID: "content/tag", Severity: e, Title: "where tags are declared, only those are used", Why: "A declared tag has a name in each language, so that readers can switch.",
			Bad: conf("tags: {heat: {en: Heat, hi: गर्मी}} # and an article has tags: [hot-days]\n"), Good: conf("tags: {hot-days: {en: Hot days, hi: गर्म दिन}}\n")},
		{ID: "content/tag-variant", Severity: w, Title: "a tag is written one way", Why: "Both spellings lead to one list; one of them is a slip.",
			Bad: head("tags: [Hot Days]\n", "Text."), Good: head("tags: [hot-days]\n", "Text.")},
		{ID: "content/author", Severity: e, Title: "authors are in content/people", Why: "A byline with credentials is what readers trust; it comes from the person's file.",
			Bad: head("authors: [ashaexample]\n", "Text."), Good: head("authors: [asha-example]\n", "Text.")},
		{ID: "content/reviewer", Severity: e, Title: "reviewers are in content/people", Why: "A medical review counts for what the reviewer is.",
			Bad: head("reviewedBy: dr-nobody\n", "Text."), Good: head("reviewedBy: asha-example\n", "Text.")},
	}
}

func markdownRules() []Rule {
	return []Rule{
		{ID: "markdown/raw-html", Severity: e, Title: "text is Markdown, not HTML", Why: "HTML can carry scripts, trackers and inaccessible tables; markdown: {rawHTML: text} lets an old blog in, tags dropped.",
			Bad: head("", "A <b>bold</b> word."), Good: head("", "A **bold** word.")},
		{ID: "markdown/shortcode", Severity: w, Title: "no commands of other tools", Why: "Readers would see them as text.",
			Bad: head("", "{{< youtube abc >}}"), Good: head("", "https://www.youtube.com/watch?v=abcdefghijk")},
		{ID: "markdown/callout", Severity: e, Title: "callouts are key, note, warning or emergency", Why: "Each has one look and one meaning, so that an emergency is never overlooked.",
			Bad: head("", "> [!DANGERR]\n> Call 112."), Good: head("", "> [!EMERGENCY]\n> Call 112.")},
		{ID: "markdown/attribute", Severity: e, Title: "what stands behind a picture is known", Why: "A misspelt consent would be consent never checked.",
			Bad: head("", "![A green square](/pixel.png){creditt=\"A. Example\"}"), Good: head("", "![A green square](/pixel.png){credit=\"A. Example\"}")},
		{ID: "markdown/too-much-markup", Severity: w, Title: "a paragraph is text, not a wall of markup", Why: "Thousands of brackets or stars in one paragraph are an accident, and reading them would take minutes.",
			Bad: head("", "(a paragraph of ten thousand opening brackets)"), Good: head("", "Text.")},
		{ID: "markdown/heading", Severity: w, Title: "headings in the text begin with ##", Why: "The title is the page's only first-level heading; screen readers find their way by it.",
			Bad: head("", "# Heat"), Good: head("", "## Heat")},
	}
}

func linkRules() []Rule {
	return []Rule{
		{ID: "links/article", Severity: e, Title: "a link to an article's file finds it", Why: "A dead end is the last thing a worried person needs.",
			Bad: head("", "[Cold](no-such.md)"), Good: head("", "[Other](other.md)")},
		{ID: "links/unpublished", Severity: w, Title: "links lead to published articles", Why: "A link to a draft or a scheduled article is left out until that one is public.",
			Bad: head("", "[Later](later.md)"), Good: head("", "[Other](other.md)")},
		{ID: "links/page", Severity: e, Title: "a link inside the site finds a page", Why: "A dead end is the last thing a worried person needs.",
			Bad: head("", "[Cold](/articles/no-such/)"), Good: head("", "[Other](/articles/other/)")},
		{ID: "links/anchor", Severity: e, Title: "a link to a heading finds it", Why: "The reader would land at the top of a long page.",
			Bad: head("", "[Cold](other.md#no-such)"), Good: head("", "[Other](other.md#first)")},
		{ID: "links/file", Severity: e, Title: "a link leads somewhere", Why: "An empty link does nothing when it is pressed.",
			Bad: head("", "[Cold]()"), Good: head("", "[Other](other.md)")},
		{ID: "links/scheme", Severity: e, Fixed: true, Title: "links are http, https, mailto, tel or sms", Why: "javascript: and data: addresses run as code in the reader's browser.",
			Bad: head("", "[Cold](javascript:alert(1))"), Good: head("", "[Other](https://example.org/)")},
		{ID: "links/image", Severity: e, Title: "pictures and recordings are there", Why: "A broken picture tells nothing and looks careless.",
			Bad: head("", "![A green square](none.png)"), Good: head("", "![A green square](/pixel.png)")},
		{ID: "links/remote-media", Severity: e, Title: "pictures and recordings are the site's own", Why: "Another server would learn who reads about which illness.",
			Bad: head("", "![A green square](https://example.com/x.png)"), Good: head("", "![A green square](/pixel.png)")},
		{ID: "media/unusable", Severity: e, Title: "pictures can be published", Why: "A damaged picture, one with scripts or one of impossible size cannot be made safe.",
			Bad: head("", "![A green square](/broken.png)"), Good: head("", "![A green square](/pixel.png)")},
		{ID: "media/encoder", Severity: diag.Warning, Title: "a format of pictures has its program", Why: "Without it every page is made without that format, and readers get larger files than were meant for them.",
			Bad: conf("pictures: {formats: [avif]}\n"), Good: conf("pictures: {formats: []}\n")},
		{ID: "links/vanished", Severity: e, Fixed: true, Title: "a published address answers for ever", Why: "People keep, print and post addresses. nadi check --against compares with the live site.",
			Bad: Example{File: "content/articles/example.md", Text: "(renamed without aliases: [/articles/old-name/])"}, Good: head("aliases: [/articles/old-name/]\n", "Text.")},
	}
}
