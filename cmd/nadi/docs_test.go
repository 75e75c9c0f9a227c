package main

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"nadi/internal/article"
	"nadi/internal/check"
	"nadi/internal/config"
	"nadi/internal/decode"
	"nadi/internal/diag"
	"nadi/syndicate"
	"nadi/syndicate/channels"
)

// The reference pages are made from the program: the commands from their
// flags and help, the keys from the types that files are decoded into, the
// rules and the channels from their lists. They are kept in the repository, where people read
// them, and this test proves that they say what the program does.
var writeDocs = flag.Bool("update", false, "rewrite the reference pages in docs/")

// generated are the pages, below docs/.
var generated = []struct {
	name string
	text func() string
}{
	{"reference/cli.md", cliPage},
	{"reference/config.md", configPage},
	{"reference/front-matter.md", frontMatterPage},
	{"reference/channels.md", channelsPage},
	{"reference/theme.md", themePage},
	{"rules.md", rulesPage},
}

func TestDocsAreFresh(t *testing.T) {
	for _, g := range generated {
		t.Run(g.name, func(t *testing.T) {
			name := filepath.Join("..", "..", "docs", filepath.FromSlash(g.name))
			want := g.text()
			if *writeDocs {
				if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.ReplaceAll(string(data), "\r\n", "\n")
			if got != want {
				t.Errorf("docs/%s is stale (%s); run: go test ./cmd/nadi -run Docs -update", g.name, firstDifference(got, want))
			}
		})
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range w {
		if i >= len(g) || g[i] != w[i] {
			return fmt.Sprintf("line %d should be %q", i+1, w[i])
		}
	}
	return "it is longer than it should be"
}

// TestConfigExample proves that the commented nadi.yaml in the reference is
// one that the program takes, and that it names every key.
func TestConfigExample(t *testing.T) {
	yaml := exampleYAML()
	cfg, findings := config.Load([]byte(yaml))
	for _, f := range append(findings, accountFindings(cfg)...) {
		t.Errorf("line %d: %s (%s)", f.Line, f.Message, f.Hint)
	}
	if t.Failed() {
		t.Log(yaml)
	}
	if cfg.Accounts["mastodon-hi"].Channel.S != "mastodon" || !cfg.Outputs.Archives || len(cfg.Topics) != 2 || len(cfg.Site.Helplines) != 1 {
		t.Errorf("the example was read as %+v", cfg)
	}
	everyKey(reflect.TypeFor[config.Config](), "", func(path string) {
		last := path[strings.LastIndexByte(path, '.')+1:]
		if !strings.Contains(yaml, last+":") {
			t.Errorf("the example does not show %s", path)
		}
	})
}

func everyKey(typ reflect.Type, path string, each func(string)) {
	for _, f := range keysOf(typ, path) {
		each(f.path)
		if s, ok := docGroup(f.typ); ok {
			everyKey(s, f.path, each)
		}
	}
}

const docNote = "<!-- Made by cmd/nadi/docs_test.go; change the program, then: go test ./cmd/nadi -run Docs -update -->\n"

func docPage(title string, paragraphs ...string) *strings.Builder {
	b := &strings.Builder{}
	b.WriteString("# " + title + "\n\n" + docNote)
	for _, p := range paragraphs {
		b.WriteString("\n" + p + "\n")
	}
	return b
}

// docCell makes a text fit for a cell of a table.
func docCell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;").Replace(s)
}

func docCode(s string) string { return "`" + strings.ReplaceAll(s, "|", `\|`) + "`" }

// --- the command line

func cliPage() string {
	root := rootCommand(newUI(os.Stdout, os.Stderr), &global{})
	b := docPage("The command line", strings.TrimSpace(root.Long),
		"Exit codes: **0** fine, also with warnings; **1** errors were found or something failed; **2** wrong usage. Commands that deal with accounts have two more: **3** some accounts failed, the ledger is consistent, run it again; **4** a person is needed, which wins over 3. [Posting](../posting.md) says when.",
		"Results go to standard output, findings and errors to standard error. `nadi completion SHELL` prints completions for bash, zsh, fish or PowerShell.")
	b.WriteString("\n## Flags of every command\n\n")
	flagTable(b, root.PersistentFlags())
	docCommands(b, root)
	return b.String()
}

func docCommands(b *strings.Builder, parent *cobra.Command) {
	for _, c := range parent.Commands() {
		if c.Hidden || c.Name() == "help" || c.Name() == "completion" {
			continue
		}
		fmt.Fprintf(b, "\n## %s\n\n", c.CommandPath())
		text, _, _ := strings.Cut(cmp.Or(c.Long, c.Short+"."), "\n\nExit codes:")
		b.WriteString(docHelp(text))
		if c.Runnable() && (!c.HasSubCommands() || c.LocalNonPersistentFlags().HasFlags()) {
			fmt.Fprintf(b, "\n```\n%s\n```\n", docUsage(c))
		}
		if c.LocalNonPersistentFlags().HasFlags() {
			b.WriteString("\n")
			flagTable(b, c.LocalNonPersistentFlags())
		}
		docCommands(b, c)
	}
}

// docHelp writes a command's help as Markdown: what is indented there are lines
// to type or to write into a file.
func docHelp(text string) string {
	var out []string
	for part := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n\n") {
		if strings.HasPrefix(part, "  ") {
			part = "```\n" + strings.ReplaceAll(part[2:], "\n  ", "\n") + "\n```"
		} else {
			part = strings.Join(strings.Fields(part), " ")
		}
		out = append(out, part)
	}
	return strings.Join(out, "\n\n") + "\n"
}

