// Package config reads nadi.yaml, the one file in which an organisation says
// who it is and how it publishes.
//
// The file is strict: a key nobody knows is a finding with its place and the
// nearest key that exists. What is not written has the default that the
// documentation states, and Default is that documentation's source. Secrets
// never stand in the file; they come from the environment.
//
// The parts that later commands read (ledger, deploy, publish, approval,
// accounts) are decoded here too, so that one place knows the whole shape.
package config

import (
	"time"

	"nadi/internal/decode"
)

// FileName is the configuration's name in the site root.
const FileName = "nadi.yaml"

// Config is the whole of nadi.yaml. The jsonschema tags are the documentation
// of each key: the reference page and the JSON Schema are made from them.
type Config struct {
	Site        Site               `json:"site" jsonschema:"who publishes, where and in which languages"`
	Theme       Theme              `json:"theme,omitempty" jsonschema:"the look"`
	Topics      Topics             `json:"topics,omitempty" jsonschema:"the subjects of the site, in the order of the navigation; once any is declared the list is closed"`
	Tags        Topics             `json:"tags,omitempty" jsonschema:"names of tags in each language; once any is declared the list is closed, and a tag's page leads to the same tag in the other language"`
	Permalinks  Permalinks         `json:"permalinks,omitempty" jsonschema:"the shape of addresses"`
	Lists       Lists              `json:"lists,omitempty" jsonschema:"how long lists are cut into pages"`
	Related     string             `json:"related,omitempty" jsonschema:"tag-overlap (the default: the closest older articles, which stay the same when new ones appear), newest-in-topic, or off"`
	Outputs     Outputs            `json:"outputs,omitempty" jsonschema:"which kinds of pages and files are made"`
	Pictures    Pictures           `json:"pictures,omitempty" jsonschema:"how photographs are published"`
	Markdown    Markdown           `json:"markdown,omitempty" jsonschema:"how article text is read"`
	FrontMatter FrontMatter        `json:"frontMatter,omitempty" jsonschema:"how an older blog's front matter is read"`
	Check       Check              `json:"check,omitempty" jsonschema:"the rules and their levels"`
	Ledger      decode.Text        `json:"ledger,omitempty" jsonschema:"where it is remembered what was posted: git:BRANCH, a branch of this repository; file:PATH, outside version control, for one machine; s3://BUCKET/PREFIX; postgres://USER@HOST/DATABASE, or postgres:NAME with the environment variable that holds such an address; without it nothing is posted"`
	Deploy      Deploy             `json:"deploy,omitempty" jsonschema:"where nadi deploy brings the site; see docs/deploying.md"`
	Publish     Publish            `json:"publish,omitempty" jsonschema:"the one place that posts"`
	Approval    decode.Text        `json:"approval,omitempty" jsonschema:"what a post needs before it goes. merge (the default): somebody was shown exactly this post, by the preview of a change or nadi syndicate plan --show; signed: somebody but its authors approved exactly this post (nadi approve); none: what is on the main branch goes, for a team of one"`
	Accounts    map[string]Account `json:"accounts,omitempty" jsonschema:"the social accounts, by a name of your own"`
	Gone        []decode.Text      `json:"gone,omitempty" jsonschema:"addresses of this site that were given up on purpose, so that nadi check --against does not ask for them"`
	Links       string             `json:"links,omitempty" jsonschema:"a JSON file of posts about each article (also on …); a missing file means none"`
}

// Site is the publication.
type Site struct {
	ID           decode.Text   `json:"id" jsonschema:"the site's identity, written once by nadi new site and never changed; it is not derived from the address"`
	Title        Localized     `json:"title" jsonschema:"the name of the publication, one text or one per language"`
	Description  Localized     `json:"description,omitempty" jsonschema:"one sentence on what it is, one text or one per language"`
	URL          decode.Text   `json:"url" jsonschema:"the public address, https and without a query; a path is allowed (https://example.org/news)"`
	Languages    []decode.Text `json:"languages,omitempty" jsonschema:"language codes; the first is the default and lives at the root, the others under their code"`
	TimeZone     decode.Text   `json:"timeZone,omitempty" jsonschema:"IANA name of the zone in which dates without one are meant"`
	Region       decode.Text   `json:"region,omitempty" jsonschema:"us, in or uk: which emergency numbers and privacy laws apply"`
	FeedTag      decode.Text   `json:"feedTag,omitempty" jsonschema:"the authority in feed entry ids (RFC 4151), for example news.example.org,2026; write it before the site moves to another domain, so that readers do not see every article again"`
	Organization Organization  `json:"organization,omitempty" jsonschema:"the hospital; its own phones, mailboxes and addresses are never a privacy finding"`
	Helplines    []Helpline    `json:"helplines,omitempty" jsonschema:"numbers shown on every page, the emergency number first"`
}

