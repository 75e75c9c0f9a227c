package markdown

import (
	"sync"

	"github.com/yuin/goldmark/ast"

	"nadi/internal/diag"
	"nadi/internal/text"
)

// Doc is a body that has been read. Its fields are facts for the caller, who
// must not change them; its methods may be called by several goroutines.
type Doc struct {
	Headings []Heading
	Links    []Link
	Spots    []Spot
	Comments []Comment
	Tables   []Table
	Points   []string // the items of its key points, plain
	Words    int      // words a reader sees, see words.go

	root    ast.Node
	src     []byte
	first   int        // line of the file on which src begins
	walkers *sync.Pool // of *walker; the parser's
	labels  *Labels
	scripts *text.Scripts
	prefix  string
	// slots has one entry for each link or picture in document order: an
	// index of Links, or refused when nothing may be made of it. Rendering
	// walks the same order.
	slots []int32
}

const refused = -1

// Heading is a heading of the body. Level is that of the output, 2 to 6; ID
// is what an address needs after #, not escaped; Text is plain.
type Heading struct {
	Level int
	ID    string
	Text  string
	Span  diag.Span
}

// Table is a table. Unnamed is the first column after the first one that has
// no name, 0 if each has one.
type Table struct {
	Columns int
	Unnamed int
	Span    diag.Span
}

// LinkKind says what a link is, as far as its form tells.
type LinkKind uint8

const (
	Anchor   LinkKind = iota // a link
	Document                 // a link to a file for reading elsewhere: pdf, docx …
	Image                    // a picture
	Media                    // a recording, audio or video, to be played in place
	Video                    // a YouTube address alone in its paragraph: a card
)

// Link is anything in a body that leads to another resource.
type Link struct {
	Kind   LinkKind
	Dest   string            // as written, escapes and entities resolved
	Text   string            // its text, or the alternative text of a picture; plain
	Title  string            // plain
	Attrs  map[string]string // from {…} behind it: credit, people, consent, transcript, captions, poster, lang, dir
	Figure bool              // it stands alone in its paragraph
	Span   diag.Span         // of Dest in the source, or of the link where that cannot be told
}

// SpotKind says what is odd about a spot.
type SpotKind uint8

const (
	RawHTML        SpotKind = iota // a tag, or a comment that never ends
	Script                         // an address with a scheme that is not published
	Shortcode                      // a command of another tool: {{< … >}}, {% … %}
	UnknownCallout                 // > [!WORD] with a word we do not know
	BadAttribute                   // {…} with something that has no meaning there
	H1                             // a # heading, which only the page's title may be
	TooLong                        // a block with so much markup that it is published as plain text
)

// Spot is something in the source that is not published as it was written.
type Spot struct {
	Kind SpotKind
	Text string // what they wrote, at most 60 code points
	Hint string // what to write instead, in English; may be empty
	Span diag.Span
}

// Comment is an HTML comment. It is never published.
type Comment struct {
	Text string // without <!-- and -->, trimmed
	Span diag.Span
}

// Format is a picture in another format: its MIME type, and its widths.
type Format struct{ Type, Srcset string }

// Target is where a link leads in the output.
type Target struct {
	URL           string   // ready but for escaping
	Drop          bool     // refused or missing: text and alternative text stay, no link or picture is made
	Width, Height int      // of a picture or poster, in CSS pixels; 0 when unknown
	Srcset        string   // the same picture in several widths; empty when it has one
	Sizes         string   // how wide it is shown, for browsers to choose by
	Formats       []Format // the same in newer formats, the preferred one first
	Type          string   // MIME type of a recording
	Note          string   // "PDF, 120 kB": shown in parentheses behind the link's text
	Transcript    string   // URL; empty when there is none
	Poster        string   // URL; empty when there is none
	Captions      string   // URL of a film's subtitles (WebVTT); empty when there are none
	External      bool     // leads out of this site
}