func docUsage(c *cobra.Command) string {
	s := c.Parent().CommandPath() + " " + c.Use
	if c.LocalNonPersistentFlags().HasFlags() {
		s += " [flags]"
	}
	return s
}

func flagTable(b *strings.Builder, flags *pflag.FlagSet) {
	b.WriteString("| flag | default | what it does |\n| --- | --- | --- |\n")
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		switch t := f.Value.Type(); t {
		case "bool":
		case "stringSlice":
			name += " LIST"
		default:
			name += " " + strings.ToUpper(t)
		}
		def := ""
		if f.DefValue != "" && f.DefValue != "[]" {
			def = docCode(f.DefValue)
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", docCode(name), def, docCell(f.Usage))
	})
}

// --- keys

// docKey is one key of a file that people write.
type docKey struct {
	name, path string
	aliases    []string
	doc        string
	required   bool
	typ        reflect.Type
}

func keysOf(typ reflect.Type, path string) []docKey {
	var out []docKey
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		k := docKey{name: name, path: name, doc: f.Tag.Get("jsonschema"), required: options != "omitempty", typ: f.Type}
		if path != "" {
			k.path = path + "." + name
		}
		if a := f.Tag.Get("alias"); a != "" {
			k.aliases = strings.Split(a, ",")
		}
		out = append(out, k)
	}
	return out
}

// docGroup returns the struct behind a type that is written as keys of its own.
func docGroup(t reflect.Type) (reflect.Type, bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map && t.Elem().Kind() == reflect.Struct {
		if _, ok := docKinds[t]; ok {
			return nil, false
		}
		t = t.Elem()
	}
	if _, ok := docKinds[t]; ok || t.Kind() != reflect.Struct {
		return nil, false
	}
	return t, true
}

// docKinds are the types that are not written as Go lays them out.
var docKinds = map[reflect.Type]string{
	reflect.TypeFor[decode.Text]():            "text",
	reflect.TypeFor[[]decode.Text]():          "list",
	reflect.TypeFor[string]():                 "text",
	reflect.TypeFor[[]string]():               "list",
	reflect.TypeFor[bool]():                   "true or false",
	reflect.TypeFor[int]():                    "number",
	reflect.TypeFor[config.Localized]():       "text, or one per language",
	reflect.TypeFor[config.Topics]():          "names by key",
	reflect.TypeFor[config.Defaults]():        "values by key",
	reflect.TypeFor[config.Duration]():        "length of time",
	reflect.TypeFor[map[string]string]():      "texts by key",
	reflect.TypeFor[map[string]decode.Text](): "texts by key",
	reflect.TypeFor[map[string][]string]():    "lists by key",
	reflect.TypeFor[article.Syndicate]():      "false, or a group",
}

func docKind(t reflect.Type) string {
	if k, ok := docKinds[t]; ok {
		return k
	}
	if _, ok := docGroup(t); !ok {
		panic("docs: no word for " + t.String())
	}
	switch t.Kind() {
	case reflect.Slice:
		return "list of groups"
	case reflect.Map:
		return "groups by name"
	}
	return "group"
}

