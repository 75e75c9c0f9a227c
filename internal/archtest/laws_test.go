package archtest

// The laws of this repository's imports, as data. The tests read them, and so
// does the table in docs/architecture.md, which is made from them:
//
//	go test ./internal/archtest -update

// pkg is one package and which of ours it may import. All others are banned,
// and Ban says why: what would go wrong, not that it is forbidden.
type pkg struct {
	Path string
	May  []string
	Ban  string
}

// packages are all packages that are imported by others, and cmd/nadi. A new
// package needs a line here, which is the moment to think about its place.
var packages = []pkg{
	// The ground floor: everybody may stand on it, so it stands on nothing.
	{"internal/diag", nil,
		"A finding is plain data; if it knew the packages that make findings, none of them could use it."},
	{"internal/text", nil,
		"How words are normalised must not depend on what they are used for, or two packages would make two addresses of one name."},
	{"internal/sitemap", nil,
		"It writes a public format from plain values. With the site in reach, the format and the site could no longer be tested apart."},
	{"internal/feed", nil,
		"As internal/sitemap: three public formats from plain values."},
	{"internal/hosting", nil,
		"As internal/sitemap: two line formats from plain values."},
	{"internal/image", nil,
		"What is taken out of a picture must not depend on whose picture it is: there is no exception to privacy."},
	{"internal/starter", nil,
		"The samples are files. If it could read a configuration, a new site would be right because of this program and not because of its files."},
	{"themes", nil,
		"It holds files for internal/theme and decides nothing."},

	// Reading what people write.
	{"internal/decode", []string{"internal/diag", "internal/text"},
		"It knows file formats and Go types, not what a key means; meaning in the decoder would be a second definition of every key."},
	{"internal/config", []string{"internal/decode", "internal/diag", "internal/text"},
		"Everything depends on the settings, so the settings may depend on nothing that has some."},
	{"internal/article", []string{"internal/config", "internal/decode", "internal/diag", "internal/text"},
		"One file in, one value out. If it could see Markdown or the site, an article's meaning would depend on its neighbours and could not be read in parallel."},
	{"internal/markdown", []string{"internal/diag", "internal/text"},
		"It reads words. Where a link leads and what a site allows is its caller's to say, or a body could not be rendered without a whole site."},
	{"internal/locale", []string{"internal/diag"},
		"A language is a table. Only the text of findings is needed to say what is missing in one."},

	// The builder.
	{"internal/theme", []string{"internal/diag", "internal/locale", "internal/text"},
		"A template that reached articles or the site could show what its page's key does not cover, and an incremental build would no longer equal a clean one."},
	{"internal/check", []string{"internal/article", "internal/config", "internal/diag", "internal/markdown", "internal/text"},
		"A rule judges one article and its text. With the site in reach it would depend on the order of the build, and what it found could not be remembered."},
	{"internal/site", []string{"internal/article", "internal/config", "internal/decode", "internal/diag", "internal/feed", "internal/hosting", "internal/image",
		"internal/locale", "internal/markdown", "internal/sitemap", "internal/text", "internal/theme"},
		"The builder must not know who judges (internal/check) or who takes the files (internal/publish, internal/serve): they come as interfaces, so that build, check and serve are one build."},
	{"internal/schema", []string{"internal/article", "internal/config", "internal/decode"},
		"It describes the types that files are decoded into and needs nothing that is done with them."},

	// Who takes the files.
	{"internal/publish", []string{"internal/site"},
		"It takes files and knows nothing of what is in them; an exception for one kind of page would be a second builder."},
	{"internal/serve", []string{"internal/diag", "internal/publish", "internal/site"},
		"The preview shows what the build made. If it could reach themes or articles, it could show something that never goes live."},

	// Where everything meets.
	{"cmd/nadi", []string{"internal/article", "internal/check", "internal/config", "internal/diag", "internal/publish", "internal/schema", "internal/serve",
		"internal/site", "internal/starter", "internal/text", "themes"},
		"The command line joins the parts and does none of their work: Markdown, themes and feeds are reached through the builder alone."},
}

