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
	{"internal/colour", nil,
		"Whether a colour can be read on another is arithmetic; a page, a card and a setting must get the same answer."},
	{"internal/stylesheet", []string{"internal/colour"},
		"What a colour is in a stylesheet must be the same for a build and for who checks a theme; neither is its business."},
	{"internal/search", nil,
		"How words are folded is one table for the builder and for a reader's browser; what depended on the site could not be checked in both."},
	{"internal/sitemap", nil,
		"It writes a public format from plain values. With the site in reach, the format and the site could no longer be tested apart."},
	{"internal/feed", nil,
		"As internal/sitemap: three public formats from plain values."},
	{"internal/hosting", nil,
		"As internal/sitemap: two line formats from plain values."},
	{"internal/changes", nil,
		"Where a change can be stopped must not depend on what the change is part of."},
	{"internal/qr", nil,
		"A code is drawn from a text; whose address it is, and on which page it stands, is the builder's to say."},
	{"internal/image", nil,
		"What is taken out of a picture must not depend on whose picture it is: there is no exception to privacy."},
	{"internal/card", nil,
		"A picture from plain values. With an article in reach it could draw what its name does not cover, and an old picture would be taken for the new one."},
	{"internal/starter", nil,
		"The samples are files. If it could read a configuration, a new site would be right because of this program and not because of its files."},
	{"themes", nil,
		"It holds files for internal/theme and decides nothing."},

	{"internal/prose", []string{"internal/diag", "internal/text"},
		"It cuts words. If it knew what a rule looks for, each rule would cut them again in its own way."},
	{"internal/metadata", nil,
		"As internal/image: what a file says about people does not depend on who asks."},
	{"internal/tracker", nil,
		"It reads what a browser would do with a page, whoever made the page."},
	{"internal/lsp", []string{"internal/diag"},
		"It speaks to editors. What is wrong, and what to write instead, is told to it, so that an editor and nadi check say the same."},
	{"internal/sarif", []string{"internal/diag"},
		"A public format from plain values."},

	// Reading what people write.
	{"internal/decode", []string{"internal/diag", "internal/text"},
		"It knows file formats and Go types, not what a key means; meaning in the decoder would be a second definition of every key."},
	{"internal/config", []string{"internal/decode", "internal/diag", "internal/text"},
		"Everything depends on the settings, so the settings may depend on nothing that has some."},
	{"internal/article", []string{"internal/config", "internal/decode", "internal/diag", "internal/text"},
		"One file in, one value out. If it could see Markdown or the site, an article's meaning would depend on its neighbours and could not be read in parallel."},
	{"internal/markdown", []string{"internal/diag", "internal/prose", "internal/text"},
		"It reads words. Where a link leads and what a site allows is its caller's to say, or a body could not be rendered without a whole site."},
	{"internal/locale", []string{"internal/diag"},
		"A language is a table. Only the text of findings is needed to say what is missing in one."},

	// What rules look for in words.
	{"internal/privacy/finding", []string{"internal/prose"},
		"The parts say hits to each other, never values."},
	{"internal/privacy/ids", []string{"internal/privacy/finding", "internal/prose"}, finderBan},
	{"internal/privacy/contact", []string{"internal/privacy/finding", "internal/prose", "internal/text"}, finderBan},
	{"internal/privacy/dates", []string{"internal/privacy/finding", "internal/prose"}, finderBan},
	{"internal/privacy/person", []string{"internal/privacy/finding", "internal/prose"}, finderBan},
	{"internal/privacy", []string{"internal/privacy/contact", "internal/privacy/dates", "internal/privacy/finding", "internal/privacy/ids", "internal/privacy/person", "internal/prose"},
		"It joins its parts. What an article is, and what blocks, is the check's to say, so that posts and files are looked at by the same code."},
	{"internal/safety", []string{"internal/diag", "internal/prose", "internal/text"}, finderBan},
	{"internal/language", []string{"internal/diag", "internal/prose"}, finderBan},

	// The builder.
	{"internal/theme", []string{"internal/diag", "internal/locale", "internal/text"},
		"A template that reached articles or the site could show what its page's key does not cover, and an incremental build would no longer equal a clean one."},
	{"internal/themekit", []string{"internal/colour", "internal/diag", "internal/stylesheet", "internal/text", "internal/theme", "internal/tracker"},
		"It judges a theme by what a theme may see. With a site in reach it would find things that hold for this site's articles and not for the theme."},
	{"internal/check", []string{"internal/article", "internal/config", "internal/decode", "internal/diag", "internal/language", "internal/markdown", "internal/metadata", "internal/privacy", "internal/privacy/finding",
		"internal/prose", "internal/safety", "internal/text", "internal/tracker"},
		"A rule judges one article and its text. With the site in reach it would depend on the order of the build, and what it found could not be remembered."},
	{"internal/site", []string{"internal/article", "internal/config", "internal/decode", "internal/diag", "internal/feed", "internal/hosting", "internal/image",
		"internal/card", "internal/colour", "internal/locale", "internal/markdown", "internal/qr", "internal/search", "internal/sitemap", "internal/stylesheet", "internal/text", "internal/theme"},
		"The builder must not know who judges (internal/check) or who takes the files (internal/publish, internal/serve): they come as interfaces, so that build, check and serve are one build."},
	{"internal/schema", []string{"internal/article", "internal/config", "internal/decode"},
		"It describes the types that files are decoded into and needs nothing that is done with them."},

	// Who takes the files.
	{"internal/publish", []string{"internal/changes", "internal/site"},
		"It takes files and knows nothing of what is in them; an exception for one kind of page would be a second builder."},
	{"internal/cache", []string{"internal/changes", "internal/site"},
		"It keeps bytes under keys. If it knew what they are, it could decide that an old one will do."},
	{"internal/bucket", nil,
		"It speaks one protocol. If it knew a ledger or a site, their rules would creep into what a request is."},
	{"internal/deploy", nil,
		"It takes a folder of files to a host. With the builder in reach it could send what was not built, and with a target in reach the targets would no longer be alike."},
	{"internal/deploy/deploytest", []string{"internal/deploy"},
		"A site to deploy is the same for every target."},
	{"internal/deploy/dir", []string{"internal/changes", "internal/deploy"}, targetBan},
	{"internal/deploy/netlify", []string{"internal/deploy"}, targetBan},
	{"internal/deploy/netlify/netlifytest", nil,
		"It is the other side of the wire; what it shared with the target both could get wrong alike."},
	{"internal/deploy/s3", []string{"internal/bucket", "internal/deploy"}, targetBan},
	{"internal/serve", []string{"internal/diag", "internal/publish", "internal/site"},
		"The preview shows what the build made. If it could reach themes or articles, it could show something that never goes live."},

	// What a run says to people where it runs.
	{"internal/github", nil,
		"It writes what it is told into one repository. If it could see articles or the ledger, it could write what is under embargo."},
	{"internal/github/githubtest", nil,
		"A fake that shared code with the client would share its mistakes."},

	// The tower that posts. It never imports the one that builds.
	{"syndicate", []string{"internal/text", "syndicate/ledger"},
		"The engine decides what is sent and when. If it knew a network, that network's habits would become everybody's law."},
	{"syndicate/ledger", nil,
		"The record must outlive everything that writes into it, so it knows none of it."},
	{"syndicate/ledger/line", []string{"syndicate/ledger"},
		"How an entry is written must not depend on where; or two stores would keep two formats of one history."},
	{"syndicate/ledger/git", []string{"syndicate/ledger", "syndicate/ledger/line"},
		"As syndicate/ledger/file."},
	{"syndicate/ledger/file", []string{"syndicate/ledger", "syndicate/ledger/line"},
		"A store keeps lines. One that understood posts could decide about them, and there must be one place that decides."},
	{"internal/bucket/buckettest", nil,
		"A server that takes no side: whoever tests against it must not be known to it."},
	{"syndicate/ledger/s3", []string{"internal/bucket", "syndicate/ledger", "syndicate/ledger/line"},
		"As syndicate/ledger/file."},
	{"syndicate/ledger/postgres", []string{"syndicate/ledger", "syndicate/ledger/line"},
		"As syndicate/ledger/file."},
	{"syndicate/ledger/memory", []string{"syndicate/ledger"},
		"As syndicate/ledger/file."},
	{"syndicate/ledger/ledgertest", []string{"syndicate/ledger"},
		"The contract is of the interface alone; what one store does more is not part of it."},
	{"syndicate/measure", nil,
		"How letters are counted must not depend on who counts."},
	{"syndicate/wire", []string{"syndicate"},
		"It carries requests and hides secrets for all channels alike; an exception for one network would be a leak for the others."},
	{"syndicate/gate", []string{"syndicate"},
		"It reads the live site as any visitor does. With the builder in reach it could believe what it built and not what is live."},
	{"syndicate/signature", nil,
		"Whether a text was signed with a key does not depend on whose key it is; who may approve is decided where people are known."},
	{"syndicate/tokenfile", []string{"syndicate"},
		"It keeps a text safe and need not know what the text opens."},
	{"syndicate/channeltest", []string{"syndicate", "syndicate/wire"},
		"The contract is the same for every channel; it must not know which one it tests."},
	{"syndicate/bluesky", []string{"syndicate", "syndicate/measure", "syndicate/wire"}, channelBan},
	{"syndicate/facebook", []string{"syndicate", "syndicate/wire"}, channelBan},
	{"syndicate/handoff", []string{"syndicate", "syndicate/wire"}, channelBan},
	{"syndicate/mastodon", []string{"syndicate", "syndicate/measure", "syndicate/wire"}, channelBan},
	{"syndicate/webhook", []string{"syndicate", "syndicate/wire"}, channelBan},
	{"syndicate/x", []string{"syndicate", "syndicate/measure", "syndicate/wire"}, channelBan},
	{"syndicate/youtube", []string{"syndicate", "syndicate/wire"}, channelBan},
	{"syndicate/channels", []string{"syndicate", "syndicate/bluesky", "syndicate/facebook", "syndicate/handoff", "syndicate/mastodon", "syndicate/webhook", "syndicate/x", "syndicate/youtube"},
		"It is a list. Whatever else it did would be done for all networks, and belongs to the engine."},

	// Where everything meets.
	{"cmd/nadi", []string{"internal/article", "internal/bucket", "internal/cache", "internal/check", "internal/colour", "internal/config", "internal/decode", "internal/deploy", "internal/deploy/dir", "internal/deploy/netlify", "internal/deploy/s3", "internal/diag", "internal/github", "internal/image", "internal/lsp", "internal/publish", "internal/sarif", "internal/schema", "internal/serve",
		"internal/site", "internal/starter", "internal/text", "internal/themekit", "syndicate", "syndicate/channels", "syndicate/gate", "syndicate/handoff", "syndicate/ledger", "syndicate/ledger/file", "syndicate/ledger/git", "syndicate/ledger/postgres", "syndicate/ledger/s3",
		"syndicate/signature", "syndicate/tokenfile", "syndicate/wire", "themes"},
		"The command line joins the parts and does none of their work: Markdown, themes and feeds are reached through the builder alone."},
	// Programs of the tests.
	{"test/patients.d/corpus", nil,
		"It writes a site as a person would, from outside. What it shared with the builder both could get wrong alike."},
}

