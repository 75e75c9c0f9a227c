// Package prose reads words as rules need them: folded, so that one number is
// one number in whatever digits it was written, and cut into tokens, of which
// the words that some rule knows carry a number.
//
// It is made for many rules over much text. A text is folded and cut once; a
// rule then asks small tables about the numbers of its tokens and looks closer
// only where one of its words stands. Do not run a pattern over a whole text:
// a hundred of them over every byte would take longer than the build.
//
// Offsets are bytes of Text.Folded; Span and Source lead back to what was
// written. Nothing here knows what a word means.
package prose

import "nadi/internal/diag"

// Kind says where a passage stands.
type Kind uint8

const (
	Paragraph Kind = iota // words of the body: paragraphs, list items, callouts
	Heading
	Row         // of a table; cells are parted by " | "
	Code        // shown as code
	Caption     // under a picture
	Alt         // what stands for a picture
	LinkTitle   // the title of a link
	Address     // the destination of a link or picture
	FileName    // of the article or of something it shows
	Slug        // the last part of its address
	Meta        // front matter: tags, sources, credits, notes
	Title       // front matter
	Description // front matter
	Post        // the words of a composed post
	Inside      // words inside a drawing or document
)

// Passage is a run of words in one place and one language.
type Passage struct {
	Kind   Kind
	Lang   string // "en", "hi" …
	Quoted bool   // somebody else's words: a quotation
	Strict bool   // its article tells of a patient: what is doubtful elsewhere counts here
	Text   string // plain, as a reader sees it; line breaks are blanks
	Place  func(from, to int) diag.Span
}

// Text is a passage, folded and cut. It is valid until the reader's next Read.
type Text struct {
	Passage
	Folded string  // see fold
	Tokens []Token // in order; never empty words
	at     []int32 // offset in Passage.Text of each byte of Folded; nil when they are the same
}

// Source returns the offsets in Passage.Text of Folded[from:to].
func (t *Text) Source(from, to int) (int, int) {
	if t.at == nil {
		return from, to
	}
	return int(t.at[from]), int(t.at[to])
}

// Span returns the place of Folded[from:to] in the source file.
func (t *Text) Span(from, to int) diag.Span {
	if t.Place == nil {
		return diag.Span{}
	}
	return t.Place(t.Source(from, to))
}

// Sort says what a token is made of.
type Sort uint8

const (
	Word   Sort = iota // letters and marks
	Number             // digits alone
	Mixed              // letters and digits
	Mark               // one other rune that is not white space
)

// Shape says how a word is written.
type Shape uint8

const (
	Small    Shape = iota // heart, हृदय: no capital
	Capital               // Heart
	Capitals              // HEART, and a single capital letter
	Inner                 // mmHg, McDonald, PharmD
)

// WordID is the number that a Lexicon gave a word; 0 is a word nobody knows.
type WordID uint16

// Token is a word, number or mark: Folded[From:To].
type Token struct {
	From, To int32
	ID       WordID
	Sort     Sort
	Shape    Shape
	Spaced   bool // white space, or the beginning of the text, stands before it
	First    bool // it is the first word of a sentence
}

// Of returns the token's letters.
func (t *Text) Of(k Token) string { return t.Folded[k.From:k.To] }