// laterKeys are keys, of nadi.yaml and of front matter, that are read and
// checked and wait for work that uses them.
var laterKeys = map[string]bool{"approval": true,
	"audience": true, "region": true, "keys": true}

func keyDoc(k docKey) string {
	doc := k.doc
	if laterKeys[k.path] {
		doc += " *(for later work)*"
	}
	return docCell(doc)
}

// --- nadi.yaml

func configPage() string {
	b := docPage("nadi.yaml",
		"The one file in which a site says who publishes and how. It is strict: an unknown key, a key written twice or an impossible value is an error with its line, its column and the nearest right thing. `nadi config` shows what holds, defaults included; `nadi schema config` prints a JSON Schema for your editor. A bold key must be written.",
		"Secrets never stand in this file. They come from the environment; [channels](channels.md) lists their names, and [posting](../posting.md) shows accounts at work.",
		"Keys marked *(for later work)* are accepted and checked so that one file can be written once; nothing uses them yet (decision [016](../decisions/016-keys-for-later-work.md)).")
	b.WriteString("\n## All of it, with comments\n\nEvery value below is the default, or an example where there is none.\n\n```yaml\n" + exampleYAML() + "```\n")
	defaults := config.Default()
	b.WriteString("\n## Keys\n")
	configTable(b, "At the top", reflect.TypeFor[config.Config](), reflect.ValueOf(defaults), "")
	return b.String()
}

func configTable(b *strings.Builder, title string, typ reflect.Type, def reflect.Value, path string) {
	fmt.Fprintf(b, "\n### %s\n\n| key | is | default | what it says |\n| --- | --- | --- | --- |\n", title)
	keys := keysOf(typ, path)
	for _, k := range keys {
		name := docCode(k.name)
		if k.required {
			name = "**" + name + "**"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", name, docKind(k.typ), defaultOf(def, typ, k), keyDoc(k))
	}
	for _, k := range keys {
		s, ok := docGroup(k.typ)
		if !ok {
			continue
		}
		var inner reflect.Value
		if f := fieldOf(def, typ, k.name); f.IsValid() && f.Kind() == reflect.Struct {
			inner = f
		}
		configTable(b, keyTitle(k), s, inner, k.path)
	}
}

func keyTitle(k docKey) string {
	switch k.typ.Kind() {
	case reflect.Slice:
		return "each of " + docCode(k.path)
	case reflect.Map:
		return "each of " + docCode(k.path) + ", by its name"
	}
	return docCode(k.path)
}

func fieldOf(def reflect.Value, typ reflect.Type, name string) reflect.Value {
	if !def.IsValid() {
		return reflect.Value{}
	}
	for i := range typ.NumField() {
		if n, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ","); n == name {
			return def.Field(i)
		}
	}
	return reflect.Value{}
}

func defaultOf(def reflect.Value, typ reflect.Type, k docKey) string {
	f := fieldOf(def, typ, k.name)
	if !f.IsValid() {
		return ""
	}
	if s := docDefault(f); s != "" {
		return docCode(s)
	}
	return ""
}

// docDefault writes a default as YAML, or "" for nothing worth writing.
func docDefault(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case decode.Text:
		return docQuoted(x.S)
	case []decode.Text:
		var out []string
		for _, t := range x {
			out = append(out, docQuoted(t.S))
		}
		if out == nil {
			return ""
		}
		return "[" + strings.Join(out, ", ") + "]"
	case string:
		return docQuoted(x)
	case bool:
		return fmt.Sprint(x)
	case int:
		if x != 0 {
			return fmt.Sprint(x)
		}
	}
	return ""
}

func docQuoted(s string) string {
	if strings.ContainsAny(s, "#") {
		return `"` + s + `"`
	}
	return s
}