// Organization is the hospital.
type Organization struct {
	Name      Localized `json:"name,omitempty" jsonschema:"its name"`
	Logo      string    `json:"logo,omitempty" jsonschema:"a picture below content/, for search engines and the masthead"`
	URL       string    `json:"url,omitempty" jsonschema:"its own web address"`
	Phones    []string  `json:"phones,omitempty" jsonschema:"its public telephone numbers"`
	Emails    []string  `json:"emails,omitempty" jsonschema:"its public mailboxes"`
	Domains   []string  `json:"domains,omitempty" jsonschema:"its web domains"`
	Addresses []string  `json:"addresses,omitempty" jsonschema:"its street addresses"`
}

// Helpline is a public number.
type Helpline struct {
	Name      Localized `json:"name" jsonschema:"what it is for"`
	Number    string    `json:"number" jsonschema:"the number as people dial it"`
	Note      Localized `json:"note,omitempty" jsonschema:"hours, languages, cost"`
	Emergency bool      `json:"emergency,omitempty" jsonschema:"true for the number to call when a life is in danger"`
}

// Theme is the look.
type Theme struct {
	Name   string      `json:"name,omitempty" jsonschema:"a folder in themes/ or the built-in clinic"`
	Accent decode.Text `json:"accent,omitempty" jsonschema:"the one colour of the site, as #rrggbb"`
}

// Permalinks are address patterns.
type Permalinks struct {
	Article decode.Text `json:"article,omitempty" jsonschema:"must contain :slug; :year, :month and :day are known too"`
}

// Lists says how lists are paginated.
type Lists struct {
	PerPage int         `json:"perPage,omitempty" jsonschema:"articles on a page"`
	Order   decode.Text `json:"order,omitempty" jsonschema:"oldest-numbered (the default: numbered pages never change once full) or newest-first"`
}

// Outputs switches kinds of output on and off.
type Outputs struct {
	Feeds       []decode.Text `json:"feeds,omitempty" jsonschema:"any of rss, atom, json; an empty list for none"`
	FeedContent decode.Text   `json:"feedContent,omitempty" jsonschema:"full (the default) or summary"`
	FeedItems   int           `json:"feedItems,omitempty" jsonschema:"newest articles in each feed"`
	Archives    bool          `json:"archives,omitempty" jsonschema:"pages by year and month"`
	People      bool          `json:"people,omitempty" jsonschema:"pages and feeds of authors and reviewers"`
	Corrections bool          `json:"corrections,omitempty" jsonschema:"the log of all corrections and withdrawals"`
	Subscribe   bool          `json:"subscribe,omitempty" jsonschema:"the page that explains every feed"`
	NotFound    bool          `json:"notFound,omitempty" jsonschema:"a 404 page for each language"`
	Sitemap     bool          `json:"sitemap,omitempty" jsonschema:"sitemap.xml"`
	Robots      bool          `json:"robots,omitempty" jsonschema:"robots.txt"`
	HostFiles   bool          `json:"hostFiles,omitempty" jsonschema:"the files _headers and _redirects"`
	Search      bool          `json:"search,omitempty" jsonschema:"the search page and its index"`
	Cards       decode.Text   `json:"cards,omitempty" jsonschema:"which articles have a drawn picture of their own for link previews: recent (the default: of the last year; older ones show the card of their topic), all or none"`
}

// Pictures says how photographs are published.
type Pictures struct {
	Formats []decode.Text `json:"formats,omitempty" jsonschema:"newer formats beside JPEG and PNG, the preferred one first: any of avif, webp; each needs a program on the machine that builds (avifenc, cwebp); an empty list, the default, for none"`
}

// Markdown says how article text is read.
type Markdown struct {
	RawHTML    decode.Text `json:"rawHTML,omitempty" jsonschema:"refuse (the default: raw HTML is an error) or text (the tags are dropped with a warning, the words stay)"`
	Typography bool        `json:"typography,omitempty" jsonschema:"curly quotes and dashes in English text"`
}

// FrontMatter lets an old blog in as it is.
type FrontMatter struct {
	Map      map[string]decode.Text `json:"map,omitempty" jsonschema:"their key: our key, which may lie in a group (image_alt: image.alt)"`
	Ignore   []string               `json:"ignore,omitempty" jsonschema:"keys to pass over"`
	Defaults Defaults               `json:"defaults,omitempty" jsonschema:"values for keys that are not written; description: {from: first-sentence}, date: {from: file-name} and lang: {from: folder} take them from the article itself"`
}

