package site

import (
	"crypto/sha256"
	"encoding/hex"
)

// MarkerID is the value of <meta name="nadi:id">.
func (e *entry) MarkerID() string {
	if e.ID == "" || e.page {
		return ""
	}
	return e.ID + "." + e.lang.code
}

// markedItem is the canonical form of which the content marker is a hash
// (design 9): the words and the picture, never the page around them.
type markedItem struct {
	ID          string `json:"id"`
	Lang        string `json:"lang"`
	URL         string `json:"url"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Body        string `json:"body"`
	Image       string `json:"image"`
	Alt         string `json:"alt"`
	Retracted   bool   `json:"retracted"`
}

// Marker returns the content marker of an item: "sha256-" and the first 16
// bytes, in hex, of the SHA-256 of its canonical JSON. The build writes it
// into the page; what waits for the page to be live computes it the same way.
func (m markedItem) marker() string {
	sum := sha256.Sum256(mustJSON(m))
	return "sha256-" + hex.EncodeToString(sum[:16])
}

// mark brings the article's marker, from its facts while nothing that it
// covers has changed.
func (b *builder) mark(t *text_) error {
	e := t.e
	if e.MarkerID() == "" {
		return nil
	}
	m := markedItem{ID: e.ID, Lang: e.lang.code, URL: b.addr.abs(e.loc), Title: e.Title.S, Description: e.Summary.S, Retracted: e.Retracted != nil}
	if e.lead != nil {
		m.Image, m.Alt = hex.EncodeToString(e.lead.sum[:]), e.Image.Alt.S
	}
	head := hashOf(mustJSON(m), e.BodyHash[:], []byte(t.facts.From))
	from := hex.EncodeToString(head[:16])
	if t.facts.MarkFrom != from {
		if t.doc == nil {
			if err := b.parse(t, false); err != nil || t.gone {
				return err
			}
		}
		m.Body = t.doc.Text()
		t.facts.Mark, t.facts.MarkFrom = m.marker(), from
		b.keep(t)
	}
	b.addItem(e, t.facts.Mark)
	return nil
}

func sha(b []byte) [sha256.Size]byte { return sha256.Sum256(b) }