// exampleValues are values for keys without a default.
var exampleValues = map[string]string{
	"site.id":                     "k7m2qd9x",
	"site.title":                  "{en: Riverside Hospital News, hi: रिवरसाइड अस्पताल समाचार}",
	"site.description":            "{en: Health in plain words, hi: सरल शब्दों में स्वास्थ्य}",
	"site.url":                    "https://news.example.org",
	"site.languages":              "[en, hi]",
	"site.timeZone":               "Asia/Kolkata",
	"site.region":                 "in",
	"site.feedTag":                "news.example.org,2026",
	"site.organization.name":      "{en: Riverside Hospital, hi: रिवरसाइड अस्पताल}",
	"site.organization.logo":      "/logo.svg",
	"site.organization.url":       "https://hospital.example.org/",
	"site.organization.phones":    `["555-0100"]`,
	"site.organization.emails":    "[newsroom@example.org]",
	"site.organization.domains":   "[example.org]",
	"site.organization.addresses": `["1 River Road, Sampletown"]`,
	"site.helplines.name":         "{en: Emergency, hi: आपात सेवा}",
	"site.helplines.number":       `"112"`,
	"site.helplines.note":         "{en: day and night, hi: दिन-रात}",
	"site.helplines.emergency":    "true",
	"topics":                      "{heart: {en: Heart, hi: हृदय}, children: {en: Children, hi: बच्चे}}",
	"tags":                        "{dengue: {en: Dengue, hi: डेंगू}}",
	"frontMatter.map":             "{translation_key: id}",
	"frontMatter.ignore":          "[layout, permalink]",
	"frontMatter.defaults":        "{description: {from: first-sentence}, date: {from: file-name}}",
	"pictures.formats":            "[]",
	"check.levels":                "{review/reviewer: error}",
	"check.reviewEvery":           "1095d",
	"check.words":                 "[Nadi]",
	"ledger":                      "file:../nadi-ledger.jsonl",
	"deploy.target":               "dir",
	"deploy.path":                 "/srv/news",
	"deploy.keep":                 "5",
	"publish.on":                  "here",
	"approval":                    "merge",
	"links":                       "links.json",
	"accounts.channel":            "mastodon",
	"accounts.server":             "https://social.example",
	"accounts.languages":          "[hi]",
	"accounts.limit":              "3",
	"accounts.maxAge":             "72h",
	"accounts.hashtags":           "{heart: [हृदय]}",
	"accounts.budget":             `"1.00"`,
	"accounts.quietHours":         "21:00-07:00",
	"accounts.spacing":            "2h",
	"accounts.text":               `"{{.Title}} {{.Link}} {{.Hashtags}}"`,
	"accounts.options":            "{visibility: public}",
}

// exampleElse are keys that do not go with the others of the example; it shows
// them as comments.
var exampleElse = map[string]string{
	"deploy.site":   "news.netlify.app",
	"deploy.server": "https://api.netlify.com/api/v1",
	"deploy.bucket": "s3://riverside-news",
}

func exampleYAML() string {
	b := &strings.Builder{}
	exampleKeys(b, reflect.TypeFor[config.Config](), reflect.ValueOf(config.Default()), "", "")
	return b.String()
}

func exampleKeys(b *strings.Builder, typ reflect.Type, def reflect.Value, path, indent string) {
	for i, k := range keysOf(typ, path) {
		if i > 0 && indent == "" {
			b.WriteString("\n")
		}
		docComment(b, indent, k)
		s, isGroup := docGroup(k.typ)
		if value := exampleElse[k.path]; value != "" {
			fmt.Fprintf(b, "%s# %s: %s\n", indent, k.name, value)
			continue
		}
		if !isGroup {
			value := exampleValues[k.path]
			if value == "" {
				if f := fieldOf(def, typ, k.name); f.IsValid() {
					value = docDefault(f)
				}
			}
			fmt.Fprintf(b, "%s%s: %s\n", indent, k.name, value)
			continue
		}
		b.WriteString(indent + k.name + ":\n")
		switch k.typ.Kind() {
		case reflect.Slice:
			inner := &strings.Builder{}
			exampleKeys(inner, s, reflect.Value{}, k.path, indent+"    ")
			b.WriteString(indent + "  -\n" + inner.String())
		case reflect.Map:
			b.WriteString(indent + "  mastodon-hi:\n")
			exampleKeys(b, s, reflect.Value{}, k.path, indent+"    ")
		default:
			exampleKeys(b, s, fieldOf(def, typ, k.name), k.path, indent+"  ")
		}
	}
}

// docComment writes a key's documentation in lines of a readable length.
func docComment(b *strings.Builder, indent string, k docKey) {
	doc := k.doc
	if laterKeys[k.path] {
		doc += " (for later work)"
	}
	line := indent + "#"
	for _, w := range strings.Fields(doc) {
		if len([]rune(line))+len([]rune(w)) > 90 {
			b.WriteString(line + "\n")
			line = indent + "#"
		}
		line += " " + w
	}
	b.WriteString(line + "\n")
}