// maxChain is how many imports may follow one another, from a command down.
// Tangle grows in chains; the longest are the ones nobody can hold in mind.
const maxChain = 7

// outside is a package of somebody else, or of the standard library, and who
// may import it. Path with a slash at its end means all below it.
type outside struct {
	Path  string
	Only  []string // a slash at the end means all below
	Tests bool     // tests may import it everywhere
	Ban   string
}

var outsiders = []outside{
	{"github.com/yuin/goldmark/", []string{"internal/markdown"}, false,
		"Its types would become ours, and its next version would be everybody's work."},
	{"github.com/goccy/go-yaml/", []string{"internal/decode"}, false,
		"A second place that reads YAML would be less strict than the first, and would lose line and column."},
	{"github.com/BurntSushi/toml/", []string{"internal/decode"}, false,
		"As for YAML."},
	{"gopkg.in/", nil, false,
		"Older YAML libraries pass over unknown and repeated keys in silence."},
	{"github.com/adrg/frontmatter/", []string{"internal/article"}, false,
		"It cuts a file in two and has traps (a missing fence, a byte-order mark); the one caller catches them."},
	{"github.com/gorilla/feeds/", []string{"internal/feed"}, false,
		"Its feeds alone are not valid; what makes them so is in internal/feed."},
	{"github.com/fsnotify/fsnotify/", []string{"internal/serve"}, false,
		"Only the preview watches files. A build that watched would depend on time."},
	{"github.com/bep/imagemeta/", []string{"internal/image"}, false,
		"Nobody else has to see what a camera wrote into a picture."},
	{"github.com/google/jsonschema-go/", []string{"internal/schema"}, true,
		"It is younger than version 1 and stays behind one function."},
	{"github.com/spf13/cobra/doc", nil, true,
		"It brings a Markdown and a manual-page writer into the program; the reference is made by a test."},
	{"github.com/spf13/", []string{"cmd/"}, true,
		"Flags are the command line's; a package that reads them has a hidden argument."},
	{"html/template", []string{"internal/theme", "internal/site"}, true,
		"Only the theme makes HTML from templates, and the site makes the values that are already safe."},
	{"net/http", []string{"internal/serve", "cmd/"}, true,
		"A build that could ask the network would not be a function of its input."},
	{"os", []string{"internal/publish", "cmd/"}, true,
		"Files come in through fs.FS and go out through a sink, so that nothing outside the site's folder is read or written."},
	{"os/exec", nil, true,
		"A build must need nothing that is installed on one machine only."},
	{"math/rand/", nil, true,
		"Same input, same bytes."},
	{"log/", nil, true,
		"What people read is a finding or a line of cmd/nadi/ui.go."},
	{"unsafe", []string{"internal/site"}, true,
		"One place shows a rendered body to a template without copying it, and says why that is safe."},
}

// use is something of the standard library that only some packages may use.
type use struct {
	Pkg, Name string
	Only      []string
	Ban       string
}

var uses = []use{
	{"time", "Now", []string{"internal/serve", "cmd/"},
		"The moment is an argument (Input.Now): a clock inside would make two builds of one input differ."},
	{"fmt", "Print", nil, printing},
	{"fmt", "Printf", nil, printing},
	{"fmt", "Println", nil, printing},
	{"os", "Exit", []string{"cmd/"}, "Only main ends the program, after everything has been put away."},
	{"os", "Getenv", []string{"cmd/"}, "An environment variable is a hidden argument."},
	{"context", "TODO", nil, "Every call has a caller who may stop it."},
}

const printing = "All printing rules stand atop cmd/nadi/ui.go, the one file that prints, and it prints to a writer."

// noNames are package names that say nothing: whatever is put into them could
// as well stand elsewhere, and soon everything imports them.
var noNames = []string{"util", "utils", "common", "helper", "helpers", "model", "models", "misc", "base", "types"}
