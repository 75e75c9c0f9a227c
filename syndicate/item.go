package syndicate

import (
	"slices"
	"time"

	"nadi/syndicate/ledger"
)

// Key says which message is meant: site, item, account and occasion. Each is
// sent at most once.
type Key = ledger.Key

// Announce is the occasion of an article's first post. Others are named
// reshare-2, correction-2026-11-23, retraction.
const Announce = "announce"

// Item is what may be announced: an article in one language, with the facts a
// post is made from.
type Item struct {
	ID, Lang    string
	URL         string // the canonical address, absolute
	Aliases     []string
	Title       string
	Description string // the summary in plain language
	Topics      []string
	Tags        []string
	Due         time.Time // when it is public; until then it is scheduled
	Updated     time.Time
	Image       *Image // the article's own picture
	Card        *Image // the picture that networks find in the page; often Image
	Video       *Video
	Source      string // the file, for messages to people
	Marker      string // the content marker of the live page (design section 9)
	Retracted   bool
	Notices     []Notice        // its corrections and its withdrawal, newest first
	Wish        Wish            // the article's own wish for all accounts
	Wishes      map[string]Wish // and for some, by account
}

// Notice is what readers of an article must learn afterwards, in the item's
// language.
type Notice struct {
	Date     time.Time
	Severity string // typo, clarification, correction, safety or retracted
	Heading  string
	Text     string
}

// Name writes ID.LANG, as people name an item.
func (i *Item) Name() string { return i.ID + "." + i.Lang }

// WishFor returns the article's wish for an account: what it says of the
// account, else what it says of all.
func (i *Item) WishFor(account string) Wish {
	w := i.Wish
	own := i.Wishes[account]
	if own.Text != "" {
		w.Text = own.Text
	}
	if own.Image != nil {
		w.Image = own.Image
	}
	if !own.At.IsZero() {
		w.At = own.At
	}
	w.Off = w.Off || own.Off
	return w
}

// Wish is what an article asks for its posts.
type Wish struct {
	Text  string // a template in place of the account's
	Image *Image
	At    time.Time // not before
	Off   bool
}

// Image is a picture that a post shows. URL is absolute and named after its
// content, so that another picture has another URL.
type Image struct {
	URL string `json:"url"`
	Alt string `json:"alt"`
}

// Video is what an article has to show on a video network: a file to upload,
// or the id of a video that is there already.
type Video struct {
	File     string `json:"file,omitempty"`     // path in the site's folder
	Captions string `json:"captions,omitempty"` // path of a WebVTT or SubRip file
	ID       string `json:"id,omitempty"`       // of the existing video
}

// Account is one configured destination.
type Account struct {
	Name      string
	Channel   string
	Server    string // base address of the API; empty means the network's own
	Languages []string
	Limit     int           // most posts in a run
	MaxAge    time.Duration // an item due for longer is missed
	Budget    int           // most to be spent in a run, in tenths of a US cent; 0: no limit
	Quiet     Quiet
	Spacing   time.Duration       // least time between two posts; 0 means none
	Hashtags  map[string][]string // by topic, without #
	Text      string              // template of a post; empty means the channel's
	Options   map[string]string   // what only this network needs, see Network.Options
}

// Takes reports whether the account takes a language; an account that names
// none takes none.
func (a *Account) Takes(lang string) bool { return slices.Contains(a.Languages, lang) }

// Quiet are the hours of a day in which an account stays silent, in the
// site's zone. From after To means over midnight; equal means never.
type Quiet struct{ From, To time.Duration }

// Until returns when an account may speak again, or t itself when it may now.
func (q Quiet) Until(t time.Time) time.Time {
	if q.From == q.To {
		return t
	}
	at := func(day int, d time.Duration) time.Time { // by the clock on the wall, also where summer time begins
		return time.Date(t.Year(), t.Month(), t.Day()+day, int(d/time.Hour), int(d%time.Hour/time.Minute), 0, 0, t.Location())
	}
	for _, day := range []int{-1, 0} {
		from, to := at(day, q.From), at(day, q.To)
		if q.To < q.From {
			to = at(day+1, q.To)
		}
		if !t.Before(from) && t.Before(to) {
			return to
		}
	}
	return t
}