// --- front matter, people, consent

func frontMatterPage() string {
	b := docPage("Front matter",
		"What may stand at the top of an article: YAML between two lines `---`, TOML between `+++`, or a JSON object. Any other key is an error with the nearest known one; an old blog's keys are let in by `frontMatter:` in `nadi.yaml` (see [old blogs](../old-blogs.md)). A bold key must be written. [Writing articles](../content.md) shows them at work. Keys marked *(for later work)* are read and kept; nothing uses them yet.")
	keyTable(b, "An article", reflect.TypeFor[article.FrontMatter](), "")
	b.WriteString("\nA page in `content/pages/` takes the same keys; it needs no `date`.\n")
	syndicateTable(b)
	b.WriteString("\nA date is written `2026-11-23`, `2026-11-23 09:00` or `2026-11-23T09:00:00+05:30`; without a zone it is meant in the site's.\n")
	keyTable(b, "A person: content/people/NAME.yaml", reflect.TypeFor[article.Person](), "")
	keyTable(b, "A consent record: content/consent/REF.yaml", reflect.TypeFor[article.Consent](), "")
	b.WriteString("\nA consent record says that there is consent and how far it goes, never whose and never about what. The rules `consent/*` hold pictures, recordings and stories to it, each day anew.\n")
	return b.String()
}

// syndicateTable documents a key whose own keys stand in two places.
func syndicateTable(b *strings.Builder) {
	b.WriteString("\n## `syndicate`\n\nWhat posting does with the article; see [posting](../posting.md). `syndicate: false` posts it nowhere. Otherwise these keys, for all accounts; below the name of an account, for that one, where they win. `false` below the name of an account does not post there.\n\n```yaml\n" + exampleSyndicate + "```\n\n")
	keyRows(b, keysOf(reflect.TypeFor[article.Override](), "syndicate"))
	b.WriteString("\nThe keys of this `image` are those of the article's.\n")
}

// exampleSyndicate shows every key, and is read in TestSyndicateExample.
const exampleSyndicate = `syndicate:
  at: 2026-11-24 09:00                # not before, on any account
  text: "{{.Title}}\n\n{{.Link}}"     # on every account
  image: {src: card.png, alt: Five steps against the heat}
  mastodon-hi:
    text: "{{.Title}} {{.Hashtags}} {{.Link}}"
  facebook-main: {off: true}
  x-en: false                         # the same, shorter
`

func TestSyndicateExample(t *testing.T) {
	v, serr := decode.YAML([]byte(exampleSyndicate), 1)
	if serr != nil {
		t.Fatal(serr)
	}
	var fm article.FrontMatter
	for _, p := range decode.Into(v, &fm) {
		t.Errorf("%s (%s)", p.Message, p.Hint)
	}
	s := fm.Syndicate
	if s.Off || s.At.S == "" || s.Text.S == "" || s.Image == nil || s.Accounts["mastodon-hi"].Text.S == "" || !s.Accounts["facebook-main"].Off || !s.Accounts["x-en"].Off {
		t.Errorf("the example was read as %+v", s)
	}
	for _, k := range keysOf(reflect.TypeFor[article.Override](), "") {
		if !strings.Contains(exampleSyndicate, k.name+":") {
			t.Errorf("the example does not show %s", k.name)
		}
	}
}

func keyTable(b *strings.Builder, title string, typ reflect.Type, path string) {
	fmt.Fprintf(b, "\n## %s\n\n", title)
	keys := keysOf(typ, path)
	keyRows(b, keys)
	for _, k := range keys {
		if s, ok := docGroup(k.typ); ok {
			keyTable(b, keyTitle(k), s, k.path)
		}
	}
}

