package syndicate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Post is the exact message for one account. Its hash covers all of it.
type Post struct {
	Account  string            `json:"account"`
	Channel  string            `json:"channel"`
	Lang     string            `json:"lang"`
	Text     string            `json:"text"`  // as readers see it, links and hashtags included
	Link     string            `json:"link"`  // the article's address
	Title    string            `json:"title"` // of the link card
	Summary  string            `json:"summary"`
	Hashtags []string          `json:"hashtags,omitempty"` // those in Text, without #
	Image    *Image            `json:"image,omitempty"`
	Video    *Video            `json:"video,omitempty"`
	Options  map[string]string `json:"options,omitempty"` // of the account: visibility and the like
	Facts    Facts             `json:"facts,omitempty"`   // of the server, under which it was composed
}

// Hash returns the first 16 bytes, in hex, of the SHA-256 of the post's JSON.
func (p *Post) Hash() string {
	data, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings and maps of strings can always be written
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// Payload is what Prepare made: the bytes of the one request that makes a post
// public, in a form only its channel reads. It holds no secret. The ledger
// keeps it, so that a repeat sends the same bytes.
type Payload []byte

// Receipt says that something is on the network.
type Receipt struct {
	ID  string `json:"id"`
	URL string `json:"url"`
	// Remarks are parts that did not work although the post is public, such as
	// a thumbnail that was refused.
	Remarks []string `json:"remarks,omitempty"`
}

// Seen is a post read back from an account.
type Seen struct {
	Receipt
	At    time.Time
	Links []string // every address in it, expanded where the network shortens
	Text  string
}

// Media is a picture as bytes, fetched from the live site.
type Media struct {
	Data          []byte
	Type          string // image/jpeg, image/png, image/webp or image/gif
	Width, Height int
	Alt           string
}
