package theme

import "html/template"

// The types in this file are the contract between the site and a theme: what
// a template may see. They are plain values. Nothing in them reaches the
// site, so the hash of a value (plus the theme's own hash) decides whether a
// page must be rendered again. Fields that would only repeat what another
// field identifies carry `json:"-"` and stand beside the key that names them.
//
// All URLs are ready to print: root-relative (with the site's base path)
// unless a comment says absolute.

// Link is a name and where it leads. Lang is set when the name is in another
// language than the page.
type Link struct {
	Name string
	URL  string
	Lang string `json:",omitempty"`
}

// Date is a moment, written for machines (RFC 3339) and for people in the
// page's language.
type Date struct {
	ISO  string
	Text string
}

// IsZero says that there is no date: {{ if not .Updated.IsZero }}.
func (d Date) IsZero() bool { return d.ISO == "" }

// Chrome is what all pages of one language share. There is one *Chrome per
// language and build; templates render what depends on it alone with
// {{ cached "name" .Site }}.
type Chrome struct {
	Lang         string
	Dir          string // "ltr" or "rtl"
	Title        string
	Description  string
	Home         string // URL of this language's front page
	Organization Organization
	Topics       []Link     // the navigation: declared topics that have articles in this language
	Pages        []Link     // content/pages, for the footer
	Helplines    []Helpline // emergency first
	Archive      string     // URLs of built-in pages; empty when switched off
	Tags         string
	TopicIndex   string
	People       string
	Subscribe    string
	Corrections  string
	Search       string
	Feeds        []Feed // the feeds of this language's whole site
	Style        template.CSS
	CSP          string // for <meta http-equiv>; the same policy goes into _headers
	Icons        Icons
	Accent       string // configuration's accent colour, "#0b6e4f"
	Generator    string // "Nadi 0.1"
}

// LogoHeight is how high clinic shows a logo, in pixels.
const LogoHeight = 40

// Organization is the hospital behind the site.
type Organization struct {
	Name   string
	Logo   string // URL; empty when none
	Width  int    // of the logo, drawn LogoHeight pixels high; 0 if that is not known
	URL    string
	Phones []string
	Emails []string
}

// Helpline is a number to call. Tel is the href ("tel:112").
type Helpline struct {
	Name      string
	Number    string
	Tel       template.URL
	Note      string
	Emergency bool
}

// Icons are the URLs of the site's icons; empty when the theme has none.
type Icons struct{ SVG, Touch string }

// Feed is one feed document. Type is its MIME type, Format "RSS", "Atom" or
// "JSON Feed", URL absolute.
type Feed struct {
	Format string
	Type   string
	Title  string
	URL    string
	Path   string // root-relative
}

// Alternate is one hreflang entry; URL is absolute. Lang may be "x-default".
type Alternate struct{ Lang, URL string }

// LanguageLink is one entry of the language switch.
type LanguageLink struct {
	Lang    string
	Name    string // in its own script: "हिन्दी"
	URL     string
	Current bool
	Exact   bool // leads to a translation of this very page, not to the home page
}

// Social is what OpenGraph and card tags say.
type Social struct {
	Type      string // "article" or "website"
	Image     string // absolute URL of a raster
	ImageAlt  string
	ImageType string
	Width     int
	Height    int
	Published string // RFC 3339; articles only
	Modified  string
	Section   string
	Tags      []string
	Locale    string // "en_IN"
}

// Page is what every page has. Every page type embeds it.
type Page struct {
	Kind        string // article handout page home list topic person terms archive corrections subscribe search notfound redirect feed
	Lang        string
	Dir         string
	Title       string // of the document, without the site's title
	Description string
	URL         string
	Canonical   string // absolute
	NoIndex     bool
	Alternates  []Alternate
	Languages   []LanguageLink
	Feeds       []Feed // alternate feeds for <head>: the page's own first
	Social      Social
	JSONLD      template.JS
	Marker      string  // content marker "sha256-HEX"; articles only
	MarkerID    string  // "ID.LANG"
	Site        *Chrome `json:"-"`
	SiteKey     string  // identifies Site
}