const targetBan = "A target brings files to one kind of host. It decides nothing about the site, so it needs neither the builder nor another target."

const finderBan = "It looks for words in a text. With articles or settings in reach it would find other things in a post than in the article it comes from."

const channelBan = "A channel is the code for one network and its facts. It makes one attempt and decides nothing, so it needs neither the ledger nor another channel."

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
	{"rsc.io/qr/", []string{"internal/qr"}, false,
		"Everybody else needs a path to draw, not a bitmap."},
	{"github.com/makiuchi-d/gozxing/", nil, true,
		"It reads codes in tests, to prove what another package drew."},
	{"github.com/go-text/typesetting/", []string{"internal/card"}, false,
		"It is younger than version 1, and fonts are no other package's business."},
	{"golang.org/x/image/vector", []string{"internal/card"}, false,
		"As for typesetting: what is drawn here are cards, and nothing else."},
	{"github.com/google/jsonschema-go/", []string{"internal/schema"}, true,
		"It is younger than version 1 and stays behind one function."},
	{"github.com/spf13/cobra/doc", nil, true,
		"It brings a Markdown and a manual-page writer into the program; the reference is made by a test."},
	{"github.com/spf13/", []string{"cmd/"}, true,
		"Flags are the command line's; a package that reads them has a hidden argument."},
	{"html/template", []string{"internal/theme", "internal/site", "syndicate/handoff"}, true,
		"Only the theme makes HTML from templates, the site makes the values that are already safe, and a hand-off is one page for one person."},
	{"net/http", []string{"internal/serve", "internal/github/", "internal/bucket/", "internal/deploy/netlify/", "cmd/", "syndicate/"}, true,
		"A build that could ask the network would not be a function of its input."},
	{"os", []string{"internal/cache", "internal/changes", "internal/publish", "internal/deploy/dir", "cmd/", "test/", "syndicate/ledger/file", "syndicate/ledger/git", "syndicate/tokenfile"}, true,
		"Files come in through fs.FS and go out through a sink, so that nothing outside the site's folder is read or written."},
	{"os/exec", []string{"cmd/nadi", "syndicate/ledger/git"}, true,
		"A build must need nothing that is installed on one machine only."},
	{"math/rand/", []string{"cmd/nadi"}, true,
		"Same input, same bytes; chance is an argument (Runner.Chance)."},
	{"github.com/dghubble/oauth1/", []string{"syndicate/x"}, true,
		"X is the one network that signs requests this way."},
	{"github.com/hiddeco/sshsig", []string{"syndicate/signature"}, true,
		"It reads what ssh-keygen signs, for approvals and nothing else."},
	{"golang.org/x/crypto/", []string{"syndicate/signature"}, true,
		"As for sshsig: keys are read where signatures are checked."},
	{"github.com/jackc/", []string{"syndicate/ledger/postgres"}, false,
		"One package speaks to a database, in statements that it can argue for; a second would keep facts beside the ledger."},
	{"github.com/getkin/", nil, true,
		"It checks in tests that requests are what the networks' own documents describe."},
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
	{"os", "Exit", []string{"cmd/", "test/"}, "Only main ends the program, after everything has been put away."},
	{"os", "Getenv", []string{"cmd/"}, "An environment variable is a hidden argument."},
	{"context", "TODO", nil, "Every call has a caller who may stop it."},
}

const printing = "All printing rules stand atop cmd/nadi/ui.go, the one file that prints, and it prints to a writer."

// noNames are package names that say nothing: whatever is put into them could
// as well stand elsewhere, and soon everything imports them.
var noNames = []string{"util", "utils", "common", "helper", "helpers", "model", "models", "misc", "base", "types"}