func keyRows(b *strings.Builder, keys []docKey) {
	b.WriteString("| key | is | what it says | also read as |\n| --- | --- | --- | --- |\n")
	for _, k := range keys {
		name := docCode(k.name)
		if k.required || k.path == "date" {
			name = "**" + name + "**"
		}
		var aliases []string
		for _, a := range k.aliases {
			aliases = append(aliases, docCode(a))
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", name, docKind(k.typ), keyDoc(k), strings.Join(aliases, " "))
	}
}

// --- channels

func channelsPage() string {
	b := docPage("Channels",
		"What each channel wants to know of an account. Secrets are variables of the environment: `NADI_`, the account's name in capitals with `_` for `-`, and the name below. For the account `mastodon-hi`, `TOKEN` is `NADI_MASTODON_HI_TOKEN`. They stand in no file of the site and are never printed. Options stand below `options:` of the account in [nadi.yaml](config.md); any other option is an error. What is bold must be given.",
		"How a post looks, where an account and its secrets come from, what expires and what can be undone: [the pages about each channel](../channels/README.md).")
	for _, n := range channels.All() {
		fmt.Fprintf(b, "\n## %s\n\n%s\n", n.Title, channelServer(n))
		secretTable(b, n.Secrets)
		optionTable(b, n.Options)
	}
	return b.String()
}

func channelServer(n syndicate.Network) string {
	first := "`channel: " + n.Name + "`, described in [" + n.Name + ".md](../channels/" + n.Name + ".md). "
	switch {
	case n.NoServer:
		return first + "There is no `server` to name."
	case n.Server == "":
		return first + "**`server`** must be named: the address of the account's own server."
	}
	return first + "`server` is " + docCode(n.Server) + " unless written."
}

func secretTable(b *strings.Builder, secrets []syndicate.Setting) {
	if len(secrets) == 0 {
		b.WriteString("\nIt needs no secret.\n")
		return
	}
	b.WriteString("\n| secret | what it is |\n| --- | --- |\n")
	for _, s := range secrets {
		fmt.Fprintf(b, "| %s | %s |\n", settingName("NADI_<ACCOUNT>_"+s.Name, s), docCell(s.Why))
	}
}

func optionTable(b *strings.Builder, options []syndicate.Setting) {
	if len(options) == 0 {
		b.WriteString("\nIt has no options.\n")
		return
	}
	b.WriteString("\n| option | default | values | what it says |\n| --- | --- | --- | --- |\n")
	for _, o := range options {
		def, values := "", []string(nil)
		if o.Default != "" {
			def = docCode(o.Default)
		}
		for _, v := range o.Values {
			values = append(values, docCode(v))
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", settingName(o.Name, o), def, strings.Join(values, " "), docCell(o.Why))
	}
}

func settingName(name string, s syndicate.Setting) string {
	if s.Required {
		return "**" + docCode(name) + "**"
	}
	return docCode(name)
}

// TestEveryChannelHasAPage: whoever sets an account up needs one, and the
// index must lead there.
func TestEveryChannelHasAPage(t *testing.T) {
	folder := filepath.Join("..", "..", "docs", "channels")
	index, err := os.ReadFile(filepath.Join(folder, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range channels.All() {
		if _, err := os.Stat(filepath.Join(folder, n.Name+".md")); err != nil {
			t.Errorf("the channel %s has no page in docs/channels", n.Name)
		}
		if !strings.Contains(string(index), "]("+n.Name+".md)") {
			t.Errorf("docs/channels/README.md does not lead to %s.md", n.Name)
		}
	}
}

// --- rules

func rulesPage() string {
	all := check.All().Rules()
	b := docPage("Rules",
		fmt.Sprintf("The %d rules by which content is judged. An error stops the build, a warning does not: every build runs the rules that can stop it, `nadi check`, `nadi serve` and editors run all. `nadi explain RULE` prints one of these.", len(all)),
		"A level is changed in `nadi.yaml`: `check: {levels: {content/tag-variant: error}}`, with `error`, `warning`, `info` or `off`. Where it says *fixed*, the level cannot be changed, because the output would be wrong or unsafe without the rule.")
	b.WriteString("\n| rule | level | |\n| --- | --- | --- |\n")
	for _, r := range all {
		fmt.Fprintf(b, "| [%s](#%s) | %s | %s |\n", r.ID, strings.ReplaceAll(r.ID, "/", ""), ruleLevel(r), docCell(r.Title))
	}
	figuresOf(b)
	for _, r := range all {
		fmt.Fprintf(b, "\n## %s\n\n%s, since %s. **%s.** %s\n", r.ID, upperFirst(ruleLevel(r)), r.Since, upperFirst(r.Title), r.Why)
		ruleExample(b, "Not so", r.Bad)
		ruleExample(b, "But so", r.Good)
	}
	return b.String()
}

func ruleLevel(r check.Rule) string {
	s := string(r.Severity)
	if s == "" {
		s = string(diag.Error)
	}
	if r.Fixed {
		s += ", fixed"
	}
	return s
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func ruleExample(b *strings.Builder, how string, x check.Example) {
	text := strings.ToValidUTF8(strings.TrimRight(x.Text, "\n"), "\ufffd")
	text = strings.ReplaceAll(text, "\ufeff", "(byte-order mark)")
	if text == "" {
		fmt.Fprintf(b, "\n%s: an empty `%s`.\n", how, x.File)
		return
	}
	fmt.Fprintf(b, "\n%s, in `%s`:\n\n~~~\n%s\n~~~\n", how, x.File, text)
}

// figuresOf tells how often the check is right, as internal/check measured it,
// and what it cannot see.
func figuresOf(b *strings.Builder) {
	type share struct{ Found, All int }
	var sets []struct {
		Set, About                                           string
		Lines, Positives, Found, Negatives, Alarms, Blocking int
		Classes, Langs                                       map[string]share
	}
	data, err := os.ReadFile("../../internal/check/testdata/figures.json")
	if err != nil {
		panic(err)
	}
	if err := json.Unmarshal(data, &sets); err != nil {
		panic(err)
	}
	b.WriteString("\n## How often the check is right\n\nMeasured by `go test ./internal/check -run Labelled` on lines whose truth is known. *Found* counts lines with something private on which any rule of privacy speaks; a *false alarm* is a line without on which one does.\n\n| lines | what they are | found | false alarms | of them blocking |\n| --- | --- | --- | --- | --- |\n")
	classes := map[string]bool{}
	for _, s := range sets {
		fmt.Fprintf(b, "| %s | %s | %d of %d (%.1f %%) | %d of %d (%.1f %%) | %d |\n", s.Set, s.About, s.Found, s.Positives, percent(s.Found, s.Positives), s.Alarms, s.Negatives, percent(s.Alarms, s.Negatives), s.Blocking)
		for c := range s.Classes {
			classes[c] = true
		}
	}
	for _, langs := range []string{"en", "hi", "hi-Latn"} {
		fmt.Fprintf(b, "| *%s* | | ", map[string]string{"en": "English", "hi": "Hindi", "hi-Latn": "Hindi in Latin letters"}[langs])
		for i, s := range sets {
			if i > 0 {
				b.WriteString(" · ")
			}
			fmt.Fprintf(b, "%s %d of %d", s.Set, s.Langs[langs].Found, s.Langs[langs].All)
		}
		b.WriteString(" | | |\n")
	}
	b.WriteString("\nBy class:\n\n| class |")
	for _, s := range sets {
		b.WriteString(" " + s.Set + " |")
	}
	b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(sets)) + "\n")
	for _, c := range slices.Sorted(maps.Keys(classes)) {
		fmt.Fprintf(b, "| %s |", c)
		for _, s := range sets {
			if x := s.Classes[c]; x.All > 0 {
				fmt.Fprintf(b, " %d of %d |", x.Found, x.All)
			} else {
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
	b.WriteString(blindSpots)
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }

const blindSpots = `
### What it cannot see

A person reads before anything goes out; the check makes that reading shorter, not needless. It does not see:

- a person told by a story alone: what everybody in the town knows who it is. Rare diseases, small places and roles are asked about when they stand together; most such stories are not found;
- names that no list and no sentence gives away: an unusual name in a sentence without illness, treatment or family, and given names that are words too (Grant, Asha, किरण) without a surname;
- anything in the pixels of a picture or a film, and what is said in a recording. Who is in it is said by a person (consent/people);
- numbers written as words, split over two paragraphs, or under the heading of a table column;
- dates without a day ("last Monday", "on the feast"), and a date two sentences away from the person;
- a street without a street word, a mailbox at an institution that is somebody's own, links into records with short opaque paths;
- sober falsehoods. Claims are found by their words ("cures", "100 %", "guaranteed"), not by whether they are true; doses of children and by weight are not reckoned;
- what a photograph of a document shows, scanned PDFs, and files inside archives.

The word lists are English, Hindi and Hindi in Latin letters. Text in other languages is looked through for numbers, mailboxes and links alone.
`