// Person is an author or reviewer as a byline shows them.
type Person struct {
	Name        string
	Credentials string
	Role        string
	URL         string // of the person's page; empty when there is none
	Photo       *Picture
	Bio         string
	Links       []Link
}

// Picture is a raster or vector image ready to show.
// {{ img . }} writes it.
type Picture struct {
	Src     string
	Srcset  string   // the same in several widths, for the attribute srcset; empty when it has one
	Formats []Format // the same in newer formats, the preferred one first
	Width   int      // of the widest
	Height  int
	Alt     string
	Caption string
	Credit  string
}

// Format is a picture in another format, for <source>.
type Format struct {
	Type   string // "image/webp"
	Srcset string
}

// Card is an article in a list. There is one *Card per article and language;
// lists show it with {{ cached "card" . }}.
type Card struct {
	Title       string
	URL         string
	Description string
	Lang        string // only when it differs from the list's
	Date        Date
	Updated     Date
	Authors     []Person
	Topic       *Link
	Minutes     int
	Picture     *Picture
	Draft       bool // only in previews
	Scheduled   bool
	Key         string `json:"-"` // identifies all of the above
}

// Cards are articles in a list. In a page's key each stands by its own key,
// so that a card in a hundred lists is encoded once.
type Cards []*Card

// MarshalJSON writes the cards' keys.
func (c Cards) MarshalJSON() ([]byte, error) {
	out := make([]byte, 0, 2+len(c)*19)
	out = append(out, '[')
	for i, card := range c {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(append(out, '"'), card.Key...), '"')
	}
	return append(out, ']'), nil
}

// Heading is an entry of a table of contents; Level is 2 or 3.
type Heading struct {
	Level int
	ID    string
	Text  string
}

// Source is a piece of evidence.
type Source struct {
	Title     string
	Lang      string `json:",omitempty"` // of the title, if it is not the page's
	URL       string
	Publisher string
	Date      Date
}

// Correction is a dated note on what changed.
// Severity is typo, clarification, correction or safety.
type Correction struct {
	Date     Date
	Severity string
	Note     string
}

// ArticlePage is an article.
type ArticlePage struct {
	Page
	Headline     string
	Summary      string
	Topics       []*Link // one pointer a topic or tag in the whole site: {{ cached "tag" . }}
	Tags         []*Link
	Authors      []Person
	Reviewers    []Person
	Published    Date
	Updated      Date
	LastReviewed Date
	ReviewDue    Date
	Minutes      int          // reading time
	Watch        template.URL // where in the page its first film stands: "#n:watch"; empty when there is none
	Listen       template.URL // the same of its first recording to hear
	Lead         *Picture
	Contents     []Heading
	Body         template.HTML `json:"-"`
	BodyKey      string        // identifies Body
	Sources      []Source
	Corrections  []Correction
	Important    []Correction // those of severity correction and safety: shown at the top
	Retracted    *Correction  // replaces the body
	Related      Cards
	Older        *Link
	Newer        *Link
	AlsoOn       []Link // posts about this article
	Sponsor      string // who paid for it
	Disclosure   string // what readers must know of interests
	AI           string // what software that writes was used for, in a sentence; empty when nothing is said or none was used
	NoAI         bool   // no such software was used
	Handout      string // URL of the page for paper; empty when there is none
	QR           QR     `json:"-"` // of Canonical, which identifies it
	Draft        bool   // only in previews
	Scheduled    bool
}

// PlainPage is a page from content/pages.
type PlainPage struct {
	Page
	Headline string
	Summary  string
	Updated  Date
	Contents []Heading
	Body     template.HTML `json:"-"`
	BodyKey  string
}

// Pager leads from one page of a list to the next ones.
type Pager struct {
	Newer  *Link // nil on the front page
	Older  *Link // nil on the last page
	Number int
	Total  int
}