// Check sets the rules.
type Check struct {
	Profile decode.Text            `json:"profile,omitempty" jsonschema:"strict, us, in or uk"`
	Levels  map[string]decode.Text `json:"levels,omitempty" jsonschema:"rule: error, warning, info or off"`
	Review  Duration               `json:"reviewEvery,omitempty" jsonschema:"how long a medical review holds where the article does not say (1095d, three years)"`
	AI      bool                   `json:"askAI,omitempty" jsonschema:"true: each article says what software that writes was used for (ai)"`
	Words   []string               `json:"words,omitempty" jsonschema:"words of this site that the language rules leave alone"`
}

// Deploy says where the built site goes. Each target has its own key.
type Deploy struct {
	Target decode.Text `json:"target,omitempty" jsonschema:"netlify, dir (a folder of this machine that a web server serves) or s3 (a bucket)"`
	Site   decode.Text `json:"site,omitempty" jsonschema:"netlify: the id of the site, or its name there (news.netlify.app); the token comes from NETLIFY_AUTH_TOKEN"`
	Server decode.Text `json:"server,omitempty" jsonschema:"netlify: base address of the API, if it is not Netlify's own; https, or http on this machine"`
	Path   decode.Text `json:"path,omitempty" jsonschema:"dir: the folder in which releases are kept; the web server serves PATH/current"`
	Keep   int         `json:"keep,omitempty" jsonschema:"dir: how many releases are kept, the current one included; 5 if not written"`
	Bucket decode.Text `json:"bucket,omitempty" jsonschema:"s3: s3://BUCKET/PREFIX, and ?endpoint=https://s3.example.org behind it for a host that is not AWS; keys come from the AWS_ variables"`
}

// Publish names the one place that posts.
type Publish struct {
	On decode.Text `json:"on,omitempty" jsonschema:"github or netlify: only runs there post, and others say so; here (the default): whoever runs nadi syndicate"`
}

// Account is one social destination. What it leaves out has the value that
// the methods below return.
type Account struct {
	Channel   decode.Text            `json:"channel" jsonschema:"the network: mastodon, bluesky, x, facebook, youtube, webhook or handoff"`
	Server    decode.Text            `json:"server,omitempty" jsonschema:"base address of the network's API, where it has more than one or another than usual; https, or http on this machine"`
	Languages []decode.Text          `json:"languages,omitempty" jsonschema:"languages this account takes, the preferred one first; an article in several is posted once; the default is the site's first language"`
	Limit     int                    `json:"limit,omitempty" jsonschema:"most posts in one run, 3 if not written; the rest waits for the next run"`
	MaxAge    Duration               `json:"maxAge,omitempty" jsonschema:"an article due for longer is not posted but listed as missed, 72h if not written"`
	Budget    decode.Text            `json:"budget,omitempty" jsonschema:"most US dollars to be spent in one run, for networks that charge for posts; 1.00 if not written"`
	Quiet     decode.Text            `json:"quietHours,omitempty" jsonschema:"hours without posts, in the site's zone: 21:00-07:00"`
	Spacing   Duration               `json:"spacing,omitempty" jsonschema:"least time between two posts (2h); the next one waits for a later run"`
	Hashtags  map[string][]string    `json:"hashtags,omitempty" jsonschema:"hashtags by topic, without #: {heart: [HeartHealth]}"`
	Text      decode.Text            `json:"text,omitempty" jsonschema:"the template of a post, in place of the network's own; see docs/posts.md"`
	Options   map[string]decode.Text `json:"options,omitempty" jsonschema:"what only this network needs; see docs/channels"`
}

// Default is the configuration of a site that writes only its site keys.
func Default() Config {
	on := func(s string) decode.Text { return decode.Text{S: s} }
	return Config{
		Site:       Site{Languages: []decode.Text{on("en")}, TimeZone: on("UTC")},
		Theme:      Theme{Name: "clinic", Accent: on("#0b6e4f")},
		Permalinks: Permalinks{Article: on("/articles/:slug/")},
		Lists:      Lists{PerPage: 20, Order: on("oldest-numbered")},
		Related:    "tag-overlap",
		Approval:   on("merge"),
		Outputs: Outputs{
			Feeds: []decode.Text{on("rss"), on("atom"), on("json")}, FeedContent: on("full"), FeedItems: 20,
			Archives: true, People: true, Corrections: true, Subscribe: true, NotFound: true, Sitemap: true, Robots: true, HostFiles: true, Search: true,
			Cards: on("recent"),
		},
		Markdown: Markdown{RawHTML: on("refuse"), Typography: true},
		Check:    Check{Profile: on("strict"), Review: Duration(3 * 365 * 24 * time.Hour)},
	}
}

// Codes returns the language codes, the default first.
func (s *Site) Codes() []string {
	out := make([]string, len(s.Languages))
	for i, l := range s.Languages {
		out[i] = l.S
	}
	return out
}

// Zone returns the site's time zone; Load has checked that it exists.
func (s *Site) Zone() *time.Location {
	z, err := time.LoadLocation(s.TimeZone.S)
	if err != nil {
		return time.UTC
	}
	return z
}