// ListPage is a paginated list: topic, tag, person, year, month, or all.
type ListPage struct {
	Page
	Headline string
	Summary  string
	Label    string // what kind of list, in the page's language: "Topic", "Tag"; may be empty
	Person   *Person
	Cards    Cards
	Pager    Pager
	Count    int
	Reviewed Cards // of a person: the newest articles reviewed; on the front page only
}

// HomePage is the front page of a language. Later pages of its list are
// ListPages.
type HomePage struct {
	Page
	Headline string
	Summary  string
	Lead     *Card
	Latest   Cards   // the newest after Lead, a handful
	Blocks   []Block // topics with their newest that stand nowhere above
	More     Cards   // the others of this page of the list
	Pager    Pager
}

// Block is a topic with its newest articles.
type Block struct {
	Topic Link
	Cards Cards
}

// Term is one entry of an index of topics, tags or people.
type Term struct {
	Name  string
	URL   string
	Count int
	Note  string // a person's role, a topic's description
}

// TermsPage is an index of topics, tags or people.
type TermsPage struct {
	Page
	Headline string
	Terms    []Term
}

// Year is a year of the archive.
type Year struct {
	Term
	Months []Term
}

// ArchivePage is the index of years and months.
type ArchivePage struct {
	Page
	Headline string
	Years    []Year
}

// FeedGroup is the feeds of one list.
type FeedGroup struct {
	Name  string
	URL   string // the list's page
	Feeds []Feed
}

// SubscribePage explains and lists every feed.
type SubscribePage struct {
	Page
	Headline string
	Main     FeedGroup
	Topics   []FeedGroup
	Tags     []FeedGroup
	People   []FeedGroup
}

// NotFoundPage is the page for an address that does not exist.
type NotFoundPage struct {
	Page
	Headline string
	Latest   Cards
}

// Mended is a correction or withdrawal in the log of all of them.
type Mended struct {
	Correction
	Article   Link
	Withdrawn bool // the article was withdrawn, not only put right
}

// CorrectionsPage is the log of what was put right, the newest first. Typing
// errors are not in it.
type CorrectionsPage struct {
	Page
	Headline string
	Log      []Mended
}

// RedirectPage stands at an old address. To is root-relative.
type RedirectPage struct {
	Page
	To   string
	Name string
}

// QR is a QR code, ready to be the path of an SVG: stroked with a width of 1 in
// the view box Box, it is a code with its quiet zone, Size millimetres wide on
// paper. Path is empty when an address is too long for any code.
type QR struct {
	Path string
	Box  string
	Size int
}

// HandoutPage is an article made for paper: what a nurse prints and hands to a
// patient. Its Canonical is the article's, and it is not indexed.
type HandoutPage struct {
	Page
	Headline     string
	Summary      string
	Article      string   // URL of the article
	Address      []string // the article's, for people to read and type: no scheme, no escapes; may break between its parts
	Important    []Correction
	Published    Date
	Updated      Date
	Body         template.HTML `json:"-"`
	BodyKey      string
	Sources      []Source
	Reviewers    []Person
	LastReviewed Date
	ReviewDue    Date
	QR           QR `json:"-"` // of Canonical
	Draft        bool
	Scheduled    bool
}

// SearchPage is the page on which readers search. Without a script it leads to
// Topics and to the archive. Words is the URL of the words file of this
// language; a shard named there lies at Shards + NAME + ".json".
type SearchPage struct {
	Page
	Headline string
	Topics   []Term
	Words    string
	Shards   string
}

// FeedPage is what people see who open an RSS or Atom feed in a browser: it
// stands inside the feed, as XHTML, and assets/feed.css hides the rest. So
// its template must be well-formed XML: every element is closed, every
// attribute is in quotes. A theme with an empty feed.html has none.
type FeedPage struct {
	Page
	Format  string // "RSS" or "Atom"
	Address string // absolute; what is copied into a reader
	Cards   Cards
}
